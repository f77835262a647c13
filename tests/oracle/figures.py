"""What was measured of a period, whatever it is, against targets and levels (C1, C2, D7, O5)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import attrs

from slalang.syntax import ast
from tests.oracle.civil import exact_us
from tests.oracle.claimants import Judged, Piece, rounded

TIME_TARGETS = (ast.AvailabilityTarget, ast.DowntimeTarget, ast.OutagesTarget)
MEASURE_TARGETS = (ast.GoodTarget, ast.BadTarget, ast.ValueTarget)
TARGETS = (*TIME_TARGETS, *MEASURE_TARGETS)


@attrs.frozen(slots=True)
class Figure:
    """One measurement: the share (None for a value), how much was bad of how much, the value, the runs.

    `empty`: there was nothing to measure, and the policy says whether that is met (D7), or leaves it out (`left_out`).
    """

    share: Fraction | None
    counted: Fraction | int = 0
    basis: Fraction | int = 0
    value: Fraction | None = None
    runs: int | None = None
    """How many runs begin in the period; None of what is no time."""
    pieces: tuple[Piece, ...] | None = ()
    empty: bool | None = None
    left_out: bool = False
    step: Fraction = Fraction(1)
    """The least by which what was bad may be more: a microsecond, a slot; where time is weighted, next to nothing."""
    own: Figure | None = None
    """The verdict's own period, where it is judged over a longer one."""


def compare(comparison: ast.Comparison, figure: Fraction | int, edge: Fraction | int) -> bool:
    return {
        ast.Comparison.AT_LEAST: figure >= edge,
        ast.Comparison.MORE_THAN: figure > edge,
        ast.Comparison.AT_MOST: figure <= edge,
        ast.Comparison.LESS_THAN: figure < edge,
    }[comparison]


def is_met(target: Any, figure: Figure, shown: Fraction | None) -> bool:
    """C1: whether a target is reached; `shown` is the share after any rounding that is declared."""
    if figure.empty is not None:
        return figure.empty
    match target:
        case ast.AvailabilityTarget(comparison, percent) | ast.GoodTarget(comparison, percent):
            return compare(comparison, shown or Fraction(0), percent.share)
        case ast.DowntimeTarget(comparison, length):
            return compare(comparison, figure.counted, exact_us(length))
        case ast.OutagesTarget(comparison, number):
            return compare(comparison, figure.runs or 0, number.value)
        case ast.BadTarget(comparison, number):
            return compare(comparison, figure.counted, number.value)
        case ast.ValueTarget(comparison, number):
            return compare(comparison, figure.value or Fraction(0), number.value)
    raise TypeError(target)


def warns(limit: ast.Limit, figure: Figure, shown: Fraction | None) -> bool:
    """C1: whether what was measured lies beyond the warning level; nothing does where nothing was measured."""
    if figure.empty is not None:
        return False
    match limit.of:
        case ast.Percent() as percent:
            edge, found = percent.share, shown
        case ast.Number() as number:
            many = figure.counted if figure.runs is None else figure.runs
            edge, found = number.value, figure.value if figure.value is not None else Fraction(many)
        case length:
            edge, found = Fraction(exact_us(length)), Fraction(figure.counted)  # type: ignore[arg-type]
    if found is None:
        return False
    return {
        ast.Bound.BELOW: found < edge,
        ast.Bound.AT_MOST: found <= edge,
        ast.Bound.ABOVE: found > edge,
        ast.Bound.AT_LEAST: found >= edge,
    }[limit.bound]


def shown_as(rule: ast.AvailabilityRounding | None, share: Fraction | None, seen: set[str]) -> Fraction | None:
    """D7: the share as the policy rounds it."""
    if share is None or rule is None:
        return share
    value = rounded(share * 100, int(rule.digits.value), rule.rounding) / 100
    if value != share:
        seen.add("D7-rounded")
    return value


def judged(rule: ast.AvailabilityRounding | None, figure: Figure, target: Any, seen: set[str]) -> Judged:
    """What a credit depends on, for one measurement."""
    shown = shown_as(rule, figure.share, seen)
    missed = target is not None and not is_met(target, figure, shown)
    value = Fraction(0) if shown is None else shown
    if figure.own is None:
        return Judged(value, figure.counted, missed, figure.value, figure.pieces, figure.runs)
    # Fees that go by time are for the bad time of the verdict's own period.
    return Judged(value, figure.counted, missed, figure.value, figure.own.pieces, figure.runs, figure.own.counted)


def between(low: Figure, high: Figure, target: Any, limits: Sequence[ast.Limit]) -> list[Figure]:
    """O5: everything between the two measurements that a target or a row could tell apart."""
    edges = {limit.of.share for limit in limits if isinstance(limit.of, ast.Percent)}
    if isinstance(target, ast.AvailabilityTarget | ast.GoodTarget):
        edges.add(target.percent.share)
    lengths = [limit.of for limit in limits if isinstance(limit.of, ast.ExactOrCalendarLength)]
    if isinstance(target, ast.DowntimeTarget):
        lengths.append(target.length)  # type: ignore[arg-type]
    amounts = {(1 - edge) * low.basis for edge in edges} | {Fraction(exact_us(length)) for length in lengths}
    steps = {Fraction(amount - low.counted) / low.step for amount in amounts}
    most = Fraction(high.counted - low.counted) / low.step
    near = {k for step in steps for k in (step // 1 - 1, step // 1, step // 1 + 1, step // 1 + 2) if 0 < k < most}
    inside = [low.counted + k * low.step for k in sorted(near)]
    own = low.own and [_own_between(low, high, c) for c in inside]
    shares = [Figure(1 - Fraction(c) / low.basis, c, low.basis, None, low.runs, None) for c in inside]
    return [low, *(attrs.evolve(f, own=o) for f, o in zip(shares, own or [None] * len(inside), strict=True)), high]


def _own_between(low: Figure, high: Figure, counted: Fraction | int) -> Figure | None:
    """O5: the own period where what more is bad lies there first."""
    if low.own is None or high.own is None:
        return low.own
    more = min(counted - low.counted, high.own.counted - low.own.counted)
    return attrs.evolve(low.own, counted=low.own.counted + more, pieces=None)
