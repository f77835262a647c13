"""Duties that are owed by no date (S4)."""

from __future__ import annotations

from slalang.semantics.policy import Duty
from slalang.time.periods import BillingCycle, CalendarPeriod, Rolling, SubscriptionYear


def never_due(duty: Duty) -> bool:
    """Whether a duty can be met and never be missed: what an event asks for without a limit; a period has its own end."""
    regular = isinstance(duty.occasion, CalendarPeriod | BillingCycle | SubscriptionYear | Rolling)
    return not duty.forbidden and not regular and duty.limit is None
