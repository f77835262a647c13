"""Every phrase about what is observed, counted, credited and claimed reads, and prints as it was written."""

from __future__ import annotations

import pytest

from slalang.syntax.formatter import print_policy
from slalang.syntax.parser import parse_policy

OBSERVED = """\
service shop:
  components web, search.

service fleet:
  resources as events name them.

commitment seen of shop:
  available at least 99.9% where "country" is "FR" or "BE";
  down at most 2 times;
  warning below 99.95%;
  watched by outages of degree at least 0.25 as reported by "pager";
  watched by probes, 2 failed in a row from each location on its own as reported by all of "x", "y";
  watched by probes in slots of 10 minutes, down when more than 50% failed;
  a probe speaks for 90 seconds;
  watched by counts of class "checkout" or "login" in slots of 1 minute, down when at least 2%
      failed of at least 50 requests as first reported by any of "edge", "app";
  watched by counts in slots of 5 minutes, down when all failed as reported by any of "edge", "app";
  counts that fit no slot are an error;
  a slot without requests is left out;
  an excluded outage explains what lies inside it;
  weighted by web 75%, search 25%.

throughout:
  counts that fit no slot are spread evenly;
  a slot without requests counts as down;
  each resource on its own;
  other time counts as up.

commitment spread of fleet:
  only resources where "kind" is "disk" and "tier" is not "trial" or "free";
  grouped by "country", "rack";
  only while resources stand in at least 3 different "rack";
  only while it is at least 1 month old;
  only while "tier" is not "trial";
  other time leaves the period;
  down when any resource is down;
  down when all resources are down;
  down when at least 2 resources are down;
  weighted by degree;
  weighted by "capacity".
"""

MEASURED = """\
commitment runs of shop:
  good more than 99.5%;
  bad less than 5 times;
  bad at most 1 time otherwise;
  measured by good executions of class "nightly" as reported by "scheduler";
  class "retried" scores 0.75;
  a period without any counts as up;
  warning above 90 minutes.

commitment requests of shop:
  good at least 99%;
  measured by good requests of class "read" or "write";
  measured by the mean of good requests in slots of 5 minutes;
  a period without any counts as down.

commitment speed of shop:
  value less than 0.25;
  value more than 3;
  measured by the mean of "delay";
  measured by the worst of "loss" as reported by "probe net";
  measured by the 1st percentile of "delay";
  measured by the 95th percentile of "delay";
  measured by the 99.9th percentile of "delay";
  warning at least 0.2.
"""

CREDITED = """\
credit for seen:
  above 2 hours earns EUR 25 for each 15 minutes begun of downtime after the first 1 hour;
  at least 3 and below 6 earns 1% for each 1 hour completed of each run;
  a missed target earns the fee of each clock hour down more than 6 minutes;
  above 6 earns 3 times the fee of each day down at least 1 hour;
  below 97% earns 1 day of service;
  below 96% earns 1 point;
  below 95% earns 12 points where "country" is "FR";
  a day of service is the base over 30.4;
  a repeat multiplies the points by 1.5;
  of the charges of the fiscal year from April that holds it except category "setup" for the
      affected "country";
  downtime that a paid claim used does not count again;
  never less than 2 days of service;
  capped at 50% of the charges of the 3 months before it starts for the affected resource;
  given on a claim in steps where plan is "gold";
  step "report" by a ticket by the end of the 1st full day after the fact "aware";
  step "notice" by the fact "told" within 3 business days of office after the last incident;
  step "claim" by the end of the 2nd calendar month after the one that holds it including "logs",
      "times";
  barred by the fact "unpaid" until the fact "settled", suspended meanwhile;
  barred by the fact "unpaid" until the fact "settled", tested at the claim.

joint together of seen, runs (clause 7):
  the credits add up;
  each point is worth EUR 12.50;
  capped at 15 days of service;
  capped at EUR 900 per fiscal quarter from February;
  capped at 10% of the base within any 12 months;
  capped at most_ever over the subscription;
  of monthly_fee;
  money rounded half even;
  owed only above EUR 1.

joint either of seen, runs:
  the highest credit is taken;
  each point is worth 0.5% of the base.
"""

