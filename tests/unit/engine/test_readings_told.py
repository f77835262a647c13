"""Which readings the explanation of a clock, a duty or a share speaks of; all of them stay beside the verdict (P6)."""

from __future__ import annotations

from typing import Any

import pytest

from slalang.pipeline import compile_policy, evaluate
from slalang.values.event_decoding import decode_event
from slalang.values.events import Event
from slalang.values.instants import parse_instant

POLICY = """
agreement "Support": {zone}; currency GBP.
throughout: money rounded half up.
service web: no components.
ambiguity half: reading by_letter governs because "as written"; reading by_sense because "as meant".
commitment uptime of web: available at least 99% under reading by_letter; available at least 98% under reading by_sense;
  per calendar month; watched by outages; measured over the whole period; counted exactly;
  of a period covered in part, the rest counts as up.
clock resolve of web: runs from "opened" to "resolved"; {limit};
  reopening continues the clock; a later stage does not stop it; never pauses; belongs to the period in which it starts.
share resolved of resolve: at least 90% kept; per calendar month; a period without any counts as kept.
duty report of web: for each ticket "opened"; requires the fact "report" about it within 1 hour after it.
exclusion vendor from resolve: {tickets}.
credit for resolve: {row}; per calendar month; given without a claim.
"""

PLAIN = {
    "zone": "zone UTC",
    "limit": "within 4 hours",
    "tickets": 'tickets labelled "x"',
    "row": "a missed target earns GBP 10",
}

BOTH = ("by_letter", "by_sense")


def told(**fields: str) -> dict[str, tuple[str, ...]]:
    """The readings that the steps of each verdict speak of, by rule."""
    compilation = compile_policy(POLICY.format(**(PLAIN | fields)))
    assert compilation.compiled is not None, [d.title for d in compilation.diagnostics]
    opened = event(type="ticket", id="1", ticket="T", at="2025-03-03T09:00:00Z", action="opened")
    outage = event(type="outage", id="2", start="2025-03-03T09:00:00Z", end="2025-03-03T09:10:00Z")
    verdicts = evaluate(compilation.compiled, (opened, outage), as_of=parse_instant("2025-03-20T00:00:00Z"))
    assert all(tuple(name for name, _ in verdict.readings or ()) == BOTH for verdict in verdicts)
    return {v.commitment: tuple(s.name or "" for s in v.because if s.what == "reading") for v in verdicts}


def event(**fields: Any) -> Event:
    """One event of the wire form."""
    decoded = decode_event({"customer": ["acme"], **fields})
    assert not isinstance(decoded, tuple), decoded
    return decoded


def test_what_only_a_commitment_has_is_told_of_that_alone() -> None:
    assert told() == {"uptime": BOTH, "resolve": (), "resolved": (), "report": ()}


@pytest.mark.parametrize(
    ("field", "by_sense", "rules"),
    [
        ("limit", "within 5 hours", {"resolve", "resolved"}),
        ("tickets", 'tickets labelled "y"', {"resolve", "resolved"}),
        ("row", "a missed target earns GBP 20", {"resolve"}),
        ("zone", "zone Europe/London", {"resolve", "resolved", "report"}),
    ],
)
def test_what_a_rule_rests_on_is_told_of_it(field: str, by_sense: str, rules: set[str]) -> None:
    both = f"{PLAIN[field]} under reading by_letter; {by_sense} under reading by_sense"
    assert {name for name, named in told(**{field: both}).items() if named == BOTH} == {"uptime"} | rules
