"""Limits: whether the figure itself lies inside."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.mutation.operator import Change, Declared, changed
from slalang.syntax import ast

_OTHER = {
    ast.Comparison.AT_LEAST: ast.Comparison.MORE_THAN,
    ast.Comparison.MORE_THAN: ast.Comparison.AT_LEAST,
    ast.Comparison.AT_MOST: ast.Comparison.LESS_THAN,
    ast.Comparison.LESS_THAN: ast.Comparison.AT_MOST,
    ast.Bound.BELOW: ast.Bound.AT_MOST,
    ast.Bound.AT_MOST: ast.Bound.BELOW,
    ast.Bound.ABOVE: ast.Bound.AT_LEAST,
    ast.Bound.AT_LEAST: ast.Bound.ABOVE,
}


def inclusive(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """`at least` and `more than`, `at most` and `less than`, `below` and `at most`, `above` and `at least` are exchanged."""
    for name in ("comparison", "bound"):
        if isinstance(word := getattr(node, name, None), ast.Comparison | ast.Bound):
            yield Change(changed(node, **{name: _OTHER[word]}))
    if isinstance(node, ast.LeastPayableFrom):
        yield Change(ast.LeastPayableAbove(node.money, span=node.span))
    if isinstance(node, ast.LeastPayableAbove):
        yield Change(ast.LeastPayableFrom(node.money, span=node.span))
