"""The parse table of the grammar, as text: what lark takes most of a second to work out is read in a few milliseconds.

`grammar/policy.table.json` is made from the grammar (`python -m tests.parse_table --write`), and believed only where it fits
the grammar's text and lark's version. Rules and states are numbered, and stay lines of text until the parser comes upon them:
a policy meets few of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

import attrs

WORD, MARK, PATTERN = "word", "mark", "pattern"
"""The kinds of terminals: a keyword, whole and in capitals or not; a mark as it stands; whatever fits a regular expression."""

_FORM = 1
"""Counts up when the form of the file changes."""

Actions = Mapping[str, tuple[bool, int]]
"""What may follow in a state: by the symbol's name, whether it is shifted, and the next state or the rule that is read."""


@attrs.frozen(slots=True)
class TerminalText:
    """A terminal: its keyword, mark or pattern, and when it is tried where several may stand."""

    name: str
    kind: str
    pattern: str
    turn: int


@attrs.frozen(slots=True)
class RuleText:
    """A rule: what it is called, what it consists of, and what becomes of its parts in the tree.

    `parts` holds the name of each symbol and whether it is left out of the tree; `empty` says where an absent part is None.
    """

    origin: str
    parts: tuple[tuple[str, bool], ...]
    order: int
    alias: str | None
    template: str | None
    keeps_tokens: bool
    inlined: bool
    empty: tuple[bool, ...]


@attrs.frozen(slots=True)
class ParseTable:
    """Terminals, rules and states; `first` and `last` are the states in which each kind of text begins and ends."""

    terminals: tuple[TerminalText, ...]
    ignored: tuple[str, ...]
    symbols: tuple[str, ...]
    rules: tuple[str, ...]
    states: tuple[str, ...]
    first: dict[str, int]
    last: dict[str, int]

    def rule(self, number: int) -> RuleText:
        """The rule of that number."""
        origin, parts, order, alias, template, flags, empty = self.rules[number].split("|")
        named = tuple((part.removeprefix("-"), part.startswith("-")) for part in parts.split())
        absent = tuple(mark == "1" for mark in empty)
        return RuleText(origin, named, int(order), alias or None, template or None, "k" in flags, "i" in flags, absent)

    def actions(self, number: int) -> Actions:
        """What may follow in the state of that number."""
        actions = {}
        for entry in self.states[number].split():
            if ">" in entry:
                symbol, state = entry.split(">")
                actions[self.symbols[int(symbol)]] = (True, int(state))
            else:
                rule, after = entry.split("<")
                actions |= {self.symbols[int(symbol)]: (False, int(rule)) for symbol in after.split(",")}
        return actions


def fingerprint(grammar: str, lark_version: str) -> str:
    """What a table is made from, in short: it fits nothing else."""
    return sha256(f"{_FORM}\n{lark_version}\n{grammar}".encode()).hexdigest()


def make_table(
    terminals: tuple[TerminalText, ...],
    ignored: tuple[str, ...],
    rules: tuple[RuleText, ...],
    states: Mapping[int, Actions],
    first: Mapping[str, int],
    last: Mapping[str, int],
) -> ParseTable:
    """The table with its states numbered anew, as they are reached: equal grammars give equal tables."""
    numbers = {state: number for number, state in enumerate(dict.fromkeys(first[name] for name in sorted(first)))}
    reached = list(numbers)
    for state in reached:
        for _, (shifted, after) in sorted(states[state].items()):
            if shifted and after not in numbers:
                numbers[after] = len(numbers)
                reached.append(after)
    symbols = tuple(sorted({symbol for actions in states.values() for symbol in actions}))
    places = {symbol: place for place, symbol in enumerate(symbols)}
    return ParseTable(
        terminals,
        ignored,
        symbols,
        tuple(_rule_line(rule) for rule in rules),
        tuple(_state_line(states[state], numbers, places) for state in reached),
        {name: numbers[state] for name, state in sorted(first.items())},
        {name: numbers[state] for name, state in sorted(last.items())},
    )


def _rule_line(rule: RuleText) -> str:
    parts = " ".join(f"-{name}" if left_out else name for name, left_out in rule.parts)
    flags = ("k" if rule.keeps_tokens else "") + ("i" if rule.inlined else "")
    empty = "".join("01"[absent] for absent in rule.empty)
    return "|".join((rule.origin, parts, str(rule.order), rule.alias or "", rule.template or "", flags, empty))


def _state_line(actions: Actions, numbers: Mapping[int, int], places: Mapping[str, int]) -> str:
    shifted = [f"{places[symbol]}>{numbers[after]}" for symbol, (shifts, after) in sorted(actions.items()) if shifts]
    read: dict[int, list[str]] = {}
    for symbol, (shifts, rule) in sorted(actions.items()):
        if not shifts:
            read.setdefault(rule, []).append(str(places[symbol]))
    return " ".join((*shifted, *(f"{rule}<{','.join(after)}" for rule, after in sorted(read.items()))))


def write_table(table: ParseTable, made_from: str) -> str:
    """The table as the text of its file; `made_from` is the `fingerprint` of its grammar."""
    content = {
        "made_from": made_from,
        "terminals": [attrs.astuple(terminal) for terminal in table.terminals],
        "ignored": table.ignored,
        "symbols": " ".join(table.symbols),
        "rules": "\n".join(table.rules),
        "states": "\n".join(table.states),
        "first": table.first,
        "last": table.last,
    }
    return json.dumps(content, separators=(",", ":")) + "\n"


def read_table(text: str, made_from: str) -> ParseTable | None:
    """The table that a file holds; None where it was made from anything else, or is none."""
    if not text.startswith(f'{{"made_from":"{made_from}"'):
        return None
    content = json.loads(text)
    return ParseTable(
        tuple(TerminalText(*row) for row in content["terminals"]),
        tuple(content["ignored"]),
        tuple(content["symbols"].split()),
        tuple(content["rules"].split("\n")),
        tuple(content["states"].split("\n")),
        content["first"],
        content["last"],
    )
