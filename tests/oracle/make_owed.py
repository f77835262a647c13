"""Random policies and streams about money: short periods, many misses, credits that share caps, claims in time or not."""

from __future__ import annotations

from random import Random

from slalang.syntax import ast
from slalang.values.events import CivilDate, Outage, RecordedBy, Subscription
from slalang.values.instants import day_number
from tests.oracle.civil import HOUR
from tests.oracle.make_events import DAY, MINUTE, StreamMaker
from tests.oracle.make_policy import PolicyMaker
from tests.oracle.make_times import number


class OwedMaker(PolicyMaker):
    """Draws one policy of which most periods owe something."""

    TOGETHER, POINTS, RIGHT, EXCLUSIONS = 0.75, 0.35, 0.7, (0, 0, 0, 1)

    def __init__(self, rng: Random) -> None:
        super().__init__(rng)
        s, unit = self.setting, ast.PeriodUnit
        s.needs_subscription = False
        plain = ((unit.DAY, 6), (unit.DAY, 6), (unit.WEEK, 35), (unit.MONTH, 92))
        kind, s.span_days = self.pick(plain)
        s.period = ast.PlainPeriod(kind)
        if self.chance(0.1):
            s.period, s.span_days = ast.BillingCycle(number(1), ast.Unit.MONTH, ast.Ordinal(self.pick((15, 31)))), 92

    def targets(self) -> list[ast.Node]:
        if self.chance(0.15):
            return super().targets()
        percent = ast.Percent(self.pick(("99.9", "99", "95", "90")))
        self.setting.shares.append(percent)
        return [ast.AvailabilityTarget(ast.Comparison.AT_LEAST, percent, None)]

    def watching(self) -> list[ast.Node]:
        return super().watching() if self.chance(0.15) else [ast.WatchOutages(None, None)]

    def basis(self) -> ast.Basis:
        return super().basis() if self.chance(0.15) else ast.Basis(ast.WholePeriod())

    def granularity(self) -> ast.Node:
        return super().granularity() if self.chance(0.2) else ast.ExactGranularity()


class OwedStream(StreamMaker):
    """Draws one stream in which most periods have bad time."""

    OUTAGES, MAINTENANCE, CLAIMS = (2, 4, 6, 8), (0, 0, 1), (1, 2, 4, 6)

    def outage(self) -> None:
        if not self.periods or self.chance(0.3):
            super().outage()
            return
        period = self.pick(self.periods)
        start = self.pick((period.start, period.start + HOUR, period.end - HOUR, period.end - 30 * MINUTE, period.start - HOUR))
        end = start + self.pick((self.duration(), self.duration(), self.budget(period), 8 * HOUR))
        self.marks += [start, end]
        self.events.append(
            Outage(
                id=self.id("out"),
                recorded_at=start,
                recorded_by=RecordedBy.DEFAULT,
                **self.what(),
                start_at=start,
                end_at=end,
                cause="customer" if self.chance(0.1) else None,
            )
        )

    def subscribe(self, customer: str | None) -> None:
        if self.setting.needs_subscription and self.chance(0.6):
            # Years that begin while the case looks.
            first = CivilDate(day_number(self.setting.month) + self.pick((0, 2, -363, -360, -340)))
            event = Subscription(
                id=self.id("sub"),
                recorded_at=first,
                recorded_by=RecordedBy.DEFAULT,
                customers=None if customer is None else (customer,),
                from_at=first,
            )
            self.subscriptions.append(event)
            self.events.append(event)
            return
        super().subscribe(customer)

    def draw_as_of(self) -> int | None:
        if self.chance(0.25):
            return super().draw_as_of()
        limits = [at for p in self.periods for at in self.deadlines(p)]
        if limits and self.chance(0.4):
            return self.pick(limits) + self.pick((0, 0, 1, -1))
        return self.end + self.pick((0, 3, 10, 40, 100)) * DAY
