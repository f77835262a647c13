"""Things with a span of time, found by the time that they touch without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

from slalang.values.intervals import Interval

T = TypeVar("T")


class ByTime(Generic[T]):
    """Things in order of the start of their span; `touching` finds those of a time, a span of no length by its instant."""

    __slots__ = ("_ends", "_reach", "_starts", "_things")

    def __init__(self, things: Iterable[T], span: Callable[[T], Interval]) -> None:
        spanned = sorted(((span(thing), i, thing) for i, thing in enumerate(things)), key=lambda each: each[:2])
        self._things = [thing for _, _, thing in spanned]
        self._starts = [start for (start, _), _, _ in spanned]
        self._ends = [end for (_, end), _, _ in spanned]
        # The latest end so far never falls, so that the first thing that may reach a time is found by halving.
        self._reach = list(accumulate(self._ends, max))

    @property
    def spans(self) -> Iterator[Interval]:
        """The span of each, by start."""
        return zip(self._starts, self._ends, strict=True)

    def touching(self, start: int, end: int) -> Iterator[T]:
        """Those that overlap [start, end), and those of no length that lie in it, by start and then in the order given."""
        for i in range(bisect_left(self._reach, start), bisect_left(self._starts, end)):
            if self._ends[i] > start or self._starts[i] == self._ends[i] >= start:
                yield self._things[i]

    def with_spans(self, start: int, end: int) -> Iterator[tuple[Interval, T]]:
        """Those that overlap [start, end), by start, each with its span."""
        for i in range(bisect_left(self._reach, start), bisect_left(self._starts, end)):
            if self._ends[i] > start:
                yield (self._starts[i], self._ends[i]), self._things[i]

    def holds(self, start: int, end: int) -> bool:
        """Whether one of them holds [start, end) wholly, or the instant where they are equal."""
        i = bisect_right(self._starts, start) - 1
        if i < 0:
            return False
        return self._reach[i] > start if start == end else self._reach[i] >= end
