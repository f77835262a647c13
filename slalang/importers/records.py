"""What every format gives: one record after another, or a word on what cannot be read."""

from __future__ import annotations

import attrs

from slalang.values.diagnostics import Diagnostic
from slalang.values.places import Span


@attrs.frozen(slots=True)
class Limits:
    """How much is read: bytes of one line or record, and events in all."""

    longest_line: int = 1 << 20
    most_events: int = 5_000_000


@attrs.frozen(slots=True)
class Record:
    """The decoded fields of one line or row, without floats."""

    fields: dict[str, object]
    span: Span


@attrs.frozen(slots=True)
class Unreadable:
    """What cannot be read: one line, or with `whole_file` all that follows as well."""

    diagnostic: Diagnostic
    whole_file: bool = False


def line_of(file: str, line: int) -> Span:
    """The place of a line or row, counted from 1."""
    return Span(file, 0, 0, line, 1)


def unreadable_line(file: str, line: int, reason: str, hint: str, *, code: str = "bad-line") -> Unreadable:
    """A line that is no record; `reason` completes "the line cannot be read: "."""
    return Unreadable(Diagnostic(f"the line cannot be read: {reason}", line_of(file, line), code, hint=hint))


def unreadable_file(file: str, reason: str, hint: str, *, line: int = 1, code: str = "bad-file", field: str = "") -> Unreadable:
    """A file of which no more can be read; `reason` completes "the file cannot be read: "."""
    title = f"the file cannot be read: {reason}"
    return Unreadable(Diagnostic(title, line_of(file, line), code, hint=hint, field=field), whole_file=True)
