"""Duties judged by the engine alone: both sides of every deadline, what answers, what lifts, what is owed regularly (S4)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

import attrs
import pytest

from slalang.engine.customers import customers_of
from slalang.engine.support.duties import duty_runs
from slalang.engine.support.runs import Run
from slalang.output.explanation.sentences import SAYINGS, step_sentence
from slalang.semantics.policy import (
    AboutWords,
    AheadOf,
    ByCarriedDate,
    ByFullDay,
    ChosenLength,
    Cited,
    ClaimPattern,
    Components,
    Duty,
    FactPattern,
    FullDayAfter,
    Lifting,
    MaintenancePattern,
    OutagePattern,
    Parameter,
    ParameterIs,
    Policy,
    Reference,
    Service,
    SettlementPattern,
    TicketPattern,
    WithinAfter,
)
from slalang.syntax.ast import ParameterType
from slalang.time.calendars import Calendar, HoursEntry, Weekdays
from slalang.time.lengths import BusinessDays, BusinessHours, CalendarLength, ExactLength
from slalang.time.periods import BillingCycle, CalendarPeriod, PeriodUnit
from slalang.time.zones import load_zone
from slalang.values.diagnostics import PolicyError
from slalang.values.event_decoding import decode_event
from slalang.values.events import Decision, Event, TicketAction
from slalang.values.instants import DAY, HOUR, MINUTE, day_number, format_instant, parse_instant
from slalang.values.verdicts import Kind, Status, Verdict

LONDON = load_zone("Europe/London")
WEB = Service("web", Components.NONE)
IT, START, END = Reference.ITSELF, Reference.START, Reference.END
OFFICE = Calendar(
    "office",
    LONDON,
    (HoursEntry(Weekdays((0, 1, 2, 3, 4)), ((9 * HOUR, 17 * HOUR),)),),
    (day_number(date(2025, 4, 18)), day_number(date(2025, 4, 21))),
)
"""Good Friday and Easter Monday are closed."""
NEVER = Calendar("never", LONDON, (HoursEntry(Weekdays((0,)), ((9 * HOUR, 17 * HOUR),)),), tuple(range(-40_000, 90_000)))

POLICY = Policy(
    title="Hosting",
    version=None,
    provider=None,
    customer=None,
    source=None,
    zone=LONDON,
    currency="GBP",
    in_force_at=None,
    until_at=None,
    clauses=(),
    prose=(),
    causes=(),
    parameters=(),
    services=(WEB, Service("mail", Components.NONE)),
    commitments=(),
    exclusions=(),
    credits=(),
    rights=(),
)

TOLD = FactPattern("told", AboutWords.IT)
FOUND = FactPattern("found", None)
DUTY = Duty(
    name="tell",
    service=None,
    occasion=FOUND,
    answer=TOLD,
    includes=(),
    forbidden=False,
    limit=WithinAfter(ExactLength(HOUR), IT),
    earlier_counts=False,
    liftings=(),
    belongs=None,
    cited=Cited(("4.1",)),
    answer_cited=Cited(("4.2",), written='requires the fact "told" about it within 1 hour after it'),
)
BACKUP = attrs.evolve(
    DUTY,
    name="backup",
    occasion=CalendarPeriod(PeriodUnit.DAY, LONDON),
    answer=FactPattern("backup", None),
    limit=None,
)


def event(**fields: object) -> Event:
    decoded = decode_event(fields)
    assert not isinstance(decoded, tuple), decoded
    return decoded


def fact(id: str, name: str, at: str, **fields: object) -> Event:
    return event(type="fact", id=id, name=name, at=at, **fields)


def found(at: str, id: str = "f1", **fields: object) -> Event:
    return fact(id, "found", at, **fields)


def told(at: str, about: str = "f1", **fields: object) -> Event:
    return fact(f"told {about} {at}", "told", at, about=about, **fields)


def backup(at: str) -> Event:
    return fact(f"backup {at}", "backup", at)


def outage(start: str, end: str | None = None, id: str = "o1", **fields: object) -> Event:
    return event(type="outage", id=id, start=start, **({"end": end} if end else {}), **fields)


def ticket(at: str, action: str, id: str, name: str = "T1", **fields: object) -> Event:
    return event(type="ticket", id=id, ticket=name, at=at, action=action, **fields)


def work(start: str, end: str, id: str = "m1", **fields: object) -> Event:
    return event(type="maintenance", id=id, kind="scheduled", start=start, end=end, **fields)


def subscribed(start: str, end: str | None = None, **fields: object) -> Event:
    until = {"to": end} if end else {}
    return event(type="subscription", id=f"s {start}", customer="acme", **{"from": start}, **until, **fields)


def runs(duty: Duty, as_of: str, *events: Event, policy: Policy = POLICY) -> tuple[Run, ...]:
    (customer,), _ = customers_of(policy, events, parse_instant(as_of))
    made = duty_runs(policy, duty, customer)
    for run in made:
        _explained(run)
    return made


def run(duty: Duty, as_of: str, *events: Event, policy: Policy = POLICY) -> Run:
    (only,) = runs(duty, as_of, *events, policy=policy)
    return only


def _explained(made: Run) -> None:
    """Whatever a run says is said in words."""
    verdict = Verdict(
        kind=Kind.DUTY, policy="", agreement="", engine="", customer=None, commitment="", period=None, status=made.status
    )
    for step in made.because:
        assert step.what in SAYINGS, step.what
        assert step_sentence(step, verdict, LONDON)


def at(instant: int | None) -> str | None:
    return None if instant is None else format_instant(instant)


def state(made: Run) -> tuple[str, bool]:
    return made.status.value, made.provisional


MET, BREACHED, RUNNING = ("met", False), ("breached", False), ("undetermined", True)
OPEN, LIFTED = ("undetermined", False), ("not_applicable", False)
NOON = "2025-03-14T12:00:00Z"


# ---------------------------------------------------------------------------------------------- deadlines


def _both_sides(duty: Duty, occasion: Sequence[Event], due: str, about: str = "f1") -> None:
    """An answer at the deadline is in time, one a microsecond later is not; nothing is missed until it has passed."""
    instant = parse_instant(due)
    after = format_instant(instant + 1)
    for as_of, answers, expected in (
        (due, (), RUNNING),
        (after, (), BREACHED),
        (after, (told(due, about),), MET),
        (after, (told(after, about),), BREACHED),
        (due, (told(after, about, recorded=due),), RUNNING),
    ):
        made = run(duty, as_of, *occasion, *answers)
        assert (state(made), at(made.due_at)) == (expected, due), (as_of, answers)


@pytest.mark.parametrize(
    ("length", "since", "due"),
    [
        (ExactLength(HOUR), NOON, "2025-03-14T13:00:00Z"),
        # Month ends clamp.
        (CalendarLength(months=1), "2025-01-31T10:00:00Z", "2025-02-28T10:00:00Z"),
        (CalendarLength(months=1), "2024-01-31T10:00:00Z", "2024-02-29T10:00:00Z"),
        # The clocks go forward on 30 March and back on 26 October: a civil day has 23 and 25 hours, 24 hours stay so.
        (CalendarLength(days=1), "2025-03-29T12:00:00Z", "2025-03-30T11:00:00Z"),
        (ExactLength(24 * HOUR), "2025-03-29T12:00:00Z", "2025-03-30T12:00:00Z"),
        (CalendarLength(days=1), "2025-10-25T11:00:00Z", "2025-10-26T12:00:00Z"),
        (ExactLength(24 * HOUR), "2025-10-25T11:00:00Z", "2025-10-26T11:00:00Z"),
        # Civil times that do not exist, and that exist twice (T3).
        (CalendarLength(days=1), "2025-03-29T01:30:00Z", "2025-03-30T01:30:00Z"),
        (CalendarLength(days=1), "2025-10-25T00:30:00Z", "2025-10-26T00:30:00Z"),
        # From Friday afternoon over the weekend; over Easter, in summer time.
        (BusinessHours(2 * HOUR, OFFICE), "2025-03-14T16:00:00Z", "2025-03-17T10:00:00Z"),
        (BusinessHours(1 * HOUR, OFFICE), "2025-03-14T16:00:00Z", "2025-03-14T17:00:00Z"),
        (BusinessHours(2 * HOUR, OFFICE), "2025-04-17T15:00:00Z", "2025-04-22T09:00:00Z"),
        (BusinessDays(1, OFFICE), "2025-04-17T12:00:00Z", "2025-04-22T12:00:00Z"),
        (BusinessDays(3, OFFICE), "2025-03-14T12:00:00Z", "2025-03-19T12:00:00Z"),
    ],
)
def test_a_length_after(length, since, due):
    _both_sides(attrs.evolve(DUTY, limit=WithinAfter(length, IT)), (found(since),), due)


@pytest.mark.parametrize(
    ("day", "since", "due"),
    [
        (ByFullDay(1, None), "2025-03-14T12:00:00Z", "2025-03-16T00:00:00Z"),
        (ByFullDay(1, None), "2025-03-29T12:00:00Z", "2025-03-30T23:00:00Z"),
        (ByFullDay(1, None), "2025-10-25T11:00:00Z", "2025-10-27T00:00:00Z"),
        (ByFullDay(2, OFFICE), "2025-03-14T12:00:00Z", "2025-03-18T17:00:00Z"),
        (ByFullDay(1, OFFICE), "2025-04-17T12:00:00Z", "2025-04-22T16:00:00Z"),
    ],
)
def test_the_end_of_a_full_day_after(day, since, due):
    _both_sides(attrs.evolve(DUTY, limit=FullDayAfter(day, IT)), (found(since),), due)


@pytest.mark.parametrize(
    ("carried", "due"),
    [
        ("2025-04-01", "2025-04-01T23:00:00Z"),
        ("2025-03-20", "2025-03-21T00:00:00Z"),
        ("2025-04-01T08:00:00+02:00", "2025-04-01T06:00:00Z"),
    ],
)
def test_the_date_that_a_fact_carries(carried, due):
    _both_sides(attrs.evolve(DUTY, limit=ByCarriedDate()), (found(NOON, due=carried),), due)


def test_a_fact_without_the_date_leaves_the_deadline_unknown_even_where_it_is_answered():
    duty = attrs.evolve(DUTY, limit=ByCarriedDate())
    made = run(duty, "2025-06-01T00:00:00Z", found(NOON), told("2025-03-15T00:00:00Z"))
    assert (state(made), made.missing, made.due_at) == (OPEN, ("due",), None)


@pytest.mark.parametrize("reference", [IT, START])
def test_an_outage_counts_from_its_start(reference):
    duty = attrs.evolve(DUTY, occasion=OutagePattern(None, None), limit=WithinAfter(ExactLength(HOUR), reference))
    _both_sides(duty, (outage(NOON, "2025-03-14T15:00:00Z"),), "2025-03-14T13:00:00Z", "o1")


def test_an_outage_counts_from_its_end_where_the_limit_says_so():
    duty = attrs.evolve(DUTY, occasion=OutagePattern(None, None), limit=WithinAfter(ExactLength(HOUR), END))
    ended = outage("2025-03-14T09:00:00Z", NOON)
    _both_sides(duty, (ended,), "2025-03-14T13:00:00Z", "o1")
    # What was told while it lasted came after the outage that calls for it; what came before the outage did not.
    assert state(run(duty, "2025-03-14T14:00:00Z", ended, told("2025-03-14T09:00:00Z", "o1"))) == MET
    assert state(run(duty, "2025-03-14T14:00:00Z", ended, told("2025-03-14T08:59:59.999999Z", "o1"))) == BREACHED


@pytest.mark.parametrize("end", [None, "2025-03-14T12:00:00.000001Z"])
def test_while_an_outage_lasts_nothing_is_due(end):
    duty = attrs.evolve(DUTY, occasion=OutagePattern(None, None), limit=WithinAfter(ExactLength(HOUR), END))
    lasting = outage("2025-03-14T09:00:00Z", end, recorded="2025-03-14T09:00:00Z")
    made = run(duty, NOON, lasting)
    assert (state(made), made.due_at, made.start_at, made.missing) == (RUNNING, None, None, ("told",))
    early = run(duty, NOON, lasting, told("2025-03-14T10:00:00Z", "o1"))
    assert (state(early), at(early.stopped_at), early.measured_us) == (MET, "2025-03-14T10:00:00Z", 0)


def test_a_duty_without_a_deadline_stays_open():
    duty = attrs.evolve(DUTY, limit=None)
    made = run(duty, "2030-01-01T00:00:00Z", found(NOON))
    assert (state(made), made.missing, made.due_at, made.budget) == (OPEN, ("told",), None, None)
    late = run(duty, "2030-01-01T00:00:00Z", found(NOON), told("2029-12-31T00:00:00Z"))
    assert (state(late), late.missing) == (MET, ())


def test_what_is_left_and_how_long_it_took():
    running = run(DUTY, "2025-03-14T12:20:00Z", found(NOON))
    assert running.budget is not None
    assert (running.budget[0].left, running.measured_us) == (40 * MINUTE, None)
    answered = run(DUTY, "2025-03-15T00:00:00Z", found(NOON), told("2025-03-14T12:07:00Z"), told("2025-03-14T12:09:00Z"))
    assert (answered.measured_us, at(answered.stopped_at)) == (7 * MINUTE, "2025-03-14T12:07:00Z")
    late = run(DUTY, "2025-03-16T00:00:00Z", found(NOON), told("2025-03-15T12:00:00Z"))
    assert (state(late), late.measured_us, late.reason) == (BREACHED, 24 * HOUR, 'the fact "told" came after the deadline')


@pytest.mark.parametrize(
    ("length", "missing"),
    [
        (BusinessHours(HOUR, NEVER), ("deadline",)),
        (CalendarLength(months=12 * 9000), ("deadline",)),
        (ExactLength(9000 * 366 * DAY), ("deadline",)),
        (BusinessDays(100_000, OFFICE), ("deadline",)),
    ],
)
def test_a_deadline_that_cannot_be_told_is_no_crash(length, missing):
    made = run(attrs.evolve(DUTY, limit=WithinAfter(length, IT)), "2026-01-01T00:00:00Z", found(NOON))
    assert (state(made), made.missing) == (OPEN, missing)
    assert made.reason is not None
    assert made.reason.startswith("the deadline cannot be told: ")


def test_a_calendar_that_the_contract_picks():
    plan = Parameter("plan", ParameterType.WORD)
    length = ChosenLength(
        (
            ((ParameterIs("plan", False, "office"),), BusinessHours(2 * HOUR, OFFICE)),
            ((), ExactLength(2 * HOUR)),
        )
    )
    duty = attrs.evolve(DUTY, limit=WithinAfter(length, IT))
    policy = attrs.evolve(POLICY, parameters=(plan,))
    for parameters, due, missing in (
        ({"plan": "office"}, "2025-03-17T10:00:00Z", ()),
        ({"plan": "other"}, "2025-03-14T18:00:00Z", ()),
        ({}, None, ("plan",)),
    ):
        made = run(
            duty,
            "2025-03-18T00:00:00Z",
            subscribed("2025-01-01T00:00:00Z", parameters=parameters),
            found("2025-03-14T16:00:00Z"),
            told("2025-03-14T16:30:00Z"),
            policy=policy,
        )
        assert (at(made.due_at), made.missing) == (due, missing)
        assert state(made) == (OPEN if missing else MET)


# ---------------------------------------------------------------------------------------------- backward


@pytest.mark.parametrize(
    ("length", "start", "due"),
    [
        (BusinessDays(2, OFFICE), "2025-03-18T18:00:00Z", "2025-03-17T09:00:00Z"),
        (BusinessHours(1 * HOUR, OFFICE), "2025-04-22T08:30:00Z", "2025-04-17T15:30:00Z"),
        (CalendarLength(days=1), "2025-03-30T12:00:00Z", "2025-03-29T13:00:00Z"),
        (CalendarLength(months=1), "2025-03-31T09:00:00Z", "2025-02-28T10:00:00Z"),
        (ExactLength(24 * HOUR), "2025-03-30T12:00:00Z", "2025-03-29T12:00:00Z"),
    ],
)
def test_ahead_of_announced_work_that_has_not_begun(length, start, due):
    duty = attrs.evolve(DUTY, occasion=MaintenancePattern(None), limit=AheadOf(length, START))
    planned = work(start, "2025-05-01T00:00:00Z", announced="2025-01-01T00:00:00Z")
    _both_sides(duty, (planned,), due, "m1")
    in_time = run(duty, start, planned, told("2025-01-02T00:00:00Z", "m1"))
    assert (state(in_time), in_time.measured_us) == (MET, 0)


def test_work_to_come_is_no_occasion_for_what_is_owed_after_it():
    duty = attrs.evolve(DUTY, occasion=MaintenancePattern(None), limit=WithinAfter(ExactLength(HOUR), START))
    planned = work(NOON, "2025-03-14T13:00:00Z", announced="2025-03-01T00:00:00Z")
    assert runs(duty, "2025-03-14T11:59:59.999999Z", planned) == ()
    assert state(run(duty, NOON, planned)) == RUNNING
    after = attrs.evolve(duty, limit=WithinAfter(ExactLength(HOUR), END))
    assert run(after, "2025-03-14T12:59:59.999999Z", planned).due_at is None
    assert at(run(after, "2025-03-14T13:00:00Z", planned).due_at) == "2025-03-14T14:00:00Z"


def test_occasions_later_than_as_of_give_no_run():
    assert runs(DUTY, NOON, found("2025-03-14T12:00:00.000001Z", recorded=NOON)) == ()


# ---------------------------------------------------------------------------------------------- what answers


def test_what_came_before_counts_only_where_the_policy_says_so():
    before = told("2025-03-14T11:59:59.999999Z")
    assert state(run(DUTY, "2025-03-15T00:00:00Z", found(NOON), before)) == BREACHED
    earlier = run(attrs.evolve(DUTY, earlier_counts=True), "2025-03-15T00:00:00Z", found(NOON), before)
    assert (state(earlier), earlier.measured_us) == (MET, 0)
    assert state(run(DUTY, "2025-03-15T00:00:00Z", found(NOON), told(NOON))) == MET


def test_about_it_and_about_the_same():
    occasion = found(NOON, about="o1")
    about_it, about_same = told("2025-03-14T12:30:00Z", "f1"), told("2025-03-14T12:30:00Z", "o1")
    same = attrs.evolve(DUTY, answer=FactPattern("told", AboutWords.THE_SAME))
    anything = attrs.evolve(DUTY, answer=FactPattern("told", None))
    for duty, answer, expected in (
        (DUTY, about_it, MET),
        (DUTY, about_same, BREACHED),
        (same, about_it, BREACHED),
        (same, about_same, MET),
        (anything, told("2025-03-14T12:30:00Z", "else"), MET),
    ):
        assert state(run(duty, "2025-03-15T00:00:00Z", occasion, answer)) == expected


def test_the_occasion_does_not_answer_itself():
    duty = attrs.evolve(DUTY, answer=FactPattern("found", None))
    first, second = runs(duty, "2025-03-14T14:00:00Z", found(NOON), found("2025-03-14T12:30:00Z", "f2"))
    assert (state(first), state(second)) == (MET, BREACHED)


def test_incomplete_answers_are_found_and_do_not_fulfil():
    duty = attrs.evolve(DUTY, includes=("cause", "log"))
    half = told("2025-03-14T12:10:00Z", includes=["log"])
    none = told("2025-03-14T12:05:00Z")
    whole = told("2025-03-14T12:20:00Z", includes=["log", "cause", "more"])
    running = run(duty, "2025-03-14T12:30:00Z", found(NOON), half)
    assert (state(running), running.missing) == (RUNNING, ("told",))
    lacking = run(duty, "2025-03-15T00:00:00Z", found(NOON), none, half)
    assert (state(lacking), lacking.stopped_at) == (BREACHED, None)
    assert lacking.reason == (
        f'the fact "told" did not come complete by the deadline: "{none.id}" lacks "cause" and "log"; "{half.id}" lacks "cause"'
    )
    assert [(f.kind, f.events, f.text) for f in lacking.findings] == [
        ("incomplete", (none.id,), 'the fact "told" lacks "cause" and "log"'),
        ("incomplete", (half.id,), 'the fact "told" lacks "cause"'),
    ]
    complete = run(duty, "2025-03-15T00:00:00Z", found(NOON), half, whole, told("2025-03-14T12:40:00Z"))
    assert (state(complete), at(complete.stopped_at)) == (MET, "2025-03-14T12:20:00Z")
    assert [f.events for f in complete.findings] == [(half.id,)]


def early(made: Run) -> list[tuple[str, ...]]:
    return [step.events for step in made.because if step.what == "duty_earlier"]


def test_what_came_before_the_occasion_is_told_where_nothing_answered_in_time():
    first, last = told("2025-03-14T10:00:00Z"), told("2025-03-14T11:59:59Z")
    other = told("2025-03-14T11:59:59.5Z", about="f2")
    late, in_time = told("2025-03-14T14:00:00Z"), told(NOON)
    over = "2025-03-15T00:00:00Z"
    assert early(run(DUTY, over, found(NOON), first, last, other)) == [(last.id,)]
    assert early(run(DUTY, over, found(NOON), first, late)) == [(first.id,)]
    assert early(run(DUTY, over, found(NOON), first, in_time)) == []
    assert early(run(DUTY, over, found(NOON), other)) == []
    assert early(run(attrs.evolve(DUTY, earlier_counts=True), over, found(NOON), other, first)) == []
    # What a duty asks of one fact is not answered by the same fact: the one before it is told.
    same = attrs.evolve(DUTY, answer=FactPattern("found", None))
    assert [early(m) for m in runs(same, over, found("2025-03-14T09:00:00Z", "f0"), found(NOON))] == [[], [("f0",)]]
    assert [early(m) for m in runs(BACKUP, "2025-03-16T00:00:00Z", backup(NOON))] == [[], [], []]


def test_an_occasion_says_what_it_is_and_about_what():
    def occasion(pattern, *events):
        return [m.because[0].detail for m in runs(attrs.evolve(DUTY, occasion=pattern), "2025-03-20T00:00:00Z", *events)]

    about = found(NOON, about="o5")
    assert occasion(FOUND, about, found(NOON, "f2", period="2025-02")) == [
        'the fact "found" about "o5"',
        'the fact "found" for "2025-02"',
    ]
    assert occasion(OutagePattern(None, None), outage(NOON, "2025-03-14T13:00:00Z")) == ["the outage"]
    assert occasion(TicketPattern(TicketAction.OPENED, None), ticket(NOON, "opened", "t")) == [
        'the event "opened" of the ticket "T1"'
    ]


def test_facts_about_outages_of_a_severity():
    duty = attrs.evolve(DUTY, occasion=FactPattern("found", OutagePattern(("SEV-0", None), ("provider",))))
    outages = [
        outage("2025-03-14T10:00:00Z", id="grave", severity="SEV-0", cause="provider.disk"),
        outage("2025-03-14T10:00:00Z", id="bare", cause="provider"),
        outage("2025-03-14T10:00:00Z", id="slight", severity="SEV-2", cause="provider"),
        outage("2025-03-14T10:00:00Z", id="theirs", severity="SEV-0", cause="customer"),
    ]
    facts = [found(NOON, f"f-{name}", about=name) for name in ("grave", "bare", "slight", "theirs", "nothing")]
    made = runs(duty, "2025-03-15T00:00:00Z", *outages, *facts, found(NOON, "f-none"))
    assert [m.event for m in made] == ["f-bare", "f-grave"]


def test_a_ticket_bears_its_latest_severity_so_far():
    duty = attrs.evolve(DUTY, occasion=TicketPattern(TicketAction.UPDATED, ("P1",)))
    history = [
        ticket("2025-03-14T10:00:00Z", "opened", "e1", severity="P2"),
        ticket("2025-03-14T11:00:00Z", "updated", "e2"),
        ticket("2025-03-14T12:00:00Z", "assigned", "e3", severity="P1"),
        ticket("2025-03-14T13:00:00Z", "updated", "e4"),
        ticket("2025-03-14T14:00:00Z", "updated", "e5", severity="P3"),
    ]
    made = run(duty, "2025-03-15T00:00:00Z", *history, told("2025-03-14T13:30:00Z", "T1"))
    assert (made.event, state(made)) == ("e4", MET)
    # A fact about any event of the ticket is about it.
    assert state(run(duty, "2025-03-15T00:00:00Z", *history, told("2025-03-14T13:30:00Z", "e1"))) == MET
    assert state(run(duty, "2025-03-15T00:00:00Z", *history, told("2025-03-14T13:30:00Z", "T2"))) == BREACHED


def test_a_ticket_is_answered_by_its_own_events():
    duty = attrs.evolve(
        DUTY, occasion=TicketPattern(TicketAction.OPENED, None), answer=TicketPattern(TicketAction.RESPONDED, None)
    )
    made = runs(
        duty,
        "2025-03-15T00:00:00Z",
        ticket("2025-03-14T12:00:00Z", "opened", "a1", "A"),
        ticket("2025-03-14T12:00:00Z", "opened", "b1", "B"),
        ticket("2025-03-14T12:30:00Z", "responded", "b2", "B"),
    )
    assert [(m.event, m.status) for m in made] == [("a1", Status.BREACHED), ("b1", Status.MET)]


def test_claims_and_settlements_of_the_same_period():
    duty = attrs.evolve(
        DUTY,
        occasion=ClaimPattern("uptime"),
        answer=SettlementPattern(Decision.PAID, AboutWords.THE_SAME),
        limit=WithinAfter(CalendarLength(days=30), IT),
    )

    def claim(id: str, period: str, **fields: object) -> Event:
        return event(type="claim", id=id, at="2025-04-01T09:00:00Z", period=period, **fields)

    def settled(id: str, decision: str, period: str, **fields: object) -> Event:
        return event(type="settlement", id=id, at="2025-04-11T09:00:00Z", period=period, decision=decision, **fields)

    made = runs(
        duty,
        "2025-06-01T00:00:00Z",
        claim("jan", "2025-01", commitment="uptime"),
        claim("feb", "2025-02", commitment="uptime"),
        claim("mar", "2025-03"),
        claim("other", "2025-01", commitment="speed"),
        settled("p1", "paid", "2025-01"),
        settled("p2", "denied", "2025-02", commitment="uptime"),
        settled("p3", "paid", "2025-02", commitment="speed"),
        settled("p4", "paid", "2025-03", commitment="uptime"),
    )
    assert [(m.event, m.status.value) for m in made] == [("feb", "breached"), ("jan", "met"), ("mar", "met")]


def test_only_events_of_the_service_count():
    duty = attrs.evolve(DUTY, service=WEB)
    made = runs(
        duty,
        "2025-03-15T00:00:00Z",
        found(NOON, "everywhere"),
        found(NOON, "here", service="web"),
        found(NOON, "there", service="mail"),
        told("2025-03-14T12:10:00Z", "here", service="mail"),
        told("2025-03-14T12:10:00Z", "everywhere", service="web"),
    )
    assert [(m.event, m.status.value) for m in made] == [("everywhere", "met"), ("here", "breached")]


# ---------------------------------------------------------------------------------------------- forbidden, lifted, not owed


def test_what_is_forbidden():
    duty = attrs.evolve(
        DUTY,
        occasion=MaintenancePattern(None),
        answer=TicketPattern(TicketAction.OPENED, ("P1",)),
        forbidden=True,
        limit=WithinAfter(ExactLength(HOUR), END),
    )
    done = work("2025-03-14T10:00:00Z", NOON)

    def opened(moment: str, severity: str = "P1") -> Event:
        return ticket(moment, "opened", "e1", severity=severity)

    for as_of, ticket_opened, expected in (
        ("2025-03-14T13:00:00Z", None, RUNNING),
        ("2025-03-14T13:00:00.000001Z", None, MET),
        ("2025-03-14T14:00:00Z", opened("2025-03-14T11:59:59.999999Z"), MET),
        ("2025-03-14T14:00:00Z", opened(NOON), BREACHED),
        ("2025-03-14T12:30:00Z", opened(NOON), BREACHED),
        ("2025-03-14T14:00:00Z", opened("2025-03-14T13:00:00Z"), BREACHED),
        ("2025-03-14T14:00:00Z", opened("2025-03-14T13:00:00.000001Z"), MET),
        ("2025-03-14T14:00:00Z", opened(NOON, "P2"), MET),
    ):
        made = run(duty, as_of, done, *([ticket_opened] if ticket_opened else []))
        assert state(made) == expected, (as_of, ticket_opened)
        assert (made.stopped_at is not None) is (expected == BREACHED)


WAIVER = FactPattern("waiver", AboutWords.IT)


@pytest.mark.parametrize(
    ("ahead", "before", "last"),
    [
        (None, None, "2025-03-24T12:00:00Z"),
        (CalendarLength(days=5), None, "2025-03-19T12:00:00Z"),
        (BusinessDays(2, OFFICE), None, "2025-03-20T12:00:00Z"),
        (ExactLength(2 * HOUR), IT, "2025-03-14T10:00:00Z"),
    ],
)
def test_a_fact_lifts_the_duty_if_it_comes_in_time(ahead, before, last):
    duty = attrs.evolve(
        DUTY,
        limit=WithinAfter(CalendarLength(days=10), IT),
        liftings=(Lifting(WAIVER, ahead, before, Cited(("4.3",))),),
    )
    after = format_instant(parse_instant(last) + 1)

    def waived(moment: str, about: str = "f1") -> Event:
        return fact("w1", "waiver", moment, about=about)

    for as_of in ("2025-03-24T12:00:00Z", "2025-05-01T00:00:00Z"):
        made = run(duty, as_of, found(NOON), waived(last))
        assert (state(made), made.stopped_at) == (LIFTED, None)
    assert state(run(duty, "2025-05-01T00:00:00Z", found(NOON), waived(after))) == BREACHED
    assert state(run(duty, "2025-05-01T00:00:00Z", found(NOON), waived(last, "f2"))) == BREACHED


def test_a_duty_that_was_answered_before_it_is_lifted_stays_answered():
    duty = attrs.evolve(DUTY, liftings=(Lifting(WAIVER, None, None, Cited()),))
    waived = fact("w1", "waiver", "2025-03-14T12:30:00Z", about="f1")
    day_after = "2025-03-15T12:30:00Z"
    assert state(run(duty, day_after, found(NOON), waived, told("2025-03-14T12:29:59.999999Z"))) == MET
    assert state(run(duty, day_after, found(NOON), waived, told("2025-03-14T12:30:00.000001Z"))) == LIFTED
    assert state(run(duty, day_after, found(NOON), waived, told("2025-03-14T15:00:00Z"))) == LIFTED
    assert state(run(duty, day_after, found(NOON), waived, told("2025-03-14T12:30:00Z"))) == LIFTED


def test_outside_the_agreement_and_the_subscription_nothing_is_owed():
    policy = attrs.evolve(POLICY, in_force_at=parse_instant(NOON), until_at=parse_instant("2025-03-15T12:00:00Z"))
    times = ("2025-03-14T11:59:59.999999Z", NOON, "2025-03-15T11:59:59.999999Z", "2025-03-15T12:00:00Z")
    events = [found(moment, f"f{i}") for i, moment in enumerate(times)]
    made = runs(DUTY, "2025-03-16T00:00:00Z", *events, policy=policy)
    assert [m.status.value for m in made] == ["not_applicable", "breached", "breached", "not_applicable"]
    covered = subscribed(NOON, "2025-03-15T12:00:00Z")
    made = runs(DUTY, "2025-03-16T00:00:00Z", *events, covered)
    assert [m.status.value for m in made] == ["not_applicable", "breached", "breached", "not_applicable"]
    assert all(m.reason for m in made)


# ---------------------------------------------------------------------------------------------- regular duties


def test_a_backup_each_day_over_the_hour_change():
    events = [
        backup("2025-03-28T23:59:59.999999Z"),
        # Midnight of the 30th begins in winter time, that of the 31st in summer time.
        backup("2025-03-30T22:59:59.999999Z"),
        backup("2025-03-30T23:00:00Z"),
    ]
    made = runs(BACKUP, "2025-03-31T23:00:00Z", subscribed("2025-03-28T15:00:00Z"), *events)
    assert [(m.period.name if m.period else "", *state(m), at(m.due_at)) for m in made] == [
        ("2025-03-28", *MET, "2025-03-29T00:00:00Z"),
        ("2025-03-29", *BREACHED, "2025-03-30T00:00:00Z"),
        ("2025-03-30", *MET, "2025-03-30T23:00:00Z"),
        ("2025-03-31", *MET, "2025-03-31T23:00:00Z"),
        ("2025-04-01", *RUNNING, "2025-04-01T23:00:00Z"),
    ]
    assert all(m.event is None for m in made)


def test_the_last_day_is_over_when_it_has_ended():
    start = subscribed("2025-10-26T00:00:00+01:00", "2025-10-27T00:00:00Z")
    before, over = "2025-10-26T23:59:59.999999Z", "2025-10-27T00:00:00Z"
    assert state(run(BACKUP, before, start)) == RUNNING
    assert state(run(BACKUP, over, start)) == BREACHED
    assert state(run(BACKUP, over, start, backup(before))) == MET
    # What comes at midnight belongs to the next day, which the subscription does not touch.
    assert state(run(BACKUP, over, start, backup(over))) == BREACHED
    forbidden = attrs.evolve(BACKUP, forbidden=True)
    assert state(run(forbidden, before, start)) == RUNNING
    assert state(run(forbidden, over, start, backup(over))) == MET
    assert state(run(forbidden, over, start, backup(before))) == BREACHED


@pytest.mark.parametrize(
    "first",
    [
        outage("2025-03-12T10:00:00Z", customer="acme"),
        ticket("2025-03-12T10:00:00Z", "opened", "e1", customer="acme"),
        fact("x", "x", "2025-03-12T10:00:00Z", customer="acme"),
        event(type="probe", id="p", at="2025-03-12T10:00:00Z", up=True),
        event(type="claim", id="c", at="2025-03-12T10:00:00Z", period="2025-01"),
        event(type="settlement", id="s", at="2025-03-12T10:00:00Z", period="2025-01", decision="denied"),
        work("2025-03-20T10:00:00Z", "2025-03-20T11:00:00Z", announced="2025-03-12T10:00:00Z"),
    ],
)
def test_without_a_subscription_it_is_owed_from_the_first_event(first):
    made = runs(BACKUP, NOON, first)
    assert [m.period.name for m in made if m.period] == ["2025-03-12", "2025-03-13", "2025-03-14"]


def test_a_limit_on_a_regular_duty():
    monthly = CalendarPeriod(PeriodUnit.MONTH, LONDON)
    start = subscribed("2025-03-10T00:00:00Z", "2025-04-01T00:00:00+01:00")

    def each(limit: object, as_of: str, answer: str) -> Run:
        return run(attrs.evolve(BACKUP, occasion=monthly, limit=limit), as_of, start, backup(answer))

    after_end = WithinAfter(CalendarLength(days=5), END)
    assert at(each(after_end, "2025-05-01T00:00:00Z", "2025-04-05T23:00:00Z").due_at) == "2025-04-05T23:00:00Z"
    for moment, expected in (
        ("2025-03-31T22:59:59.999999Z", BREACHED),
        ("2025-03-31T23:00:00Z", MET),
        ("2025-04-05T23:00:00Z", MET),
        ("2025-04-05T23:00:00.000001Z", BREACHED),
    ):
        assert state(each(after_end, "2025-05-01T00:00:00Z", moment)) == expected, moment
    for moment, expected in (("2025-02-28T23:59:59.999999Z", BREACHED), ("2025-03-01T00:00:00Z", MET)):
        assert state(each(WithinAfter(ExactLength(HOUR), START), "2025-05-01T00:00:00Z", moment)) == expected


def test_a_fact_that_names_a_period_answers_and_lifts_that_period_only():
    duty = attrs.evolve(
        BACKUP,
        limit=WithinAfter(CalendarLength(days=3), END),
        liftings=(Lifting(FactPattern("waiver", None), None, None, Cited()),),
    )
    start, later = subscribed("2025-03-10T00:00:00Z", "2025-03-13T00:00:00Z"), "2025-04-01T00:00:00Z"
    named = fact("b1", "backup", "2025-03-13T10:00:00Z", period="2025-03-11")
    waived = fact("w1", "waiver", "2025-03-10T10:00:00Z", period="2025-03-12")
    assert [state(m) for m in runs(duty, later, start, named, waived)] == [BREACHED, MET, LIFTED]
    unnamed = fact("b1", "backup", "2025-03-13T00:00:00Z")
    assert [state(m) for m in runs(duty, later, start, unnamed)] == [MET, MET, MET]
    lifting = fact("w1", "waiver", "2025-03-14T00:00:00.000001Z")
    assert [state(m) for m in runs(duty, later, start, lifting)] == [BREACHED, LIFTED, LIFTED]


def test_about_nothing_and_the_same_period_is_about_the_same():
    duty = attrs.evolve(DUTY, answer=FactPattern("told", AboutWords.THE_SAME))
    for occasion, answer, expected in (
        (None, None, MET),
        ("2025-03", "2025-03", MET),
        ("2025-03", "2025-02", BREACHED),
        (None, "2025-03", BREACHED),
    ):
        given = [
            fact(name, name, NOON, **({"period": period} if period else {}))
            for name, period in (("found", occasion), ("told", answer))
        ]
        assert state(run(duty, "2025-03-15T00:00:00Z", *given)) == expected


def test_a_subscription_that_has_not_begun_owes_nothing_yet():
    assert runs(BACKUP, NOON, subscribed("2025-03-14T12:00:00.000001Z", recorded=NOON)) == ()
    assert len(runs(BACKUP, NOON, subscribed(NOON))) == 1


def test_between_two_subscriptions_nothing_is_owed():
    made = runs(
        BACKUP,
        "2025-04-01T00:00:00Z",
        subscribed("2025-03-01T00:00:00Z", "2025-03-02T12:00:00Z"),
        subscribed("2025-03-05T12:00:00Z", "2025-03-06T12:00:00Z"),
    )
    assert [m.period.name for m in made if m.period] == ["2025-03-01", "2025-03-02", "2025-03-05", "2025-03-06"]


def test_cycles_that_nobody_can_tell():
    duty = attrs.evolve(BACKUP, occasion=BillingCycle(1, None, LONDON))
    made = run(duty, "2025-04-01T00:00:00Z", subscribed("2025-03-01T00:00:00Z"))
    assert (state(made), made.missing, made.period and made.period.name) == (OPEN, ("billing_day",), "unknown")
    told_day = runs(duty, "2025-04-01T00:00:00Z", subscribed("2025-03-01T00:00:00Z", billing_day=15))
    assert [m.period.name for m in told_day if m.period] == ["2025-02-15/2025-03-14", "2025-03-15/2025-04-14"]


@pytest.mark.parametrize(
    ("unit", "start"), [(PeriodUnit.HOUR, "1900-01-01T00:00:00Z"), (PeriodUnit.DAY, "1850-01-01T00:00:00Z")]
)
def test_too_many_periods_are_refused_in_words(unit, start):
    duty = attrs.evolve(BACKUP, occasion=CalendarPeriod(unit, LONDON))
    with pytest.raises(PolicyError) as refused:
        runs(duty, "2200-01-01T00:00:00Z", subscribed(start))
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.code == "duty-periods"
    assert "backup" in diagnostic.title
    assert diagnostic.hint


# ---------------------------------------------------------------------------------------------- size


def test_many_occasions_and_answers_take_time_in_proportion():
    base = parse_instant("2025-01-01T00:00:00Z")
    duty = attrs.evolve(DUTY, includes=("log",))

    def moment(i: int) -> str:
        return format_instant(base + i * MINUTE)

    def took(n: int) -> float:
        events = [found(moment(i), f"f{i}") for i in range(n)]
        events += [told(moment(i), f"f{i}", includes=["log"] if i % 2 else []) for i in range(n)]
        (customer,), _ = customers_of(POLICY, events, base + n * MINUTE)
        for answer in (duty.answer, FactPattern("told", None)):
            began = time.perf_counter()
            made = duty_runs(POLICY, attrs.evolve(duty, answer=answer), customer)
            assert len(made) == n
        return time.perf_counter() - began

    assert took(8000) < 30 * max(took(1000), 0.01)
