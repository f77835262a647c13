"""How a credit is given: at once, at discretion, on a claim in one step or several, once nothing bars it (C6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Claim, Event, Fact, Ticket, TicketAction
from tests.oracle.calendars import after, end_of_full_day
from tests.oracle.claimants import Claimant, Promise, serves
from tests.oracle.periods import following, holding
from tests.oracle.policy import MissingError, bodies, body

Deadline = ast.DeadlineAfter | ast.DeadlineFullDay | ast.DeadlineCycle


def claims_for(events: Sequence[Event], commitment: Promise, period: str, component: str | None) -> list[Claim]:
    """C6: the claims for one verdict, in the order in which they came."""
    mine = [
        e
        for e in events
        if isinstance(e, Claim)
        and e.period == period
        and e.commitment in (None, commitment.name.text)
        and serves(commitment, e.service)
        and (e.components is None or component is None or component in e.components)
    ]
    return sorted(mine, key=lambda c: (c.at, c.id))


def given(who: Claimant, credit: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """C6: the credit's state, and the claims that decided it."""
    if credit["state"] != "due":
        return credit, ()
    if body(who.credit, ast.GivenAtDiscretion):
        who.land.seen.add("C6-discretion")
        return credit | {"state": "discretionary"}, ()
    stated, used = _claimed(who, credit)
    broken = broken_at(who, who.as_of, ast.PreconditionRule.SUSPENDED)
    if broken and stated["state"] in ("due", "claimable", "claimed"):
        who.land.seen.add(f"C6-suspended-{stated['state']}")
        return stated | {"state": "suspended", "was": stated["state"], "missing": sorted({*stated["missing"], *broken})}, used
    return stated, used


