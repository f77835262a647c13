"""What a miss earns, and how it is claimed."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.semantics.policy.clock import AnyLength, ByFullDay
from slalang.semantics.policy.limits import Limit
from slalang.semantics.policy.words import Cited, Guard, PercentValue
from slalang.syntax.ast import Comparison as Comparison
from slalang.syntax.ast import DowntimeScope as DowntimeScope
from slalang.syntax.ast import Edge as Edge
from slalang.syntax.ast import FeeSlot as FeeSlot
from slalang.syntax.ast import OverlapWinner as OverlapWinner
from slalang.syntax.ast import PartRule as PartRule
from slalang.syntax.ast import PreconditionRule as PreconditionRule
from slalang.time.lengths import Length
from slalang.time.periods import PeriodRule
from slalang.values.money import Money, Rounding


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


@attrs.frozen(slots=True)
class SlotFees:
    """So many times the fee of each clock hour or day of the policy's zone that counts so much bad time (C3)."""

    times: Fraction
    slot: FeeSlot
    comparison: Comparison
    us: int


@attrs.frozen(slots=True)
class ServiceDays:
    """So many days' fees (C3)."""

    number: int


@attrs.frozen(slots=True)
class Points:
    """Points, which a joint rule turns into money (C3)."""

    number: int


Award: TypeAlias = (
    PercentAward | ParameterAward | FlatAward | UnavailableShare | Shortfall | TimeLost | SlotFees | ServiceDays | Points
)


@attrs.frozen(slots=True)
class EachDay:
    """The award for each civil day past the deadline (S6)."""


@attrs.frozen(slots=True)
class EachUnit:
    """The award for each such length past the deadline, from when it begins or once it is complete (S6)."""

    length: AnyLength
    part: PartRule


@attrs.frozen(slots=True)
class EachDowntime:
    """The award for each `us` of bad time, of the period's sum or of each run, beyond an allowance (C3)."""

    us: int
    part: PartRule
    scope: DowntimeScope
    allowance_us: int


Accrual: TypeAlias = EachDay | EachUnit | EachDowntime


@attrs.frozen(slots=True)
class Row:
    """A bracket, or with `limits` None a missed target as such (C2); with an accrual the award is per day or unit (S6)."""

    limits: tuple[Limit, ...] | None
    award: Award
    guard: Guard
    cited: Cited
    accrual: Accrual | None = None


@attrs.frozen(slots=True)
class Accruing:
    """How an accrual is counted (S6).

    `most` None is without limit. Where no row accrues by civil days, the days, `together` and `daily_rate` are False.
    """

    first_day: bool
    last_day: bool
    most: int | None
    together: bool
    """A day that several share is credited once."""
    daily_rate: bool
    """Each day takes the terms in force on it, not those of the period."""
    choices: tuple[tuple[str, Cited], ...] = ()
    """By name, with clauses and reasons: `first day`, `last day`, `most`, `several`, `rate`."""


@attrs.frozen(slots=True)
class TimeBefore:
    """The time of a length before the verdict's period starts or ends (C4)."""

    length: Length
    edge: Edge


class AffectedPart(Enum):
    """Only charges for the component or resource that is judged (C4)."""

    PART = "the affected component or resource"


@attrs.frozen(slots=True)
class ChargeBase:
    """The charges of a time; None admits all categories (C4).

    `time` None is the verdict's own period, a period rule the one that holds its start. `affected` limits them to the part that
    is judged, or (a string) to charges with the same value of an attribute.
    """

    time: PeriodRule | TimeBefore | None
    categories: tuple[str, ...] | None
    excepted: tuple[str, ...]
    affected: AffectedPart | str | None


@attrs.frozen(slots=True)
class ParameterBase:
    parameter: str


@attrs.frozen(slots=True)
class ShareOfBase:
    share: Fraction
    digits: str


@attrs.frozen(slots=True)
class ShareOfCharges:
    """A share of other charges than those of the base (C5)."""

    share: Fraction
    digits: str
    charges: ChargeBase


@attrs.frozen(slots=True)
class ParameterSum:
    parameter: str


Ceiling: TypeAlias = Money | ShareOfBase | ShareOfCharges | ServiceDays | ParameterSum


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
    length: AnyLength
    anchor: ClaimAnchor | str


@attrs.frozen(slots=True)
class DeadlineFullDay:
    """The end of the nth full day after the anchor (T6)."""

    day: ByFullDay
    anchor: ClaimAnchor | str


@attrs.frozen(slots=True)
class DeadlineCycle:
    """The end of the nth such period after the one that holds the verdict's period (C6)."""

    n: int
    period: PeriodRule


Deadline: TypeAlias = DeadlineAfter | DeadlineFullDay | DeadlineCycle


@attrs.frozen(slots=True)
class ClaimRule:
    """A deadline for customers for whom the guard holds; the first that holds applies. None: the credit's steps (C6)."""

    deadline: Deadline | None
    guard: Guard
    cited: Cited


class ByTicket(Enum):
    """A step that is taken by opening a ticket (C6)."""

    OPENED = "a ticket"


@attrs.frozen(slots=True)
class ClaimStep:
    """One step of a claim (C6): taken by a claim event that names it (None), by a ticket, or by a fact (a string)."""

    name: str
    taken_by: ByTicket | str | None
    deadline: Deadline
    includes: tuple[str, ...]
    cited: Cited


@attrs.frozen(slots=True)
class Precondition:
    """The fact that breaks it, the fact about that one that mends it, and when it is tested (C6)."""

    broken_by: str
    mended_by: str
    rule: PreconditionRule
    cited: Cited


class Given(Enum):
    """How a credit comes to the customer (C6)."""

    AUTOMATICALLY = "without a claim"
    ON_CLAIM = "on a claim"
    AT_DISCRETION = "at discretion"


@attrs.frozen(slots=True)
class Credit:
    """What a miss of a commitment, a share, a clock or a duty earns (C2-C6, S6).

    `period` and `accruing` are None but for clocks and duties, whose credits have a period of their own.
    """

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
    period: PeriodRule | None = None
    accruing: Accruing | None = None
    steps: tuple[ClaimStep, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    used_downtime: Cited | None = None
    """What a paid claim was about earns nothing again (C6)."""
    day_over: int | None = None
    """A day's fee is the base over so many days; None: over the days of the period (C3)."""
    repeat: Fraction | None = None
    """What multiplies the points after a breached preceding period (C3)."""
