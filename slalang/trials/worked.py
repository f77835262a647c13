"""The worked examples of a policy, as the engine finds them: downtime about every limit, and deadlines of tickets."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import date
from fractions import Fraction

import attrs

from slalang.output.document.worked import Worked, WorkedCase, WorkedDeadline, WorkedPromise
from slalang.output.explanation.wording import STATUS_WORDS
from slalang.semantics.policy import (
    ByNextFact,
    Clock,
    ClockTarget,
    Commitment,
    Compiled,
    Credit,
    DowntimeTarget,
    NoTarget,
    RecurringWindows,
    Row,
    Scale,
    ShareTarget,
    Target,
)
from slalang.syntax import ast
from slalang.time.periods import Period, PeriodNeeds
from slalang.trials.customers import Kind, charges_in_words, covering, kinds, supplied
from slalang.trials.joined import joint_examples
from slalang.trials.least import alone, failing_part, with_downtime
from slalang.trials.stream import contract, first_period, moment, tried
from slalang.values.instants import DAY, HOUR, MINUTE, day_number
from slalang.values.verdicts import Kind as VerdictKind
from slalang.values.verdicts import Status, Verdict

_MOST_CASES = 14
_FEW = 5
_MORE = {2 * 60, 24 * 60}
"""Minutes that are shown too where a policy has few limits of its own."""
_MOST_KINDS = 4
_OPENED = (day_number(date(2025, 4, 2)), 10 * HOUR), (day_number(date(2025, 4, 4)), 16 * HOUR + 30 * MINUTE)
"""A Wednesday morning and a Friday afternoon."""
_LONG = 400 * DAY
_MOST_RULES = 50
"""So many commitments, and so many clocks, have examples."""


def worked_examples(compiled: Compiled) -> Worked:
    """The examples that can be worked: of commitments that outages are watched for, and of clocks; what cannot is left out."""
    policy = compiled.policy
    commitments, clocks = policy.commitments[:_MOST_RULES], policy.clocks[:_MOST_RULES]
    promises = tuple(promise for one in commitments for promise in _promises(alone(compiled, one.name), one))
    deadlines = tuple(deadline for clock in clocks for deadline in _deadlines(alone(compiled, clock.name), clock))
    joints = tuple(one for joint in policy.joints if (one := joint_examples(compiled, joint, promises)) is not None)
    return Worked(policy.zone, promises, joints, deadlines)


# ------------------------------------------------------------------------------------------------------------ promises


def _promises(compiled: Compiled, commitment: Commitment) -> Iterator[WorkedPromise]:
    """Examples for the customers that targets, rows and claims tell apart, the first few of them."""
    policy = compiled.policy
    if commitment.outages is None or commitment.measure is not None:
        return
    credit = next((c for c in policy.credits if c.commitment == commitment.name), None)
    recurring = (x for x in policy.exclusions if isinstance(x.windows, RecurringWindows))
    try:
        period = first_period(policy, commitment.period)
        found = kinds(policy, (commitment, credit, *recurring))
        features = _features(commitment, credit, period.start_at)
        # Who has no target at all is no example of the promise.
        promised = [kind for kind in found if features[0](kind) is not None]
    except PeriodNeeds:
        return
    chosen = covering(promised, features)
    worked = (
        _promise(compiled, commitment, (credit, period), kind, len(chosen) > _MOST_KINDS) for kind in chosen[:_MOST_KINDS]
    )
    yield from (one for one in worked if one is not None)


def _features(commitment: Commitment, credit: Credit | None, at: int) -> tuple[Callable[[Kind], Hashable], ...]:
    """What of a promise differs between kinds: the target, the rows that there are, the claim's deadline."""

    def target(kind: Kind) -> Hashable:
        found = next((i for i, one in enumerate(commitment.targets) if kind.holds(one.guard, at)), None)
        return found if found is not None and not isinstance(commitment.targets[found], NoTarget) else None

    def rows(kind: Kind) -> Hashable:
        return tuple(kind.holds(row.guard, at) for row in credit.rows) if credit is not None else None

    def claims(kind: Kind) -> Hashable:
        return next((i for i, one in enumerate(credit.claims) if kind.holds(one.guard, at)), None) if credit else None

    return target, rows, claims


def _promise(
    compiled: Compiled, commitment: Commitment, of: tuple[Credit | None, Period], kind: Kind, more: bool
) -> WorkedPromise | None:
    credit, period = of
    try:
        judge = _Judge(compiled, commitment, period, kind)
        lengths = _lengths(judge, credit)
        found = [(minutes, judge.verdict(minutes)) for minutes in lengths]
    except ValueError:
        return None
    cases = tuple(WorkedCase(minutes * MINUTE, verdict) for minutes, verdict in found if verdict is not None)
    if all(case.verdict.status is Status.NOT_APPLICABLE for case in cases):
        return None
    given = contract(compiled.policy, commitment.name, period, kind.setting)
    return WorkedPromise(commitment.name, supplied(given, kind), charges_in_words(given), failing_part(commitment), cases, more)


