"""One commitment for one customer: periods, measuring, status and credit (T8, D1-D8, C1-C6, V1)."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

import attrs

from slalang.syntax import ast
from slalang.values.events import Event, Fact, Subscription
from slalang.values.instants import format_instant
from tests.oracle import credits, stream
from tests.oracle.calendars import Land
from tests.oracle.civil import DAY, exact_us
from tests.oracle.downtime import Classes, Measuring, Timeline, WindowRule, cause_rules
from tests.oracle.periods import Period, from_at, holding, to_at, touching
from tests.oracle.policy import (
    Contract,
    MissingError,
    bodies,
    body,
    in_force,
    rules_of,
    said,
)
from tests.oracle.watching import watch_part
from tests.oracle.windows import pass_windows, windows_of

Verdict = dict[str, Any]


class World(Protocol):
    """What a commitment is judged in: one policy, one stream, one `as of`."""

    tree: ast.Policy
    land: Land
    seen: set[str]
    currency: str
    as_of: int
    told: list[Event]
    events: list[Event]

    def subscriptions(self, events: list[Event]) -> list[Subscription]: ...


@attrs.frozen(slots=True)
class Measured:
    """What was measured: the classes where unknown time is no bad time, and those where all of it is (O5)."""

    least_bad: Classes
    most_bad: Classes | None
    timeline: Timeline


class Judging:
    """One commitment for one customer."""

    def __init__(self, of: World, commitment: ast.Commitment, customer: str | None) -> None:
        self.of, self.commitment, self.customer = of, commitment, customer
        self.tree, self.land, self.seen = of.tree, of.land, of.seen
        service = commitment.service.text
        ours = [e for e in of.events if e.service in (None, service)]
        told = [e for e in of.told if e.service in (None, service) and stream.concerns(e, customer)]
        self.components = self._components(service, told)
        mine = [e for e in ours if stream.concerns(e, customer)]
        self.observed = [e for e in mine if stream.touched(e, of.land.zone) and stream.parts(e, self.components)]
        if len(self.observed) < sum(stream.touched(e, of.land.zone) is not None for e in mine):
            self.seen.add("O7-ignored")
        self.events = mine
        self.facts = [e for e in mine if isinstance(e, Fact)]
        self.subscriptions = of.subscriptions(mine)
        self.timelines: dict[Any, Timeline] = {}
        self.passed: dict[Any, Any] = {}

    def _components(self, name: str, events: list[Event]) -> tuple[str, ...]:
        """O7, wire: the components that the policy names, or those that events name."""
        service = next((s for s in rules_of(self.tree, ast.Service) if s.name.text == name), None)
        rule = body(service, ast.Components, ast.AnyComponent) if service else None
        if isinstance(rule, ast.Components):
            return tuple(n.text for n in rule.names)
        if isinstance(rule, ast.AnyComponent):
            return tuple(sorted({c for e in events if e.service in (None, name) for c in e.components or ()}))
        return ()

    # -------------------- T8, wire: periods

    @cached_property
    def periods(self) -> list[Period]:
        """Wire: every period that the events or the subscription touch, none that starts after `as of`."""
        rule = body(self.commitment, ast.CommitmentPeriod).period
        if isinstance(rule, ast.BillingCycle) and rule.day is None and not any(s.billing_day for s in self.subscriptions):
            return []
        spans = [t for e in self.observed if (t := stream.touched(e, self.land.zone))]
        for subscription in self.subscriptions:
            start, end = from_at(self.land, subscription), to_at(self.land, subscription)
            spans.append((start, min(self.of.as_of + 1, end if end is not None else self.of.as_of + 1)))
        found = {
            (p.start, p.end): p
            for start, end in spans
            if start < end
            for p in touching(self.land, rule, self.subscriptions, start, min(end, self.of.as_of + 1))
            if p.start <= self.of.as_of
        }
        return [found[key] for key in sorted(found)]

    def judged_over(self, period: Period) -> Period:
        """The longer period whose availability this one takes."""
        rule = body(self.commitment, ast.JudgedOver)
        if rule is None:
            return period
        self.seen.add("C1-judged-over")
        return holding(self.land, rule.period, self.subscriptions, period.start) or period

    # -------------------- D: measuring

    def covered(self) -> list[tuple[int, int]] | None:
        """T8: what the subscription covers; None without one: everything."""
        if not self.subscriptions:
            return None
        far = max(self.of.as_of, *(p.end for p in self.wanted_periods)) + 1
        return [(from_at(self.land, s), e if (e := to_at(self.land, s)) is not None else far) for s in self.subscriptions]

    @cached_property
    def wanted_periods(self) -> list[Period]:
        return [q for p in self.periods for q in (p, self.judged_over(p))]

    @property
    def partial(self) -> ast.PartialRule:
        rules = said(self.tree, self.commitment, ast.PartialPeriod)
        return rules[0].rule if rules else ast.PartialRule.REST_IS_UP

    def exclusions(self) -> list[tuple[int, ast.Exclusion]]:
        name = self.commitment.name.text
        return [
            (i, e)
            for i, e in enumerate(rules_of(self.tree, ast.Exclusion))
            if e.commitments is None or any(n.text == name for n in e.commitments)
        ]

    def window_rules(self, contract: Contract) -> tuple[tuple[WindowRule, ...], list[tuple[ast.Exclusion, Any]]]:
        """X2-X5: each exclusion's windows through its conditions, in listed order."""
        if "all" not in self.passed:
            self.passed["all"] = self._pass_all(contract)
        result: tuple[tuple[WindowRule, ...], list[tuple[ast.Exclusion, Any]]] = self.passed["all"]
        return result

    def _contract_at(self, start: int, otherwise: Contract) -> Contract:
        """C7: the contract that governs the period in which a window starts."""
        rule = body(self.commitment, ast.CommitmentPeriod).period
        period = holding(self.land, rule, self.subscriptions, start)
        return otherwise if period is None else Contract(self.tree, self.land, self.subscriptions, period)

    def _pass_all(self, contract: Contract) -> tuple[tuple[WindowRule, ...], list[tuple[ast.Exclusion, Any]]]:
        rules, everything = [], []
        for place, exclusion in self.exclusions():
            found = windows_of(exclusion, self.land, self.observed, self.components, self._window_span(exclusion))
            passed = pass_windows(
                exclusion, found, self.land, self.facts, self.subscriptions, lambda at: self._contract_at(at, contract)
            )
            everything.append((exclusion, passed))
            if body(exclusion, ast.NothingExcluded):
                continue
            only = body(exclusion, ast.OnlyCausedBy)
            causes = tuple(n.text for n in only.caused_by.causes) if only else None
            rules.append(WindowRule(place, exclusion.name.text, tuple(passed), causes))
        return tuple(rules), everything

    def _window_span(self, exclusion: ast.Exclusion) -> tuple[int, int]:
        """Where recurring windows are wanted: the periods, and back to where any total over them begins."""
        start = first = min(p.start for p in self.wanted_periods)
        if body(exclusion, ast.RecurringExcluded) is None:
            return start, start
        for rule in bodies(exclusion, ast.Total, ast.MostWindows):
            # A window that reaches into the first period may belong to the total's period before.
            held = holding(self.land, rule.period, self.subscriptions, first - 2 * DAY)
            start = min(start, held.start if held else start)
        return start, max(p.end for p in self.wanted_periods)

    def measure(self, period: Period, component: str | None, contract: Contract) -> Measured:
        """D1-D8 for one period, with unknown time as no bad time and, where there is any, with all of it."""
        rules = said(self.tree, self.commitment, ast.Unobserved)
        unobserved = rules[0].rule if rules else ast.UnobservedRule.UNKNOWN
        covered = self.covered()
        timeline = self.timeline(component, contract, unobserved)
        least = timeline.classes(period, covered, self.partial)
        most = None
        if least.unknown:
            darker = self.timeline(component, contract, ast.UnobservedRule.DOWN)
            most = darker.classes(period, covered, self.partial)
        return Measured(least, most, timeline)

    def timeline(self, component: str | None, contract: Contract, unobserved: ast.UnobservedRule) -> Timeline:
        windows, _ = self.window_rules(contract)
        declared = said(self.tree, self.commitment, ast.Unobserved)
        key = (component, unobserved, id(windows))
        if key not in self.timelines:
            everywhere: tuple[str | None, ...] = self.components or (None,)
            watched = said(self.tree, self.commitment, ast.WatchOutages, ast.WatchProbes)
            parts = everywhere if component is None else (component,)
            how = Measuring(
                {p: watch_part(watched, self.observed, p, self.components, self.of.as_of, self.seen) for p in parts},
                self._one(ast.CombineAny, ast.CombineAll, ast.CombineSome, ast.CombineEach),
                tuple(cause_rules(self.exclusions(), everywhere)),
                windows,
                self._one(ast.ShortestRun),
                self._one(ast.ExactGranularity, ast.SlotGranularity, ast.RunGranularity),
                getattr(self._one(ast.Basis), "of", ast.WholePeriod()),
                unobserved,
                bool(declared) and unobserved is not declared[0].rule,
                tuple(self.facts),
            )
            edges = {edge for p in self.wanted_periods for edge in (p.start, p.end)}
            edges |= {edge for piece in self.covered() or () for edge in piece}
            # What nobody observed has no beginning: no run of it starts at the first thing that is known.
            edges.add(min(edges) - 400 * DAY)
            self.timelines[key] = Timeline(how, self.land, edges)
        return self.timelines[key]

    def _one(self, *kinds: type[ast.Node]) -> Any:
        return next(iter(said(self.tree, self.commitment, *kinds)), None)

    # -------------------- V1: the verdicts

    def verdicts(self) -> list[tuple[Period, Verdict]]:
        each = isinstance(self._one(ast.CombineAny, ast.CombineAll, ast.CombineSome, ast.CombineEach), ast.CombineEach)
        parts: tuple[str | None, ...] = self.components if each and self.components else (None,)
        if each and len(parts) > 1:
            self.seen.add("D3-each")
        return [(p, self._with_claims(p, part)) for p in self.periods for part in parts]

    def _with_claims(self, period: Period, component: str | None) -> Verdict:
        claims = credits.claims_for(self.events, self.commitment, period.name, component)
        return self.verdict(period, component) | {"claims": [c.id for c in claims]}

    def verdict(self, period: Period, component: str | None) -> Verdict:
        contract = Contract(self.tree, self.land, self.subscriptions, period)
        over = self.judged_over(period)
        verdict: Verdict = {
            "kind": "availability",
            "customer": self.customer,
            "service": self.commitment.service.text,
            "component": component,
            "commitment": self.commitment.name.text,
            "period": {
                "name": period.name,
                "start": format_instant(period.start),
                "end": format_instant(period.end),
            },
            "provisional": self.of.as_of < period.end,
            "missing": [],
            "findings": [],
            "credit": credits.nothing(self.of.currency),
        }
        if not in_force(self.tree, self.land, period):
            return verdict | {"status": "not_applicable"}
        if not self._covers_any(period):
            self.seen.add("T8-not-covered")
            return verdict | {"status": "not_applicable"}
        if self.partial is ast.PartialRule.NOTHING and not self._covers_whole(period):
            self.seen.add("T8-nothing")
            return verdict | {"status": "not_applicable"}
        own = self.measure(period, component, contract)
        measured = own if over == period else self.measure(over, component, contract)
        verdict["time_us"] = time_us(own.least_bad)
        verdict["findings"] += self._covenants(period, component, contract)
        self._note(own, period)
        if measured.least_bad.basis == 0:
            self.seen.add("D7-empty")
            return verdict | {"status": "not_applicable"}
        return self._judge(verdict, period, component, contract, own, measured)

    def _covers_any(self, period: Period) -> bool:
        covered = self.covered()
        return covered is None or any(s < period.end and period.start < e for s, e in covered)

    def _covers_whole(self, period: Period) -> bool:
        covered = self.covered()
        if covered is None:
            return True
        points = sorted({period.start, *(e for piece in covered for e in piece if period.start < e < period.end)})
        return all(any(s <= at < e for s, e in covered) for at in points)

    def _covenants(self, period: Period, component: str | None, contract: Contract) -> list[tuple[str, str | None, list[str]]]:
        """X3, wire: a noted breach, on the verdict of the period in which the window starts."""
        return [
            ("covenant", exclusion.name.text, [p.window.id] if p.window.id else [])
            for exclusion, passed in self.window_rules(contract)[1]
            for p in passed
            for _ in p.broken
            if period.start <= p.window.start < period.end and (component is None or component in p.window.covers)
        ]

    def _judge(
        self,
        verdict: Verdict,
        period: Period,
        component: str | None,
        contract: Contract,
        own: Measured,
        measured: Measured,
    ) -> Verdict:
        low, high = measured.least_bad, measured.most_bad
        if high is not None and high.basis == 0:
            high = None  # were all of it bad, it would all be excluded, and nothing of the period left to miss
        verdict["provisional"] = self.of.as_of < max(period.end, self.judged_over(period).end)
        shown = self._rounded(low.availability)
        verdict["availability"] = {"exact": low.availability, "target": None}
        if shown is not None:
            verdict["availability"]["rounded"] = shown
        if high is not None:
            verdict["availability"] |= {"least": high.availability, "most": low.availability}
        target: Any = None
        missing: list[str] = []
        try:
            target = self._target(contract)
        except MissingError as error:
            missing = list(error.names)
        edge = target.percent.share if isinstance(target, ast.AvailabilityTarget) else None
        points = [self._point(low.availability, low.counted, target)]
        if high is not None:
            self.seen.add("O5-unknown")
            points = self._span_points(low, high, target)
        who = credits.Claimant(
            self.tree,
            self.land,
            self._credit_rule(),
            self.commitment,
            contract,
            period,
            component,
            self.components,
            self.events,
            self.subscriptions,
            self.of.as_of,
            self.of.currency,
            edge,
            measured.timeline.last_incident(self.judged_over(period), self.covered()),
        )
        if isinstance(target, ast.AvailabilityTarget | ast.DowntimeTarget):
            if isinstance(target, ast.AvailabilityTarget):
                verdict["availability"]["target"] = target.percent.digits
            breached = {p.breached for p in (points[0], points[-1])}
            verdict["status"] = "undetermined" if len(breached) > 1 else "breached" if breached.pop() else "met"
            if verdict["status"] == "undetermined":
                self.seen.add("O5-undetermined")
                verdict["missing"] = ["observations"]
        elif missing:
            verdict |= {"status": "undetermined", "missing": missing}
        else:
            self.seen.add("C1-no-target")
            return verdict | {"status": "not_applicable"}
        self._warn(verdict, points[0])
        return self._credit(verdict, who, points, missing)

    def _point(self, availability: Fraction, counted: int, target: Any) -> credits.Judged:
        shown = self._rounded(availability)
        value = availability if shown is None else shown
        return credits.Judged(value, counted, target is not None and not is_met(target, value, counted))

    def _span_points(self, low: Classes, high: Classes, target: Any) -> list[credits.Judged]:
        """O5: everything between the two measurements that a row could tell apart."""
        most, least = low.availability, high.availability
        limits = {
            limit.of.share
            for row in self._rows()
            if isinstance(row.limits, ast.Limits)
            for limit in row.limits.limits
            if isinstance(limit.of, ast.Percent)
        }
        if isinstance(target, ast.AvailabilityTarget):
            limits.add(target.percent.share)
        step = Fraction(1, low.basis)
        near = {value for limit in limits for value in (limit - step, limit, limit + step) if least < value < most}
        between = sorted((least, *near, most), reverse=True)
        return [self._point(a, int(low.basis * (1 - a)), target) for a in between]

    def _rounded(self, availability: Fraction) -> Fraction | None:
        rule = self._one(ast.AvailabilityRounding)
        if rule is None:
            return None
        value = credits.rounded(availability * 100, int(rule.digits.value), rule.rounding) / 100
        if value != availability:
            self.seen.add("D7-rounded")
        return value

    def _target(self, contract: Contract) -> Any:
        """C1: the first target whose condition holds; None where none does."""
        for rule in bodies(self.commitment, ast.AvailabilityTarget, ast.DowntimeTarget, ast.NoTarget):
            if isinstance(rule.when, ast.Where):
                self.seen.add("C1-where")
            if not isinstance(rule.when, ast.Where) or contract.holds(rule.when):
                return None if isinstance(rule, ast.NoTarget) else rule
        return None

    def _credit_rule(self) -> Any:
        name = self.commitment.name.text
        return next((c for c in rules_of(self.tree, ast.Credit) if c.commitment.text == name), None)

    def _rows(self) -> list[ast.CreditRow]:
        rule = self._credit_rule()
        return list(bodies(rule, ast.CreditRow)) if rule else []

    def _warn(self, verdict: Verdict, point: credits.Judged) -> None:
        """C1: a warning level beside the target."""
        warning = body(self.commitment, ast.Warning)
        if warning and point.availability < warning.percent.share:
            self.seen.add("C1-warning")
            verdict["findings"].append(("warning", None, []))

    def _credit(self, verdict: Verdict, who: credits.Claimant, points: list[credits.Judged], missing: list[str]) -> Verdict:
        if who.credit is None:
            return verdict
        if missing:
            needed = credits.what_is_needed(who)
            return verdict | {"credit": credits.undetermined(who.currency, [*missing, *needed])}
        outcomes = [credits.yielded(who, p) for p in points]
        hole = outcomes[0].pop("hole", False)
        if any({**o, "hole": None} != {**outcomes[0], "hole": None} for o in outcomes[1:]):
            self.seen.add("O5-credit-undetermined")
            return verdict | {"credit": credits.undetermined(who.currency, ["observations"])}
        if hole and verdict["status"] == "breached":
            verdict["findings"].append(("bracket_hole", None, []))
        credit, used = credits.given(who, outcomes[0])
        return verdict | {"credit": credit, "used": used}

    def _note(self, own: Measured, period: Period) -> None:
        """Which rules decided something in a period."""
        classes = own.least_bad
        self.seen.add(f"T8-{type(body(self.commitment, ast.CommitmentPeriod).period).__name__}")
        if classes.excluded:
            self.seen.add("D4")
        if classes.counted:
            how = own.timeline.how
            self.seen.add(f"D3-{type(how.combining).__name__}" if len(how.watches) > 1 else "D1")
        if classes.outside:
            self.seen.add("D8-outside")
        if classes.ignored:
            self.seen.add("D8-ignored")
        self.seen.add(f"D7-{type(own.timeline.how.basis).__name__}")
        if self.of.as_of < period.end:
            self.seen.add("V1-provisional")


def is_met(target: ast.AvailabilityTarget | ast.DowntimeTarget, availability: Fraction, counted: int) -> bool:
    """C1: whether a target is reached: at least, more than, at most, less than."""
    match target:
        case ast.AvailabilityTarget(comparison, percent):
            strict = comparison is ast.Comparison.MORE_THAN
            return availability > percent.share if strict else availability >= percent.share
        case ast.DowntimeTarget(comparison, length):
            limit = exact_us(length)
            return counted < limit if comparison is ast.Comparison.LESS_THAN else counted <= limit
    raise TypeError(target)


def time_us(classes: Classes) -> dict[str, Any]:
    """D8: the classes as the wire writes them."""
    return {
        "total": classes.total,
        "basis": classes.basis,
        "up": classes.up,
        "unknown": classes.unknown,
        "outside": classes.outside,
        "ignored": classes.ignored,
        "counted": classes.counted,
        "excluded": {k: v for k, v in sorted(classes.excluded.items()) if v},
    }
