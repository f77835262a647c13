"""Whether two commitments judge the very same figure."""

from __future__ import annotations

from typing import Any

import attrs

from slalang.semantics.policy import Cited, Commitment, Policy

_MEASURING = (
    "outages",
    "probes",
    "probe_slots",
    "counts",
    "measure",
    "unobserved",
    "uneven",
    "combine",
    "resources",
    "partial",
    "granularity",
    "shortest_run",
    "rounding",
)


def same_figure(policy: Policy, one: Commitment, other: Commitment) -> bool:
    """Whether two commitments measure the same of the same service, over the same periods, with the same exclusions."""
    if (one.service, one.period, one.judged_over, one.basis) != (other.service, other.period, other.judged_over, other.basis):
        return False
    if any(bare(getattr(one, field)) != bare(getattr(other, field)) for field in _MEASURING):
        return False
    if (one.explained is None) is not (other.explained is None):
        return False
    return all(
        exclusion.commitments is None or (one.name in exclusion.commitments) is (other.name in exclusion.commitments)
        for exclusion in policy.exclusions
    )


def bare(thing: object) -> object:
    """Something resolved without the clauses, reasons and places on which it rests."""
    if isinstance(thing, tuple):
        return tuple(bare(part) for part in thing if not isinstance(part, Cited))
    cls: Any = type(thing)
    if not attrs.has(cls):
        return thing
    values = (getattr(thing, field.name) for field in attrs.fields(cls) if field.eq)
    return (cls.__name__, *(bare(value) for value in values if not isinstance(value, Cited)))
