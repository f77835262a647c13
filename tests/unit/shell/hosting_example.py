"""A small policy, its scenario and its events."""

from __future__ import annotations

from pathlib import Path

from example import Example

ROOT = Path(__file__).parents[3]

POLICY = """\
agreement "Hosting": zone Europe/London; currency GBP.
causes: customer.
service web: no components.
commitment uptime of web (clause 1):
  available at least 99.8%; per calendar month; of a period covered in part, the rest counts as up;
  measured over the whole period; watched by outages; counted exactly.
exclusion theirs (clause 2): outages caused by customer.
credit for uptime (clause 3):
  a missed target earns 10%; rows need a missed target; of the charges of the period;
  money rounded half up; given without a claim.
"""

SCENARIO = """
scenario "{title}":
  given outage of web from 2025-03-14 10:00 to 2025-03-14 12:15;
  given charge of GBP 100.00 for 2025-03;
  expect uptime in 2025-03: {status}, credit GBP 10.00.
"""

EVENTS = """\
{"type":"outage","id":"o1","customer":"acme","start":"2025-03-14T10:00:00Z","end":"2025-03-14T12:15:00Z"}
{"type":"outage","id":"o2","customer":"zeta","start":"2025-04-14T10:00:00Z","end":"2025-04-14T10:00:01Z"}
{"type":"charge","id":"c1","customer":"acme","start":"2025-03-01","end":"2025-03-31","amount":"100","currency":"GBP"}
{"type":"fact","id":"f1","name":"end","at":"2025-06-01T00:00:00Z"}
"""

HOSTING = Example("hosting", POLICY, EVENTS)
