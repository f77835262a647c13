"""One text for one meaning: the canonical form of resolved policies, and its hash (V4).

Zones and calendars, which are large and stand in many places, are written as the hash of their own form.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from slalang.semantics.plain import members, plain
from slalang.semantics.policy import Compiled, Policy, ReadingVariant
from slalang.time.calendars import Calendar, CombinedCalendar
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone

_FROZEN_IN = (Zone, Calendar, CombinedCalendar, Schedule)
_NOT_MEANING: dict[type, frozenset[str]] = {Policy: frozenset({"calendars", "holidays_version", "zone_version"})}
"""What is there a second time, or says where zones and holidays come from: all that rules use stands in the rules."""


def meaning_hash(policy: Policy, readings: tuple[ReadingVariant, ...], replaces: Compiled | None) -> str:
    """The sha256 that names a policy: of its governing variant, its readings, and the version that it replaces (V4)."""
    return fingerprint((policy, readings, None if replaces is None else replaces.sha256))


def fingerprint(value: object) -> str:
    """The sha256, in hexadecimal digits, of the canonical text of a value (V4)."""
    return hashlib.sha256(canonical_text(value).encode("ascii")).hexdigest()


def canonical_text(value: object) -> str:
    """The same ASCII text for equal values on every machine.

    `value` is made of attrs classes, enumerations, tuples, Fraction, str, int, bool and None; TypeError for
    anything else.
    """
    return _text(plain(value, _by_hash, _NOT_MEANING))


def _by_hash(value: object) -> Any:
    return {type(value).__name__: _hash(value)} if isinstance(value, _FROZEN_IN) else None


@lru_cache(maxsize=1024)
def _hash(value: Zone | Calendar | CombinedCalendar | Schedule) -> str:
    return hashlib.sha256(_text(members(value, _by_hash)).encode("ascii")).hexdigest()


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
