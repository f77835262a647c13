"""What became of every clause: encoded, prose, or lost (P1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from slalang.pipeline import index_clauses
from slalang.semantics.clause_index import ClauseEntry, ClauseIndex

ROOT = Path(__file__).parents[3]

POLICY = """
agreement "Hosting": zone UTC because "none is named" (clause 9); clauses 1, 1.1, 1.2, 2, 3, "Notices", 9.

service web (clause 1): no components.

commitment uptime of web (clause 1.1):
  available at least 99% (clause 1.2);
  per calendar month under reading wide (clauses 1.2, 2);
  watched by outages.

prose (clauses "Notices", 2): "Where letters go; the month is clause 2's in part".

ambiguity month (clause 1.2): reading wide governs because "x"; reading narrow because "y".

scenario "it" (clause 3): expect uptime in 2025-03: met.
"""


def index(text: str, **files: str) -> ClauseIndex:
    found, diagnostics = index_clauses(text, "a/policy.sla", lambda path: files.get(path.removesuffix(".sla")))
    assert found is not None, diagnostics
    return found


def entry(found: ClauseIndex, clause: str) -> ClauseEntry:
    return next(one for one in (*(found.listed or ()), *found.unlisted) if one.clause == clause)


def encoded(found: ClauseIndex, clause: str) -> list[tuple[str, str | None, str | None, int]]:
    return [(one.rule, one.phrase, one.reading, one.span.line) for one in entry(found, clause).encodings]


def test_clauses_stand_in_the_order_of_the_agreement() -> None:
    assert [one.clause for one in index(POLICY).listed or ()] == ["1", "1.1", "1.2", "2", "3", "Notices", "9"]


def test_a_heading_covers_its_rule_and_a_phrase_cites_its_own() -> None:
    found = index(POLICY)
    assert encoded(found, "1.1") == [("commitment uptime", None, None, 6)]
    assert encoded(found, "1.2") == [
        ("commitment uptime", "available at least 99%", None, 7),
        ("commitment uptime", "per calendar month", "wide", 8),
        ("ambiguity month", None, None, 13),
    ]
    assert encoded(found, "9") == [('agreement "Hosting"', "zone UTC", None, 2)]


def test_a_clause_may_be_encoded_in_part_and_prose_in_part() -> None:
    found = entry(index(POLICY), "2")
    assert len(found.encodings) == 1
    assert [prose.because for prose in found.prose] == ["Where letters go; the month is clause 2's in part"]
    assert not found.lost


def test_a_scenario_tries_a_clause_and_does_not_encode_it() -> None:
    found = index(POLICY)
    assert [one.rule for one in entry(found, "3").scenarios] == ['scenario "it"']
    assert [one.clause for one in found.lost] == ["3"]
    assert not found.complete


def test_a_citation_that_the_agreement_does_not_list_is_found() -> None:
    found = index(
        POLICY.replace("(clause 1.1)", "(clauses 1.1, 7)").replace("clauses 1, 1.1, 1.2, 2, 3,", "clauses 1, 1.1, 1.2, 2,")
    )
    assert [one.clause for one in found.unlisted] == ["7", "3"]
    assert encoded(found, "7") == [("commitment uptime", None, None, 6)]
    assert (found.lost, found.complete) == ((), False)


def test_without_a_list_nothing_is_found_and_what_is_cited_is_shown() -> None:
    found = index(POLICY.replace(';\x20clauses 1, 1.1, 1.2, 2, 3, "Notices", 9', ""))
    assert (found.listed, found.complete) == (None, True)
    assert [one.clause for one in found.unlisted] == ["9", "1", "1.1", "1.2", "2", "Notices", "3"]


def test_what_a_policy_uses_counts_with_its_own_place() -> None:
    found = index(
        POLICY.replace("service web", 'use "house.sla".\nservice web'),
        house='exclusion theirs (clause 3): maintenance of kind "scheduled".',
    )
    (one,) = entry(found, "3").encodings
    assert (one.rule, one.span.file, one.span.line) == ("exclusion theirs", "a/house.sla", 1)
    assert found.complete


@pytest.mark.parametrize("rest", ["agreement", 'use "nowhere.sla".'])
def test_what_cannot_be_read_is_said(rest: str) -> None:
    found, diagnostics = index_clauses(POLICY + rest, "policy.sla")
    assert found is None
    assert diagnostics


POLICIES = sorted(path for path in (ROOT / "policies").glob("*.sla") if not path.name.endswith(".scenarios.sla"))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_no_clause_of_the_agreements_is_lost(path: Path) -> None:
    def load(name: str) -> str | None:
        file = path.parent / name
        return file.read_text(encoding="utf-8") if file.is_file() else None

    found, diagnostics = index_clauses(path.read_text(encoding="utf-8"), path.name, load)
    assert found is not None, diagnostics
    assert found.listed, "the agreement lists no clauses"
    assert [one.clause for one in found.lost] == []
    assert [one.clause for one in found.unlisted] == []
