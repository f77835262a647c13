"""What the tree says: readings, what holds throughout, parameters and conditions (C1, C7, P1, P2, P6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, TypeVar

import attrs

from slalang.syntax import ast
from slalang.values.events import Scalar, Subscription
from tests.oracle.calendars import Land
from tests.oracle.periods import Period, from_at, to_at

T = TypeVar("T", bound=ast.Node)


def groups(tree: ast.Policy) -> list[ast.Ambiguity]:
    return [rule for rule in tree.rules if isinstance(rule, ast.Ambiguity)]


def governing(tree: ast.Policy) -> dict[str, str]:
    """P6: the governing reading of each group."""
    return {g.name.text: next(r.name.text for r in g.readings if r.governs) for g in groups(tree)}


def alternatives(tree: ast.Policy) -> dict[str, dict[str, str]]:
    """P6: each reading, with every other group at its governing choice."""
    chosen = governing(tree)
    return {r.name.text: {**chosen, g.name.text: r.name.text} for g in groups(tree) for r in g.readings}


def read_as(tree: ast.Policy, chosen: dict[str, str]) -> ast.Policy:
    """P6: the policy without the rules and phrases of readings that are not taken."""
    taken = set(chosen.values())

    def holds(qualifiers: ast.Qualifiers | None) -> bool:
        return qualifiers is None or qualifiers.reading is None or qualifiers.reading.text in taken

    rules = []
    for rule in tree.rules:
        if not holds(getattr(rule, "qualifiers", None)):
            continue
        phrases = getattr(rule, "phrases", None)
        if phrases is not None:
            kept = tuple(p for p in phrases if holds(p.qualifiers))
            rule = attrs.evolve(rule, phrases=kept)  # type: ignore[arg-type]
        rules.append(rule)
    return ast.Policy(tuple(rules))


def rules_of(tree: ast.Policy, kind: type[T]) -> list[T]:
    return [rule for rule in tree.rules if isinstance(rule, kind)]


def in_policy_order(tree: ast.Policy) -> list[str]:
    """C5: the promises in the order of their credits, then those without a credit."""
    promises = [r.name.text for r in tree.rules if isinstance(r, ast.Commitment | ast.Clock | ast.Duty | ast.Share)]
    credited = [c.commitment.text for c in rules_of(tree, ast.Credit)]
    return [*credited, *(name for name in promises if name not in credited)]


def bodies(rule: Any, *kinds: type[ast.Node]) -> Iterator[Any]:
    for phrase in rule.phrases:
        if isinstance(phrase.body, kinds):
            yield phrase.body


def body(rule: Any, *kinds: type[ast.Node]) -> Any:
    return next(bodies(rule, *kinds), None)


def said(tree: ast.Policy, rule: Any, *kinds: type[ast.Node]) -> list[Any]:
    """What a rule says on a matter, else what holds throughout."""
    own = list(bodies(rule, *kinds))
    return own or [b for t in rules_of(tree, ast.Throughout) for b in bodies(t, *kinds)]


class MissingError(Exception):
    """P2: something that the customer's contract should supply is not there."""

    def __init__(self, *names: str) -> None:
        super().__init__(*names)
        self.names = names


@attrs.frozen(slots=True)
class Traits:
    """S2: what a ticket's conditions ask for."""

    severity: str | None
    queue: str | None
    labels: frozenset[str]


