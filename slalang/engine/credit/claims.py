"""What becomes of a credit: given, claimable until a deadline, claimed, refused, forfeited, suspended (C6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

import attrs

from slalang.engine.credit.claim_deadlines import NO_DEADLINE, Untold, deadline_of, facts_of, since
from slalang.engine.credit.preconditions import broken
from slalang.engine.credit.rows import Judgement
from slalang.engine.customers import touches
from slalang.engine.terms import Missing
from slalang.semantics.policy import ByTicket, Cited, ClaimRule, ClaimStep, Credit, Given, Precondition, PreconditionRule
from slalang.values.events import Claim, Fact, Ticket, TicketAction
from slalang.values.instants import format_instant
from slalang.values.verdicts import CreditState, Step

_MOST_NAMED = 10
"""How many claims for one credit an explanation tells one by one."""

_WOULD_BE_OWED = (CreditState.DUE, CreditState.CLAIMABLE, CreditState.CLAIMED)


@attrs.frozen(slots=True)
class Claimed:
    """The state of a credit, the latest instant for a claim, what the claim lacks, and the claims that decided it.

    `complete`: all that a claim needs was there in time.
    """

    state: CreditState
    claim_by: int | None = None
    missing: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    complete: bool = False


@attrs.frozen(slots=True)
class _Attempt:
    """What could take a step: an event, its instant, what it does not include, and what it came in spite of."""

    event: str
    at: int
    lacks: tuple[str, ...]
    claim: bool
    barred: tuple[tuple[Precondition, Fact], ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What it would have to have: contents, and an answer to each fact that breaks a precondition."""
        return (*self.lacks, *(p.broken_by for p, _ in self.barred))


def claims_for(case: Judgement) -> tuple[Claim, ...]:
    """The claims that a customer has made for a verdict, in order of time: a claim without a commitment is for all (C6)."""
    return tuple(
        c
        for c in case.customer.claims
        if c.period in (case.period.name, case.also_named)
        and c.commitment in (None, case.name)
        and (case.component is None or not c.components or case.component in c.components)
    )


def settle(credit: Credit, case: Judgement, incident_end: int | None) -> Claimed:
    """The state of a credit that is owed; `incident_end` is where the last incident that counted ends (C6)."""
    return _suspended(credit, case, _state(credit, case, incident_end))


def _state(credit: Credit, case: Judgement, incident_end: int | None) -> Claimed:
    match credit.given:
        case Given.AUTOMATICALLY:
            return Claimed(CreditState.DUE, steps=(_step(credit.cited, credit, CreditState.DUE),))
        case Given.AT_DISCRETION:
            return Claimed(CreditState.DISCRETIONARY, steps=(_step(credit.cited, credit, CreditState.DISCRETIONARY),))
        case Given.ON_CLAIM:
            pass
        case _:
            assert_never(credit.given)
    rule = case.terms.first((c.guard, c) for c in credit.claims)
    if rule is None:
        return _untold(credit, (NO_DEADLINE,), "no deadline for a claim fits")
    if isinstance(rule, Missing):
        return _untold(credit, rule.names)
    return _in_steps(credit, rule, case, incident_end) if rule.deadline is None else _at_once(credit, rule, case, incident_end)


def _suspended(credit: Credit, case: Judgement, claimed: Claimed) -> Claimed:
    """What would be owed is suspended while a precondition is broken (C6)."""
    if claimed.state not in _WOULD_BE_OWED:
        return claimed
    now = case.customer.as_of
    meanwhile = [p for p in credit.preconditions if p.rule is PreconditionRule.SUSPENDED]
    broke = [(p, fact) for p in meanwhile if (fact := broken(p, case.customer, case.service, now)) is not None]
    if not broke:
        return claimed
    steps = tuple(
        Step(
            "C6",
            "suspended",
            name=p.broken_by,
            clauses=p.cited.clauses or credit.cited.clauses,
            events=(fact.id,),
            limit=p.cited.written or None,
            reason=p.cited.reason,
            detail=p.mended_by,
        )
        for p, fact in broke
    )
    missing = tuple(dict.fromkeys((*claimed.missing, *(p.broken_by for p, _ in broke))))
    return attrs.evolve(claimed, state=CreditState.SUSPENDED, missing=missing, steps=(*claimed.steps, *steps))


