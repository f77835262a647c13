"""What happened, as duties name it: the events that fit a pattern, and which of them answers an occasion (S4)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, assert_never

import attrs

from slalang.engine.availability.exclusions import caused_by
from slalang.engine.customers import Customer, touches
from slalang.semantics.policy import (
    AboutWords,
    ClaimPattern,
    EventPattern,
    FactPattern,
    MaintenancePattern,
    OutagePattern,
    Service,
    SettlementPattern,
    TicketPattern,
)
from slalang.values.events import Claim, Fact, Maintenance, Outage, Settlement, Ticket

Happening: TypeAlias = Outage | Maintenance | Ticket | Fact | Claim | Settlement

_Key: TypeAlias = tuple[str | None, ...]
_ANY: _Key = ("any",)


def begins_at(event: Happening) -> int:
    """When an event happened: its instant, or the start of one that has two."""
    return event.start_at if isinstance(event, Outage | Maintenance) else event.at


@attrs.frozen(slots=True)
class Known:
    """What has happened to one customer and service, each kind in order of time, and what is announced.

    `severities` gives for each event of a ticket what the ticket bore then; `subjects` the tickets that a name stands for,
    which is that of a ticket or the id of one of its events.
    """

    outages: tuple[Outage, ...]
    tickets: tuple[Ticket, ...]
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    settlements: tuple[Settlement, ...]
    maintenances: tuple[Maintenance, ...]
    """Those that are still to come included."""
    severities: Mapping[str, str | None]
    subjects: Mapping[str, tuple[str, ...]]


def known_of(customer: Customer, service: Service | None) -> Known:
    """What of a customer's events concerns a service (None: every one) and has happened by the customer's `as_of` (O6)."""
    tickets = tuple(e for e in customer.tickets if e.at <= customer.as_of and _concerns(service, e))
    severities: dict[str, str | None] = {}
    latest: dict[str, str] = {}
    subjects: dict[str, set[str]] = defaultdict(set)
    for event in tickets:
        if event.severity is not None:
            latest[event.ticket] = event.severity
        severities[event.id] = latest.get(event.ticket)
        subjects[event.id].add(event.ticket)
        subjects[event.ticket].add(event.ticket)
    return Known(
        outages=tuple(e for e in customer.outages if e.start_at <= customer.as_of and _concerns(service, e)),
        tickets=tickets,
        facts=tuple(e for e in customer.facts if e.at <= customer.as_of and _concerns(service, e)),
        claims=tuple(e for e in customer.claims if e.at <= customer.as_of and _concerns(service, e)),
        settlements=tuple(e for e in customer.settlements if e.at <= customer.as_of and _concerns(service, e)),
        maintenances=tuple(e for e in customer.maintenances if _concerns(service, e)),
        severities=severities,
        subjects={name: tuple(sorted(found)) for name, found in subjects.items()},
    )


def _concerns(service: Service | None, event: Happening) -> bool:
    return service is None or touches(service, event)


def fitting(pattern: EventPattern, known: Known) -> Sequence[Happening]:
    """The events that a pattern admits by itself, whatever the occasion, in order of time."""
    match pattern:
        case OutagePattern(severities, causes):
            return [
                o
                for o in known.outages
                if (severities is None or o.severity in severities) and (causes is None or caused_by(o.cause, causes))
            ]
        case TicketPattern(action, severities):
            return [
                t for t in known.tickets if t.action is action and (severities is None or known.severities[t.id] in severities)
            ]
        case FactPattern(name, OutagePattern() | TicketPattern() as about):
            subjects = _subjects(about, known)
            return [f for f in known.facts if f.name == name and f.about in subjects]
        case FactPattern(name):
            return [f for f in known.facts if f.name == name]
        case MaintenancePattern(kinds):
            return [m for m in known.maintenances if kinds is None or m.kind in kinds]
        case ClaimPattern(of):
            return [c for c in known.claims if not isinstance(of, str) or c.commitment in (None, of)]
        case SettlementPattern(decision, of):
            return [
                s
                for s in known.settlements
                if s.decision is decision and (not isinstance(of, str) or s.commitment in (None, of))
            ]
        case _:
            assert_never(pattern)


def _subjects(pattern: OutagePattern | TicketPattern, known: Known) -> frozenset[str]:
    """What a fact about such an event may name: the outage; of a ticket its name and any of its events."""
    fit = fitting(pattern, known)
    if isinstance(pattern, OutagePattern):
        return frozenset(event.id for event in fit)
    tickets = {event.ticket for event in fit if isinstance(event, Ticket)}
    return frozenset(name for name, found in known.subjects.items() if not tickets.isdisjoint(found))


@attrs.frozen(slots=True)
class Answers:
    """The events that fit a pattern, by what an occasion may ask of them; incomplete ones apart."""

    pattern: EventPattern
    complete: Mapping[_Key, Sequence[Happening]]
    incomplete: Mapping[_Key, Sequence[Happening]]

    def first(self, occasion: Happening | str, since: int | None) -> Happening | None:
        """The first complete one at or after an instant (None: ever) that answers an event, or the period of that name."""
        return min(
            (e for key in self._asked(occasion) for e in _from(self.complete.get(key, ()), since, occasion, 1)),
            key=_order,
            default=None,
        )

    def attempts(self, occasion: Happening | str, since: int | None, most: int) -> Sequence[Happening]:
        """The first so many incomplete ones, as `first` finds a complete one."""
        found = (e for key in self._asked(occasion) for e in _from(self.incomplete.get(key, ()), since, occasion, most))
        return sorted(found, key=_order)[:most]

    def latest_before(self, occasion: Happening | str, instant: int) -> Happening | None:
        """The latest complete one before an instant that would answer an event, or the period of that name."""
        own = None if isinstance(occasion, str) else occasion.id
        found: list[Happening] = []
        for line in (self.complete.get(key, ()) for key in self._asked(occasion)):
            until = bisect_left(line, instant, key=begins_at)
            found += [e for e in line[max(until - 2, 0) : until] if e.id != own]
        return max(found, key=_order, default=None)

    def _asked(self, occasion: Happening | str) -> tuple[_Key, ...]:
        match self.pattern, occasion:
            case FactPattern(about=AboutWords.THE_SAME), Fact(about=about, period=period):
                # Facts about nothing are about the same where they name the same period, or none.
                return (("unsaid", period) if about is None else ("about", about),)
            case FactPattern(about=AboutWords()) | TicketPattern(), Ticket(ticket=ticket):
                return (("ticket", ticket),)
            case FactPattern(about=AboutWords()), Outage() | Maintenance() | Fact() | Claim() | Settlement():
                return (("about", occasion.id),)
            case FactPattern(), str(period):
                return (("period", None), ("period", period))
            case (
                (ClaimPattern(AboutWords()) | SettlementPattern(_, AboutWords())),
                Claim(period=period, commitment=commitment) | Settlement(period=period, commitment=commitment),
            ):
                return (("period", period),) if commitment is None else (("for", period, commitment), ("for", period, None))
            case _:
                return (_ANY,)


def answers_to(pattern: EventPattern, includes: tuple[str, ...], known: Known, as_of: int) -> Answers:
    """The events that may answer with such an event, of which each is found in a time that does not grow with the others."""
    complete: dict[_Key, list[Happening]] = defaultdict(list)
    incomplete: dict[_Key, list[Happening]] = defaultdict(list)
    for event in fitting(pattern, known):
        if begins_at(event) <= as_of:
            into = incomplete if lacking(event, includes) else complete
            for key in _answers_under(event, known):
                into[key].append(event)
    return Answers(pattern, complete, incomplete)


def lacking(event: Happening, includes: tuple[str, ...]) -> tuple[str, ...]:
    """What a fact or a claim does not contain of what it must."""
    contents = event.includes if isinstance(event, Fact | Claim) else ()
    return tuple(item for item in includes if item not in contents)


def _from(line: Sequence[Happening], since: int | None, occasion: Happening | str, most: int) -> Iterable[Happening]:
    """The first so many at or after an instant; what is the occasion does not answer itself."""
    at = 0 if since is None else bisect_left(line, since, key=begins_at)
    own = None if isinstance(occasion, str) else occasion.id
    return [e for e in line[at : at + most + 1] if e.id != own][:most]


def _order(event: Happening) -> tuple[int, str]:
    return begins_at(event), event.id


def _answers_under(event: Happening, known: Known) -> Iterable[_Key]:
    """Every key under which an occasion may ask for an event."""
    yield _ANY
    match event:
        case Fact(about=about, period=period):
            yield ("period", period)
            yield ("unsaid", period) if about is None else ("about", about)
            yield from (("ticket", ticket) for ticket in known.subjects.get(about or "", ()))
        case Claim(period=period, commitment=commitment) | Settlement(period=period, commitment=commitment):
            yield ("period", period)
            yield ("for", period, commitment)
        case Ticket(ticket=ticket):
            yield ("ticket", ticket)
        case Outage() | Maintenance():
            return


def called(pattern: EventPattern) -> str:
    """What the policy calls such an event: a fact's name, what happened to a ticket, a decision, else the kind."""
    match pattern:
        case FactPattern(name):
            return name
        case TicketPattern(action):
            return action.value
        case SettlementPattern(decision):
            return decision.value
        case OutagePattern():
            return "outage"
        case MaintenancePattern():
            return "maintenance"
        case ClaimPattern():
            return "claim"
        case _:
            assert_never(pattern)


def told(event: Happening) -> str:
    """What an event is and about what: `the fact "found" about "o1"`, `the event "opened" of the ticket "T1"`, `the outage`."""
    match event:
        case Fact(name=name, about=about, period=period):
            of = f' about "{about}"' if about is not None else ""
            return f'the fact "{name}"{of}' + (f' for "{period}"' if period is not None else "")
        case Ticket(action=action, ticket=ticket):
            return f'the event "{action.value}" of the ticket "{ticket}"'
        case Settlement(decision=decision):
            return f'the settlement "{decision.value}"'
        case Outage():
            return "the outage"
        case Maintenance():
            return "the maintenance"
        case Claim():
            return "the claim"
        case _:
            assert_never(event)


def noun(pattern: EventPattern) -> str:
    """Such an event in a sentence: `the fact "communicated"`, `a ticket "opened"`, `an outage`."""
    match pattern:
        case FactPattern(name):
            return f'the fact "{name}"'
        case TicketPattern():
            return f'a ticket "{called(pattern)}"'
        case SettlementPattern():
            return f'a settlement "{called(pattern)}"'
        case OutagePattern():
            return "an outage"
        case MaintenancePattern() | ClaimPattern():
            return f"a {called(pattern)}"
        case _:
            assert_never(pattern)
