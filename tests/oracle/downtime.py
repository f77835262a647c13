"""From bad time to the classes of a period and its availability, in the law's fixed order (D2-D8)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Fact, Outage
from tests.oracle.calendars import Land, after, calendar_edges, is_open, notice_holds
from tests.oracle.civil import exact_us
from tests.oracle.periods import Period
from tests.oracle.policy import bodies, body
from tests.oracle.watching import State, Watch, combine
from tests.oracle.windows import Passed, lies_in


@attrs.frozen(slots=True)
class CauseRule:
    """X1: an exclusion of outages by cause, environment and fact; `place` is where it is listed."""

    place: int
    name: str
    parts: tuple[str | None, ...]
    rule: ast.OutagesExcluded


class WindowRule:
    """X2: an exclusion by windows with what left their conditions; `causes`: only those (D4)."""

    def __init__(self, place: int, name: str, passed: Sequence[Passed], causes: tuple[str, ...] | None = None) -> None:
        self.place, self.name, self.causes = place, name, causes
        self._pieces = [(s, e, p.window.covers) for p in passed for s, e in p.pieces]
        self._asked: dict[int, set[str | None]] = {}

    def covers(self, part: str | None, instant: int) -> bool:
        """Whether a valid window of the exclusion takes the time of a part at an instant."""
        if instant not in self._asked:
            found: set[str | None] = set()
            for start, end, parts in self._pieces:
                if start <= instant < end:
                    found.update(parts)
            self._asked[instant] = found
        return part in self._asked[instant]

    def edges(self) -> set[int]:
        return {edge for start, end, _ in self._pieces for edge in (start, end)}


@attrs.frozen(slots=True)
class Measuring:
    """How a commitment measures (D3, D5-D7) and what it looks at."""

    watches: dict[str | None, Watch]
    combining: ast.Node | None
    causes: tuple[CauseRule, ...]
    windows: tuple[WindowRule, ...]
    shortest: ast.ShortestRun | None
    granularity: Any
    basis: Any
    unobserved: ast.UnobservedRule
    supposed: bool
    facts: tuple[Fact, ...]


@attrs.frozen(slots=True)
class Moment:
    """What an elementary stretch is: before exclusions, after them, and who took it (D2-D4)."""

    raw: State
    net: State
    taker: str | None
    closed: str | None


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

    @property
    def availability(self) -> Fraction:
        return Fraction(self.basis - self.counted, self.basis)


def caused_by(cause: str | None, names: Sequence[str]) -> bool:
    """D2: causes form a tree: `customer.network` is a `customer`."""
    return cause is not None and any(cause == n or cause.startswith(n + ".") for n in names)


def cause_excluded(outage: Outage, rule: ast.OutagesExcluded, facts: Sequence[Fact], land: Land) -> bool:
    """X1: whether an outage is excluded by its cause, environment and fact, all that are named."""
    if rule.caused_by and not caused_by(outage.cause, [n.text for n in rule.caused_by.causes]):
        return False
    if rule.environment and outage.environment not in rule.environment.environments:
        return False
    if rule.fact is None:
        land.seen.add("X1-environment" if rule.environment else "X1-cause")
        return True
    timely = [
        f
        for f in facts
        if f.name == rule.fact.fact and f.about == outage.id and _in_time(f.at, outage.start_at, rule.fact, land)
    ]
    land.seen.add("X1-fact" if timely else "X1-without-fact")
    return bool(timely)


def _in_time(at: int, start: int, rule: ast.WithFact, land: Land) -> bool:
    match rule.deadline:
        case ast.FactDeadline(length):
            return at <= after(land, start, length)
        case ast.FactNotice(length):
            return notice_holds(land, at, start, length)
    return True


class Timeline:
    """The moments of a service (or of one part of it) and the runs that they make."""

    def __init__(self, how: Measuring, land: Land, edges: set[int]) -> None:
        self.how, self.land = how, land
        self._taken: dict[tuple[int, str], bool] = {}
        self._moments: dict[int, Moment] = {}
        self._own = set(edges)
        for watch in how.watches.values():
            self._own |= watch.edges()
        for rule in how.windows:
            self._own |= rule.edges()
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
            self.moments = [self.moment(start) for start, _ in self.cells]
            self.ignored = [False] * len(self.cells)
            wanted = self._apply_shortest()
            self.bad = [m.net is State.BAD and not i for m, i in zip(self.moments, self.ignored, strict=True)]
            self.runs = self._runs(self.bad)
            wanted |= self._rounded_ends()
            if wanted <= self._own:
                break
            self._own |= wanted
            self._extend_to_slots()

    # -------------------- D2-D4

    def moment(self, at: int) -> Moment:
        if at not in self._moments:
            self._moments[at] = self._moment(at)
        return self._moments[at]

    def _moment(self, at: int) -> Moment:
        raw, net, takers = [], [], []
        for part in self.how.watches:
            before, left, taker = self._part(part, at)
            raw.append(before)
            net.append(left)
            takers += [taker] if taker else []
        raw_state, net_state = combine(self.how.combining, raw), combine(self.how.combining, net)
        first = min(takers)[1] if takers and raw_state is State.BAD and net_state is State.UP else None
        if len(set(takers)) > 1 and first:
            self.land.seen.add("X5")
        return Moment(raw_state, net_state, first, self._closed(at))

    def _part(self, part: str | None, at: int) -> tuple[State, State, tuple[int, str] | None]:
        """D1, D2, D4 for one part: its state before and after exclusions, the first listed that took it."""
        watch = self.how.watches[part]
        outages, probed = watch.outages_at(at), watch.probed(at)
        if probed is State.UNKNOWN and outages and self.how.supposed:
            # Where only what nobody saw is supposed to be down: an outage tells what the time was.
            probed = State.UP
        if probed is State.UNKNOWN and self.how.unobserved is not ast.UnobservedRule.UNKNOWN:
            self.land.seen.add(f"O5-{self.how.unobserved.name.lower()}")
            probed = State.BAD if self.how.unobserved is ast.UnobservedRule.DOWN else State.UP
        before = State.BAD if outages or probed is State.BAD else probed
        if before is State.UP:
            return before, before, None
        takers = [(w.place, w.name) for w in self.how.windows if w.causes is None and w.covers(part, at)]
        spared = [self._spared_by(o, part, at) for o in outages]
        if probed is not State.BAD and outages and all(spared):
            takers += [min(s) for s in spared if s]
        elif not takers:
            if any(spared):
                self.land.seen.add("D4-counted-beside-excluded")
            return before, before, None
        if before is State.UNKNOWN:
            return before, State.UP, None
        # An outage tells what the time was, also where no probe does: it was observed, and is excluded.
        if len(set(takers)) > 1:
            self.land.seen.add("X5")
        return before, State.UP, min(takers)

    def _spared_by(self, outage: Outage, part: str | None, at: int) -> list[tuple[int, str]]:
        """What takes out this outage by its cause: anywhere (X1), or inside a window (D4)."""
        found = [(c.place, c.name) for c in self.how.causes if part in c.parts and self._takes(c, outage)]
        for rule in self.how.windows:
            if rule.causes is not None and rule.covers(part, at) and caused_by(outage.cause, rule.causes):
                self.land.seen.add("D4-only-caused-by")
                found.append((rule.place, rule.name))
        return found

    def _takes(self, rule: CauseRule, outage: Outage) -> bool:
        key = (rule.place, outage.id)
        if key not in self._taken:
            self._taken[key] = cause_excluded(outage, rule.rule, self.how.facts, self.land)
        return self._taken[key]

    def _closed(self, at: int) -> str | None:
        """The first listed exclusion whose valid windows take the time of every part."""
        for rule in self.how.windows:
            if rule.causes is None and all(rule.covers(part, at) for part in self.how.watches):
                return rule.name
        return None

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
                if shut or (bare and partial is ast.PartialRule.COVERED_PART):
                    result.outside += length
                    continue
                # What was too short before exclusions were tested, no cause had to take; a window leaves T all the same.
                spared = self.ignored[i] and self.moments[i].raw is State.BAD
                closed = (None if spared else self.moments[i].taker) or self.moments[i].closed
                if less and self.moments[i].closed and closed and self.cells[i][0] not in counted:
                    result.excluded[closed] = result.excluded.get(closed, 0) + length
                elif bare:
                    result.up += length
                else:
                    self._book(result, i, length, counted)
        result.basis = result.total - result.outside
        if less:
            result.basis -= sum(result.excluded.values())
        return result

    def last_incident(self, period: Period, covered: list[tuple[int, int]] | None) -> int | None:
        """C6: the end of the last outage or run of failed probes that has counted time in the period."""
        ends: list[int] = []
        hours = self.how.basis.calendar.text if isinstance(self.how.basis, ast.CalendarHours) else None
        for at in self.counted_in(period):
            # Time outside the service hours, or that the subscription does not cover, has not counted.
            end = next(e for s, e in self.cells if s == at)
            moments = {at} | ({e for e in calendar_edges(self.land, hours, at, end) if at < e < end} if hours else set())
            if (hours and not any(is_open(self.land, hours, m) for m in moments)) or (
                covered is not None and not lies_in(covered, at)
            ):
                continue
            for part, watch in self.how.watches.items():
                ends += [o.end_at or at for o in watch.outages_at(at) if not self._spared_by(o, part, at)]
                if watch.probed(at) is State.BAD:
                    # The run lasts until as many locations as it takes no longer agree.
                    ends.append(next((c for c, _ in self.cells if c > at and watch.probed(c) is not State.BAD), watch.as_of))
        return max(ends, default=None)

    def _book(self, result: Classes, i: int, length: int, counted: set[int]) -> None:
        moment = self.moments[i]
        taker = moment.taker
        if self.cells[i][0] in counted:
            result.counted += length
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


def cause_rules(exclusions: list[tuple[int, ast.Exclusion]], everywhere: tuple[str | None, ...]) -> list[CauseRule]:
    """X1: the exclusions by cause, as listed."""
    found = []
    for place, exclusion in exclusions:
        if body(exclusion, ast.NothingExcluded):
            continue
        only = [name.text for b in bodies(exclusion, ast.OnlyComponents) for name in b.names]
        limited = tuple(p for p in everywhere if not only or p in only)
        found += [CauseRule(place, exclusion.name.text, limited, b) for b in bodies(exclusion, ast.OutagesExcluded)]
    return found
