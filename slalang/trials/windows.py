"""Windows of an exclusion, and a service that is down meanwhile (X2, X4)."""

from __future__ import annotations

from collections.abc import Sequence

from slalang.semantics.policy import AnyLength, ChosenLength, Commitment, Compiled, Exclusion, MaintenanceWindows, Notice
from slalang.syntax import ast
from slalang.time.calendars import NeverOpen
from slalang.time.civil import OutOfRange
from slalang.time.lengths import Length, subtract_length
from slalang.time.periods import PeriodNeeds, SubscriptionContext, period_holding
from slalang.time.zones import Zone
from slalang.trials.least import failing_part, watched
from slalang.trials.stream import ANYBODY, Case, Setting, contract, moment, outage, too_large, tried
from slalang.values.intervals import Interval


def maintenance(kind: str, span: Interval, zone: Zone, announced_at: int | None = None) -> ast.MaintenanceEvent:
    """Work of a kind for a span, and when it was announced."""
    announced = ast.Announced(moment(announced_at, zone)) if announced_at is not None else None
    return ast.MaintenanceEvent(kind, None, None, moment(span[0], zone), moment(span[1], zone), announced)


def in_time(exclusion: Exclusion, start: int) -> int | None:
    """The latest instant at which a window that starts then is announced in time for every notice.

    The start itself where no notice is asked; None where no announcement is in time for all.
    """
    lengths = [c.limitation.length for c in exclusion.conditions if isinstance(c.limitation, Notice)]
    every = [one for length in lengths for one in lengths_of(length)]
    try:
        return min((subtract_length(start, length, exclusion.zone) for length in every), default=start)
    except (NeverOpen, OutOfRange):
        return None


def with_windows(
    compiled: Compiled,
    exclusion: Exclusion,
    commitment: Commitment,
    windows: Sequence[Interval],
    down: Interval,
    ahead: int | None = None,
) -> Case | None:
    """Windows that are announced in time, an outage, and the verdict of the period that holds its start.

    Recurring windows come by themselves. With `ahead`, in microseconds, windows are announced so long before they start. None
    where outages are not watched, or where the period cannot be told or lies before the policy is in force.
    """
    return with_all_windows(compiled, ((exclusion, windows),), commitment, down, ahead=ahead)


def with_all_windows(
    compiled: Compiled,
    planned: Sequence[tuple[Exclusion, Sequence[Interval]]],
    commitment: Commitment,
    down: Interval,
    setting: Setting = ANYBODY,
    ahead: int | None = None,
) -> Case | None:
    """The same with windows of several exclusions. `setting` says for whom."""
    policy = compiled.policy
    if commitment.outages is None or commitment.measure is not None or too_large(policy):
        return None
    given: list[ast.ScenarioEvent] = []
    for exclusion, windows in planned:
        if isinstance(exclusion.windows, MaintenanceWindows):
            for window in windows:
                announced_at = _announced(exclusion, window[0]) if ahead is None else window[0] - ahead
                given.append(maintenance(exclusion.windows.kinds[0], window, policy.zone, announced_at))
    try:
        period = period_holding(commitment.period, down[0], SubscriptionContext(down[0]))
        if policy.in_force_at is not None and period.start_at < policy.in_force_at:
            return None
        given.append(watched(outage(commitment.service.name, down, policy.zone, failing_part(commitment)), commitment.outages))
        stream = (*contract(policy, commitment.name, period, setting), *given)
        return tried(compiled, stream, (period.start_at, period.end_at)).case(commitment.name, failing_part(commitment))
    except (PeriodNeeds, ValueError):
        return None


def _announced(exclusion: Exclusion, start: int) -> int | None:
    """When a window is announced: in time where it can be; None where no notice is asked."""
    asked = any(isinstance(condition.limitation, Notice) for condition in exclusion.conditions)
    return in_time(exclusion, start) if asked else None


def excluded_by(case: Case, exclusion: Exclusion) -> int:
    """How many microseconds an exclusion took in a case."""
    time = case.verdict.time_us
    return dict(time.excluded).get(exclusion.name, 0) if time is not None else 0


def lengths_of(length: AnyLength) -> tuple[Length, ...]:
    """A length, or every one that a customer's contract may pick."""
    return tuple(option for _, option in length.options) if isinstance(length, ChosenLength) else (length,)
