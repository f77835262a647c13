"""Limits over a rolling span: what was booked in the span that ends at an instant (X4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from slalang.semantics.policy import RollingSpan
from slalang.time.lengths import CalendarLength, subtract_length
from slalang.values.instants import DAY
from slalang.values.intervals import Interval, Intervals, clip, measure, normalize


def span_start(instant: int, span: RollingSpan) -> int:
    """The start of the span that ends at an instant."""
    return subtract_length(instant, span.length, span.zone)


def room(new: Intervals, booked: Intervals, us: int, span: RollingSpan) -> Intervals:
    """The part of `new` that, taken as early as there is room, never lets any span hold more than `us` of booked time.

    Inside one piece the span's start moves in step with its end, so what the span holds changes only where booked time
    leaves it: the walk goes from one such change to the next.
    """
    taken: Intervals = ()
    for start, end in new:
        for piece in _pieces(start, end, span):
            taken = normalize((*taken, *_take(piece, normalize((*booked, *taken)), us, span)))
    return taken


def _pieces(start: int, end: int, span: RollingSpan) -> Iterator[Interval]:
    """[start, end) cut where the span's start jumps: at civil midnights and changes of offset, here and at the span's start."""
    if not isinstance(span.length, CalendarLength):
        yield start, end
        return
    zone = span.zone
    cuts = {start, end}
    day = zone.day_of(start)
    while (midnight := zone.day_start(day)) < end:
        cuts.add(midnight)
        day += 1
    cuts |= {t for t in zone.transitions if start < t < end}
    low, high = span_start(start, span) - 2 * DAY, span_start(end, span) + 2 * DAY
    for change in (t for t in zone.transitions if low < t < high):
        cuts |= _arrivals(change, start, end, span)
    inside = sorted(c for c in cuts if start <= c <= end)
    yield from pairwise(inside)


def _arrivals(change: int, start: int, end: int, span: RollingSpan) -> set[int]:
    """The instants of [start, end) at which the span's start steps over a change of offset, found by halving each civil day."""
    found: set[int] = set()
    day = span.zone.day_of(start)
    while (low := max(span.zone.day_start(day), start)) < end:
        high = min(span.zone.day_start(day + 1), end)
        day += 1
        if (span_start(low, span) < change) == (span_start(high - 1, span) < change):
            continue
        while high - low > 1:
            middle = (low + high) // 2
            if span_start(middle, span) < change:
                low = middle
            else:
                high = middle
        found.add(high)
    return found


def _take(piece: Interval, booked: Intervals, us: int, span: RollingSpan) -> Iterator[Interval]:
    """What of one piece there is room for; inside it the span's start keeps a fixed distance."""
    at, end = piece
    distance = at - span_start(at, span)
    # What this walk takes inside the piece cannot leave the span before the piece ends, unless the span is shorter than it.
    taken: list[Interval] = []
    while at < end:
        held = normalize((*booked, *taken))
        used = measure(clip(held, at - distance, at))
        leaves = next(((s, e) for s, e in held if e > at - distance), None)
        leaving = leaves is not None and leaves[0] <= at - distance
        change = end if leaves is None else min(end, (leaves[1] if leaving else leaves[0]) + distance)
        change = max(change, at + 1)
        if used < us and not leaving:
            stop = min(change, at + us - used)
        elif used < us or (used == us and leaving):
            stop = change
        else:
            at = min(change, at + used - us) if leaving else change
            continue
        taken.append((at, stop))
        yield at, stop
        at = stop
