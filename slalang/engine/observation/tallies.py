"""What a period's requests, executions, slots or values come to: the share of good ones, a mean of slots, a value (D7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from heapq import nsmallest
from typing import assert_never

import attrs

from slalang.engine.availability.exclusions import whole_windows
from slalang.engine.observation.counts import Cells, Fit, Sums, length_words, slots_of, sums_by_cell, whole
from slalang.engine.observation.measures import Gathered, Gone, LeftOut, meets, span_of
from slalang.semantics.policy import (
    EmptySlotRule,
    Executions,
    MeanOfSlots,
    PartialRule,
    Requests,
    Statistic,
    UnevenRule,
    UnobservedRule,
    Values,
)
from slalang.time.periods import Period
from slalang.values import events as wire
from slalang.values.intervals import Interval, Intervals, clip, intersect, normalize, subtract, union

_MOST_SLOTS = 3
"""How many of the worst slots are told."""


@attrs.frozen(slots=True)
class Tally:
    """What a period's requests, executions, slots or values come to.

    `exact` is the share of good ones, or the value, None where there is nothing to take it of. `bad` of `total` were bad; where
    counts are spread, or slots taken together, these are no whole numbers. `worst_bad` is how many would be if all that is
    unknown were bad, None where nothing is. `of` names the events behind it, `bad_of` those of them that were bad.
    """

    total: int | Fraction
    bad: int | Fraction
    exact: Fraction | None
    of: tuple[str, ...]
    bad_of: tuple[str, ...]
    worst_bad: int | Fraction | None = None
    last_bad_at: int | None = None
    left_out: tuple[LeftOut, ...] = ()
    empty: int = 0
    """How many slots were counted and had no request."""
    unseen: int = 0
    """How many slots nobody counted."""
    slots: int = 0
    worst_slots: tuple[tuple[Interval, Sums], ...] = ()
    """The slots with the least share of good requests, the worst first."""
    cut: tuple[str, ...] = ()
    """The counts of which only a part lies in the period."""
    rank: int | None = None
    """Which of the values in order, from the least, is the one that counts; `of` then names only what has it."""


def tally_of(of: Gathered, period: Period, *, highest_is_worst: bool) -> Tally:
    """What a period comes to; `highest_is_worst` says which of several values is the worst."""
    events = list(of.events.touching(period.start_at, period.end_at))
    covered = of.customer.covered
    if covered is not None:
        events = [e for e in events if meets(covered, e)]
    gone = Gone(of)
    match of.rule.of:
        case Requests():
            counts = [e for e in events if isinstance(e, wire.Counts)]
            return _requests(of, counts, period, gone)
        case MeanOfSlots() as rule:
            counts = [e for e in events if isinstance(e, wire.Counts)]
            return _mean_of_slots(of, rule, counts, period, gone)
        case Executions():
            return _executions(of, [e for e in events if isinstance(e, wire.Execution)], gone)
        case Values(statistic=statistic):
            values = [e for e in events if isinstance(e, wire.Measure)]
            return _values(statistic, values, gone, highest_is_worst=highest_is_worst)
        case _:
            assert_never(of.rule.of)


# ---------------------------------------------------------------------------------------------- requests


def _requests(of: Gathered, events: Sequence[wire.Counts], period: Period, gone: Gone) -> Tally:
    """Good of all requests, summed over the period, which is the slot that intervals must fit (D1, D7)."""
    own = (period.start_at, period.end_at)
    until = min(period.end_at, of.customer.as_of)
    # What lies wholly in the period, and touches no time that could take it out, is summed without further ado.
    whole_in: list[wire.Counts] = []
    others: list[wire.Counts] = []
    for e in events:
        fits = own[0] <= e.start_at and e.end_at <= until
        (whole_in if fits and not (of.doubtful and meets(of.doubtful, e)) else others).append(e)
    found = sums_by_cell(
        others,
        _cut(own),
        of.commitment.uneven,
        of.customer.as_of,
        Fit("the periods", of.commitment.name),
        of.scores,
        _inside_only(of, gone),
    )
    sums = found.get(own, Sums())
    inside = set(sums.ids)
    left = [*whole_in, *(e for e in others if e.id in inside)]
    bad = [e for e in left if e.failed]
    total = sums.total + sum(e.total for e in whole_in)
    good = sums.good + _good(whole_in, of.scores)
    return Tally(
        total=total,
        bad=sums.failed + sum(e.failed for e in whole_in),
        exact=Fraction(good) / Fraction(total) if total else None,
        of=tuple(e.id for e in left),
        bad_of=tuple(e.id for e in bad),
        last_bad_at=max((min(e.end_at, of.customer.as_of) for e in bad), default=None),
        left_out=gone.left_out(),
        cut=tuple(e.id for e in others if e.id in inside and _reaches_out(e, own)),
    )


def _reaches_out(event: wire.Counts, own: Interval) -> bool:
    """Whether counts reach beyond a period."""
    return event.start_at < own[0] or event.end_at > own[1]


def _good(events: Iterable[wire.Counts], scores: Mapping[str | None, Fraction]) -> int | Fraction:
    """The good requests of some counts, each by the score of its class."""
    by_class: dict[str | None, int] = defaultdict(int)
    for e in events:
        by_class[e.class_] += e.total - e.failed
    return sum((whole(number * scores.get(class_, Fraction(1))) for class_, number in by_class.items()), 0)


def _cut(own: Interval) -> Cells:
    """The period, and what lies before and after it."""

    def touched(start: int, end: int) -> Sequence[Interval]:
        pieces = ((min(start, own[0]), own[0]), own, (own[1], max(end, own[1])))
        last = max(end, start + 1)
        return [piece for piece in pieces if piece[0] < last and start < piece[1]]

    return touched


def _inside_only(of: Gathered, gone: Gone) -> Callable[[wire.Counts], Intervals]:
    """What is taken out of an event: what is excluded, and of counts that are spread also what no subscription covers."""
    covered = of.customer.covered
    if covered is None or of.commitment.uneven is not UnevenRule.SPREAD:
        return gone.time

    def out(event: wire.Counts) -> Intervals:
        return union(gone.time(event), subtract((span_of(event),), covered))

    return out


# ---------------------------------------------------------------------------------------------- slots


def _mean_of_slots(of: Gathered, rule: MeanOfSlots, events: Sequence[wire.Counts], period: Period, gone: Gone) -> Tally:
    """The mean of the shares of slots, each with what lies of it inside the period and has begun (D7)."""
    # A slot that has begun inside the period is one, with all of its time.
    start, as_of = period.start_at, of.customer.as_of
    end = min(period.end_at, -(-as_of // rule.us) * rule.us) if as_of > start else start
    cells = _slots_in(rule.us, (period.start_at, period.end_at))
    found = sums_by_cell(
        events,
        cells,
        of.commitment.uneven,
        of.customer.as_of,
        Fit(f"the slots of {length_words(rule.us)}", of.commitment.name),
        of.scores,
        _inside_only(of, gone),
    )
    touched = {cell for event in events for cell in cells(*span_of(event))}
    there = {part: of.unit.there(part) for part in of.unit.parts}
    excluded = normalize(span for a in of.applied for span in whole_windows(a, there))
    judged = intersect(of.unit.standing, of.customer.covered) if of.customer.covered is not None else of.unit.standing
    asked = subtract(clip(judged, start, end), excluded)
    good = Fraction(0)
    slots = empty = 0
    flawed: list[tuple[Fraction, Interval, Sums]] = []
    for cell in touched:
        if not clip(asked, *cell):
            continue
        sums = found.get(cell)
        if sums is None:
            continue  # all that was counted in it is left out
        if sums.total:
            slots += 1
            share = Fraction(sums.good) / Fraction(sums.total)
            good += share
            if share < 1:
                flawed.append((share, cell, sums))
        else:
            empty += 1
            slots += 0 if rule.empty is EmptySlotRule.LEFT_OUT else 1
            good += 1 if rule.empty is EmptySlotRule.UP else 0
    unseen = _slots_touched(asked, rule.us) - sum(1 for cell in touched if clip(asked, *cell))
    good += 0 if of.commitment.unobserved is UnobservedRule.DOWN else unseen
    worst = unseen if of.commitment.unobserved is UnobservedRule.UNKNOWN else 0
    beyond = _uncovered_slots(of, rule.us, (start, end))
    slots, good = slots + unseen + beyond, good + beyond
    inside = {name for sums in found.values() for name in sums.ids}
    bad = [e for e in events if e.failed and e.id in inside and e.start_at < period.end_at]
    lost = whole(slots - good)
    return Tally(
        total=slots,
        bad=lost,
        exact=good / slots if slots else None,
        of=tuple(e.id for e in events if e.id in inside),
        bad_of=tuple(e.id for e in bad),
        worst_bad=lost + worst if worst else None,
        last_bad_at=max((min(e.end_at, end) for e in bad), default=None),
        left_out=gone.left_out(),
        empty=empty,
        unseen=unseen,
        slots=slots,
        worst_slots=tuple((cell, sums) for _, cell, sums in nsmallest(_MOST_SLOTS, flawed, key=lambda each: each[:2])),
        cut=tuple(e.id for e in events if e.id in inside and _reaches_out(e, (period.start_at, period.end_at))),
    )


def _slots_touched(time: Intervals, us: int) -> int:
    """How many slots on the UTC grid some time touches."""
    number, last = 0, None
    for start, end in time:
        first = start // us
        number += (end - 1) // us - first + (0 if first == last else 1)
        last = (end - 1) // us
    return number


def _uncovered_slots(of: Gathered, us: int, span: Interval) -> int:
    """The slots of which no subscription covers anything, where the rest of a period counts as up (T8)."""
    covered = of.customer.covered
    if covered is None or of.commitment.partial is not PartialRule.REST_IS_UP:
        return 0
    whole_span = clip(of.unit.standing, *span)
    return _slots_touched(whole_span, us) - _slots_touched(intersect(whole_span, covered), us)


def _slots_in(us: int, own: Interval) -> Cells:
    """The slots on the UTC grid, cut at the ends of the period; what lies outside the period is one of its own."""
    slots = slots_of(us)

    def touched(start: int, end: int) -> Sequence[Interval]:
        inside = max(start, own[0]), min(end, own[1])
        outside = [piece for piece in ((start, own[0]), (own[1], end)) if piece[0] < piece[1]]
        if inside[0] > inside[1] or (inside[0] == inside[1] and start < end):
            return outside
        return [*outside, *((max(low, own[0]), min(high, own[1])) for low, high in slots(*inside))]

    return touched


# ---------------------------------------------------------------------------------------------- executions and values


def _executions(of: Gathered, events: Sequence[wire.Execution], gone: Gone) -> Tally:
    """Good of all executions, a good one by the score of its class (D7)."""
    left = [e for e in events if not gone.takes(e)]
    bad = [e for e in left if not e.good]
    scores = of.scores
    good = sum((scores.get(e.class_, Fraction(1)) for e in left if e.good), Fraction(0))
    return Tally(
        total=len(left),
        bad=len(bad),
        exact=good / len(left) if left else None,
        of=tuple(e.id for e in left),
        bad_of=tuple(e.id for e in bad),
        last_bad_at=max((e.at for e in bad), default=None),
        left_out=gone.left_out(),
    )


def _values(statistic: Statistic | Fraction, events: Sequence[wire.Measure], gone: Gone, *, highest_is_worst: bool) -> Tally:
    """A statistic of measured values: the mean, the worst, or a percentile by nearest rank (D7)."""
    left = [e for e in events if not gone.takes(e)]
    ordered = sorted(left, key=lambda e: Fraction(e.value))
    rank = _rank(statistic, len(left), highest_is_worst=highest_is_worst) if left else None
    one = () if rank is None else (ordered[rank - 1],)
    exact = sum((Fraction(e.value) for e in one or left), Fraction(0)) / len(one or left) if left else None
    return Tally(
        total=len(left),
        bad=0,
        exact=exact,
        of=tuple(e.id for e in one or left),
        bad_of=(),
        left_out=gone.left_out(),
        rank=rank,
    )


def _rank(statistic: Statistic | Fraction, number: int, *, highest_is_worst: bool) -> int | None:
    """Which of so many values in order, from the least, is the one that counts; None where it is their mean."""
    match statistic:
        case Statistic.MEAN:
            return None
        case Statistic.WORST:
            return number if highest_is_worst else 1
        case Fraction():
            needed = statistic * number
            return max(-(-needed.numerator // needed.denominator), 1)
        case _:
            assert_never(statistic)
