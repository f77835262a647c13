"""What a commitment measures instead of time: requests, executions, values (D7)."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias, assert_never

import attrs

from slalang.semantics import choices
from slalang.semantics.gauges import Gauge
from slalang.semantics.measuring import Measuring, slot_length
from slalang.semantics.policy import (
    Cited,
    Counted,
    EmptySlotRule,
    Executions,
    MeanOfSlots,
    Measure,
    Requests,
    Statistic,
    UnevenRule,
    UnobservedRule,
    Values,
)
from slalang.semantics.scope import Said, Scope, said_once
from slalang.semantics.services import phrase_needless
from slalang.semantics.sources import sources
from slalang.semantics.watching import WATCHES, classes, explained
from slalang.syntax import ast
from slalang.syntax.wording.observation import body
from slalang.syntax.wording.words import text

_OF_TIME = (
    ast.Basis,
    ast.ExactGranularity,
    ast.SlotGranularity,
    ast.RunGranularity,
    ast.ShortestRun,
    ast.ProbeHold,
    ast.CombineAny,
    ast.CombineAll,
    ast.CombineSome,
    ast.WeightedByDegree,
    ast.WeightedByAttribute,
    ast.WeightedByShares,
    ast.OtherTime,
)
"""What is asked of time alone (D3, D5-D7)."""

_MeasureTree: TypeAlias = (
    ast.GoodRequests | ast.MeanOfSlots | ast.GoodExecutions | ast.MeanOf | ast.WorstOf | ast.PercentileOf
)  # fmt: skip


@attrs.frozen(slots=True)
class Measurement:
    """What is measured instead of time, with what is to be chosen for it; `measure` None where something is wrong."""

    gauge: Gauge
    measure: Measure | None
    unobserved: UnobservedRule | None = None
    uneven: UnevenRule | None = None
    explained: Cited | None = None
    chosen: tuple[tuple[str, Cited], ...] = ()


def measured_by(scope: Scope, say: Measuring) -> Said[ast.MeasuredBy] | None:
    """What says that no time is measured; a commitment that says by what it is watched measures time (D7)."""
    own = said_once(scope, "by what it is measured", say.own, ast.MeasuredBy)
    watched = say.speaks_of(*WATCHES)
    if own is None:
        return say.phrase(scope, "by what it is measured", ast.MeasuredBy) if watched is None else None
    if watched is not None:
        scope.findings.error(
            "measured-and-watched",
            f"{scope.findings.heading} is measured by something else than time, and says by what bad time is known",
            watched.span,
            label="this makes bad time",
            hint="keep one of them: `watched by ...` for the time that is bad, `measured by ...` for what is no time",
        )
    return own


def measurement(scope: Scope, say: Measuring, found: Said[ast.MeasuredBy]) -> Measurement:
    """A measure that is no time, with its choices: slots, unobserved ones, and what a period without any is (D1, D7, O5)."""
    gauge = _gauge(found.body.measure)
    named: dict[str, Cited] = {}
    slot = unobserved = uneven = None
    if gauge in (Gauge.REQUESTS, Gauge.SLOTS):
        uneven = say.chosen(scope, choices.UNEVEN, choices.UNEVEN.question, ast.UnevenCounts)
        named |= {"uneven": uneven.cited(scope)} if uneven is not None else {}
    if gauge is Gauge.SLOTS:
        slot = say.chosen(scope, choices.EMPTY_SLOT, choices.EMPTY_SLOT.question, ast.EmptySlot)
        unobserved = say.chosen(scope, choices.UNOBSERVED, choices.UNOBSERVED.question, ast.Unobserved)
        named |= {"empty slot": slot.cited(scope)} if slot is not None else {}
        named |= {"unobserved": unobserved.cited(scope)} if unobserved is not None else {}
    empty = say.chosen(scope, choices.EMPTY_MEASURE, choices.EMPTY_MEASURE.question, ast.EmptyMeasure)
    named |= {"empty": empty.cited(scope)} if empty is not None else {}
    _needless(scope, say, gauge)
    scores = _scores(scope, say, found.body.measure, gauge)
    of = _counted(scope, found.body.measure, slot.body.rule if slot is not None else None)
    measure = None
    if of is not None and empty is not None and scores is not None:
        by = sources(scope, found.body.reported, summed=True)
        measure = Measure(of, scores, empty.body.rule, by, found.cited(scope))
    return Measurement(
        gauge,
        measure,
        unobserved.body.rule if unobserved is not None else None,
        uneven.body.rule if uneven is not None else None,
        explained(scope, say),
        tuple(named.items()),
    )


def without_measure(scope: Scope, say: Measuring) -> None:
    """What a commitment says of a measure that it does not have."""
    say.needless(scope, "time is measured, and only requests, executions and values can be none", ast.EmptyMeasure)
    say.needless(scope, "time is measured, and only requests and executions have classes that score", ast.ClassScores)


def _gauge(measure: _MeasureTree) -> Gauge:
    match measure:
        case ast.GoodRequests():
            return Gauge.REQUESTS
        case ast.MeanOfSlots():
            return Gauge.SLOTS
        case ast.GoodExecutions():
            return Gauge.EXECUTIONS
        case ast.MeanOf() | ast.WorstOf() | ast.PercentileOf():
            return Gauge.VALUES
        case _:
            assert_never(measure)


def _counted(scope: Scope, written: _MeasureTree, empty: EmptySlotRule | None) -> Counted | None:
    match written:
        case ast.GoodRequests(of_class):
            return Requests(classes(of_class))
        case ast.MeanOfSlots(of_class, length):
            us = slot_length(scope, length)
            return MeanOfSlots(us, classes(of_class), empty) if us is not None and empty is not None else None
        case ast.GoodExecutions(of_class):
            return Executions(classes(of_class))
        case ast.MeanOf(name):
            return Values(name, Statistic.MEAN, Statistic.MEAN.value)
        case ast.WorstOf(name):
            return Values(name, Statistic.WORST, Statistic.WORST.value)
        case ast.PercentileOf(percentile, name):
            return _percentile(scope, written, percentile, name)
        case _:
            assert_never(written)


def _percentile(scope: Scope, written: ast.PercentileOf, percentile: ast.Number, name: str) -> Values | None:
    if not 0 < percentile.value <= 100:
        scope.findings.error(
            "number-out-of-range",
            f"a percentile lies above 0 and is at most 100, not {percentile.digits}",
            percentile.span,
            hint="write it as in `the 95th percentile of ...`; the 100th is the greatest value",
        )
        return None
    words = body(ast.MeasuredBy(written)).removeprefix("measured by the ")
    return Values(name, Fraction(percentile.value, 100), words.partition(" of ")[0])


def _scores(scope: Scope, say: Measuring, measure: _MeasureTree, gauge: Gauge) -> tuple[tuple[str, Fraction], ...] | None:
    """What a good one of each class counts for, the commitment's own before those that hold throughout (D7)."""
    if gauge is Gauge.VALUES:
        say.needless(scope, "values have no classes that score", ast.ClassScores)
        return ()
    of_class = None if isinstance(measure, ast.MeanOf | ast.WorstOf | ast.PercentileOf) else measure.of_class
    admitted = frozenset(of_class.classes) if of_class is not None else None
    before, found = scope.findings.errors, dict[str, Said[ast.ClassScores]]()
    for one in say.all(ast.ClassScores):
        first = found.setdefault(one.body.name, one)
        if first is not one and not one.throughout:
            scope.findings.twice(
                f"{scope.findings.heading} says what class {text(one.body.name)} scores",
                first.body.span,
                one.body.span,
                "keep one of them",
            )
        if not 0 <= one.body.score.value <= 1:
            scope.findings.error(
                "number-out-of-range",
                f"a class counts for between 0 and 1, not {one.body.score.digits}",
                one.body.score.span,
                hint="write the share for which a good one counts, as in `0.5`",
            )
        if admitted is not None and one.body.name not in admitted and not one.throughout:
            phrase_needless(scope, one.body.span, f"class {text(one.body.name)} is not among those that are measured")
    if scope.findings.errors > before:
        return None
    used = (one for name, one in found.items() if admitted is None or name in admitted)
    return tuple((one.body.name, one.body.score.value) for one in used)


def _needless(scope: Scope, say: Measuring, gauge: Gauge) -> None:
    """What the commitment says of time, of slots or of a share, and does not have (D3, D5-D7)."""
    say.needless(scope, f"it is measured by {gauge.value}, not by time", *_OF_TIME)
    if gauge is not Gauge.SLOTS:
        say.needless(scope, f"it is measured by {gauge.value}, which have no slots", ast.EmptySlot)
        say.needless(scope, f"it is measured by {gauge.value}, of which none is unobserved", ast.Unobserved)
    if gauge not in (Gauge.REQUESTS, Gauge.SLOTS):
        say.needless(scope, f"it is measured by {gauge.value}, which have no slots", ast.UnevenCounts)
    if gauge is Gauge.VALUES:
        say.needless(scope, "a measured value is no availability", ast.AvailabilityRounding)
