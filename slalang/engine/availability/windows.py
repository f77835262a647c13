"""Maintenance windows: which of their time is excluded, and what their conditions found (X2, X3, X4).

Windows of one exclusion pass one by one in order of start, end and id, each through the conditions in listed order, each
condition on what the earlier ones left. What leaves the last condition is excluded and is booked against totals and numbers.
"""

from __future__ import annotations

from typing import assert_never

import attrs

from slalang.engine.availability import rolling
from slalang.engine.customers import Customer, components_of, ends_known, touches
from slalang.engine.terms import Missing, Terms, terms_at
from slalang.semantics.policy import (
    AllowedTime,
    Approved,
    ChosenLength,
    Cited,
    Commitment,
    Consequence,
    Exclusion,
    Lifted,
    Limitation,
    Longest,
    MaintenanceWindows,
    MostWindows,
    Notice,
    Policy,
    RecurringWindows,
    RollingSpan,
    Service,
    Total,
    WindowCondition,
)
from slalang.time.lengths import notice_holds
from slalang.time.periods import PeriodRule, SubscriptionContext, period_holding, periods_touching
from slalang.time.schedules import Schedule
from slalang.values.instants import DAY
from slalang.values.intervals import (
    EMPTY,
    Intervals,
    clip,
    first,
    intersect,
    measure,
    normalize,
    subtract,
    union,
)
from slalang.values.verdicts import Finding, Step

_LONGEST_RECURRING_DAYS = 2
"""No recurring window is longer: it begins on one civil day and ends on the next at the latest (T5)."""


@attrs.frozen(slots=True)
class Window:
    """One window as announced or scheduled; `components` None is the whole service, `id` None a recurring one's."""

    start: int
    end: int
    id: str | None = None
    announced_at: int | None = None
    approved: bool = False
    components: tuple[str, ...] | None = None


@attrs.frozen(slots=True)
class Judged:
    """What became of a window: the time that it excludes, the steps that explain it, and covenants that it broke."""

    window: Window
    kept: Intervals
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]


@attrs.frozen(slots=True)
class Booked:
    """What earlier windows of the same exclusion have used: their time, and their starts in order."""

    time: Intervals = EMPTY
    starts: tuple[int, ...] = ()


def judge_windows(
    policy: Policy, exclusion: Exclusion, commitment: Commitment, customer: Customer, start: int, end: int
) -> tuple[Judged, ...]:
    """Every window of the exclusion for a commitment's service and a customer, judged in order (X4).

    Recurring windows are those that overlap [start, end), from the beginning of the limits' own periods on, so that what was
    booked before counts.
    """
    booked = Booked()
    judged: list[Judged] = []
    for window in _windows(exclusion, commitment.service, customer, start, end):
        outcome = _judge(policy, exclusion, commitment, customer, window, booked)
        if outcome.kept:
            booked = Booked(union(booked.time, outcome.kept), (*booked.starts, window.start))
        judged.append(outcome)
    return tuple(judged)


def _windows(exclusion: Exclusion, service: Service, customer: Customer, start: int, end: int) -> list[Window]:
    match exclusion.windows:
        case None:
            return []
        case RecurringWindows(schedule):
            zone = schedule.zone
            since = zone.day_start(zone.day_of(_since(exclusion, customer, start)) - _LONGEST_RECURRING_DAYS)
            return [Window(s, e) for s, e in schedule.occurrences(since, end) if s >= since]
        case MaintenanceWindows(kinds):
            named = set(components_of(service, customer))
            reached = named if exclusion.components is None else named & set(exclusion.components)
            approvals = {f.about: f.at for f in reversed(customer.facts) if f.name == "approved"}
            return [
                Window(
                    m.start_at,
                    ends_known(m.end_at, customer.as_of),
                    m.id,
                    m.announced_at,
                    m.approved or (m.id in approvals and approvals[m.id] < m.start_at),
                    None if m.components is None else tuple(c for c in m.components if c in named),
                )
                for m in customer.maintenances
                if m.kind in kinds
                and touches(service, m)
                and m.start_at <= customer.as_of
                and (m.components is None or reached & set(m.components))
            ]
        case _:
            assert_never(exclusion.windows)


