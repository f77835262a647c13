"""What a service consists of, how that combines, and which resources a promise is about."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.semantics.policy.words import AttributeIs, Cited
from slalang.syntax.ast import OtherTimeRule as OtherTimeRule
from slalang.time.lengths import Length


class Components(Enum):
    """Of what a service consists, where the policy does not list its components."""

    NONE = "no components"
    AS_NAMED = "components as events name them"
    RESOURCES = "resources as events name them"


@attrs.frozen(slots=True)
class Service:
    name: str
    components: tuple[str, ...] | Components


class CombineWords(Enum):
    """How components or resources become one (D3); an integer k stands for `at least k`."""

    ANY = "any"
    ALL = "all"
    EACH = "each"


@attrs.frozen(slots=True)
class ByDegree:
    """Each instant weighs the largest degree of the outages that are bad then (D3)."""


@attrs.frozen(slots=True)
class ByAttribute:
    """Each resource weighs what its attribute says, as a part of the sum over all that are there at the instant (D3)."""

    attribute: str


@attrs.frozen(slots=True)
class ByShares:
    """Each component weighs a fixed share of one (D3)."""

    shares: tuple[tuple[str, Fraction], ...]


Weighting: TypeAlias = ByDegree | ByAttribute | ByShares
Combine: TypeAlias = CombineWords | int | Weighting


@attrs.frozen(slots=True)
class SpreadOver:
    """The resources that are there have at least so many different values of an attribute (D3)."""

    number: int
    attribute: str


@attrs.frozen(slots=True)
class Aged:
    """The resource has been there for so long without a gap (D3)."""

    length: Length


Standing: TypeAlias = SpreadOver | Aged | AttributeIs


@attrs.frozen(slots=True)
class Resources:
    """Which resources a commitment is about, and when (D3).

    `only` filters them by attributes at each instant; `grouped_by` judges those with the same values together. `while_` are
    conditions at each instant; time without them, and without any resource, is `other`.
    """

    only: tuple[AttributeIs, ...]
    grouped_by: tuple[str, ...]
    while_: tuple[tuple[Standing, Cited], ...]
    other: OtherTimeRule
    cited: Cited
