"""A policy that observes, measures and credits in every way, for tests that change one place of it."""

from __future__ import annotations

HEAD = """
agreement "Counting": zone UTC; currency EUR.
causes: provider, customer.

throughout:
  of a period covered in part, only the covered part is judged;
  measured over the whole period;
  counted exactly;
  rows need a missed target;
  money rounded half up.

service api: components eu, us.
service storage: resources as events name them.
service jobs: no components.
"""

PROMISES = """
commitment uptime of api:
  available at least 99.9%;
  warning below 99.95%;
  per calendar month;
  watched by outages as reported by "monitor";
  watched by probes, 3 failed in a row from at least 2 locations as reported by any of "a", "b";
  a probe speaks for 10 minutes;
  watched by probes in slots of 1 minute, down when more than 50% failed;
  watched by counts of class "read" or "write" in slots of 5 minutes, down when at least 5% failed
    of at least 100 requests as first reported by any of "lb", "app";
  counts that fit no slot are spread evenly;
  a slot without requests counts as up;
  an excluded outage explains what lies inside it;
  unobserved time stays unknown;
  weighted by eu 60%, us 40%.

commitment regions of storage:
  available at least 99.9% where "region" is "eu" or "us";
  available at least 99% otherwise;
  per calendar month;
  watched by outages of degree at least 0.1 as reported by all of "a", "b";
  only resources where "kind" is "db" and "tier" is not "free";
  grouped by "region", "zone";
  only while resources stand in at least 2 different "rack";
  only while it is at least 30 days old;
  only while "tier" is "gold";
  other time leaves the period;
  down when all resources are down.

commitment databases of storage:
  down at most 4 hours;
  warning at least 3 hours;
  per calendar month;
  watched by outages;
  each resource on its own;
  other time counts as up.

commitment capacity of storage:
  down less than 3 times;
  per calendar month;
  watched by outages;
  weighted by "share";
  other time leaves the period.

commitment jobs_done of jobs:
  good more than 99%;
  per fiscal quarter from February;
  measured by good executions of class "fast" or "slow" as reported by "m";
  class "slow" scores 0.5;
  a period without any is left out.

commitment failures of jobs:
  bad at most 10 times;
  warning above 5;
  per calendar month;
  measured by good requests as reported by any of "lb", "app";
  counts that fit no slot are an error;
  a period without any counts as up.

commitment success of jobs:
  good at least 99%;
  per calendar month;
  measured by the mean of good requests of class "read" in slots of 10 minutes;
  counts that fit no slot are an error;
  a slot without requests is left out;
  unobserved time counts as up;
  a period without any counts as down;
  availability rounded half up to 2 decimals.

commitment latency of jobs:
  value at most 200;
  warning above 150.5;
  per day;
  measured by the 99.9th percentile of "latency";
  a period without any is left out.

clock respond of jobs:
  runs from "opened" to "responded";
  within 4 hours;
  never pauses;
  reopening changes nothing;
  an automatic reply counts;
  a later stage stops it too;
  belongs to the period in which it is due.
"""

EXCLUSIONS = """
exclusion theirs: outages caused by customer.
"""

CREDITS = """
credit for uptime:
  below 99.9% and at least 99% earns 5% for each 30 minutes begun of downtime after the first 10 minutes;
  below 99% and at least 98% earns 2 times the fee of each clock hour down more than 15 minutes;
  below 98% and at least 97% earns 3 days of service;
  below 97% earns EUR 10 for each 1 hour completed of each run;
  a day of service is the base over 30;
  of the charges of the calendar quarter that holds it in category "recurring" for the affected component;
  downtime that a paid claim used does not count again;
  capped at 15 days of service;
  capped at 25% of the charges of the 12 months before it ends;
  given on a claim in steps;
  step "report" by a ticket within 24 hours after the fact "aware";
  step "notice" by the fact "told" within 3 days after the last incident;
  step "claim" within 30 days after the end of the period including "logs";
  barred by the fact "overdue" until the fact "paid up", tested at the claim.

credit for regions:
  a missed target earns 10% where "zone" is "a";
  of the charges of the period for the affected "region";
  given without a claim;
  barred by the fact "overdue" until the fact "paid up", suspended meanwhile.

credit for databases:
  above the target and at most 8 hours earns 3 points;
  above 8 hours earns 5 points;
  a repeat multiplies the points by 2;
  given without a claim.

credit for capacity: a missed target earns 2 points; given without a claim.

credit for failures:
  above 10 and at most 20 earns the unavailable share;
  above 20 earns EUR 10;
  of the charges of the period;
  given without a claim.

credit for latency: above 200 and at most 400 earns EUR 1; above 400 earns EUR 2; given without a claim.

credit for respond: a missed target earns 1 points; per calendar month; given without a claim.

joint penalty of databases, capacity, respond:
  the credits add up;
  each point is worth EUR 10;
  capped at EUR 1000 per calendar year;
  capped at 10% of the base within any 12 months;
  capped at EUR 5000 over the subscription;
  capped at EUR 900;
  of the charges of the period;
  owed only from EUR 5.

joint limit of failures: capped at EUR 100 per calendar year.

right leave:
  when uptime is missed in 3 consecutive periods, each notified by the fact "notice" within 10 days after it ends;
  when uptime is below 95% in 2 of any 6 periods within 12 months;
  when uptime is down more than 24 hours 1 time;
  when respond is missed 3 times within one calendar quarter;
  when penalty earns at least 20 points within 12 months;
  when capacity earns at least 6 points within one calendar year.
"""

COUNTING = HEAD + PROMISES + EXCLUSIONS + CREDITS
