"""A policy of clocks, a share and duties, and what happened."""

from __future__ import annotations

from example import Example

POLICY = """\
agreement "Support": zone Europe/London; currency GBP; clauses 1, 2, 3, 4, 5.
throughout:
  an automatic reply does not count; a later stage does not stop it; never pauses;
  reopening begins a run of its own; a change of severity restarts the clock.
service web: no components.
clock resolve of web (clause 1):
  runs from "opened" to "resolved";
  within 4 hours where the severity is "P1";
  within 2 days otherwise;
  belongs to the period in which it is due.
share kept of resolve (clause 2): at least 95% kept; per calendar month; a period without any is not judged.
credit for resolve (clause 3):
  a missed target earns GBP 10 for each day past the deadline; per calendar month; the first day counts;
  the last day counts; accrues without limit; several at once accrue once; at the rate of each day;
  given without a claim; money rounded half up.
duty backup (clause 4): for each day; requires the fact "backup".
duty tell (clause 5): for each fact "found"; requires the fact "told" about it within 1 hour after it.
"""

EVENTS = """\
{"type":"subscription","id":"s","customer":"acme","from":"2025-03-01"}
{"type":"ticket","id":"a1","customer":"acme","ticket":"T1","at":"2025-03-03T09:00:00Z","action":"opened","severity":"P1"}
{"type":"ticket","id":"a2","customer":"acme","ticket":"T1","at":"2025-03-06T09:00:00Z","action":"resolved"}
{"type":"ticket","id":"a3","customer":"acme","ticket":"T1","at":"2025-03-07T09:00:00Z","action":"reopened"}
{"type":"ticket","id":"a4","customer":"acme","ticket":"T1","at":"2025-03-07T10:00:00Z","action":"resolved"}
{"type":"ticket","id":"b1","customer":"acme","ticket":"T2","at":"2025-03-31T09:00:00Z","action":"opened","severity":"P2"}
{"type":"fact","id":"f1","customer":"acme","name":"backup","at":"2025-03-04T10:00:00Z"}
{"type":"fact","id":"f2","customer":"acme","name":"found","at":"2025-03-05T10:00:00Z"}
{"type":"fact","id":"f3","customer":"acme","name":"told","about":"f2","at":"2025-03-05T12:00:00Z"}
{"type":"fact","id":"f4","customer":"acme","name":"backup","at":"2025-03-31T09:30:00Z"}
"""

SUPPORT = Example("support", POLICY, EVENTS)

SCENARIO = """
scenario "A ticket that is reopened":
  given ticket "T1" called "e1" "opened" at 2025-03-03 09:00 of severity "P1";
  given ticket "T1" "resolved" at 2025-03-03 12:00;
  given ticket "T1" called "e3" "reopened" at 2025-03-04 09:00;
  given fact "found" called "f1" at 2025-03-05 09:00;
  given fact "told" about "f1" at 2025-03-05 09:30;
  given fact "backup" at 2025-03-03 23:00;
  as of 2025-03-04 14:00;
  expect resolve on ticket "T1": met, due 2025-03-03 13:00, stopped 2025-03-03 12:00, measured 3 hours;
  expect resolve on ticket "T1" from "e3": breached, due 2025-03-04 13:00;
  expect kept in 2025-03: breached, availability 50%;
  expect backup in 2025-03-03: met.
"""
