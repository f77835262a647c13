"""Joint rules: sums and alternatives, points in money, caps that several credits share, and what was paid (C3, C5, C8)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from crediting import HEAD, charge, claim, event, fact, judged, one, outage, paid

from slalang.output.explanation.prose import explain
from slalang.pipeline import compile_policy, evaluate
from slalang.time.zones import Zone
from slalang.values.events import Event
from slalang.values.instants import parse_instant
from slalang.values.verdicts import Credit, CreditState, Kind, Status, Verdict

TWO = """service web: no components.
service mail: no components.
commitment web_up of web: down at most 1 minute; per calendar month; watched by outages.
commitment mail_up of mail: down at most 1 minute; per calendar month; watched by outages.
credit for web_up: {web}; {web_given}.
credit for mail_up: {mail}; {mail_given}.
joint penalty of mail_up, web_up (clause 7): {joint}.
"""

DUE = "given without a claim"
CLAIMED = "given on a claim within 30 days after the end of the period"


def _text(
    joint: str, web: str = "a missed target earns EUR 100", mail: str = "a missed target earns EUR 60", **given: str
) -> str:
    return HEAD + TWO.format(
        joint=joint, web=web, mail=mail, web_given=given.get("web_given", DUE), mail_given=given.get("mail_given", DUE)
    )


def _down(service: str, *months: str) -> tuple[Event, ...]:
    return tuple(outage(f"{service}-{m}", f"{m}-05T00:00", f"{m}-05T01:00", service=service) for m in months)


def _both(*months: str) -> tuple[Event, ...]:
    return (*_down("web", *months), *_down("mail", *months))


def _joint(verdicts: tuple[Verdict, ...], month: str = "2025-01") -> Credit:
    return one(verdicts, "penalty", month).credit


def _amounts(verdicts: tuple[Verdict, ...]) -> dict[str, Decimal | None]:
    return {
        v.period.name: v.credit.amount for v in verdicts if v.kind is Kind.CREDIT and v.period is not None and v.credit.amount
    }


# ---------------------------------------------------------------------------------------------- sums and alternatives


def test_credits_add_up_in_a_verdict_of_its_own() -> None:
    subscribed = event(**{"type": "subscription", "id": "s", "from": "2025-01-01"})
    verdicts = judged(_text("the credits add up"), *_both("2025-01"), *_down("web", "2025-02"), subscribed)
    first = one(verdicts, "penalty", "2025-01")
    assert (first.kind, first.status, first.service) == (Kind.CREDIT, Status.BREACHED, None)
    assert (first.credit.amount, first.credit.state, first.credit.currency) == (Decimal("160.00"), CreditState.DUE, "EUR")
    assert _joint(verdicts, "2025-02").amount == Decimal("100.00")
    kept = one(verdicts, "penalty", "2025-03")
    assert (kept.status, kept.credit.state, kept.credit.amount) == (Status.MET, CreditState.NONE, Decimal("0.00"))


def test_of_alternatives_the_highest_counts_and_of_equals_the_first_listed() -> None:
    highest = judged(_text("the highest credit is taken"), *_both("2025-01"))
    assert _joint(highest).amount == Decimal("100.00")
    text = _text("the highest credit is taken", mail="a missed target earns EUR 100", mail_given=CLAIMED)
    equal = judged(text, *_both("2025-01"), claim("2025-02-02", "2025-01", commitment="mail_up"))
    assert (_joint(equal).amount, _joint(equal).state) == (Decimal("100.00"), CreditState.CLAIMED)
    (chosen,) = (s for s in one(equal, "penalty", "2025-01").because if s.what == "highest_credit")
    assert (chosen.name, chosen.also) == ("mail_up", ("web_up",))


def test_components_of_one_commitment_are_summed() -> None:
    text = (
        HEAD
        + """service web: components eu, us.
