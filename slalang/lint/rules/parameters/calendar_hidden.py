"""A calendar that no contract ever chooses.

## What it finds

Of several calendars (`that of week where plan is ...`) the first whose conditions hold is taken. One that another before it
always anticipates is taken for nobody, nor is one whose conditions never hold together or never while the policy is in force.

## Why it costs money

The support hours that were sold to some customers are computed for none of them: their deadlines run along the hours of
everyone else.

## Example

Before: nobody has Saturdays.

    calendar support: that of week where plan is not "basic"; that of six_days where plan is "gold"; that of week otherwise.

After:

    calendar support: that of six_days where plan is "gold"; that of week otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.kinds import hidden
from slalang.lint.analysis.places import leaving_out
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import ChosenCalendar, Compiled
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The calendars of a reading that are never the first to be chosen (P2, T5)."""
    chosen = {one.name: one for one in compiled.policy.calendars if isinstance(one, ChosenCalendar)}
    if not chosen:
        return
    for rule in subject.read_as(compiled).rules:
        if not isinstance(rule, ast.Calendar) or rule.name.text not in chosen:
            continue
        options = chosen[rule.name.text].options
        written = [phrase.body for phrase in rule.phrases if isinstance(phrase.body, ast.ChosenCalendar)]
        for i, before in hidden(compiled.policy, [guard for guard, _ in options]):
            there = written[before] if before is not None else None
            yield Diagnostic(
                "this calendar is never chosen: another that stands before it always holds first"
                if there is not None
                else "this calendar is never chosen: its conditions never hold together while the policy is in force",
                written[i].span,
                label="never reached",
                labels=(Label(there.span, "chosen instead"),) if there is not None else (),
                clause=heading_of("calendar", rule.name.text, rule.qualifiers.clauses),
                case=f"whoever it is meant for has another one, as that of {there.calendar.text}" if there is not None else "",
                hint="put the special calendar first and the general one after it; or leave this one out"
                if there is not None
                else "check its conditions against the agreement, or leave it out",
                fix=leaving_out(subject, compiled, written[i].span),
            )
