"""Limits on maintenance windows, at the instants where they begin and cease to hold (X4)."""

from __future__ import annotations

import pytest

from slalang.pipeline import compile_policy, evaluate
from slalang.values.event_decoding import decode_event
from slalang.values.events import Event
from slalang.values.instants import HOUR

POLICY = """
agreement "Hosting": zone Europe/London; currency GBP.
causes: customer.

throughout:
  of a period covered in part, the rest counts as up;
  measured over the whole period;
  counted exactly;
  rows need a missed target;
  money rounded half up.

service web: no components.

commitment uptime of web:
  available at least 99%;
  per calendar month;
  watched by outages.

exclusion work:
  maintenance of kind "scheduled";
  at most 1 window per rolling SPAN, otherwise void.
"""


def event(**fields: object) -> Event:
    """One event of the wire form."""
    decoded = decode_event({"service": "web", "customer": ["acme"], **fields})
    assert not isinstance(decoded, tuple), decoded
    return decoded


def work(name: str, start: str, end: str) -> tuple[Event, Event]:
    """A window of scheduled work, and an outage all through it."""
    return (
        event(type="maintenance", id=name, kind="scheduled", start=start, end=end, recorded=start),
        event(type="outage", id=f"down-{name}", start=start, end=end, recorded=start),
    )


def excluded(span: str, second: str, until: str) -> int:
    """The excluded time of two windows, of which the first is that of 1 April at 01:30 UTC, an hour long."""
    compiled = compile_policy(POLICY.replace("SPAN", span)).compiled
    assert compiled is not None
    events = (*work("first", "2025-04-01T01:30:00Z", "2025-04-01T02:30:00Z"), *work("second", second, until))
    return sum(us for verdict in evaluate(compiled, events) if verdict.time_us for _, us in verdict.time_us.excluded)


@pytest.mark.parametrize(
    ("span", "second", "until"),
    [
        ("30 days", "2025-05-01T01:30:00Z", "2025-05-01T02:30:00Z"),
        ("1 month", "2025-05-01T01:30:00Z", "2025-05-01T02:30:00Z"),
        ("24 hours", "2025-04-02T01:30:00Z", "2025-04-02T02:30:00Z"),
    ],
)
def test_a_window_that_starts_the_whole_span_later_finds_room(span: str, second: str, until: str) -> None:
    assert excluded(span, second, until) == 2 * HOUR


@pytest.mark.parametrize(
    ("span", "second", "until"),
    [
        ("30 days", "2025-05-01T01:29:59.999999Z", "2025-05-01T02:30:00Z"),
        ("1 month", "2025-05-01T01:29:59.999999Z", "2025-05-01T02:30:00Z"),
        ("24 hours", "2025-04-02T01:29:59.999999Z", "2025-04-02T02:30:00Z"),
    ],
)
def test_a_window_that_starts_a_microsecond_earlier_finds_none(span: str, second: str, until: str) -> None:
    assert excluded(span, second, until) == HOUR


def test_two_windows_that_start_together_are_two() -> None:
    assert excluded("30 days", "2025-04-01T01:30:00Z", "2025-04-01T03:30:00Z") == HOUR


PICKED = (
    POLICY.replace("at most 1 window per rolling SPAN", "announced at least 2 business days of support before")
    + """
parameter hours: one of "weekdays", "always"; no default.
calendar weekdays: Mon to Fri all day; zone Europe/London.
calendar always: every day all day; zone Europe/London.
calendar support: that of weekdays where hours is "weekdays"; that of always otherwise.
"""
)


@pytest.mark.parametrize(("hours", "hour"), [("weekdays", 0), ("always", HOUR), (None, HOUR)])
def test_a_notice_runs_along_the_calendar_that_the_contract_picks(hours: str | None, hour: int) -> None:
    # Announced on Friday for Monday: one business day before by the weekdays' calendar, three by the other; without a
    # calendar the condition does not bind.
    compilation = compile_policy(PICKED)
    assert compilation.compiled is not None, [d.title for d in compilation.diagnostics]
    parameters = {} if hours is None else {"hours": hours}
    announced = "2025-04-04T01:00:00Z"
    monday, later = "2025-04-07T01:00:00Z", "2025-04-07T02:00:00Z"
    events = (
        event(type="subscription", id="s", **{"from": "2025-04-01"}, parameters=parameters),
        event(type="maintenance", id="m", kind="scheduled", announced=announced, start=monday, end=later),
        event(type="outage", id="o", start=monday, end=later),
    )
    found = evaluate(compilation.compiled, events)
    assert sum(us for verdict in found if verdict.time_us for _, us in verdict.time_us.excluded) == hour