commitment up of web: down at most 1 minute; per calendar month; watched by outages; each component on its own.
credit for up: a missed target earns EUR 10; given without a claim.
joint penalty of up: capped at EUR 15.
"""
    )
    verdicts = judged(text, outage("o", "2025-01-05", "2025-01-06"))
    assert _joint(verdicts).amount == Decimal("15.00")
    steps = one(verdicts, "penalty", "2025-01").because
    assert [(s.name, s.also, s.before, s.after) for s in steps if s.what == "joint_cap"] == [("up", ("us",), 10, 5)]


# ---------------------------------------------------------------------------------------------- caps


def test_a_cap_of_the_year_is_used_up_midway_and_begins_anew() -> None:
    verdicts = judged(
        _text("the credits add up; capped at EUR 300 per calendar year"),
        *_both("2024-11", "2024-12", "2025-01", "2025-02"),
        *_down("mail", "2024-10"),
    )
    assert _amounts(verdicts) == {
        "2024-10": Decimal("60.00"),
        "2024-11": Decimal("160.00"),
        "2024-12": Decimal("80.00"),
        "2025-01": Decimal("160.00"),
        "2025-02": Decimal("140.00"),
    }
    december = [(s.name, s.before, s.after) for s in one(verdicts, "penalty", "2024-12").because if s.what == "joint_cap"]
    assert december == [("web_up", 100, 80), ("mail_up", 60, 0)]  # the web stands first in the policy
    used = [(s.before, s.after) for s in one(verdicts, "penalty", "2024-12").because if s.what == "cap_used"]
    assert used == [(300, 220), (300, 300)]
    named = [(s.name, s.detail, s.after) for s in one(verdicts, "penalty", "2024-12").because if s.what == "cap_used_by"]
    assert named == [
        ("mail_up", "2024-10", 60),
        ("web_up", "2024-11", 100),
        ("mail_up", "2024-11", 60),
        ("mail_up", "2024-10", 60),
        ("web_up", "2024-11", 100),
        ("mail_up", "2024-11", 60),
        ("web_up", "2024-12", 80),
    ]


def test_a_cap_of_which_nothing_is_left_leaves_nothing_owed() -> None:
    verdicts = judged(_text("the credits add up; capped at EUR 160 over the subscription"), *_both("2025-01", "2025-02"))
    second = one(verdicts, "penalty", "2025-02")
    assert (second.status, second.credit.state, second.credit.amount) == (Status.BREACHED, CreditState.NONE, Decimal("0.00"))
    assert one(verdicts, "web_up", "2025-02").credit.amount == Decimal("100.00")


@pytest.mark.parametrize(("months", "second"), [("3 months", "50.00"), ("2 months", "100.00")])
def test_a_rolling_cap_is_shared_by_ends_inside_the_half_open_span(months: str, second: str) -> None:
    # January ends on 1 February, March on 1 April: two months before that is exactly the end of January.
    text = _text(f"the credits add up; capped at EUR 150 within any {months}")
    verdicts = judged(text, *_down("web", "2025-01", "2025-03"))
    assert _amounts(verdicts) == {"2025-01": Decimal("100.00"), "2025-03": Decimal(second)}


def test_caps_may_be_shares_of_the_base() -> None:
    text = _text("the credits add up; capped at 10% of the base; of the charges of the period")
    charges = (
        charge("1000", "2025-01-01", "2025-01-31", service="web"),
        charge("234", "2025-01-01", "2025-01-31", service="mail"),
    )
    assert _joint(judged(text, *_both("2025-01"), *charges)).amount == Decimal("123.40")
    without = _joint(judged(text, *_both("2025-01")))
    assert (without.state, without.missing) == (CreditState.UNDETERMINED, ("charges",))


def test_the_least_payable_sum_is_that_of_all_together_and_what_is_not_owed_uses_nothing() -> None:
    text = _text("the credits add up; capped at EUR 170 over the subscription; owed only from EUR 100")
    verdicts = judged(text, *_down("mail", "2025-01"), *_both("2025-02"))
    assert _amounts(verdicts) == {"2025-02": Decimal("160.00")}
    assert _joint(verdicts, "2025-01").state is CreditState.NONE


def test_forfeited_credits_use_nothing_and_claimable_ones_reserve() -> None:
    text = _text("the credits add up; capped at EUR 150 per calendar year", web_given=CLAIMED)
    later = judged(text, *_down("web", "2025-01"), *_both("2025-02"), as_of="2025-03-20T00:00:00Z")
    # January was not claimed by 3 March; February can still be claimed and is reserved before the mail of the same month.
    assert _amounts(later) == {"2025-02": Decimal("150.00")}
    assert _joint(later, "2025-02").state is CreditState.CLAIMABLE
    sooner = judged(text, *_down("web", "2025-01"), *_both("2025-02"), as_of="2025-03-02T00:00:00Z")
    assert _amounts(sooner) == {"2025-01": Decimal("100.00"), "2025-02": Decimal("50.00")}


def test_discretion_uses_nothing_until_it_is_paid() -> None:
    text = _text("the credits add up; capped at EUR 150 per calendar year", web_given="given at discretion")
    assert _amounts(judged(text, *_both("2025-01"))) == {"2025-01": Decimal("60.00")}
    after = judged(text, *_both("2025-01"), paid("120", "2025-03-01", "2025-01", commitment="web_up"))
    assert _amounts(after) == {"2025-01": Decimal("150.00")}


def test_points_at_discretion_count_for_nothing_until_they_are_paid() -> None:
    text = _text("each point is worth EUR 10", web="a missed target earns 5 points", web_given="given at discretion")
    text = text.replace("of mail_up, web_up", "of web_up")
    waiting = _joint(judged(text, *_down("web", "2025-01")))
    assert (waiting.state, waiting.points, waiting.amount) == (CreditState.NONE, None, Decimal("0.00"))
    in_full = paid(None, "2025-03-01", "2025-01", commitment="web_up")
    assert _joint(judged(text, *_down("web", "2025-01"), in_full)).amount == Decimal("50.00")


# ---------------------------------------------------------------------------------------------- what was paid


@pytest.mark.parametrize(("sum_", "first", "second"), [("40", "40.00", "100.00"), ("130", "130.00", "20.00")])
def test_what_was_paid_replaces_what_was_reckoned_in_the_cap(sum_: str, first: str, second: str) -> None:
    text = _text("the credits add up; capped at EUR 150 over the subscription")
    settled = paid(sum_, "2025-03-01", "2025-01", commitment="web_up")
    verdicts = judged(text, *_down("web", "2025-01", "2025-02"), settled)
    assert _amounts(verdicts) == {"2025-01": Decimal(first), "2025-02": Decimal(second)}


def test_what_was_granted_or_denied_replaces_nothing() -> None:
    text = _text("the credits add up; capped at EUR 150 over the subscription")
    decided = (
        paid("40", "2025-03-01", "2025-01", "partial", commitment="web_up"),
        paid("60", "2025-03-02", "2025-01", "denied", commitment="web_up"),
    )
    assert _amounts(judged(text, *_down("web", "2025-01", "2025-02"), *decided)) == {
        "2025-01": Decimal("100.00"),
        "2025-02": Decimal("50.00"),
    }


def test_a_payment_that_does_not_say_for_what_stands_beside_the_first_credit_that_is_owed_something() -> None:
    text = _text("the credits add up; capped at EUR 200 over the subscription")
    verdicts = judged(text, *_both("2025-01", "2025-02"), paid("90", "2025-03-01", "2025-01"))
    assert _amounts(verdicts) == {"2025-01": Decimal("150.00"), "2025-02": Decimal("50.00")}
    settled = {v.commitment: v.credit.settled for v in verdicts if v.period is not None and v.period.name == "2025-01"}
    assert settled["mail_up"] is None
    assert settled["penalty"] is None
    assert settled["web_up"] is not None
    assert settled["web_up"].paid == Decimal("90.00")
    only_mail = judged(text, *_down("mail", "2025-01"), paid("90", "2025-03-01", "2025-01"))
    assert one(only_mail, "web_up", "2025-01").credit.settled is None
    assert one(only_mail, "mail_up", "2025-01").credit.settled is not None


def test_the_policy_order_is_that_of_the_credits_whatever_they_are_for() -> None:
    text = (
        HEAD
        + """service web: no components.
