"""The least downtime that brings a commitment somewhere: over a limit, into a hole, out of its target."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil

import attrs

from slalang.semantics.policy import CombineWords, Commitment, Compiled, OutageWatch, Policy
from slalang.syntax import ast
from slalang.time.periods import Period, PeriodNeeds
from slalang.trials.stream import ANYBODY, Case, Setting, Trial, contract, first_period, outage, tried
from slalang.values.instants import MINUTE, SECOND
from slalang.values.verdicts import Verdict

Wanted = Callable[[Verdict], bool]
"""What is looked for in a verdict."""

Expected = Callable[[int], Fraction]
"""The downtime that is likely to be the least, by the length of the period, both in microseconds."""


def least_downtime(
    compiled: Compiled,
    commitment: Commitment,
    reached: Wanted,
    wanted: Wanted | None = None,
    setting: Setting = ANYBODY,
    expected: Expected | None = None,
) -> Case | None:
    """The case with the shortest outage, from a period's start on, whose verdict is as wanted; None where there is none.

    `reached` says that a verdict is there or beyond: it must stay true for longer outages. `wanted` then picks what lies there
    and not beyond (all of it, where None). Whole minutes are tried first, then seconds, then microseconds. Only where outages
    are watched. Where components are judged each on its own, the first one fails, else all of them. `setting` says for whom.
    `expected` is where it most likely lies, which is looked at first. Other readings and promises are left aside.
    """
    compiled = attrs.evolve(alone(compiled, commitment.name), readings=())
    if commitment.outages is None or commitment.measure is not None:
        return None
    try:
        period = first_period(compiled.policy, commitment.period, setting.at)
    except PeriodNeeds:
        return None
    for step in (MINUTE, SECOND, 1):
        first = expected(period.end_at - period.start_at) if expected is not None else None
        found = _shortest(compiled, commitment, (period, setting), (step, first), reached)
        if found is None:
            return None
        if wanted is None or wanted(found.verdict):
            return found
    return None


def with_downtime(compiled: Compiled, commitment: Commitment, period: Period, us: int, setting: Setting = ANYBODY) -> Trial:
    """An outage of that length from a period's start on; without one where it has no length. ValueError as `tried`."""
    policy = compiled.policy
    part = failing_part(commitment)
    given = contract(policy, commitment.name, period, setting)
    if us:
        down = outage(commitment.service.name, (period.start_at, period.start_at + us), policy.zone, part)
        given = (*given, watched(down, commitment.outages))
    return tried(compiled, given, (period.start_at, period.end_at))


def watched(down: ast.OutageEvent, watch: OutageWatch | None) -> ast.OutageEvent:
    """An outage as the commitment watches them: of a severity and from a source that count."""
    if watch is None:
        return down
    if watch.severities is not None and None not in watch.severities:
        down = attrs.evolve(down, severity=ast.EventSeverity(str(watch.severities[0])))
    return attrs.evolve(down, source=ast.EventSource(watch.sources.names[0])) if watch.sources is not None else down


def failing_part(commitment: Commitment) -> str | None:
    """The component that fails in a trial: the first where each is judged on its own; None: the whole service."""
    components = commitment.service.components
    return components[0] if isinstance(components, tuple) and commitment.combine is CombineWords.EACH else None


def alone(compiled: Compiled, name: str) -> Compiled:
    """The policy, under each reading, with one commitment or clock and its credit only.

    What else it promises changes neither and takes its time.
    """
    readings = tuple(attrs.evolve(reading, policy=_only(reading.policy, name)) for reading in compiled.readings)
    return attrs.evolve(compiled, policy=_only(compiled.policy, name), readings=readings, replaces=None)


def _only(policy: Policy, name: str) -> Policy:
    return attrs.evolve(
        policy,
        commitments=tuple(one for one in policy.commitments if one.name == name),
        clocks=tuple(one for one in policy.clocks if one.name == name),
        credits=tuple(credit for credit in policy.credits if credit.commitment == name),
        duties=(),
        shares=(),
        joints=(),
        rights=(),
    )


def _shortest(
    compiled: Compiled,
    commitment: Commitment,
    when: tuple[Period, Setting],
    steps_of: tuple[int, Fraction | None],
    reached: Wanted,
) -> Case | None:
    """By halving: the case with the fewest steps of downtime that is there; None where not even the whole period is."""
    (period, setting), (step, first) = when, steps_of

    def case(steps: int) -> Case | None:
        trial = with_downtime(compiled, commitment, period, steps * step, setting)
        return trial.case(commitment.name, failing_part(commitment))

    low, high = -1, (period.end_at - period.start_at) // step
    ahead = [] if first is None else [ceil(first / step) - 1, ceil(first / step)]
    try:
        best = case(high)
        if best is None or not reached(best.verdict):
            return None
        while high - low > 1:
            middle = ahead.pop() if ahead else (low + high) // 2
            if not low < middle < high:
                continue
            halfway = case(middle)
            if halfway is not None and reached(halfway.verdict):
                high, best = middle, halfway
            else:
                low = middle
    except ValueError:
        return None
    return best
