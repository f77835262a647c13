"""What may have been the case where something is not known, as far as it can change a status or a credit (O5).

Between two figures at which a limit is passed, status and credit run one way in the amount that was bad: it is enough to ask at
both sides of each, and at the ends. What hangs on when it was bad, and not only on how much, is asked for several orders in
which the unknown time may have been bad.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import TypeAlias

import attrs

from slalang.engine.availability.weights import Weights, weighed
from slalang.engine.credit.bad_units import reaches, slots_touched
from slalang.engine.credit.rows import figure_of, target_figure
from slalang.engine.targets import Measured
from slalang.semantics.policy import (
    CountOf,
    CountTarget,
    Credit,
    DowntimeScope,
    EachDowntime,
    Promised,
    Row,
    Scale,
    SlotFees,
    TimeLost,
)
from slalang.time.periods import Period
from slalang.time.zones import Zone
from slalang.values.intervals import Interval, Intervals, clip, contains, normalize, subtract, union

MeasuredAt: TypeAlias = Callable[[int | Fraction, int | Fraction], Measured]
"""The measure if so much of the basis were bad."""

_MOST_RUNS = 1_000
"""How many outages more than were seen are tried at the most; no policy counts further."""


_MOST_TRIED = 200
"""How many runs are tried one by one; where more could change a credit, one of the first does so too."""


@attrs.frozen(slots=True)
class Possible:
    """What may have been measured, and the time that counted then, by run."""

    measured: Measured
    counted: Intervals


@attrs.frozen(slots=True, kw_only=True)
class Unknown:
    """What is not known of a period: the time that could have been bad, and what it is weighed and cut by."""

    worst: Measured
    time: Intervals
    weights: Weights | None
    period: Period
    zone: Zone
    own: Interval | None = None
    """The verdict's own period, where a longer one is judged, by which credits by time go."""
    shortest_us: int = 1
    """The shortest run that counts."""


def possibilities(
    likely: Possible, unknown: Unknown, credit: Credit | None, target: Promised, measured_at: MeasuredAt
) -> tuple[Possible, ...]:
    """What else may have been measured: enough of it that whatever could change the result does so in one of them."""
    amounts = _amounts(likely.measured, unknown, credit, target, measured_at)
    in_time = _hangs_on_when(credit, target, unknown)
    orders = tuple(_orders(likely, unknown, credit)) if in_time else (unknown.time,)
    found = [
        _possible(likely, _first(order, amount - likely.measured.counted, unknown.weights), amount, measured_at)
        for amount in amounts
        for order in orders
    ]
    if in_time:
        found += [_world(likely, time, unknown, measured_at) for time in _changes_of_runs(likely, unknown, credit, target)]
    return tuple(found)


def _possible(likely: Possible, more: Intervals, amount: int | Fraction, measured_at: MeasuredAt) -> Possible:
    counted = union(likely.counted, more)
    measured = measured_at(amount, likely.measured.basis)
    runs = likely.measured.runs + len(counted) - len(likely.counted)
    return Possible(attrs.evolve(measured, runs=max(runs, 0)), counted)


def _world(likely: Possible, more: Intervals, unknown: Unknown, measured_at: MeasuredAt) -> Possible:
    """What would have been measured if exactly this much more time had been bad."""
    return _possible(likely, more, likely.measured.counted + weighed(more, unknown.weights), measured_at)


def _hangs_on_when(credit: Credit | None, target: Promised, unknown: Unknown) -> bool:
    """Whether the result hangs on when something was bad, and not only on how much."""
    if isinstance(target, CountTarget) and target.of is CountOf.OUTAGES:
        return True
    if credit is None:
        return False
    if unknown.own is not None and any(isinstance(r.award, SlotFees | TimeLost) or r.accrual is not None for r in credit.rows):
        return True
    return any(isinstance(r.award, SlotFees) or _by_run(r.accrual) or _by_number(r) for r in credit.rows)


def _by_number(row: Row) -> bool:
    """Whether a row goes by how often something was down; where no time is measured there is no unknown time either."""
    return any(limit.scale is Scale.NUMBER for limit in row.limits or ())


def _by_run(accrual: object) -> bool:
    return isinstance(accrual, EachDowntime) and accrual.scope is DowntimeScope.RUN


# ---------------------------------------------------------------------------------------------- how much


