"""Schedules, calendars and business time (T5-T7), and the deadlines that lengths make (T4, T6)."""

from __future__ import annotations

import calendar as months
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache

import holidays

from slalang.syntax import ast
from tests.oracle.civil import Zone, cells, exact_us, is_exact

Span = tuple[int, int]
MOST_DAYS = 5_000


class NeverOpenError(ValueError):
    """A calendar does not open for as long as a length asks."""


class Land:
    """Where a case takes place: the policy's zone and its calendars, with what has been worked out so far."""

    def __init__(self, zone: str, calendars: dict[str, ast.Calendar], seen: set[str]) -> None:
        self.seen = seen
        self._zones: dict[str, Zone] = {}
        self.zone = self.zone_of(ast.ZoneName(zone))
        self.calendars = calendars
        self.spans: dict[tuple[str, date], list[Span]] = {}
        self.totals: dict[tuple[str, date], int] = {}
        self._chosen: dict[tuple[tuple[str, str], ...], Land] = {}

    def under(self, name: str, holds: Callable[[ast.Where], bool]) -> Land:
        """P2: the same place as a customer's contract chooses calendars, as far as the named one asks for it."""
        choices: dict[str, str] = {}

        def visit(calendar: str) -> None:
            for body in (p.body for p in self.calendars[calendar].phrases):
                match body:
                    case ast.ChosenCalendar(target, when) if calendar not in choices:
                        if not isinstance(when, ast.Where) or holds(when):
                            visit(target.text)
                            choices[calendar] = choices.get(target.text, target.text)
                    case ast.WheneverAny(names) | ast.WheneverAll(names):
                        for part in names:
                            visit(part.text)
                    case ast.WheneverWithout(opened, closed):
                        visit(opened.text)
                        visit(closed.text)

        visit(name)
        if not choices:
            return self
        self.seen.add("T5-chosen")
        key = tuple(sorted(choices.items()))
        if key not in self._chosen:
            calendars = self.calendars | {n: self.calendars[target] for n, target in choices.items()}
            self._chosen[key] = Land(self.zone.name, calendars, self.seen)
        return self._chosen[key]

    def chosen(self, name: str, holds: Callable[[ast.Where], bool]) -> str:
        """The calendar that a contract chooses for a name."""
        for body in (p.body for p in self.calendars[name].phrases):
            if isinstance(body, ast.ChosenCalendar) and (not isinstance(body.when, ast.Where) or holds(body.when)):
                return self.chosen(body.calendar.text, holds)
        return name

    def zone_of(self, name: ast.ZoneName | None) -> Zone:
        """The named zone, or the policy's own."""
        if name is None:
            return self.zone
        if name.text not in self._zones:
            self._zones[name.text] = Zone(name.text, self.seen)
        return self._zones[name.text]

    def body(self, name: str, kind: type[ast.Node]) -> list[ast.Node]:
        return [p.body for p in self.calendars[name].phrases if isinstance(p.body, kind)]

    def calendar_zone(self, name: str) -> Zone:
        zones = self.body(name, ast.Zone)
        return self.zone_of(zones[0].zone if zones and isinstance(zones[0], ast.Zone) else None)


def falls_on(day: date, rule: ast.Day) -> bool:
    """T7: whether the schedule's day is this civil day."""
    last = months.monthrange(day.year, day.month)[1]
    match rule:
        case ast.EveryDay():
            return True
        case ast.Weekdays(first, None):
            return day.weekday() == first
        case ast.Weekdays(first, to):
            return (day.weekday() - first) % 7 <= (to - first) % 7  # type: ignore[operator]
        case ast.NthWeekday(ordinal, weekday):
            nth = -1 if ordinal.number == -1 and day.day + 7 > last else (day.day - 1) // 7 + 1
            return day.weekday() == weekday and nth == ordinal.number
        case ast.MonthDay(ordinal):
            return day.day == (last if ordinal.number == -1 else ordinal.number)
        case ast.LastMonthDay():
            return day.day == last
        case ast.YearlyDay(number, month):
            return day.month == month and day.day == number.value
        case ast.DatedDay(dated):
            return day == dated
    raise TypeError(rule)


