"""One commitment for one customer: status and credit from what was measured (C1-C6, D7, V1)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.syntax.walk import walk
from slalang.values.instants import format_instant
from tests.oracle.civil import DAY
from tests.oracle.claimants import Claimant, nothing
from tests.oracle.claims import claims_for
from tests.oracle.crediting import behind, credited, incident_start
from tests.oracle.downtime import Classes
from tests.oracle.figures import TARGETS, Figure, between, judged, shown_as, warns
from tests.oracle.looking import Looking, Measured, Subject
from tests.oracle.looking import World as World
from tests.oracle.measures import Gauge
from tests.oracle.periods import Period, touching
from tests.oracle.policy import Contract, MissingError, bodies, body, in_force, rules_of
from tests.oracle.settlements import settle

Verdict = dict[str, Any]


class Judging(Looking):
    """One commitment for one customer."""

    # -------------------- V1: the verdicts

    def verdicts(self) -> list[tuple[Period, Verdict]]:
        found: list[tuple[Period, Verdict]] = []
        self.breached: set[tuple[Period, Subject]] = set()
        for period in self.periods:
            for subject in self.subjects(period):
                verdict = self.verdict(period, subject)
                verdict = settle(verdict, self.events, self.commitment, self.of.currency, self.seen)
                if verdict["status"] == "breached":
                    self.breached.add((period, subject))
                claims = claims_for(self.events, self.commitment, period.name, subject.component)
                found.append((period, verdict | {"claims": [c.id for c in claims]}))
        return found

    def repeated(self, period: Period, subject: Subject) -> bool:
        """C3: whether the period before was breached."""
        credit = self._credit_rule()
        if credit is None or body(credit, ast.Repeats) is None:
            return False
        rule = body(self.commitment, ast.CommitmentPeriod).period
        near = touching(self.land, rule, self.subscriptions, period.start - 3 * DAY, period.start)
        before = max((p for p in near if p.start < period.start), key=lambda p: p.start, default=None)
        return before is not None and any((p.start, p.end, s) == (before.start, before.end, subject) for p, s in self.breached)

    def verdict(self, period: Period, subject: Subject) -> Verdict:
        contract = Contract(self.tree, self.land, self.subscriptions, period, attributes=self.attributes(subject, period))
        over = self.judged_over(period)
        verdict: Verdict = {
            "kind": "availability",
            "customer": self.customer,
            "service": self.commitment.service.text,
            "component": subject.component,
            "group": subject.shown,
            "commitment": self.commitment.name.text,
            "period": {
                "name": period.name,
                "start": format_instant(period.start),
                "end": format_instant(period.end),
            },
            "provisional": self.of.as_of < period.end,
            "missing": [],
            "findings": [],
            "credit": nothing(self.of.currency),
        }
        if not in_force(self.tree, self.land, period):
            return verdict | {"status": "not_applicable"}
        if not self._covers_any(period):
            self.seen.add("T8-not-covered")
            return verdict | {"status": "not_applicable"}
        if self.partial is ast.PartialRule.NOTHING and not self._covers_whole(period):
            self.seen.add("T8-nothing")
            return verdict | {"status": "not_applicable"}
        verdict["provisional"] = self.of.as_of < max(period.end, over.end)
        verdict["findings"] += self._covenants(period, subject, contract)
        presence = self.presence(subject.component, subject.group)
        never = presence is not None and not presence.ever(over.start, over.end)
        if never:
            self.seen.add("D3-never")
        if not self.by_time:
            if never:
                return verdict | {"status": "not_applicable"}
            figures = Gauge(self, subject, over, contract).figures(self._target_or_none(contract))
            return self._judge(verdict, period, subject, contract, figures, None)
        own = self.measure(period, subject, contract)
        measured = own if over == period else self.measure(over, subject, contract)
        verdict["time_us"] = time_us(own.least_bad, weighted=bool(own.timeline.at.weighted))
        self._note(own, period)
        if self.too_few_locations(subject):
            verdict["findings"].append(("too_few_locations", None, []))
        if never:
            return verdict | {"status": "not_applicable"}
        if measured.least_bad.basis == 0:
            self.seen.add("D7-empty")
            return verdict | {"status": "not_applicable"}
        figures = self._figures(measured, over)
        if measured is not own:
            mine = self._figures(own, period)
            figures = [attrs.evolve(f, own=mine[min(i, len(mine) - 1)]) for i, f in enumerate(figures)]
        return self._judge(verdict, period, subject, contract, figures, measured)

    def _figures(self, measured: Measured, over: Period) -> list[Figure]:
        """The measurement without any unknown time as bad time, and that with all of it."""
        runs = measured.timeline.runs_in(over, self.covered(), self.partial) if self._counts_runs() else 0
        found = [_figure(measured, measured.least_bad, runs)]
        # Were all of it bad, it might all be excluded, and nothing of the period left to miss.
        if measured.most_bad is not None and measured.most_bad.basis:
            found.append(_figure(measured, measured.most_bad, runs))
        return found

    def _counts_runs(self) -> bool:
        """C1: whether anything of the policy asks how often it was down."""
        limits = (n.of for n in walk(self.tree) if isinstance(n, ast.Limit))
        return body(self.commitment, ast.OutagesTarget) is not None or any(isinstance(of, ast.Number) for of in limits)

    def _covers_any(self, period: Period) -> bool:
        covered = self.covered()
        return covered is None or any(s < period.end and period.start < e for s, e in covered)

    def _covers_whole(self, period: Period) -> bool:
        covered = self.covered()
        if covered is None:
            return True
        points = sorted({period.start, *(e for piece in covered for e in piece if period.start < e < period.end)})
        return all(any(s <= at < e for s, e in covered) for at in points)

    def _covenants(self, period: Period, subject: Subject, contract: Contract) -> list[tuple[str, str | None, list[str]]]:
        """X3, wire: a noted breach, on the verdict of the period in which the window starts, of what the work concerns."""
        presence = self.presence(None, subject.group)
        about: set[str | None] = {*(self.components or (None,))} if subject.component is None else {subject.component}
        if presence is not None:
            about &= presence.whose
        return [
            ("covenant", exclusion.name.text, [p.window.id] if p.window.id else [])
            for exclusion, passed in self.window_rules(contract)[1]
            for p in passed
            for _ in p.broken
            if period.start <= p.window.start < period.end and about & set(p.window.covers)
        ]

    def _judge(
        self,
        verdict: Verdict,
        period: Period,
        subject: Subject,
        contract: Contract,
        figures: list[Figure],
        measured: Measured | None,
    ) -> Verdict:
        low = figures[0]
        rounding = self._one(ast.AvailabilityRounding)
        shown = shown_as(rounding, low.share, self.seen)
        if low.share is not None:
            verdict["availability"] = {"exact": low.share, "target": None}
            if shown is not None and rounding is not None:
                verdict["availability"]["rounded"] = shown
            if len(figures) > 1:
                verdict["availability"] |= {"least": figures[1].share, "most": low.share}
        if low.value is not None:
            verdict["value"] = low.value
        if low.empty is not None:
            verdict["unmeasured"] = verdict.pop("availability", None) or True
        target: Any = None
        missing: list[str] = []
        try:
            target = self._target(contract)
        except MissingError as error:
            missing = list(error.names)
        points = [low]
        if len(figures) > 1:
            self.seen.add("O5-unknown")
            points = between(low, figures[1], target, self._limits())
        outcomes = [judged(rounding, figure, target, self.seen) for figure in points]
        who = self._claimant(period, subject, contract, target, measured, low)
        verdict |= {"judged": outcomes, "edge": who.target}
        if target is not None:
            self.seen.add(f"C1-{type(target).__name__}")
            if "availability" in verdict and isinstance(target, ast.AvailabilityTarget | ast.GoodTarget):
                verdict["availability"]["target"] = target.percent.digits
            breached = {p.breached for p in (outcomes[0], outcomes[-1])}
            verdict["status"] = "undetermined" if len(breached) > 1 else "breached" if breached.pop() else "met"
            if verdict["status"] == "undetermined":
                self.seen.add("O5-undetermined")
                verdict["missing"] = ["observations"]
        elif missing:
            verdict |= {"status": "undetermined", "missing": missing}
        else:
            self.seen.add("C1-no-target")
            return verdict | {"status": "not_applicable"}
        if low.left_out:
            verdict |= {"status": "undetermined", "missing": sorted({*missing, "observations"})}
            missing = [*missing, "observations"]
        elif (warning := body(self.commitment, ast.Warning)) and warns(warning.limit, low, shown):
            self.seen.add("C1-warning")
            verdict["findings"].append(("warning", None, []))
        if who.credit is None:
            return verdict
        return credited(verdict, who, points, missing, lambda f: judged(rounding, f, target, self.seen))

    def _claimant(
        self, period: Period, subject: Subject, contract: Contract, target: Any, measured: Measured | None, low: Figure
    ) -> Claimant:
        last = measured.timeline.last_incident(self.judged_over(period), self.covered(), self.partial) if measured else None
        return Claimant(
            self.tree,
            self.land,
            self._credit_rule(),
            self.commitment,
            contract,
            period,
            subject.component,
            self.known_parts(),
            self.events,
            self.subscriptions,
            self.of.as_of,
            self.of.currency,
            target,
            last,
            incident_start(self.events, behind(low), last),
            behind(low),
            self.attributes(subject, period),
            self.repeated(period, subject),
            self.partial is ast.PartialRule.COVERED_PART,
        )

    def known_parts(self) -> tuple[str, ...]:
        """C4, O7: the parts that a charge may be for; of resources those of which an event of any customer tells."""
        if not self.has_resources:
            return self.components
        return tuple(sorted(self._resources(self.commitment.service.text)))

    def _limits(self) -> list[ast.Limit]:
        """The limits of the credit's rows."""
        return [x for row in self._rows() if isinstance(row.limits, ast.Limits) for x in row.limits.limits]

    def _target_or_none(self, contract: Contract) -> Any:
        try:
            return self._target(contract)
        except MissingError:
            return None

    def _target(self, contract: Contract) -> Any:
        """C1: the first target whose condition holds; None where none does."""
        for rule in bodies(self.commitment, *TARGETS, ast.NoTarget):
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


def _figure(measured: Measured, classes: Classes, runs: int) -> Figure:
    step = Fraction(1, 10**12) if measured.timeline.at.weighted else Fraction(1)
    pieces = tuple(classes.pieces)
    return Figure(classes.availability, classes.weighted, classes.basis, None, runs, pieces, step=step)


def time_us(classes: Classes, *, weighted: bool) -> dict[str, Any]:
    """D8: the classes as the wire writes them."""
    found: dict[str, Any] = {
        "total": classes.total,
        "basis": classes.basis,
        "up": classes.up,
        "unknown": classes.unknown,
        "outside": classes.outside,
        "ignored": classes.ignored,
        "counted": classes.counted,
        "excluded": {k: v for k, v in sorted(classes.excluded.items()) if v},
    }
    return found | ({"weighted": classes.weighted} if weighted else {})
