"""A target that nothing can miss.

## What it finds

A promise that holds even for a period that is wholly down: `at least 0%`, or a downtime as long as the longest period.

## Why it costs money

There is a service level, a credit and a right, and none of them can ever be used.

## Example

Before: no calendar month has more than 744 hours where clocks never change, and none more than 745 where they do.

    commitment uptime of web: down at most 744 hours; per calendar month; ...

After:

    commitment uptime of web: down at most 7 hours; per calendar month; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.least_cases import worst_case
from slalang.lint.analysis.openings import start_of, years_of
from slalang.lint.analysis.worth import CLOCKS_CHANGE, longest_us
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Commitment, Compiled, DowntimeTarget, Policy, Share, ShareTarget, Target
from slalang.syntax.ast import Comparison
from slalang.time.periods import CalendarPeriod, PeriodRule, PeriodUnit, SubscriptionContext, periods_touching
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The shares and downtimes that every period keeps."""
    promises: tuple[Commitment | Share, ...] = (*compiled.policy.commitments, *compiled.policy.shares)
    for promise in promises:
        for target in promise.targets:
            if _always_kept(compiled.policy, promise, target):
                commitment = isinstance(promise, Commitment)
                yield Diagnostic(
                    f"nothing can miss this target: {target.cited.written}",
                    target.cited.span,
                    clause=heading_of("commitment" if commitment else "share", promise.name, promise.cited.clauses),
                    case=worst_case(compiled, promise.name) if commitment else "",
                    hint="check the figure and its unit against the agreement",
                )


def _always_kept(policy: Policy, promise: Commitment | Share, target: Target) -> bool:
    match target:
        case ShareTarget(Comparison.AT_LEAST, share):
            return share == 0
        case DowntimeTarget(comparison, us) if isinstance(promise, Commitment) and promise.judged_over is None:
            return _none_longer(policy, promise.period, us if comparison is Comparison.AT_MOST else us - 1)
        case _:
            return False


def _none_longer(policy: Policy, every: PeriodRule, us: int) -> bool:
    """Whether no period is longer than that while the policy is in force; where clocks change they are looked at one by one."""
    longest = longest_us(every)
    if longest is None or us >= longest:
        return longest is not None
    if not isinstance(every, CalendarPeriod) or every.unit is PeriodUnit.HOUR or us < longest - CLOCKS_CHANGE:
        return False
    if not every.zone.transitions:
        return True
    until = policy.until_at
    return all(
        period.end_at - period.start_at <= us
        for year in years_of(policy)
        for period in periods_touching(every, start_of(year), start_of(year + 1), SubscriptionContext())
        if until is None or period.start_at < until
    )
