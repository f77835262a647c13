"""What is promised of a service, and how it is measured."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.semantics.policy.limits import Limit
from slalang.semantics.policy.observation import CountWatch, Measure, OutageWatch, ProbeSlots, ProbeWatch
from slalang.semantics.policy.parts import Combine, Resources, Service
from slalang.semantics.policy.words import Cited, Guard
from slalang.syntax.ast import Comparison as Comparison
from slalang.syntax.ast import LongerRule as LongerRule
from slalang.syntax.ast import PartialRule as PartialRule
from slalang.syntax.ast import RunRounding as RunRounding
from slalang.syntax.ast import SlotRule as SlotRule
from slalang.syntax.ast import UnevenRule, UnobservedRule
from slalang.time.calendars import BusinessCalendar
from slalang.time.periods import PeriodRule
from slalang.values.money import Rounding


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


class CountOf(Enum):
    """What a count target counts (C1)."""

    OUTAGES = "down"
    """Runs of counted time, each in the period in which it starts to count."""
    BAD = "bad"
    """Failed requests or executions."""


@attrs.frozen(slots=True)
class CountTarget:
    """So often at most, or less often (C1)."""

    comparison: Comparison
    number: int
    of: CountOf
    guard: Guard
    cited: Cited


@attrs.frozen(slots=True)
class ValueTarget:
    """A measured value, any comparison (C1)."""

    comparison: Comparison
    value: Fraction
    digits: str
    guard: Guard
    cited: Cited


@attrs.frozen(slots=True)
class NoTarget:
    """Customers for whom there is no target (C1)."""

    guard: Guard
    cited: Cited


Promised: TypeAlias = ShareTarget | DowntimeTarget | CountTarget | ValueTarget
Target: TypeAlias = Promised | NoTarget


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
    """A promise about a service (C1): what is measured, over what, against which target.

    `measure` None measures time, by `outages`, `probes`, `probe_slots` and `counts`, whose bad time is joined (D1);
    else those are None. `unobserved` and `uneven` are None where nothing asks for them.
    """

    name: str
    service: Service
    targets: tuple[Target, ...]
    warning: Limit | None
    period: PeriodRule
    judged_over: PeriodRule | None
    outages: OutageWatch | None
    probes: ProbeWatch | None
    probe_slots: ProbeSlots | None
    counts: CountWatch | None
    measure: Measure | None
    unobserved: UnobservedRule | None
    uneven: UnevenRule | None
    explained: Cited | None
    """Bad slots and runs wholly inside an excluded outage go out with it (D1)."""
    combine: Combine | None
    resources: Resources | None
    partial: PartialRule
    basis: Basis
    granularity: Granularity
    shortest_run: ShortestRun | None
    rounding: ShareRounding | None
    cited: Cited
    choices: tuple[tuple[str, Cited], ...] = ()
    """The measuring choices by name, with their clauses and reasons.

    The names are `partial`, `basis`, `granularity`, `combine`, `unobserved`, `uneven`, `empty`, `other time`; `empty` is what
    a slot of watched counts is without requests, or a period of a measure; `empty slot` what a slot is of a mean of slots.
    """
