"""An exclusion under which a whole period can be down and the target met.

## What it finds

Maintenance without any limit that binds the provider alone: no total, no number of windows of a limited length, no hours that
leave time outside, and no approval; or with limits so wide that a whole period fits in, or all of it but what the target
permits, such as a total of 800 hours a month or slots that leave a minute a day; or with limits that bind for some customers
only. Hours are wide enough where they hold all the hours over which the commitment is measured. Notice is no limit, since a
whole month can be announced in time; nor is a longest window, since one can follow another. And recurring hours that cover
all the time, by themselves or together with those of other exclusions. Causes alone never swallow a commitment: an outage
without a cause counts.

The engine judges a period that is down from its start to its end: it is met with the exclusion, and missed without. Where
more than 1,500 windows would be needed, so many are judged, and the rest are as those.

## Why it costs money

The promise is worth nothing: the provider decides by an announcement whether downtime counts. The example stream that is
shown is one that the provider could bring about, a month of maintenance and a met target.

## Example

Before:

    exclusion scheduled: maintenance of kind "scheduled"; announced at least 5 days before, otherwise void.

After:

    exclusion scheduled: maintenance of kind "scheduled"; announced at least 5 days before, otherwise void;
      at most 8 hours per calendar month, otherwise the excess counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import attrs

from slalang.lint.analysis.kinds import Kind, kinds
from slalang.lint.analysis.least_cases import setting_of
from slalang.lint.analysis.openings import known, open_within
from slalang.lint.analysis.reaching import Plan, planned
from slalang.lint.analysis.slots import can_be_announced, examined, excluded_from
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import BasisWords, Commitment, Compiled, Exclusion, NoTarget
from slalang.syntax import ast
from slalang.time.periods import PeriodNeeds
from slalang.trials.periods import first_period
from slalang.values.diagnostics import Diagnostic, Label, Severity
from slalang.values.intervals import Interval, Intervals, measure, subtract
from slalang.values.verdicts import Status

if TYPE_CHECKING:
    from slalang.trials.stream import Case

SEVERITY = Severity.WARNING

_MOST_COMMITMENTS, _MOST_KINDS, _MOST_TOGETHER = 20, 8, 6
"""Of so many the first are looked at."""
_MOST_WINDOWS = 1_500
"""Of more windows one after another the first so many are judged: half an hour each fills a month."""

_Written: TypeAlias = dict[str, ast.Exclusion]


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every exclusion with the first commitment that it can swallow, then those that do it together, as the engine judges."""
    policy = compiled.policy
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Exclusion)}
    able = [one for one in examined(policy) if _may_be_wide(one) and can_be_announced(one, policy)]
    swallowed: set[str] = set()
    for exclusion in able:
        for commitment in excluded_from(exclusion, policy)[:_MOST_COMMITMENTS]:
            shown = _whole_period_down(compiled, (exclusion,), commitment, written)
            if shown is not None:
                swallowed.add(commitment.name)
                yield _finding((exclusion,), commitment, shown, written)
                break
    for commitment in policy.commitments[:_MOST_COMMITMENTS]:
        together = [one for one in able if commitment in excluded_from(one, policy)][:_MOST_TOGETHER]
        if commitment.name not in swallowed and len(together) > 1:
            yield from _together(compiled, together, commitment, written)


def _may_be_wide(exclusion: Exclusion) -> bool:
    return exclusion.windows is not None and exclusion.excludes and not exclusion.only_caused_by and not exclusion.components


def _together(
    compiled: Compiled, together: Sequence[Exclusion], commitment: Commitment, written: _Written
) -> Iterator[Diagnostic]:
    """Where several exclusions swallow a commitment, the fewest of them that do."""
    shown = _whole_period_down(compiled, together, commitment, written)
    if shown is None:
        return
    needed = list(together)
    for one in together:
        rest = [other for other in needed if other is not one]
        without = _whole_period_down(compiled, rest, commitment, written)
        if without is not None:
            needed, shown = rest, without
    if len(needed) > 1:
        yield _finding(needed, commitment, shown, written)


