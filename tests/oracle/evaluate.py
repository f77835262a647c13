"""The oracle's story: a policy's tree and events to verdicts in the wire's shape (V1, P1, P6)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from slalang.syntax import ast
from slalang.values.events import Event, Fact, Resource, Subscription
from tests.oracle import claimants, stream
from tests.oracle.calendars import Land
from tests.oracle.histories import Histories
from tests.oracle.joints import Joint
from tests.oracle.judging import Judging, Verdict
from tests.oracle.periods import Period, from_at
from tests.oracle.policy import (
    alternatives,
    bodies,
    body,
    currency,
    governing,
    policy_zone,
    read_as,
    rules_of,
)
from tests.oracle.rights import GROUNDS, Circle, right_verdict
from tests.oracle.settlements import pay_for_any
from tests.oracle.support import Support

WORST = ("breached", "undetermined", "met", "not_applicable")


def evaluate_tree(tree: ast.Policy, events: Sequence[Event], *, as_of: int | None = None) -> list[Verdict]:
    """Verdicts of a tree over a stream, as dictionaries in the wire's shape, sorted as the wire says."""
    return evaluate_case(tree, events, as_of=as_of)[0]


def evaluate_case(tree: ast.Policy, events: Sequence[Event], *, as_of: int | None = None) -> tuple[list[Verdict], set[str]]:
    """The verdicts, and which rules the case met on the way."""
    seen: set[str] = set()
    chosen = governing(tree)
    verdicts = Evaluation(read_as(tree, chosen), events, as_of, seen).verdicts()
    others = alternatives(tree)
    if others:
        worlds = {name: Evaluation(read_as(tree, choice), events, as_of, set()).verdicts() for name, choice in others.items()}
        for verdict in verdicts:
            verdict["readings"] = {name: _under(world, verdict) for name, world in worlds.items()}
            outcomes = [(o["status"], o.get("amount")) for o in verdict["readings"].values()]
            if len(set(outcomes)) > 1:
                seen.add("P6")
    return verdicts, seen


def _under(world: list[Verdict], verdict: Verdict) -> dict[str, Any]:
    """P6, wire: what a verdict would be under a reading, its parts taken together or parted."""
    same = [
        v
        for v in world
        if v["kind"] == verdict["kind"]
        and v["customer"] == verdict["customer"]
        and v["commitment"] == verdict["commitment"]
        and _same_subject(v, verdict)
    ]
    exact = [v for v in same if (v.get("component"), v.get("group")) == (verdict.get("component"), verdict.get("group"))]
    same = exact or same
    if not same:
        return {"status": None, "amount": None}
    if verdict["kind"] == "right":
        return {"status": same[0]["status"]}
    status = min((v["status"] for v in same), key=WORST.index)
    amounts = [v["credit"]["amount"] for v in same]
    if any(a is None for a in amounts):
        return {"status": status, "amount": None}
    return {
        "status": status,
        "amount": claimants.money(sum(map(Fraction, amounts), Fraction(0)), same[0]["credit"]["currency"]),
    }


def _same_subject(one: Verdict, other: Verdict) -> bool:
    """Wire: whether two verdicts of one promise are about the same run, occasion or period."""
    if one["kind"] == "right":
        return True
    if one["kind"] in ("clock", "duty") and (other["event"] or other["ticket"]):
        return bool(one["ticket"] == other["ticket"] and one["event"] == other["event"])
    return bool(one["period"]["name"] == other["period"]["name"])


