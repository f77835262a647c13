"""Tree to text, in one style: a rule a paragraph, a phrase a line, a reason below it, canonical spelling.

What the text says is what the tree says: reading it again gives an equal tree. Drafting notes are no part of a
tree; to keep them, hand them over as `notes_of` found them in the text that the tree was read from.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import assert_never

import attrs

from slalang.syntax import ast, wording
from slalang.syntax.notes import DraftingNote, note_rows, with_notes
from slalang.syntax.typesetting import aligned, rows_of, text_rows
from slalang.values.places import Span

_PHRASE = "  "


@attrs.frozen(slots=True)
class _Line:
    """A heading or a phrase as it is set, and from where to where it stood in what was read.

    `heads` is the rule that it begins, None for a phrase.
    """

    rows: tuple[str, ...]
    start: int
    end: int
    heads: ast.Rule | None = None

    @property
    def indent(self) -> str:
        return "" if self.heads is not None else _PHRASE


@attrs.frozen(slots=True)
class _Item:
    """What the text is made of: a line with the notes that trail it, or a note that stands alone before `line`.

    `at` is where it stood; `line` is None for a note after every rule.
    """

    rows: list[str]
    at: int
    line: _Line | None
    note: DraftingNote | None = None


def print_policy(tree: ast.Policy, notes: Sequence[DraftingNote] = ()) -> str:
    """The policy's text; `notes` go where they stood: at the end of their line, or before what follows.

    ValueError for a tree that no text can say: one with a quotation mark inside a text.
    """
    return print_blocks(tree, notes, (0,))[0]


def print_blocks(tree: ast.Policy, notes: Sequence[DraftingNote], starts: Sequence[int]) -> tuple[str, ...]:
    """The text of each block of a policy that stands in several; `starts` are the offsets at which they begin, in order.

    A heading or phrase is printed in the block in which it begins. Each text ends with a line break unless it is empty.
    """
    blocks: list[list[_Item]] = [[] for _ in starts]
    here = 0
    for item in _items([line for rule in tree.rules for line in _rule_lines(rule)], notes):
        # A note that is moved to its phrase never overtakes what stands before that.
        here = max(here, bisect_right(starts, item.at) - 1)
        blocks[here].append(item)
    return tuple(_joined(items) for items in blocks)


def _items(lines: list[_Line], notes: Sequence[DraftingNote]) -> Iterator[_Item]:
    before, after = _placed(notes, lines)
    for number, line in enumerate(lines):
        for note in before[number]:
            yield _Item(note_rows(note, line.indent), min(note.at, line.start), line, note)
        yield _Item([*line.rows[:-1], *with_notes(line.rows[-1], after[number])], line.start, line)
    for note in before[len(lines)]:
        yield _Item(note_rows(note, ""), note.at, None, note)


@attrs.frozen(slots=True)
class NotePlaces:
    """Where the notes of a policy stand in the one style: the same before and after it is set anew.

    `starts` is where each heading and phrase began, in order; `rules` the number of the heading over each. `places` holds, for
    each note, the number of the heading or phrase that it trails (`trails`) or stands before; one more than there are where
    nothing follows it.
    """

    starts: tuple[int, ...]
    rules: tuple[int, ...]
    places: tuple[tuple[DraftingNote, int, bool], ...]

    def rule(self, number: int) -> range:
        """The numbers of a heading and its phrases, of which one is given."""
        first = bisect_left(self.rules, self.rules[number])
        return range(first, bisect_right(self.rules, self.rules[number]))


def note_places(tree: ast.Policy, notes: Sequence[DraftingNote]) -> NotePlaces:
    """Where notes stand in the text that `print_policy` makes of both."""
    lines = [line for rule in tree.rules for line in _rule_lines(rule)]
    heads = accumulate((number if line.heads is not None else 0 for number, line in enumerate(lines)), max)
    before, after = _placed(notes, lines)
    stand = [(note, number, False) for number, found in before.items() for note in found]
    trail = [(note, number, True) for number, found in after.items() for note in found]
    by_place = sorted((*stand, *trail), key=lambda place: place[0].at)
    return NotePlaces(tuple(line.start for line in lines), tuple(heads), tuple(by_place))


def _placed(
    notes: Sequence[DraftingNote], lines: list[_Line]
) -> tuple[defaultdict[int, list[DraftingNote]], defaultdict[int, list[DraftingNote]]]:
    """The notes before each line, at its number (those after all at the number of lines), and those that trail each."""
    before, after = defaultdict[int, list[DraftingNote]](list), defaultdict[int, list[DraftingNote]](list)
    starts, ends = [line.start for line in lines], [line.end for line in lines]
    last = 0  # twice the number of a line, one more where the note trails it: notes keep their order
    for note in notes:
        if note.trails and starts and starts[0] <= note.at:
            last = max(last, 2 * _trailed(note, lines, bisect_right(starts, note.at) - 1) + 1)
        else:
            last = max(last, 2 * _followed(note, lines, bisect_right(ends, note.at)))
        (after if last % 2 else before)[last // 2].append(note)
    return before, after


def _trailed(note: DraftingNote, lines: list[_Line], number: int) -> int:
    """The line that a note trails, which stands at or after the start of line `number`."""
    return number - (_is_type(lines, number) and note.behind == ":")


def _followed(note: DraftingNote, lines: list[_Line], number: int) -> int:
    """The line that follows a note, which stands before the end of line `number`."""
    return number + (_is_type(lines, number) and note.behind == ";")


def _is_type(lines: list[_Line], number: int) -> bool:
    """Whether a line is the type of a parameter, of which the tree does not tell where it begins and ends."""
    return 0 < number < len(lines) and isinstance(lines[number - 1].heads, ast.Parameter)


def _joined(items: list[_Item]) -> str:
    rows: list[str] = []
    for number, item in enumerate(items):
        if number and _parted(items[number - 1], item):
            rows.append("")
        rows += item.rows
    return "\n".join(rows) + "\n" if rows else ""


def _parted(above: _Item, below: _Item) -> bool:
    """Whether an empty line stands between: between rules, and about a note as its author had it."""
    if below.line is not None and below.line.heads is None:
        return False
    if above.note is not None:
        return below.note.parted_before if below.note is not None else above.note.parted_after
    together = ast.Use | ast.Replaces
    one_line = below.note is None and below.line is not None and isinstance(below.line.heads, together)
    return not (one_line and above.line is not None and isinstance(above.line.heads, together))


# ------------------------------------------------------------------------------------------------- headings and phrases


def _rule_lines(rule: ast.Rule) -> Iterator[_Line]:
    start, end = rule.span.start, rule.span.end
    heading = _heading(rule)
    carried = getattr(rule, "qualifiers", None) or ast.Qualifiers()
    if isinstance(rule, ast.Use | ast.Replaces | ast.Causes):
        yield _Line(tuple(rows_of(heading, carried, "", ".")), start, end, rule)
        return
    rows = tuple(rows_of(heading, carried, "", ":"))
    if isinstance(rule, ast.Prose):
        yield _Line((*rows, *text_rows(rule.because, _PHRASE, ".")), start, end, rule)
        return
    yield _Line(rows, start, start + 1, rule)
    phrases = _phrases(rule)
    for number, (words, carried, span) in enumerate(phrases, 1):
        is_last = number == len(phrases)
        set_out = rows_of(words, carried, _PHRASE, "." if is_last else ";")
        yield _Line(tuple(set_out), span.start, end if is_last else span.end)


def _heading(rule: ast.Rule) -> str:
    """The words of the heading, without what it carries."""
    match rule:
        case ast.Agreement(title, version):
            return f"agreement {wording.text(title)}" + (f" version {wording.text(version)}" if version is not None else "")
        case ast.Throughout():
            return "throughout"
        case ast.Prose(clauses):
            return f"prose {wording.citation(clauses)}"
        case ast.Use(path):
            return f"use {wording.text(path)}"
        case ast.Replaces(path):
            return f"replaces {wording.text(path)}"
        case ast.Causes(causes):
            return f"causes: {', '.join(wording.cause(c) for c in causes)}"
        case ast.Parameter(name) | ast.Ambiguity(name) | ast.Calendar(name) | ast.Service(name) | ast.Right(name):
            return f"{type(rule).__name__.lower()} {name.text}"
        case ast.Commitment(name, of) | ast.Clock(name, of) | ast.Share(name, of):
            return f"{type(rule).__name__.lower()} {name.text} of {of.text}"
        case ast.Exclusion(name, commitments):
            return f"exclusion {name.text}" + (f" from {_names(commitments)}" if commitments is not None else "")
        case ast.Duty(name, about):
            return f"duty {name.text}" + (f" of {about.text}" if about is not None else "")
        case ast.Credit(commitment):
            return f"credit for {commitment.text}"
        case ast.Joint(name, commitments):
            return f"joint {name.text} of {_names(commitments)}"
        case ast.Scenario(title):
            return f"scenario {wording.text(title)}"
    assert_never(rule)


def _names(names: tuple[ast.Name, ...]) -> str:
    return ", ".join(name.text for name in names)


def _phrases(rule: ast.Rule) -> list[tuple[str, ast.Qualifiers, Span]]:
    """The words of each phrase, what it carries, and its place."""
    match rule:
        case ast.Parameter(name, _, kind, default):
            value = f"default {wording.value(default.value)}" if default.value is not None else "no default"
            between = attrs.evolve(name.span, start=name.span.end, end=max(name.span.end, default.span.start))
            bare = ast.Qualifiers()
            return [(wording.parameter_type(kind), bare, between), (value, bare, default.span)]
        case ast.Ambiguity(readings=readings):
            return [(_reading(r), ast.Qualifiers(because=r.because), r.span) for r in readings]
        case ast.Use() | ast.Replaces() | ast.Causes() | ast.Prose():
            return []
        case _:
            return [
                (words, phrase.qualifiers, phrase.span)
                for is_row, group in groupby(rule.phrases, lambda phrase: isinstance(phrase.body, ast.CreditRow))
                for words, phrase in _worded(list(group), is_row)
            ]


def _worded(phrases: list[ast.Phrase], are_rows: bool) -> Iterator[tuple[str, ast.Phrase]]:
    words = [wording.body(phrase.body) for phrase in phrases]
    yield from zip(aligned(words) if are_rows else words, phrases, strict=True)


def _reading(reading: ast.Reading) -> str:
    return f"reading {reading.name.text}" + (" governs" if reading.governs else "")
