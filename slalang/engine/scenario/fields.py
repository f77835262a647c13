"""From one `given` phrase of a scenario to the fields of an event of the wire (P4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeAlias, assert_never

from slalang.engine.scenario.times import instant_of
from slalang.syntax import ast
from slalang.time.periods import named_range
from slalang.time.zones import Zone
from slalang.values.instants import civil_date, format_instant

Fields: TypeAlias = dict[str, object]

Observed: TypeAlias = ast.OutageEvent | ast.ProbeEvent | ast.CountsEvent | ast.ExecutionsEvent | ast.MeasureEvent
"""What was observed of a service (O1-O4)."""

Given: TypeAlias = (
    Observed
    | ast.ResourceEvent
    | ast.MaintenanceEvent
    | ast.TicketEvent
    | ast.FactEvent
    | ast.SubscriptionEvent
    | ast.ChargeEvent
    | ast.ClaimEvent
    | ast.SettlementEvent
)
"""Everything that can be given but a parameter, which a subscription carries."""


def wire_fields(phrase: Given, id: str, parameters: tuple[ast.ParameterEvent, ...], zone: Zone) -> Fields:
    """The wire's fields of what one phrase gives, of several executions those of a good one.

    `id` is taken where the phrase names none. What the wire does not know as a value is left for its decoding to refuse.
    ValueError for a period that is none.
    """
    match phrase:
        case ast.OutageEvent() | ast.ProbeEvent() | ast.CountsEvent() | ast.ExecutionsEvent() | ast.MeasureEvent():
            common: Fields = {
                "id": id,
                "service": phrase.service.text,
                "component": _names(phrase.components),
                "source": phrase.source and phrase.source.source,
            }
            return common | _observed(phrase, zone)
        case ast.ClaimEvent() | ast.SettlementEvent():
            return _claimed(phrase, id, zone)
        case ast.ResourceEvent():
            return {
                "type": "resource",
                "id": phrase.id.id if phrase.id else id,
                "service": phrase.service.text,
                "resource": phrase.resource.text,
                "from": _day_or_instant(phrase.start, zone),
                "to": None if phrase.end is None else _day_or_instant(phrase.end, zone),
                "attributes": attribute_values(phrase.attributes),
            }
        case ast.MaintenanceEvent():
            return {
                "type": "maintenance",
                "id": phrase.id.id if phrase.id else id,
                "kind": phrase.kind,
                "component": _names(phrase.components),
                "start": _instant(phrase.start, zone),
                "end": _instant(phrase.end, zone),
                "announced": _instant(phrase.announced.at, zone) if phrase.announced else None,
                "approved": phrase.approved,
            }
        case ast.FactEvent():
            return {
                "type": "fact",
                "id": phrase.id.id if phrase.id else id,
                "name": phrase.name,
                "about": phrase.about and phrase.about.id,
                "period": _named(phrase.period.period, zone) if phrase.period else None,
                "at": _instant(phrase.at, zone),
                "includes": list(phrase.including.items) if phrase.including else None,
                "due": _day_or_instant(phrase.due.at, zone) if phrase.due else None,
            }
        case ast.TicketEvent():
            return {
                "type": "ticket",
                "id": phrase.id.id if phrase.id else id,
                "ticket": phrase.ticket,
                "action": phrase.action,
                "at": _instant(phrase.at, zone),
                "severity": phrase.severity and phrase.severity.severity,
                "queue": phrase.queue and phrase.queue.queue,
                "cause": phrase.cause and phrase.cause.cause.text,
                "labels": list(phrase.labels.labels) if phrase.labels else None,
                "recorded": _recorded(phrase.recorded, zone),
            }
        case ast.SubscriptionEvent():
            return {
                "type": "subscription",
                "id": id,
                "from": phrase.first.isoformat(),
                "to": phrase.last and phrase.last.isoformat(),
                "billing_day": phrase.billing_day and phrase.billing_day.day.number,
                "parameters": parameter_values(parameters),
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
                "attributes": attribute_values(phrase.attributes),
            }
        case _:
            assert_never(phrase)


def parameter_values(given: tuple[ast.ParameterEvent, ...]) -> Fields:
    """What a contract supplies, by the parameters' names (P2)."""
    return {event.parameter.text: scalar(event.value) for event in given}


