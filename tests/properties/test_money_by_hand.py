"""Credits, joint rules, claims, settlements and rights reckoned by hand: what both evaluations must say (C2-C8, R1)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest

from slalang.syntax.parser import parse_policy
from slalang.values.event_decoding import decode_event
from slalang.values.instants import parse_instant
from tests.oracle.compare import comparable
from tests.oracle.evaluate import evaluate_tree
from tests.oracle.generate import Case
from tests.oracle.run import engine_of

HEAD = """
agreement "By hand": zone UTC; currency EUR.
throughout: money rounded half up; measured over the whole period; counted exactly; watched by outages;
  of a period covered in part, the rest counts as up.
service api: no components.
"""
DAILY = HEAD + "commitment uptime of api: available at least 99%; per day.\n"
MONTHLY = HEAD + "commitment uptime of api: available at least 99%; per calendar month.\n"
TWO = DAILY + "commitment speed of api: available at least 98%; per day.\n"


@attrs.frozen
class Reckoned:
    """A policy, its events, and what some verdicts say: by commitment and period, field by field."""

    policy: str
    events: tuple[dict[str, Any], ...]
    expected: dict[tuple[str, str], dict[str, Any]]
    as_of: str = "2025-06-01T00:00:00Z"


def outage(start: str, end: str, called: str = "o1") -> dict[str, Any]:
    return {"type": "outage", "id": called, "start": f"2025-{start}:00Z", "end": f"2025-{end}:00Z"}


def at(kind: str, moment: str, called: str, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "id": called, "at": f"2025-{moment}:00Z", **fields}


def charge(first: str, last: str, amount: str) -> dict[str, Any]:
    return {"type": "charge", "id": f"c{first}", "start": first, "end": last, "amount": amount, "currency": "EUR"}


def paid(moment: str, period: str, amount: str, called: str = "s1", **fields: Any) -> dict[str, Any]:
    return at("settlement", moment, called, period=period, decision="paid", amount=amount, currency="EUR", **fields)


CASES = {
    "units begun after an allowance": Reckoned(
        DAILY + "credit for uptime: a missed target earns EUR 10 for each 30 minutes begun of downtime after the first "
        "10 minutes; given without a claim.",
        (
            outage("03-01T00:00", "03-01T00:40"),
            outage("03-02T00:00", "03-02T00:40", "o2"),
            outage("03-02T02:00", "03-02T02:01", "o3"),
        ),
        # 40 minutes less 10 are one unit; 41 less 10 are begun a second time.
        {("uptime", "2025-03-01"): {"amount": 10}, ("uptime", "2025-03-02"): {"amount": 20}},
    ),
    "units completed of each run": Reckoned(
        DAILY
        + "credit for uptime: a missed target earns EUR 10 for each 30 minutes completed of each run; given without a claim.",
        (outage("03-01T00:00", "03-01T00:45"), outage("03-01T02:00", "03-01T02:45", "o2")),
        # 45 and 45 minutes complete one unit each, though 90 would complete three.
        {("uptime", "2025-03-01"): {"amount": 20}},
    ),
    "the fee of each clock hour": Reckoned(
        DAILY + "credit for uptime: a missed target earns 2 times the fee of each clock hour down more than 15 minutes; "
        "of the charges of the period; given without a claim.",
        (
            outage("03-01T00:40", "03-01T01:15"),
            outage("03-01T05:00", "03-01T05:16", "o2"),
            charge("2025-03-01", "2025-03-31", "3100"),
        ),
        # The first hour holds 20 minutes, the second 15 (not more), the sixth 16: two hours of a day that costs 100, twice.
        {("uptime", "2025-03-01"): {"amount": "16.67"}},
    ),
    "days of service, which are the cap too": Reckoned(
        MONTHLY + "credit for uptime: a missed target earns 5 days of service for each 4 hours completed of downtime; "
        "a day of service is the base over 30; of the charges of the period; capped at 8 days of service; "
        "given without a claim.",
        (outage("03-01T00:00", "03-01T08:00"), charge("2025-03-01", "2025-03-31", "300")),
        {("uptime", "2025-03"): {"amount": 80, "days": 8}},
    ),
    "a base of the time before": Reckoned(
        DAILY + "credit for uptime: a missed target earns 10%; of the charges of the 10 days before it starts; "
        "given without a claim.",
        (
            outage("03-05T00:00", "03-05T02:00"),
            charge("2025-02-01", "2025-02-28", "280"),
            charge("2025-03-01", "2025-03-31", "620"),
        ),
        # From 23 February to 4 March: six days at 10, four at 20.
        {("uptime", "2025-03-05"): {"amount": 14}},
    ),
    "points repeat once, and are money together": Reckoned(
        DAILY
        + "credit for uptime: a missed target earns 3 points; a repeat multiplies the points by 2; given without a claim.\n"
        "joint penalty of uptime: each point is worth EUR 10; capped at EUR 100 per calendar month.\n"
        "right leave: when penalty earns at least 12 points within 2 days; on 30 days notice.",
        (
            outage("03-01T00:00", "03-01T01:00"),
            outage("03-02T00:00", "03-02T01:00", "o2"),
            outage("03-03T00:00", "03-03T01:00", "o3"),
        ),
        {
            ("uptime", "2025-03-01"): {"points": 3, "amount": 0, "state": "due"},
            ("uptime", "2025-03-02"): {"points": 6},
            ("uptime", "2025-03-03"): {"points": 6},
            ("penalty", "2025-03-01"): {"points": 3, "amount": 30},
            ("penalty", "2025-03-02"): {"points": 6, "amount": 60},
            ("penalty", "2025-03-03"): {"points": 6, "amount": 10},
            ("leave", ""): {"status": "arisen", "periods": ["2025-03-02", "2025-03-03"]},
        },
    ),
    "caps see what was paid, upward and downward": Reckoned(
        DAILY + "credit for uptime: a missed target earns EUR 40; given without a claim.\n"
        "joint penalty of uptime: capped at EUR 100 per calendar month.",
        (
            outage("03-01T00:00", "03-01T01:00"),
            outage("03-02T00:00", "03-02T01:00", "o2"),
            outage("03-03T00:00", "03-03T01:00", "o3"),
            paid("03-05T00:00", "2025-03-01", "70"),
            paid("03-06T00:00", "2025-03-02", "4", "s2"),
            paid("03-07T00:00", "2025-03-02", "1", "s3"),
        ),
        {
            ("uptime", "2025-03-01"): {"amount": 40, "settled": {"owed": 40, "paid": 70}},
            ("uptime", "2025-03-02"): {"amount": 40, "settled": {"owed": 40, "paid": 5}},
            ("penalty", "2025-03-01"): {"amount": 70},
            ("penalty", "2025-03-02"): {"amount": 5},
            ("penalty", "2025-03-03"): {"amount": 25},
        },
    ),
    "alternatives": Reckoned(
        TWO + "credit for uptime: a missed target earns EUR 30; given without a claim.\n"
        "credit for speed: a missed target earns EUR 30; given on a claim within 30 days after the end of the period.\n"
        "joint best of speed, uptime: the highest credit is taken.",
        (outage("03-01T00:00", "03-01T00:20"), outage("03-02T00:00", "03-02T02:00", "o2")),
        # Of equals the first listed, which is claimable only up to the first of April.
        {("best", "2025-03-01"): {"amount": 30, "state": "due"}, ("best", "2025-03-02"): {"amount": 30, "state": "claimable"}},
        "2025-03-20T00:00:00Z",
    ),
    "a rolling cap is half open": Reckoned(
        DAILY + "credit for uptime: a missed target earns EUR 40; given without a claim.\n"
        "joint penalty of uptime: capped at EUR 60 within any 2 days.",
        (
            outage("03-01T00:00", "03-01T01:00"),
            outage("03-02T00:00", "03-02T01:00", "o2"),
            outage("03-03T00:00", "03-03T01:00", "o3"),
        ),
        {("penalty", f"2025-03-0{day}"): {"amount": amount} for day, amount in ((1, 40), (2, 20), (3, 40))},
    ),
    "steps, by a ticket and a claim": Reckoned(
        DAILY + "credit for uptime: a missed target earns EUR 40; given on a claim in steps; "
        'step "report" by a ticket within 24 hours after the last incident; '
        'step "claim" within 5 days after the end of the period including "logs".',
        (
            outage("03-01T00:00", "03-01T01:00"),
            outage("03-03T00:00", "03-03T01:00", "o2"),
            at("ticket", "03-02T01:00", "t1", ticket="T1", action="opened"),
            at("claim", "03-07T00:00", "k1", period="2025-03-01", includes=["logs"]),
            at("claim", "03-05T00:00", "k2", period="2025-03-03", includes=["logs"]),
        ),
        # The ticket comes at the very deadline of the first, as the claim does; before the second incident.
        {("uptime", "2025-03-01"): {"state": "claimed"}, ("uptime", "2025-03-03"): {"state": "forfeited"}},
    ),
    "a precondition at the claim": Reckoned(
        DAILY + "credit for uptime: a missed target earns EUR 40; given on a claim within 30 days after the end of the period; "
        'barred by the fact "overdue" until the fact "paid up", tested at the claim.',
        (
            outage("03-01T00:00", "03-01T01:00"),
            outage("03-02T00:00", "03-02T01:00", "o2"),
            at("fact", "03-03T00:00", "f1", name="overdue"),
            at("fact", "03-05T00:00", "f2", name="paid up", about="f1"),
            at("claim", "03-03T00:00", "k1", period="2025-03-01"),
            at("claim", "03-05T00:00", "k2", period="2025-03-02"),
        ),
        {
            ("uptime", "2025-03-01"): {"state": "refused", "missing": ["overdue"]},
            ("uptime", "2025-03-02"): {"state": "claimed"},
        },
    ),
    "suspended meanwhile": Reckoned(
        DAILY + "credit for uptime: a missed target earns EUR 40; given without a claim; "
        'barred by the fact "overdue" until the fact "paid up", suspended meanwhile.',
        (outage("03-01T00:00", "03-01T01:00"), at("fact", "03-03T00:00", "f1", name="overdue")),
        {("uptime", "2025-03-01"): {"state": "suspended", "amount": 40, "missing": ["overdue"]}},
    ),
    "downtime that a paid claim used": Reckoned(
        TWO + "credit for uptime: above 30 minutes earns EUR 40; above 15 minutes earns EUR 10; rows need a missed target; "
        "where rows overlap, the first listed applies; given on a claim within 30 days after the end of the period; "
        "downtime that a paid claim used does not count again.",
        (
            outage("03-01T00:00", "03-01T02:00"),
            outage("03-01T01:40", "03-01T02:20", "o2"),
            at("claim", "03-02T00:00", "k1", period="2025-03-01", commitment="speed", about=["o1"]),
            paid("03-03T00:00", "2025-03-01", "5", commitment="speed"),
        ),
        # Of 140 minutes those that only the first incident covers are used: 40 are left.
        {("uptime", "2025-03-01"): {"amount": 40, "status": "breached"}},
    ),
    "misses that are notified, and bad time above a length": Reckoned(
        DAILY
        + 'right leave: when uptime is missed in 2 consecutive periods, each notified by the fact "told" within 1 day after it '
        "ends; when uptime is down at least 3 hours 1 time; on 30 days notice; to be used within 10 days.",
        (
            outage("03-01T00:00", "03-01T01:00"),
            outage("03-02T00:00", "03-02T01:00", "o2"),
            outage("03-03T00:00", "03-03T01:00", "o3"),
            outage("03-09T00:00", "03-09T03:00", "o4"),
            at("fact", "03-04T00:00", "f2", name="told", period="2025-03-02"),
            at("fact", "03-04T12:00", "f3", name="told", period="2025-03-03"),
        ),
        {("leave", ""): {"status": "lapsed", "periods": ["2025-03-09"]}},
    ),
}


def verdicts_of(case: Reckoned, side: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What a side says, by commitment and period, in the form that both are compared in."""
    tree = parse_policy(case.policy).tree
    assert tree is not None
    events = tuple(decode_event(fields) for fields in case.events)
    as_of = parse_instant(case.as_of)
    case_ = Case(0, tree, events, as_of)  # type: ignore[arg-type]
    found = evaluate_tree(tree, case_.events, as_of=as_of) if side == "oracle" else engine_of(tree)(case_)
    forms = {}
    for verdict in found:
        form = comparable(verdict)
        period = "" if verdict["kind"] == "right" else verdict["period"]["name"]
        forms[verdict["commitment"], period] = form | form.pop("credit", {})
    return forms


@pytest.mark.parametrize("side", ["oracle", "engine"])
@pytest.mark.parametrize("name", CASES)
def test_what_was_reckoned_by_hand(name: str, side: str) -> None:
    case = CASES[name]
    found = verdicts_of(case, side)
    for subject, fields in case.expected.items():
        for field, value in fields.items():
            shown = found[subject].get(field)
            assert shown == comparable_value(value), (subject, field, found[subject])


def comparable_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: Decimal(str(v)).normalize() for k, v in value.items()}
    return value if isinstance(value, list) or not str(value).replace(".", "").isdigit() else Decimal(str(value))
