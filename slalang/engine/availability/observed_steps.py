"""The steps on what was observed: outages as reported, runs and slots, what of them does not count and why (V3, O, D1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

import attrs

from slalang.engine.availability.classes import Classes
from slalang.engine.availability.downtime import Timeline
from slalang.engine.availability.exclusions import explaining
from slalang.engine.customers import Customer, ends_known
from slalang.engine.observation.observations import Bad, Sort
from slalang.semantics.policy import ByAttribute, Cited, Commitment, Failing, ProbeWatch, SourceRule, UnobservedRule
from slalang.values.intervals import EMPTY, Intervals, clip, intersect, measure, normalize
from slalang.values.verdicts import Step

NO_CITATION = Cited()

MOST_STEPS = 100
"""How many steps of a kind there are; what goes beyond has one together."""


def bounded(steps: Iterable[Step]) -> Iterator[Step]:
    """Steps of one kind, those beyond the most as one that names all their events and their time."""
    every = list(steps)
    yield from every[: MOST_STEPS - 1]
    rest = every[MOST_STEPS - 1 :]
    if len(rest) < 2:
        yield from rest
        return
    time = normalize(span for step in rest for span in step.intervals)
    events = tuple(dict.fromkeys(event for step in rest for event in step.events))
    after = measure(time) if rest[0].after is not None else None
    detail = rest[0].detail if len({step.detail for step in rest}) == 1 else ""
    yield attrs.evolve(rest[0], events=events, intervals=time, after=after, detail=detail)


def time_steps(rule: str, what: str, time: Intervals, cited: Cited, detail: str = "") -> Iterator[Step]:
    """The step on time of one kind, with what the policy says of it; none where there is no such time."""
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
            detail=detail,
        )


def observation_steps(commitment: Commitment, customer: Customer, line: Timeline, classes: Classes) -> Iterator[Step]:
    """The outages as reported, with what of each is judged, then runs, slots and unobserved time taken as down."""
    reported = list(_reported(commitment, customer, line, classes))
    yield from bounded(whole for whole, _ in reported)
    yield from bounded(part for _, part in reported if part is not None)
    told = {sort: _Merged(commitment, sort) for sort in Sort}
    for bad in (*line.bad.touching(classes.start, classes.end), *line.aside.touching(classes.start, classes.end)):
        inside = clip(bad.time, classes.start, classes.end)
        if inside and bad.outage is None:
            yield from told[bad.sort].add(bad, inside)
    for merged in told.values():
        yield from merged.rest()


def _reported(
    commitment: Commitment, customer: Customer, line: Timeline, classes: Classes
) -> Iterator[tuple[Step, Step | None]]:
    """Each watched outage with the hours in which it was reported, and where less of it is judged, what that is."""
    judged: dict[str, list[tuple[int, int]]] = {}
    for bad in line.bad.touching(classes.start, classes.end):
        if bad.outage is not None:
            judged.setdefault(bad.outage.id, []).extend(bad.time)
    watch = commitment.outages
    clauses = watch.cited.clauses if watch is not None else ()
    for outage in line.reported.touching(classes.start, classes.end):
        end = ends_known(outage.end_at, customer.as_of)
        time = clip(((outage.start_at, end),), classes.start, classes.end)
        inside = clip(normalize(judged.get(outage.id, ())), classes.start, classes.end)
        whole = Step(
            "O1",
            "outage",
            clauses=clauses,
            events=(outage.id,),
            after=measure(time),
            unit="us",
            intervals=time,
            detail=outage.cause or "",
        )
        part = Step(
            "D1",
            "outage_part",
            clauses=clauses,
            events=(outage.id,),
            before=measure(time),
            after=measure(inside),
            unit="us",
            intervals=inside,
            detail=_narrowed_by(commitment),
        )
        yield whole, None if inside == time else part


def _narrowed_by(commitment: Commitment) -> str:
    """What leaves only a part of an outage to be judged, in words."""
    watch = commitment.outages
    reasons = ["the resources are there with their conditions"] if commitment.resources is not None else []
    if watch is not None and watch.sources is not None and watch.sources.rule is SourceRule.ALL:
        reasons.append("all of the sources say so")
    if watch is not None and watch.sources is not None and watch.sources.rule is SourceRule.FIRST:
        reasons.append("its source was the first to report")
    if isinstance(commitment.combine, ByAttribute):
        reasons.append("something that is there has a weight")
    return " and ".join(reasons)


@attrs.define(slots=True)
class _Merged:
    """The steps on runs and slots of one sort: slots that follow one another make one step, and so do all beyond the most."""

    commitment: Commitment
    sort: Sort
    given: int = 0
    open: list[tuple[Bad, Intervals]] = attrs.field(factory=list)

    def add(self, bad: Bad, inside: Intervals) -> Iterator[Step]:
        """The step on what came before, where this stands apart from it."""
        follows = bad.is_slot and self.open and self.open[-1][1][-1][1] >= inside[0][0]
        if self.open and not follows and self.given < MOST_STEPS - 1:
            yield self._step()
        self.open.append((bad, inside))
        if not bad.is_slot and self.given < MOST_STEPS - 1:
            yield self._step()

    def rest(self) -> Iterator[Step]:
        """The step on what is left."""
        if self.open:
            yield self._step()

    def _step(self) -> Step:
        rule, what, cited, limit = _watched(self.commitment, self.sort)
        inside = normalize(span for _, time in self.open for span in time)
        slots = self.sort in (Sort.PROBE_SLOT, Sort.COUNT_SLOT, Sort.LOW_TRAFFIC)
        ids = tuple(dict.fromkeys(name for bad, _ in self.open for name in bad.ids))
        ended = self.open[0][0].ended if len(self.open) == 1 else ""
        step = Step(
            rule,
            what,
            clauses=cited.clauses,
            events=ids,
            before=sum(bad.failed for bad, _ in self.open) if slots else None,
            after=sum(bad.total for bad, _ in self.open) if slots else measure(inside),
            unit="" if slots else "us",
            intervals=inside,
            limit=limit,
            reason=cited.reason if slots else None,
            detail=f"{len(self.open)} slots" if slots and len(self.open) > 1 else ended,
        )
        self.given += 1
        self.open.clear()
        return step


def _watched(commitment: Commitment, sort: Sort) -> tuple[str, str, Cited, str | None]:
    """The rule, the code, the citation and the limit of the steps on one sort of bad time."""
    runs, slots, counts, choices = commitment.probes, commitment.probe_slots, commitment.counts, dict(commitment.choices)
    match sort:
        case Sort.OUTAGE:
            return "O1", "outage", NO_CITATION, None
        case Sort.PROBE_RUN:
            return "O2", "probe_run", runs.cited if runs else NO_CITATION, _in_a_row(runs) if runs else None
        case Sort.PROBE_SLOT:
            return "O2", "probe_slots", slots.cited if slots else NO_CITATION, _limit(slots.failing) if slots else None
        case Sort.COUNT_SLOT:
            return "D1", "count_slots", counts.cited if counts else NO_CITATION, _limit(counts.failing) if counts else None
        case Sort.LOW_TRAFFIC:
            return "D1", "low_traffic", counts.cited if counts else NO_CITATION, str(counts.least) if counts else None
        case Sort.EMPTY_SLOT:
            return "D7", "empty_slots", choices.get("empty", NO_CITATION), None
        case Sort.UNOBSERVED:
            cited = choices.get("unobserved", NO_CITATION)
            return "O5", "unobserved", cited, cited.written or None
        case _:
            assert_never(sort)


def _in_a_row(watch: ProbeWatch) -> str:
    """How many failures make an outage, and seen from where: `2 in a row from at least 2 locations`."""
    several = f" from at least {watch.locations} locations" if isinstance(watch.locations, int) else ""
    return f"{watch.failures} in a row{several}"


def _limit(failing: Failing) -> str:
    return f"{failing.comparison.value} {failing.digits}%"


def remark_steps(commitment: Commitment, remarks: Iterable[Step], classes: Classes) -> Iterator[Step]:
    """What else was observed and does not count, as far as it lies in the period (D1, O8)."""
    by_code: dict[str, list[Step]] = {}
    for step in remarks:
        inside = clip(step.intervals, classes.start, classes.end)
        if step.what == "silent_location" and commitment.unobserved is UnobservedRule.UNKNOWN:
            inside = intersect(inside, classes.unknown)
        if inside:
            by_code.setdefault(step.what, []).append(attrs.evolve(step, intervals=inside))
    for steps in by_code.values():
        yield from bounded(steps)


def explained_steps(commitment: Commitment, customer: Customer, line: Timeline, classes: Classes) -> Iterator[Step]:
    """What excluded outages explain of slots and runs of probes, with the outages (D1)."""
    if commitment.explained is None:
        return
    taken = [
        b
        for found in (line.bad, line.aside)
        for b in found.touching(classes.start, classes.end)
        if b.taken_by and clip(b.time, classes.start, classes.end)
    ]
    by_part = [explaining(commitment.service, part, line.applied, customer) for part in line.parts] if taken else []
    for i, applied in enumerate(line.applied):
        mine = [b for b in taken if i in b.taken_by]
        time: Intervals = normalize(span for b in mine for span in clip(b.time, classes.start, classes.end)) if mine else EMPTY
        if time:
            outages = {o for one in by_part for b in mine for o in one.holding(i, b.time[0][0], b.time[-1][1])}
            yield Step(
                "D1",
                "explained",
                name=applied.exclusion.name,
                clauses=commitment.explained.clauses,
                events=tuple(sorted(outages)),
                after=measure(time),
                unit="us",
                intervals=time,
                limit=commitment.explained.written or None,
                reason=commitment.explained.reason,
            )