def attribute_values(given: ast.WithAttributes | None) -> Fields:
    """The attributes of a resource, a charge or a group by their names (D3)."""
    return {attribute.name: scalar(attribute.value) for attribute in given.attributes} if given else {}


def scalar(value: ast.Value) -> object:
    """A parameter's or an attribute's value as the wire spells it."""
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


def _observed(phrase: Observed, zone: Zone) -> Fields:
    """The fields of an observation that are not those of all."""
    match phrase:
        case ast.OutageEvent():
            return {
                "type": "outage",
                **_own_id(phrase.id),
                "start": _instant(phrase.start, zone),
                "end": None if phrase.end is None else _instant(phrase.end, zone),
                "cause": phrase.cause and phrase.cause.cause.text,
                "severity": phrase.severity and phrase.severity.severity,
                "degree": phrase.degree and phrase.degree.degree.digits,
                "environment": phrase.environment and phrase.environment.environment,
                "recorded": _recorded(phrase.recorded, zone),
            }
        case ast.ProbeEvent():
            return {
                "type": "probe",
                "at": _instant(phrase.at, zone),
                "up": phrase.state is ast.ProbeState.UP,
                "location": phrase.location and phrase.location.location,
            }
        case ast.CountsEvent():
            return {
                "type": "counts",
                **_own_id(phrase.id),
                "start": _instant(phrase.start, zone),
                "end": _instant(phrase.end, zone),
                "total": Decimal(phrase.total.digits),
                "failed": Decimal(phrase.failed.digits),
                "class": phrase.of_class and phrase.of_class.name,
                "recorded": _recorded(phrase.recorded, zone),
            }
        case ast.ExecutionsEvent():
            return {
                "type": "execution",
                "at": _instant(phrase.at, zone),
                "good": True,
                "class": phrase.of_class and phrase.of_class.name,
            }
        case ast.MeasureEvent():
            return {"type": "measure", "name": phrase.name, "at": _instant(phrase.at, zone), "value": phrase.value.digits}
        case _:
            assert_never(phrase)


def _claimed(phrase: ast.ClaimEvent | ast.SettlementEvent, id: str, zone: Zone) -> Fields:
    """A claim, or what was decided of one (C6, C8)."""
    common: Fields = {
        "id": phrase.id.id if phrase.id else id,
        "period": _named(phrase.period, zone),
        "commitment": phrase.commitment and phrase.commitment.name.text,
        "at": _instant(phrase.at, zone),
    }
    if isinstance(phrase, ast.ClaimEvent):
        return common | {
            "type": "claim",
            "step": phrase.step and phrase.step.name,
            "includes": list(phrase.contents.items) if phrase.contents else None,
            "about": list(phrase.about.ids) if phrase.about else None,
        }
    return common | {
        "type": "settlement",
        "decision": phrase.decision,
        "amount": phrase.amount and phrase.amount.money.number.digits,
        "currency": phrase.amount and phrase.amount.money.currency,
    }


def _own_id(named: ast.EventId | None) -> Fields:
    return {"id": named.id} if named else {}


def _instant(moment: ast.Moment, zone: Zone) -> str:
    return format_instant(instant_of(moment, zone))


def _day_or_instant(given: date | ast.Moment, zone: Zone) -> str:
    return given.isoformat() if isinstance(given, date) else _instant(given, zone)


def _recorded(recorded: ast.EventRecorded | None, zone: Zone) -> str | None:
    return _instant(recorded.at, zone) if recorded else None


def _named(period: str, zone: Zone) -> str:
    """The period's name, which has to be one."""
    named_range(period, zone)
    return period


def _names(components: ast.EventComponents | None) -> list[str] | None:
    return None if components is None else [name.text for name in components.names]


def _charged_days(dates: ast.ChargePeriod | ast.ChargeDates, zone: Zone) -> tuple[date, date]:
    if isinstance(dates, ast.ChargeDates):
        return dates.first, dates.last
    start, end = named_range(dates.period, zone)
    return civil_date(zone.day_of(start)), civil_date(zone.day_of(end - 1))
