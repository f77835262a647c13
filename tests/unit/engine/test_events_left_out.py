"""Events about services and components that the policy does not name are left out, and named in a note (O7)."""

from __future__ import annotations

import json

from slalang.importers.events import read_events
from slalang.pipeline import compile_policy, evaluate_stream

POLICY = """\
agreement "Hosting": zone Europe/London; currency GBP.
service web: components api, login.
commitment uptime of web: available at least 99.8%; per calendar month; of a period covered in part, the rest counts as up;
  measured over the whole period; watched by outages; counted exactly; down when any component is down.
"""


def outage(name: str, day: int, **about: object) -> bytes:
    return json.dumps({"type": "outage", "id": name, "start": f"2025-03-{day:02d}T10:00:00Z", **about}).encode()


def note(*lines: bytes) -> tuple[str, str]:
    events = read_events([("events.jsonl", b"\n".join(lines))]).required()
    (found,) = evaluate_stream(compile_policy(POLICY).required(), events).diagnostics
    return found.title, found.text


def test_the_note_names_the_events_and_what_they_name() -> None:
    title, text = note(
        outage("a", 1, service="mail"), outage("b", 2, component=["db", "cdn"]), outage("c", 3, component="api", service="web")
    )
    assert title.startswith("2 events are about a service or component that the policy does not name")
    assert text == "`a` names the service `mail`; `b` names the components `cdn`, `db`."


def test_the_note_names_at_most_three() -> None:
    components = ["c1", "c2", "c3", "c4"]
    title, text = note(*(outage(f"o{n}", n, service="web", component=components) for n in range(1, 6)))
    assert title.startswith("5 events are")
    assert text.count("names the service `web` and the components `c1`, `c2`, `c3`, ...") == 3
    assert text.endswith("; and 2 more.")
    assert "`o4`" not in text
