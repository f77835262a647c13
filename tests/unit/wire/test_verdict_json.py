"""Verdicts are written with the wire's names, exactly, and always with the same bytes."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from slalang.output.verdicts.json import verdict_json
from slalang.values.instants import parse_instant
from slalang.values.verdicts import (
    Availability,
    Budget,
    Credit,
    CreditState,
    Finding,
    Kind,
    PeriodName,
    ReadingOutcome,
    Settled,
    Status,
    Step,
    TimeClasses,
    Verdict,
)

START, END = parse_instant("2025-03-01T00:00:00-08:00"), parse_instant("2025-04-01T00:00:00-07:00")

LEAST = Verdict(
    kind=Kind.RIGHT,
    policy="abc",
    agreement="Hosting – Überblick",
    engine="0.1.0",
    customer=None,
    commitment="termination",
    period=None,
    status=Status.MET,
)

FULL = Verdict(
    kind=Kind.AVAILABILITY,
    policy="abc",
    agreement="A",
    engine="0.1.0",
    customer="acme",
    service="s",
    component="c",
    group=(("region", "eu"), ("size", Decimal("0.5")), ("n", 2)),
    ticket="t",
    event="e",
    commitment="uptime",
    period=PeriodName("2025-03", START, END),
    status=Status.BREACHED,
    reason="below the target",
    missing=("fee",),
    provisional=True,
    availability=Availability(
        Fraction(1999, 2000),
        "99.95",
        "at least",
        rounded=Fraction(9995, 10000),
        rounded_digits=2,
        least=Fraction(1, 2),
        most=Fraction(1),
    ),
    time_us=TimeClasses(10, 10, 5, 1, 1, 1, 1, (("work", 1),), Fraction(1, 2)),
    budget=(Budget("99.95", -5), Budget("row", Fraction(1, 3), "requests"), Budget("n", 3, "tickets")),
    credit=Credit(
        CreditState.CLAIMABLE,
        "10",
        "row 2",
        Fraction(1000),
        Decimal("100"),
        "USD",
        points=3,
        days=1,
        claim_by=END,
        missing=("subject",),
        settled=Settled(Decimal("100.00"), granted=Decimal("40.00"), denied=Decimal("60.00")),
    ),
    started_at=END,
    due_at=START,
    stopped_at=END,
    measured_us=5,
    periods=("2025-02", "2025-03"),
    ground="misses",
    arisen_at=START,
    lapses_at=END,
    exercised_at=END,
    findings=(Finding("hole", "words", ("4.1",), ("o1", "o2"), "brackets", "98% to 99%"),),
    because=(
        Step(
            "X2",
            "limited",
            "scheduled",
            ("5.2", "5.3"),
            ("m1",),
            Fraction(1, 3),
            60,
            "share",
            ((START, END),),
            ("other",),
            "4 hours",
            "because",
            "more",
        ),
    ),
    readings=(("any", ReadingOutcome(Status.MET, Decimal(0))), ("each", ReadingOutcome(Status.BREACHED))),
)


VALUE = attrs.evolve(
    FULL,
    availability=Availability(Fraction(602, 5), "200", "at most", is_share=False),
    time_us=None,
    budget=(Budget("target", Fraction(398, 5), "ms"),),
)
"""A measured value, which has neither a share nor time."""

TOGETHER = Verdict(
    kind=Kind.CREDIT,
    policy="abc",
    agreement="A",
    engine="0.1.0",
    customer="acme",
    commitment="penalty",
    period=PeriodName("2025-03", START, END),
    status=Status.BREACHED,
    reason="a commitment is breached",
    credit=Credit(
        CreditState.CLAIMED,
        amount=Decimal(30),
        currency="USD",
        points=4,
        settled=Settled(*map(Decimal, ("30", "30", "30", "0", "30"))),
    ),
)
"""What several credits come to."""


def written(verdict: Verdict) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(verdict_json(verdict))
    return decoded


def test_a_whole_verdict() -> None:
    assert written(FULL) == {
        "kind": "availability",
        "policy": "abc",
        "agreement": "A",
        "engine": "0.1.0",
        "customer": "acme",
        "service": "s",
        "component": "c",
        "group": {"region": "eu", "size": "0.5", "n": 2},
        "ticket": "t",
        "event": "e",
        "commitment": "uptime",
        "period": {"name": "2025-03", "start": "2025-03-01T08:00:00Z", "end": "2025-04-01T07:00:00Z"},
        "status": "breached",
        "reason": "below the target",
        "missing": ["fee"],
        "provisional": True,
        "availability": {
            "exact": "1999/2000",
            "percent": "99.950000",
            "target": "99.95",
            "comparison": "at least",
            "rounded": "99.95",
            "least": "1/2",
            "most": "1/1",
        },
        "time_us": {
            "total": 10,
            "basis": 10,
            "up": 5,
            "unknown": 1,
            "outside": 1,
            "ignored": 1,
            "counted": 1,
            "excluded": {"work": 1},
            "weighted": "1/2",
        },
        "budget": [
            {"to": "99.95", "us": -5},
            {"to": "row", "left": "1/3", "unit": "requests"},
            {"to": "n", "left": 3, "unit": "tickets"},
        ],
        "credit": {
            "state": "claimable",
            "percent": "10",
            "rule": "row 2",
            "base": "1000.00",
            "amount": "100.00",
            "currency": "USD",
            "points": 3,
            "days": 1,
            "claim_by": "2025-04-01T07:00:00Z",
            "missing": ["subject"],
            "settled": {"owed": "100.00", "granted": "40.00", "denied": "60.00"},
        },
        "started_at": "2025-04-01T07:00:00Z",
        "due_at": "2025-03-01T08:00:00Z",
        "stopped_at": "2025-04-01T07:00:00Z",
        "measured_us": 5,
        "periods": ["2025-02", "2025-03"],
        "ground": "misses",
        "arisen_at": "2025-03-01T08:00:00Z",
        "lapses_at": "2025-04-01T07:00:00Z",
        "exercised_at": "2025-04-01T07:00:00Z",
        "findings": [
            {
                "kind": "hole",
                "text": "words",
                "clause": "4.1",
                "event": ["o1", "o2"],
                "rule": "brackets",
                "limits": "98% to 99%",
            }
        ],
        "because": [
            {
                "rule": "X2",
                "what": "limited",
                "name": "scheduled",
                "clause": ["5.2", "5.3"],
                "events": ["m1"],
                "before": "1/3",
                "after": 60,
                "unit": "share",
                "intervals": [["2025-03-01T08:00:00Z", "2025-04-01T07:00:00Z"]],
                "also": ["other"],
                "limit": "4 hours",
                "reason": "because",
                "detail": "more",
            }
        ],
        "readings": {"any": {"status": "met", "amount": "0.00"}, "each": {"status": "breached", "amount": None}},
    }


def test_a_value_is_no_percentage_and_has_no_time() -> None:
    line = written(VALUE)
    assert line["availability"] == {"exact": "602/5", "value": "120.4", "target": "200", "comparison": "at most"}
    assert line["budget"] == [{"to": "target", "left": "398/5", "unit": "ms"}]
    assert "time_us" not in line


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(120), "120"),
        (Fraction(0), "0"),
        (Fraction(2, 3), "0.666666"),
        (Fraction(-2, 3), "-0.666666"),
        (Fraction(1, 10**7), "0"),
        (Fraction(1000), "1000"),
        (Fraction(5, 4), "1.25"),
    ],
)
def test_a_value_has_at_most_six_decimals_cut_toward_zero(value: Fraction, shown: str) -> None:
    measured = written(attrs.evolve(VALUE, availability=Availability(value, is_share=False)))["availability"]
    assert measured == {"exact": f"{value.numerator}/{value.denominator}", "value": shown}


def test_the_bounds_and_the_rounding_of_a_value_are_values() -> None:
    measured = Availability(
        Fraction(2, 3), is_share=False, rounded=Fraction(7, 10), rounded_digits=1, least=Fraction(0), most=Fraction(5, 4)
    )
    assert written(attrs.evolve(VALUE, availability=measured))["availability"] == {
        "exact": "2/3",
        "value": "0.666666",
        "rounded": "0.7",
        "least": "0/1",
        "most": "5/4",
    }


def test_what_is_settled_together_has_a_credit_and_neither_measure_nor_time() -> None:
    line = written(TOGETHER)
    assert (line["kind"], line["commitment"], line["period"]["name"]) == ("credit", "penalty", "2025-03")
    assert line["credit"] == {
        "state": "claimed",
        "amount": "30.00",
        "currency": "USD",
        "points": 4,
        "missing": [],
        "settled": {"owed": "30.00", "claimed": "30.00", "granted": "30.00", "denied": "0.00", "paid": "30.00"},
    }
    assert not {"availability", "time_us", "service", "component", "group"} & set(line)


@pytest.mark.parametrize(
    ("weighted", "shown"), [(None, None), (7, 7), (Fraction(8, 2), 4), (Fraction(1, 3), "1/3"), (Fraction(0), 0)]
)
def test_weighted_time_is_an_integer_or_exact(weighted: int | Fraction | None, shown: int | str | None) -> None:
    classes = TimeClasses(10, 10, 3, 0, 0, 0, 7, (), weighted)
    assert written(attrs.evolve(FULL, time_us=classes))["time_us"].get("weighted") == shown


def test_the_least_verdict_keeps_what_is_always_there() -> None:
    assert verdict_json(LEAST).decode() == (
        '{"kind":"right","policy":"abc","agreement":"Hosting – Überblick","engine":"0.1.0","customer":null,'
        '"commitment":"termination","status":"met","provisional":false,'
        '"credit":{"state":"none","amount":null,"missing":[]},"findings":[],"because":[]}'
    )


def test_a_readings_amount_is_null_where_it_is_undetermined_and_a_right_has_none() -> None:
    outcome = (("literal", ReadingOutcome(Status.UNDETERMINED)),)
    commitment = attrs.evolve(LEAST, kind=Kind.AVAILABILITY, readings=outcome)
    assert written(commitment)["readings"] == {"literal": {"status": "undetermined", "amount": None}}
    assert written(attrs.evolve(LEAST, readings=outcome))["readings"] == {"literal": {"status": "undetermined"}}


def test_the_bytes_are_the_same_every_time() -> None:
    assert len({verdict_json(FULL) for _ in range(3)}) == 1
    assert b"\n" not in verdict_json(FULL)


@pytest.mark.parametrize(
    ("missing", "reason", "says"),
    [
        ((), None, "undetermined"),
        (("plan", "fee"), None, "missing: plan, fee"),
        (("plan",), "no plan", "no plan"),
    ],
)
def test_a_reason_stands_wherever_the_status_is_not_met(missing: tuple[str, ...], reason: str | None, says: str) -> None:
    verdict = attrs.evolve(LEAST, status=Status.UNDETERMINED, missing=missing, reason=reason)
    assert written(verdict)["reason"] == says
    assert "reason" not in written(attrs.evolve(LEAST, reason="fine"))


@pytest.mark.parametrize(
    ("exact", "percent"),
    [
        (Fraction(2, 3), "66.666666"),
        (Fraction(999999999, 1000000000), "99.999999"),
        (Fraction(1), "100.000000"),
        (Fraction(0), "0.000000"),
    ],
)
def test_percent_is_cut_never_rounded(exact: Fraction, percent: str) -> None:
    assert written(attrs.evolve(LEAST, availability=Availability(exact)))["availability"] == {
        "exact": f"{exact.numerator}/{exact.denominator}",
        "percent": percent,
    }


@pytest.mark.parametrize(
    ("base", "currency", "expected"),
    [
        (Fraction(1000), "USD", "1000.00"),
        (Fraction(1000), "JPY", "1000"),
        (Fraction(1, 8), "USD", "0.125"),
        (Fraction(1, 5), "USD", "0.20"),
        (Fraction(-2000, 3), "USD", "-666.666666"),
        (Fraction(3, 2), None, "1.5"),
        (Fraction(7), None, "7"),
    ],
)
def test_a_base_is_as_exact_as_digits_allow(base: Fraction, currency: str | None, expected: str) -> None:
    credit = Credit(CreditState.DUE, base=base, amount=Decimal(0), currency=currency)
    assert written(attrs.evolve(LEAST, credit=credit))["credit"]["base"] == expected


@pytest.mark.parametrize(("currency", "amount"), [("USD", "5.00"), ("JPY", "5"), ("KWD", "5.000"), (None, "5")])
def test_amounts_have_the_minor_digits(currency: str | None, amount: str) -> None:
    credit = Credit(CreditState.DUE, amount=Decimal("5.0") if currency else Decimal(5), currency=currency)
    assert written(attrs.evolve(LEAST, credit=credit))["credit"]["amount"] == amount


def test_an_amount_that_was_not_rounded_is_never_cut_in_silence() -> None:
    credit = Credit(CreditState.DUE, amount=Decimal("5.001"), currency="USD")
    with pytest.raises(ValueError, match="more decimals"):
        verdict_json(attrs.evolve(LEAST, credit=credit))
