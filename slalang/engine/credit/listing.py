"""The order of the policy, in which credits use caps and payments are given to credits (C5, C8)."""

from __future__ import annotations

from slalang.semantics.policy import Clock, Commitment, Duty, Policy, Share


def listed(policy: Policy) -> tuple[str, ...]:
    """The names of what is judged: first what has a credit, in the order of the credits, whatever they are for."""
    rules: tuple[Commitment | Clock | Duty | Share, ...]
    rules = (*policy.commitments, *policy.clocks, *policy.duties, *policy.shares)
    return tuple(dict.fromkeys((*(credit.commitment for credit in policy.credits), *(rule.name for rule in rules))))
