"""Recurring windows: whole, separate and sorted as asked for, merged and clipped as time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from slalang.time.calendars import EveryDay, HoursEntry, MonthDay, NthWeekday, OnDate, Weekdays, YearDay
from slalang.time.schedules import Schedule
from slalang.time.zones import load_zone
from slalang.values.instants import DAY, HOUR, MINUTE, parse_instant
from slalang.values.intervals import clip, intersect, normalize

LOS_ANGELES = load_zone("America/Los_Angeles")
WEEKEND = Schedule(LOS_ANGELES, (HoursEntry(Weekdays((4,)), ((18 * HOUR, 21 * HOUR),)), HoursEntry(Weekdays((5, 6)))))
NIGHTLY = Schedule(LOS_ANGELES, (HoursEntry(EveryDay(), ((22 * HOUR, 4 * HOUR), (3 * HOUR, 5 * HOUR))),))


def at(text: str) -> int:
    return parse_instant(text + ":00Z")


def test_windows_come_whole_and_one_by_one() -> None:
    found = WEEKEND.occurrences(at("2025-03-08T02:00"), at("2025-03-09T12:00"))
    assert found == (
        (at("2025-03-08T02:00"), at("2025-03-08T05:00")),
        (at("2025-03-08T08:00"), at("2025-03-09T08:00")),
        (at("2025-03-09T08:00"), at("2025-03-10T07:00")),
    )
    assert WEEKEND.covered(at("2025-03-08T03:00"), at("2025-03-09T12:00")) == (
        (at("2025-03-08T03:00"), at("2025-03-08T05:00")),
        (at("2025-03-08T08:00"), at("2025-03-09T12:00")),
    )


def test_windows_that_overlap_stay_apart_and_equal_ones_come_once() -> None:
    twice = Schedule(LOS_ANGELES, (*NIGHTLY.hours, HoursEntry(Weekdays((0,)), ((22 * HOUR, 4 * HOUR),))))
    start, end = at("2025-06-03T05:00"), at("2025-06-04T05:00")
    assert len(twice.occurrences(start, end)) == 2
    assert len(twice.covered(start, end)) == 1


def test_windows_on_nights_when_the_clock_changes() -> None:
    spring = NIGHTLY.occurrences(at("2025-03-09T09:00"), at("2025-03-09T09:01"))
    assert spring == ((at("2025-03-09T06:00"), at("2025-03-09T11:00")),)
    autumn = NIGHTLY.occurrences(at("2025-11-02T09:30"), at("2025-11-02T09:31"))
    assert autumn == ((at("2025-11-02T05:00"), at("2025-11-02T12:00")),)


def test_a_window_touches_neither_what_ends_nor_what_starts_with_it() -> None:
    dated = Schedule(LOS_ANGELES, (HoursEntry(OnDate(at("2025-06-10T00:00") // DAY), ((HOUR, 2 * HOUR),)),))
    assert dated.occurrences(at("2025-06-10T09:00"), at("2025-06-10T10:00")) == ()
    assert dated.occurrences(at("2025-06-10T07:00"), at("2025-06-10T08:00")) == ()
    assert len(dated.occurrences(at("2025-06-10T07:00"), at("2025-06-10T08:00") + 1)) == 1
    assert dated.occurrences(at("2025-06-10T08:30"), at("2025-06-10T08:30")) == ()


def test_a_span_from_a_time_to_the_same_lasts_until_the_next_day() -> None:
    around = Schedule(LOS_ANGELES, (HoursEntry(Weekdays((0,)), ((9 * HOUR, 9 * HOUR),)),))
    assert around.covered(at("2025-06-01T00:00"), at("2025-06-08T00:00")) == ((at("2025-06-02T16:00"), at("2025-06-03T16:00")),)


def test_a_day_that_the_zone_skips_has_no_window() -> None:
    apia = Schedule(load_zone("Pacific/Apia"), (HoursEntry(EveryDay(), ((9 * HOUR, 10 * HOUR),)),))
    found = apia.occurrences(at("2011-12-29T10:00"), at("2011-12-31T10:00"))
    assert found == (
        (at("2011-12-29T19:00"), at("2011-12-29T20:00")),
        (at("2011-12-30T19:00"), at("2011-12-30T20:00")),
    )
    friday = at("2011-12-30T00:00") // DAY
    assert Schedule(apia.zone, (HoursEntry(OnDate(friday), ((9 * HOUR, 10 * HOUR),)),)).covered(0, 50 * 365 * DAY) == ()


def test_windows_reach_across_the_turn_of_the_year() -> None:
    start = at("2026-01-01T10:00")
    assert NIGHTLY.covered(start, start + HOUR) == ((start, start + HOUR),)
    auckland = Schedule(load_zone("Pacific/Auckland"), NIGHTLY.hours)
    assert auckland.covered(at("2025-12-31T12:00"), at("2025-12-31T13:00")) != ()
    assert auckland.occurrences(at("2025-12-31T14:30"), at("2025-12-31T14:31"))[0][0] == at("2025-12-31T09:00")
    new_year = Schedule(auckland.zone, (HoursEntry(YearDay(1, 1)),))
    assert new_year.covered(at("2025-12-31T12:00"), at("2025-12-31T13:00")) != ()


def test_a_schedule_without_hours_has_no_windows() -> None:
    assert Schedule(LOS_ANGELES, ()).covered(0, 1000 * DAY) == ()


def test_yearly_and_monthly_windows_over_a_century() -> None:
    rare = Schedule(LOS_ANGELES, (HoursEntry(YearDay(2, 29), ((HOUR, 2 * HOUR),)),))
    assert len(rare.occurrences(at("1970-01-01T00:00"), at("2099-12-31T00:00"))) == 32
    monthly = Schedule(LOS_ANGELES, (HoursEntry(NthWeekday(2, 1), ((HOUR, 2 * HOUR),)), HoursEntry(MonthDay(-1))))
    assert len(monthly.occurrences(at("2000-01-01T08:00"), at("2100-01-01T08:00"))) == 2400


@given(st.integers(0, 700 * 24), st.integers(0, 90 * 24), st.integers(0, 90 * 24))
def test_what_is_covered_does_not_depend_on_what_is_asked(start: int, length: int, more: int) -> None:
    a = at("2024-06-01T00:00") + start * HOUR + 30 * MINUTE
    b = a + length * HOUR
    for schedule in (WEEKEND, NIGHTLY):
        assert clip(schedule.covered(a - more * HOUR, b + more * HOUR), a, b) == schedule.covered(a, b)
        occurrences = schedule.occurrences(a, b)
        assert list(occurrences) == sorted(occurrences)
        assert all(start < b and end > a for start, end in occurrences)
        assert intersect(normalize(occurrences), ((a, b),) if a < b else ()) == schedule.covered(a, b)