def _since(exclusion: Exclusion, customer: Customer, start: int) -> int:
    """The instant from which recurring windows are booked: the first start of a limit's period or span that reaches it."""
    since = start
    for condition in exclusion.conditions:
        match condition.limitation:
            case MostWindows(_, RollingSpan() as span) | Total(_, RollingSpan() as span):
                # What a rolling limit holds depends on all that went before; the subscription's start is where that begins.
                begins = customer.subscriptions[0].start if customer.subscriptions else start
                since = min(since, begins, rolling.span_start(start, span))
            case MostWindows(_, per) | Total(_, per):
                if not isinstance(per, RollingSpan):
                    # A window that reaches into the first period may have begun in the limit's period before.
                    reaching = start - _LONGEST_RECURRING_DAYS * DAY
                    since = min(since, period_holding(per, reaching, customer.context()).start_at)
            case _:
                pass
    return since


def _judge(
    policy: Policy, exclusion: Exclusion, commitment: Commitment, customer: Customer, window: Window, booked: Booked
) -> Judged:
    left: Intervals = normalize([(window.start, window.end)])
    steps: list[Step] = []
    findings: list[Finding] = []
    terms = _terms(policy, exclusion, commitment, customer, window)
    events = (window.id,) if window.id is not None else ()
    for condition in exclusion.conditions:
        if not left:
            break
        if window.approved and lifts(condition.limitation) in exclusion.lifted:
            continue
        # A condition for some customers only does not bind one of whom that is not known.
        if condition.guard and terms is not None and terms.holds(condition.guard) is not True:
            continue
        limitation = _settled(condition.limitation, terms)
        if limitation is None:
            continue
        within = _within(limitation, exclusion, customer.context(), window, left, booked)
        if within == left:
            continue
        after = _after(condition.consequence, left, within)
        steps.append(_breach_step(exclusion, condition, events, left, after))
        if condition.consequence is Consequence.COVENANT:
            findings.append(_covenant(exclusion, condition.cited, events))
        left = after
    if left:
        steps.append(
            Step(
                "X2",
                "window",
                name=exclusion.name,
                clauses=exclusion.cited.clauses,
                events=events,
                after=measure(left),
                unit="us",
                intervals=left,
                reason=exclusion.cited.reason,
            )
        )
    return Judged(window, left, tuple(steps), tuple(findings))


def _terms(policy: Policy, exclusion: Exclusion, commitment: Commitment, customer: Customer, window: Window) -> Terms | None:
    """The terms that decide whether a condition binds: those of the commitment's period in which the window starts (C7)."""
    if not any(condition.guard or _chosen(condition.limitation) for condition in exclusion.conditions):
        return None
    held = periods_touching(commitment.period, window.start, window.start, customer.context())
    if not held:
        # Rolling periods may leave gaps between them.
        return terms_at(policy, customer, window.start, window.end)
    return terms_at(policy, customer, held[0].start_at, held[0].end_at)


def _settled(limitation: Limitation, terms: Terms | None) -> Limitation | None:
    """The limit along the calendar that the contract picks; None where nothing picks one, which does not bind (P2)."""
    if terms is None or not isinstance(limitation, Notice):
        return limitation
    length = terms.length(limitation.length)
    return None if isinstance(length, Missing) else Notice(length)


def _chosen(limitation: Limitation) -> bool:
    """Whether a limit runs along a calendar that the customer's contract picks."""
    return isinstance(limitation, Notice) and isinstance(limitation.length, ChosenLength)


