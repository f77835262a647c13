"""What several credits come to together."""

from __future__ import annotations

from typing import TypeAlias

from slalang.syntax.ast.credit import Ceiling, ShareOfBase
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.time import Length, Period
from slalang.syntax.ast.words import Money, Name, Phrase, Qualifiers


@node
class CreditsAddUp(Node):
    pass


@node
class HighestCredit(Node):
    """The commitments are alternatives (C5)."""


@node
class PointWorth(Node):
    """What a point is in money (C3)."""

    worth: Money | ShareOfBase


@node
class CapPeriod(Node):
    period: Period


@node
class CapRolling(Node):
    length: Length


@node
class CapSubscription(Node):
    pass


CapSpan: TypeAlias = CapPeriod | CapRolling | CapSubscription


@node
class JointCap(Node):
    """What the credits may come to together, in one of their periods or over a longer time (C5)."""

    at: Ceiling
    span_of: CapSpan | None = None


@node
class Joint(Node):
    """What is settled for several commitments in a verdict of its own (C5)."""

    name: Name
    commitments: tuple[Name, ...]
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]
