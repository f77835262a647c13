"""Days between two versions on which neither is in force.

## What it finds

A version that replaces another, where the last day of the earlier one lies before the eve of the later one's first day.

## Why it costs money

Periods that begin on the days between are judged by no version: whatever happens then, nothing is owed. A notice, a ticket or
a duty of those days has no terms.

## Example

Before: January lies between.

    agreement "Hosting": ...; in force from 2025-01-01 until 2025-12-31.    [the earlier version]
    agreement "Hosting": ...; in force from 2026-02-01.                     [the version that replaces it]

After:

    agreement "Hosting": ...; in force from 2026-01-01.
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.openings import spoken_at
from slalang.lint.analysis.versions import Pair, versions
from slalang.lint.subject import Subject
from slalang.semantics.policy import Compiled
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every version whose predecessor ends before it begins."""
    for pair in versions(compiled, subject):
        if pair.ends_at < pair.begins_at:
            last, first = spoken_at(pair.ends_at, pair.zone), spoken_at(pair.begins_at, pair.zone)
            yield pair.finding(
                f"neither version is in force from {last} to {first}",
                case=_case(pair),
                hint="let the later version begin on the day after the earlier one ends, or leave `until` out of the earlier "
                "one: it then holds until it is replaced",
            )


def _case(pair: Pair) -> str:
    """The first period that begins between the two: it is judged by no version."""
    for commitment in pair.later.policy.commitments:
        verdict = pair.verdict_in(commitment, pair.ends_at, pair.begins_at)
        if verdict is not None:
            from slalang.trials.words import outcome

            return f"{outcome(verdict)}{f': {verdict.reason}' if verdict.reason else ''}"
    return f"what begins at {spoken_at(pair.ends_at, pair.zone)} is judged by no version"
