"""The rows of a credit as figures meet them, from the best service to the worst, for each kind of customer (C1, C2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import attrs

from slalang.lint.analysis.kinds import Kind, kinds
from slalang.lint.analysis.worth import plain_worth
from slalang.semantics import brackets
from slalang.semantics.brackets import Stretch
from slalang.semantics.gauges import Gauge, gauge, subject, target_scale
from slalang.semantics.policy import (
    Commitment,
    Compiled,
    Credit,
    Limit,
    NoTarget,
    OverlapWinner,
    Promised,
    Row,
    Scale,
    Share,
    Target,
)
from slalang.syntax.ast import Bound, Comparison

_MOST_TABLES = 50
"""Of one credit only so many tables are looked at: a policy of hundreds of plans must not take minutes."""
_UPWARD = (Comparison.AT_LEAST, Comparison.MORE_THAN)


@attrs.frozen(slots=True)
class Piece:
    """Figures that fare alike: where they lie, whether they miss the target, and the rows that apply to them, in order."""

    at: Stretch
    missed: bool
    rows: tuple[Row, ...]


@attrs.frozen(slots=True)
class Hole:
    """Missed figures to which no row applies. `first`: they follow on the target itself."""

    at: Stretch
    first: bool


@attrs.frozen(slots=True)
class Table:
    """What a credit earns under one target, for one kind of customer; `pieces` run from the best figure to the worst."""

    credit: Credit
    judged: Commitment | Share
    kind: Kind
    target: Promised
    rows: tuple[Row, ...]
    pieces: tuple[Piece, ...]

    @property
    def scale(self) -> Scale:
        """On which scale the figures lie."""
        return target_scale(self.target)

    @property
    def of(self) -> Gauge:
        """What is measured."""
        return gauge(self.judged)

    @property
    def what(self) -> str:
        """What is measured, in words: `availability`."""
        return subject(self.of, self.scale)

    @property
    def every(self) -> Stretch:
        """All figures that there are."""
        return brackets.all_figures(self.scale, self.of)

    def words(self, stretch: Stretch) -> str:
        """A stretch with its limits as they are written: `at most 98% and above 97%`."""
        return brackets.in_words(stretch, brackets.digits_of(self.rows, (self.target,)), self.scale, self.every)

    def shown(self, figure: Fraction) -> str:
        """A figure as the policy writes it."""
        return brackets.shown(figure, brackets.digits_of(self.rows, (self.target,)), self.scale)

    def holes(self) -> Iterator[Hole]:
        """The holes, from the best figures to the worst, neighbouring pieces as one; none where no row has limits (C2)."""
        if all(row.limits is None for row in self.rows):
            return
        missed = [piece for piece in self.pieces if piece.missed]
        start = 0
        for i, piece in enumerate(missed):
            if piece.rows:
                start = i + 1
            elif i + 1 == len(missed) or missed[i + 1].rows:
                yield Hole(_joined(missed[start].at, piece.at), first=start == 0)

    def beside(self, stretch: Stretch) -> tuple[Row | None, Row | None]:
        """The rows next to a hole: that of the better figures, and that of the worse ones."""
        before: Row | None = None
        past = False
        for piece in self.pieces:
            past = past or not piece.at.common(stretch).empty
            if piece.rows and not past:
                before = piece.rows[-1]
            elif piece.rows:
                return before, piece.rows[0]
        return before, None

    def winner(self, piece: Piece) -> Row | None:
        """The row that earns in a piece; None where none applies, or where it cannot be told which earns most."""
        if len(piece.rows) < 2 or self.credit.overlap is OverlapWinner.FIRST:
            return piece.rows[0] if piece.rows else None
        worth = [plain_worth(row) for row in piece.rows]
        if len({of[0] if of is not None else None for of in worth}) > 1 or worth[0] is None:
            return None
        return max(zip(worth, piece.rows, strict=True), key=lambda one: one[0][1] if one[0] is not None else Fraction(0))[1]


def judged_of(compiled: Compiled, credit: Credit) -> Commitment | Share | None:
    """What a credit is for, where it is measured; None for clocks and duties."""
    for judged in compiled.policy.commitments:
        if judged.name == credit.commitment:
            return judged
    return next((share for share in compiled.policy.shares if share.name == credit.commitment), None)


def tables(compiled: Compiled) -> Iterator[Table]:
    """The tables of all credits for what is measured: each once for all kinds of customers for whom it is the same."""
    for credit in compiled.policy.credits:
        judged = judged_of(compiled, credit)
        if judged is not None:
            yield from tables_of(compiled, credit, judged)


def holes(compiled: Compiled) -> Iterator[tuple[Table, Hole]]:
    """The holes of all tables, each once for its credit, with the first table in which it stands."""
    seen: set[tuple[str, Hole]] = set()
    for table in tables(compiled):
        for hole in table.holes():
            if (table.credit.commitment, hole) not in seen:
                seen.add((table.credit.commitment, hole))
                yield table, hole


@attrs.frozen(slots=True)
class Standing:
    """The target that governs for a kind of customer, and the rows of a credit that stand for it."""

    kind: Kind
    target: Target
    rows: tuple[Row, ...]


def standings(compiled: Compiled, credit: Credit, judged: Commitment | Share) -> tuple[Standing, ...] | None:
    """What stands for each kind of customer that has a target, each once; None where there are too many to look at."""
    guards = (*(target.guard for target in judged.targets), *(row.guard for row in credit.rows))
    found: dict[tuple[int, tuple[int, ...]], Standing] = {}
    there = kinds(compiled.policy, guards, judged.period)
    for kind in there or ():
        at = next((i for i, target in enumerate(judged.targets) if kind.holds(target.guard)), None)
        standing = tuple(i for i, row in enumerate(credit.rows) if kind.holds(row.guard))
        if at is not None:
            found.setdefault((at, standing), Standing(kind, judged.targets[at], tuple(credit.rows[i] for i in standing)))
    return tuple(found.values()) if there is not None and len(found) <= _MOST_TABLES else None


def tables_of(compiled: Compiled, credit: Credit, judged: Commitment | Share) -> Iterator[Table]:
    """The tables of one credit; of too many none."""
    for standing in standings(compiled, credit, judged) or ():
        made = table_of(credit, judged, standing)
        if made is not None:
            yield made


def table_of(credit: Credit, judged: Commitment | Share, standing: Standing) -> Table | None:
    """The table of one kind; None where there is no target, or where it is on another scale than the limits."""
    target, rows = standing.target, standing.rows
    if isinstance(target, NoTarget) or not rows:
        return None
    scale = target_scale(target)
    if any(limit.scale is not scale for row in rows for limit in row.limits or ()):
        return None
    every = brackets.all_figures(scale, gauge(judged))
    if not every.low <= brackets.figure_of(target) <= every.high:
        return None
    exists = reachable(judged, scale)
    pieces = [piece for piece in _pieces(credit, target, rows, every) if exists(piece.at)]
    if target.comparison in _UPWARD:
        pieces.reverse()
    return Table(credit, judged, standing.kind, target, rows, tuple(pieces))


def reachable(judged: Commitment | Share, scale: Scale) -> Callable[[Stretch], bool]:
    """Whether a figure that can come about lies in a stretch: all can, but where availability is rounded (D7)."""
    rounding = judged.rounding if isinstance(judged, Commitment) and scale is Scale.SHARE else None
    if rounding is None:
        return lambda stretch: not stretch.empty
    steps = 100 * 10**rounding.digits
    return lambda stretch: not attrs.evolve(stretch, low=stretch.low * steps, high=stretch.high * steps, counted=True).empty


def _pieces(credit: Credit, target: Promised, rows: tuple[Row, ...], every: Stretch) -> Iterator[Piece]:
    """The line of figures cut at every limit and at the target, from the lowest to the highest."""
    figure = brackets.figure_of(target)
    ends = {every.low, every.high, figure}
    cuts = sorted(ends | {_at(limit, figure) for row in rows for limit in row.limits or ()})
    cuts = [cut for cut in cuts if every.low <= cut <= every.high]
    places = {cut: 2 * i for i, cut in enumerate(cuts)}
    last = 2 * len(cuts) - 2
    missed = range(places[figure] + 1, last + 1) if target.comparison not in _UPWARD else range(places[figure])
    if target.comparison in (Comparison.MORE_THAN, Comparison.LESS_THAN):
        missed = range(min(missed.start, places[figure]), max(missed.stop, places[figure] + 1))
    applying: list[list[Row]] = [[] for _ in range(last + 1)]
    for row in rows:
        for i in _reach(row, figure, places, last):
            if i in missed or not (row.limits is None or credit.rows_need_miss):
                applying[i].append(row)
    for i, there in enumerate(applying):
        low, high = cuts[i // 2], cuts[(i + 1) // 2]
        stretch = Stretch(low, i % 2 == 0, high, i % 2 == 0, every.counted)
        yield Piece(stretch, i in missed, tuple(there))


def _reach(row: Row, figure: Fraction, places: dict[Fraction, int], last: int) -> range:
    first, end = 0, last
    for limit in row.limits or ():
        at = places.get(_at(limit, figure), last)
        match limit.bound:
            case Bound.BELOW:
                end = min(end, at - 1)
            case Bound.AT_MOST:
                end = min(end, at)
            case Bound.ABOVE:
                first = max(first, at + 1)
            case Bound.AT_LEAST:
                first = max(first, at)
    return range(first, end + 1)


def _at(limit: Limit, target: Fraction) -> Fraction:
    return limit.at if limit.at is not None else target


def _joined(one: Stretch, other: Stretch) -> Stretch:
    low, high = (one, other) if one.low <= other.low and one.high <= other.high else (other, one)
    return attrs.evolve(low, high=high.high, high_included=high.high_included)
