"""Mutants noticed and unnoticed, and the scenarios that would notice the rest."""

from __future__ import annotations

from fractions import Fraction

from mutated_hosting import HOSTING, TOLD, again, compiled_of, scenarios_of, score_of

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.mutation.score import Fate
from slalang.mutation.witnesses import find_witness
from slalang.pipeline import compile_policy
from slalang.syntax import ast
from slalang.syntax.formatter import print_policy

EDGES = """
scenario "At the target, and a microsecond beyond":
  given charge of EUR 1,000.00 for 2025-04;
  given charge of EUR 1,000.00 for 2025-06;
  given outage of web from 2025-04-07 10:00 to 2025-04-07 10:43:12;
  given outage of web from 2025-06-07 10:00 to 2025-06-07 10:43:12.000001;
  expect uptime in 2025-04: met;
  expect uptime in 2025-06: breached, credit EUR 50.00.
"""


def unnoticed(text: str) -> set[tuple[str, str]]:
    return {(one.mutant.operator, one.mutant.after) for one in score_of(text).survivors}


def test_what_a_scenario_notices_is_counted_with_its_name() -> None:
    score = score_of(HOSTING + TOLD)
    by = {one.mutant.after: one.by for one in score.judged if one.fate is Fate.NOTICED}
    assert by["available at least 99.8%"] == "An hour"
    assert by["outages caused by customer"] == "Theirs"
    assert score.share == Fraction(score.number(Fate.NOTICED), score.number(Fate.NOTICED) + len(score.survivors))
    assert sum(score.number(fate) for fate in Fate) == len(score.judged)


def test_what_cannot_be_compiled_counts_for_nothing() -> None:
    refused = {one.mutant.before for one in score_of(HOSTING + TOLD).judged if one.fate is Fate.REFUSED}
    assert {"per calendar month", "counted exactly"} <= refused


def test_a_date_that_there_is_not_is_refused() -> None:
    yearly = "calendar week: Monday to Friday all day; 1 January of each year 10:00-12:00.\n"
    fates = {one.mutant.after: one.fate for one in score_of(HOSTING + yearly).judged if "January" in one.mutant.before}
    assert [fate for after, fate in fates.items() if after.startswith("0 January")] == [Fate.REFUSED]


def test_a_limit_that_no_scenario_touches_survives_until_one_does() -> None:
    assert ("inclusive", "available more than 99.9%") in unnoticed(HOSTING + TOLD)
    assert ("inclusive", "available more than 99.9%") not in unnoticed(HOSTING + TOLD + EDGES)


def test_without_scenarios_nothing_is_noticed() -> None:
    score = score_of(HOSTING)
    assert score.share == 0
    assert score.number(Fate.NOTICED) == 0


def test_each_survivor_gets_a_scenario_that_passes_here_and_fails_there() -> None:
    """The scenarios are read again from their own text, as somebody would who adopts them all; then nothing is unnoticed."""
    text = HOSTING + TOLD + EDGES
    compiled, survivors = compiled_of(text), score_of(text).survivors
    assert 0 < len(survivors) < 20
    adopted = text
    for one in survivors:
        assert one.compiled is not None
        witness = find_witness(compiled, one.compiled, one.mutant, scenarios_of(compiled))
        assert witness.scenario is not None, one.mutant
        written = print_policy(ast.Policy((witness.scenario,)))
        (scenario,) = scenarios_of(compile_policy(f"{text}\n{written}").required())[-1:]
        assert run_scenarios(compiled, (scenario,))[0].passed
        assert not run_scenarios(one.compiled, (scenario,))[0].passed
        adopted += f"\n{written}"
    assert score_of(adopted).share == 1


def test_where_nothing_is_found_it_says_among_how_many_streams() -> None:
    text = HOSTING + TOLD
    compiled = compiled_of(text)
    (one,) = score_of(text).survivors[:1]
    witness = find_witness(compiled, compiled, one.mutant, (), most=7)
    assert (witness.scenario, witness.tried) == (None, 7)


def test_a_policy_compiles_again_with_another_tree() -> None:
    compiled = compiled_of(HOSTING)
    assert again(HOSTING)({}).required().sha256 == compiled.sha256
    assert again(HOSTING)({"policy.sla": ast.Policy(())}).compiled is None
