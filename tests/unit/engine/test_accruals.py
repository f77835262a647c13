"""Credits of clocks and duties: what accrues past a deadline, to which period it belongs, and how it is claimed (S6, C2-C6)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from slalang.output.explanation.sentences import SAYINGS
from slalang.pipeline import compile_policy, evaluate
from slalang.values.event_decoding import decode_event
from slalang.values.events import Event
from slalang.values.instants import parse_instant
from slalang.values.verdicts import CreditState, Kind, Status, Verdict

AGREEMENT = """
agreement "Support": zone Europe/London; currency GBP; {dates}.
throughout: money rounded half up.
parameter rate: an amount; default GBP 10.
parameter fee: an amount; no default.
calendar office: Mon, Tue, Wed, Thu, Fri 09:00-17:00; zone Europe/London.
service web: no components.

clock resolve of web:
  runs from "opened" to "resolved";
  within 4 hours;
  reopening continues the clock;
  a later stage does not stop it;
  {pauses};
  belongs to the period in which it {belongs}.

credit for resolve:
  {rows};
  per calendar month;
  {ways};
  {given}.
"""

DAYS = "the first day counts; the last day counts; accrues without limit; several at once accrue each on its own"
PAUSES = 'pauses from "paused" to "resumed", which {}'


def verdicts(
    *events: Event,
    rows: str = "a missed target earns GBP 10 for each day past the deadline",
    ways: str = DAYS,
    pauses: str = "never pauses",
    belongs: str = "is due",
    given: str = "given without a claim",
    dates: str = "in force from 2020-01-01",
    as_of: str = "2025-06-01T00:00:00Z",
) -> tuple[Verdict, ...]:
    """The verdicts on the events under the agreement with these phrases."""
    if "at the rate of" not in ways and "day" in ways:
        ways += "; at the rate of the period"
    text = AGREEMENT.format(rows=rows, ways=ways, pauses=pauses, belongs=belongs, given=given, dates=dates)
    compilation = compile_policy(text.replace("  ;\n", ""))
    assert compilation.compiled is not None, [d.title for d in compilation.diagnostics]
    return evaluate(compilation.compiled, events, as_of=parse_instant(as_of))


def event(**fields: Any) -> Event:
    """One event of the wire form."""
    decoded = decode_event({"customer": ["acme"], **fields})
    assert not isinstance(decoded, tuple), decoded
    return decoded


def ticket(name: str, *history: tuple[str, str]) -> tuple[Event, ...]:
    """What happened to a ticket: actions with their instants."""
    return tuple(
        event(type="ticket", id=f"{name}-{i}", ticket=name, action=action, at=at) for i, (action, at) in enumerate(history)
    )


def late(name: str, opened: str, resolved: str | None) -> tuple[Event, ...]:
    """A ticket that is due four hours after it was opened."""
    return ticket(name, ("opened", opened), *((("resolved", resolved),) if resolved else ()))


def amount(verdict: Verdict) -> Decimal | None:
    return verdict.credit.amount


ONE = late("T1", "2025-03-03T09:00:00Z", "2025-03-06T09:00:00Z")
"""Due on Monday 3 March at 13:00, resolved on Thursday at 09:00: the deadline's day, two whole days, the last day."""


# ---------------------------------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [("counts", "counts", 4), ("counts", "does not count", 3), ("does not count", "counts", 3), ("does not count",) * 2 + (2,)],
)
def test_the_first_and_the_last_day_count_as_the_policy_says(first: str, last: str, days: int) -> None:
    ways = f"the first day {first}; the last day {last}; accrues without limit; several at once accrue each on its own"
    (verdict,) = verdicts(*ONE, ways=ways)
    assert verdict.kind is Kind.CLOCK
    assert verdict.status is Status.BREACHED
    assert (verdict.credit.state, verdict.credit.rule) == (CreditState.DUE, "per_day")
    assert (verdict.credit.days, amount(verdict)) == (days, Decimal(10 * days))
    assert verdict.period is not None
    assert verdict.period.name == "2025-03"
    assert not verdict.provisional


def test_a_deadline_and_a_stop_at_midnight_belong_to_the_days_that_they_end() -> None:
    (verdict,) = verdicts(*late("T1", "2025-03-03T20:00:00Z", "2025-03-05T00:00:00Z"))
    assert verdict.due_at == parse_instant("2025-03-04T00:00:00Z")
    assert verdict.credit.days == 2  # 3 and 4 March


def test_a_stop_on_the_day_of_the_deadline_makes_one_day_or_none() -> None:
    events = late("T1", "2025-03-03T09:00:00Z", "2025-03-03T15:00:00Z")
    assert verdicts(*events)[0].credit.days == 1
    ways = "the first day counts; the last day does not count; accrues without limit; several at once accrue each on its own"
    (verdict,) = verdicts(*events, ways=ways)
    assert (verdict.credit.days, amount(verdict), verdict.credit.state) == (0, Decimal("0.00"), CreditState.NONE)


