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


# ---------------------------------------------------------------------------------------------- resources

FLEET = """\
agreement "Hosting": zone UTC; currency GBP.
service web: resources as events name them.
commitment uptime of web: available at least 99%; per day; of a period covered in part, the rest counts as up;
  measured over the whole period; watched by outages; counted exactly; only resources where "tier" is "gold";
  each resource on its own; other time leaves the period.
"""


def notes_of_fleet(*lines: dict[str, object]) -> list[tuple[str | None, str, str]]:
    joined = b"\n".join(json.dumps({"service": "web", "id": f"e{i}", **line}).encode() for i, line in enumerate(lines))
    events = read_events([("events.jsonl", joined)]).required()
    return [(d.code, d.title, d.text) for d in evaluate_stream(compile_policy(FLEET).required(), events).diagnostics]


def test_resources_of_which_no_event_tells_are_noted() -> None:
    down = {"type": "outage", "start": "2025-03-03T10:00:00Z", "end": "2025-03-03T11:00:00Z"}
    told = {"type": "resource", "from": "2025-03-01T00:00:00Z", "resource": "m1", "attributes": {"tier": "gold"}}
    assert notes_of_fleet(told, {**down, "component": "m1"}, {**down, "component": ["m1", "m2"]}) == []
    ((code, title, text),) = notes_of_fleet(told, {**down, "component": "M1"}, {**down, "component": "m2"}, down)
    assert code == "events-ignored"
    assert title == "2 events name only resources of which no `resource` event tells, and are left out"
    assert text == "`e1` names the service `web` and the component `M1`; `e2` names the service `web` and the component `m2`."


def test_a_filter_that_no_resource_passes_is_noted() -> None:
    told = {"type": "resource", "from": "2025-03-01T00:00:00Z", "resource": "m1", "attributes": {"tier": "Gold"}}
    ((code, title, text),) = notes_of_fleet(told)
    assert (code, text) == ("no-resource-passes", "In the events, `tier` is `Gold`.")
    assert 'the commitment "uptime"' in title
    assert notes_of_fleet({**told, "attributes": {}})[0][2] == "In the events, no resource has `tier`."
    assert notes_of_fleet({**told, "attributes": {"tier": "gold"}}) == []
    assert notes_of_fleet() == []
