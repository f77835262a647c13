"""Repairs: edits put into texts, round by round, each round only as far as the compiled policies stay what they have to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import attrs

from slalang.syntax.literate import rules_text
from slalang.syntax.notes import notes_of
from slalang.values.diagnostics import Diagnostic, Edit, Fix

Texts = Mapping[str, str]
"""The texts of files by the names that spans carry."""

Find = Callable[[Texts], Iterable[Diagnostic]]
"""What is found in texts."""

Accept = Callable[[Texts, Texts, bool], str]
"""Whether texts may become others: nothing, or why not; the last says that the meaning has to stay."""

_MOST_ROUNDS = 20


@attrs.frozen(slots=True)
class Refusal:
    """A finding whose fix was not made, and why."""

    diagnostic: Diagnostic
    why: str


@attrs.frozen(slots=True)
class Fixed:
    """The texts after all rounds, the findings whose fixes were made, and those whose fixes were refused."""

    texts: Texts
    made: tuple[Diagnostic, ...]
    refused: tuple[Refusal, ...]


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. ValueError where two overlap or one lies outside it."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        if edit.span.start < at or not edit.span.start <= edit.span.end <= len(text):
            raise ValueError("the edits overlap, or lie outside the text")
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def fix_texts(texts: Texts, find: Find, accept: Accept, *, unsafe: bool = False) -> Fixed:
    """Make the fixes of what is found, and of what is found then, until nothing is left to be made.

    Safe ones first; with `unsafe` also those that change the meaning. Of two that overlap the later waits for the next round.
    What is not accepted is left out, alone, and not tried again, nor is what would take a drafting note with it, unless a fix
    is about nothing but a note.
    """
    made: list[Diagnostic] = []
    refused: dict[tuple[object, ...], Refusal] = {}
    for _ in range(_MOST_ROUNDS):
        open_ = [d for d in find(texts) if d.fix is not None and d.fix.edits and _name(d) not in refused]
        batch = [d for d in open_ if _fix(d).safe] or [d for d in open_ if unsafe]
        if not batch:
            break
        done, texts, why_not = _round(texts, batch, accept)
        made += done
        refused |= {_name(d): Refusal(d, why) for d, why in why_not}
    return Fixed(texts, tuple(made), tuple(refused.values()))


def _round(
    texts: Texts, batch: list[Diagnostic], accept: Accept
) -> tuple[list[Diagnostic], Texts, list[tuple[Diagnostic, str]]]:
    """What was made at once, the texts then, and what was refused with the reason."""
    fitting = _without_overlaps(batch)
    after = _made(texts, fitting)
    if after is not None and not (_lost(texts, after, fitting) or accept(texts, after, _fix(batch[0]).safe)):
        return fitting, after, []
    # One of them is to blame: each by itself, and then the first that may be made.
    refused: list[tuple[Diagnostic, str]] = []
    for diagnostic in fitting:
        alone = _made(texts, [diagnostic])
        if alone is None:
            why = "its edits do not fit the text"
        else:
            why = _lost(texts, alone, [diagnostic]) or accept(texts, alone, _fix(diagnostic).safe)
        if not why and alone is not None:
            return [diagnostic], alone, refused
        refused.append((diagnostic, why))
    return [], texts, refused


def _without_overlaps(batch: list[Diagnostic]) -> list[Diagnostic]:
    taken: dict[str, list[tuple[int, int]]] = {}
    fitting = []
    for diagnostic in sorted(batch, key=lambda d: min((e.span.file, e.span.start) for e in _fix(d).edits)):
        places = [(edit.span.file, edit.span.start, edit.span.end) for edit in _fix(diagnostic).edits]
        if all(_is_free(taken.get(file, []), start, end) for file, start, end in places):
            fitting.append(diagnostic)
            for file, start, end in places:
                taken.setdefault(file, []).append((start, end))
    return fitting


def _is_free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a place lies apart from all others; two that touch do not, since their order would matter."""
    return all(end < other_start or other_end < start for other_start, other_end in taken)


def _made(texts: Texts, diagnostics: Iterable[Diagnostic]) -> Texts | None:
    by_file: dict[str, list[Edit]] = {}
    for diagnostic in diagnostics:
        for edit in _fix(diagnostic).edits:
            by_file.setdefault(edit.span.file, []).append(edit)
    if not by_file.keys() <= texts.keys():
        return None
    try:
        return {**texts, **{file: apply_edits(texts[file], edits) for file, edits in by_file.items()}}
    except ValueError:
        return None


def _lost(before: Texts, after: Texts, made: Iterable[Diagnostic]) -> str:
    """That a drafting note would be lost which no edit is about; nothing where all are still there."""
    meant = Counter(
        (edit.span.file, before[edit.span.file][edit.span.start : edit.span.end].strip())
        for diagnostic in made
        for edit in _fix(diagnostic).edits
        if not edit.text
    )
    for file, text in after.items():
        if text != before[file]:
            lost = _notes(before[file], file) - _notes(text, file) - meant
            if lost:
                return f"the drafting note {next(iter(lost))[1]} would be lost"
    return ""


def _notes(text: str, file: str) -> Counter[tuple[str, str]]:
    rules = rules_text(text, file)
    return Counter((file, rules[note.at : note.end]) for note in notes_of(rules))


def _fix(diagnostic: Diagnostic) -> Fix:
    assert diagnostic.fix is not None
    return diagnostic.fix


def _name(diagnostic: Diagnostic) -> tuple[object, ...]:
    """What a finding is called while lines move."""
    fix = _fix(diagnostic)
    edits = tuple((edit.span.file, edit.text) for edit in fix.edits)
    return (diagnostic.code, diagnostic.title, diagnostic.clause, fix.title, edits)
