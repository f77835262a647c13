"""The wire's events, type by type: which fields each has, and in which form they stand."""

from __future__ import annotations

import attrs

from slalang.values import wire_forms as form
from slalang.values.events import (
    Charge,
    Claim,
    Correct,
    Counts,
    Event,
    Execution,
    Fact,
    Maintenance,
    Measure,
    Outage,
    Probe,
    Resource,
    Retract,
    Settlement,
    Subscription,
    Ticket,
)
from slalang.values.wire_forms import Form


@attrs.frozen(slots=True)
class Field:
    """A field on the wire (`name`), the attribute of the event that holds it, and its form."""

    name: str
    attribute: str
    form: Form
    required: bool = False


@attrs.frozen(slots=True)
class EventType:
    """A type of event on the wire; `fields` holds its own fields, then the common ones."""

    name: str
    noun: str
    event: type[Event]
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every field name that the type knows, `type` included."""
        return ("type", *(field.name for field in self.fields))


def _needed(name: str, as_form: Form, attribute: str | None = None) -> Field:
    return Field(name, attribute or name, as_form, required=True)


def _optional(name: str, as_form: Form, attribute: str | None = None) -> Field:
    return Field(name, attribute or name, as_form)


COMMON = (
    _needed("id", form.IDENTIFIER),
    _optional("customer", form.NAMES, "customers"),
    _optional("service", form.TEXT),
    _optional("component", form.NAMES, "components"),
    _optional("source", form.TEXT),
    _optional("recorded", form.INSTANT, "recorded_at"),
    _optional("labels", form.TEXTS),
)

_START = _needed("start", form.INSTANT, "start_at")
_END = _needed("end", form.INSTANT, "end_at")
_AT = _needed("at", form.INSTANT)
_CLASS = _optional("class", form.TEXT, "class_")
_ABOUT = _needed("about", form.IDENTIFIER)


def _event_type(name: str, noun: str, event: type[Event], *fields: Field) -> EventType:
    own = {field.name for field in fields}
    return EventType(name, noun, event, (*fields, *(field for field in COMMON if field.name not in own)))


_TYPES = (
    _event_type(
        "outage",
        "an outage",
        Outage,
        _START,
        _optional("end", form.INSTANT, "end_at"),
        _optional("cause", form.TEXT),
        _optional("severity", form.TEXT),
        _optional("degree", form.SHARE),
        _optional("environment", form.TEXT),
    ),
    _event_type(
        "probe",
        "a probe",
        Probe,
        _AT,
        _needed("up", form.FLAG),
        _optional("location", form.TEXT),
        _optional("latency_ms", form.DECIMAL),
    ),
    _event_type(
        "counts",
        "a counts event",
        Counts,
        _START,
        _END,
        _needed("total", form.COUNT),
        _needed("failed", form.COUNT),
        _CLASS,
    ),
    _event_type("execution", "an execution", Execution, _AT, _needed("good", form.FLAG), _CLASS),
    _event_type("measure", "a measure", Measure, _needed("name", form.TEXT), _AT, _needed("value", form.DECIMAL)),
    _event_type(
        "resource",
        "a resource",
        Resource,
        _needed("resource", form.TEXT),
        _needed("from", form.MOMENT, "from_at"),
        _optional("to", form.MOMENT, "to_at"),
        _optional("attributes", form.ATTRIBUTES),
    ),
    _event_type(
        "maintenance",
        "a maintenance",
        Maintenance,
        _needed("kind", form.MAINTENANCE_KIND),
        _optional("announced", form.INSTANT, "announced_at"),
        _START,
        _END,
        _optional("approved", form.FLAG),
    ),
    _event_type(
        "ticket",
        "a ticket event",
        Ticket,
        _needed("ticket", form.IDENTIFIER),
        _AT,
        _needed("action", form.TICKET_ACTION),
        _optional("severity", form.TEXT),
        _optional("cause", form.TEXT),
        _optional("queue", form.TEXT),
    ),
    _event_type(
        "fact",
        "a fact",
        Fact,
        _needed("name", form.TEXT),
        _AT,
        _optional("about", form.IDENTIFIER),
        _optional("includes", form.TEXTS),
        _optional("period", form.TEXT),
        _optional("value", form.SCALAR),
        _optional("due", form.MOMENT, "due_at"),
    ),
    _event_type(
        "subscription",
        "a subscription",
        Subscription,
        _needed("from", form.MOMENT, "from_at"),
        _optional("to", form.MOMENT, "to_at"),
        _optional("parameters", form.ATTRIBUTES),
        _optional("billing_day", form.DAY_OF_MONTH),
    ),
    _event_type(
        "charge",
        "a charge",
        Charge,
        _needed("start", form.DATE, "first_day"),
        _needed("end", form.DATE, "last_day"),
        _needed("amount", form.DECIMAL),
        _needed("currency", form.CURRENCY),
        _optional("category", form.TEXT),
        _optional("attributes", form.ATTRIBUTES),
    ),
    _event_type(
        "claim",
        "a claim",
        Claim,
        _AT,
        _needed("period", form.TEXT),
        _optional("commitment", form.TEXT),
        _optional("step", form.IDENTIFIER),
        _optional("includes", form.TEXTS),
        _optional("about", form.IDENTIFIERS),
    ),
    _event_type(
        "settlement",
        "a settlement",
        Settlement,
        _AT,
        _needed("period", form.TEXT),
        _optional("commitment", form.TEXT),
        _needed("decision", form.DECISION),
        _optional("amount", form.DECIMAL),
        _optional("currency", form.CURRENCY),
    ),
    _event_type(
        "correct",
        "a correction",
        Correct,
        _ABOUT,
        _needed("set", form.REPLACEMENTS, "fields"),
        _needed("recorded", form.INSTANT, "recorded_at"),
    ),
    _event_type("retract", "a retraction", Retract, _ABOUT, _needed("recorded", form.INSTANT, "recorded_at")),
)

EVENT_TYPES: dict[str, EventType] = {event_type.name: event_type for event_type in _TYPES}
"""Every event type by its name on the wire, in the wire's order."""

TYPE_OF: dict[type[Event], EventType] = {event_type.event: event_type for event_type in _TYPES}
"""Every event type by the class of its events."""
