"""An excluded outage explains what lies inside it, and no exclusion takes an outage out.

## What it finds

A commitment with `an excluded outage explains what lies inside it`, to which no exclusion of outages applies.

## Why it costs money

Failed probes and slots count although the phrase says that some of them do not. Either the exclusion was forgotten, or the
phrase was copied.

## Example

Before: no exclusion names a cause.

    commitment uptime of web: ...; watched by probes, 2 failed in a row from any location;
      an excluded outage explains what lies inside it; ...

After:

    exclusion theirs: outages caused by customer.
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.places import leaving_out, phrase_of
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The commitments whose failed probes and slots nothing can explain."""
    by_cause = [one for one in compiled.policy.exclusions if one.outages]
    if any(one.commitments is None for one in by_cause):
        return
    named = {name for one in by_cause for name in one.commitments or ()}
    for commitment in compiled.policy.commitments:
        explained = commitment.explained
        if explained is None or commitment.name in named:
            continue
        found = phrase_of(subject, compiled, explained.span)
        own = found is not None and isinstance(found[0], ast.Commitment)
        yield Diagnostic(
            f"no exclusion takes outages out of {commitment.name}, so none explains what lies inside it",
            explained.span if own else commitment.cited.span,
            clause=heading_of("commitment", commitment.name, commitment.cited.clauses),
            case="an outage with any cause, and a failed check inside it: both count",
            hint="add the exclusion, as in `exclusion theirs: outages caused by customer`, or leave the phrase out",
            fix=leaving_out(subject, compiled, explained.span) if own else None,
        )
