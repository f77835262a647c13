"""From the bad time of parts to what of it counts by itself, in the fixed order of D2 to D5."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.availability.exclusions import Applied, Taken, exclude, excluded_outage, whole_windows
from slalang.engine.availability.weights import Weights, by_attribute, by_degree, by_shares, heavy_time
from slalang.engine.customers import Customer, ends_known
from slalang.engine.observation.by_time import ByTime
from slalang.engine.observation.observations import ALWAYS, Bad, Observed, Sort, combine, time_of
from slalang.engine.observation.units import Unit
from slalang.semantics.policy import (
    ByAttribute,
    ByDegree,
    ByShares,
    CombineWords,
    Commitment,
    LongerRule,
    OtherTimeRule,
    ShortestRun,
)
from slalang.values.events import Outage
from slalang.values.intervals import EMPTY, Interval, Intervals, clip, intersect, normalize, subtract, union


@attrs.frozen(slots=True)
class Timeline:
    """The bad time of what is judged together, over all time, before any period cuts it.

    `seen` is all of it; `left` what exclusions leave (D4); `runs` what of that counts by length, and `short` what does not
    (D5); `by` what each exclusion took, in listed order; `windows` the windows that cover everything judged, in the same
    order; `unknown` the time that nobody observed and that could be bad, `undecided` what of all time could count (O5).
    `bad` are the stretches behind it, `behind` those with what exclusions leave of each; `weights` is None where time is not
    weighted (D3). `standing` is the time in which anything is there to be judged, `other` what leaves the period because
    nothing is (D3, D7). `reported` are the watched outages as reported, `aside` what is told and is no bad time, `some` the
    time in which some of the parts are bad, and not as many as the commitment asks (D3).
    """

    parts: tuple[str | None, ...]
    bad: ByTime[Bad]
    behind: ByTime[tuple[Bad, Intervals]]
    applied: tuple[Applied, ...]
    seen: Intervals
    left: Intervals
    runs: Intervals
    short: Intervals
    by: tuple[Intervals, ...]
    windows: tuple[Intervals, ...]
    undecided: Intervals
    unknown: Intervals
    standing: Intervals
    other: Intervals
    weights: Weights | None
    reported: ByTime[Outage]
    aside: ByTime[Bad]
    some: Intervals


def timeline(
    commitment: Commitment,
    customer: Customer,
    observed: Observed,
    unit: Unit,
    applied: tuple[Applied, ...],
    *,
    unknown_is_down: bool = False,
    worst: Timeline | None = None,
) -> Timeline:
    """The time of the parts judged together: combined, exclusions taken, runs tested (D2-D5).

    `worst` is the timeline with all unknown time down, where there is any: what it has more is unknown here (O5).
    """
    parts = unit.parts
    heavy = _heavy(commitment, unit)
    stretches = {part: _while_there(observed, unit, part, heavy, unknown_is_down=unknown_is_down) for part in parts}
    there = {part: subtract(unit.there(part), observed.left_out[part]) for part in parts}
    taken = {part: exclude(stretches[part], part, applied, customer) for part in parts}
    seen = _combined(commitment, {part: time_of(stretches[part]) for part in parts}, there)
    left = _combined(commitment, {part: taken[part].left for part in parts}, there)
    short: Intervals = EMPTY
    runs = left
    if commitment.shortest_run is not None:
        tested = seen if commitment.shortest_run.before_exclusions else left
        short = _short(tested, commitment.shortest_run)
        runs = subtract(left, short)
    reported = {o.id: o for part in parts for o in observed.reported.get(part, ())}
    several = isinstance(commitment.combine, int) or commitment.combine is CombineWords.ALL
    behind = [(b, rest) for part in parts for b, rest in zip(stretches[part], taken[part].rests, strict=True)]
    return Timeline(
        parts=parts,
        bad=ByTime(_each_once(b for b, _ in behind), _span),
        behind=ByTime(behind, lambda pair: _span(pair[0])),
        applied=applied,
        seen=seen,
        left=left,
        runs=runs,
        short=short,
        by=tuple(_by(i, taken, parts) for i in range(len(applied))),
        windows=tuple(whole_windows(a, there) for a in applied),
        undecided=subtract(worst.left, left) if worst is not None else EMPTY,
        unknown=subtract(worst.seen, seen) if worst is not None else EMPTY,
        standing=unit.standing,
        other=_other(commitment, unit, there),
        weights=_weights(commitment, unit, behind, {part: taken[part].left for part in parts}, there),
        reported=ByTime(reported.values(), lambda o: (o.start_at, ends_known(o.end_at, customer.as_of))),
        aside=ByTime(_each_once(b for part in parts for b in observed.aside[part]), _span),
        some=subtract(normalize(span for part in parts for span in taken[part].left), seen) if several else EMPTY,
    )


def _heavy(commitment: Commitment, unit: Unit) -> Intervals:
    """The time in which anything has a weight: without any, nothing is down (D3)."""
    if not isinstance(commitment.combine, ByAttribute) or unit.resources is None or unit.fleet is None:
        return ALWAYS
    return heavy_time(unit.resources.there, unit.fleet, commitment.combine.attribute)


def _while_there(
    observed: Observed, unit: Unit, part: str | None, heavy: Intervals, *, unknown_is_down: bool
) -> tuple[Bad, ...]:
    """The bad time of a part while it is there, and while anything has a weight."""
    bad = observed.bad[part]
    if unknown_is_down and observed.unknown[part]:
        bad += (Bad(observed.unknown[part], (), sort=Sort.UNOBSERVED),)
    there = intersect(unit.there(part), heavy)
    if there == ALWAYS:
        return bad
    found: list[Bad] = []
    for b in bad:
        inside = intersect(b.time, clip(there, *_span(b)))
        if inside:
            found.append(b if inside == b.time else attrs.evolve(b, time=inside))
    return tuple(found)


def _span(bad: Bad) -> Interval:
    return bad.time[0][0], bad.time[-1][1]


def _each_once(bad: Iterable[Bad]) -> Iterable[Bad]:
    """Every stretch once, in order, though it concerns several parts: those of a resource last as long as it is there."""
    found: dict[tuple[object, ...], Bad] = {}
    for b in bad:
        # The counts of one event may be spread over several slots.
        key = (b.sort, b.ids, b.slot_at, b.taken_by)
        other = found.setdefault(key, b)
        if other.time != b.time:
            found[key] = attrs.evolve(other, time=union(other.time, b.time))
    return sorted(found.values(), key=lambda b: (b.time, b.ids))


def _combined(commitment: Commitment, down: dict[str | None, Intervals], there: dict[str | None, Intervals]) -> Intervals:
    """When all parts together are down: of those that are there at the instant, any, all, or so many (D3)."""
    if commitment.combine is CombineWords.ALL:
        up = normalize(span for part, time in down.items() for span in subtract(there[part], time))
        return subtract(normalize(span for time in down.values() for span in time), up)
    return combine(list(down.values()), commitment.combine if isinstance(commitment.combine, int) else 1)


def _other(commitment: Commitment, unit: Unit, there: dict[str | None, Intervals]) -> Intervals:
    """The time that leaves the period because nothing is there to be judged, or only what is left out (D3, D7)."""
    rule = commitment.resources
    judged = unit.standing
    anything = normalize(span for time in there.values() for span in time)
    if rule is None or rule.other is OtherTimeRule.LEAVES:
        return subtract(ALWAYS, anything)
    return subtract(judged, anything)


def _weights(
    commitment: Commitment,
    unit: Unit,
    behind: Iterable[tuple[Bad, Intervals]],
    left: dict[str | None, Intervals],
    there: dict[str | None, Intervals],
) -> Weights | None:
    """What the bad time that is left weighs; None where time is not weighted (D3)."""
    match commitment.combine:
        case ByDegree():
            return by_degree((rest, b.outage.degree if b.outage is not None else Fraction(1)) for b, rest in behind)
        case ByShares(shares):
            of = dict(shares)
            return by_shares(left, {part: of.get(part or "", Fraction(0)) for part in left})
        case ByAttribute(attribute):
            assert unit.fleet is not None  # the resolver admits it only for resources
            return by_attribute(left, there, unit.fleet, attribute)
        case CombineWords() | int() | None:
            return None
        case _:
            assert_never(commitment.combine)


def _by(i: int, taken: dict[str | None, Taken], parts: tuple[str | None, ...]) -> Intervals:
    return normalize(span for part in parts for span in taken[part].by[i])


def _short(runs: Intervals, shortest: ShortestRun) -> Intervals:
    """What of the runs does not count: whole runs that are shorter, and of longer ones the allowance, if there is one (D5)."""
    dropped: list[Interval] = []
    for start, end in runs:
        if end - start < shortest.us:
            dropped.append((start, end))
        elif shortest.longer is LongerRule.BEYOND:
            dropped.append((start, start + shortest.us))
    return tuple(dropped)


def incidents(line: Timeline, counted: Intervals, start: int, end: int) -> tuple[tuple[Bad, Intervals], ...]:
    """The outages, runs and slots of [start, end) that have a part of their own in the counted time, with that part (C6)."""
    found: dict[tuple[Sort, tuple[str, ...]], tuple[Bad, Intervals]] = {}
    for bad, rest in line.behind.touching(start, end):
        inside = intersect(rest, clip(counted, *_span(bad))) if bad.ids else EMPTY
        if inside:
            _, before = found.get((bad.sort, bad.ids), (bad, EMPTY))
            found[bad.sort, bad.ids] = bad, union(before, inside)
    return tuple(found.values())


def excluding(line: Timeline, customer: Customer, i: int, start: int, end: int) -> tuple[str, ...]:
    """The events that the exclusion took out or whose window covers bad time in [start, end), sorted."""
    a = line.applied[i]
    outages = {
        b.outage.id
        for b in line.bad.touching(start, end)
        if b.outage is not None and any(excluded_outage(a, b.outage, part, customer) for part in line.parts)
    }
    windows = {
        j.window.id
        for j in a.windows
        if j.window.id is not None and intersect(clip(j.kept, start, end), clip(line.seen, start, end))
    }
    return tuple(sorted(outages | windows))
