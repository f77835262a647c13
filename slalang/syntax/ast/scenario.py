"""Scenarios: what is given, and what is expected."""

from __future__ import annotations

from slalang.syntax.ast.events import Moment, ScenarioEvent
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.words import Phrase, Qualifiers


@node
class GivenEvent(Node):
    event: ScenarioEvent


@node
class AsOf(Node):
    at: Moment


@node
class Scenario(Node):
    title: str
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]
