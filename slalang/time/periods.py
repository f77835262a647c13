"""The periods over which commitments are judged, totals counted and caps drawn (T8)."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Literal, TypeAlias, assert_never

import attrs
from attrs import validators

from slalang.time.civil import OutOfRange, add_months, day_of_month, month_of, within_range
from slalang.time.clock_hours import hour_index, hour_span
from slalang.time.lengths import CalendarLength, ExactLength
from slalang.time.period_names import day_name, hour_name, months_name, named_range, span_name, week_name
from slalang.time.zones import Zone
from slalang.values.instants import DAY
from slalang.values.intervals import Interval

__all__ = [
    "MOST_PERIODS",
    "Anchor",
    "BillingCycle",
    "CalendarPeriod",
    "Period",
    "PeriodNeeds",
    "PeriodRule",
    "PeriodUnit",
    "Rolling",
    "SubscriptionContext",
    "SubscriptionYear",
    "named_range",
    "period_holding",
    "periods_touching",
    "shift",
]

MOST_PERIODS = 200_000
"""How many periods one question may touch, so that a mistake in a year does not take minutes."""
_MEAN_MONTH = DAY * 146_097 // 4_800


class PeriodUnit(Enum):
    """The civil periods; a week is an ISO week, from Monday."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


_MONTHS = {PeriodUnit.MONTH: 1, PeriodUnit.QUARTER: 3, PeriodUnit.HALF_YEAR: 6, PeriodUnit.YEAR: 12}
_MONTH_NUMBERS = validators.in_(range(1, 13))


@attrs.frozen(slots=True)
class CalendarPeriod:
    """Clock hours, days, weeks, months, quarters, half-years or years of a zone (T8).

    `first_month` other than 1 makes fiscal quarters, half-years and years that start in that month.
    """

    unit: PeriodUnit
    zone: Zone
    first_month: int = attrs.field(default=1, validator=_MONTH_NUMBERS)


@attrs.frozen(slots=True)
class BillingCycle:
    """Cycles of some months from a day of the month, clamped to the month's end (T8).

    `day` None is the subscription's `billing_day`. Cycles of several months start in `first_month` and every
    `months` from it; None is the month in which the subscription starts.
    """

    months: int = attrs.field(validator=validators.ge(1))
    day: int | None = attrs.field(validator=validators.optional(validators.in_(range(1, 32))))
    zone: Zone
    first_month: int | None = attrs.field(default=None, validator=validators.optional(_MONTH_NUMBERS))


@attrs.frozen(slots=True)
class SubscriptionYear:
    """Years of the subscription, counted from the instant at which it starts (T8)."""

    zone: Zone


class Anchor(Enum):
    """Which end of a rolling period stands on the steps."""

    START = "start"
    END = "end"


@attrs.frozen(slots=True)
class Rolling:
    """Overlapping periods of some months and days, one for every step, that start or end on the steps (T8).

    Steps run in both directions from the civil day `anchor_day` (1970-01-01 unless given), which is the first day of a period
    that starts there, the last of one that ends there.
    """

    months: int = attrs.field(validator=validators.ge(0))
    days: int = attrs.field(validator=validators.ge(0))
    step: CalendarLength | ExactLength
    anchor: Anchor
    zone: Zone
    anchor_day: int = 0

    def __attrs_post_init__(self) -> None:
        if self.months + self.days == 0 or _about(self.step) == 0:
            raise ValueError("a rolling period needs a length and a step of more than nothing")


PeriodRule: TypeAlias = CalendarPeriod | BillingCycle | SubscriptionYear | Rolling


@attrs.frozen(slots=True)
class SubscriptionContext:
    """What periods may need of a subscription: when it starts, and its billing day of the month (1 to 31)."""

    from_at: int | None = None
    billing_day: int | None = attrs.field(default=None, validator=validators.optional(validators.in_(range(1, 32))))


@attrs.frozen(slots=True)
class Period:
    """One period: [start_at, end_at), and its name."""

    name: str
    start_at: int
    end_at: int


