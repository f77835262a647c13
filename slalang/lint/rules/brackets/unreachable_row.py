"""A row that no figure and no customer ever reaches.

## What it finds

A row whose conditions never hold, one whose limits lie on the good side of the target although rows need a missed one, and
one that another row hides wherever it applies.

## Why it costs money

The row reads like a promise and never pays. Often two rows were exchanged: where the first listed applies, the general row
stands before the special one.

## Example

Before: whoever is on the gold plan gets 5% like everybody else.

    credit for uptime: a missed target earns 5%; a missed target earns 10% where plan is "gold";
      where rows overlap, the first listed applies; ...

After:

    credit for uptime: a missed target earns 10% where plan is "gold"; a missed target earns 5%;
      where rows overlap, the first listed applies; ...
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.lint.analysis.kinds import hidden, never_holds
from slalang.lint.analysis.least_cases import case_at
from slalang.lint.analysis.places import leaving_out, of_credit
from slalang.lint.analysis.tables import Piece, Table, judged_of, standings, table_of
from slalang.lint.analysis.worth import plain_worth
from slalang.lint.subject import Subject
from slalang.semantics.brackets import figure_of, stretch_of
from slalang.semantics.policy import Commitment, Compiled, Credit, EachDay, NoTarget, OverlapWinner, Row, Share
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The rows that never earn anything."""
    for credit in compiled.policy.credits:
        judged = judged_of(compiled, credit)
        found = _of_runs(compiled, credit) if judged is None else _of_figures(compiled, credit, judged)
        for row, why in found:
            yield attrs.evolve(
                why, span=row.cited.span, clause=of_credit(credit), fix=leaving_out(subject, compiled, row.cited.span)
            )


def _of_runs(compiled: Compiled, credit: Credit) -> Iterator[tuple[Row, Diagnostic]]:
    """Of the rows of a clock or a duty, the first whose conditions hold earns, where the first listed applies (C2, S6)."""
    own_rates = credit.accruing is not None and credit.accruing.daily_rate
    # A row whose rate is that of each day is not asked at the same instant as the others.
    by_day = [row for row in credit.rows if own_rates and isinstance(row.accrual, EachDay)]
    others = [row for row in credit.rows if not (own_rates and isinstance(row.accrual, EachDay))]
    for group in (by_day, others):
        if credit.overlap is OverlapWinner.FIRST:
            for i, before in hidden(compiled.policy, [row.guard for row in group], credit.period):
                yield group[i], _never(group[before] if before is not None else None)
        else:
            yield from ((row, _never(None)) for row in group if row.guard and never_holds(compiled.policy, row.guard))


def _of_figures(compiled: Compiled, credit: Credit, judged: Commitment | Share) -> Iterator[tuple[Row, Diagnostic]]:
    there = standings(compiled, credit, judged)
    if there is None:
        return
    tables = [(standing, table_of(credit, judged, standing)) for standing in there]
    open_ = {row.cited.span for standing, table in tables if table is None and _may_pay(credit, standing.target)
             for row in standing.rows}  # fmt: skip
    earning = {row.cited.span for _, table in tables if table is not None for row in _earning(table)}
    for row in credit.rows:
        if row.cited.span in open_ or row.cited.span in earning:
            continue
        mine = [table for _, table in tables if table is not None and any(one is row for one in table.rows)]
        yield row, _why(compiled, row, mine)


def _may_pay(credit: Credit, target: object) -> bool:
    """Whether a row may earn something where its figures cannot be compared with a target."""
    return not credit.rows_need_miss or not isinstance(target, NoTarget)


def _earning(table: Table) -> Iterator[Row]:
    """The rows of which it cannot be said that another one is taken instead."""
    for piece in table.pieces:
        yield from _best(table, piece)


def _best(table: Table, piece: Piece) -> tuple[Row, ...]:
    winner = table.winner(piece)
    if winner is None:
        return piece.rows
    if table.credit.overlap is OverlapWinner.HIGHEST:
        return tuple(row for row in piece.rows if plain_worth(row) == plain_worth(winner))
    return (winner,)


def _why(compiled: Compiled, row: Row, tables: list[Table]) -> Diagnostic:
    for table in tables:
        for piece in table.pieces:
            if any(one is row for one in piece.rows):
                return _hidden(compiled, table, piece)
    return _on_the_good_side(compiled, row, tables[0]) if tables else _never(None)


def _hidden(compiled: Compiled, table: Table, piece: Piece) -> Diagnostic:
    winner = table.winner(piece)
    assert winner is not None
    return attrs.evolve(_never(winner), case=case_at(compiled, table, piece.at) or "")


def _on_the_good_side(compiled: Compiled, row: Row, table: Table) -> Diagnostic:
    reach = stretch_of(row.limits or (), figure_of(table.target), table.every)
    words = " and ".join(limit.written for limit in row.limits or ())
    return Diagnostic(
        f"this row never earns anything: where {table.what} is {words}, the target is met",
        label="rows need a missed target",
        labels=(Label(table.target.cited.span, "missed only from here on"),),
        case=(case_at(compiled, table, reach) if reach is not None else None) or "",
        hint="check both figures against the agreement; or write `rows stand alone`, if a met target earns it",
    )


def _never(before: Row | None) -> Diagnostic:
    if before is None:
        return Diagnostic(
            "this row never applies: nobody to whom a target applies meets its conditions",
            label="never reached",
            hint="check its conditions against the agreement, or leave it out",
        )
    return Diagnostic(
        "this row never applies: wherever it could, another one is taken",
        label="never reached",
        labels=(Label(before.cited.span, "taken instead"),),
        hint="put the special row first and the general one after it; or leave this one out",
    )
