"""docs/findings.md lists what the checker finds in the five agreements, and nothing else is found there or in the examples."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from slalang.lint.registry import all_rules
from slalang.lint.selection import select_rules
from slalang.pipeline import check_policy
from slalang.values.diagnostics import Diagnostic

ROOT = Path(__file__).parents[2]
_PAGE = (ROOT / "docs" / "findings.md").read_text("utf-8")
_SECTIONS = dict(re.findall(r"^## [^\n]+: (policies/\w+\.sla)\n(.*?)(?=^## )", _PAGE, re.MULTILINE | re.DOTALL))
_ROW = re.compile(r"^\| `([\w-]+)` \| ([^|]+) \|", re.MULTILINE)


def _found(path: Path) -> tuple[Diagnostic, ...]:
    def load(name: str) -> str | None:
        file = path.parent / name
        return file.read_text("utf-8") if file.is_file() else None

    default = select_rules(all_rules(), (), ()).rules
    return check_policy(path.read_text("utf-8"), str(path), load, default).diagnostics


@pytest.mark.parametrize("name", sorted(_SECTIONS))
def test_the_findings_are_those_of_the_page(name: str) -> None:
    listed = [(rule, clause.strip().strip('"')) for rule, clause in _ROW.findall(_SECTIONS[name])]
    found = _found(ROOT / name)
    assert Counter(d.code for d in found) == Counter(rule for rule, _ in listed)
    for rule, clause in listed:
        assert any(d.code == rule and clause in d.clause for d in found), (rule, clause)
    assert all(d.case for d in found), [d.title for d in found if not d.case]


def test_the_page_has_all_five() -> None:
    assert set(_SECTIONS) == {f"policies/{path.name}" for path in (ROOT / "policies").glob("*.sla") if ".scen" not in path.name}


@pytest.mark.parametrize(
    "path",
    sorted(path for path in (ROOT / "policies" / "examples").rglob("*.sla*") if ".scen" not in path.name),
    ids=lambda path: path.name,
)
def test_nothing_is_found_in_the_examples(path: Path) -> None:
    assert [d.title for d in _found(path) if d.code != "agreement-missing"] == []
