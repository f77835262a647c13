"""Until when a claim, or a step of one, is in time, and from what that runs (C6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

import attrs

from slalang.engine.credit.rows import Judgement
from slalang.engine.customers import ends_known
from slalang.engine.deadlines import due_after
from slalang.engine.terms import Missing
from slalang.semantics.policy import ClaimAnchor, Deadline, DeadlineAfter, DeadlineCycle, DeadlineFullDay
from slalang.time.calendars import NeverOpen
from slalang.time.civil import OutOfRange, within_range
from slalang.time.periods import PeriodNeeds, period_holding, shift
from slalang.values.events import Fact

NO_DEADLINE = "claim deadline"
"""What a credit lacks whose claim has no deadline, or one that lies beyond the years or along a calendar that never opens."""


@attrs.frozen(slots=True)
class Untold:
    """A deadline that cannot be told: what it lacks, and why in words, where that is more than that it lacks it."""

    names: tuple[str, ...]
    why: str = ""


def deadline_of(deadline: Deadline, case: Judgement, incident_end: int | None) -> int | Untold:
    """The last instant that is in time; `incident_end` is where the last incident that counted ends."""
    try:
        found = _deadline(deadline, case, incident_end)
        if isinstance(found, Missing):
            return Untold(found.names)
        within_range(case.period.start_at, found)
    except (NeverOpen, OutOfRange) as reason:
        return Untold((NO_DEADLINE,), str(reason))
    return found


def since(deadline: Deadline, case: Judgement, incident_end: int | None) -> int:
    """The earliest instant at which a ticket could take a step: the start of that from which its deadline runs.

    Of the end of a period that is the period's start, of the last incident its own, and of a fact its instant.
    """
    if isinstance(deadline, DeadlineCycle) or deadline.anchor is ClaimAnchor.PERIOD_END:
        return case.period.start_at
    if deadline.anchor is ClaimAnchor.LAST_INCIDENT:
        return _incident_start(case, incident_end)
    fact = next(iter(facts_of(case, deadline.anchor)), None)
    return case.period.start_at if fact is None else fact.at


def _incident_start(case: Judgement, incident_end: int | None) -> int:
    """Where the last incident starts: the outage that ends then, else what counted of it."""
    if incident_end is None:
        return case.period.start_at
    as_of = case.customer.as_of
    outages = (o.start_at for o in case.customer.outages if o.id in case.behind and ends_known(o.end_at, as_of) == incident_end)
    counted = max(((time[-1][1], time[0][0]) for _, time in case.incidents if time), default=None)
    return min(outages, default=case.period.start_at if counted is None else counted[1])


def facts_of(case: Judgement, name: str) -> Iterable[Fact]:
    """The facts of a name that concern a credit, in order of time.

    They are about its period by name, about one of the events behind it, or about nothing from the start of the period on.
    """
    return (f for f in case.customer.facts if f.name == name and _concerns(f, case))


def _concerns(fact: Fact, case: Judgement) -> bool:
    if fact.period is not None:
        return fact.period in (case.period.name, case.also_named)
    if fact.about is None:
        return fact.at >= case.period.start_at
    if fact.about in case.behind:
        return True
    return any(t.id == fact.about and t.ticket in case.about for t in case.customer.tickets)


def _deadline(deadline: Deadline, case: Judgement, incident_end: int | None) -> int | Missing:
    match deadline:
        case DeadlineAfter(limit, anchor) | DeadlineFullDay(limit, anchor):
            start = _anchor(anchor, case, incident_end)
            if isinstance(start, Missing):
                return start
            return due_after(start, limit, case.terms, case.zone, after_end=isinstance(anchor, ClaimAnchor))
        case DeadlineCycle(n, period):
            context = case.customer.context()
            try:
                holding = period_holding(period, case.period.start_at, context)
                return shift(period, holding, n, context).end_at
            except PeriodNeeds as needs:
                return Missing((needs.need,))
        case _:
            assert_never(deadline)


def _anchor(anchor: ClaimAnchor | str, case: Judgement, incident_end: int | None) -> int | Missing:
    match anchor:
        case ClaimAnchor.PERIOD_END:
            return case.period.end_at
        case ClaimAnchor.LAST_INCIDENT:
            return case.period.end_at if incident_end is None else incident_end
        case str():
            return next((f.at for f in facts_of(case, anchor)), Missing((anchor,)))
        case _:
            assert_never(anchor)
