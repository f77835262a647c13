"""Exclusions: outages of every cause and environment, and windows at every condition that the policy sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from slalang.mutation.streams.stream import Stream, Versions, contract, judged_period, lasting, within_day
from slalang.semantics.policy import (
    AllowedTime,
    Commitment,
    Exclusion,
    FactNeeded,
    Longest,
    MaintenanceWindows,
    MostWindows,
    Notice,
    OutageFilter,
    Policy,
    RecurringWindows,
    Total,
)
from slalang.syntax import ast
from slalang.time.lengths import BusinessDays, BusinessHours, CalendarLength, ExactLength, add_length, subtract_length
from slalang.time.periods import Period
from slalang.time.schedules import Schedule
from slalang.trials.stream import moment
from slalang.values.instants import DAY, HOUR, MINUTE
from slalang.values.intervals import Interval

_KINDS = ("scheduled", "emergency", "release")
_LONG_BEFORE = 60 * DAY
_STARTS = 9
"""How many edges of permitted hours are tried."""


def of_windows(versions: Versions, name: str) -> Iterator[Stream]:
    """Streams for each exclusion, first for one of that name, on each commitment that it is about."""
    policy = versions.original.policy
    for exclusion in sorted(policy.exclusions, key=lambda one: one.name != name):
        others = tuple(e for p in versions.policies for e in p.exclusions if e.name == exclusion.name)
        for commitment in policy.commitments:
            period = judged_period(policy, commitment.period)
            if period is None or not (exclusion.commitments is None or commitment.name in exclusion.commitments):
                continue
            given = contract(policy, commitment.name, period)
            yield from _outages(policy, others, commitment, period, given)
            if any(isinstance(other.windows, MaintenanceWindows) for other in others):
                yield from _announced(policy, others, commitment, period, given)
            yield from _recurring(policy, others, commitment, period, given)


def _outages(
    policy: Policy,
    exclusions: tuple[Exclusion, ...],
    commitment: Commitment,
    period: Period,
    given: tuple[ast.ScenarioEvent, ...],
) -> Iterator[Stream]:
    start, service = within_day((period.start_at, period.end_at)), commitment.service.name
    for cause in policy.causes:
        yield Stream((*given, lasting(service, start, 2 * HOUR, policy, cause=cause)))
    filters = list(dict.fromkeys(one for exclusion in exclusions for one in exclusion.outages))
    for one in filters:
        if one.fact is not None:
            # A Monday, and the Friday after it.
            for at in (start, start + 4 * DAY):
                yield from _with_fact(policy, commitment, one, one.fact, at, given)
    for environment in sorted({e for one in filters for e in one.environments or ()}):
        outage = lasting(service, start, 2 * HOUR, policy)
        yield Stream((*given, ast.OutageEvent(outage.service, None, None, outage.start, outage.end,
                      environment=ast.EventEnvironment(environment))))  # fmt: skip


def _with_fact(
    policy: Policy,
    commitment: Commitment,
    taken: OutageFilter,
    fact: FactNeeded,
    start: int,
    given: tuple[ast.ScenarioEvent, ...],
) -> Iterator[Stream]:
    """Outages of its causes with a fact about them at its deadline, before and after it; and of the other causes."""
    deadlines = []
    if fact.within is not None:
        deadlines.append(add_length(start, fact.within, policy.zone))
    if fact.ahead is not None:
        deadlines.append(subtract_length(start, fact.ahead, policy.zone))
    near = [at for one in deadlines for at in (one, one + 1, one - 1)]
    own = taken.causes or (None,)
    instants = [
        (cause, at) for cause in own for at in dict.fromkeys((*near, start - DAY, start, start + HOUR, start + 30 * DAY))
    ]
    instants += [(cause, start + 1) for cause in (*policy.causes, None) if cause not in own]
    environment = ast.EventEnvironment(taken.environments[0]) if taken.environments else None
    for cause, at in instants:
        down = lasting(commitment.service.name, start, 10 * HOUR, policy, cause=cause, id="down")
        told = ast.FactEvent(fact.name, ast.EventAbout("down"), None, None, moment(at, policy.zone))
        yield Stream((*given, attrs.evolve(down, environment=environment), told))


def _announced(
    policy: Policy,
    exclusions: tuple[Exclusion, ...],
    commitment: Commitment,
    period: Period,
    given: tuple[ast.ScenarioEvent, ...],
) -> Iterator[Stream]:
    """Windows of each kind; at each notice, length, number and total that either policy sets; at the edges of hours."""
    service = commitment.service.name

    def windows(
        starts: tuple[int, ...], us: int, kind: str = "scheduled", announced: int | None = None, approved: bool = False
    ) -> Stream:
        work: list[ast.ScenarioEvent] = []
        for start in starts:
            at = start - _LONG_BEFORE if announced is None else announced
            told = ast.Announced(moment(at, policy.zone))
            ends = moment(start, policy.zone), moment(start + us, policy.zone)
            work += [
                ast.MaintenanceEvent(kind, None, None, *ends, told, approved),
                lasting(service, start, us, policy),
            ]
        return Stream((*given, *work))

    every = [c.limitation for exclusion in exclusions for c in exclusion.conditions]
    # What only one of the two policies says comes first.
    limitations = sorted(dict.fromkeys(every), key=every.count)
    starts = _permitted(limitations, period)
    kinds = [kind for e in exclusions if isinstance(e.windows, MaintenanceWindows) for kind in e.windows.kinds]
    own = kinds[0] if kinds else "scheduled"
    for kind in _KINDS:
        yield windows(starts[:1], 30 * MINUTE, kind)
        yield windows(starts[:1], 5 * MINUTE, kind)
    for limitation in limitations:
        match limitation:
            case Notice(length) if isinstance(length, ExactLength | CalendarLength | BusinessDays | BusinessHours):
                for start in starts[:4]:
                    latest = subtract_length(start, length, policy.zone)
                    for at in (latest - 1, latest, latest + 1):
                        yield windows((start,), 5 * MINUTE, own, at)
                yield windows(starts[:1], 5 * MINUTE, own, starts[0] - HOUR, True)
            case Longest(us):
                for length_us in (us, us + 1, us + HOUR):
                    yield windows(starts[:1], length_us, own)
                    yield windows(starts[:1], length_us, own, None, True)
            case Total(us) | MostWindows(us):
                most = us if isinstance(limitation, MostWindows) else us // (4 * HOUR) + 1
                # Weeks apart they begin on the same weekday, at a permitted hour.
                for n in (most, most + 1):
                    for apart in (DAY, 7 * DAY, 28 * DAY, 91 * DAY):
                        several = tuple(starts[0] + i * apart for i in range(n))
                        yield windows(several, 4 * HOUR if isinstance(limitation, Total) else 5 * MINUTE, own)
                        yield windows(several, 4 * HOUR if isinstance(limitation, Total) else 30 * MINUTE, own, None, True)
            case _:
                pass
    for start in starts:
        for us in (MINUTE, 5 * MINUTE, 90 * MINUTE):
            for moved in (0, -MINUTE, MINUTE, -us):
                yield windows((start + moved,), us, own)


def _permitted(limitations: Sequence[object], period: Period) -> tuple[int, ...]:
    """Where permitted hours begin and end, in the period's second week; else some morning, and the night after it."""
    first = period.start_at + 7 * DAY
    found: list[int] = []
    for limitation in limitations:
        if isinstance(limitation, AllowedTime) and isinstance(limitation.inside, Schedule):
            found += [at for span in limitation.inside.occurrences(first, first + 7 * DAY) for at in span]
    morning = within_day((period.start_at, period.end_at))
    # A night as well: a notice in business time ends at the edges of the hours.
    return tuple(dict.fromkeys(found))[:_STARTS] or (morning, morning + 12 * HOUR)


def _recurring(
    policy: Policy,
    exclusions: tuple[Exclusion, ...],
    commitment: Commitment,
    period: Period,
    given: tuple[ast.ScenarioEvent, ...],
) -> Iterator[Stream]:
    """Outages across the edges of recurring windows, of the first and the last of the period."""
    spans: list[Interval] = []
    for exclusion in exclusions:
        if isinstance(exclusion.windows, RecurringWindows):
            occurrences = exclusion.windows.schedule.occurrences(period.start_at, period.end_at)
            spans += [*occurrences[:2], *occurrences[-1:]]
    for start, end in dict.fromkeys(spans):
        for first, last in ((start - MINUTE, end + MINUTE), (start, end), (start - 5 * MINUTE, start + 5 * MINUTE)):
            yield Stream((*given, lasting(commitment.service.name, first, last - first, policy)))
