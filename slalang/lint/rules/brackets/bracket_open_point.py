"""A single figure that neither of two neighbouring rows takes.

## What it finds

Two rows that meet at a figure and both leave it out (`below 99% and above 98%`, then `below 98%`), or a row that begins
right below a target that must be exceeded. Exactly that figure earns nothing.

## Why it costs money

Exactly 98% is rare, but it is a round figure, and a report that rounds its figures shows nothing else: a month of 30 days
that was down for 14 hours and 24 minutes lies on it to the second. The graver and the milder breach are paid, this one is
not.

## Example

Before: exactly 99% earns nothing.

    credit for uptime: below 99.9% and above 99% earns 5%; below 99% earns 10%; ...

After:

    credit for uptime: below 99.9% and at least 99% earns 5%; below 99% earns 10%; ...
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import attrs

from slalang.lint.analysis.crossed import missed_holes
from slalang.lint.analysis.least_cases import case_at
from slalang.lint.analysis.places import of_credit, phrase_of
from slalang.lint.analysis.tables import holes
from slalang.lint.subject import Subject
from slalang.semantics.brackets import Stretch, figure_of
from slalang.semantics.policy import Compiled, Row
from slalang.syntax import ast
from slalang.syntax.ast import Bound
from slalang.values.diagnostics import Diagnostic, Edit, Fix, Label, Severity

SEVERITY = Severity.WARNING

_INCLUSIVE = {Bound.BELOW: Bound.AT_MOST, Bound.ABOVE: Bound.AT_LEAST}


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The holes of one figure."""
    for table, hole in holes(compiled):
        case = case_at(compiled, table, hole.at) if hole.at.single else None
        if case is None:
            continue
        better, worse = table.beside(hole.at)
        # Of two neighbours the milder one takes its limit in, as most tables have it.
        taker = better or worse or table.rows[0]
        other = worse if taker is better else None
        figure = figure_of(table.target)
        fix = _fix(compiled, subject, figure, taker, hole.at) or _fix(compiled, subject, figure, other, hole.at)
        what = f"{table.what} of {table.words(hole.at)}"
        yield attrs.evolve(_found(what, taker, other, of_credit(table.credit)), case=case, fix=fix)
    for crossed, point, least in missed_holes(compiled, lambda hole: not hole.first and hole.at.single):
        better, worse = point.better or point.beside, point.worse if point.better is not None else None
        # No limit of such a table is its target's figure.
        fix = _fix(compiled, subject, None, better, point.at) or _fix(compiled, subject, None, worse, point.at)
        what = f"{crossed.what} of {crossed.words(point.at)}"
        yield attrs.evolve(_found(what, better, worse, of_credit(crossed.credit)), case=least, fix=fix)


def _found(what: str, taker: Row, other: Row | None, heading: str) -> Diagnostic:
    return Diagnostic(
        f"no row takes {what}",
        taker.cited.span,
        label="leaves it out",
        labels=(Label(other.cited.span, "leaves it out too"),) if other is not None else (),
        clause=heading,
        text="It is breached and earns nothing.",
        hint="leave it where the agreement leaves the figure out; else let one of the rows take it, as in `at least`",
    )


def _fix(compiled: Compiled, subject: Subject, target: Fraction | None, row: Row | None, at: Stretch) -> Fix | None:
    """One limit of a row that takes the figure in."""
    found = phrase_of(subject, compiled, row.cited.span) if row is not None else None
    written = found[1].body if found is not None else None
    if row is None or not isinstance(written, ast.CreditRow) or not isinstance(written.limits, ast.Limits):
        return None
    for limit, tree in zip(row.limits or (), written.limits.limits, strict=True):
        inclusive = _INCLUSIVE.get(limit.bound)
        own = limit.at if limit.at is not None else target
        if inclusive is not None and own == at.a_figure():
            text = f"{inclusive.value} {limit.figure}"
            return Fix(f"let the row take it: `{text}`", (Edit(tree.span, text),))
    return None
