"""Claims that no credit needed or that came to nothing (C6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from slalang.engine.customers import Customer
from slalang.engine.outcomes import Outcome
from slalang.engine.support.run_outcomes import RunOutcome
from slalang.values import verdicts as out
from slalang.values.events import Claim
from slalang.values.verdicts import Finding


def used_claims(outcomes: Sequence[Outcome], runs: Sequence[RunOutcome]) -> frozenset[str]:
    """The claims that decided a credit of any verdict."""
    of_periods = {claim for outcome in outcomes for claim in outcome.used_claims}
    return frozenset(of_periods.union(claim for run in runs for claim in run.used_claims))


def unused_for_outcome(customer: Customer, outcome: Outcome, used: Collection[str]) -> tuple[Finding, ...]:
    """The findings on a verdict of a period."""
    found: list[Finding] = []
    for claim in customer.claims:
        mine = claim.period == outcome.period.name and claim.commitment in (None, outcome.commitment.name)
        if not mine or claim.id in used:
            continue
        if outcome.component is not None and claim.components and outcome.component not in claim.components:
            continue
        found.append(_finding(claim, outcome.credit))
    return tuple(found)


def unused_for_runs(
    customer: Customer, runs: Sequence[RunOutcome], earning: Collection[str], used: Collection[str]
) -> dict[int, tuple[Finding, ...]]:
    """The findings by the place of the run: each stands on the first run of its rule and period, in the order given.

    `earning` names the rules that carry a credit; a claim for another one must name it to concern it.
    """
    found: dict[int, list[Finding]] = {}
    named: dict[str, list[int]] = {}
    for i, outcome in enumerate(runs):
        for name in outcome.claimed_as:
            named.setdefault(name, []).append(i)
    for claim in customer.claims:
        if claim.id in used or claim.period is None:
            continue
        first: dict[str, int] = {}
        telling: dict[str, out.Credit] = {}
        for i in named.get(claim.period, ()):
            outcome, rule = runs[i], runs[i].run.rule.name
            if not _concerns(claim, rule, earning):
                continue
            first.setdefault(rule, i)
            if outcome.credit.state is not out.CreditState.NONE:
                telling.setdefault(rule, outcome.credit)
        for rule, i in first.items():
            found.setdefault(i, []).append(_finding(claim, telling.get(rule, runs[i].credit)))
    return {i: tuple(findings) for i, findings in found.items()}


def _concerns(claim: Claim, rule: str, earning: Collection[str]) -> bool:
    return rule in earning if claim.commitment is None else claim.commitment == rule


def _finding(claim: Claim, credit: out.Credit) -> Finding:
    if credit.state is out.CreditState.NONE:
        why = "no credit is owed for this period"
    elif credit.claim_by is not None and claim.at > credit.claim_by:
        why = "it came after the deadline"
    elif credit.state in (out.CreditState.DUE, out.CreditState.DISCRETIONARY):
        why = "the credit does not hang on a claim"
    else:
        why = "another claim decided"
    return Finding("unused_claim", f"a claim was not used: {why}", events=(claim.id,))
