"""Availability against its target: status, warning, and what is left of the budget (C1, D7, V1)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.downtime import Classes
from slalang.engine.terms import Missing, Terms
from slalang.semantics.policy import (
    Commitment,
    Comparison,
    DowntimeTarget,
    NoTarget,
    ShareTarget,
    Target,
)
from slalang.values.intervals import measure
from slalang.values.money import round_fraction
from slalang.values.verdicts import Availability, Budget, Status


@attrs.frozen(slots=True)
class Measured:
    """The result of D7: the exact share, and the one that is compared, which is rounded where the policy says so."""

    counted: int
    basis: int
    exact: Fraction
    compared: Fraction
    rounded: Fraction | None = None


def measure_availability(commitment: Commitment, classes: Classes) -> Measured | None:
    """(T - bad) / T, exactly; None where T is 0 (D7)."""
    counted = measure(classes.counted)
    if classes.basis <= 0:
        return None
    return measured_of(commitment, counted, classes.basis)


def measured_of(commitment: Commitment, counted: int, basis: int) -> Measured:
    """The result of D7 for so much counted time of T."""
    exact = Fraction(basis - counted, basis)
    if commitment.rounding is None:
        return Measured(counted, basis, exact, exact)
    rounded = round_fraction(exact * 100, commitment.rounding.digits, commitment.rounding.rounding) / 100
    return Measured(counted, basis, exact, rounded, rounded)


def target_for(commitment: Commitment, terms: Terms) -> Target | Missing | None:
    """The target that governs: the first whose conditions hold (C1)."""
    return terms.first((t.guard, t) for t in commitment.targets)


def status_against(target: ShareTarget | DowntimeTarget, measured: Measured) -> Status:
    """Met or breached, exactly (C1, V2)."""
    value: Fraction | int = measured.compared if isinstance(target, ShareTarget) else measured.counted
    limit: Fraction | int = target.share if isinstance(target, ShareTarget) else target.us
    match target.comparison:
        case Comparison.AT_LEAST:
            held = value >= limit
        case Comparison.MORE_THAN:
            held = value > limit
        case Comparison.AT_MOST:
            held = value <= limit
        case Comparison.LESS_THAN:
            held = value < limit
        case _:
            assert_never(target.comparison)
    return Status.MET if held else Status.BREACHED


def availability_of(
    measured: Measured, target: Target | Missing | None, commitment: Commitment, worst: Measured | None
) -> Availability:
    """What the verdict says of availability; `worst` is what it would be if all unknown time were down (O5)."""
    share = target if isinstance(target, ShareTarget) else None
    return Availability(
        exact=measured.exact,
        target=share.digits if share else None,
        comparison=share.comparison.value if share else "at least",
        rounded=measured.rounded,
        rounded_digits=commitment.rounding.digits if commitment.rounding else None,
        least=worst.exact if worst else None,
        most=measured.exact if worst else None,
    )


def budget(target: Target | Missing | None, brackets: Iterable[tuple[str, Fraction]], measured: Measured) -> tuple[Budget, ...]:
    """How much more may count before the target, then each lower bracket limit, is passed, in microseconds (V1).

    Negative to a target that is already missed. A limit is passed when availability falls below it.
    """
    found: list[Budget] = []
    match target:
        case ShareTarget(comparison, share):
            found.append(Budget("target", _left(share, measured, inclusive=comparison is Comparison.AT_LEAST)))
        case DowntimeTarget(comparison, us):
            spare = us - measured.counted
            found.append(Budget("target", spare if comparison is Comparison.AT_MOST else spare - 1))
        case NoTarget() | Missing() | None:
            pass
        case _:
            assert_never(target)
    below = sorted({(share, written) for written, share in brackets if share <= measured.compared}, reverse=True)
    found += [Budget(written, _left(share, measured, inclusive=True)) for share, written in below]
    return tuple(found)


def _left(share: Fraction, measured: Measured, *, inclusive: bool) -> int:
    """The most microseconds that may still count while availability stays at least, or above, the share."""
    allowed = (1 - share) * measured.basis - measured.counted
    whole = allowed.numerator // allowed.denominator
    return whole if inclusive or allowed.denominator != 1 else whole - 1
