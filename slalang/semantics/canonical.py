"""One text for one meaning: the canonical form of resolved policies, and its hash (V4).

Attrs classes become objects with their class name, enumerations their member's name, exact fractions `n/d`.
Zones and calendars, which are large and stand in many places, are written as the hash of their own form.
"""

from __future__ import annotations

import hashlib
import json
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any

import attrs

from slalang.semantics.policy import Cited, Policy
from slalang.time.calendars import Calendar, CombinedCalendar
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone

_FROZEN_IN = (Zone, Calendar, CombinedCalendar, Schedule)
_NOT_MEANING = {Policy: frozenset({"calendars", "holidays_version", "zone_version"}), Cited: frozenset({"span"})}
"""What is there a second time, or says where zones, holidays and words come from: all that rules use stands in the rules."""


def fingerprint(value: object) -> str:
    """The sha256, in hexadecimal digits, of the canonical text of a value (V4)."""
    return hashlib.sha256(canonical_text(value).encode("ascii")).hexdigest()


def canonical_text(value: object) -> str:
    """The same ASCII text for equal values on every machine.

    `value` is made of attrs classes, enumerations, tuples, Fraction, str, int, bool and None; TypeError for
    anything else.
    """
    return json.dumps(_plain(value), ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, _FROZEN_IN):
        return {type(value).__name__: _frozen(value)}
    return _members(value)


@lru_cache(maxsize=1024)
def _frozen(value: Zone | Calendar | CombinedCalendar | Schedule) -> str:
    text = json.dumps(_members(value), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _members(value: Any) -> Any:
    match value:
        case Enum():
            return f"{type(value).__name__}.{value.name}"
        case None | bool() | int() | str():
            return value
        case Fraction():
            return {"Fraction": f"{value.numerator}/{value.denominator}"}
        case tuple():
            return [_plain(member) for member in value]
        case _ if attrs.has(type(value)):
            skipped = _NOT_MEANING.get(type(value), frozenset())
            return {
                type(value).__name__: {
                    f.name: _plain(getattr(value, f.name)) for f in attrs.fields(type(value)) if f.name not in skipped
                }
            }
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form")
