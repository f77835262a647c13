"""A warning level that warns only when the target is missed.

## What it finds

A warning level that lies at the target or beyond it, for every customer: nothing that still keeps the target is ever warned
of.

## Why it costs money

The level is there to act before a credit is due. At the target itself it comes with the bill.

## Example

Before:

    commitment uptime of web: available at least 99.9%; warning below 99.9%; ...

After:

    commitment uptime of web: available at least 99.9%; warning below 99.95%; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.least_cases import least_miss
from slalang.lint.analysis.places import rules_of
from slalang.lint.analysis.tables import reachable
from slalang.lint.subject import Subject
from slalang.semantics.brackets import all_figures, missed, stretch_of
from slalang.semantics.findings import heading_of
from slalang.semantics.gauges import gauge, promised, target_scale
from slalang.semantics.policy import Commitment, Compiled, Limit, Promised, Share
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic, Label, Severity
from slalang.values.places import NOWHERE, Span

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The warning levels of commitments and shares under which no target is still kept."""
    promises: tuple[Commitment | Share, ...] = (*compiled.policy.commitments, *compiled.policy.shares)
    for promise in promises:
        targets = promised(promise.targets)
        level = promise.warning
        if level is None or not targets or any(_warns_in_time(promise, level, target) for target in targets):
            continue
        commitment = isinstance(promise, Commitment)
        yield Diagnostic(
            f"the warning comes when the target is missed already: warning {level.written}",
            _place(subject, compiled, promise),
            labels=(Label(targets[0].cited.span, "missed from here on"),),
            clause=heading_of("commitment" if commitment else "share", promise.name, promise.cited.clauses),
            case=least_miss(compiled, promise) if isinstance(promise, Commitment) else "",
            hint="move the level to the good side of the target, as in `warning below 99.95%` beside `at least 99.9%`",
        )


def _warns_in_time(promise: Commitment | Share, level: Limit, target: Promised) -> bool:
    """Whether some figure warns and still keeps the target; in doubt, on another scale, it does."""
    if target_scale(target) is not level.scale:
        return True
    every = all_figures(level.scale, gauge(promise))
    warned = stretch_of((level,), None, every)
    exists = reachable(promise, level.scale)
    return warned is None or any(exists(kept.common(warned)) for kept in every.without(missed(target, every)))


def _place(subject: Subject, compiled: Compiled, promise: Commitment | Share) -> Span:
    for rule, phrases in rules_of(subject, compiled):
        if isinstance(rule, ast.Commitment | ast.Share) and rule.name.text == promise.name:
            return next((phrase.body.span for phrase in phrases if isinstance(phrase.body, ast.Warning)), promise.cited.span)
    return NOWHERE
