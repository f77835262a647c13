"""A document as one HTML page that needs nothing else: no script, no link, styles for screen and paper inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import assert_never

from slalang.output.document.model import Block, Bullets, Document, Heading, Paragraph, Quiet, Strong, Table, Words
from slalang.output.visible import visible

_STYLE = """
body { font: 1rem/1.5 Georgia, "Times New Roman", serif; color: #1a1a1a; background: #fff; max-width: 50rem;
  margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3, h4 { font-family: system-ui, sans-serif; line-height: 1.25; break-after: avoid; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #888; }
em { color: #4a4a4a; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; font-size: .9rem; }
caption { text-align: left; padding-bottom: .3rem; }
th, td { border: 1px solid #999; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { background: #eee; }
li { margin: .3rem 0; }
p, li, td { overflow-wrap: anywhere; }
tr { break-inside: avoid; }
@media print { body { max-width: none; margin: 0; font-size: 10.5pt; } thead { display: table-header-group; } }
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(document: Document) -> str:
    """The page, in UTF-8 when it is written."""
    body = "\n".join(line for block in document.blocks for line in _lines(block))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escaped(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, words):
            yield f"<h{level}>{_inline(words)}</h{level}>"
        case Paragraph(words):
            yield f"<p>{_inline(words)}</p>"
        case Bullets(items):
            yield "<ul>"
            for item in items:
                yield f"<li>{'<br>'.join(map(_inline, (item.words, *item.below)))}</li>"
            yield "</ul>"
        case Table(caption, head, rows):
            yield "<table>"
            if caption:
                yield f"<caption>{_inline(caption)}</caption>"
            yield "<thead><tr>" + "".join(f'<th scope="col">{_escaped(cell)}</th>' for cell in head) + "</tr></thead>"
            yield "<tbody>"
            yield from ("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            yield "</tbody></table>"
        case _:
            assert_never(block)


def _inline(words: Words) -> str:
    return "".join(_part(part) for part in words).strip()


def _part(part: str | Strong | Quiet) -> str:
    match part:
        case str():
            return _escaped(part)
        case Strong(text):
            return f"<strong>{_escaped(text)}</strong>"
        case Quiet(text):
            return f"<em>{_escaped(text)}</em>"
    assert_never(part)


def _escaped(text: str) -> str:
    return escape(visible(re.sub(r"\s+", " ", text)))
