"""How a credit comes to the customer: without a claim, on one in time, or at discretion (C6)."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias, assert_never

from slalang.semantics import choices
from slalang.semantics.figures import any_length, full_day
from slalang.semantics.parameters import guard
from slalang.semantics.periods import period
from slalang.semantics.policy import ClaimAnchor, ClaimRule, Deadline, DeadlineAfter, DeadlineCycle, DeadlineFullDay, Given
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.semantics.services import choice_missing
from slalang.syntax import ast

_GivenTree: TypeAlias = ast.GivenAutomatically | ast.GivenAtDiscretion | ast.GivenOnClaim | ast.GivenInSteps
_ClaimTree: TypeAlias = ast.GivenOnClaim | ast.GivenInSteps
_MANNERS = {
    ast.GivenAutomatically: Given.AUTOMATICALLY,
    ast.GivenAtDiscretion: Given.AT_DISCRETION,
    ast.GivenOnClaim: Given.ON_CLAIM,
    ast.GivenInSteps: Given.ON_CLAIM,
}
_ON_CLAIM = (ast.GivenOnClaim, ast.GivenInSteps)
_MOST_CYCLES = 1_000


def claims(scope: Scope, rule: ast.Credit) -> tuple[Given | None, tuple[ClaimRule, ...], tuple[str, ...]]:
    """The manner in which a credit is given, the deadlines of claims, and what a claim includes (C6)."""
    found: list[Said[_GivenTree]] = list(
        said(rule.phrases, ast.GivenAutomatically, ast.GivenAtDiscretion, ast.GivenOnClaim, ast.GivenInSteps)
    )
    manner = _manner(scope, rule, found)
    on_claim: list[Said[_ClaimTree]] = list(said(rule.phrases, ast.GivenOnClaim, ast.GivenInSteps))
    rules = [_claim_rule(scope, one) for one in on_claim]
    _in_order(scope, on_claim)
    contents = said_once(scope, "what the claim includes", rule.phrases, ast.ClaimIncludes)
    if contents is not None and not any(isinstance(one.body, ast.GivenOnClaim) for one in on_claim):
        in_steps = bool(on_claim)
        scope.findings.error(
            "contents-without-claim",
            f"{scope.findings.heading} says what a claim includes, and asks for "
            f"{'claims in steps, each with its own contents' if in_steps else 'no claim'}",
            contents.body.span,
            hint="put `including ...` at the end of a step"
            if in_steps
            else "add `given on a claim ...` with its deadline, or leave the contents out",
        )
    items = contents.body.items if contents is not None else ()
    return manner, tuple(r for r in rules if r is not None), tuple(dict.fromkeys(items))


def _manner(scope: Scope, rule: ast.Credit, found: list[Said[_GivenTree]]) -> Given | None:
    if not found:
        choice_missing(scope, choices.GIVEN, rule.commitment.span)
        return None
    for one, after in pairwise(found):
        if not (isinstance(one.body, _ON_CLAIM) and isinstance(after.body, _ON_CLAIM)):
            scope.findings.twice(
                f"{scope.findings.heading} says how it is given",
                one.body.span,
                after.body.span,
                "keep one of them; claims with different deadlines each have their `where`",
            )
            break
    return _MANNERS[type(found[0].body)]


def _in_order(scope: Scope, found: list[Said[_ClaimTree]]) -> None:
    """The first deadline whose conditions hold applies, so one that always holds is the last."""
    for one, after in pairwise(found):
        if one.body.where is None:
            scope.findings.error(
                "claim-order",
                "a deadline without a condition stands before another, which could never apply",
                after.body.span,
                label="never reached",
                hint="give each deadline but the last its `where`, and put the one without at the end",
            )
            return


def _claim_rule(scope: Scope, one: Said[_ClaimTree]) -> ClaimRule | None:
    until = deadline(scope, one.body.deadline) if isinstance(one.body, ast.GivenOnClaim) else None
    conditions = guard(scope, one.body.where)
    if conditions is None or (until is None and isinstance(one.body, ast.GivenOnClaim)):
        return None
    return ClaimRule(until, conditions, one.cited(scope))


def deadline(scope: Scope, written: ast.DeadlineAfter | ast.DeadlineFullDay | ast.DeadlineCycle) -> Deadline | None:
    """Until when a claim, or a step of one, is in time (C6)."""
    match written:
        case ast.DeadlineAfter(within, anchor):
            span = any_length(scope, within)
            return DeadlineAfter(span, _anchor(anchor)) if span is not None else None
        case ast.DeadlineFullDay(day, anchor):
            full = full_day(scope, day)
            return DeadlineFullDay(full, _anchor(anchor)) if full is not None else None
        case ast.DeadlineCycle(ordinal, of):
            cycle = period(scope, of)
            if not 1 <= ordinal.number <= _MOST_CYCLES:
                scope.findings.error(
                    "number-out-of-range",
                    "there is no such period after the one that holds the verdict's",
                    ordinal.span,
                    hint="write `first`, `second`, `third`, ...",
                )
                return None
            return DeadlineCycle(ordinal.number, cycle) if cycle is not None else None
        case _:
            assert_never(written)


def _anchor(written: ast.AnchorPeriodEnd | ast.AnchorLastIncident | ast.AnchorFact) -> ClaimAnchor | str:
    match written:
        case ast.AnchorPeriodEnd():
            return ClaimAnchor.PERIOD_END
        case ast.AnchorLastIncident():
            return ClaimAnchor.LAST_INCIDENT
        case ast.AnchorFact(fact):
            return fact
        case _:
            assert_never(written)