def _amounts(
    likely: Measured, unknown: Unknown, credit: Credit | None, target: Promised, measured_at: MeasuredAt
) -> tuple[int | Fraction, ...]:
    """The amounts on both sides of every figure at which a row or the target begins or ends, and the greatest."""
    step = _step(unknown.weights)
    low, high = likely.counted, unknown.worst.counted
    steps = Fraction(high - low) / step
    whole = steps.numerator // steps.denominator

    def on(scale: Scale, k: int) -> Fraction:
        return measured_at(low + k * step, likely.basis).on(scale)

    found: set[int] = set()
    for scale, figure in _figures(credit, target):
        for k in _crossed(scale, figure, whole, on):
            found |= {k - 1, k}
    amounts: set[int | Fraction] = {low + k * step for k in found if 0 < k <= whole}
    return tuple(sorted(amounts | {high}))


def _step(weights: Weights | None) -> int | Fraction:
    """The least by which an amount can differ: one, or where time is weighted what all the weights are multiples of."""
    if weights is None:
        return 1
    return Fraction(1, lcm(*(weight.denominator for _, weight in weights)))


def _figures(credit: Credit | None, target: Promised) -> set[tuple[Scale, Fraction]]:
    """Every figure at which the target or a row begins or ends."""
    limits = (limit for row in (credit.rows if credit else ()) for limit in row.limits or ())
    found = {(limit.scale, figure_of(limit, target)) for limit in limits}
    own = target_figure(target)
    return found if own is None else found | {own}


def _crossed(scale: Scale, figure: Fraction, most: int, on: Callable[[Scale, int], Fraction]) -> Iterator[int]:
    """The least numbers of steps with which what is measured reaches a figure, and passes it; each at most `most`."""
    first, last = on(scale, 0), on(scale, most)
    rising = first < last

    def reached(k: int) -> bool:
        return on(scale, k) >= figure if rising else on(scale, k) <= figure

    def passed(k: int) -> bool:
        return on(scale, k) > figure if rising else on(scale, k) < figure

    for holds in (reached, passed):
        if holds(0) or not holds(most):
            continue
        low, high = 0, most
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if holds(middle) else (middle, high)
        yield high


# ---------------------------------------------------------------------------------------------- when


def _orders(likely: Possible, unknown: Unknown, credit: Credit | None) -> Iterator[Sequence[Interval]]:
    """Orders in which the unknown time may have been bad: from its start, from its end, for most and for fewest slots."""
    yield unknown.time
    yield tuple(reversed(unknown.time))
    if unknown.own is not None:
        inside = clip(unknown.time, *unknown.own)
        outside = subtract(unknown.time, (unknown.own,))
        yield (*inside, *outside)
        yield (*outside, *inside)
    for row in credit.rows if credit else ():
        if isinstance(row.award, SlotFees):
            yield from _by_slots(row.award, likely, unknown)


def _by_slots(fees: SlotFees, likely: Possible, unknown: Unknown) -> Iterator[Sequence[Interval]]:
    """First what makes the most slots earn with the least time; then what makes the fewest with the most."""
    period = (unknown.period.start_at, unknown.period.end_at)
    needs: list[tuple[int, Intervals, Intervals]] = []
    settled: list[Interval] = []
    for slot in slots_touched(fees.slot, unknown.time, period, unknown.zone):
        bad, free = clip(likely.counted, *slot), clip(unknown.time, *slot)
        need = _least_that(fees, bad, free, unknown.weights)
        if need is None or not need:
            settled += free
        else:
            needs.append((sum(end - start for start, end in need), need, subtract(free, need)))
    needs.sort(key=lambda one: one[0])
    yield [*(span for _, need, _ in needs for span in need), *(s for _, _, rest in needs for s in rest), *settled]
    # All but the last microsecond that a slot needs, then the slots that need most one by one.
    spared = [(need, _last_of(need), rest) for _, need, rest in reversed(needs)]
    before = [span for need, last, _ in spared for span in subtract(need, (last,))]
    yield [*settled, *before, *(span for _, last, rest in spared for span in (last, *rest))]


def _least_that(fees: SlotFees, bad: Intervals, free: Intervals, weights: Weights | None) -> Intervals | None:
    """The first of some free time that makes a slot earn; nothing where it earns already, None where all of it does not."""
    if reaches(fees, weighed(bad, weights)):
        return ()
    if not reaches(fees, weighed(union(bad, free), weights)):
        return None
    low, high = 0, sum(end - start for start, end in free)
    while high - low > 1:
        middle = (low + high) // 2
        if reaches(fees, weighed(union(bad, _us_of(free, middle)), weights)):
            high = middle
        else:
            low = middle
    return _us_of(free, high)


