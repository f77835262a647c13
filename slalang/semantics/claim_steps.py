"""Claims in several steps, what bars a claim, and time that a claim has used (C6)."""

from __future__ import annotations

from typing import assert_never

from slalang.semantics.claims import deadline
from slalang.semantics.earners import Earner
from slalang.semantics.policy import ByTicket, Cited, ClaimStep, Given, Precondition
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.semantics.services import first_of_each, phrase_needless
from slalang.syntax import ast
from slalang.syntax.ast import PreconditionRule
from slalang.syntax.wording.words import text

_MOST_STEPS = 20
_MOST_PRECONDITIONS = 20


def steps(scope: Scope, rule: ast.Credit, by: Earner) -> tuple[ClaimStep, ...]:
    """The steps of a claim in order, each with a deadline of its own; none where no claim has steps."""
    found = list(said(rule.phrases, ast.ClaimStep))
    asked = next(said(rule.phrases, ast.GivenInSteps), None)
    if asked is None:
        for one in found[:1]:
            scope.findings.error(
                "steps-without-claim",
                f"{scope.findings.heading} has steps, and asks for no claim in steps",
                one.body.span,
                hint="add `given on a claim in steps`, or leave the steps out",
            )
        return ()
    if not found:
        scope.findings.error(
            "steps-missing",
            f"{scope.findings.heading} is given on a claim in steps, and names none",
            asked.body.span,
            hint='add them in their order, as in `step "report" by a ticket within 24 hours after the last incident; '
            'step "claim" within 30 days after the end of the period`',
        )
    if len(found) > _MOST_STEPS:
        scope.findings.error(
            "too-much", f"more than {_MOST_STEPS} steps", found[_MOST_STEPS].body.span, hint="join some of them"
        )
        return ()
    first_of_each(scope.findings, "step", ((one.body.name, one.body.span, one.body) for one in found))
    made = [_step(scope, one, by) for one in found]
    return tuple(one for one in made if one is not None)


def preconditions(scope: Scope, rule: ast.Credit, given: Given | None) -> tuple[Precondition, ...]:
    """What bars a claim, or suspends the credit, until it is mended (C6)."""
    found = list(said(rule.phrases, ast.Precondition))
    if len(found) > _MOST_PRECONDITIONS:
        scope.findings.error(
            "too-much", f"more than {_MOST_PRECONDITIONS} facts that bar", found[-1].body.span, hint="join them"
        )
    first: dict[str, ast.Precondition] = {}
    for one in found:
        body = one.body
        before = first.setdefault(body.broken_by, body)
        if before is not body:
            scope.findings.twice(
                f"{scope.findings.heading} says what mends the fact {text(body.broken_by)}",
                before.span,
                body.span,
                "keep one of them",
            )
        if body.broken_by == body.mended_by:
            scope.findings.error(
                "precondition-circle",
                f"the fact {text(body.broken_by)} breaks the precondition and mends it at once",
                body.span,
                hint="name the fact that mends it, which is about the one that breaks it",
            )
        if body.rule is PreconditionRule.AT_CLAIM and given is not None and given is not Given.ON_CLAIM:
            scope.findings.error(
                "precondition-without-claim",
                f"{scope.findings.heading} is tested at the claim, and asks for no claim",
                body.span,
                hint="write `suspended meanwhile`, or add `given on a claim ...`",
            )
    return tuple(Precondition(one.body.broken_by, one.body.mended_by, one.body.rule, one.cited(scope)) for one in found)


def used_downtime(scope: Scope, rule: ast.Credit, by: Earner, given: Given | None) -> Cited | None:
    """On what it rests that what a paid claim was about earns nothing again; None where it does not (C6)."""
    found = said_once(scope, "that used downtime does not count", rule.phrases, ast.UsedDowntime)
    if found is None:
        return None
    if by.promise is not None and not by.of_time:
        phrase_needless(scope, found.body.span, f"`{by.promise.name.text}` counts no downtime")
    elif given is not None and given is not Given.ON_CLAIM:
        phrase_needless(scope, found.body.span, "the credit asks for no claim")
    return found.cited(scope)


def _step(scope: Scope, one: Said[ast.ClaimStep], by: Earner) -> ClaimStep | None:
    body = one.body
    until = deadline(scope, body.deadline)
    contents = tuple(dict.fromkeys(body.including.items)) if body.including is not None else ()
    taken: ByTicket | str | None
    match body.taken_by:
        case None:
            taken = None
        case ast.TakenByTicket():
            taken = ByTicket.OPENED
            _ticket(scope, body, by)
        case ast.TakenByFact(fact):
            taken = fact
        case _:
            assert_never(body.taken_by)
    return ClaimStep(body.name, taken, until, contents, one.cited(scope)) if until is not None else None


def _ticket(scope: Scope, written: ast.ClaimStep, by: Earner) -> None:
    if written.including is not None:
        scope.findings.error(
            "contents-of-event",
            "only a claim or a fact has contents, and this step is taken by a ticket",
            written.including.span,
            hint="leave `including ...` out, or let a fact take the step: `by the fact ...`",
        )
    if isinstance(by.promise, ast.Share) or (isinstance(by.promise, ast.Duty) and by.promise.service is None):
        scope.findings.error(
            "step-by-ticket",
            f"`{by.promise.name.text}` names no service whose tickets could take the step",
            written.span,
            hint="let a fact take the step, as in `by the fact ...`, or leave it out: then a claim takes it",
        )
