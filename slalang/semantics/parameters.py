"""Parameters that customers' contracts supply, and the conditions that ask for them (P2, C1, C7)."""

from __future__ import annotations

from collections import Counter
from typing import assert_never

from slalang.semantics.figures import money
from slalang.semantics.policy import (
    AttributeIs,
    Condition,
    Guard,
    Labelled,
    Parameter,
    ParameterIs,
    ParameterValue,
    PercentValue,
    QueueIs,
    SeverityIs,
    StartsBefore,
    StartsFrom,
    TicketCondition,
)
from slalang.semantics.scope import Scope
from slalang.syntax import ast, wording
from slalang.syntax.ast import ParameterType
from slalang.syntax.mistaken_promises import ASKED_OF_TICKETS
from slalang.values.instants import day_number
from slalang.values.places import Span

_KINDS: dict[type, ParameterType] = {
    ast.Percent: ParameterType.PERCENTAGE,
    ast.Money: ParameterType.AMOUNT,
    ast.Number: ParameterType.NUMBER,
    str: ParameterType.WORD,
    ast.YesNo: ParameterType.YES_OR_NO,
}
_WRITTEN = {
    ParameterType.PERCENTAGE: "a percentage, as in `5%`",
    ParameterType.AMOUNT: "a sum, as in `USD 100`",
    ParameterType.NUMBER: "a number, as in `3`",
    ParameterType.WORD: 'a word in quotes, as in `"enterprise"`',
    ParameterType.YES_OR_NO: "`yes` or `no`",
}

_LISTED = 8
"""How many words a message lists before it stops."""


def resolve_parameter(scope: Scope, rule: ast.Parameter) -> Parameter | None:
    """A parameter with its type and default (P2); the default fits the type and is one of its words."""
    here = scope.inside("parameter", rule.name.text, rule.qualifiers)
    words = rule.type.words if isinstance(rule.type, ast.WordChoice) else None
    if words is not None:
        again = next((word for word, times in Counter(words).items() if times > 1), None)
        if again is not None:
            here.findings.error(
                "said-twice",
                f'parameter {rule.name.text} lists "{again}" twice',
                rule.span,
                hint="leave one of them out",
            )
    kind = ParameterType.WORD if isinstance(rule.type, ast.WordChoice) else rule.type
    parameter = Parameter(rule.name.text, kind, words)
    if rule.default.value is None:
        return parameter
    default = _value(here, parameter, rule.default.value, rule.default.span, "the default")
    return None if default is None else Parameter(parameter.name, kind, words, default)


def guard(scope: Scope, when: ast.When | None, *, of_ticket: bool = False) -> Guard | None:
    """The conditions after `where`, all of which must hold; () for none, None where one is wrong.

    With `of_ticket` they may ask for what a ticket says of itself (S1, S2).
    """
    if not isinstance(when, ast.Where):
        return ()
    conditions = [_condition(scope, condition, of_ticket) for condition in when.conditions]
    known = tuple(c for c in conditions if c is not None)
    return known if len(known) == len(conditions) else None


def named_parameter(scope: Scope, name: ast.Name, *types: ParameterType) -> Parameter | None:
    """The parameter of that name, which has one of the types (all, where none are given)."""
    if name.text not in scope.parameters:
        scope.findings.unknown(
            "parameter",
            name.text,
            name.span,
            scope.parameters,
            declare=f"declare it: `parameter {name.text}: a word; no default.`",
        )
        return None
    parameter = scope.parameters[name.text]
    if parameter is not None and types and parameter.type not in types:
        wanted = " or ".join(t.value for t in types)
        scope.findings.error(
            "parameter-type",
            f"the parameter `{name.text}` is {_type_shown(parameter)}, and {wanted} is needed",
            name.span,
            hint=f"name a parameter that is {wanted}, or declare `{name.text}` as one",
        )
        return None
    return parameter


def _condition(scope: Scope, written: ast.Condition, of_ticket: bool) -> Condition | None:
    match written:
        case ast.StartsBefore(day):
            return StartsBefore(scope.zone.day_start(day_number(day)))
        case ast.StartsFrom(day):
            return StartsFrom(scope.zone.day_start(day_number(day)))
        case ast.ParameterIs(name, negated, wanted):
            if of_ticket and name.text in ASKED_OF_TICKETS and name.text not in scope.parameters:
                _asked_of_ticket(scope, name, negated, wanted, written.span)
                return None
            if _names_attribute(scope, name):
                _asked_of_attribute(scope, written)
                return None
            parameter = named_parameter(scope, name)
            if parameter is None:
                return None
            value = _value(scope, parameter, wanted, written.span, "what it is compared with")
            return None if value is None else ParameterIs(parameter.name, negated, value)
        case ast.AttributeIs():
            return _of_judged(scope, written)
        case ast.SeverityIs() | ast.QueueIs() | ast.Labelled():
            if not of_ticket:
                _no_ticket(scope, written)
            return _of_ticket(written) if of_ticket else None
        case _:
            assert_never(written)


