"""Periods and their names (T8, wire: periods have names)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import attrs

from slalang.syntax import ast
from slalang.values.events import CivilDate, Subscription
from slalang.values.instants import civil_date
from tests.oracle.calendars import Land
from tests.oracle.civil import HOUR, Zone, add_to_date, month_day

PLAIN_MONTHS = {
    ast.PeriodUnit.MONTH: 1,
    ast.PeriodUnit.QUARTER: 3,
    ast.PeriodUnit.HALF_YEAR: 6,
    ast.PeriodUnit.YEAR: 12,
}
FISCAL_MONTHS = {ast.FiscalUnit.QUARTER: 3, ast.FiscalUnit.HALF_YEAR: 6, ast.FiscalUnit.YEAR: 12}


@attrs.frozen(slots=True)
class Period:
    """One period, half-open, with its first and last civil day."""

    name: str
    start: int
    end: int
    first_day: date
    last_day: date


def from_at(land: Land, subscription: Subscription) -> int:
    moment = subscription.from_at
    return land.zone.midnight(civil_date(moment.day)) if isinstance(moment, CivilDate) else moment


def to_at(land: Land, subscription: Subscription) -> int | None:
    moment = subscription.to_at
    if isinstance(moment, CivilDate):
        return land.zone.midnight(civil_date(moment.day) + timedelta(days=1))
    return moment


def touching(land: Land, rule: ast.Period, subscriptions: list[Subscription], start: int, end: int) -> list[Period]:
    """T8: every period that shares an instant with [start, end)."""
    found = _candidates(land, rule, subscriptions, start, end)
    return sorted((p for p in found if p.start < end and start < p.end), key=lambda p: p.start)


def holding(land: Land, rule: ast.Period, subscriptions: list[Subscription], instant: int) -> Period | None:
    """T8: the period that holds an instant (the first, where several overlap)."""
    return next(iter(touching(land, rule, subscriptions, instant, instant + 1)), None)


def following(land: Land, rule: ast.Period, subscriptions: list[Subscription], period: Period, number: int) -> Period:
    """C6: the Nth period after one."""
    for _ in range(number):
        later = holding(land, rule, subscriptions, period.end)
        if later is None:
            raise ValueError("no period follows")
        period = later
    return period


def _candidates(land: Land, rule: ast.Period, subscriptions: list[Subscription], start: int, end: int) -> list[Period]:
    seen = land.seen
    match rule:
        case ast.PlainPeriod(ast.PeriodUnit.HOUR, zone):
            return _hours(land.zone_of(zone), start, end)
        case ast.PlainPeriod(ast.PeriodUnit.DAY, zone):
            return _tiles(land.zone_of(zone), start, end, date.fromordinal, lambda d: d.toordinal(), _day_name)
        case ast.PlainPeriod(ast.PeriodUnit.WEEK, zone):
            return _tiles(
                land.zone_of(zone),
                start,
                end,
                lambda k: date.fromordinal(7 * k + 1),
                lambda d: (d.toordinal() - 1) // 7,
                _week_name,
            )
        case ast.PlainPeriod(unit, zone):
            return _months(land.zone_of(zone), start, end, PLAIN_MONTHS[unit], 0, 1, plain=True)
        case ast.FiscalPeriod(unit, month, zone):
            size = FISCAL_MONTHS[unit]
            return _months(land.zone_of(zone), start, end, size, (month - 1) % size, 1, plain=month == 1)
        case ast.BillingCycle(number, unit, day, zone):
            size = int(number.value) * (12 if unit is ast.Unit.YEAR else 1)
            anchor = day.number if day else _billing_day(land, subscriptions)
            return _months(land.zone_of(zone), start, end, size, 0, anchor, plain=False)
        case ast.SubscriptionYear():
            return _subscription_years(land, subscriptions, start, end)
        case ast.RollingPeriod(number, unit, ast.RollingStep() as step):
            return _rolling(land.zone, start, end, int(number.value), unit, step, seen)
    raise TypeError(rule)


def _billing_day(land: Land, subscriptions: list[Subscription]) -> int:
    for subscription in subscriptions:
        if subscription.billing_day is not None:
            return subscription.billing_day
    return land.zone.date_of(from_at(land, subscriptions[0])).day if subscriptions else 1


def _hours(zone: Zone, start: int, end: int) -> list[Period]:
    # The generator keeps clock hours away from zone transitions; there every clock hour is 60 minutes.
    wall = zone.local(start)
    first = start - ((wall.minute * 60 + wall.second) * 1_000_000 + wall.microsecond)
    found = []
    for at in range(first, end, HOUR):
        shown = zone.local(at)
        found.append(Period(shown.strftime("%Y-%m-%dT%H"), at, at + HOUR, shown.date(), shown.date()))
    return found


def _tiles(
    zone: Zone,
    start: int,
    end: int,
    first_day: Callable[[int], date],
    index: Callable[[date], int],
    name: Callable[[date, date], str],
) -> list[Period]:
    found = []
    for k in range(index(zone.date_of(start)) - 1, index(zone.date_of(end)) + 2):
        first, following_first = first_day(k), first_day(k + 1)
        last = following_first - timedelta(days=1)
        # A day that the zone leaves out is nobody's first or last day.
        if zone.midnight(last) == zone.midnight(following_first):
            last -= timedelta(days=1)
        if zone.midnight(first) == zone.midnight(first + timedelta(days=1)):
            first += timedelta(days=1)
        found.append(Period(name(first, last), zone.midnight(first), zone.midnight(following_first), first, last))
    return [p for p in found if p.start < p.end]


def _months(zone: Zone, start: int, end: int, size: int, offset: int, day: int, *, plain: bool) -> list[Period]:
    return _tiles(
        zone,
        start,
        end,
        lambda k: month_day(k * size + offset, day, zone.seen),
        lambda d: (d.year * 12 + d.month - 1 - offset) // size,
        (lambda first, last: _month_name(first, last, size)) if plain else days_name,
    )


def _subscription_years(land: Land, subscriptions: list[Subscription], since: int, end: int) -> list[Period]:
    if not subscriptions:
        return []
    zone, first, found = land.zone, from_at(land, subscriptions[0]), []
    day = zone.date_of(first)

    def anniversary(k: int) -> int:
        # A subscription from a civil day has its anniversaries at the beginning of that day.
        if zone.midnight(day) == first:
            return zone.midnight(add_to_date(day, k, ast.Unit.YEAR, zone.seen))
        return zone.add(first, k, ast.Unit.YEAR)

    for k in range(-100, 100):
        start, stop = anniversary(k), anniversary(k + 1)
        if start >= end:
            break
        if stop <= since:
            continue
        days = zone.date_of(start), zone.date_of(stop - 1)
        found.append(Period(days_name(*days), start, stop, *days))
    return found


def _rolling(
    zone: Zone, start: int, end: int, number: int, unit: ast.Unit, step: ast.RollingStep, seen: set[str]
) -> list[Period]:
    found = []
    size = int(step.number.value)
    days = {ast.Unit.DAY: 1, ast.Unit.WEEK: 7, ast.Unit.MONTH: 28, ast.Unit.YEAR: 365}
    reach = (days[unit] * number) * 2 // (days[step.unit] * size) + 3
    near = (zone.date_of(start) - step.anchor).days // (days[step.unit] * size)
    far = (zone.date_of(end) - step.anchor).days // (days[step.unit] * size)
    slack = abs(near) // 8 + abs(far) // 8
    for k in range(near - reach - slack, far + reach + slack + 1):
        anchor = add_to_date(step.anchor, k * size, step.unit, seen)
        if step.end is ast.RollingEnd.STARTING:
            first, beyond = anchor, add_to_date(anchor, number, unit, seen)
        else:
            beyond = anchor + timedelta(days=1)
            first = add_to_date(beyond, -number, unit, seen)
        last = beyond - timedelta(days=1)
        if zone.midnight(last) == zone.midnight(beyond):
            last -= timedelta(days=1)
        if zone.midnight(first) == zone.midnight(first + timedelta(days=1)):
            first += timedelta(days=1)
        found.append(Period(days_name(first, last), zone.midnight(first), zone.midnight(beyond), first, last))
    return list({(p.start, p.end): p for p in found}.values())


def _day_name(first: date, last: date) -> str:
    return first.isoformat()


def _week_name(first: date, last: date) -> str:
    year, week, _ = first.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _month_name(first: date, last: date, size: int) -> str:
    match size:
        case 1:
            return f"{first.year:04d}-{first.month:02d}"
        case 3:
            return f"{first.year:04d}-Q{(first.month + 2) // 3}"
        case 6:
            return f"{first.year:04d}-H{(first.month + 5) // 6}"
        case 12:
            return f"{first.year:04d}"
    return days_name(first, last)


def days_name(first: date, last: date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"
