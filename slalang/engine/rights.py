"""Rights that arise from a history of verdicts (R1, R2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

import attrs

from slalang.engine.customers import Customer
from slalang.engine.outcomes import NO_PERIOD, Outcome
from slalang.semantics.policy import Cited, Ground, Policy, Right, RightWindow, RollingMonths
from slalang.time.calendars import NeverOpen
from slalang.time.civil import OutOfRange, split_day
from slalang.time.lengths import Length, add_length
from slalang.time.periods import Period, PeriodRule, SubscriptionYear, period_holding, periods_touching
from slalang.values.events import Fact
from slalang.values.instants import DAY, civil_date
from slalang.values.verdicts import PeriodName, Status, Step


@attrs.frozen(slots=True)
class Arisen:
    """One time that a right arose: the misses that gave rise to it, and the instant, which is the end of the last."""

    ground: Ground
    misses: tuple[Outcome, ...]

    @property
    def at(self) -> int:
        """The instant at which the last of the missed periods ends."""
        return self.misses[-1].period.end_at


@attrs.frozen(slots=True)
class RightOutcome:
    """How a right stands for one customer."""

    right: Right
    period: PeriodName | None
    status: Status
    provisional: bool = False
    reason: str | None = None
    missing: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    ground: str | None = None
    arisen_at: int | None = None
    lapses_at: int | None = None
    exercised_at: int | None = None
    because: tuple[Step, ...] = ()


def judge_right(policy: Policy, right: Right, customer: Customer, outcomes: Sequence[Outcome]) -> RightOutcome:
    """The right's state from the verdicts of the commitments that it rests on (R1)."""
    concerned = [o for o in outcomes if any(o.commitment.name == g.commitment for g in right.grounds)]
    period = _span(policy, concerned)
    steps = tuple(_miss_steps(right, concerned))
    arisings = _arisings(policy, right, customer, concerned, (Status.BREACHED,))
    if not arisings:
        cited = right.cited
        steps += (Step("R1", "not_arisen", name=right.name, clauses=cited.clauses, reason=cited.reason),)
        provisional = any(o.provisional for o in concerned)
        # A period that nobody could decide is no miss, but a reader must know that it might have been one.
        possible = _arisings(policy, right, customer, concerned, (Status.BREACHED, Status.UNDETERMINED))
        missing = tuple(sorted({name for a in possible for m in a.misses for name in m.missing}))
        reason = "no ground has been reached"
        if missing:
            reason += "; it would be, were the undetermined periods missed"
        return RightOutcome(right, period, Status.NOT_ARISEN, provisional, reason, missing, because=steps)
    return _state(policy, right, customer, period, arisings, steps)


def _state(
    policy: Policy,
    right: Right,
    customer: Customer,
    period: PeriodName | None,
    arisings: list[Arisen],
    steps: tuple[Step, ...],
) -> RightOutcome:
    """Arisen, exercised or lapsed: a right once exercised stays so; else its latest arising decides (R1)."""
    for arisen in arisings:
        exercised = _exercise(policy, right, customer, arisen)
        if exercised is not None:
            steps += (_step(right, "exercised", arisen, (exercised.id,)),)
            return _outcome(policy, right, period, Status.EXERCISED, arisen, steps, exercised.at)
    latest = arisings[-1]
    lapses_at = _lapses_at(policy, right, latest)
    if lapses_at is not None and customer.as_of > lapses_at:
        return _outcome(policy, right, period, Status.LAPSED, latest, (*steps, _step(right, "lapsed", latest)))
    return _outcome(policy, right, period, Status.ARISEN, latest, (*steps, _step(right, "arisen", latest)))


def _outcome(
    policy: Policy,
    right: Right,
    period: PeriodName | None,
    status: Status,
    arisen: Arisen,
    steps: tuple[Step, ...],
    exercised_at: int | None = None,
) -> RightOutcome:
    terms = [right.notice_written] if right.notice_written else []
    terms += ["prepaid fees refunded pro rata"] if right.refund else []
    if terms:
        steps += (Step("R1", "right_terms", name=right.name, clauses=right.cited.clauses, detail="; ".join(terms)),)
    return RightOutcome(
        right,
        period,
        status,
        provisional=any(m.provisional for m in arisen.misses),
        reason=f"{arisen.ground.commitment} was missed in " + ", ".join(m.period.name for m in arisen.misses),
        periods=tuple(m.period.name for m in arisen.misses),
        ground=arisen.ground.cited.written or arisen.ground.commitment,
        arisen_at=arisen.at,
        lapses_at=_lapses_at(policy, right, arisen),
        exercised_at=exercised_at,
        because=steps,
    )


