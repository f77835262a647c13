"""A waiver of something that no waiver can take away.

## What it finds

A drafting note that waives a rule that there is not, or an error: what makes a policy undecidable has to be mended, whatever
the reason.

## Why it costs money

The note looks like a decision and does nothing. A misspelt name leaves the finding where it was, and an error left in place
means that no verdict is given at all.

## Example

Before:

    commitment uptime of web: [waive commitment-without-remedies: a statement of intent]

After:

    commitment uptime of web: [waive commitment-without-remedy: a statement of intent]
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.registry import rule_named
from slalang.lint.waivers import can_be_waived, waivers_of
from slalang.values.diagnostics import Diagnostic, Severity, nearest

SEVERITY = Severity.WARNING


def in_text(text: str, file: str) -> Iterator[Diagnostic]:
    """The names in the waivers of a file that no waiver may name."""
    for waiver in waivers_of(text, file):
        known = can_be_waived()
        for name in waiver.rules:
            if name in known:
                continue
            if rule_named(name) is not None:
                title, hint = f"{name} cannot be waived", f"mend it instead; `slalang rule {name}` says how"
            else:
                close = nearest(name, known)
                title = f"there is no rule {name} to waive"
                hint = f"is `{close}` meant?" if close else "`slalang rule` lists the rules, one to a name"
            yield Diagnostic(title, waiver.span, hint=hint)
