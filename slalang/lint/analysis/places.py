"""Where something resolved stands in the tree, and edits of the text that leave the rest as it is."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.modules import folder_of
from slalang.semantics.policy import Compiled, Credit
from slalang.syntax import ast
from slalang.syntax.literate import rules_text
from slalang.syntax.notes import notes_of
from slalang.values.diagnostics import Edit, Fix
from slalang.values.places import Span


def of_credit(credit: Credit) -> str:
    """The heading of a credit: `credit for uptime (clause 5)`."""
    return heading_of("credit", f"for {credit.commitment}", credit.cited.clauses)


def rules_of(subject: Subject, compiled: Compiled) -> Iterator[tuple[ast.Node, tuple[ast.Phrase, ...]]]:
    """The rules of a reading that have phrases, with these."""
    for rule in subject.read_as(compiled).rules:
        phrases = getattr(rule, "phrases", None)
        if phrases is not None:
            yield rule, phrases


def credit_phrases(subject: Subject, compiled: Compiled) -> dict[str, tuple[ast.Phrase, ...]]:
    """The phrases of each credit of a reading, by the promise that it is for."""
    return {rule.commitment.text: phrases for rule, phrases in rules_of(subject, compiled) if isinstance(rule, ast.Credit)}


def phrase_of(subject: Subject, compiled: Compiled, span: Span) -> tuple[ast.Node, ast.Phrase] | None:
    """The phrase of a reading that stands at a place, with its rule."""
    for rule, phrases in rules_of(subject, compiled):
        for phrase in phrases:
            if phrase.body.span == span:
                return rule, phrase
    return None


def leaving_out(subject: Subject, compiled: Compiled, span: Span, *, safe: bool = False) -> Fix | None:
    """A fix that takes a phrase out, and no note; None where it is its rule's only one, or holds for others too."""
    found = phrase_of(subject, compiled, span)
    if found is None:
        return None
    rule, phrase = found
    if isinstance(rule, ast.Throughout):
        return None
    # What another reading says stands in the text too.
    phrases: tuple[ast.Phrase, ...] = next(getattr(one, "phrases", ()) for one in subject.tree.rules if one.span == rule.span)
    at = next(i for i, one in enumerate(phrases) if one.span == phrase.span)
    if len(phrases) == 1:
        return None
    if at > 0:
        gone = attrs.evolve(phrase.span, start=phrases[at - 1].span.end)
    else:
        gone = attrs.evolve(phrase.span, end=phrases[1].span.start)
    kept = _notes_in(subject, gone, before_it=at > 0)
    return None if kept is None else Fix("leave it out", (Edit(gone, kept),), safe)


def _notes_in(subject: Subject, gone: Span, *, before_it: bool) -> str | None:
    """The drafting notes in what goes, as they stand to what stays; None where prose of a page would go with it."""
    file = gone.file
    text = subject.compiled.sources.get(file.removeprefix(folder_of(subject.file)), "")
    rules = rules_text(text, file)[gone.start : gone.end]
    if rules != text[gone.start : gone.end]:
        return None
    kept, at = [], 0
    for note in notes_of(rules):
        blanks = rules[at : note.at]
        # Between two notes stand only blanks and the semicolon; before the first also the phrase, where it is the first.
        kept += [blanks[len(blanks.rstrip()) :] if at or before_it else "", rules[note.at : note.end]]
        at = note.end
    if kept and not before_it:
        blanks = rules[at:]
        kept.append(blanks[len(blanks.rstrip()) :])
    return "".join(kept)


def after(span: Span) -> Span:
    """The place right after one."""
    return attrs.evolve(span, start=span.end)
