"""Rights that arise from a history of misses."""

from __future__ import annotations

from enum import Enum

import attrs

from slalang.semantics.policy.words import Cited
from slalang.time.lengths import Length


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
