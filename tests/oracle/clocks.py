"""Clocks over tickets: each run's deadline, its status, and the time that it measured (S1-S3)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Fact, Subscription, TicketAction
from tests.oracle.calendars import (
    Land,
    NeverOpenError,
    after,
    business_measure,
    end_of_full_day,
    open_time,
    reached,
)
from tests.oracle.civil import DAY, is_exact
from tests.oracle.policy import Contract, MissingError, Traits, at_instant, bodies, body, covers, in_force, rules_of, said
from tests.oracle.tickets import Actions, Finding, Run, State, Story, actions_of, excludes, pauses_in, stories, trace

Pauses = list[tuple[int, int | None]]


@attrs.define(slots=True, kw_only=True)
class Outcome:
    """What came of one run of a clock, or of one occasion of a duty.

    `end_at` is the stop, what ended the ticket, or `as of`; `begins_at` None: not yet known; `paused` are the pauses that
    stop an accrual.
    """

    ticket: str | None = None
    event: str | None = None
    start_at: int
    begins_at: int | None = attrs.field(default=attrs.Factory(lambda self: self.start_at, takes_self=True))
    due_at: int | None = None
    stopped_at: int | None = None
    end_at: int
    status: str = "undetermined"
    provisional: bool = False
    missing: list[str] = attrs.field(factory=list)
    measured: int | None = None
    findings: list[Finding] = attrs.field(factory=list)
    paused: Pauses = attrs.field(factory=list)
    traits: Traits | None = None
    period: Any = None

    @property
    def running(self) -> bool:
        return self.stopped_at is None and self.status in ("breached", "undetermined")


class World:
    """What runs are judged in: a customer's events that concern one service, as of an instant."""

    def __init__(self, tree: ast.Policy, land: Land, facts: list[Fact], subscriptions: list[Subscription], as_of: int) -> None:
        self.tree, self.land, self.facts = tree, land, [f for f in facts if f.at <= as_of]
        self.subscriptions, self.as_of, self.seen = subscriptions, as_of, land.seen

    def contract(self, instant: int, traits: Traits | None = None) -> Contract:
        """P2: the terms that are in force at an instant."""
        return Contract(self.tree, self.land, self.subscriptions, at_instant(instant, self.land.zone.date_of(instant)), traits)

    def applies(self, instant: int) -> bool:
        """P1, T8: whether the agreement and a subscription are in force then."""
        if not in_force(self.tree, self.land, at_instant(instant, self.land.zone.date_of(instant))):
            return False
        return not self.subscriptions or any(covers(self.land, s, instant) for s in self.subscriptions)

    def place(self, calendar: str, contract: Contract) -> Land:
        """The calendars as a contract chooses them; MissingError names a parameter that is not there."""
        return self.land.under(calendar, contract.holds)