duty tell of web: for each fact "found"; requires the fact "told" about it within 1 hour after it;
  belongs to the period in which it is due.
credit for tell: a missed target earns EUR 30; per calendar month; given without a claim.
commitment up of web: down at most 1 minute; per calendar month; watched by outages.
credit for up: a missed target earns EUR 100; given without a claim.
"""
    )
    down = outage("o", "2025-01-05T00:00", "2025-01-05T01:00")
    verdicts = judged(text, down, fact("found", "2025-01-05", "f1"), paid("20", "2025-03-01", "2025-01"))
    settled = {v.commitment: v.credit.settled for v in verdicts if v.period is not None and v.period.name == "2025-01"}
    assert settled["up"] is None
    assert settled["tell"] is not None
    assert settled["tell"].paid == Decimal("20.00")


def test_what_was_paid_for_the_rule_itself_stands_for_all_its_credits_in_the_cap() -> None:
    text = _text("the credits add up; capped at EUR 250 over the subscription")
    settled = paid("200", "2025-03-01", "2025-01", commitment="penalty")
    verdicts = judged(text, *_down("web", "2025-01", "2025-02", "2025-03"), settled)
    # January shows what the rule yields, and has used what was paid.
    assert _amounts(verdicts) == {"2025-01": Decimal("100.00"), "2025-02": Decimal("50.00")}
    found = [(s.before, s.after) for s in one(verdicts, "penalty", "2025-01").because if s.what == "joint_paid"]
    assert found == [(100, 200)]


def test_credits_in_several_states_are_told_apart() -> None:
    text = _text("the credits add up", mail_given=CLAIMED)
    verdicts = judged(text, *_both("2025-01"), claim("2025-02-02", "2025-01", commitment="mail_up"))
    states = [(s.name, s.after) for s in one(verdicts, "penalty", "2025-01").because if s.what == "joint_state"]
    assert states == [("claimed", 60), ("due", 100)]
    told = explain(one(verdicts, "penalty", "2025-01"), Zone("UTC", (), (0,)))[0].paragraphs[0]
    assert "of which EUR 60.00 is claimed and EUR 100.00 due" in told


def test_points_that_are_determined_count_beside_those_that_nobody_can_tell() -> None:
    text = (
        HEAD
        + """service web: components eu, us.
