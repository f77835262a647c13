"""Which expectations compare which way of a phrase: another outcome of it would be another figure or word there (P4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from slalang.syntax import ast

Compares: TypeAlias = Callable[[ast.Outcome], bool]
"""Whether an expected outcome is compared with what an item is about."""


def anything(outcome: ast.Outcome) -> bool:
    """What the contract says is so for all that is judged under it."""
    return True


def status(outcome: ast.Outcome) -> bool:
    """Met, breached, arisen."""
    return isinstance(outcome, ast.StatusOutcome)


def earned(outcome: ast.Outcome) -> bool:
    """What is earned: an amount, points, days; that there is nothing says how much, too."""
    return _number(outcome) or outcome == ast.StateOutcome("none")


def stretch(outcome: ast.Outcome) -> bool:
    """In which stretch of a table a figure lies: what is earned there, or that the table has a hole."""
    return earned(outcome) or outcome == ast.StateOutcome("undetermined")


def claim(outcome: ast.Outcome) -> bool:
    """What has become of a credit."""
    return isinstance(outcome, ast.StateOutcome | ast.ClaimByOutcome | ast.MissingOutcome)


def counted(outcome: ast.Outcome) -> bool:
    """What rests on the time that counts: times, figures, the status, the credit."""
    figures = ast.TimeOutcome | ast.AvailabilityOutcome | ast.ValueOutcome | ast.MeasuredOutcome | ast.DueOutcome
    return isinstance(outcome, figures | ast.StatusOutcome | ast.StateOutcome) or _number(outcome)


def watched(outcome: ast.Outcome) -> bool:
    """Whether windows kept their conditions: by the time that counts, or by a finding and that there is none."""
    return counted(outcome) or isinstance(outcome, ast.FindingOutcome | ast.NoFindingOutcome)


def content(outcome: ast.Outcome) -> bool:
    """What an answer has to include."""
    return isinstance(outcome, ast.StatusOutcome | ast.MissingOutcome)


def _number(outcome: ast.Outcome) -> bool:
    return isinstance(outcome, ast.CreditOutcome | ast.PointsOutcome | ast.DaysOutcome)
