"""A customer's clocks, duties and shares as verdicts in the wire's shape (S1-S6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slalang.syntax import ast
from slalang.values.events import Event, Fact
from slalang.values.instants import format_instant
from tests.oracle import claims, stream
from tests.oracle.accruals import Accruals
from tests.oracle.claimants import nothing
from tests.oracle.clocks import Clock, Outcome, World
from tests.oracle.duties import Duty
from tests.oracle.judging import World as Evaluated
from tests.oracle.periods import Period
from tests.oracle.policy import body, rules_of
from tests.oracle.settlements import settle
from tests.oracle.shares import Promised, Share, placed

Verdict = dict[str, Any]


class Support:
    """What clocks, duties and shares say for one customer."""

    def __init__(self, of: Evaluated, customer: str | None) -> None:
        self.of, self.customer, self.tree = of, customer, of.tree
        self.mine = [e for e in of.events if stream.concerns(e, customer)]
        self.told = [e for e in of.told if stream.concerns(e, customer)]
        self.outcomes: dict[str, list[Outcome]] = {}
        self.shares: dict[str, list[tuple[Period, Verdict]]] = {}
        self.credited: dict[str, list[tuple[Period, Verdict]]] = {}
        """The runs that a credit places in a period, by promise."""

    def verdicts(self) -> list[Verdict]:
        found: list[Verdict] = []
        outcomes: dict[str, tuple[ast.Clock | ast.Duty, World, list[Outcome]]] = {}
        promises: list[ast.Clock | ast.Duty] = [*rules_of(self.tree, ast.Clock), *rules_of(self.tree, ast.Duty)]
        for rule in promises:
            service = rule.service.text if rule.service else None
            world = self._world(self._concerning(self.mine, service))
            if isinstance(rule, ast.Clock):
                judged = Clock(world, rule).outcomes(self._concerning(self.mine, service))
            else:
                judged = Duty(world, rule, self._concerning(self.told, service)).outcomes()
            outcomes[rule.name.text] = (rule, world, judged)
            self.outcomes[rule.name.text] = judged
            found += self._paid(rule, world, judged)
        for share in rules_of(self.tree, ast.Share):
            rule, world, judged = outcomes[share.of.text]
            promise = Promised(share.name, rule.service)
            events = self._concerning(self.mine, rule.service.text if rule.service else None)
            runs = placed(judged, _belonging(rule))
            base = self._base(rule)
            pairs = Share(world, share, promise, runs, events, self.of.currency).verdicts(base)
            self.shares[share.name.text] = pairs
            found += [v for _, v in pairs]
        return found

    def _concerning(self, events: Sequence[Event], service: str | None) -> list[Event]:
        known = {s.name.text for s in rules_of(self.tree, ast.Service)}
        return [e for e in events if e.service is None or (e.service in known if service is None else e.service == service)]

    def _world(self, events: list[Event]) -> World:
        facts = [e for e in events if isinstance(e, Fact)]
        return World(self.tree, self.of.land, facts, self.of.subscriptions(events), self.of.as_of)

    def _base(self, rule: ast.Clock | ast.Duty) -> Verdict:
        return {"customer": self.customer, "service": rule.service.text if rule.service else None, "component": None}

    def _paid(self, rule: ast.Clock | ast.Duty, world: World, outcomes: list[Outcome]) -> list[Verdict]:
        name = rule.name.text
        credit = next((c for c in rules_of(self.tree, ast.Credit) if c.commitment.text == name), None)
        verdicts = [self._verdict(rule, o) for o in outcomes]
        if credit is None:
            return [self._settled(rule, verdict) for verdict in verdicts]
        events = self._concerning(self.mine, rule.service.text if rule.service else None)
        paid = Accruals(world, rule, credit, events, self.of.currency).pay(outcomes, _belonging(rule))
        for verdict, each in zip(verdicts, paid, strict=True):
            verdict |= {"credit": each.credit, "used": each.used}
            verdict["provisional"] = verdict["provisional"] or each.accruing
            if each.period is not None:
                self.credited.setdefault(name, []).append((each.period, verdict))
                verdict["period"] = verdict["period"] or named(each.period)
                verdict["claims"] = [c.id for c in claims.claims_for(events, rule, each.period.name, None)]
                verdict |= settle(verdict, events, rule, self.of.currency, self.of.seen)
        return verdicts

    def _settled(self, rule: ast.Clock | ast.Duty, verdict: Verdict) -> Verdict:
        """C8: what was settled is shown on what it is for, also where nothing is owed for it."""
        if verdict["period"] is None:
            return verdict
        events = self._concerning(self.mine, rule.service.text if rule.service else None)
        return settle(verdict, events, rule, self.of.currency, self.of.seen)

    def _verdict(self, rule: ast.Clock | ast.Duty, outcome: Outcome) -> Verdict:
        return self._base(rule) | {
            "kind": "clock" if isinstance(rule, ast.Clock) else "duty",
            "commitment": rule.name.text,
            "ticket": outcome.ticket,
            "event": outcome.event,
            "period": named(outcome.period) if outcome.period else None,
            "status": outcome.status,
            "provisional": outcome.provisional,
            "missing": outcome.missing,
            "due_at": _instant(outcome.due_at),
            "stopped_at": _instant(outcome.stopped_at),
            "measured_us": outcome.measured,
            "findings": outcome.findings,
            "credit": nothing(self.of.currency),
        }


def named(period: Period) -> dict[str, str]:
    return {"name": period.name, "start": format_instant(period.start), "end": format_instant(period.end)}


def _instant(at: int | None) -> str | None:
    return None if at is None else format_instant(at)


def _belonging(rule: ast.Clock | ast.Duty) -> ast.Belonging | None:
    said = body(rule, ast.BelongsTo)
    return said.by if said else None
