"""Clocks over tickets: what starts and stops them, their targets, and what happens to them on the way (S1-S3)."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from slalang.semantics.policy.commitment import NoTarget
from slalang.semantics.policy.parts import Service
from slalang.semantics.policy.words import Cited, Guard
from slalang.syntax.ast import Belonging as Belonging
from slalang.syntax.ast import PauseEffect as PauseEffect
from slalang.syntax.ast import ReopenRule as ReopenRule
from slalang.syntax.ast import SeverityRule as SeverityRule
from slalang.time.calendars import BusinessCalendar
from slalang.time.lengths import Length
from slalang.values.events import TicketAction


@attrs.frozen(slots=True)
class ChosenCalendar:
    """A calendar that a customer's contract picks: the first whose guard holds (P2, T5)."""

    name: str
    options: tuple[tuple[Guard, BusinessCalendar], ...]


@attrs.frozen(slots=True)
class ChosenLength:
    """A length along a calendar that a customer's contract picks: the first whose guard holds (P2, T4)."""

    options: tuple[tuple[Guard, Length], ...]


AnyLength: TypeAlias = Length | ChosenLength


@attrs.frozen(slots=True)
class Within:
    length: AnyLength


@attrs.frozen(slots=True)
class ByFullDay:
    """The end of the nth full day after; a civil day where there is no calendar (T6)."""

    n: int
    calendar: BusinessCalendar | ChosenCalendar | None


@attrs.frozen(slots=True)
class ByNextFact:
    """The first such fact after the start is the deadline (S3)."""

    fact: str


@attrs.frozen(slots=True)
class ClockTarget:
    """The first whose guard holds governs (S1)."""

    limit: Within | ByFullDay | ByNextFact
    guard: Guard
    cited: Cited


@attrs.frozen(slots=True)
class Pauses:
    """What pauses the clock and what lets it run on, and what a pause does (S2)."""

    start: tuple[TicketAction, ...]
    stop: tuple[TicketAction, ...]
    effect: PauseEffect
    cited: Cited


@attrs.frozen(slots=True)
class Clock:
    """A clock on each ticket of a service (S1, S2).

    `each`: every start begins a run of its own. `stop` holds every action that stops the clock, later stages and
    automatic replies included where the policy lets them. `anew`: the run begins again at each of these, and the worst
    gap is judged. `severity` is None where no target asks for one. `belongs` is None where nothing needs a period.
    """

    name: str
    service: Service
    start: tuple[TicketAction, ...]
    each: bool
    stop: tuple[TicketAction, ...]
    anew: tuple[TicketAction, ...]
    targets: tuple[ClockTarget | NoTarget, ...]
    severity: SeverityRule | None
    reopening: ReopenRule
    pauses: Pauses | None
    belongs: Belonging | None
    cited: Cited
    choices: tuple[tuple[str, Cited], ...] = ()
    """The choices of S2 by name, with their clauses and reasons.

    The names are `severity`, `reopening`, `automatic reply`, `later stage`, `belonging`.
    """
