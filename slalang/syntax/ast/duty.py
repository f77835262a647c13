"""Duties: on what occasion, what is owed or forbidden, until when, and what lifts them (S4)."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from slalang.syntax.ast.exclusion import CausedBy
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.observation import Severities
from slalang.syntax.ast.time import EndOfFullDay, Length, Period
from slalang.syntax.ast.words import Name, Phrase, Qualifiers


@node
class OutageHappening(Node):
    severities: Severities | None = None
    caused_by: CausedBy | None = None


@node
class TicketHappening(Node):
    action: str
    severities: Severities | None = None


@node
class AboutIt(Node):
    """About the event that is the occasion."""


@node
class AboutTheSame(Node):
    """About what the occasion itself is about: the same outage, the same period."""


@node
class AboutOutage(Node):
    outage: OutageHappening


@node
class AboutTicket(Node):
    ticket: TicketHappening


About: TypeAlias = AboutIt | AboutTheSame | AboutOutage | AboutTicket


@node
class FactHappening(Node):
    name: str
    about: About | None = None


@node
class MaintenanceHappening(Node):
    kinds: tuple[str, ...] | None = None


@node
class ClaimHappening(Node):
    of: Name | AboutTheSame | None = None


@node
class SettlementHappening(Node):
    decision: str
    of: Name | AboutTheSame | None = None


Happening: TypeAlias = (
    FactHappening | OutageHappening | TicketHappening | MaintenanceHappening | ClaimHappening | SettlementHappening
)


@node
class Occasion(Node):
    """Each such event calls for the duty."""

    event: Happening


@node
class RegularOccasion(Node):
    """Each period calls for the duty."""

    period: Period


@node
class Including(Node):
    """What a fact or a claim contains."""

    items: tuple[str, ...]


class Reference(Enum):
    """The instant of the occasion from which a deadline runs."""

    ITSELF = "it"
    START = "it starts"
    END = "it ends"


@node
class DutyWithin(Node):
    length: Length
    after: Reference


@node
class DutyBefore(Node):
    length: Length
    before: Reference


@node
class DutyByFullDay(Node):
    day: EndOfFullDay
    after: Reference


@node
class DutyByDate(Node):
    """By the date that the occasion, a fact, carries."""


DutyLimit: TypeAlias = DutyWithin | DutyBefore | DutyByFullDay | DutyByDate


@node
class Demanded(Node):
    event: Happening
    including: Including | None = None
    limit: DutyLimit | None = None


@node
class Forbidden(Node):
    event: Happening
    limit: DutyLimit | None = None


@node
class TheDeadline(Node):
    pass


@node
class LiftNotice(Node):
    length: Length
    before: Reference | TheDeadline


@node
class LiftedBy(Node):
    """A fact that lifts the duty, where needed so long before (S4)."""

    fact: FactHappening
    notice: LiftNotice | None = None


@node
class EarlierCounts(Node):
    """What happened before the occasion may fulfil the duty too."""


@node
class Duty(Node):
    name: Name
    service: Name | None
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]
