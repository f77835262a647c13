"""How a text that may hold errors is laid out: its texts and notes, its rules, and their phrases.

Nothing here knows the grammar beyond its punctuation and the nouns that begin rules. One pass over the text, so that a
quotation mark or a bracket that is never closed costs the reader one error and not the rest of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import Enum
from itertools import pairwise

import attrs

from slalang.values.places import Span

NOUNS = (
    "agreement", "throughout", "prose", "causes", "parameter", "calendar", "service", "ambiguity", "commitment",
    "exclusion", "clock", "duty", "share", "credit", "joint", "right", "scenario", "use", "replaces",
)  # fmt: skip
"""The nouns that begin rules, in the order of the grammar."""

_TAIL = r'(?:(?:\s*,)?\s*because\s+"[^"]*")?(?:\s+under\s+reading\s+[\w-]+)?(?:\s*\(\s*clauses?\b[^)]{0,300}\))?\s*:'
_HEAD = re.compile(
    r"(?<![\w.-])(?:"
    r'(?:agreement|use|replaces)\s+"|scenario\s+"'
    r"|(?:throughout|causes)\s*:|prose\s*\(\s*clause"
    r"|(?:parameter|calendar|service|ambiguity|right)\s+[\w-]+" + _TAIL + r"|exclusion\s+[\w-]+(?:\s+from\s+[\w\s,-]{1,300}?)?"
    + _TAIL
    + r"|joint\s+[\w-]+\s+of\s+[\w\s,-]{1,300}?" + _TAIL
    + r"|(?:commitment|clock|share)\s+[\w-]+\s+of\s+[\w-]+" + _TAIL
    + r"|duty\s+[\w-]+(?:\s+of\s+[\w-]+)?" + _TAIL + r"|credit\s+for\s+[\w-]+" + _TAIL + ")",
    re.IGNORECASE,
)  # fmt: skip
_STOP = re.compile(r"(?<!\b[ap]\.m)\.(?![\w.\"])", re.IGNORECASE)
_RUNAWAY = re.compile(rf"[;.]\s+(?:{'|'.join(NOUNS)})\b")
_QUOTES = '"“”„'
_MARK = re.compile(rf"[{_QUOTES}\[\]]|//[^\n]*|#[^\n]*|/\*[^*]{{0,500}}\*/|/\*[^\n]*", re.DOTALL)


class Lines:
    """Where lines begin, so that an offset becomes a line and a column."""

    def __init__(self, text: str, file: str) -> None:
        self.file, self.length, self._moved = file, len(text), 0
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def moved(self, by: int) -> Lines:
        """The same lines for offsets that lie `by` characters before those of the text."""
        other = object.__new__(Lines)
        other.file, other.length, other._starts = self.file, self.length, self._starts
        other._moved = self._moved + by
        return other

    def span(self, start: int, end: int) -> Span:
        """The place of the characters from `start` to `end`."""
        start, end = (min(max(0, at + self._moved), self.length) for at in (start, end))
        line = bisect_right(self._starts, start) - 1
        return Span(self.file, start, end, line + 1, start - self._starts[line] + 1)


class SlipKind(Enum):
    """What is wrong with a quotation mark or a square bracket."""

    UNCLOSED_TEXT = "unclosed-text"
    UNCLOSED_NOTE = "unclosed-note"
    NESTED_NOTE = "nested-note"
    STRAY_BRACKET = "stray-bracket"
    COMMENT = "comment"


@attrs.frozen(slots=True)
class Slip:
    """A mark that is out of place, and how far what it spoils is taken to reach."""

    kind: SlipKind
    start: int
    end: int


@attrs.frozen(slots=True)
class RuleText:
    """Where a rule stands, whether a full stop ends it, its heading's colon, and its phrases."""

    start: int
    end: int
    stopped: bool
    colon: int | None
    phrases: tuple[tuple[int, int], ...]


@attrs.frozen(slots=True)
class Layout:
    """A text's rules and slips, in offsets of the text.

    `cleaned` is the text with blanks for everything that is no part of a rule: comments, notes, stray brackets. `masked` is
    the same with its quoted texts emptied.
    """

    cleaned: str
    masked: str
    rules: tuple[RuleText, ...]
    slips: tuple[Slip, ...]


