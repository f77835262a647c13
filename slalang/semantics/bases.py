"""Of what a credit is a share, and between which sums it lies: charges, caps, floors, the least payable (C4, C5)."""

from __future__ import annotations

from typing import assert_never

from slalang.semantics.awards import MOST_DAYS
from slalang.semantics.earners import Earner
from slalang.semantics.figures import length, money, percent, whole_number
from slalang.semantics.gauges import attributes_of
from slalang.semantics.parameters import named_parameter
from slalang.semantics.periods import not_rolling, not_shorter, period
from slalang.semantics.policy import (
    AffectedPart,
    CapOrFloor,
    Ceiling,
    ChargeBase,
    CombineWords,
    Components,
    LeastPayable,
    ParameterBase,
    ParameterSum,
    ServiceDays,
    ShareOfBase,
    ShareOfCharges,
    TimeBefore,
)
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.syntax import ast
from slalang.syntax.ast import ParameterType, PartNoun
from slalang.syntax.wording.words import text
from slalang.time.lengths import CalendarLength, ExactLength
from slalang.time.periods import PeriodRule


def base(scope: Scope, written: ast.Base, by: Earner) -> ChargeBase | ParameterBase | None:
    """Of what a credit is a share: charges, or a sum that each customer's contract supplies (C4)."""
    match written.of:
        case ast.Charges():
            return charges(scope, written.of, by)
        case ast.ParameterBase(name):
            known = named_parameter(scope, name, ParameterType.AMOUNT)
            return ParameterBase(name.text) if known is not None else None
        case _:
            assert_never(written.of)


def charges(scope: Scope, written: ast.Charges, by: Earner) -> ChargeBase | None:
    """The charges of a time, by category and by what is affected (C4)."""
    before = scope.findings.errors
    time = _time(scope, written, by)
    affected = _affected(scope, written, by)
    included, excepted = written.in_category, written.except_category
    if scope.findings.errors > before:
        return None
    return ChargeBase(
        time,
        included.categories if included is not None else None,
        excepted.categories if excepted is not None else (),
        affected,
    )


def _time(scope: Scope, written: ast.Charges, by: Earner) -> PeriodRule | TimeBefore | None:
    match written.time:
        case ast.ThePeriod():
            return None
        case ast.HoldingPeriod(longer):
            rule = not_rolling(scope, longer, period(scope, longer))
            if rule is not None and by.every is not None:
                not_shorter(scope, longer, rule, by.every)
            return rule
        case ast.TimeBefore(how_long, edge):
            span = length(scope, how_long)
            if span is not None and not isinstance(span, CalendarLength | ExactLength):
                scope.findings.error(
                    "length-unit",
                    "charges are those of so many days or months, not business days or hours",
                    how_long.span,
                    hint="write the time as in `the 12 months before it ends`",
                )
                return None
            return TimeBefore(span, edge) if span is not None else None
        case _:
            assert_never(written.time)


def _affected(scope: Scope, written: ast.Charges, by: Earner) -> AffectedPart | str | None:
    match written.affected:
        case None:
            return None
        case ast.AffectedAttribute(attribute):
            return attribute if _has_attribute(scope, written, by, attribute) else None
        case PartNoun() as noun:
            return AffectedPart.PART if _has_part(scope, written, by, noun) else None
        case _:
            assert_never(written.affected)


def _has_part(scope: Scope, written: ast.Charges, by: Earner, noun: PartNoun) -> bool:
    """Whether a component or a resource is judged, so that charges can be for it."""
    if not isinstance(by.promise, ast.Commitment):
        whose = f"`{by.promise.name.text}`" if by.promise is not None else "the sum of several credits"
        scope.findings.error(
            "base-of-component",
            f"{whose} is not judged by {noun.value}, so none is affected",
            written.span,
            hint=f"leave `for the affected {noun.value}` out",
        )
        return False
    if by.service is None:
        return True
    there = PartNoun.RESOURCE if by.service.components is Components.RESOURCES else PartNoun.COMPONENT
    if noun is not there:
        scope.findings.error(
            "part-noun",
            f"the service `{by.service.name}` consists of {there.value}s, and this speaks of {noun.value}s",
            written.span,
            hint=f"write `{there.value}` in place of `{noun.value}`",
        )
        return False
    if noun is PartNoun.RESOURCE and by.commitment is not None and by.commitment.combine is not CombineWords.EACH:
        scope.findings.error(
            "base-of-component",
            f"`{by.promise.name.text}` does not judge each resource on its own, so no single one is affected",
            written.span,
            hint='name the attribute by which it groups them, as in `for the affected "region"`, or leave it out',
        )
        return False
    return True