# ---------------------------------------------------------------------------------------------- one claim


def _at_once(credit: Credit, rule: ClaimRule, case: Judgement, incident_end: int | None) -> Claimed:
    """The first claim that is complete and in time counts; what happens at the deadline is in time (C6)."""
    assert rule.deadline is not None
    claim_by = deadline_of(rule.deadline, case, incident_end)
    if isinstance(claim_by, Untold):
        return _untold(credit, claim_by.names, claim_by.why)
    attempts = _by_claims(credit, case, claims_for(case), credit.claim_includes)
    taken, best = _taken(attempts, claim_by)
    decided = taken or best
    state = CreditState.CLAIMED if taken else _not_taken(best, case, claim_by)
    missing = () if taken or best is None else best.missing
    steps = (
        _deadline_step(None, rule.cited, credit, claim_by),
        *_others(None, attempts, decided, claim_by),
        *(_barred(decided) if decided is not None and taken is None else ()),
        _step(rule.cited, credit, state, decided, rule.cited.written),
    )
    return Claimed(state, claim_by, missing, _claims((decided,)), steps, complete=taken is not None)


def _by_claims(credit: Credit, case: Judgement, claims: Iterable[Claim], includes: tuple[str, ...]) -> list[_Attempt]:
    """Claims with what each lacks, and with the preconditions that were broken when it was made (C6)."""
    tested = [p for p in credit.preconditions if p.rule is PreconditionRule.AT_CLAIM]
    found: list[_Attempt] = []
    for claim in claims:
        broke = ((p, broken(p, case.customer, case.service, claim.at)) for p in tested)
        lacks = tuple(item for item in includes if item not in claim.includes)
        barred = tuple((p, fact) for p, fact in broke if fact is not None)
        found.append(_Attempt(claim.id, claim.at, lacks, claim=True, barred=barred))
    return found


def _taken(attempts: Sequence[_Attempt], claim_by: int) -> tuple[_Attempt | None, _Attempt | None]:
    """The first attempt that is complete and in time; else the one in time that lacks least."""
    in_time = [a for a in attempts if a.at <= claim_by]
    complete = next((a for a in in_time if not a.missing), None)
    return complete, min(in_time, key=lambda a: (len(a.missing), a.at, a.event), default=None)


def _not_taken(best: _Attempt | None, case: Judgement, claim_by: int) -> CreditState:
    """What a claim is that has not been made completely."""
    if case.customer.as_of <= claim_by:
        return CreditState.CLAIMABLE
    return CreditState.FORFEITED if best is None else CreditState.REFUSED


def _claims(attempts: Iterable[_Attempt | None]) -> tuple[str, ...]:
    return tuple(a.event for a in attempts if a is not None and a.claim)


# ---------------------------------------------------------------------------------------------- a claim in steps


def _in_steps(credit: Credit, rule: ClaimRule, case: Judgement, incident_end: int | None) -> Claimed:
    """Each step by the first of its kind that is complete and in time; the first that is not taken decides (C6)."""
    done: list[_Attempt] = []
    steps: list[Step] = []
    claim_by: int | None = None
    for one in credit.steps:
        deadline = deadline_of(one.deadline, case, incident_end)
        if isinstance(deadline, Untold):
            untold = _untold(credit, deadline.names, deadline.why)
            return attrs.evolve(untold, used=_claims(done), steps=(*steps, *untold.steps))
        claim_by = deadline
        attempts = _attempts(one, credit, case, incident_end)
        taken, best = _taken(attempts, claim_by)
        steps.append(_deadline_step(one, one.cited, credit, claim_by))
        if taken is None:
            state = _not_taken(best, case, claim_by)
            missing = best.missing if best else ()
            steps += (*_others(one, attempts, best, claim_by), *(_barred(best) if best else ()))
            steps.append(_claim_step(one, credit, state.value, best))
            return Claimed(state, claim_by, missing, _claims((*done, best)), tuple(steps))
        done.append(taken)
        steps += _others(one, attempts, taken, claim_by)
        steps.append(_claim_step(one, credit, "taken", taken))
    steps.append(_step(rule.cited, credit, CreditState.CLAIMED, done[-1] if done else None, rule.cited.written))
    return Claimed(CreditState.CLAIMED, claim_by, (), _claims(done), tuple(steps), complete=True)


