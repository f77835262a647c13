"""What scenarios try of a policy: only what they expect something of, each way by itself."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from slalang.engine.scenario.coverage.coverage import Coverage, coverage
from slalang.engine.scenario.coverage.item import Tried
from slalang.engine.scenario.scenarios import run_scenarios
from slalang.pipeline import compile_policy
from slalang.syntax import ast

POLICIES = Path(__file__).parents[3] / "policies"

POLICY = """
agreement "Hosting": zone UTC; currency EUR; clauses 1, 2, 3, 4.
causes: customer, third_party.
parameter plan: one of "basic", "gold"; default "basic".
service web: no components.

ambiguity hours:
  reading whole governs because "the month";
  reading less because "what is left".

commitment uptime of web (clause 1):
  available at least 99.9%;
  per calendar month;
  watched by outages;
  measured over the whole period under reading whole;
  measured over the period less excluded time under reading less;
  counted exactly;
  of a period covered in part, the rest counts as up.

exclusion theirs (clause 2): outages caused by customer; outages caused by third_party.

exclusion work (clause 2):
  maintenance of kind "scheduled";
  announced at least 2 days before, otherwise void;
  at most 4 hours per calendar month, otherwise the excess counts.

credit for uptime (clause 3):
  below 99.9% and at least 99% earns 5% where plan is "gold";
  below 99% earns 10%;
  rows need a missed target;
  of the charges of the period;
  capped at EUR 60.00;
  money rounded half up;
  given on a claim within 30 days after the end of the period;
  the claim includes "dates".

