"""The terms of random policies: exclusions, credits, rights."""

from __future__ import annotations

from typing import Any

from slalang.syntax import ast
from tests.oracle.make_times import (
    CAUSES,
    HOUR,
    MINUTE,
    TimeMaker,
    length,
    name,
    number,
    phrase,
)


class TermsMaker(TimeMaker):
    """Draws exclusions, credits and rights."""

    # -------------------- X

    def exclusion(self, index: int) -> ast.Exclusion:
        s, kind = self.setting, self.rng.random()
        limited: list[ast.Node] = []
        if s.components and self.chance(0.2):
            limited.append(ast.OnlyComponents((name(s.components[0]),)))
        commitments = (name(self.pick(s.commitments)),) if self.chance(0.2) else None
        if kind < 0.35:
            bodies = [self.outages_excluded(), *limited]
        elif kind < 0.80:
            kinds = self.pick((("scheduled",), ("scheduled",), ("scheduled", "release"), ("emergency", "release")))
            bodies = [
                ast.MaintenanceExcluded(kinds),
                *limited,
                *self.conditions(recurring=False),
                *self.reach(),
            ]
        else:
            bodies = [
                ast.RecurringExcluded(self.hours()),
                *limited,
                *self.conditions(recurring=True),
                *self.reach(),
            ]
        return ast.Exclusion(name(f"rule{index}"), commitments, ast.Qualifiers(), tuple(map(phrase, bodies)))

    def reach(self) -> list[ast.Node]:
        if self.chance(0.15):
            return [ast.OnlyCausedBy(ast.CausedBy((name("third_party"),)))]
        return [ast.NothingExcluded()] if self.chance(0.1) else []

    def outages_excluded(self) -> ast.Node:
        cause = ast.CausedBy(tuple(name(c) for c in self.rng.sample(CAUSES, self.pick((1, 1, 2)))))
        environment = ast.InEnvironment(("beta", "demo")) if self.chance(0.25) else None
        fact = None
        if self.chance(0.35):
            self.setting.facts.add("agreed")
            when: Any = None
            if self.chance(0.6):
                kind = self.pick((ast.FactDeadline, ast.FactNotice))
                when = kind(self.notice_length())
            fact = ast.WithFact("agreed", when)
        return ast.OutagesExcluded(cause if environment is None or self.chance(0.5) else None, environment, fact)

    def where(self) -> ast.Where | None:
        return ast.Where((ast.ParameterIs(name("notified"), False, ast.YesNo.YES),)) if self.chance(0.1) else None

    def conditions(self, *, recurring: bool) -> list[ast.Node]:
        three = tuple(ast.Consequence)
        two = (ast.Consequence.VOID, ast.Consequence.COVENANT)
        found: list[ast.Node] = []
        if not recurring:
            if self.chance(0.5):
                found.append(ast.Notice(self.notice_length(), self.where(), self.pick(two)))
            if self.chance(0.15):
                found.append(ast.Approval(self.where(), self.pick(two)))
        if self.chance(0.4):
            hours = ast.AllowedHours(self.hours(), None, self.where(), self.pick(three))
            calendar = ast.AllowedCalendar(name(self.pick(self.setting.calendars)), self.where(), self.pick(three))
            found.append(self.pick((hours, calendar)))
        if self.chance(0.4):
            minutes = self.pick((30, 60, 90, 240))
            self.setting.lengths.append(minutes * MINUTE)
            found.append(ast.Longest(length(minutes, ast.Unit.MINUTE), self.where(), self.pick(three)))
        if self.chance(0.35):
            period = ast.PlainPeriod(ast.PeriodUnit.MONTH) if recurring else self.draw_total_period()
            found.append(ast.MostWindows(number(self.pick((1, 2))), period, self.where(), self.pick(three)))
        if self.chance(0.5):
            hours_ = self.pick((1, 2, 4))
            self.setting.lengths.append(hours_ * HOUR)
            period = ast.PlainPeriod(ast.PeriodUnit.MONTH) if recurring else self.draw_total_period()
            found.append(ast.Total(length(hours_, ast.Unit.HOUR), period, self.where(), self.pick(three)))
        self.rng.shuffle(found)
        lifted = {
            ast.Notice: ast.Lifted.NOTICE,
            ast.AllowedHours: ast.Lifted.HOURS,
            ast.AllowedCalendar: ast.Lifted.HOURS,
            ast.Longest: ast.Lifted.LENGTH,
            ast.MostWindows: ast.Lifted.NUMBER,
            ast.Total: ast.Lifted.TOTAL,
        }
        liftable = [lifted[type(c)] for c in found if type(c) in lifted]
        if not recurring and liftable and self.chance(0.35):
            found.append(ast.ApprovalLifts(tuple(self.rng.sample(liftable, self.rng.randint(1, len(liftable))))))
        return found

    # -------------------- C2-C6

    def credit(self, commitment: str) -> ast.Credit:
        bodies: list[ast.Node] = [*self.rows(), self.base(), *self.ceilings(), *self.given()]
        if self.chance(0.15):
            kind = self.pick((ast.LeastPayableFrom, ast.LeastPayableAbove))
            bodies.append(kind(ast.Money(self.setting.currency, number(self.pick((5, 10))))))
        return ast.Credit(name(commitment), ast.Qualifiers(), tuple(map(phrase, bodies)))

    def rows(self) -> list[ast.Node]:
        if self.chance(0.4):
            return [ast.CreditRow(ast.MissedTarget(), self.award())]
        edges = self.rng.sample(("99.99", "99.9", "99.5", "99", "97", "95", "90", "50"), self.pick((1, 2, 3, 3)))
        edges.sort(key=float, reverse=True)
        rows: list[ast.Node] = []
        percents = ["5", "10", "25"]
        for i, (upper, lower) in enumerate(zip(edges, [*edges[1:], None], strict=True)):
            share = ast.Percent(upper)
            self.setting.shares.append(share)
            limits = [ast.Limit(self.pick((ast.Bound.BELOW, ast.Bound.AT_MOST)), share)]
            if lower is not None:
                limits.append(ast.Limit(self.pick((ast.Bound.ABOVE, ast.Bound.AT_LEAST)), ast.Percent(lower)))
            award = ast.PercentAward(ast.Percent(percents[i])) if self.chance(0.75) else self.award()
            where = ast.Where((ast.ParameterIs(name("plan"), False, "gold"),)) if self.chance(0.08) else None
            rows.append(ast.CreditRow(ast.Limits(tuple(limits)), award, None, where))
        rows.append(ast.OverlapRule(self.pick(tuple(ast.OverlapWinner))))
        return rows

    def award(self) -> ast.Award:
        options: tuple[ast.Award, ...] = (
            ast.PercentAward(ast.Percent(self.pick(("5", "12.5", "33.33")))),
            ast.PercentAward(ast.Percent("10")),
            ast.FlatAward(ast.Money(self.setting.currency, number(self.pick((7, 50))))),
            ast.UnavailableShare(),
            ast.UnavailableShare(),
            ast.TimeLost(number(self.pick((1, 2, 10)))),
        )
        return ast.ParameterAward(name("penalty")) if self.chance(0.05) else self.pick(options)

    def base(self) -> ast.Base:
        if self.chance(0.15):
            return ast.Base(ast.ParameterBase(name("fee")))
        inside = outside = None
        if self.chance(0.2):
            inside = ast.InCategory(self.pick((("recurring",), ("recurring", "usage"))))
        elif self.chance(0.2):
            outside = ast.ExceptCategory(("one_time",))
        return ast.Base(ast.Charges(inside, outside, self.setting.each and self.chance(0.4)))

    def ceilings(self) -> list[ast.Node]:
        found: list[ast.Node] = []
        currency = self.setting.currency
        if self.chance(0.25):
            options: tuple[ast.Ceiling, ...] = (
                ast.Money(currency, number(self.pick((20, 50)))),
                ast.ShareOfBase(ast.Percent("15")),
                ast.ParameterAmount(name("fee")),
            )
            found.append(ast.Cap(self.pick(options)))
        if self.chance(0.1):
            found.append(ast.Cap(ast.ShareOfBase(ast.Percent("30"))))
        if not found and self.chance(0.15):
            found.append(ast.Floor(ast.Money(currency, number(3))))
        return found

    def given(self) -> list[ast.Node]:
        kind = self.rng.random()
        if kind < 0.4:
            return [ast.GivenAutomatically()]
        if kind < 0.45:
            return [ast.GivenAtDiscretion()]
        found: list[ast.Node] = []
        if self.chance(0.15):
            where = ast.Where((ast.ParameterIs(name("notified"), False, ast.YesNo.YES),))
            found.append(ast.GivenOnClaim(self.deadline(), where))
            where = ast.Where((ast.ParameterIs(name("notified"), True, ast.YesNo.YES),))
            found.append(ast.GivenOnClaim(self.deadline(), where))
        else:
            found.append(ast.GivenOnClaim(self.deadline()))
        if self.chance(0.5):
            self.setting.items = ("subject", "incidents")
            found.append(ast.ClaimIncludes(self.setting.items))
        return found

    def deadline(self) -> ast.DeadlineAfter | ast.DeadlineCycle:
        if self.chance(0.25):
            unit = self.pick((ast.PeriodUnit.MONTH, ast.PeriodUnit.QUARTER, ast.PeriodUnit.WEEK))
            period: ast.Period = ast.PlainPeriod(unit)
            if self.chance(0.3):
                period = ast.BillingCycle(number(1), ast.Unit.MONTH, ast.Ordinal(self.pick((1, 15, 31))))
            return ast.DeadlineCycle(ast.Ordinal(self.pick((1, 2))), period)
        anchor: Any = self.pick((ast.AnchorPeriodEnd(), ast.AnchorPeriodEnd(), ast.AnchorLastIncident(), None))
        if anchor is None:
            self.setting.facts.add("report_sent")
            anchor = ast.AnchorFact("report_sent")
        sizes: tuple[ast.Length, ...] = (
            length(30, ast.Unit.DAY),
            length(1, ast.Unit.MONTH),
            length(48, ast.Unit.HOUR),
            ast.BusinessLength(number(10), ast.Unit.DAY, name("work")),
            ast.BusinessLength(number(8), ast.Unit.HOUR, name("work")),
        )
        size = self.pick(sizes)
        return ast.DeadlineAfter(size, anchor)

    # -------------------- R

    def right(self) -> ast.Right:
        commitment = name(self.setting.commitments[0])
        window: Any = None
        if self.chance(0.3):
            window = ast.WithinRolling(length(self.pick((1, 2, 6)), ast.Unit.MONTH))
        elif self.chance(0.3):
            window = ast.WithinSubscriptionYear()
            self.setting.needs_subscription = True
        rule: ast.Node = ast.ConsecutiveMisses(commitment, number(self.pick((1, 2, 3))), window)
        if self.chance(0.5):
            least = self.pick((1, 2))
            rule = ast.MissesAmong(commitment, number(least), number(least + self.pick((1, 2))), window)
        bodies: list[ast.Node] = [rule, ast.NoticePeriod(length(30, ast.Unit.DAY))]
        if self.chance(0.6):
            bodies.append(ast.UseWithin(length(self.pick((5, 30)), ast.Unit.DAY)))
        if self.chance(0.7):
            self.setting.facts.add("terminated")
            bodies.append(ast.ExercisedBy("terminated"))
        return ast.Right(name("termination"), ast.Qualifiers(), tuple(map(phrase, bodies)))
