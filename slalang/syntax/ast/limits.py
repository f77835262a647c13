"""Comparisons and limits, which are the same wherever they stand."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import assert_never

from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.time import Length
from slalang.syntax.ast.words import Number, Percent


class Comparison(Enum):
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"

    def holds(self, value: int | Fraction, limit: int | Fraction) -> bool:
        """Whether a value is, exactly, as it is compared with a limit (V2)."""
        match self:
            case Comparison.AT_LEAST:
                return value >= limit
            case Comparison.MORE_THAN:
                return value > limit
            case Comparison.AT_MOST:
                return value <= limit
            case Comparison.LESS_THAN:
                return value < limit
            case _:
                assert_never(self)


class Bound(Enum):
    BELOW = "below"
    AT_MOST = "at most"
    ABOVE = "above"
    AT_LEAST = "at least"

    def holds(self, value: int | Fraction, limit: int | Fraction) -> bool:
        """Whether a value lies, exactly, on this side of a limit (C2)."""
        match self:
            case Bound.BELOW:
                return value < limit
            case Bound.AT_MOST:
                return value <= limit
            case Bound.ABOVE:
                return value > limit
            case Bound.AT_LEAST:
                return value >= limit
            case _:
                assert_never(self)


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