def lifts(limitation: Limitation) -> Lifted | None:
    """The word under which an approval lifts the condition (X3)."""
    match limitation:
        case Notice():
            return Lifted.NOTICE
        case AllowedTime():
            return Lifted.HOURS
        case Longest():
            return Lifted.LENGTH
        case MostWindows():
            return Lifted.NUMBER
        case Total():
            return Lifted.TOTAL
        case Approved():
            return None
        case _:
            assert_never(limitation)


def _after(consequence: Consequence, left: Intervals, within: Intervals) -> Intervals:
    """What a breach leaves of the window (X3)."""
    match consequence:
        case Consequence.VOID:
            return EMPTY
        case Consequence.EXCESS:
            return within
        case Consequence.COVENANT:
            return left
        case _:
            assert_never(consequence)


def _within(
    limitation: Limitation,
    exclusion: Exclusion,
    context: SubscriptionContext,
    window: Window,
    left: Intervals,
    booked: Booked,
) -> Intervals:
    """The part of what is left that keeps inside one limit: all of it, unless the limit is broken (X2, X4)."""
    match limitation:
        case Notice(length):
            assert not isinstance(length, ChosenLength)  # settled before
            kept = window.announced_at is not None and notice_holds(window.announced_at, window.start, length, exclusion.zone)
            return left if kept else EMPTY
        case AllowedTime(inside):
            start, end = left[0][0], left[-1][1]
            allowed = inside.covered(start, end) if isinstance(inside, Schedule) else inside.intervals(start, end)
            return intersect(left, allowed)
        case Longest(us):
            return first(left, us)
        case MostWindows(number, per):
            return left if _number_booked(window.start, per, context, booked.starts) < number else EMPTY
        case Total(us, per):
            new = subtract(left, booked.time)
            if isinstance(per, RollingSpan):
                room = rolling.room(new, booked.time, us, per)
            else:
                room = _room(new, booked.time, us, per, context)
            return union(intersect(left, booked.time), room)
        case Approved():
            return left if window.approved else EMPTY
        case _:
            assert_never(limitation)


def _number_booked(start: int, per: PeriodRule | RollingSpan, context: SubscriptionContext, starts: tuple[int, ...]) -> int:
    """How many windows are booked in the period in which this one starts, or in the span that ends with its start (X4)."""
    if isinstance(per, RollingSpan):
        since = rolling.span_start(start, per)
        # Spans are half-open (T1): none holds two starts that lie its whole length apart.
        return sum(since < s <= start for s in starts)
    period = period_holding(per, start, context)
    return sum(period.start_at <= s < period.end_at for s in starts)


def _room(new: Intervals, booked: Intervals, us: int, per: PeriodRule, context: SubscriptionContext) -> Intervals:
    """The first part in time of `new` for which each period's total still has room (X4)."""
    if not new:
        return EMPTY
    parts: list[tuple[int, int]] = []
    for period in periods_touching(per, new[0][0], new[-1][1], context):
        used = measure(clip(booked, period.start_at, period.end_at))
        parts += first(clip(new, period.start_at, period.end_at), us - used)
    return normalize(parts)


def _breach_step(
    exclusion: Exclusion, condition: WindowCondition, events: tuple[str, ...], left: Intervals, after: Intervals
) -> Step:
    what = {
        Consequence.VOID: "window_void",
        Consequence.EXCESS: "window_limited",
        Consequence.COVENANT: "covenant_broken",
    }[condition.consequence]
    return Step(
        "X3",
        what,
        name=exclusion.name,
        clauses=condition.cited.clauses or exclusion.cited.clauses,
        events=events,
        before=measure(left),
        after=measure(after),
        unit="us",
        intervals=subtract(left, after),
        limit=condition.cited.written,
        reason=condition.cited.reason,
    )


def _covenant(exclusion: Exclusion, cited: Cited, events: tuple[str, ...]) -> Finding:
    return Finding(
        "covenant",
        f"{exclusion.name}: not {cited.written}" if cited.written else f"{exclusion.name}: a condition was not kept",
        clauses=cited.clauses or exclusion.cited.clauses,
        events=events,
        rule=exclusion.name,
    )
