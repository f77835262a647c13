"""Random charges, claims, settlements and facts, at the very deadlines and instants that decide (C4, C6, C8)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from slalang.syntax import ast
from slalang.syntax.walk import walk
from slalang.values.events import (
    Charge,
    CivilDate,
    Claim,
    Decision,
    Event,
    Fact,
    Outage,
    RecordedBy,
    Settlement,
    Subscription,
    Ticket,
    TicketAction,
)
from slalang.values.instants import day_number
from tests.oracle.calendars import Land, NeverOpenError, after, end_of_full_day
from tests.oracle.civil import HOUR
from tests.oracle.make_times import CATEGORIES, Setting
from tests.oracle.periods import Period, touching

T = TypeVar("T")
DAY = 24 * HOUR
SUMS = ("5", "20", "50", "1000")


class ClaimMaker:
    """Draws what a customer is charged, claims and is paid."""

    rng: Random
    tree: ast.Policy
    setting: Setting
    land: Land
    events: list[Event]
    subscriptions: list[Subscription]
    periods: list[Period]
    ids: int

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def pick(self, options: tuple[T, ...] | list[T]) -> T:
        return self.rng.choice(options)

    def id(self, kind: str) -> str:
        self.ids += 1
        return f"{kind}{self.ids}"

    def common(self, kind: str, at: int) -> dict[str, Any]:
        return {"id": self.id(kind), "recorded_at": at, "recorded_by": RecordedBy.DEFAULT}

    def of(self, customer: str | None) -> dict[str, Any]:
        return {"customers": None if customer is None else (customer,)}

    # -------------------- C4

    def charges(self, customer: str | None) -> None:
        month = self.setting.month
        spans: list[tuple[date, date]] = []
        if self.chance(0.85):
            first = month
            if self.chance(0.4):
                first = (month - timedelta(days=70)).replace(day=1)
            while first < month + timedelta(days=self.setting.span_days + 40):
                following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
                spans.append((first, following - timedelta(days=1)))
                first = following
        if self.chance(0.35):
            first = month + timedelta(days=self.rng.randrange(-10, 20))
            spans.append((first, first + timedelta(days=self.pick((0, 6, 29, 89, 364)))))
        for first, last in spans:
            component = self.pick(self.setting.components) if self.setting.components and self.chance(0.5) else None
            self.events.append(
                Charge(
                    id=self.id("charge"),
                    recorded_at=CivilDate(day_number(month) - 500),
                    recorded_by=RecordedBy.EVENT,
                    **self.of(customer),
                    components=None if component is None else (component,),
                    first_day=CivilDate(day_number(first)),
                    last_day=CivilDate(day_number(last)),
                    amount=Decimal(self.pick(("100", "1234.56", "333.33", "0.05", "99999.99"))),
                    currency=self.setting.currency,
                    category=self.pick((None, "recurring", "recurring", *CATEGORIES)),
                    attributes=self.of_charge(),
                )
            )

    def of_charge(self) -> tuple[tuple[str, Any], ...]:
        """C4: the attributes by which a charge may belong to what is judged."""
        named = [n.attribute for n in walk(self.tree) if isinstance(n, ast.AffectedAttribute)]
        values = {"kind": ("db", "vm"), "tier": ("gold", "free"), "zone": ("a", "b", "c")}
        return tuple((a, self.pick(values[a])) for a in sorted(set(named)) if self.chance(0.8))

    # -------------------- C6

    def deadlines(self, period: Period) -> list[int]:
        """Instants at which a claim for a period may run out: those of the policy's steps, from whatever they run from."""
        found: list[int] = []
        for node in walk(self.tree):
            if not isinstance(node, ast.GivenOnClaim | ast.ClaimStep):
                continue
            rule = node.deadline
            if isinstance(rule, ast.DeadlineCycle):
                reach = period.end + 100 * DAY
                found += [c.end for c in touching(self.land, rule.period, self.subscriptions[:1], period.start, reach)]
                continue
            anchors = [period.end]
            if isinstance(rule.anchor, ast.AnchorLastIncident):
                anchors = [e.end_at for e in self.events if isinstance(e, Outage) and e.end_at is not None]
            elif isinstance(rule.anchor, ast.AnchorFact):
                anchors = [e.at for e in self.events if isinstance(e, Fact) and e.name == rule.anchor.fact]
            for at in anchors:
                try:
                    found.append(
                        end_of_full_day(self.land, at - 1, rule.day)
                        if isinstance(rule, ast.DeadlineFullDay)
                        else after(self.land, at, rule.length)
                    )
                except NeverOpenError:
                    continue
        return found

    def claim(self, customer: str | None) -> None:
        if not self.periods:
            return
        period = self.pick(self.periods)
        at = period.end + self.pick((-DAY, 0, DAY, 20 * DAY, 70 * DAY))
        limits = self.deadlines(period)
        if limits and self.chance(0.6):
            at = self.pick(limits) + self.pick((0, 0, 1, -1))
        includes = self.setting.items if self.chance(0.7) else self.setting.items[:1]
        used = [n for n in walk(self.tree) if isinstance(n, ast.UsedDowntime)]
        outages = [e.id for e in self.events if isinstance(e, Outage)]
        about = tuple(sorted(self.rng.sample(outages, self.pick((1, min(2, len(outages))))))) if used and outages else ()
        commitment = self.pick((None, None, *self.setting.commitments))
        if about:
            commitment = self.pick(self.setting.commitments)
        step = self.pick((None, *self.setting.steps, *self.setting.steps)) if self.setting.steps else None
        claim = Claim(
            **self.common("claim", at),
            **self.of(customer),
            at=at,
            period=period.name,
            commitment=commitment,
            step=step,
            includes=tuple(sorted(includes)),
            about=about,
        )
        self.events.append(claim)
        if "overdue" in self.setting.facts and self.chance(0.4):
            self.bar(customer, at)
        if self.chance(0.8 if about else 0.3):
            self.settlement(customer, claim.period, commitment, at)

    def bar(self, customer: str | None, near: int) -> None:
        """A precondition that breaks and is mended around an instant, now and then at it."""
        broken = near + self.pick((0, -1, 1, -HOUR, -DAY, -DAY))
        self.fact("overdue", broken, customer)
        about = self.events[-1].id
        if self.chance(0.6):
            mended = self.pick((near, near, near - 1, near + 1, near + DAY))
            if mended >= broken:
                self.fact("paid_up", mended, customer, about=about)

    # -------------------- C8

    def settlement(self, customer: str | None, period: str, commitment: str | None, at: int) -> None:
        for decision in self.rng.sample(tuple(Decision), self.pick((1, 1, 2, 3))):
            number = 2 if decision is Decision.PAID and self.chance(0.2) else 1
            for _ in range(number):
                at += self.pick((0, HOUR, DAY, 20 * DAY))
                in_full = decision is not Decision.PARTIAL and self.chance(0.25)
                self.events.append(
                    Settlement(
                        **self.common("set", at),
                        **self.of(customer),
                        at=at,
                        period=period,
                        commitment=commitment if self.chance(0.7) else self.pick((None, *self.setting.commitments)),
                        decision=decision,
                        amount=None if in_full else Decimal(self.pick(SUMS)),
                        currency=None if in_full else self.setting.currency,
                    )
                )

    # -------------------- facts

    def facts(self, customer: str | None) -> None:
        """What the policy's facts say: about outages, about periods, about nothing."""
        outages = [e for e in self.events if isinstance(e, Outage)]
        wanted = self.setting.facts
        if "agreed" in wanted:
            for outage in outages:
                if self.chance(0.6):
                    self.fact("agreed", outage.start_at + self.pick((0, HOUR, DAY, -DAY, 3 * DAY)), about=outage.id)
        for word in ("report_sent", "told", "noticed"):
            if word in wanted:
                self.told(word, customer, outages)
        if "ticket" in wanted:
            self.tickets(customer, outages)
        if "terminated" in wanted and self.periods and self.chance(0.5):
            self.fact("terminated", self.pick(self.periods).end + self.pick((0, -1, DAY, 30 * DAY)), customer)

    def told(self, word: str, customer: str | None, outages: list[Outage]) -> None:
        """C6, R1: a fact about periods by name, about outages, or about nothing."""
        includes = self.setting.items if self.chance(0.5) else self.setting.items[:1]
        for period in self.periods:
            if self.chance(0.5):
                near = [period.end, period.start, *self.deadlines(period)]
                near += [after(self.land, period.end, n.length) for n in walk(self.tree) if isinstance(n, ast.Notified)]
                at = self.pick(near) + self.pick((0, 0, 1, -1, DAY, -HOUR))
                self.fact(word, at, customer, period=period.name, includes=includes)
        for outage in outages:
            if self.chance(0.25):
                at = outage.start_at + self.pick((0, HOUR, DAY))
                self.fact(word, at, customer, about=outage.id, includes=includes)
        if self.periods and self.chance(0.2):
            self.fact(word, self.pick(self.periods).start + self.pick((0, HOUR, DAY)), customer, includes=includes)

    def tickets(self, customer: str | None, outages: list[Outage]) -> None:
        """C6: tickets that are opened at an outage's start, or at a deadline."""
        for outage in outages:
            if self.chance(0.5):
                self.ticket_at(customer, outage.start_at + self.pick((0, -1, HOUR, 25 * HOUR)))
        for period in self.periods[:3]:
            if self.chance(0.3):
                self.ticket_at(customer, self.pick([period.start, *self.deadlines(period)]) + self.pick((0, 0, 1, -1)))

    def ticket_at(self, customer: str | None, at: int) -> None:
        self.events.append(
            Ticket(
                **self.common("ev", at),
                **self.of(customer),
                service=self.pick(("platform", None)),
                ticket=self.id("T"),
                at=at,
                action=TicketAction.OPENED,
            )
        )

    def fact(
        self,
        called: str,
        at: int,
        customer: str | None = None,
        about: str | None = None,
        period: str | None = None,
        includes: tuple[str, ...] = (),
    ) -> None:
        self.events.append(
            Fact(
                **ClaimMaker.common(self, "fact", at),
                **self.of(customer),
                name=called,
                at=at,
                about=about,
                period=period,
                includes=tuple(sorted(includes)),
            )
        )
