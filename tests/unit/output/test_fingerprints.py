"""A finding keeps its fingerprint while lines move, and no two findings share one."""

from __future__ import annotations

from findings import at

from slalang.output.fingerprints import with_fingerprints
from slalang.values.diagnostics import Diagnostic

TEXT = "service web:\n  no components.\n"


def fingerprints(text: str, *words: str, code: str = "rule", clause: str = "service web", path: str = "p.sla") -> list[str]:
    found = [(Diagnostic("a title", at(text, word, "p.sla"), code, clause=clause), "p.sla") for word in words]
    return [f.fingerprint for f in with_fingerprints(found, {"p.sla": text}, {"p.sla": path})]


def test_lines_above_and_blanks_within_do_not_matter() -> None:
    before = fingerprints(TEXT, "no components")
    assert fingerprints(f"[a note]\n\n\n{TEXT}", "no components") == before
    assert fingerprints(TEXT.replace("no components", "no\n    components"), "no\n    components") == before
    (untitled,) = with_fingerprints(
        [(Diagnostic("other", at(TEXT, "no components", "p.sla"), "rule", clause="service web"), "")], {"p.sla": TEXT}, {}
    )
    assert untitled.fingerprint == before[0]


def test_what_is_found_where_under_which_heading_does() -> None:
    one = fingerprints(TEXT, "web")
    assert fingerprints(TEXT, "service") != one
    assert fingerprints(TEXT, "web", code="other") != one
    assert fingerprints(TEXT, "web", clause="service web (clause 2)") != one
    assert fingerprints(TEXT, "web", path="q.sla") != one


def test_of_those_that_are_alike_each_has_its_own() -> None:
    alike = fingerprints(TEXT, "web", "web", "web")
    assert len(set(alike)) == 3
    assert fingerprints(TEXT, "web", "web") == alike[:2]


def test_what_has_no_place_is_known_by_its_title_and_the_file_that_was_checked() -> None:
    found = with_fingerprints(
        [(Diagnostic("one"), "a.sla"), (Diagnostic("two"), "a.sla"), (Diagnostic("one"), "b.sla")], {}, {}
    )
    assert [finding.file for finding in found] == ["a.sla", "a.sla", "b.sla"]
    assert len({finding.fingerprint for finding in found}) == 3
