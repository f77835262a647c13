"""What stands around the promises: the agreement, its files, causes, parameters, readings."""

from __future__ import annotations

from datetime import date
from enum import Enum

from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.words import Name, Phrase, Qualifiers, Value, ZoneName


@node
class Provider(Node):
    name: str


@node
class Customer(Node):
    name: str


@node
class Source(Node):
    title: str


@node
class Zone(Node):
    zone: ZoneName


@node
class Currency(Node):
    code: str


@node
class InForce(Node):
    first: date
    until: date | None = None


@node
class Clauses(Node):
    """Every clause of the source, so that a reader can check that nothing was lost (P1)."""

    clauses: tuple[str, ...]


@node
class Agreement(Node):
    title: str
    version: str | None
    phrases: tuple[Phrase, ...]


@node
class Prose(Node):
    """Clauses that no machine decides, and why."""

    clauses: tuple[str, ...]
    because: str


@node
class Use(Node):
    """Another file whose rules hold here too (P3)."""

    path: str


@node
class Replaces(Node):
    """The earlier version of this policy, which governs what begins before this one is in force (C7)."""

    path: str


@node
class Throughout(Node):
    """What holds for every commitment and credit that does not say otherwise."""

    phrases: tuple[Phrase, ...]


@node
class Cause(Node):
    name: Name
    kinds: tuple[Cause, ...] | None = None


@node
class Causes(Node):
    causes: tuple[Cause, ...]


class ParameterType(Enum):
    """What a customer's contract supplies (P2)."""

    PERCENTAGE = "a percentage"
    AMOUNT = "an amount"
    NUMBER = "a number"
    WORD = "a word"
    YES_OR_NO = "yes or no"


@node
class WordChoice(Node):
    words: tuple[str, ...]


@node
class Default(Node):
    """`default X`; None where the policy says `no default`."""

    value: Value | None = None


@node
class Parameter(Node):
    name: Name
    qualifiers: Qualifiers
    type: ParameterType | WordChoice
    default: Default


@node
class Reading(Node):
    name: Name
    governs: bool
    because: str


@node
class Ambiguity(Node):
    """A place where the text admits several meanings: each is a reading, one governs (P6)."""

    name: Name
    qualifiers: Qualifiers
    readings: tuple[Reading, ...]
