"""Measured values: mean, worst, percentile, their targets and what a period without any is (O4, D7, C1)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slalang.values.events import Event
from slalang.values.verdicts import CreditState, Status
from tests.unit.engine.counting import event, policy, step, verdict, verdicts

EMPTY = "a period without any counts as up"


def measured(of: str, *, target: str = "value at most 200", empty: str = EMPTY, more: str = "") -> str:
    return policy(f"measured by {of}; {empty}", target=target, time="", more=more)


def latency(*values: str, at: str = "10:00", **fields: object) -> list[Event]:
    return [event("measure", f"{at}-{i}", name="latency", at=at, value=value, **fields) for i, value in enumerate(values)]


@pytest.mark.parametrize(
    ("of", "target", "value"),
    [
        ('the mean of "latency"', "value at most 200", Fraction(200)),
        ('the worst of "latency"', "value at most 200", Fraction(500)),
        ('the worst of "latency"', "value at least 10", Fraction(50)),
        ('the 50th percentile of "latency"', "value at most 200", Fraction(100)),
        ('the 95th percentile of "latency"', "value at most 200", Fraction(500)),
        ('the 75th percentile of "latency"', "value at most 200", Fraction(150)),
    ],
)
def test_a_statistic_of_values(of: str, target: str, value: Fraction) -> None:
    found = verdict(measured(of, target=target), *latency("50", "500", "100", "150"))
    assert found.availability is not None
    assert found.availability.exact == value
    assert not found.availability.is_share
    assert found.time_us is None


def test_a_percentile_is_the_least_value_with_so_many_at_or_below_it() -> None:
    values = [str(n) for n in range(1, 21)]
    found = verdict(measured('the 95th percentile of "latency"', target="value less than 19"), *latency(*values))
    assert found.availability is not None
    assert found.availability.exact == 19
    assert found.status is Status.BREACHED
    assert found.availability.target == "19"
    assert step(found, "margin_of_value").after == 0


def test_other_measures_and_excluded_time_are_left_out() -> None:
    text = measured('the worst of "latency"', more='exclusion work: maintenance of kind "scheduled".')
    work = event("maintenance", "m", kind="scheduled", start="11:00", end="11:05")
    loss = event("measure", "loss", name="loss", at="10:00", value="999")
    found = verdict(text, work, loss, *latency("120.5"), *latency("900", at="11:00"))
    assert found.availability is not None
    assert found.availability.exact == Fraction("120.5")
    assert step(found, "left_out_by").after == 1


@pytest.mark.parametrize(
    ("rule", "status"),
    [("counts as up", Status.MET), ("counts as down", Status.BREACHED), ("is left out", Status.UNDETERMINED)],
)
def test_a_period_without_values_has_a_status_and_no_value(rule: str, status: Status) -> None:
    text = measured('the mean of "latency"', empty=f"a period without any {rule}")
    found = verdict(text, event("outage", "o", start="10:00", end="10:05"))
    assert found.status is status
    assert found.availability is None


def test_rows_stand_on_the_value() -> None:
    credit = """
credit for uptime:
  above 300 and at most 600 earns EUR 20; above 600 earns EUR 50; rows need a missed target; money rounded half up;
  given without a claim.
"""
    found = verdict(measured('the worst of "latency"', more=credit), *latency("450"))
    assert found.credit.state is CreditState.DUE
    assert str(found.credit.amount) == "20.00"


def test_nothing_is_left_to_use_of_a_value() -> None:
    found = verdict(measured('the mean of "latency"'), *latency("450"), as_of="2025-03-03T12:00:00Z")
    assert found.provisional
    assert found.budget == ()


def test_a_rolling_period_that_starts_at_the_last_value_has_a_verdict() -> None:
    text = policy(
        'measured by the mean of "latency"; a period without any counts as up',
        target="value at most 100",
        period="rolling 1 day every 1 day starting 2025-03-03",
        time="",
    )
    seen = (
        event("measure", "a", at="2025-03-03T10:00:00Z", name="latency", value="90"),
        event("measure", "b", at="2025-03-04T00:00:00Z", name="latency", value="120"),
    )
    assert [(v.period and v.period.name, v.status.value) for v in verdicts(text, *seen)] == [
        ("2025-03-03/2025-03-03", "met"),
        ("2025-03-04/2025-03-04", "breached"),
    ]


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        ('the mean of "latency"', "the target is missed so far"),
        ('the 95th percentile of "latency"', "the target is missed so far"),
        ('the worst of "latency"', "the target is missed already, whatever the rest of the period brings"),
    ],
)
def test_only_the_worst_value_is_missed_for_good(of: str, reason: str) -> None:
    found = verdict(measured(of), *latency("500"), as_of="2025-03-03T12:00:00Z")
    assert (found.status, found.reason) == (Status.BREACHED, reason)


def test_a_percentile_names_its_event_and_rank() -> None:
    found = verdict(measured('the 50th percentile of "latency"'), *latency("50", "500", "100", "150"))
    assert (step(found, "measured_value").events, step(found, "measured_value").detail) == (
        ("10:00-2",),
        "number 2 of 4 from the least",
    )


def test_a_day_of_service_costs_more_where_only_part_of_the_time_is_covered() -> None:
    credit = "credit for uptime: a missed target earns 25%; of the charges of the calendar month that holds it;\n"
    credit += "  capped at 2 days of service; rows need a missed target; money rounded half up; given without a claim."
    text = measured('the mean of "latency"', more=credit).replace("the rest counts as up", "only the covered part is judged")
    # Fifteen of the thirty-one days of March are covered.
    seen = (
        event("subscription", "s", from_="2025-03-01", to="2025-03-15"),
        event("charge", "c", start="2025-03-01", end="2025-03-31", amount="310", currency="EUR"),
    )
    found = verdicts(text, *seen, *latency("450"), as_of="2025-04-01T00:00:00Z")
    (missed,) = (v for v in found if v.period is not None and v.period.name == "2025-03-03")
    assert str(missed.credit.amount) == "41.33"  # 2 of 15 days
