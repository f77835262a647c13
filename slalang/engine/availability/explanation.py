"""The steps that explain a period's time, as data: which outage, which part of it, excluded by which rule (V3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from slalang.engine.availability.classes import Classes
from slalang.engine.availability.downtime import Timeline, excluding
from slalang.engine.availability.exclusions import Applied, excluding_filter
from slalang.engine.availability.observed_steps import (
    NO_CITATION,
    bounded,
    explained_steps,
    observation_steps,
    remark_steps,
    time_steps,
)
from slalang.engine.availability.resource_steps import other_time_steps, other_time_that_is_up, resource_steps
from slalang.engine.availability.weights import Weights, only_in, weighed
from slalang.engine.customers import Customer
from slalang.engine.observation.units import Unit
from slalang.semantics.policy import Cited, Commitment, LongerRule, ShortestRun
from slalang.time.periods import Period
from slalang.values.intervals import EMPTY, Interval, Intervals, clip, intersect, measure, normalize, subtract, union
from slalang.values.verdicts import Finding, Step

_MOST_NAMED = 3
"""How many parts a finding names."""

_MOST_WEIGHTS = 20
"""How many different weights have a step of their own."""


def explain_time(
    commitment: Commitment,
    customer: Customer,
    unit: Unit,
    seen: tuple[Timeline, Iterable[Step], Intervals],
    classes: Classes,
    over: Period,
    period: Period,
) -> list[Step]:
    """The steps from what was observed to the classes of time, in the order of the rules (D1-D8).

    `seen` is the time of what is judged together, with remarks on it and the time without requests that is left out.
    """
    line, remarks, left_out = seen
    choices = dict(commitment.choices)
    steps: list[Step] = []
    if over != period:
        cited = choices.get("judged_over", NO_CITATION)
        steps.append(Step("T8", "judged_over", clauses=cited.clauses, detail=over.name, reason=cited.reason))
    steps += resource_steps(commitment, unit, classes.start, classes.end)
    steps += observation_steps(commitment, customer, line, classes)
    steps += remark_steps(commitment, remarks, classes)
    steps += bounded(_causes(customer, line, classes))
    steps += explained_steps(commitment, customer, line, classes)
    some = clip(line.some, classes.start, classes.end)
    steps += time_steps("D3", "not_enough_parts", some, choices.get("combine", NO_CITATION))
    steps += window_steps(line.applied, classes.start, classes.end)
    steps += _exclusions(customer, line, classes)
    shortest = commitment.shortest_run
    if shortest is not None:
        allowed = intersect(classes.short, _allowances(line, shortest))
        steps += time_steps("D5", "too_short", subtract(classes.short, allowed), shortest.cited)
        steps += time_steps("D5", "run_allowance", allowed, shortest.cited)
    grain = choices.get("granularity", NO_CITATION)
    steps += time_steps("D6", "rounding", classes.dropped, grain)
    partial = "not_covered" if customer.covered is not None else "outside"
    basis = choices.get("basis", NO_CITATION)
    other = intersect(classes.outside, line.other)
    steps += time_steps("D7", partial, subtract(classes.outside, other), basis)
    up = other_time_that_is_up(commitment, unit, classes.start, classes.end)
    told = choices.get("other time", NO_CITATION)
    steps += other_time_steps(commitment, unit, union(other, up), left_out, told)
    steps += time_steps("O5", "unobserved", classes.unknown, choices.get("unobserved", NO_CITATION))
    steps.append(
        Step(
            "D8",
            "counted",
            clauses=commitment.cited.clauses,
            after=measure(classes.counted),
            unit="us",
            intervals=classes.counted,
        )
    )
    if line.weights is not None:
        steps += _weighted(line.weights, classes, choices.get("combine", NO_CITATION))
    return steps


def _allowances(line: Timeline, shortest: ShortestRun) -> Intervals:
    """What does not count of runs that are long enough: their first part (D5)."""
    if shortest.longer is not LongerRule.BEYOND:
        return EMPTY
    return tuple((start, end) for start, end in line.short if end - start == shortest.us)


def _weighted(weights: Weights, classes: Classes, cited: Cited) -> Iterator[Step]:
    """What the counted time weighs, in all and for each weight, the earliest first (D3)."""
    by_weight: dict[Fraction, list[Interval]] = {}
    for span, weight in only_in(classes.counted, weights):
        by_weight.setdefault(weight, []).append(span)
    found = [(weight, normalize(spans)) for weight, spans in by_weight.items()]
    for weight, time in found[:_MOST_WEIGHTS]:
        length = measure(time)
        yield Step("D3", "weight", before=length, after=weight * length, unit="us", intervals=time, detail=str(weight))
    rest = normalize(span for _, time in found[_MOST_WEIGHTS:] for span in time)
    if rest:
        yield Step("D3", "weight", before=measure(rest), after=weighed(rest, weights), unit="us", intervals=rest)
    yield Step(
        "D3",
        "weighted",
        clauses=cited.clauses,
        before=measure(classes.counted),
        after=weighed(classes.counted, weights),
        unit="us",
        limit=cited.written or None,
        reason=cited.reason,
    )


def _causes(customer: Customer, line: Timeline, classes: Classes) -> Iterator[Step]:
    """Which outages fall under an exclusion, and under which of its phrases (X1)."""
    for bad in line.bad.touching(classes.start, classes.end):
        inside = clip(bad.time, classes.start, classes.end)
        if bad.outage is None or not inside:
            continue
        for applied in line.applied:
            phrase = next((f for p in line.parts if (f := excluding_filter(applied, bad.outage, p, customer))), None)
            if phrase is not None:
                yield Step(
                    "X1",
                    "outage_excluded",
                    name=applied.exclusion.name,
                    clauses=phrase.cited.clauses or applied.exclusion.cited.clauses,
                    events=bad.ids,
                    after=measure(inside),
                    unit="us",
                    intervals=inside,
                    limit=phrase.cited.written or None,
                    reason=phrase.cited.reason or applied.exclusion.cited.reason,
                    detail=bad.outage.cause or "",
                )


def window_steps(applied: tuple[Applied, ...], start: int, end: int) -> Iterator[Step]:
    """What the conditions made of every window that reaches into [start, end) (X2, X3)."""
    for one in applied:
        for judged in one.windows:
            if judged.window.start < end and judged.window.end > start:
                yield from judged.steps


def _exclusions(customer: Customer, line: Timeline, classes: Classes) -> Iterator[Step]:
    """What each exclusion took of the bad time, and which others would have taken the same (D2, D4, X5)."""
    for i, (applied, part) in enumerate(zip(line.applied, classes.excluded, strict=True)):
        if not part:
            continue
        exclusion = applied.exclusion
        by_window = exclusion.windows is not None
        yield Step(
            "D4" if by_window else "D2",
            "excluded_by_window" if by_window else "excluded_by_cause",
            name=exclusion.name,
            clauses=exclusion.cited.clauses,
            events=excluding(line, customer, i, classes.start, classes.end),
            before=measure(intersect(part, line.seen)),
            after=measure(part),
            unit="us",
            intervals=part,
            also=tuple(line.applied[j].exclusion.name for j in classes.also[i]),
            reason=exclusion.cited.reason,
        )


def too_few_locations(
    commitment: Commitment, parts: tuple[str | None, ...], heard: Mapping[str | None, int]
) -> tuple[Finding, ...]:
    """That probes speak from fewer locations than a failure must be seen from, so that none ever counts (O2)."""
    few = {part: heard[part] for part in parts if part in heard}
    watch = commitment.probes
    if not few or watch is None:
        return ()
    least = min(few.values())
    spoken = f"only {least} location{'' if least == 1 else 's'}"
    named = [f'"{part}"' for part in few if part is not None] if len(parts) > 1 else []
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    about = f" of {', '.join(named[:_MOST_NAMED])}{more}" if named else ""
    text = f"probes{about} speak from {spoken}, and a failure counts where at least {watch.locations} see it: none ever does"
    return (Finding("too_few_locations", text, clauses=watch.cited.clauses),)


def covenants(applied: tuple[Applied, ...], parts: tuple[str | None, ...], period: Period) -> tuple[Finding, ...]:
    """The covenants that windows starting in the period broke (X3)."""
    return tuple(
        finding
        for one in applied
        for judged in one.windows
        if period.start_at <= judged.window.start < period.end_at
        and any(one.concerns(part) for part in parts)
        and (judged.window.components is None or parts == (None,) or any(part in judged.window.components for part in parts))
        for finding in judged.findings
    )
