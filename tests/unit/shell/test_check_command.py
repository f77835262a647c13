"""`slalang check`: what is shown where, in which format, with which exit code, and what it writes."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import stat
import struct
import subprocess
import sys
import termios
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hosting_example import ROOT

from slalang.shell import checking, fixing
from slalang.shell.commands import check
from slalang.values.diagnostics import Diagnostic, Edit, Fix
from slalang.values.places import Span

Run = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[bytes]]

RULE = "commitment-without-remedy"
HEAD = 'agreement "Hosting": zone UTC; currency EUR.\nservice web: no components.\n'
PROMISE = """commitment uptime of web (clause 1): available at least 99.9%; per calendar month;
  measured over the whole period; watched by outages; counted exactly; of a period covered in part, the rest counts as up.
"""
CREDIT = """credit for uptime (clause 2): below 99.9% and above 99% earns 5%; below 99% earns 10%; of the charges of the period;
  given without a claim; rows need a missed target; money rounded half up.
"""
WARNED = HEAD + PROMISE
IDLE = f"{HEAD}{PROMISE}{CREDIT}"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose folder `policies` holds one policy that earns a warning; it is the working folder."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "uptime.sla").write_text(WARNED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def summary(result: Result) -> str:
    return next(line for line in result.stderr.splitlines() if " checked: " in line)


# ------------------------------------------------------------------------------ what is shown, and exit codes


def test_a_warning_is_shown_and_fails_only_where_that_is_asked_for(run: Run, project: Path) -> None:
    result = run("check", "policies")
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"[{RULE}]" in result.stderr
    assert summary(result) == "1 file checked: 1 warning"
    assert run("check", "policies", "--fail-on", "warning").exit_code == 1
    assert run("check", "policies", "--fail-on", "note").exit_code == 1


def test_rules_are_chosen_by_name_and_category(run: Run, project: Path) -> None:
    for options in (["--ignore", "remedies"], ["--ignore", RULE], ["--select", "brackets,claims", "--select", "waivers"]):
        assert summary(run("check", "policies", *options)) == "1 file checked: nothing is wrong"
    assert summary(run("check", "policies", "--select", RULE)) == "1 file checked: 1 warning"


def test_an_unknown_rule_is_said_with_the_nearest_and_nothing_is_checked(run: Run, project: Path) -> None:
    result = run("check", "policies", "--select", "commitment-without-remedi")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"is `{RULE}` meant?" in result.stderr
    assert "checked" not in result.stderr


def test_what_is_wrong_in_a_shared_file_shows_once(run: Run, project: Path) -> None:
    for name in ("a", "b"):
        (project / "policies" / f"{name}.sla").write_text(f'use "house.sla".\n{HEAD}', encoding="utf-8")
    (project / "policies" / "house.sla").write_text(PROMISE, encoding="utf-8")
    (project / "policies" / "uptime.sla").unlink()
    result = run("check", "policies/a.sla", "policies/b.sla")
    assert result.stderr.count(f"[{RULE}]") == 1
    assert summary(result) == "2 files checked: 1 warning"


def test_statistics_count_by_rule(run: Run, project: Path) -> None:
    (project / "policies" / "two.sla").write_text(WARNED, encoding="utf-8")
    assert f"    2  {RULE}\n" in run("check", "policies", "--statistics").stderr


# ------------------------------------------------------------------------------ formats


def test_other_formats_stand_alone_on_standard_output(run: Run, project: Path) -> None:
    result = run("check", "policies", "--output-format", "json")
    assert [(each["code"], each["file"]) for each in json.loads(result.stdout)] == [(RULE, "policies/uptime.sla")]
    assert result.stderr == "1 file checked: 1 warning\n"


def test_a_file_takes_the_findings_and_people_keep_their_messages(run: Run, project: Path) -> None:
    result = run("check", "policies", "--output-format", "sarif", "--output-file", "out.sarif")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing follows when uptime is missed" in result.stderr
    (found,) = json.loads((project / "out.sarif").read_text("utf-8"))["runs"][0]["results"]
    location = found["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "policies/uptime.sla", "uriBaseId": "SRCROOT"}


def test_paths_are_those_of_the_repository_wherever_one_stands(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def files(*names: object) -> list[str]:
        return [each["file"] for each in json.loads(run("check", *names, "--output-format", "json").stdout)]

    assert files(project / "policies" / "uptime.sla") == ["policies/uptime.sla"]
    monkeypatch.chdir(project / "policies")
    assert files("uptime.sla") == files(".") == ["policies/uptime.sla"]
    (project / ".git").rmdir()
    (project / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")  # as in a worktree
    assert files("uptime.sla") == ["policies/uptime.sla"]


def test_without_a_repository_paths_are_those_of_the_working_folder(run: Run, project: Path) -> None:
    (project / ".git").rmdir()
    told = json.loads(run("check", "policies", "--output-format", "json").stdout)
    # Somebody's home may lie in a repository; the path is relative all the same.
    assert told[0]["file"].endswith("policies/uptime.sla")
    assert not told[0]["file"].startswith("/")


def test_junit_fails_what_fails_the_run(run: Run, project: Path) -> None:
    lenient = ET.fromstring(run("check", "policies", "--output-format", "junit").stdout)
    strict = ET.fromstring(run("check", "policies", "--output-format", "junit", "--fail-on", "warning").stdout)
    assert (lenient.get("failures"), strict.get("failures")) == ("0", "1")


def test_nothing_found_in_a_format_of_lines_prints_nothing(run: Run, project: Path) -> None:
    result = run("check", "policies", "--ignore", RULE, "--output-format", "github")
    assert (result.exit_code, result.stdout) == (0, "")


def test_bytes_are_utf_8_in_any_locale_and_colour_only_where_it_is_wanted(process: Process, project: Path) -> None:
    file = project / "policies" / "uptime.sla"
    file.write_text(WARNED.replace("Hosting", "Größe").replace("commitment uptime", "commitment verfügbar"), encoding="utf-8")
    done = process("check", file, "--output-format", "concise", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode in (0, 1)
    assert b"\x1b" not in done.stdout + done.stderr
    forced = process("check", file, "--color", "always", "--no-cache")
    assert b"\x1b[" in forced.stderr
    assert b"\x1b" not in process("check", file, "--color", "never", NO_COLOR="").stderr


# ------------------------------------------------------------------------------ standard input


def test_standard_input_has_a_name_and_uses_files_beside_it(run: Run, project: Path) -> None:
    (project / "policies" / "house.sla").write_text("causes customer.\n", encoding="utf-8")
    text = f'use "house.sla".\n{WARNED}'
    result = run("check", "-", "--stdin-filename", "policies/new.sla", "--output-format", "concise", text=text)
    assert result.exit_code == 1
    assert result.stdout.startswith("policies/house.sla:1:")
    assert "policy.sla:3:12" in run("check", "-", text=WARNED).stderr


def test_markdown_may_come_in_too(run: Run, project: Path) -> None:
    text = f"# Uptime\n\n```sla\n{WARNED}```\n"
    result = run("check", "-", "--stdin-filename", "new.sla.md", "--output-format", "concise", text=text)
    assert result.stdout.startswith("new.sla.md:6:12: warning")


def test_standard_input_is_alone(run: Run, project: Path) -> None:
    assert run("check", "-", "policies", text=WARNED).exit_code == 2


# ------------------------------------------------------------------------------ waivers and baseline


def test_a_waived_finding_is_counted_and_kept_in_sarif_with_its_reason(run: Run, project: Path) -> None:
    file = project / "policies" / "uptime.sla"
    file.write_text(WARNED.replace("(clause 1):", f"(clause 1): [waive {RULE}: the order form has it]\n "), encoding="utf-8")
    assert summary(run("check", "policies", "--fail-on", "note")) == "1 file checked: nothing is wrong; 1 waived"
    (run_told,) = json.loads(run("check", "policies", "--output-format", "sarif").stdout)["runs"]
    (found,) = run_told["results"]
    assert found["suppressions"][0]["justification"] == "the order form has it"
    assert json.loads(run("check", "policies", "--output-format", "json").stdout) == []


def test_a_baseline_hides_what_was_there_and_tells_what_is_gone(run: Run, project: Path) -> None:
    written = run("check", "policies", "--write-baseline", "base.json")
    assert (written.exit_code, summary(written)) == (0, "1 file checked: 1 written to base.json")
    again = run("check", "policies", "--baseline", "base.json", "--fail-on", "note")
    assert (again.exit_code, summary(again)) == (0, "1 file checked: nothing is wrong; 1 in the baseline")
    file = project / "policies" / "uptime.sla"
    file.write_text(f"[moved down]\n\n{WARNED}{PROMISE.replace('uptime', 'speed')}", encoding="utf-8")
    more = run("check", "policies", "--baseline", "base.json", "--select", "remedies", "--fail-on", "note")
    assert (more.exit_code, summary(more)) == (1, "1 file checked: 1 warning; 1 in the baseline")
    assert "speed" in more.stderr
    file.write_text(IDLE, encoding="utf-8")
    gone = run("check", "policies", "--baseline", "base.json", "--select", "remedies")
    assert f"note: no longer found: policies/uptime.sla: nothing follows when uptime is missed [{RULE}]" in gone.stderr
    assert "--write-baseline base.json" in gone.stderr
    assert "no longer" not in run("check", "policies", "--baseline", "base.json", "--select", "brackets").stderr


def test_a_baseline_that_is_none_cannot_be_used(run: Run, project: Path) -> None:
    (project / "base.json").write_text("{}", encoding="utf-8")
    result = run("check", "policies", "--baseline", "base.json")
    assert result.exit_code == 2
    assert "is not a baseline" in result.stderr
    assert run("check", "policies", "--baseline", "missing.json").exit_code == 2


def test_errors_stay_out_of_a_baseline(run: Run, project: Path) -> None:
    (project / "policies" / "uptime.sla").write_text(WARNED.replace("of web", "of wbe"), encoding="utf-8")
    result = run("check", "policies", "--write-baseline", "base.json")
    assert result.exit_code == 1
    assert json.loads((project / "base.json").read_text("utf-8"))["findings"] == []


# ------------------------------------------------------------------------------ repairs

WAIVED_IDLY = IDLE.replace("commitment uptime", f"[waive {RULE}: it was so once]\ncommitment uptime")


def test_a_safe_repair_is_written_and_said(run: Run, project: Path) -> None:
    file = project / "policies" / "uptime.sla"
    file.write_bytes(b"\xef\xbb\xbf" + WAIVED_IDLY.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    offered = run("check", "policies", "--select", "waivers,remedies")
    assert "up to 1 can be mended by --fix, without a change of meaning" in offered.stderr
    result = run("check", "policies", "--select", "waivers,remedies", "--fix")
    assert result.exit_code == 0
    assert "fixed policies/uptime.sla:3: delete the waiver [waiver-unused]" in result.stderr
    assert summary(result) == "1 file checked: nothing is wrong"
    assert file.read_bytes() == b"\xef\xbb\xbf" + IDLE.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [path.name for path in file.parent.iterdir()] == ["uptime.sla"]


def test_a_difference_is_shown_and_nothing_is_written(run: Run, project: Path) -> None:
    file = project / "policies" / "uptime.sla"
    file.write_text(WAIVED_IDLY, encoding="utf-8")
    result = run("check", "policies", "--select", "waivers,remedies", "--diff")
    assert result.exit_code == 1
    assert result.stdout.startswith("--- policies/uptime.sla\n+++ policies/uptime.sla (fixed)\n")
    assert f"\n-[waive {RULE}: it was so once]\n" in result.stdout
    assert file.read_text("utf-8") == WAIVED_IDLY
    file.write_text(IDLE, encoding="utf-8")
    assert run("check", "policies", "--select", "waivers,remedies", "--diff").exit_code == 0


def test_standard_input_is_repaired_to_standard_output(run: Run, project: Path) -> None:
    result = run("check", "-", "--fix", "--select", "waivers,remedies", text=WAIVED_IDLY)
    assert (result.exit_code, result.stdout) == (0, IDLE)
    refused = run("check", "-", "--fix", "--output-format", "json", text=WAIVED_IDLY)
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_a_repair_in_markdown_leaves_the_prose_alone(run: Run, project: Path) -> None:
    page = "# Uptime\n\nProse.\n\n```sla\n{}```\n\nMore [waive it: all].\n"
    file = project / "uptime.sla.md"
    file.write_text(page.format(WAIVED_IDLY), encoding="utf-8")
    assert run("check", file, "--select", "waivers,remedies", "--fix").exit_code == 0
    assert file.read_text("utf-8") == page.format(IDLE)


def test_a_repair_that_changes_the_meaning_is_offered_with_what_changes(run: Run, project: Path) -> None:
    file = project / "policies" / "uptime.sla"
    file.write_text(IDLE, encoding="utf-8")
    select = ("--select", "bracket-open-point")
    assert run("check", "policies", *select, "--fix").exit_code == 0
    assert file.read_text("utf-8") == IDLE
    offered = run("check", "policies", *select, "--unsafe-fixes")
    assert "offered policies/uptime.sla:5: " in offered.stderr
    assert "  changes: credit for uptime\n" in offered.stderr
    assert "\n  -credit for uptime (clause 2): below 99.9% and above 99% earns 5%;" in offered.stderr
    assert file.read_text("utf-8") == IDLE
    made = run("check", "policies", *select, "--unsafe-fixes", "--fix")
    assert "fixed policies/uptime.sla:5: " in made.stderr
    assert summary(made) == "1 file checked: nothing is wrong"
    assert "at least 99%" in file.read_text("utf-8")


def test_a_policy_beside_it_is_not_changed_unseen(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fix that is harmless for the policy asked for, and not for another that uses the same file, is not made."""
    folder = project / "policies"
    base = folder / "uptime.sla"
    base.write_text("parameter plan: a percentage; no default.\n" + IDLE, encoding="utf-8")
    other = folder / "more.sla"
    other.write_text('use "uptime.sla".\nexclusion e: outages whose cause is customer.\n', encoding="utf-8")

    def with_fix(asked: checking.Asked) -> checking.Outcome:
        outcome = original(asked)
        text = asked.sources[0].text
        if "of web" not in text:
            return outcome
        start = text.index("service web: no components.\n")
        name = asked.sources[0].file
        edits = (Edit(Span(name, start, start + len("service web: no components.\n"), 1, 1), ""),)
        return checking.Outcome(
            (*outcome.found, (Diagnostic("x", edits[0].span, "x", fix=Fix("lose the service", edits, safe=True)), name)),
            (),
            outcome.files,
            outcome.texts,
        )

    original = checking.check_all
    monkeypatch.setattr(fixing, "check_all", with_fix)
    monkeypatch.setattr(check, "check_all", with_fix)
    before = base.read_text("utf-8")
    result = run("check", base, "--fix")
    assert "left as it is: " in result.stderr
    assert "would no longer compile" in result.stderr
    assert base.read_text("utf-8") == before


