"""Figures with their units: whole numbers, percentages, sums, and the three kinds of length (T4, C4)."""

from __future__ import annotations

from fractions import Fraction

from slalang.semantics.policy import PercentValue
from slalang.semantics.scope import Scope
from slalang.syntax import ast
from slalang.syntax.ast import Unit
from slalang.time.calendars import BusinessCalendar
from slalang.time.lengths import BusinessDays, BusinessHours, CalendarLength, ExactLength, Length
from slalang.values.instants import DAY, HOUR, MINUTE, SECOND
from slalang.values.money import Money

_MOST_YEARS = 100
_EXACT_UNITS = {
    Unit.MICROSECOND: 1,
    Unit.MILLISECOND: 1_000,
    Unit.SECOND: SECOND,
    Unit.MINUTE: MINUTE,
    Unit.HOUR: HOUR,
}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


def whole_number(scope: Scope, written: ast.Number, what: str, least: int = 1, most: int = 1_000) -> int | None:
    """A whole number between two limits; `what` says what it counts."""
    value = written.value
    if value.denominator != 1:
        scope.findings.error(
            "number-not-whole",
            f"{what} must be a whole number, not {written.digits}",
            written.span,
            hint=f"write {max(least, round(value))}, or whatever whole number the agreement means",
        )
        return None
    if not least <= value <= most:
        scope.findings.error(
            "number-out-of-range",
            f"{what} must lie between {least} and {most}, not at {written.digits}",
            written.span,
            hint="check the figure against the agreement",
        )
        return None
    return int(value)


def percent(scope: Scope, written: ast.Percent, what: str, most: int | None = 100) -> PercentValue | None:
    """A percentage above zero and at most `most`; `what` says what it is."""
    share = written.share * 100
    if share <= 0 or (most is not None and share > most):
        limits = "above 0%" + (f" and at most {most}%" if most is not None else "")
        scope.findings.error(
            "percent-out-of-range",
            f"{what} must be {limits}, not {written.digits}%",
            written.span,
            hint="check the figure against the agreement",
        )
        return None
    return PercentValue(written.digits)


def money(scope: Scope, written: ast.Money) -> Money | None:
    """A sum in the policy's currency (C4)."""
    if scope.currency is None:
        scope.findings.once(
            "currency-missing",
            "the policy names sums, and no currency",
            written.span,
            label=f"a sum in {written.currency}",
            hint=f"add `currency {written.currency}` to the agreement",
        )
        return None
    if written.currency != scope.currency:
        scope.findings.error(
            "currency-mixed",
            f"a sum in {written.currency} stands in a policy whose currency is {scope.currency}",
            written.span,
            label=f"not {scope.currency}",
            hint=f"write the sum in {scope.currency}; a policy has one currency and never converts",
        )
        return None
    return Money(written.number.value, written.currency)


def length(scope: Scope, written: ast.Length) -> Length | None:
    """A length: exact up to hours, calendar from days, business of a calendar (T4)."""
    amount = written.number.value
    if amount == 0:
        scope.findings.error(
            "length-zero",
            "a length of nothing",
            written.span,
            hint="write the length that the agreement names; where there is none, leave the phrase out",
        )
        return None
    match written:
        case ast.BusinessLength(calendar=name):
            calendar = named_calendar(scope, name)
            return _business(scope, written, amount, calendar)
        case ast.ExactOrCalendarLength():
            return _exact_or_calendar(scope, written, amount)


def exact_us(scope: Scope, written: ast.Length, what: str) -> int | None:
    """An exact length in microseconds, where no other kind may stand (T4); `what` says what it measures."""
    if isinstance(written, ast.ExactOrCalendarLength) and written.unit in _EXACT_UNITS:
        value = length(scope, written)
        return value.us if isinstance(value, ExactLength) else None
    hours = {Unit.DAY: 24, Unit.WEEK: 168}.get(written.unit)
    if isinstance(written, ast.BusinessLength) or hours is None:
        meant = "the length in hours, as in `4 hours`"
    else:
        meant = f"`{_plain(written.number.value * hours)} hours`"
    scope.findings.error(
        "length-not-exact",
        f"{what} must be an exact length, not {_unit_shown(written)}",
        written.span,
        label="its length depends on the calendar",
        hint=f"write {meant}",
    )
    return None


