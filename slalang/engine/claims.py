"""What becomes of a credit: given, claimable until a deadline, claimed, refused, forfeited (C6)."""

from __future__ import annotations

from typing import assert_never

import attrs

from slalang.engine.deadlines import due_after
from slalang.engine.rows import Judgement
from slalang.engine.terms import Missing
from slalang.semantics.policy import ClaimAnchor, ClaimRule, Credit, DeadlineAfter, DeadlineCycle, DeadlineFullDay, Given
from slalang.time.calendars import NeverOpen
from slalang.time.civil import OutOfRange, within_range
from slalang.time.periods import PeriodNeeds, period_holding, shift
from slalang.values.events import Claim
from slalang.values.verdicts import CreditState, Step

_NO_DEADLINE = "claim deadline"
"""What a credit lacks whose claim has no deadline, or one that lies beyond the years or along a calendar that never opens."""


@attrs.frozen(slots=True)
class Claimed:
    """The state of a credit, the latest instant for a claim, what the claim lacks, and the claim that decided it."""

    state: CreditState
    claim_by: int | None = None
    missing: tuple[str, ...] = ()
    used: str | None = None
    steps: tuple[Step, ...] = ()


def claims_for(case: Judgement) -> tuple[Claim, ...]:
    """The claims that a customer has made for a verdict, in order of time: a claim without a commitment is for all (C6)."""
    return tuple(
        c
        for c in case.customer.claims
        if c.period is not None
        and c.period in (case.period.name, case.also_named)
        and c.commitment in (None, case.name)
        and (case.component is None or not c.components or case.component in c.components)
    )


def settle(credit: Credit, case: Judgement, incident_end: int | None) -> Claimed:
    """The state of a credit that is owed; `incident_end` is where the last incident that counted ends (C6)."""
    match credit.given:
        case Given.AUTOMATICALLY:
            return Claimed(CreditState.DUE, steps=(_step(credit, CreditState.DUE),))
        case Given.AT_DISCRETION:
            return Claimed(CreditState.DISCRETIONARY, steps=(_step(credit, CreditState.DISCRETIONARY),))
        case Given.ON_CLAIM:
            pass
        case _:
            assert_never(credit.given)
    rule = case.terms.first((c.guard, c) for c in credit.claims)
    if rule is None:
        return _untold(credit, (_NO_DEADLINE,), "no deadline for a claim fits")
    if isinstance(rule, Missing):
        return _untold(credit, rule.names)
    why = ""
    try:
        claim_by = _deadline(rule, case, incident_end)
        if not isinstance(claim_by, Missing):
            within_range(case.period.start_at, claim_by)
    except (NeverOpen, OutOfRange) as reason:
        claim_by, why = Missing((_NO_DEADLINE,)), str(reason)
    if isinstance(claim_by, Missing):
        return _untold(credit, claim_by.names, why)
    return _decide(credit, rule, case, claim_by)


def _untold(credit: Credit, missing: tuple[str, ...], why: str = "") -> Claimed:
    """What becomes of a credit whose deadline for a claim cannot be told."""
    clauses = credit.cited.clauses
    steps = tuple(Step("C6", "missing", name=name, clauses=clauses, detail=why) for name in missing)
    return Claimed(CreditState.UNDETERMINED, missing=missing, steps=steps)


def _decide(credit: Credit, rule: ClaimRule, case: Judgement, claim_by: int) -> Claimed:
    """The first claim that is complete and in time counts; what happens at the deadline is in time (C6)."""
    in_time = [c for c in claims_for(case) if c.at <= claim_by]
    lacking = {c.id: tuple(i for i in credit.claim_includes if i not in c.includes) for c in in_time}
    complete = next((c for c in in_time if not lacking[c.id]), None)
    open_still = case.customer.as_of <= claim_by
    used: Claim | None = None
    missing: tuple[str, ...] = ()
    if complete is not None:
        state, used = CreditState.CLAIMED, complete
    elif in_time:
        # What is still missing is what the best attempt so far lacks.
        used = min(in_time, key=lambda c: (len(lacking[c.id]), c.at, c.id))
        missing = lacking[used.id]
        state = CreditState.CLAIMABLE if open_still else CreditState.REFUSED
    else:
        state = CreditState.CLAIMABLE if open_still else CreditState.FORFEITED
    step = _step(credit, state, used, rule, missing)
    return Claimed(state, claim_by, missing, used.id if used else None, (step,))


def _deadline(rule: ClaimRule, case: Judgement, incident_end: int | None) -> int | Missing:
    context = case.customer.context()
    match rule.deadline:
        case DeadlineAfter(limit, anchor) | DeadlineFullDay(limit, anchor):
            start = _anchor(anchor, case, incident_end)
            if isinstance(start, Missing):
                return start
            return due_after(start, limit, case.terms, case.zone, after_end=isinstance(anchor, ClaimAnchor))
        case DeadlineCycle(n, period):
            try:
                holding = period_holding(period, case.period.start_at, context)
                return shift(period, holding, n, context).end_at
            except PeriodNeeds as needs:
                return Missing((needs.need,))
        case _:
            assert_never(rule.deadline)


def _anchor(anchor: ClaimAnchor | str, case: Judgement, incident_end: int | None) -> int | Missing:
    match anchor:
        case ClaimAnchor.PERIOD_END:
            return case.period.end_at
        case ClaimAnchor.LAST_INCIDENT:
            return case.period.end_at if incident_end is None else incident_end
        case str():
            facts = [f for f in case.customer.facts if f.name == anchor and f.period in (None, case.period.name)]
            return facts[0].at if facts else Missing((anchor,))
        case _:
            assert_never(anchor)


def _step(
    credit: Credit,
    state: CreditState,
    claim: Claim | None = None,
    rule: ClaimRule | None = None,
    missing: tuple[str, ...] = (),
) -> Step:
    cited = rule.cited if rule is not None else credit.cited
    return Step(
        "C6",
        "claim",
        clauses=cited.clauses or credit.cited.clauses,
        events=(claim.id,) if claim else (),
        after=state.value,
        limit=rule.cited.written if rule else None,
        reason=cited.reason,
        detail=", ".join(missing),
    )
