"""Rights that arise from a history of misses."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen as node

from slalang.syntax.ast.time import Length
from slalang.syntax.ast.words import Name, Node, Number, Phrase, Qualifiers


@node
class WithinRolling(Node):
    length: Length


@node
class WithinSubscriptionYear(Node):
    pass


Window: TypeAlias = WithinRolling | WithinSubscriptionYear


@node
class ConsecutiveMisses(Node):
    commitment: Name
    number: Number
    window: Window | None = None


@node
class MissesAmong(Node):
    commitment: Name
    number: Number
    among: Number
    window: Window | None = None


@node
class NoticePeriod(Node):
    length: Length


@node
class Refund(Node):
    pass


@node
class UseWithin(Node):
    length: Length


@node
class ExercisedBy(Node):
    fact: str


@node
class Right(Node):
    name: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]
