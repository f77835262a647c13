"""The terms of random policies: exclusions; with credits, joint rules and rights."""

from __future__ import annotations

from typing import Any

from slalang.syntax import ast
from tests.oracle.make_credits import CreditMaker
from tests.oracle.make_joints import JointMaker
from tests.oracle.make_rights import RightMaker
from tests.oracle.make_times import (
    CAUSES,
    HOUR,
    MINUTE,
    length,
    name,
    number,
    phrase,
)


class TermsMaker(JointMaker, CreditMaker, RightMaker):
    """Draws exclusions, and what the other makers draw."""

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
