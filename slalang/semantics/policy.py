"""The resolved, typed policy: what the engine reads.

A tree says what is written; this says what is meant. Names have become what they name, lengths have their
kind, zones and holidays are frozen in (V4), and every choice has been made. It is plain data: equal texts
give equal policies.

Order is meaning: targets, rows and exclusions apply in the order in which they are listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.syntax import ast
from slalang.syntax.ast import (
    Bound as Bound,
)
from slalang.syntax.ast import (
    Comparison as Comparison,
)
from slalang.syntax.ast import (
    Consequence as Consequence,
)
from slalang.syntax.ast import (
    Lifted as Lifted,
)
from slalang.syntax.ast import (
    LongerRule as LongerRule,
)
from slalang.syntax.ast import (
    OverlapWinner as OverlapWinner,
)
from slalang.syntax.ast import (
    PartialRule as PartialRule,
)
from slalang.syntax.ast import (
    RunRounding as RunRounding,
)
from slalang.syntax.ast import (
    SlotRule as SlotRule,
)
from slalang.syntax.ast import (
    UnobservedRule as UnobservedRule,
)
from slalang.time.calendars import BusinessCalendar
from slalang.time.lengths import Length
from slalang.time.periods import PeriodRule
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone
from slalang.values.money import Money, Rounding


@attrs.frozen(slots=True)
class Cited:
    """What a rule rests on: its clauses, the author's reason, and the words as the policy prints them."""

    clauses: tuple[str, ...] = ()
    reason: str | None = None
    written: str = ""


# ---------------------------------------------------------------------------------- parameters and conditions


@attrs.frozen(slots=True)
class PercentValue:
    """A percentage with its digits as written."""

    digits: str
    share: Fraction = attrs.field(init=False, repr=False)
    """The exact share between 0 and 1."""

    @share.default
    def _share(self) -> Fraction:
        return Fraction(self.digits) / 100


ParameterValue: TypeAlias = str | bool | Fraction | Money | PercentValue
"""A word, yes or no, a number, a sum or a percentage (P2)."""


@attrs.frozen(slots=True)
class Parameter:
    """What a customer's contract supplies (P2).

    `default` None means that there is none. `words` limits a word's values.
    """

    name: str
    type: ast.ParameterType
    words: tuple[str, ...] | None = None
    default: ParameterValue | None = None


@attrs.frozen(slots=True)
class ParameterIs:
    parameter: str
    negated: bool
    value: ParameterValue


@attrs.frozen(slots=True)
class StartsBefore:
    """The verdict's period starts before the first instant of a civil day (C7)."""

    at: int


@attrs.frozen(slots=True)
class StartsFrom:
    """The verdict's period starts at or after the first instant of a civil day (C7)."""

    at: int


Condition: TypeAlias = ParameterIs | StartsBefore | StartsFrom
Guard: TypeAlias = tuple[Condition, ...]
"""Conditions that must all hold; none of them means always."""


# ---------------------------------------------------------------------------------------------- commitments


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


# ---------------------------------------------------------------------------------------------- exclusions


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
class MaintenanceWindows:
    """Announced maintenance events of some kinds are the windows (X2)."""

    kinds: tuple[str, ...]


@attrs.frozen(slots=True)
class RecurringWindows:
    """The occurrences of a schedule are the windows (X2, T7)."""

    schedule: Schedule


@attrs.frozen(slots=True)
class Notice:
    length: Length


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

    `commitments` and `components` None mean all. `outages` and `windows` are exclusive. Where `excludes` is
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


# ---------------------------------------------------------------------------------------------- credits


@attrs.frozen(slots=True)
class Limit:
    """One side of a bracket; `digits` of the percentage as written, None is the target (C2)."""

    bound: Bound
    digits: str | None
    share: Fraction | None = attrs.field(init=False, repr=False)
    """The exact share between 0 and 1; None where it is the target's."""

    @share.default
    def _share(self) -> Fraction | None:
        return None if self.digits is None else Fraction(self.digits) / 100

    @property
    def written(self) -> str:
        """The limit in words: `below 97%`."""
        return f"{self.bound.value} the target" if self.digits is None else f"{self.bound.value} {self.digits}%"


@attrs.frozen(slots=True)
class PercentAward:
    percent: PercentValue


@attrs.frozen(slots=True)
class ParameterAward:
    """A percentage or a sum that each customer's contract supplies (P2)."""

    parameter: str


@attrs.frozen(slots=True)
class FlatAward:
    money: Money


@attrs.frozen(slots=True)
class UnavailableShare:
    """The base times (1 - availability) (C3)."""


@attrs.frozen(slots=True)
class Shortfall:
    """The base times (target - availability) (C3)."""


@attrs.frozen(slots=True)
class TimeLost:
    """So many times the part of the base that the counted time is of the period (C3)."""

    times: Fraction


Award: TypeAlias = PercentAward | ParameterAward | FlatAward | UnavailableShare | Shortfall | TimeLost


