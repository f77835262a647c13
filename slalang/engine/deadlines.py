"""When a length runs out that pauses put off, and how much of a clock's own time lies between instants (S1, S2)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias, assert_never

import attrs

from slalang.engine.terms import Missing, Terms
from slalang.semantics.policy import AnyLength, ByFullDay, Within
from slalang.time.calendars import BusinessCalendar
from slalang.time.civil import within_range
from slalang.time.lengths import BusinessDays, BusinessHours, CalendarLength, ExactLength, Length, add_length, end_of_nth_day
from slalang.time.zones import Zone
from slalang.values.instants import DAY
from slalang.values.intervals import EMPTY, Intervals, clip, normalize


@attrs.frozen(slots=True)
class Paused:
    """When a clock was paused; `since` is when it was paused last if nothing has let it run on, else None (S2)."""

    time: Intervals = EMPTY
    since: int | None = None

    def within(self, start: int, end: int) -> Paused:
        """What of it lies in [start, end); a pause that is open by then is open from `start` on at the earliest."""
        since = None if self.since is None else max(self.since, start)
        return Paused(clip(self.time, start, end), since)

    def until(self, instant: int) -> Intervals:
        """All of it, the open one taken as ending then."""
        return self.time if self.since is None else normalize((*self.time, (self.since, instant)))


UNPAUSED = Paused()


@attrs.frozen(slots=True)
class FullDay:
    """The end of the nth full day of a calendar, of a civil day where there is none (T6)."""

    n: int
    calendar: BusinessCalendar | None


Span: TypeAlias = Length | FullDay
"""What a deadline is counted in, with the calendar that this customer's contract picks."""


def span_of(limit: Within | AnyLength | ByFullDay, terms: Terms) -> Span | Missing:
    """A limit with its calendar; Missing where the contract does not pick one (P2)."""
    if not isinstance(limit, ByFullDay):
        return terms.length(limit.length if isinstance(limit, Within) else limit)
    chosen = None if limit.calendar is None else terms.calendar(limit.calendar)
    return chosen if isinstance(chosen, Missing) else FullDay(limit.n, chosen)


def due_after(start: int, limit: AnyLength | ByFullDay, terms: Terms, zone: Zone, *, after_end: bool = False) -> int | Missing:
    """The deadline that a limit sets from an instant; with `after_end` from the end of something (T4, T6).

    Missing where the contract does not pick a calendar. OutOfRange and NeverOpen where there is no such instant.
    """
    span = span_of(limit, terms)
    if isinstance(span, FullDay):
        return end_of_nth_day(start, span.n, span.calendar, zone, after_end=after_end)
    return span if isinstance(span, Missing) else add_length(start, span, zone)


def calendar_of(span: Span) -> BusinessCalendar | None:
    """The calendar along which a span is counted; None for elapsed and civil time."""
    return None if isinstance(span, ExactLength | CalendarLength) else span.calendar


def deadline(start: int, span: Span, paused: Paused, zone: Zone) -> int | None:
    """The earliest instant at which what was not paused reaches the span; None while a pause holds it off (S2, T6).

    A calendar length moves by the elapsed time of the pauses, the end of a full day by the whole days that they amount to.
    OutOfRange and NeverOpen where there is no such instant.
    """
    match span:
        case ExactLength(us):
            due = _along(start, us, paused, elapsed, lambda at, left: at + left)
        case BusinessHours(us, calendar):
            due = _along(start, us, paused, calendar.business_time, calendar.add_business_time)
        case BusinessDays(days, calendar):
            due = _along(start, days, paused, calendar.business_days, calendar.add_business_days)
        case CalendarLength():
            due = add_length(start, span, zone)
            for begun, ended in paused.time:
                if begun >= due:
                    break
                due += ended - begun
        case FullDay():
            due = _full_day(start, span, paused, zone)
        case _:
            assert_never(span)
    within_range(start, due)
    # What runs out at the instant at which a pause begins has run out (T6).
    return due if paused.since is None or due <= paused.since else None


def _along(
    start: int,
    amount: Fraction | int,
    paused: Paused,
    counted: Callable[[int, int], Fraction | int],
    reach: Callable[[int, int], int] | Callable[[int, Fraction], int],
) -> int:
    at, left = start, amount
    for begun, ended in paused.time:
        before = counted(at, begun)
        if before >= left:
            break
        left -= before
        at = ended
    return reach(at, left)  # type: ignore[arg-type]  # what counts whole microseconds leaves whole microseconds


def _full_day(start: int, day: FullDay, paused: Paused, zone: Zone) -> int:
    due = end_of_nth_day(start, day.n, day.calendar, zone)
    lost: Fraction | int = 0
    moved = 0
    for begun, ended in paused.time:
        if begun >= due:
            break
        lost += Fraction(ended - begun, DAY) if day.calendar is None else day.calendar.business_days(begun, ended)
        if lost // 1 > moved:
            moved = lost // 1
            due = end_of_nth_day(start, day.n + moved, day.calendar, zone)
    return due


def elapsed(start: int, end: int) -> int:
    """The microseconds from one instant to another."""
    return end - start


def counted_time(start: int, end: int, pauses: Intervals, calendar: BusinessCalendar | None) -> int:
    """The microseconds in [start, end) that were not paused, inside the calendar's hours where there is one (S1)."""
    counted = elapsed if calendar is None else calendar.business_time
    return counted(start, end) - sum(counted(*pause) for pause in clip(pauses, start, end))
