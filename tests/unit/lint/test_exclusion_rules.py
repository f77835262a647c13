"""Rules about exclusions, against windows that are counted one by one and streams that are judged."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from test_calendar_rules import HEAD, found

from slalang.values.verdicts import Status

UTC_HEAD = HEAD.replace("Europe/London", "UTC")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.mark.parametrize("seed", range(25))
def test_a_total_never_binds_exactly_where_no_month_holds_it(seed: int) -> None:
    dice = random.Random(seed)
    weekdays, first, minutes = dice.sample(range(7), dice.randint(1, 3)), dice.randrange(20), dice.choice((30, 60, 90, 120))
    hours = f"{', '.join(_NAMES[day] for day in weekdays)} {first:02d}:00-{first + minutes // 60:02d}:{minutes % 60:02d}"
    held: Counter[tuple[int, int]] = Counter()
    day = date(2025, 1, 1)
    while day.year < 2027:
        held[day.year, day.month] += minutes if day.weekday() in weekdays else 0
        day += timedelta(days=1)
    most = max(held.values())
    for total in (most - 1, most, most + 1):
        text = UTC_HEAD + (
            f'exclusion e: maintenance of kind "scheduled"; inside {hours}, otherwise the excess counts; '
            f"at most {total} minutes per calendar month, otherwise the excess counts."
        )
        assert bool(found(text, "quota-never-binds")) == (total > most), (hours, total, most)


@pytest.mark.parametrize("number", [1, 2, 5])
@pytest.mark.parametrize("slot", ["", "22:00-02:00", "18:00-22:00"])
def test_a_total_beside_a_number_may_be_reached_by_a_window_across_the_end_of_a_month(number: int, slot: str) -> None:
    slots = f"inside every day {slot}, otherwise void; " if slot else ""
    across = slot != "18:00-22:00"
    for half_hours in range(2 * number, 2 * number + 5):
        text = UTC_HEAD + (
            f'exclusion e: maintenance of kind "scheduled"; {slots}at most 1 hour each, otherwise void; '
            f"at most {number} windows per calendar month, otherwise void; "
            f"at most {30 * half_hours} minutes per calendar month, otherwise the excess counts."
        ).replace("at most 1 windows", "at most 1 window")
        beyond = half_hours >= 2 * (number + 1) if across else half_hours > 2 * number
        assert bool(found(text, "quota-never-binds")) == beyond, (half_hours, across)


@pytest.mark.parametrize(
    ("conditions", "swallows"),
    [
        ("", True),
        ("; announced at least 30 days before, otherwise void", True),
        ("; inside every day all day, otherwise void", True),
        ("; inside every day 00:00-23:59, otherwise void", True),
        ("; inside every day 00:00-23:58, otherwise void", False),
        ("; inside every day 00:00-12:00 and 12:00-00:00, otherwise void", True),
        ("; at most 1 window per calendar year, otherwise void", True),
        ("; at most 2 hours each, otherwise the excess counts", True),
        ("; at most 2 hours each, otherwise the excess counts; at most 1 window per calendar month, otherwise void", False),
        ("; at most 30 minutes each, otherwise void", True),
        ("; at most 1 minute each, otherwise void", True),
        ("; at most 8,784 hours per calendar year, otherwise the excess counts", True),
        ("; at most 800 hours per calendar month, otherwise the excess counts", True),
        ("; at most 43,157 minutes per calendar month, otherwise the excess counts", True),
        ("; at most 43,156 minutes per calendar month, otherwise the excess counts", False),
        ("; at most 168 hours per calendar week, otherwise the excess counts", True),
        ("; at most 167 hours per calendar week, otherwise the excess counts", False),
        ("; at most 24 hours per day, otherwise the excess counts", True),
        ("; at most 23 hours per rolling 24 hours, otherwise the excess counts", False),
        ("; at most 24 hours per rolling 24 hours, otherwise the excess counts", True),
        ("; approved before it starts, otherwise void", False),
    ],
)
def test_what_swallows_a_commitment_is_met_while_all_is_down(conditions: str, swallows: bool) -> None:
    text = HEAD + f'exclusion e: maintenance of kind "scheduled"{conditions}.'
    said = found(text, "exclusion-swallows-commitment")
    assert bool(said) == swallows
    for one in said:
        assert f"is {Status.MET.value}" in one.case


_TWO = """exclusion days: recurring on every day 06:00-22:00.
exclusion nights: recurring on every day 22:00-06:00.
exclusion lunch: recurring on every day 12:00-13:00.
"""


def test_exclusions_that_cover_the_day_together_are_named_together() -> None:
    (said,) = found(HEAD + _TWO, "exclusion-swallows-commitment")
    assert said.title == "days and nights together can exclude a whole period, and uptime is not missed"
    assert [label.text for label in said.labels] == ["together with this"]
    assert "480 hours excluded by days, 240 hours excluded by nights" in said.case
    assert not found(HEAD + _TWO.replace("22:00-06:00", "22:00-05:00"), "exclusion-swallows-commitment")
    alone = HEAD + 'exclusion a: maintenance of kind "release".\nexclusion b: maintenance of kind "release".'
    titles = [one.title.split()[0] for one in found(alone, "exclusion-swallows-commitment")]
    assert titles == ["a", "b"], "each swallows it by itself, whichever takes the time"


def test_a_total_for_some_customers_limits_nothing_for_the_others() -> None:
    text = HEAD + 'parameter plan: one of "a", "b"; default "a".\nexclusion e: maintenance of kind "scheduled"; {}.'
    one = 'at most 4 hours per calendar month where plan is "a", otherwise the excess counts'
    (said,) = found(text.format(one), "exclusion-swallows-commitment")
    assert said.case.startswith('where plan is "b": ')
    both = one + '; at most 4 hours per calendar month where plan is not "a", otherwise the excess counts'
    assert not found(text.format(both), "exclusion-swallows-commitment")


def test_hours_are_wide_enough_where_they_hold_all_the_hours_that_are_measured() -> None:
    office = "calendar office: Monday to Friday 09:00-17:00.\n" + HEAD.replace("the whole period", "the hours of office")
    text = office + 'exclusion e: maintenance of kind "scheduled"; inside {}, otherwise the excess counts.'
    assert found(text.format("the hours of office"), "exclusion-swallows-commitment")
    assert found(text.format("Monday to Friday 08:00-18:00"), "exclusion-swallows-commitment")
    assert not found(text.format("Monday to Friday 09:00-16:00"), "exclusion-swallows-commitment")
