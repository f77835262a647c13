"""Errors of reading, as the person who wrote the policy meets them.

Each file in tests/cases/mistakes holds a text with mistakes and, below a line of dashes, everything that is said about it.
`SLALANG_RESET=1 pytest tests/unit/syntax/test_mistakes.py` writes what is said now; review the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from slalang.output.diagnostics.full import render_diagnostics
from slalang.syntax.parser import parse_policy

CASES = Path(__file__).parents[2] / "cases" / "mistakes"
BETWEEN = "\n" + "-" * 80 + "\n"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_what_is_said_about_a_mistake(path: Path) -> None:
    text, _, expected = path.read_bytes().decode("utf-8").partition(BETWEEN)
    reading = parse_policy(text)
    said = render_diagnostics(reading.diagnostics, {"policy.sla": text})
    if os.environ.get("SLALANG_RESET") == "1":
        path.write_bytes(f"{text}{BETWEEN}{said}".encode())
        return
    assert reading.tree is None
    assert said == expected


def test_there_are_cases() -> None:
    assert len(list(CASES.glob("*.txt"))) > 40
