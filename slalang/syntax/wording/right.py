"""Rights that arise from a history of misses."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.limits import limits
from slalang.syntax.wording.time import length, period
from slalang.syntax.wording.words import figure, many, text

Body: TypeAlias = (
    ast.ConsecutiveMisses | ast.MissesAmong | ast.MissesCounted | ast.PointsReached | ast.NoticePeriod | ast.Refund
    | ast.UseWithin | ast.ExercisedBy
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase of a right."""
    match part:
        case ast.ConsecutiveMisses(name, miss, number, during, notified):
            often = f"in {figure(number)} consecutive periods"
            return f"when {name.text} is {_miss(miss)} {often}{window(during)}{_notified(notified)}"
        case ast.MissesAmong(name, miss, number, among, during, notified):
            often = f"in {figure(number)} of any {figure(among)} periods"
            return f"when {name.text} is {_miss(miss)} {often}{window(during)}{_notified(notified)}"
        case ast.MissesCounted(name, miss, number, during, notified):
            return f"when {name.text} is {_miss(miss)} {many(number, 'time')}{window(during)}{_notified(notified)}"
        case ast.PointsReached(credit, number, during):
            return f"when {credit.text} earns at least {many(number, 'point')}{window(during)}"
        case ast.NoticePeriod(given):
            apostrophe = "'" if length(given).endswith("s") else ""
            return f"on {length(given)}{apostrophe} notice"
        case ast.Refund():
            return "prepaid fees refunded pro rata"
        case ast.UseWithin(within):
            return f"to be used within {length(within)}"
        case ast.ExercisedBy(fact):
            return f"exercised by the fact {text(fact)}"
    assert_never(part)


def _miss(miss: ast.Miss) -> str:
    match miss:
        case ast.Missed():
            return "missed"
        case ast.Limits():
            return limits(miss)
        case ast.DownLonger(comparison, down):
            return f"down {comparison.value} {length(down)}"
    assert_never(miss)


def window(lies: ast.Window | None) -> str:
    """Within what time, with a blank before it; nothing where it is any."""
    match lies:
        case None:
            return ""
        case ast.WithinRolling(within):
            return f" within {length(within)}"
        case ast.WithinOnePeriod(one):
            return f" within one {period(one)}"
    assert_never(lies)


def _notified(notified: ast.Notified | None) -> str:
    if notified is None:
        return ""
    return f", each notified by the fact {text(notified.fact)} within {length(notified.length)} after it ends"
