"""The verdicts whose credits a joint rule settles together, and what was paid for each (C5, C8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from slalang.engine.credit.listing import listed
from slalang.engine.credit.payments import part_of
from slalang.engine.credit.settlements import paid_of
from slalang.engine.outcomes import Outcome
from slalang.engine.support.run_outcomes import RunOutcome
from slalang.semantics.policy import Joint, Points, Policy
from slalang.time.periods import Period
from slalang.values import verdicts as out
from slalang.values.events import Decision, Settlement
from slalang.values.verdicts import CreditState, Status

COUNTING = (CreditState.SUSPENDED, CreditState.CLAIMABLE, CreditState.CLAIMED, CreditState.DISCRETIONARY, CreditState.DUE)
"""The states of a credit that counts, in the order in which they tell the state of all together (C5)."""


@attrs.frozen(slots=True)
class Member:
    """One verdict of a joint rule: its commitment and part, its credit, the payments for it, and what they come to for it."""

    name: str
    part: str | None
    period: Period
    status: Status
    provisional: bool
    credit: out.Credit
    missing: tuple[str, ...] = ()
    payments: tuple[Settlement, ...] = ()
    paid: Fraction | None = None
    """None where nothing was paid."""
    in_points: bool = False
    """Whether its credit is one of points alone."""

    @property
    def counts(self) -> bool:
        """Whether its credit is one that the customer has, or can still have."""
        return self.credit.state in COUNTING

    @property
    def amount(self) -> Fraction:
        """What it uses of a cap: what was paid; else what the rule yields, unless that is lost, open or at discretion (C5)."""
        if self.paid is not None:
            return self.paid
        if not self.counts or self.credit.state is CreditState.DISCRETIONARY or self.credit.amount is None:
            return Fraction(0)
        return Fraction(self.credit.amount)

    @property
    def points(self) -> int:
        """The points that stand for it; at discretion none until they are paid."""
        if not self.counts or (self.credit.state is CreditState.DISCRETIONARY and not self.payments):
            return 0
        return self.credit.points or 0

    @property
    def valued(self) -> int:
        """The points that are worth money: not those for which something was paid."""
        return self.points if self.paid is None else 0


def members_of(policy: Policy, names: tuple[str, ...], outcomes: Sequence[Outcome], runs: Sequence[RunOutcome]) -> list[Member]:
    """The verdicts on these commitments, clocks, duties and shares, with what was paid for each."""
    return [*_of_outcomes(policy, names, outcomes), *_of_runs(policy, names, runs)]


def _of_outcomes(policy: Policy, names: tuple[str, ...], outcomes: Sequence[Outcome]) -> Iterator[Member]:
    for o in outcomes:
        if o.commitment.name in names:
            name = o.commitment.name
            pointed = _in_points(policy, name)
            payments = tuple(s for s in o.settlements if s.decision is Decision.PAID)
            yield Member(name, part_of(o), o.period, o.status, o.provisional, o.credit, o.missing, payments, in_points=pointed)


def _of_runs(policy: Policy, names: tuple[str, ...], runs: Sequence[RunOutcome]) -> Iterator[Member]:
    for r in runs:
        name, period, run = r.run.rule.name, r.credit_period, r.run
        if name in names and period is not None:
            pointed = _in_points(policy, name)
            paid = tuple(s for s in r.settlements if s.decision is Decision.PAID)
            yield Member(name, run.called, period, run.status, r.provisional, r.credit, run.missing, paid, in_points=pointed)


def _in_points(policy: Policy, name: str) -> bool:
    credit = next((c for c in policy.credits if c.commitment == name), None)
    return credit is not None and all(isinstance(row.award, Points) for row in credit.rows)


def by_commitment(joint: Joint, policy: Policy, members: Sequence[Member]) -> list[tuple[str, list[Member]]]:
    """The members of one period by commitment, in the order of the policy; parts in the order of their names."""
    names = sorted(joint.commitments, key=listed(policy).index)
    grouped = [(name, sorted((m for m in members if m.name == name), key=lambda m: m.part or "")) for name in names]
    told: set[str] = set()
    return [(name, [_paid(member, told) for member in mine]) for name, mine in grouped if mine]


def _paid(member: Member, told: set[str]) -> Member:
    """A verdict with what was paid for it (C8).

    A payment for several parts counts once, for the first of them, unless it names no sum and so pays each in full; the ids of
    those that have been counted are `told`. Points that are paid in full are paid at their worth.
    """
    in_full = all(payment.amount is None for payment in member.payments)
    if not member.payments or (in_full and member.credit.points):
        return member
    new = [s for s in member.payments if s.amount is None or s.id not in told]
    told |= {s.id for s in new}
    return attrs.evolve(member, paid=paid_of(new, Fraction(member.credit.amount or 0)) or Fraction(0))
