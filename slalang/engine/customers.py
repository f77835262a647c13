"""What is known of each customer at the instant at which the evaluation stands (O6, O7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import attrs

from slalang.semantics.policy import Components, Policy, Service
from slalang.time.periods import SubscriptionContext
from slalang.time.zones import Zone
from slalang.values import events as wire
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.intervals import Intervals, normalize
from slalang.values.wire_forms import shown

E = TypeVar("E", bound=wire.Recorded)

_MOST_TOLD = 3
"""How many of the events that were left out, and of the components of one, a note names."""

FOREVER = 1 << 62
"""Later than any instant of a policy: the end of what has none."""


@attrs.frozen(slots=True)
class Coverage:
    """A subscription's own time, [start, end), and what it says."""

    start: int
    end: int
    event: wire.Subscription


@attrs.frozen(slots=True)
class Customer:
    """One customer's events, each kind in the order of its time, cut at `as_of`.

    `name` is None only where no event of the stream names a customer.
    """

    name: str | None
    as_of: int
    outages: tuple[wire.Outage, ...]
    probes: tuple[wire.Probe, ...]
    maintenances: tuple[wire.Maintenance, ...]
    facts: tuple[wire.Fact, ...]
    charges: tuple[wire.Charge, ...]
    claims: tuple[wire.Claim, ...]
    subscriptions: tuple[Coverage, ...]
    tickets: tuple[wire.Ticket, ...] = ()
    settlements: tuple[wire.Settlement, ...] = ()
    counts: tuple[wire.Counts, ...] = ()
    executions: tuple[wire.Execution, ...] = ()
    measures: tuple[wire.Measure, ...] = ()
    resources: tuple[wire.Resource, ...] = ()
    named: frozenset[tuple[str | None, str]] = frozenset()
    """The components that any of the events name, each with the event's service."""

    @property
    def covered(self) -> Intervals | None:
        """The time that subscriptions cover; None where there is no subscription, which is always."""
        return normalize((c.start, c.end) for c in self.subscriptions) if self.subscriptions else None

    def context(self) -> SubscriptionContext:
        """What periods need to know of the subscription (T8)."""
        if not self.subscriptions:
            return SubscriptionContext(None, None)
        billing = next((c.event.billing_day for c in self.subscriptions if c.event.billing_day), None)
        return SubscriptionContext(self.subscriptions[0].start, billing)


def customers_of(
    policy: Policy, events: Iterable[wire.Event], as_of: int
) -> tuple[tuple[Customer, ...], tuple[Diagnostic, ...]]:
    """Each customer whom any event names, sorted by name, and notes on events that the policy does not name (O7).

    `events` are those known at `as_of`, in any order.
    """
    known = list(events)
    notes: list[Diagnostic] = []
    named = sorted({name for e in known for name in e.customers or ()})
    names: list[str | None] = [*named] if named else [None]
    services = {s.name: s for s in policy.services}
    told = resources_told(policy.services, known)
    named_too = [e for e in known if _concerns(e, services)]
    if len(named_too) < len(known):
        notes.append(_ignored([e for e in known if not _concerns(e, services)]))
    relevant = [e for e in named_too if not _of_unknown_resources(e, services, told)]
    if len(relevant) < len(named_too):
        notes.append(_untold([e for e in named_too if _of_unknown_resources(e, services, told)]))
    return tuple(_customer(name, relevant, as_of, policy.zone) for name in names), tuple(notes)


def _concerns(event: wire.Event, services: dict[str, Service]) -> bool:
    """Whether an event is about a service and component that the policy names (O7)."""
    if event.service is not None and event.service not in services:
        return False
    if not event.components:
        return True
    concerned = [services[event.service]] if event.service is not None else list(services.values())
    return any(
        s.components in (Components.AS_NAMED, Components.RESOURCES)
        or (not isinstance(s.components, Components) and set(s.components) & set(event.components))
        for s in concerned
    )


def resources_told(services: Iterable[Service], events: Iterable[wire.Event]) -> dict[str, frozenset[str]]:
    """The resources of each service of which any `resource` event tells."""
    told = [e for e in events if isinstance(e, wire.Resource)]
    return {s.name: frozenset(r.resource for r in told if touches(s, r)) for s in services}


def _of_unknown_resources(event: wire.Event, services: dict[str, Service], told: Mapping[str, frozenset[str]]) -> bool:
    """Whether an event names only resources of which no `resource` event tells (O7)."""
    if not event.components:
        return False
    concerned = [services[event.service]] if event.service is not None else list(services.values())
    return all(
        s.components is not Components.AS_NAMED
        and told[s.name].isdisjoint(event.components)
        and not (isinstance(s.components, tuple) and set(s.components) & set(event.components))
        for s in concerned
    )