def _exercise(policy: Policy, right: Right, customer: Customer, arisen: Arisen) -> Fact | None:
    """The first fact that exercises the right while it stands, of those that have happened (O6)."""
    lapses_at = _lapses_at(policy, right, arisen)
    until = customer.as_of if lapses_at is None else min(customer.as_of, lapses_at)
    return next(
        (f for f in customer.facts if f.name == right.exercised_by and arisen.at <= f.at <= until),
        None,
    )


def _lapses_at(policy: Policy, right: Right, arisen: Arisen) -> int | None:
    return None if right.use_within is None else _after(arisen.at, right.use_within, policy)


def _after(instant: int, length: Length, policy: Policy) -> int | None:
    """When a length runs out; None where that is never, or beyond the years that can be worked out."""
    try:
        split_day((end := add_length(instant, length, policy.zone)) // DAY)
    except (NeverOpen, OutOfRange):
        return None
    return end


# ---------------------------------------------------------------------------------------------- grounds


def _arisings(
    policy: Policy, right: Right, customer: Customer, outcomes: list[Outcome], missed: tuple[Status, ...]
) -> list[Arisen]:
    """Every time that a ground was reached, in order; periods with a status of `missed` count as misses."""
    found = [a for ground in right.grounds for a in _reached(policy, ground, customer, outcomes, missed)]
    return sorted(found, key=lambda a: a.at)


def _reached(
    policy: Policy, ground: Ground, customer: Customer, outcomes: list[Outcome], counts: tuple[Status, ...]
) -> Iterator[Arisen]:
    """Each miss that completes a window of enough misses: it is later than those that gave rise before (R1)."""
    misses: dict[int, Outcome] = {}
    for outcome in outcomes:
        known = outcome.period.name != NO_PERIOD
        if known and outcome.commitment.name == ground.commitment and outcome.status in counts:
            misses.setdefault(outcome.period.start_at, outcome)
    missed = [misses[start] for start in sorted(misses)]
    for last in range(ground.misses - 1, len(missed)):
        window = tuple(missed[last - ground.misses + 1 : last + 1])
        if _together(policy, ground, customer, window):
            yield Arisen(ground, window)


def _together(policy: Policy, ground: Ground, customer: Customer, window: tuple[Outcome, ...]) -> bool:
    """Whether the misses lie close enough: among so many successive periods, and inside the ground's window."""
    first, last = window[0].period, window[-1].period
    rule = window[0].commitment.period
    if _periods_from(rule, first, last, customer) > (ground.among or ground.misses):
        return False
    match ground.window:
        case None:
            return True
        case RollingMonths(length):
            until = _after(first.start_at, length, policy)
            return until is None or last.end_at <= until
        case RightWindow.SUBSCRIPTION_YEAR:
            if not customer.subscriptions:
                return False
            year = period_holding(SubscriptionYear(policy.zone), first.start_at, customer.context())
            return year.start_at <= first.start_at and last.end_at <= year.end_at
        case _:
            assert_never(ground.window)


def _periods_from(rule: PeriodRule, first: Period, last: Period, customer: Customer) -> int:
    """How many successive periods lie from the first through the last."""
    touched = periods_touching(rule, first.start_at, last.start_at, customer.context())
    return sum(first.start_at <= p.start_at <= last.start_at for p in touched) + (
        0 if any(p.start_at == last.start_at for p in touched) else 1
    )


# ---------------------------------------------------------------------------------------------- explanation


def _miss_steps(right: Right, outcomes: list[Outcome]) -> Iterator[Step]:
    for outcome in outcomes:
        if outcome.status is Status.BREACHED:
            yield Step(
                "R1",
                "miss",
                name=outcome.commitment.name,
                clauses=right.cited.clauses,
                detail=outcome.period.name + (f", {outcome.component}" if outcome.component else ""),
            )


def _step(right: Right, what: str, arisen: Arisen, events: tuple[str, ...] = ()) -> Step:
    cited: Cited = arisen.ground.cited
    return Step(
        "R1",
        what,
        name=right.name,
        clauses=cited.clauses or right.cited.clauses,
        events=events,
        limit=cited.written or None,
        reason=cited.reason or right.cited.reason,
        detail=", ".join(m.period.name for m in arisen.misses),
    )


def _span(policy: Policy, outcomes: list[Outcome]) -> PeriodName | None:
    """The time that the right was judged over, named by its first and last day; None where no period can be told."""
    periods = [o.period for o in outcomes if o.period.name != NO_PERIOD]
    if not periods:
        return None
    start = min(p.start_at for p in periods)
    end = max(p.end_at for p in periods)
    days = [civil_date(policy.zone.day_of(at)).isoformat() for at in (start, end - 1)]
    return PeriodName("/".join(days), start, end)
