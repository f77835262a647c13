"""A trial: what a scenario could give, and the verdicts that come of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from slalang.engine.evaluate import evaluate_policy
from slalang.engine.scenario.events import contract_event, given_events
from slalang.engine.scenario.names import vocabulary
from slalang.semantics.policy import (
    AffectedPart,
    AllowedTime,
    ChargeBase,
    ChosenCalendar,
    Compiled,
    Credit,
    Policy,
    RecurringWindows,
)
from slalang.syntax import ast
from slalang.time.periods import Period
from slalang.time.zones import Zone
from slalang.trials.periods import first_period as first_period
from slalang.values.instants import civil_date
from slalang.values.intervals import Interval
from slalang.values.verdicts import Verdict

_SUM = "1000.00"
_MOST_RULES, _MOST_HOURS = 500, 500
"""Of a larger policy nothing is tried."""


@attrs.frozen(slots=True)
class Trial:
    """A stream as the `given` phrases of a scenario, and what came of it."""

    given: tuple[ast.ScenarioEvent, ...]
    verdicts: tuple[Verdict, ...]

    def case(self, commitment: str, component: str | None = None) -> Case | None:
        """The verdict of the first period, for that component or for all of them together; None where there is none."""
        found = (v for v in self.verdicts if v.commitment == commitment and v.component in (None, component))
        verdict = next(found, None)
        return Case(self.given, verdict) if verdict is not None else None


@attrs.frozen(slots=True)
class Case:
    """The one verdict of a trial that shows something, and what was given for it."""

    given: tuple[ast.ScenarioEvent, ...]
    verdict: Verdict


def tried(compiled: Compiled, given: tuple[ast.ScenarioEvent, ...], span: Interval) -> Trial:
    """Judge what is given at the end of `span`, as a scenario that names its periods is judged (P4).

    ValueError where the events contradict the policy or each other, and for a policy so large that a trial would take long.
    """
    policy = compiled.policy
    if too_large(policy):
        raise ValueError("the policy is too large for trials")
    events, wrong = given_events(given, vocabulary(compiled), policy.zone)
    contract = contract_event(given, span[0])
    if wrong or isinstance(contract, tuple):
        raise ValueError("; ".join(check.actual for check in wrong) or "the parameters given are not those of the policy")
    events = (*events, contract) if contract is not None else events
    judged = evaluate_policy(compiled, events, as_of=span[1], span=span)
    if judged.errors:
        raise ValueError("; ".join(problem.title for problem in judged.errors))
    return Trial(given, judged.verdicts)


def too_large(policy: Policy) -> bool:
    """Whether a policy has more rules, or more hours in its calendars and windows, than any agreement that people wrote."""
    rules = len(policy.commitments) + len(policy.exclusions) + len(policy.clocks) + len(policy.duties) + len(policy.rights)
    conditions = [c.limitation for one in policy.exclusions[:_MOST_RULES] for c in one.conditions]
    openings = [
        *(one for one in policy.calendars if not isinstance(one, ChosenCalendar)),
        *(one.windows.schedule for one in policy.exclusions if isinstance(one.windows, RecurringWindows)),
        *(one.inside for one in conditions if isinstance(one, AllowedTime)),
    ]
    return rules > _MOST_RULES or sum(len(e.spans) or 1 for one in openings for e in getattr(one, "hours", ())) > _MOST_HOURS


def moment(instant: int, zone: Zone) -> ast.Moment:
    """An instant as a scenario writes it: civil where that is the same instant, else exact (T3)."""
    day, us = zone.to_civil(instant)
    if zone.to_instant(day, us) == instant:
        return ast.CivilMoment(civil_date(day), ast.TimeOfDay(us))
    return ast.ExactMoment(instant)


def outage(service: str, span: Interval, zone: Zone, component: str | None = None, cause: str | None = None) -> ast.OutageEvent:
    """An outage of a service, or of one component, for a span."""
    return ast.OutageEvent(
        ast.Name(service),
        ast.EventComponents((ast.Name(component),)) if component is not None else None,
        None,
        moment(span[0], zone),
        moment(span[1], zone),
        ast.ByCause(ast.Name(cause)) if cause is not None else None,
    )


@attrs.frozen(slots=True)
class Setting:
    """For whom, and when: what the customer's contract supplies beside what it must, and an instant in the period."""

    parameters: tuple[tuple[str, ast.Value], ...] = ()
    at: int | None = None


ANYBODY = Setting()


def contract(policy: Policy, commitment: str, period: Period, setting: Setting = ANYBODY) -> tuple[ast.ScenarioEvent, ...]:
    """What a customer's contract must supply for a figure: a charge of 1,000.00, and parameters without default."""
    credits = tuple(credit for credit in policy.credits if credit.commitment == commitment)
    charges = (charge for credit in credits for charge in _charges(policy, credit, period))
    return (*_parameters(policy, dict(setting.parameters)), *charges)


def _charges(policy: Policy, credit: Credit, period: Period) -> Iterator[ast.ChargeEvent]:
    if not isinstance(credit.base, ChargeBase):
        return
    category = credit.base.categories[0] if credit.base.categories else None
    first, last = (civil_date(policy.zone.day_of(at)) for at in (period.start_at, period.end_at - 1))
    part = credit.base.affected
    component = next((c for s in policy.services if isinstance(s.components, tuple) for c in s.components), None)
    yield ast.ChargeEvent(
        ast.Money(policy.currency or "USD", ast.Number(_SUM)),
        ast.ChargeDates(first, last),
        ast.ChargeCategory(category) if category is not None else None,
        ast.ChargeComponent(ast.Name(component)) if part is AffectedPart.PART and component is not None else None,
    )


def _parameters(policy: Policy, supplied: Mapping[str, ast.Value]) -> Iterator[ast.ParameterEvent]:
    """What is supplied, and a value for every other parameter that has no default (P2)."""
    for parameter in policy.parameters:
        if parameter.name in supplied:
            yield ast.ParameterEvent(ast.Name(parameter.name), supplied[parameter.name])
        elif parameter.default is None:
            yield ast.ParameterEvent(ast.Name(parameter.name), _value(policy, parameter.type, parameter.words))


def _value(policy: Policy, kind: ast.ParameterType, words: tuple[str, ...] | None) -> ast.Value:
    match kind:
        case ast.ParameterType.PERCENTAGE:
            return ast.Percent("10")
        case ast.ParameterType.AMOUNT:
            return ast.Money(policy.currency or "USD", ast.Number("100.00"))
        case ast.ParameterType.NUMBER:
            return ast.Number("1")
        case ast.ParameterType.WORD:
            return words[0] if words else "any"
        case ast.ParameterType.YES_OR_NO:
            return ast.YesNo.NO
