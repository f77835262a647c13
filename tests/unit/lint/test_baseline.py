"""A baseline holds what was found, says what is gone, and never hides an error."""

from __future__ import annotations

import json

import pytest

from slalang.lint.baseline import KnownFinding, compare, read_baseline, write_baseline
from slalang.output.report import Finding
from slalang.values.diagnostics import Diagnostic, Severity

PATHS = {"a.sla": "policies/a.sla"}


def finding(rule: str, fingerprint: str, severity: Severity = Severity.WARNING, title: str = "t “ü”") -> Finding:
    return Finding(Diagnostic(title, code=rule, severity=severity), "a.sla", fingerprint)


def read(text: str) -> tuple[KnownFinding, ...]:
    known = read_baseline(text, "base.json")
    assert not isinstance(known, Diagnostic)
    return known


def test_what_is_written_is_read_sorted_and_one_finding_a_line() -> None:
    found = [finding("z-rule", "2"), finding("a-rule", "3"), finding("a-rule", "1"), finding("bad", "4", Severity.ERROR)]
    text = write_baseline(found, PATHS)
    assert text == write_baseline(reversed(found), PATHS)
    known = read(text)
    assert [(entry.rule, entry.fingerprint) for entry in known] == [("a-rule", "1"), ("a-rule", "3"), ("z-rule", "2")]
    assert {entry.file for entry in known} == {"policies/a.sla"}
    assert len(text.splitlines()) == 3 + len(known) + 2
    assert "ü" in text
    assert json.loads(text)["version"] == 1


def test_an_empty_one_is_one_too() -> None:
    assert read(write_baseline([], {})) == ()


def test_findings_are_new_known_or_gone() -> None:
    base = read(write_baseline([finding("kept", "1"), finding("mended", "2"), finding("unasked", "3")], PATHS))
    compared = compare([finding("kept", "1"), finding("new", "9")], base, {"policies/a.sla"}, {"kept", "mended", "new"})
    assert [f.fingerprint for f in compared.new] == ["9"]
    assert [f.fingerprint for f in compared.known] == ["1"]
    assert [entry.rule for entry in compared.gone] == ["mended"]
    # Of another file nothing is known.
    assert compare([], base, {"policies/b.sla"}, {"kept", "mended"}).gone == ()


def test_an_error_is_never_hidden() -> None:
    base = (KnownFinding("policies/a.sla", "bad", "t", "1"),)
    compared = compare([finding("bad", "1", Severity.ERROR)], base, {"policies/a.sla"}, {"bad"})
    assert len(compared.new) == 1
    assert compared.known == compared.gone == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"version": 2, "findings": []}',
        '{"version": 1}',
        '{"version": 1, "findings": 5}',
        '{"version": 1, "findings": [7]}',
        '{"version": 1, "findings": [{"file": "a"}]}',
        '{"version": 1, "findings": [{"file": 1, "rule": "r", "title": "t", "fingerprint": "f"}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_baseline_is_said(text: str) -> None:
    said = read_baseline(text, "base.json")
    assert isinstance(said, Diagnostic)
    assert "base.json" in said.title
    assert said.hint
