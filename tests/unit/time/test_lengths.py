"""The three kinds of length, forward to a deadline and backward to a notice."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slalang.time.calendars import Calendar, HoursEntry, Weekdays
from slalang.time.civil import OutOfRange
from slalang.time.lengths import (
    BusinessDays,
    BusinessHours,
    CalendarLength,
    ExactLength,
    Length,
    add_length,
    end_of_nth_day,
    notice_holds,
    subtract_length,
)
from slalang.time.zones import load_zone
from slalang.values.instants import DAY, HOUR, MINUTE, format_instant, parse_instant

NEW_YORK = load_zone("America/New_York")
UTC = load_zone("UTC")
WEEKDAYS = Calendar("weekdays", NEW_YORK, (HoursEntry(Weekdays(range(5))),))
OFFICE = Calendar("office", NEW_YORK, (HoursEntry(Weekdays(range(5)), ((9 * HOUR, 17 * HOUR),)),))


def at(text: str) -> int:
    return parse_instant(text + ":00Z")


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        ("2025-03-08T17:00", ExactLength(24 * HOUR), "2025-03-09T17:00"),
        ("2025-03-08T17:00", CalendarLength(days=1), "2025-03-09T16:00"),
        ("2025-01-31T17:00", CalendarLength(months=1), "2025-02-28T17:00"),
        ("2024-01-31T17:00", CalendarLength(months=1), "2024-02-29T17:00"),
        ("2025-01-31T17:00", CalendarLength(months=1, days=1), "2025-03-01T17:00"),
        ("2024-11-30T17:00", CalendarLength(months=3), "2025-02-28T17:00"),
        ("2025-03-08T07:30", CalendarLength(days=1), "2025-03-09T07:30"),
        ("2025-11-02T06:30", CalendarLength(), "2025-11-02T06:30"),
        ("2025-11-01T05:30", CalendarLength(days=1), "2025-11-02T05:30"),
        ("2025-03-07T17:00", BusinessDays(3, WEEKDAYS), "2025-03-12T16:00"),
        ("2025-03-07T22:00", BusinessHours(HOUR, OFFICE), "2025-03-10T14:00"),
        ("2025-03-07T21:00", BusinessHours(HOUR, OFFICE), "2025-03-07T22:00"),
        ("2025-03-07T14:00", BusinessDays(Fraction(3, 2), OFFICE), "2025-03-10T17:00"),
    ],
)
def test_deadlines(start: str, length: Length, due: str) -> None:
    assert format_instant(add_length(at(start), length, NEW_YORK)) == due + ":00Z"


@pytest.mark.parametrize(
    ("start", "length", "latest"),
    [
        ("2025-03-09T17:00", ExactLength(24 * HOUR), "2025-03-08T17:00"),
        ("2025-03-09T16:00", CalendarLength(days=1), "2025-03-08T17:00"),
        ("2025-03-31T16:00", CalendarLength(months=1), "2025-02-28T17:00"),
        ("2025-03-31T16:00", CalendarLength(months=1, days=1), "2025-02-27T17:00"),
        ("2025-03-12T16:00", BusinessDays(3, WEEKDAYS), "2025-03-07T17:00"),
        ("2025-03-10T04:00", BusinessDays(1, WEEKDAYS), "2025-03-07T05:00"),
        ("2025-03-10T13:00", BusinessHours(8 * HOUR, OFFICE), "2025-03-07T14:00"),
    ],
)
def test_notices_hold_until_the_latest_instant_and_not_after(start: str, length: Length, latest: str) -> None:
    assert format_instant(subtract_length(at(start), length, NEW_YORK)) == latest + ":00Z"
    assert notice_holds(at(latest), at(start), length, NEW_YORK)
    assert not notice_holds(at(latest) + 1, at(start), length, NEW_YORK)


@pytest.mark.parametrize("length", [ExactLength(0), CalendarLength(), BusinessDays(0, OFFICE), BusinessHours(0, OFFICE)])
def test_no_notice_at_all_may_come_with_the_start_but_not_after(length: Length) -> None:
    start = at("2025-03-08T12:00")
    assert notice_holds(start, start, length, NEW_YORK)
    assert not notice_holds(start + 1, start, length, NEW_YORK)


def test_the_end_of_the_nth_day_does_not_count_the_day_of_the_event() -> None:
    event = at("2025-03-07T18:00")
    assert format_instant(end_of_nth_day(event, 1, None, NEW_YORK)) == "2025-03-09T05:00:00Z"
    assert format_instant(end_of_nth_day(event, 2, None, NEW_YORK)) == "2025-03-10T04:00:00Z"
    assert format_instant(end_of_nth_day(event, 2, WEEKDAYS, UTC)) == "2025-03-12T04:00:00Z"
    assert format_instant(end_of_nth_day(event, 1, OFFICE, UTC)) == "2025-03-10T21:00:00Z"
    for calendar in (None, OFFICE):
        with pytest.raises(ValueError, match="counted from 1"):
            end_of_nth_day(event, 0, calendar, NEW_YORK)


@given(
    st.integers(0, 3000 * 24 * 60).map(lambda m: at("2020-01-01T00:00") + m * MINUTE),
    st.integers(0, 40),
    st.integers(0, 400),
)
def test_calendar_lengths_keep_the_civil_time_and_clamp_to_the_month(start: int, months: int, days: int) -> None:
    due_day, due_clock = UTC.to_civil(add_length(start, CalendarLength(months, days), UTC))
    day, clock = UTC.to_civil(start)
    assert due_clock == clock
    assert 28 * months + days <= due_day - day <= 31 * months + days


def test_negative_and_boundless_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        ExactLength(-1)
    with pytest.raises(ValueError, match="-1"):
        BusinessDays(-1, OFFICE)
    with pytest.raises(OutOfRange):
        add_length(0, CalendarLength(months=10**9), UTC)
    with pytest.raises(OutOfRange):
        subtract_length(30 * DAY, CalendarLength(months=10**30), UTC)


def test_the_day_that_an_end_at_midnight_ends_is_not_counted() -> None:
    end_of_march = at("2025-04-01T00:00")
    assert end_of_nth_day(end_of_march, 1, None, UTC, after_end=True) == at("2025-04-02T00:00")
    assert end_of_nth_day(end_of_march, 1, None, UTC) == at("2025-04-03T00:00")
    assert end_of_nth_day(end_of_march + 1, 1, None, UTC, after_end=True) == at("2025-04-03T00:00")