def test_only_days_that_have_ended_are_accrued_and_the_rest_is_provisional() -> None:
    (running,) = verdicts(*late("T1", "2025-03-03T09:00:00Z", None), as_of="2025-03-05T23:59:59Z")
    assert (running.credit.days, running.provisional) == (2, True)
    (ended,) = verdicts(*late("T1", "2025-03-03T09:00:00Z", None), as_of="2025-03-06T00:00:00Z")
    assert (ended.credit.days, ended.provisional) == (3, True)
    (stopped,) = verdicts(*ONE, as_of="2025-03-06T09:00:00Z")
    assert (stopped.credit.days, stopped.provisional) == (3, True)
    (over,) = verdicts(*ONE, as_of="2025-03-07T00:00:00Z")
    assert (over.credit.days, over.provisional) == (4, False)


def test_days_are_those_of_the_policys_zone_across_a_change_of_clocks() -> None:
    # Due at 23:30 UTC on 29 March, still the 29th in London; resolved at 23:30 UTC on the 30th, which is the 31st there.
    (verdict,) = verdicts(*late("T1", "2025-03-29T19:30:00Z", "2025-03-30T23:30:00Z"))
    assert verdict.credit.days == 3


def test_most_keeps_the_first_days_and_ends_what_is_provisional() -> None:
    ways = "the first day counts; the last day counts; accrues at most 2 times; several at once accrue each on its own"
    (verdict,) = verdicts(*late("T1", "2025-03-03T09:00:00Z", None), ways=ways)
    assert (verdict.credit.days, amount(verdict), verdict.provisional) == (2, Decimal("20.00"), False)
    assert [s.before for s in verdict.because if s.what == "most_units"] == [90]


def test_a_cap_bounds_what_accrues() -> None:
    (verdict,) = verdicts(*ONE, rows="a missed target earns GBP 10 for each day past the deadline; capped at GBP 25")
    assert (verdict.credit.days, amount(verdict)) == (4, Decimal("25.00"))


def test_days_that_several_share_are_carried_by_the_one_first_due() -> None:
    ways = "the first day counts; the last day counts; accrues without limit; several at once accrue once"
    second = late("T0", "2025-03-05T09:00:00Z", "2025-03-08T09:00:00Z")
    other, one = verdicts(*ONE, *second, ways=ways)
    assert (one.ticket, one.credit.days) == ("T1", 4)  # 3 to 6 March
    assert (other.ticket, other.credit.days) == ("T0", 2)  # 7 and 8 March
    (step,) = [s for s in other.because if s.what == "days_carried"]
    assert (step.name, step.after) == ("T1", 2)
    assert step.intervals == ((parse_instant("2025-03-05T00:00:00Z"), parse_instant("2025-03-07T00:00:00Z")),)
    assert [v.credit.days for v in verdicts(*ONE, *second)] == [4, 4]


def test_of_two_that_are_due_together_the_first_ticket_carries_the_day() -> None:
    ways = "the first day counts; the last day counts; accrues without limit; several at once accrue once"
    found = verdicts(*ONE, *late("T0", "2025-03-03T09:00:00Z", "2025-03-06T09:00:00Z"), ways=ways)
    assert [(v.ticket, v.credit.days) for v in found] == [("T0", 4), ("T1", 0)]


@pytest.mark.parametrize(
    ("effect", "days"),
    [("stops the accrual", 3), ("moves the deadline and stops the accrual", 3), ("moves the deadline", 4)],
)
def test_a_day_that_is_paused_throughout_accrues_only_where_pauses_do_not_stop_it(effect: str, days: int) -> None:
    history = (
        ("opened", "2025-03-03T09:00:00Z"),
        ("paused", "2025-03-03T23:00:00Z"),
        ("resumed", "2025-03-05T08:00:00Z"),
        ("resolved", "2025-03-06T09:00:00Z"),
    )
    (verdict,) = verdicts(*ticket("T1", *history), pauses=PAUSES.format(effect))
    assert verdict.credit.days == days


def test_each_day_takes_the_rate_in_force_on_it() -> None:
    subscribed = (
        event(type="subscription", id="s1", **{"from": "2025-01-01"}, to="2025-03-04", parameters={"rate": "10"}),
        event(type="subscription", id="s2", **{"from": "2025-03-05"}, parameters={"rate": "30"}),
    )
    rows = "a missed target earns rate for each day past the deadline"
    once, each = (
        verdicts(*subscribed, *ONE, rows=rows, ways=f"{DAYS}; at the rate of {of}")[0] for of in ("the period", "each day")
    )
    assert amount(once) == Decimal("40.00")
    assert amount(each) == Decimal("80.00")  # 3 and 4 March at 10, 5 and 6 March at 30
    assert [(s.before, s.after, s.detail) for s in each.because if s.what == "per_day"] == [(10, 20, "2"), (30, 60, "2")]


