"""A measure that grows with time, in straight pieces: how much of something lies before each instant (T6)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import attrs


@attrs.frozen(slots=True)
class Measure:
    """Whole units counted along time: `rates[i]` units a microsecond in [starts[i], ends[i]), none elsewhere.

    `before[i]` and `after[i]` are the units counted up to the start and the end of each piece.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    rates: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]

    def at(self, instant: int) -> int:
        """How many units lie before an instant."""
        i = bisect_right(self.starts, instant) - 1
        if i < 0:
            return 0
        end = self.ends[i]
        return self.before[i] + ((instant if instant < end else end) - self.starts[i]) * self.rates[i]

    def earliest(self, units: int) -> int | None:
        """The earliest instant before which that many units (more than 0) lie; None if there are fewer."""
        i = bisect_left(self.after, units)
        if i == len(self.after):
            return None
        return self.starts[i] - (self.before[i] - units) // self.rates[i]

    def latest(self, units: int) -> int | None:
        """The latest instant before which at most that many units lie; None outside the pieces."""
        i = bisect_right(self.before, units) - 1
        if i < 0 or units >= self.after[-1]:
            return None
        return self.starts[i] + (units - self.before[i]) // self.rates[i]


def make_measure(pieces: Iterable[tuple[int, int, int]]) -> Measure:
    """The sum of pieces `(start, end, rate)`, which may overlap."""
    changes: defaultdict[int, int] = defaultdict(int)
    for start, end, rate in pieces:
        changes[start] += rate
        changes[end] -= rate
    starts, ends, rates, before, after = [], [], [], [], []
    rate = total = 0
    for start, end in pairwise(sorted(at for at, change in changes.items() if change)):
        rate += changes[start]
        if rate:
            starts.append(start)
            ends.append(end)
            rates.append(rate)
            before.append(total)
            total += rate * (end - start)
            after.append(total)
    return Measure(tuple(starts), tuple(ends), tuple(rates), tuple(before), tuple(after))
