"""The same credit for every depth of a miss.

## What it finds

A credit for a commitment or a share whose every row earns the same plain sum, percentage, days or points: the least miss
and a period that is wholly lost earn the same. It is a matter of what was agreed, not of how it is written: it is noted,
and shown where the rule is selected.

## Why it costs money

After the first minute too many nothing more is at stake for the provider. Who buys such a service may want a second row.

## Example

Before:

    credit for uptime: a missed target earns 5%; ...

After:

    credit for uptime: below the target and at least 99% earns 5%; below 99% earns 15%; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.least_cases import case_at, worst_case
from slalang.lint.analysis.places import of_credit
from slalang.lint.analysis.tables import Table, tables
from slalang.lint.subject import Subject
from slalang.semantics.policy import (
    Compiled,
    FlatAward,
    ParameterAward,
    PercentAward,
    Points,
    Scale,
    ServiceDays,
)
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.NOTE

_PLAIN = (PercentAward, ParameterAward, FlatAward, ServiceDays, Points)


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The credits of which no table earns more for a deeper miss."""
    flat: dict[str, Table] = {}
    steep: set[str] = set()
    for table in tables(compiled):
        if _is_flat(table):
            flat.setdefault(table.credit.commitment, table)
        else:
            steep.add(table.credit.commitment)
    for name, table in flat.items():
        missed = [piece for piece in table.pieces if piece.missed]
        if name in steep or len(missed) < 2:
            continue
        row = missed[0].rows[0]
        yield Diagnostic(
            f"the least miss and the deepest earn the same: {row.cited.written}",
            row.cited.span,
            clause=of_credit(table.credit),
            case="; and ".join(filter(None, (case_at(compiled, table, missed[0].at), _deepest(compiled, table)))),
            hint="leave it where this is what was agreed; else add rows, as in `below 99% earns 10%`",
        )


def _is_flat(table: Table) -> bool:
    missed = [piece for piece in table.pieces if piece.missed]
    won = [table.winner(piece) for piece in missed]
    awards = {row.award for row in won if row is not None and row.accrual is None and isinstance(row.award, _PLAIN)}
    return bool(won) and all(row is not None and row.award in awards for row in won) and len(awards) == 1


def _deepest(compiled: Compiled, table: Table) -> str:
    """A period that is wholly down, where that is the deepest miss."""
    return worst_case(compiled, table.credit.commitment) if table.scale is not Scale.NUMBER else ""
