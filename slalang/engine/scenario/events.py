"""From the `given` phrases of a scenario to events of the wire (P4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from slalang.engine.scenario.fields import Fields, parameter_values, wire_fields
from slalang.engine.scenario.names import Check, Vocabulary
from slalang.engine.scenario.references import misnamed, misused_parameter, names_given
from slalang.semantics.policy import ClaimPattern, FactPattern, Policy, SettlementPattern
from slalang.syntax import ast
from slalang.time.periods import PeriodRule, SubscriptionContext, period_holding
from slalang.time.zones import Zone
from slalang.values.diagnostics import Diagnostic
from slalang.values.event_decoding import decode_event
from slalang.values.events import (
    Claim,
    Counts,
    Event,
    Execution,
    Fact,
    Maintenance,
    Measure,
    Outage,
    Probe,
    Settlement,
    Ticket,
)
from slalang.values.instants import format_instant
from slalang.values.places import Span

MOST_EXECUTIONS = 100_000
"""How many executions one phrase may give."""


def given_events(
    given: tuple[ast.ScenarioEvent, ...], words: Vocabulary, zone: Zone
) -> tuple[tuple[Event, ...], tuple[Check, ...]]:
    """The events of a scenario, without parameters, and everything that is wrong with them.

    An event without a name of its own is `event 1`, `event 2` and so on, counted over the scenario; of the executions of one
    phrase each is told apart, as in `event 3, good 1`.
    """
    names = names_given(given)
    parameters = tuple(names.parameters.values())
    wrong: list[Check] = []
    events: list[Event] = []
    ids = _unused_ids(frozenset(names.called))
    for phrase in given:
        if isinstance(phrase, ast.ParameterEvent):
            wrong.extend(misused_parameter(phrase, names, words))
            continue
        wrong.extend(misnamed(phrase, names, words))
        try:
            decoded = decode_event(wire_fields(phrase, next(ids), parameters, zone), phrase.span)
        except ValueError as reason:
            wrong.append(Check("a period", str(reason), False, phrase.span))
            continue
        if isinstance(decoded, tuple):
            wrong.extend(refused(problem, phrase.span) for problem in decoded)
        elif isinstance(phrase, ast.ExecutionsEvent) and isinstance(decoded, Execution):
            problem = _no_number(phrase)
            wrong.extend([problem] if problem else [])
            events.extend(_each(phrase, decoded) if problem is None else ())
        else:
            events.append(decoded)
    return tuple(events), tuple(wrong)


def refused(problem: Diagnostic, span: Span) -> Check:
    """A failed check for given events that the engine cannot take."""
    return Check("events that can be judged", f"{problem.title}. {problem.hint}".strip(), False, problem.span or span)


def contract_event(given: tuple[ast.ScenarioEvent, ...], from_at: int | None) -> Event | tuple[Diagnostic, ...] | None:
    """The subscription that carries a scenario's parameters where none is given; None where none is needed.

    `from_at` is where it starts; it stays open.
    """
    parameters = tuple(event for event in given if isinstance(event, ast.ParameterEvent))
    if not parameters or from_at is None or any(isinstance(event, ast.SubscriptionEvent) for event in given):
        return None
    fields: Fields = {"type": "subscription", "id": "the contract", "from": format_instant(from_at)}
    return decode_event(fields | {"parameters": parameter_values(parameters)}, parameters[0].span)


def first_period_start(policy: Policy, events: Iterable[Event], starts: Iterable[int]) -> int | None:
    """The start of the earliest period that an observation, a duty's occasion or one of `starts` touches (T8), or None."""
    occasions = tuple(duty.occasion for duty in policy.duties)
    facts = {occasion.name for occasion in occasions if isinstance(occasion, FactPattern)}
    claims = any(isinstance(occasion, ClaimPattern) for occasion in occasions)
    settlements = any(isinstance(occasion, SettlementPattern) for occasion in occasions)
    touched = [*starts]
    for event in events:
        match event:
            case Outage(start_at=start) | Counts(start_at=start) | Maintenance(start_at=start):
                touched.append(start)
            case Probe(at=start) | Execution(at=start) | Measure(at=start) | Ticket(at=start):
                touched.append(start)
            case Fact(at=start) if event.name in facts:
                touched.append(start)
            case Claim(at=start) if claims:
                touched.append(start)
            case Settlement(at=start) if settlements:
                touched.append(start)
            case _:
                pass
    if not touched:
        return None
    earliest = min(touched)
    found = [earliest]
    for period in _periods(policy):
        try:
            found.append(period_holding(period, earliest, SubscriptionContext()).start_at)
        except ValueError:
            # Its periods begin with the subscription itself, wherever that is, or none holds that instant.
            continue
    return min(found)


def _periods(policy: Policy) -> Iterator[PeriodRule]:
    yield from (commitment.period for commitment in policy.commitments)
    yield from (share.period for share in policy.shares)
    yield from (duty.occasion for duty in policy.duties if isinstance(duty.occasion, PeriodRule))
    yield from (credit.period for credit in policy.credits if credit.period is not None)


def _unused_ids(called: frozenset[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if (name := f"event {number}") not in called:
            yield name


# ------------------------------------------------------------------------------------ executions


def _no_number(phrase: ast.ExecutionsEvent) -> Check | None:
    """What is wrong with how many executions a phrase gives."""
    for number in (phrase.good, phrase.bad):
        if number.value.denominator != 1:
            return Check("a whole number of executions", f"{number.digits} is none", False, number.span)
    if (together := phrase.good.value + phrase.bad.value) > MOST_EXECUTIONS:
        expected = f"at most {MOST_EXECUTIONS:,} executions in one phrase"
        return Check(expected, f"there are {together.numerator:,}: give them in several phrases", False, phrase.span)
    return None


def _each(phrase: ast.ExecutionsEvent, one: Execution) -> Iterator[Execution]:
    """The executions of a phrase: each is as `one`, but for its id and how it turned out."""
    for good, word, number in ((True, "good", phrase.good), (False, "bad", phrase.bad)):
        for n in range(1, number.value.numerator + 1):
            yield attrs.evolve(one, id=f"{one.id}, {word} {n}", good=good)
