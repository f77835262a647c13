"""What probes say of one part: runs of failures seen from locations, and slots judged by their own probes (O2, O5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from slalang.engine.observation.by_time import ByTime
from slalang.engine.observation.observations import BEGINNING, Bad, Seen, Sort, combine, fails, known_at, time_of
from slalang.semantics.policy import Cited, FromLocations, ProbeSlots, ProbeWatch
from slalang.values.events import Probe
from slalang.values.intervals import Interval, Intervals, intersect, normalize, subtract, union
from slalang.values.verdicts import Step

Takers: TypeAlias = Callable[[int, int], tuple[int, ...]]
"""The numbers of the exclusions whose outage explains what lies wholly inside [start, end) (D1)."""

_SILENCE = "ended by a silence"


def probe_runs(watch: ProbeWatch, probes: Sequence[Probe], as_of: int, takers: Takers) -> Seen:
    """The runs of failures that make an outage, seen from as many locations as the policy asks (O2).

    `probes` are those of one part, of one source or of all, in order of time. A location says nothing before its first probe,
    and in a silence; before the first probe of all the time is unknown, however many are asked (O5). What is unknown may be bad
    already by runs that are explained: what silent locations add to the others could count.
    """
    locations: dict[str | None, list[Probe]] = defaultdict(list)
    for probe in probes:
        locations[probe.location].append(probe)
    if not locations:
        return Seen(unknown=((BEGINNING, as_of),))
    told = [_location(watch, own, as_of, takers) for own in locations.values()]
    needed = _needed(watch, len(told))
    runs = [bad for one in told for bad in one.bad]
    bad = tuple(runs) if needed == 1 else _agreed([one.bad for one in told], needed)
    # A run that an excluded outage explains is not down, whatever the silent locations were (D1).
    perhaps = combine([union(time_of(b for b in one.bad if not b.taken_by), one.unknown) for one in told], needed)
    before_all = ((BEGINNING, min(own[0].at for own in locations.values())),)
    unknown = subtract(union(perhaps, before_all), time_of(b for b in bad if not b.taken_by))
    if len(told) == 1:
        return Seen(bad, unknown)
    unheard = combine([one.unknown for one in told], len(told))
    silences = {name: intersect(subtract(one.unknown, unheard), unknown) for name, one in zip(locations, told, strict=True)}
    too_few = subtract(time_of(b for b in runs if not b.taken_by), union(time_of(bad), unknown))
    return Seen(
        bad,
        unknown,
        remarks=(
            *_told_of("O5", "silent_location", silences.items(), watch.cited),
            *_told_of("O2", "not_all_locations", [(None, too_few)], watch.cited),
        ),
        aside=tuple(b for b in runs if b.taken_by) if needed > 1 else (),
    )


def _told_of(rule: str, what: str, times: Iterable[tuple[str | None, Intervals]], cited: Cited) -> Iterator[Step]:
    """A step for each location, None for those that name none, with its time."""
    for name, time in times:
        if time:
            limit = cited.written or None
            yield Step(rule, what, clauses=cited.clauses, unit="us", intervals=time, limit=limit, detail=name or "")


def _needed(watch: ProbeWatch, locations: int) -> int:
    """From how many locations a failure must be seen."""
    if isinstance(watch.locations, int):
        return watch.locations
    return locations if watch.locations is FromLocations.ALL else 1


def _location(watch: ProbeWatch, probes: Sequence[Probe], as_of: int, takers: Takers) -> Seen:
    """One location's runs: from the first failure of enough in a row to the next success, to a silence, or to `as_of`.

    There is at least one probe, and the location says nothing before it. A silence interrupts a run; one that was long enough
    by then goes on where the next probe fails too.
    """
    found: list[Bad] = []
    silent: list[Interval] = []
    run: list[Probe] = []
    since, spoken = BEGINNING, probes[0].at
    silent.append((BEGINNING, spoken))

    def close(until: int, *ended_by: Probe, ended: str) -> None:
        if len(run) >= watch.failures and since < until:
            ids = (run[0].id, *(probe.id for probe in ended_by))
            taken = takers(since, until)
            known = known_at(run[0])
            found.append(Bad(((since, until),), ids, sort=Sort.PROBE_RUN, known=known, taken_by=taken, ended=ended))

    for probe in probes:
        if watch.hold_us is not None and spoken < probe.at:
            silent.append((spoken, probe.at))
            close(spoken, ended=_SILENCE)
            if probe.up or len(run) < watch.failures:
                run = []
            since = probe.at
        if probe.up:
            close(probe.at, probe, ended=f'ended by the success "{probe.id}"')
            run = []
        else:
            since = since if run else probe.at
            run.append(probe)
        spoken = probe.at + (watch.hold_us or 0)
    if watch.hold_us is None or spoken >= as_of:
        close(as_of, ended="not ended yet")
    else:
        close(spoken, ended=_SILENCE)
        silent.append((spoken, as_of))
    return Seen(tuple(found), normalize(silent))


def _agreed(locations: Sequence[Sequence[Bad]], needed: int) -> tuple[Bad, ...]:
    """The time that enough locations see as bad, with the runs behind it; apart what an outage explains of it (D1)."""
    seen = combine([time_of(runs) for runs in locations], needed)
    counts = combine([time_of(b for b in runs if not b.taken_by) for runs in locations], needed)
    everything = ByTime((b for runs in locations for b in runs), lambda b: b.time[0])
    found: list[Bad] = []
    for time, explained in ((counts, False), (subtract(seen, counts), True)):
        for start, end in time:
            behind = tuple(everything.touching(start, end))
            ids = tuple(sorted({i for b in behind for i in b.ids}))
            known = min(b.known for b in behind)
            taken = tuple(sorted({i for b in behind for i in b.taken_by})) if explained else ()
            found.append(Bad(((start, end),), ids, sort=Sort.PROBE_RUN, known=known, taken_by=taken))
    return tuple(found)


# ---------------------------------------------------------------------------------------------- slots


def probe_slots(watch: ProbeSlots, probes: Sequence[Probe], as_of: int, takers: Takers) -> Seen:
    """The slots of which too many probes failed, from all locations together; those without any are unknown (O2, O5)."""
    slots: dict[int, list[Probe]] = defaultdict(list)
    for probe in probes:
        slots[probe.at // watch.us].append(probe)
    bad: list[Bad] = []
    for slot, own in slots.items():
        failed = [probe for probe in own if not probe.up]
        start, end = slot * watch.us, min((slot + 1) * watch.us, as_of)
        if start < end and fails(watch.failing, len(failed), len(own)):
            bad.append(
                Bad(
                    ((start, end),),
                    tuple(probe.id for probe in failed),
                    sort=Sort.PROBE_SLOT,
                    known=min((known_at(probe) for probe in failed), default=(BEGINNING, "")),
                    failed=len(failed),
                    total=len(own),
                    taken_by=takers(start, end),
                    slot_at=slot * watch.us,
                )
            )
    return Seen(tuple(bad), unseen(slots, watch.us, as_of))


def unseen(slots: Sequence[int] | dict[int, list[Probe]], us: int, as_of: int) -> Intervals:
    """All time up to `as_of` but for the slots of these numbers."""
    return subtract(((BEGINNING, as_of),), normalize((slot * us, (slot + 1) * us) for slot in slots))
