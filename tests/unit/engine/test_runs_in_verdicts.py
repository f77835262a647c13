"""Runs of clocks and duties among the verdicts: order, periods, readings, earlier versions, claims (V, P6, C7)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from slalang.pipeline import compile_policy, evaluate
from slalang.semantics.policy import Compiled
from slalang.values.event_decoding import decode_event
from slalang.values.events import Event
from slalang.values.instants import parse_instant
from slalang.values.verdicts import CreditState, Kind, ReadingOutcome, Status, Verdict

HEAD = """
agreement "Support": zone UTC; currency GBP; in force from {since}.
throughout: money rounded half up.
service web: no components.
"""

CLOCK = """
clock resolve of web:
  runs from "opened" to "resolved";
  {targets};
  reopening continues the clock; a later stage does not stop it; never pauses;
  belongs to the period in which it starts.
credit for resolve: a missed target earns GBP {sum}; per calendar month; given without a claim.
"""

DUTY = 'duty backup of web: for each day; requires the fact "backup".\n'


def compiled(text: str, since: str = "2025-01-01", **files: str) -> Compiled:
    """A policy, with the files that it uses or replaces."""
    whole = {name: HEAD.format(since="2020-01-01") + body for name, body in files.items()}
    compilation = compile_policy(HEAD.format(since=since) + text, load=lambda path: whole.get(path.removesuffix(".sla")))
    assert compilation.compiled is not None, [d.title for d in compilation.diagnostics]
    return compilation.compiled


def clock(hours: int, amount: int = 10) -> str:
    return CLOCK.format(targets=f"within {hours} hours", sum=amount)


def judged(of: Compiled, *events: Event, as_of: str = "2025-06-01T00:00:00Z") -> tuple[Verdict, ...]:
    return evaluate(of, events, as_of=parse_instant(as_of))


def event(**fields: Any) -> Event:
    """One event of the wire form."""
    decoded = decode_event({"customer": ["acme"], **fields})
    assert not isinstance(decoded, tuple), decoded
    return decoded


def ticket(name: str, opened: str, resolved: str, **fields: Any) -> tuple[Event, Event]:
    return (
        event(type="ticket", id=f"{name}-o", ticket=name, action="opened", at=opened, **fields),
        event(type="ticket", id=f"{name}-r", ticket=name, action="resolved", at=resolved, **fields),
    )


MARCH = ticket("T2", "2025-03-05T09:00:00Z", "2025-03-05T12:00:00Z")
FEBRUARY = ticket("T1", "2025-02-05T09:00:00Z", "2025-02-05T12:00:00Z")


def test_tickets_alone_are_judged_without_any_commitment() -> None:
    (verdict,) = judged(compiled(clock(2)), *MARCH)
    assert (verdict.kind, verdict.service, verdict.ticket, verdict.customer) == (Kind.CLOCK, "web", "T2", "acme")
    assert (verdict.due_at, verdict.stopped_at) == tuple(parse_instant(f"2025-03-05T1{h}:00:00Z") for h in (1, 2))
    assert (verdict.status, verdict.credit.amount, verdict.availability, verdict.time_us) == (
        Status.BREACHED,
        Decimal("10.00"),
        None,
        None,
    )


def test_facts_alone_are_judged_and_a_regular_duty_names_its_own_period() -> None:
    facts = (event(type="fact", id="b", name="backup", at="2025-03-02T10:00:00Z"),)
    found = judged(compiled(DUTY), *facts, as_of="2025-03-04T00:00:00Z")
    assert [(v.kind, v.period and v.period.name, v.status) for v in found] == [
        (Kind.DUTY, "2025-03-02", Status.MET),
        (Kind.DUTY, "2025-03-03", Status.BREACHED),
        (Kind.DUTY, "2025-03-04", Status.UNDETERMINED),
    ]


def test_verdicts_are_ordered_by_customer_period_rule_and_ticket() -> None:
    commitment = """
    commitment uptime of web: available at least 99%; per calendar month; watched by outages;
      measured over the whole period; counted exactly; of a period covered in part, the rest counts as up.
    """
    others = ticket("A", "2025-03-01T09:00:00Z", "2025-03-01T10:00:00Z", customer=["zeta"])
    outage = event(type="outage", id="o", service="web", start="2025-03-02T00:00:00Z", end="2025-03-02T01:00:00Z")
    early = ticket("T0", "2025-03-09T09:00:00Z", "2025-03-09T10:00:00Z")
    found = judged(compiled(commitment + clock(2)), *others, *MARCH, outage, *early, *FEBRUARY)
    assert [(v.customer, v.period and v.period.name, v.commitment, v.ticket) for v in found] == [
        ("acme", "2025-02", "resolve", "T1"),
        ("acme", "2025-03", "resolve", "T0"),
        ("acme", "2025-03", "resolve", "T2"),
        ("acme", "2025-03", "uptime", None),
        ("zeta", "2025-03", "resolve", "A"),
    ]


def test_readings_compare_a_run_with_the_same_run() -> None:
    ambiguity = 'ambiguity how_long: reading short governs because "x"; reading long because "y".\n'
    targets = "within 2 hours under reading short; within 4 hours under reading long"
    text = ambiguity + CLOCK.format(targets=targets, sum=10)
    slow = ticket("T3", "2025-03-05T09:00:00Z", "2025-03-05T20:00:00Z")
    one, other = judged(compiled(text), *MARCH, *slow)
    assert dict(one.readings or ()) == {
        "short": ReadingOutcome(Status.BREACHED, Decimal("10.00"), differs=False),
        "long": ReadingOutcome(Status.MET, Decimal("0.00"), differs=True),
    }
    assert not any(reading.differs for _, reading in other.readings or ())


def test_a_run_belongs_to_the_version_in_force_at_its_start() -> None:
    of = compiled('replaces "old.sla".\n' + clock(4, 20), since="2025-03-01", old=clock(1, 5))
    across = ticket("T3", "2025-02-28T23:00:00Z", "2025-03-01T02:00:00Z")
    found = judged(of, *FEBRUARY, *across, *MARCH)
    assert [(v.ticket, v.status, v.credit.amount) for v in found] == [
        ("T1", Status.BREACHED, Decimal("5.00")),
        ("T3", Status.BREACHED, Decimal("5.00")),
        ("T2", Status.MET, Decimal("0.00")),
    ]
    assert len({v.policy for v in found}) == 2


def test_a_rule_without_a_credit_names_no_period() -> None:
    (verdict,) = judged(compiled(clock(2).partition("  belongs")[0].rstrip().removesuffix(";") + "."), *MARCH)
    assert (verdict.period, verdict.credit.state, verdict.credit.amount) == (None, CreditState.NONE, Decimal("0.00"))


def test_a_regular_duty_with_a_credit_is_claimed_for_the_month_or_for_the_day() -> None:
    text = """
    duty backup of web: for each day; requires the fact "backup"; belongs to the period in which it starts.
    credit for backup: a missed target earns GBP 1; per calendar month;
      given on a claim within 30 days after the end of the period.
    """
    facts = (event(type="fact", id="b", name="backup", at="2025-03-02T10:00:00Z"),)

    def states(period: str) -> list[CreditState]:
        claim = event(type="claim", id="k", at="2025-03-05T00:00:00Z", period=period)
        return [v.credit.state for v in judged(compiled(text), *facts, claim, as_of="2025-03-05T00:00:00Z")]

    claimed, open_still, none = CreditState.CLAIMED, CreditState.CLAIMABLE, CreditState.NONE
    assert states("2025-03") == [none, claimed, claimed, none]
    assert states("2025-03-04") == [none, open_still, claimed, none]


def test_the_order_of_the_events_changes_nothing() -> None:
    of = compiled(clock(2) + DUTY)
    events = (*MARCH, *FEBRUARY)
    assert judged(of, *events) == judged(of, *reversed(events))
