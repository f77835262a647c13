"""The order of the policy, in which credits use caps and payments are given to credits (C5, C8)."""

from __future__ import annotations

from slalang.semantics.policy import Clock, Commitment, Duty, Policy, Share


def listed(policy: Policy) -> tuple[str, ...]:
    """The names of what is judged, in the order of the policy: commitments, clocks, duties, shares."""
    rules: tuple[Commitment | Clock | Duty | Share, ...]
    rules = (*policy.commitments, *policy.clocks, *policy.duties, *policy.shares)
    return tuple(rule.name for rule in rules)
