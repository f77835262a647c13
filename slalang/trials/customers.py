"""The kinds of customers and of tickets that some conditions tell apart, as trials give them (C1, S1)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from fractions import Fraction
from itertools import islice, product
from typing import TypeAlias

import attrs

from slalang.engine.terms import Terms, TicketTerms
from slalang.output.document.worked import Supplied
from slalang.semantics.brackets import decimals
from slalang.semantics.policy import (
    Guard,
    Labelled,
    Parameter,
    ParameterIs,
    ParameterValue,
    PercentValue,
    Policy,
    QueueIs,
    SeverityIs,
)
from slalang.syntax import ast
from slalang.syntax.ast import ParameterType
from slalang.syntax.wording.events import event as event_words
from slalang.syntax.wording.words import value as value_words
from slalang.trials.stream import Setting
from slalang.values.money import Money

_MOST = 500
"""Of so many kinds the ones to show are chosen."""
_OTHER = "other"
_NAMED = "parameter"
"""The field in which conditions, awards, bases and limits name a parameter."""
Tested: TypeAlias = dict[str, list[ParameterValue]]


@attrs.frozen(slots=True)
class Kind:
    """A customer, by parameters that its contract supplies, and a ticket of it, as conditions ask for them.

    `rests` names the parameters on which the rules rest; `others` those that any word may fill and that here have one that no
    condition names.
    """

    parameters: tuple[tuple[str, ParameterValue], ...]
    ticket: TicketTerms
    rests: frozenset[str]
    others: frozenset[str]

    @property
    def setting(self) -> Setting:
        """What is given for it."""
        return Setting(tuple((name, written(value)) for name, value in self.parameters))

    def holds(self, guard: Guard, at: int) -> bool:
        """Whether the engine finds every condition true, in what starts at an instant, of what has no attributes."""
        return Terms(at, dict(self.parameters), self.ticket).holds(guard) is True


def kinds(policy: Policy, rules: Iterable[object]) -> Iterator[Kind]:
    """Every kind that the conditions of some rules tell apart, the first five hundred; other parameters have their defaults."""
    rules = tuple(rules)
    parts = [part for rule in rules for part in _parts(rule)]
    tested: Tested = {}
    for condition in parts:
        if isinstance(condition, ParameterIs):
            tested.setdefault(condition.parameter, []).append(condition.value)
    names = frozenset(str(getattr(part, _NAMED)) for part in parts if hasattr(part, _NAMED))
    rests = [parameter for parameter in policy.parameters if parameter.name in names]
    choices = [[(one.name, *choice) for choice in _choices(one, tested.get(one.name, []))] for one in rests]
    for found in islice(product(product(*choices), _tickets(parts)), _MOST):
        supplied, ticket = found
        yield Kind(
            tuple((name, value) for name, value, _ in supplied if value is not None),
            ticket,
            names,
            frozenset(name for name, _, other in supplied if other),
        )


def covering(found: Iterable[Kind], features: Iterable[Callable[[Kind], Hashable]]) -> tuple[Kind, ...]:
    """Of some kinds the first of each: together they have every value of each feature that any has, None left out."""
    found = tuple(found)
    chosen: dict[Kind, None] = {}
    for feature in features:
        seen = {feature(kind) for kind in chosen}
        for kind in found:
            value = feature(kind)
            if value is not None and value not in seen:
                seen.add(value)
                chosen[kind] = None
    return tuple(chosen)


def supplied(given: tuple[ast.ScenarioEvent, ...], kind: Kind) -> tuple[Supplied, ...]:
    """The parameters on which an example rests, with what its customer's contract says of them."""
    return tuple(
        Supplied(event.parameter.text, value_words(event.value), event.parameter.text in kind.others)
        for event in given
        if isinstance(event, ast.ParameterEvent) and event.parameter.text in kind.rests
    )


def charges_in_words(given: tuple[ast.ScenarioEvent, ...]) -> tuple[str, ...]:
    """What is charged in an example, as a scenario says it."""
    return tuple(event_words(event) for event in given if isinstance(event, ast.ChargeEvent))


def written(value: ParameterValue) -> ast.Value:
    """A parameter's value as a policy writes it."""
    match value:
        case bool():
            return ast.YesNo.YES if value else ast.YesNo.NO
        case str():
            return value
        case Fraction():
            return ast.Number(decimals(value))
        case Money():
            return ast.Money(value.currency, ast.Number(decimals(value.amount)))
        case PercentValue():
            return ast.Percent(value.digits)


def _choices(parameter: Parameter, tested: list[ParameterValue]) -> Iterator[tuple[ParameterValue | None, bool]]:
    """What may be supplied, and whether it is a word that no condition names; None: nothing need be told apart."""
    default = parameter.default
    if not tested:
        yield default, False
        return
    if parameter.words is not None:
        yield from ((word, False) for word in parameter.words)
        return
    yield from ((value, False) for value in dict.fromkeys(tested))
    if default is not None and default not in tested:
        yield default, False
        return
    match parameter.type:
        case ParameterType.WORD:
            other = _OTHER
            while other in tested:
                other = f"an{other}"
            yield other, True
        case ParameterType.YES_OR_NO:
            yield from ((value, False) for value in (True, False) if value not in tested)
        case ParameterType.NUMBER:
            yield max(value for value in tested if isinstance(value, Fraction)) + 1, False
        case ParameterType.AMOUNT:
            most = max((value for value in tested if isinstance(value, Money)), key=lambda value: value.amount)
            yield attrs.evolve(most, amount=most.amount + 1), False
        case ParameterType.PERCENTAGE:
            share = max(value.share for value in tested if isinstance(value, PercentValue))
            yield PercentValue(str(int(share * 100) + 1)), False


def _tickets(conditions: list[object]) -> Iterator[TicketTerms]:
    severities: dict[str | None, None] = {}
    queues: dict[str | None, None] = {}
    labels: dict[str, None] = {}
    for condition in conditions:
        match condition:
            case SeverityIs(_, named):
                severities.update(dict.fromkeys(named))
            case QueueIs(_, named):
                queues.update(dict.fromkeys(named))
            case Labelled(_, named):
                labels.update(dict.fromkeys(named))
    # A ticket without labels first: most are.
    borne = [frozenset[str](), *(frozenset({label}) for label in labels), *([frozenset(labels)] if len(labels) > 1 else [])]
    for labelled, severity, queue in product(borne, _and_another(severities), _and_another(queues)):
        yield TicketTerms(severity, queue, labelled)


def _and_another(named: dict[str | None, None]) -> Iterator[str | None]:
    yield from named
    if not named:
        yield None
        return
    other = _OTHER
    while other in named:
        other = f"an{other}"
    yield other
    if None not in named:
        yield None


def _parts(rule: object) -> Iterator[object]:
    """A resolved rule and all that it consists of; calendars' days and periods have no conditions."""
    if isinstance(rule, tuple | list):
        for part in rule:
            yield from _parts(part)
    elif type(rule).__module__.startswith("slalang.semantics."):
        yield rule
        fields: tuple[attrs.Attribute[object], ...] = getattr(type(rule), "__attrs_attrs__", ())
        for field in fields:
            yield from _parts(getattr(rule, field.name))
