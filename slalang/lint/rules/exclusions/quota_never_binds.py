"""A limit on maintenance that no amount of it can reach.

## What it finds

A total per period that is greater than all the time in which windows may lie in any such period: because the permitted
slots, or the recurring hours, hold less; or because so many windows of the longest length come to less. A total that is as
long as the longest such period, or longer: 800 hours a month, 24 hours a day where no day has more. And a number of windows
per period that recurring hours never exceed.

## Why it costs money

The limit reads like a promise of restraint and is none: whoever relies on it has the slots alone. Mostly a figure was taken
from another agreement, or the total was meant for a shorter period.

## Example

Before: two windows of 90 minutes make three hours at most.

    inside every day 19:00-23:00, otherwise the excess counts;
    at most 90 minutes each, otherwise the excess counts;
    at most 2 windows per calendar month, otherwise void;
    at most 4 hours per calendar month, otherwise the excess counts

After:

    at most 2 hours per calendar month, otherwise the excess counts
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.openings import (
    Openings,
    begins_at,
    known,
    long,
    open_together,
    start_of,
    windows_of,
    years_of,
    years_words,
)
from slalang.lint.analysis.slots import before, examined, hours_of, lifts, whenever
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.guards import implied
from slalang.semantics.policy import (
    Compiled,
    Consequence,
    Exclusion,
    Lifted,
    Longest,
    MostWindows,
    Policy,
    RecurringWindows,
    RollingSpan,
    Total,
    WindowCondition,
)
from slalang.syntax import ast
from slalang.time.periods import (
    CalendarPeriod,
    Period,
    PeriodRule,
    PeriodUnit,
    SubscriptionContext,
    period_holding,
    periods_touching,
)
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.instants import DAY
from slalang.values.intervals import Intervals, clip, contains, measure

SEVERITY = Severity.WARNING

_NOBODY = SubscriptionContext()


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every total and number per calendar period that windows cannot reach."""
    policy = compiled.policy
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Exclusion)}
    for exclusion in examined(policy):
        rule = written[exclusion.name]
        heading = heading_of("exclusion", exclusion.name, rule.qualifiers.clauses)
        for condition in exclusion.conditions:
            most = _most(exclusion, rule, condition, policy)
            if most is not None:
                yield Diagnostic(
                    f"`{condition.cited.written}` never limits: there cannot be more",
                    condition.cited.span,
                    clause=heading,
                    case=most,
                    hint="write the figure that is meant to limit, or leave the condition out: the others limit already",
                )


def _most(exclusion: Exclusion, rule: ast.Exclusion, condition: WindowCondition, policy: Policy) -> str | None:
    """The most that there can be in a period, in words; None where the limit can be reached, or nobody can say.

    Limits per clock hour are left alone: there are too many hours.
    """
    match condition.limitation:
        case Total(us, CalendarPeriod() as per) if per.unit is not PeriodUnit.HOUR:
            earlier = tuple(one for one in hours_of(exclusion, rule) if one.span.start < condition.cited.span.start)
            parts = whenever(condition.guard, earlier)
            parts = parts if known(*parts) else ()
            found = _in_slots(parts, per, us, policy) if parts else _in_period(per, us, policy)
            return found or _in_number(exclusion, condition, parts, us, policy)
        case MostWindows(number, CalendarPeriod() as per) if per.unit is not PeriodUnit.HOUR:
            return _recurring(exclusion, per, number, policy)
        case _:
            return None


def _in_period(per: CalendarPeriod, us: int, policy: Policy) -> str | None:
    """Where no period is longer than the total."""
    first = period_holding(per, begins_at(policy), _NOBODY)
    if first.end_at - first.start_at > us:
        return None
    until = policy.until_at if policy.until_at is not None else 10**18
    best: Period | None = None
    for year in years_of(policy):
        for period in periods_touching(per, start_of(year), start_of(year + 1), _NOBODY):
            if period.end_at <= begins_at(policy) or period.start_at >= until:
                continue
            length = period.end_at - period.start_at
            if length > us:
                return None
            if best is None or length > best.end_at - best.start_at:
                best = period
    if best is None:
        return None
    has = long(best.end_at - best.start_at)
    return f"the longest period {years_words(policy)} is {best.name}: it has {has}, and {long(us)} are allowed"


