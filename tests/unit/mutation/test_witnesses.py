"""Scenarios that are offered: found for each change that makes a difference, small, in civil time, with their own titles."""

from __future__ import annotations

from functools import cache

import pytest
from mutated_hosting import compiled_of, score_of

from slalang.mutation.mutants import Mutant
from slalang.mutation.narrowed import narrowed
from slalang.mutation.witnesses import Known, Witness, find_witness
from slalang.syntax import ast
from slalang.syntax.formatter import print_policy

HOSTING = """
agreement "Hosting": zone Europe/Berlin; currency EUR; in force from 2025-01-01 until 2026-12-31.
causes: customer, third_party, force_majeure.
parameter fee: an amount; no default.
calendar office: Monday to Friday 09:00-17:00.
service web: no components.

commitment uptime of web:
  available at least 99.5%;
  per calendar month;
  watched by outages;
  measured over the whole period;
  counted exactly;
  of a period covered in part, only the covered part is judged;
  warning below 99.97%.

exclusion not_ours: outages caused by customer or third_party;
  outages caused by force_majeure with the fact "notified" within 2 days after it starts.

exclusion planned:
  maintenance of kind "scheduled";
  at most 2 windows per calendar month, otherwise void;
  announced at least 3 business days of office before, otherwise void;
  approval lifts the notice, total;
  at most 6 hours per calendar month, otherwise the excess counts.

credit for uptime:
  below the target and at least 99% earns 5%;
  below 99% earns 15%;
  rows need a missed target;
  of the charges of the period;
  capped at fee;
  owed only from EUR 5.00;
  money rounded half up;
  given on a claim within 10 business days of office after the end of the period.

right leave:
  when uptime is missed in 3 of any 6 periods;
  when uptime is below 95% 1 time;
  to be used within 60 days;
  exercised by the fact "leaving".
"""
TOLD = """
scenario "Nothing happens": expect uptime in 2025-04: met.
"""


@cache
def witnesses() -> tuple[tuple[Mutant, Witness], ...]:
    """Every change that nobody notices, with what was found."""
    compiled = compiled_of(HOSTING + TOLD)
    own = [rule for rule in compiled.trees["policy.sla"].rules if isinstance(rule, ast.Scenario)]
    known: Known = {}
    told: list[ast.Scenario] = []
    found = []
    for one in score_of(HOSTING + TOLD).survivors:
        assert one.compiled is not None
        witness = find_witness(compiled, one.compiled, one.mutant, own, told, known=known)
        if witness.scenario is not None and witness.tried:
            told.append(witness.scenario)
        found.append((one.mutant, witness))
    return tuple(found)


def offered(after: str) -> str:
    """The scenario that notices the change after which a phrase says this."""
    (witness,) = [witness for mutant, witness in witnesses() if mutant.after == after]
    assert witness.scenario is not None, after
    return print_policy(ast.Policy((witness.scenario,)))


@pytest.mark.parametrize(
    "after",
    [
        "in force from 2025-01-02 until 2026-12-31",
        "in force from 2025-01-01 until 2027-01-01",
        "of a period covered in part, the rest counts as up",
        "warning at most 99.97%",
        "warning below 99.98%",
        'outages with the fact "notified" within 2 days after it starts',
        'outages caused by force_majeure with the fact "notified"',
        'outages caused by force_majeure with the fact "notified" at least 2 days before it starts',
        'outages caused by force_majeure with the fact "notified" within 3 days after it starts',
        'outages caused by force_majeure with the fact "notified" within 2 business days of office after it starts',
        "at most 2 windows per calendar quarter, otherwise void",
        "at most 6 hours per calendar quarter, otherwise the excess counts",
        "approval lifts the total",
        "below 99% earns 14%",
        "owed only from EUR 4.99",
        "when uptime is missed in 3 consecutive periods",
        "when uptime is missed in 3 of any 7 periods",
        "when uptime is at most 95% 1 time",
        "to be used within 61 days",
    ],
)
def test_a_change_that_makes_a_difference_has_a_scenario_that_shows_it(after: str) -> None:
    assert "expect" in offered(after)


def test_every_change_that_counts_has_one() -> None:
    assert [mutant for mutant, witness in witnesses() if witness.scenario is None] == []


def test_what_was_added_to_a_phrase_that_takes_it_anyway_is_no_change() -> None:
    every = {mutant.after for mutant, _ in witnesses()}
    assert not {one for one in every if "force_majeure or customer" in one}
    assert not {one for one in every if "2024-12-31" in one or "2026-12-30" in one}


def test_nothing_is_given_that_makes_no_difference() -> None:
    """The charge and the fee matter to the credit only; the target needs neither."""
    assert offered("available more than 99.5%").count("given") == 1
    assert offered("below 99% earns 14%").count("given") == 3


def test_instants_are_those_of_the_policy_s_zone() -> None:
    changes = [(mutant, witness.scenario) for mutant, witness in witnesses() if witness.scenario is not None]
    texts = [print_policy(ast.Policy((one,))) for mutant, one in changes if mutant.operator != "zone"]
    assert any("claim by 2025-05-1" in text for text in texts)
    # Only a change of the zone needs instants that stay where they are.
    assert not [text for text in texts if "00Z" in text and "zone" not in text]


def test_each_scenario_has_a_title_of_its_own() -> None:
    titles = [witness.scenario.title for _, witness in witnesses() if witness.scenario is not None and witness.tried]
    assert len(titles) > 20
    assert len(set(titles)) == len(titles)
    assert any(title.endswith("(2)") for title in titles)


def test_streams_are_judged_on_what_the_change_concerns() -> None:
    other = """
service api: no components.
commitment other of api: available at least 99%; per calendar month; watched by outages; measured over the whole period;
  counted exactly; of a period covered in part, the rest counts as up.
credit for other: a missed target earns 5%; rows need a missed target; of the charges of the period; money rounded half up;
  given without a claim.
"""
    compiled = compiled_of(HOSTING + other)
    alone = narrowed(compiled, "credit for", "uptime").policy
    assert [one.name for one in (*alone.commitments, *alone.rights)] == ["uptime", "leave"]
    assert [one.commitment for one in narrowed(compiled, "commitment", "other").policy.credits] == ["other"]
    assert narrowed(compiled, "exclusion", "planned") == compiled