commitment up of web: available at least 99.9%; per calendar month; each component on its own;
  watched by probes, 1 failed in a row from any location; unobserved time stays unknown.
credit for up: a missed target earns 2 points; given without a claim.
joint penalty of up: each point is worth EUR 10.
"""
    )
    probes = [("01T00:00", True), ("07T00:00", False), ("07T02:00", True)]
    events = [event(type="probe", id=f"p{at}", service="web", component="eu", at=f"2025-01-{at}", up=up) for at, up in probes]
    found = _joint(judged(text, *events))
    assert (found.state, found.amount, found.points) == (CreditState.DUE, Decimal("20.00"), 2)
    assert found.missing == ("observations",)


def test_points_that_nobody_can_tell_are_named_also_where_the_base_is_missing() -> None:
    text = (
        HEAD
        + """parameter fee: an amount; no default.
service web: no components.
commitment up of web: down at most 1 minute; per calendar month; watched by outages.
commitment fast of web: down at most 1 minute; per calendar month; watched by outages.
credit for up: a missed target earns 5 points; given without a claim.
credit for fast: a missed target earns 1 point; given on a claim within 10 days after the fact "report_sent".
joint penalty of up, fast: the credits add up; each point is worth EUR 3; capped at 15% of the base; of fee.
"""
    )
    found = _joint(judged(text, outage("o", "2025-01-05T00:00", "2025-01-05T01:00")))
    assert (found.state, set(found.missing)) == (CreditState.UNDETERMINED, {"fee", "report_sent"})


# ---------------------------------------------------------------------------------------------- undetermined parts


def test_an_undetermined_credit_makes_its_own_period_undetermined_and_uses_nothing() -> None:
    text = _text(
        "the credits add up; capped at EUR 150 over the subscription",
        web="a missed target earns 10%; of the charges of the period",
    )
    verdicts = judged(text, *_both("2025-01", "2025-02"), charge("2000", "2025-02-01", "2025-02-28"))
    january = one(verdicts, "penalty", "2025-01")
    assert (january.status, january.credit.state) == (Status.BREACHED, CreditState.UNDETERMINED)
    assert january.credit.missing == ("charges",)
    assert _amounts(verdicts) == {"2025-02": Decimal("90.00")}  # January's mail has used 60 of the 150


# ---------------------------------------------------------------------------------------------- points


def test_points_are_worth_money_in_a_joint_rule_and_come_after_the_amounts_in_the_cap() -> None:
    text = _text("the credits add up; each point is worth EUR 10; capped at EUR 90", web="a missed target earns 5 points")
    verdicts = judged(text, *_both("2025-01"))
    found = one(verdicts, "penalty", "2025-01")
    assert (found.credit.amount, found.credit.points) == (Decimal("90.00"), 5)
    assert [(s.name, s.before, s.after) for s in found.because if s.what == "joint_cap"] == [("points", 50, 30)]


def test_a_point_may_be_a_share_of_the_base() -> None:
    text = _text(
        "the credits add up; each point is worth 1% of the base; of the charges of the period",
        web="a missed target earns 5 points",
    )
    charges = charge("1000", "2025-01-01", "2025-01-31")
    assert _joint(judged(text, *_both("2025-01"), charges)).amount == Decimal("110.00")
    without = _joint(judged(text, *_both("2025-01")))
    assert (without.state, without.missing) == (CreditState.UNDETERMINED, ("charges",))


def test_points_for_which_something_was_paid_are_worth_nothing_more() -> None:
    text = _text("the credits add up; each point is worth EUR 10", web="a missed target earns 5 points")
    settled = paid("45", "2025-03-01", "2025-01", commitment="web_up")
    found = _joint(judged(text, *_down("web", "2025-01"), settled))
    assert (found.amount, found.points) == (Decimal("45.00"), 5)
    in_full = paid(None, "2025-03-01", "2025-01", commitment="web_up")
    assert _joint(judged(text, *_down("web", "2025-01"), in_full)).amount == Decimal("50.00")


def test_alternatives_in_points_are_compared_by_what_they_are_worth() -> None:
    text = _text("the highest credit is taken; each point is worth EUR 10", web="a missed target earns 7 points")
    found = _joint(judged(text, *_both("2025-01")))
    assert (found.amount, found.points) == (Decimal("70.00"), 7)


# ---------------------------------------------------------------------------------------------- runs, versions, readings


def test_runs_of_duties_belong_by_the_period_of_their_credit() -> None:
    text = (
        HEAD
        + """service web: no components.
