"""The JSON Schemas of both directions of the wire, made from the code's own types.

They ship as `slalang/schemas/events.schema.json` and `verdicts.schema.json`; a test holds the files to these
functions.
"""

from __future__ import annotations

from typing import Any

import msgspec

from slalang.output.verdict_shape import VerdictShape
from slalang.values.event_fields import EVENT_TYPES, EventType

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def events_schema() -> bytes:
    """The schema of one event, made from the table of its fields."""
    return _file(
        {
            "$schema": _DIALECT,
            "title": "An event that slalang reads",
            "type": "object",
            "required": ["type", "id"],
            "properties": {"type": {"enum": list(EVENT_TYPES)}},
            "oneOf": [{"$ref": f"#/$defs/{name}"} for name in EVENT_TYPES],
            "$defs": {name: _event(event_type) for name, event_type in EVENT_TYPES.items()},
        }
    )


def verdicts_schema() -> bytes:
    """The schema of one verdict, made from the shape in which it is written."""
    (schema,), components = msgspec.json.schema_components([VerdictShape], ref_template="#/$defs/{name}")
    return _file({"$schema": _DIALECT, "title": "A verdict that slalang writes", **schema, "$defs": components})


def _event(event_type: EventType) -> dict[str, Any]:
    fields = event_type.fields
    return {
        "title": event_type.noun,
        "type": "object",
        "required": ["type", *(field.name for field in fields if field.required)],
        "properties": {
            "type": {"const": event_type.name},
            **{
                field.name: field.form.schema if field.required else {"anyOf": [field.form.schema, {"type": "null"}]}
                for field in fields
            },
        },
    }


def _file(schema: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"
