"""From the decoded fields of one record to one event, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slalang.values.diagnostics import Diagnostic, nearest
from slalang.values.event_fields import EVENT_TYPES, TYPE_OF, EventType, Field
from slalang.values.events import (
    Charge,
    CivilDate,
    Counts,
    Event,
    Maintenance,
    Outage,
    RecordedBy,
    Resource,
    Subscription,
)
from slalang.values.exact_json import canonical_json, read_json
from slalang.values.places import Span
from slalang.values.wire_forms import IDENTIFIER, NAMES, TEXT, shown

_BECAME_KNOWN = ("announced_at", "at", "start_at", "from_at", "first_day")
"""Where an event's `recorded` comes from when it is absent, the first that is there."""

_MOST_TOLD = 3
"""How many unknown fields are named."""

_PERIOD_OF_A_CHARGE = (
    'In place of `period` write its first and last day: `"start":"2025-03-01","end":"2025-03-31"` for March 2025.'
)


def decode_event(fields: Mapping[str, object], span: Span | None = None) -> Event | tuple[Diagnostic, ...]:
    """One event from the fields of one record, or everything that is wrong with them.

    `fields` holds decoded JSON without floats. A null is an absent field; unknown fields are kept in
    `unread`.
    """
    event_type = _type_of(fields, span)
    if isinstance(event_type, Diagnostic):
        return (event_type,)
    values: dict[str, Any] = {}
    wrong: list[Diagnostic] = []
    found = 0
    for field in event_type.fields:
        raw = fields.get(field.name)
        if field.name in fields:
            found += 1
        if raw is None:
            if field.required:
                wrong.append(_missing(field, event_type, fields, span))
            continue
        try:
            values[field.attribute] = field.form.read(raw)
        except ValueError as reason:
            wrong.append(_ill_typed(field, event_type, fields, str(reason), span))
    if wrong:
        return tuple(wrong)
    if found + 1 < len(fields):
        known = event_type.names
        values["unread"] = canonical_json({n: v for n, v in fields.items() if n not in known})
    if "recorded_at" not in values:
        values["recorded_at"] = next(values[name] for name in _BECAME_KNOWN if name in values)
        values["recorded_by"] = RecordedBy.DEFAULT
    event: Event = event_type.event(span=span, **values)
    problem = _contradiction(event, span)
    return event if problem is None else (problem,)


def event_fields(event: Event) -> dict[str, object]:
    """The fields of an event as canonical decoded JSON, `type` first; `decode_event` reads them back.

    `recorded` always stands among them, so that a changed event keeps the instant at which it became known;
    only a bare date that stands in for it is left out again.
    """
    event_type = TYPE_OF[type(event)]
    written: dict[str, object] = {"type": event_type.name}
    for field in event_type.fields:
        value = getattr(event, field.attribute)
        if value is None or value == () or (field.name == "recorded" and isinstance(value, CivilDate)):
            continue
        written[field.name] = field.form.write(value)
    if event.unread:
        written |= object_of(event.unread)
    return written


def object_of(text: str) -> dict[str, Any]:
    """The object whose canonical JSON an event keeps, in `unread` or in a correction's `fields`."""
    value = read_json(text)
    if not isinstance(value, dict):
        raise ValueError("it is not an object")
    return value


def _type_of(fields: Mapping[str, object], span: Span | None) -> EventType | Diagnostic:
    name = fields.get("type")
    if isinstance(name, str) and name in EVENT_TYPES:
        return EVENT_TYPES[name]
    types = ", ".join(EVENT_TYPES)
    if name is None:
        return Diagnostic(
            "the event lacks `type`",
            span,
            "missing-field",
            field="type",
            hint=_meant(("type",), fields, ()) or f"Add `type`, one of {types}.",
        )
    close = nearest(name, EVENT_TYPES) if isinstance(name, str) else None
    return Diagnostic(
        f"unknown event type `{shown(name)}`",
        span,
        "unknown-type",
        field="type",
        hint=f"Is `{close}` meant? The types are {types}." if close else f"The types are {types}.",
    )


