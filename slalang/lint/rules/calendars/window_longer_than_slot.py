"""A maintenance window that is longer than any slot in which it may lie.

## What it finds

A longest window (`at most 6 hours each`) that no permitted slot holds, and recurring hours of which no occurrence keeps a
condition on where or how long windows may be.

## Why it costs money

The agreement speaks of work of six hours, and the slots hold four. A provider who plans by the one finds that the last two
hours count, or, where the breach makes the window void, all six.

## Example

Before: the slot is over after four hours.

    inside every day 19:00-23:00, otherwise the excess counts;
    at most 6 hours each, otherwise the excess counts

After:

    inside every day 19:00-23:00, otherwise the excess counts;
    at most 4 hours each, otherwise the excess counts
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.openings import (
    common,
    known,
    long,
    open_around,
    spoken,
    stretches,
    windows_of,
    year_of,
    years_words,
)
from slalang.lint.analysis.slots import examined, excluded_from, hours_of, lifts, whenever
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import (
    AllowedTime,
    Compiled,
    Exclusion,
    Lifted,
    Longest,
    MaintenanceWindows,
    RecurringWindows,
    WindowCondition,
)
from slalang.syntax import ast
from slalang.time.schedules import Schedule
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.instants import MINUTE
from slalang.values.intervals import Interval, subtract

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every length that no slot holds, and every condition that no recurring window keeps."""
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Exclusion)}
    for exclusion in examined(compiled.policy):
        rule = written[exclusion.name]
        heading = heading_of("exclusion", exclusion.name, rule.qualifiers.clauses)
        for condition in exclusion.conditions:
            match exclusion.windows, condition.limitation:
                case MaintenanceWindows(), Longest(us):
                    yield from _no_slot_holds(compiled, exclusion, rule, condition, us, heading)
                case RecurringWindows(schedule), Longest() | AllowedTime():
                    yield from _none_keeps(compiled, exclusion, schedule, condition, heading)
                case _:
                    pass


def _no_slot_holds(
    compiled: Compiled, exclusion: Exclusion, rule: ast.Exclusion, condition: WindowCondition, us: int, heading: str
) -> Iterator[Diagnostic]:
    """Where a window of the greatest length loses something in every slot; unless an approval lifts the hours."""
    policy = compiled.policy
    parts = whenever(condition.guard, hours_of(exclusion, rule))
    if not parts or not known(*parts) or lifts(exclusion, Lifted.HOURS):
        return
    if common(parts, policy, lambda slot: slot[1] - slot[0] >= us) is not None:
        return
    slots = sorted(stretches(parts, policy))
    if not slots:
        return
    longest = max(end - start for start, end in slots)
    slot = next(slot for slot in slots if slot[1] - slot[0] == longest)
    shown = f"the longest slot {years_words(policy)} is {spoken(slot, parts[0].zone)}, {long(longest)}"
    yield Diagnostic(
        f"a window may last {long(us)}, and no slot is longer than {long(longest)}",
        condition.cited.span,
        clause=heading,
        case=_minute(compiled, exclusion, ((slot[0], slot[0] + us),), slot[1], shown),
        hint=f"let a window last at most {long(longest)}, as the slots do, or write longer slots",
    )


def _minute(compiled: Compiled, exclusion: Exclusion, windows: tuple[Interval, ...], at: int, shown: str) -> str:
    """Windows, and a minute down in them that counts."""
    from slalang.trials.windows import excluded_by, with_windows
    from slalang.trials.words import in_words

    commitment = next(iter(excluded_from(exclusion, compiled.policy)), None)
    case = with_windows(compiled, exclusion, commitment, windows, (at, at + MINUTE)) if commitment is not None else None
    return f"{shown}; {in_words(case)}" if case is not None and not excluded_by(case, exclusion) else shown


def _none_keeps(
    compiled: Compiled, exclusion: Exclusion, schedule: Schedule, condition: WindowCondition, heading: str
) -> Iterator[Diagnostic]:
    """Where every occurrence of recurring hours breaks a condition."""
    policy, limit = compiled.policy, condition.limitation
    parts = (schedule, limit.inside) if isinstance(limit, AllowedTime) else (schedule,)
    # That recurring hours and others never meet at all is said by hours-never-meet.
    if not known(*parts) or common(parts, policy) is None or any(_keeps(w, condition) for w in windows_of(schedule, policy)):
        return
    window = next(windows_of(schedule, policy))
    outside = window[1] - MINUTE if isinstance(limit, Longest) else _first_outside(window, condition)
    said = f"as short as {long(limit.us)}" if isinstance(limit, Longest) else "wholly inside these hours"
    shown = f"{spoken(window, schedule.zone)} lasts {long(window[1] - window[0])}; none is {said} {years_words(policy)}"
    yield Diagnostic(
        f"no window of the recurring hours is {said}",
        condition.cited.span,
        clause=heading,
        case=_minute(compiled, exclusion, (window,), outside, shown),
        hint="make the recurring hours as short as the condition asks, or leave the condition out",
    )


def _keeps(window: Interval, condition: WindowCondition) -> bool:
    limit = condition.limitation
    if isinstance(limit, Longest):
        return window[1] - window[0] <= limit.us
    assert isinstance(limit, AllowedTime)
    return not subtract((window,), open_around(limit.inside, year_of(window[0])))


def _first_outside(window: Interval, condition: WindowCondition) -> int:
    assert isinstance(condition.limitation, AllowedTime)
    return subtract((window,), open_around(condition.limitation.inside, year_of(window[0])))[0][0]
