"""A row that earns more than the whole of what it is a share of.

## What it finds

A percentage above 100%.

## Why it costs money

A credit above the fee is rarely meant: `150%` for `15%` is one stroke, and it is owed as it stands.

## Example

Before:

    credit for uptime: a missed target earns 150%; of the charges of the period; ...

After:

    credit for uptime: a missed target earns 15%; of the charges of the period; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.least_cases import case_at
from slalang.lint.analysis.places import of_credit
from slalang.lint.analysis.tables import judged_of, tables_of
from slalang.lint.subject import Subject
from slalang.semantics.policy import Compiled, Credit, PercentAward, Row
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The rows of all credits with such a percentage."""
    for credit in compiled.policy.credits:
        for row in credit.rows:
            if isinstance(row.award, PercentAward) and row.award.percent.share > 1:
                yield Diagnostic(
                    f"a row earns {row.award.percent.digits}%, more than the whole of what it is a share of",
                    row.cited.span,
                    clause=of_credit(credit),
                    case=_case(compiled, credit, row),
                    hint="check the figure against the agreement",
                )


def _case(compiled: Compiled, credit: Credit, row: Row) -> str:
    """The least miss that earns it."""
    judged = judged_of(compiled, credit)
    for table in tables_of(compiled, credit, judged) if judged is not None else ():
        for piece in table.pieces:
            if any(one is row for one in piece.rows):
                return case_at(compiled, table, piece.at) or ""
    return ""
