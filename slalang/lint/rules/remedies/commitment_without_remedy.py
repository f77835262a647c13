"""A promise whose miss leads to nothing.

## What it finds

A commitment, clock, duty or share that no credit, no share, no joint rule and no right mentions.

## Why it costs money

A service level without a consequence is a statement of intent: the customer measures a miss and has nothing to ask for but
damages, which most agreements exclude elsewhere.

## Example

Before: nothing follows from a month below 99.9%.

    commitment uptime of web: available at least 99.9%; per calendar month; ...

After:

    credit for uptime: a missed target earns 5%; of the charges of the period; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.syntax.walk import children, walk
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING

_Promise = ast.Commitment | ast.Clock | ast.Duty | ast.Share
_Remedy = ast.Credit | ast.Joint | ast.Right | ast.Share


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The promises of a reading that none of its remedies names."""
    tree = subject.read_as(compiled)
    named = {
        node.text
        for rule in tree.rules
        if isinstance(rule, _Remedy)
        for part in children(rule)
        if part is not getattr(rule, "name", None)
        for node in walk(part)
        if isinstance(node, ast.Name)
    }
    for rule in tree.rules:
        if isinstance(rule, _Promise) and rule.name.text not in named:
            yield Diagnostic(
                f"nothing follows when {rule.name.text} is missed",
                rule.name.span,
                clause=heading_of(type(rule).__name__.lower(), rule.name.text, rule.qualifiers.clauses),
                case=_case(compiled, rule.name.text),
                hint="add a credit or a right that names it; leave it where the agreement promises it and says no more",
            )


def _case(compiled: Compiled, name: str) -> str:
    """The least downtime that misses it, where it is about downtime."""
    commitment = next((one for one in compiled.policy.commitments if one.name == name), None)
    if commitment is None:
        return ""
    from slalang.trials.least import least_downtime
    from slalang.trials.words import in_words
    from slalang.values.verdicts import Status

    least = least_downtime(compiled, commitment, lambda v: v.status is Status.BREACHED)
    return in_words(least) if least is not None else ""
