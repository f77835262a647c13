"""Exact figures in words: lengths, shares, sums. What is cut says so.

A figure that does not end within the digits shown is cut toward zero and carries `CUT` where its digits stop.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from slalang.values.instants import DAY, HOUR, MINUTE, SECOND
from slalang.values.money import format_truncated, minor_digits
from slalang.values.verdicts import Figure

CUT = "…"
"""Stands behind the last digit of a figure that goes on."""

SHARE_DIGITS = 6
"""How many decimals of a percentage are shown, as on the wire."""

_LONGEST_FRACTION = 24
"""How many characters an exact fraction may take in a sentence."""


def decimal_text(value: Fraction, digits: int = SHARE_DIGITS) -> str:
    """The number without zeros at the end of its decimals; cut and marked where it has more than `digits`."""
    text = format_truncated(value, digits)
    if Fraction(text) != value:
        return text + CUT
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: Fraction) -> str:
    """A share of one as a percentage: `99.8%`, or `99.697580…%` where more digits follow."""
    return decimal_text(share * 100) + "%"


def percent_in_full(share: Fraction) -> str:
    """A share as a percentage and, where its digits are cut, the exact fraction beside it."""
    return _in_full(share, percent(share))


def number_in_full(value: Fraction) -> str:
    """A measured value and, where its digits are cut, the exact fraction beside it."""
    return _in_full(value, decimal_text(value))


def numbered(number: int, noun: str) -> str:
    """`1 point`, `3 points`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _in_full(value: Fraction, shown: str) -> str:
    if CUT not in shown:
        return shown
    return f"{shown.replace(CUT, '')} (cut after {SHARE_DIGITS} decimals{_exactly(value)})"


def _exactly(value: Fraction) -> str:
    text = f"{value.numerator}/{value.denominator}"
    return f"; exactly {text}" if len(text) <= _LONGEST_FRACTION else ""


def duration(us: int | Fraction) -> str:
    """A length of time in words, exact to the microsecond: `2 hours 15 minutes`; nothing is `0 seconds`."""
    return " ".join(f"{figure} {unit}{'' if figure == '1' else 's'}" for figure, unit in _parts(us))


def elapsed(us: int | Fraction) -> str:
    """A length of time that went by without a break in words, exact: of two days or more `2 days 3 hours`."""
    return " ".join(f"{figure} {unit}{'' if figure == '1' else 's'}" for figure, unit in _parts(us, in_days=True))


def short_duration(us: int | Fraction) -> str:
    """A length of time as a table holds it, exact: `2h 15m`."""
    return " ".join(f"{figure}{unit[0]}" for figure, unit in _parts(us))


def short_elapsed(us: int | Fraction) -> str:
    """The same of time that went by without a break: `2d 3h`."""
    return " ".join(f"{figure}{unit[0]}" for figure, unit in _parts(us, in_days=True))


def _parts(us: int | Fraction, *, in_days: bool = False) -> Iterator[tuple[str, str]]:
    """The hours, minutes and seconds of a length, each with its unit; those that are none are left out.

    `in_days`: of two days or more the days of 24 hours stand before them.
    """
    rest = abs(Fraction(us))
    days = rest // DAY if in_days and rest >= 2 * DAY else 0
    hours, rest = divmod(rest - days * DAY, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    if days:
        yield str(days), "day"
    if hours:
        yield str(hours), "hour"
    if minutes:
        yield str(minutes), "minute"
    if rest or not (days or hours or minutes):
        yield decimal_text(rest / SECOND), "second"


def money(amount: Decimal | Fraction, currency: str | None) -> str:
    """A sum with its currency; a Decimal keeps its digits, a Fraction is exact, or cut and marked."""
    if isinstance(amount, Decimal):
        text = format(amount, "f")
    else:
        text = decimal_text(amount)
        least = minor_digits(currency) if currency else 0
        whole, _, decimals = text.partition(".")
        if len(decimals) < least:
            text = f"{whole}.{decimals:0<{least}}"
    whole, point, decimals = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{int(whole.lstrip('-')):,}"
    return f"{currency + ' ' if currency else ''}{sign}{grouped}{point}{decimals}"


def figure(value: Figure, unit: str, currency: str | None) -> str:
    """A figure of an explanation in the words of its unit."""
    if isinstance(value, str):
        return value
    match unit:
        case "us":
            return duration(value)
        case "share":
            return percent_in_full(Fraction(value))
        case "money":
            return money(Fraction(value), currency)
        case _:
            return decimal_text(Fraction(value))
