"""Whether so many periods in a row never, or always, lie within a window, as far as their lengths show (R1)."""

from __future__ import annotations

from typing import assert_never

from slalang.semantics.policy import OnePeriod, RollingMonths
from slalang.time.civil import add_months, day_of_month
from slalang.time.lengths import CalendarLength, ExactLength
from slalang.time.periods import BillingCycle, CalendarPeriod, PeriodRule, PeriodUnit, Rolling, SubscriptionYear
from slalang.time.zones import Zone
from slalang.values.instants import DAY, HOUR

_MONTHS = {PeriodUnit.MONTH: 1, PeriodUnit.QUARTER: 3, PeriodUnit.HALF_YEAR: 6, PeriodUnit.YEAR: 12}
_DAYS = {PeriodUnit.DAY: 1, PeriodUnit.WEEK: 7}
_STARTS = tuple(day_of_month(12 * 2000 + month, 1) for month in range(48))
"""The first days of all months from one leap year to the next: months and days are compared from each of them."""
_MOST_MONTHS = 12 * 1_000
_LEEWAY_DAYS = 4
_LEEWAY = 3 * HOUR
"""What the ends of months and a change of clocks may add: in doubt the periods fit."""


def never_within(window: RollingMonths | OnePeriod | None, rule: PeriodRule, number: int) -> bool:
    """Whether so many successive periods are certain not to lie within a window; in doubt they do (R1)."""
    match window:
        case None:
            return False
        case RollingMonths(CalendarLength() | ExactLength() as length):
            return not _fits(*_span(rule, number), _measure(length), _leeway(rule))
        case RollingMonths():
            return False
        case OnePeriod(longer):
            # Only their starts lie in it, the last of them before its end.
            months, us = _span(rule, number - 1)
            other_months, other_us = _span(longer, 1)
            if number == 1 or not (us or other_us):
                return number > 1 and months >= other_months
            return not _fits(months, us + 1, (other_months, other_us), _leeway(rule) + _leeway(longer))
        case _:
            assert_never(window)


def always_within(window: RollingMonths | OnePeriod, rule: PeriodRule, number: int, zone: Zone) -> bool:
    """Whether so many successive periods are certain to lie within a window, wherever they begin; in doubt they do not (R1).

    `zone` is that of the policy, in which windows are counted.
    """
    match window:
        case RollingMonths(CalendarLength() | ExactLength() as length):
            months, us = _span(rule, number)
            return _surely(months, us, _measure(length), _uncertain(rule, length, zone))
        case RollingMonths():
            return False
        case OnePeriod():
            # Wherever its periods begin, two in a row may lie on both sides of that.
            return number == 1
        case _:
            assert_never(window)


def _uncertain(rule: PeriodRule, length: CalendarLength | ExactLength, zone: Zone) -> int:
    """What one of two may be longer than its civil days: nothing where both begin and end with days of one zone."""
    if not isinstance(rule, CalendarPeriod):
        return _LEEWAY + _leeway(rule)
    days = rule.unit is not PeriodUnit.HOUR and isinstance(length, CalendarLength) and rule.zone == zone
    return 0 if days else _LEEWAY


def _surely(months: int, us: int, within: tuple[int, int], leeway: int) -> bool:
    """Whether months and microseconds are no longer than others from every day on, with some leeway where units differ."""
    if max(months, within[0]) > _MOST_MONTHS:
        return False
    if not (us or within[1] or leeway):
        return months <= within[0]
    if not (months or within[0]):
        return us + leeway <= within[1] or (us <= within[1] and us % DAY == 0 and within[1] % DAY == 0 and not leeway)
    inner = (add_months(day, months) * DAY + us for day in _STARTS)
    outer = (add_months(day, within[0]) * DAY + within[1] for day in _STARTS)
    return all(a + leeway <= b for a, b in zip(inner, outer, strict=True))


def _fits(months: int, us: int, within: tuple[int, int], leeway: int) -> bool:
    """Whether months and microseconds are no longer than others, from some day on."""
    if not (us or within[1]) or max(months, within[0]) > _MOST_MONTHS:
        return months <= within[0]
    inner = (add_months(day, months) * DAY + us for day in _STARTS)
    outer = (add_months(day, within[0]) * DAY + within[1] for day in _STARTS)
    return any(a <= b + leeway for a, b in zip(inner, outer, strict=True))


def _span(rule: PeriodRule, number: int) -> tuple[int, int]:
    """The length of so many successive periods in months and microseconds."""
    match rule:
        case CalendarPeriod(PeriodUnit.HOUR):
            return 0, number * HOUR
        case CalendarPeriod(unit):
            return number * _MONTHS.get(unit, 0), number * _DAYS.get(unit, 0) * DAY
        case BillingCycle(months):
            return number * months, 0
        case SubscriptionYear():
            return 12 * number, 0
        case Rolling(months, days, step):
            by_months, by_us = _measure(step)
            return months + (number - 1) * by_months, days * DAY + (number - 1) * by_us
        case _:
            assert_never(rule)


def _measure(length: CalendarLength | ExactLength) -> tuple[int, int]:
    match length:
        case CalendarLength(months, days):
            return months, days * DAY
        case ExactLength(us):
            return 0, us
        case _:
            assert_never(length)


def _leeway(rule: PeriodRule) -> int:
    return _LEEWAY if isinstance(rule, CalendarPeriod) else _LEEWAY + _LEEWAY_DAYS * DAY
