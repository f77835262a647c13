"""Scenarios of every way to count: what is given, and what is expected (P4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from slalang.engine.scenario.events import MOST_EXECUTIONS, first_period_start, given_events
from slalang.engine.scenario.names import Check, Vocabulary
from slalang.engine.scenario.outcomes import compared
from slalang.engine.scenario.subjects import subject_words, unknown_subject, verdict_of
from slalang.pipeline import compile_policy
from slalang.semantics.policy import Components, Policy, Service
from slalang.syntax import ast
from slalang.syntax.parser import parse_policy
from slalang.time.zones import load_zone
from slalang.values.event_decoding import event_fields
from slalang.values.events import Event, Execution
from slalang.values.instants import HOUR, MINUTE, parse_instant
from slalang.values.verdicts import (
    Availability,
    Credit,
    CreditState,
    Kind,
    PeriodName,
    Settled,
    Status,
    TimeClasses,
    Verdict,
)

ZONE = load_zone("Europe/London")

WORDS = Vocabulary(
    services=(
        Service("api", ("eu", "us")),
        Service("storage", Components.RESOURCES),
        Service("jobs", Components.NONE),
    ),
    causes=(),
    parameters=(),
    commitments=("uptime", "durable", "latency"),
    shares=(),
    clocks=(),
    duties=(),
    regular_duties=(),
    exclusions=(),
    rights=(),
    joints=("penalty",),
    steps=("report", "demand"),
    readings=("strict",),
    currency="EUR",
)


def phrases(text: str) -> Iterator[Any]:
    """The bodies of a scenario's phrases."""
    tree = parse_policy(f'scenario "it": {text.strip().rstrip(";")}.').tree
    assert tree is not None
    (scenario,) = tree.rules
    assert isinstance(scenario, ast.Scenario)
    return (phrase.body for phrase in scenario.phrases)


def given(text: str) -> tuple[tuple[Event, ...], tuple[Check, ...]]:
    return given_events(tuple(body.event for body in phrases(text)), WORDS, ZONE)


# ------------------------------------------------------------------------------ what is given


def test_what_is_counted_becomes_events_of_the_wire():
    events, wrong = given("""
      given outage of api on eu from 2025-06-01 10:00 to 2025-06-01 11:00 seen by "monitor";
      given probe of api on us up at 2025-06-01 10:00 from "paris" seen by "customer";
      given counts of api on eu, us called "peak" from 2025-06-01 10:00 to 2025-06-01 10:05, 1,000 requests, 20 failed
        in class "read" seen by "lb" recorded 2025-06-02 00:00;
      given measure "latency" of jobs is 120.50 at 2025-06-01 10:00 seen by "m"
    """)
    assert wrong == ()
    ten, five_past = "2025-06-01T09:00:00Z", "2025-06-01T09:05:00Z"
    assert [event_fields(event) for event in events] == [
        {"type": "outage", "start": ten, "end": "2025-06-01T10:00:00Z", "degree": "1", "id": "event 1", "service": "api",
         "component": ["eu"], "source": "monitor", "recorded": ten},
        {"type": "probe", "at": ten, "up": True, "location": "paris", "id": "event 2", "service": "api", "component": ["us"],
         "source": "customer", "recorded": ten},
        {"type": "counts", "start": ten, "end": five_past, "total": 1000, "failed": 20, "class": "read", "id": "peak",
         "service": "api", "component": ["eu", "us"], "source": "lb", "recorded": "2025-06-01T23:00:00Z"},
        {"type": "measure", "name": "latency", "at": ten, "value": "120.5", "id": "event 4", "service": "jobs",
         "source": "m", "recorded": ten},
    ]  # fmt: skip


def test_so_many_executions_are_as_many_events():
    events, wrong = given("""
      given executions of jobs at 2025-06-01 10:00, 2 good, 1 bad in class "fast" seen by "m";
      given executions of jobs at 2025-06-01 10:01, 0 good, 1 bad;
      given executions of jobs at 2025-06-01 10:02, 0 good, 0 bad
    """)
    assert wrong == ()
    assert [(event.id, event.good, event.class_, event.source) for event in events if isinstance(event, Execution)] == [
        ("event 1, good 1", True, "fast", "m"),
        ("event 1, good 2", True, "fast", "m"),
        ("event 1, bad 1", False, "fast", "m"),
        ("event 2, bad 1", False, None, None),
    ]