@attrs.frozen(slots=True)
class _Judge:
    """Judges one outage of so many minutes at the beginning of a period."""

    compiled: Compiled
    commitment: Commitment
    period: Period
    kind: Kind
    known: dict[int, Verdict | None] = attrs.field(factory=dict)

    @property
    def most(self) -> int:
        """The minutes of the period."""
        return (self.period.end_at - self.period.start_at) // MINUTE

    def verdict(self, minutes: int) -> Verdict | None:
        """What is found for the period itself; None where it has no verdict. ValueError as `tried`."""
        if minutes not in self.known:
            trial = with_downtime(self.compiled, self.commitment, self.period, minutes * MINUTE, self.kind.setting)
            part, start = failing_part(self.commitment), self.period.start_at
            self.known[minutes] = next(
                (
                    v
                    for v in trial.verdicts
                    if v.commitment == self.commitment.name
                    and v.component in (None, part)
                    and v.period is not None
                    and v.period.start_at == start
                ),
                None,
            )
        return self.known[minutes]

    def worth(self, minutes: int, scale: Scale) -> Fraction | None:
        """How bad it is in the scale of a limit: the share that is missing, or the time that counted."""
        verdict = self.verdict(minutes)
        if verdict is None:
            return None
        if scale is Scale.SHARE and verdict.availability is not None:
            share = verdict.availability
            return 1 - (share.exact if share.rounded is None else share.rounded)
        if scale is Scale.TIME and verdict.time_us is not None:
            time = verdict.time_us
            return Fraction(time.counted if time.weighted is None else time.weighted)
        return None

    def beyond(self, limit: Fraction, scale: Scale) -> int | None:
        """The least minutes whose figure passes a limit; None where no downtime of the period does."""
        low, high = 0, self.most
        most = self.worth(high, scale)
        if most is None or most <= limit:
            return None
        while high - low > 1:
            middle = (low + high) // 2
            worth = self.worth(middle, scale)
            if worth is not None and worth > limit:
                high = middle
            else:
                low = middle
        return high


def _lengths(judge: _Judge, credit: Credit | None) -> list[int]:
    """Minutes of downtime about every limit: the most that keeps the target, what lies on a limit, the least beyond it."""
    kind, start = judge.kind, judge.period.start_at
    governing = next((target for target in judge.commitment.targets if kind.holds(target.guard, start)), None)
    targets = set(_target_at(governing)) if governing is not None else set()
    there = [row for row in credit.rows if kind.holds(row.guard, start)] if credit is not None else []
    rows = {at for row in there for at in _row_at(row)}
    found: set[int] = set()
    for limit, scale in targets | rows:
        least = judge.beyond(limit, scale)
        if least is not None:
            on_limit = judge.worth(least - 1, scale) == limit
            found |= {least, least - 1} if on_limit or (limit, scale) in targets else {least}
    more = _MORE if 0 < len(found) < _FEW else set()
    return [minutes for minutes in sorted(found | more) if 0 < minutes <= judge.most][:_MOST_CASES]


def _target_at(target: Target) -> Iterator[tuple[Fraction, Scale]]:
    if isinstance(target, ShareTarget):
        yield 1 - target.share, Scale.SHARE
    elif isinstance(target, DowntimeTarget):
        yield Fraction(target.us), Scale.TIME


def _row_at(row: Row) -> Iterator[tuple[Fraction, Scale]]:
    for limit in row.limits or ():
        if limit.at is not None and limit.scale is Scale.SHARE:
            yield 1 - limit.at, Scale.SHARE
        elif limit.at is not None and limit.scale is Scale.TIME:
            yield limit.at, Scale.TIME


# ------------------------------------------------------------------------------------------------------------- tickets


def _deadlines(compiled: Compiled, clock: Clock) -> Iterator[WorkedDeadline]:
    """For each target a ticket that comes to it, started at each of some instants."""
    zone = compiled.policy.zone
    instants = [zone.to_instant(day, us) for day, us in _OPENED]
    there = tuple(kinds(compiled.policy, (clock,)))
    for i, target in enumerate(clock.targets):
        if isinstance(target, NoTarget):
            continue
        kind = next((one for one in there if _governing(clock, one, instants[0]) == i), None)
        for opened_at in instants:
            yield _deadline(compiled, clock, target, kind, opened_at)


def _governing(clock: Clock, kind: Kind, at: int) -> int | None:
    return next((i for i, target in enumerate(clock.targets) if kind.holds(target.guard, at)), None)


def _deadline(compiled: Compiled, clock: Clock, target: ClockTarget, kind: Kind | None, opened_at: int) -> WorkedDeadline:
    written = target.cited.written
    if kind is None:
        return WorkedDeadline(clock.name, written, (), opened_at, None, "no example")
    day = compiled.policy.zone.day_of(opened_at)
    period = Period("", opened_at, opened_at + DAY)
    there = contract(compiled.policy, "", period, kind.setting)
    given = supplied(there, kind)
    try:
        stream = (*there, *_ticket(compiled, clock, kind, opened_at))
        judged = tried(compiled, stream, (compiled.policy.zone.day_start(day), opened_at + _LONG))
    except ValueError:
        return WorkedDeadline(clock.name, written, given, opened_at, None, "no example")
    found = next((v for v in judged.verdicts if v.kind is VerdictKind.CLOCK and v.commitment == clock.name), None)
    if found is None:
        return WorkedDeadline(clock.name, written, given, opened_at, None, "no example")
    instead = "no date: it is settled by the event" if isinstance(target.limit, ByNextFact) else STATUS_WORDS[found.status]
    return WorkedDeadline(clock.name, written, given, opened_at, found.due_at, "" if found.due_at is not None else instead)


def _ticket(compiled: Compiled, clock: Clock, kind: Kind, opened_at: int) -> tuple[ast.ScenarioEvent, ...]:
    """A ticket of a kind on which the clock starts at an instant; opened an hour before where something else starts it."""
    zone, like = compiled.policy.zone, kind.ticket
    action = clock.start[0].value
    started = ast.TicketEvent(
        "example",
        None,
        action,
        moment(opened_at, zone),
        ast.EventSeverity(like.severity) if like.severity is not None else None,
        ast.EventQueue(like.queue) if like.queue is not None else None,
        None,
        ast.EventLabels(tuple(sorted(like.labels))) if like.labels else None,
    )
    opened = attrs.evolve(started, action="opened", at=moment(opened_at - HOUR, zone))
    return (started,) if action == "opened" else (opened, started)
