"""The same limit stated twice.

## What it finds

Two commitments that promise the same of the same figure, two caps of one credit with the same figure, two rows with the
same limits and conditions, two equal conditions of one exclusion, and two equal grounds of one right.

## Why it costs money

Nothing is wrong until one of the two is amended and the other is not. Then the agreement says two things, and the figure
that was forgotten is the one that is quoted.

## Example

Before:

    exclusion planned: maintenance of kind "scheduled";
      at most 4 hours each, otherwise void; at most 4 hours each, otherwise void.

After:

    exclusion planned: maintenance of kind "scheduled"; at most 4 hours each, otherwise void.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations
from typing import TypeVar

from slalang.lint.analysis.places import leaving_out, of_credit
from slalang.lint.analysis.same_figure import bare, same_figure
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Cited, Compiled
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_MOST = 60
"""Of more commitments only the first so many are compared with each other."""

T = TypeVar("T")


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """What is said again of the same thing."""
    policy = compiled.policy
    for first, second in combinations(policy.commitments[:_MOST], 2):
        if bare(first.targets) == bare(second.targets) and same_figure(policy, first, second):
            yield Diagnostic(
                f"{first.name} and {second.name} promise the same of the same figure",
                second.targets[0].cited.span,
                labels=(Label(first.targets[0].cited.span, "promised here already"),),
                clause=heading_of("commitment", second.name, second.cited.clauses),
                case=f"every period keeps or misses both: {first.targets[0].cited.written}",
                hint="keep one of them, and let its credit and its right say what a miss leads to",
            )
    for credit in policy.credits:
        heading = of_credit(credit)
        yield from _again(compiled, subject, heading, credit.caps, lambda one: one.cited, lambda one: bare(one.at))
        rows = [row for row in credit.rows if row.limits is not None]
        yield from _again(compiled, subject, heading, rows, lambda row: row.cited, lambda row: (row.limits, row.guard))
    for exclusion in policy.exclusions:
        heading = heading_of("exclusion", exclusion.name, exclusion.cited.clauses)
        yield from _again(
            compiled, subject, heading, exclusion.conditions, lambda one: one.cited, lambda one: (one.limitation, one.guard)
        )
    for right in policy.rights:
        heading = heading_of("right", right.name, right.cited.clauses)
        yield from _again(compiled, subject, heading, right.grounds, lambda one: one.cited, bare)


def _again(
    compiled: Compiled,
    subject: Subject,
    heading: str,
    said: Iterable[T],
    cited: Callable[[T], Cited],
    limit: Callable[[T], object],
) -> Iterator[Diagnostic]:
    """What stands in one rule after its like."""
    first: dict[Hashable, T] = {}
    for one in said:
        before = first.setdefault(limit(one), one)
        if before is not one:
            yield Diagnostic(
                f"the same limit stands here again: {cited(one).written}",
                cited(one).span,
                labels=(Label(cited(before).span, "stands here already"),),
                clause=heading,
                case="whatever keeps the one keeps the other",
                hint="keep one of them",
                fix=leaving_out(subject, compiled, cited(one).span) if bare(one) == bare(before) else None,
            )
