"""`slalang evaluate`: the verdicts, as a table for people or as JSON Lines for programs."""

from __future__ import annotations

import sys
from typing import Any

import click

from slalang.shell.failures import Exit
from slalang.shell.judging import Judged, Question, asks, judge
from slalang.shell.moments import Moment
from slalang.shell.selecting import Selection
from slalang.shell.terminal import ascii_only, console, say, show, wrapped, write_lines
from slalang.values.verdicts import Status, Verdict

_HELP = """Judge EVENTS by POLICY and show the verdicts.

EVENTS are files of JSON Lines, JSON, CSV or Parquet; `-` reads JSON Lines from standard input.

\b
For example:
  slalang evaluate uptime.sla march.jsonl --period 2025-03
  slalang evaluate uptime.sla events.csv charges.jsonl --json --fail-on breached > verdicts.jsonl

Exits 0 whatever the verdicts, unless --fail-on asks otherwise.
"""


@click.command("evaluate", help=_HELP)
@asks
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One verdict a line as JSON on standard output, and nothing else there.",
)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="STATUS",
    type=click.Choice([str(status) for status in Status]),
    help="Exit 1 if any verdict shown has this status, such as breached. Repeatable.",
)
def command(
    policy: str,
    events: tuple[str, ...],
    as_of: Moment | None,
    set_aside: bool,
    colour: str,
    as_json: bool,
    fail_on: tuple[str, ...],
    **selectors: Any,
) -> int:
    """Evaluate, print, and give the exit code."""
    judged = judge(Question(policy, events, _selection(selectors), as_of, set_aside))
    if as_json:
        from slalang.output.verdicts.json import verdict_json

        write_lines(verdict_json(verdict) for verdict in judged.verdicts)
    else:
        _show_table(judged, colour)
    if not judged.verdicts:
        say(f"note: {judged.nothing.why}")
        say(f"  next: {judged.nothing.hint}")
    return Exit.FOUND if any(verdict.status in fail_on for verdict in judged.verdicts) else Exit.DONE


def _selection(selectors: dict[str, Any]) -> Selection:
    return Selection(**selectors)


def _show_table(judged: Judged, colour: str) -> None:
    from slalang.output.table import finding_lines, summary_line, table_notes, verdict_table

    verdicts: tuple[Verdict, ...] = judged.verdicts
    if verdicts:
        screen = console(colour)
        with screen.capture() as captured:
            screen.print(
                verdict_table(verdicts, judged.compiled.policy.zone, ascii_only=ascii_only(sys.stdout), width=screen.width)
            )
        show("\n".join(line.rstrip() for line in captured.get().rstrip("\n").splitlines()) + "\n", colour)
        for finding in finding_lines(verdicts):
            show(wrapped(finding, "! "), colour)
        for note in table_notes(verdicts):
            show(click.style(note, dim=True), colour)
    show(summary_line(verdicts), colour)
