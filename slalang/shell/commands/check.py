"""`slalang check`: is a policy sound? Every mistake with its place and a next step."""

from __future__ import annotations

import click

from slalang.shell.failures import Exit
from slalang.shell.files import policy_files, read_policy
from slalang.shell.reporting import counted, report
from slalang.shell.terminal import progress, say
from slalang.values.diagnostics import Severity

_HELP = """Check that each POLICY can be read and decided.

Looks at its wording, names and units, and at choices that the agreement leaves open. POLICY may be a
folder.

\b
For example:
  slalang check uptime.sla

Exits 0 where nothing is wrong (warnings are shown), 1 where anything is.
"""


@click.command("check", help=_HELP)
@click.argument("policies", nargs=-1, required=True, metavar="POLICY...")
def command(policies: tuple[str, ...]) -> int:
    """Check each file, print what is wrong, and give the exit code."""
    from slalang.pipeline import compile_policy

    sources = [read_policy(file) for file in policy_files(policies)]
    errors = False
    for source in sources:
        with progress(f"Checking {source.file}"):
            diagnostics = compile_policy(source.text, source.file, source.load).diagnostics
        report(diagnostics, source.texts)
        errors = errors or any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
        say(f"{source.file}: {counted(diagnostics) or 'nothing is wrong'}")
    return Exit.FOUND if errors else Exit.DONE
