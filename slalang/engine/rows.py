"""Which row of a credit's table applies, and the holes between the rows (C2, S6)."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.accruals import Counted
from slalang.engine.customers import Customer
from slalang.engine.runs import Run
from slalang.engine.targets import Measured
from slalang.engine.terms import Missing, Terms
from slalang.semantics.policy import Bound, Comparison, Credit, EachDay, Limit, Row, Service, ShareTarget, Target
from slalang.time.periods import Period
from slalang.time.zones import Zone
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
    measured: Measured | None = None
    target: Target | None = None
    run: Run | None = None
    days: Counted | None = None
    """The days for which a run is credited, where its credit accrues by days."""
    also_named: str | None = None
    """Another name under which a claim may ask for the credit: that of a regular duty's own period."""


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
    return case.measured is not None and _all_inside(row.limits, case.measured.compared, case)


def _all_inside(limits: tuple[Limit, ...], value: Fraction, case: Judgement) -> bool:
    return all(_inside(limit, value, case) for limit in limits)


def _share(limit: Limit, case: Judgement) -> Fraction:
    if limit.share is not None:
        return limit.share
    assert isinstance(case.target, ShareTarget)  # the resolver admits `the target` only beside share targets
    return case.target.share


def _inside(limit: Limit, value: Fraction, case: Judgement) -> bool:
    share = _share(limit, case)
    match limit.bound:
        case Bound.BELOW:
            return value < share
        case Bound.AT_MOST:
            return value <= share
        case Bound.ABOVE:
            return value > share
        case Bound.AT_LEAST:
            return value >= share
        case _:
            assert_never(limit.bound)


@attrs.frozen(slots=True)
class Piece:
    """A single share (`low == high`) or the open span between two limits; None is no limit on that side."""

    low: Fraction | None
    high: Fraction | None

    @property
    def sample(self) -> Fraction:
        """A share inside the piece: limits are where rows change, so any other inside fares the same."""
        if self.low is None:
            return (self.high or Fraction(0)) - 1
        return self.low + 1 if self.high is None else (self.low + self.high) / 2

    def holds(self, share: Fraction) -> bool:
        """Whether the share lies in the piece."""
        if self.low == self.high:
            return share == self.low
        return (self.low is None or self.low < share) and (self.high is None or share < self.high)


def hole(rows: tuple[Row, ...], case: Judgement) -> str | None:
    """The limits, as written, of the hole that holds the availability; a hole of one value is named by it (C2).

    None where the table has no brackets. The line of shares is cut at every limit, and at the target, which bounds what is
    missed; the hole is the neighbouring pieces for which no row applies.
    """
    brackets = [row.limits for row in rows if row.limits]
    if not brackets or case.measured is None:
        return None
    compared = case.measured.compared
    written = {_share(limit, case): _written(limit, case) for limits in brackets for limit in limits}
    if isinstance(case.target, ShareTarget):
        written.setdefault(case.target.share, f"{case.target.digits}%")
    cuts = sorted(written)
    pieces = [Piece(None, cuts[0])]
    for cut, above in zip(cuts, [*cuts[1:], None], strict=True):
        pieces += [Piece(cut, cut), Piece(cut, above)]

    def free(piece: Piece) -> bool:
        share = piece.sample
        return _missed(share, case) and not any(_all_inside(limits, share, case) for limits in brackets)

    first = last = next(i for i, piece in enumerate(pieces) if piece.holds(compared))
    while first > 0 and free(pieces[first - 1]):
        first -= 1
    while last < len(pieces) - 1 and free(pieces[last + 1]):
        last += 1
    return _named(pieces[first], pieces[last], written)


def _missed(share: Fraction, case: Judgement) -> bool:
    """Whether a share would miss the target; a target that is no share bounds nothing."""
    if not isinstance(case.target, ShareTarget):
        return True
    if case.target.comparison is Comparison.AT_LEAST:
        return share < case.target.share
    return share <= case.target.share


def _written(limit: Limit, case: Judgement) -> str:
    if limit.share is None and isinstance(case.target, ShareTarget):
        return f"{case.target.digits}%"
    return f"{limit.digits}%"


def _named(low: Piece, high: Piece, written: dict[Fraction, str]) -> str:
    if low == high and low.low is not None and low.low == low.high:
        return f"exactly {written[low.low]}"
    words: list[str] = []
    if low.low is not None:
        words.append(f"{'at least' if low.low == low.high else 'above'} {written[low.low]}")
    if high.high is not None:
        words.append(f"{'at most' if high.low == high.high else 'below'} {written[high.high]}")
    return " and ".join(words)
