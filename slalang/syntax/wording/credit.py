"""What a miss earns."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import when
from slalang.syntax.wording.limits import limits as of_limits
from slalang.syntax.wording.money import ceiling, service_days
from slalang.syntax.wording.time import length
from slalang.syntax.wording.words import figure, many, money, percent

Body: TypeAlias = (
    ast.CreditRow | ast.RowsNeedMiss | ast.RowsStandAlone | ast.OverlapRule | ast.Cap | ast.Floor | ast.ServiceDay
    | ast.Repeats | ast.FirstDay | ast.LastDay | ast.AccruesAtMost | ast.AccruesWithoutLimit | ast.SeveralAtOnce
    | ast.RateOf
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
        case ast.Cap(at):
            return f"capped at {ceiling(at)}"
        case ast.Floor(at):
            return f"never less than {ceiling(at)}"
        case ast.ServiceDay(number):
            return f"a day of service is the base over {figure(number)}"
        case ast.Repeats(number):
            return f"a repeat multiplies the points by {figure(number)}"
        case ast.FirstDay(counting):
            return f"the first day {counting.value}"
        case ast.LastDay(counting):
            return f"the last day {counting.value}"
        case ast.AccruesAtMost(number):
            return f"accrues at most {figure(number)} times"
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
        case ast.Limits():
            return of_limits(limits)
    assert_never(limits)


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
            return f"{figure(times)} times the fee for the time lost"
        case ast.SlotFees(multiple, slot, comparison, down):
            several = f"{figure(multiple)} times " if multiple is not None else ""
            return f"{several}the fee of each {slot.value} down {comparison.value} {length(down)}"
        case ast.ServiceDays(number):
            return service_days(number)
        case ast.Points(number):
            return many(number, "point")
    assert_never(award)


def _accrual(accrual: ast.Accrual | None) -> str:
    match accrual:
        case None:
            return ""
        case ast.EachDay():
            return " for each day past the deadline"
        case ast.EachUnit(unit, part):
            return f" for each {length(unit)} {part.value} past the deadline"
        case ast.EachDowntime(unit, part, scope, allowance):
            beyond = f" after the first {length(allowance.length)}" if allowance is not None else ""
            return f" for each {length(unit)} {part.value} of {scope.value}{beyond}"
    assert_never(accrual)
