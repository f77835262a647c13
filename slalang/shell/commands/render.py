"""`slalang render`: a policy as a document in plain English."""

from __future__ import annotations

import sys

import click

from slalang.shell.failures import Exit
from slalang.shell.files import read_policy, write_file
from slalang.shell.reporting import refuse
from slalang.shell.terminal import progress

_HELP = """Write POLICY as a document for people: Markdown, or an HTML page that prints well.

Each rule stands in a sentence with its clause and the reason for it, brackets are tables, and worked examples show
what the engine finds for outages about every limit and for tickets.

\b
For example:
  slalang render uptime.sla
  slalang render uptime.sla --format html -o uptime.html

Exits 0 where the document was written, 2 where the policy has errors or a file cannot be read or written.
"""


@click.command("render", help=_HELP)
@click.argument("policy")
@click.option(
    "--format",
    "form",
    type=click.Choice(("markdown", "html")),
    default="markdown",
    show_default=True,
    help="What to write.",
)
@click.option("-o", "--output", metavar="FILE", help="Where to write it; standard output where not given.")
def command(policy: str, form: str, output: str | None) -> int:
    """Compile, work the examples, write the document."""
    from slalang.output.document.html import html
    from slalang.output.document.markdown import markdown
    from slalang.pipeline import describe_policy

    source = read_policy(policy)
    with progress(f"Reading {policy}"):
        document, diagnostics = describe_policy(source.text, source.file, source.load)
    if document is None:
        refuse(diagnostics, source.texts)
    text = (html if form == "html" else markdown)(document).encode()
    if output is not None:
        write_file(output, text)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    return Exit.DONE
