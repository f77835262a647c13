"""Random rights: what gives rise to them, what they need, until when they are used (R1)."""

from __future__ import annotations

from typing import Any

from slalang.syntax import ast
from tests.oracle.make_times import TimeMaker, length, name, number, phrase


class RightMaker(TimeMaker):
    """Draws one right."""

    def right(self, joint: str | None = None, *, shares: bool = True) -> ast.Right:
        grounds = [self.ground(joint, shares=shares) for _ in range(self.pick((1, 1, 2)))]
        bodies: list[ast.Node] = [*grounds, ast.NoticePeriod(length(30, ast.Unit.DAY))]
        if self.chance(0.6):
            bodies.append(ast.UseWithin(length(self.pick((5, 30)), ast.Unit.DAY)))
        if self.chance(0.7):
            self.setting.facts.add("terminated")
            bodies.append(ast.ExercisedBy("terminated"))
        if self.chance(0.2):
            bodies.append(ast.Refund())
        return ast.Right(name("termination"), ast.Qualifiers(), tuple(map(phrase, bodies)))

    def run_right(self, promises: list[str]) -> ast.Right:
        """A right from the misses of clocks and duties."""
        window: Any = self.pick((None, ast.WithinRolling(length(self.pick((12, 48)), ast.Unit.HOUR))))
        if self.chance(0.3):
            window = ast.WithinOnePeriod(ast.PlainPeriod(ast.PeriodUnit.WEEK))
        ground = ast.MissesCounted(name(self.pick(promises)), ast.Missed(), number(self.pick((1, 2))), window)
        bodies = [ground, ast.NoticePeriod(length(30, ast.Unit.DAY))]
        return ast.Right(name("termination"), ast.Qualifiers(), tuple(map(phrase, bodies)))

    def ground(self, joint: str | None, *, shares: bool) -> ast.Node:
        if self.setting.in_points and self.chance(0.5):
            of = self.pick([*self.setting.in_points, *([joint] * 2 if joint else [])])
            return ast.PointsReached(name(of), number(self.pick((2, 5, 8))), self.window())
        commitment = name(self.pick(self.setting.commitments))
        miss = self.miss(shares=shares, timed=commitment.text not in self.setting.gauges)
        notified = None
        if self.chance(0.25):
            self.setting.facts.add("noticed")
            notified = ast.Notified("noticed", length(self.pick((1, 10)), ast.Unit.DAY))
        kind = self.rng.random()
        if kind < 0.35:
            return ast.ConsecutiveMisses(commitment, miss, number(self.pick((1, 2, 3))), self.window(), notified)
        if kind < 0.65:
            least = self.pick((1, 2))
            among = number(least + self.pick((1, 2)))
            return ast.MissesAmong(commitment, miss, number(least), among, self.window(), notified)
        return ast.MissesCounted(commitment, miss, number(self.pick((1, 2, 3))), self.window(), notified)

    def miss(self, *, shares: bool, timed: bool) -> ast.Miss:
        kind = self.rng.random()
        if kind < 0.6 or not shares:
            return ast.Missed()
        if kind < 0.8 or not timed:
            share = ast.Percent(self.pick(("99", "95", "90", "50")))
            self.setting.shares.append(share)
            return ast.Limits((ast.Limit(self.pick((ast.Bound.BELOW, ast.Bound.AT_MOST)), share),))
        minutes = self.pick((30, 60, 240, 1440))
        self.setting.lengths.append(minutes * 60_000_000)
        size = length(minutes, ast.Unit.MINUTE) if minutes < 60 else length(minutes // 60, ast.Unit.HOUR)
        return ast.DownLonger(self.pick((ast.Comparison.AT_LEAST, ast.Comparison.MORE_THAN)), size)

    def window(self) -> Any:
        kind = self.rng.random()
        if kind < 0.3:
            sizes = ((1, ast.Unit.MONTH), (2, ast.Unit.MONTH), (6, ast.Unit.MONTH), (3, ast.Unit.DAY), (14, ast.Unit.DAY))
            return ast.WithinRolling(length(*self.pick(sizes)))
        if kind < 0.45:
            self.setting.needs_subscription = True
            return ast.WithinOnePeriod(ast.SubscriptionYear())
        if kind < 0.65:
            units = (ast.PeriodUnit.MONTH, ast.PeriodUnit.QUARTER, ast.PeriodUnit.YEAR)
            return ast.WithinOnePeriod(ast.PlainPeriod(self.pick(units)))
        return None
