"""What a row of a credit earns, and whether that fits what is promised (C2, C3, S6)."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from slalang.semantics.earners import RUNNING, Earner
from slalang.semantics.figures import exact_us, money, percent, whole_number
from slalang.semantics.gauges import Gauge
from slalang.semantics.parameters import named_parameter
from slalang.semantics.policy import (
    Award,
    FlatAward,
    ParameterAward,
    PercentAward,
    Points,
    ServiceDays,
    Shortfall,
    SlotFees,
    TimeLost,
    UnavailableShare,
)
from slalang.semantics.scope import Scope
from slalang.syntax import ast
from slalang.syntax.ast import Comparison, FeeSlot, ParameterType
from slalang.values.instants import DAY, HOUR

MOST_DAYS = 3_660
_MOST_POINTS = 1_000_000
_MOST_TIMES = 1_000
_BY_MEASURE = ast.UnavailableShare | ast.Shortfall | ast.TimeLost | ast.SlotFees
_SLOTS = {FeeSlot.HOUR: HOUR, FeeSlot.DAY: DAY}


def award(scope: Scope, written: ast.Award, by: Earner) -> Award | None:
    """What a row earns; None where something of it is wrong."""
    if not _fits(scope, written, by):
        return None
    match written:
        case ast.PercentAward(share):
            value = percent(scope, share, "what a row earns", most=None)
            return PercentAward(value) if value is not None else None
        case ast.ParameterAward(name):
            known = named_parameter(scope, name, ParameterType.PERCENTAGE, ParameterType.AMOUNT)
            return ParameterAward(name.text) if known is not None else None
        case ast.FlatAward(sum_):
            flat = money(scope, sum_)
            return FlatAward(flat) if flat is not None else None
        case ast.UnavailableShare():
            return UnavailableShare()
        case ast.Shortfall():
            return Shortfall()
        case ast.TimeLost(times):
            return TimeLost(times.value) if _times(scope, times) else None
        case ast.SlotFees():
            return _slot_fees(scope, written)
        case ast.ServiceDays(number):
            days = whole_number(scope, number, "the number of days of service", most=MOST_DAYS)
            return ServiceDays(days) if days is not None else None
        case ast.Points(number):
            points = whole_number(scope, number, "the number of points", most=_MOST_POINTS)
            return Points(points) if points is not None else None
        case _:
            assert_never(written)


def is_share(scope: Scope, earned: Award) -> bool:
    """Whether an award is a share of the base, not a sum of its own."""
    match earned:
        case PercentAward() | UnavailableShare() | Shortfall() | TimeLost() | SlotFees() | ServiceDays():
            return True
        case FlatAward() | Points():
            return False
        case ParameterAward(name):
            parameter = scope.parameters.get(name)
            return parameter is not None and parameter.type is ParameterType.PERCENTAGE
        case _:
            assert_never(earned)


def _slot_fees(scope: Scope, written: ast.SlotFees) -> SlotFees | None:
    us = exact_us(scope, written.length, "the time after which a fee is given back")
    times = written.times.value if written.times is not None else Fraction(1)
    if us is None or (written.times is not None and not _times(scope, written.times)):
        return None
    most = _SLOTS[written.slot]
    if us > most or (us == most and written.comparison is Comparison.MORE_THAN):
        scope.findings.error(
            "length-out-of-range",
            f"no {written.slot.value} is down for so long",
            written.length.span,
            hint=f"write a length that is shorter than the {written.slot.value}, as in `more than 15 minutes`",
        )
        return None
    return SlotFees(times, written.slot, written.comparison, us)


def _times(scope: Scope, times: ast.Number) -> bool:
    if 0 < times.value <= _MOST_TIMES:
        return True
    scope.findings.error(
        "number-out-of-range",
        f"{times.digits} times the fee is {'nothing' if not times.value else 'too much'}",
        times.span,
        hint="write how many times the fee for the time lost is credited, as in `1 times`",
    )
    return False


def _fits(scope: Scope, written: ast.Award, by: Earner) -> bool:
    """Whether what is promised has what an award goes by: an availability, time that is lost (C3, S5, S6)."""
    if by.promise is None or not isinstance(written, _BY_MEASURE):
        return True
    if isinstance(by.promise, RUNNING):
        scope.findings.error(
            "row-of-run",
            "a clock or a duty has no availability by which the credit could go",
            written.span,
            hint="write a percentage, a sum or a parameter, as in `a missed target earns 5%`",
        )
        return False
    if isinstance(written, ast.TimeLost | ast.SlotFees) and not by.of_time:
        kept = isinstance(by.promise, ast.Share)
        scope.findings.error(
            "award-of-time",
            f"`{by.promise.name.text}` is {'a share' if kept else 'measured by'} {'of ' if kept else ''}"
            f"{(by.gauge or Gauge.KEPT).value}, in which no time is lost",
            written.span,
            hint="write a percentage, a sum or a parameter, as in `a missed target earns 5%`",
        )
        return False
    if by.gauge is Gauge.VALUES:
        scope.findings.error(
            "award-of-share",
            f"`{by.promise.name.text}` is measured by values, which have no share that could be bad or lacking",
            written.span,
            hint="write a percentage, a sum or a parameter, as in `above 200 earns 5%`",
        )
        return False
    return True
