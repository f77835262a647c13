"""Lengths, periods, days with their hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from slalang.syntax import ast
from slalang.syntax.wording.words import figure, many, nth
from slalang.syntax.words import MONTHS, WEEKDAYS
from slalang.values.instants import HOUR, MINUTE, SECOND, format_instant


def length(given: ast.Length) -> str:
    """A length with its unit in the number that the figure asks for."""
    match given:
        case ast.ExactOrCalendarLength(number, unit):
            return many(number, unit.value)
        case ast.BusinessLength(number, unit, calendar):
            return f"{many(number, f'business {unit.value}')} of {calendar.text}"
    assert_never(given)


def end_of_full_day(given: ast.EndOfFullDay) -> str:
    """The end of a full day after something."""
    day = "day" if isinstance(given.day, ast.CivilDay) else f"business day of {given.day.calendar.text}"
    return f"the end of the {nth(given.ordinal)} full {day}"


def period(given: ast.Period) -> str:
    """A period, and its zone where it has one of its own."""
    match given:
        case ast.PlainPeriod(unit, zone):
            return unit.value + in_zone(zone)
        case ast.FiscalPeriod(fiscal, month, zone):
            return f"fiscal {fiscal.value} from {MONTHS[month - 1]}{in_zone(zone)}"
        case ast.BillingCycle(number, unit, day, zone):
            start = f" from the {nth(day)}" if day is not None else ""
            return f"billing cycle of {many(number, unit.value)}{start}{in_zone(zone)}"
        case ast.SubscriptionYear():
            return "subscription year"
        case ast.RollingPeriod(number, unit, step):
            return f"rolling {many(number, unit.value)}{_rolling_step(step)}"
    assert_never(given)


def _rolling_step(step: ast.RollingStep | None) -> str:
    if step is None:
        return ""
    return f" every {many(step.number, step.unit.value)} {step.end.value} {step.anchor.isoformat()}"


def in_zone(zone: ast.ZoneName | None) -> str:
    """The zone, with a blank before it; nothing where it is the policy's."""
    return f" in {zone.text}" if zone is not None else ""


def hours_list(several: Iterable[ast.Hours]) -> str:
    """Days with their hours."""
    return ", ".join(_hours(one) for one in several)


def _hours(hours: ast.Hours) -> str:
    spans = " and ".join(f"{_time(s.first)}-{_time(s.last)}" for s in hours.spans)
    return f"{', '.join(_day(d) for d in hours.days)} {spans or 'all day'}"


def _day(day: ast.Day) -> str:
    match day:
        case ast.Weekdays(first, last):
            return WEEKDAYS[first] + (f" to {WEEKDAYS[last]}" if last is not None else "")
        case ast.NthWeekday(ordinal, weekday):
            return f"the {nth(ordinal)} {WEEKDAYS[weekday]} of the month"
        case ast.MonthDay(ordinal):
            return f"the {nth(ordinal)} of the month"
        case ast.LastMonthDay():
            return "the last day of the month"
        case ast.YearlyDay(number, month):
            return f"{figure(number)} {MONTHS[month - 1]} of each year"
        case ast.DatedDay(dated):
            return dated.isoformat()
        case ast.EveryDay():
            return "every day"
    assert_never(day)


def _time(time: ast.TimeOfDay) -> str:
    seconds, fraction = divmod(time.us % MINUTE, SECOND)
    written = f"{time.us // HOUR:02d}:{time.us % HOUR // MINUTE:02d}"
    if fraction:
        return f"{written}:{seconds:02d}.{fraction:06d}".rstrip("0")
    return f"{written}:{seconds:02d}" if seconds else written


def date_list(dates: tuple[date, ...]) -> str:
    """Dates."""
    return ", ".join(d.isoformat() for d in dates)


def moment(given: ast.Moment) -> str:
    """A civil time, or an instant."""
    match given:
        case ast.CivilMoment(day, time):
            return f"{day.isoformat()} {_time(time)}"
        case ast.ExactMoment(at):
            return format_instant(at)
    assert_never(given)
