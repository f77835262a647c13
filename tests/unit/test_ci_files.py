"""What other projects run of this one: hooks, action, workflow and their page give commands what these take."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from slalang.shell.cli import cli

ROOT = Path(__file__).parents[2]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
ACTION = ROOT / "action.yml"
WORKFLOW = ROOT / "examples" / "ci" / "github-workflow.yml"
PAGE = ROOT / "docs" / "ci.md"


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None, f"there is no command {name}"
    return found


def options_of(name: str) -> set[str]:
    return {"--help", *(option for parameter in command(name).params for option in parameter.opts)}


def inputs() -> set[str]:
    return set(re.findall(r"^  ([a-z-]+):$", ACTION.read_text("utf-8").split("\noutputs:")[0], re.MULTILINE))


@pytest.mark.parametrize("path", [HOOKS, ACTION, WORKFLOW], ids=lambda path: path.name)
def test_the_files_are_yaml(path: Path) -> None:
    yaml = pytest.importorskip("yaml", reason="no YAML library here")
    assert yaml.safe_load(path.read_text("utf-8"))


def test_hooks_run_commands_that_there_are() -> None:
    text = HOOKS.read_text("utf-8")
    ids, entries = re.findall(r"^- id: (\S+)$", text, re.MULTILINE), re.findall(r"^  entry: slalang (\S+)$", text, re.MULTILINE)
    assert ids == [f"slalang-{entry}" for entry in entries] == ["slalang-check", "slalang-fmt", "slalang-test"]
    for entry in entries:
        command(entry)
    assert set(re.findall(r"- id: (slalang-\S+)", PAGE.read_text("utf-8"))) == set(ids)


def test_hooks_start_where_a_policy_changed() -> None:
    patterns = set(re.findall(r"^  files: (.+)$", HOOKS.read_text("utf-8"), re.MULTILINE))
    [pattern] = patterns
    for name in ("policies/uptime.sla", "uptime.scenarios.sla", "agreement.sla.md"):
        assert re.search(pattern, name)
    for name in ("readme.md", "uptime.slab", "sla"):
        assert not re.search(pattern, name)


@pytest.mark.parametrize("path", [ACTION, PAGE], ids=lambda path: path.name)
def test_commands_have_the_options_that_they_are_given(path: Path) -> None:
    text = path.read_text("utf-8")
    named = re.findall(r"slalang (check|fmt|test|rule)\b(.*)", text)
    assert {name for name, _ in named} >= {"check", "fmt", "test"}
    for name, rest in named:
        assert set(re.findall(r"(?<=\s)--[a-z][a-z-]*", rest)) <= options_of(name)
    gathered = re.findall(r"options\+?=\((--[a-z-]+)", text)
    assert set(gathered) <= options_of("check") | options_of("test")


def test_the_page_lists_the_inputs_of_the_action() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == inputs()
    for name, value in re.findall(
        r"^  ([a-z-]+):\n    description: .+\n    default: \"?(.*?)\"?$", ACTION.read_text("utf-8"), re.MULTILINE
    ):
        assert re.search(
            rf"^\| `{name}` \| {f'`{re.escape(value)}`' if value else ''} ?\|", PAGE.read_text("utf-8"), re.MULTILINE
        )


def test_inputs_that_are_used_are_declared_and_never_run_as_text() -> None:
    text = ACTION.read_text("utf-8")
    assert set(re.findall(r"inputs\.([a-z-]+)", text)) == inputs()
    scripts = re.findall(r"^      run: (.*\n(?:        .*\n|\n)*)", text, re.MULTILINE)
    assert len(scripts) == 4
    assert not any("${{" in script for script in scripts)


def test_the_workflow_gives_inputs_that_there_are() -> None:
    for path in (WORKFLOW, PAGE):
        [given] = re.findall(
            r"with:\n((?: +[a-z-]+: .+\n)+)", path.read_text("utf-8").split("OWNER/slalang@", 1)[1].split("- uses", 1)[0]
        )
        assert set(re.findall(r"^ +([a-z-]+):", given, re.MULTILINE)) <= inputs()
