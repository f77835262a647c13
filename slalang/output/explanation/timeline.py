"""The period drawn as a timeline: a line for each day, or for each month of a longer period (D8).

Positions are reckoned in integers. A mark stands for any part of its cell: the gravest class wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from itertools import groupby

import attrs

from slalang.output.figures import short_duration
from slalang.time.civil import day_of_month, month_length, month_of, split_day
from slalang.time.zones import Zone
from slalang.values.instants import DAY, MINUTE, civil_date
from slalang.values.intervals import Interval, Intervals, clip, measure, union
from slalang.values.verdicts import Verdict

CELL = 30 * MINUTE
"""What one mark of a day's line stands for."""

_LONGEST_BY_DAY = 31


class TimeClass(Enum):
    """What became of a stretch of time, the gravest first; what is in none of them is up."""

    COUNTED = "down and counted"
    UNKNOWN = "not observed"
    EXCLUDED = "down, excluded"
    IGNORED = "down, ignored"
    OUTSIDE = "outside, not judged"
    UP = "up"
    ABSENT = "not in the period"


Glyphs = dict[TimeClass, str]

UNICODE_GLYPHS: Glyphs = {
    TimeClass.COUNTED: "█",
    TimeClass.UNKNOWN: "?",
    TimeClass.EXCLUDED: "▒",
    TimeClass.IGNORED: "░",
    TimeClass.OUTSIDE: "~",
    TimeClass.UP: "·",
    TimeClass.ABSENT: " ",
}
ASCII_GLYPHS: Glyphs = UNICODE_GLYPHS | {
    TimeClass.COUNTED: "#",
    TimeClass.EXCLUDED: "x",
    TimeClass.IGNORED: "o",
    TimeClass.UP: ".",
}
"""For terminals that cannot show the others."""

Marks = tuple[tuple[TimeClass, Intervals], ...]


@attrs.frozen(slots=True)
class _Line:
    """One line: the civil day, or month, that it shows, and the class of each of its cells."""

    number: int
    cells: tuple[TimeClass, ...]
    counted: int

    @property
    def is_up(self) -> bool:
        return set(self.cells) <= {TimeClass.UP, TimeClass.ABSENT} and TimeClass.UP in self.cells


def timeline_marks(verdict: Verdict) -> Marks:
    """Which time of a verdict's period is in which class, from the steps of its explanation."""
    time = verdict.time_us
    marks: dict[TimeClass, Intervals] = {}
    for step in verdict.because:
        match step.what:
            case "counted":
                there = TimeClass.COUNTED
            case "excluded_by_cause" | "excluded_by_window":
                there = TimeClass.EXCLUDED
            case "too_short" | "allowance" | "rounding" | "rounded_slots" | "rounded_run":
                there = TimeClass.IGNORED
            case "unobserved" if time is None or time.unknown:
                there = TimeClass.UNKNOWN
            case "outside" | "not_covered" if time is None or time.outside:
                there = TimeClass.OUTSIDE
            case _:
                continue
        marks[there] = union(marks.get(there, ()), step.intervals)
    return tuple(marks.items())


def draw_timeline(period: Interval, zone: Zone, marks: Marks, glyphs: Glyphs = UNICODE_GLYPHS) -> tuple[str, ...]:
    """The lines of a timeline of `period`, two instants, in civil times of `zone`, with scale and legend.

    `marks` pairs a class with its time; what none holds is up. Up to 31 days each day has a line of half
    hours, else each month one of days. Those without a mark stand together on one line. Counted time is
    written out at the end.
    """
    start, end = period
    if start >= end:
        return ()
    first, last = zone.day_of(start), zone.day_of(end - 1)
    if last - first < _LONGEST_BY_DAY:
        lines = [_day(day, period, zone, marks) for day in range(first, last + 1)]
        drawn = list(_drawn(lines, _day_label, 12, "day", glyphs))
        scale = " " * 12 + "".join(f"{hour:<6}" for hour in range(0, 24, 3)) + "24"
    else:
        months = range(month_of(first), month_of(last) + 1)
        lines = [_month(month, period, zone, marks) for month in months]
        drawn = list(_drawn(lines, _month_label, 16, "month", glyphs))
        scale = " " * 16 + "1   5    10   15   20   25   30"
    present = {TimeClass.UP, *(there for there, time in marks if clip(time, start, end))}
    legend = "   ".join(f"{glyphs[there]} {there.value}" for there in TimeClass if there in present)
    cell = "half an hour" if last - first < _LONGEST_BY_DAY else "a day"
    return (scale, *drawn, legend, f"A mark stands for any part of {cell}. Times are those of {zone.name}.")


