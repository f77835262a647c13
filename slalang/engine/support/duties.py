"""Duties: what must happen, or must not, on each occasion or in each period, and whether it did (S4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from slalang.engine.customers import Customer
from slalang.engine.outcomes import NO_PERIOD
from slalang.engine.support.happenings import (
    Answers,
    Happening,
    answers_to,
    begins_at,
    called,
    known_of,
    lacking,
    noun,
    told,
)
from slalang.engine.support.occasions import Due, Occasion, due_of, occasions_of, owed_spans, periods_of
from slalang.engine.support.runs import Run
from slalang.engine.terms import Missing, Terms, out_of_force, terms_at
from slalang.semantics.policy import AheadOf, Duty, Lifting, Policy
from slalang.time.calendars import NeverOpen
from slalang.time.civil import OutOfRange
from slalang.time.lengths import subtract_length
from slalang.time.periods import Period, PeriodNeeds, PeriodRule
from slalang.values.events import Fact
from slalang.values.instants import format_instant
from slalang.values.listing import listed
from slalang.values.verdicts import Budget, Finding, Status, Step

_MOST_ATTEMPTS = 10
"""How many incomplete answers to one occasion are found one by one."""


def duty_runs(policy: Policy, duty: Duty, customer: Customer) -> tuple[Run, ...]:
    """What one customer's events make of a duty: one run for each occasion or period, in order of time (S4).

    Only what is known and has happened at the customer's `as_of` counts, and work announced ahead of which something is owed.
    PolicyError where the periods of a regular duty lie outside the years that can be worked out, or are too many.
    """
    known = known_of(customer, duty.service)
    answers = answers_to(duty.answer, duty.includes, known, customer.as_of)
    liftings = tuple((rule, answers_to(rule.fact, (), known, customer.as_of)) for rule in duty.liftings)
    judged = _Judged(policy, duty, customer, answers, liftings)
    if not isinstance(duty.occasion, PeriodRule):
        return tuple(judged.run(occasion) for occasion in occasions_of(duty, duty.occasion, customer, known))
    try:
        return tuple(judged.run(occasion) for occasion in periods_of(duty, duty.occasion, customer))
    except PeriodNeeds as needs:
        return (_without_periods(policy, duty, customer, needs),)


def _without_periods(policy: Policy, duty: Duty, customer: Customer, needs: PeriodNeeds) -> Run:
    """A duty whose periods hang on what the customer's subscription does not say (T8)."""
    spans = owed_spans(customer)
    period = Period(NO_PERIOD, spans[0][0], spans[-1][1] - 1)
    return Run(
        rule=duty,
        terms=terms_at(policy, customer, period.start_at, period.end_at),
        status=Status.UNDETERMINED,
        reason=f"missing: {needs.need}",
        missing=(needs.need,),
        period=period,
        because=(Step("T8", "missing", name=needs.need),),
    )


def _elapsed(since: int | None, until: int) -> int:
    """The time from the occasion to its answer: none where the answer came earlier."""
    return 0 if since is None else max(until - since, 0)


@attrs.frozen(slots=True)
class _Found:
    """The answer to an occasion, and the first incomplete attempts at one."""

    answer: Happening | None = None
    attempts: Sequence[Happening] = ()

    @property
    def at(self) -> int | None:
        """When the answer came."""
        return None if self.answer is None else begins_at(self.answer)


@attrs.frozen(slots=True)
class _Outcome:
    """How an occasion ends."""

    status: Status
    provisional: bool = False
    reason: str | None = None
    missing: tuple[str, ...] = ()


