"""What was seen: the bad time of each component, from outages and from failed probes (O1, O2, O5, D1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import attrs

from slalang.engine.customers import Customer, components_of, ends_known, touches
from slalang.semantics.policy import Commitment, FromLocations, OutageWatch, ProbeWatch, UnobservedRule
from slalang.values.events import Outage, Probe
from slalang.values.intervals import EMPTY, Interval, Intervals, intersect, normalize, subtract
from slalang.values.verdicts import Step

BEGINNING = -(1 << 62)
"""Earlier than any instant of a policy."""


@attrs.frozen(slots=True)
class Bad:
    """One stretch of bad time: an outage that counts, or a run of failed probes.

    `outage` is the event behind it, None for a run of probes (then `ids` are the probes') and for unobserved time that counts
    as down.
    """

    time: Intervals
    ids: tuple[str, ...]
    outage: Outage | None = None


@attrs.frozen(slots=True)
class Observed:
    """What was seen of each component, None standing for a service that has none.

    `uncounted` are outages that the policy does not watch, with the reason; `unknown` is time for which nothing was seen and
    that stays unknown (O5).
    """

    bad: dict[str | None, tuple[Bad, ...]]
    unknown: dict[str | None, Intervals]
    uncounted: tuple[Step, ...]

    @property
    def parts(self) -> tuple[str | None, ...]:
        """The components, in the order in which they are judged."""
        return tuple(self.bad)


def observe(commitment: Commitment, customer: Customer) -> Observed:
    """The bad time of every component of the commitment's service for one customer, before any exclusion (D1)."""
    parts: tuple[str | None, ...] = components_of(commitment.service, customer) or (None,)
    bad: dict[str | None, list[Bad]] = {part: [] for part in parts}
    uncounted: list[Step] = []
    if commitment.outages is not None:
        uncounted = _outages(commitment, commitment.outages, customer, bad)
    unknown: dict[str | None, Intervals] = dict.fromkeys(parts, EMPTY)
    if commitment.probes is not None:
        unknown = _probes(commitment, commitment.probes, customer, bad)
    return Observed({part: tuple(found) for part, found in bad.items()}, unknown, tuple(uncounted))


def _concerned(components: tuple[str, ...] | None, parts: Iterable[str | None]) -> list[str | None]:
    """The parts that an event is about: those that it names, or all (O7)."""
    return list(parts) if not components else [p for p in parts if p in components]


def _outages(commitment: Commitment, watch: OutageWatch, customer: Customer, bad: dict[str | None, list[Bad]]) -> list[Step]:
    uncounted: list[Step] = []
    for outage in customer.outages:
        end = ends_known(outage.end_at, customer.as_of)
        if not touches(commitment.service, outage) or outage.start_at >= end:
            continue
        time = ((outage.start_at, end),)
        why = _unwatched(watch, outage)
        if why:
            uncounted.append(
                Step(
                    "D1",
                    "outage_not_counted",
                    clauses=watch.cited.clauses,
                    events=(outage.id,),
                    intervals=time,
                    detail=why,
                    reason=watch.cited.reason,
                )
            )
            continue
        found = Bad(time, (outage.id,), outage)
        for part in _concerned(outage.components, bad):
            bad[part].append(found)
    return uncounted


def _unwatched(watch: OutageWatch, outage: Outage) -> str:
    """Why an outage is no bad time, in words; "" where it is (D1)."""
    if watch.severities is not None and outage.severity not in watch.severities:
        return f"severity {outage.severity}" if outage.severity is not None else "no severity"
    if watch.least_degree is not None and outage.degree < watch.least_degree:
        return f"degree {outage.degree}"
    return ""


# ---------------------------------------------------------------------------------------------- probes


def _probes(
    commitment: Commitment, watch: ProbeWatch, customer: Customer, bad: dict[str | None, list[Bad]]
) -> dict[str | None, Intervals]:
    """Adds each component's failed runs to `bad`; gives the time for which nothing was observed and that stays unknown (O5)."""
    streams: dict[str | None, dict[str | None, list[Probe]]] = {part: defaultdict(list) for part in bad}
    for probe in customer.probes:
        if touches(commitment.service, probe):
            for part in _concerned(probe.components, bad):
                streams[part][probe.location].append(probe)
    unknown: dict[str | None, Intervals] = dict.fromkeys(bad, EMPTY)
    for part, locations in streams.items():
        bad[part] += _failed(watch, list(locations.values()), customer.as_of)
        since = min((probes[0].at for probes in locations.values()), default=customer.as_of)
        unseen = ((BEGINNING, since),)
        if watch.unobserved is UnobservedRule.UNKNOWN:
            # An outage tells what the time was, also where no probe does.
            unknown[part] = subtract(unseen, time_of(b for b in bad[part] if b.outage is not None))
        if watch.unobserved is UnobservedRule.DOWN:
            bad[part].append(Bad(unseen, ()))
    return unknown


def _failed(watch: ProbeWatch, streams: list[list[Probe]], as_of: int) -> list[Bad]:
    """The runs of failures that make an outage, seen from as many locations as the policy asks (O2)."""
    runs = [_runs(probes, watch.failures, as_of) for probes in streams]
    if watch.locations is FromLocations.ANY:
        return [run for found in runs for run in found]
    needed = watch.locations if isinstance(watch.locations, int) else len(runs)
    edges = sorted({edge for found in runs for run in found for edge in run.time[0]})
    agreed = normalize(
        (a, b)
        for a, b in pairwise(edges)
        if sum(any(r.time[0][0] <= a < r.time[0][1] for r in found) for found in runs) >= needed
    )
    everything = [run for found in runs for run in found]
    return [
        Bad((span,), tuple(sorted({i for r in everything if intersect(r.time, (span,)) for i in r.ids}))) for span in agreed
    ]


def _runs(probes: list[Probe], failures: int, as_of: int) -> list[Bad]:
    """One location's runs: from the first failure of enough in a row to the next success, or to `as_of` (O2)."""
    found: list[Bad] = []
    run: list[Probe] = []
    for probe in probes:
        if not probe.up:
            run.append(probe)
            continue
        if len(run) >= failures and run[0].at < probe.at:
            found.append(Bad(((run[0].at, probe.at),), (run[0].id, probe.id)))
        run = []
    if len(run) >= failures and run[0].at < as_of:
        found.append(Bad(((run[0].at, as_of),), (run[0].id,)))
    return found


def time_of(bad: Iterable[Bad]) -> Intervals:
    """All the time that any of these is bad (D1)."""
    return normalize(span for b in bad for span in b.time)


def combine(times: list[Intervals], needed: int) -> Intervals:
    """The time at which at least `needed` of the sets hold (D3)."""
    if needed <= 1 or len(times) == 1:
        return normalize(span for time in times for span in time) if needed <= len(times) else EMPTY
    edges: dict[int, int] = defaultdict(int)
    for time in times:
        for start, end in time:
            edges[start] += 1
            edges[end] -= 1
    found: list[Interval] = []
    down, since = 0, 0
    for instant in sorted(edges):
        before, down = down, down + edges[instant]
        if before < needed <= down:
            since = instant
        elif down < needed <= before:
            found.append((since, instant))
    return normalize(found)
