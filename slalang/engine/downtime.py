"""From bad time to classes of time, in the fixed order of D2 to D8."""

from __future__ import annotations

from typing import assert_never

import attrs

from slalang.engine.customers import Customer
from slalang.engine.exclusions import Applied, Taken, exclude, excluded_outage, whole_windows
from slalang.engine.observations import Bad, Observed, combine, time_of
from slalang.semantics.policy import (
    BasisWords,
    CombineWords,
    Commitment,
    Granularity,
    LongerRule,
    PartialRule,
    RoundedRuns,
    RunRounding,
    ShortestRun,
    SlotRule,
    Slots,
)
from slalang.time.periods import Period
from slalang.values.intervals import (
    EMPTY,
    Interval,
    Intervals,
    clip,
    intersect,
    measure,
    normalize,
    subtract,
    union,
)


@attrs.frozen(slots=True)
class Timeline:
    """The bad time of what is judged together, over all time, before any period cuts it.

    `seen` is all of it; `left` what exclusions leave (D4); `runs` what of that counts by length, and `short` what does not
    (D5); `by` what each exclusion took, in listed order; `windows` the windows that cover everything judged, in the same
    order; `unknown` the time that nobody observed and that could be bad, `undecided` what of all time could count (O5).
    """

    parts: tuple[str | None, ...]
    bad: tuple[Bad, ...]
    applied: tuple[Applied, ...]
    seen: Intervals
    left: Intervals
    runs: Intervals
    short: Intervals
    by: tuple[Intervals, ...]
    windows: tuple[Intervals, ...]
    undecided: Intervals
    unknown: Intervals


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
    parts: tuple[str | None, ...],
    applied: tuple[Applied, ...],
    *,
    unknown_is_down: bool = False,
    worst: Timeline | None = None,
) -> Timeline:
    """The time of the components judged together: combined, exclusions taken, runs tested (D2-D5).

    `worst` is the timeline with all unknown time down, where there is any: what it has more is unknown here (O5).
    """
    needed = _needed(commitment, len(parts))
    stretches: dict[str | None, tuple[Bad, ...]] = {}
    for part in parts:
        unseen = observed.unknown[part]
        stretches[part] = observed.bad[part] + ((Bad(unseen, ()),) if unseen and unknown_is_down else ())
    taken = {part: exclude(stretches[part], part, applied, customer) for part in parts}
    seen = combine([time_of(stretches[part]) for part in parts], needed)
    left = combine([taken[part].left for part in parts], needed)
    short: Intervals = EMPTY
    runs = left
    if commitment.shortest_run is not None:
        tested = seen if commitment.shortest_run.before_exclusions else left
        short = _short(tested, commitment.shortest_run)
        runs = subtract(left, short)
    bad = {id(b): b for part in parts for b in stretches[part]}
    return Timeline(
        parts=parts,
        bad=tuple(sorted(bad.values(), key=lambda b: (b.time, b.ids))),
        applied=applied,
        seen=seen,
        left=left,
        runs=runs,
        short=short,
        by=tuple(_by(i, taken, parts) for i in range(len(applied))),
        windows=tuple(whole_windows(a, parts) for a in applied),
        undecided=subtract(worst.left, left) if worst is not None else EMPTY,
        unknown=subtract(worst.seen, seen) if worst is not None else EMPTY,
    )


def _needed(commitment: Commitment, parts: int) -> int:
    """How many components must be down (D3)."""
    match commitment.combine:
        case CombineWords.ALL:
            return parts
        case int(k):
            return k
        case CombineWords.ANY | CombineWords.EACH | None:
            return 1
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
    gone, windows = _gone(commitment, line, start, end)
    # Rounding never takes excluded time, also where it was too short to count; what could yet count is not excluded.
    taken = subtract(clip(line.seen, start, end), line.left)
    kept_free = union(subtract(taken, line.undecided), windows)
    runs = _near(line.runs, start, end)
    counted = _granular(runs, commitment.granularity, start, end, kept_free)
    counted = intersect(intersect(counted, covered), judged)
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


def last_incident(line: Timeline, customer: Customer, counted: Intervals) -> int | None:
    """The end of the last outage or run of failed probes that has a part of its own in the counted time (C6)."""
    return max(
        (
            bad.time[-1][1]
            for bad in line.bad
            if bad.ids and any(intersect(exclude((bad,), part, line.applied, customer).left, counted) for part in line.parts)
        ),
        default=None,
    )


def excluding(line: Timeline, customer: Customer, i: int, start: int, end: int) -> tuple[str, ...]:
    """The events that the exclusion took out or whose window covers bad time in [start, end), sorted."""
    a = line.applied[i]
    outages = {
        b.outage.id
        for b in line.bad
        if b.outage is not None
        and clip(b.time, start, end)
        and any(excluded_outage(a, b.outage, part, customer) for part in line.parts)
    }
    windows = {
        j.window.id
        for j in a.windows
        if j.window.id is not None and intersect(clip(j.kept, start, end), clip(line.seen, start, end))
    }
    return tuple(sorted(outages | windows))
