"""Targets as commitments, clocks and shares have them: in order, each for whom it holds (C1, S1, S5)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias, TypeVar

from slalang.semantics.figures import percent
from slalang.semantics.parameters import guard
from slalang.semantics.policy import NoTarget, ShareTarget
from slalang.semantics.scope import Said, Scope
from slalang.syntax import ast

Promising: TypeAlias = (
    ast.AvailabilityTarget | ast.DowntimeTarget | ast.OutagesTarget | ast.GoodTarget | ast.BadTarget | ast.ValueTarget
)  # fmt: skip
"""What a commitment may promise (C1)."""

T = TypeVar("T", bound=Promising | ast.ClockTarget | ast.KeptTarget | ast.NoTarget)


def in_order(scope: Scope, found: Sequence[Said[T]]) -> None:
    """The first target whose conditions hold governs, so one that always holds is the last."""
    for one, after in pairwise(found):
        if isinstance(one.body.when, ast.Where):
            continue
        what = "`otherwise`" if isinstance(one.body.when, ast.Otherwise) else "a target without a condition"
        scope.findings.error(
            "target-order",
            f"{what} stands before other targets, which could never govern",
            after.body.span,
            label="never reached",
            hint="the first target whose condition holds governs: give each but the last its `where`, "
            "and put the one that always holds at the end",
        )
        return


def share_target(
    scope: Scope, one: Said[ast.AvailabilityTarget] | Said[ast.GoodTarget] | Said[ast.KeptTarget]
) -> ShareTarget | None:
    """A share that is promised: of the time that is available, of what is good (C1), or of what is kept (S5)."""
    conditions = guard(scope, one.body.when)
    value = percent(scope, one.body.percent, "a target")
    if value is None or conditions is None:
        return None
    if one.body.comparison is ast.Comparison.MORE_THAN and value.share == 1:
        never = (
            "available more than 100% of the time" if isinstance(one.body, ast.AvailabilityTarget) else "more than all of it"
        )
        scope.findings.error("percent-out-of-range", f"nothing is {never}", one.body.span, hint="write `at least 100%`")
    return ShareTarget(one.body.comparison, value.share, value.digits, conditions, one.cited(scope))


def no_target(scope: Scope, one: Said[ast.NoTarget], *, of_ticket: bool = False) -> NoTarget | None:
    """Customers, or with `of_ticket` tickets, for which there is no target."""
    conditions = guard(scope, one.body.when, of_ticket=of_ticket)
    return NoTarget(conditions, one.cited(scope)) if conditions is not None else None