class Evaluation:
    """One policy under one choice of readings, one stream, one `as of`."""

    def __init__(self, tree: ast.Policy, events: Sequence[Event], as_of: int | None, seen: set[str]) -> None:
        self.tree, self.seen = tree, seen
        calendars = {c.name.text: c for c in rules_of(tree, ast.Calendar)}
        self.land = Land(policy_zone(tree), calendars, seen)
        self.currency = currency(tree)
        latest = stream.last_instant(events, self.land.zone) if as_of is None else as_of
        self.as_of = latest if latest is not None else 0
        told = stream.known(events, self.as_of, self.land.zone)
        self.told = told
        self.events = [seen_ for e in told if (seen_ := stream.as_seen(e, self.as_of)) is not None]
        self.customers = stream.customers_of(told) if latest is not None else []

    def verdicts(self) -> list[Verdict]:
        found: list[Verdict] = []
        for customer in self.customers:
            periods: dict[str, list[tuple[Period, Verdict]]] = {}
            components: set[str] = set()
            first = len(found)
            for commitment in rules_of(self.tree, ast.Commitment):
                judging = Judging(self, commitment, customer)
                periods[commitment.name.text] = judging.verdicts()
                components.update(judging.known_parts())
            support = Support(self, customer)
            found += support.verdicts()
            periods |= support.shares
            found += [v for name in periods if name not in support.shares for _, v in periods[name]]
            mine = [e for e in self.events if stream.concerns(e, customer) and self._named(e)]
            judged = {**support.credited, **periods}
            order = [c.commitment.text for c in rules_of(self.tree, ast.Credit)]
            pay_for_any(found[first:], mine, order, self.seen)
            joints: dict[str, list[tuple[Period, Verdict]]] = {}
            for rule in rules_of(self.tree, ast.Joint):
                joint = Joint(self, rule, customer, mine, self.subscriptions(mine), tuple(sorted(components)))
                joints[rule.name.text] = joint.verdicts([pair for n in rule.commitments for pair in judged.get(n.text, [])])
                found += [v for _, v in joints[rule.name.text]]
            past = Histories(self.tree, self.land, self.subscriptions(mine), periods, support.outcomes, joints)
            circle = Circle(self.land, self.subscriptions(mine), [e for e in mine if isinstance(e, Fact)], self.as_of)
            found += [self._right(right, customer, past, circle) for right in rules_of(self.tree, ast.Right)]
        used = {claim for v in found for claim in v.pop("used", ())}
        for verdict in found:
            claims = verdict.pop("claims", [])
            verdict.setdefault("findings", []).extend(("unused_claim", None, [claim]) for claim in claims if claim not in used)
            verdict.pop("judged", None)
            verdict.pop("payments", None)
        return sorted(found, key=sorting)

    def _right(self, right: ast.Right, customer: str | None, past: Histories, circle: Circle) -> Verdict:
        outcome = right_verdict(right, [past.of(g) for g in bodies(right, *GROUNDS)], circle)
        return {"kind": "right", "customer": customer, "commitment": right.name.text, "period": None, **outcome}

    def _named(self, event: Event) -> bool:
        """O7: whether an event is about a service and component that the policy names."""
        services = [s for s in rules_of(self.tree, ast.Service) if event.service in (None, s.name.text)]
        if event.service is not None and not services:
            return False
        parts = [body(s, ast.Components, ast.AnyComponent, ast.AnyResource) for s in services]
        named = {n.text for part in parts if isinstance(part, ast.Components) for n in part.names}
        told = {e.resource for e in self.told if isinstance(e, Resource)}
        named |= told if any(isinstance(part, ast.AnyResource) for part in parts) else set()
        anything = any(isinstance(part, ast.AnyComponent) for part in parts)
        return not event.components or anything or not named.isdisjoint(event.components)

    def subscriptions(self, events: list[Event]) -> list[Subscription]:
        return sorted((e for e in events if isinstance(e, Subscription)), key=lambda s: (from_at(self.land, s), s.id))


def sorting(verdict: Verdict) -> tuple[str, str, str, str, str]:
    """Wire: by customer, period start, commitment, service (or component)."""
    period = verdict["period"]
    return (
        verdict["customer"] or "",
        period["start"] if period else "",
        verdict["commitment"],
        verdict.get("service") or "",
        verdict.get("component") or "",
    )
