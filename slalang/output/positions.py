"""Where a span begins and ends, as one counts in the format at hand: in characters, or in bytes of UTF-8."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from slalang.values.places import Span


@attrs.frozen(slots=True)
class Region:
    """From a line and column to those behind the last character; all count from 1."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(span: Span, texts: Mapping[str, str]) -> Region:
    """The region of a span, in characters; of a file whose text is not at hand the place alone."""
    text = texts.get(span.file)
    if text is None:
        return Region(span.line, span.column, span.line, span.column)
    start, end = min(span.start, len(text)), min(span.end, len(text))
    end_line = span.line + text.count("\n", start, end)
    end_column = end - text.rfind("\n", start, end) if end_line > span.line else span.column + end - start
    return Region(span.line, span.column, end_line, end_column)


def region_in_bytes(span: Span, texts: Mapping[str, str]) -> Region:
    """The region of a span, its columns in bytes of UTF-8."""
    found = region(span, texts)
    text = texts.get(span.file)
    if text is None:
        return found
    return Region(found.line, _bytes_before(text, span.start) + 1, found.end_line, _bytes_before(text, span.end) + 1)


def words_at(span: Span, texts: Mapping[str, str]) -> str:
    """The words of a span, one blank between them; none of a file whose text is not at hand."""
    return " ".join(texts.get(span.file, "")[span.start : span.end].split())


def _bytes_before(text: str, offset: int) -> int:
    return len(text[text.rfind("\n", 0, offset) + 1 : offset].encode())
