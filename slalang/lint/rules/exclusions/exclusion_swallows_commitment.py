"""An exclusion under which a whole period can be down and the target met.

## What it finds

Maintenance without any limit that binds the provider alone: no total, no number of windows of a limited length, no hours that
leave time outside, and no approval. Notice is no limit, since a whole month can be announced in time; nor is a longest
window, since one can follow another. And recurring hours that cover all the time. Causes alone never swallow a commitment: an
outage without a cause counts.

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

from collections.abc import Iterator

from slalang.lint.openings import begins_at, fills_weeks, known, open_together
from slalang.lint.slots import can_be_announced, examined, excluded_from, hours_of
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import (
    Approved,
    Commitment,
    Compiled,
    Consequence,
    Exclusion,
    Longest,
    MostWindows,
    Notice,
    RecurringWindows,
    Total,
)
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.instants import DAY
from slalang.values.intervals import measure
from slalang.values.verdicts import Status, Verdict

SEVERITY = Severity.WARNING

_MOST_WINDOWS = 1_000
"""So many windows one after another are tried."""


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every exclusion with the first commitment that it can swallow, as the engine judges it."""
    policy = compiled.policy
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Exclusion)}
    for exclusion in examined(policy):
        rule = written[exclusion.name]
        if not _unlimited(exclusion, rule, compiled) or not can_be_announced(exclusion, policy):
            continue
        for commitment in excluded_from(exclusion, policy):
            shown = _whole_period_down(compiled, exclusion, commitment)
            if shown is not None:
                yield Diagnostic(
                    f"{exclusion.name} can exclude a whole period, and {commitment.name} is not missed",
                    rule.name.span,
                    clause=heading_of("exclusion", exclusion.name, rule.qualifiers.clauses),
                    case=shown,
                    hint="limit it, as in `at most 8 hours per calendar month, otherwise the excess counts` or "
                    "`inside Sunday 02:00-06:00, otherwise the excess counts`; where the agreement sets no limit, "
                    "say so with the reason",
                )
                break


def _unlimited(exclusion: Exclusion, rule: ast.Exclusion, compiled: Compiled) -> bool:
    """Whether nothing in the text bounds how much of a period can be excluded; cheap, and never too strict."""
    if exclusion.windows is None or not exclusion.excludes or exclusion.only_caused_by or exclusion.components:
        return False
    binding = [c.limitation for c in exclusion.conditions if c.consequence is not Consequence.COVENANT]
    if any(isinstance(one, Approved | Total) for one in binding):
        return False
    if any(isinstance(one, MostWindows) for one in binding) and any(isinstance(one, Longest) for one in binding):
        return False
    parts = tuple(one.openings for one in hours_of(exclusion, rule) if one.limits)
    allowed = sum(isinstance(one, Notice | Longest | MostWindows) for one in binding) + len(parts)
    if allowed < len(binding) + isinstance(exclusion.windows, RecurringWindows) or not known(*parts):
        return False
    if not parts:
        return True
    if not all(fills_weeks(part) for part in parts):
        return False
    begin = begins_at(compiled.policy)
    week = (begin + 30 * DAY, begin + 37 * DAY)
    return measure(open_together(parts, week)) == week[1] - week[0]


def _whole_period_down(compiled: Compiled, exclusion: Exclusion, commitment: Commitment) -> str | None:
    """The first period down from end to end inside windows that are announced in time: where the target is not missed."""
    from slalang.time.periods import PeriodNeeds
    from slalang.trials.stream import first_period, too_large
    from slalang.trials.windows import excluded_by, in_time, with_windows
    from slalang.trials.words import in_words

    if too_large(compiled.policy):
        return None
    try:
        period = first_period(compiled.policy, commitment.period)
    except (PeriodNeeds, ValueError):
        return None
    whole = (period.start_at, period.end_at)
    longest = min((c.limitation.us for c in exclusion.conditions if isinstance(c.limitation, Longest)), default=0)
    step = longest or whole[1] - whole[0]
    if (whole[1] - whole[0]) // step >= _MOST_WINDOWS or in_time(exclusion, whole[0]) is None:
        return None
    windows = tuple((at, min(at + step, whole[1])) for at in range(whole[0], whole[1], step))
    case = with_windows(compiled, exclusion, commitment, windows, whole)
    if case is None or not excluded_by(case, exclusion) or not _nothing_counts(case.verdict):
        return None
    return in_words(case)


def _nothing_counts(verdict: Verdict) -> bool:
    """Whether the target is met, or there is no time left in which it could be missed."""
    return verdict.status in (Status.MET, Status.NOT_APPLICABLE) and verdict.time_us is not None and not verdict.time_us.counted
