"""A notice that can never be given in time.

## What it finds

A notice in business days or hours of a calendar that is not open for so long in all the years before: it has no open days, or
only a few dated ones.

## Why it costs money

No announcement is ever early enough. Where the breach makes a window void, no maintenance is ever forgiven; where the breach
is noted, every window is one.

## Example

Before: the calendar knows two days in all.

    calendar change_days: 2025-06-30 all day, 2025-09-30 all day.
    announced at least 3 business days of change_days before, otherwise void

After:

    announced at least 3 business days of working_days before, otherwise void
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from slalang.lint.analysis.openings import FIRST_YEAR, LAST_YEAR, begins_at, known, long, often_open
from slalang.lint.analysis.slots import examined, excluded_from, lengths_of
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled, Exclusion, MaintenanceWindows, Notice, Policy
from slalang.syntax import ast
from slalang.time.business import dates_in
from slalang.time.calendars import BusinessCalendar
from slalang.time.lengths import BusinessDays, BusinessHours, Length
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.instants import DAY, HOUR, MINUTE
from slalang.values.intervals import clip, measure

SEVERITY = Severity.WARNING

_YEAR = 366 * DAY


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every notice along a calendar that is not open for so long before the policy ends."""
    policy = compiled.policy
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Exclusion)}
    for exclusion in examined(policy):
        for condition in exclusion.conditions:
            if not isinstance(condition.limitation, Notice):
                continue
            for length in lengths_of(condition.limitation.length):
                open_for = _too_short(length, policy)
                if open_for is not None:
                    rule = written[exclusion.name]
                    yield Diagnostic(
                        f"no notice is ever as long as `{condition.cited.written}` asks",
                        condition.cited.span,
                        clause=heading_of("exclusion", exclusion.name, rule.qualifiers.clauses),
                        case=_case(compiled, exclusion, open_for),
                        hint="name a calendar of working days, or write the length that the agreement means",
                    )


def _too_short(length: Length, policy: Policy) -> str | None:
    """For how long the calendar of a length is open before the policy ends, in words; None where that is enough."""
    if not isinstance(length, BusinessDays | BusinessHours) or often_open(length.calendar) or not known(length.calendar):
        return None
    days, time = _open_for(length.calendar, policy.until_at)
    if (days >= length.days) if isinstance(length, BusinessDays) else (time >= length.us):
        return None
    until = "until the agreement ends" if policy.until_at is not None else f"from {FIRST_YEAR} to {LAST_YEAR}"
    in_days = f"{days} business day{'' if days == 1 else 's'}"
    counted = in_days if isinstance(length, BusinessDays) else long(time) if time else "0 hours"
    return f"{length.calendar.name} is open for {counted} in all {until}"


@lru_cache(maxsize=64)
def _open_for(calendar: BusinessCalendar, until_at: int | None) -> tuple[Fraction, int]:
    """The business days and the time that a calendar holds up to an instant."""
    days, time = Fraction(0), 0
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for found in dates_in(calendar, year):
            inside = measure(clip(found.hours, -(10**18), until_at if until_at is not None else 10**18))
            time += inside
            days += Fraction(inside, found.length)
    return days, time


def _case(compiled: Compiled, exclusion: Exclusion, shown: str) -> str:
    """A window that is announced a year ahead: it is not excluded."""
    from slalang.trials.windows import excluded_by, with_windows
    from slalang.trials.words import in_words

    policy = compiled.policy
    commitment = next(iter(excluded_from(exclusion, policy)), None)
    if commitment is None or not isinstance(exclusion.windows, MaintenanceWindows):
        return shown
    start = begins_at(policy)
    case = with_windows(compiled, exclusion, commitment, ((start, start + HOUR),), (start, start + MINUTE), _YEAR)
    return f"{shown}; {in_words(case)}" if case is not None and not excluded_by(case, exclusion) else shown
