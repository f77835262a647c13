"""A promise whose deadline is set by something outside the agreement that nobody has to bring about.

## What it finds

A target of a clock that is due `by the next fact "..."`, where no duty of the policy requires that fact by a date. Whoever
records the fact sets the deadline.

Where the date is known to each customer's contract, it belongs into a `parameter` or a length; where the provider sets it, a
duty can bind him to it. A duty that requires the fact without any deadline binds to nothing.

## Why it costs money

A deadline that never comes is never missed. The promise reads like one, and no delay, however long, earns anything.

## Example

Before: repaired with the next release, whenever that is.

    clock repair of web: runs from "opened" to "resolved"; by the next fact "release"; ...

After: the releases are owed, one in each quarter.

    clock repair of web: runs from "opened" to "resolved"; by the next fact "release"; ...
    duty releases of web: for each calendar quarter; requires the fact "release".
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.kinds import kinds
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import ByNextFact, Clock, ClockTarget, Compiled, Duty, FactPattern
from slalang.syntax.wording.words import text
from slalang.time.periods import PeriodRule
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING

_MOST_SHOWN = 10
"""For more targets no case is worked out."""


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The targets of a reading that wait for a fact which no duty brings about in time (S3)."""
    shown = 0
    owed = {name for duty in compiled.policy.duties if (name := _dated(duty)) is not None}
    for clock in compiled.policy.clocks:
        for target in clock.targets:
            if isinstance(target, ClockTarget) and isinstance(target.limit, ByNextFact) and target.limit.fact not in owed:
                fact, shown = text(target.limit.fact), shown + 1
                yield Diagnostic(
                    f"{clock.name} is due by the fact {fact}, and nothing says when that comes",
                    target.cited.span,
                    clause=heading_of("clock", clock.name, clock.cited.clauses),
                    label="whoever records it sets the deadline",
                    case=_case(compiled, clock, target) if shown <= _MOST_SHOWN else "",
                    hint=f"set a length, of which a parameter may choose; or a duty that requires the fact {fact} by a date",
                )


def _dated(duty: Duty) -> str | None:
    """The fact that a duty requires by a date: in each period, or within a limit."""
    dated = duty.limit is not None or isinstance(duty.occasion, PeriodRule)
    return duty.answer.name if dated and not duty.forbidden and isinstance(duty.answer, FactPattern) else None


def _case(compiled: Compiled, clock: Clock, target: ClockTarget) -> str:
    """A ticket under the target that nobody touches for a year; nothing where no ticket comes under it."""
    from slalang.lint.analysis.least_cases import setting_of
    from slalang.lint.analysis.openings import begins_at
    from slalang.lint.analysis.waiting_tickets import said_by
    from slalang.trials.waiting import in_words, left_waiting
    from slalang.trials.words import outcome
    from slalang.values.instants import civil_date

    policy = compiled.policy
    before = clock.targets[: clock.targets.index(target)]
    those = kinds(policy, [one.guard for one in (*before, target)]) or ()
    kind = next((k for k in those if k.holds(target.guard) and not any(k.holds(one.guard) for one in before)), None)
    if kind is None:
        return ""
    start = begins_at(policy) if kind.starts_at is None else kind.starts_at
    day = policy.zone.day_of(start) + 366
    wait = (start, policy.zone.day_start(day))
    try:
        found = left_waiting(compiled, clock, wait, said_by(kind), setting_of(kind))
    except ValueError:
        return ""
    return f"{in_words(found)}, and nothing more until {civil_date(day).isoformat()}: {outcome(found.verdict)}" if found else ""
