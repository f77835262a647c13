"""Civil time and the exact and calendar lengths (T1-T4)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib import resources
from itertools import pairwise
from zoneinfo import ZoneInfo

from slalang.syntax import ast

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)

EXACT_UNITS = {
    ast.Unit.MICROSECOND: 1,
    ast.Unit.MILLISECOND: 1_000,
    ast.Unit.SECOND: 1_000_000,
    ast.Unit.MINUTE: 60_000_000,
    ast.Unit.HOUR: 3_600_000_000,
}
HOUR = EXACT_UNITS[ast.Unit.HOUR]
DAY = 24 * HOUR


@cache
def _rules(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    if name[:4] in ("UTC+", "UTC-"):
        hours, minutes = name[4:].split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(offset if name[3] == "+" else -offset)
    # Never the machine's own zone files: only the tzdata package (V4).
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


class Zone:
    """A zone (T2). `seen` collects which rules a case really met."""

    def __init__(self, name: str, seen: set[str]) -> None:
        self.name, self.seen, self._rules = name, seen, _rules(name)
        self._midnights: dict[date, int] = {}

    def local(self, instant: int) -> datetime:
        """What the clock shows at an instant."""
        return (EPOCH + timedelta(microseconds=instant)).astimezone(self._rules).replace(tzinfo=None, fold=0)

    def date_of(self, instant: int) -> date:
        return self.local(instant).date()

    def day_of(self, instant: int) -> date:
        """The civil day that holds an instant, which is not the date shown while clocks repeat an hour before midnight."""
        day = self.date_of(instant)
        while self.midnight(day + timedelta(days=1)) <= instant:
            day += timedelta(days=1)
        return day

    def instant(self, wall: datetime) -> int:
        """T3: of a clock time shown twice the first; one never shown, by the offset before the gap."""
        there = wall.replace(tzinfo=self._rules, fold=0)
        if there.utcoffset() != there.replace(fold=1).utcoffset():
            self.seen.add("T3")
        return (there - EPOCH) // TICK

    def midnight(self, day: date) -> int:
        """The first instant of a civil day."""
        if day not in self._midnights:
            self._midnights[day] = self.instant(datetime(day.year, day.month, day.day))  # noqa: DTZ001
        return self._midnights[day]

    def add(self, instant: int, number: int, unit: ast.Unit) -> int:
        """T4: civil arithmetic, forward or (a negative number) backward; month ends clamp."""
        wall = self.local(instant)
        moved = datetime.combine(add_to_date(wall.date(), number, unit, self.seen), wall.time())
        return self.instant(moved)


def add_to_date(day: date, number: int, unit: ast.Unit, seen: set[str]) -> date:
    """T4: days, weeks, months or years after a date."""
    if unit is ast.Unit.DAY:
        return day + timedelta(days=number)
    if unit is ast.Unit.WEEK:
        return day + timedelta(weeks=number)
    months = number * (12 if unit is ast.Unit.YEAR else 1)
    return month_day(day.year * 12 + day.month - 1 + months, day.day, seen)


def month_day(month: int, day: int, seen: set[str]) -> date:
    """T4, T8: the day of a month (counted from year 0), clamped to the month's end."""
    year, index = divmod(month, 12)
    last = calendar.monthrange(year, index + 1)[1]
    if day > last:
        seen.add("T4-clamp")
    return date(year, index + 1, min(day, last))


def is_exact(length: ast.Length) -> bool:
    """T4: lengths up to hours are exact."""
    return isinstance(length, ast.ExactOrCalendarLength) and length.unit in EXACT_UNITS


def exact_us(length: ast.Length) -> int:
    """T4: the microseconds of an exact length."""
    if not isinstance(length, ast.ExactOrCalendarLength):
        raise TypeError("not an exact length")
    us = length.number.value * EXACT_UNITS[length.unit]
    if us.denominator != 1:
        raise ValueError("not a whole number of microseconds")
    return us.numerator


def cells(start: int, end: int, edges: Iterable[int]) -> list[tuple[int, int]]:
    """[start, end) cut at every edge: the elementary stretches in which nothing changes."""
    points = sorted({start, end, *(edge for edge in edges if start < edge < end)})
    return list(pairwise(points)) if start < end else []
