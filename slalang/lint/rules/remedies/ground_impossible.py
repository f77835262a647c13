"""A ground that can never give rise to its right.

## What it finds

So many missed periods within a time that never holds as many of them.

## Why it costs money

The right to leave is on paper only. Whoever relies on it learns so when the third month has been missed.

## Example

Before: three calendar months never lie within 2 months.

    right termination: when uptime is missed in 3 consecutive periods within 2 months; ...

After:

    right termination: when uptime is missed 3 times within 6 months; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.grounds import grounds, reach
from slalang.lint.analysis.spans import never_within
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The grounds of rights whose misses never lie within their window."""
    for right, ground, every in grounds(compiled.policy):
        if every is None or not never_within(ground.window, every, ground.misses):
            continue
        yield Diagnostic(
            f"{ground.misses} periods of {ground.promise} never lie within that time",
            ground.cited.span,
            label="never gives rise to the right",
            clause=heading_of("right", right.name, right.cited.clauses),
            case=reach(compiled.policy, every, ground.misses, ground.window),
            hint=f"write a time that can hold {ground.misses} of its periods, or fewer misses",
        )
