"""Scenarios: what a contract's own tests may say, and what they answer when they are wrong (P4)."""

from __future__ import annotations

import pytest

from slalang.engine.scenario.events import given_events
from slalang.engine.scenario.names import Check, Vocabulary, vocabulary
from slalang.engine.scenario.scenarios import ScenarioResult, run_scenarios
from slalang.engine.scenario.subjects import unknown_subject, verdict_of
from slalang.pipeline import compile_policy
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.values.event_decoding import event_fields
from slalang.values.places import NOWHERE
from slalang.values.verdicts import Kind, PeriodName, Status, Verdict

POLICY = """
agreement "Hosting": zone Europe/London; currency GBP.

causes: customer (network), third_party.

parameter plan: one of "basic", "enterprise"; no default.

throughout:
  of a period covered in part, the rest counts as up;
  measured over the whole period;
  counted exactly;
  rows need a missed target;
  money rounded half up.

service web: components portal, api.

commitment uptime of web:
  available at least 99.9% where plan is "enterprise";
  available at least 99% otherwise;
  per calendar month;
  watched by outages;
  down when any component is down under reading joined;
  each component on its own under reading apart.

ambiguity several:
  reading joined governs because "the service is one";
  reading apart because "the table lists each".

exclusion theirs: outages caused by customer.

exclusion work:
  maintenance of kind "scheduled";
  announced at least 2 days before, otherwise the breach is noted.

credit for uptime:
  a missed target earns 10%;
  of the charges of the period;
  given on a claim within 30 days after the end of the period;
  the claim includes "dates".

right termination: when uptime is missed in 2 consecutive periods.
"""
BASICS = """
  given plan is "enterprise";
  given charge of GBP 200 for 2025-03;
  given outage of web on portal called "night" from 2025-03-30 00:30 to 2025-03-30 03:00;
"""


def read(phrases: str) -> tuple[Compiled, ast.Scenario]:
    """The policy with one scenario of these phrases."""
    compilation = compile_policy(f'{POLICY}\nscenario "it": {phrases.strip().rstrip(";")}.')
    assert compilation.compiled is not None, compilation.diagnostics
    tree = compilation.compiled.trees["policy.sla"]
    (scenario,) = [rule for rule in tree.rules if isinstance(rule, ast.Scenario)]
    return compilation.compiled, scenario


def ran(phrases: str) -> ScenarioResult:
    """The scenario of these phrases, run."""
    compiled, scenario = read(phrases)
    (result,) = run_scenarios(compiled, [scenario])
    assert result.passed == all(check.passed for check in result.checks)
    return result


def failure(phrases: str) -> tuple[str, str]:
    """What the only failed check expected, and what it found."""
    failed = [check for check in ran(phrases).checks if not check.passed]
    assert len(failed) == 1, failed
    return failed[0].expected, failed[0].actual


@pytest.mark.parametrize(
    "expectation",
    [
        "expect uptime in 2025-03: breached",
        # The night in which the clocks go forward: 00:30 to 03:00 civil is an hour and a half.
        "expect uptime in 2025-03: 90 minutes counted, 5400 seconds counted, 0 hours excluded, 0 hours unknown",
        "expect uptime in 2025-03: credit GBP 20, credit claimable, claim by 2025-05-01 00:00",
        "as of 2025-05-01 00:00:01; expect uptime in 2025-03: credit forfeited",
        "expect uptime in 2025-03: credit GBP 20.00; given claim for 2025-03 at 2025-04-02 09:00 "
        'including "dates"; expect uptime in 2025-03: credit claimed',
        "given claim for 2025-03 at 2025-04-02 09:00; as of 2025-04-10 12:00; "
        'expect uptime in 2025-03: credit claimable, missing "dates"',
        "expect uptime in 2025-03 read as joined: breached, credit GBP 20",
        "expect uptime in 2025-03 read as apart: breached, credit GBP 20",
        "expect right termination: not arisen",
        "given outage of web from 2025-04-03 00:00 and still open; as of 2025-05-01 00:00; "
        "expect uptime in 2025-04: breached, 672 hours counted; expect right termination: arisen",
        "given outage of web from 2025-02-03T00:00:00+01:00 to 2025-02-03 10:00 caused by customer.network; "
        "expect uptime in 2025-02: met, 11 hours excluded by theirs, availability 100%",
        'given maintenance "scheduled" from 2025-03-30 00:00 to 2025-03-30 04:00 announced 2025-03-29 12:00; '
        "expect uptime in 2025-03: met, 90 minutes excluded by work",
    ],
)
def test_what_holds_passes(expectation):
    result = ran(BASICS + expectation)
    assert result.passed, [check for check in result.checks if not check.passed]
    assert result.verdicts


