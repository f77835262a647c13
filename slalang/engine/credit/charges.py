"""What a credit is a share of: charges, filtered, over their own time, or a sum that the contract supplies (C4)."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.credit.rows import Judgement
from slalang.engine.customers import touches
from slalang.engine.terms import Missing
from slalang.semantics.policy import AffectedPart, ChargeBase, Edge, ParameterBase, TimeBefore
from slalang.time.calendars import NeverOpen
from slalang.time.lengths import subtract_length
from slalang.time.periods import PeriodNeeds, period_holding
from slalang.time.zones import Zone
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.events import Charge, scalar_text
from slalang.values.intervals import Interval, Intervals, clip, intersect, measure
from slalang.values.money import Money
from slalang.values.verdicts import Step

_CHARGES = Missing(("charges",))


@attrs.frozen(slots=True)
class Base:
    """A sum, the time that it pays for, and the charges that it is made of.

    Where only the part of a period is judged that a subscription covers, the time is that part of it.
    """

    amount: Fraction
    time: Intervals
    charges: tuple[str, ...] = ()


def base_of(rule: ChargeBase | ParameterBase | None, case: Judgement) -> Base | Missing | None:
    """The base of a credit; None where it has none, Missing where nothing supplies it (C4, P2)."""
    match rule:
        case None:
            return None
        case ParameterBase(parameter):
            value = case.terms.value(parameter)
            if isinstance(value, Money):
                return Base(value.amount, _paid_for((case.period.start_at, case.period.end_at), case))
            return value if isinstance(value, Missing) else Missing((parameter,))
        case ChargeBase():
            return charged(rule, case)
        case _:
            assert_never(rule)


def base_step(
    rule: ChargeBase | ParameterBase | None, base: Base | Missing | None, clauses: tuple[str, ...]
) -> tuple[Step, ...]:
    """What an explanation says of a base that is known."""
    if not isinstance(base, Base):
        return ()
    if isinstance(rule, ParameterBase):
        return (Step("C4", "base", after=base.amount, unit="money", detail=rule.parameter),)
    return (Step("C4", "base", clauses=clauses, events=base.charges, after=base.amount, unit="money"),)


def charged(rule: ChargeBase, case: Judgement) -> Base | Missing:
    """The charges that a filter admits, each with the share of it that lies in the time; Missing where there is none (C4)."""
    time = _charged_time(rule, case)
    if isinstance(time, Missing):
        return time
    parts = [(c, _inside(c, time, case)) for c in case.customer.charges if _admitted(rule, c, case)]
    parts = [(c, share) for c, share in parts if share]
    if not parts:
        return _CHARGES
    total = sum((Fraction(c.amount) * share for c, share in parts), Fraction(0))
    return Base(total, _paid_for(time, case), tuple(sorted(c.id for c, _ in parts)))


def days_in(time: Interval, zone: Zone) -> Fraction:
    """How many civil days of a zone a time holds, a day that it cuts counting with its part (C3)."""
    start, end = time
    low, high = zone.day_of(start), zone.day_of(end - 1)
    return sum((_part_of_day(day, time, zone) for day in {low, high}), Fraction(max(high - low - 1, 0)))


def day_fee(base: Base, over: int | None, zone: Zone) -> Fraction:
    """The fee of one day: the base over so many days, or over those of its own time (C3)."""
    return base.amount / (sum((days_in(span, zone) for span in base.time), Fraction(0)) if over is None else over)


def _paid_for(time: Interval, case: Judgement) -> Intervals:
    """What of a time is paid for: its covered part where nothing else is judged, else all of it (T8)."""
    return (time,) if case.covered is None else intersect((time,), case.covered) or (time,)


def _charged_time(rule: ChargeBase, case: Judgement) -> Interval | Missing:
    period = case.period
    match rule.time:
        case None:
            return period.start_at, period.end_at
        case TimeBefore(length, edge):
            end = period.start_at if edge is Edge.STARTS else period.end_at
            try:
                return subtract_length(end, length, case.zone), end
            except NeverOpen:
                return _CHARGES
        case _:
            try:
                holding = period_holding(rule.time, period.start_at, case.customer.context())
            except PeriodNeeds as needs:
                return Missing((needs.need,))
            return holding.start_at, holding.end_at


def _admitted(rule: ChargeBase, charge: Charge, case: Judgement) -> bool:
    if case.service is not None and not touches(case.service, charge):
        return False
    if rule.categories is not None and charge.category not in rule.categories:
        return False
    if charge.category is not None and charge.category in rule.excepted:
        return False
    match rule.affected:
        case None:
            return True
        case AffectedPart.PART:
            return case.component is None or case.component in (charge.components or ())
        case str(attribute):
            own = dict(case.attributes).get(attribute)
            theirs = dict(charge.attributes).get(attribute)
            return own is not None and theirs is not None and scalar_text(own) == scalar_text(theirs)
        case _:
            assert_never(rule.affected)


def _inside(charge: Charge, time: Interval, case: Judgement) -> Fraction:
    """The share of the charge's days that lies in a time; a day that the time cuts counts with its part (C4).

    Of a time shorter than a day it is the share of the charge's own time.
    """
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
    if days_in(time, case.zone) < 1:
        start, end = case.zone.day_start(first), case.zone.day_start(last + 1)
        return Fraction(measure(clip(((start, end),), *time)), end - start)
    low, high = case.zone.day_of(time[0]), case.zone.day_of(time[1] - 1)
    edges = {day for day in (low, high) if first <= day <= last}
    covered = sum((_part_of_day(day, time, case.zone) for day in edges), Fraction(0))
    between = min(last, high - 1) - max(first, low + 1) + 1
    return (covered + max(between, 0)) / (last - first + 1)


def _part_of_day(day: int, time: Interval, zone: Zone) -> Fraction:
    start, end = zone.day_start(day), zone.day_start(day + 1)
    inside = min(end, time[1]) - max(start, time[0])
    return Fraction(inside, end - start) if inside > 0 else Fraction(0)
