"""Which row of a credit's table applies, and the holes between the rows (C2, S6)."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.availability.weights import Weights, weighed
from slalang.engine.customers import Customer
from slalang.engine.support.accruals import Counted
from slalang.engine.support.runs import Run
from slalang.engine.targets import Measured
from slalang.engine.terms import Missing, Terms
from slalang.semantics.policy import (
    CountTarget,
    Credit,
    DowntimeTarget,
    EachDay,
    Limit,
    NoTarget,
    Row,
    Scale,
    Service,
    ShareTarget,
    Target,
    ValueTarget,
)
from slalang.time.periods import Period
from slalang.time.zones import Zone
from slalang.values.events import Attributes
from slalang.values.instants import DAY, HOUR, MINUTE, SECOND
from slalang.values.intervals import EMPTY, Intervals
from slalang.values.verdicts import Status


@attrs.frozen(slots=True, kw_only=True)
class Judgement:
    """What the credit hangs on: what was measured, its target and status, and whose period it is.

    `measured` and `target` are None for a run of a clock or a duty, which is kept or missed and no share of anything.
    """

    name: str
    service: Service | None
    customer: Customer
    period: Period
    status: Status
    terms: Terms
    zone: Zone
    currency: str
    component: str | None = None
    group: Attributes | None = None
    attributes: Attributes = ()
    """What the resource that is judged, or the group, is like, for charges of the affected one (C4)."""
    counted: Intervals = EMPTY
    """The time that counted, by run (D5-D8); empty where no time is measured."""
    lost: Intervals | None = None
    """What counted in the verdict's own period, where a longer one is judged; None: the same (T8)."""
    covered: Intervals | None = None
    """The only time that is judged, where a subscription covers the rest of it not; None: all (T8)."""
    weights: Weights | None = None
    incidents: tuple[tuple[str, Intervals], ...] = ()
    """The events behind the counted time, each with its part of it."""
    before: Status | None = None
    """How the preceding period of the same commitment and part was judged, where a repeat hangs on it (C3)."""
    measured: Measured | None = None
    target: Target | None = None
    run: Run | None = None
    days: Counted | None = None
    """The days for which a run is credited, where its credit accrues by days."""
    also_named: str | None = None
    """Another name under which a claim may ask for the credit: that of a regular duty's own period."""
    about: tuple[str, ...] = ()
    """What a fact may name beside the incidents: the tickets of runs, any of whose events stands for them, and occasions."""

    @property
    def bad_time(self) -> Intervals:
        """What credits by time go by: what counted in the verdict's own period (C3)."""
        return self.counted if self.lost is None else self.lost

    @property
    def bad_us(self) -> int | Fraction:
        """How much that is, weighted where time is; the resolver asks for what is measured."""
        assert self.measured is not None
        return self.measured.counted if self.lost is None else weighed(self.lost, self.weights)

    @property
    def behind(self) -> frozenset[str]:
        """The events behind what was judged, by which a fact may concern it."""
        return frozenset((*(name for name, _ in self.incidents), *self.about))


def standing_rows(credit: Credit, case: Judgement) -> tuple[Row, ...] | Missing:
    """The rows that stand for this customer and period.

    Where each day takes its own rate (S6), the first row by days stands for all of them.
    """
    rows: list[Row] = []
    own_rates = case.days is not None and case.days.rates is not None
    for row in credit.rows:
        if own_rates and isinstance(row.accrual, EachDay):
            if not any(isinstance(r.accrual, EachDay) for r in rows):
                rows.append(row)
            continue
        held = case.terms.holds(row.guard)
        if isinstance(held, Missing):
            return held
        if held:
            rows.append(row)
    return tuple(rows)


def applies(row: Row, credit: Credit, case: Judgement) -> bool:
    """Whether a row applies: its limits hold, and the target is missed where rows need that (C2)."""
    if row.limits is None or credit.rows_need_miss:
        if case.status is not Status.BREACHED:
            return False
        if row.limits is None:
            return True
    # The resolver admits limits only where something is measured.
    return case.measured is not None and within(row.limits, case.measured, case.target)


def within(limits: tuple[Limit, ...], measured: Measured, target: Target | None) -> bool:
    """Whether what was measured lies within limits, each on its own scale (C2)."""
    return all(_inside(limit, measured.on(limit.scale), target) for limit in limits)


def figure_of(limit: Limit, target: Target | None) -> Fraction:
    """The exact figure of a limit, in the unit of its scale."""
    if limit.at is not None:
        return limit.at
    found = target_figure(target)
    assert found is not None  # the resolver admits `the target` only beside a target of the same scale
    return found[1]


