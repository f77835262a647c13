"""Recurring schedules: the windows that weekly, monthly, daily, yearly, dated hours make in a zone (T7)."""

from __future__ import annotations

from functools import lru_cache

import attrs

from slalang.time.civil import utc_year, within_range
from slalang.time.hours import HoursEntry, windows_in_year
from slalang.time.zones import Zone
from slalang.values.instants import DAY
from slalang.values.intervals import Interval, Intervals, clip, normalize

_MARGIN = 4 * DAY
"""No window reaches further than this beyond the civil year in UTC of the day on which it starts."""


@attrs.frozen(slots=True, cache_hash=True)
class Schedule:
    """Windows that recur in a zone; without `hours`, none (T7). OutOfRange beyond the years 1900 to 2200."""

    zone: Zone
    hours: tuple[HoursEntry, ...]

    def occurrences(self, start: int, end: int) -> tuple[Interval, ...]:
        """Every single window that overlaps [start, end), whole, unmerged and sorted; equal ones once."""
        if start >= end:
            return ()
        within_range(start, end)
        years = range(utc_year(start - _MARGIN), utc_year(end + _MARGIN) + 1)
        found = {w for year in years for w in _windows(self, year) if w[0] < end and w[1] > start}
        return tuple(sorted(found))

    def covered(self, start: int, end: int) -> Intervals:
        """The time in [start, end) that any window covers (T7)."""
        return clip(normalize(self.occurrences(start, end)), start, end)


@lru_cache(maxsize=4096)
def _windows(schedule: Schedule, year: int) -> tuple[Interval, ...]:
    return tuple(sorted({window for _, window in windows_in_year(schedule.hours, schedule.zone, year)}))
