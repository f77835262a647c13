"""Diagnostics as plain text: the place, the line itself with a caret under what is wrong, the clause, and what to do next."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeAlias

from slalang.output.visible import visible
from slalang.values.diagnostics import Diagnostic
from slalang.values.places import Span

Style: TypeAlias = Callable[[str, str], str]
"""Dresses a piece of text: its part (`error`, `warning`, `note`, `place`, `caret`, `next`) and the text itself."""

TAB = 4
WIDEST = 100
"""Cells of a source line that are shown; a longer one is cut around the caret."""


def plain(part: str, text: str) -> str:
    """The style without any dress."""
    return text


def render_diagnostics(diagnostics: Iterable[Diagnostic], source_text: str | None = None, style: Style = plain) -> str:
    """Several diagnostics, a blank line between them."""
    return "\n".join(render_diagnostic(d, source_text, style) for d in diagnostics)


def render_diagnostic(diagnostic: Diagnostic, source_text: str | None = None, style: Style = plain) -> str:
    """One diagnostic, ending in a line break.

    `source_text` is the text of the file that the diagnostic's place lies in; without it no line is shown. Marks that a
    screen does not show or that could steer it are written by their code points.
    """
    span, kind = diagnostic.span, diagnostic.severity.value
    place = f"{_shown(span.file)}:{span.line}:{span.column}: " if span is not None else ""
    rows = [f"{style('place', place)}{style(kind, kind)}: {_shown(diagnostic.title)} [{diagnostic.code}]"]
    if diagnostic.clause:
        rows.append(f"  in {_shown(diagnostic.clause)}")
    if diagnostic.field:
        rows.append(f"  field: {_shown(diagnostic.field)}")
    if span is not None and source_text is not None and source_text.strip():
        rows += ["", *_excerpt(span, source_text, diagnostic.label, style)]
    elif diagnostic.label:
        rows.append(f"  {_shown(diagnostic.label)}")
    if diagnostic.text or diagnostic.case or diagnostic.hint:
        rows.append("")
    if diagnostic.text:
        rows.append(f"  {_shown(diagnostic.text)}")
    if diagnostic.case:
        rows.append(f"  {style('next', 'case:')} {_shown(diagnostic.case)}")
    if diagnostic.hint:
        rows.append(f"  {style('next', 'next:')} {_shown(diagnostic.hint)}")
    return "\n".join(rows) + "\n"


def _excerpt(span: Span, source: str, label: str, style: Style) -> list[str]:
    """The line of the place, and below it a caret for each cell of what is wrong, with the label."""
    start = source.rfind("\n", 0, span.start) + 1
    newline = source.find("\n", span.start)
    line = source[start : newline if newline >= 0 else len(source)].rstrip("\r")
    first = min(span.start - start, len(line))
    last = max(min(span.end - start, len(line)), first + 1)
    cells = [_cell(mark) for mark in line] + ([" "] if last > len(line) else [])
    before, wrong, after = "".join(cells[:first]), "".join(cells[first:last]), "".join(cells[last:])
    before, wrong, after = _cut(before, wrong, after)
    number = str(span.line)
    carets = f"{' ' * _width(before)}{style('caret', '^' * max(1, _width(wrong)))}"
    return [
        f"  {number} | {before}{wrong}{after}".rstrip(),
        f"  {' ' * len(number)} | {carets}{f' {_shown(label)}' if label else ''}",
    ]


def _cut(before: str, wrong: str, after: str) -> tuple[str, str, str]:
    """The three parts within `WIDEST` characters, what is wrong kept; an ellipsis where something was left out."""
    if len(before) + len(wrong) + len(after) <= WIDEST:
        return before, wrong, after
    if len(wrong) > WIDEST // 2:
        wrong, after = f"{wrong[: WIDEST // 2]}…", ""
    room = WIDEST - len(wrong)
    left = min(len(before), max(room - len(after), room // 2))
    right = min(len(after), room - left)
    before = before if left == len(before) else f"…{before[len(before) - left :]}"
    return before, wrong, after if right == len(after) else f"{after[:right]}…"


def _cell(mark: str) -> str:
    return " " * TAB if mark == "\t" else _shown(mark)


def _shown(text: str) -> str:
    return visible(text, blanks=True)


def _width(text: str) -> int:
    """The cells that a text takes on a screen: none for combining marks, two for wide ones."""
    return sum(0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
