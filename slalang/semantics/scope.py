"""What a rule can see while it is resolved: zone, currency, and everything that the policy declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeAlias, TypeVar

import attrs

from slalang.semantics.findings import Findings, heading_of
from slalang.semantics.policy import (
    ChosenCalendar,
    Cited,
    Clock,
    Commitment,
    Components,
    Credit,
    Joint,
    Parameter,
    Service,
    Share,
)
from slalang.syntax import ast, wording
from slalang.time.calendars import BusinessCalendar
from slalang.time.zones import Zone
from slalang.values.places import Span

T = TypeVar("T", bound=ast.Node)

Promise: TypeAlias = ast.Commitment | ast.Clock | ast.Duty | ast.Share
"""What credits and others name."""


@attrs.frozen(slots=True)
class Scope:
    """The surroundings of a rule.

    A name maps to None where it is declared and its declaration is in error: that error is enough, what uses
    the name says nothing more. `calendar_files` holds the days (numbers since 1970-01-01) that calendar files name, by
    their paths as written. `conditional` holds the readings of promises that exist only under readings. `clauses` are those
    of the rule itself, for phrases that cite none. `attributes` are those that a condition may ask for: of the resource or
    the group that is judged (D3); None admits any.
    """

    findings: Findings
    zone: Zone
    currency: str | None
    causes: frozenset[str] = frozenset()
    parameters: Mapping[str, Parameter | None] = attrs.field(factory=dict)
    calendars: Mapping[str, BusinessCalendar | ChosenCalendar | None] = attrs.field(factory=dict)
    calendar_files: Mapping[str, tuple[int, ...]] = attrs.field(factory=dict)
    services: Mapping[str, Service | None] = attrs.field(factory=dict)
    promises: Mapping[str, Promise] = attrs.field(factory=dict)
    commitments: Mapping[str, Commitment | None] = attrs.field(factory=dict)
    clocks: Mapping[str, Clock | None] = attrs.field(factory=dict)
    shares: Mapping[str, Share | None] = attrs.field(factory=dict)
    credits: Mapping[str, Credit | None] = attrs.field(factory=dict)
    joints: Mapping[str, Joint | None] = attrs.field(factory=dict)
    conditional: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    clauses: tuple[str, ...] = ()
    attributes: frozenset[str] | None = frozenset()

    def inside(self, noun: str, name: str, qualifiers: ast.Qualifiers | None = None) -> Scope:
        """The scope of one rule, whose heading its diagnostics show."""
        clauses = (qualifiers.clauses if qualifiers else None) or ()
        return attrs.evolve(self, findings=self.findings.under(heading_of(noun, name, clauses)), clauses=clauses)

    def aside(self) -> Scope:
        """The same scope, whose findings are not the policy's: what is wrong is said elsewhere."""
        return attrs.evolve(self, findings=Findings())

    def cited(self, qualifiers: ast.Qualifiers, words: str, span: Span) -> Cited:
        """What something rests on: its own clauses, or else those of its rule, its reason, its words, its place."""
        return Cited(qualifiers.clauses or self.clauses, qualifiers.because, words, span)

    def components(self) -> frozenset[str] | None:
        """Every component that the services list; None where events may name others."""
        names: set[str] = set()
        for service in self.services.values():
            if service is None or service.components in (Components.AS_NAMED, Components.RESOURCES):
                return None
            if isinstance(service.components, tuple):
                names.update(service.components)
        return frozenset(names)


@attrs.frozen(slots=True)
class Said(Generic[T]):
    """A phrase of a known kind, with what it carries."""

    body: T
    qualifiers: ast.Qualifiers
    throughout: bool = False

    def cited(self, scope: Scope) -> Cited:
        """What the phrase rests on; one that holds throughout does not rest on the clauses of one rule."""
        seen = attrs.evolve(scope, clauses=()) if self.throughout else scope
        return seen.cited(self.qualifiers, wording.body(self.body), self.body.span)


def said(phrases: tuple[ast.Phrase, ...], *kinds: type[T]) -> Iterator[Said[T]]:
    """The phrases of some kinds, in order."""
    for phrase in phrases:
        if isinstance(phrase.body, kinds):
            yield Said(phrase.body, phrase.qualifiers)


def said_once(scope: Scope, what: str, phrases: tuple[ast.Phrase, ...], *kinds: type[T]) -> Said[T] | None:
    """The one phrase of some kinds that may stand in a rule, or None; every further one is an error."""
    first: Said[T] | None = None
    for one in said(phrases, *kinds):
        if first is None:
            first = one
        else:
            scope.findings.twice(
                f"{scope.findings.heading} says {what}",
                first.body.span,
                one.body.span,
                "keep one of them; where the agreement can be read both ways, put each `under reading` of an ambiguity",
            )
    return first