def target_figure(target: Target | None) -> tuple[Scale, Fraction] | None:
    """What a target is a limit of, and its figure there; None where no limit of a row can be compared with it (C1, C2)."""
    match target:
        case ShareTarget(_, share):
            return Scale.SHARE, share
        case DowntimeTarget(_, us):
            return Scale.TIME, Fraction(us)
        case ValueTarget(_, value):
            return Scale.NUMBER, value
        case CountTarget(_, number):
            return Scale.NUMBER, Fraction(number)
        case NoTarget() | None:
            return None
        case _:
            assert_never(target)


def _inside(limit: Limit, value: Fraction, target: Target | None) -> bool:
    return limit.bound.holds(value, figure_of(limit, target))


# ---------------------------------------------------------------------------------------------- holes


@attrs.frozen(slots=True)
class Piece:
    """A single figure (`low == high`) or the open span between two limits; None is no limit on that side."""

    low: Fraction | None
    high: Fraction | None

    @property
    def sample(self) -> Fraction:
        """A figure inside the piece: limits are where rows change, so any other inside fares the same."""
        if self.low is None:
            return (self.high or Fraction(0)) - 1
        return self.low + 1 if self.high is None else (self.low + self.high) / 2

    def holds(self, figure: Fraction) -> bool:
        """Whether the figure lies in the piece."""
        if self.low == self.high:
            return figure == self.low
        return (self.low is None or self.low < figure) and (self.high is None or figure < self.high)


@attrs.frozen(slots=True)
class Hole:
    """A hole of the table: its limits as written, and what they are limits of (C2)."""

    limits: str
    scale: Scale


def hole(rows: tuple[Row, ...], case: Judgement) -> Hole | None:
    """The limits, as written, of the hole that holds what was measured; a hole of one value is named by it (C2).

    None where the table has no brackets. The line of figures is cut at every limit, and at a target of the same scale, which
    bounds what is missed; the hole is the neighbouring pieces for which no row applies.
    """
    brackets = [row.limits for row in rows if row.limits]
    if not brackets or case.measured is None:
        return None
    scale = brackets[0][0].scale  # one table, one scale
    measured = case.measured.on(scale)
    written = {figure_of(limit, case.target): _written(limit, case.target) for limits in brackets for limit in limits}
    bound = target_figure(case.target)
    if bound is not None and bound[0] is scale:
        written.setdefault(bound[1], _target_written(case.target))
    cuts = sorted(written)
    pieces = [Piece(None, cuts[0])]
    for cut, above in zip(cuts, [*cuts[1:], None], strict=True):
        pieces += [Piece(cut, cut), Piece(cut, above)]

    def free(piece: Piece) -> bool:
        figure = piece.sample
        covered = any(all(_inside(limit, figure, case.target) for limit in limits) for limits in brackets)
        return _missed(figure, scale, case.target) and not covered

    first = last = next(i for i, piece in enumerate(pieces) if piece.holds(measured))
    while first > 0 and free(pieces[first - 1]):
        first -= 1
    while last < len(pieces) - 1 and free(pieces[last + 1]):
        last += 1
    return Hole(_named(pieces[first], pieces[last], written), scale)


def _missed(figure: Fraction, scale: Scale, target: Target | None) -> bool:
    """Whether a figure would miss the target; a target of another scale bounds nothing."""
    bound = target_figure(target)
    if bound is None or bound[0] is not scale or target is None or isinstance(target, NoTarget):
        return True
    return not target.comparison.holds(figure, bound[1])


def _written(limit: Limit, target: Target | None) -> str:
    return _target_written(target) if limit.at is None else limit.figure


def _target_written(target: Target | None) -> str:
    """The figure of a target as its own rule writes it."""
    match target:
        case ShareTarget(_, _, digits):
            return f"{digits}%"
        case ValueTarget(_, _, digits):
            return digits
        case CountTarget(_, number):
            return str(number)
        case DowntimeTarget(_, us):
            return _length(us)
        case NoTarget() | None:
            return "the target"
        case _:
            assert_never(target)


def _length(us: int) -> str:
    """A length in its largest unit that divides it, as a policy would write it."""
    for unit, noun in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"), (SECOND, "second")):
        if us and us % unit == 0:
            return f"{us // unit} {noun}{'' if us == unit else 's'}"
    return f"{us} microseconds"


def _named(low: Piece, high: Piece, written: dict[Fraction, str]) -> str:
    if low == high and low.low is not None and low.low == low.high:
        return f"exactly {written[low.low]}"
    words: list[str] = []
    if low.low is not None:
        words.append(f"{'at least' if low.low == low.high else 'above'} {written[low.low]}")
    if high.high is not None:
        words.append(f"{'at most' if high.low == high.high else 'below'} {written[high.high]}")
    return " and ".join(words)
