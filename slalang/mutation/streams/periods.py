"""Periods: downtime, counts and values at every limit of a promise and its credit; the contract's terms; claims."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice

import attrs

from slalang.mutation.streams.lengths import beside, lengths_of
from slalang.mutation.streams.stream import (
    Stream,
    Versions,
    contract,
    in_turn,
    judged_period,
    lasting,
    parts,
    subscription,
    within_day,
)
from slalang.semantics.policy import (
    ChargeBase,
    Commitment,
    CountTarget,
    Credit,
    Limit,
    MaintenanceWindows,
    Measure,
    PercentAward,
    Policy,
    Scale,
    ShareTarget,
    Values,
    ValueTarget,
)
from slalang.syntax import ast
from slalang.time.periods import Period
from slalang.trials.stream import contract as plain_contract
from slalang.trials.stream import moment
from slalang.values.instants import DAY, HOUR, MINUTE, SECOND, civil_date
from slalang.values.money import Money

_TOTAL = 1000
"""How many requests or executions there are where shares of them are tried."""
_ODD = ("1000.00", "100.10", "100.30", "0.10", "100.01", "100.05", "33.33")
"""Sums of which some share falls on half of the smallest unit, or beside it."""


def of_periods(versions: Versions, name: str) -> Iterator[Stream]:
    """Streams for each commitment, first for one of that name."""
    policy = versions.original.policy
    for commitment in sorted(policy.commitments, key=lambda one: one.name != name):
        period = judged_period(policy, commitment.period)
        if period is None:
            continue
        yield from in_turn(
            _under_all_terms(versions, commitment, period),
            _other_sums(versions, commitment, period),
            _claimed(versions, commitment, period),
        )


def _under_all_terms(versions: Versions, commitment: Commitment, period: Period) -> Iterator[Stream]:
    for given in _observed(versions, commitment, period):
        for terms in _terms(versions.original.policy, commitment, period):
            yield Stream((*terms, *given))


def _observed(versions: Versions, commitment: Commitment, period: Period) -> Iterator[tuple[ast.ScenarioEvent, ...]]:
    policy = versions.original.policy
    if commitment.measure is not None:
        yield from _measured(versions, commitment, commitment.measure, period)
        return
    start = within_day((period.start_at, period.end_at))
    lengths = lengths_of(versions, commitment.name, period)
    plain = _down(policy, commitment, start, lengths)
    yield from islice(plain, 5)
    yield from in_turn(
        plain,
        _in_part(policy, commitment, period, lengths),
        _beside_excluded(policy, commitment, period, lengths),
        _seen(policy, commitment, start),
        _across_edges(commitment, period),
    )


def _down(
    policy: Policy, commitment: Commitment, start: int, lengths: tuple[int, ...]
) -> Iterator[tuple[ast.ScenarioEvent, ...]]:
    """Each length, on each component and on the service; and two outages that overlap."""
    service = commitment.service.name
    every = parts(policy, service)
    for n, us in enumerate(lengths):
        # The other components come after all lengths were tried on one.
        yield (lasting(service, start, us, policy, part=every[0]),)
        if n == 0:
            half = lasting(service, start, us, policy), lasting(service, start + us // 2, us, policy)
            yield half
    for us in lengths:
        for part in every[1:]:
            yield (lasting(service, start, us, policy, part=part),)


def _in_part(
    policy: Policy, commitment: Commitment, period: Period, lengths: tuple[int, ...]
) -> Iterator[tuple[ast.ScenarioEvent, ...]]:
    """A subscription that begins in the middle of the period."""
    middle = (period.start_at + period.end_at) // 2
    for us in lengths:
        yield subscription(policy, middle), lasting(commitment.service.name, middle + DAY, us, policy)


def _across_edges(commitment: Commitment, period: Period) -> Iterator[tuple[ast.ScenarioEvent, ...]]:
    """Downtime across the ends of the period, at instants that stay where they are, whatever the zone of the policy is."""
    for edge in (period.start_at, period.end_at):
        start, end = ast.ExactMoment(edge - 2 * HOUR), ast.ExactMoment(edge + 2 * HOUR)
        yield (ast.OutageEvent(ast.Name(commitment.service.name), None, None, start, end),)


def _beside_excluded(
    policy: Policy, commitment: Commitment, period: Period, lengths: tuple[int, ...]
) -> Iterator[tuple[ast.ScenarioEvent, ...]]:
    """Half of the period excluded, and three quarters of what may be down in all of it."""
    half, service = (period.end_at - period.start_at) // 2, commitment.service.name
    causes = [cause for one in policy.exclusions for filter_ in one.outages for cause in filter_.causes or ()]
    kinds = [kind for one in policy.exclusions if isinstance(one.windows, MaintenanceWindows) for kind in one.windows.kinds]
    end = moment(period.start_at + half, policy.zone)
    excluded: list[ast.ScenarioEvent] = [lasting(service, period.start_at, half, policy, cause=cause) for cause in causes[:1]]
    for kind in kinds[:1]:
        announced = ast.Announced(moment(period.start_at - 60 * DAY, policy.zone))
        excluded.append(ast.MaintenanceEvent(kind, None, None, moment(period.start_at, policy.zone), end, announced))
    for out in excluded:
        for us in lengths:
            yield out, lasting(service, period.start_at + half + HOUR, us * 3 // 4, policy)


def _seen(policy: Policy, commitment: Commitment, start: int) -> Iterator[tuple[ast.ScenarioEvent, ...]]:
    """Probes that fail so often in a row, for a while."""
    if commitment.probes is None and commitment.probe_slots is None:
        return
    service = ast.Name(commitment.service.name)
    for failures in range(1, (commitment.probes.failures if commitment.probes else 1) + 3):
        states = [ast.ProbeState.UP, *[ast.ProbeState.DOWN] * failures, ast.ProbeState.UP]
        for step in (SECOND * 30, MINUTE * 5, HOUR):
            yield tuple(
                ast.ProbeEvent(service, None, state, moment(start + i * step, policy.zone)) for i, state in enumerate(states)
            )


def _measured(
    versions: Versions, commitment: Commitment, measure: Measure, period: Period
) -> Iterator[tuple[ast.ScenarioEvent, ...]]:
    """Requests, executions or values at every limit."""
    policy = versions.original.policy
    service, at = ast.Name(commitment.service.name), moment(within_day((period.start_at, period.end_at)), policy.zone)
    end = moment(within_day((period.start_at, period.end_at)) + MINUTE, policy.zone)
    if isinstance(measure.of, Values):
        for figure, step in sorted(_figures(versions, commitment.name)):
            for value in (figure - step, figure, figure + step):
                number = ast.Number(f"{float(value):.6f}".rstrip("0").rstrip("."))
                yield (ast.MeasureEvent(measure.of.name, service, None, number, at),)
        return
    bad = {1, *(n for share in _shares(versions, commitment.name) for n in beside((1 - share) * _TOTAL))}
    bad |= {n for figure, _ in _figures(versions, commitment.name) for n in beside(figure)}
    for n in sorted(n for n in bad if 0 <= n <= _TOTAL):
        good = ast.Number(str(_TOTAL - n))
        yield (ast.ExecutionsEvent(service, None, at, good, ast.Number(str(n))),)
        yield (ast.CountsEvent(service, None, None, at, end, ast.Number(str(_TOTAL)), ast.Number(str(n))),)


def _limits(versions: Versions, name: str) -> Iterator[Limit]:
    for policy in versions.policies:
        for credit in policy.credits:
            if credit.commitment == name:
                yield from (limit for row in credit.rows for limit in row.limits or () if limit.at is not None)
        yield from (one.warning for one in policy.commitments if one.name == name and one.warning is not None)


def _shares(versions: Versions, name: str) -> set[Fraction]:
    found = {limit.at for limit in _limits(versions, name) if limit.scale is Scale.SHARE and limit.at is not None}
    for target in _targets(versions, name):
        found |= {target.share} if isinstance(target, ShareTarget) else set()
    return found


def _figures(versions: Versions, name: str) -> set[tuple[Fraction, Fraction]]:
    """Limits that are numbers, each with a step."""
    found = {
        (limit.at, Fraction(1)) for limit in _limits(versions, name) if limit.scale is Scale.NUMBER and limit.at is not None
    }
    for target in _targets(versions, name):
        if isinstance(target, ValueTarget):
            found.add((target.value, Fraction(1, 10 ** len(target.digits.partition(".")[2]))))
        if isinstance(target, CountTarget):
            found.add((Fraction(target.number), Fraction(1)))
    return found


def _targets(versions: Versions, name: str) -> Iterator[object]:
    for policy in versions.policies:
        yield from (target for one in policy.commitments if one.name == name for target in one.targets)


# ------------------------------------------------------------------------------------------------- the contract


def _terms(policy: Policy, commitment: Commitment, period: Period) -> Iterator[tuple[ast.ScenarioEvent, ...]]:
    """Charges and parameters: the plain ones, then each word of each parameter, then without what has a default."""
    plain = contract(policy, commitment.name, period)
    yield plain
    if (small := plain_contract(policy, commitment.name, period)) != plain:
        yield small
    for parameter in policy.parameters:
        words: tuple[ast.Value, ...] = tuple(parameter.words or ())
        if parameter.type is ast.ParameterType.YES_OR_NO:
            words = tuple(ast.YesNo)
        for word in words:
            others = (e for e in plain if not (isinstance(e, ast.ParameterEvent) and e.parameter.text == parameter.name))
            yield (ast.ParameterEvent(ast.Name(parameter.name), word), *others)


def _other_sums(versions: Versions, commitment: Commitment, period: Period) -> Iterator[Stream]:
    """Charges of other categories, other months, sums that must be rounded, and sums that earn a cap, a floor, a least sum."""
    policy = versions.original.policy
    long = lasting(
        commitment.service.name, within_day((period.start_at, period.end_at)), (period.end_at - period.start_at) // 50, policy
    )
    for credit in policy.credits:
        if credit.commitment == commitment.name and isinstance(credit.base, ChargeBase):
            plain = contract(policy, commitment.name, period)
            yield Stream((long, *plain, *_charges(policy, credit, period, ("one_time", "usage", None), 0)))
            later = _charges(policy, credit, period, credit.base.categories or (None,), 31 * DAY)
            yield Stream((long, *plain, *later), period.end_at + 31 * DAY)
            for digits in (*_at_sums(versions, commitment.name), *_ODD):
                yield Stream((long, *(_with_sum(event, digits) for event in plain)))


def _at_sums(versions: Versions, name: str) -> tuple[str, ...]:
    """Charges of which a row's share is a sum that the credit names, in either policy."""
    credits = [credit for policy in versions.policies for credit in policy.credits if credit.commitment == name]
    sums = {limit.at for one in credits for limit in (*one.caps, *one.floors) if isinstance(limit.at, Money)}
    sums |= {one.least_payable.money for one in credits if one.least_payable is not None}
    shares = {row.award.percent.share for one in credits for row in one.rows if isinstance(row.award, PercentAward)}
    found = {Decimal(round(Fraction(money.amount) / share * 100)).scaleb(-2) for money in sums for share in shares if share}
    return tuple(f"{figure:f}" for figure in sorted(found))


