"""A ground that another ground of the same right always anticipates.

## What it finds

Two grounds about the same misses, of which the one asks for no more than the other does: whenever the harder one is there,
the easier one has been there before.

## Why it costs money

The second ground looks like a further protection and is none. Often its figure was meant for a longer time.

## Example

Before: three in a row hold two in a row.

    right termination: when uptime is missed in 2 consecutive periods; when uptime is missed in 3 consecutive periods; ...

After:

    right termination: when uptime is missed in 2 consecutive periods; when uptime is missed in 3 of any 12 periods; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.places import leaving_out
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled, Ground, InARow
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_MOST = 50
"""Of more grounds only the first so many are compared with each other."""


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The grounds of each right that an easier one hides."""
    for right in compiled.policy.rights:
        grounds = [one for one in right.grounds if isinstance(one, Ground)][:_MOST]
        for ground in grounds:
            easier = next((one for one in grounds if one is not ground and _hides(one, ground)), None)
            if easier is not None:
                yield Diagnostic(
                    "another ground is always there before this one",
                    ground.cited.span,
                    label="asks for more",
                    labels=(Label(easier.cited.span, "asks for less"),),
                    clause=heading_of("right", right.name, right.cited.clauses),
                    case=f"miss {easier.misses} of {ground.misses} gives rise to the right: {easier.cited.written}",
                    hint="leave it out, or check its figures against the agreement",
                    fix=leaving_out(subject, compiled, ground.cited.span),
                )


def _hides(easier: Ground, harder: Ground) -> bool:
    """Whether all that the one needs is there whenever the other is; grounds that are equal are said twice."""
    if (easier.promise, easier.miss) != (harder.promise, harder.miss) or easier.window or easier.notified:
        return False
    if easier.misses >= harder.misses:
        return False
    return easier.among is InARow.COUNTED or (easier.among is harder.among is InARow.CONSECUTIVE)
