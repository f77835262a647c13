"""A scenario that notices a mutant: searched among small streams, and tried on both policies before it is offered (P4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import attrs

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.mutation.expectation import subject_key, telling_apart
from slalang.mutation.mutants import Mutant
from slalang.mutation.neighbours import neighbours
from slalang.mutation.streams import streams
from slalang.mutation.streams.stream import Stream, Versions
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.trials.stream import moment
from slalang.values.verdicts import Verdict

MOST_STREAMS = 400
"""How many streams are tried for one mutant."""


@attrs.frozen(slots=True)
class Witness:
    """A scenario that passes on the policy and fails on the mutant, or None; `tried`: among how many streams.

    With none tried it is one that was found for another mutant.
    """

    scenario: ast.Scenario | None
    tried: int


def find_witness(
    original: Compiled,
    changed: Compiled,
    mutant: Mutant,
    scenarios: Iterable[ast.Scenario],
    found_before: Iterable[ast.Scenario] = (),
    most: int = MOST_STREAMS,
) -> Witness:
    """Try what was found for other mutants, then streams at what the policy and the mutant name, and the policy's own scenarios
    with one thing changed.

    What the scenario expects is what the policy gives as it is written: whether the agreement means that, a person says.
    """
    for scenario in found_before:
        if not _passes(scenario, changed):
            return Witness(scenario, 0)
    versions = Versions(original, changed)
    own = [one for one in scenarios if any(isinstance(p.body, ast.GivenEvent) for p in one.phrases)]
    near = neighbours(own, mutant.name, original.policy)
    tried = 0
    for stream in islice(_by_turns(streams(versions, mutant.rule, mutant.name), near), most):
        tried += 1
        if (found := _telling(stream, versions, mutant)) is not None:
            return Witness(found, tried)
    return Witness(None, tried)


def _by_turns(one: Iterator[Stream], other: Iterator[Stream]) -> Iterator[Stream]:
    """Three of one, one of the other, until both end."""
    while batch := [*islice(one, 3), *islice(other, 1)]:
        yield from batch


def _telling(stream: Stream, versions: Versions, mutant: Mutant) -> ast.Scenario | None:
    here, there = _verdicts(stream, versions.original, mutant), _verdicts(stream, versions.changed, mutant)
    others = {subject_key(verdict): verdict for verdict in there}
    for verdict in here:
        other = others.get(subject_key(verdict))
        if other is not None and _same(verdict, other):
            continue
        for expect in telling_apart(verdict, other, versions.original.policy):
            scenario = _scenario(stream, (expect,), versions.original, mutant)
            if _passes(scenario, versions.original) and not _passes(scenario, versions.changed):
                return scenario
    return None


def _same(verdict: Verdict, other: Verdict) -> bool:
    """Whether two verdicts agree in all that a scenario can expect, and in more."""
    return attrs.evolve(verdict, policy="", because=()) == attrs.evolve(other, policy="", because=())


def _verdicts(stream: Stream, compiled: Compiled, mutant: Mutant) -> tuple[Verdict, ...]:
    """All verdicts of a stream: a scenario that expects a right gets them all, whether or not there is one."""
    anything = ast.Expect(ast.RightSubject(ast.Name("any")), (ast.StatusOutcome("arisen"),))
    return run_scenarios(compiled, (_scenario(stream, (anything,), compiled, mutant),))[0].verdicts


def _passes(scenario: ast.Scenario, compiled: Compiled) -> bool:
    return run_scenarios(compiled, (scenario,))[0].passed


def _scenario(stream: Stream, expected: tuple[ast.Expect, ...], compiled: Compiled, mutant: Mutant) -> ast.Scenario:
    given = tuple(ast.Phrase(ast.GivenEvent(event)) for event in stream.given)
    stands = () if stream.as_of is None else (ast.Phrase(ast.AsOf(moment(stream.as_of, compiled.policy.zone))),)
    clauses = ast.Qualifiers(clauses=mutant.clauses or None)
    phrases = (*given, *stands, *(ast.Phrase(one) for one in expected))
    return ast.Scenario(_title(mutant), clauses, phrases)


def _title(mutant: Mutant) -> str:
    words = mutant.before.replace('"', "'") or "nothing"
    return f"It is: {words}" if len(words) <= 90 else f"It is: {words[:87]}..."
