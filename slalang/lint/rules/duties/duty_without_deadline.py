"""A duty that has to be done, and by no date.

## What it finds

A duty that is owed on an event and does not say until when. It is met where it is done, and is never missed: whoever does
nothing leaves it open for ever. What is owed in each period has the end of that period, and is not found.

## Why it costs money

Nobody can show that such a promise was broken, so that nothing can ever follow from it. A length was forgotten, or the
sentence was never meant to bind.

## Example

Before: an outage without a report stays undetermined.

    duty report: for each outage; requires the fact "report" about it.

After:

    duty report: for each outage; requires the fact "report" about it within 10 days after it ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.never_due import never_due
from slalang.lint.analysis.openings import begins_at
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled, Duty
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The duties without a date."""
    for duty in compiled.policy.duties:
        if never_due(duty):
            yield Diagnostic(
                f"{duty.name} has no deadline, and can never be missed",
                duty.answer_cited.span,
                label="by no date",
                clause=heading_of("duty", duty.name, duty.cited.clauses),
                case=_case(compiled, duty),
                hint="say until when, as in `within 10 days after it ends`; leave it where the agreement sets no date",
            )


def _case(compiled: Compiled, duty: Duty) -> str:
    """An occasion that nobody answers for a year."""
    from slalang.trials.occasions import in_words, unanswered
    from slalang.trials.words import outcome

    try:
        found = unanswered(compiled, duty, begins_at(compiled.policy))
    except ValueError:
        found = None
    if found is None:
        return f"an occasion of {duty.name} that nothing answers: it stays undetermined"
    return f"{in_words(found)} for a year: {outcome(found.verdict)}"
