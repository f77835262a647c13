"""What counts say: slots judged by their error rate (O3, D1, D7)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Counts, Event
from tests.oracle.civil import exact_us
from tests.oracle.probes import fails
from tests.oracle.sources import FINE, SILENT, Explains, Key, State, Stretch, Told, key_of

BAD = Told(State.BAD, State.BAD)


def admitted(event: Any, of_class: ast.OfClass | None) -> bool:
    """O3: whether a commitment admits the class of a request or execution."""
    return of_class is None or event.class_ in of_class.classes


def part_inside(event: Counts, start: int, end: int) -> Fraction:
    """The share of an interval that lies in [start, end); an instant lies where it is."""
    if event.start_at == event.end_at:
        return Fraction(start <= event.start_at < end)
    return Fraction(max(0, min(end, event.end_at) - max(start, event.start_at)), event.end_at - event.start_at)


@attrs.frozen(slots=True)
class CountVoice:
    """The slots of one source's counts of one part."""

    counts: tuple[Counts, ...]
    rule: ast.WatchCounts
    empty: ast.EmptySlotRule
    explains: Explains
    recorded: Callable[[Event], int]
    as_of: int
    seen: set[str]

    @property
    def size(self) -> int:
        return exact_us(self.rule.length)

    def told(self, instant: int) -> Told:
        start = instant - instant % self.size
        shares = [(c, share) for c in self.counts if (share := part_inside(c, start, start + self.size))]
        if not shares:
            return SILENT
        total = sum((share * c.total for c, share in shares), Fraction(0))
        failed = sum((share * c.failed for c, share in shares), Fraction(0))
        if total == 0:
            self.seen.add(f"D7-slot-{self.empty.name.lower()}")
            bad = self.empty is ast.EmptySlotRule.DOWN
        elif self.rule.least and total < self.rule.least.number.value:
            self.seen.add("D1-least")
            bad = False
        else:
            bad = fails(self.rule.failing, total, failed)
        if not bad:
            return FINE
        taker = self.explains(start, min(start + self.size, self.as_of))
        return Told(State.BAD, State.UP, (taker,)) if taker else BAD

    def reported(self, start: int) -> Key | None:
        """O8: when the first counts of a slot became known."""
        keys = [key_of(c, self.recorded) for c in self.counts if part_inside(c, start, start + self.size)]
        return min(keys, default=None)

    def stretches(self) -> list[Stretch]:
        raise NotImplementedError("counts are compared slot by slot")

    def edges(self) -> set[int]:
        found: set[int] = set()
        for c in self.counts:
            at = c.start_at - c.start_at % self.size
            found.add(at)
            while at < max(c.end_at, c.start_at + 1):
                at += self.size
                found.add(at)
        return found


@attrs.frozen(slots=True)
class FirstCounted:
    """O8: in each slot the source whose counts became known first."""

    each: tuple[CountVoice, ...]

    def told(self, instant: int) -> Told:
        start = instant - instant % self.each[0].size
        known = [(key, i) for i, voice in enumerate(self.each) if (key := voice.reported(start)) is not None]
        return self.each[min(known)[1]].told(instant) if known else SILENT

    def edges(self) -> set[int]:
        return {edge for voice in self.each for edge in voice.edges()}
