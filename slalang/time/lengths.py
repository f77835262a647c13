"""Three kinds of length, run forward to a deadline and backward to a notice (T4, T6)."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias, assert_never

import attrs
from attrs import validators

from slalang.time.calendars import BusinessCalendar
from slalang.time.civil import add_months
from slalang.time.zones import Zone


@attrs.frozen(slots=True)
class ExactLength:
    """Elapsed microseconds: `90 minutes`, `24 hours` (T4)."""

    us: int = attrs.field(validator=validators.ge(0))


@attrs.frozen(slots=True)
class CalendarLength:
    """Civil months and days, months taken first: `5 days`, `1 week`, `2 months` (T4)."""

    months: int = attrs.field(default=0, validator=validators.ge(0))
    days: int = attrs.field(default=0, validator=validators.ge(0))


def _fraction(days: Fraction | int) -> Fraction:
    return Fraction(days)


@attrs.frozen(slots=True)
class BusinessDays:
    """Business days, whole or parts of one, of a calendar: `3 business days` (T4, T6)."""

    days: Fraction = attrs.field(converter=_fraction, validator=validators.ge(Fraction(0)))
    calendar: BusinessCalendar


@attrs.frozen(slots=True)
class BusinessHours:
    """Microseconds inside a calendar's hours: `8 business hours` (T4, T6)."""

    us: int = attrs.field(validator=validators.ge(0))
    calendar: BusinessCalendar


Length: TypeAlias = ExactLength | CalendarLength | BusinessDays | BusinessHours


def add_length(instant: int, length: Length, zone: Zone) -> int:
    """The deadline a length after an instant: the earliest at which the measure reaches the amount (T4, T6).

    Calendar lengths are civil in `zone`. OutOfRange and NeverOpen where there is no such instant.
    """
    match length:
        case ExactLength(us):
            return instant + us
        case CalendarLength(months, days):
            return _civil(instant, months, days, zone)
        case BusinessDays(amount, calendar):
            return calendar.add_business_days(instant, amount)
        case BusinessHours(us, calendar):
            return calendar.add_business_time(instant, us)
        case _:
            assert_never(length)


def subtract_length(instant: int, length: Length, zone: Zone) -> int:
    """The latest instant for a notice a length before an instant (T4, T6).

    Zone and errors as for `add_length`.
    """
    match length:
        case ExactLength(us):
            return instant - us
        case CalendarLength(months, days):
            return _civil(instant, -months, -days, zone)
        case BusinessDays(amount, calendar):
            return calendar.subtract_business_days(instant, amount)
        case BusinessHours(us, calendar):
            return calendar.subtract_business_time(instant, us)
        case _:
            assert_never(length)


def notice_holds(announced_at: int, start_at: int, length: Length, zone: Zone) -> bool:
    """Whether a notice precedes a start by at least a length (T6). A notice after the start never holds."""
    if announced_at > start_at:
        return False
    match length:
        case ExactLength() | CalendarLength():
            return announced_at <= subtract_length(start_at, length, zone)
        case BusinessDays(amount, calendar):
            return calendar.business_days(announced_at, start_at) >= amount
        case BusinessHours(us, calendar):
            return calendar.business_time(announced_at, start_at) >= us
        case _:
            assert_never(length)


def end_of_nth_day(instant: int, n: int, calendar: BusinessCalendar | None, zone: Zone, *, after_end: bool = False) -> int:
    """The end of the nth full business day (closing), or civil day without a calendar, after an instant (T6).

    The day of the event itself is not counted; with `after_end` the instant is the end of something and belongs to what it
    ends, so that the first full day after the end of March is the first of April. ValueError for n below 1; NeverOpen where
    the calendar has no such day.
    """
    if after_end:
        instant -= 1
    if calendar is not None:
        return calendar.end_of_nth_date(instant, n)
    if n < 1:
        raise ValueError("days are counted from 1")
    return zone.day_start(zone.day_of(instant) + n + 1)


def _civil(instant: int, months: int, days: int, zone: Zone) -> int:
    if months == 0 and days == 0:
        return instant  # not resolved anew, which would move the second of two equal civil times to the first
    day, us_of_day = zone.to_civil(instant)
    return zone.to_instant(add_months(day, months) + days, us_of_day)
