"""A whole file."""

from __future__ import annotations

from typing import TypeAlias

from slalang.syntax.ast.clock import Clock
from slalang.syntax.ast.commitment import Commitment, Service
from slalang.syntax.ast.credit import Credit
from slalang.syntax.ast.document import Agreement, Ambiguity, Causes, Parameter, Prose, Replaces, Throughout, Use
from slalang.syntax.ast.duty import Duty
from slalang.syntax.ast.exclusion import Exclusion
from slalang.syntax.ast.joint import Joint
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.right import Right
from slalang.syntax.ast.scenario import Scenario
from slalang.syntax.ast.share import Share
from slalang.syntax.ast.time import Calendar

Rule: TypeAlias = (
    Agreement
    | Throughout
    | Prose
    | Causes
    | Parameter
    | Calendar
    | Service
    | Ambiguity
    | Commitment
    | Exclusion
    | Clock
    | Duty
    | Share
    | Credit
    | Joint
    | Right
    | Scenario
    | Use
    | Replaces
)


@node
class Policy(Node):
    """A whole file: its rules in the order in which they stand."""

    rules: tuple[Rule, ...]
