"""What came of a test as JSON, one object a policy."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.engine.scenario.coverage.coverage import Coverage
from slalang.engine.scenario.scenarios import Expected, ScenarioResult
from slalang.mutation.mutants import Mutant
from slalang.mutation.score import Fate, Score
from slalang.mutation.witnesses import Witness
from slalang.shell.testing.suites import Suite
from slalang.syntax import ast
from slalang.syntax.formatter import print_policy
from slalang.values.places import NOWHERE, Span


def of_suite(suite: Suite) -> dict[str, object]:
    """The scenarios of a policy: passed or failed, each failed expectation with what was expected and what came."""
    return {"policy": suite.file, "scenarios": [_scenario(result) for result in suite.results]}


def _scenario(result: ScenarioResult) -> dict[str, object]:
    found: dict[str, object] = {"title": result.title, **_place(result.span), "passed": result.passed}
    if not result.passed:
        found["failed"] = list(_failed(result))
    return found


def _failed(result: ScenarioResult) -> Iterator[dict[str, object]]:
    for one in result.expected or (Expected("", None, result.checks),):
        for check in one.checks:
            if not check.passed:
                expected = check.expected.removeprefix(f"{one.about}: ")
                yield {"about": one.about, "line": check.span.line, "expected": expected, "actual": check.actual}


def of_coverage(found: Coverage) -> dict[str, object]:
    """How many ways there are, how many are tried, and those that are not."""
    untried = [
        {"rule": item.rule, "phrase": item.phrase, "way": item.way, "clauses": list(item.clauses), **_place(item.span)}
        for item in found.untried
    ]
    return {"ways": len(found.items), "tried": len(found.items) - len(untried), "not_tried": untried}


def of_score(score: Score, unnoticed: list[tuple[Mutant, Witness]]) -> dict[str, object]:
    """How many mutants came to what, and those that no scenario notices."""
    left = [
        {
            "operator": mutant.operator,
            "rule": f"{mutant.rule} {mutant.name}".strip(),
            "clauses": list(mutant.clauses),
            **_place(mutant.at),
            "before": mutant.before,
            "after": mutant.after,
            "scenario": None if witness.scenario is None else print_policy(ast.Policy((witness.scenario,))),
            "streams": witness.tried,
        }
        for mutant, witness in unnoticed
    ]
    return {**{fate.name.lower(): score.number(fate) for fate in Fate}, "unnoticed": left}


def _place(span: Span) -> dict[str, object]:
    return {"file": None, "line": None} if span == NOWHERE else {"file": span.file, "line": span.line}
