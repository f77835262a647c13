"""A commitment's credit for one period: from what was measured to what was settled (C2-C8, O5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Claim, Decision, Event, Outage, Settlement
from tests.oracle import credits
from tests.oracle.awards import asks_for_pieces, stretches
from tests.oracle.claimants import Claimant, Judged, undetermined
from tests.oracle.claims import given
from tests.oracle.figures import Figure
from tests.oracle.policy import bodies, body, in_policy_order
from tests.oracle.settlements import settlements_for

Verdict = dict[str, Any]


def credited(
    verdict: Verdict, who: Claimant, figures: Sequence[Figure], missing: list[str], judge: Callable[[Figure], Judged]
) -> Verdict:
    """C2-C8: the credit under every figure that unknown time leaves open; where they differ, it is undetermined (O5)."""
    if missing:
        needed = credits.what_is_needed(who)
        return verdict | {"credit": undetermined(who.currency, [*missing, *needed])}
    used_up = incidents_used(who)
    seen = [without(f, used_up) for f in figures]
    if any(one is not other for one, other in zip(seen, figures, strict=True)):
        who.land.seen.add("C6-used-downtime")
    rows = list(bodies(who.credit, ast.CreditRow))
    if any(map(asks_for_pieces, rows)):
        # Of what lies between, only how much was bad is supposed, not when.
        seen = [f for f in seen if f.pieces is not None] or seen
    outcomes = [credits.yielded(who, judge(f)) for f in seen]
    hole = outcomes[0].pop("hole", False)
    if any(credits.comes_to(o) != credits.comes_to(outcomes[0]) for o in outcomes[1:]):
        who.land.seen.add("O5-credit-undetermined")
        return verdict | {"credit": undetermined(who.currency, ["observations"])}
    if hole and verdict["status"] == "breached":
        verdict["findings"].append(("bracket_hole", None, []))
    credit, used = given(who, outcomes[0])
    return verdict | {"credit": credit, "used": used}


def behind(figure: Figure) -> frozenset[str]:
    """C6: the incidents behind the counted time."""
    return frozenset(i for p in figure.pieces or () for i in p.incidents)


def incident_start(events: Sequence[Event], ids: frozenset[str], end: int | None) -> int | None:
    """C6: where the last incident starts, of those that end then."""
    return min((e.start_at for e in events if isinstance(e, Outage) and e.id in ids and e.end_at == end), default=None)


# -------------------- C6: downtime that a paid claim used


def incidents_used(who: Claimant) -> frozenset[str]:
    """C6: the incidents that claims for other commitments or periods were about, paid before this credit was."""
    if body(who.credit, ast.UsedDowntime) is None:
        return frozenset()
    mine = (who.period.name, who.commitment.name.text)
    paid = [e for e in who.events if isinstance(e, Settlement) and e.decision is Decision.PAID]
    own = [e for e in settlements_for(paid, who.commitment, who.period.name, who.component) if isinstance(e, Settlement)]
    found: set[str] = set()
    for claim in (e for e in who.events if isinstance(e, Claim)):
        payments = [s for s in paid if s.period == claim.period and _for_one(claim, s)]
        others = [s for s in payments if claim.period != mine[0] or (claim.commitment or s.commitment) not in (None, mine[1])]
        if any(not own or _earlier(who, s, claim, own[0]) for s in others):
            found |= set(claim.about)
    return frozenset(found)


def _earlier(who: Claimant, payment: Settlement, claim: Claim, own: Settlement) -> bool:
    """C6: whether a payment came first; of those at one instant the one for the commitment listed first."""
    if payment.at != own.at:
        return payment.at < own.at
    listed = in_policy_order(who.tree)
    other = claim.commitment or payment.commitment
    return other is not None and listed.index(other) < listed.index(who.commitment.name.text)


def _for_one(claim: Claim, settlement: Settlement) -> bool:
    return claim.commitment is None or settlement.commitment in (None, claim.commitment)


def without(figure: Figure, used: frozenset[str]) -> Figure:
    """C6: the measure without the time that only used incidents made bad; the verdict's own figures do not change."""
    pieces = figure.pieces
    if pieces is None or not used or figure.share is None:
        return figure
    kept = tuple(p for p in pieces if p.unnamed or not p.incidents or not p.incidents <= used)
    if len(kept) == len(pieces):
        return figure
    counted = sum((p.weighed for p in kept), Fraction(0))
    carried = len(stretches(pieces)) - (figure.runs or 0)
    runs = len(stretches(kept)) - (carried if kept and kept[0].start == pieces[0].start else 0)
    share = 1 - Fraction(counted) / figure.basis
    return attrs.evolve(figure, share=share, counted=counted, pieces=kept, runs=max(0, runs))
