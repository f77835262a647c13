"""What the project says of itself, held to what it is."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from slalang.importers.events import read_events
from slalang.pipeline import compile_policy, evaluate
from slalang.shell.cli import cli
from slalang.version import __version__

CHECKOUT = Path(__file__).parents[2]
SOURCES = sorted((CHECKOUT / "slalang").rglob("*.py"))
PURE = [path for path in SOURCES if "shell" not in path.relative_to(CHECKOUT / "slalang").parts]
LAYERS_THAT_DECIDE = {"values", "time", "syntax", "semantics", "engine"}
DECIDING = [
    path
    for path in PURE
    if path.relative_to(CHECKOUT / "slalang").parts[0] in LAYERS_THAT_DECIDE and path.name != "diagnostics.py"
]
IMPURE = {
    *(
        "os",
        "sys",
        "time",
        "random",
        "secrets",
        "locale",
        "platform",
        "getpass",
        "tempfile",
        "shutil",
        "logging",
    ),
    *("socket", "ssl", "urllib", "http", "subprocess", "threading", "multiprocessing", "asyncio"),
    *("pickle", "shelve", "marshal"),
}


def _named(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _imported(tree: ast.Module) -> set[str]:
    names = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    names |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    return {name.split(".")[0] for name in names}


def _called(tree: ast.Module) -> set[str]:
    return {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}


@pytest.mark.parametrize("path", PURE, ids=_named)
def test_only_the_shell_touches_the_world(path):
    tree = _tree(path)
    assert not _imported(tree) & IMPURE
    assert not _called(tree) & {"open", "print", "input"}


@pytest.mark.parametrize("path", SOURCES, ids=_named)
def test_nothing_runs_text_as_code(path):
    assert not _called(_tree(path)) & {"eval", "exec", "compile", "__import__"}


@pytest.mark.parametrize("path", DECIDING, ids=_named)
def test_no_float_where_something_is_decided(path):
    tree = _tree(path)
    literals = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, float)]
    assert not literals
    assert "float" not in _called(tree)


def test_the_grammar_is_where_the_package_looks():
    packaged = resources.files("slalang").joinpath("grammar", "policy.lark")
    beside = CHECKOUT / "grammar" / "policy.lark"
    assert packaged.is_file() or beside.is_file()
    if packaged.is_file():
        assert packaged.read_text("utf-8") == beside.read_text("utf-8"), "the installed grammar is an old one"


def test_one_version_everywhere():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    headings = re.findall(r"^## \[(.+?)\]", (CHECKOUT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert project["version"] == __version__
    assert headings[0] in {"Unreleased", __version__}


def test_the_readme_shows_commands_that_ci_runs():
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    for heading, last_word in {
        "## Quick start": "examples/cdg.jsonl",
        "## Tests": ".venv/bin/pytest",
    }.items():
        match = re.search(rf"^{heading}\n.*?^```\w*\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
        assert match is not None, f"the README has no commands under `{heading}`"
        assert match[1].split()[-1] == last_word
        assert f'readme_command "{heading}"' in (CHECKOUT / ".ci" / "run").read_text("utf-8")


def _shown(heading: str) -> list[str]:
    """The fenced blocks under a heading of the README, or before the first one."""
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    section = re.split(r"^## (.+)\n", readme, flags=re.MULTILINE)
    text = section[section.index(heading) + 1] if heading else section[0]
    return re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def _judged(policy: str, name: str, example: str) -> list[tuple[object, ...]]:
    compilation = compile_policy(policy, name, lambda path: (CHECKOUT / "policies" / path).read_text("utf-8"))
    assert compilation.compiled is not None, compilation.diagnostics
    events = read_events(((example, (CHECKOUT / "examples" / example).read_bytes()),)).events
    verdicts = evaluate(compilation.compiled, events)
    return [(v.period, v.status, v.availability, v.credit.amount) for v in verdicts if v.commitment == "uptime"]


def test_the_policy_of_the_readme_runs_and_judges_as_the_whole_one_does():
    policy, _ = _shown("")
    whole = (CHECKOUT / "policies" / "cdg.sla").read_text("utf-8")
    verdicts = _judged(policy, "readme.sla", "cdg_quarter.jsonl")
    assert len(verdicts) == 3
    assert verdicts == _judged(whole, "cdg.sla", "cdg_quarter.jsonl")


def test_the_readme_shows_what_its_command_prints(monkeypatch):
    _, session = _shown("")
    command, _, printed = session.removeprefix("$ ").partition("\n")
    program, *arguments = command.split()
    assert program == "slalang"
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setenv("COLUMNS", "100")
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0
    assert result.stdout == printed
