"""What a verdict earns: the row, the base, the award, caps and floors, and rounding to the minor unit (C2-C5)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.customers import Customer, touches
from slalang.engine.targets import Measured
from slalang.engine.terms import Missing, Terms
from slalang.semantics.policy import (
    Bound,
    Ceiling,
    ChargeBase,
    Commitment,
    Credit,
    FlatAward,
    Limit,
    OverlapWinner,
    ParameterAward,
    ParameterBase,
    ParameterSum,
    PercentAward,
    PercentValue,
    Row,
    ShareOfBase,
    ShareTarget,
    Shortfall,
    Target,
    TimeLost,
    UnavailableShare,
)
from slalang.time.periods import Period
from slalang.time.zones import Zone
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.events import Charge
from slalang.values.money import Money, Rounding, to_decimal
from slalang.values.verdicts import Status, Step


@attrs.frozen(slots=True)
class Judgement:
    """What the credit hangs on: the measured availability, its target and status, and whose period it is."""

    commitment: Commitment
    customer: Customer
    component: str | None
    period: Period
    measured: Measured
    target: Target
    status: Status
    terms: Terms
    zone: Zone
    currency: str


@attrs.frozen(slots=True)
class Earned:
    """What the rows yield, before any claim. `amount` None: undetermined, for want of `missing`; `row` None: none applies.

    `hole` holds the limits, as written, of the hole that availability fell into.
    """

    amount: Decimal | None
    row: Row | None = None
    percent: str | None = None
    rule: str | None = None
    base: Fraction | None = None
    missing: tuple[str, ...] = ()
    hole: str | None = None
    steps: tuple[Step, ...] = ()


def earn(credit: Credit, case: Judgement) -> Earned:
    """The credit that a verdict earns, whatever becomes of it (C2-C5)."""
    rows = _rows(credit, case)
    if isinstance(rows, Missing):
        return Earned(None, missing=rows.names)
    matching = [row for row in rows if _applies(row, credit, case)]
    if not matching:
        hole = _hole(rows, credit, case) if case.status is Status.BREACHED else None
        return Earned(nothing(case.currency), hole=hole, steps=(_no_row_step(credit, case, hole),))
    earned = [_award(credit, row, case) for row in matching]
    if credit.overlap is OverlapWinner.HIGHEST and len(earned) > 1:
        undetermined = [e for e in earned if e.amount is None]
        return undetermined[0] if undetermined else max(earned, key=lambda e: e.amount or Decimal(0))
    return earned[0]


def brackets(credit: Credit | None) -> tuple[tuple[str, Fraction], ...]:
    """The limits of all rows as written, with their shares (V1)."""
    if credit is None:
        return ()
    return tuple(
        (limit.written, limit.share)
        for row in credit.rows
        for limit in row.limits or ()
        if limit.share is not None
    )


def nothing(currency: str) -> Decimal:
    """Zero in the currency's minor digits."""
    return to_decimal(Fraction(0), currency, Rounding.DOWN)


# ---------------------------------------------------------------------------------------------- rows


def _rows(credit: Credit, case: Judgement) -> tuple[Row, ...] | Missing:
    """The rows that stand for this customer and period."""
    rows: list[Row] = []
    for row in credit.rows:
        held = case.terms.holds(row.guard)
        if isinstance(held, Missing):
            return held
        if held:
            rows.append(row)
    return tuple(rows)


def _applies(row: Row, credit: Credit, case: Judgement) -> bool:
    if row.limits is None or credit.rows_need_miss:
        if case.status is not Status.BREACHED:
            return False
        if row.limits is None:
            return True
    return all(_inside(limit, case.measured.compared, case) for limit in row.limits)


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


def _hole(rows: tuple[Row, ...], credit: Credit, case: Judgement) -> str | None:
    """The limits, as written, of the hole that holds the availability; a hole of one value is named by it (C2).

    The line of shares is cut at every limit into single values and the open spans between them; the hole is the neighbouring
    pieces for which no row applies.
    """
    if not any(row.limits for row in rows):
        return None
    written: dict[Fraction, str] = {}
    for row in rows:
        for limit in row.limits or ():
            written.setdefault(_share(limit, case), _digits(limit, case))
    if isinstance(case.target, ShareTarget):
        written.setdefault(case.target.share, f"{case.target.digits}%")
    cuts = sorted(written)
    value = case.measured.compared

    def open_at(probe: Fraction) -> bool:
        missed = not isinstance(case.target, ShareTarget) or probe <= case.target.share
        if probe == getattr(case.target, "share", None):
            missed = case.measured.compared == probe
        return missed and not any(
            all(_inside(limit, probe, case) for limit in row.limits or ()) for row in rows if row.limits
        )

    def between(low: Fraction | None, high: Fraction | None) -> Fraction:
        if low is None:
            return (high or Fraction(0)) - 1
        return low + 1 if high is None else (low + high) / 2

    pieces: list[tuple[Fraction | None, Fraction | None]] = []
    edges: list[Fraction | None] = [None, *cuts, None]
    for i, (low, high) in enumerate(zip(edges, edges[1:], strict=False)):
        pieces.append((low, high))
        if i < len(cuts):
            pieces.append((cuts[i], cuts[i]))
    samples = [low if low == high and low is not None else between(low, high) for low, high in pieces]
    at = next(
        i
        for i, (low, high) in enumerate(pieces)
        if (low == high == value) or (low != high and (low is None or low < value) and (high is None or value < high))
    )
    first = last = at
    while first > 0 and open_at(samples[first - 1]):
        first -= 1
    while last < len(pieces) - 1 and open_at(samples[last + 1]):
        last += 1
    return _named(pieces[first], pieces[last], written)


