"""A small policy around one commitment, and events of it, for tests of what is counted."""

from __future__ import annotations

from slalang.pipeline import compile_policy, evaluate
from slalang.values.event_decoding import decode_event
from slalang.values.events import Event
from slalang.values.instants import parse_instant
from slalang.values.verdicts import Step, Verdict

AGREEMENT = """
agreement "Hosting": zone UTC; currency EUR.
causes: customer.

service web: {service}.

commitment uptime of web:
  {target};
  per {period};
  of a period covered in part, the rest counts as up{time};
  {said}.
{more}
"""

OF_TIME = ";\n  measured over the whole period;\n  counted exactly"


def policy(
    said: str,
    *,
    target: str = "available at least 99%",
    service: str = "no components",
    period: str = "day",
    more: str = "",
    time: str = OF_TIME,
) -> str:
    """The text of a policy with one commitment."""
    return AGREEMENT.format(said=said, target=target, service=service, period=period, more=more, time=time)


def event(type_: str, id_: str, **fields: object) -> Event:
    """One event about the service `web` of the customer `acme`; `10:00` stands for that time of 3 March 2025."""
    written = {name.rstrip("_"): f"2025-03-03T{value}:00Z" if _is_time(value) else value for name, value in fields.items()}
    decoded = decode_event({"type": type_, "id": id_, "service": "web", "customer": "acme", **written})
    assert not isinstance(decoded, tuple), decoded
    return decoded


def _is_time(value: object) -> bool:
    return isinstance(value, str) and len(value) == 5 and value[2] == ":"


def probes(states: str, *, from_: str = "10:00", every: int = 1, up: str = "+", **fields: object) -> list[Event]:
    """A probe for each sign from an instant on, so many minutes apart: `+` is up, `-` is down, a space is none."""
    start = parse_instant(f"2025-03-03T{from_}:00Z") // 60_000_000
    found = []
    for i, state in enumerate(states):
        if state != " ":
            minute = start + i * every
            at = f"2025-03-03T{minute // 60 % 24:02d}:{minute % 60:02d}:00Z"
            name = f"{fields.get('location', '')}{fields.get('source', '')}{from_}/{i:03d}"
            found.append(event("probe", name, at=at, up=state == up, **fields))
    return found


def counts(name: str, start: str, end: str, total: int, failed: int, **fields: object) -> Event:
    """Requests of an interval of that day."""
    return event("counts", name, start=start, end=end, total=total, failed=failed, **fields)


def verdicts(text: str, *events: Event, as_of: str = "2025-03-04T00:00:00Z") -> tuple[Verdict, ...]:
    """The verdicts of the commitment."""
    compilation = compile_policy(text)
    assert compilation.compiled is not None, [d.title + " | " + d.hint for d in compilation.diagnostics]
    return tuple(evaluate(compilation.compiled, events, as_of=parse_instant(as_of)))


def verdict(text: str, *events: Event, as_of: str = "2025-03-04T00:00:00Z") -> Verdict:
    """The only verdict."""
    found = verdicts(text, *events, as_of=as_of)
    assert len(found) == 1, [(v.period, v.component, v.group) for v in found]
    return found[0]


def step(of: Verdict, what: str) -> Step:
    """The only step of a code."""
    found = [s for s in of.because if s.what == what]
    assert len(found) == 1, [s.what for s in of.because]
    return found[0]


def minutes(of: Verdict) -> dict[str, int]:
    """The classes of time of a verdict in whole minutes, those that are not empty."""
    time = of.time_us
    assert time is not None
    classes = {
        "up": time.up,
        "unknown": time.unknown,
        "outside": time.outside,
        "ignored": time.ignored,
        "counted": time.counted,
        **dict(time.excluded),
    }
    assert sum(classes.values()) == time.total
    assert all(us % 60_000_000 == 0 for us in classes.values()), classes
    return {name: us // 60_000_000 for name, us in classes.items() if us}
