"""What counts as a miss for a right, and the points that stand: of periods, of runs, of joint verdicts (R1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from fractions import Fraction
from typing import TypeAlias, assert_never

import attrs

from slalang.engine.credit.joints import JointOutcome
from slalang.engine.credit.rows import within
from slalang.engine.customers import Customer
from slalang.engine.outcomes import NO_PERIOD, Outcome
from slalang.engine.support.run_outcomes import RunOutcome
from slalang.semantics.policy import Credit, DownLonger, Ground, Limit, Notified, Points, PointsGround, Policy
from slalang.time.calendars import NeverOpen
from slalang.time.civil import OutOfRange
from slalang.time.lengths import add_length
from slalang.time.periods import Period, PeriodRule
from slalang.values.events import Fact, scalar_text
from slalang.values.verdicts import CreditState, Status


@attrs.frozen(slots=True)
class History:
    """All verdicts that one customer was given, on which rights rest.

    `policy` is the one that has the right; `policies` are all whose verdicts these are.
    """

    policy: Policy
    customer: Customer
    outcomes: tuple[Outcome, ...]
    runs: tuple[RunOutcome, ...]
    joints: tuple[JointOutcome, ...]
    policies: tuple[Policy, ...]


class Certainty(Enum):
    """Whether something is a miss, or may be one, for all that anybody knows."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


@attrs.frozen(slots=True)
class Miss:
    """A missed period, or a run at the instant at which it was missed, where `start_at` and `end_at` are the same.

    `points` are those that stand for it, 0 but for grounds in points. `known_at` is when all was there that makes it one: its
    end, or the notice that it needs.
    """

    of: str
    name: str
    start_at: int
    end_at: int
    certainty: Certainty
    rule: PeriodRule | None = None
    part: str | None = None
    provisional: bool = False
    missing: tuple[str, ...] = ()
    points: int = 0
    bad_us: int | None = None
    """The bad time behind it, where that is what makes it one."""
    notice: Fact | None = None
    """The notice of it, where it needs one."""
    known_at: int = attrs.field(default=attrs.Factory(lambda self: self.end_at, takes_self=True))


def misses_of(ground: Ground | PointsGround, history: History) -> tuple[Miss, ...]:
    """The misses, or what earned points, of one ground in order of time, the certain and the possible ones."""
    if isinstance(ground, PointsGround):
        found = list(_pointed(ground, history))
    else:
        found = [*_periods(ground, history), *_runs(ground, history)]
    return tuple(sorted(found, key=lambda m: (m.end_at, m.start_at, m.name)))


def concerned(ground: Ground | PointsGround, history: History) -> tuple[tuple[int, int, bool], ...]:
    """Start, end and provisional of all that a ground is about, missed or not."""
    names = (ground.promise,) if isinstance(ground, Ground) else _joined(ground.credit, history)
    periods = [
        (o.period.start_at, o.period.end_at, o.provisional)
        for o in history.outcomes
        if o.commitment.name in names and o.period.name != NO_PERIOD
    ]
    runs = [
        (run.start_at, run.until(history.customer.as_of), run.provisional)
        for run in (r.run for r in history.runs)
        if run.rule.name in names and run.start_at is not None
    ]
    return (*periods, *runs)


# ---------------------------------------------------------------------------------------------- periods


def _periods(ground: Ground, history: History) -> Iterable[Miss]:
    """The missed periods of a commitment or a share; a period is missed where any of its parts is."""
    found: dict[int, Miss] = {}
    for outcome in history.outcomes:
        if outcome.commitment.name != ground.promise or outcome.period.name == NO_PERIOD:
            continue
        certainty = _missed(ground, outcome)
        notice = None if certainty is None else _notice(ground, outcome.period, history)
        if certainty is None or (ground.notified is not None and notice is None):
            continue
        before = found.get(outcome.period.start_at)
        if before is None or (before.certainty is Certainty.POSSIBLE and certainty is Certainty.CERTAIN):
            found[outcome.period.start_at] = Miss(
                of=ground.promise,
                name=outcome.period.name,
                start_at=outcome.period.start_at,
                end_at=outcome.period.end_at,
                certainty=certainty,
                rule=outcome.commitment.period,
                part=_part(outcome),
                provisional=outcome.provisional,
                missing=outcome.missing,
                bad_us=outcome.time_us.counted if isinstance(ground.miss, DownLonger) and outcome.time_us else None,
                notice=notice,
                known_at=outcome.period.end_at if notice is None else max(notice.at, outcome.period.end_at),
            )
    return found.values()


