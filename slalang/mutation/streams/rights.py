"""Rights: misses in a row, with a gap, one fewer, far apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from slalang.mutation.streams.stream import Stream, Versions, following, judged_period, lasting, subscription
from slalang.semantics.policy import Commitment, Ground, Policy, Right
from slalang.syntax import ast
from slalang.time.periods import PeriodRule
from slalang.trials.stream import moment
from slalang.values.instants import DAY, HOUR

_FAR = (1, 2, 6, 11, 12, 13)
"""How many periods apart the last miss stands."""


def of_rights(versions: Versions, name: str) -> Iterator[Stream]:
    """Streams for each right, first for one of that name."""
    policy = versions.original.policy
    for right in sorted(policy.rights, key=lambda one: one.name != name):
        for ground in right.grounds:
            commitment = next((c for c in policy.commitments if isinstance(ground, Ground) and c.name == ground.promise), None)
            if commitment is not None and isinstance(ground, Ground):
                yield from _misses(policy, right, ground, commitment)


def _misses(policy: Policy, right: Right, ground: Ground, commitment: Commitment) -> Iterator[Stream]:
    number = ground.misses
    for n in (number, number - 1, number + 1):
        row = tuple(range(n))
        patterns = [row] if n else []
        if n > 1:
            patterns += [(*row[:-1], row[-2] + apart) for apart in _FAR]
        for pattern in patterns:
            yield from _stream(policy, right, commitment, pattern)


def _stream(policy: Policy, right: Right, commitment: Commitment, pattern: tuple[int, ...]) -> Iterator[Stream]:
    rule: PeriodRule = commitment.period
    first = judged_period(policy, rule)
    if first is None:
        return
    periods = [first if n == 0 else following(rule, first, n) for n in pattern]
    given: list[ast.ScenarioEvent] = [subscription(policy, first.start_at)]
    for period in periods:
        us = (period.end_at - period.start_at) // 2
        given.append(lasting(commitment.service.name, period.start_at + us // 2, us, policy))
    end = max(period.end_at for period in periods)
    yield Stream(tuple(given), end)
    if right.exercised_by is not None and all(b - a == 1 for a, b in pairwise(pattern)):
        for later in (HOUR, 30 * DAY, 89 * DAY, 91 * DAY):
            notice = ast.FactEvent(right.exercised_by, None, None, None, moment(end + later, policy.zone))
            yield Stream((*given, notice), end + 100 * DAY)
