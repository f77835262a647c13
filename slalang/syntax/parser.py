"""Text to tree. The only file that imports lark.

The grammar decides what a policy may say; `TreeBuilder` turns what lark read into the classes of `ast`, one to one, and
`slalang.syntax.mistakes` says in a lawyer's words what went wrong. A file that holds an error is read again rule by rule, so
that one run reports the first error of every rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import attrs
import lark
from lark.grammar import NonTerminal, Rule, RuleOptions, Terminal
from lark.lexer import Pattern, PatternRE, PatternStr, TerminalDef, Token
from lark.parse_tree_builder import ParseTreeBuilder
from lark.parsers.lalr_analysis import IntParseTable, Reduce, Shift
from lark.parsers.lalr_parser_state import ParseConf, ParserState

from slalang.syntax import ast, mistakes, words
from slalang.syntax.lexer import Scanner, scanner
from slalang.syntax.literate import is_literate, rules_of
from slalang.syntax.notes import without_notes
from slalang.syntax.parse_table import (
    MARK,
    PATTERN,
    WORD,
    ParseTable,
    RuleText,
    TerminalText,
    fingerprint,
    make_table,
    read_table,
    write_table,
)
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
    diagnostic with its place, what was expected, and a next step. A byte order mark at the beginning is passed over. Of a
    Markdown file (by its name) the rules between the prose are read, each in its place (P5).
    """
    if is_literate(file):
        literate = rules_of(text, file)
        if literate.diagnostics:
            return Reading(None, literate.diagnostics)
        text = literate.rules
    text = text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text
    lines = mistakes.Lines(text, file)
    unfit = mistakes.unfit_text(text, lines, LARGEST_TEXT, DEEPEST_NESTING)
    if unfit:
        return Reading(None, unfit)
    try:
        # Words that are read as one, such as `not applicable`, may have a note between them.
        tree = _tree(without_notes(text))
    except lark.UnexpectedInput as error:
        return Reading(None, mistakes.all_mistakes(text, lines, _read_rule) or (_unreadable(error, text, lines),))
    builder = TreeBuilder(lines)
    policy = builder.build(tree)
    problems = builder.problems or mistakes.unfit_figures(policy)
    return Reading(None, mistakes.under_clauses(text, lines, problems)) if problems else Reading(policy)


def _tree(text: str) -> Any:
    """lark's tree of a whole policy."""
    state, last = _grammar().begin("policy"), None
    for last in _grammar().words(text, state):
        state.feed_token(last)
    return _at_end(state, last)


def _read_rule(text: str, lines: mistakes.Lines) -> mistakes.Unread | list[Diagnostic]:
    """One rule read on its own: what could not be read, or the figures in it that are none."""
    state = _grammar().begin("rule")
    read: list[tuple[Token, tuple[int, ...]]] = []  # the last words, each with the state before it
    stack = tuple(state.state_stack)  # after the last word; one that does not fit may take the parser on before it is refused
    try:
        for token in _grammar().words(text, state):
            state.feed_token(token)
            read, stack = [*read[-9:], (token, stack)], tuple(state.state_stack)
        tree = _at_end(state, read[-1][0] if read else None)
    except lark.UnexpectedInput as error:
        return _unread(error, stack, read, text)
    builder = TreeBuilder(lines)
    rule = builder.build(tree)
    return builder.problems or mistakes.unfit_figures(rule)


def _unreadable(error: lark.UnexpectedInput, text: str, lines: mistakes.Lines) -> Diagnostic:
    """Where reading stopped, for a text of which each rule alone can be read: no text is refused in silence."""
    start = len(text) if isinstance(error, lark.UnexpectedToken) and error.token.type == "$END" else error.pos_in_stream or 0
    hint = "write this rule again, each phrase on a line of its own"
    return Diagnostic("the policy cannot be read from here", lines.span(start, start + 1), "unreadable", hint=hint)


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
    states = _grammar().states
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
    found = _grammar().named.get(terminal)
    return found.pattern if found is not None and found.kind != PATTERN else mistakes.FIXED_WORDS.get(terminal)


