"""What was observed of one part: its bad time with what lies behind it, and the time that nobody knows (O1-O5, D1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from fractions import Fraction
from typing import TypeVar

import attrs

from slalang.engine.customers import FOREVER
from slalang.semantics.policy import Failing
from slalang.values.events import Outage, Recorded
from slalang.values.intervals import EMPTY, Interval, Intervals, normalize
from slalang.values.verdicts import Step

BEGINNING = -(1 << 62)
"""Earlier than any instant of a policy."""

ALWAYS: Intervals = ((BEGINNING, FOREVER),)

E = TypeVar("E", bound=Recorded)


class Sort(Enum):
    """What kind of observation says that time is bad."""

    OUTAGE = "outage"
    PROBE_RUN = "probe run"
    PROBE_SLOT = "probe slot"
    COUNT_SLOT = "count slot"
    EMPTY_SLOT = "empty slot"
    UNOBSERVED = "unobserved"
    LOW_TRAFFIC = "low traffic"
    """A slot that would be bad, had it had more requests: it is up, and is only told."""


@attrs.frozen(slots=True)
class Bad:
    """One stretch of bad time: an outage that counts, a run of failed probes, a bad slot, or unobserved time taken as down.

    `outage` is the event behind an outage. `known` is when the first report of it became known, then that event's id (O8). Of
    slots `failed` of `total` probes or requests failed; `slot_at` is where the slot starts on the grid. `taken_by` numbers the
    exclusions whose outage explains it (D1). `ended` says in words what ended a run of failed probes.
    """

    time: Intervals
    ids: tuple[str, ...]
    outage: Outage | None = None
    sort: Sort = Sort.OUTAGE
    known: tuple[int, str] = (BEGINNING, "")
    failed: int | Fraction = 0
    total: int | Fraction = 0
    taken_by: tuple[int, ...] = ()
    slot_at: int | None = None
    ended: str = ""

    @property
    def is_slot(self) -> bool:
        """Whether it is a slot, judged by what was counted in it."""
        return self.slot_at is not None


@attrs.frozen(slots=True)
class Seen:
    """What one watch says of one part, of one source or of all: beside the bad and the unknown time it is up.

    `left_out` is time that neither counts as up nor as down (D7); `remarks` are steps on what does not count, over all time.
    `aside` are stretches that are no bad time and are told all the same: slots with too few requests, runs of one location only
    that an excluded outage explains (D1).
    """

    bad: tuple[Bad, ...] = ()
    unknown: Intervals = EMPTY
    left_out: Intervals = EMPTY
    remarks: tuple[Step, ...] = ()
    aside: tuple[Bad, ...] = ()


@attrs.frozen(slots=True)
class Observed:
    """What was seen of each part, None standing for a service that has none.

    `uncounted` are outages that the policy does not watch, with the reason; `unknown` is time for which nothing was seen and
    that stays unknown (O5); `left_out` time that leaves the period (D7). `heard` says of those parts from
    how many locations probes speak for which that is fewer than the policy asks (O2). `reported` are the watched outages
    as they were reported.
    """

    bad: dict[str | None, tuple[Bad, ...]]
    unknown: dict[str | None, Intervals]
    left_out: dict[str | None, Intervals]
    uncounted: tuple[Step, ...]
    remarks: dict[str | None, tuple[Step, ...]]
    aside: dict[str | None, tuple[Bad, ...]]
    reported: dict[str | None, tuple[Outage, ...]]
    heard: dict[str | None, int]

    @property
    def parts(self) -> tuple[str | None, ...]:
        """The components or resources, in the order in which they are judged."""
        return tuple(self.bad)


def concerned(components: tuple[str, ...] | None, parts: Iterable[str | None]) -> list[str | None]:
    """The parts that an event is about: those that it names, or all (O7)."""
    return list(parts) if not components else [p for p in parts if p in components]


def by_part(events: Iterable[E], parts: Sequence[str | None]) -> dict[str | None, list[E]]:
    """The events about each part, in their order."""
    found: dict[str | None, list[E]] = {part: [] for part in parts}
    for event in events:
        if not event.components:
            for part in parts:
                found[part].append(event)
        else:
            for name in event.components:
                if name in found:
                    found[name].append(event)
    return found


def known_at(event: Recorded) -> tuple[int, str]:
    """When an observation became known, then its id: which of several came first (O8)."""
    at = event.recorded_at
    assert isinstance(at, int)  # only charges, resources and subscriptions bear bare dates
    return at, event.id


def fails(failing: Failing, failed: int | Fraction, total: int | Fraction) -> bool:
    """Whether so many of some failed ones make a slot bad (O2, D1)."""
    # In integers, where they are: a stream may hold very many slots.
    some, limit = failed * failing.share.denominator, total * failing.share.numerator
    return failing.comparison.holds(some, limit)


def time_of(bad: Iterable[Bad]) -> Intervals:
    """All the time that any of these is bad (D1)."""
    return normalize(span for b in bad for span in b.time)


def combine(times: Sequence[Intervals], needed: int) -> Intervals:
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
