"""Text to tree. The only file that imports lark.

The grammar decides what a policy may say; `TreeBuilder` turns what lark read into the classes of `ast`, one to one, and
`slalang.syntax.mistakes` says in a lawyer's words what went wrong. A file that holds an error is read again rule by rule, so
that one run reports the first error of every rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import attrs
import lark
from lark.lexer import PatternRE, PatternStr, TextSlice

from slalang.syntax import ast, mistakes, words
from slalang.values.diagnostics import Diagnostic
from slalang.values.places import NOWHERE, Span

LARGEST_TEXT = 1_000_000
"""Characters that a policy file may hold: far beyond any agreement, and small enough to stay quick."""

DEEPEST_NESTING = 20
"""How deep parentheses may nest (kinds of causes)."""


@attrs.frozen(slots=True)
class Reading:
    """What came of reading a text: the tree, where there were no errors, and everything to be said about it."""

    tree: ast.Policy | None
    diagnostics: tuple[Diagnostic, ...] = ()


def parse_policy(text: str, file: str = "policy.sla") -> Reading:
    """Read a policy.

    `text` is the file's whole content, `file` its name for messages. Never raises on bad input: every error is a diagnostic
    with its place, what was expected, and a next step.
    """
    too_much = mistakes.beyond_bounds(text, file, LARGEST_TEXT, DEEPEST_NESTING)
    if too_much is not None:
        return Reading(None, (too_much,))
    lines = mistakes.Lines(text, file)
    try:
        tree = _grammar().parse(text, start="policy")
    except lark.UnexpectedInput:
        return Reading(None, tuple(_errors_by_rule(text, lines)))
    builder = TreeBuilder(lines)
    policy = builder.build(tree)
    if builder.problems:
        return Reading(None, tuple(builder.problems))
    return Reading(policy)


def _errors_by_rule(text: str, lines: mistakes.Lines) -> Iterator[Diagnostic]:
    """Every rule read on its own: the first error of each."""
    heading = ""
    for start, end in mistakes.rule_spans(text):
        heading = mistakes.heading_of(text, start, end)
        try:
            tree = _grammar().parse(TextSlice(text, start, end), start="rule")
        except lark.UnexpectedInput as error:
            yield mistakes.explain(_unread(error, text, end), lines, heading)
            continue
        builder = TreeBuilder(lines)
        builder.build(tree)
        yield from builder.problems


def _unread(error: lark.UnexpectedInput, text: str, end: int) -> mistakes.Unread:
    """What lark could not read, in the terms that `mistakes` knows."""
    parser = error.interactive_parser if isinstance(error, lark.UnexpectedToken) else None
    if isinstance(error, lark.UnexpectedCharacters):
        expected = frozenset(error.allowed or ())
    elif parser is not None:
        expected = frozenset(parser.accepts())
    else:
        expected = frozenset()
    at_end = isinstance(error, lark.UnexpectedToken) and error.token.type == "$END"
    start = end if at_end else error.pos_in_stream or 0
    token = None if at_end or not isinstance(error, lark.UnexpectedToken) else error.token
    stop = token.end_pos if token is not None and token.end_pos is not None else mistakes.word_end(text, start)
    return mistakes.Unread(start, stop, text[start:stop], expected, _last_words(error))


def _last_words(error: lark.UnexpectedInput) -> tuple[str, ...]:
    history = getattr(error, "token_history", None) or ()
    return tuple(str(t) for t in history)


@cache
def _grammar() -> lark.Lark:
    return lark.Lark(
        grammar_text(),
        parser="lalr",
        lexer="contextual",
        start=["policy", "rule"],
        propagate_positions=True,
        maybe_placeholders=True,
        edit_terminals=_whole_words,
    )


def grammar_text() -> str:
    """The grammar's text: inside the installed package, or beside the checkout."""
    packaged = resources.files("slalang").joinpath("grammar", "policy.lark")
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parents[2] / "grammar" / "policy.lark").read_text(encoding="utf-8")


def _whole_words(terminal: Any) -> None:
    """Keywords are case-insensitive and whole: `at` is not the beginning of `atlas`."""
    if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value[0].isalpha():
        terminal.pattern = PatternRE(re.escape(terminal.pattern.value) + r"(?![A-Za-z0-9_])", ("i",))
        terminal.priority = max(terminal.priority, 1)


# ---------------------------------------------------------------------------------------------- lark's tree to ours


def _classes() -> dict[str, type[ast.Node]]:
    return {_snake(name): c for name, c in vars(ast).items() if isinstance(c, type) and issubclass(c, ast.Node)}


def _enums() -> dict[str, type[Enum]]:
    return {_snake(name): c for name, c in vars(ast).items() if isinstance(c, type) and issubclass(c, Enum)}


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@attrs.define(slots=True)
class TreeBuilder:
    """Builds the tree of `ast` bottom up, without recursion; `problems` collects figures that are none."""

    lines: mistakes.Lines
    problems: list[Diagnostic] = attrs.field(factory=list)

    def build(self, tree: Any) -> Any:
        """The node for lark's tree."""
        done: dict[int, Any] = {}
        for part in tree.iter_subtrees():
            children = [done.pop(id(c)) if isinstance(c, lark.Tree) else self._leaf(c) for c in part.children]
            done[id(part)] = self._node(part, children)
        return done[id(tree)]

    def _node(self, tree: Any, children: list[Any]) -> Any:
        rule = str(tree.data).split("{")[0]
        if rule.endswith("_list"):
            return tuple(children)
        if "__" in rule:
            enum, member = rule.split("__")
            return _ENUMS[enum][member.upper()]
        span = NOWHERE if tree.meta.empty else self.lines.span(tree.meta.start_pos, tree.meta.end_pos)
        kind = _CLASSES[rule]
        if rule in _PACKED and not (len(children) == 1 and isinstance(children[0], tuple)):
            return kind(tuple(children), span=span)  # type: ignore[call-arg]
        fields = [f for f in attrs.fields(kind) if f.name != "span"]
        given = [
            False if c is None and f.type in (bool, "bool") else c for c, f in zip(children, fields, strict=False)
        ]
        return kind(*given, span=span)

    def _leaf(self, token: Any) -> Any:
        if token is None:
            return None
        span = self.lines.span(token.start_pos, token.end_pos)
        try:
            return words.read_word(token.type, str(token), span)
        except words.NoSuchFigure as wrong:
            self.problems.append(mistakes.no_such_figure(wrong, span, self.lines))
            return wrong.instead


def _is_packed(kind: type[ast.Node]) -> bool:
    """Whether the class is one tuple, so that a rule with any number of children fills it."""
    fields = [f for f in attrs.fields(kind) if f.name != "span"]
    return len(fields) == 1 and str(fields[0].type).startswith(("tuple", "Tuple"))


_CLASSES = _classes()
_ENUMS = _enums()
_PACKED = frozenset(rule for rule, kind in _CLASSES.items() if _is_packed(kind))
