"""What probes say: runs of failures from locations, and slots judged by their own probes (O2, O5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

import attrs

from slalang.syntax import ast
from slalang.values.events import Event, Probe
from tests.oracle.civil import exact_us
from tests.oracle.sources import FINE, SILENT, Explains, Key, State, Stretch, Taker, Told, key_of


@attrs.frozen(slots=True)
class LocationProbes:
    """The probes of one part from one location in order: what it says, and the runs of failures that are outages.

    A run interrupted by silences is several stretches; `end` None: it still goes on.
    """

    probes: tuple[Probe, ...]
    hold: int | None
    down: tuple[Stretch, ...]

    def state(self, instant: int) -> State:
        """O2: a probe's state holds until the next, or for as long as it speaks."""
        if instant < self.probes[0].at or self._silent(instant):
            return State.UNKNOWN
        inside = any(s.start <= instant and (s.end is None or instant < s.end) for s in self.down)
        return State.BAD if inside else State.UP

    def _silent(self, instant: int) -> bool:
        if self.hold is None:
            return False
        return not any(p.at <= instant < p.at + self.hold for p in self.probes)


def location_probes(
    probes: Sequence[Probe], failures: int, hold: int | None, recorded: Callable[[Event], int], seen: set[str]
) -> LocationProbes:
    """O2: so many consecutive failures make an outage, from the first failure of the run to the next success.

    A silence interrupts a run; one that was long enough goes on where the next probe fails too.
    """
    down: list[Stretch] = []
    run: list[Probe] = []
    begun = 0
    key: Key = (0, "")
    for before, probe in pairwise((None, *probes)):
        if probe is None:
            continue
        if before is not None and run and hold is not None and before.at + hold < probe.at:
            seen.add("O2-silence")
            if len(run) >= failures:
                down.append(Stretch(begun, before.at + hold, key))
                begun = probe.at
            else:
                run = []
        if probe.up:
            if len(run) >= failures and begun < probe.at:
                down.append(Stretch(begun, probe.at, key))
            elif run:
                seen.add("O2-short-run")
            run = []
            continue
        if not run:
            begun, key = probe.at, key_of(probe, recorded)
        run.append(probe)
    if len(run) >= failures:
        seen.add("O2-open-run")
        down.append(Stretch(begun, None if hold is None else run[-1].at + hold, key))
    return LocationProbes(tuple(probes), hold, tuple(down))


@attrs.frozen(slots=True)
class ProbeVoice:
    """What the probes of one source say of one part, their locations taken together."""

    locations: tuple[LocationProbes, ...]
    rule: ast.AnyLocation | ast.AllLocations | ast.SomeLocations | ast.EachLocation
    hold: int | None
    explains: Explains
    as_of: int

    def told(self, instant: int) -> Told:
        if not self.locations:
            return SILENT
        raw = [location.state(instant) for location in self.locations]
        net = list(raw)
        takers: list[Taker] = []
        for i, location in enumerate(self.locations):
            for s in location.down:
                if s.start <= instant and (s.end is None or instant < s.end):
                    taker = self.explains(s.start, self.as_of if s.end is None else min(s.end, self.as_of))
                    if taker:
                        net[i] = State.UP
                        takers.append(taker)
        if all(instant < location.probes[0].at for location in self.locations):
            # Before its first probe nobody knows anything of the part, however many locations are asked.
            return SILENT
        return Told(self._together(raw), self._together(net), tuple(takers))

    def _together(self, states: list[State]) -> State:
        match self.rule:
            case ast.AllLocations():
                needed = len(states)
            case ast.SomeLocations(number):
                needed = int(number.value)
            case _:
                needed = 1
        bad = sum(state is State.BAD for state in states)
        if bad >= needed:
            return State.BAD
        silent = sum(state is State.UNKNOWN for state in states)
        return State.UNKNOWN if bad + silent >= needed else State.UP

    def stretches(self) -> list[Stretch]:
        """The bad time of all locations together, each with the first report of the runs in it."""
        edges = sorted(self.edges())
        found: list[Stretch] = []
        for start, end in pairwise(edges):
            if self.told(start).raw is not State.BAD:
                continue
            keys = [
                s.key for place in self.locations for s in place.down if s.start <= start and (s.end is None or start < s.end)
            ]
            if found and found[-1].end == start:
                found[-1] = Stretch(found[-1].start, end, min(found[-1].key, *keys))
            else:
                found.append(Stretch(start, end, min(keys)))
        return found

    def edges(self) -> set[int]:
        found = {self.as_of}
        for location in self.locations:
            found |= {p.at for p in location.probes} | {p.at + (self.hold or 0) for p in location.probes}
        return found


def fails(failing: ast.AllFailed | ast.ShareFailed, total: int | Fraction, failed: int | Fraction) -> bool:
    """O2, D1: whether so many failures make a slot bad."""
    if isinstance(failing, ast.AllFailed):
        return total > 0 and failed == total
    rate = Fraction(failed) / Fraction(total)
    return rate > failing.percent.share if failing.comparison is ast.Comparison.MORE_THAN else rate >= failing.percent.share


@attrs.frozen(slots=True)
class ProbeSlotVoice:
    """Slots judged by the share of their own probes that failed; without any they are unknown (O2)."""

    probes: tuple[Probe, ...]
    rule: ast.WatchProbeSlots
    explains: Explains
    recorded: Callable[[Event], int]
    as_of: int

    @property
    def size(self) -> int:
        return exact_us(self.rule.length)

    def told(self, instant: int) -> Told:
        start = instant - instant % self.size
        mine = self._of(start)
        if not mine:
            return SILENT
        if not fails(self.rule.failing, len(mine), sum(not p.up for p in mine)):
            return FINE
        taker = self.explains(start, min(start + self.size, self.as_of))
        return Told(State.BAD, State.UP if taker else State.BAD, (taker,) if taker else ())

    def _of(self, start: int) -> list[Probe]:
        return [p for p in self.probes if start <= p.at < start + self.size]

    def stretches(self) -> list[Stretch]:
        found = []
        for start in sorted({p.at - p.at % self.size for p in self.probes}):
            if self.told(start).raw is State.BAD:
                key = min(key_of(p, self.recorded) for p in self._of(start) if not p.up)
                found.append(Stretch(start, min(start + self.size, self.as_of), key))
        return found

    def edges(self) -> set[int]:
        starts = {p.at - p.at % self.size for p in self.probes}
        return starts | {s + self.size for s in starts}
