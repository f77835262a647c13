"""So many of a period's tickets in time: what is counted, what is open, empty periods, credits and rights (S5)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from slalang.output.explanation.prose import explain
from slalang.pipeline import compile_policy, evaluate
from slalang.semantics.policy import Compiled
from slalang.values.event_decoding import decode_event
from slalang.values.events import Event
from slalang.values.instants import DAY, HOUR, format_instant, parse_instant
from slalang.values.verdicts import Budget, CreditState, Kind, Status, Verdict

AGREEMENT = """
agreement "Support": zone UTC; currency GBP; {dates}.
throughout: money rounded half up; rows need a missed target.
parameter plan: a word; no default.
service web: no components.

clock resolve of web:
  runs from "opened" to "resolved";
  within 4 hours where the severity is "1" or none given;
  no target where the severity is "4";
  a change of severity keeps the start and takes the new target;
  reopening continues the clock;
  a later stage does not stop it;
  never pauses;
  belongs to the period in which it {belongs}.

share kept of resolve:
  {share};
  per calendar month;
  a period without any {empty}.
{rest}
"""


def compiled(
    *,
    share: str = "at least 75% kept",
    belongs: str = "starts",
    empty: str = "is not judged",
    rest: str = "",
    dates: str = "in force from 2020-01-01",
) -> Compiled:
    """The agreement with these phrases."""
    text = AGREEMENT.format(share=share, belongs=belongs, empty=empty, rest=rest, dates=dates)
    compilation = compile_policy(text)
    assert compilation.compiled is not None, [d.title for d in compilation.diagnostics]
    return compilation.compiled


def shares(of: Compiled, *events: Event, as_of: str = "2025-06-01T00:00:00Z") -> tuple[Verdict, ...]:
    """The verdicts on the share."""
    return tuple(v for v in evaluate(of, events, as_of=parse_instant(as_of)) if v.kind is Kind.SHARE)


def event(**fields: Any) -> Event:
    """One event of the wire form."""
    decoded = decode_event({"customer": ["acme"], **fields})
    assert not isinstance(decoded, tuple), decoded
    return decoded


def tickets(*hours: int | None, month: str = "2025-03", prefix: str = "T", **fields: str) -> tuple[Event, ...]:
    """A ticket on each day of the month, resolved so many hours after it was opened, or not at all."""
    events: list[Event] = []
    for day, taken in enumerate(hours):
        name, opened = f"{month}/{prefix}{day + 1}", parse_instant(f"{month}-01T09:00:00Z") + day * DAY
        history = [("opened", opened)] + ([] if taken is None else [("resolved", opened + taken * HOUR)])
        events += [
            event(type="ticket", id=f"{name}-{action}", ticket=name, action=action, at=format_instant(at), **fields)
            for action, at in history
        ]
    return tuple(events)


SUBSCRIBED = event(type="subscription", id="s", **{"from": "2025-02-01"}, to="2025-04-30")
CHARGED = event(type="charge", id="c", start="2025-03-01", end="2025-03-31", amount="1000", currency="GBP")


def test_the_share_is_of_what_was_kept_or_missed() -> None:
    (verdict,) = shares(compiled(), *tickets(1, 4, 5, 1))
    assert (verdict.status, verdict.provisional, verdict.service) == (Status.MET, False, "web")
    assert verdict.availability is not None
    assert (verdict.availability.exact, verdict.availability.target) == (Fraction(3, 4), "75")
    assert (verdict.availability.least, verdict.time_us, verdict.budget) == (None, None, None)
    (verdict,) = shares(compiled(share="more than 75% kept"), *tickets(1, 4, 5, 1))
    assert verdict.status is Status.BREACHED
    assert [(s.before, s.after) for s in verdict.because if s.what == "margin_of_runs"] == [(1, -1)]


def test_what_does_not_apply_is_left_out() -> None:
    (verdict,) = shares(compiled(), *tickets(1, 5), *tickets(1, 1, 1, prefix="L", severity="4"))
    assert verdict.availability is not None
    assert verdict.availability.exact == Fraction(1, 2)


def test_what_cannot_be_decided_leaves_a_span_and_decides_only_where_it_must() -> None:
    # Severity 2 has no target here, which is no less than unknown.
    unknown = tuple(
        event(type="ticket", id=f"u-{action}", ticket="U", action=action, at=at, severity="2")
        for action, at in (("opened", "2025-03-20T09:00:00Z"), ("resolved", "2025-03-20T10:00:00Z"))
    )
    (verdict,) = shares(compiled(), *tickets(1, 1, 1, 5), *unknown)
    assert verdict.availability is not None
    assert (verdict.availability.exact, verdict.availability.least, verdict.availability.most) == (
        Fraction(3, 4),
        Fraction(3, 5),
        Fraction(4, 5),
    )
    assert (verdict.status, verdict.missing) == (Status.UNDETERMINED, ("severity",))
    (verdict,) = shares(compiled(share="at least 60% kept"), *tickets(1, 1, 1, 5), *unknown)
    assert verdict.status is Status.MET
    (verdict,) = shares(compiled(share="at least 90% kept"), *tickets(1, 1, 1, 5), *unknown)
    assert verdict.status is Status.BREACHED


def test_while_the_month_runs_the_budget_is_in_whole_misses() -> None:
    (verdict,) = shares(compiled(), *tickets(*[1] * 9, 5), as_of="2025-03-20T00:00:00Z")
    assert (verdict.status, verdict.provisional) == (Status.MET, True)
    assert verdict.budget == (Budget("target", 2, "misses"),)  # 9 of 12 are 75%, 9 of 13 are less
    (verdict,) = shares(compiled(), *tickets(1, 5, 5), as_of="2025-03-20T00:00:00Z")
    assert (verdict.status, verdict.budget) == (Status.BREACHED, (Budget("target", -2, "misses"),))


def test_a_run_that_is_still_open_leaves_a_month_that_is_over_undetermined() -> None:
    still = event(type="ticket", id="o", ticket="O", action="opened", at="2025-03-31T22:00:00Z")
    (verdict,) = shares(compiled(), *tickets(1), still, as_of="2025-04-01T00:00:00Z")
    assert (verdict.status, verdict.provisional, verdict.missing) == (Status.UNDETERMINED, False, ("open runs",))
    (verdict,) = shares(compiled(), *tickets(1), still, as_of="2025-04-01T03:00:00Z")
    assert (verdict.status, verdict.provisional) == (Status.BREACHED, False)


def test_a_run_that_is_due_later_this_month_belongs_to_it_already() -> None:
    opened = event(type="ticket", id="o", ticket="O", action="opened", at="2025-03-31T09:00:00Z")
    (verdict,) = shares(compiled(belongs="is due"), opened, as_of="2025-03-31T10:00:00Z")
    assert verdict.availability is not None
    assert (verdict.status, verdict.availability.least, verdict.availability.most) == (
        Status.UNDETERMINED,
        Fraction(0),
        Fraction(1),
    )
    late = event(type="ticket", id="o", ticket="O", action="opened", at="2025-03-31T22:00:00Z")
    assert shares(compiled(belongs="is due"), late, as_of="2025-03-31T23:00:00Z") == ()


@pytest.mark.parametrize(
    ("empty", "status"),
    [("counts as kept", Status.MET), ("counts as missed", Status.BREACHED), ("is not judged", Status.NOT_APPLICABLE)],
)
def test_a_period_without_anything_is_as_the_policy_says(empty: str, status: Status) -> None:
    rest = "credit for kept: a missed target earns GBP 5; given without a claim."
    february, march, april = shares(compiled(empty=empty, rest=rest), SUBSCRIBED, *tickets(1))
    assert (february.status, march.status, april.status) == (status, Status.MET, status)
    assert (february.availability, april.period and april.period.name) == (None, "2025-04")
    assert february.credit.amount == (Decimal(5) if status is Status.BREACHED else Decimal(0))


def test_without_a_subscription_the_periods_are_those_that_runs_and_observations_touch() -> None:
    of = compiled(empty="counts as missed")
    outage = event(type="outage", id="x", service="web", start="2025-01-10T00:00:00Z", end="2025-01-11T00:00:00Z")
    found = shares(of, outage, *tickets(1), *tickets(1, month="2025-05"))
    assert [v.period and v.period.name for v in found] == ["2025-01", "2025-03", "2025-05"]
    span = (parse_instant("2025-03-01T00:00:00Z"), parse_instant("2025-05-01T00:00:00Z"))
    named = [
        v for v in evaluate(of, tickets(1), as_of=parse_instant("2025-06-01T00:00:00Z"), span=span) if v.kind is Kind.SHARE
    ]
    assert [(v.period and v.period.name, v.status) for v in named] == [("2025-03", Status.MET), ("2025-04", Status.BREACHED)]


def test_what_the_contract_does_not_supply_leaves_the_share_open() -> None:
    (verdict,) = shares(compiled(share='at least 75% kept where plan is "gold"; no target otherwise'), *tickets(1))
    assert (verdict.status, verdict.missing) == (Status.UNDETERMINED, ("plan",))


ROWS = """
credit for kept:
  below 75% and at least 50% earns 5%; below 50% earns 10%;
  of the charges of the period;
  given on a claim within 30 days after the end of the period.
