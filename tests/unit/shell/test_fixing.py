"""Repairs of files that policies share: none is changed that somebody else may use and nobody looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from slalang.shell import users

Run = Callable[..., Result]

DUTY = """duty tell of web (clause 6): for each outage; requires the fact "told" about it within 1 hour after it starts;
  belongs to the period in which it starts.
"""
MENDED = DUTY.replace(";\n  belongs to the period in which it starts", "")
HEAD = """agreement "Hosting": zone UTC; currency EUR; clauses 6, 7.
service web (clause 7): no components.
"""
SHARE = "share told of tell (clause 7): at least 95% kept; per calendar month; a period without any counts as kept.\n"
SELECT = ("--select", "belonging-unused")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a file that one policy uses, to which a phrase of it means nothing; it is the working folder."""
    (tmp_path / ".git").mkdir()
    write(tmp_path / "duty.sla", DUTY)
    write(tmp_path / "one.sla", f'use "duty.sla".\n{HEAD}')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_a_shared_file_is_mended_where_all_that_use_it_stay_the_same(run: Run, house: Path) -> None:
    run("check", "one.sla", "duty.sla", *SELECT, "--fix")
    assert (house / "duty.sla").read_text("utf-8") == MENDED


def test_a_file_that_was_not_named_is_left(run: Run, house: Path) -> None:
    result = run("check", "one.sla", *SELECT, "--fix")
    assert "note: duty.sla:2: left as it is: duty.sla was not named" in result.stderr
    assert (house / "duty.sla").read_text("utf-8") == DUTY


@pytest.mark.parametrize(
    ("user", "page"),
    [
        ("other.sla", "{}"),
        ("page.md", "# Page\n\n```sla\n{}```\n"),
        ("page.sla.md", "```sla\n{}```\n"),
    ],
)
def test_a_policy_in_any_kind_of_file_is_seen(run: Run, house: Path, user: str, page: str) -> None:
    write(house / user, page.format(f'use "duty.sla".\n{HEAD}{SHARE}'))
    result = run("check", "one.sla", "duty.sla", *SELECT, "--fix")
    assert f"{user} would no longer compile" in result.stderr
    assert (house / "duty.sla").read_text("utf-8") == DUTY


@pytest.mark.parametrize("repository", [True, False])
def test_a_policy_however_far_above_is_seen_also_through_another_file(run: Run, house: Path, repository: bool) -> None:
    if not repository:
        (house / ".git").rmdir()
    low = house / "a" / "b" / "c" / "d"
    write(low / "duty.sla", DUTY)
    write(low / "own.sla", f'use "duty.sla".\n{HEAD}')
    write(house / "x" / "between.sla", 'use "../a/b/c/d/duty.sla".\n')
    write(house / "far.sla", f'use "x/between.sla".\n{HEAD}{SHARE}')
    result = run("check", "a/b/c/d", *SELECT, "--fix")
    assert "far.sla would no longer compile" in result.stderr
    assert (low / "duty.sla").read_text("utf-8") == DUTY


def test_one_among_hundreds_of_neighbours_is_seen(run: Run, house: Path) -> None:
    for number in range(210):
        write(house / f"o{number}.sla", HEAD)
    write(house / "zz.sla", f'use "duty.sla".\n{HEAD}{SHARE}')
    assert "zz.sla would no longer compile" in run("check", "one.sla", "duty.sla", *SELECT, "--fix").stderr
    assert (house / "duty.sla").read_text("utf-8") == DUTY


def test_where_not_all_can_be_looked_at_nothing_is_mended(run: Run, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "_MOST_FILES", 3)
    for number in range(3):
        write(house / f"o{number}.sla", HEAD)
    result = run("check", "one.sla", "duty.sla", *SELECT, "--fix")
    assert "more than 3 files that may be policies" in result.stderr
    assert (house / "duty.sla").read_text("utf-8") == DUTY


def test_a_user_that_has_errors_hides_whether_it_stays_the_same(run: Run, house: Path) -> None:
    write(house / "broken.sla", f'use "duty.sla".\n{HEAD}{SHARE}'.replace("of tell", "of tel"))
    result = run("check", "one.sla", "duty.sla", *SELECT, "--fix")
    assert "broken.sla uses it and has errors" in result.stderr
    assert (house / "duty.sla").read_text("utf-8") == DUTY


def test_a_page_that_only_shows_how_to_use_it_is_no_user(run: Run, house: Path) -> None:
    write(house / "README.md", '# House\n\nWrite:\n\n```sla\nuse "duty.sla".\nno rule\n```\n')
    run("check", "one.sla", "duty.sla", *SELECT, "--fix")
    assert (house / "duty.sla").read_text("utf-8") == MENDED


def test_a_user_that_cannot_be_read_through_ends_no_run(
    run: Run, house: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write(tmp_path_factory.mktemp("elsewhere") / "out.sla", "causes: customer.\n")
    (house / "out.sla").symlink_to(next(tmp_path_factory.getbasetemp().glob("elsewhere*/out.sla")))
    write(house / "bad.sla", f'use "out.sla".\nuse "duty.sla".\nuse "{"x" * 300}.sla".\n{HEAD}')
    result = run("check", "one.sla", "duty.sla", *SELECT, "--fix")
    assert result.exit_code == 1
    assert "left as it is: " in result.stderr
    assert (house / "duty.sla").read_text("utf-8") == DUTY
