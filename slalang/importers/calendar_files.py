"""Calendar files (.ics): the whole days that their events name; needs the extra `slalang[ics]` (T5).

An all-day event closes its days, that of its end not included, and those of its recurrences; recurrences without an end run
to 2100. A cancelled event closes nothing. What cannot be read as whole days is an error, never left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import attrs

from slalang.values.diagnostics import Diagnostic
from slalang.values.instants import day_number
from slalang.values.places import Span

LARGEST_FILE = 1_000_000
"""Characters that a calendar file may hold."""

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""The years of which days are taken."""

_MOST_DAYS = 100_000
_MOST_RULES = 100
_MOST_SAID = 10
_MOST_VALUES = 366
_DEEPEST = 5
_EARLIEST_RECURRENCE = 1900
_LARGEST_INTERVAL = 1_000
_EXPECTED = "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS", "UID"

# The parts of a rule that are read, by its frequency; with these a rule that names any day names one within a few years.
_PARTS = {
    "DAILY": frozenset[str](),
    "WEEKLY": frozenset({"BYDAY"}),
    "MONTHLY": frozenset({"BYDAY", "BYMONTHDAY", "BYSETPOS"}),
    "YEARLY": frozenset({"BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH"}),
}
_EVERY_PART = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
_ANEW = "export the calendar anew, as iCalendar (.ics)"
_LISTED = "list the days in the policy instead, as in `closed on 2025-12-24`"


