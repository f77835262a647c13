"""A day is struck from the closed days that is none of them.

## What it finds

`open on` with a date that no holiday, no list and no file of the calendar closes. The phrase changes nothing: it strikes
closed days, and gives no hours to a day that has none.

## Why it costs money

Somebody meant to open a Saturday, or mistook the date of a holiday. On the real one the calendar is closed although work is
done, or open on no more days than before; deadlines and notices are reckoned accordingly.

## Example

Before: 10 November is no holiday.

    calendar help_desk: Monday to Friday 09:00-17:00; closed on the holidays of "US" nationwide; open on 2025-11-10.

After:

    calendar help_desk: Monday to Friday 09:00-17:00; closed on the holidays of "US" nationwide; open on 2025-11-11.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from slalang.lint.analysis.places import leaving_out
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled
from slalang.syntax import ast, wording
from slalang.syntax.words import WEEKDAYS
from slalang.time.calendars import Calendar, UnknownHolidays, holiday_days
from slalang.values.diagnostics import Diagnostic, Edit, Fix, Severity
from slalang.values.instants import day_number

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every date that `open on` strikes and that is not closed."""
    calendars = {one.name: one for one in compiled.policy.calendars}
    for rule in subject.read_as(compiled).rules:
        if not isinstance(rule, ast.Calendar) or not any(isinstance(p.body, ast.OpenDates) for p in rule.phrases):
            continue
        calendar = calendars[rule.name.text]
        closed = {day for phrase in rule.phrases for day in _closed(phrase.body, subject.compiled)}
        for phrase in rule.phrases:
            if isinstance(phrase.body, ast.OpenDates) and isinstance(calendar, Calendar):
                wrong = tuple(day for day in phrase.body.dates if day_number(day) not in closed)
                closed -= {day_number(day) for day in phrase.body.dates}
                for day in wrong:
                    yield Diagnostic(
                        f"{day.isoformat()} is not a closed day, so `open on` changes nothing",
                        phrase.body.span,
                        clause=heading_of("calendar", rule.name.text, rule.qualifiers.clauses),
                        case=_case(calendar, day),
                        hint="leave the date out, or check it against the holidays; hours for a day that has none are hours of "
                        f"that date: `{day.isoformat()} 09:00-17:00`",
                        fix=_without(subject, compiled, phrase, wrong),
                    )


def _closed(body: ast.Node, compiled: Compiled) -> tuple[int, ...]:
    match body:
        case ast.ClosedDates(dates):
            return tuple(day_number(day) for day in dates)
        case ast.ClosedFile(path):
            return compiled.calendar_files.get(path, ())
        case ast.ClosedHolidays(code):
            try:
                return holiday_days(code)
            except UnknownHolidays:
                return ()
        case _:
            return ()


def _case(calendar: Calendar, day: date) -> str:
    hours = calendar.business_date_on(day_number(day))
    open_or_not = (
        "has hours with the phrase and without it" if hours is not None else "has no hours with the phrase or without it"
    )
    return f"{WEEKDAYS[day.weekday()]} {day.isoformat()} {open_or_not}"


def _without(subject: Subject, compiled: Compiled, phrase: ast.Phrase, wrong: tuple[date, ...]) -> Fix | None:
    """The phrase without the dates that change nothing; the whole phrase goes where all are such and another is there."""
    assert isinstance(phrase.body, ast.OpenDates)
    kept = tuple(day for day in phrase.body.dates if day not in wrong)
    if kept:
        edit = Edit(phrase.body.span, wording.body(ast.OpenDates(kept)))
        return Fix("leave out the dates that are not closed", (edit,), safe=True)
    fix = leaving_out(subject, compiled, phrase.body.span, safe=True)
    return None if fix is None else attrs.evolve(fix, title="leave out the phrase, which changes nothing")
