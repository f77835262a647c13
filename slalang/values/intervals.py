"""Sets of instants as sorted, disjoint, half-open intervals of integer microseconds (T1).

A set is a tuple of `(start, end)` pairs with `start < end`, sorted, neither overlapping nor touching. All functions take and
give such sets, and run in one pass over their arguments.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import TypeAlias

Interval: TypeAlias = tuple[int, int]
Intervals: TypeAlias = tuple[Interval, ...]

EMPTY: Intervals = ()


def normalize(pairs: Iterable[Interval]) -> Intervals:
    """The set that any pairs cover: empty ones dropped, overlapping and adjacent ones joined."""
    merged: list[Interval] = []
    for start, end in sorted(pairs):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def union(a: Intervals, b: Intervals) -> Intervals:
    """Every instant of `a` or of `b`."""
    if not a:
        return b
    if not b:
        return a
    return normalize(a + b)


def intersect(a: Intervals, b: Intervals) -> Intervals:
    """Every instant of both."""
    result: list[Interval] = []
    i = j = 0
    while i < len(a) and j < len(b):
        start = max(a[i][0], b[j][0])
        end = min(a[i][1], b[j][1])
        if start < end:
            result.append((start, end))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return tuple(result)


def subtract(a: Intervals, b: Intervals) -> Intervals:
    """Every instant of `a` that is not in `b`."""
    if not a or not b:
        return a
    result: list[Interval] = []
    j = 0
    for start, end in a:
        while j < len(b) and b[j][1] <= start:
            j += 1
        k = j
        while k < len(b) and b[k][0] < end:
            if b[k][0] > start:
                result.append((start, b[k][0]))
            start = max(start, b[k][1])
            if start >= end:
                break
            k += 1
        if start < end:
            result.append((start, end))
    return tuple(result)


def clip(a: Intervals, start: int, end: int) -> Intervals:
    """The part of `a` inside [start, end)."""
    low = bisect_right(a, start, key=_end)
    high = bisect_left(a, end, low, key=_start)
    inside = a[low:high]
    if not inside or start >= end:
        return EMPTY
    if inside[0][0] >= start and inside[-1][1] <= end:
        return inside
    if len(inside) == 1:
        return ((max(inside[0][0], start), min(inside[0][1], end)),)
    first_part, last_part = inside[0], inside[-1]
    return (
        (max(first_part[0], start), first_part[1]),
        *inside[1:-1],
        (last_part[0], min(last_part[1], end)),
    )


def _start(interval: Interval) -> int:
    return interval[0]


def _end(interval: Interval) -> int:
    return interval[1]


def measure(a: Intervals) -> int:
    """How many microseconds the set holds."""
    return sum(end - start for start, end in a)


def contains(a: Intervals, instant: int) -> bool:
    """Whether the instant lies in the set."""
    i = bisect_right(a, (instant, 1 << 80)) - 1
    return i >= 0 and a[i][0] <= instant < a[i][1]


def first(a: Intervals, length: int) -> Intervals:
    """The first part in time of `a`, `length` microseconds long, or all of it if it holds less."""
    result: list[Interval] = []
    for start, end in a:
        if length <= 0:
            break
        taken = min(end - start, length)
        result.append((start, start + taken))
        length -= taken
    return tuple(result)
