"""`slalang rule`: the page of a rule of `slalang check`, or all rules by category."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from slalang.shell.failures import Exit, Failure
from slalang.shell.terminal import show, write_lines

if TYPE_CHECKING:
    from slalang.output.report import RulePage

_HELP = """Show the page of a rule of `slalang check`: what it finds, why it costs money, an example.

NAME is what stands in square brackets behind a finding, or a category, whose rules are listed. Without a
NAME all rules are listed by category. Some errors have no page: their message says all.

\b
For example:
  slalang rule bracket-gap
  slalang rule brackets
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
    chosen = pages if name is None else _named(name, pages)
    if name is not None and not chosen:
        return _say_without_page(name, output_format)
    listed = name is None or chosen[0].name != name
    if output_format == "json":
        write_lines([rule_pages.rules_json(chosen).rstrip("\n").encode()])
    elif output_format == "markdown":
        text = rule_pages.rules_markdown(chosen) if listed else rule_pages.page_markdown(chosen[0])
        write_lines([text.rstrip("\n").encode()])
    elif listed and not every:
        show(rule_pages.rule_list(chosen).rstrip("\n"))
    else:
        show("\n\n".join(rule_pages.rule_text(page).rstrip("\n") for page in chosen))
    return Exit.DONE


def _named(name: str, pages: tuple[RulePage, ...]) -> tuple[RulePage, ...]:
    """The page of that name, else those of that category; none for an error that has no page."""
    from slalang.lint.codes import WITHOUT_PAGE
    from slalang.values.diagnostics import nearest

    found = tuple(page for page in pages if page.name == name) or tuple(page for page in pages if page.category == name)
    if found or name in WITHOUT_PAGE:
        return found
    close = nearest(name, sorted({*(page.name for page in pages), *(page.category for page in pages), *WITHOUT_PAGE}))
    raise Failure(
        f"there is neither a rule nor an error `{name}`",
        (f"Is `slalang rule {close}` meant? " if close else "") + "`slalang rule` lists the pages.",
    )


def _say_without_page(name: str, output_format: str) -> int:
    if output_format != "text":
        raise Failure(f"`{name}` has no page", f"`slalang rule {name}` says what it is.")
    show(
        f"{name} (an error without a page)\n"
        "Its message says all there is to say: what is wrong, where, and what to write instead. It cannot be waived."
    )
    return Exit.DONE
