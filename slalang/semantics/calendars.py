"""Calendars and recurring hours: weekly hours, holidays, dates, and how calendars combine (T5, T7)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Literal, assert_never

import attrs

from slalang.semantics.figures import named_calendar
from slalang.semantics.parameters import guard
from slalang.semantics.periods import zone
from slalang.semantics.policy import ChosenCalendar, Guard
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.syntax import ast
from slalang.time.calendars import (
    BusinessCalendar,
    Calendar,
    CombinedCalendar,
    UnknownHolidays,
    has_subdivisions,
    holiday_days,
)
from slalang.time.hours import (
    DaySelector,
    EveryDay,
    HoursEntry,
    MonthDay,
    NthWeekday,
    OnDate,
    Weekdays,
    YearDay,
)
from slalang.values.instants import day_number
from slalang.values.places import Span

_MOST_PARTS = 100
"""Simple calendars that a combined one may hold in all."""

_MOST_ENTRIES = 1_000
"""Hours that one calendar or schedule may list."""


def hours(scope: Scope, written: tuple[ast.Hours, ...]) -> tuple[HoursEntry, ...]:
    """Days with their hours (T5, T7); an entry for every kind of day."""
    entries: list[HoursEntry] = []
    for one in written:
        spans = tuple((span.first.us, span.last.us) for span in one.spans)
        entries.extend(HoursEntry(_day(day), spans) for day in one.days)
    if len(entries) > _MOST_ENTRIES:
        scope.findings.error("too-much", f"more than {_MOST_ENTRIES} hours in one list", written[0].span, hint="join them")
        return ()
    return tuple(entries)


def resolve_calendars(scope: Scope, written: Mapping[str, ast.Calendar]) -> dict[str, BusinessCalendar | ChosenCalendar | None]:
    """Every calendar by name, each after those on which it rests (T5); None where it is in error."""
    parts = {name: _parts(calendar) for name, calendar in written.items()}
    done: dict[str, BusinessCalendar | ChosenCalendar | None] = {}
    sizes: dict[str, int] = {}
    waiting = list(written)
    while waiting:
        ready = [n for n in waiting if all(p.text in done or p.text not in written for p in parts[n])]
        if not ready:
            _circle(scope, written, parts, waiting)
            return done | dict.fromkeys(waiting)
        for name in ready:
            rule = written[name]
            seen = attrs.evolve(scope.inside("calendar", name, rule.qualifiers), calendars=done)
            sizes[name] = sum(sizes.get(p.text, 1) for p in parts[name]) or 1
            done[name] = _calendar(seen, rule) if _fits(seen, rule, parts[name], sizes[name], written) else None
        waiting = [n for n in waiting if n not in done]
    return done


def _parts(rule: ast.Calendar) -> tuple[ast.Name, ...]:
    """The calendars that a calendar combines, or from which it is chosen."""
    names: list[ast.Name] = []
    for phrase in rule.phrases:
        match phrase.body:
            case ast.WheneverAny(among) | ast.WheneverAll(among):
                names.extend(among)
            case ast.WheneverWithout(first, second):
                names.extend((first, second))
            case ast.ChosenCalendar(name):
                names.append(name)
    return tuple(names)


def _fits(
    scope: Scope,
    rule: ast.Calendar,
    parts: tuple[ast.Name, ...],
    size: int,
    written: Mapping[str, ast.Calendar],
) -> bool:
    unknown = [part for part in parts if part.text not in written]
    for part in unknown:
        scope.findings.unknown(
            "calendar",
            part.text,
            part.span,
            written,
            declare=f"declare it: `calendar {part.text}: Monday to Friday 09:00-17:00.`",
        )
    if size > _MOST_PARTS:
        scope.findings.error(
            "too-much",
            f"calendar {rule.name.text} combines more than {_MOST_PARTS} calendars in all",
            rule.name.span,
            hint="state its hours directly",
        )
    return not unknown and size <= _MOST_PARTS


def _circle(
    scope: Scope,
    written: Mapping[str, ast.Calendar],
    parts: Mapping[str, tuple[ast.Name, ...]],
    waiting: list[str],
) -> None:
    """Says which calendars rest on each other; those that only rest on such a circle are left unsaid."""
    trail = [waiting[0]]
    while True:
        onward = next(p.text for p in parts[trail[-1]] if p.text in waiting)
        if onward in trail:
            circle = [*trail[trail.index(onward) :], onward]
            break
        trail.append(onward)
    name = circle[0]
    scope.inside("calendar", name, written[name].qualifiers).findings.error(
        "calendar-circle",
        f"calendars rest on each other in a circle: {' -> '.join(circle)}",
        written[name].name.span,
        hint=f"state the hours of `{name}` without `{circle[1]}`",
    )


def _calendar(scope: Scope, rule: ast.Calendar) -> BusinessCalendar | ChosenCalendar | None:
    name = rule.name.text
    chosen = list(said(rule.phrases, ast.ChosenCalendar))
    if chosen:
        return _chosen(scope, rule, chosen)
    combination = said_once(
        scope,
        "how calendars combine",
        rule.phrases,
        ast.WheneverAny,
        ast.WheneverAll,
        ast.WheneverWithout,
    )
    if combination is None:
        return _plain(scope, rule)
    others = [p.body.span for p in rule.phrases if p.body is not combination.body]
    if others:
        scope.findings.error(
            "calendar-mixed",
            f"calendar {name} combines calendars and has hours or days of its own",
            others[0],
            hint="declare these hours or days as a calendar of their own, and combine that one too",
        )
        return None
    operations: dict[type[ast.Node], Literal["union", "intersection", "difference"]] = {
        ast.WheneverAny: "union",
        ast.WheneverAll: "intersection",
        ast.WheneverWithout: "difference",
    }
    found = [named_calendar(scope, part) for part in _parts(rule)]
    known = tuple(part for part in found if part is not None)
    if len(known) < len(found):
        return None
    return CombinedCalendar(name, operations[type(combination.body)], known)


def _chosen(scope: Scope, rule: ast.Calendar, phrases: list[Said[ast.ChosenCalendar]]) -> ChosenCalendar | None:
    """A calendar that each customer's contract picks among others, the first whose condition holds (P2)."""
    others = [p.body.span for p in rule.phrases if not isinstance(p.body, ast.ChosenCalendar)]
    if others:
        scope.findings.error(
            "calendar-mixed",
            f"calendar {rule.name.text} is chosen among calendars and has hours or days of its own",
            others[0],
            hint="put these hours or days into each of the calendars among which it is chosen",
        )
        return None
    before = scope.findings.errors
    for one, after in pairwise(phrases):
        if not isinstance(one.body.when, ast.Where):
            scope.findings.error(
                "calendar-order",
                "a calendar that is chosen always stands before another, which could never be",
                after.body.span,
                label="never reached",
                hint="give each but the last its `where`, and put `otherwise` at the end",
            )
            break
    options: list[tuple[Guard, BusinessCalendar]] = []
    for one in phrases:
        conditions, calendar = guard(scope, one.body.when), named_calendar(scope, one.body.calendar)
        if conditions is not None and calendar is not None:
            options.append((conditions, calendar))
    if scope.findings.errors > before or len(options) < len(phrases):
        return None
    return ChosenCalendar(rule.name.text, tuple(options))