def test_each_day_takes_the_row_that_stands_on_it() -> None:
    rows = (
        "a missed target earns GBP 10 for each day past the deadline where the period starts before 2025-03-05;"
        " a missed target earns GBP 25 for each day past the deadline where the period starts on or after 2025-03-05"
    )
    (verdict,) = verdicts(*ONE, rows=rows, ways=f"{DAYS}; at the rate of each day")
    assert (verdict.credit.days, amount(verdict)) == (4, Decimal("70.00"))


def test_where_no_day_has_a_row_of_its_own_the_next_row_applies() -> None:
    rows = (
        'a missed target earns GBP 40 for each day past the deadline where the severity is "1";'
        " a missed target earns GBP 1 for each 24 hours begun past the deadline; where rows overlap, the first listed applies"
    )
    (verdict,) = verdicts(*ONE, rows=rows, ways=f"{DAYS}; at the rate of each day")
    assert (verdict.credit.days, amount(verdict)) == (None, Decimal("3.00"))


def test_a_percentage_for_each_day_is_of_the_periods_charges() -> None:
    charge = event(type="charge", id="c", start="2025-03-01", end="2025-03-31", amount="333.33", currency="GBP")
    rows = "a missed target earns 2.5% for each day past the deadline; of the charges of the period"
    (verdict,) = verdicts(*ONE, charge, rows=rows)
    assert amount(verdict) == Decimal("33.33")  # 10% of 333.33, rounded once
    (without,) = verdicts(*ONE, rows=rows)
    assert (without.credit.state, without.credit.missing) == (CreditState.UNDETERMINED, ("charges",))


def test_a_parameter_that_nobody_supplies_leaves_the_credit_open_whatever_was_measured() -> None:
    kept = late("T1", "2025-03-03T09:00:00Z", "2025-03-03T10:00:00Z")
    (verdict,) = verdicts(*kept, rows="a missed target earns fee for each day past the deadline")
    assert verdict.status is Status.MET
    assert (verdict.credit.state, verdict.credit.missing) == (CreditState.UNDETERMINED, ("fee",))


# ---------------------------------------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("resolved", "begun", "completed"),
    [
        ("2025-03-03T13:00:00.000001Z", 1, 0),
        ("2025-03-03T15:00:00Z", 1, 1),
        ("2025-03-03T15:00:00.000001Z", 2, 1),
        ("2025-03-03T17:59:59Z", 3, 2),
        ("2025-03-04T13:00:00Z", 12, 12),
    ],
)
def test_units_count_once_begun_or_once_completed(resolved: str, begun: int, completed: int) -> None:
    for part, number in (("begun", begun), ("completed", completed)):
        (verdict,) = verdicts(
            *late("T1", "2025-03-03T09:00:00Z", resolved),
            rows=f"a missed target earns GBP 5 for each 2 hours {part} past the deadline",
            ways="accrues without limit",
        )
        assert amount(verdict) == Decimal(5 * number)
        assert verdict.credit.days is None
        assert not verdict.provisional


def test_units_of_business_hours_leave_the_nights_out() -> None:
    # Due on Monday at 16:00; an hour that day, eight on Tuesday, one on Wednesday.
    (verdict,) = verdicts(
        *late("T1", "2025-03-03T12:00:00Z", "2025-03-05T10:00:00Z"),
        rows="a missed target earns GBP 1 for each 1 business hour of office completed past the deadline",
        ways="accrues without limit",
    )
    assert amount(verdict) == Decimal("10.00")


def test_a_pause_takes_its_time_from_the_units_as_they_are_measured() -> None:
    history = (
        ("opened", "2025-03-03T12:00:00Z"),
        ("paused", "2025-03-03T16:30:00Z"),
        ("resumed", "2025-03-04T11:00:00Z"),
        ("resolved", "2025-03-05T10:00:00Z"),
    )
    found = [
        verdicts(
            *ticket("T1", *history),
            rows=f"a missed target earns GBP 1 for each {unit} completed past the deadline",
            ways="accrues without limit",
            pauses=PAUSES.format("stops the accrual"),
        )[0]
        for unit in ("30 minutes", "1 business hour of office")
    ]
    # 42 hours less 18.5 paused; 10 business hours less 2.5 paused.
    assert [amount(v) for v in found] == [Decimal("47.00"), Decimal("7.00")]


