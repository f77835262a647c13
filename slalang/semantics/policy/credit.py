"""What a miss earns, and how it is claimed."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.semantics.policy.words import Cited, Guard, PercentValue
from slalang.syntax.ast import Bound as Bound
from slalang.syntax.ast import OverlapWinner as OverlapWinner
from slalang.time.lengths import Length
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
