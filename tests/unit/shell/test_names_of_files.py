"""Files whose names are not UTF-8: spoken of by code points, in every format, and read and written like any other."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from slalang.output.diagnostics import format_names
from slalang.shell.files import same_file, spoken_name

Run = Callable[..., Result]

POLICIES = Path(__file__).parents[3] / "policies"
SOUND = (POLICIES / "platform_science.sla").read_text("utf-8")
NAME, SPOKEN = "\udcff.sla", "<U+DCFF>.sla"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are UTF-8 there")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a policy of such a name, and the files that it uses."""
    (tmp_path / NAME).write_text(SOUND, "utf-8")
    (tmp_path / "other.sla").write_text("nonsense", "utf-8")
    shutil.copytree(POLICIES / "house", tmp_path / "house")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", format_names())
@pytest.mark.parametrize("given", [".", NAME])
def test_every_format_can_write_the_name(run: Run, folder: Path, name: str, given: str) -> None:
    (folder / NAME).write_text(SOUND.replace("commitment", "comitment", 1), "utf-8")
    done = run("check", given, "--output-format", name)
    assert done.exit_code == 1
    assert "defect" not in done.stderr
    assert ("%3CU%2BDCFF%3E" if name == "sarif" else "U+DCFF") in done.output
    assert ("other.sla" in done.output) == (given == ".")
    if name in ("json", "gitlab", "sarif"):
        assert json.loads(done.stdout)


@pytest.mark.parametrize("name", format_names())
def test_standard_input_can_be_called_so(run: Run, folder: Path, name: str) -> None:
    done = run("check", "-", "--stdin-filename", NAME, "--output-format", name, text="nonsense")
    assert done.exit_code == 1
    assert "defect" not in done.stderr


def test_a_shared_part_that_is_named_is_checked(run: Run, folder: Path) -> None:
    (folder / NAME).write_bytes((folder / "house" / "causes.sla").read_bytes())
    assert "1 file checked: 1 error" in run("check", NAME).stderr


def test_it_is_compiled_and_is_not_written_over(run: Run, folder: Path) -> None:
    done = run("compile", NAME, "-o", "policy.json")
    assert done.exit_code == 0
    assert f"wrote policy.json: {SPOKEN} as" in done.stderr
    assert run("check", "policy.json").exit_code == 0
    refused = run("compile", NAME, "-o", NAME)
    assert refused.exit_code == 2
    assert "is a text of the policy" in refused.stderr
    assert (folder / NAME).read_text("utf-8") == SOUND


def test_it_is_formatted_where_it_lies(run: Run, folder: Path) -> None:
    (folder / NAME).write_text("service  ledger: [the one]\n  no components.\n")
    assert SPOKEN in run("fmt", "--diff", NAME).stdout
    done = run("fmt", NAME)
    assert done.stderr.splitlines()[0] == f"formatted {SPOKEN}"
    assert (folder / NAME).read_text() == "service ledger: [the one]\n  no components.\n"
    assert SPOKEN not in os.listdir(folder)


def test_a_file_that_is_really_called_so_is_not_taken_for_it(run: Run, folder: Path) -> None:
    assert same_file(NAME, spoken_name(NAME))
    (folder / SPOKEN).write_text("nonsense", "utf-8")
    assert run("check", SPOKEN).exit_code == 1
    refused = run("check", ".")
    assert refused.exit_code == 2
    assert "two files are called `<U+DCFF>.sla`" in refused.stderr
