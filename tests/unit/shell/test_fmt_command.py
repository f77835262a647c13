"""`slalang fmt`: writes only what changes, all of it or nothing, and leaves alone what it cannot read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from slalang.shell.cli import cli
from slalang.shell.failures import Failure
from slalang.syntax import formatted
from slalang.syntax.parser import Reading, parse_policy

WRITTEN = "service  ledger: [the one]\n  no components.\n"
SET_OUT = "service ledger: [the one]\n  no components.\n"
ROOT = Path(__file__).parents[3]

Run = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.sla"
    path.write_bytes(WRITTEN.encode())
    return path


def test_a_file_is_written_once_and_then_left(run: Run, file: Path) -> None:
    file.chmod(0o640)
    assert run("fmt", file).exit_code == 0
    assert file.read_bytes() == SET_OUT.encode()
    assert file.stat().st_mode & 0o777 == 0o640
    before = file.stat()
    assert run("fmt", file).exit_code == 0
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert os.listdir(file.parent) == ["a.sla"]


def test_check_and_diff_write_nothing_and_find_what_would_change(run: Run, file: Path) -> None:
    checked = run("fmt", "--check", file)
    shown = run("fmt", "--diff", file)
    assert (checked.exit_code, shown.exit_code) == (1, 1)
    assert checked.stdout == ""
    assert "would format" in checked.stderr
    assert "-service  ledger: [the one]\n+service ledger: [the one]\n" in shown.stdout
    assert file.read_bytes() == WRITTEN.encode()
    run("fmt", file)
    assert (run("fmt", "--check", file).exit_code, run("fmt", "--diff", file).stdout) == (0, "")


def test_one_file_with_errors_does_not_stop_the_others(run: Run, file: Path) -> None:
    wrong = file.parent / "0.sla"
    wrong.write_text("service ledger: no komponents.\n")
    (file.parent / "z.sla").write_bytes(b"\xff\xfe")
    done = run("fmt", file.parent, file.parent / "missing.sla")
    assert done.exit_code == 2
    assert "0.sla:1:20: error" in done.stderr
    assert "there is no file" in done.stderr
    assert wrong.read_text() == "service ledger: no komponents.\n"
    assert file.read_bytes() == SET_OUT.encode()


def test_line_breaks_stay_those_of_the_first_line_and_a_byte_order_mark_goes(run: Run, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + SET_OUT.replace("\n", "\r\n", 1).encode())
    assert "byte order mark" in run("fmt", "--diff", file).stderr
    run("fmt", file)
    assert file.read_bytes() == SET_OUT.replace("\n", "\r\n").encode()
    assert run("fmt", "--check", file).exit_code == 0


def test_standard_input_goes_to_standard_output(run: Run) -> None:
    done = run("fmt", "-", text=WRITTEN)
    assert (done.exit_code, done.stdout, done.stderr) == (0, SET_OUT, "")
    assert run("fmt", "-", text=SET_OUT).stdout == SET_OUT
    assert (run("fmt", "--check", "-", text=WRITTEN).exit_code, run("fmt", "--check", "-", text=WRITTEN).stdout) == (1, "")
    refused = run("fmt", "-", text="service ledger")
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_standard_input_may_be_markdown(run: Run) -> None:
    page = f"# Page [\n```sla\n{WRITTEN}```\n"
    assert run("fmt", "-", "--stdin-filename", "x.md", text=page).stdout == f"# Page [\n```sla\n{SET_OUT}```\n"


def test_a_link_goes_on_pointing_to_the_file(run: Run, file: Path) -> None:
    link = file.parent / "b.sla"
    link.symlink_to(file)
    run("fmt", link)
    assert link.is_symlink()
    assert file.read_bytes() == SET_OUT.encode()


def test_what_would_not_read_the_same_is_not_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(text: str, name: str) -> Reading:
        return parse_policy("" if text == SET_OUT else text, name)

    monkeypatch.setattr(formatted, "parse_policy", forgetful)
    done = CliRunner().invoke(cli, ["fmt", str(file)])
    assert done.exit_code == 2
    assert "defect of slalang" in done.stderr
    assert file.read_bytes() == WRITTEN.encode()


@pytest.mark.parametrize(
    "path",
    [p for end in ("*.sla", "*.sla.md") for p in sorted((ROOT / "policies").rglob(end))],
    ids=lambda path: path.name,
)
def test_the_policies_of_the_project_are_in_the_one_style(path: Path) -> None:
    text = path.read_text("utf-8")
    assert formatted.format_policy(text, path.name).text == text


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
@pytest.mark.parametrize("option", ["--check", "--diff", None])
def test_a_name_of_a_file_cannot_steer_the_screen_or_forge_a_line(run: Run, tmp_path: Path, option: str | None) -> None:
    (tmp_path / "a\n::error::\x1b[2J.sla").write_text(WRITTEN)
    (tmp_path / "b\n\x1b[2J.sla").write_bytes(b"\xff")
    done = run("fmt", *([option] if option else []), tmp_path)
    assert "\x1b" not in done.output
    assert not any(line.startswith(("::", "<U+001B>")) for line in done.output.splitlines())
    assert "a<U+000A>::error::<U+001B>[2J.sla" in done.output
    assert "b<U+000A><U+001B>[2J.sla` is not UTF-8" in done.stderr


def test_a_file_that_may_not_be_written_is_not_called_formatted(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, content: bytes) -> None:
        raise Failure(f"`{name}` may not be written")

    monkeypatch.setattr("slalang.shell.commands.fmt.write_file", refuse)
    done = run("fmt", file)
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [f"error: `{file}` may not be written", "1 file left alone"]