class Clock:
    """One clock for one customer."""

    def __init__(self, of: World, rule: ast.Clock) -> None:
        self.of, self.rule, self.seen = of, rule, of.seen
        tree = of.tree
        automatic = next(iter(said(tree, rule, ast.AutomaticReply)), None)
        later = next(iter(said(tree, rule, ast.LaterStage)), None)
        reopening = next(iter(said(tree, rule, ast.Reopening)), None)
        severity = next(iter(said(tree, rule, ast.SeverityChange)), None)
        self.pauses = next((p for p in said(tree, rule, ast.Pauses, ast.NeverPauses) if isinstance(p, ast.Pauses)), None)
        self.severity_rule = severity.rule if severity else None
        self.actions: Actions = actions_of(
            body(rule, ast.Runs),
            reopening.rule if reopening else None,
            bool(automatic and automatic.counting is ast.Counting.COUNTS),
            bool(later and later.rule is ast.StageRule.STOPS),
            self.seen,
            (*self.pauses.start, *self.pauses.stop) if self.pauses else (),
        )
        name = rule.name.text
        self.exclusions = [
            e
            for e in rules_of(tree, ast.Exclusion)
            if body(e, ast.TicketsExcluded) and (e.commitments is None or any(n.text == name for n in e.commitments))
        ]

    def outcomes(self, events: Sequence[Any]) -> list[Outcome]:
        found: list[Outcome] = []
        for story in stories(events, self.of.as_of):
            runs, findings = trace(story, self.actions, self.seen)
            for run in runs:
                for outcome in self._judge(story, run):
                    found.append(outcome)
                    outcome.findings += findings
            if not runs and not self.actions.each:
                found.append(self._unstarted(story, findings))
        return found

    def _unstarted(self, story: Story, findings: list[Finding]) -> Outcome:
        self.seen.add("S1-no-start")
        start = story.events[0].at
        outcome = Outcome(ticket=story.ticket, start_at=start, begins_at=None, end_at=self.of.as_of, findings=list(findings))
        outcome.missing = list(self.actions.starts)
        outcome.findings = [f for f in findings if f[0] == "stop_before_start"]
        outcome.traits = Traits(story.severity(self.of.as_of), story.queue(self.of.as_of), story.labels)
        if any(excludes(e, story, None, self.of.facts, self.of.land) for e in self.exclusions):
            outcome.status, outcome.findings = "not_applicable", []
        return outcome

    # -------------------- one run

    def _judge(self, story: Story, run: Run) -> list[Outcome]:
        end = run.end.at if run.end else self.of.as_of
        start = run.start.at
        # What changes as the run stops does not begin it again.
        changed = story.changed_at(end if run.state is State.RUNNING else end - 1)
        if self.severity_rule is ast.SeverityRule.RESTART and changed is not None and changed > start:
            self.seen.add("S2-restart")
            start = changed
        elif changed is not None and changed > run.start.at and self.severity_rule:
            self.seen.add(f"S2-{self.severity_rule.name.lower()}")
        keep = self.severity_rule is ast.SeverityRule.KEEP_FIRST
        severity = story.first_severity(end) if keep else story.severity(end)
        traits = Traits(severity, story.queue(end), story.labels)
        gaps = [(start, end, run.state)]
        if self.actions.anew is not None:
            marks = [e.at for e in story.events if e.action in self.actions.anew and start < e.at <= end]
            edges = [start, *marks]
            gaps = [(a, b, State.STOPPED) for a, b in pairwise(edges)]
            gaps.append((edges[-1], end, run.state))
        whole = self._gap(story, run, start, start, end, run.state, traits)
        judgeless = whole.status == "not_applicable" and run.state is not State.ENDED
        if judgeless or (whole.missing and whole.missing != self._facts()):
            # Without a deadline no gap is worse than another.
            return [whole]
        judged = [self._gap(story, run, start, a, b, state, traits) for a, b, state in gaps]
        return [self._worst(judged)]

    def _facts(self) -> list[str]:
        return [t.limit.fact for t in bodies(self.rule, ast.ClockTarget) if isinstance(t.limit, ast.ByNextFact)][:1]

    def _worst(self, gaps: list[Outcome]) -> Outcome:
        """S1: the gap that was latest past its deadline; else the one still running; else the longest."""
        breached = [g for g in gaps if g.status == "breached" and g.due_at is not None]
        if len(gaps) > 1:
            self.seen.add("S1-gaps")
        if breached:
            return max(breached, key=lambda g: (g.end_at - (g.due_at or 0), -g.start_at))
        if gaps[-1].running or gaps[-1].status == "not_applicable":
            return gaps[-1]
        return max(gaps, key=lambda g: (g.measured or 0, -g.start_at))

    def _gap(self, story: Story, run: Run, begin: int, start: int, end: int, state: State, traits: Traits) -> Outcome:
        """One gap of a run that began at `begin`, under whose terms it stands."""
        of = self.of
        outcome = Outcome(
            ticket=story.ticket,
            event=run.start.id if self.actions.each or run.start.action is TicketAction.REOPENED else None,
            start_at=start,
            stopped_at=end if state is State.STOPPED else None,
            end_at=end,
            traits=traits,
        )
        if not of.applies(begin):
            self.seen.add("S1-not-in-force")
            outcome.status, outcome.stopped_at = "not_applicable", None
            return outcome
        if any(excludes(e, story, run.start.at, of.facts, of.land) for e in self.exclusions):
            self.seen.add("X1-tickets")
            outcome.status, outcome.stopped_at = "not_applicable", None
            return outcome
        contract = of.contract(begin, traits)
        pauses = pauses_in(story, self.pauses, start, end, running=state is State.RUNNING, after=run.after)
        if pauses and self.pauses is not None:
            self.seen.add(f"S2-pause-{self.pauses.effect.name.lower()}")
            if self.pauses.effect is not ast.PauseEffect.DEADLINE:
                outcome.paused = pauses
        moving = pauses if self.pauses and self.pauses.effect is not ast.PauseEffect.ACCRUAL else []
        try:
            self._limit(outcome, story, contract, moving)
        except MissingError as error:
            end_open = outcome.stopped_at is None
            outcome.status, outcome.missing, outcome.provisional = "undetermined", list(error.names), end_open
        except NeverOpenError:
            outcome.status, outcome.missing, outcome.provisional = "undetermined", ["calendar"], outcome.stopped_at is None
        if state is State.ENDED:
            self.seen.add("S1-ended")
            over = outcome.due_at is not None and outcome.due_at < end
            outcome.status = "breached" if over else "not_applicable"
            outcome.due_at = outcome.due_at if over else None
            outcome.stopped_at = end if over else None
            outcome.provisional = False
        return outcome

    def _limit(self, outcome: Outcome, story: Story, contract: Contract, moving: Pauses) -> None:
        """The deadline and the status of a run; MissingError for a parameter that its target needs."""
        targets = list(bodies(self.rule, ast.ClockTarget, ast.NoTarget))
        target = next((t for t in targets if not isinstance(t.when, ast.Where) or contract.holds(t.when)), None)
        if target is None:
            outcome.measured = self._measure(outcome, None, contract, moving)
            self._unnamed(outcome, story, targets, contract)
            return
        if isinstance(target, ast.NoTarget):
            self.seen.add("S1-no-target")
            outcome.status, outcome.stopped_at = "not_applicable", None
            return
        calendar = calendar_of(target.limit)
        outcome.measured = self._measure(outcome, target.limit, contract, moving)
        if isinstance(target.limit, ast.ByNextFact):
            self._next_fact(outcome, story, target.limit)
            return
        place = self.of.place(calendar, contract) if calendar else self.of.land
        outcome.due_at = deadline(place, outcome.start_at, target.limit, moving)
        self._status(outcome)

    def _status(self, outcome: Outcome) -> None:
        due = outcome.due_at
        if due is not None and outcome.end_at > due:
            outcome.status = "breached"
        elif outcome.stopped_at is not None:
            outcome.status = "met"
        else:
            outcome.status, outcome.provisional = "undetermined", True
        self.seen.add(f"S1-{outcome.status}")

    def _next_fact(self, outcome: Outcome, story: Story, rule: ast.ByNextFact) -> None:
        """S3: settled by the first such fact after the start."""
        times = [
            f.at
            for f in self.of.facts
            if f.name == rule.fact and f.at > outcome.start_at and (f.about is None or f.about in story.ids)
        ]
        outcome.due_at = min(times, default=None)
        self.seen.add("S3" if times else "S3-none-yet")
        self._status(outcome)
        if not times and outcome.status == "undetermined":
            outcome.missing = [rule.fact]

    def _unnamed(self, outcome: Outcome, story: Story, targets: list[Any], contract: Contract) -> None:
        """S4: a severity, queue or label that no target names; a target that the plan alone denies is none (C1)."""
        asked: set[str] = set()
        named = False
        kinds = {ast.SeverityIs: "severity", ast.QueueIs: "queue", ast.Labelled: "labels"}
        for target in targets:
            where: ast.Where = target.when
            rest = tuple(c for c in where.conditions if type(c) not in kinds)
            if not _may_hold(contract, ast.Where(rest)):
                continue
            asked |= {kinds[type(c)] for c in where.conditions if type(c) in kinds}
            named |= any(isinstance(c, ast.SeverityIs) and contract.holds(ast.Where((c,))) for c in where.conditions)
        if not asked:
            outcome.status, outcome.stopped_at = "not_applicable", None
            return
        self.seen.add("S1-unnamed")
        outcome.status, outcome.missing = "undetermined", sorted(asked)
        outcome.provisional = outcome.stopped_at is None
        if "severity" in asked and not named and outcome.traits and outcome.traits.severity is not None:
            self.seen.add("S1-unknown_severity")
            outcome.findings.append(("unknown_severity", None, self._said_by(story, outcome)))

    def _said_by(self, story: Story, outcome: Outcome) -> list[str]:
        """The event that gave the ticket the severity by which it is judged."""
        said = [e.id for e in story.events if e.severity is not None and e.at <= outcome.end_at]
        return said[:1] if self.severity_rule is ast.SeverityRule.KEEP_FIRST else said[-1:]

    # -------------------- what is measured

    def _shared_calendar(self, contract: Contract) -> str | None:
        """S1: the one calendar that all the clock's lengths share."""
        limits = [t.limit for t in bodies(self.rule, ast.ClockTarget) if not isinstance(t.limit, ast.ByNextFact)]
        named = {calendar_of(limit) for limit in limits}
        calendars = {None if n is None else self.of.land.chosen(n, contract.holds) for n in named}
        return calendars.pop() if len(calendars) == 1 else None

    def _measure(self, outcome: Outcome, limit: Any, contract: Contract, pauses: Pauses) -> int | None:
        """Along the target's calendar, or where it has no length along the one that all share; none where that is missing."""
        try:
            own = limit is not None and not isinstance(limit, ast.ByNextFact)
            calendar = calendar_of(limit) if own else self._shared_calendar(contract)
            place = self.of.place(calendar, contract) if calendar else self.of.land
        except MissingError:
            return None
        return open_time(place, calendar, outcome.start_at, outcome.end_at, pauses)


