"""Zones and periods: from the words of a policy to the frozen tables and rules of `slalang.time` (T2, T8)."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from slalang.semantics.figures import length, whole_number
from slalang.semantics.findings import Findings
from slalang.semantics.policy import RollingSpan
from slalang.semantics.scope import Scope, said_once
from slalang.syntax import ast
from slalang.syntax.ast import Unit
from slalang.time.lengths import CalendarLength, ExactLength
from slalang.time.periods import (
    Anchor,
    BillingCycle,
    CalendarPeriod,
    PeriodRule,
    PeriodUnit,
    Rolling,
    SubscriptionYear,
)
from slalang.time.zones import ABBREVIATIONS, UnknownZone, Zone, load_zone
from slalang.values.instants import day_number
from slalang.values.places import Span

_UNITS = {unit: PeriodUnit[unit.name] for unit in ast.PeriodUnit}
_FISCAL_UNITS = {unit: PeriodUnit[unit.name] for unit in ast.FiscalUnit}
_MONTHS = {PeriodUnit.MONTH: 1, PeriodUnit.QUARTER: 3, PeriodUnit.HALF_YEAR: 6, PeriodUnit.YEAR: 12}


def zone(findings: Findings, written: ast.ZoneName) -> Zone | None:
    """The zone of that name; an abbreviation is an error that offers what it may mean (T2)."""
    try:
        return load_zone(written.text)
    except UnknownZone as unknown:
        meanings = ABBREVIATIONS.get(written.text.upper())
        if meanings is not None:
            ways = "; ".join(f"`{name}` (the clock there) or `{fixed}` (fixed)" for name, fixed in meanings)
            findings.error(
                "zone-abbreviation",
                f"`{written.text}` is an abbreviation, not a zone",
                written.span,
                label="it may mean several",
                hint=f"write which clock is meant: {ways}",
            )
            return None
        meant = " or ".join(f"`{name}`" for name in unknown.suggestions)
        findings.error(
            "unknown-zone",
            f"there is no zone `{written.text}`",
            written.span,
            hint=f"is {meant} meant?" if meant else "write an IANA name as `Europe/London`, or an offset as `UTC-08:00`",
        )
        return None


def zone_or(scope: Scope, written: ast.ZoneName | None) -> Zone:
    """The zone that is written, or the policy's."""
    return (zone(scope.findings, written) if written is not None else None) or scope.zone


def period(scope: Scope, written: ast.Period) -> PeriodRule | None:
    """A period of a commitment or a deadline (T8); a rolling one says its step and where the steps begin."""
    match written:
        case ast.PlainPeriod(unit, in_zone):
            return CalendarPeriod(_UNITS[unit], zone_or(scope, in_zone))
        case ast.FiscalPeriod(fiscal, month, in_zone):
            return CalendarPeriod(_FISCAL_UNITS[fiscal], zone_or(scope, in_zone), month)
        case ast.BillingCycle():
            return _billing_cycle(scope, written)
        case ast.SubscriptionYear():
            return SubscriptionYear(scope.zone)
        case ast.RollingPeriod():
            return _rolling(scope, written)


def own_period(scope: Scope, phrases: tuple[ast.Phrase, ...], at: Span) -> PeriodRule | None:
    """The period per which a rule is judged, which it must say; `at` is where an error stands that has no phrase."""
    found = said_once(scope, "its period", phrases, ast.CommitmentPeriod)
    if found is not None:
        return period(scope, found.body.period)
    scope.findings.error(
        "period-missing",
        f"{scope.findings.heading} does not say per which period it is judged",
        at,
        hint="add a period, as in `per calendar month`",
    )
    return None


def span_of_limit(scope: Scope, written: ast.Period) -> PeriodRule | RollingSpan | None:
    """What a total or a number of windows is counted per (X4); a rolling one ends at every instant."""
    if not isinstance(written, ast.RollingPeriod):
        return period(scope, written)
    if written.step is not None:
        scope.findings.error(
            "rolling-step",
            "a limit over a rolling span has no steps",
            written.step.span,
            label="the span ends at every instant",
            hint=f"write only `per rolling {written.number.digits} {written.unit.value}s`",
        )
        return None
    span = length(scope, ast.ExactOrCalendarLength(written.number, written.unit, span=written.span))
    return RollingSpan(span, scope.zone) if span is not None else None


