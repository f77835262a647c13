"""What random policies are about: places and times, schedules, calendars, periods, lengths."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TypeVar

import attrs

from slalang.syntax import ast

T = TypeVar("T")
HOUR = 3_600_000_000
MINUTE = HOUR // 60

PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("UTC", ("2024-02-01", "2025-01-01", "2025-12-01")),
    ("UTC-08:00", ("2025-03-01", "2024-12-01")),
    ("UTC+05:45", ("2024-02-01", "2025-06-01")),
    ("Europe/London", ("2025-03-01", "2025-10-01", "2024-02-01", "2025-12-01")),
    ("America/Los_Angeles", ("2024-11-01", "2025-03-01", "2025-11-01")),
    ("Australia/Lord_Howe", ("2025-04-01", "2025-10-01", "2024-10-01")),
    ("Asia/Kathmandu", ("1985-12-01", "2024-02-01", "2025-01-01")),
    ("America/Sao_Paulo", ("2018-11-01", "2019-02-01", "2017-10-01")),
    ("Pacific/Apia", ("2011-12-01", "2012-04-01", "2010-09-01")),
    ("America/St_Johns", ("2025-03-01", "2006-10-01")),
    ("Africa/Casablanca", ("2025-02-01", "2025-04-01")),
    ("America/Havana", ("2025-11-01", "2025-03-01")),
)
TARGETS = ("99", "99.5", "99.9", "99.95", "95", "90", "99.99", "50", "100")
COMPONENTS = ("portal", "api", "reports")
CAUSES = ("customer", "customer.network", "customer.equipment", "third_party", "force_majeure")
SEVERITIES = ("P1", "P2", "SEV-0")
KINDS = ("scheduled", "release", "emergency")
CATEGORIES = ("recurring", "usage", "one_time")
CURRENCIES = ("USD", "GBP", "EUR", "JPY", "KWD")


@attrs.define(slots=True)
class Setting:
    """What a policy is about, so that events can be made that hug its limits."""

    zone: str
    month: date
    currency: str
    components: tuple[str, ...]
    period: ast.Period
    span_days: int
    each: bool = False
    probes: bool = False
    facts: set[str] = attrs.field(factory=set)
    items: tuple[str, ...] = ()
    lengths: list[int] = attrs.field(factory=list)
    shares: list[ast.Percent] = attrs.field(factory=list)
    needs_subscription: bool = False
    in_time: bool = False
    calendars: list[str] = attrs.field(factory=list)
    commitments: list[str] = attrs.field(factory=list)
    parameters: list[str] = attrs.field(factory=list)
    points: bool = False
    """Whether credits are in points."""
    in_points: list[str] = attrs.field(factory=list)
    """The commitments whose credits are."""
    safe_hours: bool = False
    steps: tuple[str, ...] = ()
    """The steps of a claim, by name."""
    gauges: dict[str, str] = attrs.field(factory=dict)
    """What a commitment measures instead of time: requests, slots, executions, values."""
    targets_in_shares: bool = True
    """Whether every target is a share."""


def name(text: str) -> ast.Name:
    return ast.Name(text)


def number(value: object) -> ast.Number:
    return ast.Number(str(value))


def phrase(body: ast.Node, reading: str | None = None) -> ast.Phrase:
    return ast.Phrase(body, ast.Qualifiers(None, name(reading) if reading else None))


def length(value: object, unit: ast.Unit) -> ast.ExactOrCalendarLength:
    return ast.ExactOrCalendarLength(number(value), unit)


class TimeMaker:
    """Draws the times of a policy. Everything comes from `rng`; the same seed gives the same policy."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        zone, months = rng.choice(PLACES)
        month = date.fromisoformat(rng.choice(months))
        components = rng.choice(((), (), COMPONENTS[:2], COMPONENTS))
        period, span = self.draw_period(zone, month)
        self.setting = Setting(zone, month, rng.choice(CURRENCIES), components, period, span)
        # Clock hours are those of zones that shift by full hours, away from the times when they do.
        self.setting.safe_hours = zone.startswith("UTC")
        unanchored = isinstance(period, ast.BillingCycle) and period.day is None
        self.setting.needs_subscription = isinstance(period, ast.SubscriptionYear) or unanchored

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def pick(self, options: tuple[T, ...] | list[T]) -> T:
        return self.rng.choice(options)

    # -------------------- T8

    def draw_period(self, zone: str, month: date) -> tuple[ast.Period, int]:
        """A commitment's period, and how many days of it a case looks at."""
        other = ast.ZoneName(self.pick(("UTC", "Europe/London", "Asia/Kathmandu"))) if self.chance(0.1) else None
        kind = self.rng.random()
        if kind < 0.30:
            return ast.PlainPeriod(ast.PeriodUnit.MONTH, other), 62
        if kind < 0.42:
            return ast.PlainPeriod(ast.PeriodUnit.DAY, other), 4
        if kind < 0.54:
            return ast.PlainPeriod(ast.PeriodUnit.WEEK, other), 21
        if kind < 0.59:
            return ast.PlainPeriod(ast.PeriodUnit.QUARTER, other), 100
        if kind < 0.62:
            unit = self.pick((ast.PeriodUnit.HALF_YEAR, ast.PeriodUnit.YEAR))
            return ast.PlainPeriod(unit, other), 100
        if kind < 0.67 and (zone.startswith("UTC") or (zone == "Asia/Kathmandu" and month.year > 2000)):
            return ast.PlainPeriod(ast.PeriodUnit.HOUR), 1
        if kind < 0.72:
            return ast.FiscalPeriod(self.pick(tuple(ast.FiscalUnit)), self.pick((1, 2, 4, 7, 10)), other), 100
        if kind < 0.84:
            day = ast.Ordinal(self.pick((1, 5, 15, 16, 29, 30, 31))) if self.chance(0.8) else None
            return ast.BillingCycle(number(1), ast.Unit.MONTH, day, other), 62
        if kind < 0.90:
            return ast.SubscriptionYear(), 100
        step = ast.RollingStep(
            number(1),
            self.pick((ast.Unit.WEEK, ast.Unit.MONTH)),
            self.pick(tuple(ast.RollingEnd)),
            month + timedelta(days=self.pick((0, 14, 27))),
        )
        days, months = ast.Unit.DAY, ast.Unit.MONTH
        size, unit_ = self.pick(((7, days), (30, days), (1, months), (2, months)))
        return ast.RollingPeriod(number(size), unit_, step), 45

    def draw_total_period(self) -> ast.Period:
        if self.chance(0.3):
            size, unit = self.pick(((7, ast.Unit.DAY), (30, ast.Unit.DAY), (1, ast.Unit.MONTH), (3, ast.Unit.DAY)))
            return ast.RollingPeriod(number(size), unit)
        units = (
            ast.PeriodUnit.MONTH,
            ast.PeriodUnit.MONTH,
            ast.PeriodUnit.QUARTER,
            ast.PeriodUnit.WEEK,
            ast.PeriodUnit.YEAR,
            ast.PeriodUnit.DAY,
        )
        return ast.PlainPeriod(self.pick(units))

    # -------------------- T5, T7

    def hours(self) -> tuple[ast.Hours, ...]:
        """A recurring schedule: days and spans, some across midnight, some at the hours that clocks skip."""
        days: tuple[ast.Day, ...] = (
            ast.Weekdays(0, 4),
            ast.Weekdays(self.rng.randrange(7)),
            ast.Weekdays(5, 6),
            ast.Weekdays(6),
            ast.Weekdays(4, 0),
            ast.EveryDay(),
            ast.NthWeekday(ast.Ordinal(self.pick((1, 2, 3, 4, -1))), self.rng.randrange(7)),
            ast.MonthDay(ast.Ordinal(self.pick((1, 15, 30, 31)))),
            ast.LastMonthDay(),
            ast.YearlyDay(number(self.setting.month.day), self.setting.month.month),
            ast.DatedDay(self.setting.month + timedelta(days=self.rng.randrange(40))),
        )
        spans = ((9, 17), (22, 6), (1, 3), (0, 2), (23, 1), (2, 4), (18, 0), (8, 20))
        found = []
        for _ in range(self.pick((1, 1, 2))):
            drawn: list[ast.TimeSpan] = []
            if self.chance(0.85):
                first, last = self.pick(spans)
                minutes = self.pick((0, 0, 30, 15))
                drawn.append(ast.TimeSpan(ast.TimeOfDay(first * HOUR + minutes * MINUTE), ast.TimeOfDay(last * HOUR)))
                if (first, last) == (9, 17) and self.chance(0.3):
                    drawn = [
                        ast.TimeSpan(ast.TimeOfDay(9 * HOUR), ast.TimeOfDay(12 * HOUR)),
                        ast.TimeSpan(ast.TimeOfDay(13 * HOUR), ast.TimeOfDay(17 * HOUR + 30 * MINUTE)),
                    ]
            found.append(ast.Hours((self.pick(days),), tuple(drawn)))
        return tuple(found)

    def calendars(self) -> list[ast.Calendar]:
        def calendar(word: str, *bodies: ast.Node) -> ast.Calendar:
            self.setting.calendars.append(word)
            return ast.Calendar(name(word), ast.Qualifiers(), tuple(phrase(b) for b in bodies))

        weekdays = ast.Hours(
            (ast.Weekdays(0, 4),),
            self.pick(
                (
                    (),
                    (ast.TimeSpan(ast.TimeOfDay(9 * HOUR), ast.TimeOfDay(17 * HOUR)),),
                    (
                        ast.TimeSpan(ast.TimeOfDay(8 * HOUR), ast.TimeOfDay(12 * HOUR)),
                        ast.TimeSpan(ast.TimeOfDay(13 * HOUR), ast.TimeOfDay(16 * HOUR)),
                    ),
                )
            ),
        )
        friday = ast.Hours((ast.Weekdays(4),), (ast.TimeSpan(ast.TimeOfDay(9 * HOUR), ast.TimeOfDay(12 * HOUR)),))
        bodies: list[ast.Node] = [ast.OpenHours((weekdays,) if self.chance(0.8) else (_until_thursday(weekdays), friday))]
        if self.chance(0.6):
            code = self.pick((("GB-ENG", False), ("US", True), ("US-CA", False), ("GB-SCT", False)))
            bodies.append(ast.ClosedHolidays(*code))
        if self.chance(0.4):
            bodies.append(ast.ClosedDates((self.setting.month + timedelta(days=self.rng.randrange(35)),)))
        if self.chance(0.3):
            bodies.append(ast.OpenDates((self.setting.month + timedelta(days=self.pick((0, 24, 25, 28))),)))
        found = [calendar("work", *bodies)]
        if self.chance(0.5):
            found.append(calendar("other", ast.OpenHours(self.hours())))
            if self.chance(0.7):
                found.append(
                    calendar(
                        "mixed",
                        self.pick(
                            (
                                ast.WheneverAny((name("work"), name("other"))),
                                ast.WheneverAll((name("work"), name("other"))),
                                ast.WheneverWithout(name("work"), name("other")),
                            )
                        ),
                    )
                )
        return found

    def notice_length(self) -> ast.Length:
        kind = self.rng.random()
        if kind < 0.3:
            return length(self.pick((1, 24, 72)), ast.Unit.HOUR)
        if kind < 0.6:
            return length(self.pick((1, 3, 5)), self.pick((ast.Unit.DAY, ast.Unit.DAY, ast.Unit.WEEK, ast.Unit.MONTH)))
        return ast.BusinessLength(number(self.pick((1, 2, 3, 8))), self.pick((ast.Unit.DAY, ast.Unit.HOUR)), name("work"))


def _until_thursday(hours: ast.Hours) -> ast.Hours:
    return ast.Hours((ast.Weekdays(0, 3),), hours.spans)
