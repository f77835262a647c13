"""Which of two lengths is longer whenever it begins, against every quarter of an hour of two years."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction

import pytest

from slalang.lint.analysis.lengths import always_longer
from slalang.time.calendars import Calendar, holiday_days
from slalang.time.hours import HoursEntry, Weekdays
from slalang.time.lengths import BusinessDays, BusinessHours, CalendarLength, ExactLength, Length, add_length
from slalang.time.zones import load_zone
from slalang.values.instants import HOUR, MINUTE, day_number

LONDON = load_zone("Europe/London")
YEARS = range(2025, 2027)


def _calendar(dice: random.Random) -> Calendar:
    spans = dice.choice([((9, 17),), ((9, 12), (13, 18)), ((22, 6),), ((0, 24),)])
    hours = tuple((first * HOUR, last * HOUR) for first, last in spans)
    closed = tuple(holiday_days("GB-ENG")) if dice.random() < 0.5 else ()
    return Calendar("office", LONDON, (HoursEntry(Weekdays(tuple(range(dice.choice([5, 7])))), hours),), closed)


def _length(dice: random.Random, calendar: Calendar) -> Length:
    return dice.choice(
        [
            ExactLength(dice.randrange(1, 200) * HOUR),
            CalendarLength(0, dice.randrange(1, 12)),
            CalendarLength(1, 0),
            BusinessDays(Fraction(dice.randrange(1, 12), dice.choice([1, 1, 2])), calendar),
            BusinessHours(dice.randrange(1, 60) * HOUR, calendar),
        ]
    )


@pytest.mark.parametrize("seed", range(60))
def test_what_is_longer_runs_out_later_from_every_instant(seed: int) -> None:
    dice = random.Random(seed)
    calendar = _calendar(dice)
    first, last = (LONDON.day_start(day_number(date(year, 1, 1))) for year in (2025, 2027))
    instants = [dice.randrange(first, last) // (15 * MINUTE) * 15 * MINUTE for _ in range(300)]
    dates = [edge for year in YEARS for one in calendar.business_dates(year) for edge in (one.hours[0][0], one.hours[-1][1])]
    instants += dice.sample(dates, min(len(dates), 300))
    for _ in range(6):
        a, b = _length(dice, calendar), _length(dice, calendar)
        later = [add_length(at, a, LONDON) > add_length(at, b, LONDON) for at in instants]
        if always_longer(a, b, YEARS):
            assert all(later), (a, b)


def test_it_is_decided_where_days_of_eight_hours_decide_it() -> None:
    office = Calendar("office", LONDON, (HoursEntry(Weekdays((0, 1, 2, 3, 4)), ((9 * HOUR, 17 * HOUR),)),))
    hours = [n for n in range(1, 40) if always_longer(BusinessHours(n * HOUR, office), BusinessDays(2, office), YEARS)]
    assert hours == list(range(17, 40))
    days = [n for n in range(1, 6) if always_longer(BusinessDays(n, office), BusinessHours(16 * HOUR, office), YEARS)]
    assert days == [3, 4, 5]
