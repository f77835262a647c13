"""A credit that does not begin where the target is missed.

## What it finds

A table that begins below the target, so that a miss that is small enough earns nothing; one that begins above the target
although its rows need a missed one, so that its first figures are never paid; and one that pays where the target is met,
because a house style lets all rows stand alone. A credit that itself says `rows stand alone` means it. Where the rows go by
lengths and the target is a percentage, or the other way round, the shortest outage that misses the target shows it.

## Why it costs money

Two clauses give two figures for the same promise. Whoever has to pay quotes the one, whoever is owed the other; and a table
that promises a credit from 99.9% on while the target is 99.5% reads better than it is.

## Example

Before: 99.8% is promised, and a month at 99.75% earns nothing.

    commitment uptime of web: available at least 99.8%; ...
    credit for uptime: below 99.7% and at least 99% earns 2%; below 99% earns 5%; ...

After:

    credit for uptime: below the target and at least 99% earns 2%; below 99% earns 5%; ...
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.lint.analysis.crossed import missed_holes
from slalang.lint.analysis.least_cases import case_at
from slalang.lint.analysis.places import credit_phrases, of_credit
from slalang.lint.analysis.tables import Table, holes, tables
from slalang.lint.subject import Subject
from slalang.semantics.brackets import Stretch, figure_of, stretch_of
from slalang.semantics.policy import Compiled, Limit, Row
from slalang.syntax import ast
from slalang.syntax.ast import Bound, Comparison
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_UPPER = (Bound.BELOW, Bound.AT_MOST)
_UPWARD = (Comparison.AT_LEAST, Comparison.MORE_THAN)


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """What begins beyond the target, and what begins before it."""
    yield from _too_late(compiled)
    written = credit_phrases(subject, compiled)
    by_credit: dict[str, list[Table]] = {}
    for table in tables(compiled):
        by_credit.setdefault(table.credit.commitment, []).append(table)
    for name, found in by_credit.items():
        own = written.get(name, ())
        if found[0].credit.rows_need_miss:
            yield from _too_early(compiled, found)
        elif not any(isinstance(phrase.body, ast.RowsStandAlone) for phrase in own):
            yield from _while_met(compiled, found)


def _too_late(compiled: Compiled) -> Iterator[Diagnostic]:
    for table, hole in holes(compiled):
        case = case_at(compiled, table, hole.at) if hole.first and not hole.at.single else None
        if case is None:
            continue
        _, worse = table.beside(hole.at)
        yield Diagnostic(
            f"the target is missed and no row stands where {table.what} is {table.words(hole.at)}",
            (worse or table.rows[0]).cited.span,
            label="begins only here" if worse is not None else "ends before the target is missed",
            labels=(Label(table.target.cited.span, "missed from here on"),),
            clause=of_credit(table.credit),
            text="A small miss earns nothing.",
            case=case,
            hint="leave it where the agreement says so; else let the table begin at the target, as in `below the target`",
        )
    for crossed, gap, least in missed_holes(compiled, lambda hole: hole.first):
        yield Diagnostic(
            f"the target can be missed where {crossed.what} is {crossed.words(gap.at)}, and no row stands there",
            gap.beside.cited.span,
            label="begins only here",
            labels=(Label(crossed.target.cited.span, "can be missed before"),),
            clause=of_credit(crossed.credit),
            text="A small miss earns nothing.",
            case=least,
            hint="leave it where the agreement says so; else let the first row begin where the target is missed in every "
            "period, or write `a missed target earns ...`",
        )


def _too_early(compiled: Compiled, found: list[Table]) -> Iterator[Diagnostic]:
    """Rows whose own limit lies on the good side of every target for which they stand."""
    rows = {row.cited.span: row for table in found for row in table.rows}
    for row in rows.values():
        under = [(table, _met(row, table)) for table in found if any(one is row for one in table.rows)]
        table, met = under[0]
        paying = any(one is row for other, _ in under for piece in other.pieces if piece.missed for one in piece.rows)
        if met is None or not paying or any(other is None for _, other in under):
            continue
        case = case_at(compiled, table, met)
        if case is None:
            continue
        yield Diagnostic(
            f"the row begins before the target is missed: where {table.what} is {table.words(met)} it earns nothing",
            row.cited.span,
            label="rows need a missed target",
            labels=(Label(table.target.cited.span, "missed only from here on"),),
            clause=of_credit(table.credit),
            case=case,
            hint="check both figures against the agreement; write `below the target`, or `rows stand alone`, if a met target "
            "earns it",
        )


def _met(row: Row, table: Table) -> Stretch | None:
    """The figures between a row's own limit and the target, where that is met; None where there are none."""
    upward = table.target.comparison in _UPWARD
    limit = next((one for one in row.limits or () if (one.bound in _UPPER) is upward), None)
    if limit is None or limit.at is None or (limit.at > figure_of(table.target)) is not upward:
        return None
    if limit.at == figure_of(table.target):
        return None
    reach = stretch_of(row.limits or (), figure_of(table.target), table.every)
    between = _beyond(table, limit, reach) if reach is not None else None
    there = between is not None and not between.empty and any(not p.at.common(between).empty for p in table.pieces)
    return between if there else None


def _beyond(table: Table, limit: Limit, reach: Stretch) -> Stretch:
    """What a row reaches of the figures that meet the target."""
    target, included = figure_of(table.target), table.target.comparison in (Comparison.AT_LEAST, Comparison.AT_MOST)
    if table.target.comparison in _UPWARD:
        return reach.common(attrs.evolve(table.every, low=target, low_included=included))
    return reach.common(attrs.evolve(table.every, high=target, high_included=included))


def _while_met(compiled: Compiled, found: list[Table]) -> Iterator[Diagnostic]:
    """Rows that earn something under a met target, where only `throughout` lets rows stand alone."""
    for table in found:
        piece = next((piece for piece in table.pieces if piece.rows and not piece.missed), None)
        case = case_at(compiled, table, piece.at) if piece is not None else None
        if piece is None or case is None:
            continue
        yield Diagnostic(
            f"the row earns something where {table.what} is {table.words(piece.at)}, and the target is met",
            piece.rows[0].cited.span,
            label="rows stand alone, it is said throughout",
            labels=(Label(table.target.cited.span, "met down to here"),),
            clause=of_credit(table.credit),
            case=case,
            hint="write `rows need a missed target` in this credit; or `rows stand alone`, if the agreement pays for it",
        )
        return
