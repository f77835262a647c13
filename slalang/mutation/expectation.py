"""What a scenario can expect of one verdict that another verdict does not give (P4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from slalang.engine.outcomes import NO_PERIOD
from slalang.semantics.policy import Policy
from slalang.syntax import ast
from slalang.time.zones import Zone
from slalang.trials.stream import moment
from slalang.values.instants import HOUR, MINUTE, SECOND
from slalang.values.verdicts import Credit, CreditState, Kind, TimeClasses, Verdict

Subject: TypeAlias = ast.CommitmentSubject | ast.JointSubject | ast.ClockSubject | ast.DutySubject | ast.RightSubject

_UNITS = ((HOUR, ast.Unit.HOUR), (MINUTE, ast.Unit.MINUTE), (SECOND, ast.Unit.SECOND), (1, ast.Unit.MICROSECOND))


def telling_apart(verdict: Verdict, other: Verdict | None, policy: Policy) -> Iterator[ast.Expect]:
    """Expectations that hold of a verdict and not of the other, the plainest first; all of them where there is no other.

    The first that a scenario could state is enough; each is still to be tried on both policies.
    """
    subject = _subject(verdict, None)
    if subject is None:
        return
    said = tuple(_said(verdict, policy))
    against = set(_said(other, policy)) if other is not None else set()
    different = tuple(one for one in said if one not in against)
    if not different and other is not None:
        here = {finding.kind for finding in verdict.findings}
        found = dict.fromkeys(finding.kind for finding in other.findings)
        different = tuple(ast.NoFindingOutcome(kind) for kind in found if kind not in here)
    if different:
        # The status stands first, so that a reader sees what the rest is about. Where it differs it is enough.
        yield ast.Expect(subject, said[:1] if said[0] in different else (said[0], *different[:2]))
    if other is not None and verdict.readings != other.readings:
        others = dict(other.readings or ())
        for name, outcome in verdict.readings or ():
            if others.get(name) != outcome and (under := _subject(verdict, name)) is not None:
                yield ast.Expect(under, (_status(outcome.status.value),))
                if outcome.amount is not None and (currency := verdict.credit.currency or policy.currency):
                    yield ast.Expect(under, (ast.CreditOutcome(_money(currency, outcome.amount)),))


def subject_key(verdict: Verdict) -> tuple[object, ...]:
    """By what a verdict of one policy is found among those of another."""
    period = verdict.period.name if verdict.period is not None else None
    return verdict.commitment, verdict.component, verdict.group, verdict.ticket, verdict.event, period


def _subject(verdict: Verdict, reading: str | None) -> Subject | None:
    """The verdict as an expectation names it; None where it cannot be named, as where its period has no name (T8)."""
    if verdict.period is not None and verdict.period.name == NO_PERIOD:
        return None
    name = ast.Name(verdict.commitment)
    under = ast.UnderReading(ast.Name(reading)) if reading is not None else None
    match verdict:
        case Verdict(kind=Kind.RIGHT):
            return ast.RightSubject(name, under)
        case Verdict(kind=Kind.CLOCK, ticket=str(ticket)):
            return ast.ClockSubject(name, ticket, ast.FromEvent(verdict.event) if verdict.event else None, under)
        case Verdict(kind=Kind.DUTY, event=str(event)):
            return ast.DutySubject(name, event, under)
        case Verdict(kind=Kind.CREDIT, period=period) if period is not None:
            return ast.JointSubject(name, period.name, under)
        case Verdict(period=period, group=None) if period is not None:
            component = ast.Name(verdict.component) if verdict.component is not None else None
            return ast.CommitmentSubject(name, component, None, period.name, under)
        case _:
            return None


def _said(verdict: Verdict, policy: Policy) -> Iterator[ast.Outcome]:
    """All that a scenario can expect of a verdict, in the order of its weight."""
    yield _status(verdict.status.value)
    yield from _of_credit(verdict.credit, policy)
    yield from _of_instants(verdict, policy.zone)
    if verdict.measured_us is not None:
        yield ast.MeasuredOutcome(_length(verdict.measured_us))
    if verdict.time_us is not None:
        yield from _of_time(verdict.time_us)
    share = verdict.availability
    if share is not None and share.is_share and share.rounded is None and (digits := _digits(share.exact * 100)) is not None:
        yield ast.AvailabilityOutcome(ast.Percent(digits))
    for name in (*verdict.missing, *verdict.credit.missing):
        yield ast.MissingOutcome(name)
    for kind in dict.fromkeys(finding.kind for finding in verdict.findings):
        yield ast.FindingOutcome(kind)


def _status(status: str) -> ast.StatusOutcome:
    return ast.StatusOutcome(status.replace("_", " "))


def _of_credit(credit: Credit, policy: Policy) -> Iterator[ast.Outcome]:
    yield ast.StateOutcome(credit.state.value)
    if credit.state is CreditState.NONE:
        return
    if credit.amount is not None and (currency := credit.currency or policy.currency) is not None:
        yield ast.CreditOutcome(_money(currency, credit.amount))
    if credit.points is not None:
        yield ast.PointsOutcome(ast.Number(str(credit.points)))
    if credit.days is not None:
        yield ast.DaysOutcome(ast.Number(str(credit.days)))
    if credit.claim_by is not None:
        yield ast.ClaimByOutcome(moment(credit.claim_by, policy.zone))


def _of_instants(verdict: Verdict, zone: Zone) -> Iterator[ast.Outcome]:
    if verdict.due_at is not None:
        yield ast.DueOutcome(moment(verdict.due_at, zone))
    if verdict.stopped_at is not None:
        yield ast.StoppedOutcome(moment(verdict.stopped_at, zone))


def _of_time(time: TimeClasses) -> Iterator[ast.Outcome]:
    classes = (
        (time.counted, ast.CountedTime()),
        (time.weighted, ast.WeightedTime()),
        (time.ignored, ast.IgnoredTime()),
        (time.unknown, ast.UnknownTime()),
        (time.outside, ast.OutsideTime()),
        (time.up, ast.UpTime()),
    )
    for us, time_class in classes:
        if isinstance(us, int):
            yield ast.TimeOutcome(_length(us), time_class)
    for name, us in time.excluded:
        yield ast.TimeOutcome(_length(us), ast.ExcludedTime(ast.Name(name)))


def _length(us: int) -> ast.ExactOrCalendarLength:
    """A length in the largest unit that divides it; nothing is so many minutes."""
    size, unit = next((size, unit) for size, unit in _UNITS if us % size == 0 and (us or size == MINUTE))
    return ast.ExactOrCalendarLength(ast.Number(str(us // size)), unit)


def _money(currency: str, amount: Decimal) -> ast.Money:
    return ast.Money(currency, ast.Number(f"{amount:f}"))


def _digits(figure: Fraction) -> str | None:
    """A figure with at most six decimals; None where those do not hold it."""
    scaled = figure * 10**6
    return f"{(Decimal(scaled.numerator).scaleb(-6)).normalize():f}" if scaled.denominator == 1 else None
