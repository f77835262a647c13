"""Which of two lengths is longer, whenever it begins (T4, T6)."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from operator import sub

from slalang.lint.analysis.openings import known
from slalang.time.business import dates_in
from slalang.time.calendars import BusinessCalendar, BusinessDate, NeverOpen
from slalang.time.civil import OutOfRange
from slalang.time.lengths import BusinessDays, BusinessHours, CalendarLength, ExactLength, Length
from slalang.values.instants import DAY

_MOST_DAYS = 200
"""Of more business days no bounds are worked out."""
_EVER = 10**18


def always_longer(a: Length, b: Length, years: range) -> bool:
    """Whether the one is certain to run out later than the other, wherever both begin in some civil years; else False.

    Lengths along a calendar are compared by all its days of those years, with their holidays and changes of the clocks.
    """
    if longer(a, b):
        return True
    calendars = [one.calendar for one in (a, b) if isinstance(one, BusinessDays | BusinessHours)]
    alike = type(a) is type(b) and len(calendars) == 2 and calendars[0] == calendars[1]
    if not calendars or alike or not years or not known(*calendars):
        return False
    # What one year refutes is not looked at in all of them.
    return all(_outlasts(a, b, some) for some in (years[:1], years))


def _outlasts(a: Length, b: Length, years: range) -> bool:
    try:
        match a, b:
            case BusinessDays(days, calendar), BusinessHours(us, other) if calendar == other:
                return days * _day_lengths(calendar, years)[0] > us
            case BusinessHours(us, calendar), BusinessDays(days, other) if calendar == other:
                return us > days * _day_lengths(calendar, years)[1]
            case _:
                return _bounds(a, years)[0] > _bounds(b, years)[1]
    except (NeverOpen, OutOfRange):
        return False


def _bounds(length: Length, years: range) -> tuple[int, int]:
    """The least and the most time by the clock that a length takes; no less than nothing, no more than ever."""
    match length:
        case ExactLength(us):
            return us, us
        case CalendarLength():
            # A change of the clocks moves a civil length by less than a day.
            return (_least_days(length) - 1) * DAY, (_most_days(length) + 1) * DAY
        case BusinessHours():
            return _hours_bounds(length, years.start, years.stop)
        case BusinessDays():
            return _days_bounds(length, years.start, years.stop)


@lru_cache(maxsize=256)
def _hours_bounds(length: BusinessHours, first: int, stop: int) -> tuple[int, int]:
    """It takes least from the opening of hours on, most from their close: in between the end moves no less than the start."""
    spans = [span for date in _dates(length.calendar, first, stop) for span in date.hours]
    amounts = [length.us] * len(spans)
    least, most = (
        list(map(sub, length.calendar.add_business_times(instants, amounts), instants))
        for instants in ([start for start, _ in spans], [end for _, end in spans])
    )
    return min(least, default=0), max(most, default=_EVER)


@lru_cache(maxsize=256)
def _days_bounds(length: BusinessDays, first: int, stop: int) -> tuple[int, int]:
    """From one date on, so many full dates pass at least, and at most the rest of that date and so many."""
    least, most = floor(length.days), ceil(length.days)
    dates = _dates(length.calendar, first, stop)
    if not 0 < least <= most <= _MOST_DAYS or not _apart(dates):
        return 0, _EVER
    rows = [(dates[i], dates[i + least - 1], dates[i + least]) for i in range(len(dates) - most)]
    shortest = (min(_close(full) - _open(date), _open(after) - _close(date)) for date, full, after in rows)
    return (
        min(shortest, default=0),
        max((_close(dates[i + most]) - _open(dates[i]) for i in range(len(dates) - most)), default=_EVER),
    )


@lru_cache(maxsize=256)
def _day_lengths(calendar: BusinessCalendar, years: range) -> tuple[int, int]:
    """The open time of the shortest and of the longest business date."""
    dates = _dates(calendar, years.start, years.stop)
    if not dates or not _apart(dates):
        return 0, _EVER
    return min(date.length for date in dates), max(date.length for date in dates)


def _dates(calendar: BusinessCalendar, first: int, stop: int) -> tuple[BusinessDate, ...]:
    """The business dates of some years, with those of a year before, in which a length may begin, and of one after."""
    return tuple(date for year in range(first - 1, stop + 1) for date in dates_in(calendar, year))


def _apart(dates: tuple[BusinessDate, ...]) -> bool:
    """Whether each date closes before the next one opens, so that no time is of two of them."""
    return all(_close(one) <= _open(other) for one, other in pairwise(dates))


def _open(date: BusinessDate) -> int:
    return date.hours[0][0]


def _close(date: BusinessDate) -> int:
    return date.hours[-1][1]


def longer(a: Length, b: Length) -> bool:
    """Whether the one is certain to run out later than the other, wherever both begin; False where nobody can say."""
    match a, b:
        case ExactLength(), ExactLength():
            return a.us > b.us
        case BusinessHours(), BusinessHours() if a.calendar == b.calendar:
            return a.us > b.us
        case BusinessDays(), BusinessDays() if a.calendar == b.calendar:
            return a.days > b.days
        case CalendarLength(), CalendarLength():
            return _least_days(a) > _most_days(b) or (a.months == b.months and a.days > b.days)
        case CalendarLength(), ExactLength():
            # A change of the clocks moves a civil length by less than a day.
            return (_least_days(a) - 1) * DAY >= b.us
        case ExactLength() | BusinessHours(), CalendarLength():
            return a.us >= (_most_days(b) + 1) * DAY
        case BusinessHours(), ExactLength():
            # Business hours never pass faster than the clock does.
            return a.us > b.us
        case _:
            return False


def _least_days(length: CalendarLength) -> int:
    return 28 * length.months + length.days


def _most_days(length: CalendarLength) -> int:
    return 31 * length.months + length.days