def hours_on(zone: Zone, hours: tuple[ast.Hours, ...], day: date) -> list[Span]:
    """T7: the spans that start on a civil day; one whose end is not later crosses midnight (T5)."""
    found: list[Span] = []
    if zone.midnight(day) == zone.midnight(day + timedelta(days=1)):
        # A civil day that the zone left out has no hours.
        zone.seen.add("T7-left-out-day")
        return found
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    for rule in hours:
        if not any(falls_on(day, d) for d in rule.days):
            continue
        if not rule.spans:
            found.append((zone.midnight(day), zone.midnight(day + timedelta(days=1))))
        for span in rule.spans:
            crosses = span.last.us <= span.first.us
            if crosses:
                zone.seen.add("T5-midnight")
            last = midnight + timedelta(days=int(crosses), microseconds=span.last.us)
            found.append((zone.instant(midnight + timedelta(microseconds=span.first.us)), zone.instant(last)))
    return [span for span in found if span[0] < span[1]]


def schedule_open(zone: Zone, hours: tuple[ast.Hours, ...], instant: int) -> bool:
    """T7: whether an instant lies in a recurring schedule."""
    day = zone.date_of(instant)
    return any(
        start <= instant < end for back in (-1, 0, 1, 2) for start, end in hours_on(zone, hours, day - timedelta(days=back))
    )


def schedule_edges(zone: Zone, hours: tuple[ast.Hours, ...], start: int, end: int) -> set[int]:
    """Where a schedule opens or closes around a stretch of time."""
    return {edge for day in dates(zone, start, end) for span in hours_on(zone, hours, day) for edge in span}


def dates(zone: Zone, start: int, end: int) -> list[date]:
    """The civil days whose spans can reach into a stretch of time."""
    first, last = zone.date_of(start) - timedelta(days=2), zone.date_of(end) + timedelta(days=1)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@cache
def _public(code: str, year: int) -> frozenset[date]:
    country, _, subdivision = code.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))


def is_closed(land: Land, name: str, day: date) -> bool:
    """T5: a holiday, public or added by hand, that was not struck."""
    if any(day in body.dates for body in land.body(name, ast.OpenDates) if isinstance(body, ast.OpenDates)):
        return False
    for body in land.body(name, ast.ClosedDates):
        if isinstance(body, ast.ClosedDates) and day in body.dates:
            return True
    return any(
        day in _public(body.code, day.year)
        for body in land.body(name, ast.ClosedHolidays)
        if isinstance(body, ast.ClosedHolidays)
    )


def day_spans(land: Land, name: str, day: date) -> list[Span]:
    """T5: the open spans that belong to a civil day of a calendar."""
    key = (name, day)
    if key not in land.spans:
        land.spans[key] = _day_spans(land, name, day)
    return land.spans[key]


def _day_spans(land: Land, name: str, day: date) -> list[Span]:
    for body in (p.body for p in land.calendars[name].phrases):
        match body:
            case ast.WheneverAny(names):
                land.seen.add("T5-union")
                return [span for part in names for span in day_spans(land, part.text, day)]
            case ast.WheneverAll(names):
                land.seen.add("T5-intersection")
                first, *others = (part.text for part in names)
                return _kept(land, day_spans(land, first, day), [(other, True) for other in others])
            case ast.WheneverWithout(opened, closed):
                land.seen.add("T5-difference")
                return _kept(land, day_spans(land, opened.text, day), [(closed.text, False)])
    zone = land.calendar_zone(name)
    hours = [h for b in land.body(name, ast.OpenHours) if isinstance(b, ast.OpenHours) for h in b.hours]
    spans = hours_on(zone, tuple(hours) or (ast.Hours((ast.EveryDay(),)),), day)
    if spans and is_closed(land, name, day):
        land.seen.add("T5-holiday")
        return []
    return spans


def _kept(land: Land, spans: list[Span], wanted: list[tuple[str, bool]]) -> list[Span]:
    kept: list[Span] = []
    for start, end in spans:
        edges = {e for other, _ in wanted for e in calendar_edges(land, other, start, end)}
        kept += [
            cell for cell in cells(start, end, edges) if all(is_open(land, other, cell[0]) is open_ for other, open_ in wanted)
        ]
    return kept


