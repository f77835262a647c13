"""A deadline for claims that never governs.

## What it finds

Of several deadlines the first governs whose conditions hold. One that a deadline before it always anticipates governs for
nobody, nor does one whose conditions never hold together or never while the policy is in force.

## Why it costs money

The longer time that a customer was granted stands behind the shorter one for all: his claim is late on the day on which the
contract still lets him claim.

## Example

Before: who is billed by the year has thirty days.

    given on a claim within 30 days after the end of the period where billing is not "monthly";
    given on a claim within 1 year after the end of the period where billing is "annual";
    given on a claim within 10 days after the end of the period;

After:

    given on a claim within 1 year after the end of the period where billing is "annual";
    given on a claim within 30 days after the end of the period where billing is not "monthly";
    given on a claim within 10 days after the end of the period;
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.kinds import hidden
from slalang.lint.analysis.places import leaving_out, of_credit
from slalang.lint.subject import Subject
from slalang.semantics.policy import Compiled
from slalang.time.periods import PeriodRule
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The deadlines of a reading's credits that are never the first to hold (C6)."""
    policy = compiled.policy
    promised = {one.name: one.period for one in policy.commitments} | {one.name: one.period for one in policy.shares}
    for credit in policy.credits:
        every: PeriodRule | None = promised.get(credit.commitment, credit.period)
        for i, before in hidden(policy, [claim.guard for claim in credit.claims], every):
            there = credit.claims[before].cited if before is not None else None
            yield Diagnostic(
                "this deadline never governs: another that stands before it always holds first"
                if there is not None
                else "this deadline never governs: its conditions never hold together while the policy is in force",
                credit.claims[i].cited.span,
                label="never reached",
                labels=(Label(there.span, "governs instead"),) if there is not None else (),
                clause=of_credit(credit),
                case=f"whoever it is meant for has another one, as in `{there.written}`" if there is not None else "",
                hint="put the special deadline first and the general one after it; or leave this one out"
                if there is not None
                else "check its conditions against the agreement, or leave it out",
                fix=leaving_out(subject, compiled, credit.claims[i].cited.span),
            )
