"""Clocks over tickets: every run of a clock, judged before any credit (S1-S3, X1).

A ticket's history says when the clock runs (`tickets`), the terms at its start which target it has, and the target
and the pauses when it is due (`deadlines`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import attrs

from slalang.engine.customers import Customer
from slalang.engine.deadlines import UNPAUSED, Paused, Span, calendar_of, counted_time, deadline, span_of
from slalang.engine.support import clock_steps as say
from slalang.engine.support.runs import Run
from slalang.engine.support.ticket_terms import (
    OF_TICKETS,
    TicketFacts,
    excluded_words,
    excluding,
    facts_needed,
    facts_of,
    unmatched,
)
from slalang.engine.support.tickets import History, Spell, histories, latest, spells
from slalang.engine.terms import Missing, Terms, TicketTerms, out_of_force, terms_at
from slalang.semantics.policy import (
    ByNextFact,
    Clock,
    ClockTarget,
    NoTarget,
    PauseEffect,
    Policy,
    SeverityRule,
)
from slalang.time.calendars import BusinessCalendar, NeverOpen
from slalang.time.civil import OutOfRange, within_range
from slalang.values.events import Ticket
from slalang.values.intervals import EMPTY, Intervals
from slalang.values.verdicts import Budget, Finding, Status, Step


def clock_runs(policy: Policy, clock: Clock, customer: Customer) -> tuple[Run, ...]:
    """Every run of a clock on a customer's tickets, in order of ticket and start (S1).

    PolicyError where a customer's parameter does not fit, or a ticket has too many runs to be told apart.
    """
    facts = facts_needed(policy, clock, customer)
    return tuple(
        run
        for history in histories(customer, clock.service)
        for run in _runs(_OnTicket(policy, clock, customer, history, facts_of(facts, history)))
    )


@attrs.frozen(slots=True)
class _OnTicket:
    """A clock and one ticket, with all that its runs ask for."""

    policy: Policy
    clock: Clock
    customer: Customer
    history: History
    facts: TicketFacts


def _runs(on: _OnTicket) -> Iterator[Run]:
    found = spells(on.history, on.clock)
    if not found and not on.clock.each:
        yield _never_started(on)
    judged = [_Case(on, spell).run() for spell in found]
    yield from sorted(judged, key=lambda run: run.start_at or 0)


def _never_started(on: _OnTicket) -> Run:
    """The run of a ticket whose clock nothing started: undetermined, unless the ticket is excluded (S1, X1)."""
    clock, history = on.clock, on.history
    terms = terms_at(on.policy, on.customer, history.events[0].at, history.events[0].at)
    found = excluding(on.policy, clock, history, on.facts, None)
    if found is not None:
        return Run(
            rule=clock,
            terms=terms,
            status=Status.NOT_APPLICABLE,
            ticket=history.ticket,
            reason=excluded_words(found),
            because=(say.excluded(found),),
        )
    return Run(
        rule=clock,
        terms=terms,
        status=Status.UNDETERMINED,
        ticket=history.ticket,
        reason="nothing started the clock, as the ticket has no " + " or ".join(f'"{action}"' for action in clock.start),
        missing=tuple(action.value for action in clock.start),
        findings=tuple(say.no_start(clock, (e for e in history.events if e.action in clock.stop))),
        because=(say.not_started(clock),),
    )


# ------------------------------------------------------------------------------------------------------ one run


@attrs.frozen(slots=True)
class _Stretch:
    """What one deadline is set for: the run itself, or the time from one update to the next.

    `begun_by` and `ended_by` are the events at its ends; the latter is None while it runs.
    """

    start: int
    end: int
    begun_by: Ticket
    ended_by: Ticket | None
    paused: Paused
    due: int | None
    fact: str | None = None

    @property
    def late(self) -> int:
        """By how much its end is past its deadline; 0 where it is not."""
        return 0 if self.due is None else max(self.end - self.due, 0)


@attrs.define(slots=True)
class _Case:
    """What one run gathers on its way."""

    on: _OnTicket
    spell: Spell
    end: int = attrs.field(init=False)
    start: int = attrs.field(init=False)
    begun_by: Ticket = attrs.field(init=False)
    terms: Terms = attrs.field(init=False)
    severity: Ticket | None = attrs.field(init=False)
    steps: list[Step] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)

    def __attrs_post_init__(self) -> None:
        on, spell = self.on, self.spell
        self.end = on.customer.as_of if spell.end is None else spell.end.at
        self.begun_by = self._restarting() or spell.start
        self.start = self.begun_by.at
        self.severity = self._severity()
        queued = latest(on.history.queues, self.end)
        ticket = TicketTerms(
            self.severity.severity if self.severity else None, queued.queue if queued else None, on.history.labels
        )
        self.terms = attrs.evolve(terms_at(on.policy, on.customer, self.start, self.start), ticket=ticket)
        self.findings += say.contradictions(on.clock, spell)

    def _restarting(self) -> Ticket | None:
        """The latest change of severity while the clock runs, where it restarts it; one at the stop restarts nothing (S2)."""
        if self.on.clock.severity is not SeverityRule.RESTART:
            return None
        change = latest(self.on.history.changes, self.end - 1 if self.spell.end is not None else self.end)
        return change if change is not None and change.at > self.spell.start.at else None

    def _severity(self) -> Ticket | None:
        """The event that gives the run its severity: up to the stop the latest, or the first (S2)."""
        carriers = self.on.history.severities
        if self.on.clock.severity is SeverityRule.KEEP_FIRST:
            return carriers[0] if carriers and carriers[0].at <= self.end else None
        return latest(carriers, self.end)

    # ---- the run as a whole

    def run(self) -> Run:
        """The verdict, in the order of the rules; undetermined where a deadline cannot be worked out."""
        try:
            within_range(self.start, self.end)
            return self._judge()
        except NeverOpen as error:
            return self._undetermined(("calendar",), f"the deadline cannot be worked out: {error}")
        except OutOfRange as error:
            return self._undetermined(("deadline",), f"the deadline cannot be worked out: {error}")

    def _judge(self) -> Run:
        on, clock = self.on, self.on.clock
        self._explain_start()
        if (why := self._ungoverned()) is not None:
            return self._not_applicable(why)
        found = excluding(on.policy, clock, on.history, on.facts, self.spell.start.at)
        if found is not None:
            self.steps.append(say.excluded(found))
            return self._not_applicable(excluded_words(found))
        target = self.terms.first((t.guard, t) for t in clock.targets)
        if isinstance(target, Missing):
            return self._lacking(target.names)
        if target is None:
            return self._untargeted()
        if isinstance(target, NoTarget):
            self.steps.append(say.no_target(clock, target.cited))
            return self._not_applicable("the agreement sets no target for such a ticket")
        self.steps.append(say.target(clock, target.cited))
        if isinstance(target.limit, ByNextFact):
            return self._against(target.limit)
        span = span_of(target.limit, self.terms)
        return self._lacking(span.names) if isinstance(span, Missing) else self._against(span)

    def _explain_start(self) -> None:
        clock, spell, carriers = self.on.clock, self.spell, self.on.history.severities
        self.steps.append(say.started(clock, spell.start))
        if self.begun_by is not spell.start:
            self.steps.append(say.restarted(clock, self.begun_by))
        if self.severity is not None or clock.severity is not None:
            at_start, last = latest(carriers, spell.start.at), latest(carriers, self.end)
            self.steps.append(say.severity(clock, at_start, self.severity, last))

    def _ungoverned(self) -> str | None:
        """Why the agreement does not govern the run, or None (P1, T8)."""
        covered, outside = self.on.customer.subscriptions, out_of_force(self.on.policy, self.start)
        rule, why = "P1", None
        if outside is not None:
            why = f"the agreement was {outside.words} when the clock started"
        elif covered and not any(c.start <= self.start < c.end for c in covered):
            rule, why = "T8", "no subscription covers the start of the clock"
        if why is not None:
            self.steps.append(say.ungoverned(rule, why))
        return why

    def _untargeted(self) -> Run:
        """The run of a ticket that no target names (S4)."""
        missing = unmatched(self.on.clock, self.terms)
        if not missing:
            self.steps.append(say.no_target(self.on.clock, None))
            return self._not_applicable("the agreement sets no target for this customer")
        unnamed = []
        ticket = self.terms.ticket
        if "severity" in missing and self.severity is not None:
            self.findings.append(say.unknown_severity(self.on.clock, self.severity))
            unnamed.append(f"the severity “{self.severity.severity}”")
        if "queue" in missing and ticket is not None and ticket.queue is not None:
            unnamed.append(f"the queue “{ticket.queue}”")
        return self._lacking(missing, "no target names " + " or ".join(unnamed) if unnamed else None)

    # ---- against its deadline

    def _against(self, span: Span | ByNextFact) -> Run:
        clock, spell = self.on.clock, self.spell
        shown = self._shown(self._stretches(span), span)
        calendar = self._calendar(span)
        self._explain(shown, span)
        measured = self._measured(shown.start, shown.end, shown.paused, calendar)
        status, provisional, why, missing = self._status(shown, span)
        if status is not Status.NOT_APPLICABLE and measured is not None and not isinstance(calendar, Missing):
            self.steps.append(say.measured(clock, measured, calendar.name if calendar is not None else None))
        self.steps.append(say.outcome(clock, status, None if status in (Status.MET, Status.BREACHED) else why))
        if status is Status.NOT_APPLICABLE:
            return self._run(status, reason=why)
        return self._run(
            status,
            shown,
            reason=why,
            missing=missing,
            measured=measured,
            provisional=provisional,
            budget=self._budget(shown, span) if provisional and spell.end is None else None,
        )

    def _stretches(self, span: Span | ByNextFact) -> Iterator[_Stretch]:
        """The run, or each time between updates on its way (S1)."""
        clock, spell = self.on.clock, self.spell
        begun_by, start = self.begun_by, self.start
        if clock.anew:
            events = self.on.history.events
            first, last = bisect_right(events, start, key=_ticket_at), bisect_right(events, self.end, key=_ticket_at)
            for event in events[first:last]:
                if event.action in clock.anew and event is not spell.end:
                    yield self._stretch(span, start, event.at, begun_by, event)
                    begun_by, start = event, event.at
        yield self._stretch(span, start, self.end, begun_by, spell.end)

    def _stretch(self, span: Span | ByNextFact, start: int, end: int, begun_by: Ticket, ended_by: Ticket | None) -> _Stretch:
        paused = self.spell.paused.within(start, end)
        if ended_by is not None:
            paused = Paused(paused.time if paused.since is None else paused.until(end))
        if isinstance(span, ByNextFact):
            fact = self.on.facts.after(span.fact, start)
            if fact is None:
                return _Stretch(start, end, begun_by, ended_by, paused, None)
            within_range(start, fact.at)
            return _Stretch(start, end, begun_by, ended_by, paused, fact.at, fact.id)
        due = deadline(start, span, self._moving(paused), self.on.policy.zone)
        return _Stretch(start, end, begun_by, ended_by, paused, due)

    def _moving(self, paused: Paused) -> Paused:
        """Of the pauses those that move the deadline (S2)."""
        pauses = self.on.clock.pauses
        return UNPAUSED if pauses is None or pauses.effect is PauseEffect.ACCRUAL else paused

    def _shown(self, stretches: Iterator[_Stretch], span: Span | ByNextFact) -> _Stretch:
        """The stretch that was latest past its deadline, else the one that runs, else the longest (S1)."""
        every = list(stretches)
        if len(every) == 1:
            return every[0]
        clock, calendar = self.on.clock, self._calendar(span)
        late = max(every, key=lambda s: s.late)
        if late.late:
            shown, why = late, "it is the one that went furthest past its deadline"
        elif every[-1].ended_by is None:
            shown, why = every[-1], "it still runs, and none before it was late"
        else:
            shown = max(every, key=lambda s: self._measured(s.start, s.end, s.paused, calendar) or 0)
            why = "it is the longest, and none was late"
        self.steps.append(say.gap(clock, shown.begun_by, why))
        return shown

    def _explain(self, shown: _Stretch, span: Span | ByNextFact) -> None:
        clock, spell = self.on.clock, self.spell
        self.steps += [say.reopened(clock, stop, by) for stop, by in spell.reopenings]
        time = shown.paused.until(shown.end)
        if time or shown.paused.since is not None:
            self.steps.append(say.pauses(clock, shown.paused, time, settled=isinstance(span, ByNextFact)))
        fact = span.fact if isinstance(span, ByNextFact) else None
        if shown.due is None:
            self.steps.append(say.not_due(clock, fact))
        else:
            unmoved = None
            if not isinstance(span, ByNextFact) and time:
                unmoved = deadline(shown.start, span, UNPAUSED, self.on.policy.zone)
            self.steps.append(say.due(clock, shown.due, unmoved, shown.fact))
        if shown.ended_by is None:
            self.steps.append(say.running(clock, self.end))
        elif shown.ended_by is spell.end and spell.called_off:
            self.steps.append(say.called_off(clock, shown.ended_by))
        else:
            self.steps.append(say.stopped(clock, shown.ended_by))

    def _status(self, shown: _Stretch, span: Span | ByNextFact) -> tuple[Status, bool, str | None, tuple[str, ...]]:
        """Status, whether it is provisional, why, and what is missing (S1, S3, S4)."""
        if shown.late:
            if shown.ended_by is None:
                return Status.BREACHED, False, "the deadline has passed, and nothing has stopped the clock", ()
            return Status.BREACHED, False, "the clock ended after its deadline", ()
        if self.spell.end is not None and self.spell.called_off:
            why = f'the ticket was {self.spell.end.action.value} ("{self.spell.end.id}") before the clock was due'
            return Status.NOT_APPLICABLE, False, why, ()
        if shown.ended_by is not None:
            return Status.MET, False, None, ()
        if shown.due is not None:
            return Status.UNDETERMINED, True, "the clock still runs, and its deadline is still to come", ()
        if isinstance(span, ByNextFact):
            return Status.UNDETERMINED, True, f'the clock still runs until the next fact "{span.fact}"', (span.fact,)
        return Status.UNDETERMINED, True, "the clock is paused, and has no deadline until it runs on", ()

    def _budget(self, shown: _Stretch, span: Span | ByNextFact) -> tuple[Budget, ...] | None:
        """What is left in the clock's own measure, were it to run on now (V1)."""
        if isinstance(span, ByNextFact):
            return None
        due = shown.due
        if due is None:
            due = deadline(shown.start, span, Paused(shown.paused.until(self.end)), self.on.policy.zone)
        return None if due is None else (Budget("due", counted_time(self.end, due, EMPTY, calendar_of(span))),)

    def _calendar(self, span: Span | ByNextFact | None) -> BusinessCalendar | Missing | None:
        """The calendar in whose hours the run is measured, None for elapsed time (S1).

        Without a length it is that of all the clock's lengths; Missing where the contract does not say which that is (P2).
        """
        if span is not None and not isinstance(span, ByNextFact):
            return calendar_of(span)
        limits = [t.limit for t in self.on.clock.targets if isinstance(t, ClockTarget)]
        spans = [span_of(limit, self.terms) for limit in limits if not isinstance(limit, ByNextFact)]
        missing = next((s for s in spans if isinstance(s, Missing)), None)
        if missing is not None:
            return missing
        shared = {calendar_of(s) for s in spans if not isinstance(s, Missing)}
        return shared.pop() if len(shared) == 1 else None

    def _measured(self, start: int, end: int, paused: Paused, calendar: BusinessCalendar | Missing | None) -> int | None:
        """What counts of the time; None where nobody says along which calendar: never a guess (P2)."""
        return None if isinstance(calendar, Missing) else counted_time(start, end, self._moving(paused).until(end), calendar)

    # ---- what it comes to

    def _not_applicable(self, why: str) -> Run:
        self.steps.append(say.outcome(self.on.clock, Status.NOT_APPLICABLE, why))
        return self._run(Status.NOT_APPLICABLE, reason=why)

    def _lacking(self, missing: tuple[str, ...], why: str | None = None) -> Run:
        """Undetermined for want of what nobody has supplied: never a guess (P2)."""
        missing = tuple(dict.fromkeys(missing))
        rule = "S4" if set(missing) <= set(OF_TICKETS) else "P2"
        self.steps += [Step(rule, "missing", name=name, detail=why or "") for name in missing]
        paused = self.spell.paused.within(self.start, self.end)
        measured = self._measured(self.start, self.end, paused, self._calendar(None))
        # As long as the clock runs, what is lacking may yet come.
        running = self.spell.end is None
        return self._undetermined(missing, why or "missing: " + ", ".join(missing), measured, provisional=running)

    def _undetermined(
        self, missing: tuple[str, ...], why: str, measured: int | None = None, *, provisional: bool = False
    ) -> Run:
        if self.spell.end is not None and self.spell.called_off:
            return self._not_applicable(f'the ticket was {self.spell.end.action.value} ("{self.spell.end.id}")')
        self.steps.append(say.outcome(self.on.clock, Status.UNDETERMINED, why))
        return self._run(Status.UNDETERMINED, reason=why, missing=missing, measured=measured, provisional=provisional)

    def _run(
        self,
        status: Status,
        shown: _Stretch | None = None,
        *,
        reason: str | None = None,
        missing: tuple[str, ...] = (),
        measured: int | None = None,
        provisional: bool = False,
        budget: tuple[Budget, ...] | None = None,
    ) -> Run:
        ended_by = self.spell.end if shown is None else shown.ended_by
        return Run(
            rule=self.on.clock,
            terms=self.terms,
            status=status,
            ticket=self.on.history.ticket,
            event=self.spell.event,
            start_at=self.start if shown is None else shown.start,
            due_at=None if shown is None else shown.due,
            stopped_at=None if ended_by is None or status is Status.NOT_APPLICABLE else ended_by.at,
            measured_us=measured,
            provisional=provisional,
            reason=reason,
            missing=missing,
            budget=budget,
            pauses=_pauses_of(self, shown),
            findings=tuple(self.findings),
            because=tuple(self.steps),
        )


def _pauses_of(case: _Case, shown: _Stretch | None) -> Intervals:
    if shown is None:
        return case.spell.paused.within(case.start, case.end).until(case.end)
    return shown.paused.until(shown.end)


def _ticket_at(event: Ticket) -> int:
    return event.at
