"""Rights that arise from a history of verdicts (R1, R2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

import attrs

from slalang.engine.customers import Customer
from slalang.engine.right.misses import Certainty, History, Miss, Unnotified, concerned, misses_of, unnotified
from slalang.semantics.policy import Cited, Ground, InARow, OnePeriod, PointsGround, Policy, Right, RollingMonths
from slalang.time.calendars import NeverOpen
from slalang.time.civil import OutOfRange, split_day
from slalang.time.lengths import Length, add_length
from slalang.time.periods import PeriodNeeds, PeriodRule, period_holding, periods_touching
from slalang.values.events import Fact
from slalang.values.instants import DAY, civil_date, format_instant
from slalang.values.verdicts import PeriodName, Status, Step


@attrs.frozen(slots=True)
class Arisen:
    """One time that a right arose: `history` from `first` through `last` holds the misses that gave rise to it."""

    ground: Ground | PointsGround
    history: tuple[Miss, ...]
    first: int
    last: int

    @property
    def misses(self) -> tuple[Miss, ...]:
        """The misses that gave rise to it."""
        return self.history[self.first : self.last + 1]

    @property
    def at(self) -> int:
        """The instant at which it arose: the end of the last missed period, or the last notice that one needed."""
        return max(miss.known_at for miss in self.misses)


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


def judge_right(right: Right, history: History) -> RightOutcome:
    """The right's state from all that was judged of what it rests on (R1)."""
    policy, customer = history.policy, history.customer
    judged = [one for ground in right.grounds for one in concerned(ground, history)]
    period = _span(policy, [(start, end) for start, end, _ in judged])
    misses = [(ground, misses_of(ground, history)) for ground in right.grounds]
    certain = [(ground, tuple(m for m in found if m.certainty is Certainty.CERTAIN)) for ground, found in misses]
    arisings = _arisings(policy, customer, certain)
    steps = (*_miss_steps(right, misses, history), *_counts(policy, right, customer, certain, arisings))
    if not arisings:
        cited = right.cited
        steps += (Step("R1", "not_arisen", name=right.name, clauses=cited.clauses, reason=cited.reason),)
        # A period that nobody could decide is no miss, but a reader must know that it might have been one.
        possible = _arisings(policy, customer, misses)
        missing = tuple(sorted({name for a in possible for m in a.misses for name in m.missing}))
        reason = "no ground has been reached"
        if missing:
            reason += "; it would be, were the undetermined periods missed"
        provisional = any(running for _, _, running in judged)
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
    for arisen in reversed(arisings):
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
        reason=_why(arisen),
        periods=tuple(m.name for m in arisen.misses),
        ground=arisen.ground.cited.written or arisen.misses[-1].of,
        arisen_at=arisen.at,
        lapses_at=_lapses_at(policy, right, arisen),
        exercised_at=exercised_at,
        because=steps,
    )


def _why(arisen: Arisen) -> str:
    periods = ", ".join(m.name for m in arisen.misses)
    if isinstance(arisen.ground, PointsGround):
        points = sum(m.points for m in arisen.misses)
        return f"{arisen.ground.credit} earned {points} point{'' if points == 1 else 's'} in {periods}"
    return f"{arisen.ground.promise} was missed in {periods}"


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
    policy: Policy, customer: Customer, misses: Sequence[tuple[Ground | PointsGround, tuple[Miss, ...]]]
) -> list[Arisen]:
    """Every time that a right arose, in order: anew only from a miss later than those that gave rise to it before (R1).

    What a notice completes later than another window of the same misses was reached gives rise to nothing anew.
    """
    found = [arisen for ground, mine in misses for arisen in _reached(policy, ground, customer, mine)]
    kept: list[Arisen] = []
    for arisen in sorted(found, key=lambda a: a.at):
        if not kept or arisen.history[arisen.last].end_at > kept[-1].history[kept[-1].last].end_at:
            kept.append(arisen)
    return kept


def _reached(policy: Policy, ground: Ground | PointsGround, customer: Customer, misses: tuple[Miss, ...]) -> Iterator[Arisen]:
    """Each miss that fills a window, with all that lie in the window that ends with it (R1)."""
    first = 0
    for last, latest in enumerate(misses):
        # What lies outside the window of one miss lies outside those of all later ones.
        while first <= last and not _inside(policy, ground, customer, misses[first], latest):
            first += 1
        if first <= last and _enough(ground, misses, first, last):
            yield Arisen(ground, misses, first, last)


def _enough(ground: Ground | PointsGround, misses: tuple[Miss, ...], first: int, last: int) -> bool:
    """Whether a window holds as many misses, or points, as give rise to the right."""
    match ground:
        case Ground():
            return last - first + 1 >= ground.misses
        case PointsGround():
            return misses[last].points > 0 and sum(m.points for m in misses[first : last + 1]) >= ground.points
        case _:
            assert_never(ground)


def _inside(policy: Policy, ground: Ground | PointsGround, customer: Customer, first: Miss, last: Miss) -> bool:
    """Whether a window that ends with one miss holds an earlier one."""
    near = not isinstance(ground, Ground) or _near(ground, customer, first, last)
    return near and _together(policy, ground.window, customer, first, last)


