"""What was observed of each part of a service: outages, probes, counts, time unobserved (O1-O8, D1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Counts, Event, Outage, Probe
from tests.oracle.civil import exact_us
from tests.oracle.counts import CountVoice, FirstCounted, admitted
from tests.oracle.probes import LocationProbes, ProbeSlotVoice, ProbeVoice, location_probes
from tests.oracle.sources import (
    FINE,
    Explains,
    State,
    Stretch,
    Told,
    Voices,
    by_source,
    clusters,
    join,
    key_of,
)
from tests.oracle.stream import parts

WATCHES = (ast.WatchOutages, ast.WatchProbes, ast.WatchProbeSlots, ast.WatchCounts)
Location = tuple[str | None]
"""The one location that is judged on its own."""


@attrs.frozen(slots=True)
class Watching:
    """How a commitment watches: its watches and what they leave to other phrases."""

    watches: tuple[Any, ...]
    hold: int | None
    empty: ast.EmptySlotRule
    recorded: Callable[[Event], int]
    as_of: int
    seen: set[str]

    @property
    def by_locations(self) -> bool:
        return any(isinstance(w, ast.WatchProbes) and isinstance(w.locations, ast.EachLocation) for w in self.watches)


@attrs.frozen(slots=True)
class Watch:
    """What a commitment looks at for one part of the service, up to `as_of`.

    `outages` are those of each source that must agree: bad is what all of them have one for (O8).
    """

    outages: tuple[tuple[Outage, ...], ...]
    others: tuple[Any, ...]
    as_of: int

    def outages_at(self, instant: int) -> list[list[Outage]]:
        """O1, D1: the outages that count and last at an instant, of each source that must agree."""
        return [[o for o in told if o.start_at <= instant < _end(o)] for told in self.outages]

    def observed(self, instant: int) -> Told:
        """O5: what all but outages say of an instant; later than `as of` nothing more happens (V1)."""
        if not self.others or instant >= self.as_of:
            return FINE
        return join([other.told(instant) for other in self.others])

    def edges(self) -> set[int]:
        """Where anything that was observed may begin or end."""
        return {
            self.as_of,
            *(o.start_at for told in self.outages for o in told),
            *(_end(o) for told in self.outages for o in told),
            *(edge for other in self.others for edge in other.edges()),
        }


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


def watch_part(
    how: Watching,
    events: list[Event],
    part: str | None,
    components: tuple[str, ...],
    explains: Explains,
    location: Location | None,
) -> Watch:
    """D1: all that a commitment looks at for one part; several kinds of observation are joined."""
    mine = [e for e in events if part in parts(e, components)]
    outages: tuple[tuple[Outage, ...], ...] = ()
    others: list[Any] = []
    for rule in how.watches:
        if rule.reported is not None:
            how.seen.add(f"O8-{type(rule.reported.by).__name__}")
        if isinstance(rule, ast.WatchOutages):
            outages = outages_of(how, rule, [e for e in mine if isinstance(e, Outage)])
        else:
            others.append(_other(how, rule, mine, explains, location))
    if any(outages) and others:
        how.seen.add("D1-joined")
    return Watch(outages, tuple(others), how.as_of)


def outages_of(how: Watching, rule: ast.WatchOutages, events: list[Outage]) -> tuple[tuple[Outage, ...], ...]:
    """O8, D1: the outages that count, of each source that must agree."""
    found = [e for e in events if counts(e, rule, how.seen) and e.start_at < _end(e)]
    told = by_source(found, rule.reported)
    match rule.reported.by if rule.reported else None:
        case ast.ReportedByAll():
            return tuple(map(tuple, told))
        case ast.FirstReported():
            everything = [
                (Stretch(o.start_at, o.end_at, key_of(o, how.recorded)), o) for o in (o for outages in told for o in outages)
            ]
            kept: list[Outage] = []
            for together in clusters(everything):
                first = min(together, key=lambda pair: pair[0].key)[1]
                kept += [o for _, o in together if o.source == first.source]
            if len(kept) < len(everything):
                how.seen.add("O8-first-governs")
            return (tuple(kept),)
    return (tuple(o for outages in told for o in outages),)


def _other(how: Watching, rule: Any, events: list[Event], explains: Explains, location: Location | None) -> Any:
    if isinstance(rule, ast.WatchCounts):
        heard = [e for e in events if isinstance(e, Counts) and admitted(e, rule.of_class)]
        voices = tuple(
            CountVoice(tuple(told), rule, how.empty, explains, how.recorded, how.as_of, how.seen)
            for told in by_source(heard, rule.reported)
        )
        how.seen.add("O3")
        first = rule.reported is not None and isinstance(rule.reported.by, ast.FirstReported)
        return FirstCounted(voices) if first else Voices(voices, rule.reported)
    probes = sorted((e for e in events if isinstance(e, Probe)), key=lambda p: (p.at, p.id))
    told_apart = by_source(probes, rule.reported)
    if isinstance(rule, ast.WatchProbeSlots):
        how.seen.add("O2-slots")
        return Voices(
            tuple(ProbeSlotVoice(tuple(told), rule, explains, how.recorded, how.as_of) for told in told_apart), rule.reported
        )
    how.seen.add(f"O2-{type(rule.locations).__name__}")
    return Voices(tuple(_probe_voice(how, rule, told, explains, location) for told in told_apart), rule.reported)


def _probe_voice(
    how: Watching, rule: ast.WatchProbes, probes: list[Probe], explains: Explains, location: Location | None
) -> ProbeVoice:
    named: dict[str | None, list[Probe]] = {}
    for probe in probes:
        if location is None or probe.location == location[0]:
            named.setdefault(probe.location, []).append(probe)
    found: list[LocationProbes] = [
        location_probes(p, int(rule.failures.value), how.hold, how.recorded, how.seen) for p in named.values()
    ]
    return ProbeVoice(tuple(found), rule.locations, how.hold, explains, how.as_of)


def hold_of(rule: ast.ProbeHold | None) -> int | None:
    return None if rule is None else exact_us(rule.length)


def needed_of(rule: ast.Node | None, there: int) -> int:
    """D3: how many parts must be down for the whole to be."""
    match rule:
        case ast.CombineAll():
            return max(there, 1)
        case ast.CombineSome(number):
            return int(number.value)
    return 1


def combine(rule: ast.Node | None, states: list[State]) -> State:
    """D3: the service from its parts: any, all, at least k; with unknown parts, whatever is certain."""
    down = sum(s is State.BAD for s in states)
    perhaps = down + sum(s is State.UNKNOWN for s in states)
    needed = needed_of(rule, len(states))
    return State.BAD if down >= needed else State.UNKNOWN if perhaps >= needed else State.UP
