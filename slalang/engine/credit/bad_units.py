"""For how many units, hours or days of bad time an award is given (C3)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slalang.engine.availability.weights import Weights, weighed
from slalang.engine.credit.rows import Judgement
from slalang.engine.support.accruals import Counted
from slalang.semantics.policy import DowntimeScope, EachDowntime, FeeSlot, PartRule, SlotFees
from slalang.time.clock_hours import hour_index, hour_span
from slalang.time.zones import Zone
from slalang.values.intervals import Interval, Intervals, clip
from slalang.values.verdicts import Step

_MOST_NAMED = 20
"""How many runs an explanation tells one by one."""


def count_downtime(each: EachDowntime, case: Judgement) -> Counted:
    """The units of the period's bad time, or of each run's, beyond the allowance (C3)."""
    assert case.measured is not None  # the resolver admits it only where time is measured
    if each.scope is DowntimeScope.PERIOD:
        number = units_of(each, case.bad_us)
    else:
        number = units_of_runs(each, case.bad_time, case.weights)
    steps: list[Step] = []
    if each.allowance_us:
        steps.append(Step("C3", "allowance", after=each.allowance_us, unit="us", detail=each.scope.value))
    if each.scope is DowntimeScope.RUN:
        steps += _by_run(each, case)
    return Counted(number, steps=tuple(steps), time=case.bad_time)


def _by_run(each: EachDowntime, case: Judgement) -> Iterator[Step]:
    """Which run gave how many units; of many the first."""
    for run in case.bad_time[:_MOST_NAMED]:
        us = weighed((run,), case.weights)
        number = units_of(each, us)
        yield Step("C3", "units_of_run", before=us, after=number, unit="us", intervals=(run,), detail=str(number))
    if rest := case.bad_time[_MOST_NAMED:]:
        yield Step("C3", "units_of_run", before=len(rest), detail=str(units_of_runs(each, rest, case.weights)))


def units_of_runs(each: EachDowntime, runs: Intervals, weights: Weights | None) -> int:
    """The units of each run, summed."""
    return sum(units_of(each, weighed((run,), weights)) for run in runs)


def units_of(each: EachDowntime, us: int | Fraction) -> int:
    """The least number of units that is not below so much time beyond the allowance, or the greatest that is not above it."""
    beyond = Fraction(us) - each.allowance_us
    if beyond <= 0:
        return 0
    units = beyond / each.us
    whole = units.numerator // units.denominator
    return whole if each.part is PartRule.COMPLETED or units == whole else whole + 1


def slots_down(fees: SlotFees, case: Judgement) -> tuple[Interval, ...]:
    """The parts inside the period of the clock hours or days that count so much bad time (C3)."""
    period = (case.period.start_at, case.period.end_at)
    return tuple(slot for slot in slots_touched(fees.slot, case.bad_time, period, case.zone) if counts(fees, slot, case))


def slots_touched(slot: FeeSlot, time: Intervals, period: Interval, zone: Zone) -> Iterator[Interval]:
    """The parts inside a period of every clock hour or day of a zone that some time touches, in order."""
    until = period[0]
    for start, end in clip(time, *period):
        at = max(start, until)
        while at < end:
            low, high = _slot_holding(slot, at, zone)
            yield max(low, period[0]), min(high, period[1])
            at = until = high


def counts(fees: SlotFees, slot: Interval, case: Judgement) -> bool:
    """Whether a slot counts so much bad time that its fee is given back."""
    return reaches(fees, weighed(clip(case.bad_time, *slot), case.weights))


def reaches(fees: SlotFees, us: int | Fraction) -> bool:
    """Whether so much bad time of a slot gives its fee back."""
    return fees.comparison.holds(us, fees.us)


def _slot_holding(slot: FeeSlot, at: int, zone: Zone) -> Interval:
    if slot is FeeSlot.HOUR:
        return hour_span(zone, hour_index(zone, at))
    day = zone.day_of(at)
    return zone.day_start(day), zone.day_start(day + 1)
