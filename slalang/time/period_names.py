"""How periods are named, and the time that a name given by hand selects (T8)."""

from __future__ import annotations

import re
from datetime import date

from slalang.time.civil import FIRST_YEAR, LAST_YEAR, OutOfRange, day_of_month, split_day
from slalang.time.clock_hours import hour_index, hour_span
from slalang.time.zones import Zone
from slalang.values.instants import HOUR, civil_date, day_number
from slalang.values.intervals import Interval

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_HOUR = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d)", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d\d)", re.ASCII)
_MONTHS = re.compile(r"(\d{4})(?:-(\d\d)|-Q([1-4])|-H([12]))?", re.ASCII)
_EXPECTED = (
    "write 2025, 2025-H1, 2025-Q1, 2025-03, 2025-W11, 2025-03-14, 2025-03-14T10 or 2025-01-16/2025-02-15, "
    "or two of these as 2025-01..2025-12"
)


def hour_name(zone: Zone, start: int) -> str:
    """`2025-03-14T10`, the clock hour of a zone that starts at an instant."""
    day, us_of_day = zone.to_civil(start)
    return f"{day_name(day)}T{us_of_day // HOUR:02d}"


def day_name(day: int) -> str:
    """`2025-03-14`."""
    return "{:04d}-{:02d}-{:02d}".format(*split_day(day))


def week_name(day: int) -> str:
    """`2025-W11`, the ISO week that holds a day."""
    year, week, _ = civil_date(day).isocalendar()
    return f"{year:04d}-W{week:02d}"


def months_name(day: int, months: int) -> str:
    """`2025-03`, `2025-Q1`, `2025-H1` or `2025`: the 1, 3, 6 or 12 calendar months that hold a day."""
    year, month, _ = split_day(day)
    number = (month - 1) // months + 1
    return f"{year:04d}" + {1: f"-{number:02d}", 3: f"-Q{number}", 6: f"-H{number}", 12: ""}[months]


def span_name(zone: Zone, span: Interval) -> str:
    """`2025-01-16/2025-02-15`: any other period, by its first and last day."""
    return f"{day_name(zone.day_of(span[0]))}/{day_name(zone.day_of(span[1] - 1))}"


def named_range(text: str, zone: Zone) -> Interval:
    """Start and end, as instants, of what a period's name covers in a zone (T8).

    `A..B` runs from the start of A to the end of B.
    ValueError, in plain words, for anything else.
    """
    first, dots, last = text.partition("..")
    start, end = _one(first, zone)
    if dots:
        last_start, end = _one(last, zone)
        if last_start < start:
            raise ValueError(f"`{last}` lies before `{first}`")
    return start, end


def _one(text: str, zone: Zone) -> Interval:
    hour = _HOUR.fullmatch(text)
    try:
        first, after = (_date(hour[1]), _date(hour[1]) + 1) if hour is not None else _days(text)
        worked_out = split_day(after - 1)[0] >= FIRST_YEAR and split_day(first)[0] <= LAST_YEAR
    except OutOfRange:
        worked_out = False
    if not worked_out:
        raise ValueError(f"`{text}` lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    if hour is not None:
        return _hour(text, first, int(hour[2]), zone)
    return zone.day_start(first), zone.day_start(after)


def _days(text: str) -> tuple[int, int]:
    """The first day of a period's name, and the first day after it."""
    first, slash, last = text.partition("/")
    if slash:
        if _date(last) < _date(first):
            raise ValueError(f"`{last}` lies before `{first}`")
        return _date(first), _date(last) + 1
    if _DATE.fullmatch(text):
        return _date(text), _date(text) + 1
    week = _WEEK.fullmatch(text)
    if week is not None:
        try:
            monday = day_number(date.fromisocalendar(int(week[1]), int(week[2]), 1))
        except ValueError:
            raise ValueError(f"there is no week `{text}`") from None
        return monday, monday + 7
    match = _MONTHS.fullmatch(text)
    if match is None:
        raise ValueError(f"`{text}` is not a period: {_EXPECTED}")
    if match[2] and not 1 <= int(match[2]) <= 12:
        raise ValueError(f"there is no month `{text}`")
    months = 1 if match[2] else 3 if match[3] else 6 if match[4] else 12
    number = int(match[2] or match[3] or match[4] or 1)
    month = 12 * int(match[1]) + (number - 1) * months
    return day_of_month(month, 1), day_of_month(month + months, 1)


def _date(text: str) -> int:
    if _DATE.fullmatch(text) is None:
        raise ValueError(f"`{text}` is not a date such as 2025-01-16")
    try:
        return day_number(date.fromisoformat(text))
    except ValueError:
        raise ValueError(f"there is no date `{text}`") from None


def _hour(text: str, day: int, hour: int, zone: Zone) -> Interval:
    """A clock hour; from the first to the end of the second where the clock shows it twice.

    Where clocks skip its beginning, the civil time of that lies in a later hour, and that of its end where they skip the end.
    """
    edges = (hour * HOUR, (hour + 1) * HOUR - 1)
    low, high = sorted(hour_index(zone, zone.to_instant(day, us)) for us in edges)
    named = [span for span in (hour_span(zone, i) for i in range(low - 1, high + 3)) if hour_name(zone, span[0]) == text]
    if not named:
        raise ValueError(f"there is no hour `{text}` in the zone {zone.name}")
    return named[0][0], named[-1][1]
