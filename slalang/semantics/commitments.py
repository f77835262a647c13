"""Commitments: what is promised, per which period, and how it is measured (C1, T8, D)."""

from __future__ import annotations

import attrs

from slalang.semantics import measuring
from slalang.semantics.commitment_targets import targets
from slalang.semantics.gauges import Gauge, attributes_of
from slalang.semantics.limits import warning_level
from slalang.semantics.measures import measured_by, measurement, without_measure
from slalang.semantics.measuring import Measuring
from slalang.semantics.parts import WEIGHTS, combine, resources
from slalang.semantics.periods import holds, own_period, period
from slalang.semantics.policy import (
    Basis,
    BasisWords,
    ByAttribute,
    ByDegree,
    ByShares,
    Cited,
    Combine,
    Commitment,
    Granularity,
    ShortestRun,
)
from slalang.semantics.scope import Scope, said_once
from slalang.semantics.services import named_service, phrase_needless
from slalang.semantics.watching import Watches, watches
from slalang.syntax import ast
from slalang.time.periods import PeriodRule


@attrs.frozen(slots=True)
class _Time:
    """By what bad time is known, and how time is counted; as of nothing where no time is measured (D5-D7)."""

    watched: Watches = attrs.field(factory=Watches)
    basis: Basis | None = BasisWords.WHOLE
    granularity: Granularity = None
    shortest_run: ShortestRun | None = None
    chosen: tuple[tuple[str, Cited | None], ...] = ()


def resolve_commitment(scope: Scope, rule: ast.Commitment, throughout: tuple[ast.Phrase, ...]) -> Commitment | None:
    """One commitment with every choice made; None where something is missing or wrong."""
    here = scope.inside("commitment", rule.name.text, rule.qualifiers)
    before = here.findings.errors
    say = Measuring(rule.phrases, throughout, rule.name.span)
    service = named_service(here, rule.service)
    every = own_period(here, rule.phrases, rule.name.span)
    longer = _judged_over(here, rule, every)
    by = measured_by(here, say)
    other = measurement(here, say, by) if by is not None else None
    of = other.gauge if other is not None else Gauge.TIME
    time = _time(here, say) if other is None else _Time()
    combined = on_combine = which = on_other = None
    if service is not None:
        combined, on_combine = combine(here, say, service, of_time=other is None)
        which, on_other = resources(here, say, service, combined, of_time=other is None)
        _weights_are_exact(here, say, time, combined)
    partial, on_partial = measuring.partial_period(here, say)
    rounding = measuring.availability_rounding(here, say) if of is not Gauge.VALUES else None
    level = warning_level(here, rule.phrases, of)
    seen = attrs.evolve(here, attributes=attributes_of(combined, which, time.watched.probes))
    promised = targets(seen, rule, of)
    if service is None or promised is None or every is None or partial is None or time.basis is None:
        return None
    if here.findings.errors > before:
        return None
    named = (("partial", on_partial), *time.chosen, ("combine", on_combine), ("other time", on_other))
    settled = other if other is not None else time.watched
    return Commitment(
        name=rule.name.text,
        service=service,
        targets=promised,
        warning=level,
        period=every,
        judged_over=longer,
        outages=time.watched.outages,
        probes=time.watched.probes,
        probe_slots=time.watched.probe_slots,
        counts=time.watched.counts,
        measure=other.measure if other is not None else None,
        unobserved=settled.unobserved,
        uneven=settled.uneven,
        explained=settled.explained,
        combine=combined,
        resources=which,
        partial=partial,
        basis=time.basis,
        granularity=time.granularity,
        shortest_run=time.shortest_run,
        rounding=rounding,
        cited=here.cited(rule.qualifiers, f"commitment {rule.name.text} of {rule.service.text}", rule.name.span),
        choices=(*((name, cited) for name, cited in named if cited is not None), *settled.chosen),
    )


def _time(scope: Scope, say: Measuring) -> _Time:
    """What a commitment says of time, which it measures."""
    without_measure(scope, say)
    watched = watches(scope, say)
    base, on_basis = measuring.basis(scope, say)
    grain, on_grain = measuring.granularity(scope, say)
    shortest = measuring.shortest_run(scope, say)
    return _Time(watched, base, grain, shortest, (("basis", on_basis), ("granularity", on_grain)))


def _weights_are_exact(scope: Scope, say: Measuring, time: _Time, combined: Combine | None) -> None:
    """Weighted time has no whole minutes, and weighing needs something that weighs less than the whole (D3, D6)."""
    weights = say.speaks_of(*WEIGHTS)
    if isinstance(combined, ByDegree | ByAttribute | ByShares) and time.granularity is not None:
        grain = say.speaks_of(ast.SlotGranularity, ast.RunGranularity) or weights
        scope.findings.error(
            "weights-exact",
            f"{scope.findings.heading} weighs its time, and rounds what is weighed",
            grain.span if grain is not None else say.at,
            hint="write `counted exactly`, or leave the weights out",
        )
    if weights is not None and isinstance(combined, ByDegree) and time.watched.unobserved and not time.watched.outages:
        phrase_needless(scope, weights.span, "only outages have a degree, and none are watched")


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
