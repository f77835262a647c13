"""Instants and lengths as scenarios write them, and as their answers say them (P4, T1-T4)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from slalang.syntax import ast
from slalang.time.zones import Zone
from slalang.values.instants import HOUR, MICROSECOND, MINUTE, SECOND, civil_date, day_number

_EXACT_UNITS = {
    ast.Unit.MICROSECOND: MICROSECOND,
    ast.Unit.MILLISECOND: 1_000 * MICROSECOND,
    ast.Unit.SECOND: SECOND,
    ast.Unit.MINUTE: MINUTE,
    ast.Unit.HOUR: HOUR,
}


def instant_of(moment: ast.Moment, zone: Zone) -> int:
    """The instant of a moment; a civil one is read in the policy's zone (T3)."""
    match moment:
        case ast.CivilMoment():
            return zone.to_instant(day_number(moment.day), moment.time.us)
        case ast.ExactMoment():
            return moment.at
        case _:
            assert_never(moment)


def exact_us(length: ast.Length) -> int | None:
    """Microseconds of an exact length; None for other lengths and for parts of a microsecond (T4)."""
    if not isinstance(length, ast.ExactOrCalendarLength) or length.unit not in _EXACT_UNITS:
        return None
    us = length.number.value * _EXACT_UNITS[length.unit]
    return us.numerator if us.denominator == 1 else None


def spoken_length(us: int | Fraction) -> str:
    """`2 hours 5 minutes`: a length in the units in which contracts speak, exact even below a microsecond."""
    parts = []
    rest = Fraction(us)
    for size, word in ((HOUR, "hour"), (MINUTE, "minute"), (SECOND, "second"), (MICROSECOND, "microsecond")):
        number, rest = divmod(rest, size)
        if number:
            parts.append(f"{number} {word}{'' if number == 1 else 's'}")
    if rest:
        parts.append(f"{rest} of a microsecond")
    return " ".join(parts) or "0 minutes"


def spoken_instant(instant: int, zone: Zone) -> str:
    """`2025-06-01 00:00 in Europe/London`."""
    day, us = zone.to_civil(instant)
    minutes, rest = divmod(us, MINUTE)
    seconds = f":{Decimal(rest) / SECOND:09.6f}".rstrip("0").rstrip(".") if rest else ""
    return f"{civil_date(day).isoformat()} {minutes // 60:02d}:{minutes % 60:02d}{seconds} in {zone.name}"
