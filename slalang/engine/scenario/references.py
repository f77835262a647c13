"""What the `given` phrases of a scenario name that is not there (P4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from slalang.engine.scenario.fields import Observed
from slalang.engine.scenario.names import Check, Vocabulary, unknown_component, unknown_name, unknown_word
from slalang.semantics.policy import Components
from slalang.syntax import ast
from slalang.values.diagnostics import nearest
from slalang.values.places import Span

_CAN_BE_CALLED = (
    ast.OutageEvent,
    ast.CountsEvent,
    ast.ResourceEvent,
    ast.MaintenanceEvent,
    ast.TicketEvent,
    ast.FactEvent,
    ast.ClaimEvent,
    ast.SettlementEvent,
)


@attrs.frozen(slots=True)
class GivenNames:
    """What the phrases of one scenario bring themselves: own names of events, tickets, the last word on each parameter."""

    called: tuple[str, ...]
    tickets: frozenset[str]
    parameters: dict[str, ast.ParameterEvent]


def names_given(given: tuple[ast.ScenarioEvent, ...]) -> GivenNames:
    """What other phrases of the scenario may name."""
    return GivenNames(
        called=tuple(event.id.id for event in given if isinstance(event, _CAN_BE_CALLED) and event.id),
        tickets=frozenset(event.ticket for event in given if isinstance(event, ast.TicketEvent)),
        parameters={event.parameter.text: event for event in given if isinstance(event, ast.ParameterEvent)},
    )


def misused_parameter(phrase: ast.ParameterEvent, given: GivenNames, words: Vocabulary) -> Iterator[Check]:
    """What is wrong with a parameter: not declared, in another currency, given twice (P2)."""
    problem = unknown_name("a parameter", phrase.parameter, words.parameters)
    if problem is not None:
        yield problem
    if isinstance(phrase.value, ast.Money) and words.currency not in (None, phrase.value.currency):
        actual = f"it is in {phrase.value.currency}"
        yield Check(f"a sum in {words.currency}", actual, False, phrase.value.span)
    if phrase is not given.parameters[phrase.parameter.text]:
        yield Check("one value for each parameter", f"`{phrase.parameter.text}` has two", False, phrase.span)


def misnamed(phrase: ast.ScenarioEvent, given: GivenNames, words: Vocabulary) -> Iterator[Check]:
    """Every name of a phrase that neither the policy nor the scenario knows, and every one given twice."""
    problems = (
        *_parts(phrase, words),
        *_rules(phrase, words),
        *_events(phrase, given),
        *_attributes(phrase),
    )
    yield from (problem for problem in problems if problem is not None)


def _parts(phrase: ast.ScenarioEvent, words: Vocabulary) -> Iterator[Check | None]:
    """Services, components and resources (O7, D3)."""
    services = words.services
    components: tuple[ast.Name, ...] = ()
    if isinstance(phrase, Observed):
        yield unknown_name("a service", phrase.service, (service.name for service in services))
        services = tuple(service for service in services if service.name == phrase.service.text) or services
    if isinstance(phrase, Observed | ast.MaintenanceEvent):
        components = phrase.components.names if phrase.components else ()
    elif isinstance(phrase, ast.ChargeEvent):
        components = (phrase.component.component,) if phrase.component else ()
    elif isinstance(phrase, ast.ResourceEvent):
        having = (service.name for service in services if service.components is Components.RESOURCES)
        yield unknown_name("a service that consists of resources", phrase.service, having)
    for component in components:
        yield unknown_component(component, services)


def _rules(phrase: ast.ScenarioEvent, words: Vocabulary) -> Iterator[Check | None]:
    """Causes, and what a claim or a settlement is for (C6, C8)."""
    match phrase:
        case ast.OutageEvent(cause=ast.ByCause(cause)) | ast.TicketEvent(cause=ast.ByCause(cause)):
            yield unknown_name("a cause", cause, words.causes)
        case ast.ClaimEvent(commitment=commitment, step=step):
            if commitment is not None:
                yield unknown_name("a commitment", commitment.name, words.claimed)
            if step is not None:
                yield unknown_word("a step", step.name, step.span, words.steps)
        case ast.SettlementEvent(commitment=ast.EventCommitment(name)):
            yield unknown_name("a commitment", name, words.claimed)
        case _:
            pass


def _events(phrase: ast.ScenarioEvent, given: GivenNames) -> Iterator[Check | None]:
    """The names of other events, and the phrase's own."""
    name = phrase.id if isinstance(phrase, _CAN_BE_CALLED) else None
    if name is not None and given.called.count(name.id) > 1:
        yield Check("a name for one event only", f"two are called `{name.id}`", False, name.span)
    match phrase:
        case ast.FactEvent(about=ast.EventAbout(id) as about):
            yield _not_given(id, (*given.called, *given.tickets), about.span)
        case ast.ClaimEvent(about=ast.EventIncidents(ids) as about):
            for id in ids:
                yield _not_given(id, given.called, about.span)
        case _:
            pass


def _not_given(id: str, known: Iterable[str], span: Span) -> Check | None:
    names = tuple(known)
    if id in names:
        return None
    close = nearest(id, names)
    instead = f"is `{close}` meant?" if close else 'name the event with `called "..."`'
    return Check("the name of a given event", f"none is called `{id}`: {instead}", False, span)


def _attributes(phrase: ast.ScenarioEvent) -> Iterator[Check]:
    if not isinstance(phrase, ast.ResourceEvent | ast.ChargeEvent) or phrase.attributes is None:
        return
    names = [attribute.name for attribute in phrase.attributes.attributes]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Check("one value for each attribute", f"`{name}` has two", False, phrase.attributes.span)
