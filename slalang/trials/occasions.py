"""An occasion on which a duty is owed and nothing answers it, and how that is judged."""

from __future__ import annotations

import attrs

from slalang.semantics.policy import AboutWords, Compiled, Duty, FactPattern, OutagePattern, Policy
from slalang.syntax import ast
from slalang.syntax.wording.events import event as event_words
from slalang.time.periods import BillingCycle, CalendarPeriod, Period, Rolling, SubscriptionYear
from slalang.trials.stream import Case, contract, first_period, moment, outage, tried
from slalang.values.instants import DAY, HOUR, civil_date
from slalang.values.verdicts import Kind

_LONG = 366 * DAY
_PERIODS = (CalendarPeriod, BillingCycle, SubscriptionYear, Rolling)


def unanswered(compiled: Compiled, duty: Duty, start_at: int) -> Case | None:
    """An occasion at an instant, or the period that holds it, without an answer for a year; None where none is made up.

    Only outages, facts, facts about outages, and periods are made up. ValueError as `tried`.
    """
    policy = compiled.policy
    given = _occasion(policy, duty, start_at)
    if duty.forbidden or given is None:
        return None
    start, end = start_at, start_at + _LONG
    if isinstance(duty.occasion, _PERIODS):
        period = first_period(policy, duty.occasion, start_at)
        start, end = period.start_at, period.end_at
    supplied = contract(policy, duty.name, Period("", start, end))
    verdicts = tried(compiled, (*supplied, *given), (start, end)).verdicts
    found = next((v for v in verdicts if v.kind is Kind.DUTY and v.commitment == duty.name), None)
    return Case(given, found) if found is not None else None


def in_words(case: Case) -> str:
    """What happened, and that nothing more did."""
    return "; ".join((*(event_words(event) for event in case.given), "and nothing more"))


def _occasion(policy: Policy, duty: Duty, at: int) -> tuple[ast.ScenarioEvent, ...] | None:
    match duty.occasion:
        case CalendarPeriod() | BillingCycle() | SubscriptionYear() | Rolling():
            return (ast.SubscriptionEvent(civil_date(policy.zone.day_of(at))),)
        case OutagePattern() as pattern:
            return _down(policy, duty, pattern, at)
        case FactPattern(name, None):
            return (_fact(policy, name, None, at),)
        case FactPattern(name, OutagePattern() as pattern):
            down = _down(policy, duty, pattern, at)
            return None if down is None else (*down, _fact(policy, name, "O1", at))
        case FactPattern(_, AboutWords()) | _:
            return None


def _down(policy: Policy, duty: Duty, pattern: OutagePattern, at: int) -> tuple[ast.ScenarioEvent, ...] | None:
    """An outage of an hour, as the pattern has it."""
    service = duty.service or next(iter(policy.services), None)
    if service is None:
        return None
    severity = next((one for one in pattern.severities or () if one is not None), None)
    cause = pattern.causes[0] if pattern.causes else None
    event = outage(service.name, (at, at + HOUR), policy.zone, cause=cause)
    level = ast.EventSeverity(severity) if severity is not None else None
    return (attrs.evolve(event, id=ast.EventId("O1"), severity=level),)


def _fact(policy: Policy, name: str, about: str | None, at: int) -> ast.FactEvent:
    return ast.FactEvent(name, ast.EventAbout(about) if about is not None else None, None, None, moment(at, policy.zone))
