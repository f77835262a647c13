"""A cap that is lower than what the mildest miss earns.

## What it finds

A cap below the first row: even the least miss is cut, and no row ever pays what it says.

## Why it costs money

The table is a show-window. All its steps come to the same sum, and whoever budgets with the rows is wrong by the whole
difference.

## Example

Before: every miss earns 4%.

    credit for uptime: below 99% and at least 95% earns 5%; below 95% earns 10%; capped at 4% of the base; ...

After:

    credit for uptime: below 99% and at least 95% earns 5%; below 95% earns 10%; capped at 10% of the base; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.least_cases import case_at
from slalang.lint.places import of_credit
from slalang.lint.subject import Subject
from slalang.lint.tables import Piece, Table, tables
from slalang.lint.worth import plain_worth, worth_of
from slalang.semantics.policy import CapOrFloor, Compiled, Row
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The caps that cut every row."""
    seen: set[tuple[str, int]] = set()
    for table in tables(compiled):
        for at, cap in enumerate(table.credit.caps):
            found = _cut(table, cap)
            if found is None or (table.credit.commitment, at) in seen:
                continue
            seen.add((table.credit.commitment, at))
            first, piece = found
            yield Diagnostic(
                f"the cap is lower than the first row, and no row earns what it says: {cap.cited.written}",
                cap.cited.span,
                labels=(Label(first.cited.span, "already cut"),),
                clause=of_credit(table.credit),
                case=case_at(compiled, table, piece.at) or "",
                hint="check the cap and its base against the agreement: a cap over a longer time, or over several credits, "
                "is said with `joint`",
            )


def _cut(table: Table, cap: CapOrFloor) -> tuple[Row, Piece] | None:
    """The row of the mildest miss and where it begins, where a cap cuts it and all others."""
    most = worth_of(cap.at, table.credit)
    won = [(table.winner(piece), piece) for piece in table.pieces if piece.rows]
    first: tuple[Row, Piece] | None = None
    for row, piece in won:
        worth = plain_worth(row) if row is not None else None
        if row is None or most is None or worth is None or worth[0] is not most[0] or worth[1] <= most[1]:
            return None
        first = first or (row, piece)
    return first
