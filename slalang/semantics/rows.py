"""Whether the rows of a credit fit together and fit their commitment: empty ones and overlaps (C2)."""

from __future__ import annotations

from fractions import Fraction

from slalang.semantics import brackets, choices
from slalang.semantics.brackets import Stretch
from slalang.semantics.gauges import gauge, promised, subject, target_scale
from slalang.semantics.policy import (
    Commitment,
    Limit,
    Promised,
    Row,
    Scale,
    Share,
    ShareTarget,
    Shortfall,
)
from slalang.semantics.scope import Promise, Said, Scope
from slalang.semantics.services import choice_missing
from slalang.syntax import ast

_MOST_ROWS = 200
_MOST_WORK = 4_000_000
"""Rows times rows times targets: each two rows are compared under every target."""


def check_rows(
    scope: Scope,
    rule: ast.Credit,
    rows: tuple[Row, ...],
    written: tuple[Said[ast.CreditRow], ...],
    has_winner: bool,
    need_miss: bool,
) -> None:
    """Reports rows that are empty, and those that overlap without a winner.

    `written` are the phrases of `rows`, in the same order.
    """
    if len(rows) > _MOST_ROWS:
        scope.findings.error("too-much", f"more than {_MOST_ROWS} rows", rule.commitment.span, hint="join them")
        return
    promise = scope.promises.get(rule.commitment.text)
    judged = judged_of(scope, promise)
    if not _shares_where_needed(scope, judged, rows, written):
        return
    if len({limit.scale for row in rows for limit in row.limits or ()}) > 1:
        if judged is not None:
            _mixed(scope, rows, written)
        return
    scale = next((limit.scale for row in rows for limit in row.limits or ()), Scale.SHARE)
    targets = tuple(t for t in promised(judged.targets if judged is not None else ()) if target_scale(t) is scale)
    if len(rows) ** 2 * len(targets) > _MOST_WORK:
        too_many = f"{len(rows)} rows for {len(targets)} targets are too many to be compared"
        scope.findings.error("too-much", too_many, rule.commitment.span, hint="join rows or targets")
        return
    of = gauge(judged) if judged is not None else None
    what, every = subject(of, scale), brackets.all_figures(scale, of)
    written_as = brackets.digits_of(rows, targets)
    filled = [_not_empty(scope, row, one, targets, what, every) for row, one in zip(rows, written, strict=True)]
    if not all(filled):
        return
    overlap = brackets.first_overlap(rows, targets, need_miss, every)
    if overlap is not None and not has_winner:
        at = f"at {brackets.shown(overlap.at, written_as, scale)} " if not isinstance(promise, ast.Clock | ast.Duty) else ""
        choice_missing(
            scope,
            choices.OVERLAP,
            written[overlap.second].body.span,
            label=f"{at}this row and row {overlap.first + 1} both apply",
        )


def judged_of(scope: Scope, promise: Promise | None) -> Commitment | Share | None:
    """The commitment or the share, as it was resolved; None for others, and where its own errors are said with it."""
    if isinstance(promise, ast.Commitment):
        return scope.commitments.get(promise.name.text)
    return scope.shares.get(promise.name.text) if isinstance(promise, ast.Share) else None


def _mixed(scope: Scope, rows: tuple[Row, ...], written: tuple[Said[ast.CreditRow], ...]) -> None:
    """The limits of one table are all shares, all lengths or all numbers (C2)."""
    first: Limit | None = None
    for row, one in zip(rows, written, strict=True):
        for limit in row.limits or ():
            first = first or limit
            if limit.scale is not first.scale:
                scope.findings.error(
                    "limits-mixed",
                    f"one row has the limit `{first.written}`, another `{limit.written}`: they are limits of different things",
                    one.body.limits.span,
                    hint="write all limits of the credit as percentages, all as lengths, or all as numbers",
                )
                return


def _shares_where_needed(
    scope: Scope, judged: Commitment | Share | None, rows: tuple[Row, ...], written: tuple[Said[ast.CreditRow], ...]
) -> bool:
    """`the shortfall` is that of a share: no other target may stand for it (C3)."""
    targets = promised(judged.targets) if judged is not None else ()
    if all(isinstance(target, ShareTarget) for target in targets):
        return True
    wrong = [one for row, one in zip(rows, written, strict=True) if isinstance(row.award, Shortfall)]
    for one in wrong:
        scope.findings.error(
            "target-not-share",
            "`the shortfall` is what is lacking to a share, and the target is none",
            one.body.span,
            hint="write a percentage or a sum, or state the target as a percentage, as in `available at least 99.9%`",
        )
    return not wrong


def _not_empty(
    scope: Scope, row: Row, one: Said[ast.CreditRow], targets: tuple[Promised, ...], what: str, every: Stretch
) -> bool:
    if row.limits is None:
        return True
    figures: list[Fraction | None] = [brackets.figure_of(target) for target in targets] or [None]
    reaches = [brackets.stretch_of(row.limits, figure, every) for figure in figures]
    if any(reach is None or not reach.empty for reach in reaches):
        return True
    words = " and ".join(limit.written for limit in row.limits)
    scope.findings.error(
        "bracket-empty",
        f"{what} is never {words}",
        one.body.limits.span,
        hint="the limits stand the wrong way round: exchange the figures, or `below` and `above`"
        + ("; only whole numbers lie between two limits of what is counted" if every.counted else ""),
    )
    return False
