"""What exclusions take from the bad time of each component: by cause, and by window (D2, D4, X1, X5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import attrs

from slalang.engine.availability.windows import Judged, judge_windows
from slalang.engine.customers import Customer, ends_known, touches
from slalang.engine.observation.by_time import ByTime
from slalang.engine.observation.observations import Bad, time_of
from slalang.semantics.policy import Commitment, Exclusion, FactNeeded, OutageFilter, Policy, Service
from slalang.time.lengths import add_length, subtract_length
from slalang.time.zones import Zone
from slalang.values.events import Outage
from slalang.values.intervals import EMPTY, Interval, Intervals, clip, intersect, normalize, subtract, union


@attrs.frozen(slots=True)
class Applied:
    """One exclusion at work for a commitment and customer: its windows as judged, where it has any."""

    exclusion: Exclusion
    windows: tuple[Judged, ...] = ()

    def concerns(self, part: str | None) -> bool:
        """Whether the exclusion reaches a component at all."""
        return self.exclusion.components is None or part in self.exclusion.components

    def window_time(self, part: str | None) -> Intervals:
        """The valid windows that cover a component (X2): a window limited to some components takes time from those (D4)."""
        if not self.exclusion.excludes or not self.concerns(part):
            return EMPTY
        return normalize(
            span
            for judged in self.windows
            if judged.window.components is None or part in judged.window.components
            for span in judged.kept
        )


@attrs.frozen(slots=True)
class Taken:
    """The bad time of one component after exclusions, and what each exclusion took or would have taken, in listed order.

    `rests` holds what is left of each stretch of bad time, in the order in which they were given.
    """

    left: Intervals
    by: tuple[Intervals, ...]
    rests: tuple[Intervals, ...]


def applied_exclusions(policy: Policy, commitment: Commitment, customer: Customer, start: int, end: int) -> tuple[Applied, ...]:
    """The exclusions that apply to a commitment, in listed order, with their windows in [start, end) judged (X2-X5)."""
    return tuple(
        Applied(
            exclusion,
            judge_windows(policy, exclusion, commitment, customer, start, end) if exclusion.windows is not None else (),
        )
        for exclusion in policy.exclusions
        if exclusion.commitments is None or commitment.name in exclusion.commitments
    )


def exclude(bad: Iterable[Bad], part: str | None, applied: tuple[Applied, ...], customer: Customer) -> Taken:
    """Take excluded outages out of a component's bad time, then valid windows from what is left (D2, D4)."""
    everything = tuple(bad)
    windows = [a.window_time(part) for a in applied]
    by: list[list[Interval]] = [[] for _ in applied]
    whatever_the_cause: list[Interval] = []
    rests: list[Intervals] = []
    for stretch in everything:
        by_cause = [i in stretch.taken_by or excluded_outage(a, stretch.outage, part, customer) for i, a in enumerate(applied)]
        rest = EMPTY if any(by_cause) else stretch.time
        for_itself = EMPTY if any(by_cause) else stretch.time
        for i, a in enumerate(applied):
            if by_cause[i]:
                by[i] += stretch.time
            elif windows[i] and _covers(a.exclusion, stretch.outage):
                near = clip(windows[i], stretch.time[0][0], stretch.time[-1][1])
                by[i] += intersect(stretch.time, near)
                rest = subtract(rest, near)
                if a.exclusion.only_caused_by is not None:
                    for_itself = subtract(for_itself, near)
        rests.append(rest)
        whatever_the_cause += for_itself
    remaining = normalize(span for rest in rests for span in rest)
    gone = subtract(time_of(everything), remaining)
    # Where an outage is down that no exclusion takes for its cause, only a window that asks for no cause takes the time (D4).
    for_causes = subtract(gone, normalize(whatever_the_cause))
    return Taken(
        remaining,
        tuple(
            intersect(normalize(spans), for_causes if _asks_cause(a) else gone) for a, spans in zip(applied, by, strict=True)
        ),
        tuple(rests),
    )


