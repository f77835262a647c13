"""`slalang check`: is a policy sound? Every mistake with its place and a next step."""

from __future__ import annotations

import click

from slalang.shell import cache
from slalang.shell.failures import Exit
from slalang.shell.files import policy_files, read_policy
from slalang.shell.parts import is_shared_part
from slalang.shell.reporting import counted, report
from slalang.shell.terminal import progress, say
from slalang.values.diagnostics import Diagnostic, Severity

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
@click.option(cache.SWITCH, "anew", is_flag=True, help="Do the work anew, and keep nothing of it.")
def command(policies: tuple[str, ...], anew: bool) -> int:
    """Check each file, print everything that is wrong once, and give the exit code."""
    from slalang.pipeline import compile_policy

    found: dict[tuple[object, ...], Diagnostic] = {}
    texts: dict[str, str] = {}
    checked = 0
    for source in [read_policy(file) for file in policy_files(policies)]:
        with progress(f"Checking {source.file}"):
            diagnostics = compile_policy(source.text, source.file, source.load).diagnostics
        texts |= source.texts
        if source.file not in policies and is_shared_part(source, diagnostics):
            continue
        checked += 1
        # What is wrong in a shared file shows in every policy that uses it.
        for diagnostic in diagnostics:
            found.setdefault((diagnostic.title, diagnostic.code, diagnostic.span), diagnostic)
    report(found.values(), texts)
    say(f"{checked} file{'' if checked == 1 else 's'} checked: {counted(found.values()) or 'nothing is wrong'}")
    cache.repeatable()
    errors = any(diagnostic.severity is Severity.ERROR for diagnostic in found.values())
    return Exit.FOUND if errors else Exit.DONE
