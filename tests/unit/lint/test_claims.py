"""Deadlines of claims, against what the engine says of every month."""

from __future__ import annotations

import re

import pytest

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.lint.registry import rule_named
from slalang.pipeline import check_policy, compile_policy
from slalang.syntax import ast
from slalang.values.verdicts import CreditState

POLICY = """agreement "Hosting": zone Europe/London; currency EUR.
service web: no components.
calendar week: Monday to Friday all day.
commitment uptime of web: available at least 99.9%; per calendar month; measured over the whole period;
  watched by outages; counted exactly; of a period covered in part, the rest counts as up.
credit for uptime: a missed target earns 10%; of the charges of the period; rows need a missed target;
  money rounded half up; given on a claim {}.
"""


def _found(deadline: str) -> list[str]:
    rule = rule_named("claim-deadline-before-known")
    assert rule is not None
    checked = check_policy(POLICY.format(deadline), rules=[rule])
    assert checked.compiled is not None, checked.diagnostics
    return [d.case for d in checked.diagnostics]


def _forfeited(deadline: str) -> list[str]:
    """The months of a year in which a claim at the end of the month would come too late for an outage at its beginning."""
    every = [
        f'scenario "{month}": given charge of EUR 100.00 for {month};\n'
        f"  given outage of web from {month}-01 00:00 to {month}-01 00:45; expect uptime in {month}: breached."
        for month in (f"2025-{number:02d}" for number in range(4, 13))
    ]
    compiled = compile_policy(POLICY.format(deadline) + "\n".join(every)).required()
    scenarios = [rule for tree in compiled.trees.values() for rule in tree.rules if isinstance(rule, ast.Scenario)]
    return [
        result.title
        for result in run_scenarios(compiled, scenarios)
        for verdict in result.verdicts
        if verdict.period is not None and verdict.period.name == result.title and verdict.credit.state is CreditState.FORFEITED
    ]


@pytest.mark.parametrize(
    "deadline",
    [
        *(f"within {days} days after the last incident" for days in (1, 28, 29, 30, 31, 32)),
        *(f"within {days} business days of week after the last incident" for days in (20, 21, 22, 23, 24)),
        *(f"by the end of the {n} full business day of week after the last incident" for n in ("19th", "21st", "23rd", "24th")),
        "within 1 month after the last incident",
        "within 1 day after the end of the period",
        "by the end of the first calendar month after the one that holds it",
        "by the end of the second calendar week after the one that holds it",
    ],
)
def test_a_deadline_is_too_soon_where_some_month_of_the_year_shows_it(deadline: str) -> None:
    months = _forfeited(deadline)
    cases = _found(deadline)
    assert bool(cases) is bool(months)
    for case in cases:
        shown = re.search(r"uptime in (\S+) is breached", case)
        assert shown is not None
        assert shown[1] == months[0]
        assert case.endswith("it is forfeited")


def test_a_fact_may_come_whenever_it_likes() -> None:
    assert not _found('within 1 day after the fact "report_sent"')
