"""Rights that arise from a history of misses."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.time import length
from slalang.syntax.wording.words import text

Body: TypeAlias = (
    ast.ConsecutiveMisses | ast.MissesAmong | ast.NoticePeriod | ast.Refund | ast.UseWithin
    | ast.ExercisedBy
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase of a right."""
    match part:
        case ast.ConsecutiveMisses(commitment, number, window):
            return f"when {commitment.text} is missed in {number.digits} consecutive periods{_window(window)}"
        case ast.MissesAmong(commitment, number, among, window):
            missed = f"{number.digits} of any {among.digits}"
            return f"when {commitment.text} is missed in {missed} periods{_window(window)}"
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


def _window(window: ast.Window | None) -> str:
    match window:
        case None:
            return ""
        case ast.WithinRolling(within):
            return f" within {length(within)}"
        case ast.WithinSubscriptionYear():
            return " within one subscription year"
    assert_never(window)
