"""Every instant of a period in exactly one class, from the time that counts by itself (D6 to D8)."""

from __future__ import annotations

from fractions import Fraction

import attrs

from slalang.engine.availability.downtime import Timeline
from slalang.engine.availability.granularity import granular, near
from slalang.engine.availability.weights import weighed
from slalang.engine.customers import Customer
from slalang.semantics.policy import BasisWords, Commitment, PartialRule
from slalang.time.periods import Period
from slalang.values.instants import DAY
from slalang.values.intervals import Intervals, clip, contains, intersect, measure, normalize, subtract, union

_LOOK_BACK = 2 * DAY
"""How far before a period it is looked for what counted at its very end; slots are no longer than a day."""


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
    runs = near(line.runs, start, end)
    counted = granular(runs, commitment.granularity, start, end, kept_free)
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
