"""Downtime that a paid claim was about, and that earns nothing again (C6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import attrs

from slalang.engine.availability.weights import weighed
from slalang.engine.credit.rows import Judgement
from slalang.engine.targets import Measured, status_against
from slalang.semantics.policy import Credit, NoTarget
from slalang.values.events import Claim, Decision, Settlement
from slalang.values.intervals import Intervals, intersect, measure, normalize, subtract
from slalang.values.verdicts import Status, Step


def without_used(
    credit: Credit,
    case: Judgement,
    measured_at: Callable[[int | Fraction, int | Fraction], Measured],
    listed: Sequence[str],
) -> tuple[Judgement, tuple[Step, ...]]:
    """What rows and awards see: the measure less the time of incidents that a claim paid before it was about.

    Only as far as no other incident covers it; the verdict's own status stays. `measured_at` measures so much bad of the basis;
    `listed` are the names of what is judged, in the order of the policy.
    """
    if credit.used_downtime is None or case.measured is None:
        return case, ()
    claims = _paid_before(case, listed)
    about = {name for claim in claims for name in claim.about}
    used, events = _time_of(case, about)
    used = intersect(used, case.counted)
    if not used:
        return case, ()
    left = case.measured.counted - weighed(used, case.weights)
    rest = subtract(case.counted, used)
    carried = len(case.counted) - case.measured.runs if rest and rest[0][0] == case.counted[0][0] else 0
    measured = attrs.evolve(measured_at(left, case.measured.basis), runs=max(len(rest) - carried, 0))
    # What reaches the target without it is no miss that would earn anything.
    promised = None if isinstance(case.target, NoTarget) else case.target
    kept = promised is not None and status_against(promised, measured) is Status.MET
    step = Step(
        "C6",
        "used_downtime",
        clauses=credit.used_downtime.clauses or credit.cited.clauses,
        events=(*events, *sorted(claim.id for claim in claims if not about.isdisjoint(claim.about))),
        after=measure(used),
        unit="us",
        intervals=used,
        limit=credit.used_downtime.written or None,
        reason=credit.used_downtime.reason,
    )
    lost = None if case.lost is None else subtract(case.lost, used)
    status = Status.MET if kept else case.status
    return attrs.evolve(case, counted=rest, lost=lost, measured=measured, status=status), (step,)


def _time_of(case: Judgement, about: set[str]) -> tuple[Intervals, tuple[str, ...]]:
    """The counted time that only these incidents cover, and those of them that have any."""
    theirs = [(name, time) for name, time in case.incidents if name in about]
    others = normalize(span for name, time in case.incidents if name not in about for span in time)
    used = normalize(span for _, time in theirs for span in subtract(time, others))
    return used, tuple(sorted({name for name, time in theirs if intersect(time, used)}))


def _paid_before(case: Judgement, listed: Sequence[str]) -> tuple[Claim, ...]:
    """The claims for which something was paid for another commitment or period, before anything was for this one.

    Of payments at one instant, that for the commitment listed first comes first.
    """
    now = case.customer.as_of
    paid = [s for s in case.customer.settlements if s.decision is Decision.PAID and s.at <= now]
    own = min((s.at for s in paid if s.period == case.period.name and s.commitment in (None, case.name)), default=None)
    order = {name: i for i, name in enumerate(listed)}

    def first(claim: Claim, settlement: Settlement) -> bool:
        if own is None or settlement.at != own:
            return own is None or settlement.at < own
        name = claim.commitment or settlement.commitment
        return name is not None and order.get(name, len(order)) < order.get(case.name, len(order))

    return tuple(
        claim
        for claim in case.customer.claims
        if any(_pays(s, claim) and _another(claim, s, case) and first(claim, s) for s in paid)
    )


def _pays(settlement: Settlement, claim: Claim) -> bool:
    of = (settlement.commitment, claim.commitment)
    return settlement.period == claim.period and (None in of or settlement.commitment == claim.commitment)


def _another(claim: Claim, paid: Settlement, case: Judgement) -> bool:
    """Whether a claim was paid for another period or commitment; of all commitments, the settlement says for which."""
    if claim.period not in (case.period.name, case.also_named):
        return True
    return (claim.commitment or paid.commitment) not in (None, case.name)
