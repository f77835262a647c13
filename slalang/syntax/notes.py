"""Drafting notes, the language's only comments: where they stand, and how they are set.

A note means nothing to the reader of rules and everything to the author: its words, and the lines that it was laid out in,
stay as they are unless a line is too wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from slalang.syntax.typesetting import WIDTH, filled

_TEXT_OR_NOTE = re.compile(r'["“”„][^"“”„]*["“”„]|(\[[^\[\]]*\])')
_BLANK = " \t\r\f\v"
_EMPTY_LINE = re.compile(rf"[{_BLANK}]*\n[{_BLANK}]*(\n|$)")


@attrs.frozen(slots=True)
class DraftingNote:
    """A note in square brackets, from where to where it stood.

    `lines` are its lines without what indents all of them. `trails`: a rule or phrase stood before it on its line. `behind` is
    the mark or letter that stood before it, of what is no note. `parted_before` and `parted_after`: an empty line stood there.
    """

    lines: tuple[str, ...]
    at: int
    end: int
    trails: bool
    behind: str
    parted_before: bool
    parted_after: bool

    @property
    def words(self) -> str:
        """The note on one line, whatever lines it was laid out in."""
        return " ".join(word for line in self.lines for word in re.split(f"[{_BLANK}]+", line) if word)


def notes_of(text: str) -> tuple[DraftingNote, ...]:
    """The drafting notes of a policy that reads without errors, in order.

    Of a literate policy give the text of its rules, as `slalang.syntax.literate.rules_of` leaves it.
    """
    found: list[DraftingNote] = []
    told = 0  # where the note before ended: what stands between is no note
    for match in _TEXT_OR_NOTE.finditer(text):
        if match[1] is None:
            continue
        start, end = match.span()
        between = text[told:start]
        # A note right behind another stands where that does.
        *_, beside = between.rpartition("\n")
        trails = bool(beside.strip()) or ("\n" not in between and bool(found) and found[-1].trails)
        parted = between[len(between.rstrip()) :].count("\n") > 1
        between = between.rstrip()
        behind = between[-1:] or (found[-1].behind if found else "")
        after = _EMPTY_LINE.match(text, end) is not None
        found.append(DraftingNote(_lines(match[1]), start, end, trails, behind, parted, after))
        told = end
    return tuple(found)


def note_rows(note: DraftingNote, indent: str) -> list[str]:
    """A note that stands alone: in the lines that it was written in, each paragraph filled anew that is too wide."""
    rows: list[str] = []
    for paragraph in _paragraphs(note.lines):
        deep = indent + ("" if not rows else " ")
        set_out = [(deep if i == 0 else indent + " ") + line for i, line in enumerate(paragraph)]
        if any(len(row) > WIDTH for row in set_out):
            start = len(paragraph[0]) - len(paragraph[0].lstrip())
            set_out = filled(" ".join(paragraph).split(), deep + " " * start, indent + " " + " " * start, WIDTH)
        rows += [row.rstrip() for row in set_out]
    return rows


def with_notes(row: str, notes: list[DraftingNote]) -> list[str]:
    """The row with the notes that trail it: on its line, or hanging from it where they are long and there is room."""
    rows = [row]
    for note in notes:
        start = len(rows[-1]) + 1
        if start + len(note.words) <= WIDTH or start > WIDTH // 2:
            rows[-1] += f" {note.words}"
        else:
            hanging = filled(note.words.split(" "), " " * start, " " * (start + 1), WIDTH)
            rows[-1:] = [f"{rows[-1]} {hanging[0].lstrip()}", *hanging[1:]]
    return rows


def _lines(note: str) -> tuple[str, ...]:
    first, *others = (line.expandtabs().rstrip() for line in note.replace("\r", "").split("\n"))
    common = min((len(line) - len(line.lstrip(" ")) for line in others if line), default=0)
    return first, *(line[common:] for line in others)


def _paragraphs(lines: tuple[str, ...]) -> Iterator[list[str]]:
    """The lines in groups: those that begin at one place belong together, an empty line stands alone."""
    group: list[str] = []
    for line in lines:
        if group and not (line and group[-1] and _depth(line) == _depth(group[-1])):
            yield group
            group = []
        group.append(line)
    yield group


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
