"""Duties: on what occasion, what is owed or forbidden, until when, and what lifts them (S4)."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import attrs

from slalang.semantics.policy.clock import AnyLength, Belonging, ByFullDay
from slalang.semantics.policy.parts import Service
from slalang.semantics.policy.words import Cited
from slalang.syntax.ast import Reference as Reference
from slalang.time.periods import PeriodRule
from slalang.values.events import Decision, MaintenanceKind, TicketAction


@attrs.frozen(slots=True)
class OutagePattern:
    """Outages of some severities and causes; None admits any, a severity None is an outage without one."""

    severities: tuple[str | None, ...] | None
    causes: tuple[str, ...] | None


@attrs.frozen(slots=True)
class TicketPattern:
    """What happened to a ticket, of some severities (that of the ticket's latest event so far which carries one)."""

    action: TicketAction
    severities: tuple[str | None, ...] | None


class AboutWords(Enum):
    """How an answer hangs together with the occasion."""

    IT = "about it"
    THE_SAME = "about the same"


@attrs.frozen(slots=True)
class FactPattern:
    """Facts of a name; `about` None admits any."""

    name: str
    about: AboutWords | OutagePattern | TicketPattern | None


@attrs.frozen(slots=True)
class MaintenancePattern:
    kinds: tuple[MaintenanceKind, ...] | None


@attrs.frozen(slots=True)
class ClaimPattern:
    """Claims for a commitment of that name; THE_SAME: for the occasion's period and commitment; None admits any."""

    of: str | AboutWords | None


@attrs.frozen(slots=True)
class SettlementPattern:
    """Settlements with that decision; `of` as for claims."""

    decision: Decision
    of: str | AboutWords | None


EventPattern: TypeAlias = FactPattern | OutagePattern | TicketPattern | MaintenancePattern | ClaimPattern | SettlementPattern


@attrs.frozen(slots=True)
class WithinAfter:
    """At the latest a length after the occasion's instant."""

    length: AnyLength
    after: Reference


@attrs.frozen(slots=True)
class AheadOf:
    """At the latest a length before the occasion's instant."""

    length: AnyLength
    before: Reference


@attrs.frozen(slots=True)
class FullDayAfter:
    day: ByFullDay
    after: Reference


@attrs.frozen(slots=True)
class ByCarriedDate:
    """By the date that the occasion, a fact, carries."""


DutyLimit: TypeAlias = WithinAfter | AheadOf | FullDayAfter | ByCarriedDate


@attrs.frozen(slots=True)
class Lifting:
    """A fact that lifts the duty; with a length, so long before the occasion's instant, or before the deadline."""

    fact: FactPattern
    ahead: AnyLength | None
    before: Reference | None
    """None: before the deadline."""
    cited: Cited


@attrs.frozen(slots=True)
class Duty:
    """Something that must happen, or with `forbidden` must not, on each occasion (S4).

    `occasion` is an event, or a period for what is owed regularly. `includes` is what the answer must contain.
    Without a limit a regular duty is owed inside each period, any other has no deadline.
    """

    name: str
    service: Service | None
    occasion: EventPattern | PeriodRule
    answer: EventPattern
    includes: tuple[str, ...]
    forbidden: bool
    limit: DutyLimit | None
    earlier_counts: bool
    liftings: tuple[Lifting, ...]
    belongs: Belonging | None
    cited: Cited
    answer_cited: Cited
