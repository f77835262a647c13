"""Diagnostics to standard error, each with the place in its text where that is at hand."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping
from typing import NoReturn

import click

from slalang.shell.failures import Reported
from slalang.shell.terminal import say, wants_colour
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.listing import listed

_COLOURS = {"error": "red", "caret": "red", "warning": "yellow", "note": "cyan", "hint": "green"}
_BOLD = ("place", "error", "warning", "note")


def report(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], colour: str = "auto") -> None:
    """Say every diagnostic; `texts` holds the texts of files by name."""
    every = tuple(diagnostics)
    if not every:
        return
    from slalang.output.diagnostics.full import plain, render_diagnostic

    style = _dressed if wants_colour(colour, sys.stderr) else plain
    width = shutil.get_terminal_size().columns if sys.stderr.isatty() else None
    for diagnostic in every:
        say(render_diagnostic(diagnostic, texts, style, width).rstrip("\n"))


def refuse(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str]) -> NoReturn:
    """Say the errors and end the command; warnings wait until those are mended."""
    report((d for d in diagnostics if d.severity is Severity.ERROR), texts)
    raise Reported


def _dressed(part: str, text: str) -> str:
    return click.style(text, fg=_COLOURS.get(part), bold=part in _BOLD)


def counted(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning and 3 notes`; nothing where there is none."""
    every = tuple(diagnostics)
    parts = []
    for severity in Severity:
        if number := sum(diagnostic.severity is severity for diagnostic in every):
            parts.append(f"{number} {severity.value}{'' if number == 1 else 's'}")
    return listed(parts)
