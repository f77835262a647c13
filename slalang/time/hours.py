"""Weekly hours and recurring schedules in one shape: on which days, and from when to when (T5, T7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, assert_never

import attrs
from attrs import validators

from slalang.time.civil import day_of_month, first_day, month_length, split_day
from slalang.time.zones import Zone
from slalang.values.instants import DAY
from slalang.values.intervals import Interval

WHOLE_DAY: tuple[Interval, ...] = ()
"""The spans of an entry that covers the whole civil day."""


def _sorted_days(days: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(days)))


@attrs.frozen(slots=True)
class Weekdays:
    """Some days of every week, 0 being Monday."""

    days: tuple[int, ...] = attrs.field(converter=_sorted_days, validator=validators.deep_iterable(validators.in_(range(7))))


@attrs.frozen(slots=True)
class NthWeekday:
    """The nth (1 to 5, or -1 for the last) of a weekday (0 being Monday) in every month that has one."""

    n: int = attrs.field(validator=validators.in_((-1, 1, 2, 3, 4, 5)))
    weekday: int = attrs.field(validator=validators.in_(range(7)))


@attrs.frozen(slots=True)
class MonthDay:
    """A day (1 to 31, or -1 for the last) of every month that has it."""

    day: int = attrs.field(validator=validators.in_((-1, *range(1, 32))))


@attrs.frozen(slots=True)
class YearDay:
    """A day of every year that has it."""

    month: int = attrs.field(validator=validators.in_(range(1, 13)))
    day: int = attrs.field(validator=validators.in_(range(1, 32)))


@attrs.frozen(slots=True)
class OnDate:
    """One day, as a day number since 1970-01-01."""

    day_number: int


@attrs.frozen(slots=True)
class EveryDay:
    """Every day."""


DaySelector: TypeAlias = Weekdays | NthWeekday | MonthDay | YearDay | OnDate | EveryDay


@attrs.frozen(slots=True)
class HoursEntry:
    """Spans of civil time on the selected days (T5, T7).

    A span is `(start, end)` in microseconds of the day on which it starts, to which it belongs. One that ends
    at or before its start ends on the next day. No spans at all mean the whole civil day.
    """

    days: DaySelector
    spans: tuple[tuple[int, int], ...] = WHOLE_DAY


def days_in_year(days: DaySelector, year: int) -> Iterable[int]:
    """The day numbers of a civil year that a selector names."""
    first, end = first_day(year), first_day(year + 1)
    months = range(12 * year, 12 * year + 12)
    match days:
        case EveryDay():
            return range(first, end)
        case Weekdays(weekdays):
            return (day for weekday in weekdays for day in range(_on_or_after(first, weekday), end, 7))
        case NthWeekday(n, weekday):
            return (day for month in months for day in _nth_weekday(month, n, weekday))
        case MonthDay(-1):
            return (day_of_month(month, 31) for month in months)
        case MonthDay(day):
            return (day_of_month(month, day) for month in months if day <= month_length(month))
        case YearDay(month, day):
            index = 12 * year + month - 1
            return (day_of_month(index, day),) if day <= month_length(index) else ()
        case OnDate(number):
            return (number,) if first <= number < end else ()
        case _:
            assert_never(days)


def windows_in_year(hours: tuple[HoursEntry, ...], zone: Zone, year: int) -> list[tuple[int, Interval]]:
    """(day number, interval) of every span that starts on a day of the civil year, in no order."""
    return [
        (day, window)
        for entry in hours
        for day in days_in_year(entry.days, year)
        for window in _windows(entry.spans, zone, day)
    ]


def windows_between(hours: tuple[HoursEntry, ...], zone: Zone, first: int, end: int) -> list[tuple[int, Interval]]:
    """(day number, interval) of every span that starts on a civil day in [first, end), in no order."""
    years = range(split_day(first)[0], split_day(end - 1)[0] + 1)
    return [
        (day, window)
        for entry in hours
        for year in years
        for day in days_in_year(entry.days, year)
        if first <= day < end
        for window in _windows(entry.spans, zone, day)
    ]


def _windows(spans: tuple[tuple[int, int], ...], zone: Zone, day: int) -> list[Interval]:
    """The spans of one civil day as instants; a day or a span that a gap swallows makes none (T3)."""
    start, end = zone.day_start(day), zone.day_start(day + 1)
    if start == end:
        return []
    if not spans:
        return [(start, end)]
    made = [(zone.to_instant(day, begin), zone.to_instant(day, stop if stop > begin else stop + DAY)) for begin, stop in spans]
    return [window for window in made if window[0] < window[1]]


def _on_or_after(day: int, weekday: int) -> int:
    return day + (weekday - (day + 3)) % 7


def _nth_weekday(month: int, n: int, weekday: int) -> tuple[int, ...]:
    first, last = day_of_month(month, 1), day_of_month(month, 31)
    day = _on_or_after(last - 6, weekday) if n == -1 else _on_or_after(first, weekday) + 7 * (n - 1)
    return (day,) if day <= last else ()