def _names_attribute(scope: Scope, name: ast.Name) -> bool:
    """Whether a name that no parameter has may be an attribute of what is judged."""
    if name.text in scope.parameters or scope.findings.meant(name.text, scope.parameters) is not None:
        return False
    return scope.attributes is None or name.text in scope.attributes


def _asked_of_attribute(scope: Scope, written: ast.ParameterIs) -> None:
    """`region is "eu"` where no parameter has that name: the attribute is meant (C1, D3)."""
    scope.findings.error(
        "unknown-name",
        f"there is no parameter `{written.parameter.text}`",
        written.span,
        label="an attribute stands in quotation marks",
        hint=f"write `{in_quotes(written)}`, or declare the parameter",
    )


def in_quotes(written: ast.ParameterIs) -> str:
    """What asks for a parameter, as a condition on the attribute of that name."""
    said = wording.value(written.value)
    value = said if isinstance(written.value, str) else f'"{said}"'
    return f'"{written.parameter.text}" is {"not " if written.negated else ""}{value}'


def attribute_is(written: ast.AttributeIs) -> AttributeIs:
    """A condition on an attribute, whose words are free text (D3)."""
    return AttributeIs(written.attribute, written.negated, tuple(dict.fromkeys(written.values)))


def _of_judged(scope: Scope, written: ast.AttributeIs) -> AttributeIs | None:
    """An attribute can be asked for where one resource is judged, or a group that it makes (C1, D3)."""
    if scope.attributes is None or written.attribute in scope.attributes:
        return attribute_is(written)
    title = f'"{written.attribute}" is an attribute, and nothing that has attributes is judged on its own here'
    hint = "ask for it in a target or a credit of a commitment with `each resource on its own` or `grouped by ...`"
    if scope.attributes:
        title = f'what is judged here on its own has no single "{written.attribute}"'
        hint = f"ask for {' or '.join(wording.text(name) for name in sorted(scope.attributes))}, or add it to `grouped by ...`"
    scope.findings.error("attribute-condition", title, written.span, hint=hint)
    return None


def _asked_of_ticket(scope: Scope, name: ast.Name, negated: bool, wanted: ast.Value, span: Span) -> None:
    """`severity is "P1"` where no parameter has that name: the ticket's own is meant."""
    said = wording.value(wanted)
    value = said if isinstance(wanted, str) else f'"{said}"'
    scope.findings.error(
        "unknown-name",
        f"there is no parameter `{name.text}`",
        span,
        label="what a ticket says of itself is asked for with `the`",
        hint=f"write `{ASKED_OF_TICKETS[name.text]} is {'not ' if negated else ''}{value}`",
    )


def _of_ticket(written: ast.SeverityIs | ast.QueueIs | ast.Labelled) -> TicketCondition:
    match written:
        case ast.SeverityIs(negated, severities):
            return SeverityIs(negated, tuple(dict.fromkeys(severities)))
        case ast.QueueIs(negated, queues):
            return QueueIs(negated, tuple(dict.fromkeys(queues)))
        case ast.Labelled(negated, labels):
            return Labelled(negated, tuple(dict.fromkeys(labels)))
        case _:
            assert_never(written)


def _no_ticket(scope: Scope, written: ast.SeverityIs | ast.QueueIs | ast.Labelled) -> None:
    asked = {ast.SeverityIs: "the severity", ast.QueueIs: "the queue", ast.Labelled: "the labels"}[type(written)]
    scope.findings.error(
        "ticket-condition",
        f"{asked} of a ticket cannot decide here, where there is no ticket",
        written.span,
        hint="ask for it in a target of a clock, or in a row of a credit for a clock",
    )


def _value(scope: Scope, parameter: Parameter, written: ast.Value, span: Span, what: str) -> ParameterValue | None:
    if _KINDS[type(written)] is not parameter.type:
        scope.findings.error(
            "parameter-value",
            f"the parameter `{parameter.name}` is {_type_shown(parameter)}, and {what} is not",
            span,
            hint=f"write {_WRITTEN[parameter.type]}"
            if parameter.words is None
            else f"write one of {_words_shown(parameter.words)}",
        )
        return None
    match written:
        case str():
            return _word(scope, parameter, written, span)
        case ast.YesNo():
            return written is ast.YesNo.YES
        case ast.Number():
            return written.value
        case ast.Money():
            return money(scope, written)
        case ast.Percent():
            return PercentValue(written.digits)
        case _:
            assert_never(written)


def _word(scope: Scope, parameter: Parameter, word: str, span: Span) -> str | None:
    if parameter.words is None or word in parameter.words:
        return word
    close = scope.findings.meant(word, parameter.words)
    scope.findings.error(
        "parameter-value",
        f'"{word}" is none of the words of the parameter `{parameter.name}`',
        span,
        hint=f'is "{close}" meant?' if close else f"the words are {_words_shown(parameter.words)}",
    )
    return None


def _type_shown(parameter: Parameter) -> str:
    if parameter.words is not None:
        return f"one of {_words_shown(parameter.words)}"
    return parameter.type.value


def _words_shown(words: tuple[str, ...]) -> str:
    return ", ".join(f'"{word}"' for word in words[:_LISTED]) + (", ..." if len(words) > _LISTED else "")
