"""What a promise is watched by, and what it measures instead of time."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.semantics.policy.words import Cited
from slalang.syntax.ast import Comparison as Comparison
from slalang.syntax.ast import EmptyMeasureRule as EmptyMeasureRule
from slalang.syntax.ast import EmptySlotRule as EmptySlotRule
from slalang.syntax.ast import UnevenRule as UnevenRule
from slalang.syntax.ast import UnobservedRule as UnobservedRule


class SourceRule(Enum):
    """Whom of several sources to believe (O8)."""

    ONE = "reported by"
    ANY = "reported by any of"
    ALL = "reported by all of"
    FIRST = "first reported by any of"


@attrs.frozen(slots=True)
class Sources:
    """Whose observations count, and how they agree (O8). Where a watch has none (None), all observations count alike."""

    rule: SourceRule
    names: tuple[str, ...]


@attrs.frozen(slots=True)
class OutageWatch:
    """Which outages are bad time (O1, D1). None admits all; a severity None is an outage without one."""

    severities: tuple[str | None, ...] | None
    least_degree: Fraction | None
    sources: Sources | None
    cited: Cited


class FromLocations(Enum):
    """From where a failure must be seen (O2)."""

    ANY = "any"
    ALL = "all"
    EACH = "each"
    """Every location is judged on its own."""


@attrs.frozen(slots=True)
class ProbeWatch:
    """How failed probes make an outage (O2): so many in a row, seen from any, all, each or at least k locations.

    A probe's state holds until the next of its location, but for `hold_us` at most, where that is given.
    """

    failures: int
    locations: FromLocations | int
    hold_us: int | None
    sources: Sources | None
    cited: Cited


@attrs.frozen(slots=True)
class Failing:
    """The share of probes or requests that makes a slot bad: `at least` or `more than` it (O2, D1)."""

    comparison: Comparison
    share: Fraction
    digits: str


@attrs.frozen(slots=True)
class ProbeSlots:
    """Slots of `us` on the UTC grid that are down by the share of their own probes that failed (O2)."""

    us: int
    failing: Failing
    sources: Sources | None
    cited: Cited


@attrs.frozen(slots=True)
class CountWatch:
    """Slots of `us` on the UTC grid that are down by their error rate, from so many requests on (O3, D1).

    `classes` None admits all. `empty` is what a slot is that was counted and had no request (D7).
    """

    us: int
    classes: tuple[str, ...] | None
    failing: Failing
    least: int
    empty: EmptySlotRule
    sources: Sources | None
    cited: Cited


@attrs.frozen(slots=True)
class Requests:
    """Good of all requests, summed over the period (D7)."""

    classes: tuple[str, ...] | None


@attrs.frozen(slots=True)
class MeanOfSlots:
    """The mean of the shares of good requests of slots of `us` on the UTC grid (D7)."""

    us: int
    classes: tuple[str, ...] | None
    empty: EmptySlotRule


@attrs.frozen(slots=True)
class Executions:
    """Good of all executions (D7)."""

    classes: tuple[str, ...] | None


class Statistic(Enum):
    """What is taken of measured values (D7)."""

    MEAN = "mean"
    WORST = "worst"


@attrs.frozen(slots=True)
class Values:
    """A statistic of the values of one measure; a Fraction is a percentile as a share, by nearest rank (D7)."""

    name: str
    statistic: Statistic | Fraction
    written: str
    """The statistic in words: `95th percentile`."""


Counted: TypeAlias = Requests | MeanOfSlots | Executions | Values


@attrs.frozen(slots=True)
class Measure:
    """What a commitment measures instead of time (D7).

    `scores` pairs a class with what a good one of it counts for, 1 where it has none. `empty` is what a period without any is.
    """

    of: Counted
    scores: tuple[tuple[str, Fraction], ...]
    empty: EmptyMeasureRule
    sources: Sources | None
    cited: Cited
