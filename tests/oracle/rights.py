"""Rights that arise from a history of misses or of points (R1, R2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Fact, Subscription
from tests.oracle.calendars import Land, after
from tests.oracle.periods import holding
from tests.oracle.policy import bodies, body

GROUNDS = (ast.ConsecutiveMisses, ast.MissesAmong, ast.MissesCounted, ast.PointsReached)


@attrs.frozen(slots=True)
class Happened:
    """One period or run of a history: when it was, what it is called, how many points it bore; whether it is a miss.

    A run, and points, are at an instant: there `start` is `end`. `placed` is the instant by which one period holds it.
    """

    name: str
    start: int
    end: int
    missed: bool
    placed: int
    points: int = 0


@attrs.frozen(slots=True)
class Arising:
    """What gave rise to a right, when, and by which ground."""

    names: tuple[str, ...]
    at: int
    last: int
    ground: int


@attrs.frozen(slots=True)
class Circle:
    """What a right is judged in."""

    land: Land
    subscriptions: list[Subscription]
    facts: Sequence[Fact]
    as_of: int


def right_verdict(right: ast.Right, histories: Sequence[Sequence[Happened | None]], of: Circle) -> dict[str, Any]:
    """R1, R2: whether a right has arisen from the history of one of its grounds, and what became of it."""
    land = of.land
    grounds = list(bodies(right, *GROUNDS))
    arisings = arise(grounds, histories, of)
    if not arisings:
        return {"status": "not_arisen", "periods": []}
    if len(grounds) > 1:
        land.seen.add("R1-grounds")
    uses = body(right, ast.UseWithin)
    exercise = body(right, ast.ExercisedBy)
    for arising in reversed(arisings):
        until = after(land, arising.at, uses.length) if uses else None
        acts = [f.at for f in of.facts if exercise and f.name == exercise.fact and f.at >= arising.at]
        if any(until is None or at <= until for at in acts):
            land.seen.add("R1-exercised")
            return _outcome("exercised", arising, until) | {"exercised_at": min(acts)}
    last = arisings[-1]
    until = after(land, last.at, uses.length) if uses else None
    if until is not None and of.as_of > until:
        land.seen.add("R1-lapsed")
        return _outcome("lapsed", last, until)
    return _outcome("arisen", last, until)


def _outcome(status: str, arising: Arising, until: int | None) -> dict[str, Any]:
    return {
        "status": status,
        "periods": list(arising.names),
        "arisen_at": arising.at,
        "lapses_at": until,
        "ground_index": arising.ground,
    }


# -------------------- R1: arising


def arise(grounds: Sequence[Any], histories: Sequence[Sequence[Happened | None]], of: Circle) -> list[Arising]:
    """R1: a right arises anew only from a window that holds a miss later than those of before, whatever the ground."""
    found = [a for i, (g, h) in enumerate(zip(grounds, histories, strict=True)) for a in _by(i, g, h, of)]
    kept: list[Arising] = []
    for arising in sorted(found, key=lambda a: (a.at, a.ground)):
        if not kept or arising.last > max(k.last for k in kept):
            of.land.seen.add(f"R1-{type(grounds[arising.ground]).__name__}")
            kept.append(arising)
    return kept


def _by(index: int, ground: Any, history: Sequence[Happened | None], of: Circle) -> list[Arising]:
    """R1: every window of one ground that would give rise to the right. None in a history: no verdict for that period."""
    found = []
    for i in range(len(history)):
        among = len(history)
        if isinstance(ground, ast.ConsecutiveMisses):
            among = int(ground.number.value)
        elif isinstance(ground, ast.MissesAmong):
            among = int(ground.among.value)
        window = [h for h in history[max(0, i + 1 - among) : i + 1] if h is not None]
        chosen, at = (_points if isinstance(ground, ast.PointsReached) else _misses)(ground, window, of)
        if chosen:
            found.append(Arising(tuple(h.name for h in chosen), at, chosen[-1].end, index))
    return found


def _misses(ground: Any, window: list[Happened], of: Circle) -> tuple[list[Happened], int]:
    """R1: the misses that give rise to a right: enough, each notified, all within its window."""
    number, missed = int(ground.number.value), [h for h in window if h.missed]
    told: dict[str, int] = {}
    if ground.notified is not None:
        told = {h.name: at for h in missed if (at := _notified(ground.notified, h, of)) is not None}
        of.land.seen.add("R1-notified" if len(told) == len(missed) else "R1-not-notified")
        missed = [h for h in missed if h.name in told]
    inside = _inside(ground.window, missed, of)
    if len(inside) < number:
        if len(missed) >= number:
            of.land.seen.add("R1-window")
        return [], 0
    return inside, max([inside[-1].end, *(told[h.name] for h in inside if told)])


def _points(ground: ast.PointsReached, window: list[Happened], of: Circle) -> tuple[list[Happened], int]:
    """R1: so many points, each at its period's end."""
    bearing = [h for h in window if h.points]
    inside = _inside(ground.window, bearing, of)
    if not inside or sum(h.points for h in inside) < ground.number.value:
        return [], 0
    return inside, inside[-1].end


def _notified(rule: ast.Notified, of: Happened, circle: Circle) -> int | None:
    """R1: the first fact about the period by name, or about nothing, from the miss's start to the deadline."""
    until = after(circle.land, of.end, rule.length)
    found = [
        f.at
        for f in circle.facts
        if f.name == rule.fact and (f.period == of.name or (f.period is None and f.about is None)) and of.start <= f.at <= until
    ]
    return min(found, default=None)


def _inside(window: ast.Window | None, missed: list[Happened], of: Circle) -> list[Happened]:
    """R1: those within the window that ends with the last of them."""
    if not missed:
        return []
    last = missed[-1]
    match window:
        case ast.WithinRolling(length):
            return [h for h in missed if _near(h, last, length, of.land)]
        case ast.WithinOnePeriod(period):
            held = holding(of.land, period, of.subscriptions, last.placed)
            return [h for h in missed if held is not None and held.start <= h.placed < held.end]
    return missed


def _near(one: Happened, last: Happened, length: ast.Length, land: Land) -> bool:
    """R1: whole periods lie within a span of that length; what is at an instant, in a half-open one."""
    if one.start < one.end:
        return last.end <= after(land, one.start, length)
    return last.end == one.end or last.end < after(land, one.end, length)
