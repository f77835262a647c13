"""Random event streams for a policy: boundaries, overlaps, corrections, and instants that hug every limit."""

from __future__ import annotations

import json
from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import Any, TypeVar

from slalang.syntax import ast
from slalang.values.events import (
    CivilDate,
    Correct,
    Event,
    Maintenance,
    MaintenanceKind,
    Outage,
    Probe,
    RecordedBy,
    Retract,
    Subscription,
)
from slalang.values.instants import day_number, format_instant
from tests.oracle.calendars import Land
from tests.oracle.civil import HOUR
from tests.oracle.make_claims import ClaimMaker
from tests.oracle.make_times import CAUSES, KINDS, SEVERITIES, Setting
from tests.oracle.periods import Period, touching
from tests.oracle.policy import bodies, policy_zone, rules_of

T = TypeVar("T")
MINUTE = HOUR // 60
DAY = 24 * HOUR


class StreamMaker(ClaimMaker):
    """Draws one stream for a policy; the same seed gives the same stream."""

    OUTAGES: tuple[int, ...] = (0, 1, 2, 3, 4, 6)
    MAINTENANCE: tuple[int, ...] = (0, 1, 2, 3, 5)
    CLAIMS: tuple[int, ...] = (0, 1, 1, 2)

    def __init__(self, rng: Random, tree: ast.Policy, setting: Setting) -> None:
        self.rng, self.tree, self.setting = rng, tree, setting
        self.land = Land(policy_zone(tree), {c.name.text: c for c in rules_of(tree, ast.Calendar)}, set())
        self.start = self.land.zone.midnight(setting.month)
        self.end = self.land.zone.midnight(setting.month + timedelta(days=setting.span_days))
        options: tuple[list[str | None], ...] = ([None], ["acme"], ["acme"], ["acme", "beta"])
        self.customers = self.pick(options)
        # Short periods are many: where the evaluation stands far behind them, nothing may last until then.
        self.far = self.chance(0.4)
        self.closed = self.far and setting.span_days < 30
        self.ids = 0
        self.events: list[Event] = []
        self.known_components = setting.components
        self.subscriptions: list[Subscription] = []

    # -------------------- where and whom

    def whom(self) -> tuple[str, ...] | None:
        customer = self.pick(self.customers)
        return None if customer is None or self.chance(0.2) else (customer,)

    def what(self) -> dict[str, Any]:
        """The service and components that an observation is about; now and then one that nobody knows (O7)."""
        components: tuple[str, ...] | None = None
        if self.setting.components and self.chance(0.7):
            components = tuple(sorted(self.rng.sample(self.setting.components, self.pick((1, 1, 1, 2)))))
        if self.chance(0.02):
            components = ("elsewhere",)
        service = "another" if self.chance(0.02) else None if components is None and self.chance(0.1) else "platform"
        return {"customers": self.whom(), "service": service, "components": components}

    def instant(self) -> int:
        """An instant in the case's span: at a boundary, beside one, or anywhere."""
        kind = self.rng.random()
        if kind < 0.35 and self.marks:
            at = self.pick(self.marks)
        elif kind < 0.6:
            day = self.setting.month + timedelta(days=self.rng.randrange(self.setting.span_days))
            at = self.land.zone.midnight(day) + self.pick((0, 1, 2, 3, 9, 17, 22)) * HOUR
        else:
            at = self.start + self.rng.randrange((self.end - self.start) // MINUTE) * MINUTE
        return at + self.pick((0, 0, 0, 1, -1, MINUTE, -MINUTE, 30 * MINUTE, 12_345_678))

    def duration(self) -> int:
        sizes = [
            1,
            MINUTE,
            5 * MINUTE,
            7 * MINUTE,
            HOUR,
            90 * MINUTE,
            4 * HOUR,
            26 * HOUR,
            *self.setting.lengths,
        ]
        return max(1, self.pick(sizes) + self.pick((0, 0, 0, 1, -1, 30_000_000)))

    def budget(self, period: Period) -> int:
        """Bad time that reaches a limit exactly, or misses it by a microsecond."""
        share = self.pick(self.setting.shares).share if self.setting.shares else Fraction(99, 100)
        exact = (period.end - period.start) * (1 - share)
        return max(1, exact.numerator // exact.denominator + self.pick((0, 0, 1, -1)))

    # -------------------- the stream

    def draw(self) -> tuple[list[Event], int | None]:
        self.marks: list[int] = [self.start, self.end]
        for customer in self.customers:
            self.subscribe(customer)
        self.periods = self.some_periods()
        self.marks += [edge for p in self.periods for edge in (p.start, p.end)]
        for _ in range(self.pick(self.OUTAGES)):
            self.outage()
        if self.setting.probes:
            for customer in self.customers if self.chance(0.5) else [None]:
                self.probes(customer)
        for _ in range(self.pick(self.MAINTENANCE)):
            self.maintenance()
        self.observe()
        for customer in self.customers:
            self.charges(customer)
        for customer in self.customers:
            self.facts(customer)
        as_of = self.draw_as_of()
        for customer in self.customers:
            for _ in range(self.pick(self.CLAIMS)):
                self.claim(customer)
            if "overdue" in self.setting.facts and as_of is not None and self.chance(0.3):
                self.bar(customer, as_of)
        self.amend()
        if self.chance(0.1) and self.events:
            self.events.append(self.pick(self.events))
        self.rng.shuffle(self.events)
        return self.events, as_of

    def observe(self) -> None:
        """What else is observed."""

    def source(self) -> str | None:
        return None

    def subscribe(self, customer: str | None) -> None:
        if not self.setting.needs_subscription and self.chance(0.35):
            return
        s = self.setting
        long = s.span_days >= 30
        early = (-400 if self.chance(0.2) else -40) if long else -1
        first = s.month + timedelta(days=self.pick((0, 0, 0, early, s.span_days // 4, s.span_days // 3)))
        moment: int | CivilDate = CivilDate(day_number(first))
        if not s.needs_subscription and self.chance(0.15):
            moment = min(self.instant(), self.land.zone.midnight(s.month + timedelta(days=s.span_days // 2)))
        last: int | CivilDate | None = None
        if self.closed or self.chance(0.3):
            last = CivilDate(day_number(s.month + timedelta(days=self.pick((s.span_days // 2, s.span_days)))))
        parameters: list[tuple[str, Any]] = []
        if self.chance(0.6):
            parameters.append(("fee", self.pick(("80", "12.35"))))
        if self.chance(0.4):
            parameters.append(("notified", self.chance(0.5)))
        if self.chance(0.6):
            parameters.append(("penalty", self.pick(("10", "2.5"))))
        if self.chance(0.7):
            parameters.append(("plan", self.pick(("gold", "basic"))))
        if self.chance(0.5):
            parameters += [("region", self.pick(("eu", "us"))), ("seats", self.pick(("10", "25.50")))]
        event = Subscription(
            id=self.id("sub"),
            recorded_at=moment,
            recorded_by=RecordedBy.DEFAULT,
            customers=None if customer is None else (customer,),
            from_at=moment,
            to_at=last if last is None or (isinstance(moment, CivilDate) and last > moment) else None,  # type: ignore[operator]
            parameters=tuple(parameters),
            billing_day=self.pick((1, 15, 31)),
        )
        self.subscriptions.append(event)
        self.events.append(event)

    def some_periods(self) -> list[Period]:
        return touching(self.land, self.setting.period, self.subscriptions[:1], self.start, self.end)

    def outage(self) -> None:
        earlier = [e for e in self.events if isinstance(e, Outage) and e.end_at is not None]
        start, end = self.instant(), None
        if earlier and self.chance(0.4):
            # Nested in an earlier one, beside it, or across its end.
            other = self.pick(earlier)
            last = other.end_at or other.start_at
            start = self.pick((other.start_at, last, (other.start_at + last) // 2, last + MINUTE, last - 1))
        elif self.periods and self.chance(0.3):
            period = self.pick(self.periods)
            start = self.pick((period.start, period.start + HOUR, period.end - HOUR))
            end = start + self.budget(period)
        if end is None and (self.closed or not self.chance(0.06)):
            end = start + self.duration()
        late = self.chance(0.06)
        self.marks += [start] if end is None else [start, end]
        self.events.append(
            Outage(
                id=self.id("out"),
                recorded_at=start + self.duration() if late else start,
                recorded_by=RecordedBy.EVENT if late else RecordedBy.DEFAULT,
                **self.what(),
                source=self.source(),
                start_at=start,
                end_at=end,
                cause=self.pick((None, None, *CAUSES)) if self.chance(0.6) else None,
                severity=self.pick((None, *SEVERITIES)),
                degree=Fraction(self.pick((1, 1, 1, 2))) / self.pick((2, 4)) if self.chance(0.2) else Fraction(1),
                environment="beta" if self.chance(0.08) else None,
            )
        )

    def probes(self, customer: str | None) -> None:
        locations: tuple[str | None, ...] = self.pick(((None,), ("ams", "lax"), ("ams", "lax", "syd")))
        for part in self.setting.components or (None,):
            begin = self.instant()
            step = self.pick((MINUTE, 5 * MINUTE, 30 * MINUTE, 4 * HOUR))
            for location in locations:
                at, up = begin + self.pick((0, 0, 0, MINUTE)), True
                for _ in range(self.rng.randrange(1, 9)):
                    up = up if self.chance(0.6) else not up
                    self.marks.append(at)
                    self.events.append(
                        Probe(
                            id=self.id("probe"),
                            recorded_at=at,
                            recorded_by=RecordedBy.DEFAULT,
                            customers=None if customer is None else (customer,),
                            service="platform",
                            components=None if part is None else (part,),
                            at=at,
                            up=up,
                            location=location,
                        )
                    )
                    at += step

    def maintenance(self) -> None:
        outages = [e for e in self.events if isinstance(e, Outage)]
        start = self.instant()
        if outages and self.chance(0.75):
            start = self.pick(outages).start_at + self.pick((0, -HOUR, -5 * MINUTE, MINUTE, 1))
        end = start + self.duration()
        self.marks += [start, end]
        announced = self.announced(start)
        explicit = announced is None
        self.events.append(
            Maintenance(
                id=self.id("work"),
                recorded_at=start - 40 * DAY if announced is None else announced,
                recorded_by=RecordedBy.EVENT if explicit else RecordedBy.DEFAULT,
                **self.what(),
                kind=MaintenanceKind(self.pick(KINDS) if self.chance(0.4) else "scheduled"),
                announced_at=announced,
                start_at=start,
                end_at=end,
                approved=self.chance(0.2),
            )
        )
        if self.chance(0.1):
            self.fact("approved", start + self.pick((-1, 0, -HOUR)), about=self.events[-1].id)

    def announced(self, start: int) -> int | None:
        """When the work was announced: often at a notice's very deadline or a microsecond off."""
        if self.chance(0.08):
            return None
        notices = [n for e in rules_of(self.tree, ast.Exclusion) for n in bodies(e, ast.Notice)]
        if not notices or self.chance(0.3):
            return start - self.pick((0, HOUR, 2 * DAY, 7 * DAY, 20 * DAY, 40 * DAY))
        notice = self.pick(notices).length
        if isinstance(notice, ast.BusinessLength):
            back = start - self.pick((1, 2, 3, 4, 5, 6, 9)) * DAY
            return back + self.pick((0, 1, -1, HOUR))
        if notice.unit is ast.Unit.HOUR:
            exact = start - int(notice.number.value) * HOUR
        else:
            exact = self.land.zone.add(start, -int(notice.number.value), notice.unit)
        return exact + self.pick((0, 0, 1, -1))

    def draw_as_of(self) -> int | None:
        kind = self.rng.random()
        if kind < 0.2:
            return None
        if kind < 0.45:
            return self.instant()
        if kind < 0.6 and self.periods:
            return self.pick(self.periods).end + self.pick((0, -1, 1))
        return self.end + (self.pick((10, 40, 100)) if self.far else self.pick((0, 1))) * DAY

    def amend(self) -> None:
        """Corrections and retractions, known at once or late (O6)."""
        outages = [e for e in self.events if isinstance(e, Outage)]
        for outage in outages:
            known = outage.start_at + self.pick((0, HOUR, 10 * DAY))
            if self.chance(0.08):
                end = outage.start_at + self.duration()
                self.correct(outage.id, known, {"end": format_instant(end), "cause": self.pick(CAUSES)})
                if self.chance(0.3):
                    self.correct(outage.id, known + self.pick((0, HOUR)), {"severity": "P1", "degree": "1"})
            if self.chance(0.05):
                self.retract(outage.id, known)
        for work in [e for e in self.events if isinstance(e, Maintenance)]:
            if self.chance(0.05):
                self.correct(work.id, work.start_at, {"approved": True})

    def correct(self, about: str, known: int, changes: dict[str, Any]) -> None:
        fields = json.dumps(changes, sort_keys=True, separators=(",", ":"))
        self.events.append(Correct(id=self.id("fix"), recorded_at=known, about=about, fields=fields))

    def retract(self, about: str, known: int) -> None:
        self.events.append(Retract(id=self.id("undo"), recorded_at=known, about=about))