def _has_attribute(scope: Scope, written: ast.Charges, by: Earner, attribute: str) -> bool:
    made = by.commitment
    known = attributes_of(made.combine, made.resources, made.probes) if made is not None else frozenset()
    if known is None or attribute in known or (made is None and isinstance(by.promise, ast.Commitment)):
        return True
    scope.findings.error(
        "base-of-component",
        f"nothing is judged on its own that has one {text(attribute)}",
        written.span,
        hint=f"judge by it, with `grouped by {text(attribute)}` or `each resource on its own`, or leave it out here",
    )
    return False


# ---------------------------------------------------------------------------------------------- caps and floors


def caps_and_floors(scope: Scope, rule: ast.Credit, by: Earner) -> tuple[tuple[CapOrFloor, ...], tuple[CapOrFloor, ...]]:
    """The most and the least of a credit; the lowest of several caps holds (C5)."""
    caps = [_cap_or_floor(scope, one, by) for one in said(rule.phrases, ast.Cap)]
    floors = [_cap_or_floor(scope, one, by) for one in said(rule.phrases, ast.Floor)]
    return tuple(c for c in caps if c is not None), tuple(f for f in floors if f is not None)


def ceiling(scope: Scope, written: ast.Ceiling, by: Earner) -> Ceiling | None:
    """A sum above or below which nothing is credited (C5)."""
    match written:
        case ast.Money():
            return money(scope, written)
        case ast.ShareOfBase(share):
            value = percent(scope, share, "a share of the base", most=None)
            return ShareOfBase(value.share, value.digits) if value is not None else None
        case ast.ShareOfCharges(share, of):
            value = percent(scope, share, "a share of charges", most=None)
            found = charges(scope, of, by)
            return ShareOfCharges(value.share, value.digits, found) if value is not None and found is not None else None
        case ast.ServiceDays(number):
            days = whole_number(scope, number, "the number of days of service", most=MOST_DAYS)
            return ServiceDays(days) if days is not None else None
        case ast.ParameterAmount(name):
            known = named_parameter(scope, name, ParameterType.AMOUNT)
            return ParameterSum(name.text) if known is not None else None
        case _:
            assert_never(written)


def needs_base(at: ast.Ceiling) -> bool:
    """Whether a cap or a floor is a share of the base."""
    return isinstance(at, ast.ShareOfBase | ast.ServiceDays)


def base_missing(scope: Scope, at: ast.Name) -> None:
    """Something is a share, and nothing says of what (C4)."""
    scope.findings.error(
        "base-missing",
        f"{scope.findings.heading} is a share, and does not say of what",
        at.span,
        hint='add the base, as in `of the charges of the period` or `of the charges of the period in category "recurring"`',
    )


def least_payable(scope: Scope, phrases: tuple[ast.Phrase, ...]) -> LeastPayable | None:
    """From which sum on a rounded credit is owed (C5)."""
    found: Said[ast.LeastPayableFrom | ast.LeastPayableAbove] | None = said_once(
        scope,
        "from which sum it is owed",
        phrases,
        ast.LeastPayableFrom,
        ast.LeastPayableAbove,
    )
    if found is None:
        return None
    least = money(scope, found.body.money)
    above = isinstance(found.body, ast.LeastPayableAbove)
    return LeastPayable(least, above, found.cited(scope)) if least is not None else None


def _cap_or_floor(scope: Scope, one: Said[ast.Cap] | Said[ast.Floor], by: Earner) -> CapOrFloor | None:
    at = ceiling(scope, one.body.at, by)
    return CapOrFloor(at, one.cited(scope)) if at is not None else None
