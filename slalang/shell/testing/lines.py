"""Lines of a report whose parts have a role, which colours show where there are any."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

import click

from slalang.shell.terminal import show

Part: TypeAlias = Literal["plain", "title", "failed", "passed", "expected", "actual"]
Line: TypeAlias = tuple[tuple[Part, str], ...]

_COLOURS: dict[Part, str] = {"failed": "red", "passed": "green", "expected": "green", "actual": "red"}
_BOLD: tuple[Part, ...] = ("title", "failed", "passed")
_WIDTH = 100


def show_lines(lines: Iterable[Line], colour: str) -> None:
    """Lines to standard output, with or without colour."""
    for line in lines:
        show("".join(click.style(text, fg=_COLOURS.get(part), bold=part in _BOLD) for part, text in line), colour)


def plain(lines: Iterable[Line]) -> str:
    """The lines without colour, for a file."""
    return "\n".join("".join(text for _, text in line) for line in lines)


def paragraph(text: str, lead: str) -> Iterator[Line]:
    """A text on as many lines as it needs, the first behind `lead`, the others below its end."""
    further = " " * len(lead)
    for line in textwrap.wrap(text, _WIDTH, initial_indent=lead, subsequent_indent=further, break_on_hyphens=False):
        yield (("plain", line),)


def column(text: str, width: int) -> str:
    """A text as wide as its column."""
    return text.ljust(width)


def percent(numerator: int, denominator: int) -> str:
    """A share as a percentage with one decimal, cut, so that nothing short of all reads as 100%: `99.9%`."""
    tenths = 1000 * numerator // denominator
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"
