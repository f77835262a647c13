"""A waiver of something that is not found.

## What it finds

A drafting note that waives a rule that finds nothing where the note stands. Only rules that were asked count, and only
waivers in the policy itself: what it uses may need them for another policy.

## Why it costs money

The hole was closed in a renewal and the note stayed. When the hole comes back with the next amendment, nobody is told.

## Example

Before: a remedy was agreed in the meantime.

    commitment uptime of web: [waive commitment-without-remedy: a statement of intent]
      available at least 99.9%; ...
    credit for uptime: a missed target earns 5%; ...

After:

    commitment uptime of web:
      available at least 99.9%; ...
    credit for uptime: a missed target earns 5%; ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from slalang.lint.waivers import WaiverNote
from slalang.values.diagnostics import Diagnostic, Edit, Fix, Severity
from slalang.values.listing import listed
from slalang.values.places import Span

SEVERITY = Severity.WARNING


def in_waivers(waiver: WaiverNote, idle: tuple[str, ...], text: str) -> Iterator[Diagnostic]:
    """That the rules `idle` of a waiver find nothing where it stands."""
    fix = Fix("delete the waiver", (Edit(_with_blanks(waiver, text), ""),), safe=True) if idle == waiver.rules else None
    yield Diagnostic(
        f"nothing is found here that this waiver of {listed(idle)} would waive",
        waiver.span,
        hint="delete it; a waiver stands behind the phrase or the rule of the finding, or alone right above its phrase",
        fix=fix,
    )


def _with_blanks(waiver: WaiverNote, text: str) -> Span:
    """The place of the note with the blanks before it, and of one that has its lines for itself with the break behind it."""
    span = waiver.span
    line = text.rfind("\n", 0, span.start) + 1
    said = len(text[line : span.start].rstrip())
    behind = re.compile(r"[ \t\r]*\n").match(text, span.end)
    if said:
        return attrs.evolve(span, start=line + said, column=said + 1)
    return span if behind is None else attrs.evolve(span, start=line, column=1, end=behind.end())
