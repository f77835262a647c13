"""What a claim may not be made without, and what suspends a credit (C6)."""

from __future__ import annotations

from slalang.engine.customers import Customer, touches
from slalang.semantics.policy import Precondition, Service
from slalang.values.events import Fact


def broken(precondition: Precondition, customer: Customer, service: Service | None, at: int) -> Fact | None:
    """The first fact that has broken a precondition by an instant and that nothing has mended by then; None: it holds.

    A fact breaks it from its own instant to that of the first fact about it, by its id, that mends it.
    """
    facts = [f for f in customer.facts if f.at <= at and (service is None or touches(service, f))]
    mended: dict[str, int] = {}
    for fact in facts:
        if fact.name == precondition.mended_by and fact.about is not None:
            mended[fact.about] = fact.at  # the latest: one before the fact that breaks it mends nothing
    return next((f for f in facts if f.name == precondition.broken_by and mended.get(f.id, f.at - 1) < f.at), None)