def is_open(land: Land, name: str, instant: int) -> bool:
    """T5: whether a calendar is open at an instant."""
    for body in (p.body for p in land.calendars[name].phrases):
        match body:
            case ast.WheneverAny(names):
                return any(is_open(land, part.text, instant) for part in names)
            case ast.WheneverAll(names):
                return all(is_open(land, part.text, instant) for part in names)
            case ast.WheneverWithout(opened, closed):
                return is_open(land, opened.text, instant) and not is_open(land, closed.text, instant)
    day = land.calendar_zone(name).date_of(instant)
    return any(
        start <= instant < end for back in (-1, 0, 1, 2) for start, end in day_spans(land, name, day - timedelta(days=back))
    )


def calendar_edges(land: Land, name: str, start: int, end: int) -> set[int]:
    """Where a calendar, or one that it is made of, may open or close around a stretch of time."""
    parts = [
        part
        for body in (p.body for p in land.calendars[name].phrases)
        for part in (
            body.names
            if isinstance(body, ast.WheneverAny | ast.WheneverAll)
            else (body.open, body.closed)
            if isinstance(body, ast.WheneverWithout)
            else ()
        )
    ]
    if parts:
        return {edge for part in parts for edge in calendar_edges(land, part.text, start, end)}
    zone = land.calendar_zone(name)
    return {edge for day in dates(zone, start, end) for span in day_spans(land, name, day) for edge in span}


def _day_total(land: Land, name: str, day: date) -> int:
    key = (name, day)
    if key not in land.totals:
        spans = day_spans(land, name, day)
        edges = {edge for span in spans for edge in span}
        inside = {cell for span in spans for cell in cells(*span, edges)}
        land.totals[key] = sum(end - start for start, end in inside)
    return land.totals[key]


def business_rate(land: Land, name: str, unit: ast.Unit, instant: int) -> Fraction:
    """T6: how much of the unit one microsecond at this instant is worth."""
    if unit is ast.Unit.HOUR:
        return Fraction(1, 3_600_000_000) if is_open(land, name, instant) else Fraction(0)
    today = land.calendar_zone(name).date_of(instant)
    rate = Fraction(0)
    for back in (-1, 0, 1, 2):
        day = today - timedelta(days=back)
        if any(start <= instant < end for start, end in day_spans(land, name, day)):
            rate += Fraction(1, _day_total(land, name, day))
    return rate


def business_measure(land: Land, length: ast.BusinessLength, start: int, end: int) -> Fraction:
    """T6: the amount of business days or hours between two instants."""
    name = length.calendar.text
    return sum(
        (
            business_rate(land, name, length.unit, a) * (b - a)
            for a, b in cells(start, end, calendar_edges(land, name, start, end))
        ),
        Fraction(0),
    )


