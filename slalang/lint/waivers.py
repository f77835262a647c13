"""Waivers: drafting notes by which an author lets a finding stand, with the reason why.

    [waive bracket-gap: the printed table has this hole]

A waiver behind a phrase is about what is found in that phrase or begins on its line; one that stands alone is about the
heading or phrase right below it. It never waives an error.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

import attrs

from slalang.lint.registry import LintRule, LooksAt, all_rules
from slalang.syntax import ast
from slalang.syntax.layout import Lines
from slalang.syntax.literate import is_literate, rules_of
from slalang.syntax.notes import DraftingNote, notes_of
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.places import Span

_WAIVER = re.compile(r"\[\s*waive\s+([^:\[\]]*)(?::([^\[\]]*))?\]", re.IGNORECASE)
_NAMES = re.compile(r"[a-z]+(?:-[a-z]+)+(?:\s*,\s*[a-z]+(?:-[a-z]+)+)*\s*")
_EMPTY_LINE = re.compile(r"\n[ \t\r\f\v]*\n")


@attrs.frozen(slots=True)
class WaiverNote:
    """A note that waives rules: their names as written, the reason or nothing, and where it stands.

    `alone`: nothing stood before it on its line, so that it is about what follows.
    """

    rules: tuple[str, ...]
    reason: str
    span: Span
    alone: bool


@attrs.frozen(slots=True)
class Waived:
    """A finding that its author lets stand, and by which waiver."""

    diagnostic: Diagnostic
    waiver: WaiverNote


@attrs.frozen(slots=True)
class Waiving:
    """What is left to say, and what was waived."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...] = ()


def waivers_of(text: str, file: str) -> tuple[WaiverNote, ...]:
    """The waivers of a file, in order; also those without a reason or of rules that there are not."""
    if "waive" not in text.casefold():
        return ()
    rules = rules_of(text, file).rules if is_literate(file) else text
    lines = Lines(text, file)
    found = ((note, _WAIVER.fullmatch(rules, note.at, note.end)) for note in notes_of(rules))
    return tuple(_waiver(note, match, lines) for note, match in found if match is not None and _is_meant(match))


def waive(
    diagnostics: Iterable[Diagnostic],
    texts: Mapping[str, str],
    trees: Mapping[str, ast.Policy],
    file: str,
    rules: Iterable[LintRule],
) -> Waiving:
    """Divide findings into those that stand and those that are waived, and say which waivers waived nothing.

    `texts` and `trees` are of the policy and all that it uses, by name; a text without a tree is gone through line by line.
    `rules` are those that were asked: of another one nobody knows whether its waiver is needed. What waives nothing is said of
    `file` alone, since other policies may use the others.
    """
    by_file = {name: waivers for name, text in texts.items() if (waivers := waivers_of(text, name))}
    if not by_file:
        return Waiving(tuple(diagnostics))
    reach = {name: _Reach.of(waivers, texts[name], trees.get(name)) for name, waivers in by_file.items()}
    left: list[Diagnostic] = []
    waived: list[Waived] = []
    for diagnostic in diagnostics:
        span = diagnostic.span
        there = reach.get(span.file) if span is not None and diagnostic.severity is not Severity.ERROR else None
        by = there.waiver(diagnostic.code, span) if there is not None and span is not None else None
        if by is None:
            left.append(diagnostic)
        else:
            waived.append(Waived(diagnostic, by))
    left += _unused(by_file.get(file, ()), texts[file], waived, tuple(rules))
    return Waiving(tuple(left), tuple(waived))


@attrs.frozen(slots=True)
class _Reach:
    """What the waivers of a file are about: rules by the line, and by the number of the phrase, of which they were waived.

    A waiver behind a phrase is about what begins before it there; one that stands alone about all of the phrase below.
    """

    starts: tuple[int, ...]
    on_lines: dict[tuple[str, int], WaiverNote]
    in_phrases: dict[tuple[str, int], WaiverNote]

    @classmethod
    def of(cls, waivers: Iterable[WaiverNote], text: str, tree: ast.Policy | None) -> _Reach:
        reach = cls(_phrase_starts(text, tree), {}, {})
        for waiver in waivers:
            for name in waiver.rules if waiver.reason else ():
                if not waiver.alone:
                    reach.on_lines.setdefault((name, waiver.span.line), waiver)
                    reach.in_phrases.setdefault((name, bisect_right(reach.starts, waiver.span.start)), waiver)
                elif (below := reach.below(waiver, text)) is not None:
                    reach.in_phrases.setdefault((name, below), waiver)
        return reach

    def below(self, waiver: WaiverNote, text: str) -> int | None:
        """The number of the phrase right below a waiver; None where there is none, or an empty line comes first."""
        following = bisect_right(self.starts, waiver.span.end)
        if following == len(self.starts) or _EMPTY_LINE.search(text, waiver.span.end, self.starts[following]):
            return None
        return following + 1

    def waiver(self, rule: str, place: Span) -> WaiverNote | None:
        """The waiver of a rule that is about a place."""
        on_line = self.on_lines.get((rule, place.line))
        inside = self.in_phrases.get((rule, bisect_right(self.starts, place.start)))
        if inside is not None and (inside.alone or place.start < inside.span.start):
            return inside
        return on_line


def _waiver(note: DraftingNote, match: re.Match[str], lines: Lines) -> WaiverNote:
    names = tuple(" ".join(name.split()) for name in match[1].split(",") if name.strip())
    return WaiverNote(names, " ".join((match[2] or "").split()), lines.span(note.at, note.end), not note.trails)


def _is_meant(match: re.Match[str]) -> bool:
    """Whether a note that begins with the word is a waiver, not a remark such as `[waive the fee in December]`."""
    return match[2] is not None or _NAMES.fullmatch(match[1]) is not None


def _phrase_starts(text: str, tree: ast.Policy | None) -> tuple[int, ...]:
    """Where each heading and phrase begins, in order; of a text without a tree, each line that says something."""
    if tree is None:
        return tuple(match.end() - 1 for match in re.finditer(r"^[ \t]*[^\s\[]", text, re.MULTILINE))
    return tuple(sorted(start for rule in tree.rules for start in _starts(rule)))


def _starts(rule: ast.Rule) -> Iterator[int]:
    yield rule.span.start
    for part in (*getattr(rule, "phrases", ()), *getattr(rule, "readings", ())):
        yield part.span.start


def _unused(
    waivers: Iterable[WaiverNote], text: str, waived: list[Waived], rules: tuple[LintRule, ...]
) -> Iterator[Diagnostic]:
    """What the rule about it says of each name that waived nothing, of a rule that was asked."""
    speaks = next((rule for rule in rules if rule.looks_at is LooksAt.WAIVERS), None)
    if speaks is None or speaks.find is None:
        return
    asked = {rule.name for rule in rules}
    used = {(each.waiver, each.diagnostic.code) for each in waived}
    for waiver in waivers:
        idle = tuple(name for name in waiver.rules if name in asked and (waiver, name) not in used)
        if waiver.reason and idle:
            for diagnostic in speaks.find(waiver, idle, text):
                yield attrs.evolve(diagnostic, code=speaks.name, severity=speaks.severity)


def can_be_waived() -> frozenset[str]:
    """The names of the rules that a waiver may name: all but the pages of the compiler's errors, and those about waivers."""
    return frozenset(
        rule.name
        for rule in all_rules()
        if rule.looks_at not in (LooksAt.COMPILER, LooksAt.WAIVERS) and rule.severity is not Severity.ERROR
    )
