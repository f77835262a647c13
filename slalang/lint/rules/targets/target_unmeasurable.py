"""A target that nothing can ever be measured against.

## What it finds

A commitment of which no period starts while the policy is in force, one whose resources would have to be two things at
once, one whose every target asks for resources that it leaves out, and a share of runs of which none has a target.

## Why it costs money

Every verdict is `not applicable`. The promise is read, priced, and never judged.

## Example

Before: only machines are looked at, and the target is for databases.

    commitment uptime of farm: available at least 99.9% where "kind" is "database";
      only resources where "kind" is "machine"; ...

After:

    commitment uptime of farm: available at least 99.9%; only resources where "kind" is "database"; ...
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.lint.analysis.kinds import ever_starts, never_holds
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Cited, Commitment, Compiled, NoTarget, Policy
from slalang.time.period_names import day_name
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The commitments and shares that no verdict ever judges."""
    policy = compiled.policy
    for commitment in policy.commitments:
        found = _why(policy, commitment)
        if found is not None:
            yield attrs.evolve(
                found,
                span=found.span or commitment.cited.span,
                clause=heading_of("commitment", commitment.name, commitment.cited.clauses),
            )
    for share in policy.shares:
        clock = next((one for one in policy.clocks if one.name == share.of), None)
        if clock is not None and all(isinstance(target, NoTarget) for target in clock.targets):
            yield Diagnostic(
                f"no run of {clock.name} has a target, so nothing of it is ever kept or missed",
                share.cited.span,
                labels=(Label(clock.cited.span, "has no target"),),
                clause=heading_of("share", share.name, share.cited.clauses),
                case=f"a period with any number of runs of {clock.name} has none that is judged",
                hint=f"give {clock.name} a target, as in `within 4 hours`, or leave the share out",
            )


def _why(policy: Policy, commitment: Commitment) -> Diagnostic | None:
    if not ever_starts(policy, commitment.period):
        first, last = (day_name(policy.zone.day_of(at)) for at in (policy.in_force_at or 0, (policy.until_at or 1) - 1))
        return Diagnostic(
            f"no period of {commitment.name} starts while the policy is in force",
            case=f"the policy is in force from {first} until {last}",
            hint="judge it per a shorter period, or let the policy be in force for longer",
        )
    if commitment.resources is None:
        return None
    only, cited = commitment.resources.only, commitment.resources.cited
    if never_holds(policy, only):
        return _of_nothing(commitment, cited, "no resource meets all its conditions")
    if all(never_holds(policy, (*only, *target.guard), commitment.period) for target in commitment.targets):
        return _of_nothing(commitment, cited, "no resource that it looks at has a target")
    return None


def _of_nothing(commitment: Commitment, cited: Cited, why: str) -> Diagnostic:
    return Diagnostic(
        f"{commitment.name} is never judged: {why}",
        cited.span,
        case=f"whatever resources there are: {cited.written}",
        hint="check the conditions against the agreement",
    )
