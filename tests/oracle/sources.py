"""Whom of several sources to believe (O8), and what an excluded outage explains (D1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Protocol, TypeVar

import attrs

from slalang.syntax import ast
from slalang.values.events import Event, Recorded

Taker = tuple[int, str]
"""An exclusion by where it is listed and its name."""
Explains = Callable[[int, int], Taker | None]
"""The exclusion whose outage explains what lies wholly inside [start, end), if there is one (D1)."""
Key = tuple[int, str]
"""When a report became known, then its id: the order in which reports came (O8)."""
E = TypeVar("E", bound=Recorded)


class State(Enum):
    """What a part of the service is at an instant."""

    UP = "up"
    BAD = "bad"
    UNKNOWN = "unknown"


@attrs.frozen(slots=True)
class Told:
    """What observations say of an instant: with and without what an excluded outage explains, and by which exclusions."""

    raw: State
    net: State
    takers: tuple[Taker, ...] = ()


SILENT = Told(State.UNKNOWN, State.UNKNOWN)
FINE = Told(State.UP, State.UP)


@attrs.frozen(slots=True)
class Stretch:
    """Bad time of one source, and when its report became known."""

    start: int
    end: int | None
    key: Key


class Voice(Protocol):
    """What one source says (or all together, where none is named)."""

    def told(self, instant: int) -> Told: ...

    def stretches(self) -> list[Stretch]: ...

    def edges(self) -> set[int]: ...


def nobody_explains(start: int, end: int) -> Taker | None:
    return None


def any_of(states: Sequence[State]) -> State:
    """Bad where one says so; unknown where one does not know and no other says that it is bad."""
    if State.BAD in states:
        return State.BAD
    return State.UNKNOWN if State.UNKNOWN in states else State.UP


def all_of(states: Sequence[State]) -> State:
    """Bad where all say so; unknown where one does not know and no other is known to be up."""
    if State.UP in states:
        return State.UP
    return State.UNKNOWN if State.UNKNOWN in states else State.BAD


def join(tolds: Sequence[Told]) -> Told:
    """Several kinds of observation, or several sources any of which is enough, as one."""
    takers = tuple(taker for told in tolds for taker in told.takers)
    raw = any_of([t.raw for t in tolds])
    # Where one says that it is bad, it was observed: who does not know says nothing against it, explained or not.
    net = any_of([t.net for t in tolds if not (raw is State.BAD and t.raw is State.UNKNOWN)])
    return Told(raw, net, takers)


def sources_of(reported: ast.Reported | None) -> tuple[str, ...] | None:
    """The sources that are named; None where every observation counts."""
    match reported.by if reported else None:
        case None:
            return None
        case ast.ReportedBy(source):
            return (source,)
        case ast.ReportedByAny(sources) | ast.ReportedByAll(sources) | ast.FirstReported(sources):
            return sources
    raise TypeError(reported)


def by_source(events: Sequence[E], reported: ast.Reported | None) -> list[list[E]]:
    """O8: the observations of each source that is named, apart; all of them together where none is named."""
    names = sources_of(reported)
    if names is None:
        return [list(events)]
    return [[e for e in events if e.source == name] for name in names]


def key_of(event: Event, at: Callable[[Event], int]) -> Key:
    return at(event), event.id


@attrs.frozen(slots=True)
class Voices:
    """What the sources of one watch say together (O8)."""

    each: tuple[Voice, ...]
    reported: ast.Reported | None

    def told(self, instant: int) -> Told:
        tolds = [voice.told(instant) for voice in self.each]
        match self.reported.by if self.reported else None:
            case ast.ReportedByAll():
                # The bad time of each is made apart (D1): what is explained for one of them is not bad for all.
                raw = all_of([t.raw for t in tolds])
                return Told(raw, all_of([t.net for t in tolds]), tuple(taker for t in tolds for taker in t.takers))
            case ast.FirstReported():
                return self._first(instant, tolds)
        return join(tolds)

    def _first(self, instant: int, tolds: list[Told]) -> Told:
        """Of bad time that overlaps or touches, the source that reported first governs."""
        if all(t.raw is State.UNKNOWN for t in tolds):
            return SILENT
        everything = [(s, i) for i, voice in enumerate(self.each) for s in voice.stretches()]
        for together in clusters(everything):
            if any(s.start <= instant and (s.end is None or instant < s.end) for s, _ in together):
                governing = min(together, key=lambda pair: pair[0].key)[1]
                told = tolds[governing]
                return told if told.raw is State.BAD else FINE
        return FINE

    def edges(self) -> set[int]:
        return {edge for voice in self.each for edge in voice.edges()}


T = TypeVar("T")


def clusters(stretches: Sequence[tuple[Stretch, T]]) -> list[list[tuple[Stretch, T]]]:
    """Bad time that overlaps or touches, taken together."""
    found: list[list[tuple[Stretch, T]]] = []
    reach: int | None = 0
    for stretch, whose in sorted(stretches, key=lambda pair: (pair[0].start, pair[0].key)):
        if found and (reach is None or stretch.start <= reach):
            found[-1].append((stretch, whose))
            reach = None if reach is None or stretch.end is None else max(reach, stretch.end)
        else:
            found.append([(stretch, whose)])
            reach = stretch.end
    return found
