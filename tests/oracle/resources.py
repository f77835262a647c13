"""Resources that come and go: which there are at an instant, in which group, under which conditions (D3, O7)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import CivilDate, Resource
from slalang.values.instants import civil_date
from tests.oracle.calendars import Land, after

Group = tuple[tuple[str, Any], ...]


@attrs.frozen(slots=True)
class Life:
    """One `resource` event as it governs: from its start until the next of its name starts, or to its own end."""

    name: str
    start: int
    end: int | None
    attributes: dict[str, Any]
    born: int
    """Since when the resource is there without a gap."""

    def holds(self, instant: int) -> bool:
        return self.start <= instant and (self.end is None or instant < self.end)


def lives_of(events: list[Resource], land: Land, as_of: int) -> list[Life]:
    """D3: the latest started governs from its start; what it says replaces what the earlier said, to its own end."""

    def instant(moment: Any, *, end: bool) -> int:
        if isinstance(moment, CivilDate):
            return land.zone.midnight(civil_date(moment.day + (1 if end else 0)))
        return int(moment)

    found: list[Life] = []
    by_name: dict[str, list[tuple[int, str, int | None, Resource]]] = {}
    for e in events:
        start = instant(e.from_at, end=False)
        # An end that lies after `as of` is not yet known; what has not come by then is not there (O6).
        to = None if e.to_at is None else instant(e.to_at, end=True)
        if start <= as_of:
            by_name.setdefault(e.resource, []).append((start, e.id, None if to is None or to > as_of else to, e))
    for name, told in sorted(by_name.items()):
        told.sort(key=lambda t: (t[0], t[1]))
        for i, (start, _, to, e) in enumerate(told):
            later = told[i + 1][0] if i + 1 < len(told) else None
            ends = [x for x in (to, later) if x is not None]
            end = min(ends) if ends else None
            if end is not None and end <= start:
                continue
            before = next((life for life in reversed(found) if life.name == name), None)
            born = before.born if before is not None and before.end == start else start
            if before is not None:
                land.seen.add("D3-followed" if before.end == start else "D3-gap")
            found.append(Life(name, start, end, dict(e.attributes), born))
    return found


def attribute_holds(condition: ast.Condition, attributes: dict[str, Any]) -> bool:
    """An attribute that is not there is none of the values."""
    if not isinstance(condition, ast.AttributeIs):
        raise TypeError(condition)
    value = attributes.get(condition.attribute)
    return (value is not None and str(value) in condition.values) is not bool(condition.negated)


class Presence:
    """Which resources a verdict is about, and when (D3): one of them, a group of them, or all."""

    def __init__(self, lives: list[Life], phrases: list[Any], land: Land, part: str | None, group: Group | None) -> None:
        self.land, self.part, self.group = land, part, group
        self.only = [p.where for p in phrases if isinstance(p, ast.OnlyResources)]
        self.standing = [p.standing for p in phrases if isinstance(p, ast.OnlyWhile)]
        grouped = [p for p in phrases if isinstance(p, ast.GroupedBy)]
        self.grouped_by = grouped[0].attributes if grouped else ()
        self.other = next((p.rule for p in phrases if isinstance(p, ast.OtherTime)), ast.OtherTimeRule.LEAVES)
        self.lives = lives

    def passing(self, instant: int) -> list[Life]:
        """The resources that exist, pass the filter, and are of the group."""
        return [life for life in self.lives if life.holds(instant) and self._passes(life)]

    def _passes(self, life: Life) -> bool:
        admitted = all(attribute_holds(c, life.attributes) for where in self.only for c in where.conditions)
        return admitted and (self.group is None or self.group_of(life) == self.group)

    @property
    def whose(self) -> set[str | None]:
        """The resources that are ever there."""
        return {life.name for life in self.lives if self._passes(life) and self.part in (None, life.name)}

    def group_of(self, life: Life) -> Group | None:
        if any(a not in life.attributes for a in self.grouped_by):
            return None
        return tuple((a, life.attributes[a]) for a in self.grouped_by)

    def there(self, instant: int) -> list[Life]:
        """Those that count at an instant; none in other time."""
        passing = self.passing(instant)
        for standing in self.standing:
            if isinstance(standing, ast.SpreadOver):
                values = {life.attributes[standing.attribute] for life in passing if standing.attribute in life.attributes}
                if len(values) < standing.number.value:
                    self.land.seen.add("D3-spread")
                    return []
        found = [life for life in passing if all(self._stands(life, s, instant) for s in self.standing)]
        return found if self.part is None else [life for life in found if life.name == self.part]

    def _stands(self, life: Life, standing: Any, instant: int) -> bool:
        match standing:
            case ast.Aged(length):
                held = after(self.land, life.born, length) <= instant
            case ast.AttributeIs():
                held = attribute_holds(standing, life.attributes)
            case _:
                return True
        if not held:
            self.land.seen.add(f"D3-{type(standing).__name__}")
        return held

    @cached_property
    def edges(self) -> set[int]:
        found: set[int] = set()
        for life in self.lives:
            found |= {life.start, *([life.end] if life.end is not None else [])}
            found |= {after(self.land, life.born, s.length) for s in self.standing if isinstance(s, ast.Aged)}
        return found

    def somewhere(self, start: int, end: int) -> list[int]:
        """An instant of every stretch of a period in which the same resources are there."""
        return sorted({start, *(e for e in self.edges if start < e < end)})

    def names(self, start: int, end: int) -> list[str]:
        """Those that exist, filtered, at some instant of a period."""
        return sorted({life.name for at in self.somewhere(start, end) for life in self.passing(at)})

    def groups(self, start: int, end: int) -> list[Group]:
        found = {self.group_of(life) for at in self.somewhere(start, end) for life in self.passing(at)}
        return sorted((g for g in found if g is not None), key=str)

    def ever(self, start: int, end: int) -> bool:
        """Whether the conditions hold at some instant of a period."""
        return any(self.there(at) for at in self.somewhere(start, end))

    def attributes(self, start: int, end: int) -> dict[str, Any]:
        """C1: the values at the period's start, else at the first instant in it; of a group its own."""
        if self.group is not None:
            return dict(self.group)
        for at in self.somewhere(start, end):
            for life in self.lives:
                if life.name == self.part and life.holds(at):
                    return life.attributes
        return {}


def weight_of(life: Life, attribute: str) -> Fraction:
    return Fraction(Decimal(str(life.attributes[attribute])))
