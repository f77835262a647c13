"""What several credits come to together: alternatives, points in money, caps that they share (C3, C5)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol

import attrs

from slalang.syntax import ast
from slalang.values.events import Charge, Decision, Event, Settlement, Subscription
from slalang.values.instants import format_instant
from slalang.values.money import Rounding
from tests.oracle import credits
from tests.oracle.awards import needed
from tests.oracle.bases import base_of
from tests.oracle.calendars import Land, latest_before
from tests.oracle.claimants import Claimant, in_minor, money, nothing, undetermined
from tests.oracle.periods import Period, holding
from tests.oracle.policy import Contract, MissingError, bodies, body, in_policy_order, rules_of, said
from tests.oracle.settlements import part_of, settle, settlements_for

Verdict = dict[str, Any]

STATUSES = ("breached", "undetermined", "met", "not_applicable")
STATES = ("suspended", "claimable", "claimed", "discretionary", "due")
COUNTING = ("due", "claimable", "claimed", "suspended")


class World(Protocol):
    tree: ast.Policy
    land: Land
    seen: set[str]
    currency: str
    as_of: int


@attrs.frozen(slots=True)
class Together:
    """A joint rule by its name, where a credit asks for a promise; its charges are chosen beforehand."""

    name: ast.Name
    service: ast.Name | None = None


@attrs.frozen(slots=True)
class Use:
    """What one credit brings to the joint rule, and what of it a cap sees whatever its room (C8)."""

    amount: Fraction
    paid: bool
    state: str
    points: int = 0
    valued: int = 0
    """The points that are money here: a sum that was paid for a credit stands for its points."""
    lacks: tuple[str, ...] = ()
    """What bars a suspended credit, and what the claim for one that is claimable lacks."""


@attrs.define(slots=True)
class Joint:
    """One joint rule for one customer: its credits in the order in which they use its caps."""

    of: World
    rule: ast.Joint
    customer: str | None
    events: Sequence[Event]
    subscriptions: list[Subscription]
    components: tuple[str, ...]
    booked: list[tuple[Period, Fraction]] = attrs.field(factory=list)

    def verdicts(self, judged: Sequence[tuple[Period, Verdict]]) -> list[tuple[Period, Verdict]]:
        """C5: one for each period of the commitments, from what their verdicts say."""
        periods = sorted({(p.end, p.start): p for p, _ in judged}.items())
        return [(p, self._verdict(p, [v for q, v in judged if (q.start, q.end) == (p.start, p.end)])) for _, p in periods]

    def _verdict(self, period: Period, parts: list[Verdict]) -> Verdict:
        status = min((v["status"] for v in parts), key=STATUSES.index)
        found = {
            "kind": "credit",
            "customer": self.customer,
            "commitment": self.rule.name.text,
            "period": {"name": period.name, "start": format_instant(period.start), "end": format_instant(period.end)},
            "status": status,
            "provisional": any(v["provisional"] for v in parts),
            "findings": [],
            "credit": self._credit(self._claimant(period), self._in_order(parts)),
        }
        # What was settled for the rule itself, or for the period without a word for what.
        services = {self._service(n.text) for n in self.rule.commitments}
        service = next(iter(services)) if len(services) == 1 else None
        together = Together(self.rule.name, None if service is None else ast.Name(service))
        return settle(found, self.events, together, self.of.currency, self.of.seen)

    def _in_order(self, parts: list[Verdict]) -> list[Verdict]:
        """C5: in policy order, which is that of the credits, then by part."""
        listed = in_policy_order(self.of.tree)
        return sorted(parts, key=lambda v: (listed.index(v["commitment"]), part_of(v)))

    def _claimant(self, period: Period) -> Claimant:
        of, rule = self.of, self.rule
        contract = Contract(of.tree, of.land, self.subscriptions, period)
        services = {self._service(n.text) for n in rule.commitments}
        anything = None in services
        events = [e for e in self.events if isinstance(e, Charge) and (anything or e.service is None or e.service in services)]
        return Claimant(
            of.tree,
            of.land,
            rule,  # type: ignore[arg-type]  # its phrases name base, rounding and least payable amount as a credit's do
            Together(rule.name),
            contract,
            period,
            None,
            self.components,
            events,
            self.subscriptions,
            of.as_of,
            of.currency,
            None,
            None,
        )

    def _service(self, promise: str) -> str | None:
        """The service that a promise is about; of a share that of what it counts; None: any."""
        for rule in self.of.tree.rules:
            if isinstance(rule, ast.Share) and rule.name.text == promise:
                return self._service(rule.of.text)
            if isinstance(rule, ast.Commitment | ast.Clock | ast.Duty) and rule.name.text == promise:
                return rule.service.text if rule.service else None
        return None

    # -------------------- C5: what counts, and what the caps leave of it

    def _credit(self, who: Claimant, parts: list[Verdict]) -> dict[str, Any]:
        """C5: what the credits of one period come to."""
        open_ = [(v["commitment"], v["credit"]["missing"]) for v in parts if v["credit"]["state"] == "undetermined"]
        # Points that nobody can tell leave the others to count; of alternatives nobody can tell the highest.
        apart = not body(self.rule, ast.HighestCredit)
        missing = [name for commitment, names in open_ for name in names if not (apart and self._in_points(commitment))]
        points_lack = [name for commitment, names in open_ for name in names if apart and self._in_points(commitment)]
        missing += credits.what_is_needed(who)
        told: set[str] = set()
        uses = [(v["commitment"], self._use(v, told)) for v in parts]
        points = sum(u.valued for _, u in uses)
        worth = Fraction(0)
        try:
            worth = self._worth(who) if points else worth
        except MissingError as error:
            missing += error.names
        counted = [u for _, u in uses]
        if body(self.rule, ast.HighestCredit):
            counted = self._highest(uses, worth)
        points = sum(u.points for u in counted)
        missing += [] if points else points_lack
        kept = [u for u in counted if u.amount or u.points or u.paid]
        if points:
            self.of.seen.add("C3-points-worth")
            kept.append(Use(sum(u.valued for u in counted) * worth, False, "points"))
        limits, lacking = self._limits(who) if any(u.amount for u in kept) else ([], [])
        missing += lacking
        total, states = Fraction(0), set()
        own = self._paid_for_itself(who)
        before = len(self.booked)
        for use in kept:
            room = min([max(Fraction(0), at - self._used(who, span)) for at, span in limits], default=use.amount)
            left = min(use.amount, room)
            if left < use.amount:
                self.of.seen.add("C5-joint-cap")
            # What nobody can tell uses nothing; what was paid does.
            self.booked.append((who.period, use.amount if use.paid else Fraction(0) if lacking else left))
            total += left
            states |= {use.state} if left or use.points else set()
        paid = sum((u.amount for u in kept if u.paid), Fraction(0))
        found = self._stated(who, total, points, states, missing, (before, paid))
        if points and points_lack:
            self.of.seen.add("C3-points-in-part")
            found["missing"] = sorted({*found["missing"], *points_lack})
        if found["state"] == "suspended":
            found["missing"] = sorted({*found["missing"], *(name for u in kept for name in u.lacks)})
        if own:
            # What was paid for the rule itself stands for what its credits come to.
            self.of.seen.add("C8-paid-jointly")
            in_full = Fraction(found["amount"] or 0)
            self.booked[before:] = [(who.period, in_full if s.amount is None else Fraction(s.amount)) for s in own]
        return found

    def _in_points(self, commitment: str) -> bool:
        """Whether a promise's credit is in points."""
        rules = [c for c in rules_of(self.of.tree, ast.Credit) if c.commitment.text == commitment]
        return any(isinstance(row.award, ast.Points) for rule in rules for row in bodies(rule, ast.CreditRow))

    def _paid_for_itself(self, who: Claimant) -> list[Settlement]:
        """C8: what was paid for the joint rule by its name, for the period."""
        return [
            s
            for s in self.events
            if isinstance(s, Settlement)
            and s.decision is Decision.PAID
            and (s.period, s.commitment) == (who.period.name, self.rule.name.text)
        ]

    def _stated(
        self, who: Claimant, total: Fraction, points: int, states: set[str], missing: list[str], booked: tuple[int, Fraction]
    ) -> dict[str, Any]:
        valued = body(self.rule, ast.PointWorth) is not None
        if missing:
            self.of.seen.add("C5-joint-undetermined")
            return undetermined(who.currency, missing)
        roundings = said(self.of.tree, self.rule, ast.MoneyRounding)
        final = in_minor(total, who.currency, roundings[0].rounding if roundings else Rounding.HALF_UP)
        if total and not credits.reaches_least(who, final):
            # What is not owed uses nothing; what was paid all the same does.
            self.of.seen.add("C5-joint-least")
            before, paid = booked
            self.booked[before:] = [(who.period, paid)]
            final, states = Fraction(0), set()
        if not final and (valued or not points):
            return nothing(who.currency) | ({"points": points} if points else {})
        self.of.seen.add("C5-joint")
        state = next((s for s in STATES if s in states), "due")
        found = {"state": state, "amount": money(final, who.currency), "currency": who.currency, "missing": []}
        return found | ({"points": points} if points else {})

    def _highest(self, uses: list[tuple[str, Use]], worth: Fraction) -> list[Use]:
        """C5: of alternatives the highest sum counts, the first listed of equals."""
        sums = {n.text: Fraction(0) for n in self.rule.commitments}
        for commitment, use in uses:
            sums[commitment] += use.amount + use.valued * worth
        self.of.seen.add("C5-highest")
        best = max(sums, key=lambda name: sums[name])
        return [u for c, u in uses if c == best]

    def _worth(self, who: Claimant) -> Fraction:
        """C3: what a point is in money."""
        rule = body(self.rule, ast.PointWorth)
        if rule is None:
            return Fraction(0)
        if isinstance(rule.worth, ast.ShareOfBase):
            return rule.worth.percent.share * needed(base_of(who))
        value: Fraction = rule.worth.number.value
        return value

    def _limits(self, who: Claimant) -> tuple[list[tuple[Fraction, Any]], list[str]]:
        """C5: each cap in money with its span; and what is missing to tell."""
        found: list[tuple[Fraction, Any]] = []
        missing: list[str] = []
        for cap in bodies(self.rule, ast.JointCap):
            try:
                base = base_of(who) if isinstance(cap.at, ast.ShareOfBase | ast.ServiceDays) else None
                found.append((credits.ceiling(who, cap.at, base), cap.span_of))
            except MissingError as error:
                missing += error.names
        return found, missing

    def _used(self, who: Claimant, span: Any) -> Fraction:
        """C5: what earlier credits have used of a cap."""
        return sum((amount for period, amount in self.booked if self._shares(who, period, span)), Fraction(0))

    def _shares(self, who: Claimant, other: Period, span: Any) -> bool:
        match span:
            case None:
                return (other.start, other.end) == (who.period.start, who.period.end)
            case ast.CapPeriod(rule):
                self.of.seen.add("C5-cap-period")
                held = holding(who.land, rule, self.subscriptions, who.period.start)
                its = holding(who.land, rule, self.subscriptions, other.start)
                return held is not None and its is not None and (held.start, held.end) == (its.start, its.end)
            case ast.CapRolling(length):
                self.of.seen.add("C5-cap-rolling")
                return latest_before(who.land, who.period.end, length) < other.end
            case ast.CapSubscription():
                self.of.seen.add("C5-cap-subscription")
                return True
        raise TypeError(span)

    def _use(self, verdict: Verdict, told: set[str]) -> Use:
        """C5, C8: what a credit brings: the sum that was paid, else the amount as long as it may be owed.

        A payment that is for several verdicts counts once, for the first of them; one that names no sum pays each in full.
        """
        credit = verdict["credit"]
        state = credit["state"]
        live = state in COUNTING
        lacks = tuple(credit["missing"]) if state in ("suspended", "claimable") else ()
        payments = [s for s in self._settlements(verdict) if s.decision is Decision.PAID]
        # Points at discretion stand once they are paid.
        points = (credit.get("points") or 0) if live or (payments and state == "discretionary") else 0
        if not payments:
            return Use(Fraction(credit["amount"]) if live else Fraction(0), False, state, points, points, lacks)
        paid = Fraction(0)
        for payment in payments:
            if payment.amount is None:
                paid += Fraction(credit["amount"] or 0)
            elif payment.id not in told:
                told.add(payment.id)
                paid += Fraction(payment.amount)
            else:
                self.of.seen.add("C8-paid-together")
        return Use(paid, True, state, points, 0 if any(p.amount is not None for p in payments) else points, lacks)

    def _settlements(self, verdict: Verdict) -> list[Settlement]:
        promise = Together(ast.Name(verdict["commitment"]), ast.Name(verdict["service"]) if verdict.get("service") else None)
        found = settlements_for(self.events, promise, verdict["period"]["name"], verdict.get("component"))
        return [*found, *verdict.get("payments", ())]