def _near(ground: Ground, customer: Customer, first: Miss, last: Miss) -> bool:
    """Whether two misses lie among so many successive periods, where the ground asks that."""
    match ground.among:
        case InARow.COUNTED:
            return True
        case InARow.CONSECUTIVE:
            among = ground.misses
        case int():
            among = ground.among
        case _:
            assert_never(ground.among)
    return first.rule is None or _periods_from(first.rule, first, last, customer) <= among


def _together(policy: Policy, within: RollingMonths | OnePeriod | None, customer: Customer, first: Miss, last: Miss) -> bool:
    """Whether two misses, and all between, lie inside a window: a half-open span, or one period that holds their starts.

    Points stand from the end of their period on.
    """
    match within:
        case None:
            return True
        case RollingMonths(length):
            instants = first.start_at == first.end_at or first.points > 0
            until = _after(first.end_at if instants else first.start_at, length, policy)
            return until is None or (last.end_at < until if instants else last.end_at <= until)
        case OnePeriod(rule):
            try:
                holding = period_holding(rule, first.start_at, customer.context())
            except (PeriodNeeds, ValueError):
                return False
            return holding.start_at <= last.start_at < holding.end_at
        case _:
            assert_never(within)


def _periods_from(rule: PeriodRule, first: Miss, last: Miss, customer: Customer) -> int:
    """How many successive periods lie from the first through the last."""
    touched = periods_touching(rule, first.start_at, last.start_at, customer.context())
    return sum(first.start_at <= p.start_at <= last.start_at for p in touched) + (
        0 if any(p.start_at == last.start_at for p in touched) else 1
    )


# ---------------------------------------------------------------------------------------------- explanation


def _miss_steps(
    right: Right, misses: Sequence[tuple[Ground | PointsGround, tuple[Miss, ...]]], history: History
) -> Iterator[Step]:
    """The misses or points of each ground; those that nobody can tell, and those that nobody gave notice of."""
    told: set[Step] = set()
    for ground, found in misses:
        lost = unnotified(ground, history) if isinstance(ground, Ground) else ()
        for step in (*(_miss_step(right, ground, miss) for miss in found), *(_notice_step(right, one) for one in lost)):
            if step not in told:
                told.add(step)
                yield step


def _miss_step(right: Right, ground: Ground | PointsGround, miss: Miss) -> Step:
    points, certain = isinstance(ground, PointsGround), miss.certainty is Certainty.CERTAIN
    clauses, also = right.cited.clauses, () if miss.part is None else (miss.part,)
    if not certain:
        what = "points_possible" if points else "miss_possible"
        lacks = ", ".join(miss.missing)
        return Step(
            "R1", what, name=miss.of, clauses=clauses, after=miss.points or None, also=also, limit=lacks, detail=miss.name
        )
    if points:
        return Step("R1", "points_earned", name=miss.of, clauses=clauses, after=miss.points, detail=miss.name)
    return Step(
        "R1",
        "miss",
        name=miss.of,
        clauses=clauses,
        events=() if miss.notice is None else (miss.notice.id,),
        before=None if miss.notice is None else format_instant(miss.notice.at),
        after=miss.bad_us,
        unit="us",
        also=also,
        detail=miss.name,
    )


def _notice_step(right: Right, one: Unnotified) -> Step:
    """A miss of which nobody gave notice in time (R1)."""
    return Step(
        "R1",
        "miss_without_notice",
        name=one.of,
        clauses=right.cited.clauses,
        events=() if one.late is None else (one.late.id,),
        before=None if one.late is None else format_instant(one.late.at),
        after=format_instant(one.until_at),
        limit=one.fact,
        detail=one.period,
    )


def _counts(
    policy: Policy,
    right: Right,
    customer: Customer,
    misses: Sequence[tuple[Ground | PointsGround, tuple[Miss, ...]]],
    arisings: Sequence[Arisen],
) -> Iterator[Step]:
    """How many misses or points each ground has together, and how many it needs (R1)."""
    for ground, found in misses:
        arisen = next((a for a in reversed(arisings) if a.ground is ground), None)
        had = _sum_of(ground, arisen.misses) if arisen is not None else _most(policy, ground, customer, found)
        yield Step(
            "R1",
            "points_together" if isinstance(ground, PointsGround) else "misses_together",
            name=ground.credit if isinstance(ground, PointsGround) else ground.promise,
            clauses=ground.cited.clauses or right.cited.clauses,
            before=had,
            after=ground.points if isinstance(ground, PointsGround) else ground.misses,
            limit=ground.cited.written or None,
        )


def _most(policy: Policy, ground: Ground | PointsGround, customer: Customer, misses: tuple[Miss, ...]) -> int:
    """The most misses or points that any window holds."""
    first = most = 0
    for last, latest in enumerate(misses):
        while first <= last and not _inside(policy, ground, customer, misses[first], latest):
            first += 1
        most = max(most, _sum_of(ground, misses[first : last + 1]))
    return most


def _sum_of(ground: Ground | PointsGround, misses: Sequence[Miss]) -> int:
    return sum(miss.points for miss in misses) if isinstance(ground, PointsGround) else len(misses)


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
        detail=", ".join(m.name for m in arisen.misses),
    )


def _span(policy: Policy, spans: Sequence[tuple[int, int]]) -> PeriodName | None:
    """The time that the right was judged over, named by its first and last day; None where no period can be told."""
    if not spans:
        return None
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    days = [civil_date(policy.zone.day_of(at)).isoformat() for at in (start, max(end - 1, start))]
    return PeriodName("/".join(days), start, end)
