"""Which events are known, whom they are about and when they happened (O6, O7, wire)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from slalang.values.events import (
    Charge,
    CivilDate,
    Claim,
    Correct,
    Counts,
    Event,
    Execution,
    Fact,
    Maintenance,
    Measure,
    Moment,
    Outage,
    Probe,
    RecordedBy,
    Resource,
    Retract,
    Settlement,
    Subscription,
    Ticket,
)
from slalang.values.instants import civil_date, parse_instant
from tests.oracle.civil import Zone


def _instant(value: Any) -> int | None:
    return None if value is None else parse_instant(value)


def _names(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    return (value,) if isinstance(value, str) else tuple(sorted(value))


def _same(value: Any) -> Any:
    return value


CORRECTABLE: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "start": ("start_at", _instant),
    "end": ("end_at", _instant),
    "at": ("at", _instant),
    "announced": ("announced_at", _instant),
    "recorded": ("recorded_at", _instant),
    "cause": ("cause", _same),
    "severity": ("severity", _same),
    "environment": ("environment", _same),
    "degree": ("degree", lambda value: Fraction(str(value))),
    "approved": ("approved", _same),
    "up": ("up", _same),
    "amount": ("amount", lambda value: Decimal(str(value))),
    "customer": ("customers", _names),
    "component": ("components", _names),
}


def recorded_at(event: Event, zone: Zone) -> int:
    return _from(event.recorded_at, zone)


def _from(moment: Moment, zone: Zone) -> int:
    return zone.midnight(civil_date(moment.day)) if isinstance(moment, CivilDate) else moment


def known(events: Iterable[Event], as_of: int | None, zone: Zone) -> list[Event]:
    """O6: what is known as of an instant, each event once, corrected, without what was retracted."""
    once: dict[str, Event] = {}
    for event in events:
        if event.id in once:
            zone.seen.add("O6-duplicate")
        once[event.id] = event
    by_time = sorted(once.values(), key=lambda e: (recorded_at(e, zone), e.id))
    told = [e for e in by_time if as_of is None or recorded_at(e, zone) <= as_of]
    if len(told) < len(by_time):
        zone.seen.add("O6-not-yet-known")
    retracted = {e.about for e in told if isinstance(e, Retract)}
    current = {e.id: e for e in told if not isinstance(e, Correct | Retract) and e.id not in retracted}
    if retracted & once.keys():
        zone.seen.add("O6-retraction")
    for event in told:
        if isinstance(event, Correct) and event.id not in retracted and event.about in current:
            zone.seen.add("O6-correction")
            changes: dict[str, Any] = {}
            for field, value in json.loads(event.fields).items():
                attribute, read = CORRECTABLE[field]
                changes[attribute] = read(value)
            current[event.about] = attrs.evolve(current[event.about], **changes)
    return list(current.values())


def last_instant(events: Iterable[Event], zone: Zone) -> int | None:
    """Wire: where an evaluation stands that is not told as of when."""
    everything = list(events)
    retracted = {e.about for e in everything if isinstance(e, Retract)}
    amendments = [e for e in everything if isinstance(e, Correct | Retract) and e.id not in retracted]
    instants = [i for e in (*known(everything, None, zone), *amendments) for i in _told(e, zone)]
    return max(instants, default=None)


def _told(event: Event, zone: Zone) -> list[int]:
    explicit = [recorded_at(event, zone)] if event.recorded_by is RecordedBy.EVENT else []
    match event:
        case Charge() | Correct() | Retract():
            return explicit
        case Maintenance(announced_at=announced):
            return explicit + ([] if announced is None else [announced])
        case Outage(start_at=start, end_at=end) | Counts(start_at=start, end_at=end):
            return [*explicit, start, *([] if end is None else [end])]
        case Subscription(from_at=start) | Resource(from_at=start):
            return [*explicit, _from(start, zone)]
        case Probe() | Execution() | Measure() | Ticket() | Fact() | Claim() | Settlement():
            return [*explicit, event.at]
    raise TypeError(event)


def happened(event: Event, zone: Zone) -> list[int]:
    """S4: the instants that an event gives for something that happened, not for when it became known."""
    match event:
        case Charge() | Correct() | Retract() | Subscription() | Resource():
            return []
        case Maintenance(announced_at=announced):
            return [] if announced is None else [announced]
        case Outage(start_at=start) | Counts(start_at=start):
            return [start]
        case Probe() | Execution() | Measure() | Ticket() | Fact() | Claim() | Settlement():
            return [event.at]
    raise TypeError(event)


def as_seen(event: Event, as_of: int) -> Event | None:
    """O1, O6: an end after `as of` is not yet known; what goes on lasts to `as of`, not further."""
    if not isinstance(event, Outage | Maintenance | Counts):
        return event
    if event.start_at > as_of:
        return None
    if event.end_at is None or event.end_at > as_of:
        return attrs.evolve(event, end_at=as_of)
    return event


def customers_of(events: Iterable[Event]) -> list[str | None]:
    """Wire: every customer that an event names; null only where no event names one."""
    named = sorted({c for e in events for c in e.customers or ()})
    return [*named] or [None]


def concerns(event: Event, customer: str | None) -> bool:
    return event.customers is None or (customer is not None and customer in event.customers)


def touched(event: Event, zone: Zone) -> tuple[int, int] | None:
    """Wire: an event's own time, which touches periods."""
    match event:
        case Outage(start_at=start, end_at=int(end)):
            return start, max(end, start + 1)
        case Counts(start_at=start, end_at=end) | Maintenance(start_at=start, end_at=end):
            return start, max(end, start + 1)
        case Probe(at=at) | Execution(at=at) | Measure(at=at):
            return at, at + 1
    return None


def parts(event: Event, components: tuple[str, ...]) -> tuple[str | None, ...]:
    """O7: the components that an event concerns, of those there are; none where it is to be ignored.

    A service without components is one nameless part.
    """
    if event.components is None:
        return components or (None,)
    return tuple(c for c in components if c in event.components)
