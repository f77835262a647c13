"""What the compiler guarantees beyond types and the engine relies on: figures within bounds, names that name something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

import attrs

from slalang.semantics.canonical import meaning_hash
from slalang.semantics.plain import written_fields
from slalang.semantics.policy import (
    Compiled,
    Ground,
    ParameterAward,
    ParameterBase,
    ParameterIs,
    ParameterSum,
    PointsGround,
    Policy,
)
from slalang.time.calendars import BusinessCalendar, Calendar, CombinedCalendar
from slalang.time.hours import HoursEntry
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone
from slalang.values.instants import DAY, SECOND

_DIGITS = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", re.ASCII)
_FIRST_AT, _LAST_AT = -62_135_596_800_000_000, 253_402_300_799_999_999
"""The years 1 to 9999."""
_LONGEST = 10**17
_MOST = 10**15

_BOUNDS = {
    "digits": (0, 12), "n": (1, 10_000), "at": (_FIRST_AT, _LAST_AT), "in_force_at": (_FIRST_AT, _LAST_AT),
    "until_at": (_FIRST_AT, _LAST_AT), "us": (1, _LONGEST), "allowance_us": (0, _LONGEST), "hold_us": (1, _LONGEST),
    "months": (0, 12_000), "days": (0, 400_000), "anchor_day": (-400_000, 400_000), "number": (0, _MOST), "points": (0, _MOST),
    "misses": (1, _MOST), "among": (1, _MOST), "failures": (1, _MOST), "least": (0, _MOST), "most": (1, _MOST),
    "day_over": (1, _MOST),
}  # fmt: skip
"""The least and the largest integer of fields with these names, in any class."""
_SLOTS = frozenset({"Slots", "ProbeSlots", "CountWatch", "MeanOfSlots"})
_MOST_CALENDARS = 101
"""Calendars in all that one combines, itself included."""
_MOST_VERSIONS = 10


def unsound_field(kind: type, name: str, value: object) -> str | None:
    """What is wrong with a field of a class, in words; None where nothing is."""
    if name == "digits" and isinstance(value, str):
        return None if _DIGITS.fullmatch(value) else "digits are wanted, with at most one decimal point"
    if type(value) is not int or name not in _BOUNDS or kind.__name__ == "NthWeekday":
        return None
    least, most = _BOUNDS[name]
    if name == "us" and kind.__name__ in _SLOTS:
        least, most = SECOND, DAY
    return None if least <= value <= most else f"{value} is not between {least} and {most}"


def unsound_value(value: object) -> str | None:
    """What is wrong with a value whose fields are sound, in words; None where nothing is."""
    check = _CHECKS.get(type(value))
    return None if check is None else check(value)


def _zone(zone: Zone) -> str | None:
    if len(zone.offsets) != len(zone.transitions) + 1:
        return "a zone has one offset more than it has transitions"
    if any(a >= b for a, b in pairwise(zone.transitions)):
        return "the transitions of a zone rise"
    if any(abs(offset) >= DAY for offset in zone.offsets):
        return "an offset is less than a day"
    if any(not _FIRST_AT <= at <= _LAST_AT for at in zone.transitions[:1] + zone.transitions[-1:]):
        return "the transitions of a zone lie in the years 1 to 9999"
    return None


def _hours(entry: HoursEntry) -> str | None:
    inside = all(0 <= start < DAY and 0 <= end <= DAY for start, end in entry.spans)
    return None if inside else "hours lie within a day"


def _combined(calendar: CombinedCalendar) -> str | None:
    # Its parts have passed already, so that none of them is large or deep.
    small = len(calendar.parts) < _MOST_CALENDARS and _size(calendar) <= _MOST_CALENDARS
    return None if small else f"a calendar combines fewer than {_MOST_CALENDARS} others in all"


def _size(calendar: BusinessCalendar) -> int:
    return 1 + (sum(map(_size, calendar.parts)) if isinstance(calendar, CombinedCalendar) else 0)


def _compiled(compiled: Compiled) -> str | None:
    depth, earlier = 0, compiled.replaces
    while earlier is not None and depth <= _MOST_VERSIONS:
        depth, earlier = depth + 1, earlier.replaces
    if depth > _MOST_VERSIONS:
        return f"more than {_MOST_VERSIONS} versions replace one another"
    if meaning_hash(compiled.policy, compiled.readings, compiled.replaces) != compiled.sha256:
        return "`sha256` is not the hash of the policy that it stands beside"
    return None


def _policy(policy: Policy) -> str | None:
    promises = [*_names(policy.commitments), *_names(policy.clocks), *_names(policy.duties), *_names(policy.shares)]
    credits = [credit.commitment for credit in policy.credits]
    joints = _names(policy.joints)
    for names in (promises, credits, joints, _names(policy.services), _names(policy.parameters), _names(policy.exclusions)):
        if len(set(names)) < len(names):
            return "two rules of a kind bear one name"
    known = [
        (credits, promises),
        (_listed(policy.exclusions, "commitments"), promises),
        (_listed(policy.joints, "commitments"), credits),
        ((share.of for share in policy.shares), promises),
        (_grounds(policy, Ground, "promise"), promises),
        (_grounds(policy, PointsGround, "credit"), [*credits, *joints]),
        (_parameters(policy), _names(policy.parameters)),
    ]
    for used, there in known:
        for name in used:
            if name not in there:
                return f"nothing is named `{name[:60]}`"
    return None


def _names(rules: Iterable[Any]) -> list[str]:
    return [rule.name for rule in rules]


def _listed(rules: Iterable[Any], field: str) -> Iterator[str]:
    for rule in rules:
        yield from getattr(rule, field) or ()


def _grounds(policy: Policy, kind: type, field: str) -> Iterator[str]:
    return (getattr(ground, field) for right in policy.rights for ground in right.grounds if isinstance(ground, kind))


def _parameters(value: Any) -> Iterator[str]:
    """The parameters that a value names anywhere in it."""
    match value:
        case tuple():
            for member in value:
                yield from _parameters(member)
        case ParameterIs() | ParameterAward() | ParameterBase() | ParameterSum():
            yield value.parameter
        case Zone() | Calendar() | CombinedCalendar() | Schedule():
            return
        case _ if attrs.has(type(value)):
            kind: type = type(value)
            for name in written_fields(kind):
                yield from _parameters(getattr(value, name))


_CHECKS: dict[type, Callable[[Any], str | None]] = {
    Zone: _zone,
    HoursEntry: _hours,
    CombinedCalendar: _combined,
    Policy: _policy,
    Compiled: _compiled,
}
