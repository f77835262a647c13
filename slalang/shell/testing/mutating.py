"""What scenarios would not notice: the mutants of a policy that survive, each with a scenario that notices it."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.mutation.mutants import Mutant
from slalang.mutation.score import Fate, Score, judge_mutants
from slalang.mutation.witnesses import Witness, find_witness
from slalang.output.explanation.wording import clauses_cited
from slalang.pipeline import recompiler
from slalang.shell.terminal import progress
from slalang.shell.testing.lines import Line, column, paragraph, percent
from slalang.shell.testing.suites import Suite
from slalang.syntax import ast
from slalang.syntax.formatter import print_policy


def mutated(suite: Suite) -> Score:
    """What became of every mutant of a policy."""
    again = recompiler(suite.source.text, suite.source.file, suite.source.load)
    with progress(f"Changing {suite.file}"):
        return judge_mutants(suite.compiled, suite.scenarios, again)


def survivors(suite: Suite, score: Score) -> Iterator[tuple[Mutant, Witness]]:
    """Every mutant that no scenario notices, with one that would, where one was found."""
    found: list[ast.Scenario] = []
    for one in score.survivors:
        assert one.compiled is not None
        with progress("Looking for scenarios"):
            witness = find_witness(suite.compiled, one.compiled, one.mutant, suite.scenarios, found)
        if witness.scenario is not None and witness.tried:
            found.append(witness.scenario)
        yield one.mutant, witness


def survivor(mutant: Mutant, witness: Witness) -> Iterator[Line]:
    """Its place, what was changed, and the scenario."""
    rule = f"{mutant.rule} {mutant.name}".strip()
    head = f"{mutant.at.file}:{mutant.at.line}"
    yield (("failed", "unnoticed"), ("title", f"  {rule}{clauses_cited(mutant.clauses)}"), ("plain", f"  ({head})"))
    yield from paragraph(mutant.before or "(nothing)", f"    {column('is', len(mutant.operator))}  ")
    yield from paragraph(mutant.after or "(left out)", f"    {mutant.operator}: ")
    if witness.scenario is None:
        yield (("plain", f"    No scenario that notices it was found among {witness.tried} streams."),)
        return
    if not witness.tried:
        yield from paragraph(f"A scenario above notices it as well: “{witness.scenario.title}”.", "    ")
        return
    yield (("plain", "    A scenario that notices it, if that is what the agreement means:"),)
    for line in print_policy(ast.Policy((witness.scenario,))).rstrip("\n").split("\n"):
        yield (("plain", f"      {line}"),)


def summary(suite: Suite, score: Score) -> str:
    """`cdg.sla: 212 of 212 changes are noticed (100%); left out: 63 mean the same, 8 are only told, 60 are refused`."""
    noticed, counted = score.number(Fate.NOTICED), score.number(Fate.NOTICED) + score.number(Fate.SURVIVED)
    left_out = [
        f"{score.number(Fate.SAME)} mean the same",
        f"{score.number(Fate.TOLD)} are only told",
        f"{score.number(Fate.REFUSED)} are refused",
    ]
    share = f"{noticed} of {counted} changes are noticed ({percent(noticed, counted)})" if counted else "nothing to change"
    return f"{suite.file}: {share}; left out: {', '.join(left_out)}"
