"""Real input: incidents and checks as others published them, turned into events of the wire."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from slalang.pipeline import compile_policy
from slalang.semantics.policy import Compiled
from slalang.values.event_decoding import decode_event
from slalang.values.events import Event
from slalang.values.instants import SECOND, format_instant, parse_instant

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("SLALANG_REAL_DATA") or HERE.parents[2] / "shared" / "data")

needs_folder = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"the real input is not there ({FOLDER}); SLALANG_REAL_DATA names its folder"
)

Fields = dict[str, object]


def rows(*path: str) -> list[dict[str, str]]:
    """The rows of one of the published tables."""
    with FOLDER.joinpath(*path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def policy(name: str) -> Compiled:
    """A policy beside this file, compiled."""
    compilation = compile_policy((HERE / name).read_text("utf-8"), name, lambda other: (HERE / other).read_text("utf-8"))
    assert compilation.compiled is not None, compilation.diagnostics
    return compilation.compiled


def events(records: Iterable[Fields]) -> tuple[Event, ...]:
    """Events from the fields that a file of them would hold."""
    decoded = []
    for record in records:
        event = decode_event(record)
        assert not isinstance(event, tuple), event
        decoded.append(event)
    return tuple(decoded)


def github_incidents() -> Iterator[Fields]:
    """Every incident but maintenance, once for the whole and once for the parts that it names."""
    yield {"type": "subscription", "id": "all", "from": "2022-03-14", "to": "2024-12-31"}
    for incident in rows("github_statuses_2022_2024", "incidents.csv"):
        if incident["impact"] == "maintenance":
            continue
        times = {"start": incident["downtime_start"], "end": incident["downtime_end"]}
        outage: Fields = {"type": "outage", "severity": incident["impact"], **times}
        yield outage | {"id": incident["incident_id"], "service": "github"}
        if incident["components"]:
            parts = incident["components"].split("|")
            yield outage | {"id": f"{incident['incident_id']} parts", "service": "parts", "component": parts}


def upptime_checks(folder: str) -> Iterator[Fields]:
    """Every check, floored to a second; each site is a customer, watched from its first check to its last."""
    watched: dict[str, list[int]] = {}
    for number, check in enumerate(rows(folder, "checks.csv")):
        site, instant = check["slug"], parse_instant(check["checked_at"]) // SECOND * SECOND
        watched.setdefault(site, []).append(instant)
        yield {
            "type": "probe",
            "id": number,
            "customer": site,
            "service": "sites",
            "component": site,
            "at": format_instant(instant),
            "up": check["status"] != "down",
        }
    for site, instants in watched.items():
        first, last = format_instant(min(instants)), format_instant(max(instants))
        yield {"type": "subscription", "id": site, "customer": site, "from": first, "to": last}
