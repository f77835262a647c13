"""The period drawn as a timeline: a line for each day, each month of a longer period, each year of a very long one (D8).

Positions are reckoned in integers. A mark stands for any part of its cell: the gravest class wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from itertools import groupby

import attrs

from slalang.output.figures import short_duration
from slalang.time.civil import day_of_month, first_day, month_length, month_of, split_day
from slalang.time.zones import Zone
from slalang.values.instants import DAY, MINUTE, civil_date
from slalang.values.intervals import Interval, Intervals, clip, measure, normalize
from slalang.values.verdicts import Verdict

CELL = 30 * MINUTE
"""What one mark of a day's line stands for."""

_LONGEST_BY_DAY = 31
_LONGEST_BY_MONTH = 120


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
    """One line: the first civil day that it shows, and the class of each of its cells."""

    first: int
    cells: tuple[TimeClass, ...]
    counted: int

    @property
    def is_up(self) -> bool:
        return set(self.cells) <= {TimeClass.UP, TimeClass.ABSENT} and TimeClass.UP in self.cells


@attrs.frozen(slots=True)
class _Scale:
    """What lines and cells stand for. `cells` gives those of the line that begins on a civil day, `after` the day after it."""

    noun: str
    cell: str
    width: int
    heading: str
    label: Callable[[int], str]
    cells: Callable[[int, Zone], Iterable[Interval]]
    after: Callable[[int], int]


def timeline_marks(verdict: Verdict) -> Marks:
    """Which time of a verdict's period is in which class, from the steps of its explanation."""
    time = verdict.time_us
    marks: dict[TimeClass, list[Interval]] = {}
    for step in verdict.because:
        match step.what:
            case "counted":
                there = TimeClass.COUNTED
            case "excluded_by_cause" | "excluded_by_window":
                there = TimeClass.EXCLUDED
            case "too_short" | "run_allowance" | "rounding" | "rounded_slots" | "rounded_run":
                there = TimeClass.IGNORED
            case "unobserved" if time is None or time.unknown:
                there = TimeClass.UNKNOWN
            case "outside" | "not_covered" | "other_time" if time is None or time.outside:
                there = TimeClass.OUTSIDE
            case _:
                continue
        marks.setdefault(there, []).extend(step.intervals)
    return tuple((there, normalize(time)) for there, time in marks.items())


def draw_timeline(period: Interval, zone: Zone, marks: Marks, glyphs: Glyphs = UNICODE_GLYPHS) -> tuple[str, ...]:
    """The lines of a timeline of `period`, two instants, in civil times of `zone`, with scale and legend.

    `marks` pairs a class with its time; what none holds is up. Up to 31 days each day has a line of half
    hours, else each month one of days; beyond ten years each year has one of months. Those without a mark stand together on one
    line. Counted time is written out at the end.
    """
    start, end = period
    if start >= end:
        return ()
    first, last = zone.day_of(start), zone.day_of(end - 1)
    months = range(month_of(first), month_of(last) + 1)
    if last - first < _LONGEST_BY_DAY:
        scale, days = _BY_DAY, list(range(first, last + 1))
    elif len(months) <= _LONGEST_BY_MONTH:
        scale, days = _BY_MONTH, [day_of_month(month, 1) for month in months]
    else:
        scale, days = _BY_YEAR, [first_day(year) for year in range(split_day(first)[0], split_day(last)[0] + 1)]
    drawn = _drawn([_line(day, scale, period, zone, marks) for day in days], scale, glyphs)
    present = {TimeClass.UP, *(there for there, time in marks if clip(time, start, end))}
    legend = "   ".join(f"{glyphs[there]} {there.value}" for there in TimeClass if there in present)
    return (" " * scale.width + scale.heading, *drawn, legend, f"A mark stands for any part of {scale.cell}.")


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


def _line(first: int, scale: _Scale, period: Interval, zone: Zone, marks: Marks) -> _Line:
    whole = zone.day_start(first), zone.day_start(scale.after(first))
    marks = _within(marks, whole)
    cells = tuple(_class_of(cell, period, marks) for cell in scale.cells(first, zone))
    return _Line(first, cells, _counted(whole, period, marks))


def _half_hours(day: int, zone: Zone) -> Iterator[Interval]:
    """The half hours that a day's clock shows; one that it skips is empty, one that it repeats longer."""
    day_end = zone.day_start(day + 1)
    for us in range(0, DAY, CELL):
        start = zone.to_instant(day, us)
        if zone.to_civil(start) != (day, us) and us:
            yield start, start
        else:
            yield start, zone.to_instant(day, us + CELL) if us + CELL < DAY else day_end


def _days(first: int, zone: Zone) -> Iterator[Interval]:
    """The days of the month that begins on a day."""
    return ((zone.day_start(day), zone.day_start(day + 1)) for day in range(first, _after_month(first)))


def _months(first: int, zone: Zone) -> Iterator[Interval]:
    """The months of the year that begins on a day."""
    starts = [day_of_month(month, 1) for month in range(month_of(first), month_of(first) + 12)]
    return ((zone.day_start(day), zone.day_start(_after_month(day))) for day in starts)


def _after_month(first: int) -> int:
    return first + month_length(month_of(first))


def _after_year(first: int) -> int:
    return _after_month(day_of_month(month_of(first) + 11, 1))


def _row(label: str, width: int, line: _Line, glyphs: Glyphs) -> str:
    cells = "".join(glyphs[there] for there in line.cells)
    length = f"  {short_duration(line.counted)}" if line.counted else ""
    return f"{label:<{width}}{cells}{length}".rstrip()


def _drawn(lines: list[_Line], scale: _Scale, glyphs: Glyphs) -> Iterator[str]:
    """A row for each line; several in a row without anything to see are one."""
    for up, run in groupby(lines, key=lambda line: line.is_up):
        held = list(run)
        if up and len(held) > 1:
            yield f"{scale.label(held[0].first)} to {scale.label(held[-1].first)}  up, {len(held)} {scale.noun}s"
        else:
            yield from (_row(scale.label(line.first), scale.width, line, glyphs) for line in held)


def _day_label(day: int) -> str:
    there = civil_date(day)
    return f"{_WEEKDAYS[there.weekday()]} {there.day:>2} {_MONTHS[there.month - 1][:3]}"


def _month_label(day: int) -> str:
    year, month, _ = split_day(day)
    return f"{_MONTHS[month - 1]} {year}"


def _year_label(day: int) -> str:
    return str(split_day(day)[0])


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

_BY_DAY = _Scale(
    noun="day",
    cell="half an hour",
    width=12,
    heading="".join(f"{hour:<6}" for hour in range(0, 24, 3)) + "24",
    label=_day_label,
    cells=_half_hours,
    after=lambda day: day + 1,
)
_BY_MONTH = _Scale(
    noun="month",
    cell="a day",
    width=16,
    heading="1   5    10   15   20   25   30",
    label=_month_label,
    cells=_days,
    after=_after_month,
)
_BY_YEAR = _Scale(
    noun="year",
    cell="a month",
    width=6,
    heading="JFMAMJJASOND",
    label=_year_label,
    cells=_months,
    after=_after_year,
)
