"""Random policies as trees: always valid, small, and made of everything that the oracle judges."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.money import Rounding
from tests.oracle.make_terms import TermsMaker
from tests.oracle.make_times import (
    MINUTE,
    TARGETS,
    length,
    name,
    number,
    phrase,
)

COMPONENT = ast.PartNoun.COMPONENT


class PolicyMaker(TermsMaker):
    """Draws one policy; the same seed gives the same policy."""

    TOGETHER, POINTS, RIGHT = 0.35, 0.3, 0.4
    EXCLUSIONS: tuple[int, ...] = (0, 1, 2, 2, 2, 3)

    # -------------------- the document

    def draw(self) -> ast.Policy:
        rules: list[Any] = [self.agreement(), self.throughout(), self.causes(), *self.parameters()]
        rules += self.calendars()
        rules.append(self.service())
        commitments = [self.commitment("uptime")]
        together, self.setting.points = self.chance(self.TOGETHER), self.chance(self.POINTS)
        if together or self.chance(0.2):
            commitments.append(self.commitment("second"))
        rules += commitments
        rules += [self.exclusion(i) for i in range(self.pick(self.EXCLUSIONS))]
        rules += [self.credit(c) for c in commitments if together or self.chance(0.85)]
        if together:
            rules.append(self.joint([c.name.text for c in commitments]))
        if self.chance(self.RIGHT) and not self.setting.each:
            rules.append(self.right("penalty_cap" if together else None, shares=self.setting.targets_in_shares))
        return ast.Policy(tuple(self.with_readings(rules)))

    def agreement(self) -> ast.Agreement:
        s = self.setting
        first = s.month + timedelta(days=self.pick((3, 15, 31))) if self.chance(0.07) else date(1970, 1, 1)
        until = s.month + timedelta(days=40) if self.chance(0.05) else None
        bodies: tuple[ast.Node, ...] = (
            ast.Provider("Provider"),
            ast.Zone(ast.ZoneName(s.zone)),
            ast.Currency(s.currency),
            ast.InForce(first, until),
        )
        return ast.Agreement("Generated", "1", tuple(phrase(b) for b in bodies))

    def throughout(self) -> ast.Throughout:
        rounding = ast.MoneyRounding(self.pick(tuple(Rounding)))
        rule = self.pick((ast.RowsNeedMiss(), ast.RowsNeedMiss(), ast.RowsStandAlone()))
        return ast.Throughout((phrase(rounding), phrase(rule)))

    def causes(self) -> ast.Causes:
        kinds = (ast.Cause(name("network")), ast.Cause(name("equipment")))
        others = tuple(ast.Cause(name(c)) for c in ("third_party", "force_majeure"))
        return ast.Causes((ast.Cause(name("customer"), kinds), *others))

    def parameters(self) -> list[ast.Parameter]:
        def parameter(word: str, kind: Any, default: Any) -> ast.Parameter:
            return ast.Parameter(name(word), ast.Qualifiers(), kind, ast.Default(default))

        self.setting.parameters = ["plan", "notified", "penalty", "fee", "seats", "region"]
        plan = ast.WordChoice(("gold", "basic"))
        return [
            parameter("plan", plan, "basic" if self.chance(0.85) else None),
            parameter("notified", ast.ParameterType.YES_OR_NO, ast.YesNo.NO),
            parameter("penalty", ast.ParameterType.PERCENTAGE, ast.Percent("7.5") if self.chance(0.9) else None),
            parameter(
                "fee",
                ast.ParameterType.AMOUNT,
                ast.Money(self.setting.currency, number(100)) if self.chance(0.9) else None,
            ),
            parameter("seats", ast.ParameterType.NUMBER, number(10) if self.chance(0.85) else None),
            parameter("region", ast.ParameterType.WORD, "eu" if self.chance(0.85) else None),
        ]

    # -------------------- O, D, C1

    def service(self) -> ast.Service:
        s = self.setting
        body: ast.Node = ast.NoComponents()
        if s.components:
            body = ast.AnyComponent() if self.chance(0.15) else ast.Components(tuple(map(name, s.components)))
        return ast.Service(name("platform"), ast.Qualifiers(), (phrase(body),))

    def commitment(self, word: str) -> ast.Commitment:
        s = self.setting
        s.commitments.append(word)
        bodies: list[ast.Node] = [*self.targets(), ast.CommitmentPeriod(s.period), *self.watching()]
        if self.chance(0.1):
            bodies.append(ast.Warning(ast.Limit(ast.Bound.BELOW, ast.Percent("99.99"))))
        if s.components:
            bodies.append(self.combining())
        rules = ast.PartialRule
        partial = ast.PartialPeriod(
            self.pick((rules.COVERED_PART, rules.COVERED_PART, rules.REST_IS_UP, rules.REST_IS_UP, rules.NOTHING))
        )
        if isinstance(s.period, ast.PlainPeriod) and s.period.unit is ast.PeriodUnit.MONTH and self.chance(0.05):
            bodies.append(ast.JudgedOver(ast.PlainPeriod(ast.PeriodUnit.QUARTER, s.period.zone)))
            partial = ast.PartialPeriod(ast.PartialRule.REST_IS_UP)
        bodies += [partial, self.basis(), self.granularity()]
        if self.chance(0.3):
            least = self.pick((1, 5, 15))
            s.lengths.append(least * MINUTE)
            bodies.append(ast.ShortestRun(length(least, ast.Unit.MINUTE), self.pick(tuple(ast.LongerRule)), self.chance(0.35)))
        if self.chance(0.2):
            bodies.append(ast.AvailabilityRounding(self.pick(tuple(Rounding)), number(self.pick((0, 1, 2, 3)))))
        return ast.Commitment(name(word), name("platform"), ast.Qualifiers(), tuple(map(phrase, bodies)))

    def targets(self) -> list[ast.Node]:
        def target(when: ast.When | None) -> ast.Node:
            if self.chance(0.1):
                allowed = self.pick((5, 43, 60))
                self.setting.lengths.append(allowed * MINUTE)
                self.setting.in_time = True
                comparison = self.pick((ast.Comparison.AT_MOST, ast.Comparison.LESS_THAN))
                return ast.DowntimeTarget(comparison, length(allowed, ast.Unit.MINUTE), when)
            percent = ast.Percent(self.pick(TARGETS))
            self.setting.shares.append(percent)
            comparison = ast.Comparison.AT_LEAST
            if percent.digits != "100" and self.chance(0.3):
                comparison = ast.Comparison.MORE_THAN
            return ast.AvailabilityTarget(comparison, percent, when)

        if self.chance(0.75):
            return [target(None)]
        day = self.setting.month + timedelta(days=self.pick((0, 1, 31)))
        where = self.pick(
            (
                ast.Where((ast.ParameterIs(name("plan"), self.chance(0.3), "gold"),)),
                ast.Where((ast.ParameterIs(name("seats"), self.chance(0.3), number(self.pick(("10", "25.5")))),)),
                ast.Where((ast.ParameterIs(name("region"), self.chance(0.3), "eu"),)),
                ast.Where((ast.StartsBefore(day),)),
                ast.Where((ast.StartsFrom(day), ast.ParameterIs(name("plan"), False, "gold"))),
            )
        )
        last = ast.NoTarget(ast.Otherwise()) if self.chance(0.3) else target(ast.Otherwise())
        return [target(where), last]

    def watching(self) -> list[ast.Node]:
        s = self.setting
        severities = degree = None
        if self.chance(0.25):
            severities = ast.Severities(self.pick((("P1", None), ("SEV-0", "P1"), (None,))))
        if self.chance(0.2):
            degree = ast.Degree(number(self.pick(("0.5", "1", "0.25"))))
        outages = ast.WatchOutages(severities, degree)
        if self.chance(0.65):
            return [outages]
        s.probes = True
        locations: Any = self.pick((ast.AnyLocation(), ast.AllLocations(), ast.SomeLocations(number(2))))
        probes = ast.WatchProbes(number(self.pick((1, 2, 3))), locations)
        unobserved = ast.Unobserved(self.pick(tuple(ast.UnobservedRule)))
        return [*([outages] if self.chance(0.3) else []), probes, unobserved]

    def combining(self) -> ast.Node:
        rule: ast.Node = self.pick(
            (
                ast.CombineAny(COMPONENT),
                ast.CombineAny(COMPONENT),
                ast.CombineAll(COMPONENT),
                ast.CombineSome(number(2), COMPONENT),
                ast.CombineEach(COMPONENT),
            )
        )
        self.setting.each = self.setting.each or isinstance(rule, ast.CombineEach)
        return rule

    def basis(self) -> ast.Basis:
        kind = self.rng.random()
        if kind < 0.6:
            return ast.Basis(ast.WholePeriod())
        if kind < 0.8:
            return ast.Basis(ast.PeriodLessExcluded())
        return ast.Basis(ast.CalendarHours(name(self.pick(self.setting.calendars))))

    def granularity(self) -> ast.Node:
        kind, minutes = self.rng.random(), self.pick((1, 5, 15, 60))
        if kind < 0.5:
            return ast.ExactGranularity()
        self.setting.lengths.append(minutes * MINUTE)
        size = length(minutes, ast.Unit.MINUTE)
        if kind < 0.75:
            return ast.SlotGranularity(size, self.pick(tuple(ast.SlotRule)))
        if self.setting.probes:
            # A run of time that nobody observed has no beginning from which its length could be rounded.
            return ast.ExactGranularity()
        return ast.RunGranularity(self.pick(tuple(ast.RunRounding)), size)

    # -------------------- P6

    def with_readings(self, rules: list[Any]) -> list[Any]:
        """A group of two readings that change one phrase, or none."""
        if not self.chance(0.2):
            return rules
        candidates = [
            (i, j)
            for i, rule in enumerate(rules)
            if isinstance(rule, ast.Commitment | ast.Credit)
            for j, part in enumerate(rule.phrases)
            if self._variant(part.body) is not None
        ]
        if not candidates:
            return rules
        i, j = self.pick(candidates)
        phrases = list(rules[i].phrases)
        other = self._variant(phrases[j].body)
        if other is None:
            return rules
        phrases[j : j + 1] = [phrase(phrases[j].body, "strict"), phrase(other, "mild")]
        governs = self.chance(0.5)
        group = ast.Ambiguity(
            name("wording"),
            ast.Qualifiers(),
            (
                ast.Reading(name("strict"), governs, "The text says so."),
                ast.Reading(name("mild"), not governs, "The text may mean so."),
            ),
        )
        rules = list(rules)
        rules[i] = attrs.evolve(rules[i], phrases=tuple(phrases))
        return [*rules[:-1], group, rules[-1]]

    def _variant(self, body: ast.Node) -> ast.Node | None:
        match body:
            case ast.CombineAny(part):
                return ast.CombineAll(part)
            case ast.CombineEach() if self.setting.each:
                return ast.CombineAny(COMPONENT)
            case ast.AvailabilityTarget(comparison, _, None):
                return ast.AvailabilityTarget(comparison, ast.Percent("98"), None)
            case ast.Basis(ast.WholePeriod()):
                return ast.Basis(ast.PeriodLessExcluded())
            case ast.ExactGranularity():
                return ast.SlotGranularity(length(5, ast.Unit.MINUTE), ast.SlotRule.TOUCHED)
            case ast.CreditRow(ast.MissedTarget(), ast.UnavailableShare(), None) if not self.setting.in_time:
                return ast.CreditRow(ast.MissedTarget(), ast.Shortfall())
        return None
