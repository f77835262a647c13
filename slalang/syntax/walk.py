"""Going through a tree: the parts of a node, and every node below it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.syntax.ast import Node


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside `node`, in the order in which they are declared."""
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Node):
                yield part


def walk(node: Node) -> Iterator[Node]:
    """`node` and every node below it, a node before its parts, in order; without recursion."""
    ahead = [node]
    while ahead:
        here = ahead.pop()
        yield here
        ahead.extend(reversed(tuple(children(here))))
