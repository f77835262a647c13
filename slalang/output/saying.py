"""What a finding says, in one text for programs that show it to people."""

from __future__ import annotations

from slalang.output.visible import visible
from slalang.values.diagnostics import Diagnostic


def shown(text: str) -> str:
    """A text with every mark that does not show, or that could steer a screen, by its code point; line breaks stay."""
    return "\n".join(visible(line, blanks=True) for line in text.split("\n"))


def message(diagnostic: Diagnostic) -> str:
    """The title, then what explains it, the case and the next step, each on a line of its own."""
    return "\n".join([shown(diagnostic.title), *details(diagnostic)])


def details(diagnostic: Diagnostic) -> list[str]:
    """What is said besides the title, a line each."""
    said = [
        ("in", diagnostic.clause),
        ("field:", diagnostic.field),
        ("", diagnostic.text),
        ("case:", diagnostic.case),
        ("next:", diagnostic.hint),
        ("fix:", diagnostic.fix.title if diagnostic.fix is not None else ""),
    ]
    return [f"{lead} {shown(text)}".strip() for lead, text in said if text]
