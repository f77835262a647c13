"""What a verdict earns: the row, the base, the award, caps and floors, and rounding to the minor unit (C2-C5, S6)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.accruals import Counted, count_units, day_groups, days_time
from slalang.engine.customers import touches
from slalang.engine.rows import Judgement, applies, hole, standing_rows
from slalang.engine.terms import Missing, Terms
from slalang.semantics.policy import (
    Accrual,
    Ceiling,
    ChargeBase,
    Credit,
    EachDay,
    EachUnit,
    FlatAward,
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
    TimeLost,
    UnavailableShare,
)
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.events import Charge
from slalang.values.money import Money, Rounding, to_decimal
from slalang.values.verdicts import Status, Step


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
    days: int | None = None
    open: bool = False
    """Whether what accrues could still grow (S6)."""
    exact: Fraction = Fraction(0)
    """The award before caps and rounding, which says which of several rows is the highest."""


def earn(credit: Credit, case: Judgement) -> Earned:
    """The credit that a verdict earns, whatever becomes of it (C2-C5)."""
    rows = standing_rows(credit, case)
    if isinstance(rows, Missing):
        return Earned(None, missing=rows.names)
    matching = [row for row in rows if applies(row, credit, case)]
    if not matching:
        named = hole(rows, case) if case.status is Status.BREACHED else None
        return Earned(nothing(case.currency), hole=named, steps=(_no_row_step(credit, case, named),))
    earned = [_award(credit, row, case) for row in matching]
    if credit.overlap is OverlapWinner.HIGHEST and len(earned) > 1:
        undetermined = [e for e in earned if e.amount is None]
        return undetermined[0] if undetermined else max(earned, key=lambda e: e.exact)
    return earned[0]


def needed_parameters(credit: Credit, terms: Terms) -> tuple[str, ...]:
    """The parameters that the credit needs and nobody supplies: it is undetermined then, whatever was measured (P2)."""
    missing: list[str] = []
    names: list[str] = []
    own_rates = credit.accruing is not None and credit.accruing.daily_rate
    for row in credit.rows:
        if own_rates and isinstance(row.accrual, EachDay):
            continue  # what it needs is asked on each day
        held = terms.holds(row.guard)
        if isinstance(held, Missing):
            missing += held.names
        elif held and isinstance(row.award, ParameterAward):
            names.append(row.award.parameter)
        if held is True and isinstance(row.accrual, EachUnit):
            length = terms.length(row.accrual.length)
            missing += length.names if isinstance(length, Missing) else ()
    if isinstance(credit.base, ParameterBase):
        names.append(credit.base.parameter)
    names += [bound.at.parameter for bound in (*credit.caps, *credit.floors) if isinstance(bound.at, ParameterSum)]
    missing += [name for name in names if isinstance(terms.value(name), Missing)]
    return tuple(dict.fromkeys(missing))


def brackets(credit: Credit | None) -> tuple[tuple[str, Fraction], ...]:
    """The limits of all rows as written, with their shares (V1)."""
    if credit is None:
        return ()
    return tuple(
        (f"{limit.digits}%", limit.share) for row in credit.rows for limit in row.limits or () if limit.share is not None
    )


def nothing(currency: str) -> Decimal:
    """Zero in the currency's minor digits."""
    return to_decimal(Fraction(0), currency, Rounding.DOWN)


def _no_row_step(credit: Credit, case: Judgement, named: str | None) -> Step:
    return Step(
        "C2",
        "hole" if named else "no_row",
        clauses=credit.cited.clauses,
        before=case.measured.compared if case.measured else None,
        unit="share",
        limit=named,
    )


# ---------------------------------------------------------------------------------------------- base and award


