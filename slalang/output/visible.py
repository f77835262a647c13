"""Names from outside as a screen may show them: nothing in them is hidden, or steers the screen."""

from __future__ import annotations


def visible(text: str) -> str:
    """The text with every mark that does not print written by its code point: `<U+001B>`."""
    if text.isprintable():
        return text
    return "".join(mark if mark.isprintable() else f"<U+{ord(mark):04X}>" for mark in text)
