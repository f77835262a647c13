"""A rule, or a phrase, that rests on no clause of the agreement.

## What it finds

Where the agreement lists its `clauses`: a rule in the same file that cites none, neither in its heading nor in any phrase; and
in a rule whose heading cites none, a phrase that neither cites a clause nor says `because` of what it is read so.

Rules of files that are used (a house style cites no agreement), `throughout`, `causes`, the agreement's own phrases and
scenarios are not asked.

## Why it costs money

What rests on no clause cannot be defended. A credit that was refused for a rule which nobody can find in the agreement is owed.

## Example

Before:

    exclusion upgrades: maintenance of kind "scheduled".

After:

    exclusion upgrades (clause 3.2): maintenance of kind "scheduled".
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.syntax import ast, wording
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING

_Resting = (
    ast.Parameter
    | ast.Calendar
    | ast.Service
    | ast.Ambiguity
    | ast.Commitment
    | ast.Exclusion
    | ast.Clock
    | ast.Duty
    | ast.Share
    | ast.Credit
    | ast.Joint
    | ast.Right
)


def in_tree(subject: Subject) -> Iterator[Diagnostic]:
    """The rules beside an agreement that lists its clauses, under every reading (P1)."""
    for agreement in subject.rules(ast.Agreement):
        if not any(isinstance(phrase.body, ast.Clauses) for phrase in agreement.phrases):
            continue
        for rule in subject.tree.rules:
            if isinstance(rule, _Resting) and rule.span.file == agreement.span.file and not rule.qualifiers.clauses:
                yield from _unfounded(rule)


def _unfounded(rule: _Resting) -> Iterator[Diagnostic]:
    phrases: tuple[ast.Phrase, ...] = getattr(rule, "phrases", ())
    name = rule.commitment if isinstance(rule, ast.Credit) else rule.name
    heading = heading_of("credit for" if isinstance(rule, ast.Credit) else type(rule).__name__.lower(), name.text, None)
    if not any(phrase.qualifiers.clauses for phrase in phrases):
        yield Diagnostic(
            f"{heading} cites no clause",
            name.span,
            clause=heading,
            case=f"asked on which clause {heading} rests, an explanation has no answer",
            hint="write the clause before the colon, as in `(clause 2.1)`; where the agreement is silent, cite the clause "
            "under which the matter falls and say `because ...`",
        )
        return
    for phrase in phrases:
        if not phrase.qualifiers.clauses and phrase.qualifiers.because is None:
            yield Diagnostic(
                f"a phrase of {heading} cites no clause and gives no reason",
                phrase.body.span,
                clause=heading,
                case=f"asked on what `{wording.body(phrase.body)}` rests, an explanation has no answer",
                hint="write the clause behind it, as in `(clause 2.1)`, or `because ...` where the agreement is silent",
            )
