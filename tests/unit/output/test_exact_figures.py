"""No figure is rounded without saying so."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from slalang.output.figures import duration, figure, money, percent, percent_in_full, short_duration
from slalang.values.instants import HOUR, MINUTE, SECOND


@pytest.mark.parametrize(
    ("us", "words"),
    [
        (0, "0 seconds"),
        (HOUR + MINUTE + SECOND, "1 hour 1 minute 1 second"),
        (2 * HOUR + 15 * MINUTE, "2 hours 15 minutes"),
        (744 * HOUR, "744 hours"),
        (1, "0.000001 seconds"),
        (Fraction(SECOND, 3), "0.333333… seconds"),
    ],
)
def test_lengths_are_exact_or_marked(us: int | Fraction, words: str) -> None:
    assert duration(us) == words


def test_short_lengths_keep_the_last_microsecond() -> None:
    assert short_duration(86 * MINUTE + 24 * SECOND + 1) == "1h 26m 24.000001s"


def test_a_percentage_that_ends_is_whole_and_one_that_goes_on_is_marked() -> None:
    assert percent(Fraction(998, 1000)) == "99.8%"
    assert percent(Fraction(1)) == "100%"
    assert percent(Fraction(2963, 2972)) == "99.697173…%"


def test_a_cut_percentage_never_reaches_the_next_figure() -> None:
    just_below = Fraction(998, 1000) - Fraction(1, 10**12)
    assert percent(just_below) == "99.799999…%"


def test_in_full_a_cut_percentage_gives_its_fraction() -> None:
    assert percent_in_full(Fraction(2963, 2972)) == "99.697173% (cut after 6 decimals; exactly 2963/2972)"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("12500.00"), "USD 12,500.00"),
        (Decimal("-3.10"), "USD -3.10"),
        (Fraction(25, 2), "USD 12.50"),
        (Fraction(37, 3), "USD 12.333333…"),
    ],
)
def test_sums_keep_their_digits(amount: Decimal | Fraction, words: str) -> None:
    assert money(amount, "USD") == words


def test_figures_speak_in_their_unit() -> None:
    assert figure(90 * MINUTE, "us", None) == "1 hour 30 minutes"
    assert figure(Fraction(1, 4), "share", None) == "25%"
    assert figure(20, "money", "GBP") == "GBP 20.00"
    assert figure("met", "", None) == "met"
