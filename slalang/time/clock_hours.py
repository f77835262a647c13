"""The hours of a zone's own clock, numbered in order through every change of its offset (T3, T8)."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from slalang.time.zones import Zone
from slalang.values.instants import HOUR
from slalang.values.intervals import Interval


def hour_index(zone: Zone, instant: int) -> int:
    """The number of the clock hour that holds an instant.

    A clock hour starts where the local clock shows :00 and wherever the zone's offset changes: an hour that
    the clock shows twice is two, and an hour that a change cuts short is as long as the clock shows it.
    """
    part = bisect_right(zone.transitions, instant)
    first_number, first_hour = _parts(zone)[part]
    return first_number + (instant + zone.offsets[part]) // HOUR - first_hour


def hour_span(zone: Zone, index: int) -> Interval:
    """Start and end of the clock hour with a number."""
    parts = _parts(zone)
    part = bisect_right(parts, index, lo=1, key=_number) - 1
    first_number, first_hour = parts[part]
    start = (first_hour + index - first_number) * HOUR - zone.offsets[part]
    end = start + HOUR
    if part:
        start = max(start, zone.transitions[part - 1])
    if part < len(zone.transitions):
        end = min(end, zone.transitions[part])
    return start, end


@lru_cache(maxsize=256)
def _parts(zone: Zone) -> tuple[tuple[int, int], ...]:
    """For each stretch of constant offset, its first clock hour: its number, and local hours since 1970."""
    parts = [(0, 0)]
    for i, transition in enumerate(zone.transitions):
        number, hour = parts[-1]
        last_hour = (transition - 1 + zone.offsets[i]) // HOUR
        parts.append((number + last_hour - hour + 1, (transition + zone.offsets[i + 1]) // HOUR))
    return tuple(parts)


def _number(part: tuple[int, int]) -> int:
    return part[0]
