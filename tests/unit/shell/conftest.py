"""The example as files, and ways to run the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from example import Example
from hosting_example import HOSTING, ROOT

from slalang.shell.cli import cli

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are as wide as they are without a terminal, also where the run of the tests itself has one."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def example() -> Example:
    """What the tests of a module are about; a module with another one has a fixture of its own."""
    return HOSTING


@pytest.fixture
def policy(tmp_path: Path, example: Example) -> Path:
    file = tmp_path / f"{example.name}.sla"
    file.write_text(example.policy, encoding="utf-8")
    return file


@pytest.fixture
def events(tmp_path: Path, example: Example) -> Path:
    file = tmp_path / "events.jsonl"
    file.write_text(example.events, encoding="utf-8")
    return file


@pytest.fixture
def run() -> Run:
    def call(*args: object, text: str | None = None) -> Result:
        return CliRunner().invoke(cli, [str(arg) for arg in args], input=text)

    return call


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """The command line in a process of its own, as `python -m slalang`."""

    def call(*args: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "slalang", *(str(arg) for arg in args)],
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            timeout=60,
            check=False,
        )

    return call
