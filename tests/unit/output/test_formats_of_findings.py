"""Every format writes what its own specification asks for, and nothing of a text that could steer who reads it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import attrs
import pytest
from findings import ERROR, FILE, GAP, MAIN, findings, nothing

from slalang.output import diagnostics as formats
from slalang.output.diagnostics import format_names, render_report
from slalang.output.schemas import findings_schema
from slalang.values.diagnostics import Diagnostic, Edit, Fix, Severity
from slalang.values.places import Span

FOLDER = Path(formats.__path__[0])


def written(name: str) -> str:
    return render_report(findings(), name)


def test_the_formats_are_the_files_of_the_folder() -> None:
    assert set(format_names()) == {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert {"full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjsonl"} <= set(format_names())


@pytest.mark.parametrize("name", format_names())
def test_no_format_writes_marks_that_steer_a_screen_or_the_path_of_a_machine(name: str) -> None:
    text = written(name)
    assert "\x1b" not in text
    assert not text or text.endswith("\n")
    if name not in ("full", "concise"):
        assert "contracts/policies/my" in text
        assert not re.search(r'"/|file:///|=/', text)
    if name != "json":  # whose strings are the values themselves
        assert "\u202e" not in text


@pytest.mark.parametrize(
    ("name", "empty"), [("full", ""), ("concise", ""), ("github", ""), ("rdjsonl", ""), ("json", "[]\n"), ("gitlab", "[]\n")]
)
def test_nothing_found_is_an_empty_report(name: str, empty: str) -> None:
    assert render_report(nothing(), name) == empty


def test_concise_is_a_line_each_with_the_file_as_it_was_named() -> None:
    assert written("concise").splitlines() == [
        "policies/my policy.sla:3:10: warning[bracket-gap] a hole, 100%: between<U+000D> rows",
        "policies/my policy.sla:1:11: error[unknown-name] `Größe`:  is <nothing> & <U+001B>[31m<U+202E>",
        "policies/my policy.sla:1:1: error[commitment-missing] the policy promises nothing",
        "policies/house.sla:1:1: note[flat-credit] the same credit",
    ]


def test_concise_is_one_line_whatever_the_file_is_called() -> None:
    name = "a\n::error::\x1b[2J.sla"
    report = attrs.evolve(nothing(), findings=(attrs.evolve(findings().findings[2], file=name),))
    assert render_report(report, "concise") == (
        "a<U+000A>::error::<U+001B>[2J.sla:1:1: error[commitment-missing] the policy promises nothing\n"
    )


# ------------------------------------------------------------------------------ json


def test_what_json_writes_fits_its_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="it is of the extra `test`")
    schema = json.loads(findings_schema())
    for report in (findings(), nothing()):
        jsonschema.Draft202012Validator(schema).validate(json.loads(render_report(report, "json")))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate([{"code": "x"}])


KEYS = ["code", "severity", "message", "file", "start", "end", "clause", "label", "text", "case", "hint", "labels", "fix"]


def test_json_has_the_same_keys_in_every_object() -> None:
    told = json.loads(written("json"))
    assert all(list(each) == [*KEYS, "fingerprint"] for each in told)
    gap = told[0]
    assert gap["file"] == "contracts/policies/my policy.sla"
    assert gap["message"] == GAP.title
    assert (gap["start"], gap["end"]) == ({"line": 3, "column": 10}, {"line": 3, "column": 13})
    assert gap["labels"][1] == {
        "file": "contracts/policies/house.sla",
        "start": {"line": 1, "column": 9},
        "end": {"line": 1, "column": 17},
        "text": "and the house",
    }
    assert gap["fix"]["safe"] is False
    assert [edit["text"] for edit in gap["fix"]["edits"]] == ["portal", "components: a"]
    assert (told[1]["start"], told[1]["end"]) == ({"line": 1, "column": 11}, {"line": 2, "column": 7})
    assert [told[2][key] for key in ("start", "end", "clause", "fix", "labels")] == [None, None, None, None, []]


# ------------------------------------------------------------------------------ github


def test_github_commands_escape_what_would_end_them() -> None:
    gap, error, nowhere, note = written("github").splitlines()
    assert gap.startswith(
        "::warning file=contracts/policies/my policy.sla,line=3,endLine=3,col=10,endColumn=13,title=slalang (bracket-gap)"
        "::a hole, 100%25%3A".replace("%3A", ":")
    )
    assert "%0Acase: an outage of 44 minutes%0Anext: close it, then ask" in gap
    # Columns are for one line only.
    assert error.startswith("::error file=contracts/policies/my policy.sla,line=1,endLine=2,title=")
    assert (
        nowhere
        == "::error file=contracts/policies/my policy.sla,title=slalang (commitment-missing)::the policy promises nothing"
    )
    assert note.startswith("::notice ")


def test_github_properties_escape_commas_and_colons() -> None:
    report = attrs.evolve(findings(), paths={FILE: "a:b,c%.sla"})
    assert "file=a%3Ab%2Cc%25.sla," in render_report(report, "github").splitlines()[0]


# ------------------------------------------------------------------------------ gitlab


def test_gitlab_has_what_it_requires_and_no_fingerprint_twice() -> None:
    told = json.loads(written("gitlab"))
    for each in told:
        assert set(each) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert each["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert each["location"]["lines"]["begin"] >= 1
        assert not each["location"]["path"].startswith(("/", "./"))
        assert "\n" not in each["description"]
    assert len({each["fingerprint"] for each in told}) == len(told)
    assert [each["location"]["lines"] for each in told[:3]] == [{"begin": 3, "end": 3}, {"begin": 1, "end": 2}, {"begin": 1}]


# ------------------------------------------------------------------------------ junit


def test_junit_counts_add_up_and_what_does_not_fail_is_skipped() -> None:
    root = ET.fromstring(written("junit"))
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == [
        "contracts/policies/my policy.sla",
        "contracts/policies/clean.sla",
        "contracts/policies/house.sla",
    ]
    for holder in (root, *suites):
        assert holder.get("tests") == str(len(holder.findall(".//testcase")))
        assert holder.get("failures") == str(len(holder.findall(".//failure")))
        assert holder.get("skipped") == str(len(holder.findall(".//skipped")))
    assert [case.get("name") for case in suites[1]] == ["check"]
    assert root.get("failures") == "2"
    strict = ET.fromstring(render_report(attrs.evolve(findings(), fails=Severity.NOTE), "junit"))
    assert (strict.get("failures"), strict.get("skipped")) == ("4", "0")


def test_junit_holds_no_mark_that_xml_cannot_hold() -> None:
    wrong = attrs.evolve(ERROR, title="a\x00b\x0b\ufffe\ud800<&\"'")
    report = attrs.evolve(findings(), findings=(attrs.evolve(findings().findings[1], diagnostic=wrong),))
    (failure,) = ET.fromstring(render_report(report, "junit").encode()).iter("failure")
    assert failure.get("message") == "a<U+0000>b<U+000B><U+FFFE><U+D800><&\"'"
    whole = ET.fromstring(written("junit"))
    assert "case: an outage" not in ET.tostring(whole, "unicode")  # a warning that does not fail
    assert [f.get("type") for f in whole.iter("failure")] == ["error", "error"]


# ------------------------------------------------------------------------------ rdjsonl


def test_rdjsonl_counts_columns_in_bytes_of_utf_8() -> None:
    lines = [json.loads(line) for line in written("rdjsonl").splitlines()]
    assert [line["severity"] for line in lines] == ["WARNING", "ERROR", "ERROR", "INFO"]
    gap, error = lines[0]["location"]["range"], lines[1]["location"]["range"]
    line = MAIN.split("\n")[2].encode()
    assert line[gap["start"]["column"] - 1 : gap["end"]["column"] - 1] == b"web"
    assert gap["start"]["column"] == len("service 🛰".encode()) + 1 == 13
    assert error == {"start": {"line": 1, "column": 11}, "end": {"line": 2, "column": 7}}
    assert lines[2]["location"] == {"path": "contracts/policies/my policy.sla"}
    assert lines[0]["code"] == {"value": "bracket-gap"}


def test_rdjsonl_makes_one_suggestion_of_all_edits() -> None:
    (suggestion,) = json.loads(written("rdjsonl").splitlines()[0])["suggestions"]
    line = MAIN.split("\n")[2].encode()
    place = suggestion["range"]
    assert place["start"]["line"] == place["end"]["line"] == 3
    made = line[: place["start"]["column"] - 1] + suggestion["text"].encode() + line[place["end"]["column"] - 1 :]
    assert made.decode() == "service 🛰portal: components: a. [waive flat-credit: it is so]"


def test_rdjsonl_suggests_nothing_for_another_file() -> None:
    fix = Fix("x", (Edit(Span("policies/house.sla", 0, 1, 1, 1), ""),))
    report = attrs.evolve(findings(), findings=(attrs.evolve(findings().findings[0], diagnostic=attrs.evolve(GAP, fix=fix)),))
    assert "suggestions" not in json.loads(render_report(report, "rdjsonl"))


# ------------------------------------------------------------------------------ places without a text


@pytest.mark.parametrize("name", format_names())
def test_a_place_in_a_text_that_is_not_at_hand_is_still_a_place(name: str) -> None:
    far = Diagnostic("closed", Span("policies/closed.ics", 40, 50, 7, 3), "calendar-file-bad")
    report = attrs.evolve(
        findings(), findings=(attrs.evolve(findings().findings[0], diagnostic=far, file="policies/closed.ics"),)
    )
    assert "7" in render_report(report, name)


def test_the_document_has_a_row_for_each_format_and_each_key() -> None:
    page = (Path(__file__).parents[3] / "docs" / "lint.md").read_text("utf-8")
    of_formats = page.split("| format | for |", 1)[1].split("\n\n", 1)[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", of_formats, re.MULTILINE)) == list(format_names())
    of_keys = page.split("| key | holds |", 1)[1].split("\n\n", 1)[0]
    told = [name for row in of_keys.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(told) == sorted([*KEYS, "fingerprint"])
