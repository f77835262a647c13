"""Conditions, which are the same wherever they stand."""

from __future__ import annotations

from typing import assert_never

from slalang.syntax import ast
from slalang.syntax.wording.words import text, text_list, value


def when(given: ast.When | None) -> str:
    """For whom or when something holds, with a blank before it; nothing where it always does."""
    match given:
        case None:
            return ""
        case ast.Otherwise():
            return " otherwise"
        case ast.Where(conditions):
            return f" where {' and '.join(_condition(c) for c in conditions)}"
    assert_never(given)


def labelled(condition: ast.Labelled) -> str:
    """Which labels a ticket bears."""
    return f"{'not ' if condition.negated else ''}labelled {text_list(condition.labels, ' or ')}"


def attribute_is(condition: ast.AttributeIs) -> str:
    """What an attribute says."""
    return f"{text(condition.attribute)} is {'not ' if condition.negated else ''}{text_list(condition.values, ' or ')}"


def severity_list(severities: tuple[str | None, ...]) -> str:
    """Severities, and `none given` for none."""
    return " or ".join("none given" if severity is None else text(severity) for severity in severities)


def severities(given: ast.Severities | None) -> str:
    """Of which severity, with a blank before it; nothing where any will do."""
    return f" of severity {severity_list(given.severities)}" if given is not None else ""


def _condition(condition: ast.Condition) -> str:
    match condition:
        case ast.ParameterIs(parameter, negated, wanted):
            return f"{parameter.text} is {'not ' if negated else ''}{value(wanted)}"
        case ast.AttributeIs():
            return attribute_is(condition)
        case ast.StartsBefore(day):
            return f"the period starts before {day.isoformat()}"
        case ast.StartsFrom(day):
            return f"the period starts on or after {day.isoformat()}"
        case ast.SeverityIs(negated, severities):
            return f"the severity is {'not ' if negated else ''}{severity_list(severities)}"
        case ast.QueueIs(negated, queues):
            return f"the queue is {'not ' if negated else ''}{text_list(queues, ' or ')}"
        case ast.Labelled():
            return labelled(condition)
    assert_never(condition)
