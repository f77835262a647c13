"""What a miss earns, and how it is claimed."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from slalang.syntax.ast.clock import Counting
from slalang.syntax.ast.conditions import Where
from slalang.syntax.ast.duty import Including
from slalang.syntax.ast.limits import Comparison, Limits
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.parts import PartNoun
from slalang.syntax.ast.time import EndOfFullDay, Length, Period
from slalang.syntax.ast.words import Money, Name, Number, Ordinal, Percent, Phrase, Qualifiers
from slalang.values.money import Rounding


@node
class MissedTarget(Node):
    pass


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


class FeeSlot(Enum):
    """What a fee is taken of, where one is given back for each of them (C3)."""

    HOUR = "clock hour"
    DAY = "day"


@node
class SlotFees(Node):
    """The fee of each clock hour or day that was down for so long (C3)."""

    times: Number | None
    slot: FeeSlot
    comparison: Comparison
    length: Length


@node
class ServiceDays(Node):
    """So many days' fees (C3)."""

    number: Number


@node
class Points(Node):
    """Points, which a joint rule turns into money (C3)."""

    number: Number


Award: TypeAlias = (
    PercentAward | ParameterAward | FlatAward | UnavailableShare | Shortfall | TimeLost | SlotFees | ServiceDays | Points
)


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


class DowntimeScope(Enum):
    """Of what the units are counted (C3)."""

    PERIOD = "downtime"
    RUN = "each run"


@node
class Allowance(Node):
    length: Length


@node
class EachDowntime(Node):
    """The award for each such length of bad time (C3)."""

    length: Length
    part: PartRule
    scope: DowntimeScope
    allowance: Allowance | None = None


Accrual: TypeAlias = EachDay | EachUnit | EachDowntime


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
class ThePeriod(Node):
    """The verdict's own period."""


@node
class HoldingPeriod(Node):
    """A longer period that holds the verdict's."""

    period: Period


class Edge(Enum):
    STARTS = "starts"
    ENDS = "ends"


@node
class TimeBefore(Node):
    """A length before the verdict's period starts or ends."""

    length: Length
    edge: Edge


@node
class AffectedAttribute(Node):
    """Charges with the same value of an attribute as the resource or group that is judged (C4)."""

    attribute: str


@node
class Charges(Node):
    """Charges, filtered (C4)."""

    time: ThePeriod | HoldingPeriod | TimeBefore
    in_category: InCategory | None = None
    except_category: ExceptCategory | None = None
    affected: PartNoun | AffectedAttribute | None = None


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
class ShareOfCharges(Node):
    percent: Percent
    charges: Charges


@node
class ParameterAmount(Node):
    parameter: Name


Ceiling: TypeAlias = Money | ShareOfBase | ShareOfCharges | ServiceDays | ParameterAmount


@node
class ServiceDay(Node):
    """Over how many days the base is spread for the fee of one (C3)."""

    number: Number


@node
class Repeats(Node):
    """By what a breached preceding period multiplies the points (C3)."""

    number: Number


@node
class UsedDowntime(Node):
    """What a paid claim was about earns nothing again (C6)."""


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
class GivenInSteps(Node):
    where: Where | None = None


@node
class TakenByTicket(Node):
    pass


@node
class TakenByFact(Node):
    fact: str


@node
class ClaimStep(Node):
    """One step of a claim, with a deadline of its own (C6); None is taken by a claim event that names it."""

    name: str
    taken_by: TakenByTicket | TakenByFact | None
    deadline: DeadlineAfter | DeadlineFullDay | DeadlineCycle
    including: Including | None = None


class PreconditionRule(Enum):
    """When a precondition is tested (C6)."""

    AT_CLAIM = "tested at the claim"
    SUSPENDED = "suspended meanwhile"


@node
class Precondition(Node):
    """The fact that breaks a precondition, and the fact about it that mends it (C6)."""

    broken_by: str
    mended_by: str
    rule: PreconditionRule


@node
class ClaimIncludes(Node):
    items: tuple[str, ...]


@node
class Credit(Node):
    commitment: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]