_ENDS = frozenset({"SEMICOLON", "DOT", "COLON", "RPAR", "$END"})


# ------------------------------------------------------------------------------------------------ the grammar at work


@attrs.define(slots=True)
class _Grammar:
    """The grammar, ready to read with: lark's parser over the table, whose states and rules are unfolded when they are met."""

    stored: ParseTable
    named: dict[str, TerminalText]
    states: dict[int, dict[str, tuple[Any, Any]]]
    callbacks: dict[Rule, Callable[..., Any]]
    scanners: dict[int, Scanner] = attrs.field(factory=dict)

    @property
    def terminals(self) -> tuple[TerminalText, ...]:
        """Every terminal, in the order of the grammar."""
        return self.stored.terminals

    def begin(self, start: str) -> ParserState[int]:
        """A parser before the first word of a text; `start` is `policy` or `rule`."""
        table = IntParseTable(self.states, self.stored.first, self.stored.last)  # type: ignore[no-untyped-call]
        return ParserState(ParseConf(table, self.callbacks, start), None)  # type: ignore[arg-type]  # the lexer stays outside

    def words(self, text: str, parser: ParserState[int]) -> Iterator[Token]:
        """The words of a text, each among those that the parser takes when it is asked for."""
        at = 0
        while at < len(text):
            found = self._scanner(parser.position).match(text, at)
            if found is None:
                raise self._unexpected(text, at, parser)
            name, end = found
            if name not in self.stored.ignored:
                yield Token(name, text[at:end], start_pos=at, end_pos=end)
            at = end

    def _scanner(self, state: int) -> Scanner:
        if state not in self.scanners:
            self.scanners[state] = scanner(
                self.named[name] for name in (*self.states[state], *self.stored.ignored) if name in self.named
            )
        return self.scanners[state]

    def _unexpected(self, text: str, at: int, parser: ParserState[int]) -> lark.UnexpectedInput:
        """What stands where nothing that may follow does: a word of the language, or none."""
        found = scanner(self.terminals).match(text, at)
        expected = {name for name in self.states[parser.position] if name in self.named}
        if found is None:
            return lark.UnexpectedCharacters(text, at, 1, 1, allowed=expected, state=parser)  # type: ignore[no-untyped-call]
        return lark.UnexpectedToken(  # type: ignore[no-untyped-call]
            Token(found[0], text[at : found[1]], start_pos=at, end_pos=found[1]), expected, state=parser
        )


def _at_end(parser: ParserState[int], last: Token | None) -> Any:
    """lark's tree, once every word is read; `last` is the last."""
    end = Token("$END", "", 0, 1, 1) if last is None else Token.new_borrow_pos("$END", "", last)
    return parser.feed_token(end, True)


class _States(dict[int, dict[str, tuple[Any, Any]]]):
    """The states by number, unfolded as they are asked for."""

    def __init__(self, table: ParseTable) -> None:
        self.table = table
        self.rules: dict[int, Rule] = {}

    def __missing__(self, state: int) -> dict[str, tuple[Any, Any]]:
        self[state] = {
            symbol: (Shift, after) if shifts else (Reduce, self._rule(after))
            for symbol, (shifts, after) in self.table.actions(state).items()
        }
        return self[state]

    def _rule(self, number: int) -> Rule:
        if number not in self.rules:
            self.rules[number] = _lark_rule(self.table.rule(number))
        return self.rules[number]


class _Callbacks(dict[Rule, Callable[..., Any]]):
    """What makes lark's tree of what a rule has read, made as it is asked for."""

    def __missing__(self, rule: Rule) -> Callable[..., Any]:
        builder = ParseTreeBuilder([rule], lark.Tree, propagate_positions=True, maybe_placeholders=True)  # type: ignore[no-untyped-call]
        self.update(builder.create_callback())  # type: ignore[no-untyped-call]
        return self[rule]

    def __bool__(self) -> bool:
        return True  # lark takes an empty one for no tree at all


