"""A cap that never takes anything away.

## What it finds

A cap that no award of the credit ever exceeds, or that a lower cap of the same credit always anticipates.

## Why it costs money

It reads as if the credits could grow beyond their rows, and it is quoted where two credits meet that it does not concern.
Often the cap was meant for all credits of a month together, which is a rule of its own (`joint`).

## Example

Before: no row earns more than 25%.

    credit for uptime: below 99% and at least 95% earns 10%; below 95% earns 25%; capped at 50% of the base; ...

After:

    credit for uptime: below 99% and at least 95% earns 10%; below 95% earns 25%; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.least_cases import worst_case
from slalang.lint.places import leaving_out, of_credit
from slalang.lint.subject import Subject
from slalang.lint.tables import judged_of
from slalang.lint.worth import most_worth, worth_of
from slalang.semantics.policy import CapOrFloor, Compiled, Credit
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The caps of each credit that never bind."""
    for credit in compiled.policy.credits:
        for cap in credit.caps:
            lower = _lower(credit, cap)
            if lower is None and not _above_all(compiled, credit, cap):
                continue
            yield Diagnostic(
                "this cap never takes anything away",
                cap.cited.span,
                label="a lower cap always comes first" if lower is not None else "no award is higher",
                labels=(Label(lower.cited.span, "the lower cap"),) if lower is not None else (),
                clause=of_credit(credit),
                case=worst_case(compiled, credit.commitment),
                hint="leave it out, or check its figure; what several credits come to together is capped by a `joint` rule",
                fix=leaving_out(subject, compiled, cap.cited.span),
            )


def _lower(credit: Credit, cap: CapOrFloor) -> CapOrFloor | None:
    """Another cap that is lower for every base."""
    own = worth_of(cap.at, credit)
    for other in credit.caps:
        theirs = worth_of(other.at, credit)
        if own is not None and theirs is not None and own[0] is theirs[0] and theirs[1] < own[1]:
            return other
    return None


def _above_all(compiled: Compiled, credit: Credit, cap: CapOrFloor) -> bool:
    """Whether nothing that the rows earn, or a floor raises them to, exceeds a cap."""
    most = worth_of(cap.at, credit)
    judged = judged_of(compiled, credit)
    if most is None:
        return False
    reached = [most_worth(row, credit, judged) for row in credit.rows]
    reached += [worth_of(floor.at, credit) for floor in credit.floors]
    return all(worth is not None and worth[0] is most[0] and worth[1] <= most[1] for worth in reached)
