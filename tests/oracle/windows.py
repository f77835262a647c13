"""Exclusion windows, their conditions, and what they book (X2-X4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Event, Fact, Maintenance, Subscription
from tests.oracle.calendars import (
    Land,
    after,
    calendar_edges,
    dates,
    hours_on,
    is_open,
    notice_holds,
    schedule_edges,
    schedule_open,
)
from tests.oracle.civil import EXACT_UNITS, cells, exact_us
from tests.oracle.periods import holding, touching
from tests.oracle.policy import Contract, bodies
from tests.oracle.stream import parts

Pieces = list[tuple[int, int]]
QUARTER = EXACT_UNITS[ast.Unit.HOUR] // 4
LIFTED_BY = {
    ast.Notice: ast.Lifted.NOTICE,
    ast.AllowedHours: ast.Lifted.HOURS,
    ast.AllowedCalendar: ast.Lifted.HOURS,
    ast.Longest: ast.Lifted.LENGTH,
    ast.MostWindows: ast.Lifted.NUMBER,
    ast.Total: ast.Lifted.TOTAL,
}
CONDITIONS = (*LIFTED_BY, ast.Approval)


@attrs.frozen(slots=True)
class Window:
    """One window of work before its conditions: the parts that it concerns, and those whose time it may take.

    `event` None: of a recurring schedule.
    """

    start: int
    end: int
    concerns: tuple[str | None, ...]
    covers: tuple[str | None, ...]
    event: Maintenance | None = None

    @property
    def id(self) -> str:
        return self.event.id if self.event else ""


@attrs.frozen(slots=True)
class Passed:
    """What left a window's last condition, and the covenants broken on the way (X3, X4)."""

    window: Window
    pieces: tuple[tuple[int, int], ...]
    broken: tuple[str, ...] = ()


@attrs.define(slots=True)
class Books:
    """What an exclusion has booked: time, each instant once, and the starts of windows (X4)."""

    booked: Pieces = attrs.field(factory=list)
    starts: list[int] = attrs.field(factory=list)


def lies_in(pieces: Sequence[tuple[int, int]], instant: int) -> bool:
    return any(start <= instant < end for start, end in pieces)


def length_in(pieces: Sequence[tuple[int, int]], start: int, end: int) -> int:
    return sum(max(0, min(e, end) - max(s, start)) for s, e in pieces)


def edges_of(pieces: Sequence[tuple[int, int]]) -> set[int]:
    return {edge for piece in pieces for edge in piece}


def windows_of(
    exclusion: ast.Exclusion,
    land: Land,
    events: list[Event],
    components: tuple[str, ...],
    span: tuple[int, int],
) -> list[Window]:
    """X2: the windows of an exclusion by start, end, id (X4); recurring ones inside `span`."""
    only = [name.text for b in bodies(exclusion, ast.OnlyComponents) for name in b.names]
    everywhere = components or (None,)

    def limited(covered: tuple[str | None, ...]) -> tuple[str | None, ...]:
        return tuple(c for c in covered if not only or c in only)

    found: list[Window] = []
    for rule in bodies(exclusion, ast.MaintenanceExcluded):
        for event in events:
            if isinstance(event, Maintenance) and event.kind in rule.kinds and event.start_at < event.end_at:
                whose = parts(event, components)
                found.append(Window(event.start_at, event.end_at, whose, limited(whose), event))
    for rule in bodies(exclusion, ast.RecurringExcluded):
        zone = land.zone_of(rule.zone)
        spans = [s for day in dates(zone, *span) for s in hours_on(zone, rule.hours, day)]
        found += [Window(start, end, everywhere, limited(everywhere)) for start, end in set(spans)]
    return sorted((w for w in found if w.covers), key=lambda w: (w.start, w.end, w.id))


def pass_windows(
    exclusion: ast.Exclusion,
    windows: list[Window],
    land: Land,
    facts: list[Fact],
    subscriptions: list[Subscription],
    contract_at: Callable[[int], Contract],
) -> list[Passed]:
    """X3, X4: each window through its exclusion's conditions in listed order.

    C7: a condition for some customers asks the contract that governs the period in which the window starts.
    """
    books, passed = Books(), []
    lifts = [c for b in bodies(exclusion, ast.ApprovalLifts) for c in b.conditions]
    for window in windows:
        conditions = [c for c in bodies(exclusion, *CONDITIONS) if c.where is None or contract_at(window.start).holds(c.where)]
        approved = is_approved(window, facts)
        left: Pieces = [(window.start, window.end)]
        broken: list[str] = []
        for condition in conditions:
            if approved and LIFTED_BY.get(type(condition)) in lifts:
                land.seen.add("X3-lifted")
                continue
            kept = within(condition, window, left, approved, books, land, subscriptions)
            if sum(e - s for s, e in kept) == sum(e - s for s, e in left):
                continue
            consequence = condition.consequence
            land.seen.add(f"X2-{type(condition).__name__}")
            land.seen.add(f"X3-{consequence.name.lower()}")
            if consequence is ast.Consequence.COVENANT:
                broken.append(type(condition).__name__)
            else:
                left = [] if consequence is ast.Consequence.VOID else kept
            if not left:
                break
        if left:
            books.starts.append(window.start)
            new = [c for s, e in left for c in cells(s, e, edges_of(books.booked)) if not lies_in(books.booked, c[0])]
            books.booked += new
        passed.append(Passed(window, tuple(left), tuple(broken)))
    return passed


