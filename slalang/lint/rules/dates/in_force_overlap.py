"""Days on which two versions are in force.

## What it finds

A version that replaces another and begins while that one, by its own words, is still in force.

## Why it costs money

For the days in both, each side reads the version that suits it. The language lets the later one govern every period that
begins on its first day or after; the earlier text says otherwise.

## Example

Before: the first half of 2026 lies in both.

    agreement "Hosting": ...; in force from 2025-01-01 until 2026-06-30.    [the earlier version]
    agreement "Hosting": ...; in force from 2026-01-01.                     [the version that replaces it]

After:

    agreement "Hosting": ...; in force from 2025-01-01 until 2025-12-31.    [the earlier version]
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
    """Every version that begins before its predecessor ends."""
    for pair in versions(compiled, subject):
        if pair.begins_at < pair.ends_at:
            first, last = spoken_at(pair.begins_at, pair.zone), spoken_at(pair.ends_at, pair.zone)
            yield pair.finding(
                f"both versions are in force from {first} to {last}",
                case=_case(pair),
                hint="let the earlier version end on the day before the later one begins, or leave its `until` out: it then "
                "holds until it is replaced",
            )


def _case(pair: Pair) -> str:
    """The first period that begins in both: the later version judges it."""
    for commitment in pair.later.policy.commitments:
        verdict = pair.verdict_in(commitment, pair.begins_at, pair.ends_at)
        if verdict is not None and verdict.period is not None:
            which = f'version "{pair.later.policy.version}"' if pair.later.policy.version else "the later version"
            return f"{verdict.commitment} in {verdict.period.name} is judged by {which}"
    return f"what begins at {spoken_at(pair.begins_at, pair.zone)} is judged by the later version"
