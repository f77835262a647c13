"""Bases, caps and roundings of money, of one credit or of several together."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.time import length, period
from slalang.syntax.wording.words import many, money, percent, text, text_list

Body: TypeAlias = ast.Base | ast.MoneyRounding | ast.LeastPayableFrom | ast.LeastPayableAbove


def body(part: Body) -> str:
    """A phrase on money, of a credit, of a joint rule or of `throughout`."""
    match part:
        case ast.Base(of):
            return f"of {_base(of)}"
        case ast.MoneyRounding(rounding):
            return f"money rounded {rounding.value}"
        case ast.LeastPayableFrom(least):
            return f"owed only from {money(least)}"
        case ast.LeastPayableAbove(least):
            return f"owed only above {money(least)}"
    assert_never(part)


def ceiling(at: ast.Ceiling) -> str:
    """What a credit may come to at most, or at least."""
    match at:
        case ast.Money():
            return money(at)
        case ast.ShareOfBase(share):
            return f"{percent(share)} of the base"
        case ast.ShareOfCharges(share, of):
            return f"{percent(share)} of {_charges(of)}"
        case ast.ServiceDays(days):
            return service_days(days)
        case ast.ParameterAmount(parameter):
            return parameter.text
    assert_never(at)


def service_days(number: ast.Number) -> str:
    """So many days of service."""
    return f"{many(number, 'day')} of service"


def _base(of: ast.Charges | ast.ParameterBase) -> str:
    match of:
        case ast.Charges():
            return _charges(of)
        case ast.ParameterBase(parameter):
            return parameter.text
    assert_never(of)


def _charges(charges: ast.Charges) -> str:
    within, without = charges.in_category, charges.except_category
    wanted = f" in category {text_list(within.categories, ' or ')}" if within is not None else ""
    left_out = f" except category {text_list(without.categories, ' or ')}" if without is not None else ""
    return f"the charges of {_time(charges.time)}{wanted}{left_out}{_affected(charges.affected)}"


def _time(time: ast.ThePeriod | ast.HoldingPeriod | ast.TimeBefore) -> str:
    match time:
        case ast.ThePeriod():
            return "the period"
        case ast.HoldingPeriod(longer):
            return f"the {period(longer)} that holds it"
        case ast.TimeBefore(before, edge):
            return f"the {length(before)} before it {edge.value}"
    assert_never(time)


def _affected(affected: ast.PartNoun | ast.AffectedAttribute | None) -> str:
    match affected:
        case None:
            return ""
        case ast.PartNoun():
            return f" for the affected {affected.value}"
        case ast.AffectedAttribute(attribute):
            return f" for the affected {text(attribute)}"
    assert_never(affected)
