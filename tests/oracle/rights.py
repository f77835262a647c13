"""Rights that arise from a history of misses (R1, R2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Fact, Subscription
from tests.oracle.calendars import Land, after
from tests.oracle.periods import Period, holding
from tests.oracle.policy import body


@attrs.frozen(slots=True)
class Arising:
    """A window of periods that gave rise to a right, and when."""

    periods: tuple[Period, ...]
    at: int


def right_verdict(
    right: ast.Right,
    judged: Sequence[tuple[Period, bool | None]],
    land: Land,
    subscriptions: list[Subscription],
    facts: Sequence[Fact],
    as_of: int,
) -> dict[str, Any]:
    """R1, R2: whether a right has arisen from the judged periods (missed or not), and what became of it."""
    arisings = arise(right, judged, land, subscriptions)
    if not arisings:
        return {"status": "not_arisen", "periods": []}
    land.seen.add(f"R1-{type(body(right, ast.ConsecutiveMisses, ast.MissesAmong)).__name__}")
    uses = body(right, ast.UseWithin)
    exercise = body(right, ast.ExercisedBy)
    for arising in reversed(arisings):
        until = after(land, arising.at, uses.length) if uses else None
        if exercise and any(f.name == exercise.fact and f.at >= arising.at and (until is None or f.at <= until) for f in facts):
            land.seen.add("R1-exercised")
            return _outcome("exercised", arising)
    last = arisings[-1]
    if uses and as_of > after(land, last.at, uses.length):
        land.seen.add("R1-lapsed")
        return _outcome("lapsed", last)
    return _outcome("arisen", last)


def _outcome(status: str, arising: Arising) -> dict[str, Any]:
    return {"status": status, "periods": [p.name for p in arising.periods]}


def arise(
    right: ast.Right,
    judged: Sequence[tuple[Period, bool | None]],
    land: Land,
    subscriptions: list[Subscription],
) -> list[Arising]:
    """R1: a right arises anew only from a window that holds a miss later than those of before."""
    rule = body(right, ast.ConsecutiveMisses, ast.MissesAmong)
    number = int(rule.number.value)
    among = int(rule.among.value) if isinstance(rule, ast.MissesAmong) else number
    found: list[Arising] = []
    latest = None
    for i in range(len(judged)):
        window = judged[max(0, i + 1 - among) : i + 1]
        missed = [p for p, miss in window if miss]
        chosen = _chosen(missed, number, rule.window, land, subscriptions)
        if chosen and (latest is None or chosen[-1].start > latest):
            latest = chosen[-1].start
            found.append(Arising(tuple(chosen), chosen[-1].end))
    return found


def _chosen(
    missed: list[Period],
    number: int,
    window: ast.Window | None,
    land: Land,
    subscriptions: list[Subscription],
) -> list[Period]:
    """The misses that give rise to the right: enough of them, all within its window."""
    match window:
        case ast.WithinRolling(length) if missed:
            inside = [p for p in missed if missed[-1].end <= after(land, p.start, length)]
        case ast.WithinSubscriptionYear() if missed:
            year = holding(land, ast.SubscriptionYear(), subscriptions, missed[-1].start)
            inside = [p for p in missed if year is not None and year.start <= p.start and p.end <= year.end]
        case _:
            inside = missed
    if len(inside) < number:
        if len(missed) >= number:
            land.seen.add("R1-window")
        return []
    return inside
