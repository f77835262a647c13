"""`slalang rule`: pages that can be read in a terminal, and the document of all of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from slalang.lint.registry import all_rules

Run = Callable[..., Result]
DOCUMENT = Path(__file__).parents[3] / "docs" / "rules.md"


def test_a_page_stands_without_marks(run: Run) -> None:
    result = run("rule", "commitment-without-remedy")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "commitment-without-remedy (remedies, a warning)"
    assert "WHY IT COSTS MONEY" in lines
    assert not any(line.startswith("#") for line in lines)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_every_rule_has_a_page_to_print(run: Run, rule: object) -> None:
    name = rule.name  # type: ignore[attr-defined]
    assert run("rule", name).stdout.startswith(f"{name} (")
    assert run("rule", name, "--output-format", "markdown").stdout.startswith(f"# {name}\n")


def test_all_rules_are_listed_by_category(run: Run) -> None:
    text = run("rule").stdout
    for rule in all_rules():
        assert f"  {rule.name} " in text
        assert f"\n{rule.category}\n" in f"\n{text}"


def test_programs_read_json(run: Run) -> None:
    told = json.loads(run("rule", "--output-format", "json").stdout)
    assert [each["name"] for each in told] == [rule.name for rule in all_rules()]
    assert all(list(each) == ["name", "category", "severity", "summary", "page"] for each in told)
    assert len(json.loads(run("rule", "waiver-unused", "--output-format", "json").stdout)) == 1


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("waiver-unusd", "`slalang rule waiver-unused`"),
        ("bracket", "`slalang rule brackets`"),
        ("lenght-too-long", "`slalang rule length-too-long`"),
        ("zzz", "`slalang rule` lists the pages"),
    ],
)
def test_a_name_without_a_page_is_answered(run: Run, name: str, hint: str) -> None:
    result = run("rule", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert hint in result.stderr


def test_a_category_is_listed(run: Run) -> None:
    inside = [rule.name for rule in all_rules() if rule.category == "brackets"]
    lines = run("rule", "brackets").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["brackets", *inside]
    assert [each["name"] for each in json.loads(run("rule", "brackets", "--output-format", "json").stdout)] == inside
    assert "### bracket-gap" in run("rule", "brackets", "--output-format", "markdown").stdout


def test_an_error_without_a_page_is_said_to_be_one(run: Run) -> None:
    result = run("rule", "length-too-long")
    assert result.exit_code == 0
    assert result.stdout.startswith("length-too-long (an error without a page)\nIts message says all")
    assert run("rule", "length-too-long", "--output-format", "json").exit_code == 2


def test_one_or_all(run: Run) -> None:
    assert run("rule", "waiver-unused", "--all").exit_code == 2


def test_the_document_of_rules_is_what_the_rules_say(run: Run) -> None:
    """Mended by `slalang rule --all --output-format markdown > docs/rules.md`."""
    assert DOCUMENT.read_text("utf-8") == run("rule", "--all", "--output-format", "markdown").stdout