"""


def test_brackets_claims_and_hole_free_rows_are_those_of_every_credit() -> None:
    of = compiled(rest=ROWS)
    claim = event(type="claim", id="k", at="2025-04-10T00:00:00Z", period="2025-03", commitment="kept")
    (verdict,) = shares(of, *tickets(1, 5), CHARGED, claim)
    assert (verdict.credit.state, verdict.credit.percent, verdict.credit.amount) == (CreditState.CLAIMED, "5", Decimal("50.00"))
    (verdict,) = shares(of, *tickets(1, 5, 5), CHARGED, claim)
    assert (verdict.credit.percent, verdict.credit.amount) == ("10", Decimal("100.00"))
    (verdict,) = shares(of, *tickets(1, 1), CHARGED, claim)
    assert [(f.kind, f.events) for f in verdict.findings] == [("unused_claim", ("k",))]


def test_a_credit_is_undetermined_where_open_runs_could_change_it() -> None:
    of = compiled(rest=ROWS)
    still = event(type="ticket", id="o", ticket="O", action="opened", at="2025-03-31T22:00:00Z")
    (verdict,) = shares(of, *tickets(1, 1, 5, 5), CHARGED, still, as_of="2025-04-01T00:00:00Z")
    # 3 of 5 or 2 of 5: missed either way, at 5% or at 10%.
    assert (verdict.status, verdict.credit.state) == (Status.BREACHED, CreditState.UNDETERMINED)
    assert verdict.credit.missing == ("open runs",)
    (verdict,) = shares(of, *tickets(1, 1, 1, 5, 5, 5), CHARGED, still, as_of="2025-04-01T00:00:00Z")
    assert verdict.credit.state is CreditState.UNDETERMINED
    (verdict,) = shares(of, *tickets(1, 5, 5, 5), CHARGED, still, as_of="2025-04-01T00:00:00Z")
    assert (verdict.credit.state, verdict.credit.amount) == (CreditState.CLAIMABLE, Decimal("100.00"))


def test_the_warning_level_stands_beside_the_target() -> None:
    of = compiled(share="at least 50% kept; warning below 75%")
    (verdict,) = shares(of, *tickets(1, 5))
    assert (verdict.status, [f.kind for f in verdict.findings]) == (Status.MET, ["warning"])


def test_a_right_may_rest_on_a_share() -> None:
    rest = 'right leave: when kept is missed in 2 consecutive periods; exercised by the fact "left".'
    events = (*tickets(5), *tickets(5, month="2025-04"))
    found = evaluate(compiled(rest=rest), events, as_of=parse_instant("2025-06-01T00:00:00Z"))
    (right,) = [v for v in found if v.kind is Kind.RIGHT]
    assert (right.status, right.periods) == (Status.ARISEN, ("2025-03", "2025-04"))


def test_a_share_is_told_in_words() -> None:
    of = compiled()
    (verdict,) = shares(of, *tickets(1, 5, 5))
    text = "\n".join(p for section in explain(verdict, of.policy.zone) for p in section.paragraphs)
    assert "2 of “resolve” were missed: “2025-03/T2” and “2025-03/T3”." in text
    assert "of the 3 that are decided were kept" in text
    assert "With 2 fewer missed of “resolve”, the target would have been kept." in text
