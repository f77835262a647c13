"""The JSON Schemas of events, verdicts, findings and compiled policies, made from the code's own types.

They ship as `slalang/schemas/NAME.schema.json`; a test holds the files to these functions.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import Any

import msgspec

from slalang.output.diagnostic_shape import DiagnosticShape
from slalang.output.verdict_shape import VerdictShape
from slalang.semantics.artifact.forms import PARTS, Form, classes_in, field_forms
from slalang.semantics.artifact.writing import FORMAT, FORMAT_VERSION
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


def findings_schema() -> bytes:
    """The schema of what a check finds, an array of the shape in which each finding is written."""
    (schema,), components = msgspec.json.schema_components([list[DiagnosticShape]], ref_template="#/$defs/{name}")
    return _file({"$schema": _DIALECT, "title": "What slalang check finds", **schema, "$defs": components})


_PART = "part"
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_TEXT = {"type": "string"}
_INTEGER = {"type": "integer", "minimum": 1 - 10**17, "maximum": 10**18 - 1}


def artifact_schema() -> bytes:
    """The schema of a compiled policy, made from the type hints of its classes."""
    header = {
        "format": {"const": FORMAT},
        "format_version": {"const": FORMAT_VERSION},
        "engine": _TEXT | {"description": "The version of slalang that wrote it."},
        "agreement": _TEXT,
        "sha256": _HASH | {"description": "Names the policy; verdicts carry it."},
        "content_sha256": _HASH | {"description": "Of the object without this member, names sorted, no spaces, in UTF-8."},
        "holidays_version": {"anyOf": [_TEXT, {"type": "null"}]},
        "zone_version": _TEXT,
        "file": _TEXT | {"description": "The policy's own text among the sources."},
        "sources": {"type": "object", "additionalProperties": _TEXT},
        "parts": {
            "description": "Each part written once; it refers only to parts before it. The last is the policy as compiled.",
            "type": "array",
            "minItems": 1,
            "items": {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in sorted(PARTS)]},
        },
    }
    reference = _object({_PART: {"type": "integer", "minimum": 0}})
    return _file(
        {
            "$schema": _DIALECT,
            "title": "A policy that slalang compiled",
            **_object(header),
            "$defs": {name: _class(kind) for name, kind in classes_in().items()} | {_PART: reference},
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "additionalProperties": False, "properties": properties}


def _class(kind: type) -> dict[str, Any]:
    if kind is Fraction:
        return _object({kind.__name__: {"type": "string", "pattern": "^-?[0-9]{1,100}/[0-9]{1,100}$"}})
    if issubclass(kind, Enum):
        return _object({kind.__name__: {"enum": list(kind.__members__)}})
    fields = {name: _form(form) for name, form in field_forms(kind).items()}  # type: ignore[arg-type]  # a class has a hash, whatever mypy makes of `type`
    said = (kind.__doc__ or "").partition("\n")[0]
    return ({"description": said} if said else {}) | _object({kind.__name__: _object(fields)})


def _form(form: Form) -> dict[str, Any]:
    parts = sorted(name for name in form.classes if name in PARTS)
    choices: list[dict[str, Any]] = [
        *([{"type": "null"}] if form.null else []),
        *([{"type": "boolean"}] if form.boolean else []),
        *([_INTEGER] if form.integer else []),
        *([_TEXT] if form.string else []),
        *([{"enum": list(form.words)}] if form.words else []),
        *([_list(form.items)] if form.items is not None else []),
        *([{"$ref": f"#/$defs/{_PART}", "description": " or ".join(parts)}] if parts else []),
        *({"$ref": f"#/$defs/{name}"} for name in form.classes if name not in PARTS),
    ]
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _list(items: Form | tuple[Form, ...]) -> dict[str, Any]:
    if isinstance(items, Form):
        return {"type": "array", "items": _form(items)}
    return {"type": "array", "prefixItems": [_form(one) for one in items], "items": False, "minItems": len(items)}


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
