"""When calendars and recurring hours are open, year by year, and whether several of them ever are at once (T5, T7)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache, reduce
from typing import TypeAlias

from slalang.semantics.policy import Policy
from slalang.time.calendars import BusinessCalendar, Calendar, CombinedCalendar
from slalang.time.hours import (
    DaySelector,
    EveryDay,
    HoursEntry,
    MonthDay,
    NthWeekday,
    Weekdays,
    windows_between,
    windows_in_year,
)
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone
from slalang.values.instants import DAY, MINUTE, civil_date, day_number, format_instant
from slalang.values.intervals import Interval, Intervals, clip, intersect, normalize, subtract, union

Openings: TypeAlias = Schedule | BusinessCalendar

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""The years for which zones and holidays are known."""
_BEGINS = day_number(date(2025, 4, 1))
"""Where a policy does not say from when it is in force: the day on which trials begin."""
_MOST_WINDOWS = 1_500
"""Of openings with more windows in a year nothing is said: all their years would take too long to work out."""
_WHOLE_DAYS = (HoursEntry(EveryDay()),)
_WEEK = 7 * DAY
_BEFORE, _AFTER = 4, 3
"""No span of hours reaches further, in days, from the day in UTC on which it lies (T5)."""
_FIRST_WEEKS = 36 * DAY
_MOST_CLOSED = 5_000
"""Fewer closed days cannot close every Monday of all years, nor every day."""


def begins_at(policy: Policy) -> int:
    """The first instant at which the policy is in force, or at which trials begin where it does not say."""
    return policy.in_force_at if policy.in_force_at is not None else policy.zone.day_start(_BEGINS)


def years_of(policy: Policy) -> range:
    """The civil years in which a policy is in force, from that in which it begins on, as far as they can be worked out."""
    last = LAST_YEAR if policy.until_at is None else year_of(policy.until_at - 1)
    return range(max(year_of(begins_at(policy)), FIRST_YEAR), min(last, LAST_YEAR) + 1)


def years_words(policy: Policy) -> str:
    """`from 1970 to 2100`, or `in 2026`: the years in which a policy is in force."""
    years = years_of(policy)
    return f"from {years.start} to {years.stop - 1}" if len(years) > 1 else f"in {years.start}"


def known(*parts: Openings) -> bool:
    """Whether the openings are few enough to be worked out."""
    return sum(_windows(part) for part in parts) <= _MOST_WINDOWS


def often_open(calendar: BusinessCalendar) -> bool:
    """Whether a calendar is certain to open again and again, without working out any year."""
    if not isinstance(calendar, Calendar):
        return calendar.operation == "union" and any(often_open(part) for part in calendar.parts)
    if len(calendar.closed) > _MOST_CLOSED:
        return False
    return not calendar.hours or any(isinstance(entry.days, EveryDay | Weekdays) for entry in calendar.hours)


def common(parts: Sequence[Openings], policy: Policy, wanted: Callable[[Interval], bool] = bool) -> Interval | None:
    """The first stretch while the policy is in force in which all parts are open and that is as wanted; None where none is.

    The first weeks are looked at first, then all the years. A stretch is one without a gap.
    """
    first = begins_at(policy)
    weeks = (first, min(first + _FIRST_WEEKS, policy.until_at or first + _FIRST_WEEKS))
    soon = next(filter(wanted, open_together(parts, weeks)), None)
    return soon or next(filter(wanted, stretches(parts, policy)), None)


def stretches(parts: Sequence[Openings], policy: Policy) -> Iterator[Interval]:
    """Every stretch while the policy is in force in which all parts are open, in order, some twice."""
    since, until = begins_at(policy), policy.until_at if policy.until_at is not None else 10**18
    for year in years_of(policy):
        low, high = max(since, start_of(year)), min(until, start_of(year + 1))
        both = reduce(intersect, (open_around(part, year) for part in parts))
        yield from ((start, end) for start, end in clip(both, since, until) if start < high and end > low)


def first_from(part: Openings, policy: Policy) -> Interval | None:
    """The first hours that begin when the policy does, or later."""
    begin, until = begins_at(policy), policy.until_at if policy.until_at is not None else 10**18
    spans = (span for year in years_of(policy) for span in open_around(part, year))
    return next((span for span in spans if begin <= span[0] < until), None)


def open_together(parts: Sequence[Openings], span: Interval) -> Intervals:
    """When all parts are open in a span."""
    return reduce(intersect, (open_within(part, span) for part in parts))


@lru_cache(maxsize=512)
def open_around(part: Openings, year: int) -> Intervals:
    """When it is open in a civil year in UTC and in some weeks before and after it."""
    return open_within(part, (start_of(year) - _FIRST_WEEKS, start_of(year + 1) + _FIRST_WEEKS))


def open_within(part: Openings, span: Interval) -> Intervals:
    """When it is open in a span. Only the days around it are worked out, where calendars and schedules work out whole years."""
    if isinstance(part, CombinedCalendar):
        first, *others = (open_within(one, span) for one in part.parts)
        combine = {"union": union, "intersection": intersect, "difference": subtract}[part.operation]
        return reduce(combine, others, first)
    first_day, end_day = span[0] // DAY - _BEFORE, span[1] // DAY + _AFTER
    closed: tuple[int, ...] = ()
    if isinstance(part, Calendar):
        closed = part.closed[bisect_left(part.closed, first_day) : bisect_left(part.closed, end_day)]
    hours = part.hours or (_WHOLE_DAYS if isinstance(part, Calendar) else ())
    found = windows_between(hours, part.zone, first_day, end_day)
    return clip(normalize(window for day, window in found if day not in closed), *span)


def windows_of(schedule: Schedule, policy: Policy) -> Iterator[Interval]:
    """Every single window of a schedule that begins while the policy is in force, in order."""
    since, until = begins_at(policy), policy.until_at if policy.until_at is not None else 10**18
    for year in years_of(policy):
        found = sorted({window for _, window in windows_in_year(schedule.hours, schedule.zone, year)})
        yield from ((start, end) for start, end in found if since <= start < until)


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


def fills_weeks(part: Openings) -> bool:
    """Whether hours may leave nothing of a week outside, as far as their lengths show."""
    if not isinstance(part, Schedule | Calendar) or not part.hours:
        return True
    return sum(_a_week(entry) for entry in part.hours) >= _WEEK


def _a_week(entry: HoursEntry) -> int:
    """The most that an entry opens in a week."""
    a_day = sum(stop - start if stop > start else stop - start + DAY for start, stop in entry.spans) or DAY
    match entry.days:
        case EveryDay():
            return 7 * a_day
        case Weekdays(days):
            return len(days) * a_day
        case _:
            return a_day


def _windows(part: Openings) -> int:
    """About how many windows it has in a year."""
    if isinstance(part, Schedule | Calendar):
        return sum((len(entry.spans) or 1) * _days_a_year(entry.days) for entry in part.hours) or 366
    return sum(_windows(one) for one in part.parts)


def _days_a_year(days: DaySelector) -> int:
    match days:
        case EveryDay():
            return 366
        case Weekdays(weekdays):
            return 53 * len(weekdays)
        case NthWeekday() | MonthDay():
            return 12
        case _:
            return 1


def year_of(instant: int) -> int:
    """The civil year in UTC that holds an instant."""
    return civil_date(instant // DAY).year


def start_of(year: int) -> int:
    """The first instant of a civil year in UTC."""
    return day_number(date(year, 1, 1)) * DAY
