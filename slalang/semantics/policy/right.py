"""Rights that arise from a history of misses."""

from __future__ import annotations

from enum import Enum

import attrs

from slalang.semantics.policy.limits import Limit
from slalang.semantics.policy.words import Cited
from slalang.syntax.ast import Comparison as Comparison
from slalang.time.lengths import Length
from slalang.time.periods import PeriodRule


@attrs.frozen(slots=True)
class RollingMonths:
    """All misses lie in a span of that length (R1)."""

    length: Length


@attrs.frozen(slots=True)
class OnePeriod:
    """All misses start in one such period (R1)."""

    period: PeriodRule


@attrs.frozen(slots=True)
class DownLonger:
    """Bad time beyond a length counts as a miss, whatever the target (R1)."""

    comparison: Comparison
    us: int


@attrs.frozen(slots=True)
class Notified:
    """Each miss needs a fact about its period within a length after that ends (R1)."""

    fact: str
    length: Length


class InARow(Enum):
    CONSECUTIVE = "consecutive"
    COUNTED = "however far apart"


@attrs.frozen(slots=True)
class Ground:
    """So many misses: consecutive, of any so many periods in a row (an integer), or however far apart (R1).

    A miss is a breached period or run (`miss` None), one within limits, or bad time beyond a length.
    """

    promise: str
    miss: tuple[Limit, ...] | DownLonger | None
    misses: int
    among: int | InARow
    window: RollingMonths | OnePeriod | None
    notified: Notified | None
    cited: Cited


@attrs.frozen(slots=True)
class PointsGround:
    """So many points of a credit, or of all of a joint rule, within a window (R1)."""

    credit: str
    points: int
    window: RollingMonths | OnePeriod | None
    cited: Cited


@attrs.frozen(slots=True)
class Right:
    name: str
    grounds: tuple[Ground | PointsGround, ...]
    notice: Length | None
    notice_written: str
    refund: bool
    use_within: Length | None
    exercised_by: str | None
    cited: Cited
