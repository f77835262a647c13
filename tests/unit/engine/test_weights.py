"""Time that weighs by degree, by attribute, by shares (D3, D7, D8)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slalang.values.diagnostics import PolicyError
from slalang.values.events import Event
from slalang.values.instants import MINUTE
from slalang.values.verdicts import Status, Verdict
from tests.unit.engine.counting import event, minutes, policy, probes, verdict, verdicts

SHARES = "weighted by eu 60%, us 40%"
ATTRIBUTE = 'weighted by "share"; other time leaves the period'


def down(name: str, start: str, end: str, *components: str, **fields: object) -> Event:
    named = {"component": list(components)} if components else {}
    return event("outage", name, start=start, end=end, **named, **fields)


def weighted(of: Verdict) -> Fraction:
    assert of.time_us is not None
    assert of.time_us.weighted is not None
    return Fraction(of.time_us.weighted, MINUTE)


def test_by_degree_each_instant_weighs_the_largest() -> None:
    text = policy("watched by outages; weighted by degree")
    seen = down("a", "10:00", "11:00", degree="0.5"), down("b", "10:30", "11:30", degree="0.25"), down("c", "12:00", "12:10")
    found = verdict(text, *seen)
    assert minutes(found) == {"counted": 100, "up": 1340}
    # 60 minutes of a half, 30 more of a quarter, ten whole ones.
    assert weighted(found) == 30 + Fraction(30, 4) + 10
    assert found.availability is not None
    assert found.availability.exact == 1 - Fraction(95, 2) / 1440


def test_an_excluded_outage_weighs_nothing() -> None:
    text = policy("watched by outages; weighted by degree", more="exclusion theirs: outages caused by customer.")
    seen = down("a", "10:00", "11:00", cause="customer"), down("b", "10:30", "11:30", degree="0.5")
    found = verdict(text, *seen)
    assert minutes(found) == {"theirs": 30, "counted": 60, "up": 1350}
    assert weighted(found) == 30


def test_bad_time_that_is_no_outage_weighs_one() -> None:
    text = policy(
        "watched by outages; watched by probes, 1 failed in a row from any location; unobserved time counts as up; "
        "weighted by degree"
    )
    found = verdict(text, down("a", "10:00", "10:10", degree="0.5"), *probes("+-+", from_="10:04"))
    assert weighted(found) == Fraction(9, 2) + 1


def test_by_shares_each_component_weighs_its_own() -> None:
    text = policy(f"watched by outages; {SHARES}", service="components eu, us")
    found = verdict(text, down("a", "10:00", "11:00", "eu"), down("b", "10:30", "11:30", "us"), down("c", "12:00", "12:10"))
    assert minutes(found)["counted"] == 100
    assert weighted(found) == 36 + 24 + 10
    assert found.status is Status.BREACHED


def test_shares_and_unknown_time_leave_a_span() -> None:
    text = policy(
        f"watched by probes, 1 failed in a row from any location; unobserved time stays unknown; {SHARES}",
        service="components eu, us",
    )
    seen = (*probes("-----+", component="eu", from_="00:00"), *probes("+", component="us", from_="00:10"))
    found = verdict(text, *seen, as_of="2025-03-03T01:00:00Z")
    assert found.availability is not None
    # eu is down for five minutes (3 weighted); of us nothing is known for the first ten (4 weighted).
    assert found.availability.most == 1 - Fraction(3, 1440)
    assert found.availability.least == 1 - Fraction(7, 1440)
    assert minutes(found) == {"counted": 5, "unknown": 5, "up": 1430}


def machine(name: str, from_: str, to: str | None = None, **attributes: object) -> Event:
    ends = {"to": to} if to is not None else {}
    return event("resource", f"{name}-{from_}", resource=name, from_=from_, attributes=attributes, **ends)


def of_machines(more: str = "") -> str:
    return policy(f"watched by outages; {ATTRIBUTE}{more}", service="resources as events name them")


def test_by_attribute_each_resource_weighs_its_part_of_all_that_are_there() -> None:
    seen = (
        machine("a", "00:00", share=3),
        machine("b", "00:00", "10:30", share="1"),
        down("o", "10:00", "11:00", "a"),
    )
    found = verdict(of_machines(), *seen)
    assert minutes(found) == {"counted": 60, "up": 1380}
    # Three of four until b goes, then all that is there.
    assert weighted(found) == 30 * Fraction(3, 4) + 30


def test_resources_without_weight_are_never_down() -> None:
    found = verdict(of_machines(), machine("a", "00:00", share=0), down("o", "10:00", "11:00", "a"))
    assert weighted(found) == 0
    assert found.status is Status.MET


@pytest.mark.parametrize("share", [{}, {"share": "much"}, {"share": -1}, {"share": True}])
def test_a_weight_that_is_none_is_an_error_that_names_the_event(share: dict[str, object]) -> None:
    with pytest.raises(PolicyError) as raised:
        verdicts(of_machines(), machine("a", "00:00", **share), down("o", "10:00", "11:00", "a"))
    (problem,) = raised.value.diagnostics
    assert "a-00:00" in problem.title
    assert problem.field == "attributes"


def test_credits_by_time_use_the_weighted_time() -> None:
    credit = """
credit for uptime:
  a missed target earns EUR 10 for each 10 minutes begun of downtime; rows need a missed target; money rounded half up;
  given without a claim.
"""
    text = policy("watched by outages; weighted by degree", more=credit)
    found = verdict(text, down("a", "10:00", "11:00", degree="0.5"))
    assert str(found.credit.amount) == "30.00"


def test_what_is_left_of_a_length_is_whole_microseconds() -> None:
    text = policy("watched by outages; weighted by degree", target="down at most 1 hour")
    found = verdict(text, down("a", "10:00", "10:10", degree="0.3333333"), as_of="2025-03-03T12:00:00Z")
    assert found.budget is not None
    assert [(b.to, b.unit, b.left) for b in found.budget] == [("target", "us", 60 * MINUTE - 199_999_980)]
    missed = verdict(text.replace("at most 1 hour", "less than 1 minute"), down("a", "10:00", "10:10", degree="0.1000000001"))
    (margin,) = (s for s in missed.because if s.what == "margin")
    # 60,000,000.06 weigh: so much less, and one more to be below a minute.
    assert margin.after == -1


def test_each_weight_is_told_once() -> None:
    text = policy("watched by outages; weighted by degree")
    seen = [down(f"o{i}", f"10:{10 * i:02d}", f"10:{10 * i + 5:02d}", degree=f"0.{i % 2 + 1}") for i in range(6)]
    found = verdict(text, *seen)
    assert [(s.detail, s.before, s.after) for s in found.because if s.what == "weight"] == [
        ("1/10", 15 * MINUTE, Fraction(3, 2) * MINUTE),
        ("1/5", 15 * MINUTE, 3 * MINUTE),
    ]
    many = [down(f"p{i}", f"10:{i:02d}", f"10:{i + 1:02d}", degree=f"0.{i + 100}") for i in range(40)]
    assert sum(s.what == "weight" for s in verdict(text, *many).because) == 21
