"""How a credit is claimed."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import when
from slalang.syntax.wording.duty import including
from slalang.syntax.wording.time import end_of_full_day, length, period
from slalang.syntax.wording.words import nth, text, text_list

Body: TypeAlias = (
    ast.GivenAutomatically | ast.GivenAtDiscretion | ast.GivenOnClaim | ast.GivenInSteps | ast.ClaimStep
    | ast.Precondition | ast.ClaimIncludes | ast.UsedDowntime
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase of a credit on its claim."""
    match part:
        case ast.GivenAutomatically():
            return "given without a claim"
        case ast.GivenAtDiscretion():
            return "given at discretion"
        case ast.GivenOnClaim(deadline, where):
            return f"given on a claim {_deadline(deadline)}{when(where)}"
        case ast.GivenInSteps(where):
            return f"given on a claim in steps{when(where)}"
        case ast.ClaimStep(name, taken_by, deadline, contents):
            return f"step {text(name)}{_taken_by(taken_by)} {_deadline(deadline)}{including(contents)}"
        case ast.Precondition(broken_by, mended_by, rule):
            return f"barred by the fact {text(broken_by)} until the fact {text(mended_by)}, {rule.value}"
        case ast.ClaimIncludes(items):
            return f"the claim includes {text_list(items)}"
        case ast.UsedDowntime():
            return "downtime that a paid claim used does not count again"
    assert_never(part)


def _taken_by(taken_by: ast.TakenByTicket | ast.TakenByFact | None) -> str:
    match taken_by:
        case None:
            return ""
        case ast.TakenByTicket():
            return " by a ticket"
        case ast.TakenByFact(fact):
            return f" by the fact {text(fact)}"
    assert_never(taken_by)


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
