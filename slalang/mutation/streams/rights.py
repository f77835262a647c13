"""Rights: misses in a row, with a gap, one fewer, far apart."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import floor

from slalang.mutation.streams.stream import Stream, Versions, following, in_turn, judged_period, lasting, subscription
from slalang.semantics.policy import Commitment, DownLonger, Ground, InARow, Policy, Right, Scale
from slalang.syntax import ast
from slalang.time.lengths import add_length
from slalang.time.periods import Period, PeriodRule
from slalang.trials.stream import contract, moment
from slalang.values.instants import DAY, HOUR

_FAR = (1, 2, 6, 11, 12, 13)
"""How many periods apart the last miss stands."""
_PARTS = (2, 100)
"""Which part of a period is down: so much that every ground counts it, and less."""


def of_rights(versions: Versions, name: str) -> Iterator[Stream]:
    """Streams for each right, first for one of that name."""
    policy = versions.original.policy
    for right in sorted(policy.rights, key=lambda one: one.name != name):
        for ground in right.grounds:
            commitment = next((c for c in policy.commitments if isinstance(ground, Ground) and c.name == ground.promise), None)
            if commitment is not None and isinstance(ground, Ground):
                others = tuple(one for p in versions.policies for one in p.rights if one.name == right.name)
                yield from in_turn(
                    _misses(policy, right, ground, commitment),
                    _used(policy, right, others, ground, commitment),
                    _figures(versions, policy, right, ground, commitment),
                )


def _misses(policy: Policy, right: Right, ground: Ground, commitment: Commitment) -> Iterator[Stream]:
    number = ground.misses
    for n in (number, number - 1, number + 1):
        row = tuple(range(n))
        patterns = [row] if n else []
        if n > 1:
            patterns += [(*row[:-1], row[-2] + apart) for apart in _far(ground)]
        for pattern in patterns:
            for part in _PARTS:
                yield from _stream(policy, right, commitment, pattern, part)


def _far(ground: Ground) -> tuple[int, ...]:
    """How far from the one before the last miss stands; of any so many periods just within them and just beyond."""
    if isinstance(ground.among, InARow):
        return _FAR
    last = ground.among - ground.misses + 1
    return tuple(dict.fromkeys((last - 1, last, last + 1, *_FAR)))


def _used(policy: Policy, right: Right, others: tuple[Right, ...], ground: Ground, commitment: Commitment) -> Iterator[Stream]:
    """The right exercised at the end of its time, a microsecond before and after."""
    first = judged_period(policy, commitment.period)
    if right.exercised_by is None or first is None:
        return
    given, end = _down(policy, commitment, first, tuple(range(ground.misses)))
    for one in others:
        if one.use_within is not None:
            latest = add_length(end, one.use_within, policy.zone)
            for at in (latest - 1, latest, latest + 1):
                notice = ast.FactEvent(right.exercised_by, None, None, None, moment(at, policy.zone))
                yield Stream((*given, notice), latest + 100 * DAY)


def _figures(versions: Versions, policy: Policy, right: Right, ground: Ground, commitment: Commitment) -> Iterator[Stream]:
    """As many misses as are needed, each at a limit of the ground in either policy."""
    first = judged_period(policy, commitment.period)
    if first is None:
        return
    grounds = [one for p in versions.policies for r in p.rights if r.name == right.name for one in r.grounds]
    limits = [limit for one in grounds if isinstance(one, Ground) and isinstance(one.miss, tuple) for limit in one.miss]
    whole = first.end_at - first.start_at
    exact = {(1 - limit.at) * whole for limit in limits if limit.scale is Scale.SHARE and limit.at is not None}
    exact |= {limit.at for limit in limits if limit.scale is Scale.TIME and limit.at is not None}
    exact |= {Fraction(one.miss.us) for one in grounds if isinstance(one, Ground) and isinstance(one.miss, DownLonger)}
    for us in sorted({near for one in exact for near in (floor(one) - 1, floor(one), floor(one) + 1) if 0 < near < whole}):
        given, end = _down(policy, commitment, first, tuple(range(ground.misses)), us)
        yield Stream(given, end)


def _down(
    policy: Policy, commitment: Commitment, first: Period, pattern: tuple[int, ...], us: int | None = None
) -> tuple[tuple[ast.ScenarioEvent, ...], int]:
    """Downtime in those periods, of half of each or so long, with what the contract supplies; and when the last ends."""
    periods = [first if n == 0 else following(commitment.period, first, n) for n in pattern]
    parameters = (e for e in contract(policy, commitment.name, first) if isinstance(e, ast.ParameterEvent))
    given: list[ast.ScenarioEvent] = [subscription(policy, first.start_at), *parameters]
    for period in periods:
        whole = period.end_at - period.start_at
        length = whole // 2 if us is None else us
        given.append(lasting(commitment.service.name, period.start_at + (whole - length) // 2, length, policy))
    return tuple(given), max((period.end_at for period in periods), default=first.end_at)


def _stream(policy: Policy, right: Right, commitment: Commitment, pattern: tuple[int, ...], part: int) -> Iterator[Stream]:
    rule: PeriodRule = commitment.period
    first = judged_period(policy, rule)
    if first is None:
        return
    given, end = _down(policy, commitment, first, pattern, (first.end_at - first.start_at) // part)
    yield Stream(given, end)
    if right.exercised_by is not None and all(b - a == 1 for a, b in pairwise(pattern)):
        for later in (HOUR, 30 * DAY, 89 * DAY, 91 * DAY):
            notice = ast.FactEvent(right.exercised_by, None, None, None, moment(end + later, policy.zone))
            yield Stream((*given, notice), end + 100 * DAY)