def _award(credit: Credit, row: Row, case: Judgement) -> Earned:
    """One row's amount: award, floors, caps, rounding, least payable (C3-C5)."""
    steps = [
        Step(
            "C2",
            "row",
            clauses=row.cited.clauses or credit.cited.clauses,
            before=case.measured.compared if case.measured else None,
            unit="share",
            limit=row.cited.written,
            reason=row.cited.reason,
        )
    ]
    if row.accrual is None:
        return _settled(credit, row, case, _plain(credit, row, case, steps), steps)
    counted = _counted(credit, row, row.accrual, case)
    steps += counted.steps
    days = None if counted.days is None else counted.number
    if counted.missing or not counted.number:
        amount = None if counted.missing else nothing(case.currency)
        return Earned(amount, missing=counted.missing, steps=tuple(steps), days=days, open=counted.open)
    accrued = _accrued(credit, row, case, counted, steps)
    return attrs.evolve(_settled(credit, row, case, accrued, steps), days=days, open=counted.open)


@attrs.frozen(slots=True)
class _Exact:
    """An award before bounds and rounding: the percentage as written where it is one, else the kind of award."""

    amount: Fraction | Missing
    base: Fraction | Missing | None
    percent: str | None
    rule: str | None


def _settled(credit: Credit, row: Row, case: Judgement, award: _Exact, steps: list[Step]) -> Earned:
    """An award within floors and caps, rounded, and tested against the least payable sum (C4, C5)."""
    amount, base, percent, rule = award.amount, award.base, award.percent, award.rule
    if isinstance(amount, Missing):
        return Earned(None, row, percent, rule, missing=amount.names, steps=tuple(steps))
    exact_base = None if base is None or isinstance(base, Missing) else base
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
        return Earned(nothing(case.currency), steps=tuple(steps), exact=amount)
    return Earned(rounded, row, percent, rule, exact_base, steps=tuple(steps), exact=amount)


def _plain(credit: Credit, row: Row, case: Judgement, steps: list[Step]) -> _Exact:
    """An award that is given once."""
    base = _base(credit, case, steps)
    amount, percent, rule = _amount(row, base, case)
    if not isinstance(amount, Missing):
        exact_base = None if isinstance(base, Missing) else base
        detail = f"{percent}%" if percent else rule or ""
        steps.append(Step("C3", "award", before=exact_base, after=amount, unit="money", detail=detail))
    return _Exact(amount, base, percent, rule)


def _counted(credit: Credit, row: Row, accrual: Accrual, case: Judgement) -> Counted:
    """How many days or units the row is given for."""
    assert case.run is not None  # the resolver admits accruals only for clocks and duties
    if isinstance(accrual, EachUnit):
        return count_units(credit, accrual, case.run, case.terms, case.customer.as_of, case.zone)
    return case.days or Counted(0, ())


def _accrued(credit: Credit, row: Row, case: Judgement, counted: Counted, steps: list[Step]) -> _Exact:
    """An award for each day or unit, each day at its own rate where the policy says so (S6, C7)."""
    base = _base(credit, case, steps)
    rule = "per_unit" if counted.days is None else "per_day"
    groups = [(counted.number, row, case.terms, ())] if counted.days is None else day_groups(counted, case.terms, row)
    total = Fraction(0)
    for number, rated, terms, days in groups:
        each, percent, _ = _amount(rated, base, attrs.evolve(case, terms=terms))
        if isinstance(each, Missing):
            return _Exact(each, base, None, rule)
        total += number * each
        steps.append(
            Step(
                "S6",
                rule,
                clauses=rated.cited.clauses,
                before=each,
                after=number * each,
                unit="money",
                intervals=days_time(days, case.zone) or counted.time,
                limit=f"{percent}%" if percent else None,
                detail=str(number),
            )
        )
    return _Exact(total, base, None, rule)


def _amount(row: Row, base: Fraction | Missing | None, case: Judgement) -> tuple[Fraction | Missing, str | None, str | None]:
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
            assert measured is not None  # here and below: the resolver asks for what is measured
            return _times(base, 1 - measured.compared), None, "unavailable_share"
        case Shortfall():
            assert measured is not None
            assert isinstance(case.target, ShareTarget)
            return _times(base, max(case.target.share - measured.compared, Fraction(0))), None, "shortfall"
        case TimeLost(times):
            assert measured is not None
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
    if case.service is not None and not touches(case.service, charge):
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
                    f"charge {charge.id} is in {charge.currency}, but the credit counts in {case.currency}",
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
    low, high = zone.day_of(period.start_at), zone.day_of(period.end_at - 1)
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
