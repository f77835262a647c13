"""Points: how many a row earns, what a repeat makes of them, and that they are no money (C3)."""

from __future__ import annotations

from decimal import Decimal

from crediting import HEAD, claim, event, judged, one, outage, policy

from slalang.values.events import Event
from slalang.values.verdicts import CreditState, Status, Verdict

_POINTS = """credit for uptime: above 4 hours earns 7 points; at most 4 hours and above 1 minute earns 3 points;
  a repeat multiplies the points by 2; given without a claim."""


def _short(name: str, day: str) -> Event:
    return outage(name, f"{day}T00:00", f"{day}T01:00")


def _points(verdicts: tuple[Verdict, ...], *months: str) -> list[int | None]:
    return [one(verdicts, "uptime", month).credit.points for month in months]


def test_points_stand_beside_an_amount_of_nothing_and_need_no_base() -> None:
    credit = one(judged(policy(_POINTS), outage("o", "2025-01-05", "2025-01-06")), "uptime", "2025-01").credit
    assert (credit.points, credit.amount, credit.state, credit.base) == (7, Decimal("0.00"), CreditState.DUE, None)
    assert credit.rule == "points"


def test_points_may_have_to_be_claimed() -> None:
    text = policy(_POINTS.replace("given without a claim", "given on a claim within 30 days after the end of the period"))
    down = outage("o", "2025-01-05", "2025-01-06")
    assert one(judged(text, down), "uptime", "2025-01").credit.state is CreditState.FORFEITED
    claimed = one(judged(text, down, claim("2025-02-03", "2025-01")), "uptime", "2025-01").credit
    assert (claimed.state, claimed.points) == (CreditState.CLAIMED, 7)


def test_a_repeat_multiplies_the_points_of_its_own_row_once_however_long_the_chain() -> None:
    down = (
        outage("jan", "2025-01-05", "2025-01-06"),
        _short("feb", "2025-02-05"),
        _short("mar", "2025-03-05"),
        _short("may", "2025-05-05"),
    )
    assert _points(judged(policy(_POINTS), *down), "2025-01", "2025-02", "2025-03", "2025-05") == [7, 6, 6, 3]


def test_a_repeat_after_a_civil_day_that_the_zone_leaves_out() -> None:
    text = policy(_POINTS, period="day").replace("zone UTC", "zone Pacific/Apia")
    # Apia had no 30 December 2011: midnight at the end of the 29th is that before the 31st.
    down = (outage("o29", "2011-12-29T12:00", "2011-12-29T13:00"), outage("o31", "2011-12-30T12:00", "2011-12-30T13:00"))
    assert _points(judged(text, *down), "2011-12-29", "2011-12-31") == [3, 6]


def test_a_repeat_after_a_period_that_nobody_can_decide_is_none() -> None:
    text = (
        HEAD
        + """service web: no components.
commitment uptime of web: down at most 1 minute; per calendar month; unobserved time stays unknown;
  watched by probes, 1 failed in a row from any location.
"""
        + _POINTS
    )
    probes = [("2025-01-31T00:00", True), ("2025-02-05T00:00", False), ("2025-02-05T01:00", True)]
    events = [event(type="probe", id=at, at=at, up=up) for at, up in probes]
    verdicts = judged(text, *events)
    assert one(verdicts, "uptime", "2025-01").status is Status.UNDETERMINED
    assert _points(verdicts, "2025-02") == [3]


def test_points_for_each_unit_of_downtime() -> None:
    rule = "credit for uptime: a missed target earns 2 points for each 30 minutes completed of downtime; given without a claim."
    assert _points(judged(policy(rule), outage("o", "2025-01-05T00:00", "2025-01-05T01:59")), "2025-01") == [6]
