"""What a promise is watched and measured by: outages, probes, counts, executions, values, and who reports them."""

from __future__ import annotations

from enum import Enum

from slalang.syntax.ast.limits import Comparison
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.time import Length
from slalang.syntax.ast.words import Number, Percent


@node
class Severities(Node):
    """The severities that count; None stands for an outage without one."""

    severities: tuple[str | None, ...]


@node
class Degree(Node):
    least: Number


@node
class ReportedBy(Node):
    """The one source that governs (O8)."""

    source: str


@node
class ReportedByAny(Node):
    sources: tuple[str, ...]


@node
class ReportedByAll(Node):
    sources: tuple[str, ...]


@node
class FirstReported(Node):
    """The first of several sources to report governs (O8)."""

    sources: tuple[str, ...]


@node
class Reported(Node):
    by: ReportedBy | ReportedByAny | ReportedByAll | FirstReported


@node
class WatchOutages(Node):
    severities: Severities | None = None
    degree: Degree | None = None
    reported: Reported | None = None


@node
class AnyLocation(Node):
    pass


@node
class AllLocations(Node):
    pass


@node
class EachLocation(Node):
    """Every location is judged on its own (O2)."""


@node
class SomeLocations(Node):
    number: Number


@node
class WatchProbes(Node):
    failures: Number
    locations: AnyLocation | AllLocations | EachLocation | SomeLocations
    reported: Reported | None = None


@node
class AllFailed(Node):
    pass


@node
class ShareFailed(Node):
    comparison: Comparison
    percent: Percent


@node
class WatchProbeSlots(Node):
    """Slots judged by the share of their own probes that failed (O2)."""

    length: Length
    failing: AllFailed | ShareFailed
    reported: Reported | None = None


@node
class OfClass(Node):
    classes: tuple[str, ...]


@node
class LeastRequests(Node):
    number: Number


@node
class WatchCounts(Node):
    """Slots judged by their error rate, from a least traffic on (O3, D1)."""

    of_class: OfClass | None
    length: Length
    failing: AllFailed | ShareFailed
    least: LeastRequests | None = None
    reported: Reported | None = None


@node
class ProbeHold(Node):
    """For how long a probe's state holds where no other follows (O2)."""

    length: Length


class UnevenRule(Enum):
    """What happens with counts of an interval that lies in more than one slot (D1)."""

    ERROR = "are an error"
    SPREAD = "are spread evenly"


@node
class UnevenCounts(Node):
    rule: UnevenRule


class EmptySlotRule(Enum):
    """What a declared interval without requests is (D7)."""

    UP = "counts as up"
    DOWN = "counts as down"
    LEFT_OUT = "is left out"


@node
class EmptySlot(Node):
    rule: EmptySlotRule


class EmptyMeasureRule(Enum):
    """What a period without any request, execution or value is (D7)."""

    UP = "counts as up"
    DOWN = "counts as down"
    LEFT_OUT = "is left out"


@node
class EmptyMeasure(Node):
    rule: EmptyMeasureRule


@node
class Explained(Node):
    """Bad slots and runs wholly inside an excluded outage go out with it (D1)."""


@node
class GoodRequests(Node):
    of_class: OfClass | None = None


@node
class MeanOfSlots(Node):
    of_class: OfClass | None
    length: Length


@node
class GoodExecutions(Node):
    of_class: OfClass | None = None


@node
class MeanOf(Node):
    measure: str


@node
class WorstOf(Node):
    measure: str


@node
class PercentileOf(Node):
    percentile: Number
    measure: str


@node
class MeasuredBy(Node):
    """What is measured instead of time (D7)."""

    measure: GoodRequests | MeanOfSlots | GoodExecutions | MeanOf | WorstOf | PercentileOf
    reported: Reported | None = None


@node
class ClassScores(Node):
    """What a class counts for, between 0 and 1 (D7)."""

    name: str
    score: Number


class UnobservedRule(Enum):
    UP = "counts as up"
    DOWN = "counts as down"
    UNKNOWN = "stays unknown"


@node
class Unobserved(Node):
    rule: UnobservedRule
