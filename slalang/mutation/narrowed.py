"""A policy without the promises that a change does not concern, so that streams are judged sooner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from slalang.semantics.policy import Cited, Compiled, Policy
from slalang.time.calendars import Calendar, CombinedCalendar
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone

_PROMISES = frozenset({"commitment", "share", "clock", "duty", "credit for", "joint", "right"})
"""The rules that are judged by themselves or with those that name them; any other concerns all."""
_WHOLE = (Zone, Schedule, Calendar, CombinedCalendar, Cited)


def narrowed(compiled: Compiled, rule: str, name: str) -> Compiled:
    """The policy with the rules that name the changed one, those that they name, and so on; nothing else is judged.

    It finds what to try on the whole policy, no more: what is left out may matter.
    """
    if rule not in _PROMISES or compiled.replaces is not None:
        return compiled
    groups = [group for policy in _policies(compiled) for group in _groups(policy)]
    kept: frozenset[str] = frozenset((name,))
    while (more := kept.union(*(group for group in groups if group & kept))) != kept:
        kept = more
    readings = tuple(attrs.evolve(one, policy=_only(one.policy, kept)) for one in compiled.readings)
    return attrs.evolve(compiled, policy=_only(compiled.policy, kept), readings=readings)


def _policies(compiled: Compiled) -> Iterator[Policy]:
    yield compiled.policy
    yield from (reading.policy for reading in compiled.readings)


def _groups(policy: Policy) -> Iterator[frozenset[str]]:
    """The promises that each rule names, itself among them."""
    promises: tuple[Any, ...] = (
        *policy.commitments,
        *policy.shares,
        *policy.clocks,
        *policy.duties,
        *policy.joints,
        *policy.rights,
    )
    names = frozenset(one.name for one in promises)
    for one in (*promises, *policy.credits):
        yield names.intersection(_texts(one))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _texts(member)
    elif attrs.has(type(value)) and not isinstance(value, _WHOLE):
        for field in attrs.fields(type(value)):
            yield from _texts(getattr(value, field.name))


def _only(policy: Policy, kept: frozenset[str]) -> Policy:
    return attrs.evolve(
        policy,
        commitments=tuple(one for one in policy.commitments if one.name in kept),
        shares=tuple(one for one in policy.shares if one.name in kept),
        clocks=tuple(one for one in policy.clocks if one.name in kept),
        duties=tuple(one for one in policy.duties if one.name in kept),
        credits=tuple(one for one in policy.credits if one.commitment in kept),
        joints=tuple(one for one in policy.joints if one.name in kept),
        rights=tuple(one for one in policy.rights if one.name in kept),
    )
