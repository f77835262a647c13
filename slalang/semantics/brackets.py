"""Credit brackets as stretches of what is measured: what they cover, and where they overlap (C2)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import assert_never

import attrs

from slalang.semantics.gauges import Gauge
from slalang.semantics.guards import exclusive
from slalang.semantics.policy import CountTarget, DowntimeTarget, Limit, Promised, Row, Scale, ShareTarget, ValueTarget
from slalang.syntax.ast import Bound, Comparison
from slalang.values.instants import MINUTE, SECOND

_ENDLESS = Fraction(10**18)
"""Beyond every limit of a length or a number."""


@attrs.frozen(slots=True)
class Stretch:
    """The figures between `low` and `high` on some scale, each end included or not; only whole ones where they are counted."""

    low: Fraction = Fraction(0)
    low_included: bool = True
    high: Fraction = Fraction(1)
    high_included: bool = True
    counted: bool = False

    @property
    def empty(self) -> bool:
        """Whether no figure lies in it."""
        if self.counted:
            return self._first > self._last
        return self.low > self.high or (self.low == self.high and not (self.low_included and self.high_included))

    @property
    def single(self) -> bool:
        """Whether exactly one figure lies in it."""
        return self._first == self._last if self.counted else self.low == self.high and not self.empty

    def common(self, other: Stretch) -> Stretch:
        """The figures that lie in both."""
        low = max((self.low, not self.low_included), (other.low, not other.low_included))
        high = min((self.high, self.high_included), (other.high, other.high_included))
        return Stretch(low[0], not low[1], high[0], high[1], self.counted or other.counted)

    def without(self, other: Stretch) -> tuple[Stretch, ...]:
        """What is left of it, below and above another one."""
        if self.common(other).empty:
            return (self,)
        below = Stretch(self.low, self.low_included, other.low, not other.low_included)
        above = Stretch(other.high, not other.high_included, self.high, self.high_included)
        return tuple(part for part in (self.common(below), self.common(above)) if not part.empty)

    def a_figure(self) -> Fraction:
        """Some figure that lies in it: an end that is included, or the middle."""
        if self.counted:
            return Fraction(self._last if self.high < _ENDLESS else self._first)
        if self.high_included and self.high < _ENDLESS:
            return self.high
        if self.low == -_ENDLESS:
            return min(self.high, Fraction(1)) - 1
        if self.high == _ENDLESS:
            return self.low if self.low_included else self.low + 1
        return self.low if self.low_included else (self.low + self.high) / 2

    @property
    def _first(self) -> int:
        return ceil(self.low) if self.low_included else floor(self.low) + 1

    @property
    def _last(self) -> int:
        return floor(self.high) if self.high_included else ceil(self.high) - 1


def all_figures(scale: Scale, of: Gauge | None) -> Stretch:
    """All that can be measured on a scale: shares, lengths and counts from nothing on, values without an end."""
    match scale:
        case Scale.SHARE:
            return Stretch()
        case Scale.TIME:
            return Stretch(high=_ENDLESS)
        case Scale.NUMBER:
            values = of in (Gauge.VALUES, None)
            return Stretch(low=-_ENDLESS, high=_ENDLESS) if values else Stretch(high=_ENDLESS, counted=True)
        case _:
            assert_never(scale)


def stretch_of(limits: tuple[Limit, ...], target: Fraction | None, every: Stretch) -> Stretch | None:
    """The figures of `every` that a row's limits admit; None where they need a target and there is none."""
    stretch = every
    for limit in limits:
        at = limit.at if limit.at is not None else target
        if at is None:
            return None
        stretch = stretch.common(_one_side(limit.bound, at, every))
    return stretch


def figure_of(target: Promised) -> Fraction:
    """What a target promises, in the unit of its scale."""
    match target:
        case ShareTarget():
            return target.share
        case DowntimeTarget():
            return Fraction(target.us)
        case CountTarget():
            return Fraction(target.number)
        case ValueTarget():
            return target.value
        case _:
            assert_never(target)


def missed(target: Promised, every: Stretch) -> Stretch:
    """The figures of `every` that miss a target."""
    at = figure_of(target)
    match target.comparison:
        case Comparison.AT_LEAST:
            return attrs.evolve(every, high=at, high_included=False)
        case Comparison.MORE_THAN:
            return attrs.evolve(every, high=at, high_included=True)
        case Comparison.AT_MOST:
            return attrs.evolve(every, low=at, low_included=False)
        case Comparison.LESS_THAN:
            return attrs.evolve(every, low=at, low_included=True)
        case _:
            assert_never(target.comparison)


