"""A policy of executions, values, groups of resources and a joint credit, and what happened."""

from __future__ import annotations

from example import Example

POLICY = """\
agreement "Cloud": zone UTC; currency EUR; clauses 1, 2, 3, 4, 5.
throughout:
  of a period covered in part, the rest counts as up; measured over the whole period; counted exactly;
  rows need a missed target; money rounded half up.
service jobs: no components.
service machines: resources as events name them.
commitment good of jobs (clause 1):
  good more than 99%; per calendar month; measured by good executions; a period without any is left out.
commitment latency of jobs (clause 2):
  value at most 200; per calendar month; measured by the mean of "latency"; a period without any is left out.
commitment regional of machines (clause 3):
  available at least 99.9%; per calendar month; watched by outages; grouped by "region"; down when any resource is down;
  other time counts as up.
credit for good (clause 4): a missed target earns 5 points; given without a claim.
credit for regional (clause 4): a missed target earns 10%; of the charges of the period; given without a claim.
joint penalty of good, regional (clause 5):
  the credits add up; each point is worth EUR 10; capped at EUR 55.
"""

EVENTS = """\
{"type":"execution","id":"e1","customer":"acme","service":"jobs","at":"2025-03-03T09:00:00Z","good":true}
{"type":"execution","id":"e2","customer":"acme","service":"jobs","at":"2025-03-04T09:00:00Z","good":true}
{"type":"execution","id":"e3","customer":"acme","service":"jobs","at":"2025-03-05T09:00:00Z","good":true}
{"type":"execution","id":"e4","customer":"acme","service":"jobs","at":"2025-03-06T09:00:00Z","good":false}
{"type":"measure","id":"v1","customer":"acme","service":"jobs","name":"latency","at":"2025-03-06T09:00:00Z","value":"100"}
{"type":"measure","id":"v2","customer":"acme","service":"jobs","name":"latency","at":"2025-03-06T09:01:00Z","value":"140.5"}
{"type":"resource","id":"r1","customer":"acme","service":"machines","resource":"m1","from":"2025-03-01","attributes":{"region":"eu"}}
{"type":"resource","id":"r2","customer":"acme","service":"machines","resource":"m2","from":"2025-03-01","attributes":{"region":"us"}}
{"type":"outage","id":"o1","customer":"acme","service":"machines","component":"m1","start":"2025-03-14T10:00:00Z",\
"end":"2025-03-14T11:00:00Z"}
{"type":"charge","id":"c1","customer":"acme","start":"2025-03-01","end":"2025-03-31","amount":"100","currency":"EUR"}
{"type":"fact","id":"f1","customer":"acme","name":"end","at":"2025-04-01T00:00:00Z"}
"""
"""Three of four executions are good, 75%; the mean latency is 240.5 / 2 = 120.25; region eu is down for one of 744 hours.

Five points are EUR 50, and a tenth of EUR 100 is EUR 10: together EUR 60. The cap is used by
the credits and then by the points, so that it leaves EUR 45 of the points and EUR 55 of all.
"""

COUNTING = Example("counting", POLICY, EVENTS)

SCENARIO = """
scenario "The joint cap":
  given executions of jobs at 2025-03-03 09:00, 3 good, 1 bad;
  given measure "latency" of jobs is 100 at 2025-03-06 09:00;
  given measure "latency" of jobs is 140.5 at 2025-03-06 09:01;
  given resource m1 of machines from 2025-03-01 with "region" "eu";
  given resource m2 of machines from 2025-03-01 with "region" "us";
  given outage of machines on m1 from 2025-03-14 10:00 to 2025-03-14 11:00;
  given charge of EUR 100 for 2025-03;
  expect good in 2025-03: breached, availability 75%, 5 points, credit EUR 0.00;
  expect latency in 2025-03: met, value 120.25;
  expect regional with "region" "eu" in 2025-03: breached, 1 hour counted, credit EUR 10.00;
  expect regional with "region" "us" in 2025-03: met, 0 hours counted, 0 points;
  expect joint penalty in 2025-03: breached, credit EUR 55.00, credit due, 5 points.
"""
