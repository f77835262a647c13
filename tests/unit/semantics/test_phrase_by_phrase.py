"""What single phrases become: the alternatives that the larger policies of these tests do not hold, one by one."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from sample import compiled

from slalang.semantics.policy import (
    AllowedTime,
    ByFullDay,
    CombineWords,
    Commitment,
    Credit,
    FactNeeded,
    FromLocations,
    FullDayAfter,
    ParameterIs,
    Policy,
    Slots,
    StartsFrom,
    Statistic,
    TicketPattern,
    TimeBefore,
)
from slalang.syntax.ast import (
    Belonging,
    Comparison,
    Edge,
    EmptyMeasureRule,
    EmptyRule,
    EmptySlotRule,
    Lifted,
    LongerRule,
    ParameterType,
    PartialRule,
    PauseEffect,
    ReopenRule,
    RunRounding,
    SeverityRule,
    SlotRule,
    UnobservedRule,
)
from slalang.time.calendars import CombinedCalendar
from slalang.time.hours import MonthDay, NthWeekday, OnDate, YearDay
from slalang.time.lengths import CalendarLength
from slalang.time.periods import Anchor, CalendarPeriod, PeriodUnit, Rolling, SubscriptionYear
from slalang.values.events import TicketAction
from slalang.values.instants import MINUTE, parse_instant
from slalang.values.money import Rounding

FRAME = """
agreement "Hosting": zone UTC; currency EUR.
causes: customer, provider.
parameter gold: yes or no; default yes.
parameter seats: a number; default 10.
calendar week: Monday to Friday 09:00-17:00.
calendar mornings: every day 06:00-12:00.
service platform: components web, api, files.
service jobs: no components.
"""

BACKUP = 'duty backup: for each day; requires the fact "backup".'
"""Something that is promised, where a test is about nothing of the kind."""

DEFAULTS = {
    "commitment": {
        "target": "available at least 99.9%",
        "period": "per calendar month",
        "watch": "watched by outages",
        "partial": "of a period covered in part, the rest counts as up",
        "basis": "measured over the whole period",
        "granularity": "counted exactly",
        "combine": "down when any component is down",
    },
    "credit": {
        "row": "a missed target earns 10%",
        "base": "of the charges of the period",
        "rounding": "money rounded half up",
        "given": "given without a claim",
    },
    "clock": {
        "runs": 'runs from "opened" to "resolved"',
        "target": 'within 4 hours where the severity is "1"; within 8 hours otherwise',
        "severity": "a change of severity changes nothing",
        "reopening": "reopening changes nothing",
        "pauses": "never pauses",
        "later": "a later stage does not stop it",
        "belongs": "belongs to the period in which it starts",
    },
    "share": {
        "target": "at least 95% kept",
        "period": "per calendar month",
        "empty": "a period without any is not judged",
    },
    "late": {
        "row": "a missed target earns EUR 5 for each day past the deadline",
        "period": "per calendar month",
        "first": "the first day counts",
        "last": "the last day counts",
        "most": "accrues without limit",
        "several": "several at once accrue once",
        "rate": "at the rate of each day",
        "rounding": "money rounded half up",
        "given": "given without a claim",
    },
}
"""What the rules of these tests say where a test does not say otherwise."""


def rule(kind: str, **changes: str) -> str:
    """The phrases of a rule, some of them replaced, added or (empty) left out."""
    return "; ".join(phrase for phrase in {**DEFAULTS[kind], **changes}.values() if phrase)


def made(text: str) -> Policy:
    """The policy of the frame with more rules."""
    done = compiled(FRAME + text)
    assert done.compiled is not None, done.diagnostics
    return done.compiled.policy


def commitment(service: str = "platform", **changes: str) -> Commitment:
    return made(f"commitment uptime of {service}: {rule('commitment', **changes)}.").commitments[0]


def counted(watch: str, **changes: str) -> Commitment:
    """A commitment to a service without components."""
    return commitment("jobs", **{"combine": "", "watch": watch, **changes})


def credit(**changes: str) -> Credit:
    return made(
        f"commitment uptime of platform: {rule('commitment')}. credit for uptime: {rule('credit', **changes)}."
    ).credits[0]


def exclusion(phrases: str) -> Any:
    return made(f"commitment uptime of platform: {rule('commitment')}. exclusion away: {phrases}.").exclusions[0]


def clock(**changes: str) -> Any:
    return made(f"clock fix of jobs: {rule('clock', **changes)}. share prompt of fix: {rule('share')}.").clocks[0]


# ---------------------------------------------------------------------------------------------- parameters, days, periods


def test_numbers_and_answers_of_parameters() -> None:
    policy = made(BACKUP)
    assert [(p.type, p.default) for p in policy.parameters] == [
        (ParameterType.YES_OR_NO, True),
        (ParameterType.NUMBER, Fraction(10)),
    ]


@pytest.mark.parametrize(
    ("phrase", "guard"),
    [
        ("available at least 99% where gold is no", ParameterIs("gold", False, False)),
        ("available at least 99% where gold is not yes", ParameterIs("gold", True, True)),
        ("available at least 99% where seats is 50", ParameterIs("seats", False, Fraction(50))),
        (
            "available at least 99% where the period starts on or after 2025-02-01",
            StartsFrom(parse_instant("2025-02-01T00:00:00Z")),
        ),
    ],
)
def test_conditions(phrase: str, guard: object) -> None:
    assert commitment(target=phrase).targets[0].guard == (guard,)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("recurring on the last Friday of the month all day", NthWeekday(-1, 4)),
        ("recurring on the 15th of the month 22:00-02:00", MonthDay(15)),
        ("recurring on the last day of the month all day", MonthDay(-1)),
        ("recurring on 24 December of each year all day", YearDay(12, 24)),
        ("recurring on 2025-06-30 01:00-02:00", OnDate(20_269)),
    ],
)
def test_days_that_recur(phrase: str, day: object) -> None:
    (entry,) = exclusion(phrase).windows.schedule.hours
    assert entry.days == day


@pytest.mark.parametrize(
    ("text", "operation", "parts"),
    [
        ("calendar both: whenever week and mornings are open.", "intersection", ("week", "mornings")),
        ("calendar late: whenever week is open and mornings is not.", "difference", ("week", "mornings")),
    ],
)
def test_calendars_combined(text: str, operation: str, parts: tuple[str, ...]) -> None:
    found = made(text + BACKUP).calendars[-1]
    assert isinstance(found, CombinedCalendar)
    assert (found.operation, tuple(part.name for part in found.parts)) == (operation, parts)


@pytest.mark.parametrize(
    ("phrase", "unit", "first_month"),
    [
        ("per clock hour", PeriodUnit.HOUR, 1),
        ("per calendar week", PeriodUnit.WEEK, 1),
        ("per calendar half-year", PeriodUnit.HALF_YEAR, 1),
        ("per fiscal half-year from April", PeriodUnit.HALF_YEAR, 4),
        ("per fiscal year from July", PeriodUnit.YEAR, 7),
    ],
)
def test_periods_of_the_calendar(phrase: str, unit: PeriodUnit, first_month: int) -> None:
    period = commitment(period=phrase).period
    assert isinstance(period, CalendarPeriod)
    assert (period.unit, period.first_month) == (unit, first_month)


def test_years_of_the_subscription_and_rolling_periods() -> None:
    assert isinstance(commitment(period="per subscription year").period, SubscriptionYear)
    period = commitment(period="per rolling 3 months every 1 month starting 2025-01-01").period
    assert isinstance(period, Rolling)
    assert (period.months, period.anchor) == (3, Anchor.START)


# ---------------------------------------------------------------------------------------------- measuring


@pytest.mark.parametrize(
    ("phrase", "locations"),
    [
        ("watched by probes, 2 failed in a row from any location", FromLocations.ANY),
        ("watched by probes, 2 failed in a row from all locations", FromLocations.ALL),
        ("watched by probes, 2 failed in a row from each location on its own", FromLocations.EACH),
    ],
)
def test_locations_of_probes(phrase: str, locations: FromLocations) -> None:
    found = commitment(watch=phrase, unobserved="unobserved time counts as down")
    assert found.probes is not None
    assert (found.probes.locations, found.unobserved) == (locations, UnobservedRule.DOWN)


def test_slots_in_which_all_failed() -> None:
    found = counted(
        "watched by counts in slots of 5 minutes, down when all failed",
        uneven="counts that fit no slot are an error",
        empty="a slot without requests counts as down",
        unobserved="unobserved time counts as down",
    )
    assert found.counts is not None
    assert (found.counts.failing.comparison, found.counts.failing.share) == (Comparison.AT_LEAST, Fraction(1))
    assert found.counts.empty is EmptySlotRule.DOWN


@pytest.mark.parametrize(
    ("phrase", "statistic"),
    [('measured by the mean of "latency"', Statistic.MEAN), ('measured by the worst of "latency"', Statistic.WORST)],
)
def test_statistics_of_values(phrase: str, statistic: Statistic) -> None:
    found = made(
        "commitment speed of jobs: value at most 200; per day; a period without any counts as down;"
        f" of a period covered in part, the rest counts as up; {phrase}."
    ).commitments[0]
    assert found.measure is not None
    assert getattr(found.measure.of, "statistic", None) is statistic
    assert found.measure.empty is EmptyMeasureRule.DOWN


@pytest.mark.parametrize(
    ("key", "phrase", "field", "value"),
    [
        ("combine", "down when at least 2 components are down", "combine", 2),
        ("combine", "down when all components are down", "combine", CombineWords.ALL),
        ("partial", "of a period covered in part, nothing is judged", "partial", PartialRule.NOTHING),
        (
            "granularity",
            "counted in slots of 1 minute, only those wholly down",
            "granularity",
            Slots(MINUTE, SlotRule.WHOLLY_DOWN),
        ),
    ],
)
def test_measuring(key: str, phrase: str, field: str, value: object) -> None:
    assert getattr(commitment(**{key: phrase}), field) == value


def test_runs() -> None:
    rounded = commitment(granularity="each run rounded down to 1 minute").granularity
    assert getattr(rounded, "rounding", None) is RunRounding.DOWN
    shortest = commitment(shortest="runs shorter than 5 minutes ignored, longer ones count beyond it").shortest_run
    assert shortest is not None
    assert (shortest.us, shortest.longer) == (5 * MINUTE, LongerRule.BEYOND)


@pytest.mark.parametrize(
    ("phrase", "rounding"),
    [
        ("availability rounded half down to 2 decimals", Rounding.HALF_DOWN),
        ("availability rounded down to 2 decimals", Rounding.DOWN),
    ],
)
def test_availability_is_rounded(phrase: str, rounding: Rounding) -> None:
    found = commitment(rounding=phrase).rounding
    assert found is not None
    assert found.rounding is rounding


# ---------------------------------------------------------------------------------------------- exclusions


@pytest.mark.parametrize(
    ("phrase", "check"),
    [
        ('outages in environment "beta" or "demo"', lambda x: x.outages[0].environments == ("beta", "demo")),
        (
            'outages with the fact "reported" within 2 days after it starts',
            lambda x: x.outages[0].fact == FactNeeded("reported", within=CalendarLength(days=2)),
        ),
        (
            'outages with the fact "announced" at least 1 day before it starts',
            lambda x: x.outages[0].fact == FactNeeded("announced", ahead=CalendarLength(days=1)),
        ),
        (
            "recurring on Sunday 02:00-03:00; only for outages caused by provider",
            lambda x: x.only_caused_by == ("provider",),
        ),
        (
            'maintenance of kind "release"; nothing is excluded; at most 2 hours each, otherwise the breach is noted',
            lambda x: x.excludes is False,
        ),
        (
            'maintenance of kind "release"; inside the hours of week, otherwise void',
            lambda x: isinstance(x.conditions[0].limitation, AllowedTime) and x.conditions[0].limitation.inside.name == "week",
        ),
        (
            'maintenance of kind "release"; at most 2 hours each, otherwise void; at most 2 windows per day, otherwise void;'
            " at most 3 hours per day, otherwise void; approval lifts the length, number, total",
            lambda x: x.lifted == (Lifted.LENGTH, Lifted.NUMBER, Lifted.TOTAL),
        ),
    ],
)
def test_exclusions(phrase: str, check: Callable[[Any], bool]) -> None:
    assert check(exclusion(phrase))


# ---------------------------------------------------------------------------------------------- support


@pytest.mark.parametrize(
    ("key", "phrase", "field", "value"),
    [
        ("belongs", "belongs to the period in which it stops", "belongs", Belonging.STOPS),
        (
            "severity",
            "a change of severity keeps the start and takes the new target",
            "severity",
            SeverityRule.CARRY_OVER,
        ),
        ("reopening", "reopening begins a run of its own", "reopening", ReopenRule.OWN_RUN),
    ],
)
def test_clocks(key: str, phrase: str, field: str, value: object) -> None:
    assert getattr(clock(**{key: phrase}), field) is value


def test_pauses_and_full_days() -> None:
    found = clock(
        pauses='pauses from "paused" to "resumed", which stops the accrual',
        target="by the end of the second full day",
        severity="",
    )
    assert found.pauses.effect is PauseEffect.ACCRUAL
    assert found.targets[0].limit == ByFullDay(2, None)


def test_duties() -> None:
    policy = made(
        'duty told: for each fact "asked" about a ticket "opened"; requires the fact "told" about it'
        " by the end of the second full business day of week after it."
    )
    duty = policy.duties[0]
    assert getattr(duty.occasion, "about", None) == TicketPattern(TicketAction.OPENED, None)
    assert isinstance(duty.limit, FullDayAfter)
    assert duty.limit.day.n == 2


@pytest.mark.parametrize(
    ("phrase", "empty"),
    [
        ("a period without any counts as kept", EmptyRule.KEPT),
        ("a period without any counts as missed", EmptyRule.MISSED),
    ],
)
def test_periods_of_shares_without_any(phrase: str, empty: EmptyRule) -> None:
    policy = made(f"clock fix of jobs: {rule('clock')}. share prompt of fix: {rule('share', empty=phrase)}.")
    assert policy.shares[0].empty is empty


@pytest.mark.parametrize(
    ("key", "phrase", "field", "value"),
    [
        ("several", "several at once accrue each on its own", "together", False),
        ("rate", "at the rate of the period", "daily_rate", False),
    ],
)
def test_accruals(key: str, phrase: str, field: str, value: object) -> None:
    policy = made(f"clock fix of jobs: {rule('clock')}. credit for fix: {rule('late', **{key: phrase})}.")
    assert policy.credits[0].accruing is not None
    assert getattr(policy.credits[0].accruing, field) is value


# ---------------------------------------------------------------------------------------------- credits


def test_rows_that_stand_alone() -> None:
    rows = "below 99.99% and at least 99% earns 5%; below 99% earns 10%; rows stand alone"
    assert credit(row=rows).rows_need_miss is False


def test_charges() -> None:
    base: Any = credit(base='of the charges of the 3 months before it starts except category "one_time"').base
    assert base.time == TimeBefore(CalendarLength(months=3), Edge.STARTS)
    assert base.excepted == ("one_time",)
