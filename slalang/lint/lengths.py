"""Which of two lengths is longer, whenever it begins (T4)."""

from __future__ import annotations

from slalang.time.lengths import BusinessDays, BusinessHours, CalendarLength, ExactLength, Length
from slalang.values.instants import DAY


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
