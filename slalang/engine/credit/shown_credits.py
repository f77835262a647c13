"""Credits as a verdict shows them: none, undetermined, or owed with what became of it (C2-C6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from slalang.engine.credit.claims import Claimed
from slalang.engine.credit.credits import Earned, nothing
from slalang.engine.customers import Customer
from slalang.semantics.policy import Policy
from slalang.values import verdicts as out
from slalang.values.verdicts import CreditState, Step


def currency_of(policy: Policy, customer: Customer) -> str | None:
    """The policy's currency; an agreement that names none counts in that of the customer's charges."""
    return policy.currency or next((c.currency for c in customer.charges), None)


def no_credit(currency: str | None) -> out.Credit:
    """Nothing is owed."""
    return out.Credit(CreditState.NONE, amount=nothing(currency or ""), currency=currency)


def lacking(currency: str | None, missing: tuple[str, ...], earned: Earned | None = None) -> out.Credit:
    """A credit that is undetermined, for want of what is named."""
    return out.Credit(
        CreditState.UNDETERMINED,
        percent=earned.percent if earned else None,
        rule=earned.rule if earned else None,
        base=earned.base if earned else None,
        currency=currency,
        days=earned.days if earned else None,
        missing=missing,
    )


def missing_steps(missing: tuple[str, ...], rules: Mapping[str, str]) -> Iterator[Step]:
    """One step for each thing that is missing; `rules` says which rule asks for it, where it is no parameter (P2)."""
    for name in missing:
        yield Step(rules.get(name, "C4" if name == "charges" else "P2"), "missing", name=name)


def owed(currency: str | None, earned: Earned, claimed: Claimed) -> out.Credit:
    """A credit with its state."""
    return out.Credit(
        claimed.state,
        percent=earned.percent,
        rule=earned.rule,
        base=earned.base,
        amount=earned.amount,
        currency=currency,
        points=earned.points,
        days=earned.days,
        claim_by=claimed.claim_by,
        missing=claimed.missing,
    )
