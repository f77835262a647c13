"""Text to tree. The only file that imports lark.

The grammar decides what a policy may say; `TreeBuilder` turns what lark read into the classes of `ast`, one to one, and
`slalang.syntax.mistakes` says in a lawyer's words what went wrong. A file that holds an error is read again rule by rule, so
that one run reports the first error of every rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import attrs
import lark
from lark.lexer import PatternRE, PatternStr, Token
from lark.parsers.lalr_analysis import Shift

from slalang.syntax import ast, mistakes, words
from slalang.values.diagnostics import Diagnostic
from slalang.values.places import NOWHERE

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

    `text` is the file's whole content, `file` its name for messages. Never raises on bad input: every error is a
    diagnostic with its place, what was expected, and a next step. A byte order mark at the beginning is passed over.
    """
    text = text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text
    lines = mistakes.Lines(text, file)
    unfit = mistakes.unfit_text(text, lines, LARGEST_TEXT, DEEPEST_NESTING)
    if unfit:
        return Reading(None, unfit)
    try:
        tree = _grammar().parse(text, start="policy")
    except lark.UnexpectedInput:
        return Reading(None, mistakes.all_mistakes(text, lines, _read_rule))
    builder = TreeBuilder(lines)
    policy = builder.build(tree)
    problems = builder.problems or mistakes.unfit_figures(policy)
    return Reading(None, mistakes.under_clauses(text, lines, problems)) if problems else Reading(policy)


def _read_rule(text: str, lines: mistakes.Lines) -> mistakes.Unread | list[Diagnostic]:
    """One rule read on its own: what could not be read, or the figures in it that are none."""
    parser: Any = _grammar().parse_interactive(text, start="rule")
    state = parser.parser_state
    read: list[tuple[Token, tuple[int, ...]]] = []  # the last words, each with the state before it
    stack = tuple(state.state_stack)  # after the last word; one that does not fit may take the parser on before it is refused
    try:
        for token in parser.lexer_thread.lex(state):
            state.feed_token(token)
            read, stack = [*read[-9:], (token, stack)], tuple(state.state_stack)
        tree = parser.feed_eof(read[-1][0] if read else None)
    except lark.UnexpectedInput as error:
        return _unread(error, stack, read, text)
    builder = TreeBuilder(lines)
    rule = builder.build(tree)
    return builder.problems or mistakes.unfit_figures(rule)


def _unread(
    error: lark.UnexpectedInput,
    stack: tuple[int, ...],
    read: list[tuple[Token, tuple[int, ...]]],
    text: str,
) -> mistakes.Unread:
    """What lark could not read, in the terms that `mistakes` knows."""
    at_end = isinstance(error, lark.UnexpectedToken) and error.token.type == "$END"
    start = len(text) if at_end else error.pos_in_stream or 0
    token = error.token if isinstance(error, lark.UnexpectedToken) and not at_end else None
    word = re.compile(r"\w+|\S|").match(text, start)
    end = token.end_pos if token is not None and token.end_pos is not None else word.end() if word else start
    expected = tuple(sorted(_shifts(stack), key=_rank))
    before = tuple(mistakes.Read(t.type, str(t), t.start_pos or 0, t.end_pos or 0, _keywords(earlier)) for t, earlier in read)
    return mistakes.Unread(start, end, expected, _choices(stack), before)


# ------------------------------------------------------------------------------------- what could have stood there


@lru_cache(4096)
def _shifts(stack: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """The terminals that the parser takes in this state, each with the state that it leads to."""
    states = _grammar().parser.parser.parser.parse_table.states
    taken = {}
    for terminal in states[stack[-1]]:
        after = list(stack)
        while terminal.isupper() and (action := states[after[-1]].get(terminal)) is not None:
            if action[0] is Shift:
                taken[terminal] = (*after, action[1])
                break
            rule = action[1]
            del after[len(after) - len(rule.expansion) :]
            if rule.origin.name not in states[after[-1]]:
                break  # the whole rule is read: only the end may follow
            after.append(states[after[-1]][rule.origin.name][1])
    return taken


def _choices(stack: tuple[int, ...]) -> tuple[str, ...]:
    """What could stand here, in the policy's own words: `at least`, `measured over …`."""
    choices = []
    for terminal in sorted(_shifts(stack), key=_rank):
        first = _spelled(terminal)
        after = _shifts(_shifts(stack)[terminal])
        if first is None or terminal in _ENDS:
            choices.append(first or terminal)
        elif 1 < len(after) <= 3 and all((_spelled(t) or "").isalpha() for t in after):
            choices += [_followed(f"{first} {_spelled(t)}", after[t]) for t in sorted(after, key=_rank)]
        else:
            choices.append(_followed(first, _shifts(stack)[terminal]))
    return tuple(choices)


def _followed(words: str, stack: tuple[int, ...]) -> str:
    """The words and those that must follow them; an ellipsis where there is more to choose or to fill in."""
    after = _shifts(stack)
    while len(after) == 1 and (word := _spelled(next(iter(after)))) is not None:
        if after.keys() & _ENDS:
            break
        words = f"{words}{'' if word == ',' else ' '}{word}"
        after = _shifts(next(iter(after.values())))
    return words if after.keys() & _ENDS else f"{words} …"


def _keywords(stack: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(word for terminal in _shifts(stack) if (word := _spelled(terminal)) is not None)


def _rank(terminal: str) -> int:
    return _ranks().get(terminal, -1)


@cache
def _ranks() -> dict[str, int]:
    """Every terminal's place in the grammar."""
    return {t.name: i for i, t in enumerate(_grammar().terminals)}


@cache
def _spelled(terminal: str) -> str | None:
    """The word or mark that the terminal is, where it is always the same."""
    pattern = _grammar().get_terminal(terminal).pattern if terminal in _ranks() else None
    if isinstance(pattern, PatternStr):
        return pattern.value
    if isinstance(pattern, PatternRE) and pattern.value.endswith(_WHOLE):
        return pattern.value.removesuffix(_WHOLE).replace("\\", "")
    return mistakes.FIXED_WORDS.get(terminal)


_ENDS = frozenset({"SEMICOLON", "DOT", "COLON", "RPAR", "$END"})
_WHOLE = r"(?![A-Za-z0-9_])"


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
        terminal.pattern = PatternRE(re.escape(terminal.pattern.value) + _WHOLE, ("i",))
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
        kind: Callable[..., Any] = _CLASSES[rule]
        if rule in _PACKED and not (len(children) == 1 and isinstance(children[0], tuple)):
            return kind(tuple(children), span=span)
        fields = [f for f in attrs.fields(_CLASSES[rule]) if f.name != "span"]
        given = [False if c is None and f.type in (bool, "bool") else c for c, f in zip(children, fields, strict=False)]
        return kind(*given, span=span)

    def _leaf(self, token: Any) -> Any:
        if token is None:
            return None
        span = self.lines.span(token.start_pos, token.end_pos)
        try:
            return words.read_word(token.type, str(token), span)
        except words.NoSuchFigure as wrong:
            self.problems.append(mistakes.no_such_figure(wrong, span))
            return wrong.instead


def _is_packed(kind: type[ast.Node]) -> bool:
    """Whether the class is one tuple, so that a rule with any number of children fills it."""
    fields = [f for f in attrs.fields(kind) if f.name != "span"]
    return len(fields) == 1 and str(fields[0].type).startswith("tuple") and not str(fields[0].type).endswith("None")


_CLASSES = _classes()
_ENUMS = _enums()
_PACKED = frozenset(rule for rule, kind in _CLASSES.items() if _is_packed(kind))
