"""Scenarios of clocks and duties, of classes of time, and of charges by dates: what can be expected of them (P4)."""

from __future__ import annotations

import pytest

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.pipeline import compile_policy
from slalang.syntax import ast

POLICY = """
agreement "Support": zone Europe/London; currency GBP.
throughout:
  of a period covered in part, the rest counts as up; counted exactly; rows need a missed target; money rounded half up;
  reopening changes nothing; never pauses; an automatic reply does not count; a later stage does not stop it.
service desk: no components.
calendar office: Monday to Friday 09:00-17:00.
commitment uptime of desk:
  available at least 99%; per calendar month; watched by outages; measured over the hours of office;
  runs shorter than 5 minutes ignored, longer ones count whole.
credit for uptime: a missed target earns 10%; of the charges of the period; given without a claim.
clock answer of desk: runs from each "customer_replied" to "responded"; within 4 hours.
duty tell of desk: for each outage; requires the fact "told" about it within 1 hour after it starts.
"""
GIVEN = """
  given outage of desk called "noon" from 2025-04-07 12:00 to 2025-04-07 14:00;
  given outage of desk called "short" from 2025-04-08 12:00 to 2025-04-08 12:04;
  given fact "told" about "noon" at 2025-04-07 13:00;
  given charge of GBP 300 from 2025-04-01 to 2025-04-15;
  given ticket "T1" called "first" "customer_replied" at 2025-04-07 09:00;
  given ticket "T1" "responded" at 2025-04-07 12:00;
  given ticket "T1" called "second" "customer_replied" at 2025-04-07 15:00;
"""


def checked(expectation: str) -> list[tuple[str, str, bool]]:
    """What each part of an expectation comes to."""
    compilation = compile_policy(f'{POLICY}\nscenario "it": {GIVEN} {expectation}.')
    assert compilation.compiled is not None, compilation.diagnostics
    scenarios = [rule for rule in compilation.compiled.trees["policy.sla"].rules if isinstance(rule, ast.Scenario)]
    return [
        (c.expected, c.actual, c.passed) for result in run_scenarios(compilation.compiled, scenarios) for c in result.checks
    ]


@pytest.mark.parametrize(
    "expectation",
    [
        'expect answer on ticket "T1" from "first": met, due 2025-04-07 13:00, stopped 2025-04-07 12:00, measured 3 hours',
        'expect tell after "noon": met, due 2025-04-07 13:00, stopped 2025-04-07 13:00, measured 1 hour',
        "expect uptime in 2025-04: breached, 2 hours counted, 4 minutes ignored, 10,436 minutes up, 544 hours outside",
        'expect uptime in 2025-04: credit GBP 30.00, no finding "bracket_hole"',
    ],
)
def test_what_holds_passes(expectation: str) -> None:
    assert all(passed for _, _, passed in checked(expectation)), checked(expectation)


@pytest.mark.parametrize(
    ("expectation", "actual"),
    [
        ('expect answer on ticket "T1" from "first": due 2025-04-07 13:01', "2025-04-07 13:00 in Europe/London"),
        ('expect answer on ticket "T1" from "first": measured 2 hours', "3 hours"),
        ('expect tell after "short": met', 'undetermined (the fact "told" has not happened so far)'),
        ("expect uptime in 2025-04: 5 minutes ignored", "4 minutes ignored"),
    ],
)
def test_what_does_not_hold_says_what_there_is(expectation: str, actual: str) -> None:
    assert [(found, passed) for _, found, passed in checked(expectation) if not passed] == [(actual, False)]
