"""The pages of rules: for a terminal, as one Markdown document, and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import groupby

from slalang.output.report import RulePage
from slalang.values.diagnostics import Severity

_HEAD = """# The rules of `slalang check`

Every rule that `slalang check` asks, by category, with its page: what it finds, why it costs money, an example before and
after. `slalang rule NAME` prints one of them. [Checking](lint.md) says how rules are chosen and findings waived.

*This file is written by `slalang rule --all --output-format markdown > docs/rules.md`, and a test holds it to the rules.*
"""

_SHOWN = {
    Severity.ERROR: "an error",
    Severity.WARNING: "a warning",
    Severity.NOTE: "a note, which is shown only where it is selected",
}


def rule_list(pages: Iterable[RulePage]) -> str:
    """Every rule with how grave it is and its first line, by category; for a terminal."""
    every = tuple(pages)
    wide = max((len(page.name) for page in every), default=0)
    blocks = []
    for category, group in groupby(every, lambda page: page.category):
        rows = [f"  {page.name:<{wide}}  {page.severity.value:<7}  {page.summary}" for page in group]
        blocks.append("\n".join([category, *rows]))
    return "\n\n".join(blocks) + "\n"


def rule_text(page: RulePage) -> str:
    """One page, as a terminal shows it: headings stand on lines of their own, without marks."""
    body = re.sub(r"^#+ +(.+)$", lambda heading: heading[1].upper(), page.page.split("\n", 1)[-1], flags=re.MULTILINE)
    head = f"{page.name} ({page.category}, {_SHOWN[page.severity]})"
    return f"{head}\n{page.summary}\n\n{body.strip()}\n"


def rules_markdown(pages: Iterable[RulePage]) -> str:
    """All pages as one document: a table of rules for each category, then its pages."""
    blocks = [_HEAD]
    for category, group in groupby(pages, lambda page: page.category):
        inside = tuple(group)
        rows = "\n".join(f"| [{p.name}](#{p.name}) | {p.severity.value} | {p.summary} |" for p in inside)
        blocks.append(f"## {category.capitalize()}\n\n| rule | is | finds |\n| --- | --- | --- |\n{rows}\n")
        blocks += [_section(page) for page in inside]
    return "\n".join(blocks)


def page_markdown(page: RulePage) -> str:
    """One page in Markdown, under its name."""
    return f"# {page.name}\n\n*{page.category}; {_SHOWN[page.severity]}*\n\n{page.page}\n"


def rules_json(pages: Iterable[RulePage]) -> str:
    """The pages as a JSON array of objects: `name`, `category`, `severity`, `summary`, `page` (Markdown)."""
    told = [
        {
            "name": page.name,
            "category": page.category,
            "severity": page.severity.value,
            "summary": page.summary,
            "page": page.page,
        }
        for page in pages
    ]
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _section(page: RulePage) -> str:
    body = re.sub(r"^## ", "#### ", page.page, flags=re.MULTILINE)
    return f"### {page.name}\n\n{body}\n"
