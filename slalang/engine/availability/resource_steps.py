"""The steps on resources: which are there and since which event, and in which time none is, with the reason (V3, D3)."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.engine.availability.observed_steps import MOST_STEPS, NO_CITATION, time_steps
from slalang.engine.observation.observations import ALWAYS
from slalang.engine.observation.resources import attributes_named
from slalang.engine.observation.units import Unit
from slalang.engine.terms import attribute_words
from slalang.semantics.policy import Cited, Commitment, OtherTimeRule
from slalang.values.intervals import EMPTY, Intervals, clip, intersect, measure, subtract, union
from slalang.values.verdicts import Step

_MOST_RESOURCES = 20
"""How many resources of a group have a step of their own."""


def resource_steps(commitment: Commitment, unit: Unit, start: int, end: int) -> Iterator[Step]:
    """The resources of [start, end): one that is judged alone, of several those that are there for a part of it only."""
    rule = commitment.resources
    if rule is None or unit.resources is None or unit.fleet is None:
        return
    whole = ((start, end),)
    touched = [name for name, time in unit.resources.passing.items() if clip(time, start, end)]
    partly = [name for name in touched if unit.component or clip(unit.resources.there[name], start, end) != whole]
    if len(touched) > 1:
        yield Step(
            "D3",
            "resources",
            clauses=rule.cited.clauses,
            before=len(touched),
            after=len(touched) - len(partly),
            also=tuple(partly[_MOST_RESOURCES : _MOST_RESOURCES + MOST_STEPS]),
        )
    told = 0
    for name in partly[:_MOST_RESOURCES]:
        for stay in unit.fleet.stays[name]:
            inside = clip((stay.span,), start, end)
            if inside and told < MOST_STEPS:
                told += 1
                yield Step(
                    "D3",
                    "resource",
                    name=name,
                    events=(stay.event.id,),
                    after=measure(inside),
                    unit="us",
                    intervals=inside,
                    detail=attribute_words(stay.attributes, attributes_named(commitment)),
                )


def other_time_steps(commitment: Commitment, unit: Unit, other: Intervals, left_out: Intervals, cited: Cited) -> Iterator[Step]:
    """Time that is not judged since nothing is there, each piece with what is lacking (D3, D7).

    `left_out` is time in which requests were counted and there were none; `cited` what the policy says of other time.
    """
    if unit.resources is None:
        yield from _other(commitment, other, "requests", dict(commitment.choices).get("empty", NO_CITATION))
        return
    rest = subtract(other, unit.resources.passes)
    yield from _other(commitment, rest, "resource", cited)
    known = rest
    for condition, met in unit.resources.conditions:
        lacking = subtract(subtract(other, met), known)
        yield from _other(commitment, lacking, condition.written or "a condition", cited)
        known = union(known, lacking)
    empty = intersect(subtract(other, known), left_out)
    yield from _other(commitment, empty, "requests", dict(commitment.choices).get("empty", NO_CITATION))
    yield from _other(commitment, subtract(subtract(other, known), empty), "together", cited)


def _other(commitment: Commitment, time: Intervals, lacking: str, cited: Cited) -> Iterator[Step]:
    if lacking == "requests":
        return time_steps("D7", "other_time", time, cited, lacking)
    rule = commitment.resources
    up = rule is not None and rule.other is not OtherTimeRule.LEAVES
    return time_steps("D3", "other_time_up" if up else "other_time", time, cited, lacking)


def other_time_that_is_up(commitment: Commitment, unit: Unit, start: int, end: int) -> Intervals:
    """The time without its conditions that counts as up."""
    rule = commitment.resources
    if rule is None or rule.other is OtherTimeRule.LEAVES:
        return EMPTY
    return clip(subtract(ALWAYS, unit.standing), start, end)


def never_there_step(commitment: Commitment, unit: Unit, start: int, end: int) -> Step:
    """Why nothing is judged: the first condition that holds at no instant of [start, end)."""
    lacking = ""
    if unit.resources is not None:
        if not clip(unit.resources.passes, start, end):
            lacking = "resource"
        else:
            never = (c.written for c, met in unit.resources.conditions if not clip(met, start, end))
            lacking = next(never, "together")
    return Step("D3", "never_there", clauses=commitment.cited.clauses, detail=lacking)
