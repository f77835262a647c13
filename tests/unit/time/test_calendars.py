"""Business time and days: closings, nights, holidays, combinations, and a naive walk as the judge."""

from __future__ import annotations

from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from slalang.time.calendars import (
    BusinessCalendar,
    Calendar,
    CombinedCalendar,
    EveryDay,
    HoursEntry,
    MonthDay,
    NeverOpen,
    NthWeekday,
    OnDate,
    UnknownHolidays,
    Weekdays,
    YearDay,
    has_subdivisions,
    holiday_days,
    holidays_version,
)
from slalang.time.civil import OutOfRange
from slalang.time.zones import load_zone
from slalang.values.instants import DAY, HOUR, MINUTE, parse_instant
from slalang.values.intervals import contains

UTC = load_zone("UTC")
NEW_YORK = load_zone("America/New_York")
LONDON = load_zone("Europe/London")
NINE_TO_FIVE = HoursEntry(Weekdays((0, 1, 2, 3, 4)), ((9 * HOUR, 17 * HOUR),))
OFFICE = Calendar("office", UTC, (NINE_TO_FIVE,))
WHOLE_WEEKDAYS = Calendar("weekdays", NEW_YORK, (HoursEntry(Weekdays(range(5))),))
NIGHTS = Calendar("nights", NEW_YORK, (HoursEntry(Weekdays((5, 6)), ((22 * HOUR, 6 * HOUR),)),))
UNEVEN = Calendar(
    "uneven",
    LONDON,
    (
        HoursEntry(Weekdays((0, 2, 4)), ((9 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR + 30 * MINUTE))),
        HoursEntry(Weekdays((1,)), ((20 * HOUR, 10 * HOUR),)),
        HoursEntry(NthWeekday(-1, 6), ((0, 7 * HOUR),)),
    ),
    (20_178, 20_181),
)
EITHER = CombinedCalendar("either", "union", (OFFICE, UNEVEN))
BOTH = CombinedCalendar("both", "intersection", (UNEVEN, OFFICE))
WITHOUT = CombinedCalendar("without", "difference", (WHOLE_WEEKDAYS, OFFICE, NIGHTS))
CALENDARS = st.sampled_from([OFFICE, WHOLE_WEEKDAYS, NIGHTS, UNEVEN, EITHER, BOTH, WITHOUT])
MARCH = parse_instant("2025-02-20T00:00:00Z")
INSTANTS = st.integers(0, 60 * 24 * 60).map(lambda minute: MARCH + minute * MINUTE)


def at(text: str) -> int:
    return parse_instant(text + ":00Z")


def day(text: str) -> int:
    return parse_instant(text + "T00:00:00Z") // DAY


@given(CALENDARS, INSTANTS, INSTANTS)
@settings(max_examples=60)
def test_business_time_is_what_a_walk_by_minutes_finds(calendar: BusinessCalendar, a: int, b: int) -> None:
    open_time = calendar.intervals(MARCH, MARCH + 100 * DAY)
    walked = sum(MINUTE for instant in range(a, b, MINUTE) if contains(open_time, instant))
    assert calendar.business_time(a, b) == walked
    assert calendar.is_open(a) == contains(open_time, a)


@given(INSTANTS)
def test_an_instant_is_open_as_the_civil_clock_says(instant: int) -> None:
    number, clock = LONDON.to_civil(instant)
    weekday = (number + 3) % 7
    daytime = 9 * HOUR <= clock < 12 * HOUR or 13 * HOUR <= clock < 17 * HOUR + 30 * MINUTE
    tuesday = (weekday == 1 and clock >= 20 * HOUR and number not in UNEVEN.closed) or (
        weekday == 2 and clock < 10 * HOUR and number - 1 not in UNEVEN.closed
    )
    last_sunday = weekday == 6 and clock < 7 * HOUR and number in (day("2025-02-23"), day("2025-03-30"))
    expected = (weekday in (0, 2, 4) and daytime and number not in UNEVEN.closed) or tuesday or last_sunday
    assert UNEVEN.is_open(instant) == expected or number > day("2025-04-20")


