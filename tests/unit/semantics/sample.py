"""A policy that says everything once, and ways to change it."""

from __future__ import annotations

from slalang.semantics.compilation import Compilation
from slalang.semantics.compile import compile_trees
from slalang.syntax.parser import parse_policy
from slalang.values.diagnostics import Diagnostic, Severity

AGREEMENT = """
agreement "Hosting" version "2":
  provider "Example Ltd";
  customer "Any";
  source "Hosting terms";
  zone Europe/London;
  currency GBP;
  in force from 2025-01-01 until 2026-12-31;
  clauses 1, 2, 3, 4, 5, 6.

prose (clause 6): "nothing to decide".

throughout:
  of a period covered in part, the rest counts as up;
  counted exactly because "no rounding is named".

causes: customer (network, equipment), third_party.

parameter plan (clause 1):
  one of "basic", "enterprise";
  default "basic".

parameter penalty: a percentage; no default.

parameter fee: an amount; default GBP 100.

calendar weekdays (clause 1):
  Monday to Friday 09:00-12:00 and 13:00-17:00;
  closed on the holidays of "GB-ENG";
  closed on 2025-12-24.

calendar saturdays: Saturday 10:00-14:00.

calendar all_hours: whenever weekdays or saturdays is open.
"""

PROMISE = """
service platform: components portal, api.

commitment uptime of platform (clause 2):
  available at least 99.95% where plan is "enterprise";
  available at least 99.9% otherwise;
  warning below 99.99%;
  per calendar month;
  watched by outages of severity "P1" or none given of degree at least 0.5;
  watched by probes, 2 failed in a row from at least 2 locations;
  unobserved time stays unknown;
  down when any component is down;
  measured over the whole period (clause 3);
  runs shorter than 5 minutes ignored, longer ones count whole;
  availability rounded half up to 3 decimals.
"""

EXCLUSIONS = """
exclusion causes_of_others (clause 4):
  outages caused by customer.network or third_party.

exclusion planned (clause 4):
  maintenance of kind "scheduled";
  announced at least 3 business days of weekdays before, otherwise void;
  inside Sunday 01:00-05:00, otherwise the excess counts;
  at most 4 hours each, otherwise the excess counts;
  at most 2 windows per rolling 30 days, otherwise the breach is noted;
  at most 8 hours per calendar quarter, otherwise the excess counts;
  approved before it starts, otherwise void;
  approval lifts the notice, hours.
"""

CREDITS = """
credit for uptime (clause 5):
  below the target and at least 99% earns 5%;
  below 99% earns penalty;
  rows need a missed target;
  of the charges of the period in category "recurring";
  money rounded half up;
  capped at 50% of the base;
  capped at GBP 1,000;
  never less than GBP 1;
  owed only above GBP 0.50;
  given on a claim within 30 days after the end of the period where plan is "basic";
  given on a claim by the end of the second calendar month after the one that holds it;
  the claim includes "dates", "account".

right termination:
  when uptime is missed in 3 consecutive periods;
  when uptime is missed in 4 of any 12 periods within 12 months;
  on 30 days notice;
  prepaid fees refunded pro rata;
  to be used within 60 days;
  exercised by the fact "notice_given".
"""

COMPLETE = AGREEMENT + PROMISE + EXCLUSIONS + CREDITS

SUPPORT = """
calendar support: that of weekdays where plan is "basic"; that of all_hours otherwise.

clock resolve of platform (clause 2):
  runs from "opened" to "responded" or "resolved";
  within 8 business hours of support where the severity is "P1";
  by the end of the second full business day of weekdays where the queue is "billing" or "sales";
  by the next fact "release" where the severity is "P3" or none given;
  within 5 days otherwise;
  a change of severity restarts the clock;
  reopening continues the clock;
  pauses from "paused" to "resumed", which moves the deadline and stops the accrual;
  an automatic reply counts;
  a later stage stops it too;
  belongs to the period in which it is due.

duty tell of platform:
  for each fact "discovered" about an outage of severity "P1";
  requires the fact "communicated" about the same including "cause", "remedy" within 1 hour after it;
  lifted by the fact "waived" about it at least 30 minutes before the deadline;
  an earlier one counts too.

duty backup: for each day; requires the fact "backup"; belongs to the period in which it starts.

duty quiet: for each maintenance of kind "release"; forbids a ticket "opened" of severity "P1" within 2 days after it ends.

share kept_backups of backup:
  at least 95% kept where plan is "enterprise";
  no target otherwise;
  per calendar month;
  a period without any is not judged.

credit for resolve:
  a missed target earns GBP 10 for each day past the deadline where the severity is "P1";
  a missed target earns GBP 1 for each 4 hours begun past the deadline where the severity is not "P1";
  per calendar month;
  the first day counts;
  the last day does not count;
  accrues at most 30 times;
  several at once accrue once;
  at the rate of each day;
  money rounded half up;
  given on a claim by the end of the 10th full business day of support after the end of the period.

credit for kept_backups:
  below the target earns GBP 5;
  rows need a missed target;
  money rounded up;
  given without a claim.

exclusion training from resolve: tickets caused by customer; tickets labelled "training" with the fact "agreed".

right leave: when kept_backups is missed in 2 consecutive periods.
"""

SUPPORTED = COMPLETE + SUPPORT


def changed(old: str, new: str, text: str = COMPLETE) -> str:
    """The policy with one place changed, which must be there."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the policy"
    return text.replace(old, new)


CALENDAR_FILES = {"closed.ics": (20_089, 20_090)}
"""1 and 2 January 2025, which a calendar file names."""


def compiled(text: str, **files: str) -> Compilation:
    """The policy with the files beside it (`house` is house.sla), `closed.ics` among them."""
    reading = parse_policy(text, "folder/policy.sla")
    assert reading.tree is not None, reading.diagnostics
    named = {f"{name}.sla".replace("__", "/"): content for name, content in files.items()}
    return compile_trees(reading.tree, "folder/policy.sla", named.get, parse_policy, calendar_files=CALENDAR_FILES)


def errors(text: str, **files: str) -> tuple[Diagnostic, ...]:
    """The errors of a policy; each has a place, a code and a next step."""
    done = compiled(text, **files)
    found = tuple(d for d in done.diagnostics if d.severity is Severity.ERROR)
    assert bool(found) is (done.compiled is None)
    for one in found:
        assert one.span is not None
        assert one.hint
        assert one.code != "error"
    return found
