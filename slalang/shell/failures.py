"""What ends a command that could not do its work, in words and with a next step; and its exit codes."""

from __future__ import annotations

from enum import IntEnum

import click

from slalang.shell import cache


class Exit(IntEnum):
    """The exit codes of the command line."""

    DONE = 0
    FOUND = 1
    COULD_NOT = 2
    INTERRUPTED = 130
    BROKEN_PIPE = cache.BROKEN_PIPE


class Failure(click.ClickException):
    """The command cannot do its work: what is wrong in one line, and one next step."""

    exit_code = int(Exit.COULD_NOT)

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def format_message(self) -> str:
        """Both lines as they are printed."""
        return self.message + (f"\n  next: {self.hint}" if self.hint else "")


class Reported(click.ClickException):
    """The command cannot do its work, and has already said why."""

    exit_code = int(Exit.COULD_NOT)

    def __init__(self) -> None:
        super().__init__("")
