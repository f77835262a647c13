"""A scenario that notices a mutant: searched among small streams, and tried on both policies before it is offered (P4)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import chain, count, islice

import attrs

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.mutation.expectation import subject_key, telling_apart
from slalang.mutation.mutants import Mutant
from slalang.mutation.narrowed import narrowed
from slalang.mutation.neighbours import neighbours
from slalang.mutation.streams import streams
from slalang.mutation.streams.stream import Stream, Versions
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.time.zones import Zone
from slalang.trials.stream import moment
from slalang.values.verdicts import Verdict

MOST_STREAMS = 400
"""How many streams are tried for one mutant."""
_MOST_KNOWN = 1_000

Known = dict[tuple[Stream, str, str], tuple[Verdict, ...]]
"""What the policy itself gives for the streams that were tried last, by rule: mutants of one rule are tried with the same."""


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
    known: Known | None = None,
) -> Witness:
    """Try what was found for other mutants, then streams at what the policy and the mutant name, and the policy's own scenarios
    with one thing changed.

    What the scenario expects is what the policy gives as it is written: whether the agreement means that, a person says. It
    gives nothing that could be left out, and has a title of its own among all those. `known` is kept from call to call.
    """
    scenarios, found_before = tuple(scenarios), tuple(found_before)
    known = {} if known is None else known
    for scenario in found_before:
        if not _passes(scenario, changed):
            return Witness(scenario, 0)
    versions = Versions(original, changed)
    own = [one for one in scenarios if any(isinstance(p.body, ast.GivenEvent) for p in one.phrases)]
    near = neighbours(own, mutant.name, original.policy)
    tried = 0
    smaller = Versions(*(narrowed(one, mutant.rule, mutant.name) for one in (original, changed)))
    for stream in islice(_by_turns(streams(smaller, mutant.rule, mutant.name), near), most):
        tried += 1
        if (found := _telling(stream, versions, smaller, mutant, known)) is not None:
            titles = {one.title for one in (*scenarios, *found_before)}
            return Witness(_titled(_smallest(found, versions), titles), tried)
    return Witness(None, tried)


def _by_turns(one: Iterator[Stream], other: Iterator[Stream]) -> Iterator[Stream]:
    """Three of one, one of the other, until both end."""
    while batch := [*islice(one, 3), *islice(other, 1)]:
        yield from batch


def _telling(stream: Stream, versions: Versions, smaller: Versions, mutant: Mutant, known: Known) -> ast.Scenario | None:
    """A scenario of the stream that tells the policies apart; what to expect is looked for on the smaller ones."""
    key = stream, mutant.rule, mutant.name
    here = known.get(key)
    if here is None:
        if len(known) >= _MOST_KNOWN:
            del known[next(iter(known))]
        here = known[key] = _verdicts(stream, smaller.original, mutant)
    there = _verdicts(stream, smaller.changed, mutant)
    others = {subject_key(verdict): verdict for verdict in there}
    for verdict in here:
        other = others.get(subject_key(verdict))
        if other is not None and _same(verdict, other):
            continue
        for expect in telling_apart(verdict, other, versions.original.policy):
            scenario = _scenario(stream, (expect,), versions.original, mutant)
            if _tells(scenario, versions):
                return scenario
    return None


def _tells(scenario: ast.Scenario, versions: Versions) -> bool:
    return _passes(scenario, versions.original) and not _passes(scenario, versions.changed)


def _smallest(scenario: ast.Scenario, versions: Versions) -> ast.Scenario:
    """The scenario without everything given that makes no difference to what it tells, in the policy's civil time."""
    civil = _civil(scenario, versions.original.policy.zone)
    scenario = civil if civil != scenario and _tells(civil, versions) else scenario
    for phrase in reversed(scenario.phrases):
        if isinstance(phrase.body, ast.GivenEvent | ast.AsOf):
            smaller = attrs.evolve(scenario, phrases=tuple(one for one in scenario.phrases if one is not phrase))
            scenario = smaller if _tells(smaller, versions) else scenario
    return scenario


def _civil(scenario: ast.Scenario, zone: Zone) -> ast.Scenario:
    phrases = (attrs.evolve(one, body=ast.GivenEvent(_in_civil_time(one.body.event, zone)))
               if isinstance(one.body, ast.GivenEvent) else one for one in scenario.phrases)  # fmt: skip
    return attrs.evolve(scenario, phrases=tuple(phrases))


def _in_civil_time(event: ast.ScenarioEvent, zone: Zone) -> ast.ScenarioEvent:
    exact = {field.name: getattr(event, field.name) for field in attrs.fields(type(event))}
    civil = {name: moment(value.at, zone) for name, value in exact.items() if isinstance(value, ast.ExactMoment)}
    return attrs.evolve(event, **civil)  # type: ignore[arg-type]


def _titled(scenario: ast.Scenario, titles: Container[str]) -> ast.Scenario:
    """With a number where another has its title."""
    numbered = (f"{scenario.title} ({n})" for n in count(2))
    return attrs.evolve(scenario, title=next(one for one in chain((scenario.title,), numbered) if one not in titles))


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
