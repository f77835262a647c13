"""The steps that explain a period's time, as data: which outage, which part of it, excluded by which rule (V3)."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.engine.customers import Customer
from slalang.engine.downtime import Classes, Timeline, excluding
from slalang.engine.exclusions import excluding_filter
from slalang.semantics.policy import Cited, Commitment
from slalang.time.periods import Period
from slalang.values.intervals import Intervals, clip, intersect, measure
from slalang.values.verdicts import Finding, Step

_NO_CITATION = Cited()


def explain_time(
    commitment: Commitment, customer: Customer, line: Timeline, classes: Classes, over: Period, period: Period
) -> list[Step]:
    """The steps from what was observed to the classes of time, in the order of the rules (D1-D8)."""
    choices = dict(commitment.choices)
    steps: list[Step] = []
    if over != period:
        cited = choices.get("judged_over", _NO_CITATION)
        steps.append(Step("T8", "judged_over", clauses=cited.clauses, detail=over.name, reason=cited.reason))
    steps += _observations(commitment, line, classes)
    steps += _causes(customer, line, classes)
    steps += _windows(line, classes)
    steps += _exclusions(customer, line, classes)
    shortest = commitment.shortest_run
    if shortest is not None:
        steps += _time("D5", "too_short", classes.short, shortest.cited)
    grain = choices.get("granularity", _NO_CITATION)
    steps += _time("D6", "rounding", classes.dropped, grain)
    partial = "not_covered" if customer.covered is not None else "outside"
    basis = choices.get("basis", _NO_CITATION)
    steps += _time("D7", partial if classes.outside else "outside", classes.outside, basis)
    steps += _time("O5", "unobserved", classes.unknown, choices.get("unobserved", _NO_CITATION))
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
    return steps


def _time(rule: str, what: str, time: Intervals, cited: Cited) -> Iterator[Step]:
    if time:
        yield Step(
            rule,
            what,
            clauses=cited.clauses,
            after=measure(time),
            unit="us",
            intervals=time,
            limit=cited.written or None,
            reason=cited.reason,
        )


def _observations(commitment: Commitment, line: Timeline, classes: Classes) -> Iterator[Step]:
    watch = commitment.outages.cited if commitment.outages else _NO_CITATION
    probes = commitment.probes.cited if commitment.probes else _NO_CITATION
    for bad in line.bad:
        inside = clip(bad.time, classes.start, classes.end)
        if not inside:
            continue
        if bad.outage is not None:
            yield Step(
                "O1",
                "outage",
                clauses=watch.clauses,
                events=bad.ids,
                after=measure(inside),
                unit="us",
                intervals=inside,
                detail=bad.outage.cause or "",
            )
        else:
            yield Step(
                "O2" if bad.ids else "O5",
                "probe_run" if bad.ids else "unobserved",
                clauses=probes.clauses,
                events=bad.ids,
                after=measure(inside),
                unit="us",
                intervals=inside,
            )


def _causes(customer: Customer, line: Timeline, classes: Classes) -> Iterator[Step]:
    """Which outages fall under an exclusion, and under which of its phrases (X1)."""
    for bad in line.bad:
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


def _windows(line: Timeline, classes: Classes) -> Iterator[Step]:
    """What the conditions made of every window that reaches into the period (X2, X3)."""
    for applied in line.applied:
        for judged in applied.windows:
            if judged.window.start < classes.end and judged.window.end > classes.start:
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


def covenants(line: Timeline, period: Period) -> tuple[Finding, ...]:
    """The covenants that windows starting in the period broke (X3)."""
    return tuple(
        finding
        for applied in line.applied
        for judged in applied.windows
        if period.start_at <= judged.window.start < period.end_at
        and any(applied.concerns(part) for part in line.parts)
        and (
            judged.window.components is None
            or line.parts == (None,)
            or any(part in judged.window.components for part in line.parts)
        )
        for finding in judged.findings
    )