def _within(marks: Marks, interval: Interval) -> Marks:
    return tuple((there, clip(time, *interval)) for there, time in marks)


def _class_of(interval: Interval, period: Interval, marks: Marks) -> TimeClass:
    start, end = max(interval[0], period[0]), min(interval[1], period[1])
    if start >= end:
        return TimeClass.ABSENT
    held = {there for there, time in marks if clip(time, start, end)}
    return next((there for there in TimeClass if there in held), TimeClass.UP)


def _counted(interval: Interval, period: Interval, marks: Marks) -> int:
    start, end = max(interval[0], period[0]), min(interval[1], period[1])
    return sum(measure(clip(time, start, end)) for there, time in marks if there is TimeClass.COUNTED)


def _day(day: int, period: Interval, zone: Zone, marks: Marks) -> _Line:
    whole = zone.day_start(day), zone.day_start(day + 1)
    marks = _within(marks, whole)
    cells = tuple(_class_of(cell, period, marks) for cell in _half_hours(day, whole[1], zone))
    return _Line(day, cells, _counted(whole, period, marks))


def _half_hours(day: int, day_end: int, zone: Zone) -> Iterator[Interval]:
    """The half hours that a day's clock shows; one that it skips is empty, one that it repeats longer."""
    for us in range(0, DAY, CELL):
        start = zone.to_instant(day, us)
        if zone.to_civil(start) != (day, us) and us:
            yield start, start
        else:
            yield start, zone.to_instant(day, us + CELL) if us + CELL < DAY else day_end


def _month(month: int, period: Interval, zone: Zone, marks: Marks) -> _Line:
    first = day_of_month(month, 1)
    days = range(first, first + month_length(month))
    edges = [(zone.day_start(day), zone.day_start(day + 1)) for day in days]
    marks = _within(marks, (edges[0][0], edges[-1][1]))
    cells = tuple(_class_of(edge, period, marks) for edge in edges)
    return _Line(first, cells, _counted((edges[0][0], edges[-1][1]), period, marks))


def _row(label: str, width: int, line: _Line, glyphs: Glyphs) -> str:
    cells = "".join(glyphs[there] for there in line.cells)
    length = f"  {short_duration(line.counted)}" if line.counted else ""
    return f"{label:<{width}}{cells}{length}".rstrip()


def _drawn(lines: list[_Line], label: Callable[[int], str], width: int, noun: str, glyphs: Glyphs) -> Iterator[str]:
    """A row for each line; several in a row without anything to see are one."""
    for up, run in groupby(lines, key=lambda line: line.is_up):
        held = list(run)
        if up and len(held) > 1:
            yield f"{label(held[0].number)} to {label(held[-1].number)}  up, {len(held)} {noun}s"
        else:
            yield from (_row(label(line.number), width, line, glyphs) for line in held)


def _day_label(day: int) -> str:
    there = civil_date(day)
    return f"{_WEEKDAYS[there.weekday()]} {there.day:>2} {_MONTHS[there.month - 1][:3]}"


def _month_label(day: int) -> str:
    year, month, _ = split_day(day)
    return f"{_MONTHS[month - 1]} {year}"


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
