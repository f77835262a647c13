"""What the credits of several verdicts come to together."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import attrs

from slalang.semantics.policy.credit import Ceiling, ChargeBase, LeastPayable, ParameterBase, ShareOfBase
from slalang.semantics.policy.words import Cited
from slalang.time.lengths import Length
from slalang.time.periods import PeriodRule
from slalang.values.money import Money, Rounding


class Joining(Enum):
    """How the commitments' credits come together (C5); each commitment's own are summed first."""

    SUM = "add up"
    HIGHEST = "the highest is taken"


@attrs.frozen(slots=True)
class WithinPeriods:
    """All credits whose period starts in one such period share the cap (C5)."""

    period: PeriodRule


@attrs.frozen(slots=True)
class WithinAny:
    """All credits whose periods end within any span of this length share the cap (C5)."""

    length: Length


class CapWords(Enum):
    EACH = "each period"
    SUBSCRIPTION = "over the subscription"


CapSpan: TypeAlias = WithinPeriods | WithinAny | CapWords


@attrs.frozen(slots=True)
class JointCap:
    at: Ceiling
    within: CapSpan
    cited: Cited


@attrs.frozen(slots=True)
class Joint:
    """What is settled for several commitments in a verdict of its own, one per customer and period (C5).

    `period` is the commitments' common one. `point` is what a point is worth, None where none is.
    """

    name: str
    commitments: tuple[str, ...]
    joining: Joining
    period: PeriodRule
    point: Money | ShareOfBase | None
    caps: tuple[JointCap, ...]
    base: ChargeBase | ParameterBase | None
    least_payable: LeastPayable | None
    rounding: Rounding
    cited: Cited
