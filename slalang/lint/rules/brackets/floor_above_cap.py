"""A least sum that lies above the most.

## What it finds

A floor (`never less than`) above a cap of the same credit. Nothing is ever credited above a cap, so it is the cap that is
paid.

## Why it costs money

Both clauses cannot be kept. The one who is owed the credit relies on the floor and gets less.

## Example

Before:

    credit for uptime: a missed target earns 5%; capped at EUR 50; never less than EUR 100; ...

After:

    credit for uptime: a missed target earns 5%; capped at EUR 100; never less than EUR 50; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.least_cases import worst_case
from slalang.lint.analysis.places import of_credit
from slalang.lint.analysis.worth import worth_of
from slalang.lint.subject import Subject
from slalang.semantics.policy import Compiled
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The floors of each credit that a cap prevails over."""
    for credit in compiled.policy.credits:
        caps = [(cap, worth_of(cap.at, credit)) for cap in credit.caps]
        for floor in credit.floors:
            least = worth_of(floor.at, credit)
            for cap, most in caps:
                if least is not None and most is not None and least[0] is most[0] and least[1] > most[1]:
                    yield Diagnostic(
                        "the least that is credited is more than the most",
                        floor.cited.span,
                        label="never paid",
                        labels=(Label(cap.cited.span, "prevails"),),
                        clause=of_credit(credit),
                        text="Nothing is ever credited above a cap: it prevails.",
                        case=worst_case(compiled, credit.commitment),
                        hint="check `never less than` and `capped at` against the agreement",
                    )
                    break
