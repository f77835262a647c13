"""Services, and what is promised of them."""

from __future__ import annotations

from enum import Enum

from slalang.syntax.ast.conditions import When
from slalang.syntax.ast.limits import Comparison, Limit
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.time import Length, Period
from slalang.syntax.ast.words import Name, Number, Percent, Phrase, Qualifiers
from slalang.values.money import Rounding


@node
class Components(Node):
    names: tuple[Name, ...]


@node
class AnyComponent(Node):
    """The components are those that events name."""


@node
class AnyResource(Node):
    """The service consists of resources, which come and go by events (D3)."""


@node
class NoComponents(Node):
    pass


@node
class Service(Node):
    name: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]


@node
class AvailabilityTarget(Node):
    comparison: Comparison
    percent: Percent
    when: When | None = None


@node
class DowntimeTarget(Node):
    comparison: Comparison
    length: Length
    when: When | None = None


@node
class GoodTarget(Node):
    """A share of requests or executions, or a mean of such shares (D7)."""

    comparison: Comparison
    percent: Percent
    when: When | None = None


@node
class BadTarget(Node):
    """How many may be bad (C1)."""

    comparison: Comparison
    number: Number
    when: When | None = None


@node
class OutagesTarget(Node):
    """How often it may be down (C1)."""

    comparison: Comparison
    number: Number
    when: When | None = None


@node
class ValueTarget(Node):
    """A measured value (C1)."""

    comparison: Comparison
    number: Number
    when: When | None = None


@node
class NoTarget(Node):
    when: When | None = None


@node
class Warning(Node):
    limit: Limit


@node
class CommitmentPeriod(Node):
    period: Period


@node
class JudgedOver(Node):
    """Each period takes the availability of the longer one that holds it."""

    period: Period


class PartialRule(Enum):
    COVERED_PART = "only the covered part is judged"
    REST_IS_UP = "the rest counts as up"
    NOTHING = "nothing is judged"


@node
class PartialPeriod(Node):
    rule: PartialRule


@node
class WholePeriod(Node):
    pass


@node
class PeriodLessExcluded(Node):
    pass


@node
class CalendarHours(Node):
    calendar: Name


@node
class Basis(Node):
    of: WholePeriod | PeriodLessExcluded | CalendarHours


class SlotRule(Enum):
    WHOLLY_DOWN = "only those wholly down"
    TOUCHED = "any that is touched"


class RunRounding(Enum):
    UP = "up"
    DOWN = "down"


@node
class ExactGranularity(Node):
    pass


@node
class SlotGranularity(Node):
    length: Length
    rule: SlotRule


@node
class RunGranularity(Node):
    rounding: RunRounding
    length: Length


class LongerRule(Enum):
    WHOLE = "longer ones count whole"
    BEYOND = "longer ones count beyond it"


@node
class ShortestRun(Node):
    length: Length
    longer: LongerRule
    before_exclusions: bool = False


@node
class AvailabilityRounding(Node):
    rounding: Rounding
    digits: Number


@node
class Commitment(Node):
    name: Name
    service: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]
