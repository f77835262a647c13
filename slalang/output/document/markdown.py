"""A document as Markdown, in which nothing that strangers wrote is a mark, a link or a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from slalang.output.document.model import Block, Bullets, Document, Heading, Paragraph, Quiet, Strong, Table, Words
from slalang.output.visible import visible

_MARKS = re.compile(r"[\\`*_\[\]<>|~&$]")
_BEGINS = re.compile(r"(#{1,6}(?=\s|$)|[-+=>](?=\s|$)|(?:---|===)|\d{1,9}(?=[.)](?:\s|$)))")


def markdown(document: Document) -> str:
    """The text, in UTF-8 when it is written; tables as GitHub writes them."""
    return "\n".join(line for block in document.blocks for line in (*_lines(block), "")).rstrip("\n") + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, words):
            yield f"{'#' * level} {_inline(words)}"
        case Paragraph(words):
            yield _begun(_inline(words))
        case Bullets(items):
            for item in items:
                lines = [_begun(_inline(words)) for words in (item.words, *item.below)]
                yield "- " + "\\\n  ".join(lines)
        case Table(caption, head, rows):
            if caption:
                yield _begun(_inline(caption))
                yield ""
            yield _row(tuple((cell,) for cell in head))
            yield "|" + " --- |" * len(head)
            yield from map(_row, rows)
        case _:
            assert_never(block)


def _row(cells: tuple[Words, ...]) -> str:
    return "".join(f"| {_inline(cell)} " for cell in cells) + "|"


def _inline(words: Words) -> str:
    return "".join(_part(part) for part in words).strip()


def _part(part: str | Strong | Quiet) -> str:
    match part:
        case str():
            return escaped(part)
        case Strong(text):
            return _within("**", text)
        case Quiet(text):
            return _within("*", text)
    assert_never(part)


def _within(mark: str, text: str) -> str:
    """Marked words; blanks at their ends stand outside the marks, where they must."""
    inner = escaped(text.strip())
    if not inner:
        return escaped(text)
    before = " " if text[:1].isspace() else ""
    return f"{before}{mark}{inner}{mark}{' ' if text[-1:].isspace() else ''}"


def escaped(text: str) -> str:
    """Any text as plain words of one line."""
    shown = visible(re.sub(r"\s+", " ", text))
    marked = _MARKS.sub(lambda mark: "&amp;" if mark[0] == "&" else f"\\{mark[0]}", shown)
    # What some readers of Markdown take for a link or for somebody's name, without any mark.
    linked = marked.replace("://", "&#58;//").replace("@", "&#64;")
    return re.sub(r"\b(www)\.", r"\1&#46;", linked, flags=re.IGNORECASE)


def _begun(line: str) -> str:
    """A line that begins with no mark of a heading, a list or a rule."""
    found = _BEGINS.match(line)
    if found is None:
        return line
    if found[0].isdigit():
        return f"{found[0]}\\{line[found.end() :]}"
    return f"\\{line}"