@attrs.frozen(slots=True)
class Overlap:
    """Two rows that apply to the same figure."""

    first: int
    second: int
    at: Fraction


def first_overlap(rows: tuple[Row, ...], targets: tuple[Promised, ...], need_miss: bool, every: Stretch) -> Overlap | None:
    """The first two rows, by their places in `rows`, that can both apply; None where none can (C2)."""
    for target in targets or (None,):
        reaches = [(i, row, _reach(row, target, need_miss, every)) for i, row in enumerate(rows)]
        placed = [(i, row, reach) for i, row, reach in reaches if reach is not None]
        for (i, a, x), (j, b, y) in combinations(placed, 2):
            both = x.common(y)
            if not both.empty and not exclusive(a.guard, b.guard):
                return Overlap(i, j, both.a_figure())
    return None


def in_words(stretch: Stretch, written: dict[Fraction, str], scale: Scale, every: Stretch) -> str:
    """A stretch with its limits as they are written: `at most 98% and above 97%`, or `exactly 98%`."""
    if stretch.single:
        return f"exactly {shown(stretch.a_figure(), written, scale)}"
    sides = []
    if stretch.high < every.high or not stretch.high_included:
        sides.append(f"{'at most' if stretch.high_included else 'below'} {shown(stretch.high, written, scale)}")
    if stretch.low > every.low or not stretch.low_included:
        sides.append(f"{'at least' if stretch.low_included else 'above'} {shown(stretch.low, written, scale)}")
    return " and ".join(sides) or "any"


def shown(figure: Fraction, written: dict[Fraction, str], scale: Scale) -> str:
    """A figure as the policy writes it, else as a percentage, a length or a number."""
    if figure in written:
        return written[figure]
    match scale:
        case Scale.SHARE:
            return f"{decimals(figure * 100)}%"
        case Scale.TIME:
            return in_minutes(int(figure))
        case Scale.NUMBER:
            return decimals(figure)
        case _:
            assert_never(scale)


def in_minutes(us: int) -> str:
    """A length in minutes and seconds."""
    minutes, rest = divmod(us, MINUTE)
    seconds = f"{rest // SECOND}.{rest % SECOND:06d}".rstrip("0").rstrip(".")
    parts = [f"{minutes} minute{'' if minutes == 1 else 's'}"] if minutes else []
    parts += [f"{seconds} second{'' if seconds == '1' else 's'}"] if rest or not minutes else []
    return " ".join(parts)


def _one_side(bound: Bound, at: Fraction, every: Stretch) -> Stretch:
    match bound:
        case Bound.BELOW:
            return attrs.evolve(every, high=at, high_included=False)
        case Bound.AT_MOST:
            return attrs.evolve(every, high=at)
        case Bound.ABOVE:
            return attrs.evolve(every, low=at, low_included=False)
        case Bound.AT_LEAST:
            return attrs.evolve(every, low=at)
        case _:
            assert_never(bound)


def decimals(number: Fraction) -> str:
    """A number with the fewest decimals that say it exactly, or as a fraction."""
    if number < 0:
        return f"-{decimals(-number)}"
    for digits in range(13):
        if (number * 10**digits).denominator == 1:
            whole_digits = f"{int(number * 10**digits):0{digits + 1}d}"
            cut = len(whole_digits) - digits
            return f"{whole_digits[:cut]}{'.' if digits else ''}{whole_digits[cut:]}"
    return f"{number.numerator}/{number.denominator}"


def _reach(row: Row, target: Promised | None, need_miss: bool, every: Stretch) -> Stretch | None:
    """The figures of `every` to which a row applies under a target; None for none."""
    if target is not None and exclusive(row.guard, target.guard):
        return None
    reach: Stretch | None
    if row.limits is not None:
        reach = stretch_of(row.limits, figure_of(target) if target is not None else None, every)
    else:
        reach = every
    if reach is None:
        return None
    if target is not None and (need_miss or row.limits is None):
        reach = reach.common(missed(target, every))
    return None if reach.empty else reach


def digits_of(rows: tuple[Row, ...], targets: tuple[Promised, ...]) -> dict[Fraction, str]:
    """How each figure that stands in the limits and targets is written."""
    return dict(_written(rows)) | {target.share: f"{target.digits}%" for target in targets if isinstance(target, ShareTarget)}


def _written(rows: tuple[Row, ...]) -> Iterator[tuple[Fraction, str]]:
    for row in rows:
        for limit in row.limits or ():
            if limit.at is not None:
                yield limit.at, limit.figure
