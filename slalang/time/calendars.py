"""Calendars as policies state them: a zone, hours and closed days, and their combinations (T5)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, TypeAlias, assert_never

import attrs
from attrs import validators

from slalang.time.business import BusinessDate, NeverOpen, OpenHours, business_date, dates_in
from slalang.time.hours import (
    DaySelector,
    EveryDay,
    HoursEntry,
    MonthDay,
    NthWeekday,
    OnDate,
    Weekdays,
    YearDay,
    windows_in_year,
)
from slalang.time.public_holidays import UnknownHolidays, has_subdivisions, holiday_days, holidays_version
from slalang.time.zones import Zone
from slalang.values.intervals import Interval, Intervals, intersect, normalize, subtract

__all__ = [
    "BusinessCalendar",
    "BusinessDate",
    "Calendar",
    "CombinedCalendar",
    "DaySelector",
    "EveryDay",
    "HoursEntry",
    "MonthDay",
    "NeverOpen",
    "NthWeekday",
    "OnDate",
    "UnknownHolidays",
    "Weekdays",
    "YearDay",
    "has_subdivisions",
    "holiday_days",
    "holidays_version",
]

_WHOLE_DAYS = (HoursEntry(EveryDay()),)


@attrs.frozen(slots=True, cache_hash=True)
class Calendar(OpenHours):
    """Hours in a zone, less closed days (T5).

    Without `hours` every civil day is open whole. `closed` holds the day numbers (sorted) of holidays and
    other closed days: no span that starts on one of them is open; a span from the day before still runs to
    its end.
    """

    name: str
    zone: Zone
    hours: tuple[HoursEntry, ...] = ()
    closed: tuple[int, ...] = ()

    def business_dates(self, year: int) -> tuple[BusinessDate, ...]:
        """The business dates of a civil year in order, those without hours left out (T5, T6)."""
        windows = windows_in_year(self.hours or _WHOLE_DAYS, self.zone, year)
        closed = frozenset(self.closed)
        return _by_date((day, window) for day, window in windows if day not in closed)


@attrs.frozen(slots=True, cache_hash=True)
class CombinedCalendar(OpenHours):
    """The union or the intersection of calendars, or the first less all the others (T5).

    Open time keeps its business date: that of the first part listed that is open then. The zone is the first
    part's.
    """

    name: str
    operation: Literal["union", "intersection", "difference"]
    parts: tuple[Calendar | CombinedCalendar, ...] = attrs.field(validator=validators.min_len(1))

    @property
    def zone(self) -> Zone:
        """The zone of the first part."""
        return self.parts[0].zone

    def business_dates(self, year: int) -> tuple[BusinessDate, ...]:
        """The business dates of a civil year in order, those without hours left out (T5, T6)."""
        dates = dates_in(self.parts[0], year)
        match self.operation:
            case "union":
                return self._joined(dates, year)
            case "intersection":
                for part in self.parts[1:]:
                    dates = _within(dates, _open_around(part, year))
                return dates
            case "difference":
                for part in self.parts[1:]:
                    dates = _outside(dates, _open_around(part, year))
                return dates
            case _:
                assert_never(self.operation)

    def _joined(self, dates: tuple[BusinessDate, ...], year: int) -> tuple[BusinessDate, ...]:
        """The first part's dates and, for time that no earlier part has, the later parts' own."""
        for i, part in enumerate(self.parts[1:], start=1):
            more = dates_in(part, year)
            for earlier in self.parts[:i]:
                more = _outside(more, _open_around(earlier, year))
            dates = _by_date((date.day, window) for date in dates + more for window in date.hours)
        return dates


BusinessCalendar: TypeAlias = Calendar | CombinedCalendar


def _by_date(windows: Iterable[tuple[int, Interval]]) -> tuple[BusinessDate, ...]:
    """Business dates from the windows of each day."""
    found: defaultdict[int, list[Interval]] = defaultdict(list)
    for day, window in windows:
        found[day].append(window)
    return tuple(business_date(day, normalize(found[day])) for day in sorted(found))


def _open_around(part: BusinessCalendar, year: int) -> Intervals:
    """When a calendar is open in a civil year and in those beside it."""
    years = (year - 1, year, year + 1)
    return normalize(window for y in years for date in dates_in(part, y) for window in date.hours)


def _within(dates: tuple[BusinessDate, ...], others: Intervals) -> tuple[BusinessDate, ...]:
    kept = (business_date(d.day, intersect(d.hours, _near(others, d.hours))) for d in dates)
    return tuple(date for date in kept if date.hours)


def _outside(dates: tuple[BusinessDate, ...], others: Intervals) -> tuple[BusinessDate, ...]:
    kept = (business_date(d.day, subtract(d.hours, _near(others, d.hours))) for d in dates)
    return tuple(date for date in kept if date.hours)


def _near(others: Intervals, hours: Intervals) -> Intervals:
    """The intervals that reach into the stretch of these hours."""
    start, end = hours[0][0], hours[-1][1]
    return others[bisect_right(others, start, key=_end) : bisect_left(others, end, key=_start)]


def _start(interval: Interval) -> int:
    return interval[0]


def _end(interval: Interval) -> int:
    return interval[1]
