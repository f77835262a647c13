"""Executions, values, groups and joint credits on the command line: filters, table, explanation, clauses, scenarios."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from counting_example import COUNTING, POLICY, SCENARIO
from example import Example

Run = Callable[..., Result]


@pytest.fixture
def example() -> Example:
    return COUNTING


GOOD, LATENCY = ("availability", "good", None, "breached"), ("availability", "latency", None, "met")
EU, US = ("availability", "regional", "eu", "breached"), ("availability", "regional", "us", "met")
JOINT = ("credit", "penalty", None, "breached")


def judged(result: Result) -> list[dict[str, object]]:
    assert result.stderr == ""
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], [GOOD, LATENCY, JOINT, EU, US]),
        (["--commitment", "penalty"], [JOINT]),
        (["--commitment", "penalty", "--period", "2025-Q1"], [JOINT]),
        (["--commitment", "penalty", "--period", "2025-02"], []),
        (["--commitment", "regional"], [EU, US]),
        (["--group", "region=eu"], [EU]),
        (["--group", "region=eu", "--group", "region=us"], [EU, US]),
        (["--group", "region=eu", "--group", "zone=a"], []),
    ],
)
def test_options_name_groups_and_joint_rules(
    run: Run, policy: Path, events: Path, options: list[str], expected: list[tuple[str | None, ...]]
) -> None:
    result = run("evaluate", policy, events, "--json", *options)
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(v["kind"], v["commitment"], v.get("group", {}).get("region"), v["status"]) for v in found] == expected


@pytest.mark.parametrize("group", ["region", "=eu", ""])
def test_a_group_without_attribute_or_value_is_refused(run: Run, policy: Path, events: Path, group: str) -> None:
    result = run("evaluate", policy, events, "--group", group)
    assert result.exit_code == 2
    assert f"error: `--group {group}` names no group" in result.stderr
    assert "next: Write an attribute and its value, as in --group region=eu." in result.stderr


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--commitment", "penalty", "--fail-on", "breached"], 1),
        (["--group", "region=us", "--fail-on", "breached"], 0),
        (["--commitment", "latency", "--fail-on", "breached", "--fail-on", "met"], 1),
    ],
)
def test_fail_on_asks_what_is_shown(run: Run, policy: Path, events: Path, options: list[str], code: int) -> None:
    assert run("evaluate", policy, events, "--json", *options).exit_code == code


def test_json_has_what_each_way_of_counting_has(run: Run, policy: Path, events: Path) -> None:
    good, latency, joint, eu, _ = judged(run("evaluate", policy, events, "--json"))
    assert (good["availability"], "time_us" in good) == (
        {"exact": "3/4", "percent": "75.000000", "target": "99", "comparison": "more than"},
        False,
    )
    assert good["credit"] == {
        "state": "due",
        "rule": "points",
        "amount": "0.00",
        "currency": "EUR",
        "points": 5,
        "missing": [],
    }
    assert latency["availability"] == {"exact": "481/4", "value": "120.25", "target": "200", "comparison": "at most"}
    assert (eu["service"], eu["group"], "component" in eu) == ("machines", {"region": "eu"}, False)
    assert (joint["status"], joint["credit"]["amount"], joint["credit"]["points"]) == ("breached", "55.00", 5)  # type: ignore[index]
    assert not {"availability", "time_us", "service"} & set(joint)


def test_the_table_has_a_row_for_each(run: Run, policy: Path, events: Path) -> None:
    lines = [" ".join(line.split()) for line in run("evaluate", policy, events).stdout.splitlines()]
    assert lines[0] == "Customer Commitment About Period Status Measured Target Budget Credit"
    assert "acme good 2025-03 breached 75% more than 99% █████ 2500% 5 points due" in lines
    assert "acme latency 2025-03 met 120.25 at most 200" in lines
    assert "acme penalty 2025-03 breached EUR 55.00 (5 points) due" in lines
    assert "acme regional region eu 2025-03 breached 99.865591…% at least 99.9% █████ 134% EUR 10.00 due" in lines
    assert lines[-1] == ("5 verdicts: 2 met and 3 breached; credits: EUR 10.00 due; settled together: EUR 55.00 due.")


def test_several_that_match_are_told_apart_by_their_options(run: Run, policy: Path, events: Path) -> None:
    result = run("explain", policy, events, "--period", "2025-03")
    assert (result.exit_code, result.stdout) == (2, "")
    lines = [" ".join(line.split()) for line in result.stderr.splitlines()]
    assert lines[0] == "error: 5 verdicts match, and one can be explained at a time"
    assert "3. breached --customer acme --commitment penalty --period 2025-03" in lines
    assert "4. breached --customer acme --commitment regional --group region=eu --period 2025-03" in lines
    for line in lines[2:]:
        options = line.split()[2:]
        assert run("explain", policy, events, *options).exit_code == 0, options


@pytest.mark.parametrize(
    ("options", "says", "drawn"),
    [
        (["--group", "region=eu"], "the service “machines” (region eu) was down for 1 hour that counts", True),
        (["--commitment", "latency"], "the service “jobs” came to a value of 120.25", False),
        (["--commitment", "good"], "the service “jobs” came to a good share of 75%", False),
        (["--commitment", "penalty"], "several credits are settled together. A commitment behind them is breached", False),
    ],
)
def test_one_is_explained_with_a_timeline_where_it_is_time(
    run: Run, policy: Path, events: Path, options: list[str], says: str, drawn: bool
) -> None:
    result = run("explain", policy, events, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert says in " ".join(result.stdout.split())
    assert ("A mark stands for any part" in result.stdout) is drawn


def test_a_joint_verdict_names_what_each_brings_and_what_the_cap_leaves(run: Run, policy: Path, events: Path) -> None:
    text = " ".join(run("explain", policy, events, "--commitment", "penalty").stdout.split())
    for part in ("“good”", "“regional”", "EUR 10.00", "EUR 50.00", "EUR 45.00", "EUR 55.00"):
        assert part in text, part


def test_clauses_list_joint_rules_and_every_phrase(run: Run, policy: Path) -> None:
    result = run("clauses", policy)
    assert result.exit_code == 0
    assert "5 clauses: 5 encoded, 0 prose." in result.stdout
    assert "joint penalty [" in " ".join(result.stdout.split())
    policy.write_text(POLICY.replace("capped at EUR 55.", "capped at EUR 55 (clause 4)."), encoding="utf-8")
    found = json.loads(run("clauses", policy, "--json").stdout)
    (fourth,) = [one for one in found["clauses"] if one["clause"] == "4"]
    assert [(one["rule"], one["phrase"]) for one in fourth["encoded"]] == [
        ("credit for good", None),
        ("credit for regional", None),
        ("joint penalty", "capped at EUR 55"),
    ]


def test_scenarios_name_groups_values_points_and_joint_rules(run: Run, policy: Path) -> None:
    policy.write_text(POLICY + SCENARIO, encoding="utf-8")
    result = run("test", policy)
    assert result.stdout == "1 passed, 0 failed\n"
    policy.write_text(POLICY + SCENARIO.replace("value 120.25", "value 120"), encoding="utf-8")
    result = run("test", policy)
    assert result.exit_code == 1
    assert "  latency in 2025-03  (line 28)" in result.stdout
    assert "    x value 120   value 120.25\n" in result.stdout