def _part(outcome: Outcome) -> str | None:
    if outcome.group is not None:
        return " ".join(f"{name} {scalar_text(value)}" for name, value in outcome.group)
    return outcome.component


def _missed(ground: Ground, outcome: Outcome) -> Certainty | None:
    """Whether a verdict is a miss of this kind; None where it is none (R1)."""
    match ground.miss:
        case None:
            if outcome.status is Status.BREACHED:
                return Certainty.CERTAIN
            return Certainty.POSSIBLE if outcome.status is Status.UNDETERMINED else None
        case DownLonger():
            return _down_longer(ground.miss, outcome)
        case tuple():
            return _within(ground.miss, outcome)
        case _:
            assert_never(ground.miss)


def _within(limits: tuple[Limit, ...], outcome: Outcome) -> Certainty | None:
    """A missed verdict whose measure lies within limits."""
    if outcome.status not in (Status.BREACHED, Status.UNDETERMINED):
        return None
    if outcome.measured is None:
        return Certainty.POSSIBLE if outcome.status is Status.UNDETERMINED else None
    ends = [outcome.measured] if outcome.worst is None else [outcome.measured, outcome.worst]
    inside = [within(limits, measured, outcome.target) for measured in ends]
    if all(inside) and outcome.status is Status.BREACHED:
        return Certainty.CERTAIN
    if any(inside):
        return Certainty.POSSIBLE
    # What lies between the two ends may be inside where neither is: each limit is kept by one of them.
    between = len(ends) > 1 and all(any(within((limit,), measured, outcome.target) for measured in ends) for limit in limits)
    return Certainty.POSSIBLE if between else None


def _down_longer(miss: DownLonger, outcome: Outcome) -> Certainty | None:
    """Bad time beyond a length, whatever the target."""
    time = outcome.time_us
    if time is None or outcome.status is Status.NOT_APPLICABLE:
        return None
    if _longer(miss, time.counted):
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if _longer(miss, time.counted + time.unknown) else None


def _longer(miss: DownLonger, us: int) -> bool:
    return miss.comparison.holds(us, miss.us)


def _notice(ground: Ground, period: Period, history: History) -> Fact | None:
    """The notice in time that a miss needs; None where there is none, or where it needs none (R1)."""
    if ground.notified is None:
        return None
    until = min(_notice_until(ground.notified, period, history), history.customer.as_of)
    return next((f for f in _notices(ground.notified, period, history) if f.at <= until), None)


def _notices(needed: Notified, period: Period, history: History) -> Iterator[Fact]:
    """The facts that give notice of a period, in time or late."""
    facts = history.customer.facts
    return (f for f in facts if f.name == needed.fact and f.at >= period.start_at and _about(f, period))


def _notice_until(needed: Notified, period: Period, history: History) -> int:
    """Until when a notice is in time; a date that cannot be worked out is never passed."""
    try:
        return add_length(period.end_at, needed.length, history.policy.zone)
    except (NeverOpen, OutOfRange):
        return history.customer.as_of


@attrs.frozen(slots=True)
class Unnotified:
    """A missed period without the notice that makes it count: until when that was in time, and one that came late."""

    of: str
    period: str
    fact: str
    until_at: int
    late: Fact | None