def named_calendar(scope: Scope, name: ast.Name) -> BusinessCalendar | None:
    """The calendar of that name."""
    if name.text not in scope.calendars:
        scope.findings.unknown(
            "calendar",
            name.text,
            name.span,
            scope.calendars,
            declare=f"declare it: `calendar {name.text}: Monday to Friday 09:00-17:00.`",
        )
        return None
    return scope.calendars[name.text]


def _exact_or_calendar(
    scope: Scope, written: ast.ExactOrCalendarLength, amount: Fraction
) -> ExactLength | CalendarLength | None:
    unit = written.unit
    if unit in _EXACT_UNITS:
        us = amount * _EXACT_UNITS[unit]
        if us.denominator != 1:
            _broken(scope, written, "an exact length is whole microseconds", "write fewer decimals")
            return None
        if us > _MOST_YEARS * 366 * DAY:
            _too_much(scope, written)
            return None
        return ExactLength(int(us))
    if amount.denominator != 1:
        smaller = {Unit.DAY: f"{_plain(amount * 24)} hours", Unit.WEEK: f"{_plain(amount * 7)} days"}
        if unit is Unit.YEAR and (amount * 12).denominator == 1:
            smaller[unit] = f"{_plain(amount * 12)} months"
        meant = f"write `{smaller[unit]}`" if unit in smaller else "write whole months, or a number of days"
        _broken(scope, written, f"a {unit.value} is counted on the calendar and has no fixed part", meant)
        return None
    days, months = int(amount) * _DAYS.get(unit, 0), int(amount) * _MONTHS.get(unit, 0)
    if days > _MOST_YEARS * 366 or months > _MOST_YEARS * 12:
        _too_much(scope, written)
        return None
    return CalendarLength(months=months, days=days)


def _business(
    scope: Scope, written: ast.BusinessLength, amount: Fraction, calendar: BusinessCalendar | None
) -> BusinessDays | BusinessHours | None:
    if written.unit not in (Unit.DAY, Unit.HOUR):
        of = written.calendar.text
        days = {Unit.WEEK: f", as in `{_plain(amount * 5)} business days of {of}`"}.get(written.unit, "")
        scope.findings.error(
            "length-unit",
            f"there are business days and business hours, not {_unit_shown(written)}",
            written.span,
            hint=f"write it in business days or business hours of {of}{days}",
        )
        return None
    if amount > _MOST_YEARS * 366 * (24 if written.unit is Unit.HOUR else 1):
        _too_much(scope, written)
        return None
    if written.unit is Unit.DAY:
        return BusinessDays(amount, calendar) if calendar is not None else None
    us = amount * HOUR
    if us.denominator != 1:
        _broken(scope, written, "business hours are whole microseconds", "write fewer decimals")
        return None
    return BusinessHours(int(us), calendar) if calendar is not None else None


def _broken(scope: Scope, written: ast.Length, why: str, hint: str) -> None:
    scope.findings.error("length-fraction", f"{_unit_shown(written)} cannot be counted", written.span, label=why, hint=hint)


def _too_much(scope: Scope, written: ast.Length) -> None:
    scope.findings.error(
        "length-too-long",
        f"{_unit_shown(written)} is more than {_MOST_YEARS} years",
        written.span,
        hint="check the figure and its unit against the agreement",
    )


def _unit_shown(written: ast.Length) -> str:
    business = "business " if isinstance(written, ast.BusinessLength) else ""
    plural = "" if written.number.digits == "1" else "s"
    return f"{written.number.digits} {business}{written.unit.value}{plural}"


def _plain(value: Fraction) -> str:
    """A figure in a hint, with decimals where it has some."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{value.numerator}/{value.denominator}" if 10**6 % value.denominator else _decimals(value)


def _decimals(value: Fraction) -> str:
    digits = f"{int(value * 10**6):07d}"
    return f"{digits[:-6]}.{digits[-6:]}".rstrip("0")
