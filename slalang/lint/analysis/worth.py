"""What rows, caps and floors come to, where one can be compared with another whatever is charged (C3, C5)."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from math import ceil
from typing import TypeAlias

import attrs

from slalang.semantics.brackets import figure_of
from slalang.semantics.gauges import promised
from slalang.semantics.periods import holds
from slalang.semantics.policy import (
    BasisWords,
    Ceiling,
    ChargeBase,
    Commitment,
    Credit,
    DowntimeScope,
    EachDowntime,
    FlatAward,
    PercentAward,
    Points,
    Row,
    ServiceDays,
    Share,
    ShareOfBase,
    ShareOfCharges,
    ShareTarget,
    Shortfall,
    TimeLost,
    UnavailableShare,
)
from slalang.syntax.ast import PartRule
from slalang.time.periods import BillingCycle, CalendarPeriod, PeriodRule, PeriodUnit, Rolling
from slalang.values.instants import DAY, HOUR
from slalang.values.money import Money


class In(Enum):
    """In what something is worth so much."""

    BASE = "share of the base"
    MONEY = "a sum"
    DAYS = "days of service"
    POINTS = "points"


Worth: TypeAlias = tuple[In, Fraction]

CLOCKS_CHANGE = 3 * HOUR
"""No change of clocks makes a period longer than that beyond its civil days."""
_LONGEST = {
    PeriodUnit.HOUR: 0,
    PeriodUnit.DAY: 1,
    PeriodUnit.WEEK: 7,
    PeriodUnit.MONTH: 31,
    PeriodUnit.QUARTER: 92,
    PeriodUnit.HALF_YEAR: 184,
    PeriodUnit.YEAR: 366,
}


def worth_of(at: Ceiling, credit: Credit | None = None) -> Worth | None:
    """What a cap or a floor comes to; None where that hangs on more than the credit's own base."""
    match at:
        case Money(amount):
            return In.MONEY, amount
        case ShareOfBase(share):
            return In.BASE, share
        case ShareOfCharges(share, _, charges) if credit is not None and charges == credit.base:
            return In.BASE, share
        case ServiceDays(number):
            return In.DAYS, Fraction(number)
        case _:
            return None


def least_ceiling(at: Ceiling, credit: Credit, every: PeriodRule | None) -> Worth | None:
    """What a cap or a floor comes to at the least, as long as no charge is below zero; None where none is to be told.

    `every`: the periods that are judged. The charges of a longer period that holds one of them hold those of it.
    """
    match at:
        case ShareOfCharges(share, _, ChargeBase(time=CalendarPeriod() as longer) as charges) if every is not None:
            own = credit.base
            same = isinstance(own, ChargeBase) and own.time is None and attrs.evolve(charges, time=None) == own
            return (In.BASE, share) if same and (longer == every or holds(longer, every)) else None
        case _:
            return worth_of(at, credit)


def in_money(worth: Worth | None, point: Money | ShareOfBase | None) -> Worth | None:
    """A worth with points as what one of them is worth; None where that is nothing."""
    match worth, point:
        case (In.POINTS, number), Money(amount):
            return In.MONEY, number * amount
        case (In.POINTS, number), ShareOfBase(share):
            return In.BASE, number * share
        case (In.POINTS, _), _:
            return None
        case _:
            return worth


def plain_worth(row: Row) -> Worth | None:
    """What a row earns whatever was measured; None where that hangs on it, or on what a contract supplies."""
    return each_worth(row) if row.accrual is None else None


def each_worth(row: Row) -> Worth | None:
    """What a row earns once, or for one unit or day."""
    match row.award:
        case PercentAward(percent):
            return In.BASE, percent.share
        case FlatAward(money):
            return In.MONEY, money.amount
        case ServiceDays(number):
            return In.DAYS, Fraction(number)
        case Points(number):
            return In.POINTS, Fraction(number)
        case _:
            return None


def most_worth(row: Row, credit: Credit, judged: Commitment | Share | None) -> Worth | None:
    """A bound that no award of a row exceeds; None where there is none to be told."""
    plain = plain_worth(row)
    if plain is not None:
        return plain
    if row.accrual is not None:
        return _accrued(row, judged)
    match row.award:
        case UnavailableShare():
            return In.BASE, Fraction(1)
        case Shortfall() if judged is not None:
            targets = [figure_of(target) for target in promised(judged.targets) if isinstance(target, ShareTarget)]
            return In.BASE, max(targets, default=Fraction(1))
        case TimeLost(times) if by_own_time(credit, judged):
            return In.BASE, times
        case _:
            return None


def worth_at(row: Row, credit: Credit, judged: Commitment | Share, target: Fraction, figure: Fraction) -> Worth | None:
    """What a row comes to at a share, an end of what it stands for included."""
    plain = plain_worth(row)
    if plain is not None or row.accrual is not None:
        return plain
    match row.award:
        case UnavailableShare():
            return In.BASE, 1 - figure
        case Shortfall():
            return In.BASE, target - figure
        case TimeLost(times) if by_own_time(credit, judged):
            return In.BASE, times * (1 - figure)
        case _:
            return None


def by_own_time(credit: Credit, judged: Commitment | Share | None) -> bool:
    """Whether the time lost is a part of the very time of the base: that of the period, all of it."""
    return (
        isinstance(judged, Commitment)
        and isinstance(credit.base, ChargeBase)
        and credit.base.time is None
        and judged.basis is BasisWords.WHOLE
        and judged.judged_over is None
        and judged.rounding is None
    )


def longest_us(every: PeriodRule) -> int | None:
    """A length that no period of a rule exceeds; None where none is told."""
    match every:
        case CalendarPeriod(PeriodUnit.HOUR):
            return 2 * HOUR
        case CalendarPeriod(unit):
            return _LONGEST[unit] * DAY + CLOCKS_CHANGE
        case BillingCycle(months):
            return 31 * months * DAY + CLOCKS_CHANGE
        case Rolling(months, days):
            return (31 * months + days) * DAY + CLOCKS_CHANGE
        case _:
            return 366 * DAY + CLOCKS_CHANGE


def _accrued(row: Row, judged: Commitment | Share | None) -> Worth | None:
    """So much for each unit of a period's downtime: at most as many as the longest period holds."""
    unit, each = row.accrual, each_worth(row)
    if not isinstance(unit, EachDowntime) or unit.scope is not DowntimeScope.PERIOD or each is None:
        return None
    longest = longest_us(judged.period) if isinstance(judged, Commitment) and judged.judged_over is None else None
    if longest is None:
        return None
    left = max(longest - unit.allowance_us, 0)
    units = ceil(Fraction(left, unit.us)) if unit.part is PartRule.BEGUN else left // unit.us
    return each[0], units * each[1]
