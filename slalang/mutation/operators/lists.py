"""Lists: one item fewer, or one more."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.mutation.operator import Change, Declared, changed
from slalang.syntax import ast

_NO_LISTS = (ast.Qualifiers, ast.WordChoice, ast.Clauses)


def cause(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """The causes of an exclusion: one fewer, and each declared one more."""
    if isinstance(node, ast.CausedBy):
        named = [name.text for name in node.causes]
        for i, name in enumerate(node.causes):
            if len(named) > 1:
                yield Change(changed(node, causes=(*node.causes[:i], *node.causes[i + 1 :])), name.span)
        for other in declared.causes:
            if not any(other == name or other.startswith(f"{name}.") for name in named):
                yield Change(changed(node, causes=(*node.causes, ast.Name(other))))


def item(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """Words in a row (kinds, environments, severities, categories, contents, stages), or what approval lifts: one fewer."""
    if isinstance(node, _NO_LISTS):
        return
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, tuple) and len(value) > 1 and not any(isinstance(one, ast.Node) for one in value):
            for i in range(len(value)):
                yield Change(changed(node, **{field.name: (*value[:i], *value[i + 1 :])}))


def kind(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """The kinds of maintenance of an exclusion: one more."""
    if isinstance(node, ast.MaintenanceExcluded):
        for other in ("scheduled", "emergency", "release"):
            if other not in node.kinds:
                yield Change(changed(node, kinds=(*node.kinds, other)))


def word(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """The word that a parameter is asked for: another of its words."""
    if isinstance(node, ast.ParameterIs) and isinstance(node.value, str):
        for other in dict(declared.words).get(node.parameter.text, ()):
            if other != node.value:
                yield Change(changed(node, value=other))
