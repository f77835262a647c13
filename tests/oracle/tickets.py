"""The history of a ticket: what its events say, its runs under a clock, its pauses, what excludes it (S1, S2, X1)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import attrs

from slalang.syntax import ast
from slalang.values.events import Event, Fact, Ticket, TicketAction
from tests.oracle.calendars import Land, after, notice_holds
from tests.oracle.policy import Traits, bodies, body, trait_holds

Finding = tuple[str, str | None, list[str]]
STAGES = ("acknowledged", "responded", "restored", "resolved", "closed")
REPLIES = {"acknowledged", "responded", "updated"}
ENDINGS = STAGES.index("restored")
ENDED = (TicketAction.CANCELLED, TicketAction.MERGED)


@attrs.frozen(slots=True)
class Story:
    """What is known of one ticket, by instant, then id."""

    ticket: str
    events: tuple[Ticket, ...]

    @property
    def ids(self) -> set[str]:
        """Whatever a fact about the ticket may name."""
        return {self.ticket, *(e.id for e in self.events)}

    def severity(self, until: int) -> str | None:
        """S2: that of the latest event that carries one."""
        return next((e.severity for e in reversed(self.events) if e.at <= until and e.severity is not None), None)

    def first_severity(self, until: int) -> str | None:
        return next((e.severity for e in self.events if e.at <= until and e.severity is not None), None)

    def changed_at(self, until: int) -> int | None:
        """S2: when the severity last became another by then; getting the first one is no change."""
        latest, before = None, None
        for event in self.events:
            if event.severity is None or event.at > until:
                continue
            if before is not None and event.severity != before:
                latest = event.at
            before = event.severity
        return latest

    def queue(self, until: int) -> str | None:
        return next((e.queue for e in reversed(self.events) if e.at <= until and e.queue is not None), None)

    @property
    def cause(self) -> str | None:
        return next((e.cause for e in reversed(self.events) if e.cause is not None), None)

    @property
    def labels(self) -> frozenset[str]:
        return frozenset(label for e in self.events for label in e.labels)


def stories(events: Iterable[Event], as_of: int) -> list[Story]:
    """S1: the tickets, each with its events; none after `as of`."""
    found: dict[str, list[Ticket]] = {}
    for event in events:
        if isinstance(event, Ticket) and event.at <= as_of:
            found.setdefault(event.ticket, []).append(event)
    return [Story(name, tuple(sorted(found[name], key=lambda e: (e.at, e.id)))) for name in sorted(found)]


class State(Enum):
    """How a run stands when nothing more of its ticket is known."""

    RUNNING = "running"
    STOPPED = "stopped"
    ENDED = "ended"


@attrs.define(slots=True)
class Run:
    """One run of a clock: from its start event to its stop, or to what ended the ticket."""

    start: Ticket
    state: State = State.RUNNING
    end: Ticket | None = None
    after: Ticket | None = None


@attrs.frozen(slots=True)
class Actions:
    """What a clock's phrases make of a ticket's actions (S1, S2)."""

    starts: tuple[str, ...]
    each: bool
    stops: frozenset[str]
    anew: tuple[str, ...] | None
    reopening: ast.ReopenRule | None
    pausing: tuple[str, ...]

    def asks_for(self, action: str) -> bool:
        """Whether such an action does anything to the clock."""
        return action in (*self.starts, *self.stops, *(self.anew or ()), *self.pausing)


def actions_of(
    runs: ast.Runs,
    reopening: ast.ReopenRule | None,
    automatic: bool,
    later: bool,
    seen: set[str],
    pausing: tuple[str, ...] = (),
) -> Actions:
    """Which actions stop a clock: those that are named, an automatic reply, the later stages."""
    stops = set(runs.stop)
    named = [STAGES.index(s) for s in runs.stop if s in STAGES]
    if later and named:
        stops |= set(STAGES[min(named) :])
    if automatic and REPLIES & set(runs.stop):
        stops.add("auto_replied")
    each = isinstance(runs.start, ast.EachStart)
    seen.add("S1-each" if each else "S1-anew" if runs.anew else "S1-first")
    anew = runs.anew.actions if runs.anew else None
    if anew and automatic and REPLIES & set(anew):
        anew = (*anew, "auto_replied")
    return Actions(runs.start.actions, each, frozenset(stops), anew, reopening, pausing)


def trace(story: Story, how: Actions, seen: set[str]) -> tuple[list[Run], list[Finding]]:
    """S1, S2: the runs of a ticket, and what its history contradicts."""
    # What starts the one run at an instant is there before what stops at it.
    order = sorted(story.events, key=lambda e: (e.at, not how.each and e.action not in how.starts, e.id))
    runs: list[Run] = []
    findings: list[Finding] = []
    stopped: list[Run] = []
    closed, over, opened, ending = False, False, False, -1
    answered: Ticket | None = None

    def found(kind: str, event: Ticket) -> None:
        seen.add(f"S1-{kind}")
        findings.append((kind, None, [event.id]))

    for event in order:
        going = [r for r in runs if r.state is State.RUNNING]
        asked = how.asks_for(event.action) or event.severity is not None
        if how.each:
            asked = event.action in how.starts or (bool(going) and asked)
        if closed and asked and event.action not in (TicketAction.REOPENED, TicketAction.CLOSED, *ENDED):
            found("after_closing", event)
        stage = STAGES.index(event.action) if event.action in STAGES else -1
        if ENDINGS <= stage <= ending and event.action in how.stops and runs and not going and not how.each:
            found("second_stop", event)
        ending = max(ending, stage if stage >= ENDINGS else -1)
        over = over or stage >= ENDINGS or event.action in (*how.stops, *ENDED)
        if event.action in how.starts:
            if how.each or not runs:
                # A pause that was open when an earlier message was answered ended there.
                runs.append(Run(event, after=answered if how.each else None))
            elif going or (event.action is TicketAction.OPENED and opened):
                found("second_start", event)
        elif event.action in how.stops:
            if going:
                for run in going:
                    run.state, run.end = State.STOPPED, event
                answered = event
                stopped = going
            elif not runs and not how.each:
                found("stop_before_start", event)
        elif event.action is TicketAction.REOPENED:
            if not over and (runs or not how.each):
                found("reopened_unstopped", event)
            _reopen(event, how, runs, stopped, findings, seen)
            # Where reopening changes nothing, the stop stands.
            over = False
            stopped, ending, closed = [], -1, False
        elif event.action in ENDED and going:
            found(event.action.value, event)
            for run in going:
                run.state, run.end = State.ENDED, event
            # The clock stops there, and an open pause with it.
            answered = event
            stopped = going
        opened = opened or event.action is TicketAction.OPENED
        if event.action in (TicketAction.CLOSED, *ENDED):
            closed = True
        if event.action is TicketAction.CLOSED and any(r.state is State.RUNNING for r in runs):
            found("closed_unstopped", event)
    return runs, findings


def _reopen(
    event: Ticket,
    how: Actions,
    runs: list[Run],
    stopped: list[Run],
    findings: list[Finding],
    seen: set[str],
) -> None:
    """S2: what reopening does to the runs that the last stop ended."""
    rule = how.reopening
    if rule is None or rule is ast.ReopenRule.NOTHING or not stopped:
        return
    seen.add(f"S2-reopen-{rule.name.lower()}")
    if rule is ast.ReopenRule.OWN_RUN:
        runs.append(Run(event, after=stopped[0].end))
        return
    withdrawn = {run.end.id for run in stopped if run.end is not None}
    findings[:] = [f for f in findings if not (f[0] in ENDED and set(f[2]) & withdrawn)]
    for run in stopped:
        run.state, run.end = State.RUNNING, None


def pauses_in(
    story: Story,
    rule: ast.Pauses | None,
    start: int,
    end: int,
    *,
    running: bool,
    after: Ticket | None = None,
) -> list[tuple[int, int | None]]:
    """S2: from a pausing action to the next resuming one, inside a run; without an end while it lasts.

    A pause that was open at the stop `after` which the run begins ended there.
    """
    if rule is None:
        return []
    found: list[tuple[int, int | None]] = []
    since: int | None = None
    for event in story.events:
        if after is not None and (event.at, event.id) <= (after.at, after.id):
            continue
        if event.action in rule.start and since is None:
            # Pauses that touch are one.
            since = found.pop()[0] if found and found[-1][1] == event.at else event.at
        elif event.action in rule.stop and since is not None:
            found.append((since, event.at))
            since = None
    if since is not None:
        found.append((since, None))
    inside: list[tuple[int, int | None]] = []
    for a, b in found:
        first = max(a, start)
        if first > end or (b is not None and b <= first):
            continue
        if b is None or b > end:
            if running or first < end:
                inside.append((first, None if running else end))
        else:
            inside.append((first, b))
    return inside


def excludes(exclusion: ast.Exclusion, story: Story, start: int | None, facts: list[Fact], land: Land) -> bool:
    """X1: whether the tickets that an exclusion names are excluded, by cause, label, fact."""
    if body(exclusion, ast.NothingExcluded):
        return False
    return any(_excluded_by(rule, story, start, facts, land) for rule in bodies(exclusion, ast.TicketsExcluded))


def _excluded_by(rule: ast.TicketsExcluded, story: Story, start: int | None, facts: list[Fact], land: Land) -> bool:
    cause = story.cause
    if rule.caused_by and not any(
        cause is not None and (cause == c.text or cause.startswith(c.text + ".")) for c in rule.caused_by.causes
    ):
        return False
    if rule.labelled and not trait_holds(rule.labelled, Traits(None, None, story.labels)):
        return False
    if rule.fact is None:
        return True
    return any(f.name == rule.fact.fact and f.about in story.ids and _timely(f, start, rule.fact.deadline, land) for f in facts)


def _timely(fact: Fact, start: int | None, rule: ast.FactDeadline | ast.FactNotice | None, land: Land) -> bool:
    """Within or ahead of a length only where something has started."""
    if rule is None:
        return True
    return start is not None and in_time(fact.at, start, rule, land)


def in_time(at: int, start: int, rule: ast.FactDeadline | ast.FactNotice | None, land: Land) -> bool:
    match rule:
        case ast.FactDeadline(length):
            return at <= after(land, start, length)
        case ast.FactNotice(length):
            return notice_holds(land, at, start, length)
    return True
