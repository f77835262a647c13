"""Credit brackets as stretches of availability: what they cover, where they overlap or leave a hole (C2)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import ceil

import attrs

from slalang.semantics.guards import exclusive
from slalang.semantics.policy import Limit, Row, ShareTarget
from slalang.syntax.ast import Bound, Comparison
from slalang.values.instants import DAY

_MONTH = 30 * DAY


@attrs.frozen(slots=True)
class Stretch:
    """The shares between `low` and `high`, each end included or not."""

    low: Fraction = Fraction(0)
    low_included: bool = True
    high: Fraction = Fraction(1)
    high_included: bool = True

    @property
    def empty(self) -> bool:
        """Whether no share lies in it."""
        return self.low > self.high or (self.low == self.high and not (self.low_included and self.high_included))

    @property
    def single(self) -> bool:
        """Whether exactly one share lies in it."""
        return self.low == self.high and not self.empty

    def common(self, other: Stretch) -> Stretch:
        """The shares that lie in both."""
        low = max((self.low, not self.low_included), (other.low, not other.low_included))
        high = min((self.high, self.high_included), (other.high, other.high_included))
        return Stretch(low[0], not low[1], high[0], high[1])

    def without(self, other: Stretch) -> tuple[Stretch, ...]:
        """What is left of it, below and above another one."""
        if self.common(other).empty:
            return (self,)
        below = Stretch(self.low, self.low_included, other.low, not other.low_included)
        above = Stretch(other.high, not other.high_included, self.high, self.high_included)
        return tuple(part for part in (self.common(below), self.common(above)) if not part.empty)

    def a_share(self) -> Fraction:
        """Some share that lies in it: an end that is included, or the middle."""
        if self.high_included:
            return self.high
        return self.low if self.low_included else (self.low + self.high) / 2


def stretch_of(limits: tuple[Limit, ...], target: Fraction | None) -> Stretch | None:
    """The shares that a row's limits admit; None where they need a target and there is none."""
    stretch = Stretch()
    for limit in limits:
        share = limit.share if limit.share is not None else target
        if share is None:
            return None
        stretch = stretch.common(_one_side(limit.bound, share))
    return stretch


def missed(target: ShareTarget) -> Stretch:
    """The shares that miss a target."""
    return Stretch(high=target.share, high_included=target.comparison is Comparison.MORE_THAN)


@attrs.frozen(slots=True)
class Overlap:
    """Two rows that apply to the same share."""

    first: int
    second: int
    at: Fraction


def first_overlap(rows: tuple[Row, ...], targets: tuple[ShareTarget, ...], need_miss: bool) -> Overlap | None:
    """The first two rows, by their places in `rows`, that can both apply; None where none can (C2)."""
    for target in targets or (None,):
        reaches = [(i, row, _reach(row, target, need_miss)) for i, row in enumerate(rows)]
        placed = [(i, row, reach) for i, row, reach in reaches if reach is not None]
        for (i, a, x), (j, b, y) in combinations(placed, 2):
            both = x.common(y)
            if not both.empty and not exclusive(a.guard, b.guard):
                return Overlap(i, j, both.a_share())
    return None


def holes(rows: tuple[Row, ...], target: ShareTarget) -> tuple[Stretch, ...]:
    """Every stretch of missed availability for which no row stands, from the top down (C2).

    Rows under a condition are taken with the rows that hold whenever it holds: a stretch is named once.
    """
    found: set[Stretch] = set()
    for guard in dict.fromkeys(row.guard for row in rows):
        if exclusive(guard, target.guard):
            continue
        left: tuple[Stretch, ...] = (missed(target),)
        for row in rows:
            reach = _reach(row, target, need_miss=True)
            if reach is not None and set(row.guard) <= set(guard) | set(target.guard):
                left = tuple(part for stretch in left for part in stretch.without(reach))
        found.update(left)
    return tuple(sorted(found, key=lambda s: (-s.high, -s.low)))


def in_words(stretch: Stretch, written: dict[Fraction, str]) -> str:
    """A stretch with its limits as they are written: `at most 98% and above 97%`, or `exactly 98%`."""
    if stretch.single:
        return f"exactly {shown(stretch.low, written)}"
    sides = []
    if stretch.high < 1 or not stretch.high_included:
        sides.append(f"{'at most' if stretch.high_included else 'below'} {shown(stretch.high, written)}")
    if stretch.low > 0 or not stretch.low_included:
        sides.append(f"{'at least' if stretch.low_included else 'above'} {shown(stretch.low, written)}")
    return " and ".join(sides) or "any availability"


def shown(share: Fraction, written: dict[Fraction, str]) -> str:
    """A share as a percentage, with the digits that the policy gives it."""
    if share in written:
        return f"{written[share]}%"
    percent = share * 100
    for digits in range(13):
        if (percent * 10**digits).denominator == 1:
            whole = f"{int(percent * 10**digits):0{digits + 1}d}"
            cut = len(whole) - digits
            return f"{whole[:cut]}{'.' if digits else ''}{whole[cut:]}%"
    return f"{percent.numerator}/{percent.denominator}%"


def least_downtime(stretch: Stretch) -> int | None:
    """The smallest downtime in microseconds of a 30-day month whose availability lies in the stretch; None for none (C2)."""
    us = ceil((1 - stretch.high) * _MONTH)
    if not stretch.high_included and 1 - Fraction(us, _MONTH) == stretch.high:
        us += 1
    share = 1 - Fraction(us, _MONTH)
    inside = share >= stretch.low if stretch.low_included else share > stretch.low
    return us if inside else None


def _one_side(bound: Bound, share: Fraction) -> Stretch:
    match bound:
        case Bound.BELOW:
            return Stretch(high=share, high_included=False)
        case Bound.AT_MOST:
            return Stretch(high=share)
        case Bound.ABOVE:
            return Stretch(low=share, low_included=False)
        case Bound.AT_LEAST:
            return Stretch(low=share)


def _reach(row: Row, target: ShareTarget | None, need_miss: bool) -> Stretch | None:
    """The shares to which a row applies under a target; None for none."""
    if target is not None and exclusive(row.guard, target.guard):
        return None
    reach = stretch_of(row.limits, target.share if target else None) if row.limits is not None else Stretch()
    if reach is None:
        return None
    if target is not None and (need_miss or row.limits is None):
        reach = reach.common(missed(target))
    return None if reach.empty else reach


def digits_of(rows: tuple[Row, ...], targets: tuple[ShareTarget, ...]) -> dict[Fraction, str]:
    """How each share that stands in the limits and targets is written."""
    return dict(_written(rows)) | {target.share: target.digits for target in targets}


def _written(rows: tuple[Row, ...]) -> Iterator[tuple[Fraction, str]]:
    for row in rows:
        for limit in row.limits or ():
            if limit.share is not None and limit.digits is not None:
                yield limit.share, limit.digits
