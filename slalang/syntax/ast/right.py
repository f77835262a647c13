"""Rights that arise from a history of misses."""

from __future__ import annotations

from typing import TypeAlias

from slalang.syntax.ast.limits import Comparison, Limits
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.time import Length, Period
from slalang.syntax.ast.words import Name, Number, Phrase, Qualifiers


@node
class WithinRolling(Node):
    length: Length


@node
class WithinOnePeriod(Node):
    period: Period


Window: TypeAlias = WithinRolling | WithinOnePeriod


@node
class Missed(Node):
    pass


@node
class DownLonger(Node):
    """Downtime beyond a length counts as a miss (R1)."""

    comparison: Comparison
    length: Length


Miss: TypeAlias = Missed | Limits | DownLonger


@node
class Notified(Node):
    """The notice that each miss needs, within a length after its period ends (R1)."""

    fact: str
    length: Length


@node
class ConsecutiveMisses(Node):
    commitment: Name
    miss: Miss
    number: Number
    window: Window | None = None
    notified: Notified | None = None


@node
class MissesAmong(Node):
    commitment: Name
    miss: Miss
    number: Number
    among: Number
    window: Window | None = None
    notified: Notified | None = None


@node
class MissesCounted(Node):
    """So many misses, however far apart: of periods, or of the runs of a clock or a duty (R1)."""

    commitment: Name
    miss: Miss
    number: Number
    window: Window | None = None
    notified: Notified | None = None


@node
class PointsReached(Node):
    """So many points within a window (R1)."""

    credit: Name
    number: Number
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
