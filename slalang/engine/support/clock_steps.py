"""What explains one run of a clock, as data: its steps, and what contradicts in the ticket (V3, S1-S3)."""

from __future__ import annotations

from collections.abc import Iterable

from slalang.engine.deadlines import Paused
from slalang.engine.support.ticket_terms import TicketExcluded
from slalang.engine.support.tickets import Spell, unusual
from slalang.semantics.policy import Cited, Clock, PauseEffect, SeverityRule
from slalang.values.events import Ticket
from slalang.values.instants import format_instant
from slalang.values.intervals import Intervals, measure
from slalang.values.verdicts import Finding, Status, Step

_NO_CITATION = Cited()


def _chosen(clock: Clock, name: str) -> Cited:
    return dict(clock.choices).get(name, _NO_CITATION)


def started(clock: Clock, start: Ticket) -> Step:
    return Step(
        "S1",
        "clock_started",
        name=clock.name,
        clauses=clock.cited.clauses,
        events=(start.id,),
        after=format_instant(start.at),
        reason=clock.cited.reason,
        detail=start.action.value,
    )


def not_started(clock: Clock) -> Step:
    return Step(
        "S1",
        "clock_not_started",
        name=clock.name,
        clauses=clock.cited.clauses,
        limit=" or ".join(f'"{action}"' for action in clock.start),
        reason=clock.cited.reason,
    )


def ungoverned(rule: str, why: str) -> Step:
    return Step(rule, "clock_ungoverned", detail=why)


def severity(clock: Clock, first: Ticket | None, taken: Ticket | None, last: Ticket | None) -> Step:
    """Which severity the run takes; where it changed on the way, also that of the start and what a change does (S2)."""
    known = {event.severity for event in (first, taken, last) if event is not None}
    # What a restart does is a step of its own.
    changed = len(known) > 1 and clock.severity not in (None, SeverityRule.RESTART)
    cited = _chosen(clock, "severity") if changed else _NO_CITATION
    return Step(
        "S2",
        "clock_severity",
        clauses=cited.clauses,
        events=(taken.id,) if taken is not None else (),
        before=first.severity if first is not None and taken is not None and first.severity != taken.severity else None,
        after=taken.severity if taken is not None else None,
        limit=f"a change of severity {clock.severity.value}" if changed and clock.severity is not None else None,
        reason=cited.reason,
    )


def restarted(clock: Clock, change: Ticket) -> Step:
    cited = _chosen(clock, "severity")
    return Step(
        "S2",
        "clock_restarted",
        name=clock.name,
        clauses=cited.clauses,
        events=(change.id,),
        after=format_instant(change.at),
        reason=cited.reason,
        detail=change.severity or "",
    )


def excluded(found: TicketExcluded) -> Step:
    return Step(
        "X1",
        "clock_excluded",
        name=found.exclusion.name,
        clauses=found.clauses,
        events=found.events,
        limit=found.phrase.cited.written or None,
        reason=found.phrase.cited.reason or found.exclusion.cited.reason,
    )


def target(clock: Clock, cited: Cited) -> Step:
    clauses = cited.clauses or clock.cited.clauses
    return Step("S1", "clock_target", name=clock.name, clauses=clauses, limit=cited.written or None, reason=cited.reason)


def no_target(clock: Clock, cited: Cited | None) -> Step:
    cited = cited or clock.cited
    return Step("S1", "clock_no_target", name=clock.name, clauses=cited.clauses, reason=cited.reason)


def gap(clock: Clock, begun_by: Ticket, why: str) -> Step:
    return Step("S1", "clock_gap", name=clock.name, clauses=clock.cited.clauses, events=(begun_by.id,), detail=why)


def pauses(clock: Clock, paused: Paused, time: Intervals, *, settled: bool) -> Step:
    """When the run was paused and what that does; `settled`: a fact settles the deadline, which nothing moves (S2, S3)."""
    cited = clock.pauses.cited if clock.pauses is not None else _NO_CITATION
    effect = clock.pauses.effect if clock.pauses is not None else None
    if settled and effect is not None:
        effect = None if effect is PauseEffect.DEADLINE else PauseEffect.ACCRUAL
    return Step(
        "S2",
        "clock_paused",
        name=clock.name,
        clauses=cited.clauses,
        before=None if paused.since is None else format_instant(paused.since),
        after=measure(time),
        unit="us",
        intervals=time,
        limit=effect.value if effect is not None else None,
        reason=cited.reason,
        detail="a deadline that a fact settles is not moved" if settled else "",
    )