def test_units_of_a_clock_that_still_runs_are_provisional_until_the_most_is_reached() -> None:
    running = late("T1", "2025-03-03T09:00:00Z", None)
    rows = "a missed target earns GBP 5 for each 1 month begun past the deadline"
    (free,) = verdicts(*running, rows=rows, ways="accrues without limit")
    (full,) = verdicts(*running, rows=rows, ways="accrues at most 3 times")
    assert (amount(free), free.provisional) == (Decimal("15.00"), True)
    assert (amount(full), full.provisional) == (Decimal("15.00"), False)


# ---------------------------------------------------------------------------------------------- periods and claims


@pytest.mark.parametrize(("belongs", "month"), [("starts", "2025-02"), ("is due", "2025-03"), ("stops", "2025-04")])
def test_a_run_belongs_to_the_period_of_its_start_its_deadline_or_its_stop(belongs: str, month: str) -> None:
    events = late("T1", "2025-02-28T22:00:00Z", "2025-04-02T09:00:00Z")
    (verdict,) = verdicts(*events, belongs=belongs)
    assert verdict.period is not None
    assert verdict.period.name == month


def test_a_missed_run_that_still_runs_stops_for_now_at_the_evaluation() -> None:
    (verdict,) = verdicts(*late("T1", "2025-03-03T09:00:00Z", None), belongs="stops", as_of="2025-05-02T00:00:00Z")
    assert verdict.period is not None
    assert verdict.period.name == "2025-05"
    assert amount(verdict) == Decimal("600.00")  # 3 March through 1 May
    (young,) = verdicts(*late("T1", "2025-03-03T09:00:00Z", None), belongs="stops", as_of="2025-03-03T10:00:00Z")
    assert (young.period, young.status, young.credit.state) == (None, Status.UNDETERMINED, CreditState.NONE)


CLAIMED = "given on a claim within 30 days after the end of the period"


def claim(name: str, at: str, **fields: str) -> Event:
    return event(type="claim", id=name, at=at, period="2025-03", **fields)


def test_a_claim_for_the_period_covers_the_credits_of_its_clocks() -> None:
    events = (*ONE, *late("T2", "2025-03-10T09:00:00Z", "2025-03-11T09:00:00Z"))
    found = verdicts(*events, claim("k", "2025-04-20T00:00:00Z"), given=CLAIMED)
    assert [(v.credit.state, amount(v)) for v in found] == [
        (CreditState.CLAIMED, Decimal(40)),
        (CreditState.CLAIMED, Decimal(20)),
    ]
    assert all(not v.findings for v in found)
    found = verdicts(*events, given=CLAIMED, as_of="2025-04-20T00:00:00Z")
    assert {v.credit.state for v in found} == {CreditState.CLAIMABLE}


def test_a_claim_that_nothing_used_is_found_once() -> None:
    events = (*ONE, *late("T2", "2025-03-10T09:00:00Z", "2025-03-11T09:00:00Z"))
    first, second = verdicts(*events, claim("k", "2025-05-20T00:00:00Z"), given=CLAIMED)
    assert {first.credit.state, second.credit.state} == {CreditState.FORFEITED}
    assert [(f.kind, f.events, "deadline" in f.text) for f in first.findings] == [("unused_claim", ("k",), True)]
    assert not second.findings


def test_a_claim_that_one_of_several_used_is_not_unused() -> None:
    kept = late("T0", "2025-03-02T09:00:00Z", "2025-03-02T10:00:00Z")
    found = verdicts(*kept, *ONE, claim("k", "2025-04-20T00:00:00Z", commitment="resolve"), given=CLAIMED)
    assert [v.credit.state for v in found] == [CreditState.NONE, CreditState.CLAIMED]
    assert all(not v.findings for v in found)


def test_a_claim_may_run_from_the_end_of_a_full_day() -> None:
    given = "given on a claim by the end of the 2nd full business day of office after the end of the period"
    (verdict,) = verdicts(*ONE, given=given)
    assert verdict.credit.claim_by == parse_instant("2025-04-02T16:00:00Z")  # Wednesday at closing, in summer time


def test_every_step_of_an_accrual_has_its_sentence() -> None:
    codes = {"per_day", "per_unit", "days_carried", "days_paused", "units_paused", "most_units"}
    assert codes <= set(SAYINGS)


def test_nothing_more_comes_of_a_day_that_is_the_first_and_does_not_count() -> None:
    ways = "the first day does not count; the last day counts; accrues without limit; several at once accrue each on its own"
    (verdict,) = verdicts(*late("T1", "2025-03-03T09:00:00Z", "2025-03-03T14:00:00Z"), ways=ways, as_of="2025-03-03T15:00:00Z")
    assert (verdict.status, verdict.credit.days, verdict.provisional) == (Status.BREACHED, 0, False)
