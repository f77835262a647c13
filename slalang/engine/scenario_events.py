"""From the `given` phrases of a scenario to events of the wire (P4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import assert_never

from slalang.engine.scenario_names import Check, Vocabulary, unknown_component, unknown_name
from slalang.semantics.policy import ClaimPattern, FactPattern, Policy, SettlementPattern
from slalang.syntax import ast
from slalang.time.periods import PeriodRule, SubscriptionContext, named_range, period_holding
from slalang.time.zones import Zone
from slalang.values.diagnostics import Diagnostic, nearest
from slalang.values.event_decoding import decode_event
from slalang.values.events import Claim, Event, Fact, Maintenance, Outage, Probe, Settlement, Ticket
from slalang.values.instants import civil_date, day_number, format_instant
from slalang.values.places import Span

Fields = dict[str, object]

_CAN_BE_CALLED = (
    ast.OutageEvent,
    ast.MaintenanceEvent,
    ast.TicketEvent,
    ast.FactEvent,
    ast.ClaimEvent,
    ast.SettlementEvent,
)


def instant_of(moment: ast.Moment, zone: Zone) -> int:
    """The instant of a moment; a civil one is read in the policy's zone (T3)."""
    match moment:
        case ast.CivilMoment():
            return zone.to_instant(day_number(moment.day), moment.time.us)
        case ast.ExactMoment():
            return moment.at
        case _:
            assert_never(moment)


def given_events(
    given: tuple[ast.ScenarioEvent, ...], words: Vocabulary, zone: Zone
) -> tuple[tuple[Event, ...], tuple[Check, ...]]:
    """The events of a scenario, without parameters, and everything that is wrong with them.

    An event without a name of its own is `event 1`, `event 2` and so on, counted over the scenario.
    """
    called = [event.id.id for event in given if isinstance(event, _CAN_BE_CALLED) and event.id]
    tickets = frozenset(event.ticket for event in given if isinstance(event, ast.TicketEvent))
    parameters = {event.parameter.text: event for event in given if isinstance(event, ast.ParameterEvent)}
    wrong: list[Check] = []
    events: list[Event] = []
    ids = _unused_ids(frozenset(called))
    for phrase in given:
        if isinstance(phrase, ast.ParameterEvent):
            wrong.extend(_misused_parameter(phrase, parameters[phrase.parameter.text], words))
            continue
        wrong.extend(_misnamed(phrase, words, called, tickets))
        try:
            decoded = decode_event(_fields(phrase, next(ids), tuple(parameters.values()), zone), phrase.span)
        except ValueError as reason:
            wrong.append(Check("a period", str(reason), False, phrase.span))
            continue
        if isinstance(decoded, tuple):
            wrong.extend(refused(problem, phrase.span) for problem in decoded)
        else:
            events.append(decoded)
    return tuple(events), tuple(wrong)


def refused(problem: Diagnostic, span: Span) -> Check:
    """A failed check for given events that the engine cannot take."""
    return Check("events that can be judged", f"{problem.title}. {problem.hint}".strip(), False, problem.span or span)


def contract_event(given: tuple[ast.ScenarioEvent, ...], from_at: int | None) -> Event | tuple[Diagnostic, ...] | None:
    """The subscription that carries a scenario's parameters where none is given; None where none is needed.

    `from_at` is where it starts; it stays open.
    """
    parameters = tuple(event for event in given if isinstance(event, ast.ParameterEvent))
    if not parameters or from_at is None or any(isinstance(event, ast.SubscriptionEvent) for event in given):
        return None
    fields: Fields = {"type": "subscription", "id": "the contract", "from": format_instant(from_at)}
    return decode_event(fields | {"parameters": _parameters(parameters)}, parameters[0].span)


def first_period_start(policy: Policy, events: Iterable[Event], starts: Iterable[int]) -> int | None:
    """The start of the earliest period that an observation, a duty's occasion or one of `starts` touches (T8), or None."""
    occasions = tuple(duty.occasion for duty in policy.duties)
    facts = {occasion.name for occasion in occasions if isinstance(occasion, FactPattern)}
    claims = any(isinstance(occasion, ClaimPattern) for occasion in occasions)
    settlements = any(isinstance(occasion, SettlementPattern) for occasion in occasions)
    touched = [*starts]
    for event in events:
        match event:
            case Outage(start_at=start) | Maintenance(start_at=start) | Probe(at=start) | Ticket(at=start):
                touched.append(start)
            case Fact(at=start) if event.name in facts:
                touched.append(start)
            case Claim(at=start) if claims:
                touched.append(start)
            case Settlement(at=start) if settlements:
                touched.append(start)
            case _:
                pass
    if not touched:
        return None
    earliest = min(touched)
    found = [earliest]
    for period in _periods(policy):
        try:
            found.append(period_holding(period, earliest, SubscriptionContext()).start_at)
        except ValueError:
            # Its periods begin with the subscription itself, wherever that is, or none holds that instant.
            continue
    return min(found)


