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
_BULLET = re.compile(r"(?:[-*+•–—]|\(?(?:\d{1,3}|[A-Za-z])[.)])(?: +|$)")
"""What begins a point of a list: `- `, `2. `, `(a) `."""
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


def without_notes(text: str) -> str:
    """The text with blanks for its drafting notes, so that every other word keeps its place."""
    return _TEXT_OR_NOTE.sub(lambda found: found[0] if found[1] is None else re.sub(r"\S", " ", found[0]), text)


def note_rows(note: DraftingNote, indent: str) -> list[str]:
    """A note that stands alone: in the lines that it was written in, each paragraph filled anew that is too wide."""
    rows: list[str] = []
    left = len(note.lines)
    for paragraph in _paragraphs(note.lines):
        left -= len(paragraph)
        deep = indent + ("" if not rows else " ")
        set_out = [(deep if i == 0 else indent + " ") + line for i, line in enumerate(paragraph)]
        if any(len(row) > WIDTH for row in set_out):
            start = _depth(paragraph[0])
            # What hangs from a first point is told from it only by what stands further left.
            hangs = rows or any(line and not _depth(line) for line in note.lines[len(note.lines) - left :])
            further = start + (_point(paragraph[0]) if hangs else 0)
            words = _unbroken(" ".join(paragraph).split())
            set_out = filled(words, deep + " " * start, indent + " " + " " * further, WIDTH)
        rows += [row.rstrip() for row in set_out]
    return rows


def with_notes(row: str, notes: list[DraftingNote]) -> list[str]:
    """The row with the notes that trail it: on its line, or hanging from it where they are long and there is room.

    The points of a list stay in lines of their own.
    """
    rows = [row]
    for note in notes:
        start = len(rows[-1]) + 1
        if start <= WIDTH // 2 and any(map(_point, note.lines[1:])):
            hanging = note_rows(note, " " * start)
        elif start + len(note.words) <= WIDTH or start > WIDTH // 2:
            hanging = [note.words]
        else:
            hanging = filled(_unbroken(note.words.split(" ")), " " * start, " " * (start + 1), WIDTH)
        rows[-1:] = [f"{rows[-1]} {hanging[0].lstrip()}", *hanging[1:]]
    return rows


def _lines(note: str) -> tuple[str, ...]:
    first, *others = (line.expandtabs().rstrip() for line in note.replace("\r", "").split("\n"))
    common = min((len(line) - len(line.lstrip(" ")) for line in others if line), default=0)
    return first, *(line[common:] for line in others)


def _paragraphs(lines: tuple[str, ...]) -> Iterator[list[str]]:
    """The lines in groups: those that begin at one place belong together, with what hangs from a point of a list."""
    group: list[str] = []
    for line in lines:
        if group and not _goes_on(group, line):
            yield group
            group = []
        group.append(line)
    yield group


def _goes_on(group: list[str], line: str) -> bool:
    """Whether a line belongs to those before it; an empty line stands alone, a point of a list begins a group."""
    if not line or not group[-1] or _point(line):
        return False
    return _depth(line) in (_depth(group[-1]), _depth(group[0]) + _point(group[0]))


def _point(line: str) -> int:
    """How many characters the mark of a list's point and what stands behind it take; none where no point begins."""
    found = _BULLET.match(line.lstrip(" ").removeprefix("["))
    return len(found[0]) if found is not None else 0


def _unbroken(words: list[str]) -> list[str]:
    """Words of which none begins a line that a line could not begin with without seeming a point of a list."""
    kept = words[:1]
    for word in words[1:]:
        if _BULLET.fullmatch(word) is not None:
            kept[-1] += f" {word}"
        else:
            kept.append(word)
    return kept


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
