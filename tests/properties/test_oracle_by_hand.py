"""The oracle's own figures for other ways of counting, worked out by hand (O2-O8, D1, D3, D7)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from slalang.syntax.parser import parse_policy
from slalang.values.event_decoding import decode_event
from slalang.values.instants import parse_instant
from tests.oracle.evaluate import evaluate_tree

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

DOCUMENT = """
agreement "By hand": zone UTC; currency EUR.
causes: customer.
service api: {service}.
commitment uptime of api: {commitment}; per day; of a period covered in part, the rest counts as up.
exclusion own: outages caused by customer.
exclusion work: maintenance of kind "scheduled".
"""
TIMED = "measured over the whole period; counted exactly"
Found = dict[str, Any]


def at(clock: str) -> str:
    return f"2025-03-04T{clock}Z"


def judged(commitment: str, events: list[Found], *, service: str = "no components", as_of: str | None = None) -> list[Found]:
    """The verdicts for 2025-03-04, judged the day after."""
    parsed = parse_policy(DOCUMENT.format(service=service, commitment=commitment))
    assert parsed.tree is not None, [d.title for d in parsed.diagnostics]
    whole = [{"service": "api", "id": f"e{i}", **e} for i, e in enumerate(events)]
    stream = [event for e in whole if not isinstance(event := decode_event(e), tuple)]
    assert len(stream) == len(events)
    found = evaluate_tree(parsed.tree, stream, as_of=parse_instant(as_of or "2025-03-06T00:00:00Z"))
    return [v for v in found if v["period"]["name"] == "2025-03-04"]


def one(commitment: str, events: list[Found], **more: Any) -> Found:
    (verdict,) = judged(commitment, events, **more)
    return verdict


def probe(clock: str, up: bool, **more: Any) -> Found:
    return {"type": "probe", "at": at(clock), "up": up, **more}


def counts(start: str, end: str, total: int, failed: int, **more: Any) -> Found:
    return {"type": "counts", "start": at(start), "end": at(end), "total": total, "failed": failed, **more}


def outage(start: str, end: str, **more: Any) -> Found:
    return {"type": "outage", "start": at(start), "end": at(end), **more}


def resource(name: str, since: str, to: str | None = None, **attributes: Any) -> Found:
    return {"type": "resource", "resource": name, "from": since, "to": to, "attributes": attributes}


PROBES = f"available at least 99%; watched by probes, 2 failed in a row from {{}}; unobserved time stays unknown; {TIMED}"
HELD = PROBES + "; a probe speaks for 10 minutes"


def test_a_silence_interrupts_a_run_that_goes_on_after_it() -> None:
    events = [probe(c, False) for c in ("10:00:00", "10:05:00", "10:30:00")] + [probe("10:35:00", True)]
    time = one(HELD.format("any location"), events)["time_us"]
    # Down 10:00-10:15 and 10:30-10:35, silent 10:15-10:30, up 10:35-10:45, else unknown.
    assert time["counted"] == 20 * MINUTE
    assert time["up"] == 10 * MINUTE


def test_a_run_that_was_too_short_before_a_silence_begins_anew() -> None:
    events = [probe("10:00:00", False), probe("10:30:00", False), probe("10:35:00", False), probe("10:40:00", True)]
    time = one(HELD.format("any location"), events)["time_us"]
    assert time["counted"] == 10 * MINUTE
    assert time["up"] == 20 * MINUTE


def test_silent_locations_are_unknown_where_they_decide() -> None:
    down = [probe(c, False, location="ams") for c in ("10:00:00", "10:05:00")]
    both = one(HELD.format("all locations"), [*down, probe("10:08:00", True, location="lax")])["time_us"]
    # lax is silent before 10:08: unknown 10:00-10:08; up then until 10:15, where ams falls silent and lax still says up.
    assert both["counted"] == 0
    assert both["up"] == 10 * MINUTE
    some = one(HELD.format("any location"), [*down, probe("10:08:00", True, location="lax")])["time_us"]
    assert some["counted"] == 15 * MINUTE
    assert some["up"] == 0


def test_each_location_has_a_verdict() -> None:
    events = [probe("10:00:00", False, location="ams"), probe("10:05:00", False, location="ams")]
    events += [probe("10:10:00", True, location="ams"), probe("09:00:00", True, location="lax"), probe("11:00:00", True)]
    found = {str(v["group"]): v["time_us"]["counted"] for v in judged(PROBES.format("each location on its own"), events)}
    assert found == {"None": 0, "{'location': 'lax'}": 0, "{'location': 'ams'}": 10 * MINUTE}


def test_slots_of_probes() -> None:
    rule = "available at least 99%; watched by probes in slots of 5 minutes, down when at least 50% failed"
    rule += f"; unobserved time counts as up; {TIMED}"
    events = [probe("10:01:00", False), probe("10:04:59", True), probe("10:05:00", True), probe("10:10:00", False)]
    assert one(rule, events)["time_us"]["counted"] == 10 * MINUTE
    assert one(rule, events, as_of=at("10:12:00"))["time_us"]["counted"] == 7 * MINUTE


COUNTS = (
    'available at least 99%; watched by counts of class "read" or "write" in slots of 5 minutes, down when {}; '
    f"counts that fit no slot are spread evenly; a slot without requests counts as down; unobserved time stays unknown; {TIMED}"
)


def test_slots_of_counts() -> None:
    rule = COUNTS.format("at least 5% failed of at least 100 requests")
    events = [
        counts("10:00:00", "10:05:00", 60, 5, **{"class": "read"}),
        counts("10:01:00", "10:02:00", 40, 0, **{"class": "write"}),
        counts("10:00:00", "10:05:00", 900, 0, **{"class": "bulk"}),
        counts("10:05:00", "10:10:00", 99, 99, **{"class": "read"}),
        counts("10:10:00", "10:15:00", 0, 0, **{"class": "read"}),
    ]
    time = one(rule, events)["time_us"]
    assert time["counted"] == 10 * MINUTE
    assert time["up"] == 5 * MINUTE


def test_counts_are_spread_exactly() -> None:
    rule = COUNTS.format("more than 5% failed")
    # Five sixths of 120 with 12 failed lie in the first slot: 100 with 10; then 20 with 2, beside 30 without any: 4%.
    events = [
        counts("10:00:00", "10:06:00", 120, 12, **{"class": "read"}),
        counts("10:06:00", "10:07:00", 30, 0, **{"class": "read"}),
    ]
    time = one(rule, events)["time_us"]
    assert time["counted"] == 5 * MINUTE
    assert time["up"] == 5 * MINUTE


@pytest.mark.parametrize(
    ("reported", "minutes"),
    [
        ('reported by "a"', 30),
        ('reported by any of "a", "b"', 50),
        ('reported by all of "a", "b"', 10),
        ('first reported by any of "a", "b"', 30),
    ],
)
def test_sources_of_outages(reported: str, minutes: int) -> None:
    rule = f"available at least 99%; watched by outages as {reported}; {TIMED}"
    events = [
        outage("10:00:00", "10:30:00", source="a"),
        outage("10:20:00", "10:40:00", source="b"),
        outage("10:40:00", "10:50:00", source="b"),
        outage("09:00:00", "10:00:00", source="c"),
        outage("09:00:00", "10:00:00"),
    ]
    assert one(rule, events)["time_us"]["counted"] == minutes * MINUTE


def test_an_excluded_outage_explains_what_lies_inside() -> None:
    rule = "available at least 99%; watched by probes, 1 failed in a row from any location; unobserved time counts as up; "
    rule += f"an excluded outage explains what lies inside it; {TIMED}"
    events = [
        probe("10:00:00", False),
        probe("10:10:00", True),
        probe("10:50:00", False),
        probe("11:10:00", True),
        outage("10:00:00", "11:00:00", cause="customer"),
    ]
    time = one(rule, events)["time_us"]
    assert time["counted"] == 20 * MINUTE
    assert time["excluded"] == {"own": 10 * MINUTE}


MEASURED = 'good at least 99%; measured by {}; a period without any is left out; class "bulk" scores 0.5'


def test_good_requests_outside_work() -> None:
    rule = MEASURED.format("good requests") + "; counts that fit no slot are spread evenly"
    work = {
        "type": "maintenance",
        "kind": "scheduled",
        "start": at("10:00:00"),
        "end": at("10:30:00"),
        "announced": at("00:00:00"),
    }
    events = [counts("10:00:00", "11:00:00", 100, 20), counts("12:00:00", "12:05:00", 50, 0, **{"class": "bulk"}), work]
    # 50 with 10 failed, and 50 that score a half.
    verdict = one(rule, events)
    assert verdict["availability"]["exact"] == Fraction(65, 100)
    assert verdict["status"] == "breached"


def test_mean_of_slots() -> None:
    rule = MEASURED.format("the mean of good requests in slots of 12 hours") + "; counts that fit no slot are an error"
    rule += "; a slot without requests is left out; unobserved time stays unknown"
    verdict = one(rule, [counts("00:00:00", "00:05:00", 10, 1)])
    assert (verdict["availability"]["least"], verdict["availability"]["most"]) == (Fraction(9, 20), Fraction(19, 20))
    assert verdict["status"] == "breached"


@pytest.mark.parametrize(
    ("measure", "value"),
    [("the mean of", Fraction(310, 4)), ("the worst of", 200), ("the 50th percentile of", 20), ("the 76th percentile of", 200)],
)
def test_values(measure: str, value: Any) -> None:
    rule = f'value at most 100; measured by {measure} "x"; a period without any is left out'
    events = [
        {"type": "measure", "name": "x", "at": at(f"1{i}:00:00"), "value": v} for i, v in enumerate(("10", "200", "20", "80"))
    ]
    assert one(rule, events)["value"] == value


FLEET = f"available at least 99%; watched by outages; {TIMED}; other time leaves the period"
RESOURCES = "resources as events name them"


def test_resources_weigh_by_an_attribute() -> None:
    events = [
        resource("a", "2025-03-04T00:00:00Z", "2025-03-04T12:00:00Z", share=3),
        resource("b", "2025-03-04T06:00:00Z", share=1),
        outage("04:00:00", "08:00:00", component="a"),
    ]
    verdict = one(f'{FLEET}; weighted by "share"', events, service=RESOURCES)
    assert verdict["time_us"]["weighted"] == 2 * HOUR + Fraction(3, 4) * 2 * HOUR
    assert verdict["time_us"]["counted"] == 4 * HOUR


def test_resources_in_groups_and_in_time() -> None:
    events = [
        resource("a", "2025-03-03T00:00:00Z", zone="x"),
        resource("b", "2025-03-04T06:00:00Z", "2025-03-04T08:00:00Z", zone="y"),
        resource("c", "2025-03-04T00:00:00Z"),
        outage("05:00:00", "07:00:00"),
    ]
    rule = f'{FLEET}; grouped by "zone"; only while it is at least 1 hours old; down when any resource is down'
    found = {v["group"]["zone"]: v["time_us"] for v in judged(rule, events, service=RESOURCES)}
    assert found["x"]["counted"] == 2 * HOUR
    assert found["x"]["basis"] == DAY
    assert found["y"]["counted"] == 0
    assert found["y"]["basis"] == HOUR


def test_resources_spread_and_one_by_one() -> None:
    events = [
        resource("a", "2025-03-03T00:00:00Z", zone="x"),
        resource("b", "2025-03-04T06:00:00Z", "2025-03-04T08:00:00Z", zone="y"),
        outage("05:00:00", "07:00:00"),
    ]
    rule = f'{FLEET}; only while resources stand in at least 2 different "zone"; each resource on its own'
    found = {v["component"]: v["time_us"] for v in judged(rule, events, service=RESOURCES)}
    assert found["a"]["counted"] == found["b"]["counted"] == HOUR
    assert found["a"]["basis"] == found["b"]["basis"] == 2 * HOUR


def test_a_later_event_ends_a_resource() -> None:
    events = [resource("a", "2025-03-03T00:00:00Z"), resource("a", "2025-03-04T06:00:00Z", "2025-03-04T07:00:00Z")]
    verdict = one(f"{FLEET}; down when all resources are down", [*events, outage("01:00:00", "02:00:00")], service=RESOURCES)
    assert verdict["time_us"]["basis"] == 7 * HOUR
    assert verdict["time_us"]["counted"] == HOUR


def test_degrees_and_shares() -> None:
    events = [
        outage("10:00:00", "12:00:00", degree=Decimal("0.5")),
        outage("11:00:00", "13:00:00", degree=Decimal("0.25"), component="eu"),
    ]
    rule = f"available at least 99%; watched by outages; {TIMED}; weighted by "
    parts = "components eu, us"
    assert one(rule + "degree", events, service=parts)["time_us"]["weighted"] == 2 * HOUR * Fraction(1, 2) + HOUR * Fraction(
        1, 4
    )
    shares = one(rule + "eu 75%, us 20%", events, service=parts)["time_us"]
    assert shares["weighted"] == 2 * HOUR * Fraction(95, 100) + HOUR * Fraction(3, 4)
    assert shares["counted"] == 3 * HOUR


def test_how_often() -> None:
    rule = f"down at most 1 times; watched by outages; {TIMED}"
    events = [outage("10:00:00", "10:01:00"), outage("10:01:00", "10:02:00"), outage("12:00:00", "12:01:00")]
    assert one(rule, events)["status"] == "breached"
    assert one(rule, events[:2])["status"] == "met"
