"""`slalang compile`: a policy as one JSON file that is loaded without its text being read again (V4)."""

from __future__ import annotations

import click

from slalang.shell.failures import Exit, Failure
from slalang.shell.files import PolicySource, read_policy, same_file, write_file
from slalang.shell.reporting import refuse
from slalang.shell.terminal import progress, say, write_lines

_HELP = """Compile POLICY and all that it uses into one JSON file.

The file stands wherever a policy may stand, and gives the same verdicts to the byte. It holds the zones, public holidays
and calendars of today, so that no later release of them changes a verdict, and the texts that it was compiled from. The same
policy gives the same bytes on every machine. `slalang schema artifact` describes the file.

\b
For example:
  slalang compile uptime.sla -o uptime.json
  slalang evaluate uptime.json march.jsonl

A compiled policy may itself be compiled: its texts are read anew, by this version and with today's zones and holidays.
Exits 2, and writes nothing, where the policy has errors.
"""

_STANDARD_OUTPUT = "-"


@click.command("compile", help=_HELP)
@click.argument("policy")
@click.option("-o", "--output", default=_STANDARD_OUTPUT, metavar="FILE", help="Where to write; without it, standard output.")
def command(policy: str, output: str) -> int:
    """Compile, write, and say what was written."""
    from slalang.pipeline import compile_policy, policy_artifact

    source = read_policy(policy)
    with progress(f"Compiling {source.file}"):
        compilation = compile_policy(source.text, source.file, source.load)
        if compilation.compiled is None:
            refuse(compilation.diagnostics, source.texts)
        compiled = compilation.compiled
        content = policy_artifact(compiled)
    if output == _STANDARD_OUTPUT:
        write_lines([content.removesuffix(b"\n")])
        return Exit.DONE
    _spare_texts(source, output)
    write_file(output, content)
    say(f"wrote {output}: {policy} as policy {compiled.sha256[:12]}, {len(content):,} bytes")
    return Exit.DONE


def _spare_texts(source: PolicySource, output: str) -> None:
    """Failure where a text of the policy would be written over."""
    if source.artifact is None and any(same_file(output, text) for text in source.texts):
        raise Failure(f"`{output}` is a text of the policy, and would be lost", "Name another file, such as `policy.json`.")
