"""A cap that is lower than what the mildest miss earns.

## What it finds

A cap below the first row: even the least miss is cut, and no row ever pays what it says. The same of a cap of a `joint`
rule for each period, where it lies below the first rows of all its credits.

## Why it costs money

The table is a show-window. All its steps come to the same sum, and whoever budgets with the rows is wrong by the whole
difference.

## Example

Before: every miss earns 4%.

    credit for uptime: below 99% and at least 95% earns 5%; below 95% earns 10%; capped at 4% of the base; ...

After:

    credit for uptime: below 99% and at least 95% earns 5%; below 95% earns 10%; capped at 8% of the base; ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from slalang.lint.analysis import joint_caps
from slalang.lint.analysis.least_cases import case_at
from slalang.lint.analysis.places import of_credit
from slalang.lint.analysis.tables import Piece, Table, tables, tables_of
from slalang.lint.analysis.worth import Worth, in_money, plain_worth, worth_of
from slalang.lint.subject import Subject
from slalang.semantics.policy import Commitment, Compiled, Credit, Joint, JointCap, Row
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_MOST_LABELS = 5


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The caps that cut every row."""
    seen: set[tuple[str, int]] = set()
    for table in tables(compiled):
        for at, cap in enumerate(table.credit.caps):
            found = _cut(table, worth_of(cap.at, table.credit), plain_worth)
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
    yield from _shared(compiled)


def _shared(compiled: Compiled) -> Iterator[Diagnostic]:
    """The caps for each period of a joint rule that cut every row of each of its credits."""
    for joint, cap in joint_caps.caps_of_a_period(compiled):
        members = joint_caps.members_of(compiled, joint) or ()
        rows = [_first_cut(compiled, joint, cap, credit, judged) for credit, judged in members]
        first = [row for row in rows if row is not None]
        if not first or len(first) < len(rows):
            continue
        most = joint_caps.ceiling_of(joint, cap)
        several = most is not None and most[1] > 0 and len({judged.service.name for _, judged in members}) > 1
        yield Diagnostic(
            f"the cap is lower than the first row of every credit that it holds: {cap.cited.written}",
            cap.cited.span,
            labels=tuple(Label(row.cited.span, "already cut") for row in first[:_MOST_LABELS]),
            clause=joint_caps.heading(joint),
            text="Where the charges are for all services alike, no row earns what it says." if several else "",
            case=_least(compiled, joint, members[0][1]),
            hint="check the cap and its base against the agreement; one over a longer time says so, as in `per calendar year`",
        )


def _first_cut(compiled: Compiled, joint: Joint, cap: JointCap, credit: Credit, judged: Commitment) -> Row | None:
    """The first row of a credit where a joint cap cuts all of them, whoever the customer is."""
    most = joint_caps.ceiling_of(joint, cap)

    def worth(row: Row) -> Worth | None:
        if most is not None and not most[1]:
            return in_money(plain_worth(row), joint.point)
        return joint_caps.comparable(joint, credit, plain_worth(row))

    cut = [_cut(table, most, worth) for table in tables_of(compiled, credit, judged)]
    return cut[0][0] if cut and cut[0] is not None and all(cut) else None


def _cut(table: Table, most: Worth | None, worth_of_row: Callable[[Row], Worth | None]) -> tuple[Row, Piece] | None:
    """The row of the mildest miss and where it begins, where a cap cuts it and all others; a cap of nothing cuts any."""
    won = [(table.winner(piece), piece) for piece in table.pieces if piece.rows]
    first: tuple[Row, Piece] | None = None
    for row, piece in won:
        worth = worth_of_row(row) if row is not None else None
        if row is None or most is None or worth is None or worth[1] <= most[1] or (worth[0] is not most[0] and most[1]):
            return None
        first = first or (row, piece)
    return first


def _least(compiled: Compiled, joint: Joint, judged: Commitment) -> str:
    """The shortest outage that misses one of the commitments, and what the joint rule leaves of it."""
    from slalang.trials.jointly import least_of_one
    from slalang.trials.words import in_words

    try:
        found = least_of_one(compiled, joint, judged)
    except ValueError:
        return ""
    return in_words(found) if found is not None else ""
