"""How long something is down so that it tells two policies apart: at every limit of a promise and its credit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from slalang.mutation.streams.stream import Versions
from slalang.semantics.policy import DowntimeTarget, Limit, NoTarget, Policy, Row, Scale, ShareTarget, ShortestRun, Target
from slalang.time.periods import Period
from slalang.values.instants import DAY, HOUR, MINUTE, SECOND

_Said: TypeAlias = Target | Row | Limit | ShortestRun
"""What of a promise and its credit has a limit."""


def lengths_of(versions: Versions, name: str, period: Period) -> tuple[int, ...]:
    """Downtimes at every limit of both policies, a microsecond less and more; and an hour or so.

    Limits of what only one of the two policies says come first.
    """
    whole = period.end_at - period.start_at
    near = [us for length in _exact(_differing(versions, name), whole) for us in beside(length)]
    near += [us for length in sorted(_exact(_said(versions, name), whole)) for us in beside(length)]
    found = dict.fromkeys((whole // 50, *near, MINUTE + SECOND, HOUR + SECOND))
    return tuple(us for us in found if 0 < us <= whole - 7 * DAY or us < HOUR)


def _exact(said: Iterable[_Said], whole: int) -> dict[Fraction, None]:
    """The downtimes of a period that lie at limits."""
    found: dict[Fraction, None] = {}
    for one in said:
        for limit in one.limits or () if isinstance(one, Row) else (one,) if isinstance(one, Limit) else ():
            if limit.at is not None and limit.scale is not Scale.NUMBER:
                found[(1 - limit.at) * whole if limit.scale is Scale.SHARE else limit.at] = None
        match one:
            case ShareTarget(share=share):
                found[(1 - share) * whole] = None
            case DowntimeTarget(us=us) | ShortestRun(us=us):
                found[Fraction(us)] = None
            case _:
                pass
    return found


def _said(versions: Versions, name: str) -> list[_Said]:
    """Targets, rows, warnings, the shortest run, in both policies."""
    return [one for policy in versions.policies for one in _of_policy(policy, name)]


def _differing(versions: Versions, name: str) -> list[_Said]:
    """Those that only one of the two policies says."""
    here, there = (list(_of_policy(compiled.policy, name)) for compiled in (versions.original, versions.changed))
    return [*(one for one in here if one not in there), *(one for one in there if one not in here)]


def _of_policy(policy: Policy, name: str) -> Iterator[_Said]:
    for one in policy.commitments:
        if one.name == name:
            yield from (target for target in one.targets if not isinstance(target, NoTarget))
            yield from (part for part in (one.warning, one.shortest_run) if part is not None)
    for credit in policy.credits:
        if credit.commitment == name:
            yield from credit.rows


def beside(figure: Fraction) -> tuple[int, int, int]:
    return floor(figure) - (figure.denominator == 1), floor(figure), ceil(figure) + (figure.denominator == 1)
