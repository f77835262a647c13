"""What was settled of each credit of one customer (C8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import attrs

from slalang.engine.credit.listing import listed
from slalang.engine.credit.settlements import Settleable, is_for_any, settlements_for, with_settled
from slalang.engine.credit.shown_credits import currency_of
from slalang.engine.customers import Customer
from slalang.engine.outcomes import Outcome
from slalang.engine.support.run_outcomes import RunOutcome
from slalang.semantics.policy import Policy
from slalang.values.events import Settlement, scalar_text
from slalang.values.verdicts import Credit

T = TypeVar("T", Outcome, RunOutcome)


@attrs.frozen(slots=True)
class _Place:
    """A verdict beside which settlements may stand: its names, its credit, its place among several, what fits it."""

    about: Settleable
    credit: Credit
    earns: bool
    rank: tuple[bool, int, str]
    fits: tuple[Settlement, ...]


def with_settlements(
    policy: Policy, customer: Customer, outcomes: Sequence[Outcome], runs: Sequence[RunOutcome]
) -> tuple[tuple[Outcome, ...], tuple[RunOutcome, ...]]:
    """The verdicts that a version of the policy gives, with what was settled of the credit of each.

    A payment that does not say for what stands beside the first credit that is owed something, in the order of the policy and
    of the parts; where nothing is owed, beside the first.
    """
    if not customer.settlements:
        return tuple(outcomes), tuple(runs)
    places = _places(policy, customer, outcomes, runs)
    first: dict[str, _Place] = {}
    for place in sorted((place for place in places if place.earns), key=lambda one: one.rank):
        for settlement in place.fits:
            first.setdefault(settlement.id, place)
    beside = [tuple(s for s in place.fits if not is_for_any(s) or first.get(s.id) is place) for place in places]
    settled = [*zip(places, beside, strict=True)]
    number = len(outcomes)
    return (
        tuple(_settled(o, *at) for o, at in zip(outcomes, settled[:number], strict=True)),
        tuple(_settled(r, *at) for r, at in zip(runs, settled[number:], strict=True)),
    )


def _settled(verdict: T, place: _Place, found: tuple[Settlement, ...]) -> T:
    credit = with_settled(verdict.credit, found, place.about.currency, claimed=verdict.complete)
    return attrs.evolve(verdict, credit=credit, settlements=found) if found else verdict


def _places(policy: Policy, customer: Customer, outcomes: Sequence[Outcome], runs: Sequence[RunOutcome]) -> tuple[_Place, ...]:
    order = {name: i for i, name in enumerate(listed(policy))}
    earning = {credit.commitment for credit in policy.credits}
    services = {service.name: service for service in policy.services}
    currency = currency_of(policy, customer)

    def place(about: Settleable, part: str, credit: Credit) -> _Place:
        rank = (not credit.amount, order.get(about.name, len(order)), part)
        return _Place(about, credit, about.name in earning, rank, settlements_for(about))

    return (
        *(
            place(
                Settleable(customer, (o.period.name,), o.commitment.name, currency, services.get(o.service or ""), o.component),
                part_of(o) or "",
                o.credit,
            )
            for o in outcomes
        ),
        *(
            place(
                Settleable(customer, r.claimed_as, r.run.rule.name, currency, r.run.rule.service), r.run.called or "", r.credit
            )
            for r in runs
        ),
    )


def part_of(outcome: Outcome) -> str | None:
    """What part a verdict on a period is about: a component, a resource, a group, or a component as a group sees it."""
    group = (f"{name} {scalar_text(value)}" for name, value in outcome.group or ())
    return " ".join([*([outcome.component] if outcome.component is not None else []), *group]) or None
