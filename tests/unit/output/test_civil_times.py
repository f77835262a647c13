"""Instants as a customer reads them."""

from __future__ import annotations

import pytest

from slalang.output.civil_times import at, deadline, in_period, period_words, span, spans
from slalang.time.zones import Zone
from slalang.values.instants import DAY, HOUR, MINUTE, SECOND, parse_instant
from slalang.values.verdicts import PeriodName


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2025-03", "March 2025"),
        ("2025-03-14", "14 March 2025"),
        ("2025-Q1", "the first quarter of 2025"),
        ("2025-H2", "the second half of 2025"),
        ("2025-W11", "week 11 of 2025"),
        ("2025", "2025"),
        ("2025-03-14T10", "the hour from 10:00 on 14 March 2025"),
        ("2025-01-16/2025-02-15", "the period from 16 January 2025 to 15 February 2025"),
    ],
)
def test_periods_have_words(name: str, words: str) -> None:
    assert period_words(name) == words


def test_a_day_takes_another_preposition() -> None:
    assert in_period(PeriodName("2025-03-14", 0, 1)) == "On 14 March 2025"
    assert in_period(PeriodName("2025-03", 0, 1)) == "In March 2025"


def test_times_are_those_of_the_zone(london: Zone) -> None:
    summer = parse_instant("2025-06-01T09:00:00Z")
    assert at(summer, london) == "10:00 on 1 June 2025"
    assert at(summer + 7 * SECOND + 250_000, london) == "10:00:07.25 on 1 June 2025"


def test_a_deadline_at_midnight_is_the_end_of_the_day_before(london: Zone) -> None:
    assert deadline(parse_instant("2025-05-31T23:00:00Z"), london) == "the end of 31 May 2025"


def test_a_span_names_its_day_once(london: Zone) -> None:
    start = parse_instant("2025-03-14T10:00:00Z")
    assert span(start, start + 135 * MINUTE, london) == "from 10:00 to 12:15 on 14 March 2025"
    assert span(start, start + 14 * HOUR, london) == "from 10:00 to 24:00 on 14 March 2025"
    assert span(start, start + DAY, london) == "from 10:00 on 14 March 2025 to 10:00 on 15 March 2025"


def test_a_span_across_a_change_of_the_clock_says_so(london: Zone) -> None:
    start = parse_instant("2025-03-30T00:30:00Z")
    words = span(start, start + HOUR, london)
    assert words == "from 00:30 to 02:30 on 30 March 2025 (the clock changes in between)"


def test_of_many_spans_the_rest_is_counted_and_summed(london: Zone) -> None:
    start = parse_instant("2025-01-01T10:00:00Z")
    words = spans(tuple((start + n * DAY, start + n * DAY + HOUR) for n in range(6)), london)
    assert words.endswith("and 2 other times (2 hours together)")
    assert words.count("from 10:00") == 4