def _with_sum(event: ast.ScenarioEvent, digits: str) -> ast.ScenarioEvent:
    if isinstance(event, ast.ChargeEvent):
        return attrs.evolve(event, money=ast.Money(event.money.currency, ast.Number(digits)))
    return event


def _charges(
    policy: Policy, credit: Credit, period: Period, categories: tuple[str | None, ...], later: int
) -> Iterator[ast.ChargeEvent]:
    first, last = (civil_date(policy.zone.day_of(at + later)) for at in (period.start_at, period.start_at + DAY))
    for category in categories:
        yield ast.ChargeEvent(
            ast.Money(policy.currency or "USD", ast.Number("700.00")),
            ast.ChargeDates(first, last),
            ast.ChargeCategory(category) if category is not None else None,
        )


def _claimed(versions: Versions, commitment: Commitment, period: Period) -> Iterator[Stream]:
    """A claim that lacks one of its parts, and one that comes late or never."""
    policy = versions.original.policy
    long = lasting(
        commitment.service.name, within_day((period.start_at, period.end_at)), (period.end_at - period.start_at) // 10, policy
    )
    for credit in policy.credits:
        if credit.commitment != commitment.name:
            continue
        items = credit.claim_includes
        plain = contract(policy, commitment.name, period)
        for left_out in (None, *items):
            contents = ast.Including(tuple(item for item in items if item != left_out)) if items else None
            for days in (10, 29, 31, 400):
                at = period.end_at + days * DAY
                claim = ast.ClaimEvent(None, period.name, None, moment(at, policy.zone), None, contents, None)
                for later in (0, 800 * DAY):
                    yield Stream((*plain, long, claim), at + later)
