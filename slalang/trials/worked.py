"""The worked examples of a policy, as the engine finds them: downtime about every limit, and deadlines of tickets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

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
from slalang.trials.stream import Setting, Trial, contract, first_period, moment, tried
from slalang.values.instants import DAY, HOUR, MINUTE, day_number
from slalang.values.money import Money
from slalang.values.verdicts import Kind, Status, Verdict

_MOST_CASES = 14
_FEW = 3
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
        nothing = _case(with_downtime(compiled, commitment, period, 0, kind), commitment)
        if nothing is None:
            return None
        lengths = _lengths(commitment, credit, period, nothing)
        found = [(us, _case(with_downtime(compiled, commitment, period, us, kind), commitment)) for us in lengths]
    except (PeriodNeeds, ValueError):
        return None
    cases = tuple(WorkedCase(us, verdict) for us, verdict in found if verdict is not None)
    if all(case.verdict.status is Status.NOT_APPLICABLE for case in cases):
        return None
    given = tuple(event_words(event) for event in contract(compiled.policy, commitment.name, period, kind))
    return WorkedPromise(commitment.name, given, failing_part(commitment), cases)


def _case(trial: Trial, commitment: Commitment) -> Verdict | None:
    case = trial.case(commitment.name, failing_part(commitment))
    return None if case is None else case.verdict


def _lengths(commitment: Commitment, credit: Credit | None, period: Period, nothing: Verdict) -> list[int]:
    """Whole minutes of downtime about every limit: the most that keeps the target, and the least beyond each limit."""
    length = period.end_at - period.start_at
    basis = nothing.time_us.basis if nothing.time_us is not None else length
    targets = {at for target in commitment.targets for at in _target_at(target, basis)}
    rows = {at for row in (credit.rows if credit is not None else ()) for at in _row_at(row, basis)}
    least = {int(at // MINUTE) + 1 for at in targets | rows}
    at_limit = {int(at // MINUTE) for at in targets | rows if at in targets or at % MINUTE == 0}
    more = _MORE if 0 < len(least) < _FEW else set()
    return [n * MINUTE for n in sorted(least | at_limit | more) if 0 < n * MINUTE <= length][:_MOST_CASES]


def _target_at(target: Target, basis: int) -> Iterator[Fraction]:
    if isinstance(target, ShareTarget):
        yield (1 - target.share) * basis
    elif isinstance(target, DowntimeTarget):
        yield Fraction(target.us)


def _row_at(row: Row, basis: int) -> Iterator[Fraction]:
    for limit in row.limits or ():
        if limit.at is not None and limit.scale is Scale.SHARE:
            yield (1 - limit.at) * basis
        elif limit.at is not None and limit.scale is Scale.TIME:
            yield limit.at


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
