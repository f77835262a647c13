"""What does not count: outages, and windows with their conditions."""

from __future__ import annotations

from enum import Enum

from slalang.syntax.ast.conditions import Labelled, Where
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.time import Hours, Length, Period
from slalang.syntax.ast.words import Name, Number, Phrase, Qualifiers, ZoneName


@node
class CausedBy(Node):
    causes: tuple[Name, ...]


@node
class InEnvironment(Node):
    environments: tuple[str, ...]


@node
class FactDeadline(Node):
    """The fact comes at most that long after the outage starts."""

    length: Length


@node
class FactNotice(Node):
    """The fact comes at least that long before the outage starts."""

    length: Length


@node
class WithFact(Node):
    fact: str
    deadline: FactDeadline | FactNotice | None = None


@node
class OutagesExcluded(Node):
    caused_by: CausedBy | None = None
    environment: InEnvironment | None = None
    fact: WithFact | None = None


@node
class TicketsExcluded(Node):
    """Tickets to which the clocks do not apply (X1)."""

    caused_by: CausedBy | None = None
    labelled: Labelled | None = None
    fact: WithFact | None = None


@node
class MaintenanceExcluded(Node):
    kinds: tuple[str, ...]


@node
class RecurringExcluded(Node):
    hours: tuple[Hours, ...]
    zone: ZoneName | None = None


@node
class OnlyComponents(Node):
    names: tuple[Name, ...]


@node
class OnlyCausedBy(Node):
    """Inside a valid window only outages with these causes are excluded (D4)."""

    caused_by: CausedBy


@node
class NothingExcluded(Node):
    """The conditions are watched, but no time is excluded."""


class Consequence(Enum):
    """What the breach of a condition does (X3)."""

    VOID = "void"
    EXCESS = "the excess counts"
    COVENANT = "the breach is noted"


@node
class Notice(Node):
    length: Length
    where: Where | None = None
    consequence: Consequence | None = None


@node
class AllowedHours(Node):
    hours: tuple[Hours, ...]
    zone: ZoneName | None = None
    where: Where | None = None
    consequence: Consequence | None = None


@node
class AllowedCalendar(Node):
    calendar: Name
    where: Where | None = None
    consequence: Consequence | None = None


@node
class Longest(Node):
    length: Length
    where: Where | None = None
    consequence: Consequence | None = None


@node
class MostWindows(Node):
    number: Number
    period: Period
    where: Where | None = None
    consequence: Consequence | None = None


@node
class Total(Node):
    length: Length
    period: Period
    where: Where | None = None
    consequence: Consequence | None = None


@node
class Approval(Node):
    where: Where | None = None
    consequence: Consequence | None = None


class Lifted(Enum):
    NOTICE = "notice"
    HOURS = "hours"
    LENGTH = "length"
    NUMBER = "number"
    TOTAL = "total"


@node
class ApprovalLifts(Node):
    conditions: tuple[Lifted, ...]


@node
class Exclusion(Node):
    name: Name
    commitments: tuple[Name, ...] | None
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]