def test_resources_come_with_their_attributes():
    events, wrong = given("""
      given resource db1 of storage called "r" from 2025-03-01 to 2025-03-10 12:00
        with "kind" "db" and "share" 0.50 and "load" 5%;
      given resource db2 of storage from 2025-03-01 09:00;
      given charge of EUR 100 for 2025-03 on db1 with "region" "eu"
    """)
    assert wrong == ()
    assert [event_fields(event) for event in events] == [
        {"type": "resource", "resource": "db1", "from": "2025-03-01", "to": "2025-03-10T12:00:00Z",
         "attributes": {"kind": "db", "load": "5", "share": Decimal("0.5")}, "id": "r", "service": "storage"},
        {"type": "resource", "resource": "db2", "from": "2025-03-01T09:00:00Z", "id": "event 2", "service": "storage",
         "recorded": "2025-03-01T09:00:00Z"},
        {"type": "charge", "start": "2025-03-01", "end": "2025-03-31", "amount": "100", "currency": "EUR",
         "attributes": {"region": "eu"}, "id": "event 3", "component": ["db1"]},
    ]  # fmt: skip


def test_facts_claims_and_settlements_say_what_they_are_for():
    events, wrong = given("""
      given outage of api called "o1" from 2025-03-01 10:00 to 2025-03-01 11:00;
      given fact "notice" for 2025-03 at 2025-04-02 09:00;
      given claim for 2025-03 of uptime at 2025-04-02 09:00 as step "demand" including "logs" about "o1";
      given settlement "partial" for 2025-03 of penalty at 2025-04-20 09:00 of EUR 5.50
    """)
    assert wrong == ()
    on_the_2nd, on_the_20th = "2025-04-02T08:00:00Z", "2025-04-20T08:00:00Z"
    assert [event_fields(event) for event in events[1:]] == [
        {"type": "fact", "name": "notice", "at": on_the_2nd, "period": "2025-03", "id": "event 2", "recorded": on_the_2nd},
        {"type": "claim", "at": on_the_2nd, "period": "2025-03", "commitment": "uptime", "step": "demand",
         "includes": ["logs"], "about": ["o1"], "id": "event 3", "recorded": on_the_2nd},
        {"type": "settlement", "at": on_the_20th, "period": "2025-03", "commitment": "penalty", "decision": "partial",
         "amount": "5.5", "currency": "EUR", "id": "event 4", "recorded": on_the_20th},
    ]  # fmt: skip


AT_TEN = "2025-03-01 10:00"