@attrs.frozen(slots=True)
class Row:
    """A bracket, or with `limits` None a missed target as such (C2)."""

    limits: tuple[Limit, ...] | None
    award: Award
    guard: Guard
    cited: Cited


@attrs.frozen(slots=True)
class ChargeBase:
    """The charges of the period; None admits all categories (C4)."""

    categories: tuple[str, ...] | None
    excepted: tuple[str, ...]
    affected_component: bool


@attrs.frozen(slots=True)
class ParameterBase:
    parameter: str


@attrs.frozen(slots=True)
class ShareOfBase:
    share: Fraction
    digits: str


@attrs.frozen(slots=True)
class ParameterSum:
    parameter: str


Ceiling: TypeAlias = Money | ShareOfBase | ParameterSum


@attrs.frozen(slots=True)
class CapOrFloor:
    at: Ceiling
    cited: Cited


@attrs.frozen(slots=True)
class LeastPayable:
    """A rounded credit is owed from this sum on, or only above it (C5)."""

    money: Money
    above: bool
    cited: Cited


class ClaimAnchor(Enum):
    """What a claim's deadline runs from (C6); a fact is named by its string."""

    PERIOD_END = "the end of the period"
    LAST_INCIDENT = "the last incident"


@attrs.frozen(slots=True)
class DeadlineAfter:
    length: Length
    anchor: ClaimAnchor | str


@attrs.frozen(slots=True)
class DeadlineCycle:
    """The end of the nth such period after the one that holds the verdict's period (C6)."""

    n: int
    period: PeriodRule


@attrs.frozen(slots=True)
class ClaimRule:
    """A deadline for customers for whom the guard holds; the first that holds applies."""

    deadline: DeadlineAfter | DeadlineCycle
    guard: Guard
    cited: Cited


class Given(Enum):
    """How a credit comes to the customer (C6)."""

    AUTOMATICALLY = "without a claim"
    ON_CLAIM = "on a claim"
    AT_DISCRETION = "at discretion"


@attrs.frozen(slots=True)
class Credit:
    commitment: str
    rows: tuple[Row, ...]
    rows_need_miss: bool
    overlap: OverlapWinner | None
    base: ChargeBase | ParameterBase | None
    rounding: Rounding
    caps: tuple[CapOrFloor, ...]
    floors: tuple[CapOrFloor, ...]
    least_payable: LeastPayable | None
    given: Given
    claims: tuple[ClaimRule, ...]
    claim_includes: tuple[str, ...]
    cited: Cited


# ---------------------------------------------------------------------------------------------- remedies


@attrs.frozen(slots=True)
class RollingMonths:
    """All misses lie in a span of that length (R1)."""

    length: Length


class RightWindow(Enum):
    SUBSCRIPTION_YEAR = "one subscription year"


@attrs.frozen(slots=True)
class Ground:
    """`misses` periods missed: consecutive where `among` is None, else of any so many in a row (R1)."""

    commitment: str
    misses: int
    among: int | None
    window: RollingMonths | RightWindow | None
    cited: Cited


@attrs.frozen(slots=True)
class Right:
    name: str
    grounds: tuple[Ground, ...]
    notice: Length | None
    notice_written: str
    refund: bool
    use_within: Length | None
    exercised_by: str | None
    cited: Cited


# ---------------------------------------------------------------------------------------------- the whole


@attrs.frozen(slots=True)
class Policy:
    """One variant of the text, with every ambiguity settled."""

    title: str
    version: str | None
    provider: str | None
    customer: str | None
    source: str | None
    zone: Zone
    currency: str | None
    in_force_at: int | None
    until_at: int | None
    clauses: tuple[str, ...]
    prose: tuple[tuple[tuple[str, ...], str], ...]
    causes: tuple[str, ...]
    """Every declared cause with its path (`customer`, `customer.network`)."""
    parameters: tuple[Parameter, ...]
    services: tuple[Service, ...]
    commitments: tuple[Commitment, ...]
    exclusions: tuple[Exclusion, ...]
    credits: tuple[Credit, ...]
    rights: tuple[Right, ...]
    holidays_version: str | None = None
    zone_version: str = ""


@attrs.frozen(slots=True)
class ReadingVariant:
    """The policy as it would be under one reading, every other ambiguity at its governing one (P6)."""

    ambiguity: str
    name: str
    governs: bool
    reason: str
    clauses: tuple[str, ...]
    policy: Policy


@attrs.frozen(slots=True)
class Compiled:
    """A policy ready to be evaluated: its governing variant, every reading, the version it replaces (C7).

    `sha256` is of the canonical text of all of it, so that a verdict names exactly what made it (V4).
    """

    policy: Policy
    readings: tuple[ReadingVariant, ...]
    replaces: Compiled | None
    sha256: str
    trees: Mapping[str, ast.Policy] = attrs.field(factory=dict, eq=False, repr=False)
    """The trees of the file and of all that it uses, by file name; scenarios are taken from here."""
