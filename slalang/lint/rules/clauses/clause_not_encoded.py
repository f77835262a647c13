"""A clause of the agreement that no rule cites and no `prose` names.

## What it finds

Where the agreement lists its `clauses`: each one that neither a rule nor a phrase cites, under any reading, and that no `prose`
rule waves aside. Scenarios do not count: they try a clause, they do not encode it. A clause may be both encoded and prose,
where a machine decides a part of it.

## Why it costs money

What is not encoded is not computed. A forgotten clause is a promise that nobody measures, or an exclusion that nobody applies,
until the other party finds it.

## Example

Before: clause 3, on notices, is nowhere.

    agreement "Hosting": zone UTC; currency EUR; clauses 1, 2, 3.

After: it is encoded, or somebody says why it need not be.

    prose (clause 3): "To which address notices go: nothing that a machine could decide".
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.readings import phrases_of
from slalang.syntax import ast, wording
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING


def in_tree(subject: Subject) -> Iterator[Diagnostic]:
    """The listed clauses that are lost, in the order in which the agreement lists them (P1)."""
    for rule in subject.rules(ast.Agreement):
        for phrase in rule.phrases:
            if not isinstance(phrase.body, ast.Clauses):
                continue
            there = frozenset(_accounted(subject.tree))
            for clause in dict.fromkeys(phrase.body.clauses):
                if clause not in there:
                    shown = wording.clause_refs((clause,))
                    yield Diagnostic(
                        f"no rule cites clause {shown}, and no `prose` names it",
                        phrase.body.span,
                        clause=heading_of("agreement", f'"{rule.title}"', None),
                        case=f"whatever clause {shown} says, every verdict is the same",
                        hint=f'encode it, or say why no machine decides it: `prose {wording.citation((clause,))}: "...".`',
                    )


def _accounted(tree: ast.Policy) -> Iterator[str]:
    """Every clause that a rule or a phrase cites, or that is prose; what a scenario cites it only tries."""
    for rule in tree.rules:
        match rule:
            case ast.Scenario():
                continue
            case ast.Prose(clauses):
                yield from clauses
                continue
            case _:
                own = getattr(rule, "qualifiers", None)
        for qualifiers in (own, *(phrase.qualifiers for phrase in phrases_of(rule))):
            if isinstance(qualifiers, ast.Qualifiers):
                yield from qualifiers.clauses or ()
