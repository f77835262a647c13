"""Random ways to come by a credit: at once, on a claim in a step or several, barred meanwhile (C6)."""

from __future__ import annotations

from typing import Any

from slalang.syntax import ast
from tests.oracle.make_times import TimeMaker, length, name, number

NOTIFIED = ast.ParameterIs(name("notified"), False, ast.YesNo.YES)
NOT_NOTIFIED = ast.ParameterIs(name("notified"), True, ast.YesNo.YES)


class GivenMaker(TimeMaker):
    """Draws how a credit is given."""

    def given(self, timed: bool) -> list[ast.Node]:
        kind = self.rng.random()
        if kind < 0.05:
            return [ast.GivenAtDiscretion()]
        rules = tuple(ast.PreconditionRule)
        if kind < 0.4:
            barred = self.chance(0.25)
            return [ast.GivenAutomatically(), *([self.barred(ast.PreconditionRule.SUSPENDED)] if barred else [])]
        found: list[ast.Node] = []
        if self.chance(0.3):
            found += [ast.GivenInSteps(), *self.claim_steps(timed)]
        elif self.chance(0.15):
            found.append(ast.GivenOnClaim(self.deadline(timed), ast.Where((NOTIFIED,))))
            found.append(ast.GivenOnClaim(self.deadline(timed), ast.Where((NOT_NOTIFIED,))))
        else:
            found.append(ast.GivenOnClaim(self.deadline(timed)))
        if not self.setting.steps and self.chance(0.5) and not any(isinstance(b, ast.GivenInSteps) for b in found):
            self.setting.items = ("subject", "incidents")
            found.append(ast.ClaimIncludes(self.setting.items))
        if self.chance(0.35):
            found.append(self.barred(self.pick(rules)))
        return found

    def barred(self, rule: ast.PreconditionRule) -> ast.Precondition:
        self.setting.facts.add("overdue")
        return ast.Precondition("overdue", "paid_up", rule)

    def claim_steps(self, timed: bool) -> list[ast.Node]:
        names = ("report", "notice", "claim")[-self.pick((1, 2, 2, 3)) :]
        self.setting.steps = names
        found: list[ast.Node] = []
        for word in names:
            takers: tuple[Any, ...] = (None, None, ast.TakenByTicket(), ast.TakenByFact("told"))
            taken_by = self.pick(takers) if word != "claim" else None
            including = None
            if self.chance(0.35) and not isinstance(taken_by, ast.TakenByTicket):
                self.setting.items = ("subject", "incidents")
                including = ast.Including(self.setting.items if self.chance(0.5) else self.setting.items[:1])
            if isinstance(taken_by, ast.TakenByFact):
                self.setting.facts.add("told")
            if isinstance(taken_by, ast.TakenByTicket):
                self.setting.facts.add("ticket")
            found.append(ast.ClaimStep(word, taken_by, self.deadline(timed), including))
        return found

    def deadline(self, timed: bool) -> Any:
        if self.chance(0.2):
            unit = self.pick((ast.PeriodUnit.MONTH, ast.PeriodUnit.QUARTER, ast.PeriodUnit.WEEK))
            period: ast.Period = ast.PlainPeriod(unit)
            if self.chance(0.3):
                period = ast.BillingCycle(number(1), ast.Unit.MONTH, ast.Ordinal(self.pick((1, 15, 31))))
            return ast.DeadlineCycle(ast.Ordinal(self.pick((1, 2))), period)
        anchors: list[Any] = [ast.AnchorPeriodEnd(), ast.AnchorPeriodEnd(), None]
        # A run of failed probes begins where no event says so.
        anchor: Any = self.pick([*anchors, ast.AnchorLastIncident()] if timed and not self.setting.probes else anchors)
        if anchor is None:
            self.setting.facts.add("report_sent")
            anchor = ast.AnchorFact("report_sent")
        if self.chance(0.2):
            day: Any = self.pick((ast.CivilDay(), ast.BusinessDay(name("work"))))
            return ast.DeadlineFullDay(ast.EndOfFullDay(ast.Ordinal(self.pick((1, 2, 5))), day), anchor)
        sizes: tuple[ast.Length, ...] = (
            length(30, ast.Unit.DAY),
            length(1, ast.Unit.MONTH),
            length(48, ast.Unit.HOUR),
            length(24, ast.Unit.HOUR),
            ast.BusinessLength(number(10), ast.Unit.DAY, name("work")),
            ast.BusinessLength(number(8), ast.Unit.HOUR, name("work")),
        )
        return ast.DeadlineAfter(self.pick(sizes), anchor)
