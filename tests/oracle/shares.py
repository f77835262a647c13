"""Share targets: so many of a period's runs are kept (S5)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Event
from slalang.values.instants import format_instant
from tests.oracle import credits
from tests.oracle.accruals import belongs_at
from tests.oracle.claimants import nothing, undetermined
from tests.oracle.claims import claims_for, given
from tests.oracle.clocks import Outcome, World
from tests.oracle.credits import Judged
from tests.oracle.periods import Period, from_at, to_at, touching
from tests.oracle.policy import Contract, MissingError, bodies, body, in_force, rules_of
from tests.oracle.settlements import settle
from tests.oracle.stream import touched

Verdict = dict[str, Any]


@attrs.frozen(slots=True)
class Promised:
    """A share by its name and the service of what it counts."""

    name: ast.Name
    service: ast.Name | None


class Share:
    """One share for one customer."""

    def __init__(
        self,
        of: World,
        rule: ast.Share,
        promise: Promised,
        outcomes: list[tuple[Outcome, int | None]],
        events: Sequence[Event],
        currency: str,
    ) -> None:
        self.of, self.rule, self.promise, self.outcomes = of, rule, promise, outcomes
        self.events, self.currency, self.seen = events, currency, of.seen
        self.credit = next((c for c in rules_of(of.tree, ast.Credit) if c.commitment.text == rule.name.text), None)

    def periods(self) -> list[Period]:
        """T8, wire: the periods that runs belong to, and those that the subscription or an observation touches."""
        of, rule = self.of, body(self.rule, ast.CommitmentPeriod).period
        spans = [(at, at + 1) for _, at in self.outcomes if at is not None]
        spans += [t for e in self.events if (t := touched(e, of.land.zone))]
        for subscription in of.subscriptions:
            start, end = from_at(of.land, subscription), to_at(of.land, subscription)
            spans.append((start, min(of.as_of + 1, end if end is not None else of.as_of + 1)))
        found = {
            (p.start, p.end): p
            for start, end in spans
            if start < end
            for p in touching(of.land, rule, of.subscriptions, start, min(end, of.as_of + 1))
            if p.start <= of.as_of
        }
        return [found[key] for key in sorted(found)]

    def verdicts(self, base: Verdict) -> list[tuple[Period, Verdict]]:
        found: list[tuple[Period, Verdict]] = []
        for period in self.periods():
            before = found[-1] if found else None
            repeated = bool(before and before[0].end == period.start and before[1]["status"] == "breached")
            verdict = self._verdict(period, base, repeated=repeated)
            found.append((period, settle(verdict, self.events, self.promise, self.currency, self.seen)))
        return found

    def _verdict(self, period: Period, base: Verdict, *, repeated: bool) -> Verdict:
        of = self.of
        verdict = base | {
            "kind": "share",
            "commitment": self.rule.name.text,
            "period": {"name": period.name, "start": format_instant(period.start), "end": format_instant(period.end)},
            "provisional": of.as_of < period.end,
            "findings": [],
            "credit": nothing(self.currency),
            "status": "not_applicable",
            "repeated": repeated,
        }
        verdict["claims"] = [c.id for c in claims_for(self.events, self.promise, period.name, None)]
        ends = [(from_at(of.land, s), to_at(of.land, s)) for s in of.subscriptions]
        covered = not ends or any(s < period.end and (e is None or period.start < e) for s, e in ends)
        if not in_force(of.tree, of.land, period) or not covered:
            return verdict
        contract = Contract(of.tree, of.land, of.subscriptions, period)
        mine = [o for o, at in self.outcomes if at is not None and period.start <= at < period.end]
        met, missed, unknown = (sum(o.status == s for o in mine) for s in ("met", "breached", "undetermined"))
        total = met + missed + unknown
        values = [Fraction(met + more, total) for more in range(unknown, -1, -1)] if total else []
        self.seen.add("S5-span" if unknown else "S5")
        if not total:
            rule = body(self.rule, ast.EmptyPeriod).rule
            self.seen.add(f"S5-empty-{rule.name.lower()}")
            if rule is ast.EmptyRule.NOT_JUDGED:
                return verdict
            values = [Fraction(1 if rule is ast.EmptyRule.KEPT else 0)]
        return self._judge(verdict, contract, period, values, not total)

    def _judge(
        self,
        verdict: Verdict,
        contract: Contract,
        period: Period,
        values: list[Fraction],
        empty: bool,
    ) -> Verdict:
        """O5, C1: the status at every value that the share may come to have."""
        verdict["availability"] = {"exact": values[0], "target": None, "least": values[-1], "most": values[0]}
        target, missing = None, []
        try:
            target = self._target(contract)
        except MissingError as error:
            missing = list(error.names)
        if target is None and not missing:
            verdict.pop("availability")
            return verdict
        if empty:
            verdict.pop("availability")
        points = [Judged(v, 0, target is not None and not _is_met(target, v)) for v in values]
        if missing:
            verdict |= {"status": "undetermined", "missing": missing}
        elif target is not None:
            if not empty:
                verdict["availability"]["target"] = target.percent.digits
            outcomes = {p.breached for p in (points[0], points[-1])}
            verdict["status"] = "undetermined" if len(outcomes) > 1 else "breached" if outcomes.pop() else "met"
        warning = body(self.rule, ast.Warning)
        if warning and values[0] < warning.percent.share:
            verdict["findings"].append(("warning", None, []))
        return verdict if self.credit is None else self._credit(verdict, contract, period, points, missing, target)

    def _target(self, contract: Contract) -> ast.KeptTarget | None:
        for rule in bodies(self.rule, ast.KeptTarget, ast.NoTarget):
            if not isinstance(rule.when, ast.Where) or contract.holds(rule.when):
                return rule if isinstance(rule, ast.KeptTarget) else None
        return None

    def _credit(
        self,
        verdict: Verdict,
        contract: Contract,
        period: Period,
        points: list[Judged],
        missing: list[str],
        target: ast.KeptTarget | None,
    ) -> Verdict:
        of = self.of
        if self.credit is None:
            return verdict
        verdict |= {"judged": points, "edge": target}
        who = credits.Claimant(
            of.tree,
            of.land,
            self.credit,
            self.promise,
            contract,
            period,
            None,
            (),
            self.events,
            of.subscriptions,
            of.as_of,
            self.currency,
            target,
            None,
            repeated=verdict["repeated"],
        )
        if missing:
            needed = credits.what_is_needed(who)
            return verdict | {"credit": undetermined(self.currency, [*missing, *needed])}
        outcomes = [credits.yielded(who, p) for p in points]
        hole = outcomes[0].pop("hole", False)
        if any(credits.comes_to(o) != credits.comes_to(outcomes[0]) for o in outcomes[1:]):
            self.seen.add("S5-credit-undetermined")
            return verdict | {"credit": undetermined(self.currency, ["observations"])}
        if hole and verdict["status"] == "breached":
            verdict["findings"].append(("bracket_hole", None, []))
        credit, used = given(who, outcomes[0])
        return verdict | {"credit": credit, "used": used}


def _is_met(target: ast.KeptTarget, value: Fraction) -> bool:
    edge = target.percent.share
    return value > edge if target.comparison is ast.Comparison.MORE_THAN else value >= edge


def placed(outcomes: list[Outcome], belonging: ast.Belonging | None) -> list[tuple[Outcome, int | None]]:
    """S5: each run with the instant by which it belongs to a period."""
    return [(o, o.period.start if o.period is not None else belongs_at(o, belonging)) for o in outcomes]
