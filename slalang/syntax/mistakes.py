"""What went wrong while reading, in a lawyer's words."""

from __future__ import annotations

import re
from bisect import bisect_right

import attrs

from slalang.syntax.words import NoSuchFigure
from slalang.values.diagnostics import Diagnostic
from slalang.values.places import Span


class Lines:
    """Where lines begin, so that an offset becomes a line and a column."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def span(self, start: int, end: int) -> Span:
        """The place of the characters from `start` to `end`."""
        line = bisect_right(self._starts, start) - 1
        return Span(self.file, start, end, line + 1, start - self._starts[line] + 1)


@attrs.frozen(slots=True)
class Unread:
    """Something that does not fit: where, what it is, which terminals would have fitted, and the words before it."""

    start: int
    end: int
    text: str
    expected: frozenset[str]
    before: tuple[str, ...]


def beyond_bounds(text: str, file: str, largest: int, deepest: int) -> Diagnostic | None:
    """Texts that are too large or too deep to be an agreement."""
    return None


def rule_spans(text: str) -> list[tuple[int, int]]:
    """Where each rule stands."""
    spans, start = [], 0
    for m in re.finditer(r"\.(?=\s|$)", text):
        spans.append((start, m.end()))
        start = m.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def heading_of(text: str, start: int, end: int) -> str:
    """The rule's first words."""
    return text[start:end].strip().split(":")[0]


def word_end(text: str, start: int) -> int:
    """Where the word at `start` ends."""
    m = re.compile(r"\S+").match(text, start)
    return m.end() if m else start


def explain(unread: Unread, lines: Lines, heading: str) -> Diagnostic:
    """The diagnostic for it."""
    return Diagnostic(f"unexpected {unread.text!r}; expected {sorted(unread.expected)}", lines.span(unread.start, unread.end), clause=heading)


def no_such_figure(wrong: NoSuchFigure, span: Span, lines: Lines) -> Diagnostic:
    """The diagnostic for a figure that is none."""
    return Diagnostic(wrong.title, span, code=wrong.code, hint=wrong.hint)
