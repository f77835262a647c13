"""Units: of lengths, of periods, and the clock by which they run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from slalang.mutation.operator import Change, Declared, changed
from slalang.syntax import ast

_U, _P, _F = ast.Unit, ast.PeriodUnit, ast.FiscalUnit
_BESIDE: dict[ast.Unit, tuple[ast.Unit, ...]] = {
    _U.MICROSECOND: (_U.MILLISECOND,),
    _U.MILLISECOND: (_U.SECOND,),
    _U.SECOND: (_U.MINUTE,),
    _U.MINUTE: (_U.SECOND, _U.HOUR),
    _U.HOUR: (_U.MINUTE, _U.DAY),
    _U.DAY: (_U.HOUR, _U.WEEK),
    _U.WEEK: (_U.DAY, _U.MONTH),
    _U.MONTH: (_U.WEEK, _U.YEAR),
    _U.YEAR: (_U.MONTH,),
}
_Kind = TypeVar("_Kind")
_PERIODS, _FISCAL = tuple(_P), tuple(_F)


def unit(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """A length in the next smaller and the next larger unit; of business time also in the unit without a calendar."""
    match node:
        case ast.ExactOrCalendarLength(number, of):
            for other in _BESIDE[of]:
                yield Change(changed(node, unit=other))
            for calendar in declared.calendars if of in (_U.DAY, _U.HOUR) else ():
                yield Change(ast.BusinessLength(number, of, ast.Name(calendar), span=node.span))
        case ast.BusinessLength(number, of):
            yield Change(ast.ExactOrCalendarLength(number, of, span=node.span))
            for other in _BESIDE[of]:
                yield Change(changed(node, unit=other))
        case ast.EndOfFullDay(_, ast.CivilDay()):
            for calendar in declared.calendars:
                yield Change(changed(node, day=ast.BusinessDay(ast.Name(calendar))))
        case ast.EndOfFullDay(_, ast.BusinessDay()):
            yield Change(changed(node, day=ast.CivilDay()))
        case _:
            return


def calendar(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """Business time of another calendar that the policy declares."""
    if isinstance(node, ast.BusinessLength | ast.BusinessDay | ast.CalendarHours | ast.AllowedCalendar):
        for name in declared.calendars:
            if name != node.calendar.text:
                yield Change(changed(node, calendar=ast.Name(name)))


def period(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """A period of the next shorter and the next longer kind; a subscription year and a fiscal period as a calendar's."""
    match node:
        case ast.PlainPeriod(of):
            for other in _neighbours(_PERIODS, of):
                yield Change(changed(node, unit=other))
        case ast.FiscalPeriod(fiscal):
            for fiscal_other in _neighbours(_FISCAL, fiscal):
                yield Change(changed(node, unit=fiscal_other))
            yield Change(ast.PlainPeriod(_P[fiscal.name], node.zone, span=node.span))
        case ast.SubscriptionYear():
            yield Change(ast.PlainPeriod(_P.YEAR, span=node.span))
        case ast.ThePeriod():
            for longer in (_P.QUARTER, _P.YEAR):
                yield Change(ast.HoldingPeriod(ast.PlainPeriod(longer), span=node.span))
        case ast.BillingCycle() | ast.RollingPeriod() | ast.RollingStep():
            for other_unit in (_U.DAY, _U.MONTH):
                if other_unit is not node.unit:
                    yield Change(changed(node, unit=other_unit))
        case _:
            return


def zone(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """Another zone: UTC, and where that is written, an hour ahead of it."""
    if isinstance(node, ast.ZoneName):
        yield Change(changed(node, text="UTC+01:00" if node.text == "UTC" else "UTC"))


def _neighbours(kinds: tuple[_Kind, ...], one: _Kind) -> tuple[_Kind, ...]:
    at = kinds.index(one)
    return (*kinds[max(at - 1, 0) : at], *kinds[at + 1 : at + 2])