@cache
def _grammar() -> _Grammar:
    table = _table()
    return _Grammar(table, {terminal.name: terminal for terminal in table.terminals}, _States(table), _Callbacks())


def _table() -> ParseTable:
    grammar = grammar_text()
    stored = read_table(_grammar_file("policy.table.json"), fingerprint(grammar, lark.__version__))
    return worked_out_table(grammar) if stored is None else stored


def grammar_text() -> str:
    """The grammar's text: inside the installed package, or beside the checkout."""
    return _grammar_file("policy.lark")


def table_text() -> str:
    """The file of the parse table as the grammar gives it."""
    return write_table(worked_out_table(grammar_text()), fingerprint(grammar_text(), lark.__version__))


def _grammar_file(name: str) -> str:
    """Inside the installed package, or beside the checkout; empty where there is no such file."""
    package = Path(__file__).parents[1]
    for folder in (package / "grammar", package.parent / "grammar"):
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    return ""


def worked_out_table(grammar: str) -> ParseTable:
    """The parse table of a grammar, worked out by lark: most of a second."""
    built: Any = lark.Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        start=["policy", "rule"],
        propagate_positions=True,
        maybe_placeholders=True,
        edit_terminals=_whole_words,
    )
    rules: dict[Rule, int] = {rule: number for number, rule in enumerate(built.rules)}
    table = built.parser.parser._parse_table
    return make_table(
        _terminal_texts(built.terminals),
        tuple(built.lexer_conf.ignore),
        tuple(_rule_text(rule) for rule in rules),
        {
            state: {
                str(name): (True, after) if action is Shift else (False, rules[after]) for name, (action, after) in row.items()
            }
            for state, row in table.states.items()
        },
        table.start_states,
        table.end_states,
    )


_WHOLE = r"(?![A-Za-z0-9_])"


def _whole_words(terminal: Any) -> None:
    """Keywords are case-insensitive and whole: `at` is not the beginning of `atlas`."""
    if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value[0].isalpha():
        terminal.pattern = PatternRE(re.escape(terminal.pattern.value) + _WHOLE, ("i",))
        terminal.priority = max(terminal.priority, 1)


def _terminal_texts(terminals: list[TerminalDef]) -> tuple[TerminalText, ...]:
    """Terminals in the order of the grammar, with the turn that lark's own lexer gives them."""
    tried = sorted(terminals, key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name))
    turns = {terminal.name: turn for turn, terminal in enumerate(tried)}
    return tuple(TerminalText(str(t.name), *_kind_and_text(t.pattern), turns[t.name]) for t in terminals)


def _kind_and_text(pattern: Pattern) -> tuple[str, str]:
    if isinstance(pattern, PatternStr):
        return MARK, pattern.value
    if pattern.value.endswith(_WHOLE):
        return WORD, pattern.value.removesuffix(_WHOLE).replace("\\", "")
    return PATTERN, pattern.to_regexp()


def _rule_text(rule: Rule) -> RuleText:
    return RuleText(
        str(rule.origin.name),
        tuple((str(symbol.name), getattr(symbol, "filter_out", False)) for symbol in rule.expansion),
        rule.order,
        rule.alias and str(rule.alias),
        rule.options.template_source and str(rule.options.template_source),
        rule.options.keep_all_tokens,
        rule.options.expand1,
        tuple(rule.options.empty_indices),
    )


def _lark_rule(rule: RuleText) -> Rule:
    return Rule(
        NonTerminal(rule.origin),
        [Terminal(name, left_out) if _is_terminal(name) else NonTerminal(name) for name, left_out in rule.parts],
        rule.order,
        rule.alias,
        RuleOptions(rule.keeps_tokens, rule.inlined, None, rule.template, rule.empty),
    )


def _is_terminal(symbol: str) -> bool:
    return symbol.lstrip("_")[:1].isupper()


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
