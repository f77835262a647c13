"""Words, figures, and what any phrase may carry."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from slalang.syntax.ast.node import Node, node


@node
class Name(Node):
    """A word that the policy itself declares or uses as its own: lower case, digits, underscores (causes: dots too)."""

    text: str


@node
class Percent(Node):
    """A percentage with its digits as written (`99.50`)."""

    digits: str

    @property
    def share(self) -> Fraction:
        """The exact share between 0 and 1."""
        return Fraction(self.digits) / 100


@node
class Number(Node):
    """A plain number with its digits as written, without thousands separators."""

    digits: str

    @property
    def value(self) -> Fraction:
        """The exact number."""
        return Fraction(self.digits)


@node
class ZoneName(Node):
    """The name of a time zone as written; whether there is one is asked later (T2)."""

    text: str


@node
class Ordinal(Node):
    """`1st`, `2nd`, ...; `last` is -1."""

    number: int


@node
class TimeOfDay(Node):
    """A civil time of day in microseconds after midnight."""

    us: int


class Unit(Enum):
    """The unit of a length, as one of it is called."""

    MICROSECOND = "microsecond"
    MILLISECOND = "millisecond"
    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@node
class Money(Node):
    """A sum as written."""

    currency: str
    number: Number


class YesNo(Enum):
    """The answer of a parameter that is `yes or no`."""

    YES = "yes"
    NO = "no"


Value: TypeAlias = str | Percent | Money | Number | YesNo
"""What a parameter may be: a quoted word, a percentage, a sum, a number, yes or no."""


# ---------------------------------------------------------------------------------------------- what any phrase may carry


@node
class Qualifiers(Node):
    """The author's reason, the reading under which this holds, and the clauses that it encodes (P1, P6)."""

    because: str | None = None
    reading: Name | None = None
    clauses: tuple[str, ...] | None = None


@node
class Phrase(Node):
    """One phrase of a rule with what it carries; `body` is one of the classes below."""

    body: Node
    qualifiers: Qualifiers = Qualifiers()