def is_approved(window: Window, facts: list[Fact]) -> bool:
    """X2: the flag, or a fact `approved` about the window before its start."""
    if window.event is None:
        return False
    return window.event.approved or any(f.name == "approved" and f.about == window.id and f.at < window.start for f in facts)


def within(
    condition: Any,
    window: Window,
    left: Pieces,
    approved: bool,
    books: Books,
    land: Land,
    subscriptions: list[Subscription],
) -> Pieces:
    """X2: the part of what is left of a window that keeps inside a condition's limit."""
    match condition:
        case ast.Notice(length):
            announced = window.event.announced_at if window.event else None
            given = announced is not None and notice_holds(land, announced, window.start, length)
            return left if given else []
        case ast.Approval():
            return left if approved else []
        case ast.AllowedHours(hours, zone_name):
            zone = land.zone_of(zone_name)
            return [
                c for s, e in left for c in cells(s, e, schedule_edges(zone, hours, s, e)) if schedule_open(zone, hours, c[0])
            ]
        case ast.AllowedCalendar(calendar):
            return [
                c
                for s, e in left
                for c in cells(s, e, calendar_edges(land, calendar.text, s, e))
                if is_open(land, calendar.text, c[0])
            ]
        case ast.Longest(length):
            return first_part(left, after(land, left[0][0], length) - left[0][0])
        case ast.MostWindows(number, period):
            return left if number_before(period, window, books, land, subscriptions) < number.value else []
        case ast.Total(length, ast.RollingPeriod(size, unit, None)):
            land.seen.add("X4-rolling")
            return inside_rolling(left, exact_us(length), int(size.value), unit, books, land)
        case ast.Total(length, period):
            return inside_total(left, exact_us(length), period, books, land, subscriptions)
    raise TypeError(condition)


def first_part(left: Pieces, length: int) -> Pieces:
    """X4: an excess keeps the first part in time."""
    kept: Pieces = []
    for start, end in left:
        taken = min(end - start, length)
        if taken > 0:
            kept.append((start, start + taken))
            length -= taken
    return kept


def number_before(period: ast.Period, window: Window, books: Books, land: Land, subscriptions: list[Subscription]) -> int:
    """X4: how many windows were booked in the period in which this one starts, or the span ending there."""
    if isinstance(period, ast.RollingPeriod):
        back = land.zone.add(window.start, -int(period.number.value), period.unit)
        return sum(back < s <= window.start for s in books.starts)
    held = holding(land, period, subscriptions, window.start)
    return sum(held is not None and held.start <= s < held.end for s in books.starts)


def inside_total(
    left: Pieces, limit: int, period: ast.Period, books: Books, land: Land, subscriptions: list[Subscription]
) -> Pieces:
    """X4: what fits into the total of each period; time already taken is not booked twice and stays."""
    kept: Pieces = []
    for held in touching(land, period, subscriptions, left[0][0], left[-1][1]):
        room = limit - length_in(books.booked, held.start, held.end)
        edges = {held.start, held.end, *edges_of(books.booked)}
        for start, end in (c for s, e in left for c in cells(s, e, edges)):
            if not held.start <= start < held.end:
                continue
            if lies_in(books.booked, start):
                kept.append((start, end))
            elif room > 0:
                kept.append((start, min(end, start + room)))
                room -= min(end - start, room)
    return sorted(kept)


def inside_rolling(left: Pieces, limit: int, size: int, unit: ast.Unit, books: Books, land: Land) -> Pieces:
    """X4: what keeps the time booked in the span ending at each instant within the limit."""
    kept: Pieces = []
    booked = list(books.booked)
    for start, end in left:
        at = start
        while at < end:
            back = span_start(land, at, size, unit)
            shift = at - back
            # Until the next quarter of an hour no zone changes its offset: the span moves with the instant.
            stop = min(end, at - at % QUARTER + QUARTER)
            stop = min([stop, *(b + shift for b in edges_of(booked) if at < b + shift)])
            stop = min([stop, *(b for b in edges_of(books.booked) if at < b)])
            if lies_in(books.booked, at):
                kept.append((at, stop))
                at = stop
                continue
            room = limit - length_in(booked, back, at)
            if not (room >= 0 and lies_in(booked, back)):
                # Nothing leaves the span while this time enters it.
                if room <= 0:
                    at = stop
                    continue
                stop = min(stop, at + room)
            kept.append((at, stop))
            booked.append((at, stop))
            at = stop
    return kept


def span_start(land: Land, at: int, size: int, unit: ast.Unit) -> int:
    if unit in EXACT_UNITS:
        return at - size * EXACT_UNITS[unit]
    return land.zone.add(at, -size, unit)
