"""Conditions, which are the same wherever they stand."""

from __future__ import annotations

from typing import assert_never

from slalang.syntax import ast
from slalang.syntax.wording.words import value


def when(given: ast.When | None) -> str:
    """For whom or when something holds, with a blank before it; nothing where it always does."""
    match given:
        case None:
            return ""
        case ast.Otherwise():
            return " otherwise"
        case ast.Where(conditions):
            return f" where {' and '.join(_condition(c) for c in conditions)}"
    assert_never(given)


def _condition(condition: ast.Condition) -> str:
    match condition:
        case ast.ParameterIs(parameter, negated, wanted):
            return f"{parameter.text} is {'not ' if negated else ''}{value(wanted)}"
        case ast.StartsBefore(day):
            return f"the period starts before {day.isoformat()}"
        case ast.StartsFrom(day):
            return f"the period starts on or after {day.isoformat()}"
    assert_never(condition)