class PeriodNeeds(ValueError):  # noqa: N818
    """A period cannot be told without what the subscription does not say; `need` names it."""

    def __init__(self, need: Literal["subscription", "billing_day"]) -> None:
        self.need = need
        wanted = "the subscription's start" if need == "subscription" else "the subscription's billing_day"
        super().__init__(f"the period cannot be told without {wanted}")


def period_holding(rule: PeriodRule, instant: int, context: SubscriptionContext) -> Period:
    """The period that holds an instant; of several rolling ones, the first to end (T8).

    PeriodNeeds where the subscription does not say enough; ValueError where steps longer than the period
    leave the instant out; OutOfRange beyond the years 1900 to 2200.
    """
    within_range(instant, instant)
    span = _span(rule, _index(rule, instant, context), context)
    if span[0] > instant:
        raise ValueError("no period holds the instant")
    return _named(rule, span)


def periods_touching(rule: PeriodRule, start: int, end: int, context: SubscriptionContext) -> tuple[Period, ...]:
    """Every period that overlaps [start, end) or, where they are equal, holds that instant, in order (T8).

    Errors as for `period_holding`; OutOfRange also for more than 200,000 periods.
    """
    within_range(start, end)
    index = _index(rule, start, context)
    stop = _index(rule, max(end - 1, start), context, edge=0)
    if stop - index > MOST_PERIODS:
        raise OutOfRange(f"the time holds more than {MOST_PERIODS} periods")
    spans = (_span(rule, i, context) for i in range(index, stop))
    return tuple(_named(rule, span) for span in spans if span[0] < span[1])


def shift(rule: PeriodRule, period: Period, n: int, context: SubscriptionContext) -> Period:
    """The period n later, or earlier for a negative n (T8). ValueError for what is no period of the rule."""
    index = _index(rule, period.end_at - 1, context)
    while (span := _span(rule, index, context)) != (period.start_at, period.end_at):
        if span[1] > period.end_at:
            raise ValueError(f"`{period.name}` is not one of these periods")
        index += 1
    return _named(rule, _span(rule, index + n, context))


def _index(rule: PeriodRule, instant: int, context: SubscriptionContext, *, edge: Literal[0, 1] = 1) -> int:
    """The number of the first period whose start (edge 0) or end (edge 1) lies after an instant."""
    index = _guess(rule, instant, context)
    start, end = _span(rule, index, context)
    if start <= instant < end and not isinstance(rule, Rolling):
        return index + 1 - edge
    low = high = index
    stride = 1
    while _span(rule, low, context)[edge] > instant:
        low, high, stride = low - stride, low, 2 * stride
    while _span(rule, high, context)[edge] <= instant:
        low, high, stride = high, high + stride, 2 * stride
    while high - low > 1:
        middle = (low + high) // 2
        if _span(rule, middle, context)[edge] > instant:
            high = middle
        else:
            low = middle
    return high


def _guess(rule: PeriodRule, instant: int, context: SubscriptionContext) -> int:
    """A number near the one that `_index` seeks."""
    match rule:
        case CalendarPeriod(PeriodUnit.HOUR, zone):
            return hour_index(zone, instant)
        case CalendarPeriod(PeriodUnit.DAY, zone):
            return zone.to_civil(instant)[0]
        case CalendarPeriod(PeriodUnit.WEEK, zone):
            return (zone.to_civil(instant)[0] + 3) // 7
        case CalendarPeriod(unit, zone, first_month):
            return (month_of(zone.to_civil(instant)[0]) - first_month + 1) // _MONTHS[unit]
        case BillingCycle(months, _, zone):
            return (month_of(zone.to_civil(instant)[0]) - _first_month(rule, context)) // months
        case SubscriptionYear(zone):
            return (month_of(zone.to_civil(instant)[0]) - month_of(zone.to_civil(_from(context))[0])) // 12
        case Rolling():
            length = _about(CalendarLength(rule.months, rule.days)) if rule.anchor is Anchor.START else 0
            return (instant - length - rule.zone.day_start(rule.anchor_day)) // _about(rule.step)
        case _:
            assert_never(rule)


