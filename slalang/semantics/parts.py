"""How components and resources combine, what they weigh, and which resources a commitment is about (D3)."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias, assert_never

from slalang.semantics import choices
from slalang.semantics.figures import length, percent, whole_number
from slalang.semantics.measuring import Measuring
from slalang.semantics.parameters import attribute_is, in_quotes
from slalang.semantics.policy import (
    Aged,
    AttributeIs,
    ByAttribute,
    ByDegree,
    ByShares,
    Cited,
    Combine,
    CombineWords,
    Components,
    OtherTimeRule,
    Resources,
    Service,
    SpreadOver,
    Standing,
)
from slalang.semantics.scope import Said, Scope, said
from slalang.semantics.services import choice_missing, first_of_each
from slalang.syntax import ast
from slalang.syntax.ast import PartNoun
from slalang.time.lengths import CalendarLength, ExactLength
from slalang.values.listing import listed

CombineTree: TypeAlias = (
    ast.CombineAny | ast.CombineAll | ast.CombineSome | ast.CombineEach
    | ast.WeightedByDegree | ast.WeightedByAttribute | ast.WeightedByShares
)  # fmt: skip

COMBINES = (
    ast.CombineAny,
    ast.CombineAll,
    ast.CombineSome,
    ast.CombineEach,
    ast.WeightedByDegree,
    ast.WeightedByAttribute,
    ast.WeightedByShares,
)
WEIGHTS = (ast.WeightedByDegree, ast.WeightedByAttribute, ast.WeightedByShares)
OF_RESOURCES = (ast.OnlyResources, ast.GroupedBy, ast.OnlyWhile, ast.OtherTime)
_MOST_PARTS = 10_000
_MOST_ATTRIBUTES = 20
_MOST_CONDITIONS = 20


def nouns(written: ast.Node) -> frozenset[PartNoun]:
    """Of what services consist for which a phrase on combining can stand (D3)."""
    match written:
        case ast.CombineAny(part) | ast.CombineAll(part) | ast.CombineSome(part=part) | ast.CombineEach(part):
            return frozenset({part})
        case ast.WeightedByAttribute():
            return frozenset({PartNoun.RESOURCE})
        case ast.WeightedByShares():
            return frozenset({PartNoun.COMPONENT})
        case _:
            return frozenset(PartNoun)


def combine(scope: Scope, say: Measuring, service: Service, *, of_time: bool) -> tuple[Combine | None, Cited | None]:
    """How components or resources become one (D3); None where there are none, or where the choice is missing.

    Where no time is measured (not `of_time`) all that is measured goes together, unless each is judged on its own.
    """
    noun = PartNoun.RESOURCE if service.components is Components.RESOURCES else PartNoun.COMPONENT
    kept = tuple(p for p in say.throughout if not isinstance(p.body, COMBINES) or noun in nouns(p.body))
    found: Said[CombineTree] | None = Measuring(say.own, kept, say.at).phrase(scope, "how its parts combine", *COMBINES)
    if service.components is Components.NONE:
        return _of_one(scope, service, found) if of_time else (None, None)
    if not of_time:
        each = found is not None and isinstance(found.body, ast.CombineEach) and _fits(scope, service, found.body, noun)
        return (CombineWords.EACH, found.cited(scope)) if found is not None and each else (None, None)
    if found is None:
        choice_missing(scope, choices.COMBINE, say.at)
        return None, None
    if not _fits(scope, service, found.body, noun):
        return None, None
    cited = found.cited(scope)
    match found.body:
        case ast.CombineAny():
            return CombineWords.ANY, cited
        case ast.CombineAll():
            return CombineWords.ALL, cited
        case ast.CombineEach():
            return CombineWords.EACH, cited
        case ast.CombineSome(least):
            most = len(service.components) if isinstance(service.components, tuple) else _MOST_PARTS
            return whole_number(scope, least, f"the number of {noun.value}s that are down", 1, most), cited
        case ast.WeightedByDegree():
            return ByDegree(), cited
        case ast.WeightedByAttribute(attribute):
            return ByAttribute(attribute), cited
        case ast.WeightedByShares(weights):
            return _shares(scope, service, found.body, weights), cited


def resources(
    scope: Scope, say: Measuring, service: Service, combined: Combine | None, *, of_time: bool
) -> tuple[Resources | None, Cited | None]:
    """Which resources a commitment is about and when, and on what it rests what other time is (D3)."""
    if service.components is not Components.RESOURCES:
        say.needless(scope, f"the service `{service.name}` does not consist of resources", *OF_RESOURCES)
        return None, None
    only = say.phrase(scope, "which resources it is about", ast.OnlyResources)
    filters = _filters(scope, only.body) if only is not None else ()
    grouped = say.phrase(scope, "how resources are grouped", ast.GroupedBy)
    by = tuple(dict.fromkeys(grouped.body.attributes)) if grouped is not None else ()
    if grouped is not None:
        _grouping(scope, grouped.body, combined)
    standing = tuple(_standing(scope, one) for one in _conditions(say))
    if len(standing) > _MOST_CONDITIONS:
        scope.findings.error("too-much", f"more than {_MOST_CONDITIONS} conditions", say.at, hint="leave some out")
    kept = tuple(one for one in standing if one is not None)
    if not of_time:
        # What is counted while nothing is there, or without the conditions, is nothing of the commitment's.
        return Resources(filters, by, kept, OtherTimeRule.LEAVES, _on(scope, only, grouped)), None
    other = say.chosen(scope, choices.OTHER_TIME, choices.OTHER_TIME.question, ast.OtherTime)
    if other is None:
        return None, None
    return Resources(filters, by, kept, other.body.rule, _on(scope, only, grouped)), other.cited(scope)


def _of_one(scope: Scope, service: Service, found: Said[CombineTree] | None) -> tuple[Combine | None, Cited | None]:
    """A service without components is up or down as one, but may be so in part."""
    if found is None or (found.throughout and not isinstance(found.body, ast.WeightedByDegree)):
        return None, None
    if isinstance(found.body, ast.WeightedByDegree):
        return ByDegree(), found.cited(scope)
    scope.findings.error(
        "no-components",
        f"the service `{service.name}` has no components that could be combined",
        found.body.span,
        hint=f"leave the phrase out, or list the components of `{service.name}`",
    )
    return None, None


def _fits(scope: Scope, service: Service, written: CombineTree, noun: PartNoun) -> bool:
    """Whether a phrase speaks of that of which the service consists."""
    if noun in nouns(written):
        return True
    wrong = PartNoun.COMPONENT if noun is PartNoun.RESOURCE else PartNoun.RESOURCE
    weighs = isinstance(written, ast.WeightedByAttribute | ast.WeightedByShares)
    hint = f"write `{noun.value}` in place of `{wrong.value}`"
    if weighs and noun is PartNoun.RESOURCE:
        hint = 'name the attribute by which resources weigh, as in `weighted by "share"`'
    elif weighs:
        hint = "name what each component weighs, as in `weighted by portal 60%, api 40%`"
    scope.findings.error(
        "part-noun",
        f"the service `{service.name}` consists of {noun.value}s, and this speaks of {wrong.value}s",
        written.span,
        hint=hint,
    )
    return False


def _shares(scope: Scope, service: Service, written: ast.WeightedByShares, weights: tuple[ast.Weight, ...]) -> ByShares | None:
    """Fixed weights: one for each component, together at most the whole (D3)."""
    if not isinstance(service.components, tuple):
        scope.findings.error(
            "weights-of-components",
            f"the service `{service.name}` does not list its components, so none can have a weight of its own",
            written.span,
            hint=f"list them, as in `service {service.name}: components portal, api`",
        )
        return None
    before = scope.findings.errors
    given = first_of_each(
        scope.findings,
        "the weight of component",
        ((w.component.text, w.component.span, w) for w in weights),
        "keep one of its weights",
    )
    known = frozenset(service.components)
    shares: list[tuple[str, Fraction]] = []
    for name, weight in given.items():
        value = percent(scope, weight.percent, "a weight")
        if name not in known:
            scope.findings.unknown(
                "component",
                name,
                weight.component.span,
                known,
                declare=f"list it with its service: `components {name}`",
            )
        elif value is not None:
            shares.append((name, value.share))
    if scope.findings.errors > before:
        return None
    lacking = [name for name in service.components if name not in given]
    if lacking:
        scope.findings.error(
            "weights-of-components",
            f"{listed(f'`{name}`' for name in lacking)} of the service `{service.name}` "
            f"{'has no weight' if len(lacking) == 1 else 'have no weights'}",
            written.span,
            hint="give each component its share, as in `weighted by portal 60%, api 40%`",
        )
        return None
    total = sum((share for _, share in shares), Fraction(0))
    if total > 1:
        scope.findings.error(
            "weights-of-components",
            "the weights come to more than 100%",
            written.span,
            hint="check the percentages against the agreement: together they are at most the whole",
        )
        return None
    return ByShares(tuple(shares))


def _filters(scope: Scope, written: ast.OnlyResources) -> tuple[AttributeIs, ...]:
    found: list[AttributeIs] = []
    for condition in written.where.conditions:
        if isinstance(condition, ast.AttributeIs):
            found.append(attribute_is(condition))
            continue
        scope.findings.error(
            "resource-condition",
            "resources are told apart by their attributes, and this is none",
            condition.span,
            hint=f"write `{in_quotes(condition)}`"
            if isinstance(condition, ast.ParameterIs)
            else 'write the attribute in quotes, as in `only resources where "tier" is "gold"`',
        )
    return tuple(found)


def _grouping(scope: Scope, grouped: ast.GroupedBy, combined: Combine | None) -> None:
    if len(grouped.attributes) > _MOST_ATTRIBUTES:
        scope.findings.error("too-much", f"more than {_MOST_ATTRIBUTES} attributes", grouped.span, hint="name fewer")
    if combined is CombineWords.EACH:
        scope.findings.error(
            "grouped-and-each",
            f"{scope.findings.heading} judges resources in groups, and each on its own",
            grouped.span,
            hint="keep one of them; for groups say when a group is down, as in `down when any resource is down`",
        )


def _conditions(say: Measuring) -> tuple[Said[ast.OnlyWhile], ...]:
    """The commitment's own conditions, or else those that hold throughout; all of them must hold."""
    own = tuple(said(say.own, ast.OnlyWhile))
    return own or say.all(ast.OnlyWhile)


def _standing(scope: Scope, one: Said[ast.OnlyWhile]) -> tuple[Standing, Cited] | None:
    match one.body.standing:
        case ast.AttributeIs() as condition:
            return attribute_is(condition), one.cited(scope)
        case ast.SpreadOver(number, attribute):
            least = whole_number(scope, number, "the number of different values", 2, _MOST_PARTS)
            return (SpreadOver(least, attribute), one.cited(scope)) if least is not None else None
        case ast.Aged(written):
            age = length(scope, written)
            if age is not None and not isinstance(age, CalendarLength | ExactLength):
                scope.findings.error(
                    "length-unit",
                    "an age is so many hours, days or months, not business days or hours",
                    written.span,
                    hint="write it as in `only while it is at least 30 days old`",
                )
                return None
            return (Aged(age), one.cited(scope)) if age is not None else None
        case _ as never:
            assert_never(never)


def _on(scope: Scope, *found: Said[ast.OnlyResources] | Said[ast.GroupedBy] | None) -> Cited:
    """On what it rests which resources there are: the first phrase that says so."""
    return next((one.cited(scope) for one in found if one is not None), Cited(scope.clauses))
