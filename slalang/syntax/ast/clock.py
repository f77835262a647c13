"""Clocks over tickets: what starts and stops them, their targets, and what happens to them on the way (S1-S3)."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from slalang.syntax.ast.conditions import When
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.time import EndOfFullDay, Length
from slalang.syntax.ast.words import Name, Phrase, Qualifiers


@node
class FirstStart(Node):
    """The first such action of a ticket starts its one run."""

    actions: tuple[str, ...]


@node
class EachStart(Node):
    """Every such action starts a run of its own (S1: next reply)."""

    actions: tuple[str, ...]


@node
class Anew(Node):
    """The run begins again at each such action, and the worst gap is judged (S1: update every N)."""

    actions: tuple[str, ...]


@node
class Runs(Node):
    start: FirstStart | EachStart
    stop: tuple[str, ...]
    anew: Anew | None = None


@node
class Within(Node):
    length: Length


@node
class ByFullDay(Node):
    day: EndOfFullDay


@node
class ByNextFact(Node):
    """Due when the first such fact after the start happens (S3)."""

    fact: str


@node
class ClockTarget(Node):
    limit: Within | ByFullDay | ByNextFact
    when: When | None = None


class Belonging(Enum):
    """Which of its instants places a run in a period (S6)."""

    STARTS = "starts"
    DUE = "is due"
    STOPS = "stops"


@node
class BelongsTo(Node):
    by: Belonging


class SeverityRule(Enum):
    """What a change of severity does to a running clock (S2)."""

    RESTART = "restarts the clock"
    CARRY_OVER = "keeps the start and takes the new target"
    KEEP_FIRST = "changes nothing"


@node
class SeverityChange(Node):
    rule: SeverityRule


class ReopenRule(Enum):
    """What reopening a ticket does to a clock that has stopped (S2)."""

    CONTINUE = "continues the clock"
    OWN_RUN = "begins a run of its own"
    NOTHING = "changes nothing"


@node
class Reopening(Node):
    rule: ReopenRule


class PauseEffect(Enum):
    """What a pause does: to the deadline, to an accrual past it, or to both (S2)."""

    DEADLINE = "moves the deadline"
    ACCRUAL = "stops the accrual"
    BOTH = "moves the deadline and stops the accrual"


@node
class Pauses(Node):
    start: tuple[str, ...]
    stop: tuple[str, ...]
    effect: PauseEffect


@node
class NeverPauses(Node):
    pass


class Counting(Enum):
    COUNTS = "counts"
    DOES_NOT = "does not count"


@node
class AutomaticReply(Node):
    """Whether an automatic reply stops a clock that an acknowledgement, a response or an update stops (S2)."""

    counting: Counting


class StageRule(Enum):
    STOPS = "stops it too"
    DOES_NOT = "does not stop it"


@node
class LaterStage(Node):
    """Whether a later stage of a ticket stops an earlier clock (S2)."""

    rule: StageRule


@node
class Clock(Node):
    name: Name
    service: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]


Handling: TypeAlias = SeverityChange | Reopening | Pauses | NeverPauses | AutomaticReply | LaterStage
