"""A measure that grows with time, in straight pieces: how much of something lies before each instant (T6)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import attrs

_FINENESS = 2
"""Cells for each point that is looked among: finer ones no longer save time."""


@attrs.frozen(slots=True)
class Measure:
    """Whole units counted along time: `rates[i]` units a microsecond in [starts[i], ends[i]), none elsewhere.

    `before[i]` and `after[i]` are the units counted up to the start and the end of each piece. From
    `turns[j - 1]` to `turns[j]`, where the rate changes, `bases[j] + slopes[j] * instant` units lie before an
    instant.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    rates: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    turns: tuple[int, ...]
    bases: tuple[int, ...]
    slopes: tuple[int, ...]

    def at(self, instant: int) -> int:
        """How many units lie before an instant."""
        j = bisect_right(self.turns, instant)
        return self.bases[j] + self.slopes[j] * instant

    def at_each(self, instants: Sequence[int]) -> list[int]:
        """As `at`, for every one of many (at least one)."""
        turns, bases, slopes, find = self.turns, self.bases, self.slopes, bisect_right
        low, width, cells = _cells(turns, instants)
        return [
            bases[j := find(turns, instant, cells[cell := instant - low >> width], cells[cell + 1])] + slopes[j] * instant
            for instant in instants
        ]

    def earliest(self, units: int) -> int | None:
        """The earliest instant before which that many units (more than 0) lie; None if there are fewer."""
        i = bisect_left(self.after, units)
        if i == len(self.after):
            return None
        return self.starts[i] - (self.before[i] - units) // self.rates[i]

    def earliest_each(self, units: Sequence[int]) -> list[int]:
        """As `earliest`, for every one of many (at least one), none of them more than there are."""
        starts, before, rates, after, find = self.starts, self.before, self.rates, self.after, bisect_left
        low, width, cells = _cells(after, units)
        return [
            starts[i := find(after, n, cells[cell := n - low >> width], cells[cell + 1])] - (before[i] - n) // rates[i]
            for n in units
        ]

    def latest(self, units: int) -> int | None:
        """The latest instant before which at most that many units lie; None outside the pieces."""
        i = bisect_right(self.before, units) - 1
        if i < 0 or units >= self.after[-1]:
            return None
        return self.starts[i] + (units - self.before[i]) // self.rates[i]

    def latest_each(self, units: Sequence[int]) -> list[int]:
        """As `latest`, for every one of many (at least one), none of them outside the pieces."""
        starts, before, rates, find = self.starts, self.before, self.rates, bisect_right
        low, width, cells = _cells(before, units)
        return [
            starts[i := find(before, n, cells[cell := n - low >> width], cells[cell + 1]) - 1] + (n - before[i]) // rates[i]
            for n in units
        ]


def make_measure(pieces: Iterable[tuple[int, int, int]]) -> Measure:
    """The sum of pieces `(start, end, rate)`, which may overlap."""
    changes: defaultdict[int, int] = defaultdict(int)
    for start, end, rate in pieces:
        changes[start] += rate
        changes[end] -= rate
    turns = sorted(at for at, change in changes.items() if change)
    starts, ends, rates, before, after = [], [], [], [], []
    bases, slopes = [0], [0]
    rate = total = 0
    for start, end in pairwise([*turns, *turns[-1:]]):
        rate += changes[start]
        bases.append(total - rate * start)
        slopes.append(rate)
        if rate:
            starts.append(start)
            ends.append(end)
            rates.append(rate)
            before.append(total)
            total += rate * (end - start)
            after.append(total)
    columns = (starts, ends, rates, before, after, turns, bases, slopes)
    return Measure(*map(tuple, columns))


def _cells(points: tuple[int, ...], values: Sequence[int]) -> tuple[int, int, list[int]]:
    """Equal cells over the values, so that a place among sorted points is sought in one cell only.

    `(low, width, cells)`: the cell of a value is `value - low >> width`, and `cells[cell]` points lie before it.
    """
    low, high = min(values), max(values)
    width = ((high - low) // min(len(values), _FINENESS * len(points) + 1)).bit_length()
    count = (high - low >> width) + 1
    return low, width, [bisect_left(points, low + (cell << width)) for cell in range(count + 1)]
