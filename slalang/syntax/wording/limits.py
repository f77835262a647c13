"""Limits, which are the same wherever they stand."""

from __future__ import annotations

from typing import assert_never

from slalang.syntax import ast
from slalang.syntax.wording.time import length
from slalang.syntax.wording.words import figure, percent


def limit(given: ast.Limit) -> str:
    """One limit: `below 99.9%`, `above 4 hours`."""
    return f"{given.bound.value} {_of(given.of)}"


def limits(given: ast.Limits) -> str:
    """One limit, or the two of a range."""
    return " and ".join(limit(one) for one in given.limits)


def _of(of: ast.Percent | ast.TheTarget | ast.Length | ast.Number) -> str:
    match of:
        case ast.Percent():
            return percent(of)
        case ast.TheTarget():
            return "the target"
        case ast.Number():
            return figure(of)
        case ast.ExactOrCalendarLength() | ast.BusinessLength():
            return length(of)
    assert_never(of)
