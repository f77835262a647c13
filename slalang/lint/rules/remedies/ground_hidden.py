"""A ground that another ground of the same right always anticipates.

## What it finds

Two grounds about the same misses, of which the one asks for no more than the other does: whenever the harder one is there,
the easier one has been there before. Three misses within 12 months are there with three months in a row; and three of any
three periods are three in a row.

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

from slalang.lint.analysis.grounds import grounds, number_in_a_row
from slalang.lint.analysis.lengths import longer
from slalang.lint.analysis.places import leaving_out
from slalang.lint.analysis.spans import always_within
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled, Ground, InARow, RollingMonths
from slalang.time.periods import PeriodRule
from slalang.time.zones import Zone
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_MOST = 50
"""Of more grounds only the first so many are compared with each other."""


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The grounds of each right that an easier one hides."""
    periods = {ground.cited.span: every for _, ground, every in grounds(compiled.policy)}
    for right in compiled.policy.rights:
        counting = [one for one in right.grounds if isinstance(one, Ground)][:_MOST]
        for at, ground in enumerate(counting):
            every = periods[ground.cited.span]
            hiding = (
                (one, _hides(ground, one, every, compiled.policy.zone))
                for i, one in enumerate(counting)
                # Of two that come to the same the second is hidden.
                if _hides(one, ground, every, compiled.policy.zone)
                and (i < at or not _hides(ground, one, every, compiled.policy.zone))
            )
            easier, same = next(hiding, (None, False))
            if easier is not None:
                yield Diagnostic(
                    "another ground is always there before this one"
                    if not same
                    else "another ground is there whenever this one is",
                    ground.cited.span,
                    label="asks for as much" if same else "asks for more",
                    labels=(Label(easier.cited.span, "asks for as much" if same else "asks for less"),),
                    clause=heading_of("right", right.name, right.cited.clauses),
                    case=f"miss {easier.misses} of {ground.misses} gives rise to the right: {easier.cited.written}",
                    hint="leave it out, or check its figures against the agreement",
                    fix=leaving_out(subject, compiled, ground.cited.span),
                )


def _hides(easier: Ground, harder: Ground, every: PeriodRule | None, zone: Zone) -> bool:
    """Whether all that the one needs is there whenever the other is; grounds that are alike are said twice.

    `every` are the periods that both judge; None where they count runs.
    """
    if (easier.promise, easier.miss) != (harder.promise, harder.miss) or easier.notified:
        return False
    if (easier.misses, easier.among, easier.window) == (harder.misses, harder.among, harder.window):
        return False
    return easier.misses <= harder.misses and _as_near(easier, harder) and _in_time(easier, harder, every, zone)


def _as_near(easier: Ground, harder: Ground) -> bool:
    """Whether the misses of the harder ground lie among as few periods as the easier one asks for."""
    wide, narrow = _among(easier), _among(harder)
    if wide is None or easier.misses == 1:
        return True
    return narrow is not None and (wide >= narrow or narrow == harder.misses)


def _among(ground: Ground) -> int | None:
    """Among how many successive periods the misses lie; None for however many."""
    return None if ground.among is InARow.COUNTED else number_in_a_row(ground)


def _in_time(easier: Ground, harder: Ground, every: PeriodRule | None, zone: Zone) -> bool:
    """Whether the misses of the harder ground lie within the time of the easier one."""
    match easier.window, harder.window:
        case None, _:
            return True
        case RollingMonths(length), RollingMonths(shorter) if longer(length, shorter):
            return True
        case window, other if window == other:
            return True
        case window, _:
            return (
                every is not None and _among(harder) is not None and always_within(window, every, number_in_a_row(harder), zone)
            )
