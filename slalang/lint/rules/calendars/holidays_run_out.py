"""Holidays that end before the agreement does.

## What it finds

A calendar file, or the holidays of a country, that closes days in some year of the agreement and none in a later whole year
of it. Only where the agreement says until when it is in force.

## Why it costs money

From then on Christmas is a working day: deadlines run out on days on which nobody works, and notices count days that nobody
meant. Nobody notices until the first dispute about one.

## Example

Before: a file with the days of 2025, under an agreement of three years.

    agreement "Hosting": zone Europe/London; in force from 2025-01-01 until 2027-12-31.
    calendar works: Monday to Friday all day; closed on the days in "holidays-2025.ics".

After:

    calendar works: Monday to Friday all day; closed on the holidays of "GB-ENG".
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled, Policy
from slalang.syntax import ast
from slalang.time.calendars import UnknownHolidays, holiday_days
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.instants import civil_date

SEVERITY = Severity.WARNING

_HINT_FOR_FILE = 'bring the file up to date, or take the holidays of the country: `closed on the holidays of "GB-ENG"`'
_HINT_FOR_COUNTRY = "add the days that are known of the later years, as in `closed on 2030-12-25`, or a file with them"


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every list of closed days from elsewhere that is over in a whole year before the policy is."""
    policy = compiled.policy
    if policy.until_at is None:
        return
    for rule in (one for one in subject.read_as(compiled).rules if isinstance(one, ast.Calendar)):
        for phrase in rule.phrases:
            days = _days(phrase.body, subject.compiled)
            empty = _first_empty(days, policy) if days else None
            if empty is not None:
                last = civil_date(max(days)).isoformat()
                yield Diagnostic(
                    f"no day of {empty} and later is closed by this, and the agreement goes on",
                    phrase.body.span,
                    clause=heading_of("calendar", rule.name.text, rule.qualifiers.clauses),
                    case=f"the last day that it closes is {last}; {empty}-01-01 is not closed",
                    hint=_HINT_FOR_FILE if isinstance(phrase.body, ast.ClosedFile) else _HINT_FOR_COUNTRY,
                )


def _days(body: ast.Node, compiled: Compiled) -> tuple[int, ...]:
    match body:
        case ast.ClosedFile(path):
            return compiled.calendar_files.get(path, ())
        case ast.ClosedHolidays(code):
            try:
                return holiday_days(code)
            except UnknownHolidays:
                return ()
        case _:
            return ()


def _first_empty(days: tuple[int, ...], policy: Policy) -> int | None:
    """The first whole civil year of the agreement after the last closed day; None where no year of it has one before."""
    assert policy.until_at is not None
    last, until = civil_date(max(days)), civil_date(policy.zone.day_of(policy.until_at - 1))
    since = civil_date(policy.zone.day_of(policy.in_force_at)) if policy.in_force_at is not None else None
    whole = until.year if (until.month, until.day) == (12, 31) else until.year - 1
    if last.year + 1 > whole or (since is not None and last.year < since.year):
        return None
    return last.year + 1