class Contract:
    """P2: what a customer's contract supplies, in the version in force at a period's start (C7)."""

    def __init__(
        self,
        tree: ast.Policy,
        land: Land,
        subscriptions: list[Subscription],
        period: Period,
        traits: Traits | None = None,
        attributes: dict[str, Any] | None = None,
    ) -> None:
        self.traits, self.attributes = traits, attributes
        self._declared = {p.name.text: p for p in rules_of(tree, ast.Parameter)}
        self._land, self.period = land, period
        self._given: dict[str, Scalar] = {}
        current = _in_force(land, subscriptions, period)
        if current is not None:
            self._given = dict(current.parameters)

    def value(self, name: str) -> Any:
        """The value in the terms of its type; MissingError where neither contract nor default gives one."""
        parameter = self._declared[name]
        if name in self._given:
            return _typed(parameter.type, self._given[name])
        if parameter.default.value is None:
            self._land.seen.add("P2-missing")
            raise MissingError(name)
        self._land.seen.add("P2-default")
        return _written(parameter.default.value)

    def is_amount(self, name: str) -> bool:
        """P2: whether a parameter is a sum of money."""
        return self._declared[name].type is ast.ParameterType.AMOUNT

    def holds(self, where: ast.Where | None) -> bool:
        """C1, C7: whether every condition holds; one that fails decides before one that is missing."""
        if where is None:
            return True
        missing: list[str] = []
        for condition in where.conditions:
            try:
                if not self._condition(condition):
                    return False
            except MissingError as error:
                missing += error.names
        if missing:
            raise MissingError(*missing)
        return True

    def _condition(self, condition: ast.Condition) -> bool:
        match condition:
            case ast.ParameterIs(parameter, negated, value):
                self._land.seen.add("P2")
                return (self.value(parameter.text) == _written(value)) is not bool(negated)
            case ast.AttributeIs(attribute, negated, values):
                self._land.seen.add("C1-attribute")
                own = (self.attributes or {}).get(attribute)
                return (own is not None and str(own) in values) is not bool(negated)
            case ast.StartsBefore(day):
                self._land.seen.add("C7")
                return self.period.start < self._land.zone.midnight(day)
            case ast.StartsFrom(day):
                self._land.seen.add("C7")
                return self.period.start >= self._land.zone.midnight(day)
            case ast.SeverityIs() | ast.QueueIs() | ast.Labelled() if self.traits is not None:
                return trait_holds(condition, self.traits)
        raise TypeError(condition)


def trait_holds(condition: ast.SeverityIs | ast.QueueIs | ast.Labelled, traits: Traits) -> bool:
    """S1: whether a condition on the ticket holds."""
    match condition:
        case ast.SeverityIs(negated, severities):
            found = traits.severity in severities
        case ast.QueueIs(negated, queues):
            found = traits.queue in queues
        case ast.Labelled(negated, labels):
            found = bool(traits.labels & set(labels))
    return found is not bool(negated)


def at_instant(instant: int, day: date) -> Period:
    """A moment in the place of a period: what is in force then."""
    return Period("", instant, instant + 1, day, day)


def _in_force(land: Land, subscriptions: list[Subscription], period: Period) -> Subscription | None:
    at_start = [s for s in subscriptions if covers(land, s, period.start)]
    inside = [s for s in subscriptions if period.start < from_at(land, s) < period.end]
    return next(iter([*at_start, *inside]), None)


def covers(land: Land, subscription: Subscription, instant: int) -> bool:
    """T8: whether a subscription covers an instant."""
    end = to_at(land, subscription)
    return from_at(land, subscription) <= instant and (end is None or instant < end)


def _typed(kind: ast.ParameterType | ast.WordChoice, value: Scalar) -> Any:
    if kind is ast.ParameterType.YES_OR_NO:
        return value if isinstance(value, bool) else value == "yes"
    if isinstance(kind, ast.WordChoice) or kind is ast.ParameterType.WORD:
        return value
    try:
        number = Fraction(Decimal(str(value)))
    except InvalidOperation:
        raise TypeError(value) from None
    return number / 100 if kind is ast.ParameterType.PERCENTAGE else number


def _written(value: ast.Value) -> Any:
    match value:
        case ast.Percent():
            return value.share
        case ast.Number():
            return value.value
        case ast.Money():
            return value.number.value
        case ast.YesNo():
            return value is ast.YesNo.YES
    return value


def in_force(tree: ast.Policy, land: Land, period: Period) -> bool:
    """P1, C7: whether the policy is in force at the period's start."""
    for agreement in rules_of(tree, ast.Agreement):
        for rule in bodies(agreement, ast.InForce):
            before = period.start < land.zone.midnight(rule.first)
            beyond = rule.until and period.start >= land.zone.midnight(rule.until + timedelta(days=1))
            if before or beyond:
                land.seen.add("P1")
                return False
    return True


def currency(tree: ast.Policy) -> str:
    return next((b.code for a in rules_of(tree, ast.Agreement) for b in bodies(a, ast.Currency)), "USD")


def policy_zone(tree: ast.Policy) -> str:
    return next((b.zone.text for a in rules_of(tree, ast.Agreement) for b in bodies(a, ast.Zone)), "UTC")
