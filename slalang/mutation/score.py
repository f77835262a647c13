"""Which scenarios notice which mutants, and the share of the mutants that one notices (P4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction

import attrs

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.mutation.mutants import Mutant, mutants_of
from slalang.mutation.normal_form import judged_fingerprint, normal_fingerprint
from slalang.semantics.compilation import Compilation
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.syntax.walk import walk

Recompile = Callable[[Mapping[str, ast.Policy]], Compilation]
"""Compiles a policy again, with these trees for those of its files that they name."""


class Fate(Enum):
    """What became of a mutant."""

    NOTICED = "noticed"
    """A scenario fails."""
    SURVIVED = "survived"
    """Every scenario passes."""
    SAME = "means the same"
    """Provably: it is no mistake, and counts for nothing."""
    TOLD = "only told"
    """Explanations tell it and no verdict rests on it: no scenario can expect it, and it counts for nothing."""
    REFUSED = "refused"
    """The checker finds an error: nobody could use it, and it counts for nothing."""


@attrs.frozen(slots=True)
class Judged:
    """A mutant and what became of it; `by` is the title of the scenario that notices it."""

    mutant: Mutant
    fate: Fate
    by: str = ""
    compiled: Compiled | None = attrs.field(default=None, repr=False, eq=False)
    """The changed policy, of one that survived."""


@attrs.frozen(slots=True)
class Score:
    """What became of every mutant of a policy."""

    judged: tuple[Judged, ...]

    def number(self, fate: Fate) -> int:
        """How many mutants came to that."""
        return sum(one.fate is fate for one in self.judged)

    @property
    def survivors(self) -> tuple[Judged, ...]:
        """The mutants that no scenario notices, in the order of their places."""
        return tuple(one for one in self.judged if one.fate is Fate.SURVIVED)

    @property
    def share(self) -> Fraction:
        """Of the mutants that a scenario could notice, the share that one does; 1 where there is none."""
        noticed = self.number(Fate.NOTICED)
        counted = noticed + self.number(Fate.SURVIVED)
        return Fraction(noticed, counted) if counted else Fraction(1)


def judge_mutants(compiled: Compiled, scenarios: tuple[ast.Scenario, ...], recompile: Recompile) -> Score:
    """Try every mutant of a policy against its scenarios.

    All scenarios pass on the policy itself. Those that speak of the changed rule are run first, and among them those that have
    noticed most so far; the first that fails ends it.
    """
    meaning = normal_fingerprint(compiled), judged_fingerprint(compiled)
    noticed: Counter[str] = Counter()
    names = {scenario: _names(scenario) for scenario in scenarios}
    judged = []
    for mutant in mutants_of(compiled.trees):
        one = _judge(mutant, meaning, recompile, _in_turn(mutant, scenarios, names, noticed))
        noticed[one.by] += 1
        judged.append(one)
    return Score(tuple(judged))


def _judge(mutant: Mutant, meaning: tuple[str, str], recompile: Recompile, scenarios: tuple[ast.Scenario, ...]) -> Judged:
    changed = recompile({mutant.at.file: mutant.tree}).compiled
    if changed is None:
        return Judged(mutant, Fate.REFUSED)
    if normal_fingerprint(changed) == meaning[0]:
        return Judged(mutant, Fate.SAME)
    if judged_fingerprint(changed) == meaning[1]:
        return Judged(mutant, Fate.TOLD)
    for scenario in scenarios:
        if not run_scenarios(changed, (scenario,))[0].passed:
            return Judged(mutant, Fate.NOTICED, scenario.title)
    return Judged(mutant, Fate.SURVIVED, compiled=changed)


def _in_turn(
    mutant: Mutant, scenarios: tuple[ast.Scenario, ...], names: Mapping[ast.Scenario, frozenset[str]], noticed: Counter[str]
) -> tuple[ast.Scenario, ...]:
    return tuple(sorted(scenarios, key=lambda s: (mutant.name not in names[s], -noticed[s.title])))


def _names(scenario: ast.Scenario) -> frozenset[str]:
    return frozenset(node.text for node in walk(scenario) if isinstance(node, ast.Name))
