"""Caps and floors of one credit (C5)."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.credit.awards import Award, times
from slalang.engine.credit.charges import Base, charged, day_fee
from slalang.engine.credit.rows import Judgement
from slalang.engine.terms import Missing
from slalang.semantics.policy import (
    CapOrFloor,
    Ceiling,
    Cited,
    Credit,
    ParameterSum,
    ServiceDays,
    ShareOfBase,
    ShareOfCharges,
)
from slalang.values.money import Money
from slalang.values.verdicts import Step


def bounded(credit: Credit, award: Award, case: Judgement, steps: list[Step]) -> Award:
    """An award between its floors and the lowest of its caps; its amount is Missing where a bound cannot be told (C5)."""
    for floor in credit.floors:
        limit = ceiling(floor.at, award.base, case, credit.day_over)
        if isinstance(limit, Missing):
            return attrs.evolve(award, amount=limit)
        if not isinstance(award.amount, Missing) and award.amount < limit:
            steps += ceiling_step(floor.at, floor.cited, award.base, case, credit.day_over, limit)
            steps.append(_step("floor", floor, credit, award.amount, limit))
            award = attrs.evolve(award, amount=limit)
    for cap in credit.caps:
        limit = ceiling(cap.at, award.base, case, credit.day_over)
        if isinstance(limit, Missing):
            return attrs.evolve(award, amount=limit)
        if isinstance(cap.at, ServiceDays) and award.days is not None:
            award = attrs.evolve(award, days=min(award.days, cap.at.number))
        if not isinstance(award.amount, Missing) and award.amount > limit:
            steps += ceiling_step(cap.at, cap.cited, award.base, case, credit.day_over, limit)
            steps.append(_step("cap", cap, credit, award.amount, limit))
            award = attrs.evolve(award, amount=limit)
    return award


def ceiling(at: Ceiling, base: Base | Missing | None, case: Judgement, day_over: int | None) -> Fraction | Missing:
    """What a bound comes to in money; Missing where nothing supplies what it is a share of."""
    match at:
        case Money(amount):
            return amount
        case ShareOfBase(share):
            return times(base, share)
        case ShareOfCharges(share, _, charges):
            return times(charged(charges, case), share)
        case ServiceDays(number):
            if isinstance(base, Base):
                return number * day_fee(base, day_over, case.zone)
            return base or Missing(("charges",))
        case ParameterSum(parameter):
            value = case.terms.value(parameter)
            if isinstance(value, Money):
                return value.amount
            return value if isinstance(value, Missing) else Missing((parameter,))
        case _:
            assert_never(at)


def ceiling_step(
    at: Ceiling, cited: Cited, base: Base | Missing | None, case: Judgement, day_over: int | None, limit: Fraction
) -> tuple[Step, ...]:
    """Where a bound comes from that the policy does not write as a sum."""
    whole, detail, events = base, "", tuple[str, ...]()
    match at:
        case ShareOfBase(_, digits):
            detail = f"{digits}%"
        case ShareOfCharges(_, digits, charges):
            found = charged(charges, case)
            whole, detail = found, f"{digits}%"
            events = found.charges if isinstance(found, Base) else ()
        case ServiceDays(number):
            detail = str(number)
        case Money() | ParameterSum():
            return ()
        case _:
            assert_never(at)
    if not isinstance(whole, Base):
        return ()
    before = day_fee(whole, day_over, case.zone) if isinstance(at, ServiceDays) else whole.amount
    return (
        Step(
            "C5",
            "ceiling",
            clauses=cited.clauses,
            events=events,
            before=before,
            after=limit,
            unit="money",
            limit=cited.written or None,
            detail=detail,
        ),
    )


def _step(what: str, bound: CapOrFloor, credit: Credit, before: Fraction, after: Fraction) -> Step:
    return Step(
        "C5",
        what,
        clauses=bound.cited.clauses or credit.cited.clauses,
        before=before,
        after=after,
        unit="money",
        limit=bound.cited.written,
        reason=bound.cited.reason,
    )
