"""Two exclusions of the same maintenance, where the one excuses what the other does not.

## What it finds

Two exclusions that concern the same kind of work and the same commitment under different conditions, where a window that
breaks a condition of the one is excluded by the other.

## Why it costs money

Conditions bind only within their own exclusion. A window that one of them leaves in, for want of notice or because the
month's hours are used up, goes through the other, which asks for something else; the two sets of hours add up. The agreement
does not say which of the two governs such work, and each side reads the one that suits it.

## Example

Before: work without notice is excluded all the same, if it is short.

    exclusion planned: maintenance of kind "scheduled"; announced at least 5 days before, otherwise void;
      at most 8 hours per calendar month, otherwise the excess counts.
    exclusion brief: maintenance of kind "scheduled"; at most 30 minutes each, otherwise void.

After: one exclusion with all its conditions, or two of different kinds of work.

    exclusion brief: maintenance of kind "release"; at most 30 minutes each, otherwise void.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice, permutations

import attrs

from slalang.lint.analysis.openings import Openings, begins_at, first_from, known
from slalang.lint.analysis.slots import can_be_announced, excluded_from
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import (
    AllowedTime,
    Approved,
    Commitment,
    Compiled,
    Consequence,
    Exclusion,
    Longest,
    MaintenanceWindows,
    MostWindows,
    Notice,
    Policy,
    Total,
    WindowCondition,
)
from slalang.syntax import ast
from slalang.time.schedules import Schedule
from slalang.values.diagnostics import Diagnostic, Label, Severity
from slalang.values.instants import HOUR, MINUTE
from slalang.values.intervals import Interval

SEVERITY = Severity.WARNING

_MOST_PAIRS = 50
"""So many pairs of exclusions are compared."""
_MOST_WINDOWS = 40
"""A number of windows that is greater is not tried out."""


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every pair of exclusions of which a stream shows that the one lets through what the other does not."""
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Exclusion)}
    able = [one for one in compiled.policy.exclusions if _of_maintenance(one)]
    # That an earlier one without conditions leaves nothing to a later one is said by exclusion-unreachable.
    pairs = (pair for pair in combinations(able[: 2 * _MOST_PAIRS], 2) if _limits(pair[0]) and _shared(*pair, compiled.policy))
    for one, other in islice(pairs, _MOST_PAIRS):
        if not can_be_announced(one, compiled.policy) or not can_be_announced(other, compiled.policy):
            continue
        shown = next(filter(None, (_let_through(compiled, a, b) for a, b in permutations((one, other)))), None)
        if shown is not None:
            rule, condition, case = written[other.name], shown[0], shown[1]
            yield Diagnostic(
                f"{one.name} and {other.name} exclude the same work under different conditions",
                rule.name.span,
                clause=heading_of("exclusion", other.name, rule.qualifiers.clauses),
                labels=(Label(written[one.name].name.span, "the other one"), Label(condition.cited.span, "not kept")),
                case=case,
                hint="put the conditions of both into one exclusion, or let each be about a kind of work of its own",
            )


def _of_maintenance(exclusion: Exclusion) -> bool:
    """Whether it excludes announced work, whatever brought the outage about."""
    return isinstance(exclusion.windows, MaintenanceWindows) and exclusion.excludes and exclusion.only_caused_by is None


def _limits(exclusion: Exclusion) -> bool:
    return any(condition.consequence is not Consequence.COVENANT for condition in exclusion.conditions)


def _shared(one: Exclusion, other: Exclusion, policy: Policy) -> tuple[str, Commitment] | None:
    """A kind of work and a commitment that both concern, for all components."""
    assert isinstance(one.windows, MaintenanceWindows)
    assert isinstance(other.windows, MaintenanceWindows)
    if one.components != other.components:
        return None
    theirs = excluded_from(other, policy)
    kind = next((kind for kind in one.windows.kinds if kind in other.windows.kinds), None)
    commitment = next((mine for mine in excluded_from(one, policy) if mine in theirs and mine.outages is not None), None)
    return (kind, commitment) if kind is not None and commitment is not None else None


def _let_through(compiled: Compiled, limited: Exclusion, other: Exclusion) -> tuple[WindowCondition, str] | None:
    """A condition of the one that a window does not keep, with the stream in which the other excludes it all the same."""
    shared = _shared(limited, other, compiled.policy)
    assert shared is not None
    kind, commitment = shared
    from slalang.trials.windows import excluded_by, with_windows
    from slalang.trials.words import in_words

    rest = tuple(one for one in compiled.policy.exclusions if one is not other)
    without = attrs.evolve(compiled, policy=attrs.evolve(compiled.policy, exclusions=rest))
    for condition in limited.conditions:
        if condition.consequence is Consequence.COVENANT:
            continue
        announced = (*other.conditions, *(() if isinstance(condition.limitation, Notice) else limited.conditions))
        both = attrs.evolve(other, windows=MaintenanceWindows((kind,)), conditions=announced)
        for windows in _breaking(condition, other, compiled.policy):
            minute = (windows[-1][1] - MINUTE, windows[-1][1])
            alone, case = (with_windows(version, both, commitment, windows, minute) for version in (without, compiled))
            if alone is None or case is None or excluded_by(alone, limited):
                continue
            if excluded_by(case, other) == MINUTE:
                return condition, f"`{condition.cited.written}` is not kept: {in_words(case)}"
    return None


def _breaking(condition: WindowCondition, other: Exclusion, policy: Policy) -> Iterator[tuple[Interval, ...]]:
    """Windows of which the last ends outside what a condition allows, where the other exclusion may allow them."""
    limit = condition.limitation
    for at in _starts(limit.inside if isinstance(limit, AllowedTime) else None, other, policy):
        match limit:
            case Notice() | Approved() | AllowedTime():
                yield ((at, at + 10 * MINUTE),)
            case Longest(us) | Total(us):
                yield ((at, at + us + MINUTE),)
            case MostWindows(number) if number < _MOST_WINDOWS:
                yield tuple((at + n * 20 * MINUTE, at + n * 20 * MINUTE + 10 * MINUTE) for n in range(number + 1))
            case _:
                pass


def _starts(outside: Openings | None, other: Exclusion, policy: Policy) -> Iterator[int]:
    """Where windows may begin: with the first hours that the other exclusion allows, or else outside those of the one."""
    begin = begins_at(policy)
    allowed = [c.limitation.inside for c in other.conditions if isinstance(c.limitation, AllowedTime)]
    for hours in allowed[:3]:
        found = first_from(hours, policy) if known(hours) else None
        if found is not None:
            yield found[0]
    if outside is None:
        yield begin
    elif known(outside) and not allowed:
        for n in range(7 * 4):
            at = begin + n * 6 * HOUR
            if not _open(outside, at):
                yield at
                return


def _open(openings: Openings, at: int) -> bool:
    span = (at, at + 10 * MINUTE)
    return bool(openings.covered(*span) if isinstance(openings, Schedule) else openings.intervals(*span))
