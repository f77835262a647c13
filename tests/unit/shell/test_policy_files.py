"""Files are read whole, as UTF-8, from where they may be, or refused in plain words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from slalang.shell import files
from slalang.shell.failures import Failure
from slalang.shell.files import PolicySource, policy_files, read_event_sources, read_policy

Run = Callable[..., Result]


def refusal(file: Path) -> str:
    with pytest.raises(Failure) as failure:
        read_policy(str(file))
    assert failure.value.hint
    return failure.value.message


def test_a_policy_is_read_without_its_mark_and_with_plain_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "a.sla"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntwo\r")
    assert read_policy(str(file)).text == "one\ntwo\n"


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert "there is no file" in refusal(tmp_path / "none.sla")
    assert "is a folder" in refusal(tmp_path)
    latin = tmp_path / "latin.sla"
    latin.write_bytes(b"one\ncaf\xe9")
    assert "is not UTF-8: byte 8, in line 2" in refusal(latin)
    wide = tmp_path / "wide.sla"
    wide.write_bytes("one".encode("utf-16"))
    assert "is UTF-16" in refusal(wide)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.sla"
    file.write_text("x", encoding="utf-8")
    file.chmod(0)
    assert "may not be read" in refusal(file)


def test_a_file_beyond_all_bounds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_POLICY", 10)
    file = tmp_path / "a.sla"
    file.write_bytes(b"x" * 11)
    assert "is larger than" in refusal(file)


def test_use_stays_inside_the_folder_of_the_policy(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    (inner / "house").mkdir(parents=True)
    (tmp_path / "outside.sla").write_text("secret", encoding="utf-8")
    (inner / "house" / "terms.sla").write_text("terms", encoding="utf-8")
    (inner / "link.sla").symlink_to(tmp_path / "outside.sla")
    source = PolicySource(str(inner / "policy.sla"), "")
    assert source.load("house/terms.sla") == "terms"
    assert source.texts == {str(inner / "house" / "terms.sla"): "terms"}
    assert source.load("none.sla") is None
    for name in ("../outside.sla", str(tmp_path / "outside.sla"), "link.sla", "a\0b"):
        with pytest.raises(Failure):
            source.load(name)


def test_standard_input_is_read_once() -> None:
    with pytest.raises(Failure, match="only once"):
        read_event_sources(("-", "-"))


def test_a_folder_gives_its_policies_sorted_and_an_empty_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="holds no policy"):
        policy_files((str(tmp_path),))
    for name in ("b.sla", "a.sla", "c.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert policy_files((str(tmp_path),)) == (str(tmp_path / "a.sla"), str(tmp_path / "b.sla"))


@pytest.mark.parametrize("command", ["evaluate", "explain"])
def test_events_that_are_not_there_exit_2(run: Run, policy: Path, command: str) -> None:
    for missing in ("nowhere.jsonl", str(policy.parent)):
        result = run(command, policy, missing)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "next: " in result.stderr
