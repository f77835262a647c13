"""A fixed offset from UTC where the clock of a place is meant.

## What it finds

A zone such as `UTC-08:00` or `Etc/GMT+8` that is the time of a place in winter and not in summer: of a place that the policy
itself names, else of a well-known one. `UTC` is left alone, and so is an offset that a well-known place keeps all the year.

## Why it costs money

For more than half of the year every hour, day and month of the agreement begins an hour off what the people there read on the
wall: a maintenance window covers the wrong hour, an outage shortly before midnight belongs to another month, a notice is late
by an hour. Abbreviations such as PST are taken for the fixed offset by some and for the place by others.

## Example

Before:

    zone UTC-08:00

After: the clock on the wall.

    zone America/Los_Angeles

Where the offset is meant, leave it, with the reason in a waiver: `zone UTC-08:00; [waive zone-fixed-offset: ...]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from slalang.lint.analysis.headings import heading_of_rule
from slalang.lint.analysis.openings import LAST_YEAR, begins_at, start_of
from slalang.lint.subject import Subject
from slalang.semantics.policy import Compiled, Policy
from slalang.syntax import ast
from slalang.syntax.walk import walk
from slalang.time.zones import ABBREVIATIONS, Zone, load_zone
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.instants import DAY, civil_date, format_instant

SEVERITY = Severity.WARNING

_OFFSET = re.compile(r"UTC[+-]|Etc/GMT[+-]")
_YEAR = 366 * DAY


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every zone of the text that is an offset which a place has for a part of the year only."""
    policy, tree = compiled.policy, subject.read_as(compiled)
    for rule in tree.rules:
        if isinstance(rule, ast.Scenario):
            continue
        named = [node for node in walk(rule) if isinstance(node, ast.ZoneName) and _OFFSET.match(node.text)]
        for name in named:
            fixed = load_zone(name.text)
            place = _place(fixed, policy, tree)
            if fixed.offsets[0] and place is not None:
                yield Diagnostic(
                    f"{name.text} is the time of {place.name} for a part of the year only",
                    name.span,
                    clause=heading_of_rule(rule),
                    case=_case(fixed, place, policy),
                    hint=f"write the place, as in `{place.name}`; where the offset itself is meant, let it stand "
                    "with the reason: `[waive zone-fixed-offset: ...]`",
                )


def _place(fixed: Zone, policy: Policy, tree: ast.Policy) -> Zone | None:
    """The place that may be meant: one that the text names, else a well-known one, whose winter time has this offset.

    None where a well-known place keeps the offset all the year: then that one may be meant.
    """
    named = {node.text: None for node in walk(tree) if isinstance(node, ast.ZoneName) and not _OFFSET.match(node.text)}
    told = [place for place in map(load_zone, named) if _keeps_in_winter(place, fixed, policy)]
    if told:
        return told[0]
    pairs = [pair for meanings in ABBREVIATIONS.values() for pair in meanings]
    meant = [load_zone(place) for place, offset in pairs if load_zone(offset).offsets == fixed.offsets]
    if any(_differ(fixed, place, policy) is None for place in meant):
        return None
    return next((place for place in meant if _keeps_in_winter(place, fixed, policy)), None)


def _keeps_in_winter(place: Zone, fixed: Zone, policy: Policy) -> bool:
    """Whether a place has the offset for a part of the year, and a greater one for the rest, while the policy is in force."""
    differ = _differ(fixed, place, policy)
    if differ is None:
        return False
    within = (at for at in place.transitions if differ < at < differ + _YEAR)
    return min(place.offset_at(at) for at in (differ, *within)) == fixed.offsets[0]


def _differ(fixed: Zone, place: Zone, policy: Policy) -> int | None:
    """The first instant while the policy is in force at which a place's clock does not show the offset."""
    until = policy.until_at if policy.until_at is not None else start_of(LAST_YEAR + 1)
    since = begins_at(policy)
    changes = (at for at in place.transitions if since < at < until)
    return next((at for at in (since, *changes) if place.offset_at(at) != fixed.offsets[0]), None)


def _case(fixed: Zone, place: Zone, policy: Policy) -> str:
    """The first day that begins at another instant there."""
    at = _differ(fixed, place, policy)
    assert at is not None
    day = place.day_of(at) + (0 if place.day_start(place.day_of(at)) != fixed.day_start(place.day_of(at)) else 1)
    date = civil_date(day).isoformat()
    return (
        f"{date} begins at {format_instant(fixed.day_start(day))} in {fixed.name}, "
        f"and at {format_instant(place.day_start(day))} in {place.name}"
    )
