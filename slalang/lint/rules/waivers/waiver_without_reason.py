"""A waiver that does not say why.

## What it finds

A drafting note that waives a finding and gives no reason. It waives nothing.

## Why it costs money

Who reads the policy next year sees that somebody switched a warning off, and cannot know whether the hole in the table was
agreed or overlooked. The reason is what the other side will be shown.

## Example

Before:

    right termination: when uptime is missed in 3 consecutive periods; [waive unused-name]

After:

    right termination: when uptime is missed in 3 consecutive periods; [waive unused-name: named in the order form only]
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.waivers import waivers_of
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.ERROR


def in_text(text: str, file: str) -> Iterator[Diagnostic]:
    """The waivers of a file whose reason is missing."""
    for waiver in waivers_of(text, file):
        if not waiver.reason:
            names = ", ".join(waiver.rules) or "RULE"
            yield Diagnostic(
                f"this waiver of {names} gives no reason",
                waiver.span,
                label="why may it stand?",
                hint=f"write the reason behind a colon: [waive {names}: ...]",
            )
