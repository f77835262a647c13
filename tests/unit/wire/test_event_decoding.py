"""One record becomes one event, or says everything that is wrong with it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from slalang.values.diagnostics import Diagnostic
from slalang.values.event_decoding import decode_event, event_fields
from slalang.values.event_fields import EVENT_TYPES
from slalang.values.events import (
    Charge,
    CivilDate,
    Correct,
    Counts,
    Event,
    Fact,
    Maintenance,
    MaintenanceKind,
    Outage,
    RecordedBy,
    Settlement,
    Subscription,
    ends_at,
    starts_at,
)
from slalang.values.exact_json import read_json
from slalang.values.instants import DAY, parse_instant

T = "2025-03-14T10:00:00Z"
AT = parse_instant(T)

SAMPLES = {
    "outage": '{"start":"2025-03-14T10:00:00Z","end":null,"cause":"customer.network","severity":"SEV-0",'
    '"degree":0.25,"environment":"beta","component":["b","a","a"],"labels":["x"]}',
    "probe": '{"at":"2025-03-14T10:00:00Z","up":false,"location":"fra","latency_ms":12.50}',
    "counts": '{"start":"2025-03-14T10:00:00Z","end":"2025-03-14T11:00:00Z","total":10,"failed":3,"class":"get"}',
    "execution": '{"at":"2025-03-14T10:00:00Z","good":true,"class":"job"}',
    "measure": '{"name":"p95","at":"2025-03-14T10:00:00Z","value":"0.0000001"}',
    "resource": '{"resource":"vm-1","from":"2025-03-14","to":"2025-03-14","attributes":{"zone":"a","n":1.0}}',
    "maintenance": '{"kind":"scheduled","announced":"2025-03-10T10:00:00Z","start":"2025-03-14T10:00:00Z",'
    '"end":"2025-03-14T11:00:00Z","approved":true}',
    "ticket": '{"ticket":77,"at":"2025-03-14T10:00:00Z","action":"auto_replied","severity":"P1","queue":"q"}',
    "fact": '{"name":"approved","at":"2025-03-14T10:00:00Z","about":9,"includes":["log"],"value":2.5,"due":"2025-03-20"}',
    "subscription": '{"from":"2025-01-01","parameters":{"plan":"enterprise","fee":10.50,"vip":true},"billing_day":31}',
    "charge": '{"start":"2025-03-01","end":"2025-03-31","amount":"1000.00","currency":"USD",'
    '"category":"recurring","attributes":{"region":"eu"}}',
    "claim": '{"at":"2025-03-14T10:00:00Z","period":"2025-03","commitment":"uptime","includes":["subject"],"about":["o1",2]}',
    "settlement": '{"at":"2025-03-14T10:00:00Z","period":"2025-03","decision":"paid","amount":"5","currency":"USD"}',
    "correct": '{"about":"o1","set":{"end":"2025-03-14T11:00:00Z","n":1.50},"recorded":"2025-03-14T10:00:00Z"}',
    "retract": '{"about":1,"recorded":"2025-03-14T10:00:00Z"}',
}


def decode(kind: str, text: str = "{}", /, **fields: object) -> Event | tuple[Diagnostic, ...]:
    read = read_json(text)
    assert isinstance(read, dict)
    return decode_event({"type": kind, "id": "e1"} | read | fields)


def wrong(kind: str, text: str = "{}", /, **fields: object) -> tuple[Diagnostic, ...]:
    found = decode(kind, text, **fields)
    assert isinstance(found, tuple)
    return found


def test_every_type_has_a_sample() -> None:
    assert list(SAMPLES) == list(EVENT_TYPES)


@pytest.mark.parametrize("kind", SAMPLES)
def test_an_event_survives_writing_and_reading(kind: str) -> None:
    event = decode(kind, SAMPLES[kind], unheard_of=[Decimal("1.50"), None])
    assert not isinstance(event, tuple)
    assert type(event) is EVENT_TYPES[kind].event
    again = decode_event(event_fields(event))
    assert again == event
    assert not isinstance(again, tuple)
    assert again.unread == '{"unheard_of":[1.50,null]}'


@pytest.mark.parametrize("kind", SAMPLES)
def test_each_required_field_is_missed_by_name(kind: str) -> None:
    for field in EVENT_TYPES[kind].fields:
        if field.required and field.name != "id":
            problems = wrong(kind, SAMPLES[kind], **{field.name: None})
            assert [(p.code, p.field) for p in problems] == [("missing-field", field.name)]
            assert field.name in problems[0].hint


@pytest.mark.parametrize("kind", SAMPLES)
def test_no_field_takes_a_value_of_every_type(kind: str) -> None:
    for field in EVENT_TYPES[kind].fields:
        problems = [
            value
            for value in (7.5, b"x", [[1]], {"a": [1]})
            if isinstance(decode(kind, SAMPLES[kind], **{field.name: value}), tuple)
        ]
        assert 7.5 in problems or field.name == "value", field.name
        assert b"x" in problems, field.name
        assert [[1]] in problems, field.name


def test_values_are_exact_and_canonical() -> None:
    outage = decode("outage", SAMPLES["outage"])
    assert isinstance(outage, Outage)
    assert outage.degree == Fraction(1, 4)
    assert outage.components == ("a", "b")
    assert outage.end_at is None
    assert outage.customers is None
    subscription = decode("subscription", SAMPLES["subscription"])
    assert isinstance(subscription, Subscription)
    assert subscription.parameters == (("fee", Decimal("10.5")), ("plan", "enterprise"), ("vip", True))
    assert subscription.from_at == CivilDate(20089)
    settlement = decode("settlement", SAMPLES["settlement"])
    assert isinstance(settlement, Settlement)
    assert settlement.decision == "paid"
    fact = decode("fact", SAMPLES["fact"])
    assert isinstance(fact, Fact)
    assert (fact.about, fact.due_at) == ("9", CivilDate(20167))


@pytest.mark.parametrize(
    ("written", "meant"), [(7, "7"), ("7", "7"), (Decimal("12345678901234567890"), "12345678901234567890")]
)
def test_an_integer_id_means_its_digits(written: object, meant: str) -> None:
    event = decode("probe", SAMPLES["probe"], id=written)
    assert not isinstance(event, tuple)
    assert event.id == meant


@pytest.mark.parametrize("bad", ["", True, Decimal("1.5"), Decimal("1E+5"), [], {}])
def test_an_id_is_a_string_or_an_integer(bad: object) -> None:
    assert [p.field for p in wrong("probe", SAMPLES["probe"], id=bad)] == ["id"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("maintenance", parse_instant("2025-03-10T10:00:00Z")),
        ("probe", AT),
        ("outage", AT),
        ("subscription", CivilDate(20089)),
        ("charge", CivilDate(20148)),
    ],
)
def test_recorded_comes_from_what_is_there(kind: str, expected: object) -> None:
    event = decode(kind, SAMPLES[kind])
    assert not isinstance(event, tuple)
    assert event.recorded_at == expected
    assert event.recorded_by is RecordedBy.DEFAULT
    told = decode(kind, SAMPLES[kind], recorded="2025-04-01T00:00:00Z")
    assert not isinstance(told, tuple)
    assert told.recorded_at == parse_instant("2025-04-01T00:00:00Z")
    assert told.recorded_by is RecordedBy.EVENT


def test_a_maintenance_may_have_no_notice() -> None:
    event = decode("maintenance", SAMPLES["maintenance"], announced=None)
    assert isinstance(event, Maintenance)
    assert (event.announced_at, event.recorded_at, event.kind) == (None, AT, MaintenanceKind.SCHEDULED)


@pytest.mark.parametrize(
    ("start", "says"),
    [
        ("2025-03-14", "without a time of day"),
        ("2025-03-14T10:00:00", "no offset"),
        ("2025-03-14 10:00", "no offset"),
        ("2025-03-14T10:00:00.1234567Z", "six decimals"),
        ("2025-02-30T10:00:00Z", "no such date"),
        ("2025-03-14T24:00:00Z", "no such time of day"),
        ("0001-01-01T00:00:00+10:00", "years 1 to 9999"),
        ("2025-03-14T10:00:00+25:00", "no such offset"),
        ("٢٠٢٥-03-14T10:00:00Z", "not an RFC 3339 instant"),
        ("yesterday", "not an RFC 3339 instant"),
        (1741946400, "not a string"),
        (True, "not a string"),
        ("", "empty"),
    ],
)
def test_an_instant_that_is_none_says_why(start: object, says: str) -> None:
    (problem,) = wrong("outage", SAMPLES["outage"], start=start)
    assert (problem.code, problem.field) == ("ill-typed-field", "start")
    assert says in problem.label
    assert "2025-03-14T10:00:00Z" in problem.hint


@pytest.mark.parametrize(
    ("kind", "field", "value", "title", "hint"),
    [
        ("ticket", "queue", "", "`queue` of a ticket event is empty", "Leave `queue` out where there is none, or name it."),
        (
            "ticket",
            "severity",
            "",
            "`severity` of a ticket event is empty",
            "Leave `severity` out where there is none, or name it.",
        ),
        ("ticket", "cause", "", "`cause` of a ticket event is empty", "Leave `cause` out where there is none, or name it."),
        ("ticket", "ticket", "", "`ticket` of a ticket event is empty", "Write a string or an integer that is not empty."),
        (
            "outage",
            "customer",
            [""],
            "`customer` of an outage is empty",
            "Leave `customer` out where there is none, or name it.",
        ),
        (
            "outage",
            "labels",
            [""],
            "`labels` of an outage is empty",
            "Leave `labels` out where there is none, or write a list of strings.",
        ),
        (
            "outage",
            "end",
            "",
            "`end` of an outage is empty",
            "Leave `end` out where there is none, or write an instant with an offset, ",
        ),
        (
            "charge",
            "currency",
            "",
            "`currency` of a charge is empty",
            "Write a currency of three capital letters, such as USD.",
        ),
    ],
)
def test_what_is_empty_is_said_to_be(kind: str, field: str, value: object, title: str, hint: str) -> None:
    (problem,) = wrong(kind, SAMPLES[kind], **{field: value})
    assert (problem.code, problem.field, problem.title) == ("ill-typed-field", field, title)
    assert problem.hint.startswith(hint)
    assert "must be" not in problem.title + problem.label


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("outage", "degree", Decimal("1.0001")),
        ("outage", "degree", "-0.1"),
        ("outage", "customer", []),
        ("outage", "customer", [""]),
        ("outage", "customer", 5),
        ("outage", "labels", "one"),
        ("outage", "severity", 1),
        ("probe", "up", "true"),
        ("probe", "up", 1),
        ("counts", "total", -1),
        ("counts", "total", "10"),
        ("counts", "total", Decimal("10.5")),
        ("counts", "total", Decimal("1E+400000000")),
        ("counts", "total", True),
        ("measure", "value", "1e3"),
        ("measure", "value", "٣"),
        ("measure", "value", "NaN"),
        ("measure", "value", Decimal("NaN")),
        ("measure", "value", Decimal("Infinity")),
        ("measure", "value", Decimal("1E-400000000")),
        ("measure", "value", "9" * 31),
        ("measure", "value", "0." + "1" * 31),
        ("charge", "amount", "1,000.00"),
        ("charge", "amount", 10.5),
        ("charge", "currency", "usd"),
        ("charge", "currency", "US"),
        ("charge", "start", T),
        ("charge", "start", "2025-02-29"),
        ("subscription", "billing_day", 0),
        ("subscription", "billing_day", 32),
        ("subscription", "parameters", []),
        ("subscription", "parameters", {"plan": {"deep": 1}}),
        ("ticket", "at", "2025-03-14"),
        ("correct", "set", {"id": "x"}),
        ("correct", "set", {"type": "probe"}),
        ("correct", "set", "end"),
    ],
)
def test_what_no_field_takes(kind: str, field: str, value: object) -> None:
    (problem,) = wrong(kind, SAMPLES[kind], **{field: value})
    assert (problem.code, problem.field) == ("ill-typed-field", field)
    assert problem.label


@pytest.mark.parametrize("value", [Decimal("0E+400000000"), Decimal("-0"), "-0.00", 0])
def test_zero_is_zero(value: object) -> None:
    event = decode("measure", SAMPLES["measure"], value=value)
    assert not isinstance(event, tuple)
    assert str(event.value) == "0"  # type: ignore[union-attr]


def test_a_charge_of_a_period_is_told_to_write_its_days() -> None:
    problems = wrong("charge", '{"period":"2025-03","amount":"1","currency":"GBP"}')
    assert [(p.code, p.field) for p in problems] == [("missing-field", "start"), ("missing-field", "end")]
    for problem in problems:
        assert "It has `period`, which a charge does not take." in problem.text
        assert '"start":"2025-03-01","end":"2025-03-31"' in problem.hint


def test_what_is_missing_is_said_beside_the_fields_that_are_not_known() -> None:
    (problem,) = wrong("outage", '{"zzz":1,"yyy":2,"xxx":3,"www":4,"end":"2025-03-14T10:00:00Z"}')
    assert "It has `zzz`, `yyy`, `xxx`, ..., which an outage does not take." in problem.text
    assert problem.hint.startswith("Add `start`: ")
    (alone,) = wrong("outage", '{"end":"2025-03-14T10:00:00Z"}')
    assert "does not take" not in alone.text


def test_all_that_is_wrong_is_said_at_once() -> None:
    problems = wrong("counts", '{"strat":1,"end":"2025-03-14","total":"x","failed":0}')
    assert [(p.code, p.field) for p in problems] == [
        ("missing-field", "start"),
        ("ill-typed-field", "end"),
        ("ill-typed-field", "total"),
    ]
    assert "`strat`" in problems[0].hint


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("outage", {"end": "2025-03-14T09:59:59.999999Z"}),
        ("counts", {"end": "2025-03-14T09:00:00Z"}),
        ("maintenance", {"end": "2025-03-14T11:00:00+02:00"}),
        ("charge", {"end": "2025-02-28"}),
        ("resource", {"to": "2025-03-13"}),
        ("subscription", {"from": T, "to": "2025-03-14T09:00:00Z"}),
    ],
)
def test_an_end_before_its_start(kind: str, fields: dict[str, object]) -> None:
    (problem,) = wrong(kind, SAMPLES[kind], **fields)
    assert problem.code == "end-before-start"


def test_an_end_may_equal_its_start() -> None:
    assert isinstance(decode("outage", SAMPLES["outage"], end=T), Outage)
    assert isinstance(decode("counts", SAMPLES["counts"], end=T), Counts)
    assert isinstance(decode("charge", SAMPLES["charge"], end="2025-03-01"), Charge)


def test_more_failures_than_requests() -> None:
    (problem,) = wrong("counts", SAMPLES["counts"], failed=11)
    assert problem.code == "failed-beyond-total"


@pytest.mark.parametrize(
    ("kind", "field", "value", "meant"),
    [
        ("maintenance", "kind", "schedulled", "scheduled"),
        ("ticket", "action", "open", "opened"),
        ("settlement", "decision", "Accepted", "accepted"),
    ],
)
def test_a_word_of_a_closed_list(kind: str, field: str, value: str, meant: str) -> None:
    (problem,) = wrong(kind, SAMPLES[kind], **{field: value})
    assert f"`{meant}`" in problem.label


@pytest.mark.parametrize(
    ("kind", "meant"), [("outtage", "`outage`"), ("Probe", "`probe`"), (5, "outage, probe"), ([], "outage")]
)
def test_an_unknown_type(kind: object, meant: str) -> None:
    (problem,) = wrong("outage", SAMPLES["outage"], type=kind)
    assert (problem.code, problem.field) == ("unknown-type", "type")
    assert meant in problem.hint


def test_a_missing_type() -> None:
    found = decode_event({"tpye": "outage"})
    assert isinstance(found, tuple)
    assert "`tpye`" in found[0].hint


def test_a_correction_keeps_its_fields_exactly() -> None:
    event = decode("correct", SAMPLES["correct"])
    assert isinstance(event, Correct)
    assert event.fields == '{"end":"2025-03-14T11:00:00Z","n":1.50}'


def test_a_date_stands_for_its_whole_day() -> None:
    def day_start(day: int) -> int:
        return day * DAY - 3600_000_000

    assert starts_at(CivilDate(10), day_start) == 10 * DAY - 3600_000_000
    assert ends_at(CivilDate(10), day_start) == 11 * DAY - 3600_000_000
    assert starts_at(5, day_start) == ends_at(5, day_start) == 5
    last = decode("resource", SAMPLES["resource"], to="9999-12-31")
    assert ends_at(last.to_at, day_start) == day_start(2_932_896) + DAY  # type: ignore[union-attr, arg-type]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"a":1,"a":2}', "`a` stands twice"),
        ('{"x":{"a":1,"a":1}}', "`a` stands twice"),
        ("[NaN]", "NaN is no number"),
        ("-Infinity", "no number"),
        ("1e99999999999999999999999", "beyond all use"),
        ("[" * 200_000, "too deeply"),
        ("[" * 33 + "]" * 33, "too deeply"),
        ('{"a":"\\ud800"}', "surrogate"),
        ('{"a":"\t"}', "not JSON"),
        ("{} {}", "something follows"),
        ("", "not JSON"),
        ("{'a':1}", "not JSON"),
    ],
)
def test_what_is_not_json(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_json(text)


def test_json_numbers_stay_exact() -> None:
    assert read_json('[0.1, 10.50, 12345678901234567890123, 1, "\\ud83d\\ude00"]') == [
        Decimal("0.1"),
        Decimal("10.50"),
        Decimal("12345678901234567890123"),
        1,
        "😀",
    ]
    assert read_json("[" * 32 + "]" * 32)
    assert isinstance(read_json("9" * 100_000), Decimal)
