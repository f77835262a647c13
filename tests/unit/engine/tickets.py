"""Policies with one clock, and the events of tickets, as the tests of clocks write them."""

from __future__ import annotations

from slalang.engine.customers import customers_of
from slalang.engine.support.clocks import clock_runs
from slalang.engine.support.runs import Run
from slalang.pipeline import compile_policy
from slalang.semantics.policy import Policy
from slalang.values.event_decoding import decode_event
from slalang.values.events import Event
from slalang.values.instants import format_instant, parse_instant

HEAD = """
agreement "Support": zone UTC; currency GBP.
causes: customer, third_party.
parameter hours: one of "weekdays", "always"; no default.
service desk: no components.
calendar support: Mon to Fri 09:00-17:00.
"""

HANDLING = {
    "severity": "a change of severity keeps the start and takes the new target",
    "reopening": "reopening continues the clock",
    "pauses": 'pauses from "paused" to "resumed", which moves the deadline',
    "stage": "a later stage does not stop it",
}


def policy(*phrases: str, **handling: str | None) -> Policy:
    """A policy with the clock `fix` of `desk`; each keyword replaces what `HANDLING` says, None leaves it out.

    `rest` holds further rules.
    """
    rest = handling.pop("rest", None) or ""
    said = [*phrases, *(phrase for phrase in (HANDLING | handling).values() if phrase is not None)]
    text = f"{HEAD}\nclock fix of desk (clause 5.1):\n  " + ";\n  ".join(said) + f".\n{rest}\n"
    compilation = compile_policy(text)
    assert compilation.compiled is not None, [d.title for d in compilation.diagnostics]
    return compilation.compiled.policy


def event(**fields: object) -> Event:
    """One event of the wire form, of the customer `acme`."""
    decoded = decode_event({"customer": ["acme"], **fields})
    assert not isinstance(decoded, tuple), decoded
    return decoded


def ticket(*happened: str, name: str = "T") -> list[Event]:
    """Events of a ticket, each as `id action instant`, then `severity=P1`, `cause=...`, `queue=...`, `labels=...`."""
    events = []
    for line in happened:
        id_, action, at, *more = line.split()
        fields: dict[str, object] = {}
        for part in more:
            key, _, value = part.partition("=")
            fields[key] = value
        if "labels" in fields:
            fields["labels"] = str(fields["labels"]).split(",")
        at = f"2025-03-{at}:00Z" if len(at) == 8 else at
        events.append(event(type="ticket", id=id_, ticket=name, action=action, at=at, **fields))
    return events


def runs(of: Policy, events: list[Event], as_of: str = "31T00:00") -> tuple[Run, ...]:
    """Every run of the policy's clock, as of an instant of March 2025."""
    customers, _ = customers_of(of, events, instant(as_of))
    return clock_runs(of, of.clocks[0], customers[0])


def only(of: Policy, events: list[Event], as_of: str = "31T00:00") -> Run:
    """The one run that there is."""
    (run,) = runs(of, events, as_of)
    return run


def instant(day_and_time: str) -> int:
    """An instant of March 2025, as `03T09:00`."""
    return parse_instant(f"2025-03-{day_and_time}:00Z" if len(day_and_time) == 8 else day_and_time)


def shown(at: int | None) -> str | None:
    """An instant of March 2025 back in the tests' short form."""
    return None if at is None else format_instant(at).removeprefix("2025-03-").removesuffix(":00Z")
