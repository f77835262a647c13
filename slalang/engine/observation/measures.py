"""The events of which a commitment that measures no time takes its measure, and what exclusions leave out of them (D1, D7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias, assert_never

import attrs

from slalang.engine.availability.exclusions import Applied, Explaining, whole_windows
from slalang.engine.customers import Customer, ends_known, touches
from slalang.engine.observation.by_time import ByTime
from slalang.engine.observation.counts import admits
from slalang.engine.observation.observations import ALWAYS, concerned
from slalang.engine.observation.sources import admitted
from slalang.engine.observation.units import Unit
from slalang.semantics.policy import Commitment, Executions, MeanOfSlots, Measure, Requests, UnevenRule, Values
from slalang.values import events as wire
from slalang.values.intervals import EMPTY, Interval, Intervals, clip, normalize, subtract, union

Event: TypeAlias = wire.Counts | wire.Execution | wire.Measure


@attrs.frozen(slots=True)
class LeftOut:
    """What an exclusion left out: how many events, and which."""

    name: str
    events: tuple[str, ...]


def span_of(event: Event) -> Interval:
    """The time of what was counted or measured; of an instant without length."""
    return (event.start_at, event.end_at) if isinstance(event, wire.Counts) else (event.at, event.at)


@attrs.frozen(slots=True)
class Gathering:
    """Every event that a commitment's measure admits for one customer, in order of time."""

    commitment: Commitment
    rule: Measure
    customer: Customer
    events: tuple[Event, ...]

    def of(self, unit: Unit, explained: Mapping[str | None, Explaining], applied: tuple[Applied, ...]) -> Gathered:
        """Those about what is judged together, while it is there."""
        own = [e for e in self.events if any(_there(unit, part, e) for part in concerned(e.components, unit.parts))]
        covered = self.customer.covered
        return Gathered(
            self.commitment,
            self.rule,
            self.customer,
            unit,
            applied,
            explained,
            ByTime(own, span_of),
            normalize(
                (
                    *(span for a in applied for part in unit.parts for span in a.window_time(part)),
                    *(span for one in explained.values() for span in one.time),
                    *(subtract(ALWAYS, covered) if covered is not None else ()),
                )
            ),
        )


def gather(commitment: Commitment, rule: Measure, customer: Customer) -> Gathering:
    """The events of the kind, the classes and the sources that a measure admits (O3, O4, O8)."""
    return Gathering(
        commitment,
        rule,
        customer,
        tuple(e for e in _kind(rule, customer) if touches(commitment.service, e) and admitted(rule.sources, e)),
    )


def _kind(rule: Measure, customer: Customer) -> Iterable[Event]:
    match rule.of:
        case Requests(classes) | MeanOfSlots(_, classes):
            return (e for e in customer.counts if admits(classes, e.class_) and e.start_at <= customer.as_of)
        case Executions(classes):
            return (e for e in customer.executions if admits(classes, e.class_))
        case Values(name):
            return (e for e in customer.measures if e.name == name)
        case _:
            assert_never(rule.of)


def _there(unit: Unit, part: str | None, event: Event) -> bool:
    """Whether a part is there at some instant of an event's time."""
    return meets(unit.there(part), event)


def meets(time: Intervals, event: Event) -> bool:
    """Whether an event's time, or instant, touches some time."""
    start, end = span_of(event)
    return bool(clip(time, start, max(end, start + 1)))


@attrs.frozen(slots=True)
class Gathered:
    """The events about what is judged together, with what may leave them out: nothing does outside `doubtful` time."""

    commitment: Commitment
    rule: Measure
    customer: Customer
    unit: Unit
    applied: tuple[Applied, ...]
    explained: Mapping[str | None, Explaining]
    events: ByTime[Event]
    doubtful: Intervals

    @property
    def scores(self) -> Mapping[str | None, Fraction]:
        """What a good one of a class counts for, where it is not 1."""
        return dict(self.rule.scores)


# ---------------------------------------------------------------------------------------------- what is left out


@attrs.define(slots=True)
class Gone:
    """What exclusions leave out: what lies inside a valid window for the part, or inside an excluded outage (D1, D7)."""

    of: Gathered
    windows: dict[tuple[str | None, ...], tuple[Intervals, ...]] = attrs.field(factory=dict)
    taken: dict[int, list[str]] = attrs.field(factory=dict)

    def time(self, event: Event) -> Intervals:
        """The excluded time that concerns an event; what lies inside an outage is taken out whole."""
        whole_time = self._by_outage(event)
        if whole_time:
            return whole_time
        start, end = span_of(event)
        whole_span = ((start, max(end, start + 1)),)
        found: Intervals = EMPTY
        booked: list[int] = []
        for i, window in enumerate(self._windows(event)):
            inside = subtract(clip(window, *whole_span[0]), found)
            if inside:
                found = union(found, inside)
                # The first listed exclusion books what the event loses (X5).
                booked.append(i)
        if self.of.commitment.uneven is not UnevenRule.SPREAD and subtract(whole_span, found):
            return EMPTY
        for i in booked:
            self.taken.setdefault(i, []).append(event.id)
        return found

    def takes(self, event: Event) -> bool:
        """Whether something that happened at an instant is left out."""
        return bool(self.of.doubtful) and meets(self.of.doubtful, event) and bool(self.time(event))

    def left_out(self) -> tuple[LeftOut, ...]:
        """What each exclusion left out, in listed order."""
        return tuple(
            LeftOut(self.of.applied[i].exclusion.name, tuple(dict.fromkeys(self.taken[i]))) for i in sorted(self.taken)
        )

    def _windows(self, event: Event) -> tuple[Intervals, ...]:
        parts = tuple(concerned(event.components, self.of.unit.parts))
        if parts not in self.windows:
            there = {part: self.of.unit.there(part) for part in parts}
            self.windows[parts] = tuple(whole_windows(a, there) for a in self.of.applied)
        return self.windows[parts]

    def _by_outage(self, event: Event) -> Intervals:
        """The whole time of an event that lies inside an outage which an exclusion takes out for every part concerned."""
        start, end = span_of(event)
        end = max(start, ends_known(end, self.of.customer.as_of))
        takers = [
            self.of.explained[part].takers(start, end) if part in self.of.explained else ()
            for part in concerned(event.components, self.of.unit.parts)
        ]
        if not takers or not all(takers):
            return EMPTY
        self.taken.setdefault(min(takers[0]), []).append(event.id)
        return ((start, max(end, start + 1)),)
