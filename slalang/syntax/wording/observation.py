"""What a promise is watched and measured by, and who reports it."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import severities as of_severity
from slalang.syntax.wording.time import length
from slalang.syntax.wording.words import figure, nth, percent, text, text_list

Body: TypeAlias = (
    ast.WatchOutages | ast.WatchProbes | ast.WatchProbeSlots | ast.WatchCounts | ast.ProbeHold | ast.UnevenCounts
    | ast.EmptySlot | ast.EmptyMeasure | ast.Explained | ast.MeasuredBy | ast.ClassScores | ast.Unobserved
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase on what is observed, of a commitment or of `throughout`."""
    match part:
        case ast.WatchOutages(severities, degree, reported):
            return f"watched by outages{of_severity(severities)}{_degree(degree)}{_reported(reported)}"
        case ast.WatchProbes(failures, locations, reported):
            return f"watched by probes, {figure(failures)} failed in a row from {_locations(locations)}{_reported(reported)}"
        case ast.WatchProbeSlots(slot, failing, reported):
            return f"watched by probes {_slots(slot)}, down when {_failing(failing)}{_reported(reported)}"
        case ast.WatchCounts(classes, slot, failing, least, reported):
            enough = f" of at least {figure(least.number)} requests" if least is not None else ""
            slots = f"{_slots(slot)}, down when {_failing(failing)}{enough}"
            return f"watched by counts{_of_class(classes)} {slots}{_reported(reported)}"
        case ast.ProbeHold(hold):
            return f"a probe speaks for {length(hold)}"
        case ast.UnevenCounts(uneven):
            return f"counts that fit no slot {uneven.value}"
        case ast.EmptySlot(of_slot):
            return f"a slot without requests {of_slot.value}"
        case ast.EmptyMeasure(of_period):
            return f"a period without any {of_period.value}"
        case ast.Explained():
            return "an excluded outage explains what lies inside it"
        case ast.MeasuredBy(measure, reported):
            return f"measured by {_measure(measure)}{_reported(reported)}"
        case ast.ClassScores(name, score):
            return f"class {text(name)} scores {figure(score)}"
        case ast.Unobserved(rule):
            return f"unobserved time {rule.value}"
    assert_never(part)


def _degree(degree: ast.Degree | None) -> str:
    return f" of degree at least {figure(degree.least)}" if degree is not None else ""


def _locations(locations: ast.AnyLocation | ast.AllLocations | ast.EachLocation | ast.SomeLocations) -> str:
    match locations:
        case ast.AnyLocation():
            return "any location"
        case ast.AllLocations():
            return "all locations"
        case ast.EachLocation():
            return "each location on its own"
        case ast.SomeLocations(number):
            return f"at least {figure(number)} locations"
    assert_never(locations)


def _slots(slot: ast.Length) -> str:
    return f"in slots of {length(slot)}"


def _failing(failing: ast.AllFailed | ast.ShareFailed) -> str:
    match failing:
        case ast.AllFailed():
            return "all failed"
        case ast.ShareFailed(comparison, share):
            return f"{comparison.value} {percent(share)} failed"
    assert_never(failing)


def _of_class(classes: ast.OfClass | None) -> str:
    return f" of class {text_list(classes.classes, ' or ')}" if classes is not None else ""


def _reported(reported: ast.Reported | None) -> str:
    return f" as {_by(reported.by)}" if reported is not None else ""


def _by(by: ast.ReportedBy | ast.ReportedByAny | ast.ReportedByAll | ast.FirstReported) -> str:
    match by:
        case ast.ReportedBy(source):
            return f"reported by {text(source)}"
        case ast.ReportedByAny(sources):
            return f"reported by any of {text_list(sources)}"
        case ast.ReportedByAll(sources):
            return f"reported by all of {text_list(sources)}"
        case ast.FirstReported(sources):
            return f"first reported by any of {text_list(sources)}"
    assert_never(by)


_Measure: TypeAlias = (
    ast.GoodRequests | ast.MeanOfSlots | ast.GoodExecutions | ast.MeanOf | ast.WorstOf | ast.PercentileOf
)  # fmt: skip


def _measure(measure: _Measure) -> str:
    match measure:
        case ast.GoodRequests(classes):
            return f"good requests{_of_class(classes)}"
        case ast.MeanOfSlots(classes, slot):
            return f"the mean of good requests{_of_class(classes)} {_slots(slot)}"
        case ast.GoodExecutions(classes):
            return f"good executions{_of_class(classes)}"
        case ast.MeanOf(name):
            return f"the mean of {text(name)}"
        case ast.WorstOf(name):
            return f"the worst of {text(name)}"
        case ast.PercentileOf(percentile, name):
            return f"the {_percentile(percentile)} percentile of {text(name)}"
    assert_never(measure)


def _percentile(percentile: ast.Number) -> str:
    digits = percentile.digits
    return nth(ast.Ordinal(int(digits))) if digits.isdigit() and not digits.startswith("0") else f"{digits}th"
