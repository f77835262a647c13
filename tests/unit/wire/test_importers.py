"""Bytes become events, or every bad line is reported with its place and the fix."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from time import process_time

import pytest

from slalang.importers.events import MOST_REPORTED, EventReading, read_events
from slalang.importers.records import Limits
from slalang.values.diagnostics import Severity
from slalang.values.event_decoding import event_fields
from slalang.values.events import Correct, Outage, Probe, Resource, Subscription
from slalang.values.instants import MINUTE, format_instant, parse_instant

from .test_event_decoding import SAMPLES

START = "2025-03-14T10:00:00Z"


def outage(id: object, **fields: object) -> dict[str, object]:
    return {"type": "outage", "id": id, "start": START} | fields


def lines(*objects: object) -> bytes:
    return "\n".join(json.dumps(o) for o in objects).encode()


def read(content: bytes | str, name: str = "e.jsonl", **options: object) -> EventReading:
    raw = content if isinstance(content, bytes) else content.encode()
    return read_events([(name, raw)], **options)  # type: ignore[arg-type]


def problems(reading: EventReading) -> list[tuple[str, int]]:
    return [(d.code, d.span.line if d.span else 0) for d in reading.diagnostics if d.severity is Severity.ERROR]


def test_json_lines_with_all_that_editors_add() -> None:
    text = "\ufeff" + json.dumps(outage("a")) + "\r\n\r\n  \n" + json.dumps(outage("b"), indent=None) + "\r\n"
    reading = read(text)
    assert [(e.id, e.span.line) for e in reading.events if e.span] == [("a", 1), ("b", 4)]
    assert reading.diagnostics == ()


@pytest.mark.parametrize("name", ["e.jsonl", "e.ndjson", "E.JSON", "-", "events"])
def test_lines_are_read_under_each_name(name: str) -> None:
    assert len(read(lines(outage("a"), outage("b")), name).events) == 2


@pytest.mark.parametrize("name", ["e.json", "-"])
@pytest.mark.parametrize("indent", [None, 2])
def test_one_array_is_read_with_the_lines_of_its_members(name: str, indent: int | None) -> None:
    reading = read(json.dumps([outage("a"), 5, outage("b")], indent=indent), name)
    assert [e.id for e in reading.events] == ["a", "b"]
    assert problems(reading) == [("bad-json", 7 if indent else 1)]


@pytest.mark.parametrize("text", ["[", "[1,]", '[{"a":1}', '[{"a":1} {"a":2}]', "[] x", '[{"a":1,"a":2}]', "[" * 100_000])
def test_a_broken_array_stops_even_where_lines_are_set_aside(text: str) -> None:
    assert problems(read(text, "e.json", set_aside=True)) == [("bad-json", 1)]


def test_nothing_is_no_error() -> None:
    for name in ("e.jsonl", "e.json", "e.csv"):
        assert read(b"", name) == EventReading((), (), 0, 0)
    assert read("[]", "e.json").diagnostics == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "bad-json"),
        (b"nonsense", "bad-json"),
        (b"[1]", "bad-json"),
        (b"5", "bad-json"),
        (b'"\\ud800"', "bad-json"),
        (b'{"type":"outage","type":"probe"}', "bad-json"),
        (b'{"a":NaN}', "bad-json"),
        (b'{"a":1e99999999999999999999999}', "bad-json"),
        (b'{"a":' + b"[" * 50_000, "bad-json"),
        (b'{"a":"\xff"}', "not-utf-8"),
        (b'{"a":"' + b"x" * (1 << 20) + b'"}', "too-long"),
        (b"\x00", "bad-json"),
        (b'{"type":"outage","id":' + b"9" * 10_000 + b',"start":"2025-03-14T10:00:00Z"}', "ill-typed-field"),
    ],
)
def test_a_bad_line_is_reported_and_the_others_are_read(line: bytes, code: str) -> None:
    content = lines(outage("a")) + b"\n" + line + b"\n" + lines(outage("b"))
    reading = read(content)
    assert problems(reading) == [(code, 2)]
    assert all(d.hint for d in reading.diagnostics)
    assert [e.id for e in reading.events] == ["a", "b"]
    aside = read(content, set_aside=True)
    assert (aside.set_aside, problems(aside), [d.code for d in aside.diagnostics]) == (1, [], ["set-aside"])
    assert "line 2" in aside.diagnostics[0].text


def test_many_bad_lines_are_counted() -> None:
    reading = read(b"x\n" * (MOST_REPORTED + 7))
    assert len(reading.diagnostics) == MOST_REPORTED + 1
    assert "7 more" in reading.diagnostics[-1].title
    assert read(b"x\n" * 57, set_aside=True).set_aside == 57


def test_too_many_events() -> None:
    reading = read(lines(*(outage(n) for n in range(5))), limits=Limits(most_events=3))
    assert [code for code, _ in problems(reading)] == ["too-many"]
    assert problems(read(lines(outage(1), outage(2)), limits=Limits(most_events=2))) == []


def test_utf16_and_unknown_endings() -> None:
    assert "UTF-8" in read(json.dumps(outage("a")).encode("utf-16")).diagnostics[0].hint
    assert problems(read(b"", "events.xlsx")) == [("unknown-format", 1)]


def test_duplicates_across_files_and_conflicts() -> None:
    reading = read_events([("a.jsonl", lines(outage("1"))), ("b.jsonl", lines(outage(1)))])
    assert (len(reading.events), reading.duplicates, reading.diagnostics) == (1, 1, ())
    clash = lines(outage("1"), outage("1", cause="x"), outage("2"))
    assert problems(read(clash)) == [("id-conflict", 2)]
    aside = read(clash, set_aside=True)
    assert ([e.id for e in aside.events], aside.set_aside) == (["2"], 2)


def test_a_field_that_looks_misspelt_deserves_one_warning() -> None:
    reading = read(lines(outage("a", compnent="x", comment="y"), outage("b", compnent="x")))
    assert [(d.code, d.severity, d.hint) for d in reading.diagnostics] == [
        ("unread-field", Severity.WARNING, "Is `component` meant?")
    ]


def test_cloud_events() -> None:
    envelope: dict[str, object] = {
        "specversion": "1.0",
        "type": "slalang.outage",
        "id": "ce-1",
        "source": "/monitor",
        "time": "2025-03-15T00:00:00Z",
        "data": {"start": START, "source": "provider"},
    }
    (event,) = read(lines(envelope)).events
    assert isinstance(event, Outage)
    assert (event.id, event.source) == ("ce-1", "provider")
    assert event.recorded_at == parse_instant("2025-03-15T00:00:00Z")
    own = envelope | {"data": {"id": "o1", "start": START, "recorded": "2025-03-16T00:00:00Z"}}
    (event,) = read(lines(own)).events
    assert (event.id, event.recorded_at) == ("o1", parse_instant("2025-03-16T00:00:00Z"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"specversion": "0.3"}, "specversion"),
        ({"type": "com.example.outage"}, "type"),
        ({"type": None}, "type"),
        ({"data": "x"}, "data"),
        ({"data": {"type": "probe"}}, "type"),
    ],
)
def test_envelopes_that_are_none(change: dict[str, object], field: str) -> None:
    envelope = {"specversion": "1.0", "type": "slalang.outage", "id": "x", "data": outage("a")} | change
    (problem,) = read(lines(envelope)).diagnostics
    assert (problem.code, problem.field) == ("bad-envelope", field)


@pytest.mark.parametrize("cell", ['"[""training"",""x""]"', "training|x"])
def test_a_list_in_csv_is_parted_by_bars_or_json(cell: str) -> None:
    text = f"type,id,ticket,at,action,labels\nticket,1,T,2025-03-03T09:00:00Z,opened,{cell}\n"
    (ticket,) = read_events([("e.csv", text.encode())]).required()
    assert ticket.labels == ("training", "x")


def test_csv_says_the_same_as_json() -> None:
    text = (
        "type,id,start,end,up,at,degree,customer,labels,from,parameters,about,set,recorded\r\n"
        f"outage,1,{START},,,,0.5,a|b,x,,,,,\r\n"
        f"\r\n"
        f"probe,2,,,true,{START},,,,,,,,\r\n"
        'subscription,3,,,,,,a,,2025-01-01,"{""plan"":""x"",""n"":1.50}",,,\r\n'
        f'correct,4,,,,,,,,,,1,"{{""end"":""{START}""}}",{START}\r\n'
    )
    same = [
        outage("1", degree=0.5, customer=["b", "a"], labels=["x"]),
        {"type": "probe", "id": "2", "up": True, "at": START},
        {
            "type": "subscription",
            "id": "3",
            "customer": "a",
            "from": "2025-01-01",
            "parameters": {"plan": "x", "n": 1.5},
        },
        {"type": "correct", "id": "4", "about": "1", "set": {"end": START}, "recorded": START},
    ]
    reading = read("\ufeff" + text, "e.csv")
    assert reading.diagnostics == ()
    assert reading.events == read(lines(*same)).events
    assert [e.span.line for e in reading.events if e.span] == [2, 4, 5, 6]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (b"type;id\n", "bad-file", 1),
        (b"id,start\n", "bad-file", 1),
        (b"type,id,id\n", "bad-file", 1),
        (b"type,id,start\noutage,1\n", "bad-line", 2),
        (b"type,id,start\noutage,1,2025-03-14T10:00:00Z,x\n", "bad-line", 2),
        (b"type,id,start\n\noutage,\xff,2025-03-14T10:00:00Z\n", "not-utf-8", 3),
        (b'type,id,start\noutage,"1,2025-03-14T10:00:00Z\noutage,2,2025-03-14T10:00:00Z\n', "bad-file", 2),
        (b'type,id,start\noutage,"1"2,2025-03-14T10:00:00Z\n', "bad-line", 2),
        (b"type,id,at,up\nprobe,1,2025-03-14T10:00:00Z,yes\n", "ill-typed-field", 2),
        (
            b"type,id,start,end,total,failed\ncounts,1,2025-03-14T10:00:00Z,2025-03-14T10:00:00Z,1.5,0\n",
            "ill-typed-field",
            2,
        ),
        (b'type,id,from,parameters\nsubscription,1,2025-01-01,"{""a"":1,""a"":2}"\n', "bad-json", 2),
        (b"type,id,from,parameters\nsubscription,1,2025-01-01,plan\n", "bad-json", 2),
        (b"type,id,start\noutage,1," + b"9" * 200_000 + b"\n", "bad-line", 2),
        (b"type,id,start\noutrage,1,2025-03-14T10:00:00Z\n", "unknown-type", 2),
    ],
)
def test_csv_that_is_wrong(text: bytes, code: str, line: int) -> None:
    reading = read(text, "e.csv")
    assert problems(reading) == [(code, line)]
    assert reading.diagnostics[0].hint


def test_a_line_separator_inside_a_cell_ends_no_row() -> None:
    (event,) = read("type,id,start,cause\noutage,1,2025-03-14T10:00:00Z,a\u2028b\x0bc\n", "e.csv").events
    assert isinstance(event, Outage)
    assert event.cause == "a\u2028b\x0bc"


def _parquet(columns: dict[str, object], schema: object = None) -> bytes:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    sink = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), sink)
    return sink.getvalue()


def test_parquet_says_the_same_as_json() -> None:
    pa = pytest.importorskip("pyarrow")
    moment = datetime(2025, 3, 14, 10, 0, 0, 123456, tzinfo=UTC)
    content = _parquet(
        {
            "type": ["outage", "probe", "subscription", "correct", "charge"],
            "id": pa.array([1, 2, 3, 4, 5], pa.int64()),
            "start": pa.array(["2025-03-14T10:00:00.123456Z", None, None, None, "2025-03-01"], pa.string()),
            "end": pa.array([None, None, None, None, "2025-03-31"], pa.string()),
            "at": pa.array([None, moment, None, None, None], pa.timestamp("ns", tz="Europe/Berlin")),
            "recorded": pa.array([moment] * 5, pa.timestamp("us", tz="UTC")),
            "up": [None, True, None, None, None],
            "latency_ms": pa.array([None, 12.5, None, None, None], pa.float64()),
            "customer": pa.array([["b", "a"], None, ["a"], None, None], pa.list_(pa.string())),
            "from": pa.array([None, None, date(2025, 1, 1), None, None], pa.date32()),
            "parameters": [None, None, {"plan": "x", "n": None}, None, None],
            "about": [None, None, None, "1", None],
            "set": [None, None, None, '{"end":null}', None],
            "amount": pa.array([None, None, None, None, Decimal("10.50")], pa.decimal128(10, 2)),
            "currency": pa.array([None, None, None, None, "USD"]).dictionary_encode(),
        }
    )
    fine = "2025-03-14T10:00:00.123456Z"
    same = [
        outage(1, start=fine, recorded=fine, customer=["a", "b"]),
        {"type": "probe", "id": 2, "at": fine, "recorded": fine, "up": True, "latency_ms": "12.5"},
        {
            "type": "subscription",
            "id": 3,
            "recorded": fine,
            "customer": "a",
            "from": "2025-01-01",
            "parameters": {"plan": "x"},
        },
        {"type": "correct", "id": 4, "recorded": fine, "about": "1", "set": {"end": None}},
        {
            "type": "charge",
            "id": 5,
            "recorded": fine,
            "start": "2025-03-01",
            "end": "2025-03-31",
            "amount": "10.5",
            "currency": "USD",
        },
    ]
    reading = read(content, "e.parquet")
    assert reading.diagnostics == ()
    assert reading.events == read(lines(*same)).events
    assert [type(e) for e in reading.events[:4]] == [Outage, Probe, Subscription, Correct]


COUNTED = ("probe", "counts", "execution", "measure", "resource", "charge", "claim", "settlement")
"""What credits and every way of counting are made of."""


def sample(kind: str) -> dict[str, object]:
    fields = json.loads(SAMPLES[kind])
    if kind == "claim":
        fields |= {"step": "notice", "about": ["o1", "o2"]}
    return {"type": kind, "id": "e1", "service": "jobs", "component": "eu", "source": "lb", **fields}


def as_csv(fields: dict[str, object]) -> bytes:
    """The fields as a table: objects and lists are JSON, as are true and false."""
    sheet = io.StringIO()
    cells = [value if isinstance(value, str) else json.dumps(value) for value in fields.values()]
    csv.writer(sheet).writerows([list(fields), cells])
    return sheet.getvalue().encode()


def as_parquet(fields: dict[str, object]) -> bytes:
    """The fields as columns: an object is a struct, a list a list."""
    return _parquet({name: [value] for name, value in fields.items()})


def as_cloud_event(fields: dict[str, object]) -> bytes:
    data = {name: value for name, value in fields.items() if name not in ("type", "id")}
    return lines({"specversion": "1.0", "type": f"slalang.{fields['type']}", "id": fields["id"], "source": "/s", "data": data})


@pytest.mark.parametrize("kind", COUNTED)
@pytest.mark.parametrize(("write", "name"), [(as_csv, "e.csv"), (as_parquet, "e.parquet"), (as_cloud_event, "e.jsonl")])
def test_every_format_carries_every_field(kind: str, write: Callable[[dict[str, object]], bytes], name: str) -> None:
    fields = sample(kind)
    reading = read(write(fields), name)
    assert reading.diagnostics == ()
    assert reading.events == read(lines(fields)).events
    (event,) = reading.events
    assert event.unread == ""
    assert set(fields) <= set(event_fields(event))


def test_the_attributes_of_resources_are_a_struct_a_map_or_json() -> None:
    pa = pytest.importorskip("pyarrow")
    one, other = {"kind": "db", "share": Decimal("0.5")}, {"kind": "web", "zone": "a"}
    columns = {"type": ["resource"] * 2, "id": ["1", "2"], "resource": ["r", "s"], "from": ["2025-03-01"] * 2}
    same = read(
        lines(
            {"type": "resource", "id": "1", "resource": "r", "from": "2025-03-01", "attributes": {"kind": "db", "share": 0.5}},
            {"type": "resource", "id": "2", "resource": "s", "from": "2025-03-01", "attributes": other},
        )
    )
    as_text = [json.dumps(one | {"share": 0.5}), json.dumps(other)]
    for attributes in ([one, other], as_text):
        assert read(_parquet(columns | {"attributes": attributes}), "e.parquet").events == same.events
    of_words = pa.array([list({"kind": "db"}.items()), list(other.items())], pa.map_(pa.string(), pa.string()))
    mapped = read(_parquet(columns | {"attributes": of_words}), "e.parquet").events
    assert [event.attributes for event in mapped if isinstance(event, Resource)] == [
        (("kind", "db"),),
        (("kind", "web"), ("zone", "a")),
    ]


def test_100_000_probes_are_read_in_seconds() -> None:
    first = parse_instant("2025-01-01T00:00:00Z")
    probe = '{{"type":"probe","id":"p{}","service":"web","at":"{}","up":true,"location":"paris","source":"m"}}'
    content = "\n".join(probe.format(n, format_instant(first + n * MINUTE)) for n in range(100_000))
    began = process_time()
    assert len(read(content).events) == 100_000
    assert process_time() - began < 10


def test_parquet_that_is_wrong() -> None:
    pa = pytest.importorskip("pyarrow")
    assert problems(read(b"nonsense", "e.parquet")) == [("bad-file", 1)]
    assert problems(read(b"", "e.parquet")) == [("bad-file", 1)]
    naive = _parquet({"type": ["outage"], "start": pa.array([datetime(2025, 3, 14)], pa.timestamp("us"))})  # noqa: DTZ001
    assert "zone" in read(naive, "e.parquet").diagnostics[0].title
    fine = _parquet({"type": ["outage"], "start": pa.array([1], pa.timestamp("ns", tz="UTC"))})
    assert problems(read(fine, "e.parquet")) == [("bad-file", 1)]
    nan = _parquet({"type": ["probe"], "latency_ms": [float("nan")]})
    assert problems(read(nan, "e.parquet")) == [("bad-line", 1)]
    far = _parquet(
        {
            "type": ["probe"],
            "id": ["1"],
            "up": [True],
            "at": pa.array([1 << 62], pa.timestamp("us", tz="UTC")),
        }
    )
    assert problems(read(far, "e.parquet")) == [("ill-typed-field", 1)]
    three = _parquet({"type": ["probe"] * 3})
    assert problems(read(three, "e.parquet", limits=Limits(most_events=2))) == [("too-many", 1)]
    sound = _parquet({"type": ["probe"] * 3000, "id": [str(n) for n in range(3000)]})
    for cut in (10, len(sound) // 2, len(sound) - 3):
        assert read(sound[:cut], "e.parquet").diagnostics[0].code == "bad-file"


def test_without_the_extra_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (problem,) = read(b"", "e.parquet").diagnostics
    assert (problem.code, "pip install 'slalang[parquet]'" in problem.hint) == ("missing-extra", True)
