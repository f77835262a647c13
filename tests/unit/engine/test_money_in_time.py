"""What came first: payments that bar other credits, facts that set deadlines, claims that did not count, points that stand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from crediting import HEAD, claim, fact, judged, one, outage, paid

from slalang.output.explanation.prose import explain
from slalang.time.zones import Zone
from slalang.values.events import Event
from slalang.values.verdicts import CreditState, Status, Verdict

UTC = Zone("UTC", (), (0,))

TWICE = (
    HEAD
    + """service web: no components.
commitment monthly of web: available at least 99.9%; per calendar month; watched by outages.
credit for monthly: a missed target earns EUR 10 for each 1 hour begun of downtime;
  given on a claim within 30 days after the end of the period; downtime that a paid claim used does not count again.
commitment quarterly of web: available at least 99.9%; per calendar quarter; watched by outages.
credit for quarterly: a missed target earns EUR 1 for each 1 hour begun of downtime;
  given on a claim within 60 days after the end of the period; downtime that a paid claim used does not count again.
"""
)


def _told(verdict: Verdict) -> str:
    return " ".join(text for section in explain(verdict, UTC) for text in section.paragraphs)


@pytest.mark.parametrize(
    ("month_at", "quarter_at", "monthly", "quarterly"),
    [
        ("2025-07-12", "2025-07-20", "30.00", "0.00"),
        ("2025-07-20", "2025-07-12", "0.00", "3.00"),
        ("2025-07-12", "2025-07-12", "30.00", "0.00"),  # at one instant the one listed first keeps it
        (None, "2025-07-12", "0.00", "3.00"),
    ],
)
def test_a_paid_claim_bars_what_was_not_paid_before(
    month_at: str | None, quarter_at: str, monthly: str, quarterly: str
) -> None:
    events: list[Event] = [
        outage("o", "2025-06-07", "2025-06-07T03:00"),
        claim("2025-07-10", "2025-06", "m", commitment="monthly", about=["o"]),
        claim("2025-07-11", "2025-Q2", "q", commitment="quarterly", about=["o"]),
        paid("3", quarter_at, "2025-Q2", commitment="quarterly", id="pq"),
    ]
    if month_at is not None:
        events.append(paid("30", month_at, "2025-06", commitment="monthly", id="pm"))
    verdicts = judged(TWICE, *events)
    assert one(verdicts, "monthly", "2025-06").credit.amount == Decimal(monthly)
    assert one(verdicts, "quarterly", "2025-Q2").credit.amount == Decimal(quarterly)


def test_a_fact_about_nothing_sets_no_deadline_of_a_later_period() -> None:
    text = (
        HEAD
        + """service web: no components.
commitment up of web: available at least 99.9%; per calendar month; watched by outages.
credit for up: a missed target earns EUR 10; given on a claim within 1 month after the fact "report".
"""
    )
    events = (
        outage("jan", "2025-01-07", "2025-01-07T02:00"),
        outage("apr", "2025-04-07", "2025-04-07T02:00"),
        fact("report", "2025-02-05"),
        fact("report", "2025-05-05"),
        claim("2025-02-10", "2025-01"),
        claim("2025-05-10", "2025-04"),
    )
    verdicts = judged(text, *events)
    assert [one(verdicts, "up", month).credit.state for month in ("2025-01", "2025-04")] == [CreditState.CLAIMED] * 2


BARRED = (
    HEAD
    + """service web: no components.
commitment up of web: available at least 99.9%; per calendar month; watched by outages.
credit for up: a missed target earns EUR 10; given on a claim within 30 days after the end of the period;
  the claim includes "dates"; barred by the fact "overdue" until the fact "settled", tested at the claim.
"""
)


def test_a_refused_claim_is_told_with_the_fact_that_stood_in_its_way() -> None:
    events = (
        outage("jan", "2025-01-07", "2025-01-07T02:00"),
        fact("overdue", "2025-02-01", "inv"),
        claim("2025-02-10", "2025-01", "c1", includes=["dates"]),
    )
    told = _told(one(judged(BARRED, *events), "up", "2025-01"))
    assert "because the claim was made while “overdue” held" in told
    assert "Claim “c1” was made at 00:00 on 10 February 2025 while “overdue” held: “inv” said so" in told
    assert "lacks overdue" not in told


def test_each_claim_that_did_not_count_is_told_with_its_instant() -> None:
    events = (
        outage("jan", "2025-01-07", "2025-01-07T02:00"),
        claim("2025-02-10", "2025-01", "c1"),
        claim("2025-02-12", "2025-01", "c2", includes=["dates"]),
    )
    told = _told(one(judged(BARRED, *events), "up", "2025-01"))
    assert "A claim is in time until the end of 2 March 2025" in told
    assert "“c1” came at 00:00 on 10 February 2025 without dates, and does not count" in told
    assert "Claim “c2” came at 00:00 on 12 February 2025, so the credit is claimed" in told
    late = _told(one(judged(BARRED, events[0], claim("2025-03-12", "2025-01", "c3")), "up", "2025-01"))
    assert "“c3” came at 00:00 on 12 March 2025, which was too late" in late


POINTS = (
    HEAD
    + """service a: no components.
service b: no components.
commitment a1 of a: available at least 99.9%; per calendar month; watched by outages.
credit for a1: a missed target earns 3 points; given on a claim within 30 days after the end of the period.
commitment b1 of b: available at least 99.9%; per calendar month; watched by outages.
credit for b1: a missed target earns 4 points; given without a claim.
joint j of a1, b1: the credits add up; each point is worth EUR 10.
right r: when j earns at least 7 points within 1 month.
"""
)


def test_a_right_on_the_points_of_a_joint_rule_counts_those_of_its_verdicts() -> None:
    down = outage("o", "2025-04-07", "2025-04-07T02:00")
    forfeited = judged(POINTS, down)
    (right,) = (v for v in forfeited if v.commitment == "r")
    assert right.status is Status.NOT_ARISEN
    assert "there are 4 points together, where 7 are needed" in _told(right)
    claimed = judged(POINTS, down, claim("2025-05-02", "2025-04", commitment="a1"))
    assert [v.status for v in claimed if v.commitment == "r"] == [Status.ARISEN]


def test_a_right_tells_what_it_counted_and_what_nobody_gave_notice_of() -> None:
    text = (
        HEAD
        + """service web: no components.
commitment up of web: available at least 99.9%; per calendar month; watched by outages.
right out: when up is missed in 2 consecutive periods, each notified by the fact "notice" within 10 days after it ends;
  to be used within 90 days; exercised by the fact "bye".
"""
    )
    down = (outage("jan", "2025-01-07", "2025-01-07T02:00"), outage("feb", "2025-02-07", "2025-02-07T02:00"))
    first = fact("notice", "2025-02-05", "n1", period="2025-01")
    verdicts = judged(text, *down, first, fact("notice", "2025-03-15", "n2", period="2025-02"))
    (late,) = (v for v in verdicts if v.commitment == "out")
    told = _told(late)
    assert "“up” was missed in February 2025, but a notice (the fact “notice”) had to come by the end of 10 March" in told
    assert "“n2” came at 00:00 on 15 March 2025" in told
    assert "there is 1 miss together, where 2 are needed" in told
