"""Commitments: what is promised, per which period, and how it is measured (C1, T8, D)."""

from __future__ import annotations

from typing import assert_never

from slalang.semantics import measuring
from slalang.semantics.figures import exact_us, percent
from slalang.semantics.measuring import Measuring
from slalang.semantics.parameters import guard
from slalang.semantics.periods import holds, own_period, period
from slalang.semantics.policy import Commitment, DowntimeTarget, Target
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.semantics.services import named_service
from slalang.semantics.targets import in_order, no_target, share_target
from slalang.syntax import ast
from slalang.time.periods import PeriodRule

_TargetTree = ast.AvailabilityTarget | ast.DowntimeTarget | ast.NoTarget


def resolve_commitment(scope: Scope, rule: ast.Commitment, throughout: tuple[ast.Phrase, ...]) -> Commitment | None:
    """One commitment with every choice made; None where something is missing or wrong."""
    here = scope.inside("commitment", rule.name.text, rule.qualifiers)
    say = Measuring(rule.phrases, throughout, rule.name.span)
    service = named_service(here, rule.service)
    targets = _targets(here, rule)
    every = own_period(here, rule.phrases, rule.name.span)
    longer = _judged_over(here, rule, every)
    warning = said_once(here, "its warning level", rule.phrases, ast.Warning)
    level = percent(here, warning.body.percent, "a warning level") if warning is not None else None
    outages, probes, on_unobserved = measuring.watches(here, say)
    combined, on_combine = measuring.combine(here, say, service) if service is not None else (None, None)
    partial, on_partial = measuring.partial_period(here, say)
    base, on_basis = measuring.basis(here, say)
    grain, on_grain = measuring.granularity(here, say)
    shortest = measuring.shortest_run(here, say)
    rounding = measuring.availability_rounding(here, say)
    if service is None or targets is None or every is None or partial is None or base is None:
        return None
    named = {
        "partial": on_partial,
        "basis": on_basis,
        "granularity": on_grain,
        "combine": on_combine,
        "unobserved": on_unobserved,
    }
    return Commitment(
        name=rule.name.text,
        service=service,
        targets=targets,
        warning=level,
        period=every,
        judged_over=longer,
        outages=outages,
        probes=probes,
        combine=combined,
        partial=partial,
        basis=base,
        granularity=grain,
        shortest_run=shortest,
        rounding=rounding,
        cited=here.cited(rule.qualifiers, f"commitment {rule.name.text} of {rule.service.text}"),
        choices=tuple((name, cited) for name, cited in named.items() if cited is not None),
    )


def _judged_over(scope: Scope, rule: ast.Commitment, every: PeriodRule | None) -> PeriodRule | None:
    found = said_once(scope, "over what it is judged", rule.phrases, ast.JudgedOver)
    if found is None:
        return None
    longer = period(scope, found.body.period)
    if longer is None or every is None or holds(longer, every):
        return longer
    scope.findings.error(
        "judged-over",
        "what a period is judged over must be a longer calendar period that holds it whole, in the same zone",
        found.body.span,
        hint="write one, as in `judged over the calendar quarter that holds it` for calendar months",
    )
    return None


def _targets(scope: Scope, rule: ast.Commitment) -> tuple[Target, ...] | None:
    found: list[Said[_TargetTree]] = list(said(rule.phrases, ast.AvailabilityTarget, ast.DowntimeTarget, ast.NoTarget))
    if not found:
        scope.findings.error(
            "target-missing",
            f"{scope.findings.heading} promises nothing",
            rule.name.span,
            hint="add a target, as in `available at least 99.9%` or `down at most 4 hours`; "
            "for customers without one, `no target where ...`",
        )
        return None
    targets = [_target(scope, one) for one in found]
    in_order(scope, found, targets)
    known = tuple(t for t in targets if t is not None)
    return known if len(known) == len(targets) else None


def _target(scope: Scope, one: Said[_TargetTree]) -> Target | None:
    match one.body:
        case ast.AvailabilityTarget():
            return share_target(scope, Said(one.body, one.qualifiers))
        case ast.DowntimeTarget(comparison, length, when):
            conditions = guard(scope, when)
            us = exact_us(scope, length, "a downtime target")
            if us is None or conditions is None:
                return None
            return DowntimeTarget(comparison, us, conditions, one.cited(scope))
        case ast.NoTarget():
            return no_target(scope, Said(one.body, one.qualifiers))
        case _ as never:
            assert_never(never)
