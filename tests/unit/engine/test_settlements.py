"""What was owed, claimed, granted, denied and paid stand side by side (C8)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from crediting import HEAD, claim, fact, judged, one, outage, paid, policy

from slalang.values.diagnostics import PolicyError
from slalang.values.events import Event
from slalang.values.verdicts import CreditState, Settled

ON_CLAIM = "given on a claim within 30 days after the end of the period"
CREDIT = "credit for uptime: a missed target earns EUR 100; {}."
DOWN = outage("o", "2025-01-05", "2025-01-06")


def _settled(*events: Event, given: str = ON_CLAIM) -> Settled | None:
    return one(judged(policy(CREDIT.format(given)), DOWN, *events), "uptime", "2025-01").credit.settled


def test_nothing_stands_there_where_nothing_was_settled() -> None:
    assert _settled(claim("2025-02-03", "2025-01")) is None


def test_all_five_stand_side_by_side() -> None:
    events = (
        claim("2025-02-03", "2025-01"),
        paid("10", "2025-02-04", "2025-01", "partial"),
        paid("70", "2025-02-05", "2025-01", "partial"),
        paid("30", "2025-02-05", "2025-01", "denied"),
        paid("50", "2025-02-06", "2025-01"),
        paid("20.5", "2025-02-07", "2025-01", commitment="uptime"),
    )
    found = _settled(*events)
    assert found == Settled(
        owed=Decimal("100.00"),
        claimed=Decimal("100.00"),
        granted=Decimal("70.00"),
        denied=Decimal("30.00"),
        paid=Decimal("70.50"),
    )
    assert str(found.paid) == "70.50"


def test_what_names_no_sum_is_in_full() -> None:
    found = _settled(claim("2025-02-03", "2025-01"), paid(None, "2025-02-04", "2025-01", "accepted"))
    assert found == Settled(owed=Decimal(100), claimed=Decimal(100), granted=Decimal(100))
    assert _settled(paid(None, "2025-02-04", "2025-01", "denied"), given="given without a claim") == Settled(
        owed=Decimal(100), denied=Decimal(100)
    )


def test_another_period_commitment_or_later_instant_is_not_meant() -> None:
    others = (
        paid("50", "2025-02-06", "2025-02"),
        paid("50", "2025-02-07", "2025-01", commitment="other"),
        paid("50", "2026-02-06", "2025-01", recorded="2025-03-01"),
    )
    assert _settled(*others) is None


def test_what_was_paid_where_nothing_is_owed_shows() -> None:
    verdicts = judged(policy(CREDIT.format(ON_CLAIM)), DOWN, outage("short", "2025-02-05T00:00:00Z", "2025-02-05T00:00:30Z"))
    assert one(verdicts, "uptime", "2025-02").credit.settled is None
    short = outage("short", "2025-02-05T00:00:00Z", "2025-02-05T00:00:30Z")
    credit = one(judged(policy(CREDIT.format(ON_CLAIM)), short, paid("5", "2025-03-01", "2025-02")), "uptime", "2025-02").credit
    assert (credit.state, credit.settled) == (CreditState.NONE, Settled(owed=Decimal(0), paid=Decimal(5)))


def test_a_component_has_its_own_where_the_settlement_names_it() -> None:
    text = (
        HEAD
        + """service web: components eu, us.
commitment uptime of web: down at most 1 minute; per calendar month; watched by outages; each component on its own.
"""
        + CREDIT.format("given without a claim")
    )
    verdicts = judged(text, DOWN, paid("40", "2025-02-06", "2025-01", component="eu"))
    assert one(verdicts, "uptime", "2025-01", "eu").credit.settled == Settled(owed=Decimal(100), paid=Decimal(40))
    assert one(verdicts, "uptime", "2025-01", "us").credit.settled is None


def test_runs_and_joint_rules_have_theirs() -> None:
    text = (
        HEAD
        + """service web: no components.
duty tell of web: for each fact "found"; requires the fact "told" about it within 1 hour after it;
  belongs to the period in which it is due.
credit for tell: a missed target earns EUR 30; per calendar month; given without a claim.
joint all of tell: capped at EUR 20.
"""
    )
    found = fact("found", "2025-01-05", "f1")
    verdicts = judged(
        text,
        found,
        paid("30", "2025-02-06", "2025-01", commitment="tell"),
        paid("1", "2025-02-07", "2025-01", "denied", commitment="all"),
    )
    duty = next(v for v in verdicts if v.event == "f1")
    assert duty.credit.settled == Settled(owed=Decimal(30), paid=Decimal(30))
    assert one(verdicts, "all", "2025-01").credit.settled == Settled(owed=Decimal(20), denied=Decimal(1))


def test_a_sum_in_another_currency_is_an_error_that_names_the_event() -> None:
    with pytest.raises(PolicyError) as raised:
        _settled(paid("5", "2025-02-06", "2025-01", id="s9", currency="USD"))
    (error,) = raised.value.diagnostics
    assert (error.code, "s9" in error.title, "USD" in error.title) == ("mixed-currencies", True, True)