@pytest.mark.parametrize(
    ("expectation", "expected", "actual"),
    [
        (
            "expect uptime in 2025-03: met",
            "uptime in 2025-03: met",
            "breached (the target was missed)",
        ),
        ("expect uptime in 2025-03: credit GBP 10", "uptime in 2025-03: credit GBP 10", "credit GBP 20.00"),
        ("expect uptime in 2025-03: credit EUR 20", "uptime in 2025-03: credit EUR 20", "credit GBP 20.00"),
        ("expect uptime in 2025-03: credit due", "uptime in 2025-03: credit due", "credit claimable"),
        (
            "expect uptime in 2025-03: 2 hours counted",
            "uptime in 2025-03: 2 hours counted",
            "1 hour 30 minutes counted",
        ),
        (
            "expect uptime in 2025-03: availability 99.79%",
            "uptime in 2025-03: availability 99.79%",
            "availability 99.798115% and more, exactly 1483/1486",
        ),
        (
            "expect uptime in 2025-03: claim by 2025-04-30 23:59",
            "uptime in 2025-03: claim by 2025-04-30 23:59 in Europe/London",
            "2025-05-01 00:00 in Europe/London",
        ),
        (
            'expect uptime in 2025-03: finding "short_notice"',
            'uptime in 2025-03: finding "short_notice"',
            "findings: none",
        ),
        (
            "expect uptime in 2025-07: met; as of 2025-05-31 12:00",
            "a verdict for uptime in 2025-07",
            "there are verdicts for 2025-03, 2025-04, 2025-05",
        ),
        (
            "expect uptime of portal in 2025-03: met",
            "a verdict for uptime of portal in 2025-03",
            "there are verdicts for 2025-03, 2025-04",
        ),
        (
            "expect uptime in 2025-03: 1 day counted",
            "uptime in 2025-03: an exact length",
            "write hours, minutes or seconds",
        ),
        (
            "expect uptime in 2025-03 read as apart: credit claimable",
            "uptime in 2025-03 read as apart: a status or an amount",
            "of a reading only the status and the credit's amount can be expected",
        ),
    ],
)
def test_what_does_not_hold_says_what_there_is(expectation, expected, actual):
    assert failure(BASICS + expectation) == (expected, actual)


@pytest.mark.parametrize(
    ("phrases", "what", "meant"),
    [
        ("given outage of wep from 2025-03-01 00:00 to 2025-03-01 01:00", "a service", "is `web` meant?"),
        (
            "given outage of web on portl from 2025-03-01 00:00 to 2025-03-01 01:00",
            "a component",
            "is `portal` meant?",
        ),
        (
            'given maintenance "scheduled" on app from 2025-03-01 00:00 to 2025-03-01 01:00',
            "a component",
            "is `api` meant?",
        ),
        (
            "given outage of web from 2025-03-01 00:00 to 2025-03-01 01:00 caused by customer.netwerk",
            "a cause",
            "is `customer.network` meant?",
        ),
        ("given charge of GBP 1 for 2025-03 on zzz", "a component", "there is api, portal"),
        ('given plam is "basic"', "a parameter", "is `plan` meant?"),
        ('given fact "seen" about "nigt" at 2025-03-01 00:00', "a given event", "is `night` meant?"),
    ],
)
def test_a_given_name_that_is_not_there(phrases, what, meant):
    expected, actual = failure(f"{BASICS}{phrases}; expect uptime in 2025-03: breached")
    assert expected == f"the name of {what}"
    assert actual.endswith(meant)


