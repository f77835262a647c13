"""What is measured instead of time: requests, executions, values (O3, O4, D7)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from slalang.syntax import ast
from slalang.values.events import Counts, Event, Execution, Measure
from tests.oracle import stream
from tests.oracle.civil import exact_us
from tests.oracle.counts import admitted, part_inside
from tests.oracle.figures import Figure
from tests.oracle.looking import Looking, Subject
from tests.oracle.periods import Period
from tests.oracle.policy import Contract, said
from tests.oracle.resources import Life
from tests.oracle.sources import by_source
from tests.oracle.windows import lies_in

MOST = (ast.Comparison.AT_MOST, ast.Comparison.LESS_THAN)


class Gauge:
    """One measure of one subject in one period."""

    def __init__(self, of: Looking, subject: Subject, period: Period, contract: Contract) -> None:
        self.of, self.subject, self.period, self.seen = of, subject, period, of.seen
        rule: ast.MeasuredBy = of._one(ast.MeasuredBy)
        self.measure, self.reported = rule.measure, rule.reported
        self.spread = getattr(of._one(ast.UnevenCounts), "rule", None) is ast.UnevenRule.SPREAD
        self.windows = [w for w in of.window_rules(contract)[0] if w.causes is None]
        self.presence = of.presence(subject.component, subject.group)
        self.edges = {edge for w in self.windows for edge in w.edges()}
        if self.reported is not None:
            self.seen.add(f"O8-{type(self.reported.by).__name__}")

    def figures(self, target: Any) -> list[Figure]:
        """The measurement; two where slots that nobody observed may be good or bad (O5)."""
        self.seen.add(f"D7-{type(self.measure).__name__}")
        match self.measure:
            case ast.GoodRequests():
                return [self._requests()]
            case ast.MeanOfSlots(of_class, length):
                return self._mean_of_slots(of_class, exact_us(length))
            case ast.GoodExecutions(of_class):
                return [self._executions(of_class)]
        return [self._values(target)]

    # -------------------- whose and when

    def _mine(self, kind: type[Event]) -> list[Any]:
        heard = [e for told in by_source([e for e in self.of.observed if isinstance(e, kind)], self.reported) for e in told]
        return [e for e in heard if self._whose(e)]

    def _at(self, event: Any) -> int:
        at: int = event.start_at if isinstance(event, Counts) else event.at
        return at

    def _whose(self, event: Event) -> tuple[str | None, ...]:
        """D3, D7: the parts of the subject that an event is about; of resources those that are there then."""
        found = stream.parts(event, self.of.components)
        if self.presence is not None:
            there = {life.name for m in self._while(event) for life in self._there(m)}
            found = tuple(p for p in found if p in there)
        return found if self.subject.component is None else tuple(p for p in found if p == self.subject.component)

    def _while(self, event: Any) -> list[int]:
        """The instants of an event at which resources may come or go."""
        end = event.end_at if isinstance(event, Counts) else self._at(event)
        return self.presence.somewhere(self._at(event), end) if self.presence is not None else []

    def _there(self, instant: int) -> list[Life]:
        return self.presence.there(instant) if self.presence is not None else []

    def _excluded(self, event: Any, instant: int) -> bool:
        """D7: whether a valid window covers, at an instant, every part that an event is about."""
        return all(self._closed(part, instant) for part in self._whose(event))

    def _closed(self, part: str | None, instant: int) -> bool:
        return any(w.covers(part, instant) for w in self.windows)

    def _explained(self, event: Any) -> bool:
        """D1: what lies wholly inside an outage that is excluded by its cause."""
        # An instant lies inside a half-open interval that holds it (T1).
        end = event.end_at if isinstance(event, Counts) else self._at(event) + 1
        gone = all(self.of.explains(part)(self._at(event), end) for part in self._whose(event))
        if gone:
            self.seen.add("D1-explained")
        return gone

    def _uncovered(self, instant: int) -> bool:
        """T8: what happens outside the subscription is not its."""
        covered = self.of.covered()
        return covered is not None and not lies_in(covered, instant)

    def _left(self, event: Counts, start: int, end: int) -> Fraction:
        """The share of an interval that lies in [start, end) and in no excluded time."""
        if self._explained(event):
            return Fraction(0)
        covered = {edge for piece in self.of.covered() or () for edge in piece}
        if not self.spread or event.start_at == event.end_at:
            at = event.start_at
            inside = part_inside(event, start, end)
            moments = [at, *(e for e in self.edges | covered if at < e < event.end_at)]
            if not inside or all(self._uncovered(m) for m in moments):
                return Fraction(0)
            if all(self._excluded(event, m) for m in moments):
                self.seen.add("D7-excluded")
                return Fraction(0)
            return inside
        first, last = max(start, event.start_at), min(end, event.end_at)
        if first >= last:
            return Fraction(0)
        points = sorted({first, last, *(e for e in self.edges | covered if first < e < last)})
        kept = sum(b - a for a, b in pairwise(points) if not self._excluded(event, a) and not self._uncovered(a))
        if kept < last - first:
            self.seen.add("D7-excluded-part")
        return Fraction(kept, event.end_at - event.start_at)

    def _score(self, event: Any) -> Fraction:
        for rule in said(self.of.tree, self.of.commitment, ast.ClassScores):
            if rule.name == event.class_:
                self.seen.add("D7-score")
                score: Fraction = rule.score.value
                return score
        return Fraction(1)

    def _empty(self) -> Figure:
        """D7: a period without any."""
        rule = self.of._one(ast.EmptyMeasure).rule
        self.seen.add(f"D7-empty-{rule.name.lower()}")
        by_value = isinstance(self.measure, ast.MeanOf | ast.WorstOf | ast.PercentileOf)
        up = rule is ast.EmptyMeasureRule.UP
        share = None if by_value else Fraction(1 if up else 0)
        return Figure(share, pieces=None if by_value else (), empty=up, left_out=rule is ast.EmptyMeasureRule.LEFT_OUT)

    # -------------------- D7: what is counted

    def _counts(self, of_class: ast.OfClass | None) -> list[Counts]:
        return [c for c in self._mine(Counts) if admitted(c, of_class)]

    def _requests(self) -> Figure:
        counts = self._counts(self.measure.of_class)  # type: ignore[union-attr]
        shares = [(c, self._left(c, self.period.start, self.period.end)) for c in counts]
        total = sum((share * c.total for c, share in shares), Fraction(0))
        good = sum((share * (c.total - c.failed) * self._score(c) for c, share in shares), Fraction(0))
        bad = sum((share * c.failed for c, share in shares), Fraction(0))
        return Figure(good / total, bad, total) if total else self._empty()

    def _executions(self, of_class: ast.OfClass | None) -> Figure:
        mine = [e for e in self._instants(Execution) if admitted(e, of_class)]
        if not mine:
            return self._empty()
        good = sum((self._score(e) for e in mine if e.good), Fraction(0))
        return Figure(good / len(mine), sum(not e.good for e in mine), len(mine))

    def _instants(self, kind: type[Event]) -> list[Any]:
        """What happened in the period, and neither in excluded time nor explained."""
        found = []
        for e in self._mine(kind):
            if not self.period.start <= e.at < self.period.end or self._uncovered(e.at):
                continue
            if self._excluded(e, e.at):
                self.seen.add("D7-excluded")
            elif not self._explained(e):
                found.append(e)
        return found

    def _values(self, target: Any) -> Figure:
        measure: Any = self.measure
        values = sorted(Fraction(e.value) for e in self._instants(Measure) if e.name == measure.measure)
        if not values:
            return self._empty()
        match measure:
            case ast.MeanOf():
                value = sum(values, Fraction(0)) / len(values)
            case ast.WorstOf():
                value = values[-1] if target is None or target.comparison in MOST else values[0]
            case ast.PercentileOf(percentile):
                share = percentile.value / 100
                value = next(v for v in values if sum(w <= v for w in values) >= share * len(values))
            case _:
                raise TypeError(measure)
        return Figure(None, 0, 0, value)

    # -------------------- D7: the mean of slots

    def _mean_of_slots(self, of_class: ast.OfClass | None, size: int) -> list[Figure]:
        counts = self._counts(of_class)
        empty = self.of._one(ast.EmptySlot).rule
        unobserved = self.of._one(ast.Unobserved).rule
        shares: list[Fraction] = []
        unknown = 0
        for start, end, bare in self._slots(size):
            if bare:
                # T8: what the subscription does not cover counts as up, or is not judged.
                shares += [Fraction(1)] if self.of.partial is ast.PartialRule.REST_IS_UP else []
                continue
            heard = [(c, part_inside(c, start, end)) for c in counts if part_inside(c, start, end)]
            left = [(c, share) for c, _ in heard if (share := self._left(c, start, end))]
            if self._gone(start, end) or (heard and not left):
                self.seen.add("D7-slot-excluded")
                continue
            total = sum((share * c.total for c, share in left), Fraction(0))
            if left and total:
                shares.append(sum((share * (c.total - c.failed) * self._score(c) for c, share in left), Fraction(0)) / total)
            elif left:
                self.seen.add(f"D7-slot-{empty.name.lower()}")
                if empty is not ast.EmptySlotRule.LEFT_OUT:
                    shares.append(Fraction(1 if empty is ast.EmptySlotRule.UP else 0))
            elif unobserved is ast.UnobservedRule.UNKNOWN:
                unknown += 1
            else:
                self.seen.add(f"O5-{unobserved.name.lower()}")
                shares.append(Fraction(1 if unobserved is ast.UnobservedRule.UP else 0))
        number = len(shares) + unknown
        if not number:
            return [self._empty()]
        whole = sum(shares, Fraction(0))
        found = [Figure(good / number, number - good, number) for good in (whole + unknown, whole)]
        return found if unknown else found[:1]

    def _slots(self, size: int) -> Sequence[tuple[int, int, bool]]:
        """The slots of the period that have begun, as far as they lie in it, and whether the subscription covers none of it."""
        found = []
        for start in range(self.period.start - self.period.start % size, min(self.period.end, self.of.of.as_of), size):
            first, last = max(start, self.period.start), min(start + size, self.period.end)
            covered = {edge for piece in self.of.covered() or () for edge in piece}
            moments = [first, *(e for e in covered if first < e < last)]
            if first >= self.of.of.as_of:
                continue
            if self.presence is not None and not any(
                life for m in self.presence.somewhere(first, last) for life in self._there(m)
            ):
                continue
            found.append((first, last, all(self._uncovered(m) for m in moments)))
        return found

    def _gone(self, start: int, end: int) -> bool:
        """Whether excluded time takes a slot wholly."""
        parts = self.of.components or (None,) if self.subject.component is None else (self.subject.component,)
        moments = [start, *(e for e in self.edges if start < e < end)]
        if self.presence is None:
            return all(self._closed(part, m) for part in parts for m in moments)
        # Of resources those that are there; while none is, nothing is judged.
        moments = sorted({*moments, *self.presence.somewhere(start, end)})
        return all(self._closed(life.name, m) for m in moments for life in self._there(m))
