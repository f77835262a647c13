"""Names that nothing uses, against what the compiler says when they are taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

from slalang.lint.registry import all_rules, rule_named
from slalang.pipeline import check_policy, compile_policy
from slalang.syntax import ast

POLICIES = Path(__file__).parents[3] / "policies"
FILES = sorted(path for path in (*POLICIES.glob("*.sla"), *POLICIES.glob("examples/*.sla")) if "scenarios" not in path.name)

_ADDED = """
calendar nobody_asks: every day all day.
calendar somebody_asks: Saturday all day.
calendar made_of_it: whenever somebody_asks is open and nobody_asks_this is not.
calendar nobody_asks_this: Sunday all day.
parameter nobody_says: yes or no; default no.
service nobody_promised: no components.
"""


def _compiles(text: str, path: Path) -> bool:
    return compile_policy(text, path.name, lambda name: _read(path.parent / name)).compiled is not None


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_name_is_unused_where_the_policy_compiles_without_it(path: Path) -> None:
    """Calendars, parameters and services, of the policies as they are and with some that nobody needs."""
    pytest.importorskip("icalendar", reason="one of the examples reads a calendar file")
    text = path.read_text("utf-8") + _ADDED
    rule = rule_named("unused-name")
    assert rule is not None
    checked = check_policy(text, path.name, lambda name: _read(path.parent / name), rules=[rule])
    assert checked.compiled is not None, checked.diagnostics
    said = {d.span.start for d in checked.diagnostics if d.span is not None}
    declared = [r for r in checked.compiled.trees[path.name].rules if isinstance(r, ast.Calendar | ast.Parameter | ast.Service)]
    assert declared
    for one in declared:
        without = text[: one.span.start] + text[one.span.end :]
        assert (one.name.span.start in said) is _compiles(without, path), one.name.text


def test_every_rule_has_a_name_of_its_own() -> None:
    """Waivers and baselines know rules by name only."""
    names = [rule.name for rule in all_rules()]
    assert len(names) == len(set(names))
