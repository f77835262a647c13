"""SARIF: valid by its published schema, relative to the repository, and the same names for the same findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from findings import FILE, findings, nothing

from slalang.lint.registry import all_rules
from slalang.output.diagnostics import render_report
from slalang.output.report import Report, RulePage

jsonschema = pytest.importorskip("jsonschema", reason="validating SARIF needs jsonschema, of the extra `test`")

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))


def log(report: Report) -> Any:
    """The log of a report, which is valid."""
    told = json.loads(render_report(report, "sarif"))
    validator = jsonschema.validators.validator_for(SCHEMA)
    validator.check_schema(SCHEMA)
    errors = [f"{list(error.absolute_path)}: {error.message}" for error in validator(SCHEMA).iter_errors(told)]
    assert not errors
    return told


def test_the_schema_refuses_what_is_no_sarif() -> None:
    validator = jsonschema.validators.validator_for(SCHEMA)
    assert not validator(SCHEMA).is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})
    assert not validator(SCHEMA).is_valid({"version": "2.0.0", "runs": []})


@pytest.mark.parametrize("report", [findings(), nothing()], ids=["findings", "nothing"])
def test_a_log_is_valid(report: Report) -> None:
    (run,) = log(report)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["semanticVersion"] == "1.2.3"


def test_every_rule_there_is_makes_a_valid_descriptor() -> None:
    rules = tuple(RulePage(rule.name, rule.category, rule.severity, rule.page) for rule in all_rules())
    (run,) = log(attrs.evolve(findings(), rules=rules))["runs"]
    told = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert told.keys() >= {rule.name for rule in rules}
    for rule in rules:
        assert told[rule.name]["defaultConfiguration"]["level"] == rule.severity.value
        assert told[rule.name]["help"]["markdown"]


def test_an_error_without_a_page_is_described_all_the_same() -> None:
    (run,) = log(findings())["runs"]
    without = [rule for rule in run["tool"]["driver"]["rules"] if rule["id"] in ("unknown-name", "commitment-missing")]
    assert len(without) == 2
    for rule in without:
        assert rule["id"] in rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"] == {"level": "error"}


def test_results_point_to_their_rules_places_and_fixes() -> None:
    (run,) = log(findings())["runs"]
    rules = run["tool"]["driver"]["rules"]
    gap, error, nowhere, note, waived = run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [result["level"] for result in run["results"]] == ["warning", "error", "error", "note", "note"]
    place = gap["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 13}
    assert error["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 11,
        "endLine": 2,
        "endColumn": 7,
    }
    assert "region" not in nowhere["locations"][0]["physicalLocation"]
    assert [related["id"] for related in gap["relatedLocations"]] == [1, 2]
    replacements = gap["fixes"][0]["artifactChanges"][0]["replacements"]
    assert [each["insertedContent"]["text"] for each in replacements] == ["portal", "components: a"]
    assert "the meaning may change" in gap["fixes"][0]["description"]["text"]
    (suppression,) = waived["suppressions"]
    assert (suppression["kind"], suppression["justification"]) == ("inSource", "it is so")
    assert all("suppressions" not in result for result in (gap, error, nowhere, note))


def test_paths_are_uris_relative_to_the_repository() -> None:
    odd = attrs.evolve(findings(), paths={FILE: "a:b/ä ö%#?[x].sla"})
    (run,) = log(odd)["runs"]
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "a%3Ab/%C3%A4%20%C3%B6%25%23%3F%5Bx%5D.sla", "uriBaseId": "SRCROOT"}
    assert "SRCROOT" in run["originalUriBaseIds"]
    assert "uri" not in run["originalUriBaseIds"]["SRCROOT"]


def test_messages_hold_nothing_that_sarif_reads_as_a_placeholder_or_link() -> None:
    (run,) = log(findings())["runs"]
    rule = next(rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "bracket-gap")
    assert rule["shortDescription"]["text"] == "A hole, 100% {{0}} \\[see\\](1)."
    assert rule["fullDescription"]["text"] == "A stretch for which no row stands."
    assert run["results"][0]["relatedLocations"][0]["message"]["text"] == "as {{this}} says"


def test_a_code_without_a_page_is_a_rule_all_the_same() -> None:
    (run,) = log(findings())["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == ["bracket-gap", "flat-credit", "unknown-name", "commitment-missing"]
