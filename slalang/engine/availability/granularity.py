"""In which grain time counts: exactly, in slots, or with each run rounded (D6)."""

from __future__ import annotations

from typing import assert_never

from slalang.semantics.policy import Granularity, RoundedRuns, RunRounding, SlotRule, Slots
from slalang.values.intervals import EMPTY, Interval, Intervals, clip, intersect, normalize, subtract


def near(runs: Intervals, start: int, end: int) -> Intervals:
    """The whole runs that overlap [start, end), and the one after them, which limits rounding."""
    inside = [i for i, (s, e) in enumerate(runs) if s < end and e > start]
    return runs[inside[0] : inside[-1] + 2] if inside else EMPTY


def granular(runs: Intervals, granularity: Granularity, start: int, end: int, free: Intervals) -> Intervals:
    """What of the runs counts in [start, end), in the declared grain; never time in `free`, which is excluded (D6)."""
    match granularity:
        case None:
            return clip(runs, start, end)
        case Slots(us, rule):
            return _slots(clip(runs, start, end), us, rule, start, end, free)
        case RoundedRuns(us, rounding):
            return clip(_rounded(runs, us, rounding, end, free), start, end)
        case _:
            assert_never(granularity)


def _slots(bad: Intervals, us: int, rule: SlotRule, start: int, end: int, free: Intervals) -> Intervals:
    """The slots on the UTC grid that count, each judged by what the period and exclusions leave of it (D6)."""
    judged = subtract(((start, end),), free)
    if rule is SlotRule.TOUCHED:
        return intersect(_to_grid(bad, us), judged)
    return subtract(bad, _to_grid(subtract(judged, bad), us))


def _to_grid(time: Intervals, us: int) -> Intervals:
    """Every slot on the UTC grid that the time touches."""
    return normalize((s // us * us, -(-e // us) * us) for s, e in time)


def _rounded(runs: Intervals, us: int, rounding: RunRounding, end: int, free: Intervals) -> Intervals:
    """Each run to a multiple of `us` at its end: never into excluded time, beyond the period or into the next run (D6)."""
    rounded: list[Interval] = []
    for i, (s, e) in enumerate(runs):
        over = (e - s) % us
        if rounding is RunRounding.DOWN or over == 0:
            rounded.append((s, e - over))
            continue
        until = min(e + us - over, runs[i + 1][0] if i + 1 < len(runs) else e + us)
        # A run that ends with its period, or beyond it, is rounded no further than that end.
        until = max(min(until, end), e)
        rounded.append((s, e))
        rounded += subtract(((e, until),), free) if until > e else ()
    return normalize(rounded)