def _claimed(who: Claimant, credit: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    try:
        rule = next((r for r in bodies(who.credit, ast.GivenOnClaim, ast.GivenInSteps) if who.contract.holds(r.where)), None)
        if rule is None:
            return credit, ()
        if isinstance(rule, ast.GivenInSteps):
            return _in_steps(who, credit)
        until, _ = deadline(who, rule.deadline)
    except MissingError as error:
        # The amount is what the rule yields, whatever the state (wire).
        return credit | {"state": "undetermined", "missing": sorted(error.names)}, ()
    items = tuple(item for b in bodies(who.credit, ast.ClaimIncludes) for item in b.items)
    step = _Step(until, items, claims_for(who.events, who.commitment, who.period.name, who.component))
    taken = step.taken(who)
    if taken is not None:
        who.land.seen.add("C6-claimed")
        return credit | {"state": "claimed", "claim_by": until}, (taken.id,)
    return step.waits(who, credit)


# -------------------- one step


@attrs.frozen(slots=True)
class _Step:
    """What must come by when, and what came, in order."""

    until: int
    items: tuple[str, ...]
    came: Sequence[Claim | Fact | Ticket]

    def lacking(self, who: Claimant, event: Claim | Fact | Ticket) -> list[str]:
        """C6: what it does not include; of a claim, the preconditions that were broken then."""
        lacks = set(self.items) - set(getattr(event, "includes", ()))
        if isinstance(event, Claim):
            lacks |= set(broken_at(who, event.at, ast.PreconditionRule.AT_CLAIM))
        return sorted(lacks)

    def taken(self, who: Claimant) -> Claim | Fact | Ticket | None:
        """C6: by the first that is complete and in time."""
        return next((e for e in self.came if e.at <= self.until and not self.lacking(who, e)), None)

    def waits(self, who: Claimant, credit: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
        """C6: claimable up to the deadline; then refused, where something incomplete came in time, else forfeited."""
        in_time = [e for e in self.came if e.at <= self.until]
        state = "claimable" if who.as_of <= self.until else "refused" if in_time else "forfeited"
        who.land.seen.add(f"C6-{state}")
        # Of several that lack something the most complete one is named (decision 0002).
        best = min(in_time, key=lambda e: (len(self.lacking(who, e)), e.at, e.id), default=None)
        used = () if best is None else (best.id,)
        return credit | {"state": state, "claim_by": self.until, "missing": self.lacking(who, best) if best else []}, used


def _in_steps(who: Claimant, credit: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """C6: the steps in their order; the state is that of the first that is not taken."""
    steps = list(bodies(who.credit, ast.ClaimStep))
    used: tuple[str, ...] = ()
    until = 0
    for number, rule in enumerate(steps):
        try:
            until, since = deadline(who, rule.deadline)
        except MissingError as error:
            # What took the steps before is not unused for that.
            return credit | {"state": "undetermined", "missing": sorted(error.names)}, used
        items = rule.including.items if rule.including else ()
        step = _Step(until, items, _takers(who, rule, since, last=number == len(steps) - 1))
        taken = step.taken(who)
        if taken is None:
            who.land.seen.add(f"C6-step-{number + 1}-waits")
            stated, others = step.waits(who, credit)
            return stated, used + others
        who.land.seen.add(f"C6-step-{type(taken).__name__}")
        used += (taken.id,)
    return credit | {"state": "claimed", "claim_by": until}, used


def _takers(who: Claimant, rule: ast.ClaimStep, since: int, *, last: bool) -> Sequence[Claim | Fact | Ticket]:
    """C6: what could take a step: claims that name it (the last also those that name none), tickets, facts."""
    match rule.taken_by:
        case ast.TakenByTicket():
            opened = [e for e in who.events if isinstance(e, Ticket) and e.action is TicketAction.OPENED and e.at >= since]
            return sorted(opened, key=lambda t: (t.at, t.id))
        case ast.TakenByFact(name):
            return facts_named(who, name)
    mine = claims_for(who.events, who.commitment, who.period.name, who.component)
    return [c for c in mine if c.step == rule.name or (last and c.step is None)]


# -------------------- deadlines


def deadline(who: Claimant, rule: Deadline) -> tuple[int, int]:
    """C6: until when a step is in time, and since when a ticket takes it; MissingError names a fact that is not there."""
    if isinstance(rule, ast.DeadlineCycle):
        who.land.seen.add("C6-cycle")
        held = holding(who.land, rule.period, who.subscriptions, who.period.start)
        if held is None:
            raise MissingError("subscription")
        return following(who.land, rule.period, who.subscriptions, held, rule.ordinal.number).end, who.period.start
    at, since = anchored(who, rule.anchor)
    if isinstance(rule, ast.DeadlineAfter):
        return after(who.land, at, rule.length), since
    who.land.seen.add("C6-full-day")
    # What ends at midnight ends on the day before.
    ends = not isinstance(rule.anchor, ast.AnchorFact)
    return end_of_full_day(who.land, at - 1 if ends else at, rule.day), since


def anchored(who: Claimant, anchor: ast.Node) -> tuple[int, int]:
    """C6: from when a deadline runs, and the start of what it runs from."""
    match anchor:
        case ast.AnchorPeriodEnd():
            who.land.seen.add("C6-after-period")
            return who.period.end, who.period.start
        case ast.AnchorLastIncident():
            who.land.seen.add("C6-after-incident")
            if who.last_incident is None:
                return who.period.end, who.period.start
            return who.last_incident, who.last_incident if who.incident_start is None else who.incident_start
        case ast.AnchorFact(name):
            who.land.seen.add("C6-after-fact")
            facts = facts_named(who, name)
            if not facts:
                raise MissingError(name)
            return facts[0].at, facts[0].at
    raise TypeError(anchor)


def facts_named(who: Claimant, name: str) -> list[Fact]:
    """C6: the facts about the period by name, an event behind the counted time, or nothing, from its start on; in order."""
    found = [
        e
        for e in who.events
        if isinstance(e, Fact)
        and e.name == name
        and (
            e.period == who.period.name
            or e.about in who.behind
            or (e.period is None and e.about is None and e.at >= who.period.start)
        )
    ]
    return sorted(found, key=lambda f: (f.at, f.id))


# -------------------- preconditions


def broken_at(who: Claimant, at: int, rule: ast.PreconditionRule) -> list[str]:
    """C6: the facts that break a precondition at an instant: from when each is so to the first fact about it that mends it."""
    found = set()
    for precondition in bodies(who.credit, ast.Precondition):
        if precondition.rule is not rule:
            continue
        for breaking in (e for e in who.events if isinstance(e, Fact) and e.name == precondition.broken_by):
            mends = [
                e.at
                for e in who.events
                if isinstance(e, Fact) and e.name == precondition.mended_by and e.about == breaking.id and e.at >= breaking.at
            ]
            if breaking.at <= at and not any(m <= at for m in mends):
                who.land.seen.add("C6-broken")
                found.add(precondition.broken_by)
    return sorted(found)
