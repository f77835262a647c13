"""What is tried: events as a scenario gives them, and the two policies between which they are to tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import attrs

from slalang.semantics.policy import Compiled, Policy
from slalang.syntax import ast
from slalang.time.periods import Period, PeriodNeeds, PeriodRule, SubscriptionContext, shift
from slalang.trials.stream import contract as plain_contract
from slalang.trials.stream import first_period, moment
from slalang.values.instants import DAY, HOUR
from slalang.values.intervals import Interval

Named = TypeVar("Named")

_LARGE = "1000000.00"


@attrs.frozen(slots=True)
class Stream:
    """Events of a scenario, and where the evaluation stands; None: at the end of all."""

    given: tuple[ast.ScenarioEvent, ...]
    as_of: int | None = None


@attrs.frozen(slots=True)
class Versions:
    """The policy and the mutant."""

    original: Compiled
    changed: Compiled

    @property
    def policies(self) -> Iterator[Policy]:
        """Both, under every reading."""
        for compiled in (self.original, self.changed):
            yield compiled.policy
            yield from (reading.policy for reading in compiled.readings)


def in_turn(*sources: Iterator[Named]) -> Iterator[Named]:
    """One of each source after the other, until all end."""
    left = list(sources)
    while left:
        for source in tuple(left):
            try:
                yield next(source)
            except StopIteration:
                left.remove(source)


def lasting(
    service: str,
    start: int,
    us: int,
    policy: Policy,
    *,
    part: str | None = None,
    cause: str | None = None,
    id: str | None = None,
) -> ast.OutageEvent:
    """An outage of so many microseconds."""
    return ast.OutageEvent(
        ast.Name(service),
        ast.EventComponents((ast.Name(part),)) if part is not None else None,
        ast.EventId(id) if id is not None else None,
        moment(start, policy.zone),
        moment(start + us, policy.zone),
        ast.ByCause(ast.Name(cause)) if cause is not None else None,
    )


def contract(policy: Policy, commitment: str, period: Period) -> tuple[ast.ScenarioEvent, ...]:
    """What the contract supplies; sums so large that nothing is capped at them."""
    return tuple(
        attrs.evolve(event, value=ast.Money(event.value.currency, ast.Number(_LARGE)))
        if isinstance(event, ast.ParameterEvent) and isinstance(event.value, ast.Money)
        else event
        for event in plain_contract(policy, commitment, period)
    )


def parts(policy: Policy, service: str) -> tuple[str | None, ...]:
    """The components of a service, and none of them."""
    found = next((s.components for s in policy.services if s.name == service), ())
    return (*found, None) if isinstance(found, tuple) and found else (None,)


def judged_period(policy: Policy, rule: PeriodRule) -> Period | None:
    """A period to try; None where its periods rest on a subscription."""
    try:
        return first_period(policy, rule)
    except PeriodNeeds:
        return None


def following(rule: PeriodRule, period: Period, n: int) -> Period:
    """The nth period after one."""
    return shift(rule, period, n, SubscriptionContext(period.start_at))


def within_day(period: Interval) -> int:
    """An hour in the morning of the period's second week, or of its first hours where it is shorter."""
    start, end = period
    return start + min(6 * DAY + 10 * HOUR, (end - start) // 4)


def subscription(policy: Policy, from_at: int) -> ast.SubscriptionEvent:
    """A subscription that starts on the day of an instant."""
    return ast.SubscriptionEvent(date.fromordinal(date(1970, 1, 1).toordinal() + policy.zone.day_of(from_at)))