@pytest.mark.parametrize(
    ("phrase", "expected", "actual"),
    [
        (
            f"given counts of apy from {AT_TEN} to 2025-03-01 10:05, 10 requests, 1 failed",
            "the name of a service",
            "`apy` is not declared: is `api` meant?",
        ),
        (
            f"given executions of api on euu at {AT_TEN}, 1 good, 0 bad",
            "the name of a component",
            "`euu` is not declared: is `eu` meant?",
        ),
        (
            f'given measure "latency" of jobs on eu is 1 at {AT_TEN}',
            "the name of a component",
            "`eu` is not declared: there is none",
        ),
        (
            "given resource db1 of api from 2025-03-01",
            "the name of a service that consists of resources",
            "`api` is not declared: there is storage",
        ),
        (
            'given resource db1 of storage from 2025-03-01 with "kind" "db" and "kind" "web"',
            "one value for each attribute",
            "`kind` has two",
        ),
        (
            "given resource db1 of storage from 2025-03-02 to 2025-03-01",
            "events that can be judged",
            "`to` lies before `from`. Set `to` to an instant at or after `from`, or exchange the two.",
        ),
        (
            f"given counts of api from {AT_TEN} to 2025-03-01 10:05, 10 requests, 11 failed",
            "events that can be judged",
            "`failed` is 11, more than `total`, 10. Count every failed request in `total` as well.",
        ),
        (
            f"given counts of api from {AT_TEN} to 2025-03-01 10:05, 10.5 requests, 1 failed",
            "events that can be judged",
            "`total` of a counts event must be a whole number, 0 or more. Write a whole number, 0 or more.",
        ),
        (f"given executions of jobs at {AT_TEN}, 1 good, 0.5 bad", "a whole number of executions", "0.5 is none"),
        (
            f"given executions of jobs at {AT_TEN}, 99,999 good, 2 bad",
            "at most 100,000 executions in one phrase",
            "there are 100,001: give them in several phrases",
        ),
        (
            f"given executions of jobs at {AT_TEN}, {'9' * 30} good, 0 bad",
            "at most 100,000 executions in one phrase",
            f"there are {10**30 - 1:,}: give them in several phrases",
        ),
        (
            'given fact "notice" for 2025-13 at 2025-04-02 09:00',
            "a period",
            "there is no month `2025-13`",
        ),
        (
            "given claim for 2025-03 of uptme at 2025-04-02 09:00",
            "the name of a commitment",
            "`uptme` is not declared: is `uptime` meant?",
        ),
        (
            'given claim for 2025-03 at 2025-04-02 09:00 as step "repord"',
            "the name of a step",
            "`repord` is not declared: is `report` meant?",
        ),
        (
            'given claim for 2025-03 at 2025-04-02 09:00 about "o9"',
            "the name of a given event",
            'none is called `o9`: name the event with `called "..."`',
        ),
        (
            'given settlement "paid" for 2025-03 of penalti at 2025-04-02 09:00 of EUR 1',
            "the name of a commitment",
            "`penalti` is not declared: is `penalty` meant?",
        ),
    ],
)
def test_what_is_given_wrongly_says_what_there_is(phrase: str, expected: str, actual: str):
    _, wrong = given(phrase)
    assert [(check.expected, check.actual, check.passed) for check in wrong] == [(expected, actual, False)]


def test_as_many_executions_as_a_phrase_may_give():
    events, wrong = given(f"given executions of jobs at {AT_TEN}, 99,999 good, 1 bad")
    assert (len(events), wrong) == (MOST_EXECUTIONS, ())


# ------------------------------------------------------------------------------ subjects


def expected(text: str) -> tuple[Any, tuple[Any, ...]]:
    """The subject and the outcomes of one expectation."""
    (body,) = phrases(f"expect {text}")
    return body.subject, body.outcomes


def verdict(kind: Kind, commitment: str, **about: Any) -> Verdict:
    base = {"policy": "0" * 64, "agreement": "A", "engine": "0", "customer": None, "period": MARCH, "status": Status.MET}
    return Verdict(kind=kind, commitment=commitment, **(base | about))


MARCH, APRIL = PeriodName("2025-03", 0, 1), PeriodName("2025-04", 1, 2)
THERE = (
    verdict(Kind.AVAILABILITY, "durable", group=(("region", "eu"), ("tier", 1))),
    verdict(Kind.AVAILABILITY, "durable", group=(("region", "us"), ("tier", Decimal("0.5")))),
    verdict(Kind.AVAILABILITY, "durable", group=(("region", "us"), ("spare", True)), period=APRIL),
    verdict(Kind.AVAILABILITY, "uptime", component="db1"),
    verdict(Kind.AVAILABILITY, "uptime", group=(("location", "paris"),)),
    verdict(Kind.AVAILABILITY, "uptime"),
    verdict(Kind.CREDIT, "penalty"),
    verdict(Kind.CREDIT, "penalty", period=APRIL),
)


@pytest.mark.parametrize(
    ("subject", "place"),
    [
        ('durable with "region" "eu" and "tier" "1" in 2025-03', 0),
        ('durable with "tier" 1 and "region" "eu" in 2025-03', 0),
        ('durable with "region" "us" and "tier" 0.50 in 2025-03', 1),
        ('durable with "region" "us" and "spare" "true" in 2025-04', 2),
        ("uptime of db1 in 2025-03", 3),
        ('uptime with "location" "paris" in 2025-03', 4),
        ("uptime in 2025-03", 5),
        ("joint penalty in 2025-03", 6),
        ("joint penalty in 2025-04", 7),
    ],
)
def test_a_group_and_a_joint_rule_have_their_verdicts(subject: str, place: int):
    named, _ = expected(f"{subject}: met")
    assert unknown_subject(named, WORDS) is None
    assert verdict_of(named, THERE) is THERE[place]