def _untold(events: list[wire.Event]) -> Diagnostic:
    one = len(events) == 1
    names, left = ("event names", "is") if one else ("events name", "are")
    return Diagnostic(
        f"{len(events)} {names} only resources of which no `resource` event tells, and {left} left out",
        code="events-ignored",
        text=_told_of(events),
        hint="compare `component` of the events with `resource` of the `resource` events, capital and small letters too",
        severity=Severity.NOTE,
    )


def _told_of(events: list[wire.Event]) -> str:
    """What the first of some events name."""
    more = f"; and {len(events) - _MOST_TOLD} more" if len(events) > _MOST_TOLD else ""
    return f"{'; '.join(_about(event) for event in events[:_MOST_TOLD])}{more}."


def _ignored(events: list[wire.Event]) -> Diagnostic:
    what = "event is" if len(events) == 1 else "events are"
    return Diagnostic(
        f"{len(events)} {what} about a service or component that the policy does not name, and left out",
        code="events-ignored",
        text=_told_of(events),
        hint="compare `service` and `component` of the events with the `service` rules of the policy",
        severity=Severity.NOTE,
    )


def _about(event: wire.Event) -> str:
    """The service and components that an event names, beside its id."""
    components = [f"`{shown(name)}`" for name in (event.components or ())[:_MOST_TOLD]]
    if len(event.components or ()) > _MOST_TOLD:
        components.append("...")
    named = [f"the service `{shown(event.service)}`"] if event.service is not None else []
    if components:
        named.append(f"the component{'' if len(components) == 1 else 's'} {', '.join(components)}")
    return f"`{shown(event.id)}` names {' and '.join(named)}"


def _customer(name: str | None, events: list[wire.Event], as_of: int, zone: Zone) -> Customer:
    mine = [e for e in events if e.customers is None or name in e.customers]

    def of(kind: type[E]) -> list[E]:
        return [e for e in mine if isinstance(e, kind)]

    coverages = [
        Coverage(
            wire.starts_at(s.from_at, zone.day_start),
            FOREVER if s.to_at is None else wire.ends_at(s.to_at, zone.day_start),
            s,
        )
        for s in of(wire.Subscription)
    ]
    return Customer(
        name=name,
        as_of=as_of,
        outages=tuple(sorted(of(wire.Outage), key=lambda e: (e.start_at, e.id))),
        probes=tuple(sorted((e for e in of(wire.Probe) if e.at <= as_of), key=lambda e: (e.at, e.id))),
        maintenances=tuple(sorted(of(wire.Maintenance), key=lambda e: (e.start_at, e.end_at, e.id))),
        facts=tuple(sorted(of(wire.Fact), key=lambda e: (e.at, e.id))),
        charges=tuple(sorted(of(wire.Charge), key=lambda e: (e.first_day, e.id))),
        # What is written down before it is done has not been claimed yet (O6).
        claims=tuple(sorted((e for e in of(wire.Claim) if e.at <= as_of), key=lambda e: (e.at, e.id))),
        subscriptions=tuple(sorted(coverages, key=lambda c: (c.start, c.end, c.event.id))),
        tickets=tuple(sorted(of(wire.Ticket), key=lambda e: (e.at, e.id))),
        settlements=tuple(sorted(of(wire.Settlement), key=lambda e: (e.at, e.id))),
        counts=tuple(sorted(of(wire.Counts), key=lambda e: (e.start_at, e.end_at, e.id))),
        executions=tuple(sorted((e for e in of(wire.Execution) if e.at <= as_of), key=lambda e: (e.at, e.id))),
        measures=tuple(sorted((e for e in of(wire.Measure) if e.at <= as_of), key=lambda e: (e.at, e.id))),
        resources=tuple(sorted(of(wire.Resource), key=lambda e: (wire.starts_at(e.from_at, zone.day_start), e.id))),
        named=frozenset((e.service, component) for e in mine for component in e.components or ()),
    )


def components_of(service: Service, customer: Customer) -> tuple[str, ...]:
    """The components of a service: those that the policy lists, or those that this customer's events name (O7, D3)."""
    if service.components is Components.NONE:
        return ()
    if service.components is Components.RESOURCES:
        return tuple(sorted({r.resource for r in customer.resources if touches(service, r)}))
    if isinstance(service.components, tuple):
        return service.components
    return tuple(sorted({name for about, name in customer.named if about in (None, service.name)}))


def touches(service: Service, event: wire.Recorded) -> bool:
    """Whether an event concerns the service: it names it, or no service at all (O7)."""
    return event.service is None or event.service == service.name


def ends_known(end_at: int | None, as_of: int) -> int:
    """An end that lies after `as_of`, or is not given, is not yet known: time lasts to `as_of`, not further (O1, O6)."""
    return as_of if end_at is None or end_at > as_of else end_at
