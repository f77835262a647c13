"""Money is decimal with its currency; rounding to the minor unit is declared, once, with its direction (C4)."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction

import attrs

MINOR_DIGITS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
    "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0, "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3,
    "OMR": 3, "TND": 3,
}  # fmt: skip
"""ISO 4217 currencies whose minor unit is not two digits."""


class Rounding(Enum):
    """How an exact figure becomes one with a fixed number of digits."""

    HALF_UP = "half up"
    HALF_EVEN = "half even"
    HALF_DOWN = "half down"
    UP = "up"
    DOWN = "down"


@attrs.frozen(slots=True)
class Money:
    """An exact sum in one currency, before any rounding."""

    amount: Fraction
    currency: str


def minor_digits(currency: str) -> int:
    """How many digits the currency's minor unit has."""
    return MINOR_DIGITS.get(currency, 2)


def round_fraction(value: Fraction, digits: int, rounding: Rounding) -> Fraction:
    """`value` to that many decimals. Up and down mean away from and toward zero; half is decided exactly."""
    scaled = abs(value) * 10**digits
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest - scaled.denominator
    match rounding:
        case Rounding.UP:
            carry = rest > 0
        case Rounding.DOWN:
            carry = False
        case Rounding.HALF_UP:
            carry = twice >= 0
        case Rounding.HALF_DOWN:
            carry = twice > 0
        case Rounding.HALF_EVEN:
            carry = twice > 0 or (twice == 0 and whole % 2 == 1)
    result = Fraction(whole + carry, 10**digits)
    return -result if value < 0 else result


def format_fixed(value: Fraction, digits: int) -> str:
    """A figure that has at most that many decimals, written with exactly that many."""
    scaled = value * 10**digits
    if scaled.denominator != 1:
        raise ValueError("the figure has more decimals than asked for")
    sign = "-" if scaled < 0 else ""
    text = str(abs(scaled.numerator)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else f"{sign}{text}"


def format_truncated(value: Fraction, digits: int) -> str:
    """A figure cut to that many decimals, toward zero."""
    return format_fixed(round_fraction(value, digits, Rounding.DOWN), digits)


def to_decimal(value: Fraction, currency: str, rounding: Rounding) -> Decimal:
    """The sum rounded to the currency's minor unit (C4)."""
    digits = minor_digits(currency)
    return Decimal(format_fixed(round_fraction(value, digits, rounding), digits))
