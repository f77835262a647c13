"""How many days or units past its deadline a run is credited for (S6)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice
from typing import assert_never

import attrs

from slalang.engine.customers import Customer
from slalang.engine.support.runs import Run
from slalang.engine.terms import Missing, Terms, terms_at
from slalang.semantics.policy import (
    Accruing,
    Clock,
    Credit,
    EachDay,
    EachUnit,
    OverlapWinner,
    PartRule,
    PauseEffect,
    Policy,
    Row,
)
from slalang.time.business import NeverOpen
from slalang.time.civil import OutOfRange
from slalang.time.lengths import BusinessDays, BusinessHours, CalendarLength, ExactLength, Length, add_length
from slalang.time.zones import Zone
from slalang.values.intervals import EMPTY, Intervals, clip, measure, normalize, subtract
from slalang.values.verdicts import Status, Step

_MOST_NAMED = 10
"""How many of the runs that carry its days an explanation names one by one."""


@attrs.frozen(slots=True)
class Counted:
    """What a run accrues: so many units, or `days` as day numbers in order, with the steps that say so.

    `rates` holds each day's row and terms, where each day takes its own. `open`: more could still come. `missing` names what
    the count lacks; `time` is that in which units are counted.
    """

    number: int
    days: tuple[int, ...] | None = None
    rates: tuple[tuple[Row, Terms], ...] | None = None
    open: bool = False
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    time: Intervals = EMPTY


# ---------------------------------------------------------------------------------------------- days


def count_days(
    policy: Policy, customer: Customer, credit: Credit, runs: Sequence[tuple[Run, Terms | None]]
) -> tuple[Counted | None, ...]:
    """The days of each run, in the order of the runs; None where the credit does not accrue by days for it.

    `runs` come with the terms of the credit's period, None where a run belongs to none. Where several at once accrue once, a
    day is carried by the run first due, then by ticket, then by start; the others name it.
    """
    found = [None if terms is None else _days(policy, customer, credit, run, terms) for run, terms in runs]
    if credit.accruing is None or not credit.accruing.together:
        return tuple(found)
    carriers: dict[int, Run] = {}
    for i in sorted(range(len(runs)), key=lambda i: _rank(runs[i][0])):
        own = found[i]
        if own is not None and own.days is not None:
            found[i] = _shared(own, own.days, runs[i][0], carriers, policy.zone)
    return tuple(found)


def _rank(run: Run) -> tuple[int, str, int, str]:
    return (run.due_at or 0, run.ticket or "", run.start_at or 0, run.event or "")


def _shared(own: Counted, days: tuple[int, ...], run: Run, carriers: dict[int, Run], zone: Zone) -> Counted:
    """What is left of a run's days once those are taken out that another run carries."""
    carried: dict[str, list[int]] = {}
    kept: list[int] = []
    for i, day in enumerate(days):
        if carriers.setdefault(day, run) is run:
            kept.append(i)
        else:
            carried.setdefault(carriers[day].called, []).append(day)
    named = [
        Step("S6", "days_carried", name=name, after=len(theirs), intervals=days_time(theirs, zone))
        for name, theirs in islice(carried.items(), _MOST_NAMED)
    ]
    rest = [day for theirs in islice(carried.values(), _MOST_NAMED, None) for day in theirs]
    if rest:
        named.append(Step("S6", "days_carried", name="others", after=len(rest), intervals=days_time(rest, zone)))
    rates = own.rates and tuple(own.rates[i] for i in kept)
    return attrs.evolve(own, number=len(kept), days=tuple(days[i] for i in kept), rates=rates, steps=(*own.steps, *named))


