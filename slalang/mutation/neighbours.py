"""A policy's own scenarios with one thing changed: an instant, a cause, a severity, a sum; an event less, or twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

import attrs

from slalang.engine.scenario.times import instant_of
from slalang.mutation.streams.stream import Stream
from slalang.semantics.policy import Policy
from slalang.syntax import ast
from slalang.syntax.walk import walk
from slalang.time.zones import Zone
from slalang.trials.stream import moment
from slalang.values.instants import DAY, HOUR, MINUTE

_MOVES = (1, -1, MINUTE, -MINUTE, HOUR, -HOUR, DAY, -DAY, 7 * DAY, 31 * DAY)
_KINDS = ("scheduled", "emergency", "release")
_CATEGORIES = ("recurring", "one_time", "usage")


def neighbours(scenarios: Iterable[ast.Scenario], name: str, policy: Policy) -> Iterator[Stream]:
    """Streams beside those of the scenarios, one of each scenario in turn; those that speak of the rule come first."""
    ordered = sorted(scenarios, key=lambda one: not _speaks_of(one, name))
    turns = [_beside(scenario, policy) for scenario in ordered]
    for round_ in zip_longest(*turns):
        yield from (stream for stream in round_ if stream is not None)


def _speaks_of(scenario: ast.Scenario, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.text == name for node in walk(scenario))


def _beside(scenario: ast.Scenario, policy: Policy) -> Iterator[Stream]:
    given = tuple(phrase.body.event for phrase in scenario.phrases if isinstance(phrase.body, ast.GivenEvent))
    stands = next((phrase.body.at for phrase in scenario.phrases if isinstance(phrase.body, ast.AsOf)), None)
    as_of = None if stands is None else instant_of(stands, policy.zone)
    yield Stream(given, as_of)
    for i, event in enumerate(given):
        for other in _other_events(event, policy):
            yield Stream((*given[:i], other, *given[i + 1 :]), as_of)
        yield Stream((*given[:i], *given[i + 1 :]), as_of)


def _other_events(event: ast.ScenarioEvent, policy: Policy) -> Iterator[ast.ScenarioEvent]:
    """The event with one part changed."""
    match event:
        case ast.OutageEvent():
            for cause in policy.causes:
                yield attrs.evolve(event, cause=ast.ByCause(ast.Name(cause)))
        case ast.TicketEvent():
            for cause in policy.causes:
                yield attrs.evolve(event, cause=ast.ByCause(ast.Name(cause)))
            if event.severity is not None:
                yield attrs.evolve(event, severity=None)
        case ast.MaintenanceEvent():
            for kind in _KINDS:
                yield attrs.evolve(event, kind=kind)
            yield attrs.evolve(event, announced=None)
            yield attrs.evolve(event, approved=not event.approved)
        case ast.ChargeEvent():
            for category in _CATEGORIES:
                yield attrs.evolve(event, category=ast.ChargeCategory(category))
            for digits in ("100.10", "100.30", "0.50"):
                yield attrs.evolve(event, money=ast.Money(event.money.currency, ast.Number(digits)))
        case ast.FactEvent() | ast.ClaimEvent():
            contents = event.including if isinstance(event, ast.FactEvent) else event.contents
            for i in range(len(contents.items) if contents is not None else 0):
                assert contents is not None
                items = (*contents.items[:i], *contents.items[i + 1 :])
                fewer = ast.Including(items) if items else None
                if isinstance(event, ast.FactEvent):
                    yield attrs.evolve(event, including=fewer)
                else:
                    yield attrs.evolve(event, contents=fewer)
        case _:
            pass
    yield from _moved(event, policy.zone)


def _moved(event: ast.ScenarioEvent, zone: Zone) -> Iterator[ast.ScenarioEvent]:
    """The event with one of its instants earlier or later."""
    for field in attrs.fields(type(event)):
        value = getattr(event, field.name)
        if isinstance(value, ast.CivilMoment | ast.ExactMoment):
            for by in _MOVES:
                parts = {field.name: moment(instant_of(value, zone) + by, zone)}
                yield attrs.evolve(event, **parts)  # type: ignore[arg-type]
