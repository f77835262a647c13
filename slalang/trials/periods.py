"""The period in which a trial takes place; apart from trials, so that it is told without loading the engine."""

from __future__ import annotations

from datetime import date

from slalang.semantics.policy import Policy
from slalang.time.periods import Period, PeriodRule, SubscriptionContext, period_holding
from slalang.values.instants import day_number

_APRIL = day_number(date(2025, 4, 1))
"""A month of thirty days in which few zones change their clocks."""


def first_period(policy: Policy, rule: PeriodRule, holding_at: int | None = None) -> Period:
    """The period of a rule that holds an instant, or 2025-04-01; or the first wholly after the policy came into force (T8).

    PeriodNeeds where its periods rest on a subscription that starts on no day of its own.
    """
    at = policy.zone.day_start(_APRIL) if holding_at is None else holding_at
    while policy.in_force_at is not None and at < policy.in_force_at:
        at = policy.zone.day_start(policy.zone.day_of(at) + 366)
    context = SubscriptionContext(at)
    period = period_holding(rule, at, context)
    if policy.in_force_at is not None and period.start_at < policy.in_force_at:
        period = period_holding(rule, period.end_at, context)
    return period
