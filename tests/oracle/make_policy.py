"""Random policies as trees: always valid, small, and made of everything that the oracle judges."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

import attrs

from slalang.syntax import ast
from slalang.values.money import Rounding

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


def name(text: str) -> ast.Name:
    return ast.Name(text)


def number(value: object) -> ast.Number:
    return ast.Number(str(value))


def phrase(body: ast.Node, reading: str | None = None) -> ast.Phrase:
    return ast.Phrase(body, ast.Qualifiers(None, name(reading) if reading else None))


def length(value: object, unit: ast.Unit) -> ast.ExactOrCalendarLength:
    return ast.ExactOrCalendarLength(number(value), unit)


class PolicyMaker:
    """Draws one policy. Everything comes from `rng`; the same seed gives the same policy."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        zone, months = rng.choice(PLACES)
        month = date.fromisoformat(rng.choice(months))
        components = rng.choice(((), (), COMPONENTS[:2], COMPONENTS))
        period, span = self.draw_period(zone, month)
        self.setting = Setting(zone, month, rng.choice(CURRENCIES), components, period, span)
        unanchored = isinstance(period, ast.BillingCycle) and period.day is None
        self.setting.needs_subscription = isinstance(period, ast.SubscriptionYear) or unanchored

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def pick(self, options: tuple[T, ...] | list[T]) -> T:
        return self.rng.choice(options)

    # -------------------- T8

    def draw_period(self, zone: str, month: date) -> tuple[ast.Period, int]:
        """A commitment's period, and how many days of it a case looks at."""
        other = (
            ast.ZoneName(self.pick(("UTC", "Europe/London", "Asia/Kathmandu"))) if self.chance(0.1) else None
        )
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
            size, unit = self.pick(
                ((7, ast.Unit.DAY), (30, ast.Unit.DAY), (1, ast.Unit.MONTH), (3, ast.Unit.DAY))
            )
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

    # -------------------- the document

    def draw(self) -> ast.Policy:
        rules: list[Any] = [self.agreement(), self.throughout(), self.causes(), *self.parameters()]
        rules += self.calendars()
        rules.append(self.service())
        commitments = [self.commitment("uptime")]
        if self.chance(0.2):
            commitments.append(self.commitment("second"))
        rules += commitments
        rules += [self.exclusion(i) for i in range(self.pick((0, 1, 1, 2, 2, 3)))]
        rules += [self.credit(c.name.text) for c in commitments if self.chance(0.85)]
        if self.chance(0.3) and not self.setting.each:
            rules.append(self.right())
        return ast.Policy(tuple(self.with_readings(rules)))

    def agreement(self) -> ast.Agreement:
        s = self.setting
        first = s.month + timedelta(days=self.pick((3, 15, 31))) if self.chance(0.07) else date(1970, 1, 1)
        until = s.month + timedelta(days=40) if self.chance(0.05) else None
        bodies: tuple[ast.Node, ...] = (
            ast.Provider("Provider"),
            ast.Zone(ast.ZoneName(s.zone)),
            ast.Currency(s.currency),
            ast.InForce(first, until),
        )
        return ast.Agreement("Generated", "1", tuple(phrase(b) for b in bodies))

    def throughout(self) -> ast.Throughout:
        rounding = ast.MoneyRounding(self.pick(tuple(Rounding)))
        rule = self.pick((ast.RowsNeedMiss(), ast.RowsNeedMiss(), ast.RowsStandAlone()))
        return ast.Throughout((phrase(rounding), phrase(rule)))

    def causes(self) -> ast.Causes:
        kinds = (ast.Cause(name("network")), ast.Cause(name("equipment")))
        others = tuple(ast.Cause(name(c)) for c in ("third_party", "force_majeure"))
        return ast.Causes((ast.Cause(name("customer"), kinds), *others))

    def parameters(self) -> list[ast.Parameter]:
        def parameter(word: str, kind: Any, default: Any) -> ast.Parameter:
            return ast.Parameter(name(word), ast.Qualifiers(), kind, ast.Default(default))

        self.setting.parameters = ["plan", "notified", "penalty", "fee"]
        plan = ast.WordChoice(("gold", "basic"))
        return [
            parameter("plan", plan, "basic" if self.chance(0.85) else None),
            parameter("notified", ast.ParameterType.YES_OR_NO, ast.YesNo.NO),
            parameter(
                "penalty", ast.ParameterType.PERCENTAGE, ast.Percent("7.5") if self.chance(0.9) else None
            ),
            parameter(
                "fee",
                ast.ParameterType.AMOUNT,
                ast.Money(self.setting.currency, number(100)) if self.chance(0.9) else None,
            ),
        ]

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
                drawn.append(
                    ast.TimeSpan(ast.TimeOfDay(first * HOUR + minutes * MINUTE), ast.TimeOfDay(last * HOUR))
                )
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
        friday = ast.Hours(
            (ast.Weekdays(4),), (ast.TimeSpan(ast.TimeOfDay(9 * HOUR), ast.TimeOfDay(12 * HOUR)),)
        )
        bodies: list[ast.Node] = [
            ast.OpenHours((weekdays,) if self.chance(0.8) else (_until_thursday(weekdays), friday))
        ]
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
            return length(
                self.pick((1, 3, 5)), self.pick((ast.Unit.DAY, ast.Unit.DAY, ast.Unit.WEEK, ast.Unit.MONTH))
            )
        return ast.BusinessLength(
            number(self.pick((1, 2, 3, 8))), self.pick((ast.Unit.DAY, ast.Unit.HOUR)), name("work")
        )

    # -------------------- O, D, C1

    def service(self) -> ast.Service:
        s = self.setting
        body: ast.Node = ast.NoComponents()
        if s.components:
            body = ast.AnyComponent() if self.chance(0.15) else ast.Components(tuple(map(name, s.components)))
        return ast.Service(name("platform"), ast.Qualifiers(), (phrase(body),))

    def commitment(self, word: str) -> ast.Commitment:
        s = self.setting
        s.commitments.append(word)
        bodies: list[ast.Node] = [*self.targets(), ast.CommitmentPeriod(s.period), *self.watching()]
        if self.chance(0.1):
            bodies.append(ast.Warning(ast.Percent("99.99")))
        if s.components:
            bodies.append(self.combining())
        rules = ast.PartialRule
        partial = ast.PartialPeriod(
            self.pick(
                (rules.COVERED_PART, rules.COVERED_PART, rules.REST_IS_UP, rules.REST_IS_UP, rules.NOTHING)
            )
        )
        if (
            isinstance(s.period, ast.PlainPeriod)
            and s.period.unit is ast.PeriodUnit.MONTH
            and self.chance(0.05)
        ):
            bodies.append(ast.JudgedOver(ast.PlainPeriod(ast.PeriodUnit.QUARTER, s.period.zone)))
            partial = ast.PartialPeriod(ast.PartialRule.REST_IS_UP)
        bodies += [partial, self.basis(), self.granularity()]
        if self.chance(0.3):
            least = self.pick((1, 5, 15))
            s.lengths.append(least * MINUTE)
            bodies.append(
                ast.ShortestRun(
                    length(least, ast.Unit.MINUTE), self.pick(tuple(ast.LongerRule)), self.chance(0.35)
                )
            )
        if self.chance(0.2):
            bodies.append(
                ast.AvailabilityRounding(self.pick(tuple(Rounding)), number(self.pick((0, 1, 2, 3))))
            )
        return ast.Commitment(name(word), name("platform"), ast.Qualifiers(), tuple(map(phrase, bodies)))

    def targets(self) -> list[ast.Node]:
        def target(when: ast.When | None) -> ast.Node:
            if self.chance(0.1):
                allowed = self.pick((5, 43, 60))
                self.setting.lengths.append(allowed * MINUTE)
                self.setting.in_time = True
                comparison = self.pick((ast.Comparison.AT_MOST, ast.Comparison.LESS_THAN))
                return ast.DowntimeTarget(comparison, length(allowed, ast.Unit.MINUTE), when)
            percent = ast.Percent(self.pick(TARGETS))
            self.setting.shares.append(percent)
            comparison = ast.Comparison.AT_LEAST
            if percent.digits != "100" and self.chance(0.3):
                comparison = ast.Comparison.MORE_THAN
            return ast.AvailabilityTarget(comparison, percent, when)

        if self.chance(0.75):
            return [target(None)]
        day = self.setting.month + timedelta(days=self.pick((0, 1, 31)))
        where = self.pick(
            (
                ast.Where((ast.ParameterIs(name("plan"), self.chance(0.3), "gold"),)),
                ast.Where((ast.StartsBefore(day),)),
                ast.Where((ast.StartsFrom(day), ast.ParameterIs(name("plan"), False, "gold"))),
            )
        )
        last = ast.NoTarget(ast.Otherwise()) if self.chance(0.3) else target(ast.Otherwise())
        return [target(where), last]

    def watching(self) -> list[ast.Node]:
        s = self.setting
        severities = degree = None
        if self.chance(0.25):
            severities = ast.Severities(self.pick((("P1", None), ("SEV-0", "P1"), (None,))))
        if self.chance(0.2):
            degree = ast.Degree(number(self.pick(("0.5", "1", "0.25"))))
        outages = ast.WatchOutages(severities, degree)
        if self.chance(0.65):
            return [outages]
        s.probes = True
        locations: Any = self.pick((ast.AnyLocation(), ast.AllLocations(), ast.SomeLocations(number(2))))
        probes = ast.WatchProbes(number(self.pick((1, 2, 3))), locations)
        unobserved = ast.Unobserved(self.pick(tuple(ast.UnobservedRule)))
        return [*([outages] if self.chance(0.3) else []), probes, unobserved]

    def combining(self) -> ast.Node:
        rule: ast.Node = self.pick(
            (
                ast.CombineAny(),
                ast.CombineAny(),
                ast.CombineAll(),
                ast.CombineSome(number(2)),
                ast.CombineEach(),
            )
        )
        self.setting.each = self.setting.each or isinstance(rule, ast.CombineEach)
        return rule

    def basis(self) -> ast.Basis:
        kind = self.rng.random()
        if kind < 0.6:
            return ast.Basis(ast.WholePeriod())
        if kind < 0.8:
            return ast.Basis(ast.PeriodLessExcluded())
        return ast.Basis(ast.CalendarHours(name(self.pick(self.setting.calendars))))

    def granularity(self) -> ast.Node:
        kind, minutes = self.rng.random(), self.pick((1, 5, 15, 60))
        if kind < 0.5:
            return ast.ExactGranularity()
        self.setting.lengths.append(minutes * MINUTE)
        size = length(minutes, ast.Unit.MINUTE)
        if kind < 0.75:
            return ast.SlotGranularity(size, self.pick(tuple(ast.SlotRule)))
        if self.setting.probes:
            # A run of time that nobody observed has no beginning from which its length could be rounded.
            return ast.ExactGranularity()
        return ast.RunGranularity(self.pick(tuple(ast.RunRounding)), size)

    # -------------------- X

    def exclusion(self, index: int) -> ast.Exclusion:
        s, kind = self.setting, self.rng.random()
        limited: list[ast.Node] = []
        if s.components and self.chance(0.2):
            limited.append(ast.OnlyComponents((name(s.components[0]),)))
        commitments = (name(self.pick(s.commitments)),) if self.chance(0.2) else None
        if kind < 0.35:
            bodies = [self.outages_excluded(), *limited]
        elif kind < 0.80:
            kinds = self.pick(
                (("scheduled",), ("scheduled",), ("scheduled", "release"), ("emergency", "release"))
            )
            bodies = [
                ast.MaintenanceExcluded(kinds),
                *limited,
                *self.conditions(recurring=False),
                *self.reach(),
            ]
        else:
            bodies = [
                ast.RecurringExcluded(self.hours()),
                *limited,
                *self.conditions(recurring=True),
                *self.reach(),
            ]
        return ast.Exclusion(name(f"rule{index}"), commitments, ast.Qualifiers(), tuple(map(phrase, bodies)))

    def reach(self) -> list[ast.Node]:
        if self.chance(0.15):
            return [ast.OnlyCausedBy(ast.CausedBy((name("third_party"),)))]
        return [ast.NothingExcluded()] if self.chance(0.1) else []

    def outages_excluded(self) -> ast.Node:
        cause = ast.CausedBy(tuple(name(c) for c in self.rng.sample(CAUSES, self.pick((1, 1, 2)))))
        environment = ast.InEnvironment(("beta", "demo")) if self.chance(0.25) else None
        fact = None
        if self.chance(0.35):
            self.setting.facts.add("agreed")
            when: Any = None
            if self.chance(0.6):
                kind = self.pick((ast.FactDeadline, ast.FactNotice))
                when = kind(self.notice_length())
            fact = ast.WithFact("agreed", when)
        return ast.OutagesExcluded(
            cause if environment is None or self.chance(0.5) else None, environment, fact
        )

    def where(self) -> ast.Where | None:
        return (
            ast.Where((ast.ParameterIs(name("notified"), False, ast.YesNo.YES),))
            if self.chance(0.1)
            else None
        )

    def conditions(self, *, recurring: bool) -> list[ast.Node]:
        three = tuple(ast.Consequence)
        two = (ast.Consequence.VOID, ast.Consequence.COVENANT)
        found: list[ast.Node] = []
        if not recurring:
            if self.chance(0.5):
                found.append(ast.Notice(self.notice_length(), self.where(), self.pick(two)))
            if self.chance(0.15):
                found.append(ast.Approval(self.where(), self.pick(two)))
        if self.chance(0.4):
            hours = ast.AllowedHours(self.hours(), None, self.where(), self.pick(three))
            calendar = ast.AllowedCalendar(
                name(self.pick(self.setting.calendars)), self.where(), self.pick(three)
            )
            found.append(self.pick((hours, calendar)))
        if self.chance(0.4):
            minutes = self.pick((30, 60, 90, 240))
            self.setting.lengths.append(minutes * MINUTE)
            found.append(ast.Longest(length(minutes, ast.Unit.MINUTE), self.where(), self.pick(three)))
        if self.chance(0.35):
            period = ast.PlainPeriod(ast.PeriodUnit.MONTH) if recurring else self.draw_total_period()
            found.append(ast.MostWindows(number(self.pick((1, 2))), period, self.where(), self.pick(three)))
        if self.chance(0.5):
            hours_ = self.pick((1, 2, 4))
            self.setting.lengths.append(hours_ * HOUR)
            period = ast.PlainPeriod(ast.PeriodUnit.MONTH) if recurring else self.draw_total_period()
            found.append(ast.Total(length(hours_, ast.Unit.HOUR), period, self.where(), self.pick(three)))
        self.rng.shuffle(found)
        lifted = {
            ast.Notice: ast.Lifted.NOTICE,
            ast.AllowedHours: ast.Lifted.HOURS,
            ast.AllowedCalendar: ast.Lifted.HOURS,
            ast.Longest: ast.Lifted.LENGTH,
            ast.MostWindows: ast.Lifted.NUMBER,
            ast.Total: ast.Lifted.TOTAL,
        }
        liftable = [lifted[type(c)] for c in found if type(c) in lifted]
        if not recurring and liftable and self.chance(0.35):
            found.append(
                ast.ApprovalLifts(tuple(self.rng.sample(liftable, self.rng.randint(1, len(liftable)))))
            )
        return found

    # -------------------- C2-C6

    def credit(self, commitment: str) -> ast.Credit:
        bodies: list[ast.Node] = [*self.rows(), self.base(), *self.ceilings(), *self.given()]
        if self.chance(0.15):
            kind = self.pick((ast.LeastPayableFrom, ast.LeastPayableAbove))
            bodies.append(kind(ast.Money(self.setting.currency, number(self.pick((5, 10))))))
        return ast.Credit(name(commitment), ast.Qualifiers(), tuple(map(phrase, bodies)))

    def rows(self) -> list[ast.Node]:
        if self.chance(0.4):
            return [ast.CreditRow(ast.MissedTarget(), self.award())]
        edges = self.rng.sample(
            ("99.99", "99.9", "99.5", "99", "97", "95", "90", "50"), self.pick((1, 2, 3, 3))
        )
        edges.sort(key=float, reverse=True)
        rows: list[ast.Node] = []
        percents = ["5", "10", "25"]
        for i, (upper, lower) in enumerate(zip(edges, [*edges[1:], None], strict=True)):
            share = ast.Percent(upper)
            self.setting.shares.append(share)
            limits = [ast.Limit(self.pick((ast.Bound.BELOW, ast.Bound.AT_MOST)), share)]
            if lower is not None:
                limits.append(ast.Limit(self.pick((ast.Bound.ABOVE, ast.Bound.AT_LEAST)), ast.Percent(lower)))
            award = ast.PercentAward(ast.Percent(percents[i])) if self.chance(0.75) else self.award()
            where = ast.Where((ast.ParameterIs(name("plan"), False, "gold"),)) if self.chance(0.08) else None
            rows.append(ast.CreditRow(ast.Limits(tuple(limits)), award, where))
        rows.append(ast.OverlapRule(self.pick(tuple(ast.OverlapWinner))))
        return rows

    def award(self) -> ast.Award:
        options: tuple[ast.Award, ...] = (
            ast.PercentAward(ast.Percent(self.pick(("5", "12.5", "33.33")))),
            ast.PercentAward(ast.Percent("10")),
            ast.FlatAward(ast.Money(self.setting.currency, number(self.pick((7, 50))))),
            ast.UnavailableShare(),
            ast.UnavailableShare(),
            ast.TimeLost(number(self.pick((1, 2, 10)))),
        )
        return ast.ParameterAward(name("penalty")) if self.chance(0.05) else self.pick(options)

    def base(self) -> ast.Base:
        if self.chance(0.15):
            return ast.Base(ast.ParameterBase(name("fee")))
        inside = outside = None
        if self.chance(0.2):
            inside = ast.InCategory(self.pick((("recurring",), ("recurring", "usage"))))
        elif self.chance(0.2):
            outside = ast.ExceptCategory(("one_time",))
        return ast.Base(ast.Charges(inside, outside, self.setting.each and self.chance(0.4)))

    def ceilings(self) -> list[ast.Node]:
        found: list[ast.Node] = []
        currency = self.setting.currency
        if self.chance(0.25):
            options: tuple[ast.Ceiling, ...] = (
                ast.Money(currency, number(self.pick((20, 50)))),
                ast.ShareOfBase(ast.Percent("15")),
                ast.ParameterAmount(name("fee")),
            )
            found.append(ast.Cap(self.pick(options)))
        if self.chance(0.1):
            found.append(ast.Cap(ast.ShareOfBase(ast.Percent("30"))))
        if not found and self.chance(0.15):
            found.append(ast.Floor(ast.Money(currency, number(3))))
        return found

    def given(self) -> list[ast.Node]:
        kind = self.rng.random()
        if kind < 0.4:
            return [ast.GivenAutomatically()]
        if kind < 0.45:
            return [ast.GivenAtDiscretion()]
        found: list[ast.Node] = []
        if self.chance(0.15):
            where = ast.Where((ast.ParameterIs(name("notified"), False, ast.YesNo.YES),))
            found.append(ast.GivenOnClaim(self.deadline(), where))
            where = ast.Where((ast.ParameterIs(name("notified"), True, ast.YesNo.YES),))
            found.append(ast.GivenOnClaim(self.deadline(), where))
        else:
            found.append(ast.GivenOnClaim(self.deadline()))
        if self.chance(0.5):
            self.setting.items = ("subject", "incidents")
            found.append(ast.ClaimIncludes(self.setting.items))
        return found

    def deadline(self) -> ast.DeadlineAfter | ast.DeadlineCycle:
        if self.chance(0.25):
            unit = self.pick((ast.PeriodUnit.MONTH, ast.PeriodUnit.QUARTER, ast.PeriodUnit.WEEK))
            period: ast.Period = ast.PlainPeriod(unit)
            if self.chance(0.3):
                period = ast.BillingCycle(number(1), ast.Unit.MONTH, ast.Ordinal(self.pick((1, 15, 31))))
            return ast.DeadlineCycle(ast.Ordinal(self.pick((1, 2))), period)
        anchor: Any = self.pick(
            (ast.AnchorPeriodEnd(), ast.AnchorPeriodEnd(), ast.AnchorLastIncident(), None)
        )
        if anchor is None:
            self.setting.facts.add("report_sent")
            anchor = ast.AnchorFact("report_sent")
        sizes: tuple[ast.Length, ...] = (
            length(30, ast.Unit.DAY),
            length(1, ast.Unit.MONTH),
            length(48, ast.Unit.HOUR),
            ast.BusinessLength(number(10), ast.Unit.DAY, name("work")),
            ast.BusinessLength(number(8), ast.Unit.HOUR, name("work")),
        )
        size = self.pick(sizes)
        return ast.DeadlineAfter(size, anchor)

    # -------------------- R

    def right(self) -> ast.Right:
        commitment = name(self.setting.commitments[0])
        window: Any = None
        if self.chance(0.3):
            window = ast.WithinRolling(length(self.pick((1, 2, 6)), ast.Unit.MONTH))
        elif self.chance(0.3):
            window = ast.WithinSubscriptionYear()
            self.setting.needs_subscription = True
        rule: ast.Node = ast.ConsecutiveMisses(commitment, number(self.pick((1, 2, 3))), window)
        if self.chance(0.5):
            least = self.pick((1, 2))
            rule = ast.MissesAmong(commitment, number(least), number(least + self.pick((1, 2))), window)
        bodies: list[ast.Node] = [rule, ast.NoticePeriod(length(30, ast.Unit.DAY))]
        if self.chance(0.6):
            bodies.append(ast.UseWithin(length(self.pick((5, 30)), ast.Unit.DAY)))
        if self.chance(0.7):
            self.setting.facts.add("terminated")
            bodies.append(ast.ExercisedBy("terminated"))
        return ast.Right(name("termination"), ast.Qualifiers(), tuple(map(phrase, bodies)))

    # -------------------- P6

    def with_readings(self, rules: list[Any]) -> list[Any]:
        """A group of two readings that change one phrase, or none."""
        if not self.chance(0.2):
            return rules
        candidates = [
            (i, j)
            for i, rule in enumerate(rules)
            if isinstance(rule, ast.Commitment | ast.Credit)
            for j, part in enumerate(rule.phrases)
            if self._variant(part.body) is not None
        ]
        if not candidates:
            return rules
        i, j = self.pick(candidates)
        phrases = list(rules[i].phrases)
        other = self._variant(phrases[j].body)
        if other is None:
            return rules
        phrases[j : j + 1] = [phrase(phrases[j].body, "strict"), phrase(other, "mild")]
        governs = self.chance(0.5)
        group = ast.Ambiguity(
            name("wording"),
            ast.Qualifiers(),
            (
                ast.Reading(name("strict"), governs, "The text says so."),
                ast.Reading(name("mild"), not governs, "The text may mean so."),
            ),
        )
        rules = list(rules)
        rules[i] = attrs.evolve(rules[i], phrases=tuple(phrases))
        return [*rules[:-1], group, rules[-1]]

    def _variant(self, body: ast.Node) -> ast.Node | None:
        match body:
            case ast.CombineAny():
                return ast.CombineAll()
            case ast.CombineEach() if self.setting.each:
                return ast.CombineAny()
            case ast.AvailabilityTarget(comparison, _, None):
                return ast.AvailabilityTarget(comparison, ast.Percent("98"), None)
            case ast.Basis(ast.WholePeriod()):
                return ast.Basis(ast.PeriodLessExcluded())
            case ast.ExactGranularity():
                return ast.SlotGranularity(length(5, ast.Unit.MINUTE), ast.SlotRule.TOUCHED)
            case ast.CreditRow(ast.MissedTarget(), ast.UnavailableShare(), None) if not self.setting.in_time:
                return ast.CreditRow(ast.MissedTarget(), ast.Shortfall())
        return None


def _until_thursday(hours: ast.Hours) -> ast.Hours:
    return ast.Hours((ast.Weekdays(0, 3),), hours.spans)
