"""A pause that stops an accrual, where nothing accrues.

## What it finds

A clock that says of its own that a pause stops the accrual, and no credit for it earns anything for each day or hour past
the deadline.

## Why it costs money

A pause that does not move the deadline is a promise to the provider's disadvantage; one that only stops an accrual that
nobody agreed does nothing at all. One of the two clauses is missing.

## Example

Before: nothing accrues.

    clock resolve of desk: ...; pauses from "paused" to "resumed", which stops the accrual; ...
    credit for resolve: a missed target earns EUR 10; ...

After:

    credit for resolve: a missed target earns EUR 10 for each day past the deadline; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.places import phrase_of
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled, PauseEffect
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The clocks whose own pauses stop what does not run."""
    accruing = {one.commitment for one in compiled.policy.credits if any(row.accrual is not None for row in one.rows)}
    for clock in compiled.policy.clocks:
        pauses = clock.pauses
        if pauses is None or pauses.effect is PauseEffect.DEADLINE or clock.name in accruing:
            continue
        found = phrase_of(subject, compiled, pauses.cited.span)
        if found is None or isinstance(found[0], ast.Throughout):
            continue
        heading = heading_of("clock", clock.name, clock.cited.clauses)
        yield Diagnostic(
            f"a pause stops an accrual, and no credit for {heading} accrues",
            pauses.cited.span,
            clause=heading,
            case=f"a ticket that is paused for 1 hour: no credit of {clock.name} grows that could stand still",
            hint="write `which moves the deadline` or `never pauses`; or add a credit whose row earns something "
            "`for each day past the deadline`",
        )
