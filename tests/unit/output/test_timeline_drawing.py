"""The timeline shows every stretch, however short, and folds what was up."""

from __future__ import annotations

import time

import attrs

from slalang.output.explanation.timeline import (
    ASCII_GLYPHS,
    TimeClass,
    draw_timeline,
    timeline_marks,
)
from slalang.time.zones import Zone
from slalang.values.instants import HOUR, MINUTE, parse_instant
from slalang.values.verdicts import Step, Verdict


def instants(start: str, end: str) -> tuple[int, int]:
    return parse_instant(start), parse_instant(end)


def test_a_month_by_day(breached: Verdict, london: Zone) -> None:
    assert breached.period is not None
    period = breached.period.start_at, breached.period.end_at
    assert draw_timeline(period, london, timeline_marks(breached)) == (
        "            0     3     6     9     12    15    18    21    24",
        "Sat  1 Mar to Thu 13 Mar  up, 13 days",
        "Fri 14 Mar  ····················█████·······················  2h 15m",
        "Sat 15 Mar to Sat 29 Mar  up, 15 days",
        "Sun 30 Mar  ·▒  ▒···········································",
        "Mon 31 Mar  ················································",
        "█ down and counted   ▒ down, excluded   · up",
        "A mark stands for any part of half an hour.",
    )


def test_time_without_its_resources_is_outside(breached: Verdict) -> None:
    assert breached.time_us is not None
    night = instants("2025-03-02T00:00:00Z", "2025-03-02T06:00:00Z")
    step = Step("D3", "other_time", intervals=(night,))
    outside = attrs.evolve(breached.time_us, outside=6 * HOUR)
    assert timeline_marks(attrs.evolve(breached, because=(step,), time_us=outside)) == ((TimeClass.OUTSIDE, (night,)),)
    # Where it counts as up, no time is outside.
    assert timeline_marks(attrs.evolve(breached, because=(step,))) == ()


def test_a_year_by_month(breached: Verdict, london: Zone) -> None:
    year = instants("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
    lines = draw_timeline(year, london, timeline_marks(breached), ASCII_GLYPHS)
    assert lines[1:4] == (
        "January 2025 to February 2025  up, 2 months",
        "March 2025      .............#...............x.  2h 15m",
        "April 2025 to December 2025  up, 9 months",
    )


def test_a_very_long_period_by_year(london: Zone) -> None:
    period = instants("2025-03-01T00:00:00Z", "2200-12-01T00:00:00Z")
    counted = (
        instants("2025-04-10T00:00:00Z", "2025-04-10T02:00:00Z"),
        instants("2199-12-31T23:00:00Z", "2200-01-01T01:00:00Z"),
    )
    outside = tuple((at, at + 8 * HOUR) for at in range(period[0], period[1], 24 * HOUR))
    assert draw_timeline(period, london, ((TimeClass.COUNTED, counted),), ASCII_GLYPHS) == (
        "      JFMAMJJASOND",
        "2025    .#........  2h",
        "2026 to 2198  up, 173 years",
        "2199  ...........#  1h",
        "2200  #..........   1h",
        "# down and counted   . up",
        "A mark stands for any part of a month.",
    )
    # However long and however cut up, what is drawn and worked on stays small.
    lines = draw_timeline(period, london, ((TimeClass.OUTSIDE, outside),), ASCII_GLYPHS)
    assert (len(lines), max(map(len, lines))) == (1 + 176 + 2, len("A mark stands for any part of a month."))


def test_marks_of_many_steps_are_joined_at_once(breached: Verdict) -> None:
    hours = range(0, 40_000 * HOUR, 2 * HOUR)
    steps = tuple(Step("D1", "counted", intervals=((at, at + HOUR),)) for at in hours)
    began = time.process_time()
    ((there, marked),) = timeline_marks(attrs.evolve(breached, because=(*reversed(steps), steps[0])))
    # One by one this would take half a minute.
    assert time.process_time() - began < 5
    assert (there, marked) == (TimeClass.COUNTED, tuple((at, at + HOUR) for at in hours))


def test_ten_years_are_still_drawn_by_month(london: Zone) -> None:
    ten = instants("2025-01-01T00:00:00Z", "2035-01-01T00:00:00Z")
    assert draw_timeline(ten, london, ())[1] == "January 2025 to December 2034  up, 120 months"
    assert draw_timeline((ten[0], ten[1] + 1), london, ())[1] == "2025 to 2035  up, 11 years"


def test_a_microsecond_of_downtime_is_seen(london: Zone) -> None:
    day = instants("2025-01-10T00:00:00Z", "2025-01-11T00:00:00Z")
    blip = ((day[0] + 6 * HOUR, day[0] + 6 * HOUR + 1),)
    line = draw_timeline(day, london, ((TimeClass.COUNTED, blip),), ASCII_GLYPHS)[1]
    assert line == "Fri 10 Jan  ............#...................................  0.000001s"


def test_counted_time_outweighs_what_shares_its_cell(london: Zone) -> None:
    day = instants("2025-01-10T00:00:00Z", "2025-01-11T00:00:00Z")
    first, second = (day[0], day[0] + MINUTE), (day[0] + MINUTE, day[0] + HOUR)
    marks = ((TimeClass.EXCLUDED, (second,)), (TimeClass.COUNTED, (first,)))
    assert draw_timeline(day, london, marks, ASCII_GLYPHS)[1].startswith("Fri 10 Jan  #x.")


def test_the_repeated_hour_of_autumn_is_in_its_cell(london: Zone) -> None:
    day = instants("2025-10-25T23:00:00Z", "2025-10-27T00:00:00Z")
    second_half_past_one = parse_instant("2025-10-26T01:40:00Z")
    marks = ((TimeClass.COUNTED, ((second_half_past_one, second_half_past_one + MINUTE),)),)
    assert draw_timeline(day, london, marks, ASCII_GLYPHS)[1].startswith("Sun 26 Oct  ...#.")


def test_what_lies_outside_the_period_is_blank(london: Zone) -> None:
    hour = instants("2025-01-10T10:00:00Z", "2025-01-10T11:00:00Z")
    assert draw_timeline(hour, london, (), ASCII_GLYPHS)[1] == "Fri 10 Jan  " + " " * 20 + ".."


def test_unknown_time_that_was_taken_as_up_is_not_drawn(breached: Verdict) -> None:
    import attrs

    from slalang.values.verdicts import Step

    gap = Step("O5", "unobserved", intervals=(instants("2025-03-02T00:00:00Z", "2025-03-03T00:00:00Z"),))
    verdict = attrs.evolve(breached, because=(gap,))
    assert timeline_marks(verdict) == ()
