"""What stands after something that holds whenever it does never governs, and the author is told (C1, C2, C6, S1, S5)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sample import changed, errors

from slalang.semantics.guards import exclusive, implied
from slalang.semantics.policy import (
    AttributeIs,
    Condition,
    Labelled,
    ParameterIs,
    PercentValue,
    QueueIs,
    SeverityIs,
    StartsBefore,
    StartsFrom,
)

GOLD = ParameterIs("plan", False, "gold")
FIVE, FIVE_POINT_0 = PercentValue("5"), PercentValue("5.0")


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ((), (), True),
        ((), (GOLD,), True),
        ((GOLD,), (), False),
        ((GOLD,), (GOLD, QueueIs(False, ("a",))), True),
        ((GOLD, QueueIs(False, ("a",))), (GOLD,), False),
        ((GOLD,), (ParameterIs("offer", False, "gold"),), False),
        ((GOLD,), (ParameterIs("plan", False, "basic"),), False),
        ((ParameterIs("plan", True, "basic"),), (GOLD,), True),
        ((ParameterIs("plan", True, "gold"),), (GOLD,), False),
        ((GOLD,), (ParameterIs("plan", True, "basic"),), False),
        ((ParameterIs("plan", True, "basic"),), (ParameterIs("plan", True, "basic"),), True),
        ((ParameterIs("plan", True, "basic"),), (ParameterIs("plan", True, "gold"),), False),
        ((ParameterIs("vip", False, True),), (ParameterIs("vip", True, False),), True),
        ((ParameterIs("vip", False, True),), (ParameterIs("vip", True, True),), False),
        ((ParameterIs("seats", False, Fraction(3)),), (ParameterIs("seats", True, Fraction(4)),), False),
        ((ParameterIs("rate", False, FIVE),), (ParameterIs("rate", False, FIVE_POINT_0),), True),
        ((ParameterIs("rate", True, FIVE),), (ParameterIs("rate", False, FIVE_POINT_0),), False),
        ((StartsBefore(20),), (StartsBefore(20),), True),
        ((StartsBefore(20),), (StartsBefore(10),), True),
        ((StartsBefore(10),), (StartsBefore(20),), False),
        ((StartsFrom(10),), (StartsFrom(20),), True),
        ((StartsFrom(20),), (StartsFrom(10),), False),
        ((StartsFrom(10),), (StartsBefore(20),), False),
        ((AttributeIs("tier", False, ("a", "b")),), (AttributeIs("tier", False, ("b",)),), True),
        ((AttributeIs("tier", False, ("b",)),), (AttributeIs("tier", False, ("a", "b")),), False),
        ((AttributeIs("tier", True, ("a",)),), (AttributeIs("tier", False, ("b",)),), True),
        ((AttributeIs("tier", True, ("a",)),), (AttributeIs("tier", True, ("a", "b")),), True),
        ((AttributeIs("tier", True, ("a", "b")),), (AttributeIs("tier", True, ("a",)),), False),
        ((AttributeIs("tier", False, ("a",)),), (AttributeIs("tier", True, ("b",)),), False),
        ((AttributeIs("tier", False, ("a",)),), (AttributeIs("zone", False, ("a",)),), False),
        ((SeverityIs(False, ("P1", "P2")),), (SeverityIs(False, ("P2",)),), True),
        ((SeverityIs(False, ("P1", None)),), (SeverityIs(False, (None,)),), True),
        ((SeverityIs(False, ("P2",)),), (SeverityIs(False, ("P1", "P2")),), False),
        ((SeverityIs(True, ("P1",)),), (SeverityIs(False, ("P2", None)),), True),
        ((SeverityIs(True, ("P1",)),), (SeverityIs(False, ("P1", "P2")),), False),
        ((SeverityIs(True, ("P1",)),), (SeverityIs(True, ("P1", "P2")),), True),
        ((SeverityIs(True, ("P1", "P2")),), (SeverityIs(True, ("P1",)),), False),
        ((SeverityIs(False, ("P1",)),), (SeverityIs(True, ("P2",)),), False),
        ((SeverityIs(False, ("a",)),), (QueueIs(False, ("a",)),), False),
        ((QueueIs(False, ("a", "b")),), (QueueIs(False, ("a",)),), True),
        ((QueueIs(True, ("b",)),), (QueueIs(False, ("a",)),), True),
        ((Labelled(False, ("a", "b")),), (Labelled(False, ("a",)),), True),
        ((Labelled(False, ("a",)),), (Labelled(False, ("a", "b")),), False),
        ((Labelled(True, ("a",)),), (Labelled(True, ("a", "b")),), True),
        ((Labelled(True, ("b",)),), (Labelled(False, ("a",)),), False),  # a ticket may bear both
    ],
)
def test_a_guard_that_holds_whenever_another_does(
    earlier: tuple[Condition, ...], later: tuple[Condition, ...], expected: bool
) -> None:
    assert implied(earlier, later) is expected


def test_a_percentage_is_the_same_with_more_digits() -> None:
    assert not exclusive((ParameterIs("rate", False, FIVE),), (ParameterIs("rate", False, FIVE_POINT_0),))
    assert exclusive((ParameterIs("rate", False, FIVE),), (ParameterIs("rate", True, FIVE_POINT_0),))


TERMS = """
agreement "A": zone Europe/London; currency GBP.
parameter plan: one of "basic", "gold"; default "basic".
calendar office: Monday to Friday 09:00-17:00.
calendar always: every day all day.
throughout:
  watched by outages; measured over the whole period; counted exactly; of a period covered in part, the rest counts as up;
  rows need a missed target; money rounded half up; reopening changes nothing; never pauses.
service portal: no components.
clock resolve of portal:
  runs from "opened" to "resolved";
  within 4 hours where the severity is "P1";
  within 8 hours otherwise;
  a change of severity restarts the clock;
  a later stage does not stop it;
  belongs to the period in which it is due.
commitment uptime of portal:
  available at least 99.9% where plan is "gold";
  available at least 99% otherwise;
  per calendar month.
share prompt of resolve:
  at least 95% kept where plan is "gold";
  at least 90% kept otherwise;
  per calendar month;
  a period without any is not judged.
calendar support:
  that of always where plan is "gold";
  that of office otherwise.
duty answer: for each ticket "opened"; requires a ticket "responded" within 1 business day of support after it.
credit for resolve:
  a missed target earns GBP 10 for each 1 hour begun past the deadline where the severity is "P1";
  a missed target earns GBP 5;
  where rows overlap, the first listed applies;
  per calendar month;
  accrues without limit;
  given on a claim within 30 days after the end of the period where plan is "gold";
  given on a claim within 10 days after the end of the period.
"""


def test_special_ones_may_stand_before_the_general_one() -> None:
    assert errors(TERMS) == ()


def test_what_is_an_error_earns_no_warning_as_well() -> None:
    text = changed(' where the severity is "P1";\n  within 8', ";\n  within 8", TERMS)
    text = changed("  a change of severity restarts the clock;\n", "", text)
    assert [d.code for d in errors(text)] == ["target-order"]
