"""Differential run: `python -m tests.oracle.run --cases 100000 --seed 1 [--workers 2]`.

Every case is judged by the engine and by the oracle. Prints how often each rule of the language decided something;
exits 1 where they disagree, and leaves the smallest failing cases as policy and events.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.syntax.formatter import print_policy
from slalang.syntax.walk import walk
from slalang.values.event_decoding import event_fields
from slalang.values.events import Outage
from slalang.values.exact_json import canonical_json
from slalang.values.instants import format_instant
from tests.oracle.compare import differences
from tests.oracle.evaluate import evaluate_case
from tests.oracle.generate import STREAMS, Case, cases
from tests.oracle.judging import Verdict

MOST_FAILURES = 200


@attrs.frozen(slots=True)
class Failure:
    """A case on which the two sides disagree."""

    case: Case
    found: tuple[str, ...]


@attrs.define(slots=True)
class Tally:
    """What came of some cases."""

    cases: int = 0
    rules: Counter[str] = attrs.field(factory=Counter)
    numbered: Counter[str] = attrs.field(factory=Counter)
    failures: list[Failure] = attrs.field(factory=list)


def engine_of(tree: ast.Policy) -> Callable[[Case], list[Verdict]]:
    """The engine for a policy: compiled once, asked for every stream."""
    from slalang.output.verdicts.json import verdict_json
    from slalang.pipeline import evaluate
    from slalang.semantics.compile import compile_tree

    compilation = compile_tree(tree)
    if compilation.compiled is None:
        raise ValueError("; ".join(d.title for d in compilation.diagnostics if d.severity.value == "error"))
    compiled = compilation.compiled

    def judge(case: Case) -> list[Verdict]:
        return [json.loads(verdict_json(v)) for v in evaluate(compiled, case.events, as_of=case.as_of)]

    return judge


def disagreement(case: Case, judge: Callable[[Case], list[Verdict]]) -> tuple[list[str], set[str]]:
    """How the two sides differ on a case, and the rules that decided something."""
    verdicts, seen = evaluate_case(case.tree, case.events, as_of=case.as_of)
    try:
        engine = judge(case)
    except Exception as error:
        return [f"engine raises {type(error).__name__}: {error}"], seen
    return differences(engine, verdicts), seen if verdicts else set()


def run_seed(seed: int, streams: int = STREAMS) -> Tally:
    """One policy with its streams."""
    tally = Tally()
    group = cases(seed, streams)
    try:
        judge = engine_of(group[0].tree)
    except Exception as error:
        tally.failures.append(Failure(attrs.evolve(group[0], events=()), (f"engine refuses the policy: {error}",)))
        return tally
    for case in group:
        found, seen = disagreement(case, judge)
        tally.cases += 1
        tally.rules.update(seen)
        tally.numbered.update(numbered(case, seen))
        if found:
            tally.failures.append(Failure(case, tuple(found)))
    return tally


def numbered(case: Case, seen: set[str]) -> set[str]:
    """The numbered rules that a case exercised: those whose parts it met, and those that every such case rests on."""
    if not seen:
        return set()
    rules = {tag.partition("-")[0] for tag in seen} | {"T1", "T2", "V2"}
    if any(isinstance(event, Outage) for event in case.events):
        rules.add("O1")
    if "X1-cause" in seen or "X1-environment" in seen or "X1-fact" in seen:
        rules.add("D2")
    kinds = {type(node) for node in walk(case.tree)}
    if kinds & {ast.RecurringExcluded, ast.AllowedHours}:
        rules.add("T7")
    if ast.Ambiguity in kinds:
        rules.add("P6")
    if any(tag.startswith("R1-") for tag in seen):
        rules.add("R2")
    return rules


# -------------------- smaller cases


def smallest(failure: Failure) -> Failure:
    """The same disagreement with as few events, rules and phrases as possible, by leaving out one at a time."""
    best = failure
    signature = _signature(failure.found)
    shrinking = True
    while shrinking:
        shrinking = False
        for case in (*_fewer_events(best.case), *_fewer_rules(best.case)):
            found = _still_fails(case, signature)
            if found:
                best, shrinking = Failure(case, tuple(found)), True
                break
    return best


def _signature(found: tuple[str, ...] | list[str]) -> str:
    return found[0].split(":")[0].split(" of ")[0]


def _still_fails(case: Case, signature: str) -> list[str]:
    try:
        found, _ = disagreement(case, engine_of(case.tree))
    except Exception:
        # Not a policy that compiles, or not one that the oracle can judge.
        return []
    return found if found and _signature(found) == signature else []


def _fewer_events(case: Case) -> Iterator[Case]:
    half = len(case.events) // 2
    if half > 2:
        yield attrs.evolve(case, events=case.events[half:])
        yield attrs.evolve(case, events=case.events[:half])
    for i in range(len(case.events)):
        yield attrs.evolve(case, events=case.events[:i] + case.events[i + 1 :])


def _fewer_rules(case: Case) -> Iterator[Case]:
    rules = case.tree.rules
    for i, rule in enumerate(rules):
        if isinstance(rule, ast.Agreement):
            continue
        yield attrs.evolve(case, tree=ast.Policy(rules[:i] + rules[i + 1 :]))
        phrases: tuple[ast.Phrase, ...] = getattr(rule, "phrases", ())
        for j in range(len(phrases)):
            fewer: Any = attrs.evolve(rule, phrases=phrases[:j] + phrases[j + 1 :])  # type: ignore[arg-type]
            yield attrs.evolve(case, tree=ast.Policy((*rules[:i], fewer, *rules[i + 1 :])))


def write_failure(failure: Failure, folder: Path, name: str) -> Path:
    """Leave a failing case as policy text, events JSONL, and a note of what differs."""
    folder.mkdir(parents=True, exist_ok=True)
    case = failure.case
    policy = folder / f"{name}.sla"
    policy.write_text(print_policy(case.tree), encoding="utf-8")
    lines = [canonical_json(event_fields(event)) for event in case.events]
    policy.with_suffix(".jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    as_of = "" if case.as_of is None else format_instant(case.as_of)
    note = [f"seed {case.seed}", f"as of {as_of or 'the last event'}", *failure.found]
    policy.with_suffix(".txt").write_text("\n".join(note) + "\n", encoding="utf-8")
    return policy


# -------------------- the run


def run(count: int, seed: int, workers: int, enough: int = MOST_FAILURES) -> Tally:
    """So many cases from a seed on; stops early once there are too many failures."""
    seeds = range(seed * 1_000_003, seed * 1_000_003 + -(-count // STREAMS))
    total = Tally()
    if workers == 1:
        for each in map(run_seed, seeds):
            if _add(total, each, enough):
                break
        return total
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for each in pool.imap_unordered(run_seed, seeds, chunksize=4):
            if _add(total, each, enough):
                break
    return total


def _add(total: Tally, part: Tally, enough: int) -> bool:
    total.cases += part.cases
    total.rules.update(part.rules)
    total.numbered.update(part.numbered)
    total.failures += part.failures
    return len(total.failures) >= enough


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("oracle-failures"))
    parser.add_argument("--stop-after", type=int, default=MOST_FAILURES, help="how many disagreements are enough")
    parser.add_argument("--shrink", type=int, default=3, help="how many kinds of disagreement to make small")
    options = parser.parse_args()
    began = time.monotonic()
    total = run(options.cases, options.seed, options.workers, options.stop_after)
    print("cases that exercised each numbered rule")  # noqa: T201
    for rule, times in sorted(total.numbered.items()):
        print(f"{times:8d}  {rule}")  # noqa: T201
    print("and each of its parts")  # noqa: T201
    for rule, times in sorted(total.rules.items()):
        print(f"{times:8d}  {rule}")  # noqa: T201
    seconds = time.monotonic() - began
    print(f"{total.cases} cases in {seconds:.0f} s, {len(total.failures)} disagreements")  # noqa: T201
    kinds: dict[str, Failure] = {}
    for failure in sorted(total.failures, key=lambda f: len(f.case.events)):
        kinds.setdefault(_signature(failure.found), failure)
    for kind, times in Counter(_signature(f.found) for f in total.failures).most_common():
        print(f"{times:8d}  {kind}: {kinds[kind].found[0][:300]}")  # noqa: T201
    for number, failure in enumerate(list(kinds.values())[: options.shrink], 1):
        path = write_failure(smallest(failure), options.out, f"failure-{number}")
        print(f"written: {path}")  # noqa: T201
    return 1 if total.failures else 0


if __name__ == "__main__":
    sys.exit(main())
