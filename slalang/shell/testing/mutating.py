"""What scenarios would not notice: the mutants of a policy that survive, each with a scenario that notices it."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.mutation.mutants import Mutant
from slalang.mutation.score import Fate, Score, judge_mutants
from slalang.mutation.witnesses import Known, Witness, find_witness
from slalang.output.explanation.wording import clauses_cited
from slalang.pipeline import recompiler
from slalang.shell.terminal import progress
from slalang.shell.testing.lines import Line, column, paragraph, percent
from slalang.shell.testing.suites import Suite
from slalang.syntax import ast
from slalang.syntax.formatter import print_policy

_LEFT_OUT = {
    Fate.SAME: ("means the same", "mean the same"),
    Fate.TOLD: ("changes no verdict, only what is told beside it", "change no verdict, only what is told beside it"),
    Fate.REFUSED: ("is refused by the checker", "are refused by the checker"),
}
"""Why a change counts for nothing, of one and of several."""


def mutated(suite: Suite) -> Score:
    """What became of every mutant of a policy."""
    again = recompiler(suite.source.text, suite.source.file, suite.source.load)
    with progress(f"Changing {suite.file}"):
        return judge_mutants(suite.compiled, suite.scenarios, again)


def survivors(suite: Suite, score: Score) -> Iterator[tuple[Mutant, Witness]]:
    """Every mutant that no scenario notices, with one that would, where one was found."""
    found: list[ast.Scenario] = []
    known: Known = {}
    for one in score.survivors:
        assert one.compiled is not None
        with progress("Looking for scenarios"):
            witness = find_witness(suite.compiled, one.compiled, one.mutant, suite.scenarios, found, known=known)
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
        yield from paragraph(f"The scenario “{witness.scenario.title}” above notices it as well.", "    ")
        return
    yield (("plain", "    A scenario that notices it, if that is what the agreement means:"),)
    for line in print_policy(ast.Policy((witness.scenario,))).rstrip("\n").split("\n"):
        yield (("plain", f"      {line}"),)


def summary(suite: Suite, score: Score) -> str:
    """`cdg.sla: 212 of 212 changes are noticed (100%); left out: 63 mean the same, 60 are refused by the checker`."""
    noticed, counted = score.number(Fate.NOTICED), score.number(Fate.NOTICED) + score.number(Fate.SURVIVED)
    left_out = [f"{number} {say[number != 1]}" for fate, say in _LEFT_OUT.items() if (number := score.number(fate))]
    share = f"{noticed} of {counted} changes are noticed ({percent(noticed, counted)})" if counted else "nothing to change"
    return f"{suite.file}: {share}" + (f"; left out: {', '.join(left_out)}" if left_out else "")