@attrs.frozen(slots=True)
class _Judged:
    """A duty with all that its occasions are judged by."""

    policy: Policy
    duty: Duty
    customer: Customer
    answers: Answers
    liftings: tuple[tuple[Lifting, Answers], ...]

    def run(self, occasion: Occasion) -> Run:
        """What became of one occasion or period."""
        start = occasion.judged_at
        end = occasion.period.end_at if occasion.period is not None else start + 1
        terms = terms_at(self.policy, self.customer, start, end)
        run = Run(
            rule=self.duty,
            terms=terms,
            status=Status.NOT_APPLICABLE,
            event=None if occasion.event is None else occasion.event.id,
            start_at=occasion.run_start_at,
            period=occasion.period,
            because=(self._occasion_step(occasion), self._demand_step()),
        )
        apart = self._outside_terms(start, end)
        if apart is not None:
            return attrs.evolve(run, reason=apart.detail, because=(*run.because, apart))
        due = due_of(self.duty, occasion, terms, self.policy)
        found = self._found(occasion, due)
        lifted = self._lifted(occasion, terms, due, found)
        if isinstance(lifted, tuple):
            reason = f'the fact "{lifted[1].name}" lifted the duty'
            steps = (*run.because, self._due_step(due), self._lifted_step(*lifted))
            return attrs.evolve(run, due_at=due.at, reason=reason, because=steps)
        return self._concluded(run, occasion, due, found, self._outcome(occasion, due, found, lifted))

    def _concluded(self, run: Run, occasion: Occasion, due: Due, found: _Found, outcome: _Outcome) -> Run:
        # What is forbidden ends the duty only where it breaches it.
        stops = not self.duty.forbidden or outcome.status is Status.BREACHED
        stopped_at = found.at if stops else None
        left = due.at - self.customer.as_of if due.at is not None and outcome.provisional else None
        return attrs.evolve(
            run,
            status=outcome.status,
            due_at=due.at,
            stopped_at=stopped_at,
            measured_us=None if stopped_at is None else _elapsed(occasion.at, stopped_at),
            provisional=outcome.provisional,
            reason=outcome.reason,
            missing=outcome.missing,
            budget=None if left is None or self.duty.forbidden else (Budget("target", left),),
            findings=tuple(self._incomplete(found)),
            because=(
                *run.because,
                self._due_step(due),
                *self._earlier_steps(occasion, due, found),
                *self._attempt_steps(found),
                self._answer_step(found if stops else _Found(), due),
                self._step("duty_outcome", after=outcome.status.value, detail=outcome.reason or ""),
            ),
        )

    # ---- whether the duty is owed at all

    def _outside_terms(self, start: int, end: int) -> Step | None:
        """Why the occasion is not judged, or None (P1, T8)."""
        subscriptions, outside = self.customer.subscriptions, out_of_force(self.policy, start)
        if outside is not None:
            return Step("P1", "duty_not_in_force", self.duty.name, detail=f"the agreement was {outside.words}")
        if subscriptions and not any(c.start < end and start < c.end for c in subscriptions):
            return Step("T8", "duty_not_covered", self.duty.name, detail="no subscription of the customer covers it")
        return None

    # ---- what answers

    def _found(self, occasion: Occasion, due: Due) -> _Found:
        """The first event that answers the occasion, and incomplete attempts before it."""
        ahead = isinstance(self.duty.limit, AheadOf)
        any_earlier = self.duty.earlier_counts or ahead
        begun = self._begun(occasion)
        if due.pending and (ahead or begun is None):
            return _Found()
        since = None if any_earlier else begun
        answer = self.answers.first(occasion.asks, since)
        attempts = self.answers.attempts(occasion.asks, since, _MOST_ATTEMPTS + 1)
        if self._inside(occasion) and answer is not None and due.at is not None and begins_at(answer) >= due.at:
            answer = None
        if answer is not None:
            attempts = [e for e in attempts if (begins_at(e), e.id) < (begins_at(answer), answer.id)]
        elif occasion.period is not None:
            until = occasion.period.end_at if due.at is None else max(due.at, occasion.period.end_at)
            attempts = [e for e in attempts if begins_at(e) < until]
        return _Found(answer, attempts)

    def _begun(self, occasion: Occasion) -> int | None:
        """From when an answer counts where no earlier one does; None where that is not yet known."""
        # What answers an event may come while it lasts; what a period or a ban waits for, only from the instant named.
        return occasion.at if occasion.period is not None or self.duty.forbidden else occasion.starts_at

    def _inside(self, occasion: Occasion) -> bool:
        """Whether the answer must lie in the period itself, which is half-open."""
        return occasion.period is not None and self.duty.limit is None

    # ---- what lifts

    def _lifted(self, occasion: Occasion, terms: Terms, due: Due, found: _Found) -> tuple[Lifting, Fact] | Missing | None:
        """The first rule whose fact came in time and before any answer; Missing where its length hangs on the contract."""
        for rule, facts in self.liftings:
            fact = facts.first(occasion.asks, None)
            if not isinstance(fact, Fact) or due.missing or (found.at is not None and found.at < fact.at):
                continue
            by = self._lift_by(rule, occasion, terms, due)
            if isinstance(by, Missing):
                return by
            if by is not None and fact.at <= by:
                return rule, fact
        return None

    def _lift_by(self, rule: Lifting, occasion: Occasion, terms: Terms, due: Due) -> int | Missing | None:
        """The last instant at which a fact lifts the duty; None where there is none, or none yet."""
        if due.pending and isinstance(self.duty.limit, AheadOf):
            return None
        # What has happened came before a deadline that is still to be set, and before one that there will never be.
        latest = self.customer.as_of if due.at is None else due.at
        if rule.ahead is None:
            return latest
        before = due.at if rule.before is None else occasion.instant(rule.before)
        if before is None:
            return None
        length = terms.length(rule.ahead)
        if isinstance(length, Missing):
            return length
        try:
            return min(latest, subtract_length(before, length, self.policy.zone))
        except (NeverOpen, OutOfRange):
            return None

    # ---- how it ends

    def _outcome(self, occasion: Occasion, due: Due, found: _Found, lifting: Missing | None) -> _Outcome:
        if due.missing:
            running = occasion.period is not None and self.customer.as_of < occasion.period.end_at
            reason = f"the deadline cannot be told: {due.why}"
            return _Outcome(Status.UNDETERMINED, running, reason, due.missing)
        if lifting is not None:
            reason = f"whether the duty is lifted cannot be told without {' and '.join(lifting.names)}"
            return _Outcome(Status.UNDETERMINED, False, reason, lifting.names)
        in_time = found.at is not None and (due.at is None or found.at <= due.at)
        return (
            self._kept_from(occasion, due, in_time) if self.duty.forbidden else self._fulfilled(occasion, due, found, in_time)
        )

    def _fulfilled(self, occasion: Occasion, due: Due, found: _Found, in_time: bool) -> _Outcome:
        what, gaps = noun(self.duty.answer), self._gaps(found)
        if in_time:
            return _Outcome(Status.MET)
        if found.answer is not None:
            return _Outcome(Status.BREACHED, reason=f"{what} came after the deadline")
        if self._is_over(occasion, due):
            when = "in the period" if self._inside(occasion) else "by the deadline"
            return _Outcome(Status.BREACHED, reason=f"{what} did not {'come complete' if gaps else 'happen'} {when}{gaps}")
        running = due.pending or due.at is not None
        reason = f"{what} has not {'come complete' if gaps else 'happened'} so far{gaps}"
        return _Outcome(Status.UNDETERMINED, running, reason, (called(self.duty.answer),))

    def _kept_from(self, occasion: Occasion, due: Due, in_time: bool) -> _Outcome:
        what = noun(self.duty.answer)
        if in_time:
            return _Outcome(Status.BREACHED, reason=f"{what} happened, which is forbidden")
        if self._is_over(occasion, due):
            return _Outcome(Status.MET)
        return _Outcome(Status.UNDETERMINED, True, f"{what} is forbidden and has not happened so far")

    def _is_over(self, occasion: Occasion, due: Due) -> bool:
        """Whether the deadline has passed: what happens at it is in time, but a period's end lies outside the period."""
        if due.at is None:
            return False
        return self.customer.as_of >= due.at if self._inside(occasion) else self.customer.as_of > due.at

    # ---- what was incomplete

    def _lacking(self, event: Happening) -> str:
        return listed(f'"{item}"' for item in lacking(event, self.duty.includes))

    def _gaps(self, found: _Found) -> str:
        """What each of the incomplete attempts lacks."""
        named = [f'"{event.id}" lacks {self._lacking(event)}' for event in found.attempts[:_MOST_ATTEMPTS]]
        named += ["later ones lack something as well"] if len(found.attempts) > _MOST_ATTEMPTS else []
        return f": {'; '.join(named)}" if named else ""

    def _incomplete(self, found: _Found) -> Iterable[Finding]:
        for event in found.attempts[:_MOST_ATTEMPTS]:
            text = f"{noun(self.duty.answer)} lacks {self._lacking(event)}"
            yield Finding("incomplete", text, self._clauses, (event.id,), self.duty.name)
        if len(found.attempts) > _MOST_ATTEMPTS:
            yield Finding("incomplete", "later ones lack something as well", self._clauses, rule=self.duty.name)

    # ---- explanation

    @property
    def _clauses(self) -> tuple[str, ...]:
        return self.duty.answer_cited.clauses or self.duty.cited.clauses

    def _occasion_step(self, occasion: Occasion) -> Step:
        cited, event = self.duty.cited, occasion.event
        return Step(
            "S4",
            "duty_period" if event is None else "duty_occasion",
            self.duty.name,
            cited.clauses,
            () if event is None else (event.id,),
            after=format_instant(occasion.judged_at),
            reason=cited.reason,
            detail=told(event) if event is not None else "" if occasion.period is None else occasion.period.name,
        )

    def _demand_step(self) -> Step:
        cited = self.duty.answer_cited
        return Step(
            "S4",
            "duty_forbids" if self.duty.forbidden else "duty_requires",
            self.duty.name,
            self._clauses,
            limit=cited.written or None,
            reason=cited.reason,
            detail=noun(self.duty.answer),
        )

    def _due_step(self, due: Due) -> Step:
        if due.missing:
            return self._step("duty_deadline_unknown", detail=due.why)
        if due.pending:
            return self._step("duty_deadline_pending")
        if due.at is None:
            return self._step("duty_no_deadline")
        return self._step("duty_deadline", after=format_instant(due.at))

    def _earlier_steps(self, occasion: Occasion, due: Due, found: _Found) -> Iterable[Step]:
        """What came too early to count, where nothing else answered in time: the latest such event."""
        in_time = found.at is not None and (due.at is None or found.at <= due.at)
        if occasion.event is None or in_time or self.duty.earlier_counts or isinstance(self.duty.limit, AheadOf):
            return
        begun = self._begun(occasion)
        event = self.answers.latest_before(occasion.asks, self.customer.as_of + 1 if begun is None else begun)
        if event is not None:
            at = format_instant(begins_at(event))
            yield self._step("duty_earlier", events=(event.id,), after=at, detail=noun(self.duty.answer))

    def _attempt_steps(self, found: _Found) -> Iterable[Step]:
        for event in found.attempts[:_MOST_ATTEMPTS]:
            at = format_instant(begins_at(event))
            yield self._step("duty_incomplete", events=(event.id,), after=at, detail=self._lacking(event))

    def _answer_step(self, found: _Found, due: Due) -> Step:
        if found.answer is None:
            return self._step("duty_unanswered", detail=noun(self.duty.answer))
        at = begins_at(found.answer)
        late = due.at is not None and at > due.at
        what = "duty_late" if late else "duty_answer"
        return self._step(what, events=(found.answer.id,), after=format_instant(at), detail=noun(self.duty.answer))

    def _lifted_step(self, rule: Lifting, fact: Fact) -> Step:
        return Step(
            "S4",
            "duty_lifted",
            self.duty.name,
            rule.cited.clauses or self.duty.cited.clauses,
            (fact.id,),
            after=format_instant(fact.at),
            limit=rule.cited.written or None,
            reason=rule.cited.reason,
            detail=f'the fact "{fact.name}"',
        )

    def _step(self, what: str, *, events: tuple[str, ...] = (), after: str | None = None, detail: str = "") -> Step:
        return Step("S4", what, self.duty.name, self._clauses, events, after=after, detail=detail)