def _digits(limit: Limit, case: Judgement) -> str:
    if limit.share is not None:
        return limit.written
    assert isinstance(case.target, ShareTarget)
    return f"{case.target.digits}%"


def _named(
    low: tuple[Fraction | None, Fraction | None],
    high: tuple[Fraction | None, Fraction | None],
    written: dict[Fraction, str],
) -> str:
    if low == high and low[0] is not None and low[0] == low[1]:
        return f"exactly {written[low[0]]}"
    words: list[str] = []
    if low[0] is not None:
        words.append(f"{'at least' if low[0] == low[1] else 'above'} {written[low[0]]}")
    if high[1] is not None:
        words.append(f"{'at most' if high[0] == high[1] else 'below'} {written[high[1]]}")
    return " and ".join(words)


def _no_row_step(credit: Credit, case: Judgement, hole: str | None) -> Step:
    return Step(
        "C2",
        "hole" if hole else "no_row",
        clauses=credit.cited.clauses,
        before=case.measured.compared,
        unit="share",
        limit=hole,
    )


# ---------------------------------------------------------------------------------------------- base and award


def _award(credit: Credit, row: Row, case: Judgement) -> Earned:
    """One row's amount: award, floors, caps, rounding, least payable (C3-C5)."""
    steps = [
        Step(
            "C2",
            "row",
            clauses=row.cited.clauses or credit.cited.clauses,
            before=case.measured.compared,
            unit="share",
            limit=row.cited.written,
            reason=row.cited.reason,
        )
    ]
    base = _base(credit, case, steps)
    amount, percent, rule = _amount(row, base, case)
    if isinstance(amount, Missing):
        return Earned(None, row, percent, rule, missing=amount.names, steps=tuple(steps))
    exact_base = None if base is None or isinstance(base, Missing) else base
    steps.append(
        Step("C3", "award", before=exact_base, after=amount, unit="money", detail=f"{percent}%" if percent else rule or "")
    )
    bounded = _bounded(credit, amount, base, case, steps)
    if isinstance(bounded, Missing):
        return Earned(None, row, percent, rule, exact_base, bounded.names, steps=tuple(steps))
    rounded = to_decimal(bounded, case.currency, credit.rounding)
    steps.append(
        Step(
            "C4",
            "rounded_money",
            before=bounded,
            after=Fraction(rounded),
            unit="money",
            detail=credit.rounding.value,
        )
    )
    least = credit.least_payable
    if least is not None:
        reached = rounded > least.money.amount if least.above else rounded >= least.money.amount
        if not reached:
            steps.append(
                Step(
                    "C5",
                    "least_payable",
                    clauses=least.cited.clauses,
                    before=Fraction(rounded),
                    after=Fraction(0),
                    unit="money",
                    limit=least.cited.written,
                    reason=least.cited.reason,
                )
            )
            return Earned(nothing(case.currency), steps=tuple(steps))
    if rounded == 0:
        return Earned(nothing(case.currency), steps=tuple(steps))
    return Earned(rounded, row, percent, rule, exact_base, steps=tuple(steps))


def _amount(
    row: Row, base: Fraction | Missing | None, case: Judgement
) -> tuple[Fraction | Missing, str | None, str | None]:
    """The exact award, the percentage as written where it is one, and the kind of award where it is none (C3)."""
    measured = case.measured
    match row.award:
        case PercentAward(percent):
            return _times(base, percent.share), percent.digits, None
        case ParameterAward(parameter):
            value = case.terms.value(parameter)
            if isinstance(value, PercentValue):
                return _times(base, value.share), value.digits, None
            if isinstance(value, Money):
                return value.amount, None, "flat"
            return value if isinstance(value, Missing) else Missing((parameter,)), None, None
        case FlatAward(money):
            return money.amount, None, "flat"
        case UnavailableShare():
            return _times(base, 1 - measured.compared), None, "unavailable_share"
        case Shortfall():
            assert isinstance(case.target, ShareTarget)
            return _times(base, max(case.target.share - measured.compared, Fraction(0))), None, "shortfall"
        case TimeLost(times):
            length = case.period.end_at - case.period.start_at
            return _times(base, times * Fraction(measured.counted, length)), None, "time_lost"
        case _:
            assert_never(row.award)


