"""When calendars and schedules are open, against the calendars themselves and against every hour one by one."""

from __future__ import annotations

import random
from datetime import date
from functools import reduce

import attrs
import pytest

from slalang.lint.analysis.lengths import longer
from slalang.lint.analysis.openings import common, often_open, open_within, stretches
from slalang.pipeline import compile_policy
from slalang.semantics.policy import Policy
from slalang.time.calendars import Calendar, CombinedCalendar
from slalang.time.hours import DaySelector, EveryDay, HoursEntry, MonthDay, NthWeekday, Weekdays
from slalang.time.lengths import BusinessDays, BusinessHours, CalendarLength, ExactLength, Length, add_length
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone, load_zone
from slalang.values.instants import DAY, HOUR, day_number
from slalang.values.intervals import intersect, normalize

ZONES = tuple(load_zone(name) for name in ("UTC", "Europe/London", "America/New_York", "Pacific/Apia", "Asia/Kolkata"))
START, END = day_number(date(2025, 2, 20)) * DAY, day_number(date(2025, 4, 10)) * DAY


def _policy(start: int, end: int) -> Policy:
    compiled = compile_policy(
        'agreement "A": zone UTC. service s: no components. duty d of s: for each day; requires the fact "x".'
    )
    return attrs.evolve(compiled.required().policy, in_force_at=start, until_at=end)


def _days(dice: random.Random) -> DaySelector:
    match dice.randrange(5):
        case 0:
            return EveryDay()
        case 1:
            return NthWeekday(dice.choice((1, 2, -1)), dice.randrange(7))
        case 2:
            return MonthDay(dice.choice((1, 15, 30, -1)))
        case _:
            return Weekdays(tuple(dice.sample(range(7), dice.randint(1, 5))))


def _hours(dice: random.Random) -> tuple[HoursEntry, ...]:
    def span() -> tuple[int, int]:
        return dice.randrange(24) * HOUR, dice.randrange(24) * HOUR

    return tuple(HoursEntry(_days(dice), tuple(span() for _ in range(dice.randint(0, 2)))) for _ in range(dice.randint(1, 3)))


def _calendar(dice: random.Random, depth: int = 2) -> Calendar | CombinedCalendar:
    if depth and dice.random() < 0.5:
        parts = tuple(_calendar(dice, depth - 1) for _ in range(dice.randint(1, 3)))
        return CombinedCalendar("c", dice.choice(("union", "intersection", "difference")), parts)
    closed = tuple(sorted(dice.sample(range(START // DAY - 5, END // DAY + 5), dice.choice((0, 3, 20)))))
    return Calendar("p", dice.choice(ZONES), dice.choice(((), _hours(dice))), closed)


@pytest.mark.parametrize("seed", range(60))
def test_a_calendar_is_open_when_it_says_so(seed: int) -> None:
    calendar = _calendar(random.Random(seed))
    assert open_within(calendar, (START, END)) == calendar.intervals(START, END)
    if often_open(calendar):
        assert calendar.intervals(START, END + 400 * DAY)


@pytest.mark.parametrize("seed", range(20))
def test_a_schedule_is_open_when_it_says_so(seed: int) -> None:
    dice = random.Random(seed)
    schedule = Schedule(dice.choice(ZONES), _hours(dice))
    assert open_within(schedule, (START, END)) == schedule.covered(START, END)


@pytest.mark.parametrize("seed", range(30))
def test_what_several_have_in_common_is_found_wherever_it_lies(seed: int) -> None:
    dice = random.Random(seed)
    parts = [_calendar(dice, 1) for _ in range(2)]
    policy = _policy(START, END)
    both = reduce(intersect, (part.intervals(START, END) for part in parts))
    assert normalize(stretches(parts, policy)) == both
    assert (common(parts, policy) is None) == (not both)
    longest = max((end - start for start, end in both), default=0)
    assert common(parts, policy, lambda span: span[1] - span[0] > longest) is None


LENGTHS: tuple[Length, ...] = (
    *(ExactLength(hours * HOUR) for hours in (1, 23, 24, 25, 26, 72, 700, 745, 800)),
    *(CalendarLength(days=days) for days in (1, 2, 3, 28, 30, 31, 32)),
    *(CalendarLength(months=months) for months in (1, 2)),
    CalendarLength(months=1, days=1),
)


def _along(zone: Zone) -> tuple[Length, ...]:
    office = Calendar("office", zone, (HoursEntry(Weekdays((0, 1, 2, 3, 4)), ((9 * HOUR, 17 * HOUR),)),))
    days, hours = (1, 2, 21), (1, 8, 9, 73)
    return (*(BusinessDays(n, office) for n in days), *(BusinessHours(n * HOUR, office) for n in hours))


@pytest.mark.parametrize("zone", ZONES[:3], ids=lambda zone: zone.name)
def test_a_longer_length_never_runs_out_sooner(zone: Zone) -> None:
    lengths = (*LENGTHS, *_along(zone))
    starts = [START + n * 37 * HOUR for n in range(0, 300, 3)]
    ends = {length: [add_length(start, length, zone) for start in starts] for length in lengths}
    said = 0
    for one in lengths:
        for other in lengths:
            if longer(one, other):
                said += 1
                assert all(a >= b for a, b in zip(ends[one], ends[other], strict=True)), (one, other)
    assert said > len(lengths)
