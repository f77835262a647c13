"""What a service is at an instant: its parts before and after exclusions, combined and weighed (D1-D4)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Fact, Outage
from tests.oracle.calendars import Land
from tests.oracle.causes import CauseRule, WindowRule, cause_excluded, caused_by
from tests.oracle.resources import Life, Presence, weight_of
from tests.oracle.sources import Explains, State, Taker, nobody_explains
from tests.oracle.watching import Watch, combine

WEIGHTED = (ast.WeightedByDegree, ast.WeightedByAttribute, ast.WeightedByShares)


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
    facts: tuple[Fact, ...]
    presence: Presence | None = None


@attrs.frozen(slots=True)
class Moment:
    """What an elementary stretch is: before exclusions, after them, who took it, and what its bad time weighs (D2-D4).

    `other` is time without the conditions of the commitment (D3).
    """

    raw: State
    net: State
    taker: str | None
    closed: str | None
    other: bool = False
    weight: Fraction = Fraction(1)
    incidents: frozenset[str] = frozenset()
    unnamed: bool = False


@attrs.frozen(slots=True)
class PartMoment:
    """One part at an instant: before and after exclusions, who took it, and what is still bad."""

    before: State
    after: State
    taker: Taker | None = None
    left: tuple[Outage, ...] = ()
    unnamed: bool = False


class Moments:
    """The service at any instant; everything is asked anew of each."""

    def __init__(self, how: Measuring, land: Land) -> None:
        self.how, self.land = how, land
        self.weighted = isinstance(how.combining, WEIGHTED)
        self._taken: dict[tuple[int, str], bool] = {}
        self._asked: dict[int, Moment] = {}

    def edges(self) -> set[int]:
        found: set[int] = set()
        for watch in self.how.watches.values():
            found |= watch.edges()
        for rule in self.how.windows:
            found |= rule.edges()
        return found | (self.how.presence.edges if self.how.presence else set())

    def at(self, instant: int) -> Moment:
        if instant not in self._asked:
            self._asked[instant] = self._at(instant)
        return self._asked[instant]

    def _at(self, at: int) -> Moment:
        names: list[str | None] = list(self.how.watches)
        lives: list[Life] = []
        if self.how.presence is not None:
            lives = self.how.presence.there(at)
            if not lives:
                self.land.seen.add("D3-other-time")
                return Moment(State.UP, State.UP, None, self._closed([*self.how.presence.whose], at), other=True)
            names = [life.name for life in lives]
        parts = {name: self._part(name, at) for name in names}
        raw_state = combine(self.how.combining, [p.before for p in parts.values()])
        net_state = combine(self.how.combining, [p.after for p in parts.values()])
        bad = {name: p for name, p in parts.items() if p.after is State.BAD}
        weight = self._weight(bad, lives) if net_state is State.BAD else Fraction(1)
        if isinstance(self.how.combining, ast.WeightedByAttribute) and not self._heaviness(lives):
            # Without any weight nothing is down.
            raw_state = net_state = State.UP
        takers = [p.taker for p in parts.values() if p.taker]
        first = min(takers)[1] if takers and raw_state is State.BAD and net_state is State.UP else None
        if len(set(takers)) > 1 and first:
            self.land.seen.add("X5")
        return Moment(
            raw_state,
            net_state,
            first,
            self._closed(names, at),
            False,
            weight,
            frozenset(o.id for p in bad.values() for o in p.left),
            any(p.unnamed for p in bad.values()),
        )

    # -------------------- D3: weights

    def _heaviness(self, lives: Sequence[Life]) -> Fraction:
        rule: Any = self.how.combining
        return sum((weight_of(life, rule.attribute) for life in lives), Fraction(0))

    def _weight(self, bad: dict[str | None, PartMoment], lives: Sequence[Life]) -> Fraction:
        match self.how.combining:
            case ast.WeightedByShares(weights):
                self.land.seen.add("D3-shares")
                return sum((w.percent.share for w in weights if w.component.text in bad), Fraction(0))
            case ast.WeightedByAttribute():
                whole = self._heaviness(lives)
                self.land.seen.add("D3-attribute")
                return self._heaviness([life for life in lives if life.name in bad]) / whole if whole else Fraction(0)
            case ast.WeightedByDegree():
                self.land.seen.add("D3-degree")
                degrees = [o.degree for p in bad.values() for o in p.left]
                return max([*degrees, *(Fraction(1) for p in bad.values() if p.unnamed)])
        return Fraction(1)

    # -------------------- D1, D2, D4: one part

    def _part(self, part: str | None, at: int) -> PartMoment:
        """One part: its state before and after exclusions, the first listed that took it."""
        watch = self.how.watches[part]
        told, lasting = watch.observed(at), watch.outages_at(at)
        spared = {o.id: self._spared_by(o, part, at) for outages in lasting for o in outages}
        left = [[o for o in outages if not spared[o.id]] for outages in lasting]
        # First the sources must agree that it is bad (D1), then outages are taken out (D2): one that counts is enough.
        down = bool(lasting) and all(lasting)
        still = down and any(left)
        # What is left once failures are explained may settle what the silent ones leave open: then nothing is unobserved.
        open_ = told.raw is State.UNKNOWN and told.net is not State.UP
        raw = self._settled(told.raw if open_ or told.raw is State.BAD else State.UP, down or told.raw is State.BAD)
        net = self._settled(told.net, down)
        before = State.BAD if down else raw
        after = State.BAD if still else net
        remains = tuple(o for outages in left for o in outages) if still else ()
        if before is State.UP:
            return PartMoment(before, before)
        takers = [(w.place, w.name) for w in self.how.windows if w.causes is None and w.covers(part, at)]
        if before is State.UNKNOWN:
            # What is left once failures are explained may settle it: then it is up.
            return PartMoment(after, after) if after is State.UP else PartMoment(before, State.UP if takers else before)
        if after is State.UNKNOWN and not takers:
            self.land.seen.add("D1-explained-in-part")
            return PartMoment(before, after)
        if after is not State.BAD:
            # An outage tells what the time was, also where no probe does: it was observed, and is excluded.
            takers += [min(spared[o.id]) for outages in lasting for o in outages] if down else []
            if told.takers:
                self.land.seen.add("D1-explained")
                takers += told.takers
        elif not takers:
            if any(spared.values()):
                self.land.seen.add("D4-counted-beside-excluded")
            return PartMoment(before, before, None, remains, net is State.BAD)
        if len(set(takers)) > 1:
            self.land.seen.add("X5")
        return PartMoment(before, State.UP, min(takers))

    def _settled(self, state: State, observed: bool) -> State:
        """O5: what becomes of time that nobody observed."""
        if state is not State.UNKNOWN:
            return state
        if observed:
            # Where something says that it is bad, it was observed (decision 0005).
            return State.UP
        if self.how.unobserved is ast.UnobservedRule.UNKNOWN:
            return state
        self.land.seen.add(f"O5-{self.how.unobserved.name.lower()}")
        return State.BAD if self.how.unobserved is ast.UnobservedRule.DOWN else State.UP

    def _spared_by(self, outage: Outage, part: str | None, at: int) -> list[Taker]:
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

    def _closed(self, parts: Sequence[str | None], at: int) -> str | None:
        """The first listed exclusion whose valid windows take the time of every part."""
        for rule in self.how.windows:
            if rule.causes is None and all(rule.covers(part, at) for part in parts):
                return rule.name
        return None

    # -------------------- C6: what is behind bad time

    def ends(self, at: int) -> list[int]:
        """The ends of the outages that count at an instant, and of the bad time that is none."""
        found: list[int] = []
        there = None if self.how.presence is None else {life.name for life in self.how.presence.there(at)}
        for part, watch in self.how.watches.items():
            if there is not None and part not in there:
                continue
            lasting = [o for outages in watch.outages_at(at) for o in outages]
            found += [o.end_at or at for o in lasting if not self._spared_by(o, part, at)]
            if watch.observed(at).net is State.BAD:
                later = sorted(e for e in watch.edges() if e > at)
                found.append(next((e for e in later if watch.observed(e).net is not State.BAD), watch.as_of))
        return found


def explainer(
    part: str | None, outages: Sequence[Outage], causes: Sequence[CauseRule], facts: Sequence[Fact], land: Land
) -> Explains:
    """D1: the first listed exclusion that takes out an outage by its cause in which something lies wholly."""
    excluded = [
        ((c.place, c.name), o)
        for o in outages
        for c in causes
        if part in c.parts and cause_excluded(o, c.rule, facts, land) and o.end_at is not None
    ]

    def explains(start: int, end: int) -> Taker | None:
        found = [taker for taker, o in excluded if o.start_at <= start and o.end_at is not None and end <= o.end_at]
        return min(found, default=None)

    return explains if excluded else nobody_explains
