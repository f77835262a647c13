"""A small policy whose scenarios leave gaps on purpose."""

from __future__ import annotations

from functools import cache

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.mutation.mutants import Mutant, mutants_of
from slalang.mutation.score import Recompile, Score, judge_mutants
from slalang.pipeline import compile_policy, recompiler
from slalang.semantics.policy import Compiled
from slalang.syntax import ast

HOSTING = """
agreement "Hosting": zone UTC; currency EUR; clauses 1, 2, 3.
causes: customer (network), third_party.
service web: no components.

commitment uptime of web (clause 1):
  available at least 99.9%;
  per calendar month;
  watched by outages;
  measured over the whole period;
  counted exactly;
  of a period covered in part, the rest counts as up.

exclusion theirs (clause 2): outages caused by customer or third_party.

credit for uptime (clause 3):
  below 99.9% and at least 99% earns 5%;
  below 99% earns 10%;
  rows need a missed target;
  of the charges of the period;
  money rounded half up;
  given without a claim.
"""
TOLD = """
scenario "An hour":
  given charge of EUR 1,000.00 for 2025-04;
  given outage of web from 2025-04-07 10:00 to 2025-04-07 11:00;
  expect uptime in 2025-04: breached, credit EUR 50.00.

scenario "Theirs":
  given outage of web from 2025-04-07 10:00 to 2025-04-07 13:00 caused by third_party;
  expect uptime in 2025-04: met.
"""


def compiled_of(text: str) -> Compiled:
    """The policy, which has no errors."""
    return compile_policy(text).required()


def scenarios_of(compiled: Compiled) -> tuple[ast.Scenario, ...]:
    return tuple(rule for rule in compiled.trees["policy.sla"].rules if isinstance(rule, ast.Scenario))


@cache
def score_of(text: str) -> Score:
    """What became of every mutant; all scenarios pass on the policy itself."""
    compiled = compiled_of(text)
    scenarios = scenarios_of(compiled)
    assert all(result.passed for result in run_scenarios(compiled, scenarios))
    return judge_mutants(compiled, scenarios, again(text))


def again(text: str) -> Recompile:
    return recompiler(text)


def changes_of(text: str, operator: str) -> list[tuple[str, str]]:
    """What an operator makes of a policy, each as the words before and after."""
    return [(m.before, m.after) for m in mutants(text) if m.operator == operator]


def mutants(text: str) -> list[Mutant]:
    return list(mutants_of(compiled_of(text).trees))
