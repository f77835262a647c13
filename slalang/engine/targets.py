"""What was measured against its target: status, and what is left of the budget (C1, D7, V1)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.availability.classes import Classes, weighed_counted
from slalang.engine.availability.downtime import Timeline
from slalang.engine.terms import Missing, Terms
from slalang.semantics.policy import (
    Commitment,
    Comparison,
    CountOf,
    CountTarget,
    Credit,
    DowntimeTarget,
    Limit,
    NoTarget,
    Promised,
    Scale,
    ShareTarget,
    Target,
    ValueTarget,
)
from slalang.values.money import round_fraction
from slalang.values.verdicts import Availability, Budget, Status


@attrs.frozen(slots=True)
class Measured:
    """The result of D7: the exact share or value, and the one that is compared, which is rounded where the policy says so.

    `counted` is what was bad of `basis`: microseconds, weighted where time is weighted, or requests or executions. `scale` says
    what `exact` is, a share or a number; `runs` is how many runs of time counted. `settled` is the status that a period without
    anything to measure has whatever the target; where the scale is a number there is no value then, and `basis` is 0. Where
    time is measured (`timed`), a number is how often it was down.
    """

    counted: int | Fraction
    basis: int | Fraction
    exact: Fraction
    compared: Fraction
    rounded: Fraction | None = None
    scale: Scale = Scale.SHARE
    runs: int = 0
    settled: Status | None = None
    timed: bool = False

    def on(self, scale: Scale) -> Fraction:
        """The figure that a limit of some scale is compared with (C2); the resolver admits those that fit."""
        match scale:
            case Scale.SHARE:
                return self.compared
            case Scale.TIME:
                return Fraction(self.counted)
            case Scale.NUMBER:
                if self.timed:
                    return Fraction(self.runs)
                return self.compared if self.scale is Scale.NUMBER else Fraction(self.counted)
            case _:
                assert_never(scale)


def measure_availability(commitment: Commitment, line: Timeline, classes: Classes, runs: int) -> Measured | None:
    """(T - bad) / T, exactly; None where T is 0 (D7)."""
    if classes.basis <= 0:
        return None
    return attrs.evolve(measured_of(commitment, weighed_counted(line, classes), classes.basis), runs=runs)


def measured_of(commitment: Commitment, counted: int | Fraction, basis: int | Fraction) -> Measured:
    """The result of D7 for so much counted time of T."""
    share = measured_share(commitment, counted, basis, Fraction(basis - counted) / Fraction(basis))
    return attrs.evolve(share, timed=True)


def measured_share(commitment: Commitment, counted: int | Fraction, basis: int | Fraction, exact: Fraction) -> Measured:
    """A share, rounded where the policy says so (D7)."""
    if commitment.rounding is None:
        return Measured(counted, basis, exact, exact)
    rounded = round_fraction(exact * 100, commitment.rounding.digits, commitment.rounding.rounding) / 100
    return Measured(counted, basis, exact, rounded, rounded)


def target_for(commitment: Commitment, terms: Terms) -> Target | Missing | None:
    """The target that governs: the first whose conditions hold (C1)."""
    return terms.first((t.guard, t) for t in commitment.targets)


def status_against(target: Promised, measured: Measured) -> Status:
    """Met or breached, exactly (C1, V2)."""
    if measured.settled is not None:
        return measured.settled
    value, limit = _sides(target, measured)
    return Status.MET if target.comparison.holds(value, limit) else Status.BREACHED


def _sides(target: Promised, measured: Measured) -> tuple[int | Fraction, int | Fraction]:
    """What is compared with the target's figure, and that figure."""
    match target:
        case ShareTarget(_, share):
            return measured.compared, share
        case DowntimeTarget(_, us):
            return measured.counted, us
        case CountTarget(_, number, CountOf.OUTAGES):
            return measured.runs, number
        case CountTarget(_, number):
            return measured.counted, number
        case ValueTarget(_, value):
            return measured.compared, value
        case _:
            assert_never(target)


