"""Periods that cut through each other.

## What it finds

A promise that is judged by one period while its credit base, a cap, a claim's deadline or the window of a right goes by
another that does not hold it whole: weeks under months, calendar months under billing cycles from the 15th, one zone's
months under another's. What is decided by the subscription's own days is left aside, because it may fit.

## Why it costs money

A week that lies in two months is credited from the charges of the first, capped with the first and claimed with the first.
Nobody who adds up the months finds the week again.

## Example

Before: a week may lie in two months.

    commitment uptime of web: ...; per calendar week; ...
    credit for uptime: a missed target earns 5%; of the charges of the calendar month that holds it; ...

After:

    credit for uptime: a missed target earns 5%; of the charges of the period; ...
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from slalang.lint.analysis.grounds import grounds
from slalang.lint.analysis.places import credit_phrases, of_credit
from slalang.lint.analysis.tables import judged_of
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.periods import holds
from slalang.semantics.policy import (
    ChargeBase,
    Cited,
    Compiled,
    Credit,
    Deadline,
    DeadlineCycle,
    OnePeriod,
    Policy,
    ShareOfCharges,
    TimeBefore,
    WithinPeriods,
)
from slalang.syntax import ast
from slalang.time.civil import OutOfRange
from slalang.time.periods import (
    BillingCycle,
    CalendarPeriod,
    Period,
    PeriodRule,
    SubscriptionContext,
    period_holding,
)
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.places import Span

SEVERITY = Severity.WARNING

_LOOKED_AT = 40
"""So many of the longer periods are looked at, from 2025 on."""
_FIRST_DAY = 20_089

_Longer: TypeAlias = PeriodRule | TimeBefore


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The periods of credits, joint rules and rights that cut a judged period in two."""
    policy = compiled.policy
    written = credit_phrases(subject, compiled)
    for credit in policy.credits:
        judged = judged_of(compiled, credit)
        every = credit.period or (judged.period if judged is not None else None)
        for longer, what, span in _of_credit(credit, _base(written.get(credit.commitment, ()), credit)):
            yield from _found(policy, every, longer, what, span, of_credit(credit))
    for joint in policy.joints:
        heading = heading_of("joint", joint.name, joint.cited.clauses)
        if isinstance(joint.base, ChargeBase) and joint.base.time is not None:
            yield from _found(policy, joint.period, joint.base.time, "the charges are those", joint.cited.span, heading)
        for cap in joint.caps:
            if isinstance(cap.within, WithinPeriods):
                yield from _found(policy, joint.period, cap.within.period, "the cap is that", cap.cited.span, heading)
    for right, ground, every in grounds(policy):
        if isinstance(ground.window, OnePeriod):
            heading = heading_of("right", right.name, right.cited.clauses)
            yield from _found(policy, every, ground.window.period, "the miss is counted in that", ground.cited.span, heading)


def _base(written: tuple[ast.Phrase, ...], credit: Credit) -> Span:
    """Where a credit says of what it is a share."""
    return next((phrase.body.span for phrase in written if isinstance(phrase.body, ast.Base)), credit.cited.span)


def _of_credit(credit: Credit, base: Span) -> Iterator[tuple[_Longer, str, Span]]:
    """The periods that a credit goes by, each with what is taken from it and where that stands."""
    if isinstance(credit.base, ChargeBase) and credit.base.time is not None:
        yield credit.base.time, "the charges are those", base
    for bound in (*credit.caps, *credit.floors):
        if isinstance(bound.at, ShareOfCharges) and bound.at.charges.time is not None:
            yield bound.at.charges.time, "the cap is taken from the charges", bound.cited.span
    deadlines: list[tuple[Deadline | None, Cited]] = [(claim.deadline, claim.cited) for claim in credit.claims]
    deadlines += [(step.deadline, step.cited) for step in credit.steps]
    for deadline, cited in deadlines:
        if isinstance(deadline, DeadlineCycle):
            yield deadline.period, "the claim's deadline runs from that", cited.span


def _found(
    policy: Policy, every: PeriodRule | None, longer: _Longer, what: str, span: Span, heading: str
) -> Iterator[Diagnostic]:
    cut = _cut(policy, every, longer)
    if cut is None:
        return
    period, first, second = cut
    yield Diagnostic(
        "the periods that are judged do not lie whole in those that are named here",
        span,
        clause=heading,
        text=f"Where one lies in two, {what} of the first.",
        case=f"the period {period.name}{_where(every, longer)} begins in {first.name} and ends in {second.name}"
        f"{_where(longer, every)}",
        hint="go by the same periods, as in `of the charges of the period`, or by longer ones that hold them whole",
    )


def _cut(policy: Policy, every: PeriodRule | None, longer: _Longer) -> tuple[Period, Period, Period] | None:
    """The first judged period from 2025 on that lies in two longer ones, with these; None where none does, or in doubt."""
    if not isinstance(every, CalendarPeriod | BillingCycle) or not isinstance(longer, CalendarPeriod | BillingCycle):
        return None
    if every == longer or holds(longer, every) or not (_told(every) and _told(longer)):
        return None
    context = SubscriptionContext()
    try:
        at = policy.zone.day_start(_FIRST_DAY)
        first = period_holding(longer, at, context)
        for _ in range(_LOOKED_AT):
            period = period_holding(every, first.end_at - 1, context)
            if period.end_at > first.end_at:
                return (
                    period,
                    period_holding(longer, period.start_at, context),
                    period_holding(longer, period.end_at - 1, context),
                )
            first = period_holding(longer, first.end_at, context)
    except (OutOfRange, ValueError):
        return None
    return None


def _where(rule: _Longer | None, other: _Longer | None) -> str:
    """Where a period is that has another zone's days than another one."""
    if not isinstance(rule, CalendarPeriod | BillingCycle) or not isinstance(other, CalendarPeriod | BillingCycle):
        return ""
    return f" in {rule.zone.name}" if rule.zone != other.zone else ""


def _told(rule: CalendarPeriod | BillingCycle) -> bool:
    """Whether a period does not hang on the subscription's own days."""
    return isinstance(rule, CalendarPeriod) or (rule.day is not None and (rule.months == 1 or rule.first_month is not None))