def _finding(those: Sequence[Exclusion], commitment: Commitment, shown: str, written: _Written) -> Diagnostic:
    *others, last = (written[one.name] for one in those)
    names = ", ".join(one.name.text for one in others)
    who = f"{names} and {last.name.text} together" if others else last.name.text
    return Diagnostic(
        f"{who} can exclude a whole period, and {commitment.name} is not missed",
        last.name.span,
        clause=heading_of("exclusion", last.name.text, last.qualifiers.clauses),
        labels=tuple(Label(one.name.span, "together with this") for one in others),
        case=shown,
        hint="limit it, as in `at most 8 hours per calendar month, otherwise the excess counts` or "
        "`inside Sunday 02:00-06:00, otherwise the excess counts`; where the agreement sets no limit, "
        "say so with the reason",
    )


def _whole_period_down(compiled: Compiled, those: Sequence[Exclusion], commitment: Commitment, written: _Written) -> str | None:
    """The first period down from end to end, for the first kind of customer for whom these exclusions save the target."""
    policy = compiled.policy
    guards = [condition.guard for one in those for condition in one.conditions]
    for kind in islice(kinds(policy, (*guards, *(t.guard for t in commitment.targets)), commitment.period) or (), _MOST_KINDS):
        if not any(isinstance(t, NoTarget) and kind.holds(t.guard) for t in commitment.targets):
            shown = _down_for(kind, compiled, those, commitment, written)
            if shown is not None:
                return f"where {kind.words}: {shown}" if kind.words else shown
    return None


def _down_for(
    kind: Kind, compiled: Compiled, those: Sequence[Exclusion], commitment: Commitment, written: _Written
) -> str | None:
    policy = compiled.policy
    try:
        period = first_period(policy, commitment.period, kind.starts_at)
    except (PeriodNeeds, ValueError):
        return None
    whole = (period.start_at, period.end_at)
    counted = left = _counted(commitment, whole)
    plans: list[Plan] = []
    for one in those:
        plan = planned(one, written[one.name], kind, left, whole)
        if plan is None:
            return None
        plans.append(plan)
        left = subtract(left, plan.reach)
    # What is far from enough is not tried; of the rest the engine says whether it is.
    if not counted or 2 * measure(left) > measure(counted):
        return None
    return _judged(kind, compiled, plans, commitment, whole, everything=not left)


def _counted(commitment: Commitment, whole: Interval) -> Intervals:
    """The time of a period over which a commitment is measured; none where that would take too long to tell."""
    if isinstance(commitment.basis, BasisWords):
        return (whole,)
    return open_within(commitment.basis, whole) if known(commitment.basis) else ()


def _judged(
    kind: Kind, compiled: Compiled, plans: Sequence[Plan], commitment: Commitment, whole: Interval, *, everything: bool
) -> str | None:
    """What the engine says of the windows and an outage through the period; None where the target is missed all the same."""
    from slalang.trials.words import in_words

    down, more = whole, ""
    if sum(len(plan.windows) for plan in plans) > _MOST_WINDOWS:
        # Windows that are judged each by itself go on as they begin.
        if len(plans) > 1 or not plans[0].each_by_itself or not everything:
            return None
        plans = [attrs.evolve(plans[0], windows=plans[0].windows[:_MOST_WINDOWS])]
        down, more = (whole[0], plans[0].windows[-1][1]), ", and so on to the end of the period"
    case = _tried(kind, compiled, plans, commitment, down)
    if case is None or not _met(case):
        return None
    only = _with(compiled, (plan.exclusion for plan in plans))
    by_these = _tried(kind, only, plans, commitment, down)
    at_all = _tried(kind, _with(compiled, ()), plans, commitment, down)
    if by_these is None or at_all is None or not _met(by_these) or at_all.verdict.status is not Status.BREACHED:
        return None
    return in_words(case) + more


def _with(compiled: Compiled, exclusions: Iterable[Exclusion]) -> Compiled:
    """The policy with these exclusions only."""
    return attrs.evolve(compiled, policy=attrs.evolve(compiled.policy, exclusions=tuple(exclusions)))


def _tried(kind: Kind, compiled: Compiled, plans: Sequence[Plan], commitment: Commitment, down: Interval) -> Case | None:
    from slalang.trials.windows import in_time, with_all_windows

    if any(in_time(plan.exclusion, down[0]) is None for plan in plans):
        return None
    stream = [(plan.exclusion, plan.windows) for plan in plans]
    return with_all_windows(compiled, stream, commitment, down, setting_of(kind))


def _met(case: Case) -> bool:
    """Whether the target is met, or there is no time left in which it could be missed."""
    time = case.verdict.time_us
    if time is None:
        return False
    return case.verdict.status is Status.MET or (case.verdict.status is Status.NOT_APPLICABLE and not time.counted)
