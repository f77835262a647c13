"""The command line. Every command is a file of `slalang.shell.commands`; the name of the file is its own."""

from __future__ import annotations

import errno
import os
import pkgutil
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from slalang.shell import cache, commands
from slalang.shell.failures import Exit, Failure, Reported
from slalang.shell.terminal import say
from slalang.version import __version__

_HELP = """Service level agreements that decide themselves.

A policy file says what an agreement promises, in its own order and words. slalang reads it together
with what happened, and says for every customer and period whether the promise was kept, what is owed,
and why, to the microsecond and the cent.

\b
Start with these three:
  slalang check POLICY               is the policy sound? what is wrong, where, and how to mend it
  slalang evaluate POLICY EVENTS...  the verdicts, as a table or, with --json, as JSON Lines
  slalang explain POLICY EVENTS...   one verdict in plain sentences, with a timeline

\b
For example:
  slalang check uptime.sla
  slalang evaluate uptime.sla march.jsonl --period 2025-03
  slalang explain uptime.sla march.jsonl --customer acme --period 2025-03
  slalang explain uptime.sla tickets.jsonl --commitment resolve --ticket 4711
  slalang clauses uptime.sla
  slalang test policies

\b
Exit codes:
  0  done
  1  found what the command looks for: errors in a policy, lost clauses, failed scenarios, a status named by --fail-on
  2  could not do its work: a file that cannot be read, a bad policy, bad events, bad usage
"""


class _Commands(click.Group):
    """Commands that are imported only when they are called for, and errors that never end in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"{commands.__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            from slalang.values.diagnostics import nearest

            close = nearest(args[0], self.list_commands(ctx))
            raise Failure(
                f"there is no command `{args[0]}`",
                f"Is `slalang {close}` meant?" if close else "`slalang --help` lists the commands.",
            )
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override]  # click overloads it by a mode that is never given here
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run, and end the process with the exit code of what came of it."""
        given = list(sys.argv[1:] if args is None else args)
        sys.exit(_ended(lambda: self._run(given, prog_name or "slalang", extra)))

    def _run(self, args: list[str], prog_name: str, extra: dict[str, Any]) -> object:
        # Not by click's own `main`, which takes a broken pipe for an exit code of 1.
        with self.make_context(prog_name, args, **extra) as context:
            return self.invoke(context)


def _ended(run: Callable[[], object]) -> int:
    """Run; the exit code of what came of it, once all that it printed is written."""
    _never_fail_to_encode()
    try:
        if sys.stdout is None or sys.stderr is None:
            raise OSError(errno.EBADF, "standard output or standard error is closed")
        code = _outcome(run)
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError as error:
        return cache.unwritten(error)
    return code


def _outcome(run: Callable[[], object]) -> int:
    """Run, and say what went wrong; OSError where that, or any output, cannot be written."""
    try:
        code = run()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except Reported as reported:
        return reported.exit_code
    except click.exceptions.NoArgsIsHelpError as usage:
        usage.show()
        return Exit.COULD_NOT
    except click.UsageError as usage:
        command = usage.ctx.command_path if usage.ctx is not None else "slalang"
        say(f"error: {usage.format_message()}\n  next: `{command} --help` shows how the command is used.")
        return Exit.COULD_NOT
    except click.ClickException as failure:
        say(f"error: {failure.format_message()}")
        return failure.exit_code
    except (KeyboardInterrupt, click.Abort):
        say("\ninterrupted")
        return Exit.INTERRUPTED
    except MemoryError:
        say("error: the machine's memory does not suffice\n  next: Evaluate fewer events at a time.")
        return Exit.COULD_NOT
    except Exception as defect:
        if isinstance(defect, OSError) and defect.filename is None:
            raise  # of a stream, not of a file: those are failures in words where they are opened
        if os.environ.get("SLALANG_TRACEBACK"):
            raise
        say(
            f"error: a defect in slalang {__version__} ({type(defect).__name__}: {defect})\n"
            "  next: Please report it with the policy and the events; SLALANG_TRACEBACK=1 shows more."
        )
        return Exit.COULD_NOT
    return code if isinstance(code, int) else Exit.DONE


def _never_fail_to_encode() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@click.group(
    cls=_Commands,
    help=_HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`slalang COMMAND --help` shows a command's options and an example.",
)
@click.version_option(__version__, prog_name="slalang", message="%(prog)s %(version)s")
def cli() -> None:
    """The group itself does nothing."""