@attrs.frozen(slots=True)
class Explaining:
    """The outages of one component that each exclusion takes out by their cause, which explain what lies inside them (D1)."""

    outages: tuple[tuple[int, ByTime[Outage]], ...] = ()

    @property
    def time(self) -> Intervals:
        """All the time of these outages."""
        return normalize(span for _, outages in self.outages for span in outages.spans)

    def takers(self, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the exclusions that take an outage which holds [start, end) wholly, or an instant."""
        return tuple(i for i, outages in self.outages if outages.holds(start, end))

    def holding(self, i: int, start: int, end: int) -> Iterable[str]:
        """The outages that an exclusion takes and that hold [start, end) wholly, by their ids."""
        for number, outages in self.outages:
            if number == i:
                yield from (o.id for (since, until), o in outages.with_spans(start, end) if since <= start and end <= until)


def explaining(service: Service, part: str | None, applied: tuple[Applied, ...], customer: Customer) -> Explaining:
    """What excluded outages explain of a component, whether or not outages are watched (D1)."""
    mine = [o for o in customer.outages if touches(service, o) and (not o.components or part in o.components)]
    found: list[tuple[int, ByTime[Outage]]] = []
    for i, a in enumerate(applied):
        taken = [o for o in mine if excluded_outage(a, o, part, customer)]
        if taken:
            found.append((i, ByTime(taken, lambda o: (o.start_at, ends_known(o.end_at, customer.as_of)))))
    return Explaining(tuple(found))


def _asks_cause(applied: Applied) -> bool:
    """Whether the exclusion takes outages for what caused them, rather than time."""
    return applied.exclusion.windows is None or applied.exclusion.only_caused_by is not None


def excluded_outage(applied: Applied, outage: Outage | None, part: str | None, customer: Customer) -> bool:
    """Whether the exclusion takes an outage out by its cause, environment or fact (X1)."""
    return excluding_filter(applied, outage, part, customer) is not None


def excluding_filter(applied: Applied, outage: Outage | None, part: str | None, customer: Customer) -> OutageFilter | None:
    """The first phrase of the exclusion under which an outage falls (X1)."""
    if outage is None or not applied.exclusion.excludes or not applied.concerns(part):
        return None
    return next((f for f in applied.exclusion.outages if _matches(f, outage, applied.exclusion, customer)), None)


def _covers(exclusion: Exclusion, outage: Outage | None) -> bool:
    """Whether time inside a window is excluded for this outage: whatever its cause, unless the policy names causes (D4)."""
    if exclusion.only_caused_by is None:
        return True
    return outage is not None and caused_by(outage.cause, exclusion.only_caused_by)


def caused_by(cause: str | None, causes: tuple[str, ...]) -> bool:
    """Whether a cause is one of these or lies below one: `customer.network` is a `customer` (D2)."""
    return cause is not None and any(cause == c or cause.startswith(c + ".") for c in causes)


def _matches(wanted: OutageFilter, outage: Outage, exclusion: Exclusion, customer: Customer) -> bool:
    if wanted.causes is not None and not caused_by(outage.cause, wanted.causes):
        return False
    if wanted.environments is not None and outage.environment not in wanted.environments:
        return False
    return wanted.fact is None or _has_fact(wanted.fact, outage, exclusion, customer)


def _has_fact(needed: FactNeeded, outage: Outage, exclusion: Exclusion, customer: Customer) -> bool:
    """Whether the fact about the outage is there, and in time where it has a deadline (X1)."""
    latest = latest_fact(needed, outage.start_at, exclusion.zone)
    return any(f.name == needed.name and f.about == outage.id and (latest is None or f.at <= latest) for f in customer.facts)


def latest_fact(needed: FactNeeded, start: int, zone: Zone) -> int | None:
    """The last instant at which a fact that is needed is in time, counted from a start; None where it has no deadline (X1)."""
    if needed.within is not None:
        return add_length(start, needed.within, zone)
    return None if needed.ahead is None else subtract_length(start, needed.ahead, zone)


def whole_windows(applied: Applied, there: Mapping[str | None, Intervals]) -> Intervals:
    """The valid windows that exclude everything that is judged, whatever the cause: time that can leave T (D7, D8).

    `there` says of each part when it is there to be judged; a window need not cover what is not.
    """
    if applied.exclusion.only_caused_by is not None:
        return EMPTY
    anything = normalize(span for time in there.values() for span in time)
    windows = [applied.window_time(part) for part in there]
    free = normalize(span for part, time in there.items() for span in subtract(time, applied.window_time(part)))
    covered = subtract(intersect(normalize(span for window in windows for span in window), anything), free)
    # Where nothing is there, a window is one of everything only if it covers all that could be.
    common = reduce(intersect, windows) if windows else EMPTY
    return union(covered, subtract(common, anything))