@given(CALENDARS, INSTANTS, INSTANTS)
def test_business_days_sum_the_share_of_each_date(calendar: BusinessCalendar, a: int, b: int) -> None:
    assume(a < b)
    expected = Fraction(0)
    for number in range(a // DAY - 3, b // DAY + 3):
        date = calendar.business_date_on(number)
        if date is not None:
            inside = sum(max(0, min(end, b) - max(start, a)) for start, end in date.hours)
            expected += Fraction(inside, date.length)
    assert calendar.business_days(a, b) == expected


@given(CALENDARS, INSTANTS, st.integers(1, 400 * HOUR))
def test_a_deadline_is_the_earliest_instant_that_reaches_the_amount(
    calendar: BusinessCalendar, instant: int, amount: int
) -> None:
    due = calendar.add_business_time(instant, amount)
    assert calendar.business_time(instant, due) == amount
    assert calendar.business_time(instant, due - 1) < amount


@given(CALENDARS, INSTANTS, st.integers(1, 400 * HOUR))
def test_a_notice_is_the_latest_instant_that_leaves_the_amount(calendar: BusinessCalendar, instant: int, amount: int) -> None:
    latest = calendar.subtract_business_time(instant, amount)
    assert calendar.business_time(latest, instant) == amount
    assert calendar.business_time(latest + 1, instant) < amount


@given(CALENDARS, INSTANTS, st.fractions(Fraction(1, 100), 30, max_denominator=100))
def test_business_days_run_out_at_the_earliest_and_are_noticed_at_the_latest(
    calendar: BusinessCalendar, instant: int, amount: Fraction
) -> None:
    due = calendar.add_business_days(instant, amount)
    assert calendar.business_days(instant, due - 1) < amount <= calendar.business_days(instant, due)
    latest = calendar.subtract_business_days(instant, amount)
    assert calendar.business_days(latest + 1, instant) < amount <= calendar.business_days(latest, instant)


def test_a_length_that_runs_out_at_closing_is_due_at_closing() -> None:
    assert OFFICE.add_business_time(at("2025-03-14T09:00"), 8 * HOUR) == at("2025-03-14T17:00")
    assert OFFICE.add_business_time(at("2025-03-14T09:00"), 8 * HOUR + 1) == at("2025-03-17T09:00") + 1
    assert OFFICE.add_business_days(at("2025-03-14T12:00"), 3) == at("2025-03-19T12:00")
    assert OFFICE.add_business_days(at("2025-03-15T12:00"), 3) == at("2025-03-19T17:00")


def test_a_notice_may_be_given_until_opening() -> None:
    assert OFFICE.subtract_business_time(at("2025-03-17T09:00"), 8 * HOUR) == at("2025-03-14T09:00")
    assert OFFICE.subtract_business_days(at("2025-03-15T12:00"), 3) == at("2025-03-12T09:00")


def test_nothing_takes_no_time() -> None:
    saturday = at("2025-03-15T12:00")
    assert OFFICE.add_business_time(saturday, 0) == OFFICE.subtract_business_days(saturday, 0) == saturday
    assert OFFICE.business_time(saturday, saturday - DAY) == OFFICE.business_days(saturday, saturday - DAY) == 0
    with pytest.raises(ValueError, match="negative"):
        OFFICE.add_business_time(saturday, -1)


def test_a_night_belongs_to_the_day_on_which_it_starts() -> None:
    night = NIGHTS.business_date_at(at("2025-03-16T08:00"))
    assert night is not None
    assert night.day == day("2025-03-15")
    struck = Calendar("struck", NEW_YORK, NIGHTS.hours, (day("2025-03-16"),))
    assert struck.is_open(at("2025-03-16T08:00"))
    assert not struck.is_open(at("2025-03-17T08:00"))


def test_nights_on_which_the_clock_changes_are_as_long_as_they_last() -> None:
    assert NIGHTS.day_length(day("2025-03-08")) == 7 * HOUR
    assert NIGHTS.day_length(day("2025-11-01")) == 9 * HOUR
    assert NIGHTS.day_length(day("2025-11-03")) == 0
    whole = Calendar("every day", NEW_YORK)
    assert whole.day_length(day("2025-03-09")) == 23 * HOUR
    assert whole.business_days(at("2025-03-09T05:00"), at("2025-03-09T16:30")) == Fraction(1, 2)
    assert whole.intervals(MARCH, MARCH + 30 * DAY) == ((MARCH, MARCH + 30 * DAY),)


def test_a_span_that_the_gap_swallows_is_none_and_one_that_reaches_in_keeps_its_length() -> None:
    spring = day("2025-03-09")
    late = Calendar("late", NEW_YORK, (HoursEntry(EveryDay(), ((2 * HOUR + 30 * MINUTE, 3 * HOUR),)),))
    assert late.day_length(spring) == 0
    early = Calendar("early", NEW_YORK, (HoursEntry(EveryDay(), ((HOUR, 2 * HOUR + 30 * MINUTE),)),))
    assert early.day_length(spring) == 90 * MINUTE


def test_combinations_keep_the_business_dates_of_the_first_part_that_is_open() -> None:
    monday = day("2025-03-10")
    tokyo = Calendar("tokyo", load_zone("Asia/Tokyo"), (NINE_TO_FIVE,))
    both_offices = CombinedCalendar("both offices", "union", (OFFICE, tokyo))
    assert both_offices.day_length(monday) == 16 * HOUR
    date = both_offices.business_date_at(at("2025-03-10T00:30"))
    assert date is not None
    assert date.day == monday
    overlap = CombinedCalendar(
        "overlap", "intersection", (OFFICE, Calendar("berlin", load_zone("Europe/Berlin"), (NINE_TO_FIVE,)))
    )
    assert overlap.intervals(at("2025-03-10T00:00"), at("2025-03-11T00:00")) == (
        (at("2025-03-10T09:00"), at("2025-03-10T16:00")),
    )
    assert overlap.add_business_days(at("2025-03-10T09:00"), 1) == at("2025-03-10T16:00")
    lunch = Calendar("lunch", UTC, (HoursEntry(EveryDay(), ((12 * HOUR, 13 * HOUR),)),))
    rest = CombinedCalendar("rest", "difference", (OFFICE, lunch))
    assert rest.day_length(monday) == 7 * HOUR
    assert rest.add_business_time(at("2025-03-10T11:00"), 2 * HOUR) == at("2025-03-10T14:00")
    always = CombinedCalendar("always", "union", (Calendar("day", UTC), OFFICE))
    assert always.business_days(at("2025-03-10T00:00"), at("2025-03-12T12:00")) == Fraction(5, 2)


def test_time_that_several_parts_share_has_one_business_date() -> None:
    paris = Calendar("paris", load_zone("Europe/Paris"), (HoursEntry(EveryDay(), ((0, 0),)),))
    auckland = Calendar("auckland", load_zone("Pacific/Auckland"))
    parts = (OFFICE, paris, auckland)
    every = CombinedCalendar("every", "union", parts)
    monday = at("2025-06-02T00:00")
    assert every.business_time(monday, monday + 7 * DAY) == 7 * DAY
    total = sum(every.day_length(d) for d in range(day("2025-06-02"), day("2025-06-09")))
    assert total == 7 * DAY
    assert every.business_days(monday, monday + 70 * DAY) == 70


def test_answers_near_the_turn_of_the_year_know_the_dates_of_the_next() -> None:
    evening = Calendar("evening", load_zone("America/Los_Angeles"), (HoursEntry(YearDay(12, 31), ((15 * HOUR, 18 * HOUR),)),))
    morning = Calendar("morning", load_zone("Pacific/Auckland"), (HoursEntry(YearDay(1, 1), ((9 * HOUR, 14 * HOUR),)),))
    for first, second in ((evening, morning), (morning, evening)):
        both = CombinedCalendar(first.name + " and " + second.name, "union", (first, second))
        for turn in range(5):
            due = both.add_business_time(at("2020-06-01T00:00"), (6 * turn + 1) * HOUR)
            assert due == at(f"{2020 + turn}-12-31T21:00")
        for turn in range(5):
            latest = both.subtract_business_time(at("2020-06-01T00:00"), (6 * turn + 1) * HOUR)
            assert latest == at(f"{2020 - turn}-01-01T01:00")


@pytest.mark.parametrize(
    ("selector", "days"),
    [
        (Weekdays((4, 2, 2)), ["2025-02-26", "2025-02-28", "2025-03-05", "2025-03-07"]),
        (NthWeekday(1, 5), ["2025-03-01"]),
        (NthWeekday(5, 5), ["2025-03-29"]),
        (NthWeekday(-1, 4), ["2025-02-28", "2025-03-28"]),
        (MonthDay(31), ["2025-03-31"]),
        (MonthDay(-1), ["2025-02-28", "2025-03-31"]),
        (YearDay(3, 4), ["2025-03-04"]),
        (YearDay(2, 29), []),
        (OnDate(day("2025-03-02")), ["2025-03-02"]),
    ],
)
def test_days_are_selected_as_they_are_named(selector: object, days: list[str]) -> None:
    calendar = Calendar("selected", UTC, (HoursEntry(selector),))  # type: ignore[arg-type]
    limit = day("2025-03-08") if isinstance(selector, Weekdays) else day("2025-04-01")
    opened = [number for number in range(day("2025-02-24"), limit) if calendar.day_length(number)]
    assert opened == [day(text) for text in days]


def test_the_end_of_the_nth_business_day_does_not_count_the_day_of_the_event() -> None:
    assert OFFICE.end_of_nth_date(at("2025-03-13T08:00"), 1) == at("2025-03-14T17:00")
    assert OFFICE.end_of_nth_date(at("2025-03-13T12:00"), 2) == at("2025-03-17T17:00")
    assert OFFICE.end_of_nth_date(at("2025-03-15T12:00"), 1) == at("2025-03-17T17:00")
    assert NIGHTS.end_of_nth_date(at("2025-03-16T05:00"), 1) == at("2025-03-17T10:00")
    assert OFFICE.end_of_nth_date(at("2025-03-13T12:00"), 2000) == at("2032-11-11T17:00")


@pytest.mark.parametrize("hours", [(HoursEntry(Weekdays(())),), (HoursEntry(OnDate(19_000)),)])
def test_a_calendar_that_does_not_open_is_given_up(hours: tuple[HoursEntry, ...]) -> None:
    calendar = Calendar("shut", UTC, hours)
    with pytest.raises(NeverOpen, match="shut"):
        calendar.add_business_time(MARCH, 25 * HOUR)
    with pytest.raises(NeverOpen, match="shut"):
        calendar.add_business_days(MARCH, 2)
    with pytest.raises(NeverOpen, match="shut"):
        calendar.subtract_business_time(MARCH, 25 * HOUR)
    with pytest.raises(NeverOpen, match="shut"):
        calendar.end_of_nth_date(MARCH, 2)


def test_what_reaches_too_far_is_refused_not_worked_out() -> None:
    with pytest.raises(NeverOpen):
        EITHER.add_business_days(MARCH, 10_000_000)
    with pytest.raises(OutOfRange):
        OFFICE.business_time(MARCH, parse_instant("9999-12-31T00:00:00Z"))


def test_the_order_of_questions_does_not_change_the_answers() -> None:
    late_first = Calendar("late first", LONDON, UNEVEN.hours)
    early_first = Calendar("early first", LONDON, UNEVEN.hours)
    spans = [(at(f"{y}-01-01T00:00"), at(f"{y + 2}-12-31T12:00")) for y in (2040, 2001, 2025)]
    forward = [late_first.business_days(*span) for span in spans]
    assert [early_first.business_days(*span) for span in reversed(spans)] == forward[::-1]


def test_twenty_years_are_measured_at_once() -> None:
    calendar = Calendar("long", NEW_YORK, (NINE_TO_FIVE,), holiday_days("US"))
    start, end = at("2005-01-01T00:00"), at("2025-01-01T00:00")
    assert calendar.add_business_days(start, calendar.business_days(start, end)) == at("2024-12-31T22:00")
    began = perf_counter()
    for _ in range(200):
        calendar.business_time(start, end)
        calendar.add_business_time(start, 40_000 * HOUR)
    assert perf_counter() - began < 0.1


def test_holidays_of_countries_and_their_parts() -> None:
    assert day("2025-07-04") in holiday_days("US")
    assert day("2021-07-05") in holiday_days("US")
    assert day("2025-04-21") in holiday_days("GB-ENG")
    assert day("2025-04-21") not in holiday_days("GB-SCT")
    assert holiday_days("US", 2025, 2025) == tuple(d for d in holiday_days("US") if day("2025-01-01") <= d < day("2026-01-01"))
    assert has_subdivisions("GB")
    assert not has_subdivisions("JP")
    assert holidays_version()


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("UK", "GB"),
        ("us", "US"),
        ("US-XX", "US-AK"),
        ("GB-EN", "GB-ENG"),
        ("US-", "US-AK"),
        ("Atlantis", None),
    ],
)
def test_unknown_holidays_come_with_a_suggestion(code: str, first: str | None) -> None:
    with pytest.raises(UnknownHolidays) as caught:
        holiday_days(code)
    assert (caught.value.suggestions or (None,))[0] == first
