"""What a check from a cold start does without: a policy in which nothing is found needs no engine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SPARED = (
    *(
        "slalang.engine.evaluate",
        "slalang.trials.stream",
        "slalang.mutation",
        "slalang.output.document",
        "slalang.output.explanation",
    ),
    *("slalang.output.verdicts", "slalang.importers.events", "slalang.semantics.artifact.reading"),
    *("msgspec", "pendulum", "holidays", "rich", "icalendar", "dateutil", "pyarrow", "numpy", "importlib.metadata"),
)


def test_a_check_that_finds_nothing_loads_no_engine() -> None:
    code = (
        "import sys\nfrom slalang.shell.start import main\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert ended.code == 0, ended.code\nprint(*sys.modules, sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "--no-cache", "policies/platform_science.sla"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "nothing is wrong" in done.stderr
    loaded = done.stdout.split("\n")
    assert "slalang.lint.registry" in loaded
    assert [name for name in loaded if name.startswith(SPARED)] == []
