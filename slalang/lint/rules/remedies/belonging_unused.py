"""A run belongs to a period, and nothing counts it there.

## What it finds

A clock or a duty that says to which period a run belongs, where no credit and no share counts its runs by periods.

## Why it costs money

The phrase decides nothing. Usually the credit or the share that would need it was forgotten.

## Example

Before: no credit and no share for `tell`.

    duty tell: for each outage; requires the fact "told" about it within 1 hour after it starts;
      belongs to the period in which it starts.

After:

    share told_in_time of tell: at least 95% kept; per calendar month; a period without any counts as kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.places import leaving_out, rules_of
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled
from slalang.semantics.promises import uses_of
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The phrases of clocks and duties of which no credit and no share makes use."""
    counted = uses_of(subject.read_as(compiled)).counted
    for rule, phrases in rules_of(subject, compiled):
        if not isinstance(rule, ast.Clock | ast.Duty) or rule.name.text in counted:
            continue
        heading = heading_of(type(rule).__name__.lower(), rule.name.text, rule.qualifiers.clauses)
        for phrase in phrases:
            if isinstance(phrase.body, ast.BelongsTo):
                yield Diagnostic(
                    f"{heading} says to which period it belongs, and no credit and no share counts it",
                    phrase.body.span,
                    clause=heading,
                    case=f"a run of {rule.name.text} is judged the same, whatever period it belongs to",
                    hint="leave the phrase out, or add the credit or the share",
                    fix=leaving_out(subject, compiled, phrase.body.span, safe=True),
                )
