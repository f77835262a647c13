"""A credit on a claim that need not say anything.

## What it finds

A credit that is given on a claim within a deadline, without steps and without `the claim includes ...`: whatever reaches the
provider in time is a complete claim.

Only noted, not warned of: many agreements ask for no more than that somebody asks.

## Why it costs money

What a claim must show is disputed after the miss instead of being agreed before it. The provider pays on a line of e-mail, or
the customer sends evidence that nobody asked for, too late.

## Example

Before:

    given on a claim within 30 days after the end of the period;

After:

    given on a claim within 30 days after the end of the period;
    the claim includes "dates", "account";
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled, Credit, Given
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.verdicts import Status, Verdict

SEVERITY = Severity.NOTE

_MOST_SHOWN = 10
"""For more credits no case is worked out."""


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The credits of a reading for which an empty claim will do (C6)."""
    shown = 0
    for credit in compiled.policy.credits:
        if credit.given is Given.ON_CLAIM and credit.claims and not credit.steps and not credit.claim_includes:
            shown += 1
            yield Diagnostic(
                f"a claim for {credit.commitment} need not say anything",
                credit.claims[0].cited.span,
                clause=heading_of("credit for", credit.commitment, credit.cited.clauses),
                case=_case(compiled, credit) if shown <= _MOST_SHOWN else "",
                hint='say what it must contain (`the claim includes "dates"`), or ask for it in steps; leave it where the '
                "agreement asks for nothing",
            )


def _case(compiled: Compiled, credit: Credit) -> str:
    """The least downtime that misses the target, and an empty claim at the end of its period."""
    from slalang.syntax.wording.events import event as event_words
    from slalang.trials.least import least_downtime
    from slalang.trials.stream import moment, tried
    from slalang.trials.words import in_words

    def missed(verdict: Verdict) -> bool:
        return verdict.status is Status.BREACHED

    commitment = next((one for one in compiled.policy.commitments if one.name == credit.commitment), None)
    least = least_downtime(compiled, commitment, missed) if commitment is not None else None
    if least is None or least.verdict.period is None:
        return ""
    period = least.verdict.period
    claim = ast.ClaimEvent(
        None, period.name, ast.EventCommitment(ast.Name(credit.commitment)), moment(period.end_at, compiled.policy.zone)
    )
    try:
        found = tried(compiled, (*least.given, claim), (period.start_at, period.end_at))
    except ValueError:
        return ""
    case = found.case(credit.commitment, least.verdict.component)
    return f"{event_words(claim)}, and {in_words(case)}: {case.verdict.credit.state.value}" if case is not None else ""
