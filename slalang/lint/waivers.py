"""Waivers: drafting notes by which an author lets a finding stand, with the reason why.

    [waive bracket-gap: the printed table has this hole]

A waiver behind a phrase or heading is about what is found in that one, and behind the last phrase of a rule about the whole
rule. One that stands alone is about the heading or phrase right below it, or about the phrase in which it stands. It is about
the same before and after the text is set anew. It never waives an error.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

import attrs

from slalang.lint.check import is_cut_short
from slalang.lint.registry import LintRule, LooksAt, all_rules
from slalang.syntax import ast
from slalang.syntax.formatter import note_places
from slalang.syntax.layout import Lines
from slalang.syntax.literate import is_literate, rules_of
from slalang.syntax.notes import DraftingNote, notes_of
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.places import Span

_WAIVER = re.compile(r"\[\s*waive\s+([^:\[\]]*)(?::([^\[\]]*))?\]", re.IGNORECASE)
_NAMES = re.compile(r"[a-z]+(?:-[a-z]+)+(?:\s*,\s*[a-z]+(?:-[a-z]+)+)*\s*")


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
    `rules` are those that were asked: of another one nobody knows whether its waiver is needed, nor of one that was cut short,
    which is said whatever is waived. What waives nothing is said of `file` alone, since other policies may use the others.
    """
    by_file = {name: waivers for name, text in texts.items() if (waivers := waivers_of(text, name))}
    if not by_file:
        return Waiving(tuple(diagnostics))
    reach = {name: _Reach.of(waivers, texts[name], trees.get(name)) for name, waivers in by_file.items()}
    left: list[Diagnostic] = []
    waived: list[Waived] = []
    cut_short: set[str] = set()
    for diagnostic in diagnostics:
        if is_cut_short(diagnostic):
            cut_short.add(diagnostic.code)
            left.append(diagnostic)
            continue
        span = diagnostic.span
        there = reach.get(span.file) if span is not None and diagnostic.severity is not Severity.ERROR else None
        by = there.waiver(diagnostic.code, span) if there is not None and span is not None else None
        if by is None:
            left.append(diagnostic)
        else:
            waived.append(Waived(diagnostic, by))
    left += _unused(by_file.get(file, ()), texts[file], waived, tuple(rules), cut_short)
    return Waiving(tuple(left), tuple(waived))


@attrs.frozen(slots=True)
class _Reach:
    """What the waivers of a file are about: rules by the number of the heading or phrase in which they are waived."""

    starts: tuple[int, ...]
    own: dict[tuple[str, int], WaiverNote]
    of_rules: dict[tuple[str, int], WaiverNote]
    """Those behind the last phrase of a rule, at each number of it; what stands nearer goes before."""

    @classmethod
    def of(cls, waivers: Iterable[WaiverNote], text: str, tree: ast.Policy | None) -> _Reach:
        by_place = {waiver.span.start: waiver for waiver in waivers if waiver.reason}
        if tree is None:
            return _by_lines(by_place, text)
        file = next(iter(by_place.values())).span.file if by_place else ""
        found = note_places(tree, notes_of(rules_of(text, file).rules if is_literate(file) else text))
        reach = cls(found.starts, {}, {})
        for at, (note, number, trails) in enumerate(found.places):
            waiver = by_place.get(note.at)
            if waiver is None or number == len(found.starts):
                continue
            if not trails and found.rules[number] == number and _apart(found.places[at:], number):
                continue
            whole = found.rule(number)
            for name in waiver.rules:
                reach.own.setdefault((name, number), waiver)
                for each in whole if trails and number == whole[-1] else ():
                    reach.of_rules.setdefault((name, each), waiver)
        return reach

    def waiver(self, rule: str, place: Span) -> WaiverNote | None:
        """The waiver of a rule that is about a place."""
        number = bisect_right(self.starts, place.start) - 1
        return self.own.get((rule, number)) or self.of_rules.get((rule, number))


def _apart(places: tuple[tuple[DraftingNote, int, bool], ...], number: int) -> bool:
    """Whether an empty line stands between the first of some notes and the heading of that number, which follows them."""
    before = [note for note, heading, trails in takewhile(lambda place: place[1:] == (number, False), places)]
    return before[-1].parted_after or any(note.parted_before for note in before[1:])


def _by_lines(by_place: Mapping[int, WaiverNote], text: str) -> _Reach:
    """What waivers are about in a text that cannot be read: their line, or alone the next one that says something."""
    starts = tuple(match.end() - 1 for match in re.finditer(r"^[ \t]*[^\s\[]", text, re.MULTILINE))
    own: dict[tuple[str, int], WaiverNote] = {}
    for at, waiver in by_place.items():
        for name in waiver.rules:
            own.setdefault((name, bisect_right(starts, at) - (not waiver.alone)), waiver)
    return _Reach(starts, own, {})


def _waiver(note: DraftingNote, match: re.Match[str], lines: Lines) -> WaiverNote:
    names = tuple(" ".join(name.split()) for name in match[1].split(",") if name.strip())
    return WaiverNote(names, " ".join((match[2] or "").split()), lines.span(note.at, note.end), not note.trails)


def _is_meant(match: re.Match[str]) -> bool:
    """Whether a note that begins with the word is a waiver, not a remark such as `[waive the fee in December]`."""
    return match[2] is not None or _NAMES.fullmatch(match[1]) is not None


def _unused(
    waivers: Iterable[WaiverNote], text: str, waived: list[Waived], rules: tuple[LintRule, ...], cut_short: set[str]
) -> Iterator[Diagnostic]:
    """What the rule about it says of each name that waived nothing, of a rule that was asked."""
    speaks = next((rule for rule in rules if rule.looks_at is LooksAt.WAIVERS), None)
    if speaks is None or speaks.find is None:
        return
    asked = {rule.name for rule in rules} - cut_short
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
