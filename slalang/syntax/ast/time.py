"""Lengths, periods, days with their hours, calendars."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TypeAlias

from slalang.syntax.ast.conditions import When
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.words import Name, Number, Ordinal, Phrase, Qualifiers, TimeOfDay, Unit, ZoneName


@node
class Weekdays(Node):
    """One weekday, or from the first through the last (0 is Monday)."""

    first: int
    last: int | None = None


@node
class NthWeekday(Node):
    ordinal: Ordinal
    weekday: int


@node
class MonthDay(Node):
    ordinal: Ordinal


@node
class LastMonthDay(Node):
    pass


@node
class YearlyDay(Node):
    day: Number
    month: int


@node
class DatedDay(Node):
    day: date


@node
class EveryDay(Node):
    pass


Day: TypeAlias = Weekdays | NthWeekday | MonthDay | LastMonthDay | YearlyDay | DatedDay | EveryDay


@node
class TimeSpan(Node):
    """From one time of day to another; one that does not end later crosses midnight (T5)."""

    first: TimeOfDay
    last: TimeOfDay


@node
class Hours(Node):
    """Days with their hours; no spans means the whole civil day."""

    days: tuple[Day, ...]
    spans: tuple[TimeSpan, ...] = ()


@node
class OpenHours(Node):
    hours: tuple[Hours, ...]


@node
class ClosedHolidays(Node):
    """The public holidays of a country or subdivision: `GB-ENG`, or `US` with `nationwide` (T5)."""

    code: str
    nationwide: bool = False


@node
class ClosedDates(Node):
    dates: tuple[date, ...]


@node
class ClosedFile(Node):
    """The days that a calendar file (.ics) names."""

    path: str


@node
class OpenDates(Node):
    dates: tuple[date, ...]


@node
class WheneverAny(Node):
    names: tuple[Name, ...]


@node
class WheneverAll(Node):
    names: tuple[Name, ...]


@node
class WheneverWithout(Node):
    open: Name
    closed: Name


@node
class ChosenCalendar(Node):
    """The hours of another calendar, for the customers for whom the condition holds (P2)."""

    calendar: Name
    when: When | None = None


@node
class Calendar(Node):
    name: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]


@node
class ExactOrCalendarLength(Node):
    """An exact length up to hours, a calendar length from days (T4)."""

    number: Number
    unit: Unit


@node
class BusinessLength(Node):
    """Business days or hours of a named calendar (T4, T6)."""

    number: Number
    unit: Unit
    calendar: Name


Length: TypeAlias = ExactOrCalendarLength | BusinessLength


@node
class CivilDay(Node):
    pass


@node
class BusinessDay(Node):
    calendar: Name


@node
class EndOfFullDay(Node):
    """The end of the Nth full civil or business day after something; the day of that itself is not counted (T6)."""

    ordinal: Ordinal
    day: CivilDay | BusinessDay


class PeriodUnit(Enum):
    HOUR = "clock hour"
    DAY = "day"
    WEEK = "calendar week"
    MONTH = "calendar month"
    QUARTER = "calendar quarter"
    HALF_YEAR = "calendar half-year"
    YEAR = "calendar year"


class FiscalUnit(Enum):
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


class RollingEnd(Enum):
    """Which end of a rolling period the anchor date marks."""

    STARTING = "starting"
    ENDING = "ending"


@node
class PlainPeriod(Node):
    unit: PeriodUnit
    zone: ZoneName | None = None


@node
class FiscalPeriod(Node):
    unit: FiscalUnit
    month: int
    zone: ZoneName | None = None


@node
class BillingCycle(Node):
    number: Number
    unit: Unit
    day: Ordinal | None = None
    zone: ZoneName | None = None


@node
class SubscriptionYear(Node):
    pass


@node
class RollingStep(Node):
    number: Number
    unit: Unit
    end: RollingEnd
    anchor: date


@node
class RollingPeriod(Node):
    """The last N days or months; as a commitment's period with a step and an anchor, under a limit without (T8)."""

    number: Number
    unit: Unit
    step: RollingStep | None = None


Period: TypeAlias = PlainPeriod | FiscalPeriod | BillingCycle | SubscriptionYear | RollingPeriod
