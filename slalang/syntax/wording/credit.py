"""What a miss earns, and how it is claimed."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import when
from slalang.syntax.wording.time import end_of_full_day, length, period
from slalang.syntax.wording.words import money, nth, percent, text, text_list

Body: TypeAlias = (
    ast.CreditRow | ast.RowsNeedMiss | ast.RowsStandAlone | ast.OverlapRule | ast.Base
    | ast.MoneyRounding | ast.Cap | ast.Floor | ast.LeastPayableFrom | ast.LeastPayableAbove
    | ast.GivenAutomatically | ast.GivenAtDiscretion | ast.GivenOnClaim | ast.ClaimIncludes
    | ast.FirstDay | ast.LastDay | ast.AccruesAtMost | ast.AccruesWithoutLimit | ast.SeveralAtOnce | ast.RateOf
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase of a credit."""
    match part:
        case ast.CreditRow(limits, award, accrual, where):
            return f"{_limits(limits)} earns {_award(award)}{_accrual(accrual)}{when(where)}"
        case ast.RowsNeedMiss():
            return "rows need a missed target"
        case ast.RowsStandAlone():
            return "rows stand alone"
        case ast.OverlapRule(winner):
            return f"where rows overlap, {winner.value}"
        case ast.Base(of):
            return f"of {_base(of)}"
        case ast.MoneyRounding(rounding):
            return f"money rounded {rounding.value}"
        case ast.Cap(at):
            return f"capped at {_ceiling(at)}"
        case ast.Floor(at):
            return f"never less than {_ceiling(at)}"
        case ast.LeastPayableFrom(least):
            return f"owed only from {money(least)}"
        case ast.LeastPayableAbove(least):
            return f"owed only above {money(least)}"
        case ast.GivenAutomatically():
            return "given without a claim"
        case ast.GivenAtDiscretion():
            return "given at discretion"
        case ast.GivenOnClaim(deadline, where):
            return f"given on a claim {_deadline(deadline)}{when(where)}"
        case ast.ClaimIncludes(items):
            return f"the claim includes {text_list(items)}"
        case ast.FirstDay(counting):
            return f"the first day {counting.value}"
        case ast.LastDay(counting):
            return f"the last day {counting.value}"
        case ast.AccruesAtMost(number):
            return f"accrues at most {number.digits} times"
        case ast.AccruesWithoutLimit():
            return "accrues without limit"
        case ast.SeveralAtOnce(several):
            return f"several at once {several.value}"
        case ast.RateOf(day):
            return f"at the rate of {day.value}"
    assert_never(part)


def _limits(limits: ast.MissedTarget | ast.Limits) -> str:
    match limits:
        case ast.MissedTarget():
            return "a missed target"
        case ast.Limits(several):
            return " and ".join(f"{one.bound.value} {_limit(one.of)}" for one in several)
    assert_never(limits)


def _limit(of: ast.Percent | ast.TheTarget) -> str:
    match of:
        case ast.Percent():
            return percent(of)
        case ast.TheTarget():
            return "the target"
    assert_never(of)


def _award(award: ast.Award) -> str:
    match award:
        case ast.PercentAward(share):
            return percent(share)
        case ast.ParameterAward(parameter):
            return parameter.text
        case ast.FlatAward(flat):
            return money(flat)
        case ast.UnavailableShare():
            return "the unavailable share"
        case ast.Shortfall():
            return "the shortfall"
        case ast.TimeLost(times):
            return f"{times.digits} times the fee for the time lost"
    assert_never(award)


def _accrual(accrual: ast.Accrual | None) -> str:
    match accrual:
        case None:
            return ""
        case ast.EachDay():
            return " for each day past the deadline"
        case ast.EachUnit(unit, part):
            return f" for each {length(unit)} {part.value} past the deadline"
    assert_never(accrual)


def _base(of: ast.Charges | ast.ParameterBase) -> str:
    match of:
        case ast.Charges(within, without, affected):
            wanted = f" in category {text_list(within.categories, ' or ')}" if within is not None else ""
            left_out = f" except category {text_list(without.categories, ' or ')}" if without is not None else ""
            whose = " for the affected component" if affected else ""
            return f"the charges of the period{wanted}{left_out}{whose}"
        case ast.ParameterBase(parameter):
            return parameter.text
    assert_never(of)


def _ceiling(at: ast.Ceiling) -> str:
    match at:
        case ast.Money():
            return money(at)
        case ast.ShareOfBase(share):
            return f"{percent(share)} of the base"
        case ast.ParameterAmount(parameter):
            return parameter.text
    assert_never(at)


def _deadline(deadline: ast.DeadlineAfter | ast.DeadlineFullDay | ast.DeadlineCycle) -> str:
    match deadline:
        case ast.DeadlineAfter(within, anchor):
            return f"within {length(within)} after {_anchor(anchor)}"
        case ast.DeadlineFullDay(day, anchor):
            return f"by {end_of_full_day(day)} after {_anchor(anchor)}"
        case ast.DeadlineCycle(ordinal, cycle):
            return f"by the end of the {nth(ordinal)} {period(cycle)} after the one that holds it"
    assert_never(deadline)


def _anchor(anchor: ast.AnchorPeriodEnd | ast.AnchorLastIncident | ast.AnchorFact) -> str:
    match anchor:
        case ast.AnchorPeriodEnd():
            return "the end of the period"
        case ast.AnchorLastIncident():
            return "the last incident"
        case ast.AnchorFact(fact):
            return f"the fact {text(fact)}"
    assert_never(anchor)
