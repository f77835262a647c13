"""What a row's award comes to, before caps and rounding (C3, S6)."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.credit.bad_units import count_downtime, slots_down
from slalang.engine.credit.charges import Base, base_of, base_step, day_fee, days_in
from slalang.engine.credit.rows import Judgement
from slalang.engine.support.accruals import Counted, count_units, day_groups, days_time
from slalang.engine.terms import Missing
from slalang.semantics.policy import (
    Accrual,
    Credit,
    EachDay,
    EachDowntime,
    EachUnit,
    FeeSlot,
    FlatAward,
    ParameterAward,
    PercentAward,
    PercentValue,
    Points,
    Row,
    ServiceDays,
    ShareTarget,
    Shortfall,
    SlotFees,
    TimeLost,
    UnavailableShare,
)
from slalang.values.instants import HOUR
from slalang.values.intervals import clip, measure, normalize
from slalang.values.money import Money
from slalang.values.verdicts import Status, Step


@attrs.frozen(slots=True)
class Award:
    """An award before bounds and rounding: the percentage as written where it is one, else the kind of award.

    `points` and `days` are those of an award in points or in days of service.
    """

    amount: Fraction | Missing
    base: Base | Missing | None
    percent: str | None = None
    rule: str | None = None
    points: int | None = None
    days: int | None = None


def plain(credit: Credit, row: Row, case: Judgement, steps: list[Step]) -> Award:
    """An award that is given once."""
    if isinstance(row.award, Points):
        return _points(credit, row.award.number, 1, case, steps)
    base = base_of(credit.base, case)
    steps += base_step(credit.base, base, credit.cited.clauses)
    award = _amount(credit, row, base, case, steps)
    if not isinstance(award.amount, Missing):
        detail = f"{award.percent}%" if award.percent else award.rule or ""
        exact_base = base.amount if isinstance(base, Base) else None
        steps.append(Step("C3", "award", before=exact_base, after=award.amount, unit="money", detail=detail))
    return award


def counted(credit: Credit, accrual: Accrual, case: Judgement) -> Counted:
    """How many days or units the row is given for."""
    match accrual:
        case EachDowntime():
            return count_downtime(accrual, case)
        case EachUnit():
            assert case.run is not None  # the resolver admits what accrues past a deadline only for clocks and duties
            return count_units(credit, accrual, case.run, case.terms, case.customer.as_of, case.zone)
        case EachDay():
            return case.days or Counted(0, ())
        case _:
            assert_never(accrual)


def accrued(credit: Credit, row: Row, case: Judgement, units: Counted, steps: list[Step]) -> Award:
    """An award for each day or unit, each day at its own rate where the policy says so (C3, S6, C7)."""
    if isinstance(row.award, Points):
        return _points(credit, row.award.number, units.number, case, steps)
    base = base_of(credit.base, case)
    steps += base_step(credit.base, base, credit.cited.clauses)
    rule = _accrual_rule(row.accrual)
    groups = [(units.number, row, case.terms, ())] if units.days is None else day_groups(units, case.terms, row)
    total, days = Fraction(0), 0
    for number, rated, terms, of_days in groups:
        each = _amount(credit, rated, base, attrs.evolve(case, terms=terms), steps)
        if isinstance(each.amount, Missing):
            return Award(each.amount, base, rule=rule)
        total += number * each.amount
        days += number * (each.days or 0)
        steps.append(
            Step(
                "C3" if isinstance(row.accrual, EachDowntime) else "S6",
                rule,
                clauses=rated.cited.clauses,
                before=each.amount,
                after=number * each.amount,
                unit="money",
                intervals=days_time(of_days, case.zone) or units.time,
                limit=f"{each.percent}%" if each.percent else None,
                detail=str(number),
            )
        )
    return Award(total, base, rule=rule, days=days or None)


def _accrual_rule(accrual: Accrual | None) -> str:
    match accrual:
        case EachDowntime():
            return "per_downtime"
        case EachUnit():
            return "per_unit"
        case EachDay() | None:
            return "per_day"
        case _:
            assert_never(accrual)


def _points(credit: Credit, number: int, times: int, case: Judgement, steps: list[Step]) -> Award:
    """Points, multiplied once where the preceding period was breached (C3)."""
    points = Fraction(number * times)
    steps.append(Step("C3", "points", after=points, clauses=credit.cited.clauses))
    if credit.repeat is not None and points and case.before is Status.BREACHED:
        before, points = points, points * credit.repeat
        steps.append(Step("C3", "repeat", clauses=credit.cited.clauses, before=before, after=points))
    elif credit.repeat is not None and points and case.before is Status.UNDETERMINED:
        steps.append(Step("C3", "repeat_unknown", clauses=credit.cited.clauses, before=points, after=points * credit.repeat))
    return Award(Fraction(0), None, rule="points", points=points.numerator // points.denominator)


def _amount(credit: Credit, row: Row, base: Base | Missing | None, case: Judgement, steps: list[Step]) -> Award:
    """The exact award, the percentage as written where it is one, and the kind of award where it is none (C3)."""
    measured, award = case.measured, row.award
    match award:
        case PercentAward(percent):
            return Award(times(base, percent.share), base, percent.digits)
        case ParameterAward(parameter):
            value = case.terms.value(parameter)
            if isinstance(value, PercentValue):
                return Award(times(base, value.share), base, value.digits)
            if isinstance(value, Money):
                return Award(value.amount, base, rule="flat")
            return Award(value if isinstance(value, Missing) else Missing((parameter,)), base)
        case FlatAward(money):
            return Award(money.amount, base, rule="flat")
        case UnavailableShare():
            assert measured is not None  # here and below: the resolver asks for what is measured
            steps.append(Step("C3", "unavailable", before=measured.compared, after=1 - measured.compared, unit="share"))
            return Award(times(base, 1 - measured.compared), base, rule="unavailable_share")
        case Shortfall():
            assert measured is not None
            assert isinstance(case.target, ShareTarget)
            short = max(case.target.share - measured.compared, Fraction(0))
            steps.append(
                Step("C3", "shortfall", before=measured.compared, after=short, unit="share", detail=case.target.digits)
            )
            return Award(times(base, short), base, rule="shortfall")
        case TimeLost(of):
            assert measured is not None
            paid = measure(base.time) if isinstance(base, Base) else case.period.end_at - case.period.start_at
            amount = times(base, of * Fraction(case.bad_us) / paid)
            if isinstance(base, Base) and not isinstance(amount, Missing):
                steps.append(Step("C3", "time_lost", before=case.bad_us, after=paid, unit="us", detail=str(of)))
            return Award(amount, base, rule="time_lost")
        case SlotFees():
            return Award(_slot_fees(award, base, credit, case, steps), base, rule="slot_fees")
        case ServiceDays(number):
            fee = day_fee(base, credit.day_over, case.zone) if isinstance(base, Base) else base or Missing(("charges",))
            amount = fee if isinstance(fee, Missing) else number * fee
            if isinstance(base, Base) and not isinstance(fee, Missing):
                steps.append(_day_fee_step(base, fee, credit, case))
            return Award(amount, base, rule="service_days", days=number)
        case Points():
            raise AssertionError("points are no money")
        case _:
            assert_never(award)


def _slot_fees(
    award: SlotFees, base: Base | Missing | None, credit: Credit, case: Judgement, steps: list[Step]
) -> Fraction | Missing:
    """The fees of the clock hours or days that were down for so long (C3).

    Of an hour its part of the time of the base, of a day a day's fee, or its part of one where the period cuts it.
    """
    if not isinstance(base, Base):
        return base or Missing(("charges",))
    slots = slots_down(award, case)
    if award.slot is FeeSlot.DAY:
        each = day_fee(base, credit.day_over, case.zone)
        inside = (span for slot in slots for span in (clip(case.covered, *slot) if case.covered is not None else (slot,)))
        fees = each * sum((days_in(span, case.zone) for span in inside), Fraction(0))
    else:
        hours = Fraction(measure(base.time), HOUR)
        each = base.amount / hours
        fees = each * sum((Fraction(end - start, HOUR) for start, end in slots), Fraction(0))
    if slots:
        steps.append(
            _day_fee_step(base, each, credit, case)
            if award.slot is FeeSlot.DAY
            else Step("C3", "hour_fee", before=base.amount, after=each, unit="money", detail=str(hours))
        )
    steps.append(
        Step(
            "C3",
            "slot_fees",
            name=award.slot.value,
            before=fees,
            after=award.times * fees,
            unit="money",
            intervals=normalize(slots),
            limit=str(award.times),
            detail=str(len(slots)),
        )
    )
    return award.times * fees


def _day_fee_step(base: Base, fee: Fraction, credit: Credit, case: Judgement) -> Step:
    """What a day costs, and over how many days (C3)."""
    days = sum((days_in(span, case.zone) for span in base.time), Fraction(0)) if credit.day_over is None else credit.day_over
    return Step("C3", "day_fee", before=base.amount, after=fee, unit="money", detail=str(days))


def times(base: Base | Missing | None, factor: Fraction) -> Fraction | Missing:
    """A part or a multiple of the base; Missing where there is none."""
    if base is None:
        return Missing(("charges",))
    return base if isinstance(base, Missing) else base.amount * factor
