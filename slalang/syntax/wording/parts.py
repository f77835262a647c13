"""How the parts of a service combine, and which of them are looked at."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import attribute_is, when
from slalang.syntax.wording.time import length
from slalang.syntax.wording.words import figure, percent, text, text_list

Body: TypeAlias = (
    ast.CombineAny | ast.CombineAll | ast.CombineSome | ast.CombineEach | ast.WeightedByDegree | ast.WeightedByAttribute
    | ast.WeightedByShares | ast.OnlyResources | ast.GroupedBy | ast.OnlyWhile | ast.OtherTime
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase on the parts of a service, of a commitment or of `throughout`."""
    match part:
        case ast.CombineAny(noun):
            return f"down when any {noun.value} is down"
        case ast.CombineAll(noun):
            return f"down when all {noun.value}s are down"
        case ast.CombineSome(number, noun):
            return f"down when at least {figure(number)} {noun.value}s are down"
        case ast.CombineEach(noun):
            return f"each {noun.value} on its own"
        case ast.WeightedByDegree():
            return "weighted by degree"
        case ast.WeightedByAttribute(attribute):
            return f"weighted by {text(attribute)}"
        case ast.WeightedByShares(weights):
            return f"weighted by {', '.join(f'{w.component.text} {percent(w.percent)}' for w in weights)}"
        case ast.OnlyResources(where):
            return f"only resources{when(where)}"
        case ast.GroupedBy(attributes):
            return f"grouped by {text_list(attributes)}"
        case ast.OnlyWhile(standing):
            return f"only while {_standing(standing)}"
        case ast.OtherTime(rule):
            return f"other time {rule.value}"
    assert_never(part)


def _standing(standing: ast.SpreadOver | ast.Aged | ast.AttributeIs) -> str:
    match standing:
        case ast.SpreadOver(number, attribute):
            return f"resources stand in at least {figure(number)} different {text(attribute)}"
        case ast.Aged(age):
            return f"it is at least {length(age)} old"
        case ast.AttributeIs():
            return attribute_is(standing)
    assert_never(standing)
