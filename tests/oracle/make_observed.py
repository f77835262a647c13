"""Random streams of probes, counts, executions, values and resources, at the edges of slots and of each other (O2-O8, D3)."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from slalang.syntax import ast
from slalang.syntax.walk import walk
from slalang.values.events import (
    CivilDate,
    Correct,
    Counts,
    Execution,
    Maintenance,
    MaintenanceKind,
    Measure,
    Outage,
    Probe,
    RecordedBy,
    Resource,
)
from slalang.values.instants import day_number
from tests.oracle.civil import HOUR, exact_us
from tests.oracle.make_counting import CLASSES, KINDS, RESOURCES, SOURCES, TIERS, VALUES, ZONES
from tests.oracle.make_events import DAY, MINUTE, StreamMaker
from tests.oracle.make_times import Setting
from tests.oracle.periods import touching

BY_SLOT = (ast.WatchCounts, ast.MeanOfSlots)


class ObservationMaker(StreamMaker):
    """Draws one stream for a policy of other ways of counting."""

    def __init__(self, rng: Random, tree: ast.Policy, setting: Setting) -> None:
        super().__init__(rng, tree, setting)
        self.nodes = list(walk(tree))
        self.kinds = {type(n) for n in self.nodes}
        self.named = sorted({s for n in self.nodes if isinstance(n, ast.Reported) for s in _sources(n)})
        self.slots = [exact_us(n.length) for n in self.nodes if isinstance(n, (*BY_SLOT, ast.WatchProbeSlots))]
        self.spread = all(n.rule is ast.UnevenRule.SPREAD for n in self.nodes if isinstance(n, ast.UnevenCounts))
        self.holds = [exact_us(n.length) for n in self.nodes if isinstance(n, ast.ProbeHold)]

    def source(self) -> str | None:
        if not self.named or self.chance(0.1):
            return self.pick((None, *SOURCES)) if self.chance(0.3) else None
        return self.pick(self.named)

    def observe(self) -> None:
        if ast.AnyResource in self.kinds:
            self.resources()
        if self.kinds & {ast.WatchCounts, ast.GoodRequests, ast.MeanOfSlots}:
            for _ in range(self.pick((0, 1, 2, 3))):
                self.counts()
        if ast.GoodExecutions in self.kinds:
            self.executions()
        if self.kinds & {ast.MeanOf, ast.WorstOf, ast.PercentileOf}:
            self.values()
        seen = [e for e in self.events if isinstance(e, Probe | Counts | Execution | Measure)]
        for _ in range(self.pick((0, 1, 2, 2)) if seen else 0):
            self.around(self.pick(seen))

    def around(self, event: Any) -> None:
        """An outage that may be excluded, or work, around something observed: just wide enough, or a little too short."""
        at = event.start_at if isinstance(event, Counts) else event.at
        start = at - at % self.pick(self.slots) if self.slots and self.chance(0.6) else at
        start -= self.pick((0, 0, 0, 1, MINUTE, -1))
        end = (
            start
            + self.pick((1, MINUTE, 5 * MINUTE, 20 * MINUTE, HOUR, 5 * HOUR, *self.slots))
            + self.pick((0, 0, 1, -1, MINUTE))
        )
        self.marks += [start, end]
        about: dict[str, Any] = {
            "customers": event.customers,
            "service": event.service,
            "components": event.components if self.chance(0.7) else None,
        }
        if self.chance(0.5):
            causes: list[str | None] = [c.text for n in self.nodes if isinstance(n, ast.CausedBy) for c in n.causes]
            self.events.append(
                Outage(
                    id=self.id("out"),
                    recorded_at=start,
                    recorded_by=RecordedBy.DEFAULT,
                    **about,
                    source=self.source(),
                    start_at=start,
                    end_at=max(start, end),
                    cause=self.pick(causes) if causes else None,
                )
            )
            return
        self.events.append(
            Maintenance(
                id=self.id("work"),
                recorded_at=start - 40 * DAY,
                recorded_by=RecordedBy.DEFAULT,
                **about,
                kind=MaintenanceKind("scheduled"),
                announced_at=start - 40 * DAY,
                start_at=start,
                end_at=max(start, end),
                approved=self.chance(0.5),
            )
        )

    # -------------------- O2

    def probes(self, customer: str | None) -> None:
        places: tuple[str | None, ...] = self.pick(((None,), ("ams",), ("ams", "lax"), ("ams", "lax", None)))
        steps = [MINUTE, 5 * MINUTE, 30 * MINUTE, *self.holds, *(h + 1 for h in self.holds), *(h * 3 for h in self.holds)]
        for part in self.setting.components or (None,):
            if self.chance(0.2):
                continue
            begin = self._grid()
            for place in places:
                at, up = begin + self.pick((0, 0, 0, MINUTE)), True
                for _ in range(self.rng.randrange(1, 9)):
                    up = up if self.chance(0.6) else not up
                    self.marks.append(at)
                    for source in self.named if self.named and self.chance(0.5) else [self.source()]:
                        told = up if self.chance(0.85) else not up
                        self._probe(customer, part, place, at, source, told)
                    at += self.pick(steps)

    def _probe(self, customer: str | None, part: str | None, place: str | None, at: int, source: str | None, up: bool) -> None:
        late = self.chance(0.15)
        self.events.append(
            Probe(
                id=self.id("probe"),
                recorded_at=at + self.pick((1, MINUTE)) if late else at,
                recorded_by=RecordedBy.EVENT if late else RecordedBy.DEFAULT,
                customers=None if customer is None else (customer,),
                service="platform",
                components=None if part is None else (part,),
                source=source,
                at=at,
                up=up,
                location=place,
            )
        )

    # -------------------- O3

    def _grid(self) -> int:
        """An instant on the grid of a slot, beside one, or anywhere."""
        at = self.instant()
        if not self.slots or self.chance(0.2):
            return at
        return at - at % self.pick(self.slots) + self.pick((0, 0, 0, MINUTE, 1))

    def counts(self) -> None:
        """Counts of some slots in a row: whole slots, parts of them, or across them where they are spread."""
        size = min(self.slots, default=HOUR)
        at = self._grid()
        at -= at % size
        about = self.what()
        for _ in range(self.pick((1, 2, 3, 6))):
            for _ in range(self.pick((1, 1, 2, 3))):
                start, end = at, at + size
                if self.chance(0.3):
                    start, end = start + self.pick((0, MINUTE, size // 2)), end - self.pick((0, MINUTE, 1))
                if self.spread and self.chance(0.5):
                    start, end = start - self.pick((0, MINUTE, size // 2)), end + self.pick((0, 1, size, 3 * size))
                if not self.spread:
                    near = touching(self.land, self.setting.period, self.subscriptions[:1], start, end)
                    end = min([end, *(e for p in near for e in (p.start, p.end) if start < e < end)])
                if start < end:
                    self._counts(about, start, end)
            at += size * self.pick((1, 1, 1, 2))

    def _counts(self, about: dict[str, Any], start: int, end: int) -> None:
        total = self.pick((0, 0, 1, 20, 99, 100, 101, 1000))
        failed = min(total, self.pick((0, 0, 1, total, total // 2, total // 5, -(-total // 20), total // 3)))
        late = self.chance(0.75)
        self.marks += [start, end]
        self.events.append(
            Counts(
                id=self.id("counts"),
                recorded_at=end + self.pick((0, 0, MINUTE)) if late else start,
                recorded_by=RecordedBy.EVENT if late else RecordedBy.DEFAULT,
                **about,
                source=self.source(),
                start_at=start,
                end_at=end,
                total=total,
                failed=failed,
                class_=self.pick((None, *CLASSES, *CLASSES)),
            )
        )

    # -------------------- O4

    def executions(self) -> None:
        for _ in range(self.rng.randrange(0, 13)):
            at = self.instant()
            self.events.append(
                Execution(
                    id=self.id("run"),
                    recorded_at=at,
                    recorded_by=RecordedBy.DEFAULT,
                    **self.what(),
                    source=self.source(),
                    at=at,
                    good=self.chance(0.6),
                    class_=self.pick((None, *CLASSES)),
                )
            )

    def values(self) -> None:
        for _ in range(self.rng.randrange(0, 13)):
            at = self.instant()
            self.events.append(
                Measure(
                    id=self.id("value"),
                    recorded_at=at,
                    recorded_by=RecordedBy.DEFAULT,
                    **self.what(),
                    source=self.source(),
                    name=self.pick((*VALUES, "latency")),
                    at=at,
                    value=Decimal(self.pick(("0", "80", "99.5", "100", "120.5", "150", "200", "200.1", "350"))),
                )
            )

    # -------------------- D3

    def resources(self) -> None:
        for resource in RESOURCES:
            at = self.pick((self.start - 40 * DAY, self.start - DAY, self.start, self.start + HOUR, self.instant()))
            for _ in range(self.pick((0, 1, 1, 2, 3))):
                end = None if self.chance(0.4) else at + self.pick((HOUR, 6 * HOUR, 30 * HOUR, 10 * DAY, 45 * DAY))
                self._resource(resource, at, end)
                self.marks += [at] if end is None else [at, end]
                last = end if end is not None else at + self.pick((HOUR, 26 * HOUR, 41 * DAY))
                # In one piece, after a gap, or before the earlier one's own end.
                at = max(at + 1, last + self.pick((0, 0, HOUR, -HOUR, -30 * MINUTE)))

    def _resource(self, resource: str, at: int, end: int | None) -> None:
        attributes: list[tuple[str, Any]] = [("kind", self.pick((*KINDS, "db")))]
        attributes.append(("share", 0 if self.chance(0.04) else self.pick((Decimal("0.5"), 1, 2, Decimal("1.25")))))
        if self.chance(0.9):
            attributes.append(("tier", self.pick(TIERS)))
        if self.chance(0.85):
            attributes.append(("zone", self.pick(ZONES)))
        since: int | CivilDate = at
        if self.chance(0.1):
            since = CivilDate(day_number(self.setting.month + timedelta(days=self.pick((-40, -1, 0, 1, 2)))))
            end = None
        everyone = self.chance(0.8) or self.customers == [None]
        self.events.append(
            Resource(
                id=self.id("res"),
                recorded_at=since,
                recorded_by=RecordedBy.DEFAULT,
                customers=None if everyone else (str(self.pick(self.customers)),),
                service=self.pick(("platform", "platform", None)),
                resource=resource,
                from_at=since,
                to_at=end,
                attributes=tuple(attributes),
            )
        )

    # -------------------- O6

    def amend(self) -> None:
        super().amend()
        for probe in [e for e in self.events if isinstance(e, Probe)]:
            if self.chance(0.02):
                fields = json.dumps({"up": not probe.up})
                self.events.append(
                    Correct(id=self.id("fix"), recorded_at=probe.at + self.pick((0, HOUR)), about=probe.id, fields=fields)
                )
        for outage in [e for e in self.events if isinstance(e, Outage)]:
            if self.chance(0.2):
                # The same outage as another source tells it, a little off.
                start = outage.start_at + self.pick((0, MINUTE, -MINUTE))
                end = outage.end_at and max(start, outage.end_at + self.pick((0, MINUTE, -MINUTE)))
                self.events.append(
                    Outage(
                        id=self.id("out"),
                        recorded_at=start,
                        recorded_by=RecordedBy.DEFAULT,
                        customers=outage.customers,
                        service=outage.service,
                        components=outage.components,
                        source=self.source(),
                        start_at=start,
                        end_at=end,
                        cause=outage.cause,
                        severity=outage.severity,
                        degree=Fraction(self.pick(("1", "0.5", "0.75"))),
                    )
                )


def _sources(node: ast.Reported) -> tuple[str, ...]:
    by = node.by
    return (by.source,) if isinstance(by, ast.ReportedBy) else by.sources
