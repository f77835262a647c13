"""From bad time to classes of time, in the fixed order of D2 to D8."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.availability.exclusions import Applied, Taken, exclude, excluded_outage, whole_windows
from slalang.engine.availability.weights import Weights, by_attribute, by_degree, by_shares, heavy_time, weighed
from slalang.engine.customers import Customer, ends_known
from slalang.engine.observation.by_time import ByTime
from slalang.engine.observation.observations import ALWAYS, Bad, Observed, Sort, combine, time_of
from slalang.engine.observation.units import Unit
from slalang.semantics.policy import (
    BasisWords,
    ByAttribute,
    ByDegree,
    ByShares,
    CombineWords,
    Commitment,
    Granularity,
    LongerRule,
    OtherTimeRule,
    PartialRule,
    RoundedRuns,
    RunRounding,
    ShortestRun,
    SlotRule,
    Slots,
)
from slalang.time.periods import Period
from slalang.values.events import Outage
from slalang.values.instants import DAY
from slalang.values.intervals import (
    EMPTY,
    Interval,
    Intervals,
    clip,
    contains,
    intersect,
    measure,
    normalize,
    subtract,
    union,
)

_LOOK_BACK = 2 * DAY
"""How far before a period it is looked for what counted at its very end; slots are no longer than a day."""


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


@attrs.frozen(slots=True)
class Classes:
    """Every instant of a period in exactly one class (D8); `excluded` in the order of the policy's exclusions.

    `basis` is the T of D7 in microseconds; `also` says for each exclusion which others would have taken some of the same.
    """

    start: int
    end: int
    outside: Intervals
    counted: Intervals
    excluded: tuple[Intervals, ...]
    also: tuple[tuple[int, ...], ...]
    short: Intervals
    dropped: Intervals
    unknown: Intervals
    basis: int

    @property
    def total(self) -> int:
        """The period's length."""
        return self.end - self.start


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


def classify(commitment: Commitment, customer: Customer, line: Timeline, period: Period) -> Classes:
    """Put every instant of a period into its class (D6-D8)."""
    start, end = period.start_at, period.end_at
    whole: Intervals = ((start, end),)
    covered = _covered(commitment, customer, whole)
    judged = covered if commitment.partial is PartialRule.COVERED_PART else whole
    if not isinstance(commitment.basis, BasisWords):
        judged = intersect(judged, commitment.basis.intervals(start, end))
    judged = subtract(judged, line.other)
    gone, windows = _gone(commitment, line, start, end)
    # Rounding never takes excluded time, also where it was too short to count; what could yet count is not excluded.
    taken = subtract(clip(line.seen, start, end), line.left)
    kept_free = union(subtract(taken, line.undecided), windows)
    runs = _near(line.runs, start, end)
    counted = _granular(runs, commitment.granularity, start, end, kept_free)
    counted = intersect(intersect(counted, covered), intersect(judged, line.standing))
    left = union(clip(line.left, start, end), clip(line.short, start, end))
    dropped = subtract(intersect(intersect(left, covered), judged), counted)
    # What could yet count is undecided, even where an exclusion took all that was seen.
    undecided = subtract(intersect(intersect(clip(line.undecided, start, end), covered), judged), union(counted, dropped))
    excluded_time = subtract(intersect(intersect(gone, covered), judged), union(union(counted, dropped), undecided))
    leaves = commitment.basis is BasisWords.LESS_EXCLUDED
    if leaves:
        excluded_time = subtract(union(excluded_time, intersect(windows, judged)), counted)
        dropped = subtract(dropped, excluded_time)
    excluded, also = _attribute(line, excluded_time, gone, start, end, leaves)
    short = intersect(dropped, line.short)
    named = union(union(counted, dropped), excluded_time)
    unknown = union(undecided, subtract(intersect(intersect(clip(line.unknown, start, end), covered), judged), named))
    return Classes(
        start=start,
        end=end,
        outside=subtract(whole, judged),
        counted=counted,
        excluded=excluded,
        also=also,
        short=short,
        dropped=subtract(dropped, short),
        unknown=unknown,
        basis=measure(judged) - (measure(excluded_time) if leaves else 0),
    )


def weighed_counted(line: Timeline, classes: Classes) -> int | Fraction:
    """The counted time of a period, weighted where time is (D3)."""
    return weighed(classes.counted, line.weights)


def runs_started(commitment: Commitment, customer: Customer, line: Timeline, classes: Classes) -> int:
    """How many runs of counted time start to count in a period (C1); one that counted at the instant before does not."""
    runs = classes.counted
    if not runs or runs[0][0] > classes.start:
        return len(runs)
    before = classify(commitment, customer, line, Period("", classes.start - _LOOK_BACK, classes.start))
    return len(runs) - contains(before.counted, classes.start - 1)


def _covered(commitment: Commitment, customer: Customer, whole: Intervals) -> Intervals:
    covered = customer.covered
    return whole if covered is None else intersect(covered, whole)


def _gone(commitment: Commitment, line: Timeline, start: int, end: int) -> tuple[Intervals, Intervals]:
    """The bad time that exclusions took, and the windows that cover everything judged, in [start, end)."""
    seen, left = clip(line.seen, start, end), clip(line.left, start, end)
    gone = subtract(seen, left)
    if commitment.shortest_run is not None and commitment.shortest_run.before_exclusions:
        # Runs that were too short before exclusions were tested never counted: nothing had to exclude them.
        gone = subtract(gone, line.short)
    return gone, normalize(span for w in line.windows for span in clip(w, start, end))


def _attribute(
    line: Timeline, excluded: Intervals, gone: Intervals, start: int, end: int, windows_too: bool
) -> tuple[tuple[Intervals, ...], tuple[tuple[int, ...], ...]]:
    """Give excluded time to the first listed exclusion that has room, and say who else covers it (X5).

    `gone` is the bad time that exclusions took; the rest of the excluded time is up time in windows that leave T.
    """
    takes = [
        union(intersect(by, gone), clip(window, start, end)) if windows_too else intersect(by, gone)
        for by, window in zip(line.by, line.windows, strict=True)
    ]
    rest = excluded
    parts: list[Intervals] = []
    for take in takes:
        mine = intersect(rest, take)
        parts.append(mine)
        rest = subtract(rest, mine)
    also = tuple(
        tuple(j for j, take in enumerate(takes) if j != i and parts[i] and intersect(parts[i], take)) for i in range(len(takes))
    )
    return tuple(parts), also


# ---------------------------------------------------------------------------------------------- granularity


def _near(runs: Intervals, start: int, end: int) -> Intervals:
    """The whole runs that overlap [start, end), and the one after them, which limits rounding."""
    inside = [i for i, (s, e) in enumerate(runs) if s < end and e > start]
    return runs[inside[0] : inside[-1] + 2] if inside else EMPTY


def _granular(runs: Intervals, granularity: Granularity, start: int, end: int, free: Intervals) -> Intervals:
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
