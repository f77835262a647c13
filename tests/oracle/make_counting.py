"""Random policies that count in other ways: probes, counts, sources, resources, weights, measures (O2-O8, D1, D3, D7)."""

from __future__ import annotations

from random import Random
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.money import Rounding
from tests.oracle.make_policy import PolicyMaker
from tests.oracle.make_times import CAUSES, TARGETS, length, name, number, phrase

SOURCES = ("provider", "monitor", "customer")
CLASSES = ("read", "write", "bulk")
RESOURCES = ("db1", "db2", "db3")
KINDS = ("db", "vm")
TIERS = ("gold", "free")
ZONES = ("a", "b", "c")
VALUES = ("latency", "loss")
WEIGHTED = (ast.WeightedByDegree, ast.WeightedByAttribute, ast.WeightedByShares)
COMPONENT, RESOURCE = ast.PartNoun.COMPONENT, ast.PartNoun.RESOURCE


class CountingMaker(PolicyMaker):
    """Draws one policy of other ways of counting."""

    def __init__(self, rng: Random) -> None:
        super().__init__(rng)
        s = self.setting
        self.weighted = self.lists_components = False
        self.all_each = True
        self.own: list[str] = []
        self.resources = self.chance(0.35)
        if self.resources:
            s.components = ()
        if self.chance(0.4):
            s.period, s.span_days = ast.PlainPeriod(ast.PeriodUnit.DAY), 4
            s.needs_subscription = False

    def draw(self) -> ast.Policy:
        tree = super().draw()
        if self.resources:
            # What events name; the policy names none of them.
            self.setting.components = RESOURCES
        return tree

    def service(self) -> ast.Service:
        found = super().service()
        if self.resources:
            found = ast.Service(name("platform"), ast.Qualifiers(), (phrase(ast.AnyResource()),))
        self.lists_components = isinstance(found.phrases[0].body, ast.Components)
        return found

    def exclusion(self, index: int) -> ast.Exclusion:
        """Half of the first are plain, so that much is excluded: outages by cause, or work."""
        if index or self.chance(0.5):
            return super().exclusion(index)
        causes = tuple(name(c) for c in self.rng.sample(CAUSES, 2))
        plain = self.pick((ast.OutagesExcluded(ast.CausedBy(causes)), ast.MaintenanceExcluded(("scheduled",))))
        return ast.Exclusion(name("rule0"), None, ast.Qualifiers(), (phrase(plain),))

    # -------------------- O8

    def reported(self, *, summed: bool = False) -> ast.Reported | None:
        if self.chance(0.6):
            return None
        several = tuple(self.rng.sample(SOURCES, self.pick((2, 2, 3))))
        options: list[Any] = [ast.ReportedBy(self.pick(SOURCES)), ast.ReportedByAny(several)]
        if not summed:
            options += [ast.ReportedByAll(several), ast.FirstReported(several), ast.FirstReported(several)]
        return ast.Reported(self.pick(options))

    # -------------------- the commitment

    def commitment(self, word: str) -> ast.Commitment:
        s = self.setting
        s.commitments.append(word)
        by_time = self.chance(0.7)
        bodies = [ast.CommitmentPeriod(s.period), *(self.of_time() if by_time else self.of_measure(word))]
        rules = ast.PartialRule
        partial = self.pick((rules.COVERED_PART, rules.REST_IS_UP, rules.REST_IS_UP, rules.NOTHING))
        bodies.append(ast.PartialPeriod(partial))
        self.all_each = self.all_each and any(isinstance(b, ast.CombineEach) for b in bodies)
        return ast.Commitment(name(word), name("platform"), ast.Qualifiers(), tuple(map(phrase, bodies)))

    def of_time(self) -> list[ast.Node]:
        watched = self.counted_watching()
        combining = self.counted_combining()
        each = any(isinstance(b, ast.CombineEach) for b in combining)
        weighted = any(isinstance(b, WEIGHTED) for b in combining)
        if weighted and not any(isinstance(b, ast.WatchOutages) for b in watched):
            watched.insert(0, ast.WatchOutages(None, None, self.reported()))
        about = self.resource_phrases(each=each, by_time=True) if self.resources else []
        attributes = self.attributes(watched, about, each=each)
        bodies = [*self.time_targets(watched, attributes), *watched, *combining, *about, self.basis()]
        bodies.append(ast.ExactGranularity() if weighted else self.granularity())
        self.weighted = self.weighted or weighted
        if self.chance(0.2):
            least = self.pick((1, 5, 15))
            bodies.append(ast.ShortestRun(length(least, ast.Unit.MINUTE), self.pick(tuple(ast.LongerRule)), self.chance(0.35)))
        if self.chance(0.15):
            bodies.append(ast.AvailabilityRounding(self.pick(tuple(Rounding)), number(self.pick((0, 1, 2, 3)))))
        if self.chance(0.15):
            bodies.append(ast.Warning(self.pick((_below("99.5"), _above(length(20, ast.Unit.MINUTE))))))
        return bodies

    def attributes(self, watched: list[ast.Node], about: list[ast.Node], *, each: bool) -> list[tuple[str, tuple[str, ...]]]:
        """C1: the attributes of what is judged on its own, with some of their values."""
        named: dict[str, tuple[str, ...]] = {"tier": TIERS, "kind": KINDS, "zone": ZONES}
        found: list[tuple[str, tuple[str, ...]]] = [("tier", TIERS), ("kind", KINDS)] if each and self.resources else []
        found += [(a, named[a]) for b in about if isinstance(b, ast.GroupedBy) for a in b.attributes]
        by_location = any(isinstance(b, ast.WatchProbes) and isinstance(b.locations, ast.EachLocation) for b in watched)
        if by_location and not (each and self.resources):
            found.append(("location", ("ams", "lax")))
        self.setting.each = self.setting.each or bool(found) or by_location
        return found

    def time_targets(self, watched: list[ast.Node], attributes: list[tuple[str, tuple[str, ...]]]) -> list[ast.Node]:
        where = None
        if attributes and self.chance(0.6):
            attribute, values = self.pick(attributes)
            where = ast.Where((ast.AttributeIs(attribute, self.chance(0.3), (self.pick(values),)),))
        certain = all(not isinstance(b, ast.Unobserved) or b.rule is not ast.UnobservedRule.UNKNOWN for b in watched)
        if certain and self.chance(0.2):
            self.setting.in_time, self.setting.targets_in_shares = True, False
            comparison = self.pick((ast.Comparison.AT_MOST, ast.Comparison.LESS_THAN))
            found: list[ast.Node] = [ast.OutagesTarget(comparison, number(self.pick((1, 2, 3))), where)]
            return found if where is None else [*found, ast.NoTarget(ast.Otherwise())]
        if where is not None:
            first = ast.AvailabilityTarget(ast.Comparison.AT_LEAST, ast.Percent(self.pick(TARGETS)), where)
            return [first, ast.AvailabilityTarget(ast.Comparison.AT_LEAST, ast.Percent("90"), ast.Otherwise())]
        return self.targets()

    def counted_watching(self) -> list[ast.Node]:
        s = self.setting
        watched: list[ast.Node] = []
        others: list[ast.Node] = []
        if self.chance(0.35):
            others += self.probe_runs()
        if self.chance(0.25):
            others.append(ast.WatchProbeSlots(self.slot(), self.failing(), self.reported()))
            s.probes = True
        if self.chance(0.4):
            others += self.count_slots()
        if not others or self.chance(0.4):
            severities = ast.Severities(("P1", None)) if self.chance(0.15) else None
            degree = ast.Degree(number(self.pick(("0.5", "0.25")))) if self.chance(0.15) else None
            watched.append(ast.WatchOutages(severities, degree, self.reported()))
        if others:
            s.probes = True
            others.append(ast.Unobserved(self.pick(tuple(ast.UnobservedRule))))
            if self.chance(0.5):
                others.append(ast.Explained())
        return [*watched, *others]

    def slot(self) -> ast.ExactOrCalendarLength:
        minutes = self.pick((5, 15, 60) if self.setting.span_days < 10 else (60, 240, 1440))
        return length(minutes, ast.Unit.MINUTE)

    def failing(self) -> ast.AllFailed | ast.ShareFailed:
        if self.chance(0.3):
            return ast.AllFailed()
        comparison = self.pick((ast.Comparison.AT_LEAST, ast.Comparison.MORE_THAN))
        return ast.ShareFailed(comparison, ast.Percent(self.pick(("5", "20", "50", "33.3"))))

    def probe_runs(self) -> list[ast.Node]:
        self.setting.probes = True
        options: tuple[Any, ...] = (
            ast.AnyLocation(),
            ast.AllLocations(),
            ast.SomeLocations(number(2)),
            ast.EachLocation(),
        )
        found: list[ast.Node] = [ast.WatchProbes(number(self.pick((1, 2, 3))), self.pick(options), self.reported())]
        if self.chance(0.6):
            found.append(ast.ProbeHold(length(self.pick((1, 5, 10, 45)), ast.Unit.MINUTE)))
        return found

    def count_slots(self) -> list[ast.Node]:
        of_class = ast.OfClass(tuple(self.rng.sample(CLASSES, self.pick((1, 2))))) if self.chance(0.4) else None
        least = ast.LeastRequests(number(self.pick((1, 100, 101)))) if self.chance(0.4) else None
        return [
            ast.WatchCounts(of_class, self.slot(), self.failing(), least, self.reported()),
            ast.UnevenCounts(self.pick(tuple(ast.UnevenRule))),
            ast.EmptySlot(self.pick((ast.EmptySlotRule.UP, ast.EmptySlotRule.DOWN))),
        ]

    # -------------------- D3

    def counted_combining(self) -> list[ast.Node]:
        part = RESOURCE if self.resources else COMPONENT
        if not self.resources and not self.setting.components:
            return [ast.WeightedByDegree()] if self.chance(0.25) else []
        options: list[ast.Node] = [
            ast.CombineAny(part),
            ast.CombineAll(part),
            ast.CombineSome(number(2), part),
            ast.CombineEach(part),
            ast.WeightedByDegree(),
        ]
        if self.resources:
            options += [ast.WeightedByAttribute("share"), ast.WeightedByAttribute("share")]
        elif self.setting.components and self.lists_components:
            shares = self.pick((("60", "39", "1"), ("33.3", "33.3", "33.4"), ("50", "25", "25")))
            weights = [ast.Weight(name(c), ast.Percent(p)) for c, p in zip(self.setting.components, shares, strict=False)]
            options += [ast.WeightedByShares(tuple(weights))] * 2
        rule = self.pick(options)
        self.setting.each = self.setting.each or isinstance(rule, ast.CombineEach)
        return [rule]

    def resource_phrases(self, *, each: bool, by_time: bool) -> list[ast.Node]:
        found: list[ast.Node] = []
        if self.chance(0.4):
            conditions = [ast.AttributeIs("kind", self.chance(0.3), ("db",))]
            if self.chance(0.3):
                conditions.append(ast.AttributeIs("tier", True, ("free",)))
            found.append(ast.OnlyResources(ast.Where(tuple(conditions))))
        if not each and self.chance(0.4):
            self.setting.each = True
            found.append(ast.GroupedBy(self.pick((("zone",), ("kind", "zone"), ("tier",)))))
        if not by_time:
            return found
        if self.chance(0.35):
            found.append(ast.OnlyWhile(ast.SpreadOver(number(2), "zone")))
        if self.chance(0.35):
            age = self.pick((length(2, ast.Unit.HOUR), length(1, ast.Unit.DAY), length(1, ast.Unit.MONTH)))
            found.append(ast.OnlyWhile(ast.Aged(age)))
        if self.chance(0.3):
            found.append(ast.OnlyWhile(ast.AttributeIs("tier", self.chance(0.5), ("gold",))))
        return [*found, ast.OtherTime(self.pick(tuple(ast.OtherTimeRule)))]

    # -------------------- D7

    def of_measure(self, word: str) -> list[ast.Node]:
        gauge = self.pick(("requests", "slots", "executions", "values"))
        self.setting.gauges[word] = gauge
        of_class = ast.OfClass(tuple(self.rng.sample(CLASSES, self.pick((1, 2))))) if self.chance(0.3) else None
        found: list[ast.Node] = [*self.measure_targets(gauge)]
        match gauge:
            case "requests":
                measure: Any = ast.GoodRequests(of_class)
            case "slots":
                measure = ast.MeanOfSlots(of_class, self.slot())
                found += [
                    ast.EmptySlot(self.pick(tuple(ast.EmptySlotRule))),
                    ast.Unobserved(self.pick(tuple(ast.UnobservedRule))),
                ]
            case "executions":
                measure = ast.GoodExecutions(of_class)
            case _:
                percent = ast.PercentileOf(number(self.pick(("50", "95", "99.9", "100"))), "latency")
                measure = self.pick((ast.MeanOf("latency"), ast.WorstOf("latency"), percent, percent))
        found.append(ast.MeasuredBy(measure, self.reported(summed=True)))
        found.append(ast.EmptyMeasure(self.pick(tuple(ast.EmptyMeasureRule))))
        if gauge in ("requests", "slots"):
            found.append(ast.UnevenCounts(self.pick(tuple(ast.UnevenRule))))
        if gauge != "values" and self.chance(0.35):
            admitted = of_class.classes if of_class else CLASSES
            found.append(ast.ClassScores(self.pick(admitted), number(self.pick(("0", "0.5", "0.25")))))
        if gauge != "values" and self.chance(0.15):
            found.append(ast.AvailabilityRounding(self.pick(tuple(Rounding)), number(self.pick((0, 1, 2)))))
        if self.chance(0.4):
            found.append(ast.Explained())
        part = RESOURCE if self.resources else COMPONENT
        each = (self.resources or bool(self.setting.components)) and self.chance(0.35)
        if each:
            found.append(ast.CombineEach(part))
            self.setting.each = True
        if self.resources:
            found += self.resource_phrases(each=each, by_time=False)
        if self.chance(0.15):
            found.append(ast.Warning(_above(number(3)) if gauge in ("requests", "executions", "values") else _below("99.5")))
        return found

    def measure_targets(self, gauge: str) -> list[ast.Node]:
        if gauge == "values":
            self.setting.in_time, self.setting.targets_in_shares = True, False
            return [ast.ValueTarget(self.pick(tuple(ast.Comparison)), number(self.pick(("100", "200", "120.5"))))]
        if gauge != "slots" and self.chance(0.3):
            self.setting.in_time, self.setting.targets_in_shares = True, False
            comparison = self.pick((ast.Comparison.AT_MOST, ast.Comparison.LESS_THAN))
            return [ast.BadTarget(comparison, number(self.pick((1, 3, 10))))]
        comparison = self.pick((ast.Comparison.AT_LEAST, ast.Comparison.MORE_THAN))
        return [ast.GoodTarget(comparison, ast.Percent(self.pick(("99", "95", "90", "50"))))]

    # -------------------- C2: rows that fit

    def by_number(self) -> list[tuple[ast.Limit, ...]]:
        if "values" not in self.setting.gauges.values():
            return super().by_number()
        return self._upward([number(n) for n in sorted(self.rng.sample((80, 100, 150, 200), self.pick((1, 2))))])

    def credit(self, commitment: ast.Commitment) -> ast.Credit:
        bodies = [p.body for p in commitment.phrases]
        self.own = [a for b in bodies if isinstance(b, ast.GroupedBy) for a in b.attributes]
        if self.resources and any(isinstance(b, ast.CombineEach) for b in bodies):
            self.own += ["kind", "tier"]
        return super().credit(commitment)

    def charges_of(self, *, affected: bool = False) -> ast.Charges:
        """C4: only what is judged on its own can be the affected one."""
        if affected and self.own and self.chance(0.5):
            return attrs.evolve(super().charges_of(), affected=ast.AffectedAttribute(self.pick(self.own)))
        found = super().charges_of(affected=affected and self.all_each)
        return attrs.evolve(found, affected=RESOURCE) if found.affected is not None and self.resources else found

    def _variant(self, body: ast.Node) -> ast.Node | None:
        if isinstance(body, ast.CombineEach) or (isinstance(body, ast.ExactGranularity) and self.weighted):
            return None
        return super()._variant(body)


def _above(figure: Any) -> ast.Limit:
    return ast.Limit(ast.Bound.ABOVE, figure)


def _below(percent: str) -> ast.Limit:
    return ast.Limit(ast.Bound.BELOW, ast.Percent(percent))
