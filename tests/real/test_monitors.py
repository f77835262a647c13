"""The availability that two monitors work out in their own tests: Uptime Kuma's ratio of beats, Icinga's share of states."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from published import FOLDER, Fields, events, needs_folder, policy

from slalang.pipeline import evaluate
from slalang.values.instants import DAY, SECOND, format_instant, parse_instant

pytestmark = needs_folder

MIDNIGHT = parse_instant("2026-01-05T00:00:00Z")
STEP = 100
"""Seconds between two samples: every instant of Icinga's cases is a multiple of it."""
UNKNOWN = 99


def _cases(name: str) -> list[Any]:
    path = FOLDER / "peer_cases" / name
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def _at(second: int) -> str:
    return format_instant(MIDNIGHT + second * SECOND)


@pytest.mark.parametrize("case", _cases("uptime_kuma_ratio.jsonl"), ids=lambda case: case["id"])
def test_the_ratio_of_good_beats(case):
    (verdict,) = evaluate(policy("kuma.sla"), events(_beats(case["beats"])), as_of=MIDNIGHT + DAY)
    assert verdict.availability is not None
    assert verdict.availability.exact == Fraction(str(case["expected"]["uptime_24h"]))


def _beats(beats: list[str]) -> Iterator[Fields]:
    """A beat a minute; one in maintenance lies in a window of work, one that is pending is none that was good."""
    yield {"type": "subscription", "id": "all", "from": "2026-01-05", "to": "2026-01-05"}
    for number, beat in enumerate(beats):
        at = 60 * number + 30
        yield {"type": "execution", "id": f"beat {number}", "service": "site", "at": _at(at), "good": beat == "UP"}
        if beat == "MAINTENANCE":
            yield {
                "type": "maintenance",
                "id": f"work {number}",
                "kind": "scheduled",
                "start": _at(at - 30),
                "end": _at(at + 30),
            }


@pytest.mark.parametrize("case", _cases("icingadb_sla.jsonl"), ids=lambda case: case["id"])
def test_the_share_of_known_time_without_a_problem(case):
    """Icinga takes unknown time out of the whole; slalang keeps it in, as a class of its own, so the rest is asked."""
    (verdict,) = evaluate(policy("icinga.sla"), events(_states(case)), as_of=MIDNIGHT + case["window"]["end"] * SECOND)
    times, availability = verdict.time_us, verdict.availability
    assert times is not None
    assert availability is not None
    known = times.basis - times.unknown
    expected = Fraction(str(case["expected"]["ok_percent"])) / 100
    assert Fraction(known - times.counted, known) == expected
    assert (availability.least or availability.exact) <= expected <= (availability.most or availability.exact)


def _states(case: Any) -> Iterator[Fields]:
    """One sample of each stretch of known state, as Icinga reads its history, and work for each downtime."""
    start, end = case["window"]["start"], case["window"]["end"]
    yield {"type": "subscription", "id": "all", "customer": "host", "from": _at(start), "to": _at(end)}
    for second in range(start, end, STEP):
        state = _state(case["events"], start, second)
        if state is not None:
            yield {"type": "probe", "id": f"at {second}", "service": "host", "at": _at(second), "up": state < 2}
    for number, event in enumerate(e for e in case["events"] if e["type"] == "downtime"):
        window = {"start": _at(event["start"]), "end": _at(event["end"])}
        yield {"type": "maintenance", "id": f"work {number}", "kind": "scheduled", **window}


def _state(history: list[Any], start: int, second: int) -> int | None:
    """The state at a second: what the last change before it says, unless the next says that it was unknown until then.

    Without an earlier change, what the next one says of the time before it; else the present state; else that all is well.
    """
    changes = sorted((e for e in history if e["type"] == "state"), key=lambda e: e["t"])
    past = [e for e in changes if e["t"] <= second]
    coming = [e for e in changes if e["t"] > second]
    if coming and coming[0]["previous_hard_state"] == UNKNOWN and coming[0]["t"] > start:
        return None
    if past:
        return int(past[-1]["hard_state"])
    if coming:
        return int(coming[0]["previous_hard_state"])
    return next((int(e["state"]) for e in history if e["type"] == "current_state"), 0)
