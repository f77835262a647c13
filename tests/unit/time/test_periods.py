"""Periods: named as the wire names them, without gaps or overlaps, through every change of the clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slalang.time.civil import OutOfRange
from slalang.time.lengths import CalendarLength, ExactLength
from slalang.time.periods import (
    Anchor,
    BillingCycle,
    CalendarPeriod,
    PeriodNeeds,
    PeriodRule,
    PeriodUnit,
    Rolling,
    SubscriptionContext,
    SubscriptionYear,
    named_range,
    period_holding,
    periods_touching,
    shift,
)
from slalang.time.zones import Zone, load_zone
from slalang.values.instants import DAY, HOUR, MINUTE, format_instant, parse_instant

ZONES = [
    load_zone(name)
    for name in (
        "UTC",
        "America/Los_Angeles",
        "America/St_Johns",
        "America/Sao_Paulo",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Pacific/Apia",
    )
]
UTC, LOS_ANGELES, ST_JOHNS, SAO_PAULO, KOLKATA, LORD_HOWE, APIA = ZONES
CONTEXT = SubscriptionContext(parse_instant("2024-02-29T15:30:00Z"), 31)


def successive(zone: Zone) -> list[PeriodRule]:
    return [
        *(CalendarPeriod(unit, zone) for unit in PeriodUnit),
        CalendarPeriod(PeriodUnit.QUARTER, zone, 2),
        CalendarPeriod(PeriodUnit.YEAR, zone, 7),
        BillingCycle(1, 16, zone),
        BillingCycle(1, None, zone),
        BillingCycle(3, 30, zone),
        BillingCycle(6, 1, zone, 4),
        SubscriptionYear(zone),
        Rolling(1, 0, CalendarLength(1), Anchor.END, zone),
    ]


def rolling(zone: Zone) -> list[PeriodRule]:
    return [
        Rolling(0, 90, CalendarLength(0, 1), Anchor.END, zone),
        Rolling(12, 0, CalendarLength(1), Anchor.START, zone, 14),
        Rolling(1, 3, CalendarLength(0, 1), Anchor.START, zone),
        Rolling(0, 2, ExactLength(7 * HOUR), Anchor.END, zone),
    ]


SUCCESSIVE = st.sampled_from([rule for zone in ZONES for rule in successive(zone)])
ROLLING = st.sampled_from([rule for zone in ZONES for rule in rolling(zone)])
INSTANTS = st.one_of(
    st.integers(10 * 365 * 24 * 60, 100 * 365 * 24 * 60).map(lambda minute: minute * MINUTE),
    st.sampled_from([t for zone in ZONES for t in zone.transitions]).flatmap(
        lambda t: st.integers(-3 * HOUR, 3 * HOUR).map(lambda off: t + off)
    ),
)


def at(text: str) -> int:
    return parse_instant(text + ":00Z")


@given(SUCCESSIVE, INSTANTS)
def test_periods_follow_one_another_without_gap_or_overlap(rule: PeriodRule, instant: int) -> None:
    period = period_holding(rule, instant, CONTEXT)
    assert period.start_at <= instant < period.end_at
    assert period_holding(rule, period.start_at, CONTEXT) == period
    assert period_holding(rule, period.end_at - 1, CONTEXT) == period
    assert shift(rule, period, 0, CONTEXT) == period
    following = shift(rule, period, 1, CONTEXT)
    assert following.start_at == period.end_at
    assert shift(rule, following, -1, CONTEXT) == period
    assert periods_touching(rule, instant, instant, CONTEXT) == (period,)
    touched = periods_touching(rule, instant, period.end_at + 1, CONTEXT)
    assert touched == (period, period_holding(rule, period.end_at, CONTEXT))


@given(ROLLING, INSTANTS)
def test_rolling_periods_that_touch_are_those_that_overlap(rule: PeriodRule, instant: int) -> None:
    found = periods_touching(rule, instant, instant + DAY, CONTEXT)
    assert list(found) == sorted(found, key=lambda p: (p.start_at, p.end_at))
    assert all(p.start_at < instant + DAY and p.end_at > instant for p in found)
    assert shift(rule, found[0], -1, CONTEXT).end_at <= instant
    assert shift(rule, found[-1], 1, CONTEXT).start_at >= instant + DAY
    assert period_holding(rule, instant, CONTEXT) == found[0]


@given(st.sampled_from([r for z in ZONES for r in successive(z)[:7]]), INSTANTS)
def test_a_name_selects_the_period_that_it_names(rule: PeriodRule, instant: int) -> None:
    period = period_holding(rule, instant, CONTEXT)
    start, end = named_range(period.name, rule.zone)
    assert start <= period.start_at < period.end_at <= end
    if rule != CalendarPeriod(PeriodUnit.HOUR, rule.zone):
        assert (start, end) == (period.start_at, period.end_at)


@pytest.mark.parametrize(
    ("rule", "name", "start", "end"),
    [
        (CalendarPeriod(PeriodUnit.HOUR, KOLKATA), "2025-03-14T22", "2025-03-14T16:30", "2025-03-14T17:30"),
        (CalendarPeriod(PeriodUnit.DAY, UTC), "2025-03-14", "2025-03-14T00:00", "2025-03-15T00:00"),
        (CalendarPeriod(PeriodUnit.WEEK, UTC), "2025-W11", "2025-03-10T00:00", "2025-03-17T00:00"),
        (CalendarPeriod(PeriodUnit.MONTH, LOS_ANGELES), "2025-03", "2025-03-01T08:00", "2025-04-01T07:00"),
        (CalendarPeriod(PeriodUnit.MONTH, UTC, 4), "2025-03", "2025-03-01T00:00", "2025-04-01T00:00"),
        (CalendarPeriod(PeriodUnit.QUARTER, UTC), "2025-Q1", "2025-01-01T00:00", "2025-04-01T00:00"),
        (CalendarPeriod(PeriodUnit.HALF_YEAR, UTC), "2025-H1", "2025-01-01T00:00", "2025-07-01T00:00"),
        (CalendarPeriod(PeriodUnit.YEAR, UTC), "2025", "2025-01-01T00:00", "2026-01-01T00:00"),
        (
            CalendarPeriod(PeriodUnit.QUARTER, UTC, 2),
            "2025-02-01/2025-04-30",
            "2025-02-01T00:00",
            "2025-05-01T00:00",
        ),
        (
            CalendarPeriod(PeriodUnit.YEAR, UTC, 7),
            "2024-07-01/2025-06-30",
            "2024-07-01T00:00",
            "2025-07-01T00:00",
        ),
        (BillingCycle(1, 16, UTC), "2025-02-16/2025-03-15", "2025-02-16T00:00", "2025-03-16T00:00"),
        (BillingCycle(1, None, UTC), "2025-02-28/2025-03-30", "2025-02-28T00:00", "2025-03-31T00:00"),
        (BillingCycle(3, 20, UTC), "2025-02-20/2025-05-19", "2025-02-20T00:00", "2025-05-20T00:00"),
        (BillingCycle(12, 20, UTC, 3), "2024-03-20/2025-03-19", "2024-03-20T00:00", "2025-03-20T00:00"),
        (SubscriptionYear(UTC), "2025-02-28/2026-02-28", "2025-02-28T15:30", "2026-02-28T15:30"),
        (
            Rolling(0, 90, CalendarLength(0, 1), Anchor.END, UTC),
            "2024-12-15/2025-03-14",
            "2024-12-15T00:00",
            "2025-03-15T00:00",
        ),
        (
            Rolling(12, 0, CalendarLength(1), Anchor.START, UTC),
            "2024-04-01/2025-03-31",
            "2024-04-01T00:00",
            "2025-04-01T00:00",
        ),
    ],
)
def test_names_and_edges(rule: PeriodRule, name: str, start: str, end: str) -> None:
    period = period_holding(rule, at("2025-03-14T17:00"), CONTEXT)
    assert period.name == name
    assert (format_instant(period.start_at), format_instant(period.end_at)) == (start + ":00Z", end + ":00Z")


def test_an_hour_that_the_clock_shows_twice_is_two_periods() -> None:
    rule = CalendarPeriod(PeriodUnit.HOUR, LOS_ANGELES)
    found = periods_touching(rule, at("2025-11-02T07:30"), at("2025-11-02T10:30"), CONTEXT)
    assert [p.name[-3:] for p in found] == ["T00", "T01", "T01", "T02"]
    assert all(p.end_at - p.start_at == HOUR for p in found)
    assert named_range("2025-11-02T01", LOS_ANGELES) == (found[1].start_at, found[2].end_at)


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        # The clock went from 00:01 to 02:01.
        ("1988-04-03T00", "1988-04-03T03:30", "1988-04-03T03:31"),
        ("1988-04-03T02", "1988-04-03T03:31", "1988-04-03T04:30"),
    ],
)
def test_an_hour_is_named_by_what_is_left_of_it(name: str, start: str, end: str) -> None:
    assert named_range(name, ST_JOHNS) == (at(start), at(end))
    with pytest.raises(ValueError, match="no hour"):
        named_range("1988-04-03T01", ST_JOHNS)


def test_half_an_hour_put_back_or_left_out_makes_short_hours() -> None:
    rule = CalendarPeriod(PeriodUnit.HOUR, LORD_HOWE)
    back = periods_touching(rule, at("2025-04-05T14:00"), at("2025-04-05T16:00"), CONTEXT)
    assert [(p.name[-3:], (p.end_at - p.start_at) // MINUTE) for p in back] == [
        ("T01", 60),
        ("T01", 30),
        ("T02", 60),
    ]
    out = periods_touching(rule, at("2025-10-04T15:00"), at("2025-10-04T16:30"), CONTEXT)
    assert [(p.name[-3:], (p.end_at - p.start_at) // MINUTE) for p in out] == [
        ("T01", 60),
        ("T02", 30),
        ("T03", 60),
    ]


def test_an_hour_that_a_change_within_it_cuts_short() -> None:
    rule = CalendarPeriod(PeriodUnit.HOUR, load_zone("America/Caracas"))
    found = periods_touching(rule, at("2016-05-01T06:00"), at("2016-05-01T07:30"), CONTEXT)
    assert [(p.name[-3:], (p.end_at - p.start_at) // MINUTE) for p in found] == [
        ("T01", 60),
        ("T02", 30),
        ("T03", 60),
    ]


def test_a_subscription_from_a_skipped_midnight_has_years_from_midnight() -> None:
    start = SAO_PAULO.day_start(at("2017-10-15T00:00") // DAY)
    first = period_holding(SubscriptionYear(SAO_PAULO), start, SubscriptionContext(start))
    assert (first.name, format_instant(first.end_at)) == ("2017-10-15/2018-10-14", "2018-10-15T03:00:00Z")


def test_days_through_a_skipped_midnight_and_a_skipped_day() -> None:
    rule = CalendarPeriod(PeriodUnit.DAY, SAO_PAULO)
    assert period_holding(rule, at("2018-11-04T03:00"), CONTEXT).name == "2018-11-04"
    assert period_holding(rule, at("2018-11-04T02:59"), CONTEXT).name == "2018-11-03"
    found = periods_touching(CalendarPeriod(PeriodUnit.DAY, APIA), at("2011-12-29T12:00"), at("2011-12-31T12:00"), CONTEXT)
    assert [p.name for p in found] == ["2011-12-29", "2011-12-31", "2012-01-01"]


def test_years_of_the_subscription_come_back_to_the_leap_day() -> None:
    rule = SubscriptionYear(UTC)
    first = period_holding(rule, at("2024-03-01T00:00"), CONTEXT)
    assert first.start_at == CONTEXT.from_at
    assert format_instant(shift(rule, first, 4, CONTEXT).start_at) == "2028-02-29T15:30:00Z"


def test_what_the_subscription_does_not_say_is_named() -> None:
    nothing = SubscriptionContext()
    for rule, need in (
        (SubscriptionYear(UTC), "subscription"),
        (BillingCycle(3, 1, UTC), "subscription"),
        (BillingCycle(1, None, UTC), "billing_day"),
    ):
        with pytest.raises(PeriodNeeds) as caught:
            period_holding(rule, 0, nothing)
        assert caught.value.need == need
    assert period_holding(BillingCycle(3, 1, UTC, 1), at("2025-03-14T00:00"), nothing).name == "2025-01-01/2025-03-31"


def test_steps_longer_than_the_period_leave_gaps() -> None:
    rule = Rolling(0, 1, CalendarLength(0, 2), Anchor.START, UTC)
    assert periods_touching(rule, DAY, 2 * DAY, CONTEXT) == ()
    with pytest.raises(ValueError, match="no period holds"):
        period_holding(rule, DAY, CONTEXT)


def test_what_is_boundless_is_refused() -> None:
    hours = CalendarPeriod(PeriodUnit.HOUR, LOS_ANGELES)
    with pytest.raises(OutOfRange, match="200000"):
        periods_touching(Rolling(1, 0, ExactLength(1), Anchor.START, UTC), 0, DAY, CONTEXT)
    with pytest.raises(OutOfRange, match="1900 to 2200"):
        period_holding(hours, 10**20, CONTEXT)
    with pytest.raises(ValueError, match="more than nothing"):
        Rolling(0, 30, CalendarLength(), Anchor.END, UTC)
    with pytest.raises(ValueError, match="not one of these"):
        shift(CalendarPeriod(PeriodUnit.DAY, UTC), period_holding(hours, 0, CONTEXT), 1, CONTEXT)


def test_a_range_of_names_runs_from_the_first_to_the_last() -> None:
    assert named_range("2025-01..2025-12", UTC) == named_range("2025", UTC)
    assert named_range("1899-12-16/1900-01-15..2200-07-01/2201-06-30", UTC) == (at("1899-12-16T00:00"), at("2201-07-01T00:00"))
    assert named_range("2025-W01..2025-01-16/2025-02-15", UTC) == (
        at("2024-12-30T00:00"),
        at("2025-02-16T00:00"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a period"),
        ("2025-3", "not a period"),
        ("march", "not a period"),
        ("2025-Q5", "not a period"),
        ("2025-13", "no month"),
        ("2025-W53", "no week"),
        ("2025-02-30", "no date"),
        ("2025-03-14T24", "no hour"),
        ("2025-03-09T02", "no hour"),
        ("2025-01-16/", "not a date"),
        ("2025-02-15/2025-01-16", "before"),
        ("2025-12..2025-01", "before"),
        ("2025..", "not a period"),
        ("9999", "`9999` lies outside the years 1900 to 2200"),
        ("0000", "`0000` lies outside the years 1900 to 2200"),
        ("1899-W51", "years 1900 to 2200"),
        ("2201-01-01T00", "years 1900 to 2200"),
        ("9999-12-31", "years 1900 to 2200"),
        ("1600-03..9999-12", "`1600-03` lies outside the years 1900 to 2200"),
        ("2025-03..9999-12", "`9999-12` lies outside the years 1900 to 2200"),
    ],
)
def test_what_is_no_period_is_said_in_plain_words(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        named_range(text, LOS_ANGELES)