@pytest.mark.parametrize(
    ("expectation", "what", "meant"),
    [
        ("expect uptim in 2025-03: met", "a commitment", "is `uptime` meant?"),
        ("expect uptime of portl in 2025-03: met", "a component", "is `portal` meant?"),
        ("expect uptime in 2025-03 read as appart: met", "a reading", "is `apart` meant?"),
        ("expect right terminate: arisen", "a right", "is `termination` meant?"),
        ("expect uptime in 2025-03: 0 hours excluded by works", "an exclusion", "is `work` meant?"),
    ],
)
def test_an_expected_name_that_is_not_there(expectation, what, meant):
    expected, actual = failure(BASICS + expectation)
    assert expected.endswith(f"the name of {what}")
    assert actual.endswith(meant)


@pytest.mark.parametrize(
    ("phrases", "expected", "actual"),
    [
        ('given plan is "basic"', "something to compare", "the scenario expects nothing"),
        (
            "as of 2025-04-01 00:00; as of 2025-05-01 00:00; expect uptime in 2025-03: met",
            "one `as of`",
            "there are 2",
        ),
        (
            "expect uptime in 2025-03: met under reading apart",
            "a scenario that holds under every reading",
            "write `read as apart` in the expectation",
        ),
        (
            "given outage of web from 2025-03-02 00:00 to 2025-03-01 00:00; expect uptime in 2025-03: met",
            "events that can be judged",
            "`end` lies before `start`. Set `end` to an instant at or after `start`, or exchange the two.",
        ),
        (
            'given maintenance "planned" from 2025-03-02 00:00 to 2025-03-02 01:00; expect uptime in 2025-03: met',
            "events that can be judged",
            "`kind` of a maintenance must be one of scheduled, release, emergency. Write one of scheduled, release, emergency.",
        ),
        (
            "given charge of GBP 1 for 2025-13; expect uptime in 2025-03: met",
            "a period",
            "there is no month `2025-13`",
        ),
        (
            'given plan is "basic"; given plan is "enterprise"; expect uptime in 2025-03: met',
            "one value for each parameter",
            "`plan` has two",
        ),
    ],
)
def test_a_scenario_that_cannot_be_run(phrases, expected, actual):
    result = ran(phrases)
    assert (expected, actual) in [(check.expected, check.actual) for check in result.checks]
    assert result.verdicts == ()


def test_a_parameter_that_is_no_value_of_its_type_is_a_failed_check():
    expected, actual = failure('given plan is "gold"; expect uptime in 2025-03: met')
    assert expected == "events that can be judged"
    assert "plan" in actual
    assert "basic" in actual


def test_every_check_points_into_the_scenario():
    result = ran(f"{BASICS}expect uptime in 2025-03: met, credit GBP 1")
    assert {check.span.line for check in result.checks} == {result.span.line + BASICS.lstrip().count("\n")}


def test_given_phrases_become_events_of_the_wire():
    compiled, scenario = read("""
      given charge of GBP 1,000.50 for 2025-Q2 in category "usage" on api;
      given outage of web on portal, api from 2025-06-01 10:00 to 2025-06-01 11:00 of severity "P1"
        of degree 0.5 in environment "beta" recorded 2025-06-02T00:00:00Z;
      given probe of web on api down at 2025-06-01 10:00:00.25 from "Paris";
      given maintenance "release" called "event 3" from 2025-06-01 22:00 to 2025-06-01 23:00
        announced 2025-05-01 09:00, approved;
      given subscription from 2025-01-15 to 2025-12-31 billed on the 15th;
      given plan is "enterprise";
      given claim for 2025-06 at 2025-07-02 09:00 including "dates", "impact"
    """)
    given = tuple(p.body.event for p in scenario.phrases if isinstance(p.body, ast.GivenEvent))
    events, wrong = given_events(given, vocabulary(compiled), compiled.policy.zone)
    assert wrong == ()
    assert [event_fields(event) for event in events] == [
        {"type": "charge", "start": "2025-04-01", "end": "2025-06-30", "amount": "1000.5", "currency": "GBP",
         "category": "usage", "id": "event 1", "component": ["api"]},
        {"type": "outage", "start": "2025-06-01T09:00:00Z", "end": "2025-06-01T10:00:00Z", "severity": "P1",
         "degree": "0.5", "environment": "beta", "id": "event 2", "service": "web",
         "component": ["api", "portal"], "recorded": "2025-06-02T00:00:00Z"},
        {"type": "probe", "at": "2025-06-01T09:00:00.25Z", "up": False, "location": "Paris", "id": "event 4",
         "service": "web", "component": ["api"], "recorded": "2025-06-01T09:00:00.25Z"},
        {"type": "maintenance", "kind": "release", "announced": "2025-05-01T08:00:00Z",
         "start": "2025-06-01T21:00:00Z", "end": "2025-06-01T22:00:00Z", "approved": True, "id": "event 3",
         "recorded": "2025-05-01T08:00:00Z"},
        {"type": "subscription", "from": "2025-01-15", "to": "2025-12-31",
         "parameters": {"plan": "enterprise"}, "billing_day": 15, "id": "event 6"},
        {"type": "claim", "at": "2025-07-02T08:00:00Z", "period": "2025-06", "includes": ["dates", "impact"],
         "id": "event 7", "recorded": "2025-07-02T08:00:00Z"},
    ]  # fmt: skip