def _days(policy: Policy, customer: Customer, credit: Credit, run: Run, terms: Terms) -> Counted | None:
    """A run's own days: from the one that holds the deadline to the one that holds the stop, as far as they have ended."""
    accruing, zone, as_of = credit.accruing, policy.zone, customer.as_of
    if accruing is None or run.status is not Status.BREACHED or run.due_at is None or not _by_days(credit, terms):
        return None
    until = run.until(as_of)
    first, last = _day_ending(run.due_at, zone), _day_ending(until, zone)
    low = first if accruing.first_day else first + 1
    high = (last if accruing.last_day else last - 1) if until > run.due_at else low - 1
    ended = zone.day_of(as_of) - 1
    pauses = accrual_pauses(run)
    # A date that the zone leaves out has no time in which anything could accrue.
    past = [day for day in range(low, min(high, ended) + 1) if zone.day_start(day) < zone.day_start(day + 1)]
    paused = [day for day in past if _whole_day(day, pauses, zone)]
    days = sorted({*past}.difference(paused))
    rates: list[tuple[Row, Terms]] | None = None
    if accruing.daily_rate:
        rated = _rates(policy, customer, credit, run, days)
        if isinstance(rated, Missing):
            return Counted(0, missing=rated.names)
        days = [day for day, _, _ in rated]
        # Where no day has a row by days, another row may still apply.
        rates = [(row, terms) for _, row, terms in rated] or None
    full = accruing.most is not None and len(days) >= accruing.most
    ahead = range(max(low, ended + 1), high + 1)
    coming = run.stopped_at is None or any(not _whole_day(day, pauses, zone) for day in ahead)
    steps = [Step("S6", "days_paused", after=len(paused), intervals=days_time(paused, zone))] if paused else []
    steps += _limited(accruing, len(days))
    days = days[: accruing.most]
    return Counted(
        len(days),
        tuple(days),
        None if rates is None else tuple(rates[: accruing.most]),
        open=coming and not full,
        steps=tuple(steps),
    )


def _by_days(credit: Credit, terms: Terms) -> bool:
    """Whether a row that would apply to a missed run accrues by days."""
    if credit.accruing is not None and credit.accruing.daily_rate:
        return any(isinstance(row.accrual, EachDay) for row in credit.rows)
    standing = [row for row in credit.rows if terms.holds(row.guard) is True]
    if credit.overlap is not OverlapWinner.HIGHEST:
        standing = standing[:1]
    return any(isinstance(row.accrual, EachDay) for row in standing)


def _rates(
    policy: Policy, customer: Customer, credit: Credit, run: Run, days: Sequence[int]
) -> list[tuple[int, Row, Terms]] | Missing:
    """Each day's row and terms, which are those in force at its start; a day for which no row stands earns nothing (C7)."""
    rows = [(row.guard, row) for row in credit.rows if isinstance(row.accrual, EachDay)]
    found: list[tuple[int, Row, Terms]] = []
    for day in days:
        at_start = terms_at(policy, customer, policy.zone.day_start(day), policy.zone.day_start(day + 1))
        terms = attrs.evolve(at_start, ticket=run.terms.ticket)
        row = terms.first(rows)
        if isinstance(row, Missing):
            return row
        if row is not None:
            found.append((day, row, terms))
    return found


def _day_ending(instant: int, zone: Zone) -> int:
    """The civil day that holds an instant; one at midnight belongs to the day that it ends."""
    return zone.day_of(instant - 1)


def _whole_day(day: int, time: Intervals, zone: Zone) -> bool:
    return bool(time) and not subtract(((zone.day_start(day), zone.day_start(day + 1)),), time)


def days_time(days: Sequence[int], zone: Zone) -> Intervals:
    """The time of civil days."""
    return normalize((zone.day_start(day), zone.day_start(day + 1)) for day in days)


def accrual_pauses(run: Run) -> Intervals:
    """The time in which nothing accrues: that of the pauses, where the policy says so (S2)."""
    if not isinstance(run.rule, Clock) or run.rule.pauses is None or run.rule.pauses.effect is PauseEffect.DEADLINE:
        return EMPTY
    return run.pauses


