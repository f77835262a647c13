"""The embedding API: what the package promises to programs."""

from __future__ import annotations

import doctest
import subprocess
import sys
import tomllib

import pytest
from hosting_example import ROOT

import slalang


def test_the_example_of_the_docstring_runs() -> None:
    outcome = doctest.testmod(slalang)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_every_public_name_is_there() -> None:
    for name in slalang.__all__:
        assert getattr(slalang, name) is not None
    with pytest.raises(AttributeError):
        _ = slalang.no_such_name


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert slalang.__version__ == project["version"]


def test_importing_the_package_imports_no_engine() -> None:
    code = "import slalang, sys; print([m for m in sys.modules if m.startswith('slalang.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
    assert done.stdout == "['slalang.version']\n"