commitment up of web: down at most 1 minute; per calendar month; watched by outages.
duty tell of web: for each fact "found"; requires the fact "told" about it within 1 hour after it;
  belongs to the period in which it is due.
credit for up: a missed target earns EUR 100; given without a claim.
credit for tell: a missed target earns EUR 30; per calendar month; given without a claim.
joint penalty of up, tell: the credits add up; capped at EUR 150.
"""
    )
    found = (fact("found", "2025-01-31T23:30", "f1"), fact("found", "2025-01-05", "f2"), fact("found", "2025-01-06", "f3"))
    verdicts = judged(text, outage("o", "2025-01-05T00:00", "2025-01-05T01:00"), *found)
    assert _amounts(verdicts) == {"2025-01": Decimal("150.00"), "2025-02": Decimal("30.00")}


def test_a_version_that_replaces_another_goes_on_with_what_was_used() -> None:
    joint = "the credits add up; capped at EUR {} per calendar year"
    old = _text(joint.format(150)).replace("currency EUR", "currency EUR; in force from 2025-01-01")
    new = _text(joint.format(250)).replace("currency EUR", "currency EUR; in force from 2025-03-01")
    new = new.replace("service web:", 'replaces "old.sla".\nservice web:', 1)
    compilation = compile_policy(new, load={"old.sla": old}.get)
    assert compilation.compiled is not None, [(d.title, d.hint) for d in compilation.diagnostics]
    events = _down("web", "2025-01", "2025-02", "2025-03", "2025-04")
    verdicts = evaluate(compilation.compiled, events, as_of=parse_instant("2025-06-01T00:00:00Z"))
    assert _amounts(verdicts) == {
        "2025-01": Decimal("100.00"),
        "2025-02": Decimal("50.00"),
        "2025-03": Decimal("100.00"),
    }
    credits = [v.period.name for v in verdicts if v.kind is Kind.CREDIT and v.period is not None]
    assert credits == ["2025-01", "2025-02", "2025-03", "2025-04"]


def test_a_reading_changes_the_joint_amount() -> None:
    text = _text("the credits add up; capped at EUR 120 under reading low; capped at EUR 150 under reading high")
    text = text.replace(
        "service web:",
        'ambiguity cap: reading low governs because "as printed"; reading high because "as meant".\nservice web:',
        1,
    )
    found = one(judged(text, *_both("2025-01")), "penalty", "2025-01")
    assert found.credit.amount == Decimal("120.00")
    assert found.readings is not None
    assert {name: r.amount for name, r in found.readings} == {"low": Decimal("120.00"), "high": Decimal("150.00")}
