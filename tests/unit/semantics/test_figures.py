"""Lengths are exact, calendar or business, and never mixed (T4)."""

from __future__ import annotations

import pytest

from slalang.semantics.figures import exact_us, length
from slalang.semantics.findings import Findings
from slalang.semantics.scope import Scope
from slalang.syntax import ast
from slalang.syntax.ast import ExactOrCalendarLength, Number, Unit
from slalang.time.calendars import Calendar
from slalang.time.lengths import BusinessDays, BusinessHours, CalendarLength, ExactLength
from slalang.time.zones import load_zone
from slalang.values.instants import HOUR, MINUTE

UTC = load_zone("UTC")


def scope() -> Scope:
    return Scope(Findings(), UTC, None, calendars={"desk": Calendar("desk", UTC)})


@pytest.mark.parametrize(
    ("digits", "unit", "meant"),
    [
        ("90", Unit.MINUTE, ExactLength(90 * MINUTE)),
        ("24", Unit.HOUR, ExactLength(24 * HOUR)),
        ("5", Unit.DAY, CalendarLength(days=5)),
        ("2", Unit.WEEK, CalendarLength(days=14)),
        ("2", Unit.MONTH, CalendarLength(months=2)),
        ("1", Unit.YEAR, CalendarLength(months=12)),
    ],
)
def test_exact_up_to_hours_and_on_the_calendar_from_days(digits: str, unit: Unit, meant: object) -> None:
    assert length(scope(), ExactOrCalendarLength(Number(digits), unit)) == meant


def test_business_lengths_are_of_a_calendar() -> None:
    here = scope()
    days = ast.BusinessLength(Number("3"), Unit.DAY, ast.Name("desk"))
    hours = ast.BusinessLength(Number("8"), Unit.HOUR, ast.Name("desk"))
    assert length(here, days) == BusinessDays(3, here.calendars["desk"])
    assert length(here, hours) == BusinessHours(8 * HOUR, here.calendars["desk"])


def test_a_length_is_a_whole_number_of_its_unit() -> None:
    here = scope()
    assert length(here, ExactOrCalendarLength(Number("1.5"), Unit.MONTH)) is None
    assert [d.code for d in here.findings.found] == ["number-not-whole"]


def test_where_only_an_exact_length_may_stand_days_are_told_in_hours() -> None:
    here = scope()
    assert exact_us(here, ExactOrCalendarLength(Number("2"), Unit.WEEK), "a slot") is None
    assert here.findings.found[0].hint == "write `336 hours`"
    assert exact_us(here, ExactOrCalendarLength(Number("2"), Unit.HOUR), "a slot") == 2 * HOUR
