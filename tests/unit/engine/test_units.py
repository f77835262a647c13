"""Awards by units of bad time, by slots, by days, of other charges than the period's, and their caps (C3-C5)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from crediting import HEAD, charge, event, judged, one, outage, policy

from slalang.values.events import Event
from slalang.values.verdicts import Credit, CreditState, Verdict

MARCH = charge("310", "2025-03-01", "2025-03-31")
"""EUR 10 a day."""


def _march(row: str, *events: Event, more: str = "", of: str = "of the charges of the period;") -> Credit:
    text = policy(f"credit for uptime: {row}; {of} {more} given without a claim.")
    return one(judged(text, MARCH, *events), "uptime", "2025-03").credit


def _down(minutes: int, seconds: int = 0, name: str = "o", day: str = "05", start: str = "00:00") -> Event:
    hours = int(start[:2]) * 60 + int(start[3:]) + minutes
    end = f"2025-03-{day}T{hours // 60:02}:{hours % 60:02}:{seconds:02}Z"
    return outage(name, f"2025-03-{day}T{start}", end)


# ---------------------------------------------------------------------------------------------- units of downtime


@pytest.mark.parametrize(
    ("minutes", "seconds", "begun", "completed"),
    [(29, 59, "5", "0"), (30, 0, "5", "5"), (30, 1, "10", "5"), (60, 0, "10", "10"), (60, 1, "15", "10")],
)
def test_a_unit_counts_from_its_begin_or_once_it_is_complete(minutes: int, seconds: int, begun: str, completed: str) -> None:
    down = _down(minutes, seconds)
    for part, amount in (("begun", begun), ("completed", completed)):
        credit = _march(f"a missed target earns EUR 5 for each 30 minutes {part} of downtime", down, of="")
        assert credit.amount == Decimal(amount), part


@pytest.mark.parametrize(("seconds", "amount"), [(0, "0"), (1, "5")])
def test_the_allowance_itself_earns_nothing(seconds: int, amount: str) -> None:
    row = "a missed target earns EUR 5 for each 30 minutes begun of downtime after the first 10 minutes"
    assert _march(row, _down(10, seconds), of="").amount == Decimal(amount)


def test_the_allowance_and_the_units_are_those_of_each_run() -> None:
    row = "a missed target earns EUR 5 for each 30 minutes begun of {} after the first 10 minutes"
    down = (_down(11, name="a"), _down(41, name="b", day="06"), _down(9, name="c", day="07"))
    assert _march(row.format("each run"), *down, of="").amount == Decimal(5 * (1 + 2 + 0))
    assert _march(row.format("downtime"), *down, of="").amount == Decimal(5 * 2)  # 61 minutes less 10: 51


def test_a_run_that_the_period_cuts_counts_with_its_part_inside() -> None:
    row = "a missed target earns EUR 5 for each 1 hour completed of each run"
    down = outage("o", "2025-02-28T22:00", "2025-03-01T02:30")
    assert _march(row, down, of="").amount == Decimal(10)


def test_units_take_the_weighted_time() -> None:
    text = (
        HEAD
        + """service web: components eu, us.
