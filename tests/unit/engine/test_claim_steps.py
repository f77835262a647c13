"""Claims in steps: each with its own deadline, contents and kind, and what the first one that is lacking means (C6)."""

from __future__ import annotations

from typing import Any

import pytest
from crediting import claim, event, fact, judged, one, outage, policy

from slalang.values.events import Event
from slalang.values.instants import parse_instant
from slalang.values.verdicts import Credit, CreditState

DOWN = outage("o1", "2025-01-30T10:00", "2025-01-30T12:00")

STEPS = """credit for uptime: a missed target earns EUR 100; given on a claim in steps;
  step "report" by a ticket within 24 hours after the last incident;
  step "notice" by the fact "noticed" within 5 days after the end of the period including "logs";
  step "claim" within 30 days after the end of the period including "sum"."""


def _credit(*events: Event, as_of: str = "2025-12-01T00:00:00Z", rule: str = STEPS) -> Credit:
    return one(judged(policy(rule), DOWN, *events, as_of=as_of), "uptime", "2025-01").credit


def _ticket(at: str) -> Event:
    return event(type="ticket", id=f"t-{at}", ticket="T1", at=at, action="opened")


def _noticed(at: str, **more: Any) -> Event:
    return fact("noticed", at, includes=["logs"], **more)


def _claimed(at: str, **more: Any) -> Event:
    return claim(at, "2025-01", includes=["sum"], **more)


def test_all_steps_in_time_make_a_claim() -> None:
    found = _credit(_ticket("2025-01-31T12:00"), _noticed("2025-02-06"), _claimed("2025-03-03", step="claim"))
    assert (found.state, found.claim_by) == (CreditState.CLAIMED, parse_instant("2025-03-03T00:00:00Z"))


def test_a_claim_that_names_no_step_takes_the_last() -> None:
    taken = (_ticket("2025-01-31T12:00"), _noticed("2025-02-06"))
    assert _credit(*taken, _claimed("2025-02-03")).state is CreditState.CLAIMED
    assert _credit(*taken, _claimed("2025-02-03", step="other")).state is CreditState.FORFEITED


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2025-01-30T09:59:59Z", CreditState.FORFEITED),
        ("2025-01-30T10:00", CreditState.CLAIMED),
        ("2025-01-31T12:00", CreditState.CLAIMED),
        ("2025-01-31T12:00:01Z", CreditState.FORFEITED),
    ],
)
def test_a_ticket_counts_from_the_start_of_the_incident_to_the_deadline(at: str, state: CreditState) -> None:
    assert _credit(_ticket(at), _noticed("2025-02-06"), _claimed("2025-02-03")).state is state


def test_a_step_not_taken_in_time_forfeits_whatever_later_steps_bring() -> None:
    found = _credit(_noticed("2025-02-06"), _claimed("2025-02-03"))
    assert (found.state, found.claim_by) == (CreditState.FORFEITED, parse_instant("2025-01-31T12:00:00Z"))


def test_the_first_step_that_is_lacking_says_until_when() -> None:
    early = _credit(as_of="2025-01-31T12:00:00Z")
    assert (early.state, early.claim_by) == (CreditState.CLAIMABLE, parse_instant("2025-01-31T12:00:00Z"))
    then = _credit(_ticket("2025-01-30T11:00"), as_of="2025-02-01T00:00:00Z")
    assert (then.state, then.claim_by) == (CreditState.CLAIMABLE, parse_instant("2025-02-06T00:00:00Z"))


def test_an_incomplete_step_is_claimable_with_what_is_missing_and_then_refused() -> None:
    events = (_ticket("2025-01-30T11:00"), fact("noticed", "2025-02-03"))
    still = _credit(*events, as_of="2025-02-06T00:00:00Z")
    assert (still.state, still.missing) == (CreditState.CLAIMABLE, ("logs",))
    over = _credit(*events)
    assert (over.state, over.missing) == (CreditState.REFUSED, ("logs",))


def test_facts_about_other_events_or_periods_take_no_step_and_set_no_deadline() -> None:
    ticket, last = _ticket("2025-01-31T12:00"), _claimed("2025-02-03")
    assert _credit(ticket, last, _noticed("2025-02-03", about="o1")).state is CreditState.CLAIMED
    assert _credit(ticket, last, _noticed("2025-02-03", period="2025-01")).state is CreditState.CLAIMED
    assert _credit(ticket, last, _noticed("2025-02-03", about="o9")).state is CreditState.FORFEITED
    assert _credit(ticket, last, _noticed("2025-02-03", period="2025-02")).state is CreditState.FORFEITED


def test_a_deadline_from_a_fact_about_another_event_lacks_that_fact() -> None:
    rule = """credit for uptime: a missed target earns EUR 100; given on a claim within 3 days after the fact "aware"."""
    other = _credit(fact("aware", "2025-02-01", about="o9"), rule=rule)
    assert (other.state, other.missing) == (CreditState.UNDETERMINED, ("aware",))
    own = _credit(fact("aware", "2025-02-01", "a1", about="o9"), fact("aware", "2025-02-02", "a2", about="o1"), rule=rule)
    assert own.claim_by == parse_instant("2025-02-05T00:00:00Z")


def test_the_claims_of_all_steps_are_used() -> None:
    rule = """credit for uptime: a missed target earns EUR 100; given on a claim in steps;
  step "first" within 5 days after the end of the period; step "second" within 30 days after the end of the period."""
    verdict = one(
        judged(policy(rule), DOWN, claim("2025-02-03", "2025-01", "c1", step="first"), claim("2025-02-04", "2025-01", "c2")),
        "uptime",
        "2025-01",
    )
    assert verdict.credit.state is CreditState.CLAIMED
    assert verdict.findings == ()
    steps = [(s.name, s.after, s.events) for s in verdict.because if s.what == "claim_step"]
    assert steps == [("first", "taken", ("c1",)), ("second", "taken", ("c2",))]


# ---------------------------------------------------------------------------------------------- downtime used before

USED = """credit for uptime: above 1 minute earns EUR 10 for each 1 hour begun of downtime;
  downtime that a paid claim used does not count again; given on a claim within 30 days after the end of the period."""


def test_downtime_that_a_paid_claim_for_another_period_used_earns_nothing_again() -> None:
    long = outage("o2", "2025-01-31T22:00", "2025-02-01T03:00")
    other = outage("o3", "2025-02-01T02:00", "2025-02-01T04:00")
    before = claim("2025-02-03", "2025-01", "c1", about=["o2"])
    settled = event(type="settlement", id="s", at="2025-02-10", period="2025-01", decision="paid", amount="20", currency="EUR")
    unpaid = one(judged(policy(USED), long, other, before), "uptime", "2025-02")
    assert unpaid.credit.amount is not None
    assert unpaid.credit.amount == 40
    verdict = one(judged(policy(USED), long, other, before, settled), "uptime", "2025-02")
    # o2 alone was down until 02:00; from then on o3 is down too, to 04:00.
    assert verdict.credit.amount == 20
    assert (verdict.status, verdict.time_us, verdict.availability) == (unpaid.status, unpaid.time_us, unpaid.availability)
    assert [s.events for s in verdict.because if s.what == "used_downtime"] == [("o2", "c1")]


def test_a_paid_claim_for_the_same_period_bars_nothing() -> None:
    mine = claim("2025-02-03", "2025-01", "c1", about=["o1"], commitment="uptime")
    settled = event(type="settlement", id="s", at="2025-02-10", period="2025-01", decision="paid", amount="20", currency="EUR")
    assert one(judged(policy(USED), DOWN, mine, settled), "uptime", "2025-01").credit.amount == 20
