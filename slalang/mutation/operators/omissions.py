"""Omissions: a phrase, or a part of one, that is forgotten."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.mutation.operator import Change, Declared, changed
from slalang.syntax import ast

_RULES = (
    ast.Throughout, ast.Calendar, ast.Commitment, ast.Exclusion, ast.Clock, ast.Duty, ast.Share, ast.Credit, ast.Joint,
    ast.Right,
)  # fmt: skip


def phrase(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """A phrase is left out: an exclusion's outages or condition, a cap, a row, a target, a ground, a refund, a pause."""
    if isinstance(node, _RULES):
        for i, left_out in enumerate(node.phrases):
            yield Change(changed(node, phrases=(*node.phrases[:i], *node.phrases[i + 1 :])), left_out.span)
    if isinstance(node, ast.Agreement):
        for i, left_out in enumerate(node.phrases):
            if isinstance(left_out.body, ast.InForce):
                yield Change(changed(node, phrases=(*node.phrases[:i], *node.phrases[i + 1 :])), left_out.span)


def part(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """A part of a phrase is left out: a `where`, a category, a severity, a deadline, a span of misses, what is included."""
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        optional = "None" in str(field.type) and not isinstance(value, ast.Otherwise | ast.Name)
        if isinstance(value, ast.Node) and optional and not isinstance(node, ast.Qualifiers | ast.Default):
            yield Change(changed(node, **{field.name: None}), value.span)
    match node:
        case ast.Limits(limits) if len(limits) > 1:
            for i, limit in enumerate(limits):
                yield Change(changed(node, limits=(*limits[:i], *limits[i + 1 :])), limit.span)
        case ast.Where(conditions) if len(conditions) > 1:
            for i, condition in enumerate(conditions):
                yield Change(changed(node, conditions=(*conditions[:i], *conditions[i + 1 :])), condition.span)
        case ast.ShortestRun(before_exclusions=True):
            yield Change(changed(node, before_exclusions=False))
        case _:
            return


def pauses(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """A clock that pauses never does."""
    if isinstance(node, ast.Pauses):
        yield Change(ast.NeverPauses(span=node.span))
