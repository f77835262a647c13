"""A measure that grows with time, in straight pieces: how much of something lies before each instant (T6)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import attrs

_FINENESS = 2
"""About how many cells there are for each point; more would not find a place sooner."""


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
        low, shift, cells = _cells(turns, instants)
        found: list[int] = []
        for instant in instants:
            cell = (instant - low) >> shift
            j = find(turns, instant, cells[cell], cells[cell + 1])
            found.append(bases[j] + slopes[j] * instant)
        return found

    def earliest(self, units: int) -> int | None:
        """The earliest instant before which that many units (more than 0) lie; None if there are fewer."""
        i = bisect_left(self.after, units)
        if i == len(self.after):
            return None
        return self.starts[i] - (self.before[i] - units) // self.rates[i]

    def earliest_each(self, units: Sequence[int]) -> list[int]:
        """As `earliest`, for every one of many (at least one), none of them more than there are."""
        starts, before, rates, after, find = self.starts, self.before, self.rates, self.after, bisect_left
        low, shift, cells = _cells(after, units)
        found: list[int] = []
        for n in units:
            cell = (n - low) >> shift
            i = find(after, n, cells[cell], cells[cell + 1])
            found.append(starts[i] - (before[i] - n) // rates[i])
        return found

    def latest(self, units: int) -> int | None:
        """The latest instant before which at most that many units lie; None outside the pieces."""
        i = bisect_right(self.before, units) - 1
        if i < 0 or units >= self.after[-1]:
            return None
        return self.starts[i] + (units - self.before[i]) // self.rates[i]

    def latest_each(self, units: Sequence[int]) -> list[int]:
        """As `latest`, for every one of many (at least one), none of them outside the pieces."""
        starts, before, rates, find = self.starts, self.before, self.rates, bisect_right
        low, shift, cells = _cells(before, units)
        found: list[int] = []
        for n in units:
            cell = (n - low) >> shift
            i = find(before, n, cells[cell], cells[cell + 1]) - 1
            found.append(starts[i] + (n - before[i]) // rates[i])
        return found


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
    """Cells of equal width over the values, so that each is looked for among the few points of its cell only.

    `(low, shift, cells)`: a value is in the cell `(value - low) >> shift`, and `cells[cell]` points lie before it.
    """
    low, high = min(values), max(values)
    most = min(len(values), _FINENESS * len(points) + 1)
    shift = ((high - low) // most).bit_length()
    last = (high - low) >> shift
    return low, shift, [bisect_left(points, low + (cell << shift)) for cell in range(last + 2)]
