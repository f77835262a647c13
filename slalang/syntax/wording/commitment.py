"""What is promised, and how it is measured."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import severities as of_severity
from slalang.syntax.wording.conditions import when
from slalang.syntax.wording.time import length, period
from slalang.syntax.wording.words import percent

Body: TypeAlias = (
    ast.AvailabilityTarget | ast.DowntimeTarget | ast.NoTarget | ast.Warning | ast.CommitmentPeriod
    | ast.JudgedOver
)  # fmt: skip


MeasuringBody: TypeAlias = (
    ast.WatchOutages | ast.WatchProbes | ast.Unobserved | ast.CombineAny | ast.CombineAll
    | ast.CombineSome | ast.CombineEach | ast.PartialPeriod | ast.Basis | ast.ExactGranularity
    | ast.SlotGranularity | ast.RunGranularity | ast.ShortestRun | ast.AvailabilityRounding
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase of a commitment."""
    match part:
        case ast.AvailabilityTarget(comparison, share, for_whom):
            return f"available {comparison.value} {percent(share)}{when(for_whom)}"
        case ast.DowntimeTarget(comparison, most, for_whom):
            return f"down {comparison.value} {length(most)}{when(for_whom)}"
        case ast.NoTarget(for_whom):
            return f"no target{when(for_whom)}"
        case ast.Warning(share):
            return f"warning below {percent(share)}"
        case ast.CommitmentPeriod(each):
            return f"per {period(each)}"
        case ast.JudgedOver(longer):
            return f"judged over the {period(longer)} that holds it"
    assert_never(part)


def measuring(part: MeasuringBody) -> str:
    """A phrase on how a commitment is measured, there or in `throughout`."""
    match part:
        case ast.WatchOutages(severities, degree):
            return f"watched by outages{of_severity(severities)}{_degree(degree)}"
        case ast.WatchProbes(failures, locations):
            return f"watched by probes, {failures.digits} failed in a row from {_locations(locations)}"
        case ast.Unobserved(rule):
            return f"unobserved time {rule.value}"
        case ast.CombineAny():
            return "down when any component is down"
        case ast.CombineAll():
            return "down when all components are down"
        case ast.CombineSome(number):
            return f"down when at least {number.digits} components are down"
        case ast.CombineEach():
            return "each component on its own"
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
            return f"availability rounded {rounding.value} to {digits.digits} decimals"
    assert_never(part)


def _degree(degree: ast.Degree | None) -> str:
    return f" of degree at least {degree.least.digits}" if degree is not None else ""


def _locations(locations: ast.AnyLocation | ast.AllLocations | ast.SomeLocations) -> str:
    match locations:
        case ast.AnyLocation():
            return "any location"
        case ast.AllLocations():
            return "all locations"
        case ast.SomeLocations(number):
            return f"at least {number.digits} locations"
    assert_never(locations)


def _basis(of: ast.WholePeriod | ast.PeriodLessExcluded | ast.CalendarHours) -> str:
    match of:
        case ast.WholePeriod():
            return "the whole period"
        case ast.PeriodLessExcluded():
            return "the period less excluded time"
        case ast.CalendarHours(calendar):
            return f"the hours of {calendar.text}"
    assert_never(of)
