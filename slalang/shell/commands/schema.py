"""`slalang schema`: the JSON Schemas of what slalang reads and writes."""

from __future__ import annotations

from importlib.resources import files

import click

from slalang.shell.failures import Exit, Failure
from slalang.shell.terminal import show, write_lines
from slalang.values.diagnostics import nearest

_HELP = """Print the JSON Schema called NAME, or list those that there are.

\b
For example:
  slalang schema
  slalang schema verdicts > verdicts.schema.json
"""

SCHEMAS = {
    "artifact": "a compiled policy, as `slalang compile` writes it",
    "events": "an event, as `slalang evaluate` reads it",
    "findings": "what `slalang check --output-format json` writes",
    "verdicts": "a verdict, as `slalang evaluate --json` writes it",
}


@click.command("schema", help=_HELP)
@click.argument("name", required=False)
def command(name: str | None) -> int:
    """Print the schema as it is shipped, or the list."""
    if name is None:
        for known, what in SCHEMAS.items():
            show(f"{known:<10} {what}")
        return Exit.DONE
    if name not in SCHEMAS:
        close = nearest(name, SCHEMAS)
        raise Failure(f"there is no schema `{name}`", f"Is `{close}` meant?" if close else f"There are: {', '.join(SCHEMAS)}.")
    write_lines([files("slalang").joinpath("schemas", f"{name}.schema.json").read_bytes().removesuffix(b"\n")])
    return Exit.DONE
