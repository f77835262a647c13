"""`slalang test`: what failed and why, what is tried, what would be noticed, for people and for build servers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import Result

Run = Callable[..., Result]

POLICY = """agreement "Hosting": zone UTC; currency EUR; clauses 1, 2, 3.
causes: customer.
service web: no components.
commitment uptime of web (clause 1):
  down at most 1 hour;
  per calendar month;
  watched by outages;
  measured over the whole period;
  counted exactly;
  of a period covered in part, the rest counts as up.
exclusion theirs (clause 2): outages caused by customer.
credit for uptime (clause 3):
  a missed target earns 5%;
  of the charges of the period;
  rows need a missed target;
  money rounded half up;
  given without a claim.
"""
SCENARIOS = """use "hosting.sla".
scenario "Two hours":
  given charge of EUR 1,000.00 for 2025-04;
  given outage of web called "crash" from 2025-04-07 10:00 to 2025-04-07 12:00;
  given outage of web called "ours" from 2025-04-08 10:00 to 2025-04-08 12:00 caused by customer;
  expect uptime in 2025-04: {status}, credit EUR {credit}, 2 hours counted.
"""


@pytest.fixture
def hosting(tmp_path: Path) -> Path:
    file = tmp_path / "hosting.sla"
    file.write_text(POLICY, encoding="utf-8")
    told(file)
    return file


def told(policy: Path, status: str = "breached", credit: str = "50.00") -> None:
    """The scenario beside the policy, with what it expects."""
    beside = policy.with_name("hosting.scenarios.sla")
    beside.write_text(SCENARIOS.format(status=status, credit=credit), encoding="utf-8")


def test_a_failure_shows_both_sides_and_why(run: Run, hosting: Path) -> None:
    told(hosting, "met", "0.00")
    result = run("test", hosting)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[1] == "  uptime in 2025-04  (line 6)"
    assert lines[2:6] == [
        "      expected          actual",
        "    x met               breached (the target was missed)",
        "    x credit EUR 0.00   credit EUR 50.00",
        "      2 hours counted   2 hours counted",
    ]
    why = " ".join(result.stdout.split("why\n")[1].split())
    assert "was down for 2 hours that count" in why
    assert "Outage “ours” falls under “outages caused by customer”" in why
    assert "The credit row “a missed target earns 5%” applies (clause 3)." in why
    assert "given without a claim" not in why
    every = run("test", hosting, "--explain")
    assert "given without a claim" in every.stdout
    assert len(every.stdout) > len(result.stdout)


def test_what_is_wrong_with_a_scenario_itself_is_shown_without_reasons(run: Run, hosting: Path) -> None:
    beside = hosting.with_name("hosting.scenarios.sla")
    beside.write_text('use "hosting.sla".\nscenario "Nobody": expect speed in 2025-04: met.', encoding="utf-8")
    result = run("test", hosting)
    assert result.exit_code == 1
    assert "`speed` is not declared" in result.stdout
    assert "why" not in result.stdout


def test_coverage_lists_what_is_not_tried_and_holds_a_build_to_a_share(run: Run, hosting: Path) -> None:
    shown = run("test", hosting, "--coverage")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "hosting.sla: 3 of 5 ways are tried (60%)" in shown.stdout
    assert "commitment uptime  1 of 3" in shown.stdout
    assert "hosting.sla:5: commitment uptime: “down at most 1 hour” met (clause 1)" in " ".join(shown.stdout.split())
    assert run("test", hosting, "--coverage-min", "60").exit_code == 0
    assert run("test", hosting, "--coverage-min", "60").stdout == "1 passed, 0 failed\n"
    less = run("test", hosting, "--coverage-min", "60.001")
    assert less.exit_code == 1
    assert "less than was asked for" in less.stderr
    assert "not tried:" in less.stdout


@pytest.mark.parametrize("figure", ["101", "-1", "1e2", "nan", "many"])
def test_a_share_is_a_percentage(run: Run, hosting: Path, figure: str) -> None:
    result = run("test", hosting, "--coverage-min", figure)
    assert result.exit_code == 2
    assert "percentage" in result.stderr


def test_junit_has_a_case_for_each_scenario(run: Run, hosting: Path, tmp_path: Path) -> None:
    told(hosting, "met")
    beside = hosting.with_name("hosting.scenarios.sla")
    text = beside.read_text(encoding="utf-8") + '\nscenario "A <b> & more": expect uptime in 2025-04: met.\n'
    beside.write_text(text, encoding="utf-8")
    report = tmp_path / "report.xml"
    run("test", hosting, "--junit", report)
    root = ElementTree.parse(report).getroot()
    (suite,) = root
    assert (root.get("tests"), root.get("failures"), suite.get("name")) == ("2", "1", str(hosting))
    first, second = suite
    assert (first.get("name"), first.get("classname"), first.get("file"), first.get("line")) == (
        "Two hours", str(hosting), str(beside), "2",
    )  # fmt: skip
    failure = first.find("failure")
    assert failure is not None
    assert "x met" in str(failure.text)
    assert len(second) == 0


def test_a_title_that_xml_cannot_hold_is_written_by_its_code_points() -> None:
    from slalang.output.tests.junit import Case, render

    root = ElementTree.fromstring(render([Case("p.sla", "a\x01<&\ufffe", "p.sla", 1, "x\x00")]))
    case = root[0][0]
    assert case.get("name") == "a<U+0001><&<U+FFFE>"
    assert case[0].text == "x<U+0000>"


def test_json_is_one_object_a_policy_and_nothing_else(run: Run, hosting: Path) -> None:
    told(hosting, "met")
    result = run("test", hosting, "--json", "--coverage")
    (line,) = result.stdout.splitlines()
    found = json.loads(line)
    assert result.exit_code == 1
    assert found["policy"] == str(hosting)
    (scenario,) = found["scenarios"]
    assert (scenario["title"], scenario["line"], scenario["passed"]) == ("Two hours", 2, False)
    assert scenario["failed"] == [
        {"about": "uptime in 2025-04", "line": 6, "expected": "met", "actual": "breached (the target was missed)"}
    ]
    assert found["coverage"]["ways"] == 5


def test_what_nobody_notices_is_shown_with_a_scenario_that_does(run: Run, hosting: Path) -> None:
    result = run("test", hosting, "--mutate")
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "unnoticed commitment uptime (clause 1)" in text
    assert "is down at most 1 hour inclusive: down less than 1 hour" in text
    assert "given outage of web from 2025-04-07 10:00 to 2025-04-07 11:00; expect uptime in 2025-04: met" in text
    summed = result.stdout.splitlines()[-2]
    assert "changes are noticed" in summed
    assert "are refused by the checker" in summed
    assert " 0 " not in summed
    assert run("test", hosting, "--mutate-min", "1").exit_code == 0
    least = run("test", hosting, "--mutate-min", "100", "--json")
    assert least.exit_code == 1
    unnoticed = json.loads(least.stdout)["mutation"]["unnoticed"]
    assert any(one["operator"] == "inclusive" and one["scenario"].startswith("scenario ") for one in unnoticed)


def test_a_hole_is_explained_once(run: Run, hosting: Path) -> None:
    policy = POLICY.replace("  a missed target earns 5%;\n", "  below 99.5% and above 99% earns 5%;\n  below 99% earns 10%;\n")
    hosting.write_text(policy, encoding="utf-8")
    at = "given outage of web from 2025-04-07 10:00 to 2025-04-07 17:12"
    expected = "expect uptime in 2025-04: breached, credit EUR 50.00"
    beside = f'use "hosting.sla".\nscenario "Hole": given charge of EUR 1,000.00 for 2025-04; {at}; {expected}.\n'
    hosting.with_name("hosting.scenarios.sla").write_text(beside, encoding="utf-8")
    said = " ".join(run("test", hosting).stdout.split())
    assert said.count("no row of the table covers") == 1
    assert "leave a hole here" not in said


def test_a_policy_whose_scenarios_fail_is_not_changed(run: Run, hosting: Path) -> None:
    told(hosting, "met")
    result = run("test", hosting, "--mutate")
    assert result.exit_code == 1
    assert "its scenarios must pass first" in result.stderr
    assert "unnoticed" not in result.stdout
