"""What `slalang check` of a policy of a hundred lines costs from a cold start, beside starting Python.

Prints the median wall time in milliseconds of a new process that starts Python, that checks a policy which was checked before,
and that checks one which has changed, with their ratios. Takes some half a minute and needs nothing but slalang:
python benchmarks/cold_check.py [POLICY]
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
POLICY = CHECKOUT / "policies" / "plutora.sla"
SCRIPT = "from slalang.shell.start import main; main()"
"""What the `slalang` script holds."""

ROUNDS = 15
MOST_FOR_A_CHANGED_ONE = 6
"""How many times the cost of an unchanged policy a changed one may have."""


def main() -> None:
    """Measure in turns, so that whatever else the machine does falls on all alike."""
    policy = Path(sys.argv[1]) if len(sys.argv) > 1 else POLICY
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(policy.parent, Path(folder) / "policies")) / policy.name
        commands = _commands(copy, _environment(Path(folder)))
        for run in commands.values():
            run()  # once, so that Python's compiled modules and the cache are there
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, run in commands.items():
                times[name].append(run())
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, median in medians.items():
        sys.stdout.write(f"{median * 1000:8.1f} ms  {name}\n")
    _ratio("unchanged, to starting Python", medians["check, unchanged"] / medians["python -c pass"])
    ratio = medians["check, changed"] / medians["check, unchanged"]
    _ratio(f"changed, to unchanged (wanted: at most {MOST_FOR_A_CHANGED_ONE})", ratio)
    _ratio("changed, to starting Python", medians["check, changed"] / medians["python -c pass"])


def _commands(policy: Path, environment: dict[str, str]) -> dict[str, Callable[[], float]]:
    text = policy.read_text("utf-8")
    changes = 0

    def spent(*arguments: str) -> float:
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *arguments], env=environment, cwd=policy.parent, capture_output=True, check=False
        )
        taken = time.perf_counter() - start
        if done.returncode != 0:
            raise SystemExit(done.stderr.decode())
        return taken

    def unchanged() -> float:
        policy.write_text(text, "utf-8")
        return spent("-c", SCRIPT, "check", policy.name)

    def changed() -> float:
        nonlocal changes
        changes += 1
        policy.write_text(text + "\n" * changes, "utf-8")
        return spent("-c", SCRIPT, "check", policy.name)

    unchanged()
    return {
        "python -I -S -c pass": lambda: spent("-I", "-S", "-c", "pass"),
        "python -c pass": lambda: spent("-c", "pass"),
        "check, unchanged": unchanged,
        "check, changed": changed,
    }


def _environment(folder: Path) -> dict[str, str]:
    """As of a user with a home of their own, and modules that Python has compiled, as an installed package has."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SLALANG_"))}
    return {
        **kept,
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_STATE_HOME": str(folder / "state"),
    }


def _ratio(what: str, ratio: float) -> None:
    sys.stdout.write(f"{ratio:8.1f} x   {what}\n")


if __name__ == "__main__":
    main()