def holds(longer: PeriodRule, shorter: PeriodRule) -> bool:
    """Whether every period of the one lies in one calendar period of the other, which is longer."""
    if not isinstance(longer, CalendarPeriod) or not isinstance(shorter, CalendarPeriod):
        return False
    if longer.zone != shorter.zone:
        return False
    a, b = _MONTHS.get(longer.unit), _MONTHS.get(shorter.unit)
    if b is None:
        below = {PeriodUnit.HOUR: 0, PeriodUnit.DAY: 1, PeriodUnit.WEEK: 2}
        if a is not None:
            return shorter.unit is not PeriodUnit.WEEK
        return below[shorter.unit] < below[longer.unit]
    return a is not None and a > b and (longer.first_month - shorter.first_month) % b == 0


def _billing_cycle(scope: Scope, written: ast.BillingCycle) -> BillingCycle | None:
    count = whole_number(scope, written.number, "a billing cycle", most=120)
    cycle_zone = zone_or(scope, written.zone)
    if written.unit not in (Unit.MONTH, Unit.YEAR):
        scope.findings.error(
            "cycle-unit",
            f"a billing cycle is so many months or years, not {written.unit.value}s",
            written.span,
            hint="write `billing cycle of 1 month`; for other spans write a rolling period with its step",
        )
        return None
    day = _day_of_month(scope, written.day) if written.day is not None else None
    if count is None or (written.day is not None and day is None):
        return None
    return BillingCycle(count * (12 if written.unit is Unit.YEAR else 1), day, cycle_zone)


def _day_of_month(scope: Scope, written: ast.Ordinal) -> int | None:
    day = 31 if written.number == -1 else written.number
    if 1 <= day <= 31:
        return day
    scope.findings.error("no-such-day", "no month has such a day", written.span, hint="write the 1st to the 31st, or the last")
    return None


def _rolling(scope: Scope, written: ast.RollingPeriod) -> Rolling | None:
    if written.step is None:
        scope.findings.error(
            "rolling-step",
            "a rolling period that is judged needs a step and a day from which the steps run",
            written.span,
            hint="add them, as in `per rolling 30 days every 1 day ending 2025-01-31`",
        )
        return None
    span = length(scope, ast.ExactOrCalendarLength(written.number, written.unit, span=written.span))
    step = length(scope, ast.ExactOrCalendarLength(written.step.number, written.step.unit, span=written.step.span))
    if span is None or step is None:
        return None
    if not isinstance(span, CalendarLength):
        scope.findings.error(
            "rolling-unit",
            "a rolling period is so many days, weeks, months or years",
            written.span,
            hint="write it in days, as in `rolling 30 days every 1 day ending 2025-01-31`",
        )
        return None
    if not isinstance(step, CalendarLength | ExactLength):
        return None
    anchor = Anchor.END if written.step.end is ast.RollingEnd.ENDING else Anchor.START
    return Rolling(span.months, span.days, step, anchor, scope.zone, day_number(written.step.anchor))


def not_rolling(scope: Scope, written: ast.Period, rule: PeriodRule | None) -> PeriodRule | None:
    """A period that holds others: of rolling ones several would; None where it is one, or in error."""
    if not isinstance(rule, Rolling):
        return rule
    scope.findings.error(
        "rolling-holds",
        "rolling periods overlap, so no single one holds the verdict's period",
        written.span,
        hint="write a period of the calendar, as in `calendar quarter`, or a time before the period's end: "
        "`the 12 months before it ends`, `within any 12 months`, `within 12 months`",
    )
    return None


def not_shorter(scope: Scope, written: ast.Period, longer: PeriodRule, shorter: PeriodRule) -> bool:
    """Whether a period that is to hold others can do so, as far as their lengths show; an error where it cannot."""
    if _about_days(longer) >= _about_days(shorter):
        return True
    scope.findings.error(
        "period-shorter",
        "this period is shorter than the one that it is to hold",
        written.span,
        hint="write a period at least as long as that which is judged",
    )
    return False


_ABOUT_DAYS = {PeriodUnit.HOUR: Fraction(1, 24), PeriodUnit.DAY: Fraction(1), PeriodUnit.WEEK: Fraction(7)}


def _about_days(rule: PeriodRule) -> Fraction:
    """The greatest length of a period of a rule in days, within a month's."""
    match rule:
        case CalendarPeriod(unit):
            return _ABOUT_DAYS.get(unit) or Fraction(30 * _MONTHS[unit])
        case BillingCycle(months):
            return Fraction(30 * months)
        case SubscriptionYear():
            return Fraction(360)
        case Rolling(months, days):
            return Fraction(30 * months + days)
        case _:
            assert_never(rule)
