"""Scenarios that pin nothing, against policies that promise more, less and nothing of the same names."""

from __future__ import annotations

import pytest

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.lint.registry import rule_named
from slalang.pipeline import check_policy, compile_policy
from slalang.syntax import ast

POLICY = """agreement "Hosting": zone UTC; currency EUR.
causes: customer.
service web: components app, api.
commitment uptime of web: {target}; per calendar month; measured over the whole period; {combine};
  watched by outages; counted exactly; of a period covered in part, the rest counts as up.
exclusion theirs: {excluded}.
credit for uptime: {row}; of the charges of the period; rows need a missed target; money rounded half up;
  given without a claim.
scenario "The scenario": given charge of EUR 100.00 for 2025-04; {scenario}.
"""

AS_IT_IS = {
    "target": "available at least 99.9%",
    "combine": "down when any component is down",
    "excluded": "outages caused by customer",
    "row": "a missed target earns 10%",
}
OTHERS = (
    {"target": "available at least 100%"},
    {"target": "available at least 1%"},
    {"target": "down at most 1 times"},
    {"combine": "down when all components are down"},
    {"excluded": "recurring on the 9th of the month all day"},
    {"row": "below 99% earns 50%"},
)
SCENARIOS = {
    "expect uptime in 2025-04: met": True,
    "expect uptime in 2025-04: met, credit none; expect uptime in 2025-05: credit none": True,
    "given outage of web from 2025-04-07 10:00 to 2025-04-07 12:00; expect uptime in 2025-05: met": True,
    "given outage of web from 2025-04-07 10:00 to 2025-05-01 00:00; expect uptime in 2025-05: met": True,
    "given outage of web from 2025-04-07 10:00 to 2025-04-07 10:43; expect uptime in 2025-04: met": False,
    "given outage of web on app from 2025-04-07 10:00 to 2025-04-07 10:01; expect uptime in 2025-04: met": False,
    "given outage of web from 2025-04-07 10:00 to 2025-04-07 12:00 caused by customer; expect uptime in 2025-04: met": False,
    "given outage of web from 2025-04-07 10:00 to 2025-04-07 12:00; expect uptime in 2025-04: breached": False,
    "given outage of web from 2025-04-30 10:00 to 2025-05-01 00:00:00.000001; expect uptime in 2025-05: met": False,
    "expect uptime in 2025-04: breached": False,
}


def _text(scenario: str, **changed: str) -> str:
    return POLICY.format(scenario=scenario, **{**AS_IT_IS, **changed})


def _passes(text: str) -> bool:
    compiled = compile_policy(text).required()
    scenarios = [rule for tree in compiled.trees.values() for rule in tree.rules if isinstance(rule, ast.Scenario)]
    return all(result.passed for result in run_scenarios(compiled, scenarios))


@pytest.mark.parametrize(("scenario", "idle"), SCENARIOS.items())
def test_what_pins_nothing_passes_whatever_is_promised(scenario: str, idle: bool) -> None:
    rule = rule_named("scenario-pins-nothing")
    assert rule is not None
    checked = check_policy(_text(scenario), rules=[rule])
    assert checked.compiled is not None, checked.diagnostics
    assert bool(checked.diagnostics) is idle
    everywhere = [_passes(_text(scenario, **other)) for other in ({}, *OTHERS)]
    assert all(everywhere) is idle
