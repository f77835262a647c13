"""Preconditions: the fact that breaks one, the fact about it that mends it, and when it is tested (C6)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from crediting import claim, fact, judged, one, outage, policy

from slalang.values.events import Event
from slalang.values.verdicts import Credit, CreditState

DOWN = outage("o1", "2025-01-30T10:00", "2025-01-30T12:00")
AT_CLAIM = """credit for uptime: a missed target earns EUR 100; given on a claim within 30 days after the end of the period;
  barred by the fact "overdue" until the fact "paid up", tested at the claim."""
MEANWHILE = """credit for uptime: a missed target earns EUR 100; {};
  barred by the fact "overdue" until the fact "paid up", suspended meanwhile."""

OVERDUE = fact("overdue", "2025-02-01", "f1")


def _credit(rule: str, *events: Event, as_of: str = "2025-12-01T00:00:00Z") -> Credit:
    return one(judged(policy(rule), DOWN, *events, as_of=as_of), "uptime", "2025-01").credit


def test_a_claim_while_a_precondition_is_broken_is_incomplete() -> None:
    found = _credit(AT_CLAIM, OVERDUE, claim("2025-02-10", "2025-01"))
    assert (found.state, found.missing) == (CreditState.REFUSED, ("overdue",))
    still = _credit(AT_CLAIM, OVERDUE, claim("2025-02-10", "2025-01"), as_of="2025-02-11T00:00:00Z")
    assert (still.state, still.missing) == (CreditState.CLAIMABLE, ("overdue",))


@pytest.mark.parametrize(
    ("mended", "state"),
    [
        ("2025-02-09T23:59:59Z", CreditState.CLAIMED),
        ("2025-02-10", CreditState.CLAIMED),
        ("2025-02-10T00:00:01Z", CreditState.REFUSED),
    ],
)
def test_a_precondition_mended_at_the_claims_instant_holds(mended: str, state: CreditState) -> None:
    assert _credit(AT_CLAIM, OVERDUE, fact("paid up", mended, about="f1"), claim("2025-02-10", "2025-01")).state is state


def test_a_precondition_broken_at_the_claims_instant_does_not_hold() -> None:
    assert _credit(AT_CLAIM, fact("overdue", "2025-02-10"), claim("2025-02-10", "2025-01")).state is CreditState.REFUSED
    assert _credit(AT_CLAIM, fact("overdue", "2025-02-11"), claim("2025-02-10", "2025-01")).state is CreditState.CLAIMED


def test_only_the_fact_about_that_one_mends_it() -> None:
    again = fact("overdue", "2025-02-02", "f2")
    mends = fact("paid up", "2025-02-03", about="f1")
    assert _credit(AT_CLAIM, OVERDUE, again, mends, claim("2025-02-10", "2025-01")).state is CreditState.REFUSED
    plain = fact("paid up", "2025-02-03")
    assert _credit(AT_CLAIM, OVERDUE, plain, claim("2025-02-10", "2025-01")).state is CreditState.REFUSED


@pytest.mark.parametrize("given", ["given without a claim", "given on a claim within 30 days after the end of the period"])
def test_what_would_be_owed_is_suspended_while_it_is_broken(given: str) -> None:
    rule = MEANWHILE.format(given)
    claimed = claim("2025-02-10", "2025-01")
    found = _credit(rule, OVERDUE, claimed)
    assert (found.state, found.missing, found.amount) == (CreditState.SUSPENDED, ("overdue",), Decimal(100))
    mended = _credit(rule, OVERDUE, claimed, fact("paid up", "2025-03-01", about="f1"))
    assert mended.state in (CreditState.DUE, CreditState.CLAIMED)


def test_what_is_lost_is_not_suspended() -> None:
    rule = MEANWHILE.format("given on a claim within 30 days after the end of the period")
    assert _credit(rule, OVERDUE).state is CreditState.FORFEITED