def _last_of(time: Intervals) -> Interval:
    end = time[-1][1]
    return end - 1, end


def _us_of(order: Iterable[Interval], us: int) -> Intervals:
    """So many microseconds of some time, in its order."""
    taken: list[Interval] = []
    for start, end in order:
        if us <= 0:
            break
        taken.append((start, min(end, start + us)))
        us -= end - start
    return normalize(taken)


def _first(order: Sequence[Interval], amount: int | Fraction, weights: Weights | None) -> Intervals:
    """So much of some time as weighs an amount, in its order; all of it where it weighs no more."""
    if weights is None:
        return _us_of(order, int(amount))
    taken: list[Interval] = []
    left = Fraction(amount)
    for span in order:
        for start, end in ((max(span[0], low), min(span[1], high)) for (low, high), _ in weights):
            if start < end and left > 0:
                each = weighed(((start, end),), weights)
                part = min(Fraction(1), left / each) if each else Fraction(1)
                whole = -(-part.numerator * (end - start) // part.denominator)
                taken.append((start, start + whole))
                left -= each
    return normalize(taken)


# ---------------------------------------------------------------------------------------------- runs


def _changes_of_runs(likely: Possible, unknown: Unknown, credit: Credit | None, target: Promised) -> Iterator[Intervals]:
    """Unknown time that would make more runs, join runs, or lengthen one by just so much that another unit begins or ends."""
    bad, free = likely.counted, unknown.time
    joining = tuple(span for span in free if _joins(span, bad))
    if joining:
        yield joining
        yield from ((span,) for span in joining[:_MOST_TRIED])
    lengths = {unknown.shortest_us}
    for row in credit.rows if credit else ():
        if isinstance(row.accrual, EachDowntime):
            lengths |= {row.accrual.allowance_us + 1, row.accrual.allowance_us + row.accrual.us}
    apart = normalize((start - 1, end + 1) for start, end in bad)
    room = subtract(free, apart)
    for us in sorted(us for us in lengths if us >= unknown.shortest_us):
        one = next(((start, start + us) for start, end in room if end - start >= us), None)
        if one is not None:
            yield (one,)
    for wanted in sorted(_numbers(credit, target)):
        if wanted > likely.measured.runs:
            yield _several(room, unknown.shortest_us, min(wanted - likely.measured.runs, _MOST_RUNS))
    for row in credit.rows if credit else ():
        if isinstance(row.accrual, EachDowntime) and _by_run(row.accrual):
            yield from _lengthened(row.accrual, bad, free)


def _numbers(credit: Credit | None, target: Promised) -> set[int]:
    """How often something would have to be down to reach and to pass each figure that goes by that."""
    figures: list[Fraction] = []
    if isinstance(target, CountTarget) and target.of is CountOf.OUTAGES:
        figures.append(Fraction(target.number))
    for row in credit.rows if credit else ():
        figures += (figure_of(limit, target) for limit in row.limits or () if limit.scale is Scale.NUMBER)
    whole = [figure.numerator // figure.denominator for figure in figures]
    return {number for n in whole for number in (n, n + 1)}


def _joins(span: Interval, bad: Intervals) -> bool:
    """Whether bad time touches a span on both sides."""
    return contains(bad, span[0] - 1) and contains(bad, span[1])


def _several(room: Intervals, us: int, number: int) -> Intervals:
    """As many runs of a length as there is room for, up to a number, a microsecond apart."""
    taken: list[Interval] = []
    for start, end in room:
        at = start
        while at + us <= end and len(taken) < number:
            taken.append((at, at + us))
            at += us + 1
    return tuple(taken)


def _lengthened(each: EachDowntime, bad: Intervals, free: Intervals) -> Iterator[Intervals]:
    """Each run made longer by what it lacks to its next unit, as far as unknown time touches it."""
    for start, end in bad[:_MOST_TRIED]:
        over = (end - start - each.allowance_us) % each.us
        for lacks in {each.us - over, 1 if over == 0 else each.us - over + 1}:
            for longer in ((end, end + lacks), (start - lacks, start)):
                if clip(free, *longer) == (longer,):
                    yield (longer,)
                    break
