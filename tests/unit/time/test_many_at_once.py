"""Many answers at once: each is the one that the calendar gives alone, and so is what is refused (T6)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slalang.time.business import OpenHours
from slalang.time.calendars import (
    BusinessCalendar,
    Calendar,
    CombinedCalendar,
    EveryDay,
    HoursEntry,
    NeverOpen,
    OnDate,
    Weekdays,
    holiday_days,
)
from slalang.time.civil import OutOfRange
from slalang.time.zones import load_zone
from slalang.values.instants import DAY, HOUR, parse_instant

LONDON, NEW_YORK, TOKYO = (load_zone(name) for name in ("Europe/London", "America/New_York", "Asia/Tokyo"))
WEEK = Weekdays((0, 1, 2, 3, 4))
OFFICE = Calendar("office", LONDON, (HoursEntry(WEEK, ((9 * HOUR, 17 * HOUR),)),), holiday_days("GB-ENG"))
SPLIT = Calendar("split", TOKYO, (HoursEntry(WEEK, ((9 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR))),))
NIGHTS = Calendar("nights", NEW_YORK, (HoursEntry(Weekdays((4, 5)), ((22 * HOUR, 6 * HOUR),)),))
ALWAYS = Calendar("always", NEW_YORK)
ONCE = Calendar("once", LONDON, (HoursEntry(OnDate(20_000)),))
NEVER = Calendar("never", LONDON, (HoursEntry(Weekdays(())),))
ANY = CombinedCalendar("any", "union", (OFFICE, SPLIT, NIGHTS))
OUTSIDE = CombinedCalendar("outside", "difference", (ALWAYS, OFFICE))
COMMON = CombinedCalendar("common", "intersection", (OFFICE, OUTSIDE, ALWAYS))
CALENDARS = st.sampled_from([OFFICE, SPLIT, NIGHTS, ALWAYS, ONCE, NEVER, ANY, OUTSIDE, COMMON])

FIRST, LAST = parse_instant("1900-01-01T00:00:00Z"), parse_instant("2201-01-01T00:00:00Z")
MARCH = parse_instant("2025-03-01T00:00:00Z")
NEAR = st.integers(-60 * 24, 60 * 24).map(lambda hour: MARCH + hour * HOUR)
INSTANTS = NEAR | NEAR.map(lambda instant: instant + 1) | st.integers(MARCH - 3000 * DAY, MARCH + 3000 * DAY)
AMOUNTS = st.integers(0, 80).map(lambda hours: hours * HOUR) | st.integers(0, 300 * DAY)

Many = Callable[[OpenHours, list[int], list[int]], list[int]]
One = Callable[[OpenHours, int, int], int]
ELAPSED = (OpenHours.business_times, OpenHours.business_time)
DUE = (OpenHours.add_business_times, OpenHours.add_business_time)
NOTICE = (OpenHours.subtract_business_times, OpenHours.subtract_business_time)


def one_by_one(one: One, calendar: OpenHours, firsts: list[int], seconds: list[int]) -> list[int] | type[Exception]:
    try:
        return [one(calendar, first, second) for first, second in zip(firsts, seconds, strict=True)]
    except ValueError as error:
        return type(error)


def at_once(many: Many, calendar: OpenHours, firsts: list[int], seconds: list[int]) -> list[int] | type[Exception]:
    try:
        return many(calendar, firsts, seconds)
    except ValueError as error:
        return type(error)


@given(CALENDARS, st.lists(st.tuples(INSTANTS, INSTANTS), max_size=30))
def test_many_lengths_are_those_measured_one_by_one(calendar: BusinessCalendar, spans: list[tuple[int, int]]) -> None:
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    assert calendar.business_times(starts, ends) == one_by_one(OpenHours.business_time, calendar, starts, ends)


@pytest.mark.parametrize(("many", "one"), [DUE, NOTICE], ids=["forward", "backward"])
@given(CALENDARS, st.lists(st.tuples(INSTANTS, AMOUNTS), max_size=30))
def test_many_deadlines_are_those_counted_one_by_one(
    many: Many, one: One, calendar: BusinessCalendar, asked: list[tuple[int, int]]
) -> None:
    instants, amounts = [instant for instant, _ in asked], [amount for _, amount in asked]
    assert at_once(many, calendar, instants, amounts) == one_by_one(one, calendar, instants, amounts)


@pytest.mark.parametrize(("many", "one"), [ELAPSED, DUE, NOTICE], ids=["elapsed", "forward", "backward"])
@given(CALENDARS, st.lists(st.sampled_from([FIRST - 1, FIRST, FIRST + 1, MARCH, LAST - 1, LAST, LAST + 1]), min_size=1))
@settings(max_examples=40)
def test_the_years_end_for_many_where_they_end_for_one(
    many: Many, one: One, calendar: BusinessCalendar, instants: list[int]
) -> None:
    seconds = [instant + HOUR for instant in instants] if one is OpenHours.business_time else [HOUR] * len(instants)
    expected = one_by_one(one, calendar, instants, seconds)
    found = at_once(many, calendar, instants, seconds)
    if isinstance(expected, type):
        assert found in (OutOfRange, NeverOpen)
    else:
        assert found == expected


def test_what_the_calendar_knew_before_does_not_matter() -> None:
    def fresh(name: str) -> Calendar:
        return Calendar(name, LONDON, (HoursEntry(EveryDay(), ((22 * HOUR, 6 * HOUR),)),))

    instants, amounts = [MARCH, MARCH + 5 * DAY, MARCH - 900 * DAY], [1, 20_000 * HOUR, 0]
    assert fresh("a").add_business_times(instants, amounts) == [
        fresh(f"b{n}").add_business_time(instants[n], amounts[n]) for n in range(3)
    ]
    assert fresh("c").subtract_business_times(instants, amounts) == [
        fresh(f"d{n}").subtract_business_time(instants[n], amounts[n]) for n in range(3)
    ]


def test_one_amount_too_large_refuses_them_all() -> None:
    with pytest.raises(NeverOpen, match="once"):
        ONCE.add_business_times([MARCH - 1000 * DAY] * 3, [HOUR, 25 * HOUR, HOUR])
    with pytest.raises(NeverOpen, match="never"):
        NEVER.subtract_business_times([MARCH, MARCH], [0, 1])
    assert NEVER.add_business_times([MARCH, MARCH + 1], [0, 0]) == [MARCH, MARCH + 1]


@pytest.mark.parametrize("many", [DUE[0], NOTICE[0]])
def test_a_negative_amount_among_many_is_refused(many: Many) -> None:
    with pytest.raises(ValueError, match="negative"):
        many(OFFICE, [MARCH, MARCH], [HOUR, -1])


@pytest.mark.parametrize("many", [ELAPSED[0], DUE[0], NOTICE[0]])
def test_values_that_make_no_pairs_are_refused(many: Many) -> None:
    with pytest.raises(ValueError, match="2 and 1"):
        many(OFFICE, [MARCH, MARCH], [MARCH + HOUR])
    assert many(OFFICE, [], []) == []
