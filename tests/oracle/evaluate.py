"""The oracle's story: a policy's tree and events to verdicts in the wire's shape (V1, P1, P6)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from slalang.syntax import ast
from slalang.values.events import Event, Fact, Subscription
from tests.oracle import credits, stream
from tests.oracle.calendars import Land
from tests.oracle.judging import Judging, Verdict
from tests.oracle.periods import Period, from_at, touching
from tests.oracle.policy import (
    alternatives,
    body,
    currency,
    governing,
    policy_zone,
    read_as,
    rules_of,
)
from tests.oracle.rights import right_verdict
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
    component = verdict.get("component")
    if component is not None and any(v.get("component") is not None for v in same):
        same = [v for v in same if v.get("component") == component]
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
        "amount": credits.money(sum(map(Fraction, amounts), Fraction(0)), same[0]["credit"]["currency"]),
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
            misses: dict[str, list[tuple[Period, bool]]] = {}
            for commitment in rules_of(self.tree, ast.Commitment):
                judged = Judging(self, commitment, customer).verdicts()
                found += [v for _, v in judged]
                name = commitment.name.text
                for period in dict.fromkeys(p for p, _ in judged):
                    missed = any(v["status"] == "breached" for p, v in judged if p == period)
                    misses.setdefault(name, []).append((period, missed))
            found += Support(self, customer).verdicts()
            found += [self._right(right, customer, misses) for right in rules_of(self.tree, ast.Right)]
        used = {v.pop("used", None) for v in found}
        for verdict in found:
            claims = verdict.pop("claims", [])
            verdict.setdefault("findings", []).extend(("unused_claim", None, [claim]) for claim in claims if claim not in used)
        return sorted(found, key=sorting)

    def _right(self, right: ast.Right, customer: str | None, misses: dict[str, list[tuple[Period, bool]]]) -> Verdict:
        commitment = body(right, ast.ConsecutiveMisses, ast.MissesAmong).commitment.text
        mine = [e for e in self.events if stream.concerns(e, customer)]
        outcome = right_verdict(
            right,
            self._in_order(misses.get(commitment, []), commitment, mine),
            self.land,
            self.subscriptions(mine),
            [e for e in mine if isinstance(e, Fact)],
            self.as_of,
        )
        return {
            "kind": "right",
            "customer": customer,
            "commitment": right.name.text,
            "period": None,
            **outcome,
        }

    def _in_order(
        self, judged: list[tuple[Period, bool]], commitment: str, events: list[Event]
    ) -> list[tuple[Period, bool | None]]:
        """R1: every period from the first judged to the last; None: there is no verdict."""
        rules = [c for c in rules_of(self.tree, ast.Commitment) if c.name.text == commitment]
        if not judged or not rules:
            return []
        rule = body(rules[0], ast.CommitmentPeriod).period
        first, last = judged[0][0].start, judged[-1][0].start
        between = touching(self.land, rule, self.subscriptions(events), first, last + 1)
        missed = dict(judged)
        return [(p, missed.get(p)) for p in between if first <= p.start <= last]

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
