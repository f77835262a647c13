"""Figures with their units: whole numbers, percentages, sums, and the three kinds of length (T4, C4)."""

from __future__ import annotations

from slalang.semantics.policy import AnyLength, ByFullDay, ChosenCalendar, ChosenLength, PercentValue
from slalang.semantics.scope import Scope
from slalang.syntax import ast
from slalang.syntax.ast import Unit
from slalang.time.calendars import BusinessCalendar
from slalang.time.lengths import BusinessDays, BusinessHours, CalendarLength, ExactLength, Length
from slalang.values.instants import DAY, HOUR, MINUTE, SECOND
from slalang.values.money import Money

_MOST_YEARS = 100
_MOST_DAYS = 1_000
_EXACT_UNITS = {
    Unit.MICROSECOND: 1,
    Unit.MILLISECOND: 1_000,
    Unit.SECOND: SECOND,
    Unit.MINUTE: MINUTE,
    Unit.HOUR: HOUR,
}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
_ABOUT = _EXACT_UNITS | {Unit.DAY: DAY, Unit.WEEK: 7 * DAY, Unit.MONTH: 30 * DAY, Unit.YEAR: 366 * DAY}
_LONGEST = _MOST_YEARS * 366 * DAY


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
    """A length that is the same for every customer: exact up to hours, calendar from days, business of a calendar (T4)."""
    value = any_length(scope, written)
    if isinstance(value, ChosenLength):
        assert isinstance(written, ast.BusinessLength)
        _not_chosen_here(scope, written.calendar)
        return None
    return value


def any_length(scope: Scope, written: ast.Length) -> AnyLength | None:
    """A length (T4), which may run along a calendar that each customer's contract picks (P2)."""
    # The reader has refused parts of a unit; a tree that was built by hand may still hold them.
    count = whole_number(scope, written.number, f"a number of {written.unit.value}s", 0, 10**18)
    if count is None:
        return None
    if count == 0:
        scope.findings.error(
            "length-zero",
            "a length of nothing",
            written.span,
            hint="write the length that the agreement names; where there is none, leave the phrase out",
        )
        return None
    if count * _ABOUT[written.unit] > _LONGEST:
        scope.findings.error(
            "length-too-long",
            f"{length_words(written)} is more than {_MOST_YEARS} years",
            written.span,
            hint="check the figure and its unit against the agreement",
        )
        return None
    match written:
        case ast.BusinessLength():
            return _business(scope, written, count)
        case ast.ExactOrCalendarLength(unit=unit) if unit in _EXACT_UNITS:
            return ExactLength(count * _EXACT_UNITS[unit])
        case ast.ExactOrCalendarLength(unit=unit):
            return CalendarLength(months=count * _MONTHS.get(unit, 0), days=count * _DAYS.get(unit, 0))


def exact_us(scope: Scope, written: ast.Length, what: str) -> int | None:
    """An exact length in microseconds, where no other kind may stand (T4); `what` says what it measures."""
    if isinstance(written, ast.ExactOrCalendarLength) and written.unit in _EXACT_UNITS:
        value = length(scope, written)
        return value.us if isinstance(value, ExactLength) else None
    hours = {Unit.DAY: 24, Unit.WEEK: 168}.get(written.unit)
    if isinstance(written, ast.BusinessLength) or hours is None:
        meant = "the length in hours, as in `4 hours`"
    else:
        meant = f"`{written.number.value * hours} hours`"
    scope.findings.error(
        "length-not-exact",
        f"{what} must be an exact length, not {length_words(written)}",
        written.span,
        label="its length depends on the calendar",
        hint=f"write {meant}",
    )
    return None


def full_day(scope: Scope, written: ast.EndOfFullDay) -> ByFullDay | None:
    """The end of the nth full day, civil or business (T6)."""
    n = written.ordinal.number
    if not 1 <= n <= _MOST_DAYS:
        scope.findings.error(
            "number-out-of-range",
            "no full day is the last one" if n < 0 else f"full days are counted from the first to the {_MOST_DAYS:,}th",
            written.ordinal.span,
            hint="write `first`, `second`, `third`, ...",
        )
        return None
    if isinstance(written.day, ast.CivilDay):
        return ByFullDay(n, None)
    calendar = any_calendar(scope, written.day.calendar)
    return ByFullDay(n, calendar) if calendar is not None else None


def named_calendar(scope: Scope, name: ast.Name) -> BusinessCalendar | None:
    """The calendar of that name, which is the same for every customer."""
    calendar = any_calendar(scope, name)
    if isinstance(calendar, ChosenCalendar):
        _not_chosen_here(scope, name)
        return None
    return calendar


def _not_chosen_here(scope: Scope, name: ast.Name) -> None:
    scope.findings.error(
        "chosen-calendar",
        f"each customer's contract picks what calendar `{name.text}` is, which cannot be so here",
        name.span,
        hint="name a calendar that has hours of its own; one of phrases `that of ...` may stand in the lengths and full days "
        "of clocks, duties, accruals, notices of exclusions and deadlines of claims",
    )


def any_calendar(scope: Scope, name: ast.Name) -> BusinessCalendar | ChosenCalendar | None:
    """The calendar of that name, or that which a customer's contract picks (T5, P2)."""
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


def _business(scope: Scope, written: ast.BusinessLength, count: int) -> BusinessDays | BusinessHours | ChosenLength | None:
    calendar = any_calendar(scope, written.calendar)
    if written.unit is not Unit.DAY and written.unit not in _EXACT_UNITS:
        of = written.calendar.text
        days = f", as in `{count * 5} business days of {of}`" if written.unit is Unit.WEEK else ""
        scope.findings.error(
            "length-unit",
            f"there are business days, hours and minutes, not {length_words(written)}",
            written.span,
            hint=f"write it in business days, hours or minutes of {of}{days}",
        )
        return None
    match calendar:
        case None:
            return None
        case ChosenCalendar(options=options):
            return ChosenLength(tuple((guard, _along(option, written.unit, count)) for guard, option in options))
        case _:
            return _along(calendar, written.unit, count)


def _along(calendar: BusinessCalendar, unit: Unit, count: int) -> BusinessDays | BusinessHours:
    if unit is Unit.DAY:
        return BusinessDays(count, calendar)
    return BusinessHours(count * _EXACT_UNITS[unit], calendar)


def length_words(written: ast.Length) -> str:
    """`4 business hours`, `1 day`: a length without its calendar."""
    business = "business " if isinstance(written, ast.BusinessLength) else ""
    plural = "" if written.number.digits == "1" else "s"
    return f"{written.number.digits} {business}{written.unit.value}{plural}"
