"""Is the harness awake? Seeded faults in the interpreter, each of which the oracle must catch.

    python -m tests.oracle.faults [--cases 4000] [NAME ...]

Every fault is one small change to a copy of the package; the differential run on that copy must disagree. Prints what each
fault took, and exits 1 if one goes unnoticed, or if its place in the source is no longer there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs

ROOT = Path(__file__).parents[2]


@attrs.frozen(slots=True)
class Fault:
    """One change: in `file` of the package the text `right` becomes `wrong`."""

    name: str
    rule: str
    file: str
    right: str
    wrong: str


FAULTS = (
    Fault("a number cap off by a window", "X2", "engine/windows.py", "booked.starts) < number", "booked.starts) <= number"),
    Fault("a total forgets what was booked", "X4", "engine/windows.py", "us - used)", "us)"),
    Fault("time is booked twice", "X4", "engine/windows.py", "new = subtract(left, booked.time)", "new = left"),
    Fault("a void window excludes its excess", "X3", "engine/windows.py", "return EMPTY\n        case Consequence.EXCESS", "return within\n        case Consequence.EXCESS"),
    Fault("approval lifts nothing", "X3", "engine/windows.py", "if window.approved and", "if False and"),
    Fault("a rolling span forgets its start", "X4", "engine/rolling.py", "used = measure(clip(held, at - distance, at))", "used = 0"),
    Fault("an inclusive target limit", "C1", "engine/targets.py", "held = value >= limit", "held = value > limit"),
    Fault("an exclusive downtime limit", "C1", "engine/targets.py", "held = value <= limit", "held = value < limit"),
    Fault("an inclusive bracket limit", "C2", "engine/rows.py", "return value < share", "return value <= share"),
    Fault("the first row wins over the highest", "C2", "engine/credits.py", "else max(earned,", "else min(earned,"),
    Fault("a cap is a floor", "C5", "engine/credits.py", "else (amount > limit)", "else (amount < limit)"),
    Fault("the least payable amount is not reached by itself", "C5", "engine/credits.py", "rounded >= least.money.amount", "rounded > least.money.amount"),
    Fault("half goes down", "C4", "values/money.py", "carry = twice >= 0", "carry = twice > 0"),
    Fault("a charge's last day is not paid for", "C4", "engine/credits.py", "days = last - first + 1", "days = last - first or 1"),
    Fault("a claim at the deadline is late", "C6", "engine/claims.py", "c.at <= claim_by", "c.at < claim_by"),
    Fault("a second time of a fold", "T3", "time/zones.py", "bisect_right(self.transitions, local - DAY)", "bisect_right(self.transitions, local + DAY)"),
    Fault("month ends do not clamp", "T4", "time/civil.py", "min(day, month_length(month))", "min(day, 28)"),
    Fault("a notice needs more than its length", "T6", "time/lengths.py", "announced_at <= subtract_length(", "announced_at < subtract_length("),
    Fault("a shortest run is too short", "D5", "engine/downtime.py", "if end - start < shortest.us", "if end - start <= shortest.us"),
    Fault("a slot on the grid of the period", "D6", "engine/downtime.py", "return normalize((s // us * us,", "return normalize((s,"),
    Fault("rounding takes excluded time", "D6", "engine/downtime.py", "rounded += subtract(((e, until),), free)", "rounded += ((e, until),)"),
    Fault("a kind of a cause is not that cause", "D2", "engine/exclusions.py", 'cause.startswith(c + ".")', "False"),
    Fault("an excluded cause forgives a counted one", "D4", "engine/exclusions.py", "rest = EMPTY if any(by_cause) else stretch.time", "rest = EMPTY if any(excluded_outage(a, b.outage, part, customer) for a in applied for b in everything) else stretch.time"),
    Fault("excluded time stays in T", "D7", "engine/downtime.py", "- (measure(excluded_time) if leaves else 0)", ""),
    Fault("an open outage goes on after as of", "O1", "engine/customers.py", "return as_of if end_at is None or end_at > as_of else end_at", "return as_of if end_at is None else end_at"),
    Fault("one location speaks for all", "O2", "engine/observations.py", "else len(runs)", "else 1"),
    Fault("all components for any", "D3", "engine/downtime.py", "return parts\n", "return 1\n"),
    Fault("a right needs a miss more", "R1", "engine/rights.py", "range(ground.misses - 1, len(missed))", "range(ground.misses, len(missed))"),
    Fault("no default for a parameter", "P2", "engine/terms.py", "{p.name: p.default for p in policy.parameters}", "{p.name: None for p in policy.parameters}"),
    Fault("a reading is taken with the other one", "P6", "engine/readings.py", "own = [o for o in same if o.component == outcome.component]", "own = [outcome]"),
    Fault("a stop at the deadline is late", "S1", "engine/clocks.py", "max(self.end - self.due, 0)", "max(self.end - self.due + 1, 0)"),
    Fault("a clock never restarts", "S2", "engine/clocks.py", "if self.on.clock.severity is not SeverityRule.RESTART:", "if True:"),
    Fault("the first severity is the last", "S2", "engine/clocks.py", "if self.on.clock.severity is SeverityRule.KEEP_FIRST:", "if False:"),
    Fault("a pause is counted", "S2", "engine/deadlines.py", "due += ended - begun", "due += 0"),
    Fault("a reopening withdraws nothing", "S2", "engine/tickets.py", "self.clock.reopening is ReopenRule.CONTINUE", "False"),
    Fault("an answer at the lifting's limit is late", "S4", "engine/duties.py", "fact.at <= by", "fact.at < by"),
    Fault("an incomplete answer answers", "S4", "engine/happenings.py", "into = incomplete if lacking(event, includes) else complete", "into = complete"),
    Fault("a period without any is missed", "S5", "engine/shares.py", "kept = share.empty is EmptyRule.KEPT", "kept = False"),
    Fault("the first day always counts", "S6", "engine/accruals.py", "low = first if accruing.first_day else first + 1", "low = first"),
    Fault("a deadline at midnight belongs to the next day", "S6", "engine/accruals.py", "return zone.day_of(instant - 1)", "return zone.day_of(instant)"),
    Fault("a unit that is complete at the stop is not", "S6", "engine/accruals.py", "end <= until if part", "end < until if part"),
    Fault("a due run belongs to the period after", "S6", "engine/run_outcomes.py", "else run.due_at - 1", "else run.due_at"),
)  # fmt: skip


def caught(fault: Fault, cases: int) -> bool | None:
    """Whether the differential run disagrees on a copy with the fault; None where the fault's place is gone."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("slalang", "grammar", "tests"):
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        source = copy / "slalang" / fault.file
        text = source.read_text(encoding="utf-8")
        if text.count(fault.right) != 1:
            return None
        source.write_text(text.replace(fault.right, fault.wrong), encoding="utf-8")
        run = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.oracle.run",
                "--cases",
                str(cases),
                "--shrink",
                "0",
                "--stop-after",
                "1",
            ],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
        )
        return run.returncode == 1 and b"disagree" in run.stdout


def main() -> int:
    """Try every fault, or those that are named."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--cases", type=int, default=4000)
    options.add_argument("names", nargs="*")
    asked = options.parse_args()
    chosen = [f for f in FAULTS if not asked.names or f.name in asked.names]
    words = {True: "caught", False: "NOT CAUGHT", None: "PLACE GONE"}
    results = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        found = pool.map(caught, chosen, [asked.cases] * len(chosen))
        for fault, result in zip(chosen, found, strict=True):
            results.append(result)
            print(f"{words[result]:>10}  {fault.rule:<3} {fault.name}", flush=True)  # noqa: T201
    print(f"{results.count(True)} of {len(results)} faults caught")  # noqa: T201
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
