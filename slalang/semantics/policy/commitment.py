"""Services, and what is promised of them."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.semantics.policy.words import Cited, Guard, PercentValue
from slalang.syntax.ast import Comparison as Comparison
from slalang.syntax.ast import LongerRule as LongerRule
from slalang.syntax.ast import PartialRule as PartialRule
from slalang.syntax.ast import RunRounding as RunRounding
from slalang.syntax.ast import SlotRule as SlotRule
from slalang.syntax.ast import UnobservedRule as UnobservedRule
from slalang.time.calendars import BusinessCalendar
from slalang.time.periods import PeriodRule
from slalang.values.money import Rounding


class Components(Enum):
    """Which components a service has, where the policy does not list them."""

    NONE = "no components"
    AS_NAMED = "as events name them"


@attrs.frozen(slots=True)
class Service:
    name: str
    components: tuple[str, ...] | Components


@attrs.frozen(slots=True)
class ShareTarget:
    """Availability at least or more than a share (C1)."""

    comparison: Comparison
    share: Fraction
    digits: str
    guard: Guard
    cited: Cited


@attrs.frozen(slots=True)
class DowntimeTarget:
    """Counted downtime at most or less than a length (C1)."""

    comparison: Comparison
    us: int
    guard: Guard
    cited: Cited


@attrs.frozen(slots=True)
class NoTarget:
    """Customers for whom there is no target (C1)."""

    guard: Guard
    cited: Cited


Target: TypeAlias = ShareTarget | DowntimeTarget | NoTarget


@attrs.frozen(slots=True)
class OutageWatch:
    """Which outages are bad time (O1, D1). None admits all; a severity None is an outage without one."""

    severities: tuple[str | None, ...] | None
    least_degree: Fraction | None
    cited: Cited


class FromLocations(Enum):
    """From where a failure must be seen (O2)."""

    ANY = "any"
    ALL = "all"


@attrs.frozen(slots=True)
class ProbeWatch:
    """How failed probes make an outage (O2): so many in a row, seen from any, all or at least k locations."""

    failures: int
    locations: FromLocations | int
    unobserved: UnobservedRule
    cited: Cited


class CombineWords(Enum):
    """How components become one (D3); an integer k stands for `at least k`."""

    ANY = "any"
    ALL = "all"
    EACH = "each"


Combine: TypeAlias = CombineWords | int


class BasisWords(Enum):
    """What T is (D7); a calendar stands for its hours."""

    WHOLE = "the whole period"
    LESS_EXCLUDED = "the period less excluded time"


Basis: TypeAlias = BasisWords | BusinessCalendar


@attrs.frozen(slots=True)
class Slots:
    """Slots of `us` on the UTC grid (D6)."""

    us: int
    rule: SlotRule


@attrs.frozen(slots=True)
class RoundedRuns:
    """Each run rounded to a multiple of `us` at its end (D6)."""

    us: int
    rounding: RunRounding


Granularity: TypeAlias = Slots | RoundedRuns | None
"""None is exact."""


@attrs.frozen(slots=True)
class ShortestRun:
    """Runs shorter than `us` do not count; of longer ones, the whole or what lies beyond (D5)."""

    us: int
    longer: LongerRule
    before_exclusions: bool
    cited: Cited


@attrs.frozen(slots=True)
class ShareRounding:
    """Availability as a percentage rounded to so many decimals (D7)."""

    digits: int
    rounding: Rounding


@attrs.frozen(slots=True)
class Commitment:
    name: str
    service: Service
    targets: tuple[Target, ...]
    warning: PercentValue | None
    period: PeriodRule
    judged_over: PeriodRule | None
    outages: OutageWatch | None
    probes: ProbeWatch | None
    combine: Combine | None
    partial: PartialRule
    basis: Basis
    granularity: Granularity
    shortest_run: ShortestRun | None
    rounding: ShareRounding | None
    cited: Cited
    choices: tuple[tuple[str, Cited], ...] = ()
    """The measuring choices by name, with their clauses and reasons.

    The names are `partial`, `basis`, `granularity`, `combine`, `unobserved`.
    """
