"""From bad time to the classes of a period and its availability, in the law's fixed order (D2-D8)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import attrs

from slalang.syntax import ast
from tests.oracle.calendars import Land, calendar_edges, is_open
from tests.oracle.civil import exact_us
from tests.oracle.credits import Piece
from tests.oracle.moments import Measuring, Moments
from tests.oracle.periods import Period
from tests.oracle.sources import State
from tests.oracle.windows import lies_in


@attrs.define(slots=True)
class Classes:
    """D8: the microseconds of a period by class."""

    total: int
    up: int = 0
    unknown: int = 0
    outside: int = 0
    ignored: int = 0
    counted: int = 0
    excluded: dict[str, int] = attrs.field(factory=dict)
    basis: int = 0
    pieces: list[Piece] = attrs.field(factory=list)

    @property
    def weighted(self) -> Fraction:
        """D3: the weighted sum of the counted time."""
        return sum((p.weight * (p.end - p.start) for p in self.pieces), Fraction(0))

    @property
    def availability(self) -> Fraction:
        return Fraction(self.basis - self.weighted, self.basis)


class Timeline:
    """The moments of a service (or of one part of it) and the runs that they make."""

    def __init__(self, how: Measuring, land: Land, edges: set[int]) -> None:
        self.how, self.land = how, land
        self.at = Moments(how, land)
        self._own = set(edges) | self.at.edges()
        self._extend_to_slots()
        self._settle_runs()

    def _extend_to_slots(self) -> None:
        if isinstance(self.how.granularity, ast.SlotGranularity):
            slot = exact_us(self.how.granularity.length)
            self._own |= {e - e % slot for e in self._own} | {e - e % slot + slot for e in self._own}

    def _settle_runs(self) -> None:
        """D5, D6: find runs; where an allowance or a rounding falls inside a stretch, cut there, look again."""
        while True:
            self.points = sorted(self._own)
            self.cells = list(pairwise(self.points))
            self.moments = [self.at.at(start) for start, _ in self.cells]
            self.ignored = [False] * len(self.cells)
            wanted = self._apply_shortest()
            self.bad = [m.net is State.BAD and not i for m, i in zip(self.moments, self.ignored, strict=True)]
            self.runs = self._runs(self.bad)
            wanted |= self._rounded_ends()
            if wanted <= self._own:
                break
            self._own |= wanted
            self._extend_to_slots()

    # -------------------- D5, D6

    def _runs(self, bad: Sequence[bool]) -> list[tuple[int, int]]:
        """D5: adjacent bad time merges into runs."""
        runs: list[tuple[int, int]] = []
        for (start, end), down in zip(self.cells, bad, strict=True):
            if not down:
                continue
            if runs and runs[-1][1] == start:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
        return runs

    def _apply_shortest(self) -> set[int]:
        """D5: short runs do not count; of longer ones the whole, or what exceeds the allowance."""
        rule = self.how.shortest
        if rule is None:
            return set()
        least = exact_us(rule.length)
        states = [m.raw if rule.before_exclusions else m.net for m in self.moments]
        wanted: set[int] = set()
        for start, end in self._runs([s is State.BAD for s in states]):
            if end - start < least:
                self.land.seen.add("D5-short")
                self._ignore(start, end)
            elif rule.longer is ast.LongerRule.BEYOND:
                self.land.seen.add("D5-beyond")
                wanted.add(start + least)
                self._ignore(start, start + least)
        return wanted

    def _ignore(self, start: int, end: int) -> None:
        first = bisect_left(self.points, start)
        for i in range(first, len(self.cells)):
            if self.cells[i][0] >= end:
                break
            self.ignored[i] = True

    def _rounded_ends(self) -> set[int]:
        if not isinstance(self.how.granularity, ast.RunGranularity):
            return set()
        return {self.rounded_end(run) for run in self.runs}

    def rounded_end(self, run: tuple[int, int]) -> int:
        """D6: where a run ends once its length is rounded."""
        step = exact_us(self.how.granularity.length)
        whole, rest = divmod(run[1] - run[0], step)
        if rest:
            self.land.seen.add(f"D6-run-{self.how.granularity.rounding.value}")
        up = self.how.granularity.rounding is ast.RunRounding.UP and rest
        return run[0] + (whole + bool(up)) * step

    def counted_in(self, period: Period) -> set[int]:
        """D6: the stretches of a period (by their start) that count."""
        indices = self.indices(period)
        exact = {self.cells[i][0] for i in indices if self.bad[i]}
        match self.how.granularity:
            case ast.SlotGranularity(length, rule):
                return self._by_slots(indices, exact_us(length), rule)
            case ast.RunGranularity(rounding, _):
                if rounding is ast.RunRounding.DOWN:
                    dropped = [(self.rounded_end(run), run[1]) for run in self.runs]
                    return {at for at in exact if not lies_in(dropped, at)}
                return exact | self._extensions(indices, period)
        return exact

    def indices(self, period: Period) -> range:
        return range(bisect_left(self.points, period.start), bisect_left(self.points, period.end))

    def _free(self, i: int) -> bool:
        """D6: rounding never takes excluded time."""
        return self.moments[i].taker is None and self.moments[i].closed is None

    def _by_slots(self, indices: range, slot: int, rule: ast.SlotRule) -> set[int]:
        """D6: a slot is judged by what is left of it inside the period, without excluded time."""
        slots: dict[int, list[int]] = {}
        for i in indices:
            start, end = self.cells[i]
            if end - start > slot:
                # Whole slots in which nothing changes: each is wholly down or not touched.
                if self.bad[i]:
                    slots.setdefault(-i - 1, []).append(i)
                continue
            slots.setdefault(start - start % slot, []).append(i)
        counted: set[int] = set()
        for members in slots.values():
            left = [i for i in members if self._free(i)]
            bad = [i for i in left if self.bad[i]]
            if not bad or (rule is ast.SlotRule.WHOLLY_DOWN and len(bad) < len(left)):
                if bad:
                    self.land.seen.add("D6-slot-dropped")
                continue
            if len(bad) < len(left):
                self.land.seen.add("D6-slot-touched")
            counted |= {self.cells[i][0] for i in left}
        return counted

    def _extensions(self, indices: range, period: Period) -> set[int]:
        """D6: rounding up adds time at a run's end, never beyond the period or up to the next run's."""
        added: set[int] = set()
        for run, later in zip(self.runs, [*self.runs[1:], None], strict=False):
            if not period.start < run[1] <= period.end:
                continue
            end = min(self.rounded_end(run), later[0] if later else self.rounded_end(run))
            added |= {self.cells[i][0] for i in indices if run[1] <= self.cells[i][0] < end and self._free(i)}
        return added

    # -------------------- D7, D8

    def classes(self, period: Period, covered: list[tuple[int, int]] | None, partial: ast.PartialRule) -> Classes:
        """D7, D8: every instant of a period ends in exactly one class."""
        counted = self.counted_in(period)
        result = Classes(period.end - period.start)
        hours = self.how.basis.calendar.text if isinstance(self.how.basis, ast.CalendarHours) else None
        edges = calendar_edges(self.land, hours, period.start, period.end) if hours else set()
        less = isinstance(self.how.basis, ast.PeriodLessExcluded)
        for i in self.indices(period):
            inside = sorted({*self.cells[i], *(e for e in edges if self.cells[i][0] < e < self.cells[i][1])})
            for start, end in pairwise(inside):
                length = end - start
                bare = covered is not None and not lies_in(covered, start)
                shut = hours is not None and not is_open(self.land, hours, start)
                other = self.moments[i].other
                leaves = other and self._other_time() is ast.OtherTimeRule.LEAVES
                if shut or leaves or (bare and partial is ast.PartialRule.COVERED_PART):
                    result.outside += length
                    continue
                # What was too short before exclusions were tested, no cause had to take; a window leaves T all the same.
                spared = self.ignored[i] and self.moments[i].raw is State.BAD
                closed = (None if spared else self.moments[i].taker) or self.moments[i].closed
                if less and self.moments[i].closed and closed and self.cells[i][0] not in counted:
                    result.excluded[closed] = result.excluded.get(closed, 0) + length
                elif bare or other:
                    result.up += length
                else:
                    self._book(result, i, (start, end), counted)
        result.basis = result.total - result.outside
        if less:
            result.basis -= sum(result.excluded.values())
        return result

    def _other_time(self) -> ast.OtherTimeRule | None:
        return self.how.presence.other if self.how.presence else None

    def runs_in(self, period: Period, covered: list[tuple[int, int]] | None, partial: ast.PartialRule) -> int:
        """C1: the runs of counted time that start to count in a period."""
        earlier = Period("", self.points[0], period.start, period.first_day, period.last_day)
        pieces = [*self.classes(earlier, covered, partial).pieces, *self.classes(period, covered, partial).pieces]
        ends = {p.end for p in pieces}
        return sum(p.start >= period.start and p.start not in ends for p in pieces)

    def last_incident(self, period: Period, covered: list[tuple[int, int]] | None, partial: ast.PartialRule) -> int | None:
        """C6: the end of the last outage or run of failed probes that has counted time in the period."""
        pieces = self.classes(period, covered, partial).pieces
        return max((end for p in pieces for end in self.at.ends(p.start)), default=None)

    def _book(self, result: Classes, i: int, stretch: tuple[int, int], counted: set[int]) -> None:
        moment, length = self.moments[i], stretch[1] - stretch[0]
        taker = moment.taker
        if self.cells[i][0] in counted:
            result.counted += length
            result.pieces.append(Piece(*stretch, moment.weight, moment.incidents, moment.unnamed))
        elif self.ignored[i] and moment.raw is State.BAD:
            result.ignored += length
        elif moment.net is State.UNKNOWN:
            result.unknown += length
        elif taker is not None:
            result.excluded[taker] = result.excluded.get(taker, 0) + length
        elif moment.net is State.BAD:
            result.ignored += length
        elif moment.raw is State.UNKNOWN:
            result.unknown += length
        else:
            result.up += length
