"""Share targets: so many of a period's runs of a clock or a duty are kept (S5)."""

from __future__ import annotations

from enum import Enum

from slalang.syntax.ast.conditions import When
from slalang.syntax.ast.limits import Comparison
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.words import Name, Percent, Phrase, Qualifiers


@node
class KeptTarget(Node):
    comparison: Comparison
    percent: Percent
    when: When | None = None


class EmptyRule(Enum):
    """What a period is in which there was nothing to keep (S5)."""

    KEPT = "counts as kept"
    MISSED = "counts as missed"
    NOT_JUDGED = "is not judged"


@node
class EmptyPeriod(Node):
    rule: EmptyRule


@node
class Share(Node):
    name: Name
    of: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]