def availability_of(
    measured: Measured, target: Target | Missing | None, commitment: Commitment, worst: Measured | None
) -> Availability:
    """What the verdict says of the measure; `worst` is what it would be if all that is unknown were bad (O5)."""
    promised = target if isinstance(target, ShareTarget | ValueTarget) else None
    return Availability(
        exact=measured.exact,
        is_share=measured.scale is Scale.SHARE,
        target=promised.digits if promised else None,
        comparison=promised.comparison.value if promised else "at least",
        rounded=measured.rounded,
        rounded_digits=commitment.rounding.digits if commitment.rounding else None,
        least=worst.exact if worst else None,
        most=measured.exact if worst else None,
    )


# ---------------------------------------------------------------------------------------------- what is left


RUNS = "runs"
"""The unit of a budget of runs of downtime."""


def limits_of(credit: Credit | None) -> tuple[Limit, ...]:
    """The limits of all rows that have a figure of their own, in the order of the rows (V1)."""
    return tuple(limit for row in (credit.rows if credit else ()) for limit in row.limits or () if limit.at is not None)


def budget(target: Target | Missing | None, limits: tuple[Limit, ...], measured: Measured, unit: str) -> tuple[Budget, ...]:
    """How much more may be bad before the target, then each next limit of a row, is passed, in the measure's unit (V1).

    Negative to a target that is already missed. A limit of a share is passed when it falls below, one of time or of a number
    when what counts exceeds it. Of a measured value nothing is left to use.
    """
    found: list[Budget] = []
    to_target = spare(target, measured)
    if to_target is not None:
        runs = isinstance(target, CountTarget) and target.of is CountOf.OUTAGES
        found.append(Budget("target", to_target, RUNS if runs else unit))
    return (*found, *_to_limits(limits, measured, unit))


def spare(target: Target | Missing | None, measured: Measured) -> int | Fraction | None:
    """How much more may be bad while the target holds; None where there is none, or where it is a value's."""
    match target:
        case ShareTarget(comparison, share):
            return left_of_share(share, measured, inclusive=comparison is Comparison.AT_LEAST)
        case DowntimeTarget(comparison, us):
            # Weighted time may be no whole number of microseconds; what is left is, as everywhere.
            return _whole(us - Fraction(measured.counted), inclusive=comparison is Comparison.AT_MOST)
        case CountTarget(comparison, number, of):
            so_far = measured.runs if of is CountOf.OUTAGES else measured.counted
            return number - so_far - (0 if comparison is Comparison.AT_MOST else 1)
        case ValueTarget() | NoTarget() | Missing() | None:
            return None
        case _:
            assert_never(target)


def _to_limits(limits: tuple[Limit, ...], measured: Measured, unit: str) -> Iterator[Budget]:
    """What is left to each limit of a row that is not passed, the nearest first."""
    if measured.scale is Scale.NUMBER:
        return
    shares = {(limit.at, limit.figure) for limit in limits if limit.scale is Scale.SHARE and limit.at is not None}
    for share, written in sorted(shares, reverse=True):
        if share <= measured.compared:
            yield Budget(written, left_of_share(share, measured, inclusive=True), unit)
    others = {
        (limit.at, limit.figure, limit.scale) for limit in limits if limit.scale is not Scale.SHARE and limit.at is not None
    }
    for at, written, scale in sorted(others, key=lambda one: one[:2]):
        so_far = measured.on(scale)
        if at >= so_far:
            yield Budget(written, _floor(at - so_far), RUNS if measured.timed and scale is Scale.NUMBER else unit)


def left_of_share(share: Fraction, measured: Measured, *, inclusive: bool) -> int:
    """The most of the measure's unit that may still be bad while the share stays at least, or above, a figure."""
    return _whole((1 - share) * measured.basis - (1 - measured.exact) * measured.basis, inclusive=inclusive)


def _whole(allowed: Fraction, *, inclusive: bool) -> int:
    """The greatest whole number that is not above, or that is below, what is allowed."""
    whole = _floor(allowed)
    return whole if inclusive or allowed.denominator != 1 else whole - 1


def _floor(number: Fraction) -> int:
    return number.numerator // number.denominator
