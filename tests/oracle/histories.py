"""What a right looks back on: a promise's periods or runs, or points, in the order of their time (R1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Subscription
from tests.oracle.awards import lies_within
from tests.oracle.calendars import Land
from tests.oracle.civil import exact_us
from tests.oracle.clocks import Outcome
from tests.oracle.periods import Period, touching
from tests.oracle.policy import body, rules_of
from tests.oracle.rights import Happened

Verdict = dict[str, Any]
Judged = Sequence[tuple[Period, Verdict]]


@attrs.frozen(slots=True)
class Histories:
    """All that was judged for one customer: by periods, and by runs."""

    tree: ast.Policy
    land: Land
    subscriptions: list[Subscription]
    periods: Mapping[str, Judged]
    runs: Mapping[str, Sequence[Outcome]]
    joints: Mapping[str, Judged] = attrs.field(factory=dict)

    def of(self, ground: Any) -> list[Happened | None]:
        """The history that one ground of a right looks at."""
        if isinstance(ground, ast.PointsReached):
            return self._points(ground.credit.text)
        name = ground.commitment.text
        if name in self.runs:
            return self._of_runs(self.runs[name])
        judged = self.periods.get(name, ())
        found: dict[tuple[int, int], Happened] = {}
        for period in dict.fromkeys(p for p, _ in judged):
            missed = any(is_miss(ground.miss, v) for p, v in judged if p == period)
            found[period.start, period.end] = Happened(period.name, period.start, period.end, missed, period.start)
        return [found.get((p.start, p.end)) for p in self._in_order(name, judged)]

    def _in_order(self, name: str, judged: Judged) -> list[Period]:
        """R1: every period from the first judged to the last, also those without a verdict."""
        rules: list[ast.Commitment | ast.Share] = [*rules_of(self.tree, ast.Commitment), *rules_of(self.tree, ast.Share)]
        rules = [r for r in rules if r.name.text == name]
        if not judged or not rules:
            return []
        rule = body(rules[0], ast.CommitmentPeriod).period
        first, last = judged[0][0].start, judged[-1][0].start
        between = touching(self.land, rule, self.subscriptions, first, last + 1)
        return [p for p in between if first <= p.start <= last]

    def _of_runs(self, runs: Sequence[Outcome]) -> list[Happened | None]:
        """R1: runs are misses at their deadlines, else at their stops."""
        found: list[Happened] = []
        for run in (r for r in runs if r.status == "breached"):
            self.land.seen.add("R1-runs")
            at = run.due_at if run.due_at is not None else run.stopped_at if run.stopped_at is not None else run.end_at
            called = run.ticket or run.event or (run.period.name if run.period else "")
            found.append(Happened(called, at, at, True, at))
        return [*sorted(found, key=lambda h: (h.end, h.name))]

    def _points(self, name: str) -> list[Happened | None]:
        """R1: the points of a credit, or those that a joint rule counts, at their periods' ends."""
        sums: dict[tuple[int, int, str], int] = {}
        for period, verdict in self.joints[name] if name in self.joints else self.periods.get(name, ()):
            at = (period.end, period.start, period.name)
            sums[at] = sums.get(at, 0) + (verdict["credit"].get("points") or 0)
        return [Happened(called, end, end, False, start, points) for (end, start, called), points in sorted(sums.items())]


def is_miss(miss: ast.Miss, verdict: Verdict) -> bool:
    """R1: whether a verdict is a miss: breached, breached within limits, or down longer than a length."""
    match miss:
        case ast.Missed():
            return bool(verdict["status"] == "breached")
        case ast.DownLonger(comparison, length):
            counted = (verdict.get("time_us") or {}).get("counted")
            limit = exact_us(length)
            if counted is None or verdict["status"] == "not_applicable":
                return False
            return bool(counted >= limit if comparison is ast.Comparison.AT_LEAST else counted > limit)
    points = verdict.get("judged") or ()
    ends = (*points[:1], *points[-1:])
    return verdict["status"] == "breached" and bool(ends) and all(lies_within(miss, p, verdict.get("edge")) for p in ends)
