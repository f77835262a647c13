"""The mutants of a policy: every operator at every place, one change at a time, each in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

import attrs

from slalang.mutation.operator import Declared, changed
from slalang.mutation.operators import OPERATORS
from slalang.syntax import ast, wording
from slalang.syntax.walk import walk
from slalang.values.places import NOWHERE, Span

_NO_RULES = (ast.Use, ast.Replaces, ast.Prose, ast.Scenario, ast.Causes)
"""What decides nothing by itself, or says what there is."""

Path: TypeAlias = tuple[tuple[str, int | None], ...]
"""From a rule down to one of its nodes: fields, with the place in a row of several."""


@attrs.frozen(slots=True)
class Mutant:
    """One change of a policy: the operator's name, the rule and its clauses, the phrase before and after.

    `after` is empty where the phrase is left out. `tree` is the changed tree of the file that `at` lies in.
    """

    operator: str
    rule: str
    name: str
    clauses: tuple[str, ...]
    at: Span
    before: str
    after: str
    tree: ast.Policy = attrs.field(repr=False, eq=False)


def mutants_of(trees: Mapping[str, ast.Policy]) -> Iterator[Mutant]:
    """Every mutant of the files of a policy, by file, place and operator."""
    declared = _declared(trees)
    for file, tree in trees.items():
        for i, rule in enumerate(tree.rules):
            if isinstance(rule, _NO_RULES):
                continue
            for operator, other, at in _changes(rule, declared):
                rules = (*tree.rules[:i], other, *tree.rules[i + 1 :])
                yield _told(operator, rule, other, attrs.evolve(at, file=at.file or file), changed(tree, rules=rules))


def _changes(rule: ast.Rule, declared: Declared) -> Iterator[tuple[str, ast.Rule, Span]]:
    for path, node, place in _places(rule, (), rule.span):
        for operator in OPERATORS:
            for change in operator.changes(node, declared):
                other = cast(ast.Rule, _replaced(rule, path, change.node))
                yield operator.name, other, place if change.at is NOWHERE else change.at


def _places(node: ast.Node, path: Path, place: Span) -> Iterator[tuple[Path, ast.Node, Span]]:
    """Every node of a rule with the way to it and its place; what phrases carry beside their words means nothing."""
    here = place if node.span is NOWHERE else node.span
    yield path, node, here
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, ast.Qualifiers):
            continue
        if isinstance(value, tuple):
            for i, part in enumerate(value):
                if isinstance(part, ast.Node):
                    yield from _places(part, (*path, (field.name, i)), here)
        elif isinstance(value, ast.Node):
            yield from _places(value, (*path, (field.name, None)), here)


def _replaced(node: ast.Node, path: Path, new: ast.Node) -> ast.Node:
    if not path:
        return new
    (name, i), rest = path[0], path[1:]
    value = getattr(node, name)
    below = _replaced(value if i is None else value[i], rest, new)
    return changed(node, **{name: below if i is None else (*value[:i], below, *value[i + 1 :])})


def _declared(trees: Mapping[str, ast.Policy]) -> Declared:
    causes: list[str] = []
    calendars: list[str] = []
    words: dict[str, dict[str, None]] = {}
    for tree in trees.values():
        for node in (node for rule in tree.rules if not isinstance(rule, ast.Scenario) for node in walk(rule)):
            match node:
                case ast.Causes(listed):
                    causes += [path for cause in listed for path in _paths(cause, "")]
                case ast.Calendar(name):
                    calendars.append(name.text)
                case ast.Parameter(name, _, ast.WordChoice(choice)):
                    words.setdefault(name.text, {}).update(dict.fromkeys(choice))
                case ast.ParameterIs(parameter, _, str(value)):
                    words.setdefault(parameter.text, {})[value] = None
                case _:
                    pass
    return Declared(tuple(causes), tuple(calendars), tuple((name, tuple(found)) for name, found in words.items()))


def _paths(cause: ast.Cause, above: str) -> Iterator[str]:
    path = f"{above}{cause.name.text}"
    yield path
    for kind in cause.kinds or ():
        yield from _paths(kind, f"{path}.")


# ------------------------------------------------------------------------------------------------- in words


def _told(operator: str, rule: ast.Rule, other: ast.Rule, at: Span, tree: ast.Policy) -> Mutant:
    before, after = list(_lines(rule)), list(_lines(other))
    while before and after and before[0][0] == after[0][0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1][0] == after[-1][0]:
        before, after = before[:-1], after[:-1]
    own = rule.qualifiers.clauses if hasattr(rule, "qualifiers") else None
    clauses = next((found for _, found in before if found), own or ())
    noun, name = rule_title(rule)
    return Mutant(operator, noun, name, clauses, at, "; ".join(w for w, _ in before), "; ".join(w for w, _ in after), tree)


def rule_title(rule: ast.Rule) -> tuple[str, str]:
    """The noun of a rule and its name, as in `exclusion` and `scheduled`; the name is empty where a rule has none."""
    noun = "credit for" if isinstance(rule, ast.Credit) else type(rule).__name__.lower()
    name = getattr(rule, "commitment" if isinstance(rule, ast.Credit) else "name", None)
    return noun, name.text if isinstance(name, ast.Name) else ""


def _lines(rule: ast.Rule) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a rule says, phrase by phrase, without reasons, with the clauses of each."""
    match rule:
        case ast.Parameter(_, _, kind, default):
            yield wording.parameter_type(kind), ()
            yield (f"default {wording.value(default.value)}" if default.value is not None else "no default"), ()
        case ast.Ambiguity(_, _, readings):
            for reading in readings:
                if reading.governs:
                    yield f"reading {reading.name.text} governs", ()
        case _:
            for phrase in getattr(rule, "phrases", ()):
                reading = phrase.qualifiers.reading
                under = f" under reading {reading.text}" if reading is not None else ""
                yield wording.body(phrase.body) + under, phrase.qualifiers.clauses or ()
