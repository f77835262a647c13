"""Calendars."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import when
from slalang.syntax.wording.time import date_list, hours_list
from slalang.syntax.wording.words import name_list, text

Body: TypeAlias = (
    ast.OpenHours | ast.ClosedHolidays | ast.ClosedDates | ast.OpenDates | ast.WheneverAny
    | ast.WheneverAll | ast.WheneverWithout | ast.ClosedFile | ast.ChosenCalendar
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase of a calendar."""
    match part:
        case ast.OpenHours(hours):
            return hours_list(hours)
        case ast.ClosedHolidays(code, nationwide):
            return f"closed on the holidays of {text(code)}{' nationwide' if nationwide else ''}"
        case ast.ClosedDates(dates):
            return f"closed on {date_list(dates)}"
        case ast.ClosedFile(path):
            return f"closed on the days in {text(path)}"
        case ast.OpenDates(dates):
            return f"open on {date_list(dates)}"
        case ast.WheneverAny(names):
            return f"whenever {name_list(names, ' or ')} is open"
        case ast.WheneverAll(names):
            return f"whenever {name_list(names, ' and ')} are open"
        case ast.WheneverWithout(opened, closed):
            return f"whenever {opened.text} is open and {closed.text} is not"
        case ast.ChosenCalendar(chosen, for_whom):
            return f"that of {chosen.text}{when(for_whom)}"
    assert_never(part)
