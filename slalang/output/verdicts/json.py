"""Verdicts as JSON: the names and the shape of the wire, the same bytes on every machine (V4)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from slalang.output.verdict_shape import (
    AvailabilityShape,
    BudgetShape,
    CreditShape,
    FindingShape,
    PeriodShape,
    ReadingShape,
    SettledShape,
    StepShape,
    TimeShape,
    VerdictShape,
)
from slalang.values.events import Scalar
from slalang.values.instants import format_instant
from slalang.values.money import format_fixed, format_truncated, minor_digits
from slalang.values.verdicts import (
    Availability,
    Budget,
    Credit,
    Figure,
    Finding,
    Kind,
    PeriodName,
    ReadingOutcome,
    Settled,
    Status,
    Step,
    TimeClasses,
    Verdict,
)

TRUNCATED_DIGITS = 6
"""How many decimals a figure that has no end is cut to, toward zero."""

_T = TypeVar("_T")


def verdict_json(verdict: Verdict) -> bytes:
    """One verdict as one line of JSON in UTF-8, without the line's end.

    Names stand in the order of `VerdictShape`. Shares are "n/d" in lowest terms, instants UTC with `Z`,
    amounts have the digits of the currency's minor unit: ValueError for an amount that has more.
    """
    return msgspec.json.encode(_verdict(verdict))


def _verdict(verdict: Verdict) -> VerdictShape:
    return VerdictShape(
        kind=verdict.kind,
        policy=verdict.policy,
        agreement=verdict.agreement,
        engine=verdict.engine,
        customer=verdict.customer,
        service=_if_any(verdict.service),
        component=_if_any(verdict.component),
        group=UNSET if verdict.group is None else {name: _scalar(value) for name, value in verdict.group},
        ticket=_if_any(verdict.ticket),
        event=_if_any(verdict.event),
        commitment=verdict.commitment,
        period=UNSET if verdict.period is None else _period(verdict.period),
        status=verdict.status,
        reason=_reason(verdict),
        missing=_if_list(verdict.missing),
        provisional=verdict.provisional,
        availability=UNSET if verdict.availability is None else _availability(verdict.availability),
        time_us=UNSET if verdict.time_us is None else _time(verdict.time_us),
        budget=UNSET if verdict.budget is None else [_budget(part) for part in verdict.budget],
        credit=_credit(verdict.credit),
        started_at=_instant(verdict.started_at),
        due_at=_instant(verdict.due_at),
        stopped_at=_instant(verdict.stopped_at),
        measured_us=_if_any(verdict.measured_us),
        periods=_if_list(verdict.periods),
        ground=_if_any(verdict.ground),
        arisen_at=_instant(verdict.arisen_at),
        lapses_at=_instant(verdict.lapses_at),
        exercised_at=_instant(verdict.exercised_at),
        findings=[_finding(finding) for finding in verdict.findings],
        because=[_step(step) for step in verdict.because],
        readings=UNSET
        if verdict.readings is None
        else {name: _reading(verdict, outcome) for name, outcome in verdict.readings},
    )


def _reason(verdict: Verdict) -> str | UnsetType:
    if verdict.status is Status.MET:
        return UNSET
    if verdict.reason is not None:
        return verdict.reason
    return f"missing: {', '.join(verdict.missing)}" if verdict.missing else str(verdict.status)


def _period(period: PeriodName) -> PeriodShape:
    return PeriodShape(period.name, format_instant(period.start_at), format_instant(period.end_at))


def _availability(availability: Availability) -> AvailabilityShape:
    rounded, scale = availability.rounded, 100 if availability.is_share else 1
    digits = TRUNCATED_DIGITS if availability.rounded_digits is None else availability.rounded_digits
    shown = format_truncated(availability.exact * scale, TRUNCATED_DIGITS)
    return AvailabilityShape(
        exact=_ratio(availability.exact),
        percent=shown if availability.is_share else UNSET,
        value=UNSET if availability.is_share else shown.rstrip("0").rstrip("."),
        target=_if_any(availability.target),
        comparison=UNSET if availability.target is None else availability.comparison,
        rounded=UNSET if rounded is None else format_fixed(rounded * scale, digits),
        least=UNSET if availability.least is None else _ratio(availability.least),
        most=UNSET if availability.most is None else _ratio(availability.most),
    )


def _time(time: TimeClasses) -> TimeShape:
    return TimeShape(
        total=time.total,
        basis=time.basis,
        up=time.up,
        unknown=time.unknown,
        outside=time.outside,
        ignored=time.ignored,
        counted=time.counted,
        excluded=dict(time.excluded),
        weighted=UNSET if time.weighted is None else _amount_of_units(time.weighted),
    )


def _budget(budget: Budget) -> BudgetShape:
    if budget.unit == "us" and isinstance(budget.left, int):
        return BudgetShape(budget.to, us=budget.left)
    return BudgetShape(budget.to, left=_amount_of_units(budget.left), unit=budget.unit)


def _credit(credit: Credit) -> CreditShape:
    return CreditShape(
        state=credit.state,
        percent=_if_any(credit.percent),
        rule=_if_any(credit.rule),
        base=UNSET if credit.base is None else _base(credit.base, credit.currency),
        amount=_money(credit.amount, credit.currency),
        currency=_if_any(credit.currency),
        points=_if_any(credit.points),
        days=_if_any(credit.days),
        claim_by=_instant(credit.claim_by),
        missing=list(credit.missing),
        settled=UNSET if credit.settled is None else _settled(credit.settled, credit.currency),
    )


def _settled(settled: Settled, currency: str | None) -> SettledShape:
    def sum_of(amount: Decimal | None) -> str | UnsetType:
        return _money(amount, currency) or UNSET

    return SettledShape(
        owed=sum_of(settled.owed),
        claimed=sum_of(settled.claimed),
        granted=sum_of(settled.granted),
        denied=sum_of(settled.denied),
        paid=sum_of(settled.paid),
    )


def _finding(finding: Finding) -> FindingShape:
    return FindingShape(
        kind=finding.kind,
        text=finding.text,
        clause=_one_or_several(finding.clauses),
        event=_one_or_several(finding.events),
        rule=_if_any(finding.rule),
        limits=_if_any(finding.limits),
    )


def _step(step: Step) -> StepShape:
    return StepShape(
        rule=step.rule,
        what=step.what,
        name=_if_any(step.name),
        clause=_one_or_several(step.clauses),
        events=_if_list(step.events),
        before=UNSET if step.before is None else _figure(step.before),
        after=UNSET if step.after is None else _figure(step.after),
        unit=step.unit or UNSET,
        intervals=[(format_instant(start), format_instant(end)) for start, end in step.intervals] or UNSET,
        also=_if_list(step.also),
        limit=_if_any(step.limit),
        reason=_if_any(step.reason),
        detail=step.detail or UNSET,
    )


def _reading(verdict: Verdict, outcome: ReadingOutcome) -> ReadingShape:
    if verdict.kind is Kind.RIGHT:
        return ReadingShape(outcome.status)
    return ReadingShape(outcome.status, _money(outcome.amount, verdict.credit.currency))


def _if_any(value: _T | None) -> _T | UnsetType:
    return UNSET if value is None else value


def _if_list(names: Iterable[str]) -> list[str] | UnsetType:
    return list(names) or UNSET


def _one_or_several(names: tuple[str, ...]) -> str | list[str] | UnsetType:
    if not names:
        return UNSET
    return names[0] if len(names) == 1 else list(names)


def _instant(instant: int | None) -> str | UnsetType:
    return UNSET if instant is None else format_instant(instant)


def _ratio(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def _figure(figure: Figure) -> int | str:
    return _ratio(figure) if isinstance(figure, Fraction) else figure


def _amount_of_units(amount: int | Fraction) -> int | str:
    if isinstance(amount, Fraction):
        return amount.numerator if amount.denominator == 1 else _ratio(amount)
    return amount


def _scalar(value: Scalar) -> str | bool | int:
    return format(value, "f") if isinstance(value, Decimal) else value


def _money(amount: Decimal | None, currency: str | None) -> str | None:
    if amount is None:
        return None
    return format(amount, "f") if currency is None else format_fixed(Fraction(amount), minor_digits(currency))


def _base(base: Fraction, currency: str | None) -> str:
    """The base in the currency's minor digits, where it needs more exactly, where it has no end cut off."""
    least = 0 if currency is None else minor_digits(currency)
    twos = fives = 0
    rest = base.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return format_truncated(base, TRUNCATED_DIGITS)
    return format_fixed(base, max(least, twos, fives))
