"""What does not count: outages, and windows with their conditions."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from slalang.semantics.policy.clock import AnyLength
from slalang.semantics.policy.words import Cited, Guard, Labelled
from slalang.syntax.ast import Consequence as Consequence
from slalang.syntax.ast import Lifted as Lifted
from slalang.time.calendars import BusinessCalendar
from slalang.time.lengths import Length
from slalang.time.periods import PeriodRule
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone


@attrs.frozen(slots=True)
class FactNeeded:
    """A fact about the outage; `within` after its start, or `ahead` of it, where a deadline is set (X1)."""

    name: str
    within: Length | None = None
    ahead: Length | None = None


@attrs.frozen(slots=True)
class OutageFilter:
    """Outages with one of these causes, in one of these environments, with a fact where needed (X1).

    None for causes or environments admits any.
    """

    causes: tuple[str, ...] | None
    environments: tuple[str, ...] | None
    fact: FactNeeded | None
    cited: Cited


@attrs.frozen(slots=True)
class TicketFilter:
    """Tickets with one of these causes (None admits any), with a label, with a fact where needed (X1)."""

    causes: tuple[str, ...] | None
    labelled: Labelled | None
    fact: FactNeeded | None
    cited: Cited


@attrs.frozen(slots=True)
class MaintenanceWindows:
    """Announced maintenance events of some kinds are the windows (X2)."""

    kinds: tuple[str, ...]


@attrs.frozen(slots=True)
class RecurringWindows:
    """The occurrences of a schedule are the windows (X2, T7)."""

    schedule: Schedule


@attrs.frozen(slots=True)
class Notice:
    length: AnyLength


@attrs.frozen(slots=True)
class AllowedTime:
    """Windows must lie inside a schedule or a calendar."""

    inside: Schedule | BusinessCalendar


@attrs.frozen(slots=True)
class Longest:
    us: int


@attrs.frozen(slots=True)
class RollingSpan:
    """The span of that length that ends at an instant (X4)."""

    length: Length
    zone: Zone


@attrs.frozen(slots=True)
class MostWindows:
    number: int
    per: PeriodRule | RollingSpan


@attrs.frozen(slots=True)
class Total:
    us: int
    per: PeriodRule | RollingSpan


@attrs.frozen(slots=True)
class Approved:
    pass


Limitation: TypeAlias = Notice | AllowedTime | Longest | MostWindows | Total | Approved


@attrs.frozen(slots=True)
class WindowCondition:
    """A condition on windows and what its breach does (X2, X3)."""

    limitation: Limitation
    consequence: Consequence
    guard: Guard
    cited: Cited


@attrs.frozen(slots=True)
class Exclusion:
    """Causes and windows whose time does not count (X1, X2).

    `commitments` (clocks among them) and `components` None mean all. `outages` and `windows` are exclusive. Where `excludes` is
    False the conditions are watched and nothing is excluded. `only_caused_by`: inside windows only outages
    with these causes (D4).
    """

    name: str
    commitments: tuple[str, ...] | None
    outages: tuple[OutageFilter, ...]
    windows: MaintenanceWindows | RecurringWindows | None
    components: tuple[str, ...] | None
    only_caused_by: tuple[str, ...] | None
    excludes: bool
    conditions: tuple[WindowCondition, ...]
    lifted: tuple[Lifted, ...]
    zone: Zone
    cited: Cited
    tickets: tuple[TicketFilter, ...] = ()
    """Tickets to which the clocks do not apply; they stand beside causes of outages, not beside windows."""
