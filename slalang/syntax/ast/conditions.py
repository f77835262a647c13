"""Conditions, which are the same wherever they stand."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.words import Name, Value


@node
class ParameterIs(Node):
    parameter: Name
    negated: bool
    value: Value


@node
class AttributeIs(Node):
    """An attribute of a resource, or of the group that is judged (D3)."""

    attribute: str
    negated: bool
    values: tuple[str, ...]


@node
class StartsBefore(Node):
    day: date


@node
class StartsFrom(Node):
    day: date


@node
class SeverityIs(Node):
    """The ticket's severity (S2); None stands for a ticket that has none."""

    negated: bool
    severities: tuple[str | None, ...]


@node
class QueueIs(Node):
    negated: bool
    queues: tuple[str, ...]


@node
class Labelled(Node):
    negated: bool
    labels: tuple[str, ...]


Condition: TypeAlias = ParameterIs | AttributeIs | StartsBefore | StartsFrom | SeverityIs | QueueIs | Labelled


@node
class Where(Node):
    conditions: tuple[Condition, ...]


@node
class Otherwise(Node):
    pass


When: TypeAlias = Where | Otherwise
