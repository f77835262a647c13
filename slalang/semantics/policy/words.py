"""What a rule rests on, what a customer's contract supplies, and conditions on it."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.syntax import ast
from slalang.values.money import Money
from slalang.values.places import NOWHERE, Span


@attrs.frozen(slots=True)
class Cited:
    """What a rule rests on: its clauses, the author's reason, the words as the policy prints them, and where they stand."""

    clauses: tuple[str, ...] = ()
    reason: str | None = None
    written: str = ""
    span: Span = attrs.field(default=NOWHERE, eq=False, repr=False)


@attrs.frozen(slots=True)
class PercentValue:
    """A percentage with its digits as written."""

    digits: str
    share: Fraction = attrs.field(init=False, repr=False)
    """The exact share between 0 and 1."""

    @share.default
    def _share(self) -> Fraction:
        return Fraction(self.digits) / 100


ParameterValue: TypeAlias = str | bool | Fraction | Money | PercentValue
"""A word, yes or no, a number, a sum or a percentage (P2)."""


@attrs.frozen(slots=True)
class Parameter:
    """What a customer's contract supplies (P2).

    `default` None means that there is none. `words` limits a word's values.
    """

    name: str
    type: ast.ParameterType
    words: tuple[str, ...] | None = None
    default: ParameterValue | None = None


@attrs.frozen(slots=True)
class ParameterIs:
    parameter: str
    negated: bool
    value: ParameterValue


@attrs.frozen(slots=True)
class AttributeIs:
    """An attribute of the resource, or of the group, that is judged is one of these, compared as it is written (D3)."""

    attribute: str
    negated: bool
    values: tuple[str, ...]


@attrs.frozen(slots=True)
class StartsBefore:
    """The verdict's period starts before the first instant of a civil day (C7)."""

    at: int


@attrs.frozen(slots=True)
class StartsFrom:
    """The verdict's period starts at or after the first instant of a civil day (C7)."""

    at: int


@attrs.frozen(slots=True)
class SeverityIs:
    """The ticket's severity is one of these; None stands for a ticket that has none (S2)."""

    negated: bool
    severities: tuple[str | None, ...]


@attrs.frozen(slots=True)
class QueueIs:
    """The ticket's queue is one of these (S1)."""

    negated: bool
    queues: tuple[str, ...]


@attrs.frozen(slots=True)
class Labelled:
    """The ticket bears one of these labels."""

    negated: bool
    labels: tuple[str, ...]


Condition: TypeAlias = ParameterIs | AttributeIs | StartsBefore | StartsFrom | SeverityIs | QueueIs | Labelled
TicketCondition: TypeAlias = SeverityIs | QueueIs | Labelled
Guard: TypeAlias = tuple[Condition, ...]
"""Conditions that must all hold; none of them means always."""
