"""`slalang check` from the cache: the same in every respect, and never what another wrote or what no longer holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from slalang.shell import cache, cli, start

POLICIES = Path(__file__).parents[3] / "policies"
SOUND = (POLICIES / "platform_science.sla").read_text("utf-8")


@attrs.frozen(slots=True)
class Ran:
    """What a command printed and gave, and whether it did the work."""

    out: bytes
    err: bytes
    code: object
    worked: bool

    @property
    def shown(self) -> tuple[bytes, bytes, object]:
        return self.out, self.err, self.code


Check = Callable[..., Ran]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Check:
    """Runs `slalang check ARGS` in a folder with a policy and the files that it uses."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "uptime.sla").write_text(SOUND, "utf-8")
    shutil.copytree(POLICIES / "house", folder / "house")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "states"))
    monkeypatch.delenv("SLALANG_NO_CACHE", raising=False)
    work = cli.cli.main

    def run(*arguments: str) -> Ran:
        worked = []
        monkeypatch.setattr(sys, "argv", ["slalang", "check", *arguments])
        monkeypatch.setattr(cli.cli, "main", lambda args: worked.append(True) or work(args))
        with pytest.raises(SystemExit) as ended:
            start.main()
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return Ran(out, err, ended.value.code, bool(worked))

    return run


def entries(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "caches" / "slalang").iterdir())


def the_entry(tmp_path: Path) -> Path:
    [entry] = entries(tmp_path)
    return entry


# ------------------------------------------------------------------------------------------------------------- parity


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        SOUND.replace("commitment", "comitment", 1),
        SOUND.replace(";", ",", 3),
        SOUND + "\nparameter spare: one of 1, 2.\n",
    ],
    ids=["sound", "unknown noun", "misread", "unused"],
)
def test_the_second_time_the_same_is_printed_at_once(check: Check, text: str) -> None:
    Path("uptime.sla").write_text(text, "utf-8")
    plain = check(cache.SWITCH, "uptime.sla")
    first, second = check("uptime.sla"), check("uptime.sla")
    assert (plain.worked, first.worked, second.worked) == (True, True, False)
    assert plain.shown == first.shown == second.shown
    assert second.err


def test_a_folder_is_checked_from_the_cache_until_it_holds_another_policy(check: Check) -> None:
    first, second = check("."), check(".")
    assert (second.worked, second.shown) == (False, first.shown)
    Path("house/another.sla").write_text("nonsense", "utf-8")
    third = check(".")
    assert third.worked
    assert b"another.sla" in third.err


