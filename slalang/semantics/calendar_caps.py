"""A cap on windows in the hours of a calendar: it cannot be said, and what its drafter should notice (X2, T4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slalang.semantics.calendars import hours
from slalang.semantics.figures import length_words
from slalang.semantics.periods import zone_or
from slalang.semantics.scope import Scope
from slalang.syntax import ast, wording
from slalang.syntax.ast import Consequence, Unit
from slalang.time.calendars import BusinessCalendar
from slalang.time.civil import OutOfRange
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone
from slalang.values.diagnostics import Diagnostic
from slalang.values.instants import HOUR, MINUTE, civil_date, day_number
from slalang.values.intervals import Interval, Intervals, intersect

_FIRST, _LAST = date(2025, 4, 1), date(2030, 4, 1)
"""Slots and hours are compared for so long."""
_MOST_HOURS = 50
"""Slots of more hours than anybody writes are not compared."""


def refuse_calendar_cap(scope: Scope, rule: ast.Exclusion, written: ast.BusinessLength, what: str) -> None:
    """Say that the cap cannot be said, and where the slots of the rule never meet the calendar's hours, that too."""
    own = written.calendar.text
    short = written.unit is not Unit.DAY
    clock = f"`{written.number.digits} {written.unit.value}{'s' if written.number.value != 1 else ''}`" if short else "hours"
    text = f"In this version a cap runs by the clock alone, also while {own} is closed: {clock} would be another cap."
    calendar = scope.calendars.get(own)
    apart = _apart(scope, rule, calendar) if isinstance(calendar, BusinessCalendar) else None
    slots, case = apart if apart is not None else ("", "")
    if slots:
        years = f"from {_FIRST.year} to {_LAST.year}"
        text += (
            f" And {years} the slots of this exclusion, `{slots}`, never meet the hours of {own}: in these it would never bind."
        )
    scope.findings.add(
        (
            Diagnostic(
                f"{what} must be an exact length, not {length_words(written)}",
                written.span,
                "length-not-exact",
                label="a cap cannot be in hours of a calendar",
                clause=scope.findings.heading,
                text=text,
                case=case,
                hint="ask what the parties mean; where hours of the clock are meant, write them, as in `4 hours`, "
                'with the reason: `because "..."`',
            ),
        )
    )


def _apart(scope: Scope, rule: ast.Exclusion, calendar: BusinessCalendar) -> tuple[str, str] | None:
    """The first slots of a rule that never meet a calendar's hours, and what shows it; None where there are none."""
    for body, slots in _slots(scope.aside(), rule):
        if isinstance(slots, Schedule) and len(slots.hours) > _MOST_HOURS:
            continue
        try:
            first, last = (slots.zone.day_start(day_number(day)) for day in (_FIRST, _LAST))
            lying, opening = _open(slots, first, last), _open(calendar, first, last)
        except OutOfRange:
            continue
        if lying and opening and not intersect(lying, opening):
            return wording.body(body), (
                f"the first slot from {_FIRST.isoformat()} on is {_spoken(lying[0], slots.zone)}, the first hours of "
                f"{calendar.name} are {_spoken(opening[0], calendar.zone)}; before {_LAST.isoformat()} no hour lies in both"
            )
    return None


def _slots(scope: Scope, rule: ast.Exclusion) -> Iterator[tuple[ast.Node, Schedule | BusinessCalendar]]:
    """The hours in which all windows of a rule have to lie, as they are written and resolved."""
    for phrase in rule.phrases:
        match phrase.body:
            case ast.RecurringExcluded(listed, in_zone):
                body: ast.Node = phrase.body
                yield body, Schedule(zone_or(scope, in_zone), hours(scope, listed))
            case ast.AllowedHours(listed, in_zone, None, done) if done is not Consequence.COVENANT:
                asked = ast.AllowedHours(listed, in_zone)
                yield asked, Schedule(zone_or(scope, in_zone), hours(scope, listed))
            case ast.AllowedCalendar(name, None, done) if done is not Consequence.COVENANT:
                found = scope.calendars.get(name.text)
                if isinstance(found, BusinessCalendar):
                    yield ast.AllowedCalendar(name), found
            case _:
                pass


def _open(part: Schedule | BusinessCalendar, start: int, end: int) -> Intervals:
    return part.covered(start, end) if isinstance(part, Schedule) else part.intervals(start, end)


def _spoken(span: Interval, zone: Zone) -> str:
    (day, us), (last, end) = zone.to_civil(span[0]), zone.to_civil(span[1])
    return f"{_date(day)} {_time(us)} to {'' if last == day else f'{_date(last)} '}{_time(end)}"


def _date(day: int) -> str:
    return civil_date(day).isoformat()


def _time(us: int) -> str:
    return f"{us // HOUR:02d}:{us % HOUR // MINUTE:02d}"