@pytest.mark.parametrize(
    ("subject", "actual"),
    [
        (
            'durable with "region" "eu" in 2025-03',
            'there are verdicts for with "region" "eu" and "tier" "1" in 2025-03, '
            'with "region" "us" and "tier" "0.5" in 2025-03, with "region" "us" and "spare" "true" in 2025-04',
        ),
        ("uptime of db2 in 2025-03", 'there are verdicts for db1 in 2025-03, with "location" "paris" in 2025-03, 2025-03'),
        ("joint penalty in 2025-05", "there are verdicts for 2025-03, 2025-04"),
    ],
)
def test_a_subject_without_a_verdict_says_which_there_are(subject: str, actual: str):
    named, _ = expected(f"{subject}: met")
    found = verdict_of(named, THERE)
    assert isinstance(found, Check)
    assert (found.expected, found.actual) == (f"a verdict for {subject_words(named)}", actual)


def test_a_joint_rule_without_any_verdict_says_why():
    named, _ = expected("joint penalty in 2025-03: met")
    found = verdict_of(named, ())
    assert isinstance(found, Check)
    assert found.actual == "there is no verdict of that name: nothing that is given touches a period of its commitments"


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("joint penalti in 2025-03", "`penalti` is not declared: is `penalty` meant?"),
        ("joint uptime in 2025-03", "`uptime` is judged in each period: write `uptime in 2025-03`"),
        ("penalty in 2025-03", "`penalty` is a joint rule: write `joint penalty in 2025-03`"),
        ("joint penalty in 2025-03 read as strikt", "`strikt` is not declared: is `strict` meant?"),
    ],
)
def test_a_subject_that_is_no_joint_rule_says_how_it_is_named(subject: str, says: str):
    named, _ = expected(f"{subject}: met")
    wrong = unknown_subject(named, WORDS)
    assert wrong is not None
    assert wrong.actual == says


def test_subjects_are_told_as_they_are_written():
    for text in ('durable with "region" "eu" and "tier" "1" in 2025-03', "joint penalty in 2025-03 read as strict"):
        assert subject_words(expected(f"{text}: met")[0]) == text


# ------------------------------------------------------------------------------ outcomes


@pytest.fixture(scope="module")
def policy() -> Policy:
    return (
        compile_policy(
            'agreement "Test": zone Europe/London; currency EUR. service jobs: no components.\n'
            "commitment latency of jobs: available at least 99%; per calendar month; watched by outages; counted exactly;\n"
            "of a period covered in part, the rest counts as up; measured over the whole period."
        )
        .required()
        .policy
    )


def measured(exact: str, **more: Any) -> Availability:
    return Availability(Fraction(exact), **more)


CREDITED = verdict(
    Kind.AVAILABILITY,
    "latency",
    availability=measured("602/5", is_share=False),
    time_us=TimeClasses(9 * HOUR, 9 * HOUR, 7 * HOUR, 0, 0, 0, 2 * HOUR, (), Fraction(90 * MINUTE)),
    credit=Credit(
        CreditState.DUE,
        amount=Decimal("20.00"),
        currency="EUR",
        points=6,
        days=1,
        settled=Settled(granted=Decimal("20.00"), denied=Decimal("0.00"), paid=Decimal("12.50")),
    ),
)
PLAIN = verdict(
    Kind.AVAILABILITY,
    "uptime",
    availability=measured("0.9995"),
    time_us=TimeClasses(HOUR, HOUR, HOUR, 0, 0, 0, 0),
)


@pytest.mark.parametrize(
    "outcome",
    [
        "6 points",
        "1 day of service",
        "value 120.4",
        "90 minutes weighted",
        "2 hours counted",
        "granted EUR 20",
        "denied EUR 0",
        "paid EUR 12.50",
    ],
)
def test_what_the_verdict_says_passes(policy: Policy, outcome: str):
    _, (wanted,) = expected(f"latency in 2025-03: {outcome}")
    assert compared(wanted, CREDITED, WORDS, policy).passed


