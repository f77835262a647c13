"""A grave ticket may take longer than a slight one.

## What it finds

Targets of one clock by severity that fall out of order: a graver severity has more time than a lighter one. The order is
taken from names that count, such as P1 to P4 or SEV-0 to SEV-3, of which the lowest number is the gravest. Bare numbers may
count either way: they are out of order only where neither way fits. Lengths are compared only where one is certain to be
longer whenever a ticket comes: hours and days of one calendar by the hours that its days have, hours of a calendar and of the
clock by the longest and the shortest time that they take in any year of the agreement, with its holidays.

## Why it costs money

Two figures were exchanged when the table was typed. The provider takes eight hours for what stops the customer's business,
and is in time; or the customer reports everything as slight.

## Example

Before:

    within 8 hours where the severity is "P1";
    within 4 hours where the severity is "P2"

After:

    within 4 hours where the severity is "P1";
    within 8 hours where the severity is "P2"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import attrs

from slalang.lint.analysis.lengths import always_longer
from slalang.lint.analysis.openings import begins_at, spoken_at, years_of
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import (
    ByFullDay,
    ChosenCalendar,
    Clock,
    ClockTarget,
    Compiled,
    Condition,
    Policy,
    SeverityIs,
    Within,
)
from slalang.syntax import ast
from slalang.time.calendars import NeverOpen
from slalang.time.civil import OutOfRange
from slalang.time.lengths import Length, add_length, end_of_nth_day
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_NAME = re.compile(r"(p|s|sev|prio|priority|severity|level)?[ _-]?([0-9]{1,2})", re.IGNORECASE | re.ASCII)
_MOST_TARGETS = 100


@attrs.frozen(slots=True)
class _Graded:
    """A target of one severity that counts: its number, and whether the lowest is certain to be the gravest."""

    number: int
    certain: bool
    severity: str
    target: ClockTarget


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every target that is certain to be longer than that of the next lighter severity."""
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Clock)}
    years = years_of(compiled.policy)
    for clock in compiled.policy.clocks:
        for graded in _series(clock):
            graver_first = [(a, b) for a, b in pairwise(graded) if _longer(a.target, b.target, years)]
            if not graver_first or not (
                all(one.certain for one in graded) or any(_longer(b.target, a.target, years) for a, b in pairwise(graded))
            ):
                continue
            for graver, lighter in graver_first:
                rule = written[clock.name]
                yield Diagnostic(
                    f"a ticket of severity “{graver.severity}” has more time than one of “{lighter.severity}”",
                    graver.target.cited.span,
                    clause=heading_of("clock", clock.name, rule.qualifiers.clauses),
                    labels=(Label(lighter.target.cited.span, "less time"),),
                    case=_case(graver, lighter, compiled.policy),
                    hint="check the two lengths against the agreement: were they exchanged, or is a unit wrong?",
                )


def _series(clock: Clock) -> Iterator[list[_Graded]]:
    """Targets that differ in the severity alone, by the other conditions that they share, the gravest first."""
    found: dict[tuple[Condition, ...], dict[int, _Graded]] = {}
    for target in clock.targets[:_MOST_TARGETS]:
        severities = [c for c in target.guard if isinstance(c, SeverityIs)]
        if not isinstance(target, ClockTarget) or len(severities) != 1 or severities[0].negated:
            continue
        rest = tuple(c for c in target.guard if not isinstance(c, SeverityIs))
        for severity in severities[0].severities:
            match = _NAME.fullmatch(severity or "")
            if match is not None and severity is not None:
                graded = _Graded(int(match[2]), match[1] is not None and match[1].lower() != "level", severity, target)
                # The first target whose conditions hold governs.
                found.setdefault(rest, {}).setdefault(graded.number, graded)
    for series in found.values():
        yield [series[number] for number in sorted(series)]


def _longer(one: ClockTarget, other: ClockTarget, years: range) -> bool:
    """Whether the one is certain to give more time, whenever a ticket comes."""
    match one.limit, other.limit:
        case ByFullDay(n, calendar), ByFullDay(m, other_calendar):
            return calendar == other_calendar and n > m
        case Within(a), Within(b) if isinstance(a, Length) and isinstance(b, Length):
            return always_longer(a, b, years)
        case _:
            return False


def _case(graver: _Graded, lighter: _Graded, policy: Policy) -> str:
    """When a ticket that comes as the policy begins is due under each."""
    at = begins_at(policy)
    dues = [(one, _due(one.target, at, policy)) for one in (graver, lighter)]
    shown = [f"“{one.severity}” is due {spoken_at(due, policy.zone)}" for one, due in dues if due is not None]
    return f"of tickets that start at {spoken_at(at, policy.zone)}, {', '.join(shown)}" if len(shown) == len(dues) else ""


def _due(target: ClockTarget, at: int, policy: Policy) -> int | None:
    try:
        match target.limit:
            case Within(length) if isinstance(length, Length):
                return add_length(at, length, policy.zone)
            case ByFullDay(n, calendar) if not isinstance(calendar, ChosenCalendar):
                return end_of_nth_day(at, n, calendar, policy.zone)
            case _:
                return None
    except (NeverOpen, OutOfRange):
        return None
