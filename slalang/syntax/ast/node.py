"""What every node of the tree is: a frozen and slotted attrs class, equal to one of its class that says the same."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from slalang.values.places import NOWHERE, Span

__all__ = ["Node", "Span", "node"]

if TYPE_CHECKING:
    from attrs import frozen as node
else:

    def node(kind: type) -> type:
        """Make a class a node.

        Comparing, hashing and showing are `Node`'s, once for all: attrs would write and compile them for each of some three
        hundred classes, at every start, and few are ever used.
        """
        return attrs.frozen(kind, slots=True, eq=False, repr=False)


@node
class Node:
    """Anything that stands somewhere in a policy. Where that is takes no part in equality."""

    span: Span = attrs.field(default=NOWHERE, eq=False, repr=False, kw_only=True)

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return _content(self) == _content(other)

    def __hash__(self) -> int:
        return hash((self.__class__, _content(self)))

    def __repr__(self) -> str:
        kind: Any = self.__class__
        content = zip(_said(kind), _content(self), strict=True)
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={value!r}' for name, value in content)})"


def _content(one: Any) -> tuple[object, ...]:
    return tuple([getattr(one, name) for name in _said(one.__class__)])


@cache
def _said(kind: Any) -> tuple[str, ...]:
    """The fields in which a node of a class says something: all but its place."""
    return tuple(field.name for field in attrs.fields(kind) if field.eq)
