"""Choices: one of the other things that the language offers in the same place."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import attrs

from slalang.mutation.operator import Change, Declared, changed
from slalang.syntax import ast

_OTHERWISE_CHANGED = (
    ast.Comparison, ast.Bound, ast.Unit, ast.PeriodUnit, ast.FiscalUnit, ast.ParameterType, ast.PartNoun, ast.Consequence,
    ast.YesNo,
)  # fmt: skip
"""Enumerations that other operators change, or that are one with a noun beside them."""

_GROUPS: tuple[tuple[type[ast.Node], ...], ...] = (
    (ast.WholePeriod, ast.PeriodLessExcluded),
    (ast.RowsNeedMiss, ast.RowsStandAlone),
    (ast.CombineAny, ast.CombineAll, ast.CombineEach),
    (ast.AnyLocation, ast.AllLocations, ast.EachLocation),
    (ast.UnavailableShare, ast.Shortfall),
    (ast.CreditsAddUp, ast.HighestCredit),
    (ast.ReportedByAny, ast.ReportedByAll, ast.FirstReported),
    (ast.AnchorPeriodEnd, ast.AnchorLastIncident),
    (ast.MeanOf, ast.WorstOf),
    (ast.FactDeadline, ast.FactNotice),
    (ast.WheneverAny, ast.WheneverAll),
    (ast.FirstStart, ast.EachStart),
)
"""Kinds of phrases with the same parts, of which one stands for another."""


def consequence(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """What the breach of a condition does: void, the excess counts, noted."""
    if isinstance(given := getattr(node, "consequence", None), ast.Consequence):
        for other in ast.Consequence:
            if other is not given:
                yield Change(changed(node, consequence=other))


def choice(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """A choice that the language asks for, or a manner that it offers: each of the others, such as another rounding."""
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, Enum) and not isinstance(value, _OTHERWISE_CHANGED):
            for other in type(value):
                if other is not value:
                    yield Change(changed(node, **{field.name: other}))
    yield from _of_another_kind(node)


def negation(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """A condition after `where`, or a demand: `is` and `is not`, `requires` and `forbids`, before a day and from it on."""
    match node:
        case (
            ast.ParameterIs(negated=negated)
            | ast.AttributeIs(negated=negated)
            | ast.SeverityIs(negated=negated)
            | ast.QueueIs(negated=negated)
            | ast.Labelled(negated=negated)
        ):
            yield Change(changed(node, negated=not negated))
        case ast.StartsBefore(day):
            yield Change(ast.StartsFrom(day, span=node.span))
        case ast.StartsFrom(day):
            yield Change(ast.StartsBefore(day, span=node.span))
        case ast.Demanded(event, _, limit):
            yield Change(ast.Forbidden(event, limit, span=node.span))
        case ast.Forbidden(event, limit):
            yield Change(ast.Demanded(event, None, limit, span=node.span))
        case _:
            return


def default(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """The default of a parameter: another of its words, yes for no, or none at all."""
    if isinstance(node, ast.Parameter) and node.default.value is not None:
        value = node.default.value
        others: list[ast.Value | None] = [None]
        if isinstance(node.type, ast.WordChoice):
            others += [word for word in node.type.words if word != value]
        if isinstance(value, ast.YesNo):
            others += [other for other in ast.YesNo if other is not value]
        for other in others:
            yield Change(changed(node, default=changed(node.default, value=other)), node.default.span)


def reading(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """The reading that governs: each of the others."""
    if isinstance(node, ast.Ambiguity):
        for governing in node.readings:
            if not governing.governs:
                readings = tuple(changed(one, governs=one is governing) for one in node.readings)
                yield Change(changed(node, readings=readings), governing.span)


def claim(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """How a credit comes to the customer: without a claim, at discretion."""
    if isinstance(node, ast.GivenAutomatically):
        yield Change(ast.GivenAtDiscretion(span=node.span))
    if isinstance(node, ast.GivenAtDiscretion | ast.GivenOnClaim | ast.GivenInSteps):
        yield Change(ast.GivenAutomatically(span=node.span))


def misses(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """Misses of a right: consecutive ones count however far apart, and the other way round."""
    match node:
        case ast.ConsecutiveMisses():
            yield Change(_as(ast.MissesCounted, node))
        case ast.MissesCounted():
            yield Change(_as(ast.ConsecutiveMisses, node))
        case ast.MissesAmong(commitment, miss, number, _, window, notified):
            yield Change(ast.ConsecutiveMisses(commitment, miss, number, window, notified, span=node.span))
        case _:
            return


def granularity(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """What is counted exactly is counted by runs rounded up to a minute, and the other way round."""
    if isinstance(node, ast.ExactGranularity):
        minute = ast.ExactOrCalendarLength(ast.Number("1"), ast.Unit.MINUTE)
        yield Change(ast.RunGranularity(ast.RunRounding.UP, minute, span=node.span))
    if isinstance(node, ast.RunGranularity | ast.SlotGranularity):
        yield Change(ast.ExactGranularity(span=node.span))


def _of_another_kind(node: ast.Node) -> Iterator[Change]:
    for group in _GROUPS:
        if type(node) in group:
            for other in group:
                if other is not type(node):
                    yield Change(_as(other, node))


def _as(kind: type[ast.Node], node: ast.Node) -> ast.Node:
    """The same parts under another noun."""
    return kind(**{field.name: getattr(node, field.name) for field in attrs.fields(type(node))})
