"""The misses that rights count, with the periods in which they lie (R1)."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.semantics.policy import Ground, InARow, OnePeriod, Policy, Right, RollingMonths
from slalang.time.lengths import CalendarLength, ExactLength, add_length
from slalang.time.periods import PeriodRule, SubscriptionContext, period_holding, shift
from slalang.values.instants import civil_date


def grounds(policy: Policy) -> Iterator[tuple[Right, Ground, PeriodRule | None]]:
    """The grounds of all rights that count misses, each with the periods that are judged; None for clocks and duties."""
    periods = {one.name: one.period for one in policy.shares} | {one.name: one.period for one in policy.commitments}
    for right in policy.rights:
        for ground in right.grounds:
            if isinstance(ground, Ground):
                yield right, ground, periods.get(ground.promise)


def number_in_a_row(ground: Ground) -> int:
    """Among how many successive periods the misses lie at most."""
    return ground.among if isinstance(ground.among, int) else ground.misses if ground.among is InARow.CONSECUTIVE else 1


def reach(policy: Policy, every: PeriodRule, number: int, window: RollingMonths | OnePeriod | None) -> str:
    """From when to when so many successive periods reach, and until when a window does that begins with them."""
    context = SubscriptionContext(policy.zone.day_start(_FIRST_DAY), 1)
    try:
        first = period_holding(every, policy.zone.day_start(_FIRST_DAY), context)
        last = shift(every, first, number - 1, context)
        match window:
            case RollingMonths(CalendarLength() | ExactLength() as length):
                until = add_length(first.start_at, length, policy.zone)
            case OnePeriod(longer):
                until = period_holding(longer, first.start_at, context).end_at
            case _:
                return ""
    except ValueError:
        return ""
    start, end, limit = (civil_date(policy.zone.day_of(at)).isoformat() for at in (first.start_at, last.end_at, until))
    row = f"{number} periods from {start} reach" if number > 1 else f"the period from {start} reaches"
    return f"{row} to {end}, and the time within which they lie to {limit}"


_FIRST_DAY = 20_089
"""2025-01-01."""