def _may_hold(contract: Contract, where: ast.Where) -> bool:
    try:
        return contract.holds(where)
    except MissingError:
        return True


def calendar_of(limit: Any) -> str | None:
    """The calendar that a limit names."""
    match limit:
        case ast.Within(ast.BusinessLength() as length):
            return length.calendar.text
        case ast.ByFullDay(ast.EndOfFullDay(_, ast.BusinessDay(calendar))):
            return calendar.text
    return None


def deadline(land: Land, start: int, limit: ast.Within | ast.ByFullDay, pauses: Pauses) -> int | None:
    """S2, T6: the deadline, moved by the pauses; None while it is paused."""
    match limit:
        case ast.ByFullDay(day):
            return _moved_day(land, start, day, pauses)
        case ast.Within(ast.BusinessLength() as length):
            land.seen.add(f"T6-{length.unit.value}")
            return reached(land, start, length, pauses)
        case ast.Within(length) if is_exact(length):
            return reached(land, start, length, pauses)
        case ast.Within(length):
            due = after(land, start, length)
            for a, b in pauses:
                if a < due:
                    if b is None:
                        return None
                    due += b - a
            return due
    raise TypeError(limit)


def _moved_day(land: Land, start: int, rule: ast.EndOfFullDay, pauses: Pauses) -> int | None:
    """S2: the end of a full day moves by the whole days that the pauses amount to."""
    due, total = end_of_full_day(land, start, rule), Fraction(0)
    for a, b in pauses:
        if a >= due:
            break
        if b is None:
            return None
        if isinstance(rule.day, ast.BusinessDay):
            length = ast.BusinessLength(ast.Number("1"), ast.Unit.DAY, rule.day.calendar)
            total += business_measure(land, length, a, b)
        else:
            total += Fraction(b - a, DAY)
        due = end_of_full_day(land, start, rule, int(total))
    return due