def test_given_tickets_facts_and_settlements_become_events_of_the_wire():
    compiled, scenario = read("""
      given ticket "T1" called "e1" "opened" at 2025-06-02 09:00 of severity "P1" in queue "q" caused by customer.network
        labelled "b", "a" recorded 2025-06-03T00:00:00Z;
      given fact "announced" about "T1" called "f1" at 2025-06-02 10:00 including "cause", "effect" due 2025-06-05;
      given fact "announced" about "f1" at 2025-06-02 11:00 due 2025-06-05 12:00;
      given claim called "c1" for 2025-06 at 2025-07-02 09:00;
      given settlement "paid" called "s1" for 2025-06 at 2025-07-03 09:00
    """)
    given = tuple(p.body.event for p in scenario.phrases if isinstance(p.body, ast.GivenEvent))
    events, wrong = given_events(given, vocabulary(compiled), compiled.policy.zone)
    assert wrong == ()
    assert [event_fields(event) for event in events] == [
        {"type": "ticket", "ticket": "T1", "at": "2025-06-02T08:00:00Z", "action": "opened", "severity": "P1",
         "cause": "customer.network", "queue": "q", "id": "e1", "labels": ["a", "b"],
         "recorded": "2025-06-03T00:00:00Z"},
        {"type": "fact", "name": "announced", "at": "2025-06-02T09:00:00Z", "about": "T1",
         "includes": ["cause", "effect"], "due": "2025-06-05", "id": "f1", "recorded": "2025-06-02T09:00:00Z"},
        {"type": "fact", "name": "announced", "at": "2025-06-02T10:00:00Z", "about": "f1",
         "due": "2025-06-05T11:00:00Z", "id": "event 3", "recorded": "2025-06-02T10:00:00Z"},
        {"type": "claim", "at": "2025-07-02T08:00:00Z", "period": "2025-06", "id": "c1",
         "recorded": "2025-07-02T08:00:00Z"},
        {"type": "settlement", "at": "2025-07-03T08:00:00Z", "period": "2025-06", "decision": "paid", "id": "s1",
         "recorded": "2025-07-03T08:00:00Z"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phrases", "expected", "actual"),
    [
        ('given ticket "T1" "open" at 2025-03-01 00:00', "events that can be judged", "opened"),
        ('given settlement "payed" for 2025-03 at 2025-04-01 00:00', "events that can be judged", "paid"),
        (
            'given ticket "T1" "opened" at 2025-03-01 00:00 caused by third_prty',
            "the name of a cause",
            "is `third_party` meant?",
        ),
        (
            'given ticket "T1" called "night" "opened" at 2025-03-01 00:00',
            "a name for one event only",
            "two are called `night`",
        ),
        (
            'given ticket "INC-17" "opened" at 2025-03-01 00:00; given fact "seen" about "INC-18" at 2025-03-01 00:00',
            "the name of a given event",
            "is `INC-17` meant?",
        ),
    ],
)
def test_a_given_ticket_or_settlement_that_is_wrong(phrases, expected, actual):
    said = [(check.expected, check.actual) for check in ran(f"{BASICS}{phrases}; expect uptime in 2025-03: met").checks]
    assert any(what == expected and actual in found for what, found in said), said


# ------------------------------------------------------------------------------ subjects and outcomes of clocks and duties


WORDS = Vocabulary(
    services=(),
    causes=(),
    parameters=(),
    commitments=("uptime",),
    shares=("kept",),
    clocks=("resolve", "answer"),
    duties=("tell",),
    regular_duties=("backup",),
    exclusions=(),
    rights=("end",),
    joints=(),
    steps=(),
    readings=("strict",),
    currency="GBP",
)


def name(text: str) -> ast.Name:
    return ast.Name(text, span=NOWHERE)


def on_ticket(clock: str, ticket: str, start: str | None = None) -> ast.ClockSubject:
    begun = ast.FromEvent(start, span=NOWHERE) if start else None
    return ast.ClockSubject(name(clock), ticket, begun, span=NOWHERE)


def after(duty: str, occasion: str) -> ast.DutySubject:
    return ast.DutySubject(name(duty), occasion, span=NOWHERE)


def in_period(rule: str, period: str) -> ast.CommitmentSubject:
    return ast.CommitmentSubject(name(rule), None, None, period, span=NOWHERE)


def verdict(kind: Kind, commitment: str, **about: object) -> Verdict:
    base = {"policy": "0" * 64, "agreement": "A", "engine": "0", "customer": None, "period": None, "status": Status.MET}
    return Verdict(kind=kind, commitment=commitment, **(base | about))


MARCH = PeriodName("2025-03", 0, 1)
THERE = (
    verdict(Kind.CLOCK, "resolve", ticket="T1", period=MARCH),
    verdict(Kind.CLOCK, "resolve", ticket="T2", status=Status.BREACHED),
    verdict(Kind.CLOCK, "resolve", ticket="T2", event="again"),
    verdict(Kind.CLOCK, "answer", ticket="T1", event="m1"),
    verdict(Kind.CLOCK, "answer", ticket="T1", event="m2"),
    verdict(Kind.DUTY, "tell", event="o1"),
    verdict(Kind.DUTY, "backup", period=MARCH),
    verdict(Kind.SHARE, "kept", period=MARCH),
)


@pytest.mark.parametrize(
    ("subject", "place"),
    [
        (on_ticket("resolve", "T1"), 0),
        (on_ticket("resolve", "T2"), 1),
        (on_ticket("resolve", "T2", "again"), 2),
        (on_ticket("answer", "T1", "m2"), 4),
        (after("tell", "o1"), 5),
        (in_period("backup", "2025-03"), 6),
        (in_period("kept", "2025-03"), 7),
    ],
)
def test_a_subject_names_one_verdict(subject, place):
    assert unknown_subject(subject, WORDS) is None
    assert verdict_of(subject, THERE) is THERE[place]


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        (on_ticket("resolve", "T3"), 'there are verdicts for ticket "T1", ticket "T2", ticket "T2" from "again"'),
        (on_ticket("answer", "T1"), 'the ticket has several: say which with `from "m1"`, `from "m2"`'),
        (on_ticket("answer", "T1", "m3"), 'there are verdicts for ticket "T1" from "m1", ticket "T1" from "m2"'),
        (after("tell", "o2"), 'there are verdicts for "o1"'),
        (in_period("backup", "2025-04"), "there are verdicts for 2025-03"),
    ],
)
def test_a_subject_that_names_none_or_several_says_what_there_is(subject, says):
    found = verdict_of(subject, THERE)
    assert isinstance(found, Check)
    assert (found.passed, found.actual) == (False, says)


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        (on_ticket("resolv", "T1"), "`resolv` is not declared: is `resolve` meant?"),
        (on_ticket("tell", "T1"), '`tell` is a duty: write `tell after "..."`'),
        (in_period("resolve", "2025-03"), '`resolve` is a clock: write `resolve on ticket "..."`'),
        (in_period("end", "2025-03"), "`end` is a right: write `right end`"),
        (after("backup", "o1"), "`backup` is owed in each period: write `backup in 2025-03`"),
        (after("uptime", "o1"), "`uptime` is judged in each period: write `uptime in 2025-03`"),
    ],
)
def test_a_subject_of_the_wrong_sort_says_how_it_is_named(subject, says):
    found = unknown_subject(subject, WORDS)
    assert found is not None
    assert found.actual == says