def _times(base: Fraction | Missing | None, factor: Fraction) -> Fraction | Missing:
    if base is None:
        return Missing(("charges",))
    return base if isinstance(base, Missing) else base * factor


def _base(credit: Credit, case: Judgement, steps: list[Step]) -> Fraction | Missing | None:
    """The base that the credit is a share of; Missing where nothing supplies it (C4, P2)."""
    match credit.base:
        case None:
            return None
        case ParameterBase(parameter):
            value = case.terms.value(parameter)
            if isinstance(value, Money):
                steps.append(Step("C4", "base", after=value.amount, unit="money", detail=parameter))
                return value.amount
            return value if isinstance(value, Missing) else Missing((parameter,))
        case ChargeBase():
            parts = [(c, _charge_in(c, case)) for c in case.customer.charges if _admitted(credit.base, c, case)]
            parts = [(c, share) for c, share in parts if share]
            if not parts:
                return Missing(("charges",))
            total = sum((Fraction(c.amount) * share for c, share in parts), Fraction(0))
            steps.append(
                Step(
                    "C4",
                    "base",
                    clauses=credit.cited.clauses,
                    events=tuple(sorted(c.id for c, _ in parts)),
                    after=total,
                    unit="money",
                )
            )
            return total
        case _:
            assert_never(credit.base)


def _admitted(base: ChargeBase, charge: Charge, case: Judgement) -> bool:
    if not touches(case.commitment.service, charge):
        return False
    if base.categories is not None and charge.category not in base.categories:
        return False
    if charge.category is not None and charge.category in base.excepted:
        return False
    return not base.affected_component or case.component is None or case.component in (charge.components or ())


def _charge_in(charge: Charge, case: Judgement) -> Fraction:
    """The share of the charge's days that lies in the period; a day that the period cuts counts with its part (C4)."""
    if charge.currency != case.currency:
        raise PolicyError(
            [
                Diagnostic(
                    f"charge {charge.id} is in {charge.currency}, but the agreement counts in {case.currency}",
                    charge.span,
                    code="mixed-currencies",
                    field="currency",
                    hint=f"give the charge in {case.currency}, or leave it out of this stream",
                )
            ]
        )
    first, last = charge.first_day.day, charge.last_day.day
    days = last - first + 1
    zone, period = case.zone, case.period
    low, high = zone.to_civil(period.start_at)[0], zone.to_civil(period.end_at - 1)[0]
    covered = Fraction(0)
    edges = {d for d in (low, high) if first <= d <= last}
    for day in edges:
        start, end = zone.day_start(day), zone.day_start(day + 1)
        inside = min(end, period.end_at) - max(start, period.start_at)
        if inside > 0:
            covered += Fraction(inside, end - start)
    between = min(last, high - 1) - max(first, low + 1) + 1
    return (covered + max(between, 0)) / days


# ---------------------------------------------------------------------------------------------- caps and floors


def _bounded(
    credit: Credit, amount: Fraction, base: Fraction | Missing | None, case: Judgement, steps: list[Step]
) -> Fraction | Missing:
    """The award between its floors and the lowest of its caps (C5)."""
    for bound, what in [(f, "floor") for f in credit.floors] + [(c, "cap") for c in credit.caps]:
        limit = _ceiling(bound.at, base, case)
        if isinstance(limit, Missing):
            return limit
        if (amount < limit) if what == "floor" else (amount > limit):
            steps.append(
                Step(
                    "C5",
                    what,
                    clauses=bound.cited.clauses or credit.cited.clauses,
                    before=amount,
                    after=limit,
                    unit="money",
                    limit=bound.cited.written,
                    reason=bound.cited.reason,
                )
            )
            amount = limit
    return amount


def _ceiling(ceiling: Ceiling, base: Fraction | Missing | None, case: Judgement) -> Fraction | Missing:
    match ceiling:
        case Money(amount):
            return amount
        case ShareOfBase(share):
            return _times(base, share)
        case ParameterSum(parameter):
            value = case.terms.value(parameter)
            if isinstance(value, Money):
                return value.amount
            return value if isinstance(value, Missing) else Missing((parameter,))
        case _:
            assert_never(ceiling)
