"""What a miss earns, and how it is claimed."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from attrs import frozen as node

from slalang.syntax.ast.clock import Counting
from slalang.syntax.ast.conditions import Where
from slalang.syntax.ast.time import EndOfFullDay, Length, Period
from slalang.syntax.ast.words import Money, Name, Node, Number, Ordinal, Percent, Phrase, Qualifiers
from slalang.values.money import Rounding


@node
class MissedTarget(Node):
    pass


class Bound(Enum):
    BELOW = "below"
    AT_MOST = "at most"
    ABOVE = "above"
    AT_LEAST = "at least"


@node
class TheTarget(Node):
    pass


@node
class Limit(Node):
    bound: Bound
    of: Percent | TheTarget


@node
class Limits(Node):
    limits: tuple[Limit, ...]


@node
class PercentAward(Node):
    percent: Percent


@node
class ParameterAward(Node):
    parameter: Name


@node
class FlatAward(Node):
    money: Money


@node
class UnavailableShare(Node):
    pass


@node
class Shortfall(Node):
    pass


@node
class TimeLost(Node):
    times: Number


Award: TypeAlias = PercentAward | ParameterAward | FlatAward | UnavailableShare | Shortfall | TimeLost


@node
class EachDay(Node):
    """The award for each civil day past the deadline (S6)."""


class PartRule(Enum):
    """Whether a unit counts from when it begins or once it is complete."""

    BEGUN = "begun"
    COMPLETED = "completed"


@node
class EachUnit(Node):
    """The award for each such length past the deadline (S6)."""

    length: Length
    part: PartRule


Accrual: TypeAlias = EachDay | EachUnit


@node
class CreditRow(Node):
    limits: MissedTarget | Limits
    award: Award
    accrual: Accrual | None = None
    where: Where | None = None


@node
class FirstDay(Node):
    """Whether the civil day that holds the deadline counts (S6)."""

    counting: Counting


@node
class LastDay(Node):
    """Whether the civil day that holds the stop counts (S6)."""

    counting: Counting


@node
class AccruesAtMost(Node):
    number: Number


@node
class AccruesWithoutLimit(Node):
    pass


class SeveralRule(Enum):
    """Whether a day that several share is credited once or for each of them (S6)."""

    ONCE = "accrue once"
    EACH = "accrue each on its own"


@node
class SeveralAtOnce(Node):
    rule: SeveralRule


class RateDay(Enum):
    """Which day's terms set the rate of an accrual (S6, C7)."""

    EACH_DAY = "each day"
    PERIOD = "the period"


@node
class RateOf(Node):
    day: RateDay


@node
class RowsNeedMiss(Node):
    pass


@node
class RowsStandAlone(Node):
    pass


class OverlapWinner(Enum):
    FIRST = "the first listed applies"
    HIGHEST = "the highest applies"


@node
class OverlapRule(Node):
    winner: OverlapWinner


@node
class InCategory(Node):
    categories: tuple[str, ...]


@node
class ExceptCategory(Node):
    categories: tuple[str, ...]


@node
class Charges(Node):
    in_category: InCategory | None = None
    except_category: ExceptCategory | None = None
    affected_component: bool = False


@node
class ParameterBase(Node):
    parameter: Name


@node
class Base(Node):
    of: Charges | ParameterBase


@node
class MoneyRounding(Node):
    rounding: Rounding


@node
class ShareOfBase(Node):
    percent: Percent


@node
class ParameterAmount(Node):
    parameter: Name


Ceiling: TypeAlias = Money | ShareOfBase | ParameterAmount


@node
class Cap(Node):
    at: Ceiling


@node
class Floor(Node):
    at: Ceiling


@node
class LeastPayableFrom(Node):
    money: Money


@node
class LeastPayableAbove(Node):
    money: Money


@node
class GivenAutomatically(Node):
    pass


@node
class GivenAtDiscretion(Node):
    pass


@node
class AnchorPeriodEnd(Node):
    pass


@node
class AnchorLastIncident(Node):
    pass


@node
class AnchorFact(Node):
    fact: str


@node
class DeadlineAfter(Node):
    length: Length
    anchor: AnchorPeriodEnd | AnchorLastIncident | AnchorFact


@node
class DeadlineFullDay(Node):
    day: EndOfFullDay
    anchor: AnchorPeriodEnd | AnchorLastIncident | AnchorFact


@node
class DeadlineCycle(Node):
    """The end of the Nth such period after the one that holds the verdict's period."""

    ordinal: Ordinal
    period: Period


@node
class GivenOnClaim(Node):
    deadline: DeadlineAfter | DeadlineFullDay | DeadlineCycle
    where: Where | None = None


@node
class ClaimIncludes(Node):
    items: tuple[str, ...]


@node
class Credit(Node):
    commitment: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]