def test_a_file_that_changed_meanwhile_or_has_mixed_line_ends_is_left(run: Run, project: Path) -> None:
    file = project / "policies" / "uptime.sla"
    mixed = WAIVED_IDLY.encode().replace(b"\n", b"\r\n", 2)
    file.write_bytes(mixed)
    result = run("check", "policies", "--select", "waivers,remedies", "--fix")
    assert result.exit_code == 2
    assert "slalang fmt" in result.stderr
    assert file.read_bytes() == mixed


def test_a_compiled_policy_is_checked_and_never_mended(run: Run, project: Path) -> None:
    file = project / "policies" / "uptime.sla"
    file.write_text(WAIVED_IDLY, encoding="utf-8")
    assert run("compile", file, "-o", "uptime.json").exit_code == 0
    before = (project / "uptime.json").read_bytes()
    result = run("check", "uptime.json", "--select", "waivers,remedies", "--fix")
    assert "[waiver-unused]" in result.stderr
    assert "mend the texts that it was compiled from" in result.stderr
    assert (project / "uptime.json").read_bytes() == before
    assert file.read_text("utf-8") == WAIVED_IDLY


# ------------------------------------------------------------------------------ the cache


def test_an_unchanged_check_prints_the_same_from_the_cache(process: Process, project: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(project / "cache"), "SLALANG_CACHE_DIR": str(project / "cache")}
    file = project / "policies" / "uptime.sla"
    first = process("check", file, "--output-format", "json", **environment)
    again = process("check", file, "--output-format", "json", **environment)
    assert (first.returncode, first.stdout, first.stderr) == (again.returncode, again.stdout, again.stderr)
    file.write_text(IDLE, encoding="utf-8")
    changed = process("check", file, "--output-format", "json", "--select", RULE, **environment)
    assert json.loads(changed.stdout) == []


