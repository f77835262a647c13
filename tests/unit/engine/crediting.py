"""Policies in a few words, events, and their verdicts, for the tests of what misses earn."""

from __future__ import annotations

from typing import Any

from slalang.output.explanation.sentences import SAYINGS
from slalang.pipeline import compile_policy, evaluate
from slalang.values.event_decoding import decode_event
from slalang.values.events import Event
from slalang.values.instants import parse_instant
from slalang.values.verdicts import Verdict

HEAD = """
agreement "Hosting": zone UTC; currency EUR.
throughout: money rounded half up; rows need a missed target; measured over the whole period; counted exactly;
  of a period covered in part, the rest counts as up.
"""

WHOLE = "service web: no components.\ncommitment uptime of web: {target}; per {period}; watched by outages.\n"


def policy(*rules: str, target: str = "down at most 1 minute", period: str = "calendar month") -> str:
    """One commitment on a service without components, and the rules given."""
    return HEAD + WHOLE.format(target=target, period=period) + "\n".join(rules)


def judged(text: str, *events: Event, as_of: str = "2025-12-01T00:00:00Z") -> tuple[Verdict, ...]:
    """The verdicts on the events; fails with what is wrong in the policy."""
    compilation = compile_policy(text)
    assert compilation.compiled is not None, [(d.title, d.hint) for d in compilation.diagnostics]
    verdicts = evaluate(compilation.compiled, events, as_of=parse_instant(as_of))
    told = {step.what for verdict in verdicts for step in verdict.because}
    assert told <= SAYINGS.keys() | {"reading"}, "every step of an explanation has words of its own"
    return verdicts


def one(verdicts: tuple[Verdict, ...], commitment: str, period: str, component: str | None = None) -> Verdict:
    """The verdict of that name and period."""
    (found,) = (
        v
        for v in verdicts
        if v.commitment == commitment and v.period is not None and v.period.name == period and v.component == component
    )
    return found


def event(**fields: Any) -> Event:
    """One event of the wire form; `start`, `end` and `at` without an offset are UTC."""
    for name in ("start", "end", "at", "recorded"):
        if name in fields and fields.get("type") != "charge":
            fields[name] = instant(fields[name])
    decoded = decode_event(fields)
    assert not isinstance(decoded, tuple), decoded
    return decoded


def instant(text: str) -> str:
    """`2025-03-01` or `2025-03-01T10:00` as an instant of the wire."""
    if text.endswith("Z"):
        return text
    if "T" not in text:
        text += "T00:00"
    return f"{text}{':00' if text.count(':') == 1 else ''}Z"


def outage(name: str, start: str, end: str, **more: Any) -> Event:
    """An outage that lasts from one instant to another."""
    return event(type="outage", id=name, start=start, end=end, **more)


def charge(amount: str, first: str, last: str, name: str = "", **more: Any) -> Event:
    """What was charged for the days from the first to the last."""
    found = name or f"charge-{first}-{amount}"
    return event(type="charge", id=found, start=first, end=last, amount=amount, currency="EUR", **more)


def claim(at: str, period: str, name: str = "", **more: Any) -> Event:
    """A claim for a period."""
    return event(type="claim", id=name or f"claim-{at}", at=at, period=period, **more)


def paid(amount: str | None, at: str, period: str, decision: str = "paid", **more: Any) -> Event:
    """A settlement, in euros unless another currency is named."""
    found = {"amount": amount, "currency": "EUR"} if amount is not None else {}
    return event(
        **{"type": "settlement", "id": f"{decision}-{at}", "at": at, "period": period, "decision": decision} | found | more
    )


def fact(what: str, at: str, name: str = "", **more: Any) -> Event:
    """Something that is so."""
    return event(type="fact", id=name or f"{what}-{at}", name=what, at=at, **more)
