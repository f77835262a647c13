"""What a customer's contract supplies, and whether conditions hold (P2, C1, C7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar, assert_never

import attrs

from slalang.engine.customers import Customer
from slalang.semantics.policy import (
    AnyLength,
    AttributeIs,
    ChosenCalendar,
    ChosenLength,
    Guard,
    Labelled,
    Parameter,
    ParameterIs,
    ParameterValue,
    PercentValue,
    Policy,
    QueueIs,
    SeverityIs,
    StartsBefore,
    StartsFrom,
)
from slalang.syntax.ast import ParameterType
from slalang.time.calendars import BusinessCalendar
from slalang.time.lengths import Length
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.events import Attributes, Scalar, Subscription
from slalang.values.money import Money

T = TypeVar("T")

_PLAIN = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")
"""A number as a contract writes it: without an exponent, and with no more digits than any figure needs."""

_SHOWN = 60
"""How much of a value that does not fit is repeated."""


@attrs.frozen(slots=True)
class Missing:
    """What a decision needs and nobody has supplied."""

    names: tuple[str, ...]


@attrs.frozen(slots=True)
class TicketTerms:
    """What the conditions of a clock ask of its ticket (S1, S2)."""

    severity: str | None
    queue: str | None
    labels: frozenset[str]


@attrs.frozen(slots=True)
class Terms:
    """The parameters of one customer as they stand when a period starts; the version in force then governs it (C7)."""

    starts_at: int
    values: Mapping[str, ParameterValue | None]
    ticket: TicketTerms | None = None
    attributes: Attributes = ()
    """What the resource that is judged, or the group, is like (C1)."""

    def value(self, parameter: str) -> ParameterValue | Missing:
        """What the contract or the default says, else Missing: never a guess (P2)."""
        value = self.values.get(parameter)
        return Missing((parameter,)) if value is None else value

    def holds(self, guard: Guard) -> bool | Missing:
        """Whether every condition holds; Missing where that hangs on a parameter that is not supplied."""
        missing: list[str] = []
        for condition in guard:
            match condition:
                case ParameterIs(parameter, negated, wanted):
                    value = self.value(parameter)
                    if isinstance(value, Missing):
                        missing += value.names
                    elif (_comparable(value) == _comparable(wanted)) is negated:
                        return False
                case AttributeIs():
                    if not has_attribute(self.attributes, condition):
                        return False
                case StartsBefore(at):
                    if self.starts_at >= at:
                        return False
                case StartsFrom(at):
                    if self.starts_at < at:
                        return False
                case SeverityIs(negated, severities):
                    assert self.ticket is not None  # the resolver admits it only where there is a ticket
                    if (self.ticket.severity in severities) is negated:
                        return False
                case QueueIs(negated, queues):
                    assert self.ticket is not None
                    if (self.ticket.queue in queues) is negated:
                        return False
                case Labelled(negated, labels):
                    assert self.ticket is not None
                    if (not self.ticket.labels.isdisjoint(labels)) is negated:
                        return False
                case _:
                    assert_never(condition)
        return Missing(tuple(missing)) if missing else True

    def length(self, length: AnyLength) -> Length | Missing:
        """The length itself, along the calendar that the contract picks; Missing where nothing picks one (P2)."""
        if not isinstance(length, ChosenLength):
            return length
        chosen = self.first(length.options)
        return Missing(("calendar",)) if chosen is None else chosen

    def calendar(self, calendar: BusinessCalendar | ChosenCalendar) -> BusinessCalendar | Missing:
        """The calendar that the contract picks; Missing where nothing picks one (P2)."""
        if not isinstance(calendar, ChosenCalendar):
            return calendar
        chosen = self.first(calendar.options)
        return Missing((calendar.name,)) if chosen is None else chosen

    def first(self, guarded: Iterable[tuple[Guard, T]]) -> T | Missing | None:
        """The first whose guard holds; Missing where an earlier one hangs on what is not supplied."""
        for guard, thing in guarded:
            held = self.holds(guard)
            if isinstance(held, Missing):
                return held
            if held:
                return thing
        return None


@attrs.frozen(slots=True)
class OutOfForce:
    """A policy does not govern an instant: it comes into force at `at`, or went out of force then (P1)."""

    at: int
    early: bool

    @property
    def words(self) -> str:
        """What the policy is at that instant."""
        return "not in force yet" if self.early else "no longer in force"


def out_of_force(policy: Policy, instant: int) -> OutOfForce | None:
    """Why a policy does not govern an instant; None where it does (P1)."""
    if policy.in_force_at is not None and instant < policy.in_force_at:
        return OutOfForce(policy.in_force_at, early=True)
    if policy.until_at is not None and instant >= policy.until_at:
        return OutOfForce(policy.until_at, early=False)
    return None


def terms_at(policy: Policy, customer: Customer, start: int, end: int) -> Terms:
    """The terms that govern the period [start, end).

    They are those of the subscriptions that run at its start, a later one's parameters before an earlier one's; where none
    runs then, of the first that begins inside. PolicyError where a value does not fit its parameter.
    """
    running = [c for c in customer.subscriptions if c.start <= start < c.end]
    if not running:
        running = [c for c in customer.subscriptions if start < c.start < end][:1]
    values: dict[str, ParameterValue | None] = {p.name: p.default for p in policy.parameters}
    declared = {p.name: p for p in policy.parameters}
    for coverage in running:
        for name, scalar in coverage.event.parameters:
            if name in declared:
                values[name] = _typed(declared[name], scalar, coverage.event, policy.currency)
    return Terms(start, values)


def attribute_words(attributes: Attributes, named: tuple[str, ...]) -> str:
    """What is said of some attributes: `"tier" is "gold" and "zone" is not given`."""
    own = dict(attributes)
    return " and ".join(f'"{name}" is "{written(own[name])}"' if name in own else f'"{name}" is not given' for name in named)


def has_attribute(attributes: Attributes, condition: AttributeIs) -> bool:
    """Whether an attribute is one of the values, compared as it is written; one that is not there is none of them (D3)."""
    value = next((written(scalar) for name, scalar in attributes if name == condition.attribute), None)
    return (value in condition.values) is not condition.negated


def written(scalar: Scalar) -> str:
    """An attribute's value as a policy writes it: `true`, `0.5`, `eu`."""
    if isinstance(scalar, bool):
        return "true" if scalar else "false"
    return f"{scalar:f}" if isinstance(scalar, Decimal) else str(scalar)


