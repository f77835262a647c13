"""Terms of an agreement: periods, tickets and occasions on both sides of the days on which it comes into force and ends."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.mutation.streams.stream import Stream, Versions, contract, in_turn, lasting
from slalang.mutation.streams.support import occasions, tickets
from slalang.semantics.policy import Policy
from slalang.time.periods import PeriodNeeds, SubscriptionContext, period_holding
from slalang.values.instants import DAY, HOUR

_MOST = 6
"""So many tickets and occasions of each clock and duty are tried at each edge."""


def of_terms(versions: Versions, name: str) -> Iterator[Stream]:
    """A promise just missed, a ticket, an occasion at each edge of both policies' time in force."""
    policy = versions.original.policy
    edges = sorted({at for one in versions.policies for at in (one.in_force_at, one.until_at) if at is not None})
    yield from in_turn(*(_at(versions, policy, edge) for edge in edges))


def _at(versions: Versions, policy: Policy, edge: int) -> Iterator[Stream]:
    for commitment in policy.commitments:
        for at in (edge, edge - HOUR):
            try:
                period = period_holding(commitment.period, at, SubscriptionContext(edge))
            except PeriodNeeds:
                continue
            start = period.start_at
            down = lasting(commitment.service.name, start, min(DAY, (period.end_at - start) // 2), policy)
            yield Stream((*contract(policy, commitment.name, period), down), period.end_at)
    for at in (edge, edge - DAY):
        for clock in policy.clocks:
            yield from _first(tickets(versions, policy, clock, at))
        for duty in policy.duties:
            yield from _first(occasions(policy, duty, at))


def _first(found: Iterator[Stream]) -> Iterator[Stream]:
    for _, stream in zip(range(_MOST), found, strict=False):
        yield stream
