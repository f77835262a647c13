"""Random credits: rows by shares, lengths and numbers, awards, bases, ceilings (C2-C5)."""

from __future__ import annotations

from typing import Any

from slalang.syntax import ast
from tests.oracle.make_given import GivenMaker
from tests.oracle.make_times import length, name, number, phrase

PERCENTS = ("5", "10", "25")
UNIT = ast.Unit
TIME_TARGETS = (ast.AvailabilityTarget, ast.DowntimeTarget, ast.OutagesTarget)
MEASURE_TARGETS = (ast.GoodTarget, ast.BadTarget, ast.ValueTarget)


def bodies_of(commitment: ast.Commitment, *kinds: type[ast.Node]) -> list[Any]:
    return [p.body for p in commitment.phrases if isinstance(p.body, kinds)]


class CreditMaker(GivenMaker):
    """Draws the credit of a commitment."""

    def credit(self, commitment: ast.Commitment) -> ast.Credit:
        self.timed = not bodies_of(commitment, *MEASURE_TARGETS)
        unknown = any(b.rule is ast.UnobservedRule.UNKNOWN for b in bodies_of(commitment, ast.Unobserved))
        weighted = bool(bodies_of(commitment, ast.WeightedByDegree, ast.WeightedByAttribute, ast.WeightedByShares))
        over = bool(bodies_of(commitment, ast.JudgedOver))
        # Of what nobody observed only how much may be bad is supposed, not when.
        self.by_when = self.timed and not unknown and not over and not weighted
        self.in_points = self.setting.points and self.chance(0.75)
        rows = self.rows(commitment)
        found: list[ast.Node] = rows if self.in_points else [*rows, self.base()]
        if self.in_points:
            self.setting.in_points.append(commitment.name.text)
            if self.chance(0.5):
                found.append(ast.Repeats(number(self.pick((2, 3)))))
        else:
            found += self.ceilings()
            if self.chance(0.15):
                kind = self.pick((ast.LeastPayableFrom, ast.LeastPayableAbove))
                found.append(kind(ast.Money(self.setting.currency, number(self.pick((5, 10))))))
        if self._in_days(found) and self.chance(0.4):
            found.append(ast.ServiceDay(number(self.pick((30, 7)))))
        found += self.given(self.timed)
        on_claim = any(isinstance(b, ast.GivenOnClaim | ast.GivenInSteps) for b in found)
        if on_claim and self.simple(commitment) and self.chance(0.5):
            found.append(ast.UsedDowntime())
        return ast.Credit(commitment.name, ast.Qualifiers(), tuple(map(phrase, found)))

    def simple(self, commitment: ast.Commitment) -> bool:
        """Whether the time of an incident is what the measure loses without it."""
        if not self.timed or bodies_of(commitment, ast.ShortestRun, ast.JudgedOver, ast.CombineAll, ast.CombineSome):
            return False
        basis = bodies_of(commitment, ast.Basis)
        exact = bodies_of(commitment, ast.ExactGranularity)
        return bool(exact) and all(isinstance(b.of, ast.WholePeriod) for b in basis) and not self.setting.probes

    def _in_days(self, found: list[ast.Node]) -> bool:
        return any(
            (isinstance(b, ast.CreditRow) and isinstance(b.award, ast.ServiceDays))
            or (isinstance(b, ast.Cap | ast.Floor) and isinstance(b.at, ast.ServiceDays))
            for b in found
        )

    # -------------------- C2

    def rows(self, commitment: ast.Commitment) -> list[ast.Node]:
        if self.chance(0.4):
            return [self.row(ast.MissedTarget(), None)]
        targets = bodies_of(commitment, *TIME_TARGETS, *MEASURE_TARGETS)
        shares = bool(targets) and all(isinstance(t, ast.AvailabilityTarget | ast.GoodTarget) for t in targets)
        numbers = bool(targets) and all(isinstance(t, ast.OutagesTarget | ast.BadTarget | ast.ValueTarget) for t in targets)
        if numbers and not self.timed:
            return self.table(self.by_number())
        if self.timed and self.chance(0.3):
            return self.table(self.by_length())
        return self.table(self.by_share(target=shares and self.chance(0.3)))

    def table(self, limits: list[tuple[ast.Limit, ...]]) -> list[ast.Node]:
        rows: list[ast.Node] = []
        for i, each in enumerate(limits):
            where = ast.Where((ast.ParameterIs(name("plan"), False, "gold"),)) if self.chance(0.08) else None
            rows.append(self.row(ast.Limits(each), PERCENTS[i], where))
        rows.append(ast.OverlapRule(self.pick(tuple(ast.OverlapWinner))))
        return rows

    def by_share(self, *, target: bool) -> list[tuple[ast.Limit, ...]]:
        edges = self.rng.sample(("99.99", "99.9", "99.5", "99", "97", "95", "90", "50"), self.pick((1, 2, 3, 3)))
        edges.sort(key=float, reverse=True)
        found = []
        for i, (upper, lower) in enumerate(zip(edges, [*edges[1:], None], strict=True)):
            share = ast.Percent(upper)
            self.setting.shares.append(share)
            top: Any = ast.TheTarget() if target and not i and lower is None else share
            limits = [ast.Limit(self.pick((ast.Bound.BELOW, ast.Bound.AT_MOST)), top)]
            if lower is not None:
                limits.append(ast.Limit(self.pick((ast.Bound.ABOVE, ast.Bound.AT_LEAST)), ast.Percent(lower)))
            found.append(tuple(limits))
        return found

    def by_length(self) -> list[tuple[ast.Limit, ...]]:
        """From the shortest bad time up, each row to the next."""
        minutes = sorted(self.rng.sample((5, 30, 60, 90, 240, 1440), self.pick((1, 2, 3))))
        self.setting.lengths += [m * 60_000_000 for m in minutes]
        sizes = [length(m, UNIT.MINUTE) if m % 60 else length(m // 60, UNIT.HOUR) for m in minutes]
        return self._upward(sizes)

    def by_number(self) -> list[tuple[ast.Limit, ...]]:
        return self._upward([number(n) for n in sorted(self.rng.sample((1, 3, 5, 7, 10), self.pick((1, 2, 3))))])

    def _upward(self, edges: list[Any]) -> list[tuple[ast.Limit, ...]]:
        found = []
        for lower, upper in zip(edges, [*edges[1:], None], strict=True):
            limits = [ast.Limit(self.pick((ast.Bound.ABOVE, ast.Bound.AT_LEAST)), lower)]
            if upper is not None:
                limits.append(ast.Limit(self.pick((ast.Bound.BELOW, ast.Bound.AT_MOST)), upper))
            found.append(tuple(limits))
        return found

    # -------------------- C3

    def row(self, limits: Any, percent: str | None, where: ast.Where | None = None) -> ast.CreditRow:
        if self.in_points:
            return ast.CreditRow(limits, ast.Points(number(self.pick((1, 2, 5)))), self.accrual(0.2), where)
        if percent is not None and self.chance(0.5):
            return ast.CreditRow(limits, ast.PercentAward(ast.Percent(percent)), self.accrual(0.25), where)
        award = self.award()
        countable = ast.PercentAward | ast.FlatAward | ast.ParameterAward | ast.ServiceDays
        return ast.CreditRow(limits, award, self.accrual(0.45) if isinstance(award, countable) else None, where)

    def accrual(self, share: float) -> ast.EachDowntime | None:
        """C3: for each unit of bad time, or of each run of it, after an allowance or none."""
        if not self.timed or not self.chance(share):
            return None
        minutes = self.pick((7, 30, 60, 240))
        self.setting.lengths += [minutes * 60_000_000, 2 * minutes * 60_000_000]
        size = length(minutes, UNIT.MINUTE) if minutes % 60 else length(minutes // 60, UNIT.HOUR)
        scope = self.pick(tuple(ast.DowntimeScope)) if self.by_when else ast.DowntimeScope.PERIOD
        spared = self.pick((5, 15, 60))
        allowance = ast.Allowance(length(spared, UNIT.MINUTE)) if self.chance(0.4) else None
        if allowance:
            self.setting.lengths += [spared * 60_000_000, (spared + minutes) * 60_000_000]
        return ast.EachDowntime(size, self.pick(tuple(ast.PartRule)), scope, allowance)

    def award(self) -> ast.Award:
        options: list[ast.Award] = [
            ast.PercentAward(ast.Percent(self.pick(("5", "12.5", "33.33")))),
            ast.PercentAward(ast.Percent("10")),
            ast.FlatAward(ast.Money(self.setting.currency, number(self.pick((7, 50))))),
            ast.ServiceDays(number(self.pick((1, 3)))),
        ]
        if self.timed:
            options += [ast.UnavailableShare(), ast.UnavailableShare(), ast.TimeLost(number(self.pick((1, 2, 10))))]
        if self.by_when:
            options += [self.slot_fees(), self.slot_fees()]
        return ast.ParameterAward(name(self.pick(("penalty", "fee")))) if self.chance(0.08) else self.pick(options)

    def slot_fees(self) -> ast.SlotFees:
        minutes = self.pick((1, 15, 30, 60))
        self.setting.lengths.append(minutes * 60_000_000)
        slots = tuple(ast.FeeSlot) if self.setting.safe_hours else (ast.FeeSlot.DAY,)
        size = length(minutes, UNIT.MINUTE) if minutes < 60 else length(1, UNIT.HOUR)
        comparison = self.pick((ast.Comparison.AT_LEAST, ast.Comparison.MORE_THAN))
        slot = self.pick(slots)
        if slot is ast.FeeSlot.HOUR and minutes == 60:
            comparison = ast.Comparison.AT_LEAST
        return ast.SlotFees(number(2) if self.chance(0.3) else None, slot, comparison, size)

    # -------------------- C4, C5

    def base(self, *, joint: bool = False) -> ast.Base:
        if self.chance(0.15):
            return ast.Base(ast.ParameterBase(name("fee")))
        return ast.Base(self.charges_of(affected=self.setting.each and not joint and self.chance(0.4)))

    def charges_of(self, *, affected: bool = False) -> ast.Charges:
        inside = outside = None
        if self.chance(0.2):
            inside = ast.InCategory(self.pick((("recurring",), ("recurring", "usage"))))
        elif self.chance(0.2):
            outside = ast.ExceptCategory(("one_time",))
        noun = ast.PartNoun.COMPONENT if affected else None
        return ast.Charges(self.charged_time(), inside, outside, noun)

    def charged_time(self) -> Any:
        kind = self.rng.random()
        if kind < 0.65:
            return ast.ThePeriod()
        if kind < 0.82:
            return ast.HoldingPeriod(self.longer_period())
        sizes = ((30, UNIT.DAY), (1, UNIT.MONTH), (3, UNIT.MONTH), (12, UNIT.MONTH), (2, UNIT.WEEK))
        return ast.TimeBefore(length(*self.pick(sizes)), self.pick(tuple(ast.Edge)))

    def longer_period(self) -> ast.Period:
        """A period that is longer than the commitment's."""
        units = [ast.PeriodUnit.YEAR]
        if self.setting.span_days < 100:
            units += [ast.PeriodUnit.QUARTER, ast.PeriodUnit.QUARTER]
            if self.setting.span_days < 22:
                units.append(ast.PeriodUnit.MONTH)
            if self.chance(0.3):
                return ast.FiscalPeriod(self.pick((ast.FiscalUnit.QUARTER, ast.FiscalUnit.YEAR)), self.pick((2, 4, 12)))
        return ast.PlainPeriod(self.pick(units))

    def ceilings(self) -> list[ast.Node]:
        found: list[ast.Node] = []
        currency = self.setting.currency
        if self.chance(0.3):
            options: tuple[ast.Ceiling, ...] = (
                ast.Money(currency, number(self.pick((20, 50)))),
                ast.ShareOfBase(ast.Percent("15")),
                ast.ParameterAmount(name("fee")),
                ast.ShareOfCharges(ast.Percent("20"), self.charges_of()),
                ast.ServiceDays(number(self.pick((1, 2, 15)))),
                ast.ServiceDays(number(2)),
            )
            found.append(ast.Cap(self.pick(options)))
        if self.chance(0.1):
            found.append(ast.Cap(ast.ShareOfBase(ast.Percent("30"))))
        if not found and self.chance(0.15):
            found.append(ast.Floor(ast.Money(currency, number(3))))
        return found
