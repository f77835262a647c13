"""The policies that come with the project: they compile, their scenarios pass, and their examples show what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.importers.events import read_events
from slalang.output.explanation.sentences import SAYINGS
from slalang.pipeline import compile_policy, evaluate
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.values.verdicts import Verdict

CHECKOUT = Path(__file__).parents[2]
FOLDER = CHECKOUT / "policies"
POLICIES = sorted(path.stem for path in FOLDER.glob("*.sla") if not path.stem.endswith(".scenarios"))
INVENTED = sorted(path.stem for path in (FOLDER / "examples").glob("*.sla") if not path.stem.endswith(".scenarios"))
"""Agreements made up for this project, of kinds that the five real ones are not."""
EXAMPLES = sorted((CHECKOUT / "examples").glob("*.jsonl"))


@cache
def _text(name: str, folder: Path = FOLDER) -> str | None:
    path = folder / name
    return path.read_text("utf-8") if path.is_file() else None


@cache
def _compiled(file: str, folder: Path = FOLDER) -> Compiled:
    compilation = compile_policy(_text(file, folder) or "", file, lambda name: _text(name, folder))
    assert compilation.compiled is not None, compilation.diagnostics
    assert not compilation.diagnostics
    return compilation.compiled


def _verdicts(example: Path) -> tuple[Verdict, ...]:
    policy = next(name for name in reversed(POLICIES) if example.stem.startswith(name))
    reading = read_events(((example.name, example.read_bytes()),))
    assert not reading.diagnostics
    return evaluate(_compiled(f"{policy}.sla"), reading.events)


def _steps(verdicts: Iterator[Verdict]) -> set[str]:
    return {step.what for verdict in verdicts for step in verdict.because}


@pytest.mark.parametrize("policy", POLICIES)
def test_every_scenario_passes_and_every_step_has_its_sentence(policy: str) -> None:
    _hold(f"{policy}.scenarios.sla", FOLDER)


@pytest.mark.parametrize("policy", INVENTED)
def test_the_invented_agreements_check_clean_and_decide_as_worked_out_by_hand(policy: str) -> None:
    if ".ics" in (_text(f"{policy}.sla", FOLDER / "examples") or ""):
        pytest.importorskip("icalendar", reason="calendar files need the extra slalang[ics]")
    compilation = compile_policy(
        _text(f"{policy}.sla", FOLDER / "examples") or "", f"{policy}.sla", lambda name: _text(name, FOLDER / "examples")
    )
    assert not compilation.diagnostics
    _hold(f"{policy}.scenarios.sla", FOLDER / "examples")


def _hold(file: str, folder: Path) -> None:
    """Every scenario of the file passes, and every step of its verdicts has a sentence."""
    compiled = _compiled(file, folder)
    results = run_scenarios(compiled, [rule for rule in compiled.trees[file].rules if isinstance(rule, ast.Scenario)])
    failed = [(r.title, check.expected, check.actual) for r in results for check in r.checks if not check.passed]
    assert results
    assert not failed
    assert _steps(v for result in results for v in result.verdicts) <= {*SAYINGS, "reading"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_show_the_customers_and_sums_that_are_said_of_them(example: Path) -> None:
    verdicts = _verdicts(example)
    assert _steps(iter(verdicts)) <= {*SAYINGS, "reading"}
    readme = (CHECKOUT / "examples" / "README.md").read_text("utf-8")
    (row,) = re.findall(rf"^\| \[`{example.name}`\].*$", readme, re.MULTILINE)
    sums = {f"{v.credit.currency} {v.credit.amount}" for v in verdicts}
    assert set(re.findall(r"\b[A-Z]{3} \d+\.\d\d\b", row)) <= sums
    assert set(re.findall(r"\*([a-z-]+)\*", row)) <= {v.customer for v in verdicts}


def test_each_policy_has_scenarios_and_an_example() -> None:
    assert len(POLICIES) == 5
    assert {path.stem for path in EXAMPLES} >= set(POLICIES)
    assert all(_text(f"{policy}.scenarios.sla") for policy in POLICIES)
    assert len(INVENTED) == 12
    for policy in INVENTED:
        scenarios = _text(f"{policy}.scenarios.sla", FOLDER / "examples") or ""
        assert scenarios.count("\nscenario ") >= 6, policy
