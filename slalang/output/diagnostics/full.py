"""Diagnostics for people: the place, the line itself with a caret under what is wrong, the clause, and what to do next."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from slalang.output.report import Report
from slalang.output.visible import visible
from slalang.values.diagnostics import Diagnostic
from slalang.values.places import Span

Style: TypeAlias = Callable[[str, str], str]
"""Dresses a piece of text: its part (`error`, `warning`, `note`, `place`, `caret`, `next`) and the text itself."""

TAB = 4
WIDEST = 100
"""Cells of a source line that are shown; a longer one is cut around the caret."""

_NARROWEST = 40
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})


def plain(part: str, text: str) -> str:
    """The style without any dress."""
    return text


def render(report: Report) -> str:
    """Every finding of a report, a blank line between them."""
    return render_diagnostics((found.diagnostic for found in report.findings), report.texts)


def render_diagnostics(
    diagnostics: Iterable[Diagnostic], texts: Mapping[str, str] = _NO_TEXTS, style: Style = plain, width: int | None = None
) -> str:
    """Several diagnostics, a blank line between them."""
    return "\n".join(render_diagnostic(d, texts, style, width) for d in diagnostics)


def render_diagnostic(
    diagnostic: Diagnostic, texts: Mapping[str, str] = _NO_TEXTS, style: Style = plain, width: int | None = None
) -> str:
    """One diagnostic, ending in a line break.

    `texts` holds the texts of files by their names; of a place in another file no line is shown. `width` is the screen's,
    within which prose is wrapped; None leaves it as it is. Marks that a screen does not show or that could steer it are
    written by their code points.
    """
    span, kind = diagnostic.span, diagnostic.severity.value
    place = f"{_shown(span.file)}:{span.line}:{span.column}: " if span is not None else ""
    rows = [f"{style('place', place)}{style(kind, kind)}: {_shown(diagnostic.title)} [{diagnostic.code}]"]
    if diagnostic.clause:
        rows.append(f"  in {_shown(diagnostic.clause)}")
    if diagnostic.field:
        rows.append(f"  field: {_shown(diagnostic.field)}")
    rows += _places(diagnostic, texts, style, width)
    said = [*_prose(diagnostic, style, width)]
    return "\n".join([*rows, "", *said] if said else rows) + "\n"


def _places(diagnostic: Diagnostic, texts: Mapping[str, str], style: Style, width: int | None) -> Iterator[str]:
    """The lines of the main place, then those of the further ones, a blank line before each."""
    span = diagnostic.span
    if span is not None and texts.get(span.file, "").strip():
        yield ""
        yield from _excerpt(span, texts[span.file], diagnostic.label, "^", style, width)
    elif diagnostic.label:
        yield f"  {_shown(diagnostic.label)}"
    for label in diagnostic.labels:
        other = label.span
        yield ""
        if not texts.get(other.file, "").strip():
            yield f"  {_shown(other.file)}:{other.line}:{other.column}: {_shown(label.text)}"
            continue
        if span is None or other.file != span.file:
            yield f"  {style('place', f'{_shown(other.file)}:{other.line}:{other.column}')}"
        yield from _excerpt(other, texts[other.file], label.text, "-", style, width)


def _prose(diagnostic: Diagnostic, style: Style, width: int | None) -> Iterator[str]:
    if diagnostic.text:
        yield _paragraph("", diagnostic.text, style, width)
    if diagnostic.case:
        yield _paragraph("case:", diagnostic.case, style, width)
    if diagnostic.hint:
        yield _paragraph("next:", diagnostic.hint, style, width)
    if diagnostic.fix is not None:
        option = "--fix" if diagnostic.fix.safe else "--unsafe-fixes"
        yield _paragraph("fix:", f"{diagnostic.fix.title} ({option})", style, width)


def _paragraph(lead: str, text: str, style: Style, width: int | None) -> str:
    words = f"{lead} {_shown(text)}".strip()
    if width is not None:
        filled = textwrap.wrap(
            words,
            max(_NARROWEST, width),
            initial_indent="  ",
            subsequent_indent="  " + " " * (len(lead) + 1 if lead else 0),
            break_long_words=False,
            break_on_hyphens=False,
        )
        words = "\n".join(filled).lstrip(" ")
    return f"  {style('next', lead)}{words[len(lead) :]}" if lead else f"  {words}"


def _excerpt(span: Span, source: str, label: str, mark: str, style: Style, width: int | None) -> list[str]:
    """The line of the place, and below it a mark for each cell of what is wrong, with the label."""
    start = source.rfind("\n", 0, span.start) + 1
    newline = source.find("\n", span.start)
    line = source[start : newline if newline >= 0 else len(source)].rstrip("\r")
    first = min(span.start - start, len(line))
    last = max(min(span.end - start, len(line)), first + 1)
    cells = [_cell(each) for each in line] + ([" "] if last > len(line) else [])
    number = str(span.line)
    room = WIDEST if width is None else max(_NARROWEST, min(WIDEST, width - len(number) - len("   | ……")))
    before, wrong, after = _cut("".join(cells[:first]), "".join(cells[first:last]), "".join(cells[last:]), room)
    marks = f"{' ' * _width(before)}{style('caret', mark * max(1, _width(wrong)))}"
    return [
        f"  {number} | {before}{wrong}{after}".rstrip(),
        f"  {' ' * len(number)} | {marks}{f' {_shown(label)}' if label else ''}",
    ]


def _cut(before: str, wrong: str, after: str, room: int) -> tuple[str, str, str]:
    """The three parts within `room` characters, what is wrong kept; an ellipsis where something was left out."""
    if len(before) + len(wrong) + len(after) <= room:
        return before, wrong, after
    if len(wrong) > room // 2:
        wrong, after = f"{wrong[: room // 2]}…", ""
    room -= len(wrong)
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