def reopened(clock: Clock, stop: Ticket, by: Ticket) -> Step:
    cited = _chosen(clock, "reopening")
    return Step("S2", "clock_reopened", name=clock.name, clauses=cited.clauses, events=(by.id, stop.id), reason=cited.reason)


def due(clock: Clock, due_at: int, unmoved_at: int | None, fact: str | None) -> Step:
    """The deadline; beside it the one that it would be without pauses, or the fact that settles it (S2, S3)."""
    moved = unmoved_at is not None and unmoved_at != due_at
    return Step(
        "S3" if fact is not None else "S1",
        "clock_due",
        name=clock.name,
        events=(fact,) if fact is not None else (),
        before=format_instant(unmoved_at) if moved and unmoved_at is not None else None,
        after=format_instant(due_at),
    )


def not_due(clock: Clock, fact: str | None) -> Step:
    """There is no deadline yet: a pause holds it off, or the fact that settles it is not there (S2, S3)."""
    return Step("S2" if fact is None else "S3", "clock_not_due", name=clock.name, limit=fact)


def stopped(clock: Clock, stop: Ticket) -> Step:
    cited = _chosen(clock, "automatic reply") if stop.action.value == "auto_replied" else clock.cited
    return Step(
        "S1",
        "clock_stopped",
        name=clock.name,
        clauses=cited.clauses,
        events=(stop.id,),
        after=format_instant(stop.at),
        reason=cited.reason,
        detail=stop.action.value,
    )


def running(clock: Clock, as_of: int) -> Step:
    return Step("S1", "clock_running", name=clock.name, after=format_instant(as_of))


def called_off(clock: Clock, end: Ticket) -> Step:
    return Step(
        "S1",
        "clock_called_off",
        name=clock.name,
        events=(end.id,),
        after=format_instant(end.at),
        detail=end.action.value,
    )


def measured(clock: Clock, us: int, calendar: str | None) -> Step:
    stopped = clock.pauses is not None and clock.pauses.effect is not PauseEffect.ACCRUAL
    apart = "without its pauses" if stopped else ""
    return Step("S1", "clock_measured", name=clock.name, after=us, unit="us", limit=calendar, detail=apart)


def outcome(clock: Clock, status: Status, why: str | None) -> Step:
    return Step("S1", "clock_outcome", name=clock.name, after=status.value, detail=why or "")


# ---------------------------------------------------------------------------------------------------- findings

_ODD = {
    "second_start": "the clock was running or had run when it was started again; only the first start counts",
    "stop_before_start": "what stops the clock came before anything had started it, and is left out",
    "second_stop": "the ticket was brought to an end again without having been reopened; only the first stop counts",
    "resumed_unpaused": "the clock was resumed although it was not paused; that changes nothing",
    "paused_twice": "the clock was paused although it was paused already; the pause runs from the first time",
    "reopened_unstopped": "the ticket was reopened although nothing had ended it; that changes nothing",
    "after_closing": "the ticket was over when this happened, and it was not reopened; it counts at its own instant",
    "closed_unstopped": "the ticket was closed although nothing had stopped the clock, which therefore runs on",
}
"""What is said of each contradiction, and what was made of it."""


def contradictions(clock: Clock, spell: Spell) -> list[Finding]:
    """What contradicts in the history where it concerns this run (S1, S2)."""
    found = [
        Finding(kind, _ODD[kind], _clauses(clock, kind), tuple(e.id for e in events), clock.name)
        for kind, events in unusual(spell.oddities).items()
    ]
    if spell.end is not None and spell.called_off:
        words = "cancelled" if spell.end.action.value == "cancelled" else "merged into another"
        text = f"the ticket was {words} while the clock ran, which ends there"
        found.append(Finding(spell.end.action.value, text, clock.cited.clauses, (spell.end.id,), clock.name))
    return found


def _clauses(clock: Clock, kind: str) -> tuple[str, ...]:
    match kind:
        case "resumed_unpaused" | "paused_twice":
            cited = clock.pauses.cited if clock.pauses is not None else clock.cited
        case "reopened_unstopped":
            cited = _chosen(clock, "reopening")
        case _:
            cited = clock.cited
    return cited.clauses or clock.cited.clauses


def no_start(clock: Clock, stops: Iterable[Ticket]) -> list[Finding]:
    """The stops of a ticket that nothing started (S1)."""
    events = tuple(e.id for e in stops)
    kind = "stop_before_start"
    return [Finding(kind, _ODD[kind], clock.cited.clauses, events, clock.name)] if events else []


def unknown_severity(clock: Clock, carrier: Ticket) -> Finding:
    text = f"the ticket has the severity “{carrier.severity}”, which no target of the clock names"
    return Finding("unknown_severity", text, clock.cited.clauses, (carrier.id,), clock.name)
