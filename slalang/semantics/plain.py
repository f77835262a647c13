"""Resolved values as plain JSON values, one way for all: what a policy's hash is of, and what an artifact holds (V4).

An attrs class becomes `{"Class": {field: ...}}`, a member of an enumeration `{"Class": "MEMBER"}`, an exact fraction
`{"Fraction": "n/d"}`, a tuple a list. Fields that take no part in equality, or are worked out from others, are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

import attrs

Apart = Callable[[Any], Any]
"""What stands in a value's place where it is written elsewhere; None where it is written here."""

NOWHERE_ELSE: dict[type, frozenset[str]] = {}


def plain(value: Any, apart: Apart, skipped: dict[type, frozenset[str]] = NOWHERE_ELSE) -> Any:
    """A value as JSON has it; `skipped` names the fields of classes that are left out.

    TypeError for anything but attrs classes, enumerations, tuples, Fraction, str, int, bool and None.
    """
    instead = apart(value)
    return members(value, apart, skipped) if instead is None else instead


def members(value: Any, apart: Apart, skipped: dict[type, frozenset[str]] = NOWHERE_ELSE) -> Any:
    """As `plain`; the value itself is written here in any case."""
    match value:
        case Enum():
            return {type(value).__name__: value.name}
        case None | bool() | int() | str():
            return value
        case Fraction():
            return {"Fraction": f"{value.numerator}/{value.denominator}"}
        case tuple():
            return [plain(member, apart, skipped) for member in value]
        case _ if attrs.has(type(value)):
            kind: type = type(value)
            out = skipped.get(kind, frozenset())
            written = {name: plain(getattr(value, name), apart, skipped) for name in written_fields(kind) if name not in out}
            return {kind.__name__: written}
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form")


@cache
def written_fields(kind: type) -> tuple[str, ...]:
    """The fields of an attrs class that say what a value of it is, in order."""
    return tuple(field.name for field in attrs.fields(kind) if field.init and field.eq)