EXERCISED = """\
right leave:
  when seen is missed in 3 consecutive periods within one calendar year, each notified by the fact
      "notice" within 10 days after it ends;
  when seen is below 95% and at least 90% in 2 of any 6 periods within 12 months;
  when seen is above 12 hours 2 times;
  when seen is down more than 24 hours 1 time, each notified by the fact "notice" within 5 days
      after it ends;
  when reply is missed 4 times within one fiscal quarter from July;
  when together earns at least 1 point;
  when together earns at least 20 points within one subscription year.
"""

GIVEN = """\
scenario "everything at once":
  given outage of shop on web called "o1" from 2025-03-01 00:00 to 2025-03-01 01:00 of degree 0.5
      seen by "pager" recorded 2025-03-02 00:00;
  given probe of shop on web down at 2025-03-01 00:00 from "Lyon" seen by "m";
  given counts of shop on search called "c1" from 2025-03-01 00:00 to 2025-03-01 00:05, 1,000
      requests, 20 failed in class "read" seen by "edge" recorded 2025-03-02 00:00;
  given executions of shop on web at 2025-03-01 00:00, 97 good, 3 bad in class "nightly" seen by
      "m";
  given measure "delay" of shop on web is 120.5 at 2025-03-01 00:00 seen by "m";
  given resource disk1 of fleet called "r1" from 2025-03-01 to 2025-03-10 06:00 with "kind" "disk"
      and "capacity" 40%;
  given resource disk2 of fleet from 2025-03-01T00:00:00Z with "capacity" 0.5;
  given resource disk3 of fleet from 2025-03-01 to 2025-04-01;
  given fact "told" about "o1" called "f1" for 2025-03 at 2025-03-02 00:00 including "times";
  given charge of EUR 100 from 2025-03-01 to 2025-03-31 in category "fees" on web with "country"
      "FR";
  given claim called "k1" for 2025-03 of seen at 2025-04-02 00:00 as step "claim" including "logs"
      about "o1", "o2";
  given settlement "paid" called "s1" for 2025-03 of seen at 2025-04-20 00:00 of EUR 5;
  expect seen of web in 2025-03 read as narrow: breached, 1 point, 5 points, 1 day of service, 3
      days of service, 90 minutes weighted;
  expect seen with "country" "FR" and "rack" 2 in 2025-03: met, value 120, granted EUR 7, denied EUR
      3, paid EUR 7;
  expect joint together in 2025-03 read as narrow: credit EUR 5.
"""


@pytest.mark.parametrize("written", [OBSERVED, MEASURED, CREDITED, EXERCISED, GIVEN])
def test_a_policy_prints_as_it_was_written(written: str) -> None:
    reading = parse_policy(written)
    assert reading.tree is not None, reading.diagnostics
    printed = print_policy(reading.tree)
    assert printed.split() == written.split()
    assert parse_policy(printed).tree == reading.tree


@pytest.mark.parametrize("minus", ["-", "\u2212"])
def test_measured_values_and_their_limits_may_be_negative(minus: str) -> None:
    written = (
        f"commitment cold of shop:\n  value at most {minus}2.5;\n  warning above {minus}1,000.\n\n"
        f"credit for cold:\n  above {minus}2.5 and at most {minus}1 earns 5%.\n\n"
        f'right leave:\n  when cold is above {minus}1 3 times.\n\nscenario "winter":\n'
        f'  given measure "celsius" of shop is {minus}18.5 at 2025-01-01 09:00;\n'
        f"  expect cold in 2025-01-01: value {minus}18.5.\n"
    )
    reading = parse_policy(written)
    assert reading.tree is not None, reading.diagnostics
    assert print_policy(reading.tree) == written.replace(minus, "-")


@pytest.mark.parametrize("hours", ["09:00-17:00", "09:00 - 17:00", "09:00\u201317:00"])
def test_a_minus_sign_before_a_figure_changes_nothing_between_times(hours: str) -> None:
    reading = parse_policy(f"calendar office: Monday {hours}; closed on 2025-12-24.")
    assert reading.tree is not None, reading.diagnostics
    assert print_policy(reading.tree) == "calendar office:\n  Monday 09:00-17:00;\n  closed on 2025-12-24.\n"
