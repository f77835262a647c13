"""When calendars and recurring hours are open, year by year, and whether several of them ever are at once (T5, T7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache, reduce
from typing import TypeAlias

from slalang.semantics.policy import Policy
from slalang.time.business import dates_in
from slalang.time.calendars import BusinessCalendar, Calendar
from slalang.time.hours import EveryDay, Weekdays, windows_in_year
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone
from slalang.values.instants import DAY, MINUTE, civil_date, day_number, format_instant
from slalang.values.intervals import Interval, Intervals, clip, intersect, normalize

Openings: TypeAlias = Schedule | BusinessCalendar

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""The years for which zones and holidays are known."""
_BEGINS = day_number(date(2025, 4, 1))
"""Where a policy does not say from when it is in force: the day on which trials begin."""
_MOST_SPANS = 200
"""Of openings with more spans nothing is said: their years would take too long to work out."""
_MOST_CLOSED = 5_000
"""Fewer closed days cannot close every Monday of all years, nor every day."""


def begins_at(policy: Policy) -> int:
    """The first instant at which the policy is in force, or at which trials begin where it does not say."""
    return policy.in_force_at if policy.in_force_at is not None else policy.zone.day_start(_BEGINS)


def years_of(policy: Policy) -> range:
    """The civil years in which a policy is in force, of those that can be worked out; where it begins, or 2025, first of all.

    Without a first day it has been in force ever since, without a last one it is for ever.
    """
    first = FIRST_YEAR if policy.in_force_at is None else year_of(policy.in_force_at)
    last = LAST_YEAR if policy.until_at is None else year_of(policy.until_at - 1)
    return range(max(first, FIRST_YEAR), min(last, LAST_YEAR) + 1)


def years_words(policy: Policy) -> str:
    """`from 1970 to 2100`, or `in 2026`: the years in which a policy is in force."""
    years = years_of(policy)
    return f"from {years.start} to {years.stop - 1}" if len(years) > 1 else f"in {years.start}"


def known(*parts: Openings) -> bool:
    """Whether the openings are few enough to be worked out."""
    return sum(_spans(part) for part in parts) <= _MOST_SPANS


def often_open(calendar: BusinessCalendar) -> bool:
    """Whether a calendar is certain to open again and again, without working out any year."""
    if not isinstance(calendar, Calendar) or len(calendar.closed) > _MOST_CLOSED:
        return False
    return not calendar.hours or any(isinstance(entry.days, EveryDay | Weekdays) for entry in calendar.hours)


def common(parts: Sequence[Openings], policy: Policy, wanted: Callable[[Interval], bool] = bool) -> Interval | None:
    """The first stretch while the policy is in force in which all parts are open and that is as wanted; None where none is.

    The year in which the policy begins is looked at first, then all others. A stretch is one without a gap.
    """
    return next(filter(wanted, stretches(parts, policy)), None)


def stretches(parts: Sequence[Openings], policy: Policy) -> Iterator[Interval]:
    """Every stretch while the policy is in force in which all parts are open: those of the first year first, some twice."""
    years = years_of(policy)
    begin = year_of(begins_at(policy))
    since = policy.in_force_at if policy.in_force_at is not None else -(10**18)
    until = policy.until_at if policy.until_at is not None else 10**18
    for year in (begin, *years):
        if year not in years:
            continue
        both = open_together(parts, year)
        low, high = max(since, start_of(year)), min(until, start_of(year + 1))
        for start, end in clip(both, since, until):
            if start < high and end > low:
                yield start, end


def first_from(part: Openings, policy: Policy) -> Interval | None:
    """The first hours that begin when the policy does, or later."""
    begin = begins_at(policy)
    return next((span for span in stretches((part,), policy) if span[0] >= begin), None)


@lru_cache(maxsize=512)
def open_in(part: Openings, year: int) -> Intervals:
    """The hours that begin on a day of a civil year."""
    if isinstance(part, Schedule):
        return normalize(window for _, window in windows_in_year(part.hours, part.zone, year))
    return normalize(window for found in dates_in(part, year) for window in found.hours)


def windows_of(schedule: Schedule, policy: Policy) -> Iterator[Interval]:
    """Every single window of a schedule while the policy is in force: those of the first year first, some twice."""
    years = years_of(policy)
    since = policy.in_force_at if policy.in_force_at is not None else -(10**18)
    until = policy.until_at if policy.until_at is not None else 10**18
    for year in (year_of(begins_at(policy)), *years):
        if year in years:
            found = sorted({window for _, window in windows_in_year(schedule.hours, schedule.zone, year)})
            yield from ((start, end) for start, end in found if start < until and end > since)


def spoken(span: Interval, zone: Zone) -> str:
    """`2025-04-05 10:00 to 14:00`: a stretch as the clock shows it in a zone."""
    (day, us), (last, end) = zone.to_civil(span[0]), zone.to_civil(span[1])
    if last == day + 1 and end == 0:
        return f"{_date(day)} {_time(us)} to 24:00" if us else f"all of {_date(day)}"
    return f"{_date(day)} {_time(us)} to {'' if last == day else f'{_date(last)} '}{_time(end)}"


def spoken_at(instant: int, zone: Zone) -> str:
    """`2025-04-05 10:00`: an instant as the clock shows it in a zone."""
    day, us = zone.to_civil(instant)
    return f"{_date(day)} {_time(us)}"


def long(us: int) -> str:
    """`2 hours 5 minutes`."""
    from slalang.engine.scenario.times import spoken_length

    return spoken_length(us)


def _date(day: int) -> str:
    return civil_date(day).isoformat()


def _time(us: int) -> str:
    shown = format_instant(us)[11:-1]
    return shown if us % MINUTE else shown[:5]


def _spans(part: Openings) -> int:
    if isinstance(part, Schedule | Calendar):
        return sum(len(entry.spans) or 1 for entry in part.hours) or 1
    return sum(_spans(one) for one in part.parts)


def open_together(parts: Sequence[Openings], year: int) -> Intervals:
    """When all parts are open in a year and in those beside it."""
    return reduce(intersect, (_around(part, year) for part in parts))


def open_around(part: Openings, instant: int) -> Intervals:
    """When it is open in the year of an instant and in those beside it."""
    return _around(part, year_of(instant))


@lru_cache(maxsize=512)
def _around(part: Openings, year: int) -> Intervals:
    return normalize(span for near in (year - 1, year, year + 1) for span in open_in(part, near))


def year_of(instant: int) -> int:
    """The civil year in UTC that holds an instant."""
    return civil_date(instant // DAY).year


def start_of(year: int) -> int:
    """The first instant of a civil year in UTC."""
    return day_number(date(year, 1, 1)) * DAY
