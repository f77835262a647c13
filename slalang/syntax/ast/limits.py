"""Comparisons and limits, which are the same wherever they stand."""

from __future__ import annotations

from enum import Enum

from attrs import frozen as node

from slalang.syntax.ast.time import Length
from slalang.syntax.ast.words import Node, Number, Percent


class Comparison(Enum):
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"


class Bound(Enum):
    BELOW = "below"
    AT_MOST = "at most"
    ABOVE = "above"
    AT_LEAST = "at least"


@node
class TheTarget(Node):
    pass


@node
class Limit(Node):
    bound: Bound
    of: Percent | TheTarget | Length | Number


@node
class Limits(Node):
    limits: tuple[Limit, ...]
