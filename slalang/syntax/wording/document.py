"""What stands around the promises: the agreement, services, parameters, causes."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.words import clause_refs, name_list, text, text_list

Body: TypeAlias = (
    ast.Provider | ast.Customer | ast.Source | ast.Zone | ast.Currency | ast.InForce | ast.Clauses
    | ast.Components | ast.AnyComponent | ast.AnyResource | ast.NoComponents
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase of the agreement, or what a service consists of."""
    match part:
        case ast.Provider(name):
            return f"provider {text(name)}"
        case ast.Customer(name):
            return f"customer {text(name)}"
        case ast.Source(title):
            return f"source {text(title)}"
        case ast.Zone(zone):
            return f"zone {zone.text}"
        case ast.Currency(code):
            return f"currency {code}"
        case ast.InForce(first, until):
            end = f" until {until.isoformat()}" if until is not None else ""
            return f"in force from {first.isoformat()}{end}"
        case ast.Clauses(clauses):
            return f"clauses {clause_refs(clauses)}"
        case ast.Components(names):
            return f"components {name_list(names)}"
        case ast.AnyComponent():
            return "components as events name them"
        case ast.AnyResource():
            return "resources as events name them"
        case ast.NoComponents():
            return "no components"
    assert_never(part)


def parameter_type(given: ast.ParameterType | ast.WordChoice) -> str:
    """What a parameter may be, as its declaration says it."""
    match given:
        case ast.ParameterType():
            return given.value
        case ast.WordChoice(words):
            return f"one of {text_list(words)}"
    assert_never(given)


def cause(given: ast.Cause) -> str:
    """A cause with its kinds in brackets."""
    kinds = f" ({', '.join(cause(kind) for kind in given.kinds)})" if given.kinds is not None else ""
    return given.name.text + kinds
