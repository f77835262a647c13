"""Text from outside as a screen may show it: nothing in it is hidden, or steers the screen."""

from __future__ import annotations

import unicodedata


def visible(text: str, *, blanks: bool = False) -> str:
    """The text with every mark that does not print written by its code point: `<U+001B>`.

    With `blanks`, marks that look like a blank (a no-break space) stay as they are.
    """
    if text.isprintable():
        return text
    return "".join(mark if _shows(mark, blanks) else f"<U+{ord(mark):04X}>" for mark in text)


def encodable(text: str) -> str:
    """The text with what UTF-8 cannot hold, such as a stray byte in the name of a file, by its code point: `<U+DCFF>`."""
    if text.isprintable():
        return text
    return "".join(f"<U+{ord(mark):04X}>" if unicodedata.category(mark) == "Cs" else mark for mark in text)


def _shows(mark: str, blanks: bool) -> bool:
    return mark.isprintable() or (blanks and unicodedata.category(mark) == "Zs")
