"""`slalang clauses`: where each clause of the agreement went, so that a reader can check that nothing was lost (P1)."""

from __future__ import annotations

from typing import Any

import click

from slalang.shell.failures import Exit
from slalang.shell.files import read_policy
from slalang.shell.reporting import refuse
from slalang.shell.terminal import coloured, say, show, wrapped, write_lines

_HELP = """Show what became of every clause of POLICY's agreement.

For each clause, in the order in which the agreement lists them: the rules and phrases that encode it, with
file and line, or why no machine decides it. What stands under any reading counts.

\b
For example:
  slalang clauses uptime.sla

Exits 0 where every clause is accounted for, 1 where one is not or where a cited clause is not listed.
"""

_STYLES: dict[str, dict[str, Any]] = {
    "clause": {"bold": True},
    "found": {"fg": "red", "bold": True},
    "prose": {"dim": True},
    "scenario": {"dim": True},
}

_LEADS = {"found": "  ! ", "encoded": "  ", "prose": "  ", "scenario": "  tried by "}


@click.command("clauses", help=_HELP)
@click.argument("policy")
@click.option("--json", "as_json", is_flag=True, help="The index as JSON on standard output, and nothing else there.")
@coloured
def command(policy: str, as_json: bool, colour: str) -> int:
    """Print the index and give the exit code."""
    from slalang.output.clauses import clause_hints, clause_json, clause_lines, clause_summary
    from slalang.pipeline import index_clauses

    source = read_policy(policy)
    index, diagnostics = index_clauses(source.text, source.file, source.load)
    if index is None:
        refuse(diagnostics, source.texts)
    if as_json:
        write_lines([clause_json(index, policy)])
    else:
        for standing, line in clause_lines(index):
            text = line if standing == "clause" else wrapped(line, _LEADS[standing])
            show(click.style(text, **_STYLES[standing]) if standing in _STYLES else text, colour)
        show(clause_summary(index), colour)
    for hint in clause_hints(index):
        say(f"  next: {hint}")
    return Exit.DONE if index.complete else Exit.FOUND
