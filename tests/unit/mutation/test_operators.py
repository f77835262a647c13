"""Each operator changes what it says, and nothing else; the documents list every one."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutated_hosting import HOSTING, changes_of, mutants

from slalang.mutation.operators import OPERATORS

RICH = """
agreement "Rich": zone UTC; currency EUR.
causes: customer (network), third_party.
parameter plan: one of "basic", "gold"; default "basic".
calendar days: Monday to Friday 09:00-17:00.
service web: components a, b.

ambiguity parts:
  reading any governs because "one";
  reading all because "other".

commitment uptime of web:
  available at least 99.9% where plan is "gold";
  available more than 99% otherwise;
  per calendar month;
  watched by outages of severity "1" or "2";
  down when any component is down under reading any;
  down when all components are down under reading all;
  measured over the whole period;
  counted exactly;
  of a period covered in part, the rest counts as up.

exclusion work:
  maintenance of kind "scheduled";
  announced at least 3 business days of days before, otherwise void;
  inside Monday to Friday 22:00-23:00, otherwise the excess counts;
  at most 4 hours per calendar quarter, otherwise the excess counts.

credit for uptime:
  a missed target earns 5%;
  rows need a missed target;
  of the charges of the period in category "recurring";
  capped at 50% of the base;
  money rounded half up;
  given on a claim within 30 days after the end of the period;
  the claim includes "dates", "logs".

clock fix of web:
  runs from "opened" to "resolved";
  within 1 hour where the severity is "1";
  within 2 hours where the severity is "2";
  a change of severity restarts the clock;
  reopening continues the clock;
  pauses from "paused" to "resumed", which moves the deadline;
  a later stage does not stop it.

right leave: when uptime is missed in 3 consecutive periods within 12 months; on 90 days' notice.
"""


@pytest.mark.parametrize(
    ("operator", "before", "after"),
    [
        ("figure", "capped at 50% of the base", "capped at 51% of the base"),
        ("figure", 'available at least 99.9% where plan is "gold"', 'available at least 99.8% where plan is "gold"'),
        ("inclusive", "available more than 99% otherwise", "available at least 99% otherwise"),
        ("time-of-day", "inside Monday to Friday 22:00-23:00, otherwise the excess counts",
         "inside Monday to Friday 22:00-23:01, otherwise the excess counts"),
        ("day", "Monday to Friday 09:00-17:00", "Monday to Thursday 09:00-17:00"),
        ("unit", "announced at least 3 business days of days before, otherwise void",
         "announced at least 3 days before, otherwise void"),
        ("unit", "given on a claim within 30 days after the end of the period",
         "given on a claim within 30 weeks after the end of the period"),
        ("period", "at most 4 hours per calendar quarter, otherwise the excess counts",
         "at most 4 hours per calendar month, otherwise the excess counts"),
        ("consequence", "announced at least 3 business days of days before, otherwise void",
         "announced at least 3 business days of days before, otherwise the breach is noted"),
        ("kind", 'maintenance of kind "scheduled"', 'maintenance of kind "scheduled" or "emergency"'),
        ("item", 'the claim includes "dates", "logs"', 'the claim includes "logs"'),
        ("part", 'of the charges of the period in category "recurring"', "of the charges of the period"),
        ("phrase", "capped at 50% of the base", ""),
        ("choice", "money rounded half up", "money rounded down"),
        ("choice", "measured over the whole period", "measured over the period less excluded time"),
        ("granularity", "counted exactly", "each run rounded up to 1 minute"),
        ("claim", "given on a claim within 30 days after the end of the period", "given without a claim"),
        ("negation", 'available at least 99.9% where plan is "gold"', 'available at least 99.9% where plan is not "gold"'),
        ("word", 'available at least 99.9% where plan is "gold"', 'available at least 99.9% where plan is "basic"'),
        ("default", 'default "basic"', "no default"),
        ("default", 'default "basic"', 'default "gold"'),
        ("reading", "reading any governs", "reading all governs"),
        ("misses", "when uptime is missed in 3 consecutive periods within 12 months",
         "when uptime is missed 3 times within 12 months"),
        ("pauses", 'pauses from "paused" to "resumed", which moves the deadline', "never pauses"),
        ("exchange", 'within 1 hour where the severity is "1"; within 2 hours where the severity is "2"',
         'within 2 hours where the severity is "1"; within 1 hour where the severity is "2"'),
        ("order", 'within 1 hour where the severity is "1"; within 2 hours where the severity is "2"',
         'within 2 hours where the severity is "2"; within 1 hour where the severity is "1"'),
        ("zone", "zone UTC", "zone UTC+01:00"),
    ],
)  # fmt: skip
def test_an_operator_makes_the_change_that_it_names(operator: str, before: str, after: str) -> None:
    assert (before, after) in changes_of(RICH, operator)


def test_causes_are_left_out_and_added_but_for_kinds_of_what_is_there() -> None:
    assert changes_of(HOSTING, "cause") == [
        ("outages caused by customer or third_party", "outages caused by third_party"),
        ("outages caused by customer or third_party", "outages caused by customer"),
    ]


def test_another_calendar_where_there_is_one() -> None:
    two = RICH.replace("service web", "calendar nights: every day 22:00-06:00.\nservice web")
    assert ("announced at least 3 business days of days before, otherwise void",
            "announced at least 3 business days of nights before, otherwise void") in changes_of(two, "calendar")  # fmt: skip
    assert not changes_of(RICH, "calendar")


def test_every_mutant_is_one_change_at_its_place_and_under_its_clause() -> None:
    for mutant in mutants(HOSTING):
        assert mutant.before != mutant.after
        assert HOSTING.splitlines()[mutant.at.line - 1].strip()
        if mutant.rule != "agreement":
            assert mutant.clauses == {"commitment": ("1",), "exclusion": ("2",), "credit for": ("3",)}[mutant.rule]


def test_the_same_mutants_in_the_same_order_each_time() -> None:
    assert mutants(RICH) == mutants(RICH)


def test_the_documents_list_every_operator_as_its_own_text_does() -> None:
    text = (Path(__file__).parents[3] / "docs" / "testing.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| `") and line.count(" | ") == 1]
    listed = {row[0].strip("| `"): row[1].removesuffix(" |") for row in rows}
    assert {operator.name: operator.what for operator in OPERATORS}.items() <= listed.items()
    assert len(OPERATORS) == 25
