"""What was owed, claimed, granted, denied and paid, side by side (C8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

from slalang.engine.customers import Customer, touches
from slalang.semantics.policy import Service
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.events import Decision, Settlement
from slalang.values.money import format_fixed, minor_digits
from slalang.values.verdicts import Credit, Settled


@attrs.frozen(slots=True)
class Settleable:
    """Whose credit it is: the names of the period and of the rule by which a settlement may call it, and its part."""

    customer: Customer
    periods: tuple[str, ...]
    name: str
    currency: str | None
    service: Service | None = None
    component: str | None = None


def settlements_for(credit: Settleable) -> tuple[Settlement, ...]:
    """The settlements that fit a credit and have come about, in order of time; one without a commitment fits all (C8).

    PolicyError for a sum in another currency.
    """
    found = tuple(
        s
        for s in credit.customer.settlements
        if s.at <= credit.customer.as_of
        and s.period in credit.periods
        and s.commitment in (None, credit.name)
        and (credit.service is None or touches(credit.service, s))
        and (credit.component is None or not s.components or credit.component in s.components)
    )
    for one in found:
        if one.amount is not None and one.currency not in (None, credit.currency):
            raise PolicyError([_other_currency(one, credit.currency)])
    return found


def is_for_any(settlement: Settlement) -> bool:
    """Whether it is a payment that does not say for what, which stands beside one credit only (C8)."""
    return settlement.decision is Decision.PAID and settlement.commitment is None


def _paid(settlements: Iterable[Settlement], owed: Fraction | None) -> Fraction | None:
    """The sum of all that was paid; None where nothing was, or nobody can tell how much."""
    paid = [_sum(s, owed) for s in settlements if s.decision is Decision.PAID]
    known = [s for s in paid if s is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(paid) else None


def paid_of(settlements: Iterable[Settlement], in_full: Fraction) -> Fraction | None:
    """The sum of what was paid, each in full that names no sum; None where nothing was."""
    paid = [s for s in settlements if s.decision is Decision.PAID]
    return sum((in_full if s.amount is None else Fraction(s.amount) for s in paid), Fraction(0)) if paid else None


def with_settled(credit: Credit, found: Sequence[Settlement], currency: str | None, *, claimed: bool) -> Credit:
    """A credit with what was settled about it; `claimed`: a claim for it was complete and in time."""
    if not found:
        return credit
    owed = None if credit.amount is None else Fraction(credit.amount)
    settled = Settled(
        owed=_money(owed, currency),
        claimed=_money(owed if claimed else None, currency),
        granted=_money(_latest(found, (Decision.ACCEPTED, Decision.PARTIAL), owed), currency),
        denied=_money(_latest(found, (Decision.DENIED,), owed), currency),
        paid=_money(_paid(found, owed), currency),
    )
    return attrs.evolve(credit, settled=settled)


def _latest(settlements: Sequence[Settlement], decisions: tuple[Decision, ...], owed: Fraction | None) -> Fraction | None:
    decided = [s for s in settlements if s.decision in decisions]
    return _sum(decided[-1], owed) if decided else None


def _sum(settlement: Settlement, in_full: Fraction | None) -> Fraction | None:
    """The sum of a settlement, all of it where it names none; one in part that names none leaves it open."""
    if settlement.amount is not None:
        return Fraction(settlement.amount)
    return None if settlement.decision is Decision.PARTIAL else in_full


def _money(amount: Fraction | None, currency: str | None) -> Decimal | None:
    """A sum with the currency's minor digits, or all of its own where it has more."""
    if amount is None:
        return None
    digits = minor_digits(currency or "")
    while (amount * 10**digits).denominator != 1:
        digits += 1
    return Decimal(format_fixed(amount, digits))


def _other_currency(settlement: Settlement, currency: str | None) -> Diagnostic:
    return Diagnostic(
        f"settlement {settlement.id} is in {settlement.currency}, but the credit counts in {currency or 'no currency'}",
        settlement.span,
        code="mixed-currencies",
        field="currency",
        hint=f"give the sum in {currency}, or leave it out of this stream" if currency else "state the policy's currency",
    )