def lay_out(text: str) -> Layout:
    """The layout of any text, in one pass."""
    cleaned: list[str] = []
    masked: list[str] = []
    slips: list[Slip] = []
    brackets = [m.start() for m in re.finditer(r"[\[\]]", text)]
    at = 0
    while (found := _MARK.search(text, at)) is not None:
        start, quoted = found.start(), found[0] in _QUOTES
        if quoted:
            end, slip = _closed_text(text, start)
        elif found[0] in "[]":
            end, slip = _closed_note(text, start, brackets)
        else:
            end, slip = found.end(), Slip(SlipKind.COMMENT, start, found.end())
        slips += [slip] if slip is not None else []
        blank = " " * (end - start)
        cleaned += [text[at:start], text[start:end] if quoted else blank]
        masked += [text[at:start], f'"{blank[2:]}"' if quoted and slip is None else blank]
        at = end
    cleaned.append(text[at:])
    masked.append(text[at:])
    emptied = "".join(masked)
    rules = tuple(_rule(emptied, start, end, stopped) for start, end, stopped in _rule_spans(emptied))
    return Layout("".join(cleaned), emptied, rules, tuple(slips))


def _closed_text(text: str, start: int) -> tuple[int, Slip | None]:
    """Where the text that opens at `start` ends; a slip where its closing mark seems to be another's opening one."""
    closing = re.compile(f"[{_QUOTES}]").search(text, start + 1)
    if closing is None or _runs_away(text, start, closing.start()):
        end = _line_end(text, start)
        return end, Slip(SlipKind.UNCLOSED_TEXT, start, end)
    return closing.end(), None


def _runs_away(text: str, start: int, closing: int) -> bool:
    if text[start] == "“" and text[closing] == "“":
        return True
    opens = text[closing - 1] in " \t\n(" and text[closing + 1 : closing + 2].isalnum()
    if opens and closing - start > 1 and (text.find(";", start, closing) >= 0 or text.find("\n", start, closing) >= 0):
        return True
    return any("\n" in m[0] for m in _RUNAWAY.finditer(text, start, closing))


def _closed_note(text: str, start: int, brackets: list[int]) -> tuple[int, Slip | None]:
    if text[start] == "]":
        return start + 1, Slip(SlipKind.STRAY_BRACKET, start, start + 1)
    first = bisect_left(brackets, start) + 1
    ahead = brackets[first : first + 3]
    shapes = "".join(text[i] for i in ahead)
    if shapes.startswith("]"):
        return ahead[0] + 1, None
    if shapes == "[]]":
        return ahead[2] + 1, Slip(SlipKind.NESTED_NOTE, ahead[0], ahead[2] + 1)
    end = _line_end(text, start)
    return end, Slip(SlipKind.UNCLOSED_NOTE, start, end)


def _line_end(text: str, start: int) -> int:
    """The end of the line, before the mark that ends a phrase or a rule there."""
    newline = text.find("\n", start)
    line = text[start : len(text) if newline < 0 else newline].rstrip()
    return start + max(1, len(line[:-1] if line[-1] in ";." else line))


def _rule_spans(masked: str) -> list[tuple[int, int, bool]]:
    """Where each rule stands: to its full stop, or to the heading of the next rule where it has none."""
    heads = [m.start() for m in _HEAD.finditer(masked) if masked[max(0, m.start() - 60) : m.start()].split()[-1:] != ["expect"]]
    spans: list[tuple[int, int, bool]] = []
    at, head = 0, 0
    ends = [(m.end(), True) for m in _STOP.finditer(masked)] + [(len(masked), False)]
    for end, stopped in ends:
        while (start := _skip_blank(masked, at, end)) < end:
            head = bisect_right(heads, start)
            if head < len(heads) and heads[head] < end:
                spans.append((start, start + len(masked[start : heads[head]].rstrip()), False))
                at = heads[head]
                continue
            spans.append((start, end if stopped else start + len(masked[start:end].rstrip()), stopped))
            at = end
    return spans


def _skip_blank(text: str, start: int, end: int) -> int:
    found = re.compile(r"\S").search(text, start, end)
    return found.start() if found else end


def _rule(masked: str, start: int, end: int, stopped: bool) -> RuleText:
    last = end - 1 if stopped else end
    found = re.compile(r"(?<![0-9]):|:(?![0-9])").search(masked, start, last)
    if found is None:
        return RuleText(start, end, stopped, None, ())
    return RuleText(start, end, stopped, found.start(), phrases_between(masked, found.end(), last))


def phrases_between(masked: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where the phrases stand between a heading's end and a rule's."""
    bounds = [start - 1, *(m.start() for m in re.compile(";").finditer(masked, start, end)), end]
    return tuple((before + 1, after) for before, after in pairwise(bounds))
