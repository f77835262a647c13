"""What a commitment looks at for one customer: its periods, parts, exclusions and timelines (T8, D, X)."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Protocol

import attrs

from slalang.syntax import ast
from slalang.values.events import Event, Fact, Outage, Probe, Resource, Subscription
from tests.oracle import stream
from tests.oracle.calendars import Land
from tests.oracle.causes import CauseRule, WindowRule, cause_rules
from tests.oracle.civil import DAY
from tests.oracle.downtime import Classes, Timeline
from tests.oracle.moments import WEIGHTED, Measuring, explainer
from tests.oracle.periods import Period, from_at, holding, to_at, touching
from tests.oracle.policy import Contract, bodies, body, rules_of, said
from tests.oracle.resources import Group, Life, Presence, lives_of
from tests.oracle.sources import Explains, nobody_explains
from tests.oracle.watching import WATCHES, Location, Watching, hold_of, watch_part
from tests.oracle.windows import pass_windows, windows_of

COMBINING = (ast.CombineAny, ast.CombineAll, ast.CombineSome, ast.CombineEach, *WEIGHTED)
RESOURCES = (ast.OnlyResources, ast.GroupedBy, ast.OnlyWhile, ast.OtherTime)


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


@attrs.frozen(slots=True)
class Subject:
    """What of a service a verdict is about: a component or resource, a group of resources, what a location saw; else all."""

    component: str | None = None
    group: Group | None = None
    location: Location | None = None

    @property
    def shown(self) -> dict[str, Any] | None:
        """Wire: the group as the verdict names it."""
        place = {"location": self.location[0]} if self.location and self.location[0] is not None else {}
        return {**dict(self.group or ()), **place} or None


class Looking:
    """What one commitment looks at for one customer."""

    def __init__(self, of: World, commitment: ast.Commitment, customer: str | None) -> None:
        self.of, self.commitment, self.customer = of, commitment, customer
        self.tree, self.land, self.seen = of.tree, of.land, of.seen
        service = commitment.service.text
        ours = [e for e in of.events if e.service in (None, service)]
        told = [e for e in of.told if e.service in (None, service) and stream.concerns(e, customer)]
        self.has_resources = False
        self.components = self._components(service, told)
        mine = [e for e in ours if stream.concerns(e, customer)]
        self.observed = [e for e in mine if stream.touched(e, of.land.zone) and stream.parts(e, self.components)]
        if len(self.observed) < sum(stream.touched(e, of.land.zone) is not None for e in mine):
            self.seen.add("O7-ignored")
        # An event that names a resource of another customer is not left out: it touches periods, though nothing is there.
        self.elsewhere = [
            e
            for e in mine
            if self.has_resources and stream.touched(e, of.land.zone) and set(e.components or ()) & self._resources(service)
        ]
        self.events = mine
        self.facts = [e for e in mine if isinstance(e, Fact)]
        self.subscriptions = of.subscriptions(mine)
        self.lives: list[Life] = lives_of([e for e in mine if isinstance(e, Resource)], of.land, of.as_of)
        self.timelines: dict[Any, Timeline] = {}
        self.passed: dict[Any, Any] = {}

    def _components(self, name: str, events: list[Event]) -> tuple[str, ...]:
        """O7, wire: the components that the policy names, or those that events name."""
        service = next((s for s in rules_of(self.tree, ast.Service) if s.name.text == name), None)
        rule = body(service, ast.Components, ast.AnyComponent, ast.AnyResource) if service else None
        if isinstance(rule, ast.Components):
            return tuple(n.text for n in rule.names)
        if isinstance(rule, ast.AnyComponent):
            return tuple(sorted({c for e in events if e.service in (None, name) for c in e.components or ()}))
        if isinstance(rule, ast.AnyResource):
            self.has_resources = True
            return tuple(sorted({e.resource for e in events if isinstance(e, Resource) and e.service in (None, name)}))
        return ()

    def _resources(self, service: str) -> set[str]:
        """O7: the resources of a service of which any event tells, of whatever customer."""
        return {e.resource for e in self.of.told if isinstance(e, Resource) and e.service in (None, service)}

    # -------------------- T8, wire: periods

    @cached_property
    def periods(self) -> list[Period]:
        """Wire: every period that the events or the subscription touch, none that starts after `as of`."""
        rule = body(self.commitment, ast.CommitmentPeriod).period
        if isinstance(rule, ast.BillingCycle) and rule.day is None and not any(s.billing_day for s in self.subscriptions):
            return []
        spans = [t for e in (*self.observed, *self.elsewhere) if (t := stream.touched(e, self.land.zone))]
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

    # -------------------- O2, D3: what a verdict is about

    @cached_property
    def watching(self) -> Watching:
        hold = self._one(ast.ProbeHold)
        empty = self._one(ast.EmptySlot)
        return Watching(
            tuple(said(self.tree, self.commitment, *WATCHES)),
            hold_of(hold),
            empty.rule if empty else ast.EmptySlotRule.UP,
            lambda event: stream.recorded_at(event, self.land.zone),
            self.of.as_of,
            self.seen,
        )

    @cached_property
    def by_time(self) -> bool:
        return self._one(ast.MeasuredBy) is None

    def presence(self, component: str | None, group: Group | None) -> Presence | None:
        """D3: which resources there are; None where the service does not consist of resources."""
        if not self.has_resources:
            return None
        phrases = [b for kind in RESOURCES for b in said(self.tree, self.commitment, kind)]
        if not self.by_time:
            phrases = [b for b in phrases if not isinstance(b, ast.OnlyWhile)]
        return Presence(self.lives, phrases, self.land, component, group)

    def subjects(self, period: Period) -> list[Subject]:
        """O2, D3, wire: what has a verdict of its own in a period."""
        components: list[str | None] = [None]
        groups: list[Group | None] = [None]
        each = isinstance(self._one(*COMBINING), ast.CombineEach)
        presence = self.presence(None, None)
        if presence is not None:
            if each:
                components = [*presence.names(period.start, period.end)]
            elif presence.grouped_by:
                groups = [*presence.groups(period.start, period.end)]
                self.seen.add("D3-groups")
        elif each and self.components:
            components = [*self.components]
        if each and len(components) > 1:
            self.seen.add("D3-each")
        locations: list[Location | None] = [None]
        if self.by_time and self.watching.by_locations:
            named = {e.location for e in self.observed if isinstance(e, Probe)}
            locations = [(name,) for name in sorted(named, key=str)] or [None]
        return [Subject(c, g, place) for c in components for g in groups for place in locations]

    def too_few_locations(self, subject: Subject) -> bool:
        """O2: whether fewer locations ever speak for one of its parts than must agree."""
        about: tuple[str | None, ...] = self.components or (None,)
        if subject.component is not None:
            about = (subject.component,)
        presence = self.presence(None, subject.group)
        if presence is not None:
            about = tuple(part for part in about if part in presence.whose)
        asked = [w.locations for w in self.watching.watches if isinstance(w, ast.WatchProbes)]
        probes = [(e.location, stream.parts(e, self.components)) for e in self.observed if isinstance(e, Probe)]
        places = [{place for place, parts in probes if part in parts} for part in about]
        found = any(isinstance(rule, ast.SomeLocations) and 0 < len(p) < rule.number.value for rule in asked for p in places)
        if found:
            self.seen.add("O2-too-few")
        return found

    def attributes(self, subject: Subject, period: Period) -> dict[str, Any] | None:
        """C1: the attributes of what is judged on its own."""
        presence = self.presence(subject.component, subject.group)
        own = presence.attributes(period.start, period.end) if presence else {}
        return {**own, **(subject.shown or {})} or None

    # -------------------- D: measuring

    def measure(self, period: Period, subject: Subject, contract: Contract) -> Measured:
        """D1-D8 for one period, with unknown time as no bad time and, where there is any, with all of it."""
        rule = self._one(ast.Unobserved)
        unobserved = rule.rule if rule else ast.UnobservedRule.UNKNOWN
        covered = self.covered()
        timeline = self.timeline(subject, contract, unobserved)
        least = timeline.classes(period, covered, self.partial)
        most = None
        weighted = isinstance(timeline.how.combining, WEIGHTED)
        if least.unknown or (weighted and unobserved is ast.UnobservedRule.UNKNOWN):
            darker = self.timeline(subject, contract, ast.UnobservedRule.DOWN)
            most = darker.classes(period, covered, self.partial)
            if not least.unknown and (most.basis, most.weighted) == (least.basis, least.weighted):
                most = None
        return Measured(least, most, timeline)

    def timeline(self, subject: Subject, contract: Contract, unobserved: ast.UnobservedRule) -> Timeline:
        windows, _ = self.window_rules(contract)
        key = (subject, unobserved, id(windows))
        if key not in self.timelines:
            everywhere: tuple[str | None, ...] = self.components or (None,)
            parts = everywhere if subject.component is None else (subject.component,)
            how = Measuring(
                {
                    p: watch_part(self.watching, self.observed, p, self.components, self.explains(p), subject.location)
                    for p in parts
                },
                self._one(*COMBINING),
                self.causes,
                windows,
                self._one(ast.ShortestRun),
                self._one(ast.ExactGranularity, ast.SlotGranularity, ast.RunGranularity),
                getattr(self._one(ast.Basis), "of", ast.WholePeriod()),
                unobserved,
                tuple(self.facts),
                self.presence(subject.component, subject.group),
            )
            edges = {edge for p in self.wanted_periods for edge in (p.start, p.end)}
            edges |= {edge for piece in self.covered() or () for edge in piece}
            # What nobody observed has no beginning: no run of it starts at the first thing that is known.
            edges.add(min(edges) - 400 * DAY)
            self.timelines[key] = Timeline(how, self.land, edges)
        return self.timelines[key]

    @cached_property
    def causes(self) -> tuple[CauseRule, ...]:
        return tuple(cause_rules(self.exclusions(), self.components or (None,)))

    def explains(self, part: str | None) -> Explains:
        """D1: what an excluded outage of a part explains, where the policy says that it does."""
        if self._one(ast.Explained) is None:
            return nobody_explains
        outages = [e for e in self.observed if isinstance(e, Outage) and part in stream.parts(e, self.components)]
        return explainer(part, outages, self.causes, self.facts, self.land)

    def _one(self, *kinds: type[ast.Node]) -> Any:
        return next(iter(said(self.tree, self.commitment, *kinds)), None)