commitment uptime of web: down at most 1 minute; per calendar month; watched by outages; weighted by eu 60%, us 40%.
credit for uptime: a missed target earns EUR 5 for each 30 minutes begun of downtime; given without a claim.
"""
    )
    eu = outage("o", "2025-03-05T00:00", "2025-03-05T00:51", service="web", component="eu")  # 30.6 minutes weighted
    us = outage("o", "2025-03-05T00:00", "2025-03-05T01:15", service="web", component="us")  # exactly 30
    assert one(judged(text, eu), "uptime", "2025-03").credit.amount == Decimal(10)
    assert one(judged(text, us), "uptime", "2025-03").credit.amount == Decimal(5)


# ---------------------------------------------------------------------------------------------- slots and days


def test_the_fee_of_each_clock_hour_that_was_down_for_so_long() -> None:
    # 00:30-02:15: 30, 60 and 15 minutes of three clock hours; an hour costs EUR 310 / 744.
    row = "a missed target earns the fee of each clock hour down {} 15 minutes"
    down = _down(105, start="00:30")
    assert _march(row.format("at least"), down).amount == Decimal("1.25")
    assert _march(row.format("more than"), down).amount == Decimal("0.83")


def test_the_fee_of_each_day_several_times() -> None:
    row = "a missed target earns 3 times the fee of each day down at least 2 hours"
    down = (_down(120, name="a"), _down(119, name="b", day="06"), _down(60, name="c", day="07"))
    assert _march(row, *down, _down(60, name="d", day="07", start="12:00")).amount == Decimal(2 * 3 * 10)


def test_the_day_that_the_clock_shortens_costs_as_much_as_any_other() -> None:
    text = policy("credit for uptime: a missed target earns the fee of each day down at least 1 hour;", "").replace(
        "zone UTC", "zone Europe/London"
    )
    text = text.replace("at least 1 hour;", "at least 1 hour; of the charges of the period; given without a claim.")
    down = outage("o", "2025-03-30T10:00", "2025-03-30T12:00")
    assert one(judged(text, MARCH, down), "uptime", "2025-03").credit.amount == Decimal("10.00")  # 310 / 31 days


def test_days_of_service_are_parts_of_the_base_and_of_a_stated_month() -> None:
    row = "a missed target earns 3 days of service"
    plain = _march(row, _down(5))
    assert (plain.amount, plain.days, plain.rule) == (Decimal("30.00"), 3, "service_days")
    stated = _march(row, _down(5), more="a day of service is the base over 30;")
    assert (stated.amount, stated.days) == (Decimal("31.00"), 3)


def test_days_of_service_as_a_cap_show_the_lower_number() -> None:
    row = "a missed target earns 3 days of service for each 1 hour begun of downtime"
    credit = _march(row, _down(359), more="capped at 15 days of service;")
    assert (credit.amount, credit.days) == (Decimal("150.00"), 15)
    below = _march(row, _down(240), more="capped at 15 days of service;")
    assert (below.amount, below.days) == (Decimal("120.00"), 12)


# ---------------------------------------------------------------------------------------------- bases and ceilings


def test_the_base_may_be_a_longer_period_or_a_length_before() -> None:
    charges = (charge("100", "2025-01-01", "2025-01-31"), charge("200", "2025-02-01", "2025-02-28"))
    row = "a missed target earns 10%"
    quarter = _march(row, _down(5), *charges, of="of the charges of the calendar quarter that holds it;")
    assert quarter.amount == Decimal("61.00")
    before = _march(row, _down(5), *charges, of="of the charges of the 2 months before it starts;")
    assert before.amount == Decimal("30.00")
    until = _march(row, _down(5), *charges, of="of the charges of the 2 months before it ends;")
    assert until.amount == Decimal("51.00")


def test_the_fee_for_the_time_lost_is_that_of_the_time_of_the_base() -> None:
    charges = (charge("100", "2025-01-01", "2025-01-31"), charge("490", "2025-02-01", "2025-02-28"))
    day = outage("o", "2025-03-05", "2025-03-06")
    of = "of the charges of the calendar quarter that holds it;"
    assert _march("a missed target earns 2 times the fee for the time lost", day, *charges, of=of).amount == Decimal("20.00")


def test_charges_of_the_affected_component_or_of_the_same_attribute() -> None:
    text = (
        HEAD
        + """service web: components eu, us.
commitment uptime of web: down at most 1 minute; per calendar month; watched by outages; each component on its own.
credit for uptime: a missed target earns 10%; of the charges of the period for the affected component; given without a claim.
"""
    )
    eu = charge("100", "2025-03-01", "2025-03-31", service="web", component="eu")
    whole = charge("700", "2025-03-01", "2025-03-31", service="web")
    verdicts = judged(text, eu, whole, outage("o", "2025-03-05", "2025-03-06"))
    assert one(verdicts, "uptime", "2025-03", "eu").credit.amount == Decimal("10.00")
    us = one(verdicts, "uptime", "2025-03", "us").credit
    assert (us.state, us.missing) == (CreditState.UNDETERMINED, ("charges",))


def test_charges_with_the_attribute_of_the_group() -> None:
    text = (
        HEAD
        + """service store: resources as events name them.
commitment uptime of store: down at most 1 minute; per calendar month; watched by outages; grouped by "region";
  down when any resource is down; other time counts as up.