def _missing(field: Field, event_type: EventType, fields: Mapping[str, object], span: Span | None) -> Diagnostic:
    return Diagnostic(
        f"{event_type.noun} needs `{field.name}`",
        span,
        "missing-field",
        field=field.name,
        text=" ".join(filter(None, (_which(fields), _unknown(event_type, fields)))),
        hint=_meant((field.name,), fields, event_type.names)
        or _PERIOD_OF_A_CHARGE * (event_type.event is Charge and "period" in fields and field.name in ("start", "end"))
        or f"Add `{field.name}`: {field.form.expected}.",
    )


def _unknown(event_type: EventType, fields: Mapping[str, object]) -> str:
    """The first fields given that the type does not have: one of them may stand for what is missing."""
    names = [f"`{shown(name)}`" for name in fields if name not in event_type.names]
    more = ", ..." if len(names) > _MOST_TOLD else ""
    return f"It has {', '.join(names[:_MOST_TOLD])}{more}, which {event_type.noun} does not take." if names else ""


def _meant(missing: tuple[str, ...], fields: Mapping[str, object], known: tuple[str, ...]) -> str:
    for name in fields:
        if name not in known and (close := nearest(name, missing)) is not None:
            return f"Is `{close}` meant where `{shown(name)}` stands?"
    return ""


def _ill_typed(field: Field, event_type: EventType, fields: Mapping[str, object], reason: str, span: Span | None) -> Diagnostic:
    raw = fields[field.name]
    if raw == "" or raw == [""]:
        return _empty(field, event_type, fields, span)
    return Diagnostic(
        f"`{field.name}` of {event_type.noun} must be {field.form.expected}",
        span,
        "ill-typed-field",
        field=field.name,
        label=f"`{shown(raw)}`: {reason}",
        text=_which(fields),
        hint=f"Write {field.form.expected}{'' if field.required else ', or leave the field out'}.",
    )


def _empty(field: Field, event_type: EventType, fields: Mapping[str, object], span: Span | None) -> Diagnostic:
    """What to say of an empty text: nobody can tell whether it stands for nothing or was forgotten."""
    any_text = field.form in (TEXT, IDENTIFIER, NAMES)
    write = f"write {field.form.expected}{' that is not empty' if any_text else ''}"
    return Diagnostic(
        f"`{field.name}` of {event_type.noun} is empty",
        span,
        "ill-typed-field",
        field=field.name,
        label="it is empty",
        text=_which(fields),
        hint=f"W{write[1:]}."
        if field.required
        else f"Leave `{field.name}` out where there is none, or {'name it' if any_text else write}.",
    )


def _which(fields: Mapping[str, object]) -> str:
    name = fields.get("id")
    return f"It is the event with the id `{shown(name)}`." if isinstance(name, str | int) else ""


def _contradiction(event: Event, span: Span | None) -> Diagnostic | None:
    match event:
        case Outage(start_at=start, end_at=int(end)) | Counts(start_at=start, end_at=end) if end < start:
            return ends_early(event.id, "start", "end", span)
        case Maintenance(start_at=start, end_at=end) if end < start:
            return ends_early(event.id, "start", "end", span)
        case Charge(first_day=first, last_day=last) if last < first:
            return ends_early(event.id, "start", "end", span)
        case Resource(from_at=int(start), to_at=int(end)) | Subscription(from_at=int(start), to_at=int(end)):
            return ends_early(event.id, "from", "to", span) if end < start else None
        case (
            Resource(from_at=CivilDate(first), to_at=CivilDate(last))
            | Subscription(from_at=CivilDate(first), to_at=CivilDate(last))
        ):
            return ends_early(event.id, "from", "to", span) if last < first else None
        case Counts(total=total, failed=failed) if failed > total:
            return Diagnostic(
                f"`failed` is {failed}, more than `total`, {total}",
                span,
                "failed-beyond-total",
                field="failed",
                text=f"It is the event with the id `{shown(event.id)}`.",
                hint="Count every failed request in `total` as well.",
            )
        case _:
            return None


def ends_early(event_id: str, start: str, end: str, span: Span | None) -> Diagnostic:
    """What to say of an event that ends before it starts; `start` and `end` are its fields' names."""
    return Diagnostic(
        f"`{end}` lies before `{start}`",
        span,
        "end-before-start",
        field=end,
        text=f"It is the event with the id `{shown(event_id)}`.",
        hint=f"Set `{end}` to an instant at or after `{start}`, or exchange the two.",
    )
