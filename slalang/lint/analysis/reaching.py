"""How much of a period the windows of an exclusion can take: windows that keep all its conditions (X2, X3, X4)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.lint.analysis.kinds import Kind
from slalang.lint.analysis.openings import known, open_together
from slalang.lint.analysis.slots import hours_of
from slalang.semantics.policy import (
    Approved,
    Consequence,
    Exclusion,
    Longest,
    MostWindows,
    RollingSpan,
    Total,
)
from slalang.syntax import ast
from slalang.time.lengths import CalendarLength, ExactLength, Length
from slalang.time.periods import PeriodNeeds, PeriodRule, Rolling, SubscriptionContext, periods_touching
from slalang.values.instants import DAY
from slalang.values.intervals import Interval, Intervals, clip, intersect, measure, normalize

_MOST_PIECES = 50_000
"""More windows, or periods of a limit, than in a month of minutes are not planned."""


@attrs.frozen(slots=True)
class Plan:
    """Windows of an exclusion that keep its conditions, and the time that they take; recurring windows come by themselves.

    `each_by_itself`: no window uses up what another one needs.
    """

    exclusion: Exclusion
    windows: Intervals
    reach: Intervals
    each_by_itself: bool


def planned(exclusion: Exclusion, rule: ast.Exclusion, kind: Kind, wanted: Intervals, whole: Interval) -> Plan | None:
    """Windows for a kind of customer that take as much of what is wanted of a period as they may; None where nobody can say.

    The provider is alone: a window that needs an approval takes nothing. What is planned is a proposal that the engine judges.
    """
    binding = [c.limitation for c in exclusion.conditions if c.consequence is not Consequence.COVENANT and kind.holds(c.guard)]
    parts = tuple(one.openings for one in hours_of(exclusion, rule) if one.limits and kind.holds(one.guard))
    if not known(*parts):
        return None
    if any(isinstance(one, Approved) for one in binding):
        return Plan(exclusion, (), (), False)
    numbers = [one for one in binding if isinstance(one, MostWindows)]
    totals = [one for one in binding if isinstance(one, Total)]
    space = open_together(parts, whole) if parts else (whole,)
    # So few windows have to be long ones: they may cover time that is not wanted.
    space = space if numbers else intersect(space, wanted)
    longest = min((one.us for one in binding if isinstance(one, Longest)), default=0)
    if longest and measure(space) // longest > _MOST_PIECES:
        return None
    windows: Intervals | None = tuple(_cut(space, longest))
    for one in numbers:
        windows = windows and _most(windows, one, whole)
    for total in totals:
        windows = windows and _first(windows, total, whole)
    if windows is None:
        return None
    return Plan(exclusion, windows, normalize(windows), not numbers and not totals)


def _cut(space: Intervals, longest: int) -> Iterator[Interval]:
    for start, end in space:
        for at in range(start, end, longest or end - start):
            yield at, min(at + (longest or end - start), end)


def _most(windows: Intervals, limit: MostWindows, whole: Interval) -> Intervals:
    """Of the windows that start in each period the longest, so many as it may have."""
    if len(windows) <= limit.number:
        return windows
    kept: list[Interval] = []
    for span in _periods(limit.per, whole) or ():
        inside = [one for one in windows if span[0] <= one[0] < span[1]]
        kept += sorted(inside, key=lambda one: (one[0] - one[1], one[0]))[: limit.number]
    return tuple(sorted(kept))


def _first(windows: Intervals, limit: Total, whole: Interval) -> Intervals | None:
    """In each period the first time of the windows, until the total is used up."""
    if isinstance(limit.per, RollingSpan) and limit.us >= _at_most(limit.per.length):
        return windows
    spans = _periods(limit.per, whole)
    if not spans or all(end - start <= limit.us for start, end in spans):
        return windows if spans else None
    if len(spans) * len(windows) > 10 * _MOST_PIECES:
        return None
    return tuple(one for span in spans for one in _until(clip(windows, *span), limit.us))


def _until(windows: Intervals, us: int) -> Iterator[Interval]:
    for start, end in windows:
        if us <= 0:
            return
        yield start, min(end, start + us)
        us -= end - start


def _periods(per: PeriodRule | RollingSpan, whole: Interval) -> Intervals | None:
    """The parts of a period that lie in each period of a limit; None for spans that end at any instant, and where unknown."""
    if isinstance(per, RollingSpan | Rolling):
        return None
    try:
        found = periods_touching(per, *whole, SubscriptionContext(whole[0]))
    except (PeriodNeeds, ValueError):
        return None
    if len(found) > _MOST_PIECES:
        return None
    return tuple((max(one.start_at, whole[0]), min(one.end_at, whole[1])) for one in found)


def _at_most(length: Length) -> int:
    """No span of that length is longer."""
    match length:
        case ExactLength(us):
            return us
        case CalendarLength(months, days):
            return (31 * months + days + 1) * DAY
        case _:
            return 10**18
