"""A credit on a claim, and customers for whom no claim can be in time.

## What it finds

Deadlines for claims that all have their `where`, and a kind of customer or period for which none of these conditions holds.
The credit is given on a claim there, and nothing says by when.

## Why it costs money

The credit of these customers stays undetermined: it is neither claimable nor forfeited, whatever they send.

## Example

Before: who is billed by the quarter has no deadline.

    given on a claim within 30 days after the end of the period where billing is "monthly";
    given on a claim within 1 year after the end of the period where billing is "annual";

After:

    given on a claim within 30 days after the end of the period where billing is "monthly";
    given on a claim within 90 days after the end of the period where billing is "quarterly";
    given on a claim within 1 year after the end of the period where billing is "annual";
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.kinds import Kind, kinds
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled, Credit, Given
from slalang.time.periods import PeriodRule
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.verdicts import CreditState, Verdict

SEVERITY = Severity.WARNING

_MOST_SHOWN = 10
"""For more credits no stream is worked out."""


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The credits of a reading whose deadlines leave somebody out (C6)."""
    shown = 0
    policy = compiled.policy
    promised = {one.name: one.period for one in policy.commitments} | {one.name: one.period for one in policy.shares}
    for credit in policy.credits:
        if credit.given is not Given.ON_CLAIM or not credit.claims or not credit.claims[-1].guard:
            continue
        every: PeriodRule | None = promised.get(credit.commitment, credit.period)
        guards = [rule.guard for rule in credit.claims]
        left_out = next((kind for kind in kinds(policy, guards, every) or () if not any(map(kind.holds, guards))), None)
        if left_out is not None:
            shown += 1
            yield Diagnostic(
                f"no deadline for a claim fits where {left_out.words}",
                credit.claims[-1].cited.span,
                clause=heading_of("credit for", credit.commitment, credit.cited.clauses),
                label="the last of the deadlines",
                case=_case(compiled, credit, left_out) if shown <= _MOST_SHOWN else left_out.words,
                hint="add the deadline for these customers, or leave the `where` of the last one out",
            )


def _case(compiled: Compiled, credit: Credit, left_out: Kind) -> str:
    """The least downtime that earns a credit which nobody can claim in time; else whom it is about."""
    from slalang.lint.analysis.least_cases import setting_of
    from slalang.trials.least import least_downtime
    from slalang.trials.words import in_words

    def owed(verdict: Verdict) -> bool:
        return verdict.credit.state is not CreditState.NONE

    commitment = next((one for one in compiled.policy.commitments if one.name == credit.commitment), None)
    found = least_downtime(compiled, commitment, owed, setting=setting_of(left_out)) if commitment is not None else None
    if found is None or found.verdict.credit.state is not CreditState.UNDETERMINED:
        return f"a miss of {credit.commitment} where {left_out.words}"
    return f"where {left_out.words}: {in_words(found)}, which lacks a {' and a '.join(found.verdict.credit.missing)}"
