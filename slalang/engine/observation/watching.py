"""Everything that a commitment watches, as bad, unknown and left-out time of each part (D1, O1-O3, O5, O8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import attrs

from slalang.engine.availability.exclusions import Explaining
from slalang.engine.customers import Customer, touches
from slalang.engine.observation.counts import count_slots
from slalang.engine.observation.observations import Bad, Observed, Seen, Sort, by_part
from slalang.engine.observation.outages import watched_outages
from slalang.engine.observation.probes import probe_runs, probe_slots
from slalang.engine.observation.sources import agree, any_of, streams
from slalang.semantics.policy import Commitment, CountWatch, FromLocations, ProbeSlots, ProbeWatch, UnobservedRule
from slalang.values.events import Counts, Outage, Probe, Recorded
from slalang.values.intervals import EMPTY, Intervals
from slalang.values.verdicts import Step

E = TypeVar("E", bound=Recorded)

_Watch = Callable[[str | None], Seen]
"""What one watch says of a part."""

_NOTHING = Explaining()


@attrs.frozen(slots=True)
class Location:
    """A place from which probes are judged on their own; the name is None for those that name none (O2)."""

    name: str | None


def locations_of(commitment: Commitment, customer: Customer) -> tuple[Location | None, ...]:
    """The locations that are judged each on its own, by name; a single None where they are judged together (O2)."""
    if commitment.probes is None or commitment.probes.locations is not FromLocations.EACH:
        return (None,)
    named = {p.location for p in customer.probes if touches(commitment.service, p)}
    found = tuple(Location(name) for name in sorted(name for name in named if name is not None))
    return (*found, Location(None)) if None in named or not found else found


def observe(
    commitment: Commitment,
    customer: Customer,
    parts: Sequence[str | None],
    explained: Mapping[str | None, Explaining],
    location: Location | None = None,
) -> Observed:
    """The bad time of every part for one customer, before any exclusion (D1); `location` limits runs of probes to one place.

    `explained` holds for each part what excluded outages explain, where they do.
    """
    watches: list[_Watch] = []
    uncounted: tuple[Step, ...] = ()
    reported: dict[str | None, tuple[Outage, ...]] = {}
    heard: dict[str | None, int] = {}
    runs, slots, counting, as_of = commitment.probes, commitment.probe_slots, commitment.counts, customer.as_of
    if commitment.outages is not None:
        outages, uncounted, reported = watched_outages(commitment.outages, commitment.service, customer, parts)
        watches.append(outages.__getitem__)
    if runs is not None:
        probes = [p for p in customer.probes if location is None or p.location == location.name]
        own = _about(commitment, probes, parts)
        watches.append(partial(_probed, runs, own, explained, partial(probe_runs, runs, as_of=as_of)))
        heard = {part: len({probe.location for probe in told}) for part, told in own.items()}
        heard = {part: n for part, n in heard.items() if isinstance(runs.locations, int) and 0 < n < runs.locations}
    if slots is not None:
        own = _about(commitment, customer.probes, parts)
        watches.append(partial(_probed, slots, own, explained, partial(probe_slots, slots, as_of=as_of)))
    if counting is not None:
        counts = _about(commitment, customer.counts, parts)
        watches.append(partial(_counted, commitment, counting, counts, explained, as_of))
    seen = {part: any_of([watch(part) for watch in watches]) for part in parts}
    down = commitment.unobserved is UnobservedRule.DOWN
    kept = commitment.unobserved is UnobservedRule.UNKNOWN
    return Observed(
        bad={part: own.bad + _unseen(own.unknown if down else EMPTY) for part, own in seen.items()},
        unknown={part: own.unknown if kept else EMPTY for part, own in seen.items()},
        left_out={part: own.left_out for part, own in seen.items()},
        uncounted=uncounted,
        remarks={part: own.remarks for part, own in seen.items()},
        aside={part: own.aside for part, own in seen.items()},
        reported=reported,
        heard=heard,
    )


def _about(commitment: Commitment, events: Iterable[E], parts: Sequence[str | None]) -> dict[str | None, list[E]]:
    return by_part((e for e in events if touches(commitment.service, e)), parts)


def _unseen(unknown: Intervals) -> tuple[Bad, ...]:
    """Time for which nothing was observed, where that is taken as down (O5)."""
    return (Bad(unknown, (), sort=Sort.UNOBSERVED),) if unknown else ()


def _probed(
    watch: ProbeWatch | ProbeSlots,
    probes: Mapping[str | None, Sequence[Probe]],
    explained: Mapping[str | None, Explaining],
    judge: Callable[..., Seen],
    part: str | None,
) -> Seen:
    """What the probes of a part say, those of each source made apart (O8)."""
    takers = explained.get(part, _NOTHING).takers
    own = [judge(stream, takers=takers) for stream in streams(watch.sources, probes[part])]
    return agree(watch.sources, own, watch.cited)


def _counted(
    commitment: Commitment,
    watch: CountWatch,
    counts: Mapping[str | None, Sequence[Counts]],
    explained: Mapping[str | None, Explaining],
    as_of: int,
    part: str | None,
) -> Seen:
    """What the counts of a part say."""
    takers = explained.get(part, _NOTHING).takers
    return count_slots(commitment, watch, streams(watch.sources, counts[part]), as_of, takers)
