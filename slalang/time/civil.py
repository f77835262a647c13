"""Arithmetic on civil dates as day numbers since 1970-01-01; month ends clamp (T4)."""

from __future__ import annotations

from datetime import date

from slalang.values.instants import DAY, civil_date, day_number

FIRST_YEAR = 1900
LAST_YEAR = 2200
"""The years for which calendars and schedules are worked out; the zone rules cover 1970 to 2100."""

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class OutOfRange(ValueError):  # noqa: N818
    """A date or an instant lies beyond the years that can be worked out."""


def split_day(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month of a day number. OutOfRange outside the years 1 to 9999."""
    try:
        civil = civil_date(day)
    except (ValueError, OverflowError):
        raise OutOfRange("the date lies outside the years 1 to 9999") from None
    return civil.year, civil.month, civil.day


def month_of(day: int) -> int:
    """The month that holds a day, counted as twelve times the year plus the month from 0."""
    year, month, _ = split_day(day)
    return 12 * year + month - 1


def month_length(month: int) -> int:
    """How many days a month (as `month_of` counts) has."""
    year, index = divmod(month, 12)
    leap = index == 1 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[index] + leap


def day_of_month(month: int, day: int) -> int:
    """The day number of a day of a month, clamped to the month's end (T4, T8).

    OutOfRange outside the years 1 to 9999.
    """
    year, index = divmod(month, 12)
    try:
        return day_number(date(year, index + 1, min(day, month_length(month))))
    except (ValueError, OverflowError):
        raise OutOfRange("the date lies outside the years 1 to 9999") from None


def add_months(day: int, months: int) -> int:
    """The same day of the month that many months later, or the month's last day where it has none (T4)."""
    if months == 0:
        return day
    year, month, of_month = split_day(day)
    return day_of_month(12 * year + month - 1 + months, of_month)


def first_day(year: int) -> int:
    """The day number of 1 January."""
    return day_of_month(12 * year, 1)


def utc_year(instant: int) -> int:
    """The civil year in UTC that holds an instant."""
    return split_day(instant // DAY)[0]


def within_range(start: int, end: int) -> None:
    """OutOfRange unless both instants lie in the years for which calendars are worked out."""
    if start < _FIRST_AT or end > _LAST_AT:
        raise OutOfRange(f"the time reaches beyond the years {FIRST_YEAR} to {LAST_YEAR}")


_FIRST_AT = first_day(FIRST_YEAR) * DAY
_LAST_AT = first_day(LAST_YEAR + 1) * DAY
