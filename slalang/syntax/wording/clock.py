"""Clocks over tickets, and what happens to them on the way."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import when
from slalang.syntax.wording.time import end_of_full_day, length
from slalang.syntax.wording.words import text, text_list

Body: TypeAlias = ast.Runs | ast.ClockTarget | ast.BelongsTo | ast.Handling


def body(part: Body) -> str:
    """A phrase of a clock, or of `throughout` on how clocks are handled."""
    match part:
        case ast.Runs(start, stop, anew):
            again = f", anew at each {text_list(anew.actions, ' or ')}" if anew is not None else ""
            return f"runs from {_start(start)} to {text_list(stop, ' or ')}{again}"
        case ast.ClockTarget(limit, for_whom):
            return f"{_limit(limit)}{when(for_whom)}"
        case ast.BelongsTo(belonging):
            return f"belongs to the period in which it {belonging.value}"
        case ast.SeverityChange(severity):
            return f"a change of severity {severity.value}"
        case ast.Reopening(reopened):
            return f"reopening {reopened.value}"
        case ast.Pauses(begin, end, effect):
            return f"pauses from {text_list(begin, ' or ')} to {text_list(end, ' or ')}, which {effect.value}"
        case ast.NeverPauses():
            return "never pauses"
        case ast.AutomaticReply(counting):
            return f"an automatic reply {counting.value}"
        case ast.LaterStage(stage):
            return f"a later stage {stage.value}"
    assert_never(part)


def _start(start: ast.FirstStart | ast.EachStart) -> str:
    each = "each " if isinstance(start, ast.EachStart) else ""
    return each + text_list(start.actions, " or ")


def _limit(limit: ast.Within | ast.ByFullDay | ast.ByNextFact) -> str:
    match limit:
        case ast.Within(how_long):
            return f"within {length(how_long)}"
        case ast.ByFullDay(day):
            return f"by {end_of_full_day(day)}"
        case ast.ByNextFact(fact):
            return f"by the next fact {text(fact)}"
    assert_never(limit)
