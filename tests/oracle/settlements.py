"""What was owed, claimed, granted, denied and paid, side by side (C8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Decision, Event, Settlement
from tests.oracle.claimants import Promise, money, serves

Verdict = dict[str, Any]


def settlements_for(events: Sequence[Event], promise: Promise, period: str, component: str | None) -> list[Settlement]:
    """C8: the settlements for one verdict, in the order in which they came; of payments those that name the promise."""
    mine = [
        e
        for e in events
        if isinstance(e, Settlement)
        and e.period == period
        and e.commitment in ((None, promise.name.text) if e.decision is not Decision.PAID else (promise.name.text,))
        and serves(promise, e.service)
        and (e.components is None or component is None or component in e.components)
    ]
    return sorted(mine, key=lambda s: (s.at, s.id))


def settle(verdict: Verdict, events: Sequence[Event], promise: Promise, currency: str, seen: set[str]) -> Verdict:
    """C8: a verdict whose credit says what was settled for it, whatever its state."""
    found = settlements_for(events, promise, verdict["period"]["name"], verdict.get("component"))
    sums = settled(verdict["credit"], found, seen)
    if sums is None:
        return verdict
    return verdict | {"credit": verdict["credit"] | {"settled": {f: money(v, currency) for f, v in sums.items()}}}


def pay_for_any(verdicts: Sequence[Verdict], events: Sequence[Event], order: Sequence[str], seen: set[str]) -> None:
    """C8: a payment without a commitment stands beside the first credit of its period that is owed something, and no other.

    Where nothing is owed it stands beside the first. The verdict that it is for gets it under `payments`; `order` are the
    promises with a credit, as the policy lists them.
    """
    mine = [e for e in events if isinstance(e, Settlement) and e.decision is Decision.PAID and e.commitment is None]
    bearing = [v for v in verdicts if v.get("period") and v["commitment"] in order]
    listed = sorted(bearing, key=lambda v: (order.index(v["commitment"]), part_of(v)))
    for payment in sorted(mine, key=lambda s: (s.at, s.id)):
        fitting = [v for v in listed if _fits(payment, v)]
        verdict = next((v for v in fitting if _owes(v)), next(iter(fitting), None))
        if verdict is not None:
            seen.add("C8-paid-for-any")
            verdict.setdefault("payments", []).append(payment)
    for verdict in listed:
        if verdict.get("payments"):
            promise = Paid(ast.Name(verdict["commitment"]), ast.Name(verdict["service"]) if verdict.get("service") else None)
            found = settlements_for(events, promise, verdict["period"]["name"], verdict.get("component"))
            credit = verdict["credit"]
            sums = settled(credit, [*found, *verdict["payments"]], seen) or {}
            verdict["credit"] = credit | {"settled": {f: money(v, credit["currency"]) for f, v in sums.items()}}


@attrs.frozen(slots=True)
class Paid:
    """A promise by its name."""

    name: ast.Name
    service: ast.Name | None


def part_of(verdict: Verdict) -> str:
    """What of a promise a verdict is about: a component, a group, a ticket, an occasion."""
    return str(verdict.get("component") or verdict.get("ticket") or verdict.get("event") or verdict.get("group") or "")


def _fits(payment: Settlement, verdict: Verdict) -> bool:
    about = verdict.get("component")
    named = payment.components is None or about is None or about in payment.components
    service = payment.service is None or verdict.get("service") in (None, payment.service)
    return named and service and bool(verdict["period"]["name"] == payment.period)


def _owes(verdict: Verdict) -> bool:
    return Fraction(verdict["credit"].get("amount") or 0) > 0


def settled(credit: Verdict, found: Sequence[Settlement], seen: set[str]) -> dict[str, Fraction] | None:
    """C8: the sums side by side; what there was none of is left out."""
    if not found:
        return None
    owed = None if credit.get("amount") is None else Fraction(credit["amount"])
    sums: dict[str, Fraction] = {}
    if owed is not None:
        sums["owed"] = owed
        if credit["state"] == "claimed" or credit.get("was") == "claimed":
            sums["claimed"] = owed
    kinds: dict[str, Iterable[Decision]] = {"granted": (Decision.ACCEPTED, Decision.PARTIAL), "denied": (Decision.DENIED,)}
    for field, decisions in kinds.items():
        latest = next((s for s in reversed(found) if s.decision in decisions), None)
        if latest is not None:
            seen.add(f"C8-{field}")
            put(sums, field, sum_of(latest, owed))
    paid = [s for s in found if s.decision is Decision.PAID]
    if paid:
        seen.add("C8-paid" if len(paid) == 1 else "C8-paid-several")
        known = [sum_of(s, owed) for s in paid]
        put(sums, "paid", None if any(k is None for k in known) else sum((k for k in known if k is not None), Fraction(0)))
    return sums


def put(sums: dict[str, Fraction], field: str, value: Fraction | None) -> None:
    if value is not None:
        sums[field] = value


def sum_of(settlement: Settlement, owed: Fraction | None) -> Fraction | None:
    """C8: the sum that it names, else all that is owed."""
    return owed if settlement.amount is None else Fraction(settlement.amount)
