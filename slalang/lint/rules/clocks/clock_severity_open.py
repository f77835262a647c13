"""A severity for which one clock has a target and another says nothing.

## What it finds

A severity that one clock of a service names, and for which no target of another clock of the same service can ever hold:
neither one of that severity, nor `otherwise`, nor a `no target`.

## Why it costs money

A ticket of that severity has a time by which somebody must answer and none by which it must be solved, or the other way
round, and the agreement does not say that this is meant. The verdict is undetermined, and a share of tickets in time cannot
be told.

## Example

Before: nobody says when a P3 must be solved.

    clock respond of web: within 1 hour where the severity is "P1"; within 8 hours where the severity is "P3"; ...
    clock resolve of web: within 8 hours where the severity is "P1"; ...

After:

    clock resolve of web: within 8 hours where the severity is "P1"; no target where the severity is "P3"; ...
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Clock, ClockTarget, Compiled, SeverityIs
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_MOST_CLOCKS = 50
_MOST_SEVERITIES = 100


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every clock with the severities that others of its service have and it has not."""
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Clock)}
    clocks = compiled.policy.clocks[:_MOST_CLOCKS]
    named = {clock.name: dict(islice(_named(clock), _MOST_SEVERITIES)) for clock in clocks}
    for clock in clocks:
        if not named[clock.name]:
            continue
        others = {s: t for other in clocks if other.service == clock.service for s, t in named[other.name].items()}
        rule = written[clock.name]
        for severity, target in islice(others.items(), _MOST_SEVERITIES):
            if not _can_hold(clock, severity):
                yield Diagnostic(
                    f"{clock.name} says nothing of tickets of severity “{severity}”",
                    rule.name.span,
                    clause=heading_of("clock", clock.name, rule.qualifiers.clauses),
                    labels=(Label(target.cited.span, "it has a target here"),),
                    case=_case(compiled, clock, severity),
                    hint=f'add its target, or `no target where the severity is "{severity}"`, or `no target otherwise`',
                )


def _named(clock: Clock) -> Iterator[tuple[str, ClockTarget]]:
    """The severities for which a clock has a target, each with the first that names it."""
    seen: set[str] = set()
    for target in clock.targets:
        if not isinstance(target, ClockTarget):
            continue
        for condition in target.guard:
            if isinstance(condition, SeverityIs) and not condition.negated:
                for severity in condition.severities:
                    if severity is not None and severity not in seen:
                        seen.add(severity)
                        yield severity, target


def _can_hold(clock: Clock, severity: str) -> bool:
    """Whether some target of the clock can hold for a ticket of that severity."""
    return any(
        all((severity in c.severities) is not c.negated for c in target.guard if isinstance(c, SeverityIs))
        for target in clock.targets
    )


def _case(compiled: Compiled, clock: Clock, severity: str) -> str:
    """A ticket of that severity: what the clock says of it."""
    from slalang.trials.tickets import with_ticket

    verdict = with_ticket(compiled, clock, severity)
    if verdict is None:
        return ""
    found = f", with the finding {verdict.findings[0].kind}" if verdict.findings else ""
    return f'ticket "T1" "{clock.start[0]}" of severity "{severity}": {clock.name} is {verdict.status.value}{found}'
