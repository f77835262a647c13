"""`slalang clauses`: where each clause went."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from hosting_example import POLICY

Run = Callable[..., Result]

LISTED = POLICY.replace("zone", "clauses 1, 2, 3, 4; zone", 1)


def test_each_clause_has_its_rules_and_places(run: Run, policy: Path) -> None:
    policy.write_text(LISTED + '\nprose (clause 4): "nothing to decide".\n', encoding="utf-8")
    result = run("clauses", policy)
    assert result.exit_code == 0
    assert "3 credit for uptime [" in " ".join(result.stdout.split())
    assert "prose: nothing to decide" in result.stdout
    assert "hosting.sla:" in result.stdout
    assert "4 clauses: 3 encoded, 1 prose." in result.stdout
    assert result.stderr == ""


def test_a_lost_clause_and_an_unlisted_one_are_found(run: Run, policy: Path) -> None:
    policy.write_text(LISTED.replace("(clause 1)", "(clauses 1, 5)", 1), encoding="utf-8")
    result = run("clauses", policy)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[lines.index("4") + 1] == "  ! nothing encodes it, and no `prose` names it"
    assert lines[lines.index("5") + 1] == "  ! cited, but the agreement does not list it"
    assert lines[-1] == "4 clauses: 3 encoded, 0 prose, 1 neither; 1 cited and not listed."
    assert "`prose (clause 4):" in result.stderr
    assert result.stderr.count("next: ") == 2


def test_json_is_one_object_and_all_that_stands_on_standard_output(run: Run, policy: Path) -> None:
    policy.write_text(LISTED, encoding="utf-8")
    result = run("clauses", policy, "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["complete"], found["unlisted"]) == (1, False, [])
    assert [(one["clause"], one["lost"]) for one in found["clauses"]] == [("1", False), ("2", False), ("3", False), ("4", True)]
    (one,) = found["clauses"][0]["encoded"]
    assert (one["rule"], one["phrase"]) == ("commitment uptime", None)
    assert one["file"].endswith("hosting.sla")
    assert POLICY.splitlines()[one["line"] - 1].startswith("commitment uptime")


def test_a_policy_that_lists_no_clauses_says_so(run: Run, policy: Path) -> None:
    result = run("clauses", policy)
    assert result.exit_code == 0
    assert "The agreement lists no clauses." in result.stdout
    assert "next: List every clause" in result.stderr


def test_a_policy_that_cannot_be_read_ends_with_2(run: Run, policy: Path) -> None:
    policy.write_text("agreement.", encoding="utf-8")
    result = run("clauses", policy)
    assert (result.exit_code, result.stdout) == (2, "")