def unnotified(ground: Ground, history: History) -> tuple[Unnotified, ...]:
    """The periods that would be misses, were there a notice in time (R1)."""
    needed = ground.notified
    if needed is None:
        return ()
    found: dict[int, Unnotified] = {}
    for outcome in history.outcomes:
        period = outcome.period
        missed = outcome.commitment.name == ground.promise and period.name != NO_PERIOD and _missed(ground, outcome)
        if not missed or _notice(ground, period, history) is not None:
            continue
        # A notice about nothing that came late may be one of a later period.
        late = next((f for f in _notices(needed, period, history) if f.period == period.name), None)
        until = _notice_until(needed, period, history)
        found[period.start_at] = Unnotified(ground.promise, period.name, needed.fact, until, late)
    return tuple(found.values())


def _about(fact: Fact, period: Period) -> bool:
    return fact.period == period.name or (fact.period is None and fact.about is None)


# ---------------------------------------------------------------------------------------------- runs


def _runs(ground: Ground, history: History) -> Iterator[Miss]:
    """The missed runs of a clock or a duty, each at the instant at which it was missed: its deadline, else its stop."""
    for run in (r.run for r in history.runs):
        if run.rule.name != ground.promise or run.status not in (Status.BREACHED, Status.UNDETERMINED):
            continue
        at = run.due_at if run.due_at is not None else run.stopped_at
        if at is None:
            continue
        certainty = Certainty.CERTAIN if run.status is Status.BREACHED else Certainty.POSSIBLE
        yield Miss(ground.promise, run.called, at, at, certainty, provisional=run.provisional, missing=run.missing)


# ---------------------------------------------------------------------------------------------- points


def _pointed(ground: PointsGround, history: History) -> Iterator[Miss]:
    """The points of a credit or of a joint rule, each period's at its end; what may earn some is possible."""
    for period, points, provisional, open_ in _credited(ground, history):
        found = Miss(ground.credit, period.name, period.start_at, period.end_at, Certainty.CERTAIN, provisional=provisional)
        if points:
            yield attrs.evolve(found, points=points)
        if open_:
            could = sum(_most_points(history, name) for name, _ in open_)
            missing = tuple(dict.fromkeys(lacks for _, missing in open_ for lacks in missing))
            yield attrs.evolve(found, points=could, certainty=Certainty.POSSIBLE, missing=missing)


Open: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""The credits that nobody can tell, each with what it lacks."""


def _credited(ground: PointsGround, history: History) -> Iterator[tuple[Period, int, bool, Open]]:
    """Each period with its points, whether it still runs, and the credits that nobody can tell.

    Of a joint rule the points are those of its own verdicts.
    """
    joints = [j for j in history.joints if j.joint.name == ground.credit]
    if joints:
        for joint in joints:
            yield joint.period, joint.credit.points or 0, joint.provisional, joint.open
        return
    by_period: dict[Period, tuple[int, bool, Open]] = {}
    credits = [
        (o.period, o.credit, o.provisional)
        for o in history.outcomes
        if o.commitment.name == ground.credit and o.period.name != NO_PERIOD
    ]
    credits += [
        (r.credit_period, r.credit, r.provisional)
        for r in history.runs
        if r.run.rule.name == ground.credit and r.credit_period is not None
    ]
    for period, credit, provisional in credits:
        points, runs, open_ = by_period.get(period, (0, False, ()))
        if credit.state is CreditState.UNDETERMINED:
            open_ = (*open_, (ground.credit, credit.missing))
        by_period[period] = points + (credit.points or 0), runs or provisional, open_
    for period, (points, runs, open_) in by_period.items():
        yield period, points, runs, open_


def _joined(name: str, history: History) -> tuple[str, ...]:
    """The commitments that a name stands for: one, or all of a joint rule."""
    joints = (joint for policy in history.policies for joint in policy.joints)
    return next((joint.commitments for joint in joints if joint.name == name), (name,))


def _most_points(history: History, name: str) -> int:
    """The most points that one verdict could earn."""
    credits = [c for policy in history.policies for c in policy.credits if c.commitment == name]
    return max((_most_of(credit) for credit in credits), default=0)


def _most_of(credit: Credit) -> int:
    most = max((row.award.number for row in credit.rows if isinstance(row.award, Points)), default=0)
    return int(most * max(credit.repeat or Fraction(1), Fraction(1)))
