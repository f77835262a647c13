"""A credit that is too small to be owed, whatever happens.

## What it finds

A least payable sum (`owed only from`, `owed only above`) that no credit of the rule can reach: it is above the cap, or
above every row, where these are sums of money.

## Why it costs money

The rows promise money that is never paid.

## Example

Before:

    credit for uptime: a missed target earns EUR 25; owed only above EUR 25; ...

After:

    credit for uptime: a missed target earns EUR 25; owed only from EUR 25; ...
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from slalang.lint.analysis.least_cases import worst_case
from slalang.lint.analysis.places import of_credit
from slalang.lint.analysis.tables import judged_of
from slalang.lint.analysis.worth import In, most_worth, worth_of
from slalang.lint.subject import Subject
from slalang.semantics.policy import Compiled, Credit, LeastPayable
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.money import minor_digits

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The credits that never reach what is owed at least."""
    joined = {name for joint in compiled.policy.joints for name in joint.commitments}
    for credit in compiled.policy.credits:
        least = credit.least_payable
        if least is not None and credit.commitment not in joined and not _reached(compiled, credit, least):
            yield Diagnostic(
                f"no credit of this rule is ever owed: {least.cited.written}",
                least.cited.span,
                clause=of_credit(credit),
                case=worst_case(compiled, credit.commitment),
                hint="check the sum against the agreement",
            )


def _reached(compiled: Compiled, credit: Credit, least: LeastPayable) -> bool:
    """Whether a credit may reach it, as far as sums of money show."""
    judged = judged_of(compiled, credit)
    highest = [most_worth(row, credit, judged) for row in credit.rows]
    raised = [worth_of(floor.at, credit) for floor in credit.floors]
    capped = [worth[1] for cap in credit.caps if (worth := worth_of(cap.at, credit)) is not None and worth[0] is In.MONEY]
    sums = [worth[1] for worth in (*highest, *raised) if worth is not None and worth[0] is In.MONEY]
    if len(sums) < len(highest) + len(raised):
        sums = []
    most = min(capped + ([max(sums)] if sums else []), default=None)
    if most is None:
        return True
    # What is tested is the rounded sum, which is no higher than this.
    minor = 10 ** minor_digits(least.money.currency)
    rounded = Fraction(ceil(most * minor), minor)
    return rounded > least.money.amount or (rounded == least.money.amount and not least.above)
