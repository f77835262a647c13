"""Rights that arise from a history of missed periods (R1)."""

from __future__ import annotations

from slalang.semantics.figures import length
from slalang.semantics.grounds import GROUNDS, MissesTree, ground
from slalang.semantics.policy import Right
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.syntax import ast, wording


def resolve_right(scope: Scope, rule: ast.Right) -> Right | None:
    """One right with its grounds, any one of which gives rise to it (R1)."""
    here = scope.inside("right", rule.name.text, rule.qualifiers)
    before = here.findings.errors
    found: list[Said[MissesTree | ast.PointsReached]] = list(said(rule.phrases, *GROUNDS))
    if not found:
        here.findings.error(
            "ground-missing",
            f"{here.findings.heading} does not say what gives rise to it",
            rule.name.span,
            hint="add a ground, as in `when uptime is missed in 3 consecutive periods`",
        )
    grounds = tuple(ground(here, one) for one in found)
    notice = said_once(here, "its notice", rule.phrases, ast.NoticePeriod)
    use = said_once(here, "within what it is to be used", rule.phrases, ast.UseWithin)
    fact = said_once(here, "what exercises it", rule.phrases, ast.ExercisedBy)
    made = Right(
        name=rule.name.text,
        grounds=tuple(one for one in grounds if one is not None),
        notice=length(here, notice.body.length) if notice is not None else None,
        notice_written=wording.body(notice.body) if notice is not None else "",
        refund=said_once(here, "the refund", rule.phrases, ast.Refund) is not None,
        use_within=length(here, use.body.length) if use is not None else None,
        exercised_by=fact.body.fact if fact is not None else None,
        cited=here.cited(rule.qualifiers, f"right {rule.name.text}", rule.name.span),
    )
    return made if here.findings.errors == before else None
