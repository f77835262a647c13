"""A target that never governs.

## What it finds

Of several targets the first governs whose conditions hold. One that a target before it always anticipates governs for
nobody, nor does one whose conditions never hold together or never while the policy is in force.

## Why it costs money

A better promise for the gold plan that stands behind the general one is no promise: whoever pays for gold is judged like
everybody else.

## Example

Before: gold is judged by 99.5%.

    commitment uptime of web:
      available at least 99.5% where plan is not "basic"; available at least 99.9% where plan is "gold"; ...

After:

    commitment uptime of web:
      available at least 99.9% where plan is "gold"; available at least 99.5% where plan is not "basic"; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.kinds import hidden
from slalang.lint.analysis.places import leaving_out
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Clock, ClockTarget, Commitment, Compiled, Share, Target
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_NOUNS = {Commitment: "commitment", Clock: "clock", Share: "share"}


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The targets of commitments, clocks and shares that are never the first to hold."""
    policy = compiled.policy
    promises: tuple[Commitment | Clock | Share, ...] = (*policy.commitments, *policy.clocks, *policy.shares)
    for promise in promises:
        targets: tuple[Target | ClockTarget, ...] = promise.targets
        every = None if isinstance(promise, Clock) else promise.period
        for i, before in hidden(policy, [target.guard for target in targets], every):
            first = targets[before] if before is not None else None
            yield Diagnostic(
                "this target never governs: one that stands before it holds whenever it does"
                if first is not None
                else "this target never governs: its conditions never hold together while the policy is in force",
                targets[i].cited.span,
                label="never reached",
                labels=(Label(first.cited.span, "governs instead"),) if first is not None else (),
                clause=heading_of(_NOUNS[type(promise)], promise.name, promise.cited.clauses),
                case=f"whoever it is meant for is judged by: {first.cited.written}" if first is not None else "",
                hint="put the special target first and the general one after it; or leave this one out"
                if first is not None
                else "check its conditions against the agreement, or leave it out",
                fix=leaving_out(subject, compiled, targets[i].cited.span),
            )
