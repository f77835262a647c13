"""What a service consists of: how components and resources combine, and which resources are looked at."""

from __future__ import annotations

from enum import Enum

from slalang.syntax.ast.conditions import AttributeIs, Where
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.time import Length
from slalang.syntax.ast.words import Name, Number, Percent


class PartNoun(Enum):
    """What a service consists of, in the words of the policy (D3)."""

    COMPONENT = "component"
    RESOURCE = "resource"


@node
class CombineAny(Node):
    part: PartNoun


@node
class CombineAll(Node):
    part: PartNoun


@node
class CombineSome(Node):
    number: Number
    part: PartNoun


@node
class CombineEach(Node):
    part: PartNoun


@node
class WeightedByDegree(Node):
    """Each instant weighs the largest degree of what is down (D3)."""


@node
class WeightedByAttribute(Node):
    """Each resource weighs what an attribute of it says, as a part of the sum over all that exist (D3)."""

    attribute: str


@node
class Weight(Node):
    component: Name
    percent: Percent


@node
class WeightedByShares(Node):
    """Each component weighs a fixed share (D3)."""

    weights: tuple[Weight, ...]


@node
class OnlyResources(Node):
    """Which resources there are for the commitment, by their attributes at each instant (D3)."""

    where: Where


@node
class GroupedBy(Node):
    """Resources with the same values of these attributes are judged together (D3)."""

    attributes: tuple[str, ...]


@node
class SpreadOver(Node):
    """The resources have so many different values of an attribute (D3)."""

    number: Number
    attribute: str


@node
class Aged(Node):
    """The resource exists for so long already (D3)."""

    length: Length


@node
class OnlyWhile(Node):
    """A condition of the commitment, tested at each instant (D3)."""

    standing: SpreadOver | Aged | AttributeIs


class OtherTimeRule(Enum):
    """What time without the commitment's conditions is (D3)."""

    LEAVES = "leaves the period"
    UP = "counts as up"


@node
class OtherTime(Node):
    rule: OtherTimeRule
