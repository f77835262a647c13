"""The worked examples of a policy, as the engine finds them: downtime about every limit, and deadlines of tickets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs

from slalang.output.document.worked import Worked, WorkedCase, WorkedDeadline, WorkedPromise
from slalang.output.figures import decimal_text
from slalang.semantics.policy import (
    Clock,
    ClockTarget,
    Commitment,
    Compiled,
    Credit,
    DowntimeTarget,
    Guard,
    NoTarget,
    ParameterIs,
    ParameterValue,
    PercentValue,
    Row,
    Scale,
    SeverityIs,
    ShareTarget,
    Target,
)
from slalang.syntax import ast
from slalang.syntax.wording.events import event as event_words
from slalang.time.periods import Period, PeriodNeeds
from slalang.trials.least import failing_part, with_downtime
from slalang.trials.stream import Setting, contract, first_period, moment, tried
from slalang.values.instants import DAY, HOUR, MINUTE, day_number
from slalang.values.money import Money
from slalang.values.verdicts import Kind, Status, Verdict

_MOST_CASES = 14
_FEW = 5
_MORE = {2 * 60, 24 * 60}
"""Minutes that are shown too where a policy has few limits of its own."""
_MOST_KINDS = 4
_OPENED = (day_number(date(2025, 4, 2)), 10 * HOUR), (day_number(date(2025, 4, 4)), 16 * HOUR + 30 * MINUTE)
"""A Wednesday morning and a Friday afternoon."""
_LONG = 400 * DAY
_ANY_SEVERITY = "other"


def worked_examples(compiled: Compiled) -> Worked:
    """The examples that can be worked: of commitments that outages are watched for, and of clocks; what cannot is left out."""
    policy = compiled.policy
    promises = tuple(
        worked
        for commitment in policy.commitments
        for kind in _kinds(commitment)
        if (worked := _promise(compiled, commitment, kind)) is not None
    )
    deadlines = tuple(deadline for clock in policy.clocks for deadline in _deadlines(compiled, clock))
    return Worked(policy.zone, promises, deadlines, _supplied(compiled))


# ------------------------------------------------------------------------------------------------------------ promises


def _kinds(commitment: Commitment) -> Iterator[Setting]:
    """The customers that targets tell apart by their contracts, as far as one parameter each says it; else anybody."""
    found = [
        tuple((c.parameter, _written(c.value)) for c in target.guard if isinstance(c, ParameterIs))
        for target in commitment.targets
        if target.guard and all(isinstance(c, ParameterIs) and not c.negated for c in target.guard)
    ]
    yield from (Setting(parameters) for parameters in found[: _MOST_KINDS - 1])
    if not found or any(not target.guard or not _positive(target.guard) for target in commitment.targets):
        yield Setting()


def _positive(guard: Guard) -> bool:
    return all(isinstance(c, ParameterIs) and not c.negated for c in guard)


def _written(value: ParameterValue) -> ast.Value:
    match value:
        case bool():
            return ast.YesNo.YES if value else ast.YesNo.NO
        case str():
            return value
        case Fraction():
            return ast.Number(decimal_text(value, 30))
        case Money():
            return ast.Money(value.currency, ast.Number(str(value.amount)))
        case PercentValue():
            return ast.Percent(value.digits)


def _promise(compiled: Compiled, commitment: Commitment, kind: Setting) -> WorkedPromise | None:
    if commitment.outages is None or commitment.measure is not None:
        return None
    credit = next((c for c in compiled.policy.credits if c.commitment == commitment.name), None)
    try:
        period = first_period(compiled.policy, commitment.period)
        judge = _Judge(compiled, commitment, period, kind)
        lengths = _lengths(judge, credit)
        found = [(minutes, judge.verdict(minutes)) for minutes in lengths]
    except (PeriodNeeds, ValueError):
        return None
    cases = tuple(WorkedCase(minutes * MINUTE, verdict) for minutes, verdict in found if verdict is not None)
    if all(case.verdict.status is Status.NOT_APPLICABLE for case in cases):
        return None
    given = tuple(event_words(event) for event in contract(compiled.policy, commitment.name, period, kind))
    return WorkedPromise(commitment.name, given, failing_part(commitment), cases)


@attrs.frozen(slots=True)
class _Judge:
    """Judges one outage of so many minutes at the beginning of a period."""

    compiled: Compiled
    commitment: Commitment
    period: Period
    kind: Setting
    known: dict[int, Verdict | None] = attrs.field(factory=dict)

    @property
    def most(self) -> int:
        """The minutes of the period."""
        return (self.period.end_at - self.period.start_at) // MINUTE

    def verdict(self, minutes: int) -> Verdict | None:
        """What is found for the period itself; None where it has no verdict. ValueError as `tried`."""
        if minutes not in self.known:
            trial = with_downtime(self.compiled, self.commitment, self.period, minutes * MINUTE, self.kind)
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
    targets = {at for target in judge.commitment.targets for at in _target_at(target)}
    rows = {at for row in (credit.rows if credit is not None else ()) for at in _row_at(row)}
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


def _supplied(compiled: Compiled) -> tuple[str, ...]:
    policy = compiled.policy
    day = policy.zone.day_start(_OPENED[0][0])
    return tuple(event_words(event) for event in contract(policy, "", Period("", day, day + DAY)))


def _deadlines(compiled: Compiled, clock: Clock) -> Iterator[WorkedDeadline]:
    for target in clock.targets:
        if isinstance(target, NoTarget) or any(not isinstance(c, SeverityIs | ParameterIs) for c in target.guard):
            continue
        for day, us in _OPENED:
            opened_at = compiled.policy.zone.to_instant(day, us)
            try:
                verdict = _ticket(compiled, clock, target, opened_at)
            except ValueError:
                continue
            if verdict is not None:
                yield WorkedDeadline(clock.name, target.cited.written, opened_at, verdict.due_at)


def _ticket(compiled: Compiled, clock: Clock, target: ClockTarget, opened_at: int) -> Verdict | None:
    policy = compiled.policy
    severity = next((_severity(c) for c in target.guard if isinstance(c, SeverityIs)), _ANY_SEVERITY)
    parameters = tuple((c.parameter, _written(c.value)) for c in target.guard if isinstance(c, ParameterIs) and not c.negated)
    level = ast.EventSeverity(severity) if severity is not None else None
    action = clock.start[0].value
    started = ast.TicketEvent("example", None, action, moment(opened_at, policy.zone), level)
    opened = ast.TicketEvent("example", None, "opened", moment(opened_at - HOUR, policy.zone), level)
    happened = (started,) if action == "opened" else (opened, started)
    period = Period("", opened_at, opened_at + DAY)
    given = (*contract(policy, "", period, Setting(parameters)), *happened)
    judged = tried(compiled, given, (policy.zone.day_start(policy.zone.day_of(opened_at)), opened_at + _LONG))
    return next((v for v in judged.verdicts if v.kind is Kind.CLOCK and v.commitment == clock.name), None)


def _severity(condition: SeverityIs) -> str | None:
    return _ANY_SEVERITY if condition.negated else condition.severities[0]
