"""Every rule has a case: texts that it hits, with everything that it says, and near misses on which it is silent.

A case is `tests/cases/lint/<category>/<rule-name>.md`: headings `## Hit` and `## Near miss`, each with a policy in a block
marked `sla`; below a hit stands what the rule says, in a block marked `text`. Files that the policy uses stand in blocks marked
`sla file=NAME`. `SLALANG_RESET=1 pytest tests/unit/lint` writes what is said today into the files, to be read as a difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from slalang.lint.registry import LintRule, LooksAt, all_rules
from slalang.output.diagnostics.full import render_diagnostics
from slalang.pipeline import check_policy
from slalang.values.diagnostics import Severity

CASES = Path(__file__).parents[2] / "cases" / "lint"
_PART = re.compile(r"^## (Hit|Near miss)\b(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_POLICY = re.compile(r"^```sla\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^```sla file=(\S+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_SAID = re.compile(r"\n*^```text\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


def _case(rule: LintRule) -> Path:
    return CASES / rule.category / f"{rule.name}.md"


def _said(rule: LintRule, part: str) -> str:
    """What the rule says of the part's policy; what the compiler says where the compiler finds it."""
    match = _POLICY.search(part)
    assert match is not None, "a part without a policy"
    asked = all_rules() if rule.looks_at is LooksAt.WAIVERS else [rule]
    files = {file[1]: file[2] for file in _FILE.finditer(part)}
    checked = check_policy(match[1], "policy.sla", files.get, rules=asked)
    if rule.looks_at not in (LooksAt.COMPILER, LooksAt.TEXT):
        errors = [d.title for d in checked.diagnostics if d.severity is Severity.ERROR and d.code != rule.name]
        assert not errors, errors
    return render_diagnostics([d for d in checked.diagnostics if d.code == rule.name], files | {"policy.sla": match[1]})


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_rule_says_what_its_case_holds(rule: LintRule) -> None:
    path = _case(rule)
    text = path.read_text("utf-8")
    parts = list(_PART.finditer(text))
    assert {part[1] for part in parts} == {"Hit", "Near miss"}, f"{path.name} needs a hit and a near miss"
    for part in parts:
        said = _said(rule, part[2])
        if part[1] == "Near miss":
            assert said == "", said
            continue
        assert said, f"no finding in\n{part[2]}"
        held = _SAID.search(part[2])
        if os.environ.get("SLALANG_RESET"):
            shown = _SAID.sub("", part[2]).rstrip() + f"\n\n```text\n{said}```\n\n"
            text = text.replace(part[2], shown)
        else:
            assert held is not None, said
            assert said == held[1]
    if os.environ.get("SLALANG_RESET"):
        path.write_text(text.rstrip() + "\n", "utf-8")


def test_every_case_has_its_rule() -> None:
    assert {path.relative_to(CASES) for path in CASES.rglob("*.md")} == {_case(rule).relative_to(CASES) for rule in all_rules()}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_page_says_what_why_and_shows_an_example(rule: LintRule) -> None:
    headings = re.findall(r"^## (.+)$", rule.page, re.MULTILINE)
    assert headings[:3] == ["What it finds", "Why it costs money", "Example"]
    assert rule.summary.endswith(".")
    example = rule.page.split("## Example", 1)[1]
    assert "Before" in example
    assert "After" in example
