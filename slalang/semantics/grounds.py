"""The grounds of rights: misses, within which limits and how often, and points (R1)."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.semantics.earners import RUNNING, Earner, earner
from slalang.semantics.figures import exact_us, length, whole_number
from slalang.semantics.limits import limits
from slalang.semantics.periods import not_rolling, period
from slalang.semantics.policy import (
    DownLonger,
    Ground,
    InARow,
    Limit,
    Notified,
    OnePeriod,
    Points,
    PointsGround,
    RollingMonths,
)
from slalang.semantics.promises import named_promise, no_credit
from slalang.semantics.scope import Said, Scope
from slalang.syntax import ast
from slalang.time.lengths import Length

MissesTree: TypeAlias = ast.ConsecutiveMisses | ast.MissesAmong | ast.MissesCounted
GROUNDS = (ast.ConsecutiveMisses, ast.MissesAmong, ast.MissesCounted, ast.PointsReached)
_MOST_POINTS = 1_000_000


def ground(scope: Scope, one: Said[MissesTree | ast.PointsReached]) -> Ground | PointsGround | None:
    """One ground, which gives rise to the right; None where something of it is wrong."""
    if isinstance(one.body, ast.PointsReached):
        return _points(scope, Said(one.body, one.qualifiers))
    return _misses(scope, Said(one.body, one.qualifiers))


def _misses(scope: Scope, one: Said[MissesTree]) -> Ground | None:
    body, before = one.body, scope.findings.errors
    promise = named_promise(
        scope, body.commitment, ast.Commitment, ast.Share, ast.Clock, ast.Duty, code="remedy-without-commitment"
    )
    by = earner(scope, promise)
    if isinstance(promise, RUNNING):
        _of_runs(scope, body)
    misses = whole_number(scope, body.number, "the number of missed periods")
    among = _among(scope, body, misses)
    miss = _miss(scope, body.miss, by)
    window = _window(scope, body.window)
    notified = _notified(scope, body.notified)
    if promise is None or misses is None or among is None or scope.findings.errors > before:
        return None
    return Ground(body.commitment.text, miss, misses, among, window, notified, one.cited(scope))


def _among(scope: Scope, body: MissesTree, misses: int | None) -> int | InARow | None:
    match body:
        case ast.ConsecutiveMisses():
            return InARow.CONSECUTIVE
        case ast.MissesCounted():
            return InARow.COUNTED
        case ast.MissesAmong():
            among = whole_number(scope, body.among, "the number of periods among which they lie")
            if among is not None and misses is not None and misses > among:
                scope.findings.error(
                    "misses-above-periods",
                    f"{misses} of any {among} periods can never be missed",
                    body.span,
                    hint=f"exchange the two figures, or write `{misses} consecutive periods`",
                )
            return among
        case _:
            assert_never(body)


def _of_runs(scope: Scope, body: MissesTree) -> None:
    """A clock and a duty are missed so many times; they have no periods and nothing that could lie within limits (R1)."""
    name = body.commitment.text
    if not isinstance(body, ast.MissesCounted):
        scope.findings.error(
            "ground-of-runs",
            f"`{name}` is judged run by run, and has no periods in a row",
            body.span,
            hint=f"write `when {name} is missed 3 times within 12 months`",
        )
    elif not isinstance(body.miss, ast.Missed):
        scope.findings.error(
            "ground-of-runs",
            f"`{name}` is kept or missed: nothing of it lies within limits or is down",
            body.miss.span,
            hint=f"write `when {name} is missed ...`",
        )
    elif body.notified is not None:
        scope.findings.error(
            "ground-of-runs",
            f"a run of `{name}` is no period after whose end a notice could be due",
            body.notified.span,
            hint="leave `each notified ...` out",
        )


def _miss(scope: Scope, written: ast.Miss, by: Earner) -> tuple[Limit, ...] | DownLonger | None:
    """What is a miss: None for a missed target (R1)."""
    if isinstance(written, ast.Missed) or isinstance(by.promise, RUNNING):
        return None
    if isinstance(written, ast.DownLonger):
        if by.promise is not None and not by.of_time:
            scope.findings.error(
                "ground-of-time",
                f"`{by.promise.name.text}` counts no downtime that could exceed a length",
                written.span,
                hint="write `is missed`, or limits of what it measures",
            )
        us = exact_us(scope, written.length, "the downtime that counts as a miss")
        return DownLonger(written.comparison, us) if us is not None else None
    target = next((one for one in written.limits if isinstance(one.of, ast.TheTarget)), None)
    if target is not None:
        scope.findings.error(
            "ground-target",
            "what passes the target is missed anyway",
            target.span,
            hint="write `is missed`, or a figure, as in `is below 95%`",
        )
        return None
    return limits(scope, written, by.gauge, by.scales)


def _points(scope: Scope, one: Said[ast.PointsReached]) -> PointsGround | None:
    body, before = one.body, scope.findings.errors
    name = body.credit.text
    if name in scope.joints:
        joint = scope.joints[name]
        gives = joint is None or joint.point is not None
    elif name in scope.credits:
        credit = scope.credits[name]
        gives = credit is None or any(isinstance(row.award, Points) for row in credit.rows)
    else:
        no_credit(scope, body.credit)
        gives = True
    if not gives:
        scope.findings.error(
            "ground-without-points",
            f"the credit `{name}` gives no points",
            body.credit.span,
            hint="name a credit whose rows earn points, or a joint rule over such credits",
        )
    points = whole_number(scope, body.number, "the number of points", most=_MOST_POINTS)
    window = _window(scope, body.window)
    if points is None or scope.findings.errors > before:
        return None
    return PointsGround(name, points, window, one.cited(scope))


def _notified(scope: Scope, written: ast.Notified | None) -> Notified | None:
    if written is None:
        return None
    span: Length | None = length(scope, written.length)
    return Notified(written.fact, span) if span is not None else None


def _window(scope: Scope, written: ast.Window | None) -> RollingMonths | OnePeriod | None:
    match written:
        case None:
            return None
        case ast.WithinOnePeriod(of):
            rule = not_rolling(scope, of, period(scope, of))
            return OnePeriod(rule) if rule is not None else None
        case ast.WithinRolling(span):
            if isinstance(span, ast.BusinessLength):
                scope.findings.error(
                    "length-unit",
                    "missed periods lie within so many months or days, not business days",
                    span.span,
                    hint="write the span as in `within 12 months`",
                )
                return None
            within: Length | None = length(scope, span)
            return RollingMonths(within) if within is not None else None
        case _:
            assert_never(written)
