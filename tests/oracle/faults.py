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
    Fault("a number cap off by a window", "X2", "engine/availability/windows.py", "booked.starts) < number", "booked.starts) <= number"),
    Fault("a total forgets what was booked", "X4", "engine/availability/windows.py", "us - used)", "us)"),
    Fault("time is booked twice", "X4", "engine/availability/windows.py", "new = subtract(left, booked.time)", "new = left"),
    Fault("a void window excludes its excess", "X3", "engine/availability/windows.py", "return EMPTY\n        case Consequence.EXCESS", "return within\n        case Consequence.EXCESS"),
    Fault("approval lifts nothing", "X3", "engine/availability/windows.py", "if window.approved and", "if False and"),
    Fault("a rolling span forgets its start", "X4", "engine/availability/rolling.py", "used = measure(clip(held, at - distance, at))", "used = 0"),
    Fault("an inclusive target limit", "C1", "engine/targets.py", "target.comparison.holds(value, limit)", '(value > limit if target.comparison.value == "at least" else target.comparison.holds(value, limit))'),
    Fault("an exclusive downtime limit", "C1", "engine/targets.py", "target.comparison.holds(value, limit)", '(value < limit if target.comparison.value == "at most" else target.comparison.holds(value, limit))'),
    Fault("the first row wins over the highest", "C2", "engine/credit/credits.py", "else max(earned,", "else min(earned,"),
    Fault("the least payable amount is not reached by itself", "C5", "engine/credit/credits.py", "rounded >= least.money.amount", "rounded > least.money.amount"),
    Fault("a cap is a floor", "C5", "engine/credit/ceilings.py", "award.amount > limit", "award.amount < limit"),
    Fault("a charge's last day is not paid for", "C4", "engine/credit/charges.py", "/ (last - first + 1)", "/ (last - first or 1)"),
    Fault("half goes down", "C4", "values/money.py", "carry = twice >= 0", "carry = twice > 0"),
    Fault("a second time of a fold", "T3", "time/zones.py", "bisect_right(self.transitions, local - DAY)", "bisect_right(self.transitions, local + DAY)"),
    Fault("month ends do not clamp", "T4", "time/civil.py", "min(day, month_length(month))", "min(day, 28)"),
    Fault("a notice needs more than its length", "T6", "time/lengths.py", "announced_at <= subtract_length(", "announced_at < subtract_length("),
    Fault("a shortest run is too short", "D5", "engine/availability/downtime.py", "if end - start < shortest.us", "if end - start <= shortest.us"),
    Fault("a slot on the grid of the period", "D6", "engine/availability/granularity.py", "return normalize((s // us * us,", "return normalize((s,"),
    Fault("rounding takes excluded time", "D6", "engine/availability/granularity.py", "rounded += subtract(((e, until),), free)", "rounded += ((e, until),)"),
    Fault("a kind of a cause is not that cause", "D2", "engine/availability/exclusions.py", 'cause.startswith(c + ".")', "False"),
    Fault("an excluded cause forgives a counted one", "D4", "engine/availability/exclusions.py", "rest = EMPTY if any(by_cause) else stretch.time", "rest = EMPTY if any(excluded_outage(a, b.outage, part, customer) for a in applied for b in everything) else stretch.time"),
    Fault("excluded time stays in T", "D7", "engine/availability/classes.py", "- (measure(excluded_time) if leaves else 0)", ""),
    Fault("one location speaks for all", "O2", "engine/observation/probes.py", "return locations if watch.locations is FromLocations.ALL else 1", "return 1"),
    Fault("all components for any", "D3", "engine/availability/downtime.py", "if commitment.combine is CombineWords.ALL:", "if False:"),
    Fault("a reading is taken with the other one", "P6", "engine/readings.py", "own = [o for o in same if o.component == outcome.component and o.group == outcome.group]", "own = [outcome]"),
    Fault("an open outage goes on after as of", "O1", "engine/customers.py", "return as_of if end_at is None or end_at > as_of else end_at", "return as_of if end_at is None else end_at"),
    Fault("no default for a parameter", "P2", "engine/terms.py", "{p.name: p.default for p in policy.parameters}", "{p.name: None for p in policy.parameters}"),
    Fault("a stop at the deadline is late", "S1", "engine/support/clocks.py", "max(self.end - self.due, 0)", "max(self.end - self.due + 1, 0)"),
    Fault("a clock never restarts", "S2", "engine/support/clocks.py", "if self.on.clock.severity is not SeverityRule.RESTART:", "if True:"),
    Fault("the first severity is the last", "S2", "engine/support/clocks.py", "if self.on.clock.severity is SeverityRule.KEEP_FIRST:", "if False:"),
    Fault("a pause is counted", "S2", "engine/deadlines.py", "due += ended - begun", "due += 0"),
    Fault("a reopening withdraws nothing", "S2", "engine/support/tickets.py", "self.clock.reopening is ReopenRule.CONTINUE", "False"),
    Fault("an answer at the lifting's limit is late", "S4", "engine/support/duties.py", "fact.at <= by", "fact.at < by"),
    Fault("an incomplete answer answers", "S4", "engine/support/happenings.py", "into = incomplete if lacking(event, includes) else complete", "into = complete"),
    Fault("a period without any is missed", "S5", "engine/support/shares.py", "kept = share.empty is EmptyRule.KEPT", "kept = False"),
    Fault("the first day always counts", "S6", "engine/support/accruals.py", "low = first if accruing.first_day else first + 1", "low = first"),
    Fault("a deadline at midnight belongs to the next day", "S6", "engine/support/accruals.py", "return zone.day_of(instant - 1)", "return zone.day_of(instant)"),
    Fault("a unit that is complete at the stop is not", "S6", "engine/support/accruals.py", "end <= until if part", "end < until if part"),
    Fault("a due run belongs to the period after", "S6", "engine/support/run_outcomes.py", "else run.due_at - 1", "else run.due_at"),
    Fault("probes: >= for > in probe_runs", "O2", "engine/observation/probes.py", "needed > 1", "needed >= 1"),
    Fault("probes: > for >= in close", "O2", "engine/observation/probes.py", "len(run) >= watch.failures", "len(run) > watch.failures"),
    Fault("probes: <= for < in close", "O2", "engine/observation/probes.py", "since < until", "since <= until"),
    Fault("counts: >= for > in sums_by_cell", "D1", "engine/observation/counts.py", "start > as_of", "start >= as_of"),
    Fault("counts: < for <= in misfit", "D1", "engine/observation/counts.py", "len(touched) <= _MOST_SHARES", "len(touched) < _MOST_SHARES"),
    Fault("counts: <= for < in first_known", "D1", "engine/observation/counts.py", "sums.known < other.known", "sums.known <= other.known"),
    Fault("sources: < for <= in first_of", "O8", "engine/observation/sources.py", "start <= reach", "start < reach"),
    Fault("sources: min for max in first_of", "O8", "engine/observation/sources.py", "max(reach, end)", "min(reach, end)"),
    Fault("sources: max for min in first_of", "O8", "engine/observation/sources.py", "min(cluster, key=lambda pair: (pair[1].known, pair[0]))", "max(cluster, key=lambda pair: (pair[1].known, pair[0]))"),
    Fault("resources: >= for > in attributes", "D3", "engine/observation/resources.py", "stay.end > start", "stay.end >= start"),
    Fault("resources: <= for < in attributes", "D3", "engine/observation/resources.py", "stay.start < end", "stay.start <= end"),
    Fault("resources: < for <= in fleet_of", "D3", "engine/observation/resources.py", "starts_at(event.from_at, zone.day_start) <= customer.as_of", "starts_at(event.from_at, zone.day_start) < customer.as_of"),
    Fault("measures: < for <= in kind", "D7", "engine/observation/measures.py", "e.start_at <= customer.as_of", "e.start_at < customer.as_of"),
    Fault("measures: < for <= in requests", "D7", "engine/observation/tallies.py", "own[0] <= e.start_at", "own[0] < e.start_at"),
    Fault("measures: <= for < in reaches_out", "D7", "engine/observation/tallies.py", "event.start_at < own[0]", "event.start_at <= own[0]"),
    Fault("weights: <= for < in by_degree", "D3", "engine/availability/weights.py", "i < len(spans)", "i <= len(spans)"),
    Fault("weights: < for <= in by_degree", "D3", "engine/availability/weights.py", "spans[i][0] <= start", "spans[i][0] < start"),
    Fault("weights: > for >= in weight", "D3", "engine/availability/weights.py", "number >= 0", "number > 0"),
    Fault("bad_units: < for <= in units_of", "C3", "engine/credit/bad_units.py", "beyond <= 0", "beyond < 0"),
    Fault("bad_units: <= for < in slots_touched", "C3", "engine/credit/bad_units.py", "at < end", "at <= end"),
    Fault("bad_units: > for >= in reaches", "C3", "engine/credit/bad_units.py", "fees.comparison.holds(us, fees.us)", "us > fees.us"),
    Fault("awards: min for max in amount", "C3", "engine/credit/awards.py", "max(case.target.share - measured.compared, Fraction(0))", "min(case.target.share - measured.compared, Fraction(0))"),
    Fault("awards: + for - in amount", "C3", "engine/credit/awards.py", "case.target.share - measured.compared", "case.target.share + measured.compared"),
    Fault("awards: + for - in slot_fees", "C3", "engine/credit/awards.py", "end - start", "end + start"),
    Fault("an inclusive bracket limit", "C2", "engine/credit/rows.py", "limit.bound.holds(value, figure_of(limit, target))", '(value <= figure_of(limit, target) if limit.bound.value == "below" else limit.bound.holds(value, figure_of(limit, target)))'),
    Fault("rows: < for <= in inside", "C2", "engine/credit/rows.py", "limit.bound.holds(value, figure_of(limit, target))", '(value < figure_of(limit, target) if limit.bound.value == "at most" else limit.bound.holds(value, figure_of(limit, target)))'),
    Fault("rows: >= for > in inside", "C2", "engine/credit/rows.py", "limit.bound.holds(value, figure_of(limit, target))", '(value >= figure_of(limit, target) if limit.bound.value == "above" else limit.bound.holds(value, figure_of(limit, target)))'),
    Fault("joint_caps: >= for > in left_of", "C5", "engine/credit/joint_caps.py", "left > room", "left >= room"),
    Fault("joint_caps: min for max in add", "C5", "engine/credit/joint_caps.py", "max(use.period.start_at, self.starts[-1] if self.starts else use.period.start_at)", "min(use.period.start_at, self.starts[-1] if self.starts else use.period.start_at)"),
    Fault("joint_caps: min for max in sum_of", "C5", "engine/credit/joint_caps.py", "max(uses.start, uses.stop)", "min(uses.start, uses.stop)"),
    Fault("joint_members: any for all in in_points", "C5", "engine/credit/joint_members.py", "all(isinstance(row.award, Points) for row in credit.rows)", "any(isinstance(row.award, Points) for row in credit.rows)"),
    Fault("joint_members: any for all in paid", "C5", "engine/credit/joint_members.py", "all(payment.amount is None for payment in member.payments)", "any(payment.amount is None for payment in member.payments)"),
    Fault("a claim at the deadline is late", "C6", "engine/credit/claims.py", "a.at <= claim_by", "a.at < claim_by"),
    Fault("claims: < for <= in not_taken", "C6", "engine/credit/claims.py", "case.customer.as_of <= claim_by", "case.customer.as_of < claim_by"),
    Fault("claims: < for <= in attempts", "C6", "engine/credit/claims.py", "f.at <= case.customer.as_of", "f.at < case.customer.as_of"),
    Fault("claim_deadlines: > for >= in concerns", "C6", "engine/credit/claim_deadlines.py", "fact.at >= case.period.start_at", "fact.at > case.period.start_at"),
    Fault("claim_deadlines: min for max in incident_start", "C6", "engine/credit/claim_deadlines.py", "max(((time[-1][1], time[0][0]) for _, time in case.incidents if time), default=None)", "min(((time[-1][1], time[0][0]) for _, time in case.incidents if time), default=None)"),
    Fault("claim_deadlines: max for min in incident_start", "C6", "engine/credit/claim_deadlines.py", "min(outages, default=case.period.start_at if counted is None else counted[1])", "max(outages, default=case.period.start_at if counted is None else counted[1])"),
    Fault("preconditions: < for <= in broken", "C6", "engine/credit/preconditions.py", "f.at <= at", "f.at < at"),
    Fault("preconditions: <= for < in broken", "C6", "engine/credit/preconditions.py", "mended.get(f.id, f.at - 1) < f.at", "mended.get(f.id, f.at - 1) <= f.at"),
    Fault("preconditions: + for - in broken", "C6", "engine/credit/preconditions.py", "f.at - 1", "f.at + 1"),
    Fault("settlements: < for <= in settlements_for", "C8", "engine/credit/settlements.py", "s.at <= credit.customer.as_of", "s.at < credit.customer.as_of"),
    Fault("ceilings: <= for < in bounded", "C5", "engine/credit/ceilings.py", "award.amount < limit", "award.amount <= limit"),
    Fault("ceilings: >= for > in bounded", "C5", "engine/credit/ceilings.py", "award.amount > limit", "award.amount >= limit"),
    Fault("ceilings: max for min in bounded", "C5", "engine/credit/ceilings.py", "min(award.days, cap.at.number)", "max(award.days, cap.at.number)"),
    Fault("charges: <= for < in inside", "C4", "engine/credit/charges.py", "days_in(time, case.zone) < 1", "days_in(time, case.zone) <= 1"),
    Fault("charges: >= for > in part_of_day", "C4", "engine/credit/charges.py", "inside > 0", "inside >= 0"),
    Fault("charges: min for max in days_in", "C4", "engine/credit/charges.py", "max(high - low - 1, 0)", "min(high - low - 1, 0)"),
    Fault("misses: >= for > in within", "R1", "engine/right/misses.py", "len(ends) > 1", "len(ends) >= 1"),
    Fault("misses: > for >= in longer", "R1", "engine/right/misses.py", "miss.comparison.holds(us, miss.us)", "us > miss.us"),
    Fault("misses: >= for > in longer", "R1", "engine/right/misses.py", "miss.comparison.holds(us, miss.us)", "us >= miss.us"),
    Fault("rights: >= for > in state", "R1", "engine/right/rights.py", "customer.as_of > lapses_at", "customer.as_of >= lapses_at"),
    Fault("rights: >= for > in arisings", "R1", "engine/right/rights.py", "arisen.history[arisen.last].end_at > kept[-1].history[kept[-1].last].end_at", "arisen.history[arisen.last].end_at >= kept[-1].history[kept[-1].last].end_at"),
    Fault("a right needs a miss more", "R1", "engine/right/rights.py", "last - first + 1 >= ground.misses", "last - first + 1 > ground.misses"),
    Fault("outages: > for >= in watched_outages", "D1", "engine/observation/outages.py", "outage.start_at >= end", "outage.start_at > end"),
    Fault("outages: <= for < in unwatched", "D1", "engine/observation/outages.py", "outage.degree < watch.least_degree", "outage.degree <= watch.least_degree"),
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
    if unknown := set(asked.names) - {f.name for f in FAULTS}:
        options.error(f"no such fault: {', '.join(sorted(unknown))}")
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