def _plain(scope: Scope, rule: ast.Calendar) -> Calendar | None:
    own = said_once(scope, "its zone", rule.phrases, ast.Zone)
    own_zone = zone(scope.findings, own.body.zone) if own is not None else scope.zone
    opened = tuple(h for one in said(rule.phrases, ast.OpenHours) for h in one.body.hours)
    entries = hours(scope, opened)
    closed: set[int] = set()
    for one in said(rule.phrases, ast.ClosedHolidays):
        closed.update(_holidays(scope, one.body))
    for dates in said(rule.phrases, ast.ClosedDates):
        closed.update(day_number(day) for day in dates.body.dates)
    for from_file in said(rule.phrases, ast.ClosedFile):
        closed.update(_days_in_file(scope, from_file.body))
    for struck in said(rule.phrases, ast.OpenDates):
        closed.difference_update(day_number(day) for day in struck.body.dates)
    if own_zone is None or (opened and not entries):
        return None
    return Calendar(rule.name.text, own_zone, entries, tuple(sorted(closed)))


def _days_in_file(scope: Scope, written: ast.ClosedFile) -> tuple[int, ...]:
    if written.path not in scope.calendar_files:
        scope.findings.error(
            "calendar-file-missing",
            f'the calendar file "{written.path}" is not there',
            written.span,
            hint="put the file (.ics) beside the policy under that name, or list its days: `closed on 2025-12-24`",
        )
    return scope.calendar_files.get(written.path, ())


def _holidays(scope: Scope, written: ast.ClosedHolidays) -> tuple[int, ...]:
    code = written.code
    try:
        if "-" not in code and not written.nationwide and has_subdivisions(code):
            _say_where(scope, code, written.span)
            return ()
        if "-" in code and written.nationwide:
            scope.findings.error(
                "holidays-nationwide",
                f"`{code}` is a part of a country, and `nationwide` means the whole of it",
                written.span,
                hint=f'write "{code}", or "{code.partition("-")[0]}" nationwide',
            )
            return ()
        return holiday_days(code)
    except UnknownHolidays as unknown:
        meant = " or ".join(f'"{choice}"' for choice in unknown.suggestions)
        scope.findings.error(
            "unknown-holidays",
            f"no holidays are known for `{code}`",
            written.span,
            hint=f"is {meant} meant?" if meant else 'write a country as "US", a part of one as "GB-ENG"',
        )
        return ()


def _say_where(scope: Scope, country: str, span: Span) -> None:
    scope.findings.error(
        "holidays-where",
        f"the holidays of `{country}` differ from one part of the country to another",
        span,
        label="which part?",
        hint=f'write the part, as in "{_example(country)}", or "{country}" nationwide for the holidays that hold everywhere',
    )


def _example(country: str) -> str:
    try:
        holiday_days(f"{country}-?")
    except UnknownHolidays as unknown:
        return '" or "'.join(unknown.suggestions)
    return country


def _day(written: ast.Day) -> DaySelector:
    match written:
        case ast.EveryDay():
            return EveryDay()
        case ast.Weekdays(first, last):
            count = ((first if last is None else last) - first) % 7 + 1
            return Weekdays(tuple((first + i) % 7 for i in range(count)))
        case ast.NthWeekday(ordinal, weekday):
            return NthWeekday(ordinal.number, weekday)
        case ast.MonthDay(ordinal):
            return MonthDay(ordinal.number)
        case ast.LastMonthDay():
            return MonthDay(-1)
        case ast.YearlyDay(day, month):
            return YearDay(month, int(day.value))
        case ast.DatedDay(day):
            return OnDate(day_number(day))
        case _:
            assert_never(written)
