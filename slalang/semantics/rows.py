"""Whether the rows of a credit fit together and fit their commitment: empty ones, overlaps, holes (C2)."""

from __future__ import annotations

from fractions import Fraction

from slalang.semantics import brackets, choices
from slalang.semantics.brackets import Stretch
from slalang.semantics.guards import warn_of_hidden
from slalang.semantics.policy import Accruing, EachDay, Row, ShareTarget, Shortfall
from slalang.semantics.scope import Promise, Said, Scope, said
from slalang.semantics.services import choice_missing
from slalang.semantics.targets import share_target
from slalang.syntax import ast
from slalang.values.instants import MINUTE, SECOND

_MOST_ROWS = 200


def check_rows(
    scope: Scope,
    rule: ast.Credit,
    rows: tuple[Row, ...],
    written: tuple[Said[ast.CreditRow], ...],
    has_winner: bool,
    need_miss: bool,
) -> None:
    """Reports rows that are empty or overlap without a winner, and warns of holes.

    `written` are the phrases of `rows`, in the same order.
    """
    if len(rows) > _MOST_ROWS:
        scope.findings.error("too-much", f"more than {_MOST_ROWS} rows", rule.commitment.span, hint="join them")
        return
    promise = scope.promises.get(rule.commitment.text)
    targets = _share_targets(scope, promise)
    if isinstance(promise, ast.Commitment) and not _target_where_needed(scope, promise, rows, written):
        return
    what = "share" if isinstance(promise, ast.Share) else "availability"
    digits = brackets.digits_of(rows, targets)
    filled = [_not_empty(scope, row, one, targets, what) for row, one in zip(rows, written, strict=True)]
    if not all(filled):
        return
    overlap = brackets.first_overlap(rows, targets, need_miss)
    if overlap is not None and not has_winner:
        at = f"at {brackets.shown(overlap.at, digits)} " if not isinstance(promise, ast.Clock | ast.Duty) else ""
        choice_missing(
            scope,
            choices.OVERLAP,
            written[overlap.second].body.span,
            label=f"{at}this row and row {overlap.first + 1} both apply",
        )
    named: set[Stretch] = set()
    for target in targets:
        for hole in brackets.holes(rows, target):
            if hole not in named:
                named.add(hole)
                _warn_of(scope, rule, hole, digits, what)


def check_first_listed(
    scope: Scope, rows: tuple[Row, ...], written: tuple[Said[ast.CreditRow], ...], accruing: Accruing | None
) -> None:
    """Warns of rows for a missed target that never apply, where of several the first listed does (C2, S6)."""
    own_rates = accruing is not None and accruing.daily_rate
    guarded = [(row, one.body.span) for row, one in zip(rows, written, strict=True) if row.limits is None]
    by_day = [(row.guard, span) for row, span in guarded if own_rates and isinstance(row.accrual, EachDay)]
    others = [(row.guard, span) for row, span in guarded if not (own_rates and isinstance(row.accrual, EachDay))]
    # A row whose rate is that of each day is not asked at the same instant as the others.
    for group in (by_day, others):
        warn_of_hidden(scope, "row-order", "row", group)


def _share_targets(scope: Scope, promise: Promise | None) -> tuple[ShareTarget, ...]:
    """The targets of a commitment or a share that are shares, as far as they are right; their own errors are said with it."""
    if not isinstance(promise, ast.Commitment | ast.Share):
        return ()
    quiet = scope.aside()
    found = [share_target(quiet, one) for one in said(promise.phrases, ast.AvailabilityTarget)]
    found += [share_target(quiet, one) for one in said(promise.phrases, ast.KeptTarget)]
    return tuple(target for target in found if target is not None)


def _target_where_needed(
    scope: Scope,
    commitment: ast.Commitment,
    rows: tuple[Row, ...],
    written: tuple[Said[ast.CreditRow], ...],
) -> bool:
    """`the target` and `the shortfall` are shares of availability: no downtime target may stand for them."""
    by_length = next(said(commitment.phrases, ast.DowntimeTarget), None)
    if by_length is None:
        return True
    fits = True
    for row, one in zip(rows, written, strict=True):
        to_target = any(limit.share is None for limit in row.limits or ())
        if not to_target and not isinstance(row.award, Shortfall):
            continue
        what = "`the target`" if to_target else "`the shortfall`"
        scope.findings.error(
            "target-not-share",
            f"{what} is a share of availability, and {commitment.name.text} has a target in time",
            one.body.span,
            hint="write the limit as a percentage, or state the target as `available at least ...`",
        )
        fits = False
    return fits


def _not_empty(scope: Scope, row: Row, one: Said[ast.CreditRow], targets: tuple[ShareTarget, ...], what: str) -> bool:
    if row.limits is None:
        return True
    shares: list[Fraction | None] = [target.share for target in targets] or [None]
    reaches = [brackets.stretch_of(row.limits, share) for share in shares]
    if any(reach is None or not reach.empty for reach in reaches):
        return True
    words = " and ".join(limit.written for limit in row.limits)
    scope.findings.error(
        "bracket-empty",
        f"no {what} is {words}",
        one.body.limits.span,
        hint="the limits stand the wrong way round: exchange the percentages, or `below` and `above`",
    )
    return False


def _in_minutes(us: int) -> str:
    minutes, rest = divmod(us, MINUTE)
    seconds = f"{rest // SECOND}.{rest % SECOND:06d}".rstrip("0").rstrip(".")
    parts = [f"{minutes} minute{'' if minutes == 1 else 's'}"] if minutes else []
    parts += [f"{seconds} second{'' if seconds == '1' else 's'}"] if rest else []
    return " ".join(parts)


def _warn_of(scope: Scope, rule: ast.Credit, hole: Stretch, digits: dict[Fraction, str], what: str) -> None:
    downtime = brackets.least_downtime(hole) if what == "availability" else None
    least = f"In a 30-day month the smallest downtime that falls in it is {_in_minutes(downtime)}. " if downtime else ""
    subject = "availability" if what == "availability" else "the share that is kept"
    scope.findings.warn(
        "bracket-hole",
        f"no row stands where {subject} is {brackets.in_words(hole, digits)}",
        rule.commitment.span,
        text=f"{least}A period in the hole is breached and earns no credit.",
        hint="leave it where the agreement has this hole; else add a row or move a limit",
    )
