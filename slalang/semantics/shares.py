"""Share targets: so many of a period's runs of a clock or a duty are kept (S5)."""

from __future__ import annotations

from slalang.semantics import choices
from slalang.semantics.gauges import Gauge
from slalang.semantics.limits import warning_level
from slalang.semantics.periods import own_period
from slalang.semantics.policy import NoTarget, Share, ShareTarget
from slalang.semantics.promises import named_promise
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.semantics.services import choice_missing
from slalang.semantics.targets import in_order, no_target, share_target
from slalang.syntax import ast


def resolve_share(scope: Scope, rule: ast.Share) -> Share | None:
    """One share with every choice made; None where something is missing or wrong."""
    here = scope.inside("share", rule.name.text, rule.qualifiers)
    before = here.findings.errors
    named_promise(here, rule.of, ast.Clock, ast.Duty)
    targets = _targets(here, rule)
    level = warning_level(here, rule.phrases, Gauge.KEPT)
    every = own_period(here, rule.phrases, rule.name.span)
    empty = said_once(here, "what a period without any is", rule.phrases, ast.EmptyPeriod)
    if empty is None:
        choice_missing(here, choices.EMPTY, rule.name.span)
    if every is None or empty is None or here.findings.errors > before:
        return None
    return Share(
        name=rule.name.text,
        of=rule.of.text,
        targets=targets,
        warning=level,
        period=every,
        empty=empty.body.rule,
        cited=here.cited(rule.qualifiers, f"share {rule.name.text} of {rule.of.text}", rule.name.span),
    )


def _targets(scope: Scope, rule: ast.Share) -> tuple[ShareTarget | NoTarget, ...]:
    found: list[Said[ast.KeptTarget | ast.NoTarget]] = list(said(rule.phrases, ast.KeptTarget, ast.NoTarget))
    if not any(isinstance(one.body, ast.KeptTarget) for one in found):
        scope.findings.error(
            "target-missing",
            f"{scope.findings.heading} promises nothing",
            rule.name.span,
            hint="add a target, as in `at least 95% kept`",
        )
    targets = [
        share_target(scope, Said(one.body, one.qualifiers))
        if isinstance(one.body, ast.KeptTarget)
        else no_target(scope, Said(one.body, one.qualifiers))
        for one in found
    ]
    in_order(scope, found)
    return tuple(target for target in targets if target is not None)
