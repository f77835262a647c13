"""A stretch between two rows, or below the last one, for which no row stands.

## What it finds

A missed target whose figure lies between the rows of the credit: the one row ends above it, the next begins below it.
Figures beyond the last row count as well, and rows on another scale than the target: lengths under a percentage, percentages
under a length. A single figure is `bracket-open-point`, a stretch right at the target
`target-credit-disconnected`.

## Why it costs money

The period is breached and earns nothing, although a milder breach and a graver one both do. Whoever claims will argue that
one of the neighbours was meant; the text does not say which.

## Example

Before: between 99% and 98.5% nothing is earned.

    credit for uptime: below the target and at least 99% earns 5%; below 98.5% earns 10%; ...

After:

    credit for uptime: below the target and at least 99% earns 5%; below 99% earns 10%; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.crossed import missed_holes
from slalang.lint.analysis.least_cases import case_at
from slalang.lint.analysis.places import of_credit
from slalang.lint.analysis.tables import holes
from slalang.lint.subject import Subject
from slalang.semantics.policy import Compiled, Row
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_HINT = "leave it where the agreement has this gap; else move a limit, or add a row"


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The holes that are longer than a point and do not begin at the target."""
    for table, hole in holes(compiled):
        case = None if hole.first or hole.at.single else case_at(compiled, table, hole.at)
        if case is not None:
            better, worse = table.beside(hole.at)
            where = f"{table.what} is {table.words(hole.at)}"
            yield _found(where, (better, worse or better or table.rows[0], worse), of_credit(table.credit), case)
    for crossed, gap, least in missed_holes(compiled, lambda hole: not hole.first and not hole.at.single):
        where = f"{crossed.what} is {crossed.words(gap.at)}"
        yield _found(where, (gap.better, gap.beside, gap.worse), of_credit(crossed.credit), least)


def _found(where: str, rows: tuple[Row | None, Row, Row | None], heading: str, case: str) -> Diagnostic:
    better, near, worse = rows
    return Diagnostic(
        f"no row stands where {where}",
        near.cited.span,
        label="begins only here" if worse is not None else "the last row ends here",
        labels=(Label(better.cited.span, "ends here"),) if better is not None and worse is not None else (),
        clause=heading,
        text="What lies in the gap is breached and earns nothing.",
        case=case,
        hint=_HINT,
    )
