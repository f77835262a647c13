"""Text to words: at every place the terminal that stands there, among those that may.

Keywords are looked up, not matched: most of a policy is keywords, and a pattern of all that may follow costs more to compile
than a whole policy to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import attrs

from slalang.syntax.parse_table import MARK, WORD, TerminalText

_RUN = re.compile(r"[A-Za-z0-9_]+")
_SIMPLE = re.compile(r"[a-z0-9_]+")
_WHOLE = r"(?![A-Za-z0-9_])"


@attrs.frozen(slots=True)
class Scanner:
    """Terminals in the order in which they are tried: patterns one by one, keywords between them all at once."""

    turns: tuple[tuple[str, re.Pattern[str]] | Mapping[str, str], ...]

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        """The terminal that stands at a place, and where it ends; None where none does."""
        run = _RUN.match(text, at)
        word = run[0].lower() if run is not None else ""
        for turn in self.turns:
            if isinstance(turn, Mapping):
                if word in turn:
                    return turn[word], at + len(word)
            elif (found := turn[1].match(text, at)) is not None:
                return turn[0], found.end()
        return None


def scanner(terminals: Iterable[TerminalText]) -> Scanner:
    """The scanner for these terminals."""
    turns: list[tuple[str, re.Pattern[str]] | dict[str, str]] = []
    for terminal in sorted(terminals, key=_turn):
        word = terminal.pattern.lower() if terminal.kind == WORD else ""
        if not _SIMPLE.fullmatch(word):
            turns.append((terminal.name, _pattern(terminal)))
        elif turns and isinstance(turns[-1], dict):
            turns[-1][word] = terminal.name
        else:
            turns.append({word: terminal.name})
    return Scanner(tuple(turns))


def _turn(terminal: TerminalText) -> int:
    return terminal.turn


def _pattern(terminal: TerminalText) -> re.Pattern[str]:
    if terminal.kind == WORD:
        return re.compile(re.escape(terminal.pattern) + _WHOLE, re.IGNORECASE)
    return re.compile(re.escape(terminal.pattern) if terminal.kind == MARK else terminal.pattern)