def _limited(accruing: Accruing, number: int) -> list[Step]:
    if accruing.most is None or number <= accruing.most:
        return []
    cited = dict(accruing.choices).get("most")
    return [
        Step(
            "S6",
            "most_units",
            clauses=cited.clauses if cited else (),
            before=number,
            after=accruing.most,
            limit=(cited.written or None) if cited else None,
            reason=cited.reason if cited else None,
        )
    ]


# ---------------------------------------------------------------------------------------------- units


def count_units(credit: Credit, each: EachUnit, run: Run, terms: Terms, as_of: int, zone: Zone) -> Counted:
    """The units from the deadline to the stop, or so far: those begun, or those completed."""
    length = terms.length(each.length)
    if isinstance(length, Missing):
        return Counted(0, missing=length.names)
    if run.due_at is None:
        return Counted(0)
    due = run.due_at
    until = run.until(as_of)
    paused = clip(accrual_pauses(run), due, until)
    end = _put_forward(due, until, paused, length)
    number = _units(due, end, length, each.part, zone)
    steps = [Step("S6", "units_paused", after=measure(paused), unit="us", intervals=paused)] if paused else []
    most = None
    if credit.accruing is not None:
        steps += _limited(credit.accruing, number)
        most = credit.accruing.most
    number = number if most is None else min(number, most)
    more = run.stopped_at is None and (most is None or number < most)
    return Counted(number, open=more, steps=tuple(steps), time=normalize([(due, end)]))


def _put_forward(due: int, until: int, paused: Intervals, length: Length) -> int:
    """The stop, earlier by the time paused since the deadline, which is measured as the unit is."""
    if not paused:
        return until
    match length:
        case BusinessHours(_, calendar):
            time = calendar.business_time(due, until) - sum(calendar.business_time(start, end) for start, end in paused)
            return calendar.add_business_time(due, time)
        case BusinessDays(_, calendar):
            lost = sum((calendar.business_days(start, end) for start, end in paused), Fraction(0))
            return calendar.add_business_days(due, calendar.business_days(due, until) - lost)
        case ExactLength() | CalendarLength():
            return until - measure(paused)
        case _:
            assert_never(length)


def _units(due: int, until: int, length: Length, part: PartRule, zone: Zone) -> int:
    """The most units that end by an instant, or the least that do not end before it."""

    def short(number: int) -> bool:
        """Whether so many units still count as wholly before the instant."""
        end = _after(due, number, length, zone)
        if end is None:
            return False
        return end <= until if part is PartRule.COMPLETED else end < until

    if not short(0):
        return 0
    low, high = 0, 1
    while short(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if short(middle) else (low, middle)
    return low if part is PartRule.COMPLETED else high


def _after(due: int, number: int, length: Length, zone: Zone) -> int | None:
    """The instant so many units after the deadline; None beyond the years that can be worked out."""
    many: Length
    match length:
        case ExactLength(us):
            many = ExactLength(us * number)
        case CalendarLength(months, days):
            many = CalendarLength(months * number, days * number)
        case BusinessDays(days, calendar):
            many = BusinessDays(days * number, calendar)
        case BusinessHours(us, calendar):
            many = BusinessHours(us * number, calendar)
        case _:
            assert_never(length)
    try:
        return add_length(due, many, zone)
    except (OutOfRange, NeverOpen):
        return None


def day_groups(counted: Counted, terms: Terms, row: Row) -> list[tuple[int, Row, Terms, tuple[int, ...]]]:
    """Neighbouring days at the same rate: how many, the row, its terms, and the days."""
    days = counted.days or ()
    if counted.rates is None:
        return [(len(days), row, terms, days)] if days else []
    groups: list[tuple[Row, Terms, list[int]]] = []
    for day, (rated, at) in zip(days, counted.rates, strict=True):
        if groups and groups[-1][0] == rated and groups[-1][1].values == at.values:
            groups[-1][2].append(day)
        else:
            groups.append((rated, at, [day]))
    return [(len(of), rated, at, tuple(of)) for rated, at, of in groups]