@pytest.mark.parametrize(
    ("of", "outcome", "expects", "actual"),
    [
        (CREDITED, "5 points", "5 points", "6 points"),
        (CREDITED, "1 point", "1 point", "6 points"),
        (CREDITED, "2 days of service", "2 days of service", "1 day of service"),
        (PLAIN, "1 point", "1 point", "no points"),
        (PLAIN, "3 days of service", "3 days of service", "no days of service"),
        (CREDITED, "value 120", "value 120", "value 120.4"),
        (CREDITED, "availability 99%", "availability 99%", "it is no share that was measured, but the value 120.4"),
        (PLAIN, "value 120", "value 120", "it is no value that was measured, but availability 99.95%"),
        (CREDITED, "1 hour weighted", "1 hour weighted", "1 hour 30 minutes weighted"),
        (PLAIN, "0 hours weighted", "0 minutes weighted", "no time is weighted"),
        (CREDITED, "paid EUR 12", "paid EUR 12", "paid EUR 12.50"),
        (CREDITED, "paid USD 12.50", "paid USD 12.50", "paid EUR 12.50"),
        (PLAIN, "granted EUR 1", "granted EUR 1", "nothing granted"),
    ],
)
def test_what_it_does_not_say_says_what_there_is(policy: Policy, of: Verdict, outcome: str, expects: str, actual: str):
    _, (wanted,) = expected(f"latency in 2025-03: {outcome}")
    check = compared(wanted, of, WORDS, policy)
    assert (check.expected, check.actual, check.passed) == (expects, actual, False)


def test_no_points_are_none(policy: Policy):
    _, outcomes = expected("latency in 2025-03: 0 points, 0 days of service")
    assert [compared(wanted, PLAIN, WORDS, policy).passed for wanted in outcomes] == [True, True]


@pytest.mark.parametrize(
    ("availability", "outcome", "passes"),
    [
        (measured("2/3", is_share=False, rounded=Fraction(67, 100), rounded_digits=2), "value 0.67", True),
        (measured("2/3", is_share=False, rounded=Fraction(67, 100), rounded_digits=2), "value 0.66", False),
        (None, "value 1", False),
    ],
)
def test_a_rounded_value_is_compared_as_it_is_rounded(
    policy: Policy, availability: Availability | None, outcome: str, passes: bool
):
    _, (wanted,) = expected(f"latency in 2025-03: {outcome}")
    of = verdict(Kind.AVAILABILITY, "latency", availability=availability)
    assert compared(wanted, of, WORDS, policy).passed is passes


def test_a_part_of_a_microsecond_is_said_exactly(policy: Policy):
    classes = TimeClasses(9, 9, 2, 0, 0, 0, 7, (), Fraction(7, 3))
    _, (wanted,) = expected("latency in 2025-03: 2 microseconds weighted")
    check = compared(wanted, verdict(Kind.AVAILABILITY, "latency", time_us=classes), WORDS, policy)
    assert (check.passed, check.actual) == (False, "2 microseconds 1/3 of a microsecond weighted")


# ------------------------------------------------------------------------------ the periods that are touched


@pytest.mark.parametrize(
    "phrase",
    [
        "given counts of jobs from 2025-02-10 10:00 to 2025-02-10 10:05, 1 requests, 0 failed",
        "given executions of jobs at 2025-02-10 10:00, 1 good, 0 bad",
        'given measure "latency" of jobs is 3 at 2025-02-10 10:00',
        "given probe of jobs up at 2025-02-10 10:00",
    ],
)
def test_what_is_observed_touches_its_period(policy: Policy, phrase: str):
    events, _ = given(phrase)
    assert first_period_start(policy, events, ()) == parse_instant("2025-02-01T00:00:00Z")


def test_a_resource_that_is_there_touches_no_period(policy: Policy):
    events, _ = given("given resource db1 of storage from 2025-02-10")
    assert first_period_start(policy, events, ()) is None