def test_a_clean_policy_says_one_line(run: Run, policy: Path) -> None:
    result = run("check", policy)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 file checked: nothing is wrong\n")


def on_a_terminal(file: Path, columns: int, **environment: str) -> str:
    """What a check says where standard error is a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM", "COLUMNS")}
    subprocess.run(
        [sys.executable, "-m", "slalang", "check", "--no-cache", str(file)],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        cwd=ROOT,
        env={**known, "TERM": "xterm", "PYTHONPATH": str(ROOT), "COLUMNS": str(columns), **environment},
        timeout=60,
        check=False,
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            block = os.read(ours, 65536)
        except OSError:  # the other end is closed, as Linux says it
            break
        if not block:
            break
        said += block
    os.close(ours)
    return said.decode()


def test_on_a_terminal_colour_and_width_are_used_unless_they_are_not_wanted(project: Path) -> None:
    file = project / "policies" / "uptime.sla"
    plain = on_a_terminal(file, 60, NO_COLOR="1")
    assert "\x1b" not in plain
    prose = [line for line in plain.splitlines() if line.startswith("  ") and " | " not in line]
    assert prose
    assert max(map(len, prose)) <= 60
    assert "\x1b[" in on_a_terminal(file, 60)
    assert "\x1b" not in on_a_terminal(file, 60, TERM="dumb")
