"""A claim that must be made before anybody can know whether the target was missed.

## What it finds

A deadline for a claim that can run out before the period ends whose figure decides: one that runs from the last incident and
is shorter than the period; the end of a cycle that is shorter than the period; one that runs from the end of a month that is
judged by the figure of its quarter. Of a claim in steps the step that is taken by a claim is asked; an earlier report of an
incident may well be due before.

Only what a recorded outage shows is said. A deadline that runs from a fact is left alone: when the fact comes is no matter of
the policy.

## Why it costs money

Whether the month is missed is known when it is over. Of an outage at its beginning the claim is late by then, and the credit
is forfeited through no fault of the customer.

## Example

Before:

    given on a claim within 10 days after the last incident;

After:

    given on a claim within 10 days after the end of the period;
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

import attrs

from slalang.lint.analysis.kinds import kinds
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import (
    ChosenCalendar,
    ChosenLength,
    Cited,
    ClaimAnchor,
    Commitment,
    Compiled,
    Credit,
    Deadline,
    DeadlineAfter,
    DeadlineCycle,
    DeadlineFullDay,
)
from slalang.time.lengths import add_length, end_of_nth_day
from slalang.time.periods import Period, PeriodNeeds, SubscriptionContext, period_holding, shift
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.instants import MINUTE
from slalang.values.verdicts import CreditState

if TYPE_CHECKING:
    from slalang.trials.stream import Case, Setting

SEVERITY = Severity.WARNING

_MOST_PERIODS = 12
"""So many periods are looked at: the months of a year, of which each has its own length."""

_MOST_DEADLINES = 20
"""Of more such deadlines nothing is said."""


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The deadlines of a reading's credits that can run out while the period does (C6)."""
    looked_at = 0
    commitments = {one.name: one for one in compiled.policy.commitments}
    for credit in compiled.policy.credits:
        commitment = commitments.get(credit.commitment)
        if commitment is None:
            continue
        for asked in _asked(credit, commitment):
            looked_at += 1
            if looked_at > _MOST_DEADLINES:
                return
            case = _too_soon(compiled, credit, commitment, asked)
            if case is not None:
                yield Diagnostic(
                    f"a claim for {credit.commitment} can be too late before its period is over",
                    asked.cited.span,
                    clause=heading_of("credit for", credit.commitment, credit.cited.clauses),
                    case=case,
                    hint="let the deadline run from the end of the period, as in `within 30 days after the end of the period`",
                )


@attrs.frozen(slots=True)
class _Asked:
    """Until when a claim is asked for; `rule` is the number of the rule under which it stands."""

    deadline: Deadline
    cited: Cited
    rule: int


def _asked(credit: Credit, commitment: Commitment) -> Iterator[_Asked]:
    """The deadlines of claims that can end before the figure is known, as far as their words show."""
    for number, rule in enumerate(credit.claims):
        if rule.deadline is not None:
            if _may_be_early(rule.deadline, commitment):
                yield _Asked(rule.deadline, rule.cited, number)
            continue
        for step in credit.steps:
            if step.taken_by is None and _may_be_early(step.deadline, commitment):
                yield _Asked(step.deadline, step.cited, number)


def _may_be_early(deadline: Deadline, commitment: Commitment) -> bool:
    if isinstance(deadline, DeadlineCycle) or deadline.anchor is ClaimAnchor.LAST_INCIDENT:
        return True
    return deadline.anchor is ClaimAnchor.PERIOD_END and commitment.judged_over is not None


def _too_soon(compiled: Compiled, credit: Credit, commitment: Commitment, asked: _Asked) -> str | None:
    """The case of a period whose figure is known after the deadline; None where there is none, or where none can be shown."""
    from slalang.trials.stream import first_period

    try:
        period = first_period(compiled.policy, commitment.period)
        context = SubscriptionContext(period.start_at)
        for _ in range(_MOST_PERIODS):
            ends_at = _ends_at(compiled, asked.deadline, period, period.start_at)
            if ends_at is not None and ends_at < _known_at(commitment, period):
                case = _case(compiled, credit, commitment, asked, period)
                if case is not None:
                    return case
            period = shift(commitment.period, period, 1, context)
    except (PeriodNeeds, ValueError):
        pass
    return None


