"""A credit that falls although the service was worse.

## What it finds

Two figures of one table, the one worse than the other, of which the worse one earns less: rows in the wrong order, a
percentage that starts lower than the row before it ended, a formula below a fixed row. Caps and floors are counted in; a
hole is `bracket-gap`.

## Why it costs money

Once the milder row is lost, it pays to let the service stay down until the cheaper row is reached. In most agreements such
a table is a slip of the pen, and the slip is what binds.

## Example

Before: below 95% earns less than 96% does.

    credit for uptime: below 99% and at least 95% earns 25%; below 95% earns 10%; ...

After:

    credit for uptime: below 99% and at least 95% earns 10%; below 95% earns 25%; ...
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slalang.lint.analysis.least_cases import case_at
from slalang.lint.analysis.places import of_credit
from slalang.lint.analysis.tables import Piece, Table, tables
from slalang.lint.analysis.worth import In, Worth, worth_at, worth_of
from slalang.lint.subject import Subject
from slalang.semantics.brackets import figure_of
from slalang.semantics.policy import Compiled, Row, Scale
from slalang.syntax.ast import Comparison
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_UPWARD = (Comparison.AT_LEAST, Comparison.MORE_THAN)


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The first row of each table that earns less than a better figure does."""
    for table in tables(compiled):
        found = _fall(table)
        if found is None:
            continue
        better, row, piece = found
        case = case_at(compiled, table, piece.at)
        if case is None:
            continue
        yield Diagnostic(
            f"worse service earns less: {row.cited.written}",
            row.cited.span,
            label="earns less",
            labels=(Label(better.cited.span, "better service, and earns more"),),
            clause=of_credit(table.credit),
            text=f"A better figure earns more: {better.cited.written}.",
            case=case,
            hint="check the figures of both rows against the agreement: the worse the service, the more is owed",
        )


def _fall(table: Table) -> tuple[Row, Row, Piece] | None:
    """The better row, the worse one and the piece in which that earns less; None where the credit never falls."""
    highest: dict[In, tuple[Fraction, Row]] = {}
    for piece in table.pieces:
        row = table.winner(piece)
        ends = _ends(table, piece, row) if row is not None else None
        if row is None or ends is None:
            continue
        unit, least, most = ends
        before = highest.get(unit)
        if before is not None and least < before[0]:
            return before[1], row, piece
        if before is None or most > before[0]:
            highest[unit] = (most, row)
    return None


def _ends(table: Table, piece: Piece, row: Row) -> tuple[In, Fraction, Fraction] | None:
    """What a row comes to at the better and at the worse end of a piece, between floors and caps."""
    good, bad = piece.at.high, piece.at.low
    if table.target.comparison not in _UPWARD:
        good, bad = bad, good
    target = figure_of(table.target) if table.scale is Scale.SHARE else Fraction(0)
    found = [worth_at(row, table.credit, table.judged, target, figure) for figure in (good, bad)]
    better, worse = found
    if better is None or worse is None:
        return None
    return better[0], _bounded(table, better), _bounded(table, worse)


def _bounded(table: Table, worth: Worth) -> Fraction:
    """Between those floors and caps that are comparable; the others hold for the better figure as well."""
    unit, amount = worth
    for floor in table.credit.floors:
        least = worth_of(floor.at, table.credit)
        amount = max(amount, least[1]) if least is not None and least[0] is unit else amount
    for cap in table.credit.caps:
        most = worth_of(cap.at, table.credit)
        amount = min(amount, most[1]) if most is not None and most[0] is unit else amount
    return amount
