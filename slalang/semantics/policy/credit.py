"""What a miss earns, and how it is claimed."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.semantics.policy.clock import AnyLength, ByFullDay
from slalang.semantics.policy.words import Cited, Guard, PercentValue
from slalang.syntax.ast import Bound as Bound
from slalang.syntax.ast import OverlapWinner as OverlapWinner
from slalang.syntax.ast import PartRule as PartRule
from slalang.time.periods import PeriodRule
from slalang.values.money import Money, Rounding


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
class EachDay:
    """The award for each civil day past the deadline (S6)."""


@attrs.frozen(slots=True)
class EachUnit:
    """The award for each such length past the deadline, from when it begins or once it is complete (S6)."""

    length: AnyLength
    part: PartRule


Accrual: TypeAlias = EachDay | EachUnit


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


@attrs.frozen(slots=True)
class ClaimRule:
    """A deadline for customers for whom the guard holds; the first that holds applies."""

    deadline: DeadlineAfter | DeadlineFullDay | DeadlineCycle
    guard: Guard
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