right leave (clause 4): when uptime is missed in 2 consecutive periods; exercised by the fact "notice".
"""


def covered(scenarios: str, policy: str = POLICY) -> Coverage:
    """What these scenarios try; they pass."""
    compiled = compile_policy(policy + scenarios).required()
    found = [rule for rule in compiled.trees["policy.sla"].rules if isinstance(rule, ast.Scenario)]
    results = run_scenarios(compiled, found)
    assert all(result.passed for result in results), [c for r in results for c in r.checks if not c.passed]
    return coverage(compiled, [Tried(s, r) for s, r in zip(found, results, strict=True)])


def tried(scenarios: str) -> set[tuple[str, str]]:
    """The phrases that are tried, with the ways."""
    return {(one.item.phrase, one.item.way) for one in covered(scenarios).items if one.by is not None}


def scenario(*phrases: str) -> str:
    return f'scenario "it": {"; ".join(phrases)}.\n'


CHARGE = "given charge of EUR {} for 2025-04"
OUT = "given outage of web from 2025-04-07 10:00 to {}"
TARGET = "available at least 99.9%"


def test_without_scenarios_nothing_is_tried() -> None:
    found = covered("")
    assert found.share == 0
    assert len(found.untried) == len(found.items) > 25


def test_a_target_is_met_missed_and_just_met() -> None:
    assert (TARGET, "met") in tried(scenario(OUT.format("2025-04-07 10:30"), "expect uptime in 2025-04: met"))
    just = tried(scenario(OUT.format("2025-04-07 10:43:12"), "expect uptime in 2025-04: met"))
    assert {(TARGET, "met"), (TARGET, "at its limit")} <= just
    beyond = tried(scenario(OUT.format("2025-04-07 10:43:12.000001"), "expect uptime in 2025-04: breached"))
    assert (TARGET, "breached") in beyond
    assert not {(TARGET, "met"), (TARGET, "at its limit")} & beyond


def test_what_nothing_is_expected_of_is_not_tried() -> None:
    """May is missed as well, and compared with nothing."""
    may = "given outage of web from 2025-05-07 10:00 to 2025-05-08 10:00"
    assert (TARGET, "breached") not in tried(scenario(may, "as of 2025-06-01 00:00", "expect uptime in 2025-04: met"))


@pytest.mark.parametrize(("until", "way"), [("17:12", "at it"), ("17:00", "above it"), ("18:00", "below it")])
def test_a_limit_has_three_sides(until: str, way: str) -> None:
    given = (CHARGE.format(100), 'given plan is "gold"', OUT.format(f"2025-04-07 {until}"))
    amount = "credit EUR 10.00" if way == "below it" else "credit EUR 5.00"
    sides = {w for p, w in tried(scenario(*given, f"expect uptime in 2025-04: {amount}")) if p == "limit 99%"}
    assert sides == {way}
    nothing = {w for p, w in tried(scenario(*given, "expect uptime in 2025-04: breached")) if p == "limit 99%"}
    assert not nothing


def test_what_a_scenario_compares_with_nothing_is_not_tried() -> None:
    """The status says nothing of the row, the limits and the cap; the state of the credit says nothing of how much it is."""
    row, cap = ("below 99% earns 10%", "applies"), ("capped at EUR 60.00", "binds")
    down = (CHARGE.format(1000), OUT.format("2025-04-08 10:00"))
    money = {row, cap, ("limit 99%", "below it")}
    for expected in ("breached", "credit claimable", "24 hours counted"):
        assert not money & tried(scenario(*down, f"expect uptime in 2025-04: {expected}"))
    paid = tried(scenario(*down, "expect uptime in 2025-04: credit EUR 60.00"))
    assert money <= paid
    assert (TARGET, "breached") not in paid


def test_a_finding_compares_no_time() -> None:
    expected = 'expect uptime in 2025-04: no finding "commitment_missed"'
    assert not {p for p, _ in tried(scenario(OUT.format("2025-04-07 12:00 caused by customer"), expected)) if p}


def test_a_scenario_that_fails_tries_nothing() -> None:
    it = scenario(OUT.format("2025-04-07 10:30"), "expect uptime in 2025-04: met, 31 minutes counted")
    compiled = compile_policy(POLICY + it).required()
    found = [rule for rule in compiled.trees["policy.sla"].rules if isinstance(rule, ast.Scenario)]
    (result,) = run_scenarios(compiled, found)
    assert not result.passed
    assert coverage(compiled, [Tried(found[0], result)]).share == 0


def test_a_condition_on_each_window_is_kept_by_one_although_another_breaks_it() -> None:
    """A window of five hours is cut, one of four fits (language.md, X3); a total is kept or broken by all windows together."""
    longest = POLICY.replace("at most 4 hours per calendar month", "at most 4 hours each")
    work = 'given maintenance "scheduled" from 2025-04-{} 10:00 to 2025-04-{} {} announced 2025-03-01 09:00'
    windows = (
        work.format("07", "07", "15:00"), OUT.format("2025-04-07 15:00"),
        work.format("14", "14", "14:00"), "given outage of web from 2025-04-14 10:00 to 2025-04-14 14:00",
    )  # fmt: skip
    it = scenario(*windows, "expect uptime in 2025-04: 8 hours excluded by work, 1 hour counted")
    each = {(one.item.phrase, one.item.way) for one in covered(it, longest).items if one.by is not None}
    assert {("at most 4 hours each", "kept"), ("at most 4 hours each", "broken")} <= each
    together = tried(scenario(*windows, "expect uptime in 2025-04: 4 hours excluded by work, 5 hours counted"))
    hours = "at most 4 hours per calendar month"
    assert (hours, "broken") in together
    assert (hours, "kept") not in together


def test_phrases_and_conditions_of_exclusions() -> None:
    one = tried(scenario(OUT.format("2025-04-07 12:00 caused by customer"), "expect uptime in 2025-04: met"))
    assert ("outages caused by customer", "excludes") in one
    assert ("outages caused by third_party", "excludes") not in one
    work = 'given maintenance "scheduled" from 2025-04-07 10:00 to 2025-04-07 15:00 announced {}'
    notice, hours = "announced at least 2 days before", "at most 4 hours per calendar month"
    in_time = tried(
        scenario(work.format("2025-04-01 09:00"), OUT.format("2025-04-07 15:00"), "expect uptime in 2025-04: breached")
    )
    assert {(notice, "kept"), (hours, "broken"), ("maintenance", "a valid window")} <= in_time
    assert not {(notice, "broken"), (hours, "kept")} & in_time
    late = tried(
        scenario(work.format("2025-04-06 09:00"), OUT.format("2025-04-07 15:00"), "expect uptime in 2025-04: breached")
    )
    assert (notice, "broken") in late
    assert ("maintenance", "a valid window") not in late


def test_rows_caps_and_claims() -> None:
    charge = CHARGE
    claim = "given claim for 2025-04 at {}{}"
    day = OUT.format("2025-04-08 10:00")
    below = ("below 99% earns 10%", "applies")
    small = tried(scenario(charge.format(100), day, "expect uptime in 2025-04: breached, credit EUR 10.00"))
    assert {below, ("capped at EUR 60.00", "does not bind")} <= small
    assert ("capped at EUR 60.00", "binds") in tried(
        scenario(charge.format(1000), day, "expect uptime in 2025-04: breached, credit EUR 60.00")
    )
    within = "given on a claim within 30 days after the end of the period"
    for at, contents, way, expected in (
        ("2025-05-31 00:00", ' including "dates"', (within, "claimed in time"), "credit claimed"),
        ("2025-05-31 00:00:01", ' including "dates"', (within, "forfeited"), "credit forfeited"),
        ("2025-05-10 00:00", "", ('the claim includes "dates"', "lacking"), 'missing "dates"'),
    ):
        parts = (
            charge.format(100),
            day,
            claim.format(at, contents),
            "as of 2025-06-30 00:00",
        )
        assert way in tried(scenario(*parts, f"expect uptime in 2025-04: {expected}"))
        assert way not in tried(scenario(*parts, "expect uptime in 2025-04: breached"))
    assert (within, "open") in tried(scenario(charge.format(100), day, "expect uptime in 2025-04: credit claimable"))


def test_rights_parameters_and_readings() -> None:
    two = (OUT.format("2025-04-08 10:00"), "given outage of web from 2025-05-07 10:00 to 2025-05-08 10:00")
    ground = ("when uptime is missed in 2 consecutive periods", "reached")
    arisen = tried(scenario(*two, "as of 2025-06-01 00:00", "expect right leave: arisen"))
    assert ground in arisen
    assert ("", "not arisen") not in arisen
    assert ("", "not arisen") in tried(scenario(two[0], "as of 2025-06-01 00:00", "expect right leave: not arisen"))
    gold = tried(scenario('given plan is "gold"', two[0], "expect uptime in 2025-04: breached"))
    assert ("", 'is "gold"') in gold
    assert ("", 'is "basic"') not in gold
    assert {("", 'is "basic"'), ("", "is not given")} <= tried(scenario(two[0], "expect uptime in 2025-04: breached"))
    theirs = "given outage of web from 2025-04-10 00:00 to 2025-04-25 00:00 caused by customer"
    read = scenario(OUT.format("2025-04-07 10:30"), theirs, "expect uptime in 2025-04 read as less: breached")
    assert {("reading less", "read as"), ("reading less", "makes a difference")} <= tried(read)
    same = scenario(OUT.format("2025-04-07 10:30"), "expect uptime in 2025-04 read as less: met")
    assert ("reading less", "makes a difference") not in tried(same)


def test_each_item_names_its_place_and_clauses_and_who_tries_it() -> None:
    found = covered(scenario(OUT.format("2025-04-07 10:30"), "expect uptime in 2025-04: met"))
    met = next(one for one in found.items if (one.item.phrase, one.item.way) == (TARGET, "met"))
    assert (met.by, met.item.clauses, met.item.rule) == ("it", ("1",), "commitment uptime")
    assert POLICY.splitlines()[met.item.span.line - 1].strip() == f"{TARGET};"
    assert found.share == Fraction(sum(one.by is not None for one in found.items), len(found.items))


@pytest.mark.parametrize("name", ["cdg", "platform_science", "plusplus", "plutora", "quantive"])
def test_the_scenarios_of_the_five_agreements_try_every_way(name: str) -> None:
    file = f"{name}.scenarios.sla"
    compiled = compile_policy((POLICIES / file).read_text(encoding="utf-8"), file, _load).required()
    found = [rule for rule in compiled.trees[file].rules if isinstance(rule, ast.Scenario)]
    results = run_scenarios(compiled, found)
    assert [one.way for one in coverage(compiled, [Tried(s, r) for s, r in zip(found, results, strict=True)]).untried] == []


def _load(name: str) -> str | None:
    path = POLICIES / name
    return path.read_text(encoding="utf-8") if path.is_file() else None
