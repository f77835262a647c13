"""Tree to text, in one style: a rule a paragraph, a phrase a line, canonical spelling.

What the text says is what the tree says: reading it again gives an equal tree. Drafting notes are no part of a
tree; to keep them, hand them over as `notes_of` found them in the text that the tree was read from.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import assert_never

import attrs

from slalang.syntax import ast, wording
from slalang.values.places import Span

WIDTH = 100
"""Characters a line may hold before it is wrapped; line breaks mean nothing to the reader."""


@attrs.frozen(slots=True)
class DraftingNote:
    """A note in square brackets, where it began, and whether something stood before it on its line."""

    text: str
    at: int
    trails: bool


@attrs.frozen(slots=True)
class _Line:
    """What one line says, before it is wrapped, and from where to where it stood in what was read."""

    words: str
    indent: str
    start: int
    end: int


def notes_of(text: str) -> tuple[DraftingNote, ...]:
    """The drafting notes of a policy that reads without errors, in order."""
    found = []
    for match in re.finditer(r'["“”„][^"“”„]*["“”„]|(\[[^\[\]]*\])', text):
        if match[1] is not None:
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            found.append(DraftingNote(" ".join(match[1].split()), match.start(), bool(before.strip())))
    return tuple(found)


def print_policy(tree: ast.Policy, notes: tuple[DraftingNote, ...] = ()) -> str:
    """The policy's text; `notes` go where they stood: at the end of their line, or before what follows.

    ValueError for a tree that no text can say: one with a quotation mark inside a text.
    """
    paragraphs = [list(_rule_lines(rule)) for rule in tree.rules]
    before, after, at_end = _placed(notes, [line for lines in paragraphs for line in lines])
    printed, number = [], 0
    for lines in paragraphs:
        paragraph = []
        for line in lines:
            paragraph += [row for note in before[number] for row in _wrapped(note, line.indent, "")]
            paragraph += _wrapped(line.words, line.indent, "    ")
            paragraph[-1] += "".join(f" {note}" for note in after[number])
            number += 1
        printed.append("\n".join(paragraph))
    printed += ["\n".join(_wrapped(note, "", "")) for note in at_end]
    return "\n\n".join(printed) + "\n" if printed else ""


def _placed(
    notes: tuple[DraftingNote, ...], lines: list[_Line]
) -> tuple[defaultdict[int, list[str]], defaultdict[int, list[str]], list[str]]:
    """The notes before each line, those after each line, and those after all."""
    before, after = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    at_end: list[str] = []
    starts, ends = [line.start for line in lines], [line.end for line in lines]
    for note in notes:
        if note.trails and starts and starts[0] <= note.at:
            after[bisect_right(starts, note.at) - 1].append(note.text)
        elif (following := bisect_right(ends, note.at)) < len(lines):
            before[following].append(note.text)
        else:
            at_end.append(note.text)
    return before, after, at_end


def _wrapped(words: str, indent: str, further: str) -> list[str]:
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _rule_lines(rule: ast.Rule) -> Iterator[_Line]:
    heading, phrases = _rule(rule)
    start = rule.span.start
    if not phrases:
        yield _Line(f"{heading}.", "", start, rule.span.end)
        return
    yield _Line(f"{heading}:", "", start, start + 1)
    for i, (words, span) in enumerate(phrases, 1):
        yield _Line(words + (";" if i < len(phrases) else "."), "  ", span.start, span.end)


def _rule(rule: ast.Rule) -> tuple[str, list[tuple[str, Span]]]:
    """The heading, and the words of each phrase with its place; no phrases where the heading says all."""
    match rule:
        case ast.Agreement(title, version, phrases):
            edition = f" version {wording.text(version)}" if version is not None else ""
            return f"agreement {wording.text(title)}{edition}", _phrases(phrases)
        case ast.Throughout(phrases):
            return "throughout", _phrases(phrases)
        case ast.Prose(clauses, because):
            return f"prose {wording.citation(clauses)}: {wording.text(because)}", []
        case ast.Use(path):
            return f"use {wording.text(path)}", []
        case ast.Replaces(path):
            return f"replaces {wording.text(path)}", []
        case ast.Causes(causes):
            return f"causes: {', '.join(wording.cause(c) for c in causes)}", []
        case ast.Parameter(name, qualifiers, kind, default):
            value = f"default {wording.value(default.value)}" if default.value is not None else "no default"
            declared = [(wording.parameter_type(kind), name.span), (value, default.span)]
            return f"parameter {name.text}{wording.qualifiers(qualifiers)}", declared
        case ast.Ambiguity(name, qualifiers, readings):
            heading = f"ambiguity {name.text}{wording.qualifiers(qualifiers)}"
            return heading, [(_reading(r), r.span) for r in readings]
        case ast.Calendar(name, qualifiers, phrases):
            return f"calendar {name.text}{wording.qualifiers(qualifiers)}", _phrases(phrases)
        case ast.Service(name, qualifiers, phrases):
            return f"service {name.text}{wording.qualifiers(qualifiers)}", _phrases(phrases)
        case ast.Commitment(name, service, qualifiers, phrases):
            heading = f"commitment {name.text} of {service.text}{wording.qualifiers(qualifiers)}"
            return heading, _phrases(phrases)
        case ast.Exclusion(name, commitments, qualifiers, phrases):
            of = f" from {', '.join(c.text for c in commitments)}" if commitments is not None else ""
            return f"exclusion {name.text}{of}{wording.qualifiers(qualifiers)}", _phrases(phrases)
        case ast.Clock(name, service, qualifiers, phrases):
            return f"clock {name.text} of {service.text}{wording.qualifiers(qualifiers)}", _phrases(phrases)
        case ast.Duty(name, about, qualifiers, phrases):
            whose = f" of {about.text}" if about is not None else ""
            return f"duty {name.text}{whose}{wording.qualifiers(qualifiers)}", _phrases(phrases)
        case ast.Share(name, of, qualifiers, phrases):
            return f"share {name.text} of {of.text}{wording.qualifiers(qualifiers)}", _phrases(phrases)
        case ast.Credit(commitment, qualifiers, phrases):
            return f"credit for {commitment.text}{wording.qualifiers(qualifiers)}", _phrases(phrases)
        case ast.Joint(name, commitments, qualifiers, phrases):
            heading = f"joint {name.text} of {', '.join(c.text for c in commitments)}{wording.qualifiers(qualifiers)}"
            return heading, _phrases(phrases)
        case ast.Right(name, qualifiers, phrases):
            return f"right {name.text}{wording.qualifiers(qualifiers)}", _phrases(phrases)
        case ast.Scenario(title, qualifiers, phrases):
            return f"scenario {wording.text(title)}{wording.qualifiers(qualifiers)}", _phrases(phrases)
    assert_never(rule)


def _phrases(phrases: tuple[ast.Phrase, ...]) -> list[tuple[str, Span]]:
    return [(wording.phrase(p), p.span) for p in phrases]


def _reading(reading: ast.Reading) -> str:
    governs = " governs" if reading.governs else ""
    return f"reading {reading.name.text}{governs} because {wording.text(reading.because)}"