@attrs.frozen(slots=True)
class CalendarDays:
    """The days that a file names, as sorted numbers since 1970-01-01, or what is wrong with it."""

    days: tuple[int, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


class _EventError(Exception):
    """What is wrong with an event, in words, and the next step."""

    def __init__(self, what: str, hint: str = _LISTED) -> None:
        self.hint = hint
        super().__init__(what)


def read_calendar_file(text: str, file: str) -> CalendarDays:
    """The days of a calendar file; `file` is its name for messages. Never raises on bad input."""
    if len(text) > LARGEST_FILE:
        return _refused(file, f"it is larger than {LARGEST_FILE:,} characters", "keep only the events that close days")
    try:
        from icalendar import Calendar
    except ImportError:
        return _refused(
            file,
            "reading calendar files needs an extra that is not installed",
            "install it with: pip install 'slalang[ics]'",
            code="missing-extra",
        )
    starts = _event_places(text, file)
    if isinstance(starts, Diagnostic):
        return CalendarDays((), (starts,))
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except Exception as reason:
        # The library documents ValueError; what others a hostile file may bring about is its own affair.
        return _refused(
            file, f"it is not a sound calendar file: {_short(reason)}", "export the calendar anew, as iCalendar (.ics)"
        )
    if not events or len(events) != len(starts):
        return _refused(file, "it holds no events", "export the calendar anew, with the days as all-day events")
    return _days(list(zip(events, starts, strict=True)))


def _refused(file: str, what: str, hint: str, code: str = "calendar-file") -> CalendarDays:
    return CalendarDays((), (_problem(Span(file, 0, 0, 1, 1), f'"{file}" cannot be read: {what}', hint, code),))


def _problem(span: Span, title: str, hint: str, code: str = "calendar-file") -> Diagnostic:
    return Diagnostic(title, span, code=code, hint=hint)


def _event_places(text: str, file: str) -> list[Span] | Diagnostic:
    """Where each event begins; a diagnostic where components are not closed or lie too deep."""
    open_ones: list[str] = []
    starts: list[Span] = []
    offset = 0
    for number, line in enumerate(text.split("\n"), start=1):
        span = Span(file, offset, offset + len(line), number, 1)
        offset += len(line) + 1
        # A line that begins with a blank goes on with the one before.
        keyword, _, name = line.strip("\r\ufeff").upper().partition(":")
        name = name.strip()
        if keyword == "BEGIN":
            open_ones.append(name)
            if name == "VEVENT":
                starts.append(span)
            if len(open_ones) > _DEEPEST:
                return _problem(span, f"parts of the calendar file lie more than {_DEEPEST} deep", _ANEW)
        elif keyword == "END" and (not open_ones or open_ones.pop() != name):
            return _problem(span, f"`END:{name[:40]}` closes what was not opened", _ANEW)
    if open_ones:
        return _problem(
            Span(file, 0, 0, 1, 1),
            f"the calendar file ends before `END:{open_ones[-1][:40]}`",
            "export the calendar anew, or copy all of it",
        )
    return starts


def _days(events: list[tuple[Any, Span]]) -> CalendarDays:
    said = tuple(islice(_said(events, _sound), _MOST_SAID))
    if said:
        return CalendarDays((), said)
    found: set[int] = set()
    moved = _moved(event for event, _ in events)
    budget = _Budget()
    for problem in _said(events, lambda event: found.update(_closed(event, moved, budget))):
        said = (*said, problem)
        if len(said) == _MOST_SAID or budget.spent:
            break
    return CalendarDays((), said) if said else CalendarDays(tuple(sorted(found)))


def _said(events: list[tuple[Any, Span]], look: Callable[[Any], None]) -> Iterator[Diagnostic]:
    """What a look at each event finds wrong with it, with the place of the event."""
    for event, span in events:
        try:
            look(event)
        except _EventError as wrong:
            yield _problem(span, f"{_called(event)} {wrong}", wrong.hint, "calendar-event")


@attrs.define(slots=True)
class _Budget:
    """How many days and rules have been expanded, over a whole file."""

    days: int = 0
    rules: int = 0

    @property
    def spent(self) -> bool:
        return self.days > _MOST_DAYS or self.rules > _MOST_RULES

    def day(self) -> None:
        self.days += 1
        if self.spent:
            raise _EventError(f"and those before it name more than {_MOST_DAYS:,} days", "keep only the events that close days")

    def rule(self) -> None:
        self.rules += 1
        if self.spent:
            raise _EventError(f"is the one after {_MOST_RULES} that recur", "write the years' days as events of their own")


def _closed(event: Any, moved: dict[str, set[date]], budget: _Budget) -> Iterator[int]:
    """The days that one event closes."""
    if str(_one(event, "STATUS") or "").upper() == "CANCELLED":
        return
    start = _date(event, "DTSTART")
    if start is None:
        raise _EventError("has no start (DTSTART)", "give it the day on which it starts")
    length = _length(event, start)
    left_out = set(_dates(event, "EXDATE"))
    if event.get("RECURRENCE-ID") is None:
        left_out |= moved.get(str(event.get("UID", "")), set())
    for first in {*_recurring(event, start, budget), *_dates(event, "RDATE")} - left_out:
        for day in range(length):
            budget.day()
            there = day_number(first) + day
            if _FIRST_DAY <= there <= _LAST_DAY:
                yield there


_FIRST_DAY = day_number(date(FIRST_YEAR, 1, 1))
_LAST_DAY = day_number(date(LAST_YEAR, 12, 31))


def _sound(event: Any) -> None:
    """Nothing that decides the days of an event is unreadable or of a kind that is not read."""
    for name, reason in event.errors:
        if name is None or str(name).upper() in _EXPECTED:
            what = f"its {name}" if name else "a line of it"
            raise _EventError(f"cannot be read: {what}: {_short(reason)}", "correct it in the calendar, and export it anew")
    replaced = _one(event, "RECURRENCE-ID")
    if replaced is not None:
        _whole_day(replaced.dt)
        if "RANGE" in replaced.params:
            raise _EventError("changes all later recurrences of another event", "end that event, and write the later days anew")
    if event.get("EXRULE") is not None:
        raise _EventError(
            "has a rule of exceptions (EXRULE), which is no longer part of iCalendar", "name the exceptions as EXDATE"
        )


def _recurring(event: Any, start: date, budget: _Budget) -> Iterator[date]:
    """The days on which an event starts: its own, and those of its rules, up to the last year."""
    rules = event.get("RRULE")
    yield start
    for rule in rules if isinstance(rules, list) else [rules] if rules is not None else []:
        budget.rule()
        if start.year < _EARLIEST_RECURRENCE:
            raise _EventError(f"recurs from before {_EARLIEST_RECURRENCE}", "let it start later")
        own = set(_of_rule(_rule_text(rule), start, budget))
        if start not in own and start.year <= LAST_YEAR:
            raise _EventError(
                "starts on a day that its own rule leaves out", "let it start on the first day that the rule names"
            )
        yield from own


def _of_rule(rule: str, start: date, budget: _Budget) -> Iterator[date]:
    from dateutil.rrule import rrulestr

    try:
        for at in rrulestr(rule, dtstart=datetime.combine(start, time())):
            if at.year > LAST_YEAR:
                return
            budget.day()
            yield at.date()
    except (ValueError, TypeError, LookupError, OverflowError) as reason:
        # Some rules that name no day fail only when they are expanded.
        raise _EventError(f"recurs by a rule that cannot be read: {_short(reason)}") from None


def _rule_text(rule: Any) -> str:
    """A rule as dateutil reads it. _EventError where it is not of whole days, or none that a bounded time can read."""
    parts = {str(key).upper(): value if isinstance(value, list) else [value] for key, value in dict(rule).items()}
    frequency = str(parts.get("FREQ", [""])[0]).upper()
    if frequency not in _PARTS:
        raise _EventError(f"recurs {frequency.lower()[:20] or 'without saying how often'}, not by days, weeks, months or years")
    strange = sorted(set(parts) - _EVERY_PART - _PARTS[frequency])
    if strange:
        raise _EventError(f"recurs {frequency.lower()} by {strange[0][:20]}, which is not read")
    if any(len(values) > _MOST_VALUES for values in parts.values()):
        raise _EventError(f"recurs by a rule of more than {_MOST_VALUES} values")
    interval = parts.get("INTERVAL", [1])[0]
    if not 1 <= interval <= _LARGEST_INTERVAL:
        raise _EventError(f"recurs with an interval of {interval}", f"give an interval from 1 to {_LARGEST_INTERVAL:,}")
    if "COUNT" in parts and parts["COUNT"][0] < 1:
        raise _EventError("recurs less than once", "leave the rule out")
    if "COUNT" in parts and "UNTIL" in parts:
        raise _EventError("recurs both a number of times and until a day", "leave one of COUNT and UNTIL out")
    if "UNTIL" in parts:
        parts["UNTIL"] = [parts["UNTIL"][0].strftime("%Y%m%d")]
    return ";".join(f"{key}={','.join(str(value) for value in values)}" for key, values in parts.items())


def _moved(events: Iterable[Any]) -> dict[str, set[date]]:
    """The days of recurrences that events of their own replace, by the events' UID."""
    moved: dict[str, set[date]] = defaultdict(set)
    for event in events:
        replaced = event.get("RECURRENCE-ID")
        if replaced is not None:
            moved[str(event.get("UID", ""))].add(replaced.dt)
    return moved


def _length(event: Any, start: date) -> int:
    """How many days an event lasts; the day of its end is not one of them."""
    end, lasts = _date(event, "DTEND"), _one(event, "DURATION")
    if end is not None and lasts is not None:
        raise _EventError("has both an end and a length", "leave DTEND or DURATION out")
    if lasts is not None:
        span = lasts.dt
        if span % timedelta(days=1) or span <= timedelta(0):
            raise _EventError("does not last whole days", "make it an all-day event")
        return int(span.days)
    if end is not None and end <= start:
        raise _EventError(
            "ends on or before the day on which it starts", "let it end on the day after its last, or give it no end"
        )
    return (end - start).days if end is not None else 1


def _date(event: Any, name: str) -> date | None:
    value = _one(event, name)
    return None if value is None else _whole_day(value.dt)


def _dates(event: Any, name: str) -> Iterator[date]:
    value = event.get(name)
    for group in value if isinstance(value, list) else [value] if value is not None else []:
        for one in group.dts:
            yield _whole_day(one.dt)


def _whole_day(value: object) -> date:
    if type(value) is not date:
        raise _EventError(
            "has hours, and a calendar is closed on whole days",
            "make it an all-day event, or leave it out and give the calendar its hours in the policy",
        )
    return value


def _one(event: Any, name: str) -> Any:
    value = event.get(name)
    if isinstance(value, list):
        raise _EventError(f"has {len(value)} values of {name}", "leave one")
    return value


def _called(event: Any) -> str:
    summary = event.get("SUMMARY")
    return f"the event “{_short(summary)}”" if isinstance(summary, str) and summary.strip() else "an event without a name"


def _short(words: object) -> str:
    text = " ".join(str(words).split())
    return text if len(text) <= 80 else text[:80] + "…"
