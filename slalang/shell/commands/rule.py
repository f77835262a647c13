"""`slalang rule`: the page of a rule of `slalang check`, or all rules by category."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from slalang.shell.failures import Exit, Failure
from slalang.shell.terminal import show, write_lines

if TYPE_CHECKING:
    from slalang.output.report import RulePage

_HELP = """Show the page of a rule of `slalang check`: what it finds, why it costs money, an example.

NAME is what stands in square brackets behind a finding. Without a NAME all rules are listed by category.

\b
For example:
  slalang rule bracket-gap
  slalang rule
  slalang rule --output-format json
"""


@click.command("rule", help=_HELP)
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="The pages of all rules.")
@click.option(
    "--output-format",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    show_default=True,
    help="How pages are written.",
)
def command(name: str | None, every: bool, output_format: str) -> int:
    """Print one page, the list, or all pages."""
    from slalang.lint.registry import all_rules
    from slalang.output import rule_pages
    from slalang.output.report import RulePage

    if name is not None and every:
        raise Failure("either one rule is shown or all are", "Leave out the name, or --all.")
    pages = tuple(RulePage(rule.name, rule.category, rule.severity, rule.page) for rule in all_rules())
    chosen = pages if name is None else (_named(name, pages),)
    if output_format == "json":
        write_lines([rule_pages.rules_json(chosen).rstrip("\n").encode()])
    elif output_format == "markdown":
        text = rule_pages.rules_markdown(pages) if name is None else rule_pages.page_markdown(chosen[0])
        write_lines([text.rstrip("\n").encode()])
    elif name is None and not every:
        show(rule_pages.rule_list(pages).rstrip("\n"))
    else:
        show("\n\n".join(rule_pages.rule_text(page).rstrip("\n") for page in chosen))
    return Exit.DONE


def _named(name: str, pages: tuple[RulePage, ...]) -> RulePage:
    from slalang.values.diagnostics import nearest

    found = next((page for page in pages if page.name == name), None)
    if found is not None:
        return found
    close = nearest(name, [page.name for page in pages])
    raise Failure(
        f"`{name}` has no page",
        (f"Is `slalang rule {close}` meant? " if close else "")
        + "An error without a page says all there is to say where it stands; `slalang rule` lists the pages.",
    )
