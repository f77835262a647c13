"""What changes a policy: an operator makes, of one node of its tree, the nodes that could stand there by mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

from slalang.syntax import ast
from slalang.values.places import NOWHERE, Span


@attrs.frozen(slots=True)
class Change:
    """Another node for the one that stands there; `at` is the place of what differs, where that is only a part of it."""

    node: ast.Node
    at: Span = NOWHERE


@attrs.frozen(slots=True)
class Declared:
    """What a policy and all that it uses declare: names that may stand where another name stands."""

    causes: tuple[str, ...]
    calendars: tuple[str, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]
    """The words that a parameter may be, by its name; of one that is any word, those that the policy asks for."""


Changes = Callable[[ast.Node, Declared], Iterator[Change]]


@attrs.frozen(slots=True)
class Operator:
    """One way in which a policy is miswritten: its name, what it does in words, and the changes that it makes of a node."""

    name: str
    what: str
    changes: Changes


NodeT = TypeVar("NodeT", bound=ast.Node)


def changed(node: NodeT, **parts: Any) -> NodeT:
    """The node with other parts, at its place."""
    return attrs.evolve(node, **parts)
