"""A target finer than what is counted, so that the shortest outage misses it.

## What it finds

A promise that allows less downtime than the least that an outage counts as: runs are rounded up, every touched slot counts
whole, or runs count only from a length on. The allowance can then never be used: what counts at all breaks the promise.

## Why it costs money

The figure looks like a margin and is none. Who reads `at most 4 minutes` and counts in slots of five plans with minutes
that are not there; and who is owed the credit has it after the first second.

## Example

Before: any outage counts as 5 minutes and misses a target of 4.

    commitment uptime of web: down at most 4 minutes; counted in slots of 5 minutes, any that is touched; ...

After:

    commitment uptime of web: down at most 4 minutes; counted exactly; ...
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slalang.lint.analysis.least_cases import least_miss
from slalang.lint.analysis.worth import longest_us
from slalang.lint.subject import Subject
from slalang.semantics.brackets import in_minutes
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import (
    BasisWords,
    Commitment,
    Compiled,
    DowntimeTarget,
    LongerRule,
    ShareTarget,
    Target,
    Weighting,
)
from slalang.syntax.ast import Comparison
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The targets of commitments whose allowance is shorter than the least that counts."""
    for commitment in compiled.policy.commitments:
        least = _least_counted(commitment)
        for target in commitment.targets if least else ():
            most = _allowed(commitment, target)
            if most is None or not _missed_by(target, least, most):
                continue
            yield Diagnostic(
                f"any outage that counts misses this target: it counts as at least {in_minutes(least)}",
                target.cited.span,
                label="allows less than that",
                clause=heading_of("commitment", commitment.name, commitment.cited.clauses),
                text="Exclusions and the ends of a period apart, which may cut what is counted.",
                case=least_miss(compiled, commitment),
                hint="check the target against how the agreement counts; leave it where the first outage is meant to break it",
            )


def _least_counted(commitment: Commitment) -> int:
    """The least downtime that an outage counts as, in microseconds; 0 where there is no such thing."""
    if commitment.granularity is not None:
        return commitment.granularity.us
    shortest, weighted = commitment.shortest_run, isinstance(commitment.combine, Weighting)
    return shortest.us if shortest is not None and shortest.longer is LongerRule.WHOLE and not weighted else 0


def _allowed(commitment: Commitment, target: Target) -> Fraction | None:
    """The most downtime that a period may have; None where there is no such bound."""
    match target:
        case DowntimeTarget(_, us):
            return Fraction(us)
        case ShareTarget(_, share) if commitment.measure is None and commitment.rounding is None:
            every = commitment.judged_over or commitment.period
            longest = longest_us(every) if isinstance(commitment.basis, BasisWords) else None
            return None if longest is None else (1 - share) * longest
        case _:
            return None


def _missed_by(target: Target, least: int, most: Fraction) -> bool:
    strict = isinstance(target, DowntimeTarget | ShareTarget) and target.comparison in (
        Comparison.LESS_THAN,
        Comparison.MORE_THAN,
    )
    # A target of nothing at all says itself that any outage misses it.
    return most > 0 and (least > most or (strict and least == most))