def business_deadline(land: Land, length: ast.BusinessLength, start: int) -> int:
    """T6: the earliest instant at which the measure from `start` reaches the amount."""
    name, left, week = length.calendar.text, length.number.value, 7 * 24 * 3_600_000_000
    for _ in range(MOST_DAYS // 7):
        for a, b in cells(start, start + week, calendar_edges(land, name, start, start + week)):
            rate = business_rate(land, name, length.unit, a)
            if rate and rate * (b - a) >= left:
                return a - (-left // rate)
            left -= rate * (b - a)
        start += week
    raise NeverOpenError("the calendar is hardly ever open")


def reached(land: Land, start: int, length: ast.Length, paused: Sequence[tuple[int, int | None]]) -> int | None:
    """S2, T6: the earliest instant at which the measure outside the pauses reaches an exact or business length.

    A pause without an end goes on: None where it begins before the length is reached.
    """
    business = isinstance(length, ast.BusinessLength)
    left = length.number.value if isinstance(length, ast.BusinessLength) else Fraction(exact_us(length))
    pauses = {edge for pause in paused for edge in pause if edge is not None}
    step = 7 * 24 * 3_600_000_000 if business else max(1, exact_us(length))
    for _ in range(MOST_DAYS // 7):
        edges = (
            calendar_edges(land, length.calendar.text, start, start + step) if isinstance(length, ast.BusinessLength) else set()
        )
        for a, b in cells(start, start + step, edges | pauses):
            if any(p <= a and q is None for p, q in paused):
                return None
            if any(p <= a < q for p, q in paused if q is not None):
                continue
            rate = (
                business_rate(land, length.calendar.text, length.unit, a)
                if isinstance(length, ast.BusinessLength)
                else Fraction(1)
            )
            if rate and rate * (b - a) >= left:
                return a - (-left // rate)
            left -= rate * (b - a)
        start += step
    raise NeverOpenError("the calendar is hardly ever open")


def latest_before(land: Land, start: int, length: ast.Length) -> int:
    """T4, T6: the latest instant from which a length still fits before another (a length that runs backward)."""
    if not isinstance(length, ast.BusinessLength):
        return start - exact_us(length) if is_exact(length) else land.zone.add(start, -int(length.number.value), length.unit)
    name, left, step = length.calendar.text, length.number.value, 7 * 24 * 3_600_000_000
    for _ in range(MOST_DAYS // 7):
        for a, b in reversed(cells(start - step, start, calendar_edges(land, name, start - step, start))):
            rate = business_rate(land, name, length.unit, a)
            if rate and rate * (b - a) >= left:
                return b + (-left // rate)
            left -= rate * (b - a)
        start -= step
    raise NeverOpenError("the calendar is hardly ever open")


def end_of_full_day(land: Land, start: int, rule: ast.EndOfFullDay, more: int = 0) -> int:
    """T6: the end of the Nth full business or civil day after the day of an instant, and so many days later."""
    left = rule.ordinal.number + more
    business = rule.day.calendar.text if isinstance(rule.day, ast.BusinessDay) else None
    land.seen.add("T6-full-business-day" if business else "T6-full-day")
    zone = land.zone if business is None else land.calendar_zone(business)
    day = zone.day_of(start)
    if business is not None:
        # What happens in a span that crosses midnight happens on the day to which the span belongs (T5).
        day = next((d for d in dates(zone, start, start) if _holds(land, business, d, start)), day)
    for _ in range(MOST_DAYS):
        day += timedelta(days=1)
        midnight = zone.midnight(day + timedelta(days=1))
        ends = [midnight] if business is None else [end for _, end in day_spans(land, business, day)]
        # A date that the zone leaves out counts as in C4, but has no hours.
        if ends:
            left -= 1
        if not left:
            return max(ends)
    raise NeverOpenError("the calendar is hardly ever open")


def _holds(land: Land, name: str, day: date, instant: int) -> bool:
    return any(start <= instant < end for start, end in day_spans(land, name, day))


def open_time(land: Land, name: str | None, start: int, end: int, paused: Sequence[tuple[int, int | None]]) -> int:
    """T6: the microseconds inside a calendar's hours (all time, without one) and outside the pauses."""
    edges = set() if name is None else calendar_edges(land, name, start, end)
    edges |= {edge for pause in paused for edge in pause if edge is not None}
    return sum(
        b - a
        for a, b in cells(start, end, edges)
        if (name is None or is_open(land, name, a)) and not any(p <= a and (q is None or a < q) for p, q in paused)
    )


def after(land: Land, start: int, length: ast.Length) -> int:
    """T4, T6: the deadline that runs out a length after an instant."""
    if isinstance(length, ast.BusinessLength):
        land.seen.add(f"T6-{length.unit.value}")
        return business_deadline(land, length, start)
    if is_exact(length):
        land.seen.add("T4-exact")
        return start + exact_us(length)
    land.seen.add("T4-calendar")
    return land.zone.add(start, int(length.number.value), length.unit)


def notice_holds(land: Land, given: int, start: int, length: ast.Length) -> bool:
    """T4, T6: whether something came at least a length before an instant (a length that runs backward)."""
    if isinstance(length, ast.BusinessLength):
        land.seen.add(f"T6-{length.unit.value}")
        return given <= start and business_measure(land, length, given, start) >= length.number.value
    if is_exact(length):
        land.seen.add("T4-exact")
        return given <= start - exact_us(length)
    land.seen.add("T4-calendar")
    return given <= land.zone.add(start, -int(length.number.value), length.unit)
