"""Business time and business days along any calendar, measured forward and backward (T5, T6)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import lcm
from operator import add, sub

import attrs

from slalang.time.civil import FIRST_YEAR, LAST_YEAR, first_day, utc_year, within_range
from slalang.time.measures import Measure, make_measure
from slalang.time.zones import Zone
from slalang.values.instants import DAY
from slalang.values.intervals import Interval, Intervals, measure, normalize

_MARGIN = 4 * DAY
"""No business date reaches further than this beyond its civil year in UTC."""


class NeverOpen(ValueError):  # noqa: N818
    """A calendar does not open long enough for an amount that is counted along it."""


@attrs.frozen(slots=True)
class BusinessDate:
    """The hours that belong to the civil day `day`, also where they reach into the next (T5)."""

    day: int
    hours: Intervals
    length: int


def business_date(day: int, hours: Intervals) -> BusinessDate:
    """The business date of a day with these hours."""
    return BusinessDate(day, hours, measure(hours))


@attrs.frozen(slots=True)
class _Reckoning:
    """A calendar worked out for whole years: open microseconds, and business days in units of `per_day`."""

    first_year: int
    last_year: int
    safe_from: int
    safe_to: int
    dates: tuple[BusinessDate, ...]
    time: Measure
    days: Measure
    per_day: int


class OpenHours(ABC):
    """What every calendar can be asked.

    Instants and amounts of time are microseconds. OutOfRange beyond the years 1900 to 2200. What counts
    forward or backward raises NeverOpen where the calendar does not open for so long, and ValueError for a
    negative amount.

    A calendar is worked out once for the years that are asked about; an answer then is a lookup. Many at once
    are answered as one by one, in less time. Where one of them has no answer none is given, and sequences of
    unequal length are a ValueError. An instant out of range is an error there also if nothing is counted.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def name(self) -> str:
        """What the policy calls the calendar."""

    @property
    @abstractmethod
    def zone(self) -> Zone:
        """The zone whose civil days its business dates are."""

    @abstractmethod
    def business_dates(self, year: int) -> tuple[BusinessDate, ...]:
        """The business dates of a civil year in order, those without hours left out (T5, T6)."""

    def intervals(self, start: int, end: int) -> Intervals:
        """The time inside the calendar's hours, clipped to [start, end) (T5)."""
        if start >= end:
            return ()
        time = self._around(start, end).time
        found: list[Interval] = []
        i = bisect_right(time.ends, start)
        while i < len(time.starts) and time.starts[i] < end:
            found.append((max(time.starts[i], start), min(time.ends[i], end)))
            i += 1
        return tuple(found)

    def is_open(self, instant: int) -> bool:
        """Whether an instant lies inside the calendar's hours (T5)."""
        return bool(self.intervals(instant, instant + 1))

    def business_date_on(self, day: int) -> BusinessDate | None:
        """The business date of a civil day, None where it has no hours."""
        dates = self._around(day * DAY, day * DAY).dates
        i = bisect_right(dates, day, key=_day) - 1
        return dates[i] if i >= 0 and dates[i].day == day else None

    def business_date_at(self, instant: int) -> BusinessDate | None:
        """The (earliest) business date inside whose hours an instant lies, None outside hours (T5)."""
        day = self.zone.day_of(instant)
        for candidate in range(day - 2, day + 2):
            date = self.business_date_on(candidate)
            if date is not None and any(start <= instant < end for start, end in date.hours):
                return date
        return None

    def day_length(self, day: int) -> int:
        """How many microseconds one full span of that date's hours holds; 0 where it is closed (T6)."""
        date = self.business_date_on(day)
        return date.length if date is not None else 0

    def business_time(self, start: int, end: int) -> int:
        """The microseconds inside the calendar's hours in [start, end) (T6)."""
        if start >= end:
            return 0
        time = self._around(start, end).time
        return time.at(end) - time.at(start)

    def business_days(self, start: int, end: int) -> Fraction:
        """The sum, over business dates, of the share of that date's hours that lies in [start, end) (T6)."""
        if start >= end:
            return Fraction(0)
        known = self._around(start, end)
        return Fraction(known.days.at(end) - known.days.at(start), known.per_day)

    def add_business_time(self, instant: int, amount: int) -> int:
        """The earliest instant at which the business time since `instant` reaches an amount (T6)."""
        return self._forward(instant, amount, in_days=False)

    def subtract_business_time(self, instant: int, amount: int) -> int:
        """The latest instant from which the business time to `instant` still is the amount (T4, T6)."""
        return self._backward(instant, amount, in_days=False)

    def add_business_days(self, instant: int, amount: Fraction | int) -> int:
        """The earliest instant at which the business days since `instant` reach an amount (T6)."""
        return self._forward(instant, amount, in_days=True)

    def subtract_business_days(self, instant: int, amount: Fraction | int) -> int:
        """The latest instant from which the business days to `instant` still are the amount (T4, T6)."""
        return self._backward(instant, amount, in_days=True)

    def business_times(self, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
        """The business time in each of many [start, end), in their order (T6)."""
        _same_length(starts, ends)
        low, high = min(starts, default=0), max(ends, default=0)
        if low >= high:
            return [0] * len(starts)
        time = self._around(low, high).time
        counted = zip(time.at_each(starts), time.at_each(ends), strict=True)
        return [after - before if after > before else 0 for before, after in counted]

    def add_business_times(self, instants: Sequence[int], amounts: Sequence[int]) -> list[int]:
        """The deadline of each of many amounts of business time after its instant, in their order (T6)."""
        if not _any_amount(instants, amounts):
            return list(instants)
        known = self._around(min(instants), max(instants))
        while True:
            units = list(map(add, known.time.at_each(instants), amounts))
            last = known.time.earliest(max(units))
            if last is not None and last <= known.safe_to:
                return _unless_nothing(instants, amounts, known.time.earliest_each(units))
            known = _progress(self).later(known)

    def subtract_business_times(self, instants: Sequence[int], amounts: Sequence[int]) -> list[int]:
        """The latest instant for each of many amounts of business time before its instant, in their order (T4, T6)."""
        if not _any_amount(instants, amounts):
            return list(instants)
        known = self._around(min(instants), max(instants))
        while True:
            units = list(map(sub, known.time.at_each(instants), amounts))
            first = known.time.latest(min(units))
            if first is not None and first >= known.safe_from:
                return _unless_nothing(instants, amounts, known.time.latest_each(units))
            known = _progress(self).earlier(known)

    def end_of_nth_date(self, instant: int, n: int) -> int:
        """When the nth business date after the one of `instant` closes (T6). ValueError for n below 1.

        The date of an instant outside hours is its civil day.
        """
        if n < 1:
            raise ValueError("days are counted from 1")
        now = self.business_date_at(instant)
        day = now.day if now is not None else self.zone.day_of(instant)
        known = self._around(instant, instant)
        while True:
            at = bisect_right(known.dates, day, key=_day) + n - 1
            if at < len(known.dates):
                return known.dates[at].hours[-1][1]
            known = _progress(self).later(known)

    def _around(self, start: int, end: int) -> _Reckoning:
        within_range(start, end)
        return _progress(self).covering(start, end)

    def _forward(self, instant: int, amount: Fraction | int, *, in_days: bool) -> int:
        if amount <= 0:
            _not_negative(amount)
            return instant
        known = self._around(instant, instant)
        while True:
            along, per_unit = (known.days, known.per_day) if in_days else (known.time, 1)
            found = along.earliest(along.at(instant) + _units(amount, per_unit))
            if found is not None and found <= known.safe_to:
                return found
            known = _progress(self).later(known)

    def _backward(self, instant: int, amount: Fraction | int, *, in_days: bool) -> int:
        if amount <= 0:
            _not_negative(amount)
            return instant
        known = self._around(instant, instant)
        while True:
            along, per_unit = (known.days, known.per_day) if in_days else (known.time, 1)
            found = along.latest(along.at(instant) - _units(amount, per_unit))
            if found is not None and found >= known.safe_from:
                return found
            known = _progress(self).earlier(known)


def dates_in(calendar: OpenHours, year: int) -> tuple[BusinessDate, ...]:
    """A calendar's business dates in a civil year, worked out once."""
    return _progress(calendar).year(year)


def _not_negative(amount: Fraction | int) -> None:
    if amount < 0:
        raise ValueError("a length cannot be negative")


def _any_amount(instants: Sequence[int], amounts: Sequence[int]) -> bool:
    _same_length(instants, amounts)
    _not_negative(min(amounts, default=0))
    return any(amounts)


def _same_length(first: Sequence[int], second: Sequence[int]) -> None:
    if len(first) != len(second):
        raise ValueError(f"{len(first)} and {len(second)} values do not make pairs")


def _unless_nothing(instants: Sequence[int], amounts: Sequence[int], found: list[int]) -> list[int]:
    """Where the amount is nothing, the instant itself."""
    if all(amounts):
        return found
    return [there if amount else instant for there, amount, instant in zip(found, amounts, instants, strict=True)]


def _units(amount: Fraction | int, per_unit: int) -> int:
    """The whole units that an amount takes, the last perhaps in part."""
    return -(-amount.numerator * per_unit // amount.denominator)


def _day(date: BusinessDate) -> int:
    return date.day


class _Progress:
    """How far a calendar has been worked out. It grows by whole years, in new values."""

    __slots__ = ("_calendar", "_known", "_years")

    def __init__(self, calendar: OpenHours) -> None:
        self._calendar = calendar
        self._years: dict[int, tuple[BusinessDate, ...]] = {}
        self._known: _Reckoning | None = None

    def year(self, year: int) -> tuple[BusinessDate, ...]:
        """The business dates of a civil year."""
        if year not in self._years:
            self._years[year] = self._calendar.business_dates(year)
        return self._years[year]

    def covering(self, start: int, end: int) -> _Reckoning:
        """The calendar worked out at least around [start, end]."""
        known = self._known
        if known is not None and known.safe_from <= start and end <= known.safe_to:
            return known
        first, last = utc_year(start - 2 * _MARGIN), utc_year(end + 2 * _MARGIN)
        if known is not None:
            first, last = min(first, known.first_year), max(last, known.last_year)
        return self._reckon(first, last)

    def later(self, known: _Reckoning) -> _Reckoning:
        """The calendar worked out twice as far ahead. NeverOpen past the last year."""
        if known.last_year > LAST_YEAR:
            raise self._never("after")
        years = known.last_year - known.first_year + 1
        return self._reckon(known.first_year, min(known.last_year + years, LAST_YEAR + 1))

    def earlier(self, known: _Reckoning) -> _Reckoning:
        """The calendar worked out twice as far back. NeverOpen before the first year."""
        if known.first_year < FIRST_YEAR:
            raise self._never("before")
        years = known.last_year - known.first_year + 1
        return self._reckon(max(known.first_year - years, FIRST_YEAR - 1), known.last_year)

    def _never(self, side: str) -> NeverOpen:
        year = LAST_YEAR if side == "after" else FIRST_YEAR
        name = self._calendar.name
        return NeverOpen(f"the calendar `{name}` is not open long enough {side} that time, looking as far as {year}")

    def _reckon(self, first_year: int, last_year: int) -> _Reckoning:
        dates = tuple(chain.from_iterable(self.year(year) for year in range(first_year, last_year + 1)))
        per_day = lcm(*{date.length for date in dates})
        known = _Reckoning(
            first_year,
            last_year,
            first_day(first_year) * DAY + _MARGIN,
            first_day(last_year + 1) * DAY - _MARGIN,
            dates,
            make_measure((s, e, 1) for s, e in normalize(piece for date in dates for piece in date.hours)),
            make_measure((s, e, per_day // date.length) for date in dates for s, e in date.hours),
            per_day,
        )
        self._known = known
        return known


@lru_cache(maxsize=256)
def _progress(calendar: OpenHours) -> _Progress:
    return _Progress(calendar)
