"""What is promised, and how it is counted."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import when
from slalang.syntax.wording.limits import limit
from slalang.syntax.wording.time import length, period
from slalang.syntax.wording.words import figure, many, percent

Body: TypeAlias = (
    ast.AvailabilityTarget | ast.DowntimeTarget | ast.GoodTarget | ast.OutagesTarget | ast.BadTarget | ast.ValueTarget
    | ast.NoTarget | ast.Warning | ast.CommitmentPeriod | ast.JudgedOver
)  # fmt: skip

CountingBody: TypeAlias = (
    ast.PartialPeriod | ast.Basis | ast.ExactGranularity | ast.SlotGranularity | ast.RunGranularity | ast.ShortestRun
    | ast.AvailabilityRounding
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase of a commitment."""
    match part:
        case ast.AvailabilityTarget(comparison, share, for_whom):
            return f"available {comparison.value} {percent(share)}{when(for_whom)}"
        case ast.DowntimeTarget(comparison, most, for_whom):
            return f"down {comparison.value} {length(most)}{when(for_whom)}"
        case ast.GoodTarget(comparison, share, for_whom):
            return f"good {comparison.value} {percent(share)}{when(for_whom)}"
        case ast.OutagesTarget(comparison, number, for_whom):
            return f"down {comparison.value} {many(number, 'time')}{when(for_whom)}"
        case ast.BadTarget(comparison, number, for_whom):
            return f"bad {comparison.value} {many(number, 'time')}{when(for_whom)}"
        case ast.ValueTarget(comparison, number, for_whom):
            return f"value {comparison.value} {figure(number)}{when(for_whom)}"
        case ast.NoTarget(for_whom):
            return f"no target{when(for_whom)}"
        case ast.Warning(level):
            return f"warning {limit(level)}"
        case ast.CommitmentPeriod(each):
            return f"per {period(each)}"
        case ast.JudgedOver(longer):
            return f"judged over the {period(longer)} that holds it"
    assert_never(part)


def counting(part: CountingBody) -> str:
    """A phrase on what time counts, of a commitment or of `throughout`."""
    match part:
        case ast.PartialPeriod(partial):
            return f"of a period covered in part, {partial.value}"
        case ast.Basis(of):
            return f"measured over {_basis(of)}"
        case ast.ExactGranularity():
            return "counted exactly"
        case ast.SlotGranularity(slot, slots):
            return f"counted in slots of {length(slot)}, {slots.value}"
        case ast.RunGranularity(run_rounding, to):
            return f"each run rounded {run_rounding.value} to {length(to)}"
        case ast.ShortestRun(shortest, longer, before):
            tested = ", tested before exclusions" if before else ""
            return f"runs shorter than {length(shortest)} ignored, {longer.value}{tested}"
        case ast.AvailabilityRounding(rounding, digits):
            return f"availability rounded {rounding.value} to {figure(digits)} decimals"
    assert_never(part)


def _basis(of: ast.WholePeriod | ast.PeriodLessExcluded | ast.CalendarHours) -> str:
    match of:
        case ast.WholePeriod():
            return "the whole period"
        case ast.PeriodLessExcluded():
            return "the period less excluded time"
        case ast.CalendarHours(calendar):
            return f"the hours of {calendar.text}"
    assert_never(of)