def _periods(policy: Policy) -> Iterator[PeriodRule]:
    yield from (commitment.period for commitment in policy.commitments)
    yield from (share.period for share in policy.shares)
    yield from (duty.occasion for duty in policy.duties if isinstance(duty.occasion, PeriodRule))
    yield from (credit.period for credit in policy.credits if credit.period is not None)


def _unused_ids(called: frozenset[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if (name := f"event {number}") not in called:
            yield name


# ------------------------------------------------------------------------------------ from phrases to fields


def _fields(
    phrase: ast.OutageEvent
    | ast.ProbeEvent
    | ast.MaintenanceEvent
    | ast.TicketEvent
    | ast.FactEvent
    | ast.SubscriptionEvent
    | ast.ChargeEvent
    | ast.ClaimEvent
    | ast.SettlementEvent,
    id: str,
    parameters: tuple[ast.ParameterEvent, ...],
    zone: Zone,
) -> Fields:
    """The wire's fields of one event. ValueError for a period that is none."""

    def at(moment: ast.Moment | None) -> str | None:
        return None if moment is None else format_instant(instant_of(moment, zone))

    match phrase:
        case ast.OutageEvent():
            return {
                "type": "outage",
                "id": phrase.id.id if phrase.id else id,
                "service": phrase.service.text,
                "component": _names(phrase.components),
                "start": at(phrase.start),
                "end": at(phrase.end),
                "cause": phrase.cause and phrase.cause.cause.text,
                "severity": phrase.severity and phrase.severity.severity,
                "degree": phrase.degree and phrase.degree.degree.digits,
                "environment": phrase.environment and phrase.environment.environment,
                "recorded": at(phrase.recorded.at) if phrase.recorded else None,
            }
        case ast.ProbeEvent():
            return {
                "type": "probe",
                "id": id,
                "service": phrase.service.text,
                "component": _names(phrase.components),
                "at": at(phrase.at),
                "up": phrase.state is ast.ProbeState.UP,
                "location": phrase.location and phrase.location.location,
            }
        case ast.MaintenanceEvent():
            return {
                "type": "maintenance",
                "id": phrase.id.id if phrase.id else id,
                "kind": phrase.kind,
                "component": _names(phrase.components),
                "start": at(phrase.start),
                "end": at(phrase.end),
                "announced": at(phrase.announced.at) if phrase.announced else None,
                "approved": phrase.approved,
            }
        case ast.FactEvent():
            return {
                "type": "fact",
                "id": phrase.id.id if phrase.id else id,
                "name": phrase.name,
                "about": phrase.about and phrase.about.id,
                "at": at(phrase.at),
                "includes": list(phrase.including.items) if phrase.including else None,
                "due": _carried_date(phrase.due, zone),
            }
        case ast.TicketEvent():
            return {
                "type": "ticket",
                "id": phrase.id.id if phrase.id else id,
                "ticket": phrase.ticket,
                "action": phrase.action,
                "at": at(phrase.at),
                "severity": phrase.severity and phrase.severity.severity,
                "queue": phrase.queue and phrase.queue.queue,
                "cause": phrase.cause and phrase.cause.cause.text,
                "labels": list(phrase.labels.labels) if phrase.labels else None,
                "recorded": at(phrase.recorded.at) if phrase.recorded else None,
            }
        case ast.SubscriptionEvent():
            return {
                "type": "subscription",
                "id": id,
                "from": phrase.first.isoformat(),
                "to": phrase.last and phrase.last.isoformat(),
                "billing_day": phrase.billing_day and phrase.billing_day.day.number,
                "parameters": _parameters(parameters),
            }
        case ast.ChargeEvent():
            first, last = _charged_days(phrase.dates, zone)
            return {
                "type": "charge",
                "id": id,
                "start": first.isoformat(),
                "end": last.isoformat(),
                "amount": phrase.money.number.digits,
                "currency": phrase.money.currency,
                "category": phrase.category and phrase.category.category,
                "component": phrase.component and phrase.component.component.text,
            }
        case ast.ClaimEvent():
            named_range(phrase.period, zone)
            return {
                "type": "claim",
                "id": phrase.id.id if phrase.id else id,
                "period": phrase.period,
                "at": at(phrase.at),
                "includes": list(phrase.contents.items) if phrase.contents else None,
            }
        case ast.SettlementEvent():
            named_range(phrase.period, zone)
            return {
                "type": "settlement",
                "id": phrase.id.id if phrase.id else id,
                "decision": phrase.decision,
                "period": phrase.period,
                "at": at(phrase.at),
            }
        case _:
            assert_never(phrase)


def _carried_date(due: ast.EventDue | None, zone: Zone) -> str | None:
    if due is None:
        return None
    return due.at.isoformat() if isinstance(due.at, date) else format_instant(instant_of(due.at, zone))


def _names(components: ast.EventComponents | None) -> list[str] | None:
    return None if components is None else [name.text for name in components.names]


def _charged_days(dates: ast.ChargePeriod | ast.ChargeDates, zone: Zone) -> tuple[date, date]:
    if isinstance(dates, ast.ChargeDates):
        return dates.first, dates.last
    start, end = named_range(dates.period, zone)
    return civil_date(zone.day_of(start)), civil_date(zone.day_of(end - 1))


def _parameters(given: tuple[ast.ParameterEvent, ...]) -> Fields:
    return {event.parameter.text: _scalar(event.value) for event in given}


def _scalar(value: ast.Value) -> object:
    """A parameter's value as contracts spell it on the wire."""
    match value:
        case str():
            return value
        case ast.YesNo():
            return value is ast.YesNo.YES
        case ast.Percent():
            return value.digits
        case ast.Number():
            return Decimal(value.digits)
        case ast.Money():
            return value.number.digits
        case _:
            assert_never(value)


# ------------------------------------------------------------------------------------ names not there


def _misused_parameter(phrase: ast.ParameterEvent, last: ast.ParameterEvent, words: Vocabulary) -> Iterator[Check]:
    problem = unknown_name("a parameter", phrase.parameter, words.parameters)
    if problem is not None:
        yield problem
    if isinstance(phrase.value, ast.Money) and words.currency not in (None, phrase.value.currency):
        actual = f"it is in {phrase.value.currency}"
        yield Check(f"a sum in {words.currency}", actual, False, phrase.value.span)
    if phrase is not last:
        yield Check("one value for each parameter", f"`{phrase.parameter.text}` has two", False, phrase.span)


def _misnamed(phrase: ast.ScenarioEvent, words: Vocabulary, called: list[str], tickets: frozenset[str]) -> Iterator[Check]:
    services = words.services
    components: tuple[ast.Name, ...] = ()
    match phrase:
        case ast.OutageEvent() | ast.ProbeEvent() | ast.MaintenanceEvent():
            components = phrase.components.names if phrase.components else ()
        case ast.ChargeEvent():
            components = (phrase.component.component,) if phrase.component else ()
        case _:
            pass
    problems: list[Check | None] = []
    if isinstance(phrase, ast.OutageEvent | ast.ProbeEvent):
        problems.append(unknown_name("a service", phrase.service, (service.name for service in services)))
        services = tuple(service for service in services if service.name == phrase.service.text) or services
    if isinstance(phrase, ast.OutageEvent | ast.TicketEvent) and phrase.cause is not None:
        problems.append(unknown_name("a cause", phrase.cause.cause, words.causes))
    problems.extend(unknown_component(component, services) for component in components)
    name = phrase.id if isinstance(phrase, _CAN_BE_CALLED) else None
    if name is not None and called.count(name.id) > 1:
        problems.append(Check("a name for one event only", f"two are called `{name.id}`", False, name.span))
    about = phrase.about if isinstance(phrase, ast.FactEvent) else None
    if about is not None and about.id not in called and about.id not in tickets:
        close = nearest(about.id, [*called, *tickets])
        instead = f"is `{close}` meant?" if close else 'name the event with `called "..."`'
        none = f"none is called `{about.id}`: {instead}"
        problems.append(Check("the name of a given event", none, False, about.span))
    yield from (problem for problem in problems if problem is not None)