def _comparable(value: ParameterValue) -> object:
    return value.share if isinstance(value, PercentValue) else value


def _typed(parameter: Parameter, scalar: Scalar, event: Subscription, currency: str | None) -> ParameterValue:
    match parameter.type:
        case ParameterType.WORD:
            if isinstance(scalar, str) and (parameter.words is None or scalar in parameter.words):
                return scalar
            wanted = "one of " + ", ".join(parameter.words) if parameter.words else "a word"
        case ParameterType.YES_OR_NO:
            if isinstance(scalar, bool):
                return scalar
            wanted = "true or false"
        case ParameterType.PERCENTAGE:
            number = number_of(scalar)
            if number is not None and number >= 0:
                return PercentValue(f"{number:f}")
            wanted = 'a percentage without its sign, as in "10" or "2.5"'
        case ParameterType.AMOUNT:
            number = number_of(scalar)
            if number is not None:
                return Money(Fraction(number), currency or "")
            wanted = 'a sum in the policy\'s currency, as in "1000.00"'
        case ParameterType.NUMBER:
            number = number_of(scalar)
            if number is not None:
                return Fraction(number)
            wanted = "a number"
        case _:
            assert_never(parameter.type)
    shown = repr(scalar) if len(repr(scalar)) <= _SHOWN else repr(scalar)[:_SHOWN] + "..."
    raise PolicyError(
        [
            Diagnostic(
                f"subscription {event.id}: the parameter `{parameter.name}` is {shown}, which is not {wanted}",
                event.span,
                code="parameter-value",
                field="parameters",
                hint=f"give `{parameter.name}` {wanted}",
            )
        ]
    )


def number_of(scalar: Scalar) -> Decimal | None:
    """A number as a contract or an event writes it; None for anything else."""
    if isinstance(scalar, bool):
        return None
    text = written(scalar)
    return Decimal(text) if _PLAIN.fullmatch(text) else None
