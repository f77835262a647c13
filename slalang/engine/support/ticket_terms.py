"""What takes a ticket out of a clock, what settles its target, and which of its marks no target names (X1, S3, S4)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias, assert_never

import attrs

from slalang.engine.availability.exclusions import caused_by, latest_fact
from slalang.engine.customers import Customer, touches
from slalang.engine.support.tickets import History
from slalang.engine.terms import Terms
from slalang.semantics.policy import (
    ByNextFact,
    Clock,
    ClockTarget,
    Exclusion,
    FactNeeded,
    Labelled,
    Policy,
    QueueIs,
    SeverityIs,
    TicketCondition,
    TicketFilter,
)
from slalang.values.events import Fact
from slalang.values.listing import listed

# ------------------------------------------------------------------------------------------------------- facts

FactsAbout: TypeAlias = Mapping[str, Mapping[str | None, list[Fact]]]
"""Facts by name and by what they are about, in order of time."""


def facts_needed(policy: Policy, clock: Clock, customer: Customer) -> FactsAbout:
    """The facts that the clock's targets and the exclusions of tickets ask for, known at `as of` (S3, X1)."""
    needed = {t.limit.fact for t in clock.targets if isinstance(t, ClockTarget) and isinstance(t.limit, ByNextFact)}
    needed |= {f.fact.name for e in policy.exclusions for f in e.tickets if f.fact is not None}
    found: dict[str, defaultdict[str | None, list[Fact]]] = {name: defaultdict(list) for name in needed}
    for fact in customer.facts:
        if fact.name in found and fact.at <= customer.as_of and touches(clock.service, fact):
            found[fact.name][fact.about].append(fact)
    return found


@attrs.frozen(slots=True)
class TicketFacts:
    """The facts of each name, in order: those about an event of a ticket or its name, and those about nothing."""

    about_it: Mapping[str, tuple[Fact, ...]]
    about_nothing: Mapping[str, tuple[Fact, ...]]

    def after(self, name: str, instant: int) -> Fact | None:
        """The first after an instant (S3)."""
        nexts: list[Fact] = []
        for facts in (self.about_it[name], self.about_nothing[name]):
            i = bisect_right(facts, instant, key=_at)
            nexts += facts[i : i + 1]
        return min(nexts, key=_order, default=None)


def facts_of(facts: FactsAbout, history: History) -> TicketFacts:
    """What of those facts concerns a ticket."""
    about_it: dict[str, tuple[Fact, ...]] = {}
    for name, by_about in facts.items():
        mine = [fact for about in dict.fromkeys(history.names()) for fact in by_about.get(about, ())]
        about_it[name] = tuple(sorted(mine, key=_order))
    return TicketFacts(about_it, {name: tuple(by_about.get(None, ())) for name, by_about in facts.items()})


def _at(fact: Fact) -> int:
    return fact.at


def _order(fact: Fact) -> tuple[int, str]:
    return fact.at, fact.id


# -------------------------------------------------------------------------------------------------- exclusions


@attrs.frozen(slots=True)
class TicketExcluded:
    """The exclusion and the phrase of it under which a ticket falls, and the events that say so."""

    exclusion: Exclusion
    phrase: TicketFilter
    events: tuple[str, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        return self.phrase.cited.clauses or self.exclusion.cited.clauses


def excluding(policy: Policy, clock: Clock, history: History, facts: TicketFacts, start: int | None) -> TicketExcluded | None:
    """The first listed exclusion that takes a ticket out of a clock which starts then, or never (X1).

    OutOfRange and NeverOpen where a fact's deadline cannot be worked out.
    """
    for exclusion in policy.exclusions:
        if exclusion.excludes and (exclusion.commitments is None or clock.name in exclusion.commitments):
            for phrase in exclusion.tickets:
                events = _falls_under(history, facts, exclusion, phrase, start)
                if events is not None:
                    return TicketExcluded(exclusion, phrase, events)
    return None


def _falls_under(
    history: History, facts: TicketFacts, exclusion: Exclusion, phrase: TicketFilter, start: int | None
) -> tuple[str, ...] | None:
    events: list[str] = []
    if phrase.causes is not None:
        if history.causing is None or not caused_by(history.causing.cause, phrase.causes):
            return None
        events.append(history.causing.id)
    if phrase.labelled is not None:
        borne = [history.labelled_by[label] for label in phrase.labelled.labels if label in history.labelled_by]
        if bool(borne) is phrase.labelled.negated:
            return None
        events += borne
    if phrase.fact is not None:
        fact = _needed_fact(facts, exclusion, phrase.fact, start)
        if fact is None:
            return None
        events.append(fact.id)
    return tuple(dict.fromkeys(events))


def _needed_fact(facts: TicketFacts, exclusion: Exclusion, needed: FactNeeded, start: int | None) -> Fact | None:
    """The first such fact about the ticket, if it is in time where it has a deadline (X1)."""
    first = next(iter(facts.about_it[needed.name]), None)
    if first is None or (needed.within is None and needed.ahead is None):
        return first
    if start is None:
        return None
    latest = latest_fact(needed, start, exclusion.zone)
    return first if latest is None or first.at <= latest else None


def excluded_words(found: TicketExcluded) -> str:
    """Why the clock does not apply, with clauses and events: `... by "trials" (clauses 3.1 and 4), as "e5" says`."""
    noun = "clause" if len(found.clauses) == 1 else "clauses"
    where = f" ({noun} {listed(found.clauses)})" if found.clauses else ""
    verb = "says" if len(found.events) == 1 else "say"
    quoted = [f'"{event}"' for event in found.events]
    by = f", as {listed(quoted)} {verb}" if quoted else ""
    return f'the ticket is excluded by "{found.exclusion.name}"{where}{by}'


# ------------------------------------------------------------------------------------------- what no target names

OF_TICKETS = ("severity", "queue", "labels")
"""What targets can ask of a ticket, by the names under which it is missing."""


def unmatched(clock: Clock, terms: Terms) -> tuple[str, ...]:
    """What of the ticket every target that the customer could have asks for in vain (S4)."""
    asked: set[str] = set()
    fitting: set[str] = set()
    for target in clock.targets:
        of_ticket = [c for c in target.guard if isinstance(c, SeverityIs | QueueIs | Labelled)]
        others = tuple(c for c in target.guard if not isinstance(c, SeverityIs | QueueIs | Labelled))
        if not of_ticket or terms.holds(others) is not True:
            continue
        names = {_name(c) for c in of_ticket}
        asked |= names
        fitting |= names - {_name(c) for c in of_ticket if not terms.holds((c,))}
    missing = asked - fitting or asked
    return tuple(name for name in OF_TICKETS if name in missing)


def _name(condition: TicketCondition) -> str:
    match condition:
        case SeverityIs():
            return "severity"
        case QueueIs():
            return "queue"
        case Labelled():
            return "labels"
        case _:
            assert_never(condition)
