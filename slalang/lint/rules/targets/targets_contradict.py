"""Two promises of which keeping one breaks the other.

## What it finds

Two targets for the same measured value that no value meets together.

## Why it costs money

One of the two is breached in every period, whatever the provider does.

## Example

Before:

    commitment quick of web: value at most 200; per calendar month; measured by the mean of "latency"; ...
    commitment slow of web: value at least 250; per calendar month; measured by the mean of "latency"; ...

After: one of them is meant for another measure.

    commitment slow of web: value at least 250; per calendar month; measured by the mean of "throughput"; ...
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from slalang.lint.analysis.kinds import kinds
from slalang.lint.analysis.same_figure import same_figure
from slalang.lint.subject import Subject
from slalang.semantics import brackets
from slalang.semantics.brackets import all_figures, missed
from slalang.semantics.findings import heading_of
from slalang.semantics.gauges import Gauge
from slalang.semantics.policy import (
    Commitment,
    Compiled,
    Guard,
    Policy,
    Scale,
    ValueTarget,
)
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_MOST = 60
"""Of more promises only the first so many are compared with each other."""


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The values that cannot keep two targets together."""
    policy = compiled.policy
    valued = [one for one in policy.commitments if any(isinstance(target, ValueTarget) for target in one.targets)][:_MOST]
    for first, second in combinations(valued, 2):
        if same_figure(policy, first, second):
            yield from _of_values(policy, first, second)


def _of_values(policy: Policy, first: Commitment, second: Commitment) -> Iterator[Diagnostic]:
    every = all_figures(Scale.NUMBER, Gauge.VALUES)
    for a in first.targets:
        for b in second.targets:
            if not isinstance(a, ValueTarget) or not isinstance(b, ValueTarget):
                continue
            met = [part for part in every.without(missed(a, every)) if any(not p.common(part).empty for p in
                   every.without(missed(b, every)))]  # fmt: skip
            if met or not _together(policy, (a.guard, b.guard), first):
                continue
            yield Diagnostic(
                f"no value keeps {first.name} and {second.name} together",
                b.cited.span,
                label="breached whenever the other is kept",
                labels=(Label(a.cited.span, "the other"),),
                clause=heading_of("commitment", second.name, second.cited.clauses),
                case=f"a value of {brackets.decimals(a.value)} {_how(a, a)} {first.name} and {_how(b, a)} {second.name}",
                hint="check both figures, and what each of them measures, against the agreement",
            )


def _how(target: ValueTarget, at: ValueTarget) -> str:
    return "keeps" if target.comparison.holds(at.value, target.value) else "breaches"


def _together(policy: Policy, guards: tuple[Guard, Guard], commitment: Commitment) -> bool:
    """Whether both targets apply to somebody."""
    return any(all(kind.holds(guard) for guard in guards) for kind in kinds(policy, guards, commitment.period) or ())