@pytest.mark.parametrize("off", ["option", "environment"])
def test_the_cache_can_be_switched_off(check: Check, tmp_path: Path, off: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if off == "environment":
        monkeypatch.setenv("SLALANG_NO_CACHE", "1")
    given = (cache.SWITCH, "uptime.sla") if off == "option" else ("uptime.sla",)
    assert check(*given).worked
    assert check(*given).worked
    assert not (tmp_path / "caches").exists()
    assert not (tmp_path / "states").exists()


def test_what_could_not_be_done_is_tried_again(check: Check) -> None:
    assert check("nowhere.sla").code == 2
    assert check("nowhere.sla").worked
    assert check("--help").worked
    assert check("--help").worked


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device there")
@pytest.mark.parametrize("output", ["> /dev/full", ">&-", "2> /dev/full", "2>&-"])
def test_output_that_cannot_be_written_is_no_finding(check: Check, output: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(POLICIES.parent)}
    words = f"{sys.executable} -m slalang check uptime.sla --output-format sarif"
    for again in (words, words.replace("check", f"check {cache.SWITCH}")):
        # What is kept is found again by the same words, whichever stream was lost then.
        subprocess.run(["sh", "-c", f"{again} > /dev/null"], env=environment, check=True, capture_output=True)
        ran = subprocess.run(["sh", "-c", f"{again} {output}"], env=environment, check=False, capture_output=True, text=True)
        assert ran.returncode == 2
        if not output.startswith("2"):
            assert "error: the output could not be written: " in ran.stderr
            assert "defect" not in ran.stderr
            assert "Traceback" not in ran.stderr


def test_other_commands_have_nothing_to_do_with_it(check: Check) -> None:
    check("uptime.sla")
    assert cache.replay(["clauses", "uptime.sla"]) is None
    assert cache.replay([]) is None


def test_nothing_else_is_imported(check: Check) -> None:
    check_twice = (
        "import sys\nfrom slalang.shell.start import main\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert ended.code == 0\nprint(*sys.modules)"
    )
    ran = [
        subprocess.run(
            [sys.executable, "-c", check_twice, "check", "uptime.sla"],
            env={**os.environ, "PYTHONPATH": str(POLICIES.parent)},
            capture_output=True,
            text=True,
            check=True,
        )
        for _ in range(2)
    ]
    first, second = (set(each.stdout.split()) for each in ran)
    assert ran[0].stderr == ran[1].stderr
    slow = {"click", "attr", "lark", "json", "re", "typing", "hashlib", "slalang.pipeline"}
    assert slow <= first
    assert not slow & second


# ------------------------------------------------------------------------------------------------- what no longer holds


def test_a_changed_policy_is_checked_anew(check: Check) -> None:
    check("uptime.sla")
    Path("uptime.sla").write_text(SOUND + "\nnonsense", "utf-8")
    assert check("uptime.sla").code == 1
    Path("uptime.sla").write_text(SOUND, "utf-8")
    as_before = check("uptime.sla")
    assert (as_before.worked, as_before.code) == (False, 0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_is_read_once(check: Check) -> None:
    os.mkfifo("pipe.sla")
    for _ in range(2):
        with subprocess.Popen([sys.executable, "-c", f"open('pipe.sla', 'w').write({SOUND!r})"]):
            ran = check("pipe.sla")
        assert (ran.worked, ran.code) == (True, 0)


def test_a_changed_file_that_the_policy_uses_counts(check: Check) -> None:
    check("uptime.sla")
    used = Path("house/causes.sla")
    used.write_text(used.read_text("utf-8") + "\nnonsense", "utf-8")
    changed = check("uptime.sla")
    assert (changed.worked, changed.code) == (True, 1)


def test_a_missing_file_that_appears_counts(check: Check) -> None:
    used = Path("house/causes.sla")
    text = used.read_text("utf-8")
    used.unlink()
    first, second = check("uptime.sla"), check("uptime.sla")
    assert (first.code, second.code, second.worked) == (1, 1, False)
    used.write_text(text, "utf-8")
    assert check("uptime.sla").code == 0


@pytest.mark.parametrize("name", ["NO_COLOR", "COLUMNS", "LC_ALL", "SLALANG_ANYTHING", "PYTHONUTF8"])
def test_what_bears_on_the_output_counts(check: Check, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check("uptime.sla")
    monkeypatch.setenv(name, "1")
    assert check("uptime.sla").worked


def test_the_folder_and_the_words_of_the_command_count(check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check("uptime.sla")
    assert check("./uptime.sla").worked
    shutil.copytree(tmp_path / "work", tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert check("uptime.sla").worked


def test_another_version_counts(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    check("uptime.sla")
    monkeypatch.setattr(cache, "__version__", "99.0")
    assert check("uptime.sla").worked


def test_every_file_of_the_package_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = tmp_path / "slalang" / "lint" / "rule.py"
    rule.parent.mkdir(parents=True)
    rule.write_text("a")
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "slalang" / "shell" / "cache.py"))
    before = cache._engine()
    assert cache._engine() == before
    rule.write_text("bb")
    assert cache._engine() != before
    rule.write_text("a")
    (tmp_path / "grammar").mkdir()
    (tmp_path / "grammar" / "policy.lark").write_text("")
    assert cache._engine() != before


def test_every_package_beside_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tzdata-2025.1.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    before = cache._engine()
    (tmp_path / "tzdata-2025.1.dist-info").rename(tmp_path / "tzdata-2025.2.dist-info")
    assert cache._engine() != before


def test_a_file_that_changed_while_it_was_checked_is_not_remembered(tmp_path: Path) -> None:
    recording = cache.Recording(["check", "x"])
    recording.saw("file", "x", "before")
    recording.saw("file", "x", "after")
    assert not recording.sound


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_used_file_that_leads_out_of_the_folder_counts(check: Check, tmp_path: Path) -> None:
    check("uptime.sla")
    used = Path("house/causes.sla")
    used.rename(tmp_path / "outside.sla")
    used.symlink_to(tmp_path / "outside.sla")
    refused = check("uptime.sla")
    assert (refused.worked, refused.code) == (True, 2)
    assert b"outside the policy's folder" in refused.err


def test_a_missing_file_that_becomes_a_folder_counts(check: Check) -> None:
    used = Path("house/causes.sla")
    used.unlink()
    assert check("uptime.sla").code == 1
    used.mkdir()
    refused = check("uptime.sla")
    assert (refused.worked, refused.code) == (True, 2)


# ------------------------------------------------------------------------------------------------------ what is believed


@pytest.mark.parametrize("place", [0, 31, 40, -3])
def test_an_entry_that_was_edited_is_not_believed(check: Check, tmp_path: Path, place: int) -> None:
    first = check("uptime.sla")
    entry = the_entry(tmp_path)
    content = bytearray(entry.read_bytes())
    content[place] ^= 1
    entry.write_bytes(bytes(content))
    again = check("uptime.sla")
    assert (again.worked, again.shown) == (True, first.shown)
    assert not check("uptime.sla").worked, "the entry is made anew"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\0" * 32, b"\0" * 32 + b'{"code": 0, "inputs": [], "output": []}', b"x" * (2 << 20)]
)
def test_an_entry_that_is_none_is_not_believed(check: Check, tmp_path: Path, content: bytes) -> None:
    first = check("uptime.sla")
    the_entry(tmp_path).write_bytes(content)
    again = check("uptime.sla")
    assert (again.worked, again.shown) == (True, first.shown)


def test_the_entry_of_another_command_is_not_believed(check: Check, tmp_path: Path) -> None:
    check("uptime.sla")
    sound = the_entry(tmp_path)
    Path("uptime.sla").write_text("nonsense", "utf-8")
    assert check("./uptime.sla").code == 1
    [unsound] = [entry for entry in entries(tmp_path) if entry != sound]
    unsound.write_bytes(sound.read_bytes())
    again = check("./uptime.sla")
    assert (again.worked, again.code) == (True, 1)


def test_an_entry_under_another_key_is_not_believed(check: Check, tmp_path: Path) -> None:
    check("uptime.sla")
    key = tmp_path / "states" / "slalang" / "cache.key"
    key.unlink()
    assert check("uptime.sla").worked, "a cache that was handed over"
    assert not check("uptime.sla").worked
    key.write_bytes(bytes(32))
    assert check("uptime.sla").worked


@pytest.mark.skipif(os.name == "nt", reason="rights are lists there")
@pytest.mark.parametrize(
    ("place", "mode"),
    [("states/slalang/cache.key", 0o644), ("states/slalang", 0o755), ("caches/slalang", 0o770), ("entry", 0o666)],
)
def test_what_others_may_read_or_write_is_not_believed(check: Check, tmp_path: Path, place: str, mode: int) -> None:
    check("uptime.sla")
    (the_entry(tmp_path) if place == "entry" else tmp_path / place).chmod(mode)
    assert check("uptime.sla").worked


@pytest.mark.skipif(os.name == "nt", reason="rights are lists there")
def test_what_belongs_to_another_user_is_not_believed(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    check("uptime.sla")
    another = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: another)
    assert check("uptime.sla").worked


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("place", ["entry", "caches/slalang", "states/slalang", "states/slalang/cache.key"])
def test_links_are_not_followed(check: Check, tmp_path: Path, place: str) -> None:
    check("uptime.sla")
    there = the_entry(tmp_path) if place == "entry" else tmp_path / place
    there.rename(tmp_path / "moved")
    there.symlink_to(tmp_path / "moved")
    assert check("uptime.sla").worked


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
@pytest.mark.parametrize("place", ["entry", "states/slalang/cache.key"])
def test_a_pipe_is_not_waited_for(check: Check, tmp_path: Path, place: str) -> None:
    check("uptime.sla")
    there = the_entry(tmp_path) if place == "entry" else tmp_path / place
    there.unlink()
    os.mkfifo(there, 0o600)
    run = [sys.executable, "-m", "slalang", "check", "uptime.sla"]
    ran = subprocess.run(run, env={**os.environ, "PYTHONPATH": str(POLICIES.parent)}, check=False, timeout=30)
    assert ran.returncode == 0


def test_a_key_that_lies_among_the_caches_is_none(check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "caches"))
    check("uptime.sla")
    assert check("uptime.sla").worked


# -------------------------------------------------------------------------------------------- where it cannot be written


@pytest.mark.parametrize("variable", ["XDG_CACHE_HOME", "XDG_STATE_HOME"])
def test_without_a_place_to_write_the_work_is_done(check: Check, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = check(cache.SWITCH, "uptime.sla")
    Path("occupied").write_text("a file")
    monkeypatch.setenv(variable, str(Path("occupied").absolute()))
    for _ in range(2):
        ran = check("uptime.sla")
        assert (ran.worked, ran.shown) == (True, expected.shown)


def test_without_a_home_the_work_is_done(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = check(cache.SWITCH, "uptime.sla")
    for variable in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert check("uptime.sla").shown == expected.shown


def test_it_takes_no_more_room_than_it_may(check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_ENTRIES", 3)
    for number in range(6):
        Path(f"{number}.sla").write_text("nonsense", "utf-8")
        check(f"{number}.sla")
    assert 1 <= len(entries(tmp_path)) <= 3
    assert not check("5.sla").worked, "the youngest stay"
    monkeypatch.setattr(cache, "_LARGEST_ENTRY", 100)
    check("./5.sla")
    assert check("./5.sla").worked
