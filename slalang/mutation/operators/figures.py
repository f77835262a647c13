"""Figures: the last written digit one up and one down, times of day a minute, dates and weekdays a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import attrs

from slalang.mutation.operator import Change, Declared, changed
from slalang.syntax import ast
from slalang.values.instants import DAY, MINUTE


def figure(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """A percentage, a number, a sum, a length, an ordinal: its last written digit one up and one down."""
    match node:
        case ast.Percent(digits) | ast.Number(digits):
            for other in _beside(digits):
                yield Change(changed(node, digits=other))
        case ast.Ordinal(number) if number > 0:
            for moved in (number - 1, number + 1):
                if 0 < moved <= 31:
                    yield Change(changed(node, number=moved))
        case _:
            return


def time_of_day(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """Hours of a calendar or a window: their first or last instant a minute earlier and a minute later."""
    if isinstance(node, ast.TimeSpan):
        for name in ("first", "last"):
            time = getattr(node, name)
            for us in (time.us - MINUTE, time.us + MINUTE):
                yield Change(changed(node, **{name: changed(time, us=us % DAY)}), time.span)


def day(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """Days: weekdays begin or end a day earlier or later, dates are the day before and the day after."""
    match node:
        case ast.Weekdays(first, None):
            for other in (first - 1, first + 1):
                yield Change(changed(node, first=other % 7))
        case ast.Weekdays(first, int(last)):
            for other in (last - 1, last + 1):
                if other % 7 != first:
                    yield Change(changed(node, last=other % 7))
        case _:
            yield from _dates(node)


def _dates(node: ast.Node) -> Iterator[Change]:
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, date):
            for moved in (value - timedelta(1), value + timedelta(1)):
                yield Change(changed(node, **{field.name: moved}))
        elif isinstance(value, tuple) and value and all(isinstance(item, date) for item in value):
            for i, item in enumerate(value):
                for moved in (item - timedelta(1), item + timedelta(1)):
                    yield Change(changed(node, **{field.name: (*value[:i], moved, *value[i + 1 :])}))


def _beside(digits: str) -> Iterator[str]:
    """The figures one unit of the last written digit away; what was no less than nothing stays so."""
    figure = Decimal(digits)
    step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    for other in (figure - step, figure + step):
        if other >= 0 or figure < 0:
            yield f"{other:f}"
