"""What exclusions take out by cause, and what is left of their windows (X1, D2, D4)."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from slalang.syntax import ast
from slalang.values.events import Fact, Outage
from tests.oracle.calendars import Land, after, notice_holds
from tests.oracle.policy import bodies, body
from tests.oracle.windows import Passed


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