def _known_at(commitment: Commitment, period: Period) -> int:
    """When the figure of a period is known: when it ends, or the longer one by which it is judged (D7)."""
    if commitment.judged_over is None:
        return period.end_at
    return period_holding(commitment.judged_over, period.start_at, SubscriptionContext(period.start_at)).end_at


def _ends_at(compiled: Compiled, deadline: Deadline, period: Period, incident: int) -> int | None:
    """The deadline for a period whose last incident ends then; None where a contract chooses the calendar."""
    zone = compiled.policy.zone
    if isinstance(deadline, DeadlineCycle):
        context = SubscriptionContext(period.start_at)
        return shift(deadline.period, period_holding(deadline.period, period.start_at, context), deadline.n, context).end_at
    anchor = period.end_at if deadline.anchor is ClaimAnchor.PERIOD_END else incident
    match deadline:
        case DeadlineAfter(length):
            return None if isinstance(length, ChosenLength) else add_length(anchor, length, zone)
        case DeadlineFullDay(day):
            chosen = isinstance(day.calendar, ChosenCalendar)
            return None if chosen else end_of_nth_day(anchor, day.n, day.calendar, zone, after_end=True)  # type: ignore[arg-type]
        case _:
            assert_never(deadline)


def _case(compiled: Compiled, credit: Credit, commitment: Commitment, asked: _Asked, period: Period) -> str | None:
    """The least downtime at the beginning of the period that earns the credit, and until when it is claimed in time.

    None where even that ends too late for the deadline to run out before the figure is known.
    """
    from slalang.engine.scenario.times import spoken_instant
    from slalang.lint.analysis.least_cases import setting_of
    from slalang.trials.stream import Setting
    from slalang.trials.words import in_words

    policy = compiled.policy
    guards = [rule.guard for rule in credit.claims]
    those = kinds(policy, guards) or ()
    kind = next((k for k in those if k.holds(guards[asked.rule]) and not any(map(k.holds, guards[: asked.rule]))), None)
    if kind is None:
        return None
    known_at = _known_at(commitment, period)
    found = _least(compiled, commitment, period, known_at, Setting(setting_of(kind).parameters, period.start_at))
    if found is None:
        return None
    us, least = found
    claim_by = _ends_at(compiled, asked.deadline, period, period.start_at + us)
    if claim_by is None or claim_by >= known_at:
        return None
    by, over = (spoken_instant(at, policy.zone) for at in (claim_by, known_at))
    state = least.verdict.credit.state.value
    return f"{in_words(least)}: to be claimed by {by}; when the figure is known, at {over}, it is {state}"


def _least(
    compiled: Compiled, commitment: Commitment, period: Period, known_at: int, setting: Setting
) -> tuple[int, Case] | None:
    """The fewest whole minutes of downtime that earn a credit, looked at when the figure is known."""
    from slalang.trials.least import failing_part, with_downtime
    from slalang.trials.stream import tried

    if commitment.outages is None or commitment.measure is not None:
        return None

    def earned(minutes: int) -> Case | None:
        given = with_downtime(compiled, commitment, period, minutes * MINUTE, setting).given
        case = tried(compiled, given, (period.start_at, known_at)).case(commitment.name, failing_part(commitment))
        return case if case is not None and case.verdict.credit.state is not CreditState.NONE else None

    low, high = 0, (period.end_at - period.start_at) // MINUTE
    best = earned(high)
    while best is not None and high - low > 1:
        middle = (low + high) // 2
        halfway = earned(middle)
        low, high, best = (middle, high, best) if halfway is None else (low, middle, halfway)
    return (high * MINUTE, best) if best is not None else None
