"""One name for two things, of which one hides the other.

## What it finds

- a parameter that is called what a ticket is asked for (`severity`, `priority`, `urgency`, `queue`) and that a clock or the
  credit for a clock asks: the contract decides there, not the ticket;
- a parameter with the name of an attribute that is asked for as well: `region is "eu"` asks the contract, `"region" is "eu"`
  the resource;
- a parameter and a calendar of one name;
- a component with the name of a service.

Names of different kinds that no sentence can confuse, as of an exclusion and the cause that it names, are left alone.

## Why it costs money

The policy computes what it says, and its readers take it for what they had in mind: the wrong customers get the wrong target.

## Example

Before: the severity that the contract names decides, whatever the ticket says.

    parameter severity: one of "1", "2"; default "2".
    clock respond of web:
      runs from "opened" to "responded"; within 1 hour where severity is "1"; within 8 hours otherwise; ...

After:

    clock respond of web:
      runs from "opened" to "responded"; within 1 hour where the severity is "1"; within 8 hours otherwise; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.syntax import ast, wording
from slalang.syntax.walk import walk
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_OF_TICKETS = {"severity": "severity", "priority": "severity", "urgency": "severity", "queue": "queue"}


def in_tree(subject: Subject) -> Iterator[Diagnostic]:
    """Names that stand for two things in the whole text, under every reading."""
    parameters = {rule.name.text: rule for rule in subject.rules(ast.Parameter)}
    calendars = {rule.name.text: rule for rule in subject.rules(ast.Calendar)}
    services = {rule.name.text: rule for rule in subject.rules(ast.Service)}
    for name, parameter in parameters.items():
        if name in calendars:
            yield _two(
                parameter,
                calendars[name],
                f"`{name}` is a parameter and a calendar",
                f"`where {name} is ...` asks the contract, `business days of {name}` the calendar",
            )
    for service in services.values():
        for component in _components(service):
            other = services.get(component.text)
            if other is not None:
                yield Diagnostic(
                    f"`{component.text}` is a component of {service.name.text} and a service",
                    component.span,
                    clause=heading_of("service", service.name.text, service.qualifiers.clauses),
                    label="the component",
                    labels=(Label(other.name.span, "the service"),),
                    case=f"an event about the service {component.text} without components is one about all of it, "
                    f"an event about {service.name.text} with the component {component.text} about that part",
                    hint="give one of them another name",
                )
    yield from _asked(subject, parameters)


def _asked(subject: Subject, parameters: dict[str, ast.Parameter]) -> Iterator[Diagnostic]:
    """Parameters that stand where a ticket or a resource of the same name is asked."""
    if not parameters:
        return
    clocks = {rule.name.text for rule in subject.rules(ast.Clock)}
    attributes: dict[str, ast.AttributeIs] = {}
    asked: dict[str, tuple[ast.ParameterIs, str]] = {}
    of_tickets: dict[str, tuple[ast.ParameterIs, str]] = {}
    for rule in subject.tree.rules:
        match rule:
            case ast.Clock(name) | ast.Commitment(name) | ast.Credit(name):
                heading = heading_of(
                    "credit for" if isinstance(rule, ast.Credit) else type(rule).__name__.lower(),
                    name.text,
                    rule.qualifiers.clauses,
                )
            case _:
                continue
        ticket = isinstance(rule, ast.Clock) or name.text in clocks
        for node in walk(rule):
            if isinstance(node, ast.AttributeIs):
                attributes.setdefault(node.attribute, node)
            elif isinstance(node, ast.ParameterIs):
                asked.setdefault(node.parameter.text, (node, heading))
                if ticket and node.parameter.text in _OF_TICKETS:
                    of_tickets.setdefault(node.parameter.text, (node, heading))
    for word, (node, heading) in of_tickets.items():
        value = wording.value(node.value)
        yield Diagnostic(
            f"the parameter {word} decides here, and not what the ticket says",
            node.span,
            clause=heading,
            label="asks the contract",
            labels=_declared(parameters, word),
            case=f"a ticket of {_OF_TICKETS[word]} {value} under a contract that says another {word} is none that is meant",
            hint=f"write `the {_OF_TICKETS[word]} is {value}`, or give the parameter another name",
        )
    for word, (node, heading) in asked.items():
        attribute = attributes.get(word)
        if attribute is not None:
            value = wording.value(node.value)
            yield Diagnostic(
                f"`{word}` is asked of the contract here, and of the resource elsewhere",
                node.span,
                clause=heading,
                label="asks the contract",
                labels=(Label(attribute.span, "asks the resource"), *_declared(parameters, word)),
                case=f'a resource whose "{word}" is {value} is not meant here where the contract says another {word}',
                hint=f'give the parameter another name; or write `"{word}" is ...` where the resource is meant',
            )


def _declared(parameters: dict[str, ast.Parameter], name: str) -> tuple[Label, ...]:
    return (Label(parameters[name].name.span, "declared here"),) if name in parameters else ()


def _two(one: ast.Parameter, other: ast.Calendar, title: str, case: str) -> Diagnostic:
    return Diagnostic(
        title,
        one.name.span,
        clause=heading_of("parameter", one.name.text, one.qualifiers.clauses),
        label="the parameter",
        labels=(Label(other.name.span, "the calendar"),),
        case=case,
        hint="give one of them another name",
    )


def _components(service: ast.Service) -> Iterator[ast.Name]:
    for phrase in service.phrases:
        if isinstance(phrase.body, ast.Components):
            yield from phrase.body.names
