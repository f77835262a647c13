"""Random streams for clocks and duties: histories of tickets that may contradict themselves, and what duties are about."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from slalang.syntax import ast
from slalang.syntax.walk import walk
from slalang.values.events import (
    CivilDate,
    Claim,
    Decision,
    Event,
    Fact,
    Maintenance,
    MaintenanceKind,
    Outage,
    RecordedBy,
    Settlement,
    Subscription,
    Ticket,
    TicketAction,
)
from slalang.values.instants import day_number, format_instant
from tests.oracle.calendars import after, end_of_full_day
from tests.oracle.civil import HOUR
from tests.oracle.make_events import DAY, MINUTE, StreamMaker
from tests.oracle.make_tickets import LABELS, QUEUES, SEVERITIES
from tests.oracle.make_times import CAUSES, KINDS, Setting
from tests.oracle.periods import Period, touching

COURSES = (
    ("opened", "auto_replied", "acknowledged", "responded", "paused", "resumed", "restored", "resolved", "closed"),
    ("opened", "acknowledged", "updated", "updated", "resolved", "reopened", "resolved", "closed"),
    ("opened", "responded", "customer_replied", "responded", "customer_replied", "customer_replied", "updated", "resolved"),
    ("opened", "assigned", "paused", "customer_replied", "updated", "restored", "closed", "reopened", "updated", "resolved"),
    ("opened", "updated", "paused", "updated", "resumed", "updated", "restored", "resolved", "reopened"),
    ("opened", "auto_replied", "paused", "resumed", "paused", "resumed", "resolved"),
    ("opened", "responded", "cancelled"),
    ("opened", "paused", "merged"),
    ("opened", "customer_replied", "responded", "resolved", "reopened", "customer_replied", "responded", "resolved", "closed"),
    ("opened",),
)


class HistoryMaker(StreamMaker):
    """Draws one stream for a policy of clocks and duties."""

    def __init__(self, rng: Random, tree: ast.Policy, setting: Setting) -> None:
        super().__init__(rng, tree, setting)
        nodes = list(walk(tree))
        kinds = {type(n) for n in nodes}
        self.has_clocks = ast.Clock in kinds
        self.has_duties = ast.Duty in kinds
        self.wanted = {n.name for n in nodes if isinstance(n, ast.FactHappening)}
        self.limits: list[Any] = [n.limit for n in nodes if isinstance(n, ast.ClockTarget)]
        self.limits += [n.limit for n in nodes if isinstance(n, ast.Demanded) and n.limit]
        credits = [n for n in nodes if isinstance(n, ast.CommitmentPeriod)]
        self.period_rules = [n.period for n in credits]

    def draw(self) -> tuple[list[Event], int | None]:
        self.marks: list[int] = [self.start, self.end]
        for customer in self.customers:
            self.subscribe(customer)
        self.periods = self.claimed_periods()
        if self.has_clocks or self.chance(0.5):
            for _ in range(self.pick((1, 1, 2, 3))):
                self.ticket()
        if self.has_duties:
            for _ in range(self.pick((0, 1, 2))):
                self.outage()
            for _ in range(self.pick((0, 1, 2))):
                self.maintenance()
            self.duty_facts()
        for _ in range(self.pick((0, 1, 2))):
            self.support_fact("release")
        for customer in self.customers:
            self.charges(customer)
        as_of = self.draw_support_as_of()
        for customer in self.customers:
            for _ in range(self.pick((0, 1, 1, 2))):
                self.support_claim(customer)
        self.amend_tickets()
        if self.chance(0.1) and self.events:
            self.events.append(self.pick(self.events))
        self.rng.shuffle(self.events)
        return self.events, as_of

    # -------------------- when and whom

    def claimed_periods(self) -> list[Period]:
        if not self.period_rules:
            return touching(self.land, self.setting.period, [], self.start, self.end)
        return touching(self.land, self.pick(self.period_rules), [], self.start, self.end)

    def minute(self) -> int:
        """A whole minute: at a mark, at a boundary of a day, or anywhere; now and then with seconds."""
        at = self.start + self.rng.randrange((self.end - self.start) // MINUTE) * MINUTE
        kind = self.rng.random()
        if kind < 0.3 and self.marks:
            at = self.pick(self.marks) + self.pick((0, 0, MINUTE, -MINUTE, HOUR))
        elif kind < 0.55:
            day = self.setting.month + timedelta(days=self.rng.randrange(self.setting.span_days))
            at = self.land.zone.midnight(day) + self.pick((0, 0, 1, 2, 7, 9, 17, 18, 22)) * HOUR
        return at + (self.pick((1, 30_000_000)) if self.chance(0.03) else 0)

    def later(self, at: int) -> int:
        """An instant after another: beside a deadline that runs from there, or a plain step."""
        if self.limits and self.chance(0.35):
            limit: Any = self.pick(self.limits)
            try:
                if isinstance(limit, ast.Within | ast.DutyWithin):
                    return self.plain_after(at, limit.length) + self.pick((0, 0, MINUTE, -MINUTE))
                if isinstance(limit, ast.ByFullDay | ast.DutyByFullDay):
                    return end_of_full_day(self.land.under(*self.first_choice(limit.day)), at, limit.day) + self.pick(
                        (0, MINUTE, -MINUTE)
                    )
            except (KeyError, ValueError):
                pass
        return at + self.pick((0, MINUTE, 20 * MINUTE, 45 * MINUTE, HOUR, 3 * HOUR, 5 * HOUR, 9 * HOUR, DAY, 2 * DAY, 3 * DAY))

    def plain_after(self, at: int, size: ast.Length) -> int:
        if isinstance(size, ast.BusinessLength):
            return after(self.land.under(size.calendar.text, lambda where: True), at, size)
        return after(self.land, at, size)

    def first_choice(self, day: ast.EndOfFullDay) -> tuple[str, Any]:
        calendar = day.day.calendar.text if isinstance(day.day, ast.BusinessDay) else "support"
        return calendar, lambda where: True

    def subscribe(self, customer: str | None) -> None:
        if self.chance(0.3):
            return
        s = self.setting
        spans = [(self.pick((-40, -40, -2, 0, 2)), None if self.chance(0.75) else s.span_days - 2)]
        if self.chance(0.25):
            # The terms change on the way.
            spans = [(spans[0][0], 4), (5, None)]
        for first, last in spans:
            parameters: list[tuple[str, Any]] = []
            if self.chance(0.6):
                parameters.append(("fee", self.pick(("80", "12.35"))))
            if self.chance(0.6):
                parameters.append(("penalty", self.pick(("10", "2.5"))))
            if self.chance(0.7):
                parameters.append(("plan", self.pick(("gold", "basic"))))
            if self.chance(0.8):
                parameters.append(("support_hours", self.pick(("weekdays", "always"))))
            begins = CivilDate(day_number(s.month + timedelta(days=first)))
            event = Subscription(
                id=self.id("sub"),
                recorded_at=begins,
                recorded_by=RecordedBy.DEFAULT,
                customers=None if customer is None else (customer,),
                from_at=begins,
                to_at=None if last is None else CivilDate(day_number(s.month + timedelta(days=last))),
                parameters=tuple(parameters),
            )
            self.subscriptions.append(event)
            self.events.append(event)

    def whom(self) -> tuple[str, ...] | None:
        customer = self.pick(self.customers)
        return None if customer is None or self.chance(0.1) else (customer,)

    def common(self, kind: str, at: int) -> dict[str, Any]:
        late = self.chance(0.03)
        return {
            "id": self.id(kind),
            "recorded_at": at + self.pick((HOUR, DAY)) if late else at,
            "recorded_by": RecordedBy.EVENT if late else RecordedBy.DEFAULT,
            "service": "another" if self.chance(0.02) else self.pick(("platform", "platform", None)),
        }

    # -------------------- S1, S2

    def ticket(self) -> None:
        called, whom = self.id("T"), self.whom()
        course = list(self.pick(COURSES))[: self.pick((1, 3, 5, 20, 20, 20))]
        if self.chance(0.3):
            # A history that contradicts itself.
            for _ in range(self.pick((1, 2))):
                course.insert(self.rng.randrange(len(course) + 1), self.pick(tuple(TicketAction)).value)
        if self.chance(0.1):
            course = course[1:]
        at, opened = self.minute(), None
        severity = self.pick((*SEVERITIES, None))
        for action in course:
            changed = opened is None or self.chance(0.15)
            self.marks.append(at)
            self.events.append(
                Ticket(
                    **self.common("ev", at),
                    customers=whom,
                    ticket=called,
                    at=at,
                    action=TicketAction(action),
                    severity=severity if changed else None,
                    cause=self.pick((None, *CAUSES)) if self.chance(0.15) else None,
                    queue=self.pick(QUEUES) if self.chance(0.3) else None,
                    labels=(self.pick(LABELS),) if self.chance(0.12) else (),
                )
            )
            opened = at if opened is None else opened
            severity = self.pick((*SEVERITIES, None)) if self.chance(0.5) else severity
            at = self.later(self.pick((at, at, at, opened)))
            at = max(at, self.events[-1].at if isinstance(self.events[-1], Ticket) else at)
        if self.chance(0.3):
            ids = [e.id for e in self.events if isinstance(e, Ticket) and e.ticket == called]
            about = self.pick((called, *ids)) if ids else called
            for word in ("agreed", "release"):
                if self.chance(0.5):
                    start = at if opened is None else opened
                    self.add_fact(word, start + self.pick((0, HOUR, -HOUR, DAY, -DAY, 2 * DAY)), about, whom)

    # -------------------- S4

    def add_fact(self, called: str, at: int, about: str | None, whom: Any, due: Any = None) -> None:
        self.events.append(
            Fact(
                **self.common("fact", at),
                customers=whom,
                name=called,
                at=at,
                about=about,
                includes=self.pick(((), ("cause", "log"), ("cause", "log"), ("log",))),
                due_at=due,
            )
        )

    def support_fact(self, called: str) -> None:
        about = None
        if self.chance(0.3) and self.events:
            about = self.pick(self.events).id
        self.add_fact(called, self.minute(), about, self.whom())

    def outage(self) -> None:
        start = self.minute()
        end = None if self.chance(0.1) else start + self.pick((MINUTE, HOUR, 7 * HOUR, 26 * HOUR))
        self.events.append(
            Outage(
                **self.common("out", start),
                customers=self.whom(),
                start_at=start,
                end_at=end,
                cause=self.pick((None, *CAUSES)),
                severity=self.pick((None, "P1", "P2", "SEV-0")),
            )
        )

    def maintenance(self) -> None:
        start = self.minute()
        announced = start - self.pick((HOUR, DAY, 3 * DAY))
        common = self.common("work", announced)
        self.events.append(
            Maintenance(
                **common,
                customers=self.whom(),
                kind=MaintenanceKind(self.pick(KINDS)),
                announced_at=announced,
                start_at=start,
                end_at=start + self.pick((HOUR, 4 * HOUR)),
            )
        )

    def duty_facts(self) -> None:
        """Occasions that facts make, then their answers, in time or late, and what lifts them."""
        outages = [e for e in self.events if isinstance(e, Outage)]
        works = [e for e in self.events if isinstance(e, Maintenance)]
        tickets = [e for e in self.events if isinstance(e, Ticket)]
        occasions: list[tuple[str, int, Any, str | None]] = []
        for outage in outages:
            occasions.append((outage.id, outage.start_at, outage.customers, None))
            if "discovered" in self.wanted and self.chance(0.8):
                at = outage.start_at + self.pick((0, HOUR, -HOUR))
                self.add_fact("discovered", at, outage.id, outage.customers)
                occasions.append((self.events[-1].id, at, outage.customers, outage.id))
        for ticket in tickets:
            if "discovered" in self.wanted and self.chance(0.2):
                self.add_fact("discovered", self.later(ticket.at), ticket.id, ticket.customers)
                occasions.append((self.events[-1].id, ticket.at, ticket.customers, ticket.id))
        occasions += [(w.id, w.start_at, w.customers, None) for w in works]
        occasions += [(self.pick((t.id, t.ticket)), t.at, t.customers, None) for t in tickets if self.chance(0.6)]
        if "promised" in self.wanted:
            for _ in range(self.pick((1, 2))):
                at, whom = self.minute(), self.whom()
                due: Any = at + self.pick((HOUR, DAY, 3 * DAY))
                if self.chance(0.4):
                    due = CivilDate(day_number(self.land.zone.date_of(at)) + self.pick((0, 1, 3)))
                self.add_fact("promised", at, None, whom, None if self.chance(0.1) else due)
                occasions.append((self.events[-1].id, at, whom, None))
        for about, at, whom, subject in occasions:
            for word in sorted(self.wanted - {"discovered", "promised", "backup"}):
                if self.chance(0.6):
                    step = self.later(at) if word != "notified" else at - self.pick((0, HOUR, DAY, 2 * DAY, 5 * DAY))
                    if word == "waived" or self.chance(0.15):
                        step = at + self.pick((-2 * DAY, -HOUR, 0, HOUR, DAY))
                    self.add_fact(word, step, subject if subject and word != "waived" else about, whom)
        if "backup" in self.wanted:
            at = self.start + self.pick((0, HOUR, 20 * HOUR))
            while at < self.end:
                if self.chance(0.8):
                    self.add_fact("backup", at, None, self.whom())
                at += self.pick((DAY, DAY, DAY, 23 * HOUR, 30 * HOUR))

    # -------------------- C6

    def support_claim(self, customer: str | None) -> None:
        period = self.pick(self.periods)
        at = period.end + self.pick((-DAY, 0, DAY, 2 * DAY, -20 * DAY, 30 * DAY))
        whom = None if customer is None else (customer,)
        commitment = self.pick((None, None, *self.setting.commitments))
        includes = self.setting.items if self.chance(0.7) else self.setting.items[:1]
        self.events.append(
            Claim(
                **self.common("claim", at),
                customers=whom,
                at=at,
                period=period.name,
                commitment=commitment,
                includes=tuple(sorted(includes)),
            )
        )
        for decision in (Decision.ACCEPTED, Decision.PAID):
            if self.chance(0.4):
                at = self.later(at)
                self.events.append(
                    Settlement(
                        **self.common("set", at),
                        customers=whom,
                        at=at,
                        period=period.name,
                        commitment=commitment if self.chance(0.7) else None,
                        decision=decision,
                    )
                )

    # -------------------- O6

    def amend_tickets(self) -> None:
        for ticket in [e for e in self.events if isinstance(e, Ticket)]:
            known = ticket.at + self.pick((0, HOUR, 3 * DAY))
            if self.chance(0.02):
                change = {"severity": self.pick(SEVERITIES)} if self.chance(0.6) else {"cause": self.pick(CAUSES)}
                self.correct(ticket.id, known, change)
            if self.chance(0.02):
                self.correct(ticket.id, known, {"at": format_instant(ticket.at - self.pick((MINUTE, HOUR)))})
            if self.chance(0.02):
                self.retract(ticket.id, known)

    def draw_support_as_of(self) -> int | None:
        kind = self.rng.random()
        if kind < 0.2:
            return None
        if kind < 0.5:
            return self.minute()
        if kind < 0.6:
            return self.pick(self.periods).end + self.pick((0, -1, 1))
        return self.end + self.pick((0, 1, 10)) * DAY
