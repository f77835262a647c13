"""A calendar that is never open.

## What it finds

A calendar without a single open hour in any year: two that are never open at once, one taken from another that holds all of
it, or hours that are closed on each of their days.

## Why it costs money

A length that is counted along it never runs out, so a deadline in it never comes; a notice in it can never be given; and a
commitment that is measured over its hours has no time to be measured. Nobody owes anything, whatever happens.

## Example

Before: nobody works on a Saturday from Monday to Friday.

    calendar weekend: Saturday to Sunday 09:00-17:00.
    calendar support_hours: whenever office and weekend are open.

After:

    calendar support_hours: whenever office or weekend is open.
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.openings import common, known, often_open, spoken, years_words
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import ChosenCalendar, Compiled, Policy
from slalang.syntax import ast
from slalang.time.calendars import BusinessCalendar, CombinedCalendar
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every declared calendar that has no hours while the policy is in force."""
    policy = compiled.policy
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Calendar)}
    for calendar in policy.calendars:
        if isinstance(calendar, ChosenCalendar) or often_open(calendar) or not known(calendar):
            continue
        if common((calendar,), policy) is None:
            rule = written[calendar.name]
            yield Diagnostic(
                f"calendar {calendar.name} is never open {years_words(policy)}",
                rule.name.span,
                clause=heading_of("calendar", calendar.name, rule.qualifiers.clauses),
                case=_case(calendar, policy),
                hint="check its hours and how it combines others: `whenever a or b is open` is open when one of them is, "
                "`whenever a and b are open` only when both are",
            )


def _case(calendar: BusinessCalendar, policy: Policy) -> str:
    """The first hours of each part, which no other part shares."""
    never = f"it has no open hour {years_words(policy)}"
    if not isinstance(calendar, CombinedCalendar):
        return never
    firsts = [(part, common((part,), policy)) for part in calendar.parts[:3] if known(part)]
    shown = [f"{part.name} opens {spoken(span, part.zone)}" for part, span in firsts if span is not None]
    return f"{', '.join(shown)}; {never}" if shown else never