def _attempts(step: ClaimStep, credit: Credit, case: Judgement, incident_end: int | None) -> list[_Attempt]:
    """What could take a step, in order of time."""
    match step.taken_by:
        case None:
            last = credit.steps[-1].name == step.name
            claims = [c for c in claims_for(case) if c.step == step.name or (last and c.step is None)]
            return _by_claims(credit, case, claims, step.includes)
        case ByTicket.OPENED:
            opened = _opened(case, since(step.deadline, case, incident_end))
            return [_Attempt(ticket.id, ticket.at, step.includes, claim=False) for ticket in opened[:1]]
        case str(name):
            facts = [f for f in facts_of(case, name) if f.at <= case.customer.as_of]
            return [_Attempt(f.id, f.at, tuple(i for i in step.includes if i not in f.includes), claim=False) for f in facts]
        case _:
            assert_never(step.taken_by)


def _opened(case: Judgement, start: int) -> list[Ticket]:
    """The tickets that were opened from an instant on."""
    return [
        t
        for t in case.customer.tickets
        if t.action is TicketAction.OPENED
        and start <= t.at <= case.customer.as_of
        and (case.service is None or touches(case.service, t))
    ]


# ---------------------------------------------------------------------------------------------- explanation


def _untold(credit: Credit, missing: tuple[str, ...], why: str = "") -> Claimed:
    """What becomes of a credit whose deadline for a claim cannot be told."""
    clauses = credit.cited.clauses
    steps = tuple(Step("C6", "missing", name=name, clauses=clauses, detail=why) for name in missing)
    return Claimed(CreditState.UNDETERMINED, missing=missing, steps=steps)


def _step(cited: Cited, credit: Credit, state: CreditState, decided: _Attempt | None = None, limit: str | None = None) -> Step:
    """What became of the credit, by the claim that decided it."""
    return Step(
        "C6",
        "claim",
        clauses=cited.clauses or credit.cited.clauses,
        events=(decided.event,) if decided else (),
        before=format_instant(decided.at) if decided else None,
        after=state.value,
        limit=limit,
        reason=cited.reason,
        detail=", ".join(decided.lacks) if decided else "",
    )


def _claim_step(step: ClaimStep, credit: Credit, came: str, by: _Attempt | None) -> Step:
    return Step(
        "C6",
        "claim_step",
        name=step.name,
        clauses=step.cited.clauses or credit.cited.clauses,
        events=(by.event,) if by else (),
        before=format_instant(by.at) if by else None,
        after=came,
        limit=step.cited.written or None,
        reason=step.cited.reason,
        detail=", ".join(by.lacks) if by else "",
    )


def _deadline_step(step: ClaimStep | None, cited: Cited, credit: Credit, claim_by: int) -> Step:
    """Until when a claim, or a step of it, is in time."""
    return Step(
        "C6",
        "claim_deadline",
        name=step.name if step else None,
        clauses=cited.clauses or credit.cited.clauses,
        after=format_instant(claim_by),
        limit=cited.written or None,
    )


def _others(step: ClaimStep | None, attempts: Sequence[_Attempt], decided: _Attempt | None, claim_by: int) -> Iterator[Step]:
    """Why each other attempt up to the one that decided did not count; where none did, why none of them."""
    name = step.name if step else None
    for one in attempts[:_MOST_NAMED]:
        if one is decided or (decided is not None and not decided.missing and one.at >= decided.at):
            continue
        at, events = format_instant(one.at), (one.event,)
        if one.at > claim_by:
            yield Step("C6", "claim_late", name=name, events=events, before=at, after=format_instant(claim_by))
            continue
        if one.lacks:
            yield Step("C6", "claim_lacking", name=name, events=events, before=at, detail=", ".join(one.lacks))
        yield from _barred(one)


def _barred(attempt: _Attempt) -> Iterator[Step]:
    """The facts that stood in the way of a claim."""
    for p, fact in attempt.barred:
        yield Step(
            "C6",
            "claim_barred",
            name=p.broken_by,
            clauses=p.cited.clauses,
            events=(attempt.event, fact.id),
            before=format_instant(attempt.at),
            after=format_instant(fact.at),
            reason=p.cited.reason,
            detail=p.mended_by,
        )
