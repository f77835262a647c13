"""Cases of three other projects' own tests, stated in the language: due times, business time, business days.

Each is reproduced, or stands below with the rule of the language that it contradicts.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from published import FOLDER, Fields, events, needs_folder

from slalang.pipeline import compile_policy, evaluate
from slalang.values.instants import SECOND, format_instant, parse_instant
from slalang.values.verdicts import Verdict

pytestmark = needs_folder

FILES = ("biz_calculation", "erpnext_sla", "glpi_calendar")
DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}

CLOSING = "T6: a length that runs out at closing is due at closing, here at the next opening"
NOTHING = "T4: a length of nothing is none; here it ends at the nearest open instant"
BACKWARD = "T6: a deadline at the end of a full day lies after an event, here before it"
LATEST = "T6: a notice is in time up to the last instant at which the measure is reached; here only up to the closing before"

CONTRADICTED = {
    "biz-after-2": NOTHING,
    "biz-before-2": NOTHING,
    "biz-2days-before-2": LATEST,
    "biz-2days-before-3": LATEST,
    "biz-sunday-after": CLOSING,
    "biz-2days-after-2": CLOSING,
    "biz-2days-after-3": CLOSING,
    "glpi-end-7": BACKWARD,
    "glpi-end-8": BACKWARD,
}
"""The cases that the language answers otherwise, with the rule."""


def cases() -> list[dict[str, Any]]:
    if not FOLDER.is_dir():
        return []
    return [
        json.loads(line)
        for name in FILES
        for line in FOLDER.joinpath("peer_cases", f"{name}.jsonl").read_text("utf-8").splitlines()
    ]


def policy_text(case: dict[str, Any], promise: str) -> str:
    """A policy with the case's calendar and one promise."""
    calendar = case["calendar"]
    hours = [f"{DAYS[day]} {_spans(spans)}" for day, spans in calendar["weekly"].items() if spans]
    year = int(str(case["input"].get("start") or case["input"].get("at"))[:4])
    yearly = [f"{y}-{day}" for day in calendar["yearly_holidays_mmdd"] for y in (year - 1, year, year + 1)]
    closed = sorted([*calendar["holidays"], *yearly])
    shut = f"; closed on {', '.join(closed)}" if closed else ""
    return (
        f'agreement "Peer": zone {calendar["tz"]}.\n'
        f"calendar hours: {', '.join(hours)}{shut}.\n"
        "service desk: no components.\n"
        f"{promise}"
    )


def _spans(spans: list[list[str]]) -> str:
    if spans == [["00:00", "24:00"]]:
        return "all day"
    return " and ".join("-".join(span).replace("24:00", "00:00") for span in spans)


CLOCK = (
    'clock promise of desk: runs from "opened" to "resolved"; {target}; reopening changes nothing; never pauses;'
    " a later stage does not stop it."
)
NOTICE = 'duty promise: for each maintenance; requires the fact "notice" at least {length} before it starts.'


def verdict(case: dict[str, Any], promise: str, records: list[Fields]) -> Verdict:
    """The one verdict of a policy with the case's calendar on these events."""
    compilation = compile_policy(policy_text(case, promise), "peer.sla")
    assert compilation.compiled is not None, compilation.diagnostics
    (only,) = evaluate(compilation.compiled, events(records))
    return only


def clock(case: dict[str, Any], target: str, opened: str, resolved: str | None = None) -> Verdict:
    """A ticket opened and resolved, on a clock with that target."""
    ticket: Fields = {"type": "ticket", "ticket": "T", "service": "desk"}
    records = [ticket | {"id": "opened", "at": opened, "action": "opened"}]
    if resolved is not None:
        records.append(ticket | {"id": "resolved", "at": resolved, "action": "resolved"})
    return verdict(case, CLOCK.format(target=target), records)


def notice_due(case: dict[str, Any], length: str, start: str) -> int | None:
    """The latest instant of a notice that a maintenance needs."""
    later = format_instant(parse_instant(start) + SECOND)
    window: Fields = {"type": "maintenance", "id": "m", "kind": "scheduled", "start": start, "end": later, "announced": start}
    return verdict(case, NOTICE.format(length=length), [window]).due_at


def answer(case: dict[str, Any]) -> object:
    """What the language answers to a case, in the case's own terms."""
    given = case["input"]
    match case["kind"]:
        case "business_elapsed":
            assert not given["pauses"]
            measured = clock(case, "within 1 business hour of hours", given["start"], given["end"]).measured_us
            return None if measured is None else {"seconds": measured // SECOND}
        case "business_add":
            return _due(clock(case, f"within {given['add_seconds']} business seconds of hours", given["start"]).due_at)
        case "business_subtract":
            return _due(notice_due(case, f"{given['subtract_seconds']} business seconds of hours", given["start"]))
        case "business_days_after":
            return _due(clock(case, f"within {given['days']} business days of hours", given["start"]).due_at)
        case "business_days_before":
            return _due(notice_due(case, f"{given['days']} business days of hours", given["start"]))
        case "working_days_add" if given["days"] < 0:
            return _due(notice_due(case, f"{-given['days']} business days of hours", given["start"]))
        case "working_days_add" if given["to_end_of_working_day"]:
            target = f"by the end of the {given['days']}th full business day of hours"
            return _due(clock(case, target, given["start"]).due_at)
        case "working_days_add":
            return _due(clock(case, f"within {given['days']} business days of hours", given["start"]).due_at)
        case "is_open":
            after = format_instant(parse_instant(given["at"]) + 1)
            return {"open": clock(case, "within 1 business hour of hours", given["at"], after).measured_us == 1}
        case other:
            raise AssertionError(other)


def _due(at: int | None) -> dict[str, str | None]:
    return {"due": None if at is None else format_instant(at)}


@pytest.mark.parametrize("case", [c for c in cases() if CONTRADICTED.get(c["id"]) != NOTHING], ids=lambda case: case["id"])
def test_a_peers_case(case: dict[str, Any]) -> None:
    expected = {name: value for name, value in case["expected"].items() if name != "upstream_value"}
    assert (answer(case) == expected) is (case["id"] not in CONTRADICTED)


def test_every_exception_is_a_case() -> None:
    known = {case["id"] for case in cases()}
    assert set(CONTRADICTED) <= known
    assert len(known) == 78
