"""The example as files, and ways to run the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hosting_example import EVENTS, POLICY, ROOT

from slalang.shell.cli import cli

Run = Callable[..., Result]


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "hosting.sla"
    file.write_text(POLICY, encoding="utf-8")
    return file


@pytest.fixture
def events(tmp_path: Path) -> Path:
    file = tmp_path / "events.jsonl"
    file.write_text(EVENTS, encoding="utf-8")
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
