"""Whatever bytes arrive: an answer, never a traceback; and never a line that is lost unseen."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from slalang.importers.events import read_events
from slalang.values.diagnostics import Severity
from slalang.values.event_decoding import decode_event, event_fields
from slalang.values.instants import DAY
from slalang.values.streams import known_events, last_instant

from .test_event_decoding import SAMPLES

NAMES = st.sampled_from(["e.jsonl", "e.json", "e.csv", "-"])
LINES = [json.dumps({"type": kind, "id": kind} | json.loads(text)) for kind, text in SAMPLES.items()]

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(sorted(SAMPLES)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def day_start(day: int) -> int:
    return day * DAY


@given(NAMES, st.binary(max_size=200))
def test_any_bytes_get_an_answer(name: str, content: bytes) -> None:
    reading = read_events([(name, content)])
    assert reading.set_aside == 0


@given(NAMES, st.integers(0, 2**32), st.integers(1, 6), st.booleans())
def test_damaged_files_get_an_answer(name: str, seed: int, damages: int, set_aside: bool) -> None:
    dice = random.Random(seed)
    content = bytearray("\n".join(LINES).encode())
    if name == "e.json":
        content = bytearray(b"[" + ",\n".join(LINES).encode() + b"]")
    for _ in range(damages):
        at = dice.randrange(len(content))
        content[at : at + dice.randrange(3)] = dice.choice([b"", b'"', b"{", b"\xff", b"\n", b",", b"0", b"[", b"\x00"])
    reading = read_events([(name, bytes(content))], set_aside=set_aside)
    known_events(reading.events, None, day_start)
    last_instant(reading.events, day_start)


@given(
    st.sampled_from(sorted(SAMPLES)),
    st.dictionaries(
        st.sampled_from(
            [
                "id",
                "customer",
                "component",
                "start",
                "end",
                "at",
                "from",
                "to",
                "due",
                "degree",
                "total",
                "failed",
                "value",
                "amount",
                "attributes",
                "parameters",
                "set",
                "about",
                "includes",
                "labels",
                "recorded",
                "x",
            ]
        ),
        JSON,
        max_size=4,
    ),
)
def test_any_fields_make_an_event_or_a_diagnostic(kind: str, fields: dict[str, object]) -> None:
    found = decode_event({"type": kind, "id": "e"} | json.loads(SAMPLES[kind], parse_float=str) | fields)
    if isinstance(found, tuple):
        assert found
        assert all(problem.field and problem.hint for problem in found)
    else:
        assert decode_event(event_fields(found)) == found


@given(st.lists(st.sampled_from([*LINES, "x", "{}", '{"type":"probe"}']), max_size=12))
def test_every_line_is_read_or_counted(chosen: list[str]) -> None:
    content = "\n".join(chosen).encode()
    reading = read_events([("e.jsonl", content)], set_aside=True)
    assert len(reading.events) + reading.set_aside + reading.duplicates == len(chosen)
    strict = read_events([("e.jsonl", content)])
    assert any(d.severity is Severity.ERROR for d in strict.diagnostics) == (reading.set_aside > 0)


AMENDED: list[dict[str, Any]] = [
    {"type": "outage", "id": "o1", "start": "2025-03-01T00:00:00Z", "end": "2025-03-04T00:00:00Z"},
    {"type": "outage", "id": "o2", "start": "2025-03-02T00:00:00Z", "recorded": "2025-03-05T00:00:00Z"},
    {"type": "probe", "id": "p1", "at": "2025-03-02T00:00:00Z", "up": True},
    {"type": "subscription", "id": "s1", "from": "2025-03-03"},
    {"type": "correct", "id": "c1", "about": "o1", "set": {"cause": "a"}, "recorded": "2025-03-03T00:00:00Z"},
    {"type": "correct", "id": "c2", "about": "o1", "set": {"cause": "b"}, "recorded": "2025-03-03T00:00:00Z"},
    {"type": "correct", "id": "c3", "about": "o2", "set": {"end": None}, "recorded": "2025-03-04T00:00:00Z"},
    {"type": "retract", "id": "r1", "about": "c2", "recorded": "2025-03-04T00:00:00Z"},
    {"type": "retract", "id": "r2", "about": "p1", "recorded": "2025-03-06T00:00:00Z"},
]


@given(st.permutations(AMENDED), st.integers(0, 8), st.integers(0, 8))
def test_neither_order_nor_repetition_nor_the_future_matters(order: list[dict[str, Any]], again: int, days: int) -> None:
    as_of = 20148 * DAY + days * DAY
    straight = read_events([("e.json", json.dumps(AMENDED).encode())]).events
    shuffled = read_events([("e.json", json.dumps([*order, order[again]]).encode())])
    assert shuffled.duplicates == 1
    expected = known_events(straight, as_of, day_start)
    assert expected[1] == ()
    assert known_events(shuffled.events, as_of, day_start) == expected
    assert last_instant(shuffled.events, day_start) == last_instant(straight, day_start)
    assert {e.id for e in expected[0]} <= {e["id"] for e in AMENDED}
