"""A time within which the misses of a right always lie.

## What it finds

A ground with `within ...` that is true of every such row of misses: three consecutive months always lie within 12 months,
one miss always within one year.

## Why it costs money

Words that add nothing invite another reading. If the drafter meant that three months anywhere in a year suffice, the word
that kills the right is `consecutive`; if the year of the contract was meant, it is not named.

## Example

Before: three months in a row never take more than three.

    right termination: when uptime is missed in 3 consecutive periods within 12 months; ...

After:

    right termination: when uptime is missed 3 times within 12 months; ...
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.lint.analysis.grounds import grounds, number_in_a_row, reach
from slalang.lint.analysis.places import phrase_of
from slalang.lint.analysis.spans import always_within
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled, Ground, InARow, Policy, RollingMonths
from slalang.syntax import ast
from slalang.syntax.wording.right import window as window_words
from slalang.time.periods import PeriodRule
from slalang.values.diagnostics import Diagnostic, Edit, Fix, Severity
from slalang.values.places import Span

SEVERITY = Severity.WARNING

_Misses = ast.ConsecutiveMisses | ast.MissesAmong | ast.MissesCounted


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The grounds whose window holds all that they can find."""
    for right, ground, every in grounds(compiled.policy):
        if ground.window is None or not _holds_all(compiled.policy, ground, every):
            continue
        written = _written(subject, compiled, ground.cited.span)
        words = window_words(written.window).strip() if written is not None else "that"
        row = "one miss" if ground.misses == 1 else f"{number_in_a_row(ground)} consecutive periods of {ground.promise}"
        yield Diagnostic(
            f"`{words}` adds nothing: {row} always lie{'s' if ground.misses == 1 else ''} within it",
            written.window.span if written is not None and written.window is not None else ground.cited.span,
            clause=heading_of("right", right.name, right.cited.clauses),
            case=reach(compiled.policy, every, number_in_a_row(ground), ground.window) if every is not None else "",
            hint="check what the agreement means: misses that need not follow on each other (`is missed 3 times within ...`), "
            "a year of the contract (`within one subscription year`), or nothing",
            fix=_fix(written),
        )


def _holds_all(policy: Policy, ground: Ground, every: PeriodRule | None) -> bool:
    assert ground.window is not None
    if ground.misses == 1 and (every is None or not isinstance(ground.window, RollingMonths)):
        return True
    if every is None or (ground.among is InARow.COUNTED and ground.misses > 1):
        return False
    return always_within(ground.window, every, number_in_a_row(ground), policy.zone)


def _written(subject: Subject, compiled: Compiled, span: Span) -> _Misses | None:
    found = phrase_of(subject, compiled, span)
    body = found[1].body if found is not None else None
    return body if isinstance(body, _Misses) else None


def _fix(written: _Misses | None) -> Fix | None:
    """The window taken out, with the space before it."""
    if written is None or written.window is None:
        return None
    span = written.window.span
    return Fix("leave the time out", (Edit(attrs.evolve(span, start=span.start - 1), ""),))
