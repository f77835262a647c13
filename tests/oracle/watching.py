"""What was observed of each part of a service: outages, probes, time unobserved (O1, O2, O5, D1)."""

from __future__ import annotations

from enum import Enum

import attrs

from slalang.syntax import ast
from slalang.values.events import Event, Outage, Probe
from tests.oracle.stream import parts


class State(Enum):
    """What a part of the service is at an instant."""

    UP = "up"
    BAD = "bad"
    UNKNOWN = "unknown"


@attrs.frozen(slots=True)
class Watch:
    """What a commitment looks at for one part of the service, up to `as_of`."""

    outages: tuple[Outage, ...]
    probes: tuple[LocationProbes, ...]
    rule: ast.WatchProbes | None
    as_of: int

    def outages_at(self, instant: int) -> list[Outage]:
        """O1, D1: the outages that count and last at an instant."""
        return [o for o in self.outages if o.start_at <= instant < _end(o)]

    def probed(self, instant: int) -> State:
        """O2, O5: what the probes say of an instant; later than `as of` nothing more happens (V1)."""
        if self.rule is None or instant >= self.as_of:
            return State.UP
        told = [p.state(instant) for p in self.probes]
        if all(state is State.UNKNOWN for state in told):
            return State.UNKNOWN
        match self.rule.locations:
            case ast.AnyLocation():
                needed = 1
            case ast.AllLocations():
                needed = len(told)
            case ast.SomeLocations(number):
                needed = int(number.value)
        return State.BAD if sum(state is State.BAD for state in told) >= needed else State.UP

    def edges(self) -> set[int]:
        """Where anything that was observed may begin or end."""
        return {
            self.as_of,
            *(o.start_at for o in self.outages),
            *(_end(o) for o in self.outages),
            *(p.at for location in self.probes for p in location.probes),
        }


@attrs.frozen(slots=True)
class LocationProbes:
    """The probes of one part from one location, in order, and the runs of failures that are outages (O2)."""

    probes: tuple[Probe, ...]
    down: tuple[tuple[int, int | None], ...]

    def state(self, instant: int) -> State:
        """O2: a probe's state holds until the next probe."""
        if instant < self.probes[0].at:
            return State.UNKNOWN
        inside = any(start <= instant and (end is None or instant < end) for start, end in self.down)
        return State.BAD if inside else State.UP


def _end(outage: Outage) -> int:
    if outage.end_at is None:
        raise ValueError("an open outage was not ended as of")
    return outage.end_at


def counts(outage: Outage, rule: ast.WatchOutages, seen: set[str]) -> bool:
    """D1: whether an outage's severity and degree count."""
    by_severity = rule.severities is None or outage.severity in rule.severities.severities
    by_degree = rule.degree is None or outage.degree >= rule.degree.least.value
    if not by_severity:
        seen.add("D1-severity")
    if not by_degree:
        seen.add("D1-degree")
    return by_severity and by_degree


def probe_runs(probes: list[Probe], failures: int, seen: set[str]) -> LocationProbes:
    """O2: so many consecutive failures make an outage, from the run's first failure to the next success."""
    down: list[tuple[int, int | None]] = []
    run: list[Probe] = []
    for probe in probes:
        if not probe.up:
            run.append(probe)
            continue
        if len(run) >= failures:
            down.append((run[0].at, probe.at))
        elif run:
            seen.add("O2-short-run")
        run = []
    if len(run) >= failures:
        seen.add("O2-open-run")
        down.append((run[0].at, None))
    return LocationProbes(tuple(probes), tuple(down))


def watch_part(
    rules: list[ast.WatchOutages | ast.WatchProbes],
    events: list[Event],
    part: str | None,
    components: tuple[str, ...],
    as_of: int,
    seen: set[str],
) -> Watch:
    """D1: all that a commitment looks at for one part; several kinds of observation are joined."""
    mine = [e for e in events if part in parts(e, components)]
    outages: list[Outage] = []
    probes: list[LocationProbes] = []
    probe_rule: ast.WatchProbes | None = None
    for rule in rules:
        if isinstance(rule, ast.WatchOutages):
            outages += [e for e in mine if isinstance(e, Outage) and counts(e, rule, seen)]
            continue
        probe_rule = rule
        locations: dict[str | None, list[Probe]] = {}
        for event in sorted((e for e in mine if isinstance(e, Probe)), key=lambda p: (p.at, p.id)):
            locations.setdefault(event.location, []).append(event)
        probes += [probe_runs(found, int(rule.failures.value), seen) for found in locations.values()]
        if any(location.down for location in probes):
            seen.add(f"O2-{type(rule.locations).__name__}")
    if len(rules) > 1 and outages and probes:
        seen.add("D1-joined")
    return Watch(tuple(outages), tuple(probes), probe_rule, as_of)


def combine(rule: ast.Node | None, states: list[State]) -> State:
    """D3: the service from its parts: any, all, at least k; with unknown parts, whatever is certain."""
    down = sum(s is State.BAD for s in states)
    perhaps = down + sum(s is State.UNKNOWN for s in states)
    match rule:
        case ast.CombineAll():
            needed = len(states)
        case ast.CombineSome(number):
            needed = int(number.value)
        case _:
            needed = 1
    return State.BAD if down >= needed else State.UNKNOWN if perhaps >= needed else State.UP
