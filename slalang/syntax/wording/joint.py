"""What several credits come to together."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.money import ceiling
from slalang.syntax.wording.time import length, period

Body: TypeAlias = ast.CreditsAddUp | ast.HighestCredit | ast.PointWorth | ast.JointCap


def body(part: Body) -> str:
    """A phrase of a joint rule."""
    match part:
        case ast.CreditsAddUp():
            return "the credits add up"
        case ast.HighestCredit():
            return "the highest credit is taken"
        case ast.PointWorth(worth):
            return f"each point is worth {ceiling(worth)}"
        case ast.JointCap(at, span):
            return f"capped at {ceiling(at)}{_span(span)}"
    assert_never(part)


def _span(span: ast.CapSpan | None) -> str:
    match span:
        case None:
            return ""
        case ast.CapPeriod(each):
            return f" per {period(each)}"
        case ast.CapRolling(any_length):
            return f" within any {length(any_length)}"
        case ast.CapSubscription():
            return " over the subscription"
    assert_never(span)
