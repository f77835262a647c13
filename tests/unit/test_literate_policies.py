"""The literate policies that come with the project hold as the others do, and their documents are as they were read."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.output.document.markdown import markdown
from slalang.pipeline import check_policy, describe_policy
from slalang.syntax import ast

CHECKOUT = Path(__file__).parents[2]
PAGES = sorted((CHECKOUT / "policies").rglob("*.sla.md"))
CASES = CHECKOUT / "tests" / "cases" / "documents"


def loaded(page: Path) -> tuple[str, str, object]:
    def load(name: str) -> str | None:
        path = page.parent / name
        return path.read_text("utf-8") if path.is_file() else None

    return page.read_text("utf-8"), page.name, load


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_literate_policy_checks_clean_and_its_scenarios_pass(page: Path) -> None:
    checked = check_policy(*loaded(page))
    assert checked.compiled is not None
    assert not checked.diagnostics
    scenarios = [rule for rule in checked.compiled.trees[page.name].rules if isinstance(rule, ast.Scenario)]
    results = run_scenarios(checked.compiled, scenarios)
    assert len(results) >= 6
    assert [(r.title, c.expected, c.actual) for r in results for c in r.checks if not c.passed] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_its_document_is_the_one_that_was_read(page: Path) -> None:
    """`SLALANG_RESET=1` writes what is rendered now; read the difference."""
    document, _ = describe_policy(*loaded(page))
    assert document is not None
    # Which hash and tables it was made from changes without a word of the document changing.
    rendered = re.sub(r"^\*Made from .*\*$", "*Made from ...*", markdown(document), flags=re.MULTILINE)
    case = CASES / f"{page.name.removesuffix('.sla.md')}.md"
    if os.environ.get("SLALANG_RESET") == "1":
        case.parent.mkdir(exist_ok=True)
        case.write_text(rendered, "utf-8")
    assert rendered == case.read_text("utf-8")
