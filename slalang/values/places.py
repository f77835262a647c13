"""Where something stands in a text: the file, and the characters from `start` to `end`."""

from __future__ import annotations

import attrs


@attrs.frozen(slots=True)
class Span:
    """A stretch of a file: `start` and `end` are offsets in characters, `line` and `column` count from 1."""

    file: str
    start: int
    end: int
    line: int
    column: int


NOWHERE = Span("", 0, 0, 1, 1)
"""The place of a tree that was built, not read."""
