"""What happened to one ticket, and which stretches of it a clock runs through (S1, S2)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

from slalang.engine.customers import Customer, touches
from slalang.engine.deadlines import Paused
from slalang.semantics.policy import Clock, ReopenRule, Service
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.events import Ticket, TicketAction
from slalang.values.intervals import Interval

_CALLED_OFF = frozenset({TicketAction.CANCELLED, TicketAction.MERGED})
_CLOSING = _CALLED_OFF | {TicketAction.CLOSED}
_FINAL = {TicketAction.RESTORED: 1, TicketAction.RESOLVED: 2, TicketAction.CLOSED: 3}
"""The stages that a ticket reaches once, in order, unless it is reopened."""

_MOST_PARTS = 2_000_000
"""How many pauses, reopenings and oddities all runs of one ticket may have together."""


@attrs.frozen(slots=True)
class History:
    """All that is known of one ticket, by instant, then id; what several events carry is that of the latest (S1, S2).

    `severities` and `queues` are the events that carry one, `changes` those whose severity differs from the one before,
    `causing` is the latest that carries a cause. `labelled_by` is the first event that bears each label.
    """

    ticket: str
    events: tuple[Ticket, ...]
    severities: tuple[Ticket, ...]
    changes: tuple[Ticket, ...]
    queues: tuple[Ticket, ...]
    causing: Ticket | None
    labelled_by: Mapping[str, str]
    labels: frozenset[str]

    def names(self) -> Iterator[str]:
        """What a fact may be about to be about this ticket: an event of it, or its name."""
        yield self.ticket
        yield from (event.id for event in self.events)


def histories(customer: Customer, service: Service) -> tuple[History, ...]:
    """The tickets of a customer that concern a service, by name; nothing that happens after `as of` (O6, S1)."""
    found: defaultdict[str, list[Ticket]] = defaultdict(list)
    for event in customer.tickets:
        if event.at <= customer.as_of and touches(service, event):
            found[event.ticket].append(event)
    return tuple(_history(ticket, found[ticket]) for ticket in sorted(found))


def _history(ticket: str, events: list[Ticket]) -> History:
    severities = tuple(e for e in events if e.severity is not None)
    labelled_by = {label: e.id for e in reversed(events) for label in e.labels}
    return History(
        ticket,
        tuple(events),
        severities,
        tuple(e for before, e in pairwise(severities) if e.severity != before.severity),
        tuple(e for e in events if e.queue is not None),
        next((e for e in reversed(events) if e.cause is not None), None),
        labelled_by,
        frozenset(labelled_by),
    )


def latest(events: Sequence[Ticket], instant: int) -> Ticket | None:
    """The latest of events in order that is at or before an instant."""
    i = bisect_right(events, instant, key=_at)
    return events[i - 1] if i else None


@attrs.frozen(slots=True)
class Oddity:
    """An event that contradicts what went before it; `kind` is the code of the finding."""

    position: int
    kind: str
    event: Ticket


@attrs.frozen(slots=True)
class Spell:
    """The stretch of a ticket's history through which a clock runs once.

    `event` is what the verdict names it by, where a ticket has several. `end` is what stopped the clock, or with `called_off`
    what took the ticket away from it; None while it runs. `reopenings` pairs each stop that was withdrawn with the
    event that withdrew it.
    """

    start: Ticket
    event: str | None
    end: Ticket | None
    called_off: bool
    reopenings: tuple[tuple[Ticket, Ticket], ...]
    paused: Paused
    oddities: tuple[Oddity, ...]


def spells(history: History, clock: Clock) -> tuple[Spell, ...]:
    """Every run of a clock through a history, in order of its start; none where nothing starts it (S1, S2).

    PolicyError where a ticket has more runs and pauses than can be told apart.
    """
    # What happens at the very instant of a start comes after it, whatever the ids, unless many things start runs (S1).
    ordered = sorted(history.events, key=lambda e: (e.at, not clock.each and e.action not in clock.start, e.id))
    walk = _Walk(clock)
    for position, event in enumerate(ordered):
        walk.take(position, event)
    stops = frozenset(group.end[0] for group in walk.groups if group.end is not None)
    paused, since, odd = _pauses(ordered, clock, stops)
    oddities = sorted([*walk.oddities, *odd], key=_position)
    return tuple(_spells(history, walk, tuple(paused), since, oddities))


# ---------------------------------------------------------------------------------- starts, stops, reopenings


@attrs.define(slots=True)
class _Group:
    """Runs that one stop ends; events with their positions in the history."""

    members: list[tuple[int, Ticket]] = attrs.field(factory=list)
    end: tuple[int, Ticket] | None = None
    reopenings: list[tuple[int, Ticket, Ticket]] = attrs.field(factory=list)

    def join(self, other: _Group) -> _Group:
        """Both together, the smaller poured into the larger, so that many reopenings stay cheap."""
        small, large = sorted((self, other), key=lambda g: len(g.members))
        large.members += small.members
        large.reopenings += small.reopenings
        large.end = None
        return large


@attrs.define(slots=True)
class _Walk:
    """A clock on its way through a history, event by event."""

    clock: Clock
    stopped: list[_Group] = attrs.field(factory=list)
    running: _Group = attrs.field(factory=_Group)
    oddities: list[Oddity] = attrs.field(factory=list)
    begun: bool = False
    withdrawable: bool = False
    """A stop stands that a reopening would find."""
    finished: bool = False
    """Something has ended the ticket or the clock since the last reopening."""
    closed: bool = False
    opened: bool = False
    stage: int = 0
    """The last stage that the ticket reached."""

    @property
    def groups(self) -> tuple[_Group, ...]:
        return (*self.stopped, self.running)

    def take(self, position: int, event: Ticket) -> None:
        action, clock = event.action, self.clock
        starts = action in clock.start and (clock.each or not self.begun)
        runs = bool(self.running.members)
        self._after_closing(position, event)
        if action is TicketAction.REOPENED and not starts:
            self._reopen(position, event)
        elif runs and (action in clock.stop or action in _CALLED_OFF):
            self._end(position, event)
        elif action in clock.stop and not starts:
            self._stop_in_vain(position, event)
        elif action in clock.start and not starts and action not in clock.anew:
            if runs or (self.opened and action is TicketAction.OPENED):
                self._odd(position, "second_start", event)
        elif action is TicketAction.CLOSED and runs:
            self._odd(position, "closed_unstopped", event)
        if starts:
            self.begun = True
            self.running.members.append((position, event))
        self._note(action)

    def _end(self, position: int, event: Ticket) -> None:
        self.running.end = (position, event)
        self.stopped.append(self.running)
        self.running = _Group()
        self.withdrawable = True

    def _reopen(self, position: int, event: Ticket) -> None:
        if not self.finished:
            self._odd(position, "reopened_unstopped", event)
        elif self.withdrawable and self.clock.reopening is ReopenRule.CONTINUE:
            group = self.stopped.pop()
            assert group.end is not None
            group.reopenings.append((*group.end, event))
            self.running = self.running.join(group)
        elif self.withdrawable and self.clock.reopening is ReopenRule.OWN_RUN:
            self.running.members.append((position, event))
        self.withdrawable = False

    def _stop_in_vain(self, position: int, event: Ticket) -> None:
        if not self.begun:
            if not self.clock.each:
                self._odd(position, "stop_before_start", event)
        elif 0 < _FINAL.get(event.action, 0) <= self.stage:
            self._odd(position, "second_stop", event)

    def _after_closing(self, position: int, event: Ticket) -> None:
        """Find what concerns the clock although the ticket was over."""
        if not self.closed or event.action in _CLOSING or event.action is TicketAction.REOPENED:
            return
        clock, pauses = self.clock, self.clock.pauses
        actions = (*clock.start, *clock.stop, *clock.anew, *(pauses.start + pauses.stop if pauses else ()))
        if event.action in actions or event.severity is not None:
            self._odd(position, "after_closing", event)

    def _note(self, action: TicketAction) -> None:
        if action is TicketAction.REOPENED:
            self.finished, self.closed, self.stage = False, False, 0
            return
        final = action in _FINAL or action in _CALLED_OFF
        self.finished = self.finished or final or action in self.clock.stop
        self.closed = self.closed or action in _CLOSING
        self.opened = self.opened or action is TicketAction.OPENED
        self.stage = max(self.stage, _FINAL.get(action, 0))

    def _odd(self, position: int, kind: str, event: Ticket) -> None:
        self.oddities.append(Oddity(position, kind, event))


# ------------------------------------------------------------------------------------------------------ pauses


def _pauses(events: Sequence[Ticket], clock: Clock, stops: frozenset[int]) -> tuple[list[Interval], int | None, list[Oddity]]:
    """When the clock is paused, since when it still is, and what contradicts; a stop ends a pause (S2)."""
    pauses = clock.pauses
    if pauses is None:
        return [], None, []
    time: list[Interval] = []
    odd: list[Oddity] = []
    since: int | None = None
    for position, event in enumerate(events):
        if since is not None and (position in stops or event.action in pauses.stop):
            if time and time[-1][1] == since:
                since = time.pop()[0]
            if since < event.at:
                time.append((since, event.at))
            since = None
        elif position in stops:
            pass
        elif since is None and event.action in pauses.start:
            since = event.at
        elif since is not None and event.action is TicketAction.PAUSED and event.action in pauses.start:
            odd.append(Oddity(position, "paused_twice", event))
        elif since is None and event.action is TicketAction.RESUMED and event.action in pauses.stop:
            odd.append(Oddity(position, "resumed_unpaused", event))
    return time, since, odd


# ------------------------------------------------------------------------------------------------------ results


def _spells(
    history: History, walk: _Walk, paused: tuple[Interval, ...], since: int | None, oddities: list[Oddity]
) -> Iterator[Spell]:
    clock = walk.clock
    members = sorted(((start, group) for group in walk.groups for start in group.members), key=lambda m: m[0][0])
    parts = 0
    for i, ((position, start), group) in enumerate(members):
        end_position, end = group.end or (len(history.events), None)
        if clock.each:
            first, last = position, end_position
        else:
            first = position if i else 0
            last = members[i + 1][0][0] - 1 if i + 1 < len(members) else len(history.events)
        found = oddities[bisect_left(oddities, first, key=_position) : bisect_right(oddities, last, key=_position)]
        odd = tuple(o for o in found if o.kind not in _PAUSE_KINDS or position <= o.position <= end_position)
        begun = bisect_right(paused, start.at, key=_interval_end)
        ended = len(paused) if end is None else bisect_left(paused, end.at, key=_interval_start)
        reopenings = tuple((stop, by) for at, stop, by in sorted(group.reopenings, key=_stop_position) if at > position)
        parts += len(found) + max(ended - begun, 0) + len(group.reopenings)
        parts += end_position - position if clock.anew else 0
        if parts > _MOST_PARTS:
            raise _too_many(history, clock, len(members))
        yield Spell(
            start,
            start.id if clock.each or i else None,
            end,
            end is not None and end.action not in clock.stop,
            reopenings,
            Paused(paused[begun:ended], since if end is None else None),
            odd,
        )


_PAUSE_KINDS = frozenset({"paused_twice", "resumed_unpaused"})


def _too_many(history: History, clock: Clock, runs: int) -> PolicyError:
    return PolicyError(
        [
            Diagnostic(
                f"the ticket {history.ticket} has {len(history.events)} events, which make {runs} runs of {clock.name} "
                "with more pauses and contradictions than can be told apart",
                history.events[0].span,
                code="ticket-too-long",
                field="ticket",
                hint="see whether these are events of one ticket, and whether what stops the clock is missing among them",
            )
        ]
    )


def unusual(oddities: Iterable[Oddity]) -> dict[str, tuple[Ticket, ...]]:
    """The events of each kind of oddity, in order."""
    found: defaultdict[str, list[Ticket]] = defaultdict(list)
    for oddity in oddities:
        found[oddity.kind].append(oddity.event)
    return {kind: tuple(events) for kind, events in found.items()}


def _at(event: Ticket) -> int:
    return event.at


def _position(oddity: Oddity) -> int:
    return oddity.position


def _stop_position(reopening: tuple[int, Ticket, Ticket]) -> int:
    return reopening[0]


def _interval_start(interval: Interval) -> int:
    return interval[0]


def _interval_end(interval: Interval) -> int:
    return interval[1]
