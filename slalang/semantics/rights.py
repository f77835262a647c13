"""Rights that arise from a history of missed periods (R1)."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.semantics.figures import length, whole_number
from slalang.semantics.policy import Ground, Right, RightWindow, RollingMonths
from slalang.semantics.promises import named_promise
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.syntax import ast, wording
from slalang.time.lengths import Length

_GroundTree = ast.ConsecutiveMisses | ast.MissesAmong


def resolve_right(scope: Scope, rule: ast.Right) -> Right | None:
    """One right with its grounds, any one of which gives rise to it (R1)."""
    here = scope.inside("right", rule.name.text, rule.qualifiers)
    before = here.findings.errors
    found: list[Said[_GroundTree]] = list(said(rule.phrases, ast.ConsecutiveMisses, ast.MissesAmong))
    if not found:
        here.findings.error(
            "ground-missing",
            f"{here.findings.heading} does not say what gives rise to it",
            rule.name.span,
            hint="add a ground, as in `when uptime is missed in 3 consecutive periods`",
        )
    grounds = tuple(ground for one in found for ground in _ground(here, one))
    notice = said_once(here, "its notice", rule.phrases, ast.NoticePeriod)
    use = said_once(here, "within what it is to be used", rule.phrases, ast.UseWithin)
    fact = said_once(here, "what exercises it", rule.phrases, ast.ExercisedBy)
    made = Right(
        name=rule.name.text,
        grounds=grounds,
        notice=length(here, notice.body.length) if notice is not None else None,
        notice_written=wording.body(notice.body) if notice is not None else "",
        refund=said_once(here, "the refund", rule.phrases, ast.Refund) is not None,
        use_within=length(here, use.body.length) if use is not None else None,
        exercised_by=fact.body.fact if fact is not None else None,
        cited=here.cited(rule.qualifiers, f"right {rule.name.text}"),
    )
    return made if here.findings.errors == before else None


def _ground(scope: Scope, one: Said[_GroundTree]) -> Iterator[Ground]:
    body = one.body
    known = named_promise(scope, body.commitment, ast.Commitment, ast.Share) is not None
    misses = whole_number(scope, body.number, "the number of missed periods")
    among = None
    if isinstance(body, ast.MissesAmong):
        among = whole_number(scope, body.among, "the number of periods among which they lie")
        if among is not None and misses is not None and misses > among:
            scope.findings.error(
                "ground-impossible",
                f"{misses} of any {among} periods can never be missed",
                body.span,
                hint=f"exchange the two figures, or write `{misses} consecutive periods`",
            )
    window = _window(scope, body.window)
    if known and misses is not None and (window is not None or body.window is None):
        yield Ground(body.commitment.text, misses, among, window, one.cited(scope))


def _window(scope: Scope, written: ast.Window | None) -> RollingMonths | RightWindow | None:
    match written:
        case None:
            return None
        case ast.WithinSubscriptionYear():
            return RightWindow.SUBSCRIPTION_YEAR
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