credit for uptime: a missed target earns 10%; of the charges of the period for the affected "region"; given without a claim.
"""
    )
    events = [
        event(
            **{"type": "resource", "id": f"r-{region}", "resource": f"db-{region}", "from": "2025-01-01"}, attributes=attributes
        )
        for region, attributes in (("eu", {"region": "eu"}), ("us", {"region": "us"}))
    ]
    charges = [
        charge("100", "2025-03-01", "2025-03-31", attributes={"region": "eu"}),
        charge("300", "2025-03-01", "2025-03-31", attributes={"region": "us"}),
    ]
    verdicts = judged(text, *events, *charges, outage("o", "2025-03-05", "2025-03-06"))
    amounts: dict[object, Verdict] = {v.group: v for v in verdicts if v.period is not None and v.period.name == "2025-03"}
    assert {group: v.credit.amount for group, v in amounts.items()} == {
        (("region", "eu"),): Decimal("10.00"),
        (("region", "us"),): Decimal("30.00"),
    }


def test_a_cap_may_be_a_share_of_other_charges() -> None:
    row = "a missed target earns 100%"
    more = "capped at 25% of the charges of the 12 months before it ends;"
    year = charge("890", "2025-01-01", "2025-02-28")
    assert _march(row, _down(5), year, more=more).amount == Decimal("300.00")


# ---------------------------------------------------------------------------------------------- limits that are no share


def test_rows_by_length_and_the_hole_between_them() -> None:
    rows = "above 4 hours earns EUR 10; below 2 hours and above 1 minute earns EUR 5"
    assert _march(rows, _down(240, 1), of="").amount == Decimal(10)
    text = policy(f"credit for uptime: {rows}; given without a claim.")
    verdict = one(judged(text, _down(240)), "uptime", "2025-03")
    assert verdict.credit.state is CreditState.NONE
    assert [(f.kind, f.limits) for f in verdict.findings] == [("bracket_hole", "at least 2 hours and at most 4 hours")]
    assert "downtime at least 2 hours" in verdict.findings[0].text


# ---------------------------------------------------------------------------------------------- the time of the base


def test_a_day_that_the_clock_shortens_costs_a_day_and_its_hours_their_share() -> None:
    text = policy("credit for uptime: a missed target earns the fee of each {} down more than 15 minutes;{}").replace(
        "zone UTC", "zone Europe/London"
    )
    down = outage("o", "2025-03-30T01:00", "2025-03-30T01:16")
    cost = charge("7430", "2025-03-01", "2025-03-31")
    rest = " of the charges of the period; given without a claim."
    for slot, amount in (("day", "239.68"), ("clock hour", "10.00")):
        assert one(judged(text.format(slot, rest), cost, down), "uptime", "2025-03").credit.amount == Decimal(amount), slot


def test_a_period_shorter_than_a_day_takes_its_share_of_the_time_of_a_charge() -> None:
    text = policy(
        "credit for uptime: a missed target earns 50%; of the charges of the period; given without a claim.",
        period="clock hour in Europe/London",
    ).replace("zone UTC", "zone Europe/London")
    down = outage("o", "2025-03-30T01:10", "2025-03-30T01:20")  # of two days of 23 and 24 hours
    found = one(judged(text, charge("47", "2025-03-30", "2025-03-31"), down), "uptime", "2025-03-30T02")
    assert found.credit.amount == Decimal("0.50")


@pytest.mark.parametrize(
    "row",
    [
        "the unavailable share",
        "1 times the fee for the time lost",
        "1 day of service",
        "the fee of each day down at least 12 hours",
        "the fee of each clock hour down at least 1 hour",
    ],
)
def test_where_only_the_covered_part_is_judged_the_base_pays_for_that_part(row: str) -> None:
    text = policy(f"credit for uptime: a missed target earns {row}; of the charges of the period; given without a claim.")
    text = text.replace("the rest counts as up", "only the covered part is judged")
    subscribed = event(**{"type": "subscription", "id": "s", "from": "2025-04-21", "to": "2025-12-31"})
    paid_for = charge("100", "2025-04-21", "2025-04-30")
    down = outage("o", "2025-04-22", "2025-04-23")
    assert one(judged(text, subscribed, paid_for, down), "uptime", "2025-04").credit.amount == Decimal("10.00")


@pytest.mark.parametrize(
    ("row", "april", "may"),
    [
        ("EUR 1 for each 1 hour begun of downtime", "3.00", "0.00"),
        ("EUR 1 for each 1 hour begun of each run", "3.00", "0.00"),
        ("1 times the fee for the time lost", "3.00", "0.00"),
        ("the fee of each clock hour down more than 30 minutes", "3.00", "0.00"),
        ("10%", "72.00", "74.40"),
    ],
)
def test_credits_by_time_go_by_the_own_period_where_a_longer_one_is_judged(row: str, april: str, may: str) -> None:
    text = (
        HEAD
        + f"""service web: no components.
commitment uptime of web: available at least 99.9%; per calendar month; watched by outages;
  judged over the calendar quarter that holds it.
credit for uptime: a missed target earns {row}; of the charges of the period; given without a claim.
"""
    )
    if row.startswith("EUR"):
        text = text.replace("of the charges of the period; ", "")
    subscribed = event(**{"type": "subscription", "id": "s", "from": "2025-04-01", "to": "2025-06-30"})
    down = outage("o", "2025-04-22", "2025-04-22T03:00")
    verdicts = judged(text, subscribed, charge("2184", "2025-04-01", "2025-06-30"), down)
    assert one(verdicts, "uptime", "2025-04").credit.amount == Decimal(april)
    assert one(verdicts, "uptime", "2025-05").credit.amount == Decimal(may)


def test_a_share_of_less_than_nothing_is_none() -> None:
    back = charge("-310", "2025-03-01", "2025-03-31")
    text = policy("credit for uptime: a missed target earns 10%; of the charges of the period; given without a claim.")
    found = one(judged(text, back, _down(60)), "uptime", "2025-03")
    assert (found.credit.state, found.credit.amount) == (CreditState.NONE, Decimal("0.00"))
    assert [s.before for s in found.because if s.what == "below_zero"] == [-31]


def test_each_run_is_told_with_its_units() -> None:
    text = policy(
        "credit for uptime: a missed target earns EUR 5 for each 30 minutes begun of each run; given without a claim."
    )
    found = one(judged(text, _down(11, name="a"), _down(41, name="b", day="06")), "uptime", "2025-03")
    assert [s.detail for s in found.because if s.what == "units_of_run"] == ["1", "2"]
