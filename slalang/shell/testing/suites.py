"""Policies with their scenarios, as files hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from slalang.engine.scenario.scenarios import ScenarioResult, run_scenarios
from slalang.pipeline import compile_policy
from slalang.semantics.policy import Compiled
from slalang.shell.files import PolicySource, is_file, read_policy, same_file
from slalang.shell.parts import is_shared_part
from slalang.shell.reporting import refuse
from slalang.shell.terminal import progress
from slalang.syntax import ast

_SCENARIOS = ".scenarios.sla"
_ENDINGS = (".sla.md", ".sla")


@attrs.frozen(slots=True)
class Suite:
    """A policy, and its own scenarios with those beside it; `file` is the policy's, `source` the text that was compiled."""

    file: str
    source: PolicySource
    compiled: Compiled
    scenarios: tuple[ast.Scenario, ...]
    results: tuple[ScenarioResult, ...]

    @property
    def failed(self) -> tuple[ScenarioResult, ...]:
        """What did not come out as expected, in order."""
        return tuple(result for result in self.results if not result.passed)


def suites(files: tuple[str, ...], named: Iterable[str]) -> Iterator[Suite]:
    """Every policy of the files with its scenarios, run; `named` are the files that were asked for by their own names.

    NAME.scenarios.sla that uses NAME.sla is one with it. A file that policies only share has none.
    """
    asked, done = frozenset(named), list[str]()
    for file in files:
        if any(same_file(file, other) for other in done):
            continue
        beside = _beside(file)
        suite = _suite(file, beside, file in asked)
        done += [file, beside] if beside is not None else [file]
        if suite is not None:
            yield suite


def _beside(file: str) -> str | None:
    """The file of scenarios beside a policy, or the policy of a file of scenarios; None where there is none."""
    if file.endswith(_SCENARIOS):
        others = (file.removesuffix(_SCENARIOS) + ending for ending in _ENDINGS)
        return next((other for other in others if is_file(other)), None)
    stem = next((file.removesuffix(ending) for ending in _ENDINGS if file.endswith(ending)), None)
    return stem + _SCENARIOS if stem is not None and is_file(stem + _SCENARIOS) else None


def _suite(file: str, beside: str | None, named: bool) -> Suite | None:
    policy, root = (beside, file) if beside is not None and file.endswith(_SCENARIOS) else (file, beside or file)
    source = read_policy(root)
    with progress(f"Running {file}"):
        compilation = compile_policy(source.text, source.file, source.load)
        if compilation.compiled is None:
            if not named and is_shared_part(source, compilation.diagnostics):
                return None
            refuse(compilation.diagnostics, source.texts)
        compiled = compilation.compiled
        files = dict.fromkeys((policy, source.file))
        rules = (rule for name, tree in compiled.trees.items() if name in files for rule in tree.rules)
        scenarios = tuple(rule for rule in rules if isinstance(rule, ast.Scenario))
        return Suite(policy, source, compiled, scenarios, run_scenarios(compiled, scenarios))
