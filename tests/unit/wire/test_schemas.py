"""The shipped schemas are those that the code's types make, and what the code writes and reads fits them.

To write one anew:
python -c "import sys; from slalang.output.schemas import *; sys.stdout.buffer.write(events_schema())" > FILE
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest

from slalang.output.schemas import artifact_schema, events_schema, findings_schema, verdicts_schema
from slalang.output.verdict_shape import VerdictShape
from slalang.output.verdicts.json import verdict_json
from slalang.pipeline import compile_policy, policy_artifact
from slalang.values.event_fields import EVENT_TYPES
from slalang.values.verdicts import Verdict

from .test_event_decoding import SAMPLES
from .test_verdict_json import FULL, LEAST, TOGETHER, VALUE


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("artifact.schema.json", artifact_schema()),
        ("events.schema.json", events_schema()),
        ("findings.schema.json", findings_schema()),
        ("verdicts.schema.json", verdicts_schema()),
    ],
)
def test_the_shipped_schema_is_the_one_that_the_types_make(name: str, made: bytes) -> None:
    assert files("slalang").joinpath("schemas", name).read_bytes() == made


def fits(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    """Whether a value satisfies the few words of JSON Schema that the two schemas use."""
    types = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
    for word, expected in schema.items():
        match word:
            case "$schema" | "title" | "description" | "$defs" | "format" | "default":
                ok = True
            case "$ref":
                ok = fits(value, root["$defs"][expected.rsplit("/", 1)[1]], root)
            case "type":
                named = expected if isinstance(expected, list) else [expected]
                numeric = isinstance(value, int | float) and not isinstance(value, bool)
                whole = numeric and isinstance(value, int)
                ok = any(
                    whole if name == "integer" else numeric if name == "number" else isinstance(value, types[name])
                    for name in named
                )
            case "required":
                ok = not isinstance(value, dict) or all(name in value for name in expected)
            case "properties":
                ok = not isinstance(value, dict) or all(
                    fits(value[name], part, root) for name, part in expected.items() if name in value
                )
            case "additionalProperties":
                ok = not isinstance(value, dict) or all(fits(part, expected, root) for part in value.values())
            case "items":
                ok = expected is False or not isinstance(value, list) or all(fits(part, expected, root) for part in value)
            case "prefixItems":
                ok = all(fits(part, form, root) for part, form in zip(value, expected, strict=True))
            case "anyOf":
                ok = any(fits(value, part, root) for part in expected)
            case "oneOf":
                ok = sum(fits(value, part, root) for part in expected) == 1
            case "not":
                ok = not fits(value, expected, root)
            case "enum":
                ok = value in expected
            case "const":
                ok = value == expected
            case "pattern":
                ok = not isinstance(value, str) or re.search(expected, value) is not None
            case "minLength":
                ok = not isinstance(value, str) or len(value) >= expected
            case "minItems":
                ok = not isinstance(value, list) or len(value) >= expected
            case "maxItems":
                ok = not isinstance(value, list) or len(value) <= expected
            case "minimum":
                ok = isinstance(value, str) or value >= expected
            case "maximum":
                ok = isinstance(value, str) or value <= expected
            case _:
                raise AssertionError(f"the check does not know `{word}`")
        if not ok:
            return False
    return True


@pytest.mark.parametrize("kind", SAMPLES)
def test_sample_events_fit_the_schema(kind: str) -> None:
    schema = json.loads(events_schema())
    event = {"type": kind, "id": "e1"} | json.loads(SAMPLES[kind])
    assert fits(event, schema, schema)
    assert fits(event | {"unheard_of": [1]}, schema, schema)
    for field in EVENT_TYPES[kind].fields:
        assert not fits(event | {field.name: [[1]]}, schema, schema), field.name
        if field.required:
            assert not fits({n: v for n, v in event.items() if n != field.name}, schema, schema), field.name
    assert not fits(event | {"type": "outtage"}, schema, schema)


@pytest.mark.parametrize("verdict", [LEAST, FULL, VALUE, TOGETHER], ids=["least", "full", "value", "together"])
def test_verdicts_fit_the_schema_and_their_types(verdict: Verdict) -> None:
    schema = json.loads(verdicts_schema())
    line = verdict_json(verdict)
    assert fits(json.loads(line), schema, schema)
    assert msgspec.json.encode(msgspec.json.decode(line, type=VerdictShape)) == line


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("status", "fine"),
        ("kind", "joint"),
        ("due_at", "noon"),
        ("group", ["eu"]),
        ("group", {"region": None}),
        ("availability", {"percent": "99.9"}),
        ("availability", {"exact": "1/2", "value": 120}),
        ("availability", {"exact": "1/2", "value": "120 ms"}),
        ("time_us", {"total": 1}),
        ("budget", [{"left": 3}]),
        ("credit", {"state": "paid"}),
        ("credit", {"state": "due", "points": "5"}),
        ("credit", {"state": "due", "days": 1.5}),
        ("credit", {"state": "due", "settled": "paid"}),
        ("credit", {"state": "due", "settled": {"paid": 5}}),
    ],
)
def test_what_is_no_verdict_does_not_fit(field: str, wrong: object) -> None:
    schema = json.loads(verdicts_schema())
    full = json.loads(verdict_json(FULL))
    assert fits(full, schema, schema)
    assert not fits(full | {field: wrong}, schema, schema)


@pytest.mark.parametrize("weighted", ["half", 0.5, None])
def test_weighted_time_that_is_neither_whole_nor_exact_does_not_fit(weighted: object) -> None:
    schema = json.loads(verdicts_schema())
    full = json.loads(verdict_json(FULL))
    full["time_us"]["weighted"] = weighted
    assert not fits(full, schema, schema)


# ------------------------------------------------------------------------------ artifacts


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema", reason="artifacts are held to their schema by the package jsonschema")
    schema = json.loads(artifact_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", ["cdg", "plusplus", "examples/colocation", "examples/capacity"])
def test_artifacts_fit_their_schema(name: str, validator: Any) -> None:
    value = json.loads(_artifact(name))
    assert not [error.message for error in validator.iter_errors(value)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"format_version":1', '"format_version":2'),
        ('"Rounding":"HALF_UP"', '"Rounding":"HALF"'),
        ('"Zone":{', '"Zune":{'),
        ('"negated":false', '"negated":0'),
        ('"shortest_run":null', '"shortest_run":{}'),
        ('{"part":0}', '{"part":"0"}'),
        ('{"part":0}', '{"part":0,"Zone":{}}'),
        ('"sources":{"', '"sources":{"x":null,"'),
    ],
)
def test_what_is_no_artifact_does_not_fit(old: str, new: str, validator: Any) -> None:
    content = _artifact("cdg").decode()
    assert old in content
    assert validator.is_valid(json.loads(content))
    assert not validator.is_valid(json.loads(content.replace(old, new)))


def _artifact(name: str) -> bytes:
    file = Path(__file__).parents[3] / "policies" / f"{name}.sla"

    def load(used: str) -> str | None:
        return (file.parent / used).read_text("utf-8") if (file.parent / used).is_file() else None

    return policy_artifact(compile_policy(file.read_text("utf-8"), file.name, load).required())