@lru_cache(maxsize=4096)
def _span(rule: PeriodRule, index: int, context: SubscriptionContext) -> Interval:
    """Start and end of the period with a number."""
    match rule:
        case CalendarPeriod(PeriodUnit.HOUR, zone):
            return hour_span(zone, index)
        case Rolling():
            return _rolling_span(rule, index)
        case CalendarPeriod() | BillingCycle() | SubscriptionYear():
            return _edge(rule, index, context), _edge(rule, index + 1, context)
        case _:
            assert_never(rule)


def _edge(rule: CalendarPeriod | BillingCycle | SubscriptionYear, index: int, context: SubscriptionContext) -> int:
    """Where the period with a number starts and the one before it ends."""
    match rule:
        case CalendarPeriod(PeriodUnit.DAY, zone):
            return zone.day_start(index)
        case CalendarPeriod(PeriodUnit.WEEK, zone):
            return zone.day_start(7 * index - 3)
        case CalendarPeriod(unit, zone, first_month):
            return zone.day_start(day_of_month(index * _MONTHS[unit] + first_month - 1, 1))
        case BillingCycle(months, day, zone):
            day = day if day is not None else context.billing_day
            if day is None:
                raise PeriodNeeds("billing_day")
            return zone.day_start(day_of_month(index * months + _first_month(rule, context), day))
        case SubscriptionYear(zone):
            return _anniversary(_from(context), index, zone)
        case _:
            assert_never(rule)


def _first_month(rule: BillingCycle, context: SubscriptionContext) -> int:
    """A month, counted as `month_of` does, in which a cycle starts."""
    if rule.months == 1:
        return 0
    if rule.first_month is not None:
        return rule.first_month - 1
    return month_of(rule.zone.to_civil(_from(context))[0])


def _from(context: SubscriptionContext) -> int:
    if context.from_at is None:
        raise PeriodNeeds("subscription")
    return context.from_at


def _anniversary(from_at: int, years: int, zone: Zone) -> int:
    if years == 0:
        return from_at  # not resolved anew, which would move the second of two equal civil times to the first
    day, us_of_day = zone.to_civil(from_at)
    then = add_months(day, 12 * years)
    return zone.day_start(then) if from_at == zone.day_start(day) else zone.to_instant(then, us_of_day)


def _rolling_span(rule: Rolling, index: int) -> Interval:
    zone = rule.zone
    # A period that ends on a day ends with it, at the first instant of the next; the step moves the day.
    beyond = 1 if rule.anchor is Anchor.END else 0
    match rule.step:
        case CalendarLength(months, days):
            day, us_of_day = add_months(rule.anchor_day, index * months) + index * days + beyond, 0
            on_step = zone.day_start(day)
        case ExactLength(us):
            on_step = zone.day_start(rule.anchor_day + beyond) + index * us
            day, us_of_day = zone.to_civil(on_step)
        case _:
            assert_never(rule.step)
    sign = 1 if rule.anchor is Anchor.START else -1
    other_day = add_months(day, sign * rule.months) + sign * rule.days
    other = zone.to_instant(other_day, us_of_day)
    return (on_step, other) if rule.anchor is Anchor.START else (other, on_step)


def _about(length: CalendarLength | ExactLength) -> int:
    """A length in microseconds, months taken at their mean."""
    match length:
        case CalendarLength(months, days):
            return months * _MEAN_MONTH + days * DAY
        case ExactLength(us):
            return us
        case _:
            assert_never(length)


def _named(rule: PeriodRule, span: Interval) -> Period:
    match rule:
        case CalendarPeriod(PeriodUnit.HOUR, zone):
            name = hour_name(zone, span[0])
        case CalendarPeriod(PeriodUnit.DAY, zone):
            name = day_name(zone.day_of(span[0]))
        case CalendarPeriod(PeriodUnit.WEEK, zone):
            name = week_name(zone.day_of(span[0]))
        case CalendarPeriod(unit, zone, first_month) if first_month == 1 or unit is PeriodUnit.MONTH:
            name = months_name(zone.day_of(span[0]), _MONTHS[unit])
        case _:
            name = span_name(rule.zone, span)
    return Period(name, *span)
