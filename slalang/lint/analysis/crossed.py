"""Tables whose limits stand on another scale than the target: lengths under a percentage, percentages under a length (C2).

What misses such a target hangs on how long the period is, so where its misses begin is not on the line of the rows. What lies
between the rows is found on their own scale, and a trial shows that it is missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

import attrs

from slalang.lint.analysis.kinds import Kind
from slalang.lint.analysis.least_cases import downtime_in, setting_of
from slalang.lint.analysis.tables import judged_of, standings
from slalang.semantics import brackets
from slalang.semantics.brackets import Stretch
from slalang.semantics.gauges import Gauge, gauge, subject
from slalang.semantics.policy import (
    BasisWords,
    Commitment,
    Compiled,
    Credit,
    DowntimeTarget,
    Policy,
    Promised,
    Row,
    Scale,
    ShareTarget,
)
from slalang.time.periods import PeriodNeeds, SubscriptionContext, period_holding
from slalang.values.instants import day_number

_DAYS = tuple(day_number(date(*day)) for day in ((2025, 4, 1), (2025, 2, 1), (2025, 7, 1), (2028, 2, 1)))
"""In months of 30, 28, 31 and 29 days; in quarters, half years and years of every length."""
_MOST_IN_VAIN = 20
"""After so many trials that showed nothing no more is tried of a policy."""
_OTHER = {Scale.SHARE: DowntimeTarget, Scale.TIME: ShareTarget}


@attrs.frozen(slots=True)
class CrossedTable:
    """The rows of a credit for one kind of customer, in order of their figures, under a target of another scale."""

    credit: Credit
    judged: Commitment
    kind: Kind
    target: Promised
    scale: Scale
    rows: tuple[tuple[Stretch, Row], ...]

    @property
    def what(self) -> str:
        """What the rows go by: `downtime`."""
        return subject(Gauge.TIME, self.scale)

    def words(self, stretch: Stretch) -> str:
        """A stretch with its limits as they are written."""
        written = brackets.digits_of(tuple(row for _, row in self.rows), (self.target,))
        return brackets.in_words(stretch, written, self.scale, brackets.all_figures(self.scale, Gauge.TIME))


@attrs.frozen(slots=True)
class CrossedHole:
    """Figures that no row takes, and the rows beside them, of which there is one at least."""

    at: Stretch
    better: Row | None
    worse: Row | None

    @property
    def first(self) -> bool:
        """Whether the table begins only below them."""
        return self.better is None

    @property
    def beside(self) -> Row:
        """The row whose limit ends them."""
        row = self.worse or self.better
        assert row is not None
        return row


def missed_holes(compiled: Compiled, wanted: Callable[[CrossedHole], bool]) -> Iterator[tuple[CrossedTable, CrossedHole, str]]:
    """The wanted holes of such tables in which a miss of the target lands, each once for its credit, with the least case."""
    seen: set[tuple[str, CrossedHole]] = set()
    in_vain = 0
    for table in _tables(compiled):
        for hole in filter(wanted, _holes(table)):
            if (table.credit.commitment, hole) in seen or in_vain == _MOST_IN_VAIN:
                continue
            case = _case(compiled, table, hole.at)
            if case is None:
                in_vain += 1
                continue
            seen.add((table.credit.commitment, hole))
            yield table, hole, case


def _tables(compiled: Compiled) -> Iterator[CrossedTable]:
    for credit in compiled.policy.credits:
        judged = judged_of(compiled, credit)
        scales = {limit.scale for row in credit.rows for limit in row.limits or ()}
        scale = scales.pop() if len(scales) == 1 else None
        if not isinstance(judged, Commitment) or gauge(judged) is not Gauge.TIME or scale is None or scale not in _OTHER:
            continue
        if not any(isinstance(target, _OTHER[scale]) for target in judged.targets):
            continue
        every = brackets.all_figures(scale, Gauge.TIME)
        for standing in standings(compiled, credit, judged) or ():
            target = standing.target
            if not isinstance(target, ShareTarget | DowntimeTarget) or not isinstance(target, _OTHER[scale]):
                continue
            if not all(row.limits for row in standing.rows):
                continue
            reaches = ((brackets.stretch_of(row.limits or (), None, every), row) for row in standing.rows)
            rows = [(reach, row) for reach, row in reaches if reach is not None and not reach.empty]
            if len(rows) == len(standing.rows) > 0:
                rows.sort(key=lambda one: (one[0].low, not one[0].low_included))
                yield CrossedTable(credit, judged, standing.kind, target, scale, tuple(rows))


def _holes(table: CrossedTable) -> Iterator[CrossedHole]:
    """What no row takes, from the best figures to the worst."""
    every = brackets.all_figures(table.scale, Gauge.TIME)
    found: list[tuple[Stretch, Row | None, Row | None]] = []
    low, included = every.low, every.low_included
    before: Row | None = None
    for reach, row in table.rows:
        gap = attrs.evolve(every, low=low, low_included=included, high=reach.low, high_included=not reach.low_included)
        if not gap.empty:
            found.append((gap, before, row))
        if (reach.high, reach.high_included) >= (low, not included):
            low, included, before = reach.high, not reach.high_included, row
    last = attrs.evolve(every, low=low, low_included=included)
    if not last.empty:
        found.append((last, before, None))
    if table.scale is Scale.TIME:
        yield from (CrossedHole(*one) for one in found)
    else:
        yield from (CrossedHole(at, above, below) for at, below, above in reversed(found))


def _case(compiled: Compiled, table: CrossedTable, stretch: Stretch) -> str | None:
    """The shortest outage that misses the target and lands in a stretch, in the first period in which there is one."""
    setting = setting_of(table.kind)
    whom = f"where {table.kind.words}: " if table.kind.words else ""
    for at, length in _lengths(compiled.policy, table.judged, setting.at):
        if table.judged.basis is BasisWords.WHOLE and table.judged.rounding is None and not _reached(table, stretch, length):
            continue
        found = downtime_in(compiled, table.judged, table.scale, stretch, attrs.evolve(setting, at=at), missed=True)
        if found is not None:
            return whom + found
    return None


def _lengths(policy: Policy, judged: Commitment, at: int | None) -> Iterator[tuple[int | None, int]]:
    """Instants in periods of different lengths, with these."""
    found: dict[int, int] = {}
    for instant in (policy.zone.day_start(day) for day in _DAYS) if at is None else (at,):
        try:
            period = period_holding(judged.period, instant, SubscriptionContext(instant))
        except (PeriodNeeds, ValueError):
            continue
        found.setdefault(period.end_at - period.start_at, instant)
    yield from ((instant, length) for length, instant in found.items())


def _reached(table: CrossedTable, stretch: Stretch, length: int) -> bool:
    """Whether a miss can land there in a period of that length, all of which is measured."""
    match table.target:
        case ShareTarget(_, share):
            return stretch.high >= (1 - share) * length
        case DowntimeTarget(_, us):
            return stretch.low <= 1 - Fraction(us, length)
        case _:
            return True
