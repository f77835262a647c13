"""Hours that begin or end in the hour in which the clocks change.

## What it finds

Hours of a calendar, of recurring windows or of permitted slots whose beginning or end is, on some day, a time of the clock
that does not exist (clocks go forward) or exists twice (clocks go back) in their zone.

## Why it costs money

On that day the window is shorter or longer than everybody believes, lies at another time, or is not there at all; and what
one side counts as maintenance is downtime for the other. The language settles it (the first of two; a time that is skipped
moves on by the hour), and the agreement does not.

## Example

Before: on the last Sunday of March there is no 01:30 in London.

    recurring on Sunday 01:30-03:00

After: an hour that every night has once.

    recurring on Sunday 03:00-04:30
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.lint.analysis.openings import LAST_YEAR, begins_at, long, start_of
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import AllowedTime, Compiled, Policy, RecurringWindows
from slalang.syntax import ast
from slalang.time.calendars import Calendar
from slalang.time.hours import HoursEntry, days_in_year
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.instants import DAY, civil_date, format_instant
from slalang.values.places import Span

SEVERITY = Severity.WARNING

_MOST_SPANS = 200
"""Of so many spans of hours those in the hour of a change are looked for."""


@attrs.frozen(slots=True)
class _Listed:
    """One span of hours on the days of an entry, where it stands, and in which rule."""

    entry: HoursEntry
    first: int
    last: int
    zone: Zone
    closed: frozenset[int]
    span: Span
    heading: str


@attrs.frozen(slots=True)
class _Change:
    """The clock times that a change skips or repeats, as microseconds of civil time: half-open."""

    at: int
    low: int
    high: int
    skipped: bool


@attrs.frozen(slots=True)
class _Hit:
    day: int
    change: _Change
    at_start: bool
    listed: _Listed


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every span of hours with the first change of the clocks in which it begins or ends while the policy is in force."""
    policy = compiled.policy
    changes: dict[Zone, tuple[_Change, ...]] = {}
    first: dict[Span, _Hit] = {}
    for listed in tuple(_listed(policy, subject.read_as(compiled)))[:_MOST_SPANS]:
        if listed.zone not in changes:
            changes[listed.zone] = tuple(_changes(listed.zone, policy))
        hit = next(_hits(listed, changes[listed.zone], policy), None)
        if hit is not None and (listed.span not in first or hit.day < first[listed.span].day):
            first[listed.span] = hit
    for span, hit in first.items():
        yield _said(span, hit)


def _said(span: Span, hit: _Hit) -> Diagnostic:
    listed, what = hit.listed, "begin" if hit.at_start else "end"
    zone, date = listed.zone, civil_date(hit.day).isoformat()
    how = "is skipped" if hit.change.skipped else "comes twice"
    stop = listed.last if listed.last > listed.first else listed.last + DAY
    start_at, end_at = zone.to_instant(hit.day, listed.first), zone.to_instant(hit.day, stop)
    becomes = f"from {format_instant(start_at)} to {format_instant(end_at)}"
    if start_at >= end_at:
        becomes = "not at all"
    elif end_at - start_at != stop - listed.first:
        becomes += f", {long(end_at - start_at)} instead of {long(stop - listed.first)}"
    return Diagnostic(
        f"these hours {what} in an hour that {how} when the clocks of {zone.name} change",
        span,
        clause=listed.heading,
        case=f"on {date} {_clock(listed.first)}-{_clock(listed.last)} in {zone.name} is {becomes}",
        hint="choose hours that begin and end outside the hour of the change, or write hours in UTC: `in UTC`",
    )


def _clock(us: int) -> str:
    return format_instant(us)[11:16]


def _hits(listed: _Listed, changes: tuple[_Change, ...], policy: Policy) -> Iterator[_Hit]:
    """The changes in which the hours begin or end on one of their days, in order of time."""
    stop = listed.last if listed.last > listed.first else listed.last + DAY
    for change in changes:
        for at_start, us in ((True, listed.first), (False, stop)):
            day = (change.low - us) // DAY + 1 if (change.low - us) % DAY else (change.low - us) // DAY
            local = day * DAY + us
            # Where hours end as the doubtful ones begin, nothing of them is in doubt.
            if not (change.low <= local < change.high) or (not at_start and local == change.low):
                continue
            if day in days_in_year(listed.entry.days, civil_date(day).year) and day not in listed.closed:
                yield _Hit(day, change, at_start, listed)


def _changes(zone: Zone, policy: Policy) -> Iterator[_Change]:
    """Every change of a zone's clocks while the policy is in force."""
    until = policy.until_at if policy.until_at is not None else start_of(LAST_YEAR + 1)
    since = begins_at(policy)
    for i, at in enumerate(zone.transitions):
        if since <= at < until:
            before, after = zone.offsets[i], zone.offsets[i + 1]
            if before != after:
                yield _Change(at, at + min(before, after), at + max(before, after), after > before)


def _listed(policy: Policy, tree: ast.Policy) -> Iterator[_Listed]:
    """Every span of hours that the text lists, paired with what became of it."""
    calendars = {one.name: one for one in policy.calendars if isinstance(one, Calendar)}
    exclusions = {one.name: one for one in policy.exclusions}
    for rule in tree.rules:
        if isinstance(rule, ast.Calendar) and rule.name.text in calendars:
            calendar = calendars[rule.name.text]
            heading = heading_of("calendar", rule.name.text, rule.qualifiers.clauses)
            opened = tuple(h for phrase in rule.phrases if isinstance(phrase.body, ast.OpenHours) for h in phrase.body.hours)
            yield from _paired(opened, calendar.hours, calendar.zone, frozenset(calendar.closed), heading)
        elif isinstance(rule, ast.Exclusion):
            exclusion = exclusions[rule.name.text]
            heading = heading_of("exclusion", rule.name.text, rule.qualifiers.clauses)
            schedules = {
                c.cited.span: c.limitation.inside for c in exclusion.conditions if isinstance(c.limitation, AllowedTime)
            }
            for phrase in rule.phrases:
                match phrase.body, exclusion.windows:
                    case ast.RecurringExcluded(hours), RecurringWindows(schedule):
                        yield from _paired(hours, schedule.hours, schedule.zone, frozenset(), heading)
                    case ast.AllowedHours(hours) as body, _:
                        inside = schedules.get(body.span)
                        if isinstance(inside, Schedule):
                            yield from _paired(hours, inside.hours, inside.zone, frozenset(), heading)
                    case _:
                        pass


def _paired(
    written: tuple[ast.Hours, ...], entries: tuple[HoursEntry, ...], zone: Zone, closed: frozenset[int], heading: str
) -> Iterator[_Listed]:
    """The entries in the order of the days that were written, each span with its place."""
    days = [one for one in written for _ in one.days]
    for one, entry in zip(days, entries, strict=True):
        for place, (first, last) in zip(one.spans, entry.spans, strict=True):
            yield _Listed(entry, first, last, zone, closed, place.span, heading)