def _in_slots(parts: tuple[Openings, ...], per: CalendarPeriod, us: int, policy: Policy) -> str | None:
    """Where the slots of no period hold the total."""
    best: tuple[int, str] | None = None
    first = period_holding(per, begins_at(policy), _NOBODY)
    if measure(open_together(parts, (first.start_at, first.end_at))) >= us:
        return None
    for period, inside in _periods(parts, per, policy):
        held = measure(clip(inside, period.start_at, period.end_at))
        if held >= us:
            return None
        if best is None or held > best[0]:
            best = (held, period.name)
    # That the slots hold nothing at all is said by hours-never-meet.
    if best is None or not best[0]:
        return None
    name, most = best[1], long(best[0])
    return f"the period with the longest slots {years_words(policy)} is {name}: they hold {most}, and {long(us)} are allowed"


def _in_number(
    exclusion: Exclusion, condition: WindowCondition, parts: tuple[Openings, ...], us: int, policy: Policy
) -> str | None:
    """Where so many windows of the longest length, and what reaches in from the period before, are less than the total."""
    total = condition.limitation
    assert isinstance(total, Total)
    if lifts(exclusion, Lifted.LENGTH, Lifted.NUMBER):
        return None
    binding = [
        c.limitation
        for c in before(condition, exclusion)
        if c.consequence is not Consequence.COVENANT and implied(c.guard, condition.guard)
    ]
    longest = min((c.us for c in binding if isinstance(c, Longest)), default=None)
    number = min((c.number for c in binding if isinstance(c, MostWindows) and c.per == total.per), default=None)
    if longest is None or number is None or us <= number * longest:
        return None
    if us < (number + 1) * longest and (not parts or _cross(parts, total.per, policy)):
        return None
    windows = f"{number} window{'s' if number > 1 else ''} of {long(longest)}"
    return f"{windows} {'come' if number > 1 else 'comes'} to {long(number * longest)}, and {long(us)} are allowed"


def _cross(parts: tuple[Openings, ...], per: PeriodRule | RollingSpan, policy: Policy) -> bool:
    """Whether a slot reaches from one period into the next, so that a window may book in both."""
    assert isinstance(per, CalendarPeriod)
    return any(contains(inside, p.end_at) and contains(inside, p.end_at - 1) for p, inside in _periods(parts, per, policy))


def _recurring(exclusion: Exclusion, per: CalendarPeriod, number: int, policy: Policy) -> str | None:
    """Where no period has so many recurring windows."""
    if not isinstance(exclusion.windows, RecurringWindows) or not known(exclusion.windows.schedule):
        return None
    starts: dict[str, set[int]] = {}
    for window in windows_of(exclusion.windows.schedule, policy):
        period = period_holding(per, window[0], _NOBODY)
        starts.setdefault(period.name, set()).add(window[0])
        if len(starts[period.name]) >= number:
            return None
    if not starts:
        return None
    name = max(starts, key=lambda period: len(starts[period]))
    most = len(starts[name])
    return f"no period {years_words(policy)} has more than {most} recurring window{'s' if most > 1 else ''}, as {name} has"


def _periods(parts: tuple[Openings, ...], per: CalendarPeriod, policy: Policy) -> Iterator[tuple[Period, Intervals]]:
    """Every period while the policy is in force with the slots around it, some twice."""
    for year in years_of(policy):
        periods = periods_touching(per, start_of(year), start_of(year + 1), _NOBODY)
        inside = open_together(parts, (periods[0].start_at - DAY, periods[-1].end_at + DAY))
        yield from ((period, inside) for period in periods if period.end_at > begins_at(policy))
