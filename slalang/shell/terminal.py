"""What reaches the terminal: data on standard output, talk on standard error, colour where it is wanted."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from slalang.output.visible import encodable, visible
from slalang.shell import cache

if TYPE_CHECKING:
    from rich.console import Console

coloured = click.option(
    "--color",
    "colour",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    help="Colour; auto: on a terminal, unless NO_COLOR is set.",
)
"""The option of every command that shows something to people."""

_PLAIN_WIDTH = 160
"""How wide a table may be that no terminal shows."""

_PATIENCE = 1.0

_IN_ASCII = str.maketrans({"“": '"', "”": '"', "’": "'", "…": "...", "–": "-", "·": "."})


def wants_colour(choice: str, stream: TextIO) -> bool:
    """Whether a stream gets colour: as chosen, else on a terminal where NO_COLOR is not set."""
    if choice != "auto":
        return choice == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def ascii_only(stream: TextIO) -> bool:
    """Whether a stream cannot show more than ASCII."""
    try:
        "█▒░·…“”".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def show(text: str, choice: str = "never") -> None:
    """Text with or without ANSI colour to standard output; what the stream cannot show is put in ASCII."""
    if not wants_colour(choice, sys.stdout):
        text = click.unstyle(text)
    # Not by click's own `echo`, which writes UTF-8 to a stream that asked for ASCII.
    sys.stdout.write((text.translate(_IN_ASCII) if ascii_only(sys.stdout) else text) + "\n")


def console(choice: str) -> Console:
    """A rich console as wide as standard output, with or without colour, to capture text for `show`."""
    from rich.console import Console

    colour = wants_colour(choice, sys.stdout)
    on_terminal = sys.stdout.isatty()
    return Console(
        file=sys.stdout,
        force_terminal=colour,
        no_color=not colour,
        color_system="auto" if on_terminal or not colour else "standard",
        highlight=False,
        markup=False,
        emoji=False,
        width=None if on_terminal or os.environ.get("COLUMNS") else _PLAIN_WIDTH,
    )


def wrapped(paragraph: str, lead: str) -> str:
    """Prose within the terminal's width, at most 100; the first line begins with `lead`, the others below its end."""
    return textwrap.fill(
        paragraph,
        min(100, max(40, shutil.get_terminal_size((100, 24)).columns)),
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )


def write_lines(lines: Iterable[bytes]) -> None:
    """Lines of data to standard output as they are, in UTF-8 whatever the locale."""
    sys.stdout.flush()
    stream = sys.stdout.buffer
    for line in lines:
        stream.write(line + b"\n")
    stream.flush()


def say(text: str) -> None:
    """A line of talk to standard error."""
    text = encodable(text)
    sys.stderr.write((text.translate(_IN_ASCII) if ascii_only(sys.stderr) else text) + "\n")


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Say on standard error what is being done, where a person waits there for more than a second."""
    if not sys.stderr.isatty():
        yield
        return
    doing = visible(doing, blanks=True)
    shown = threading.Event()
    stderr = cache.passing_stderr()

    def show() -> None:
        shown.set()
        stderr.write(f"{doing} ...")
        stderr.flush()

    timer = threading.Timer(_PATIENCE, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if shown.is_set():
            stderr.write("\r" + " " * (len(doing) + 4) + "\r")
            stderr.flush()
