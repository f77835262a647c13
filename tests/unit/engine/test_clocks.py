"""Clocks over tickets: deadlines, pauses, severities, reopenings, what excludes them, what is still open (S1-S3, X1)."""

from __future__ import annotations

import re
import time
from itertools import chain
from pathlib import Path

import attrs
import pytest

from slalang.engine.support import clock_steps
from slalang.output.explanation.sentences import SAYINGS
from slalang.semantics.policy import Policy
from slalang.values.diagnostics import PolicyError
from slalang.values.events import Event, Ticket, TicketAction
from slalang.values.instants import HOUR, MINUTE
from slalang.values.verdicts import Budget, Status
from tests.unit.engine.tickets import event, instant, only, policy, runs, shown, ticket

RESOLVE = 'runs from "opened" to "resolved"'
WITHOUT_SEVERITY = {"severity": None}


def timed(target: str, **handling: str | None) -> Policy:
    """A clock from opening to resolution with one target for all."""
    return policy(RESOLVE, target, **(WITHOUT_SEVERITY | handling))


def fact(name: str, at: str, about: str | None = None) -> Event:
    subject = {} if about is None else {"about": about}
    return event(type="fact", id=f"{name}-{at}", name=name, at=f"2025-03-{at}:00Z", **subject)


# --------------------------------------------------------------------------------------------- deadlines, pauses


@pytest.mark.parametrize(
    ("target", "pauses", "due"),
    [
        # Monday 3 March at 15:00; the calendar is open from Monday to Friday, 09:00 to 17:00.
        ("within 4 hours", [], "03T19:00"),
        ("within 4 business hours of support", [], "04T11:00"),
        ("within 2 business hours of support", [], "03T17:00"),
        ("within 2 business days of support", [], "05T15:00"),
        ("within 1 week", [], "10T15:00"),
        ("by the end of the second full business day of support", [], "05T17:00"),
        ("by the end of the second full day", [], "06T00:00"),
        ("within 4 hours", [("03T16:00", "03T18:00")], "03T21:00"),
        ("within 4 hours", [("03T16:00", "03T18:00"), ("03T19:00", "03T19:30")], "03T21:30"),
        # The length runs out at the instant at which the second pause begins.
        ("within 4 hours", [("03T19:00", "03T23:00")], "03T19:00"),
        ("within 4 business hours of support", [("03T16:00", "04T10:00")], "04T13:00"),
        ("within 4 business hours of support", [("03T17:00", "04T09:00")], "04T11:00"),
        ("within 4 business hours of support", [("07T16:00", "09T10:00")], "04T11:00"),
        ("within 2 business days of support", [("03T16:00", "04T12:00")], "06T11:00"),
        ("within 1 week", [("04T00:00", "05T06:00")], "11T21:00"),
        # A day of the calendar is eight hours: six of them move nothing, nine move one day.
        ("by the end of the second full business day of support", [("04T10:00", "04T16:00")], "05T17:00"),
        ("by the end of the second full business day of support", [("04T10:00", "05T11:00")], "06T17:00"),
        ("by the end of the second full day", [("03T16:00", "04T15:59")], "06T00:00"),
        ("by the end of the second full day", [("03T16:00", "04T16:00")], "07T00:00"),
        ("by the end of the second full day", [("03T16:00", "04T04:00"), ("05T00:00", "05T12:00")], "07T00:00"),
    ],
)
def test_a_deadline_moves_by_the_pauses_before_it(target: str, pauses: list[tuple[str, str]], due: str) -> None:
    paused = chain.from_iterable((f"p{i} paused {a}", f"u{i} resumed {b}") for i, (a, b) in enumerate(pauses))
    events = ticket("o opened 03T15:00", *paused, "r resolved 28T12:00")
    assert shown(only(timed(target), events).due_at) == due


def test_a_pause_that_only_stops_the_accrual_moves_no_deadline() -> None:
    accrual = policy(
        RESOLVE,
        "within 4 hours",
        "belongs to the period in which it is due",
        rest="credit for fix: a missed target earns GBP 5 for each 1 hour completed past the deadline; per calendar month; "
        "accrues without limit; money rounded half up; given without a claim.",
        severity=None,
        pauses='pauses from "paused" to "resumed", which stops the accrual',
    )
    run = only(accrual, ticket("o opened 03T09:00", "p paused 03T10:00", "u resumed 03T12:00", "r resolved 03T14:00"))
    assert (run.status, shown(run.due_at), run.measured_us) == (Status.BREACHED, "03T13:00", 5 * HOUR)
    assert run.pauses == ((instant("03T10:00"), instant("03T12:00")),)


def test_what_is_measured_lies_inside_the_hours_and_outside_the_pauses() -> None:
    run = only(
        timed("within 8 business hours of support"),
        ticket("o opened 03T15:00", "p paused 03T16:30", "u resumed 04T10:00", "r resolved 04T12:00"),
    )
    assert (run.status, run.measured_us, shown(run.stopped_at)) == (Status.MET, 3 * HOUR + 30 * MINUTE, "04T12:00")


def test_a_pause_that_is_open_at_the_stop_ends_there() -> None:
    run = only(timed("within 4 hours"), ticket("o opened 03T09:00", "p paused 03T10:00", "r resolved 05T10:00"))
    assert (run.status, shown(run.due_at), run.measured_us) == (Status.MET, "05T13:00", HOUR)


def test_the_deadline_itself_is_in_time() -> None:
    assert only(timed("within 4 hours"), ticket("o opened 03T09:00", "r resolved 03T13:00")).status is Status.MET
    late = only(timed("within 4 hours"), ticket("o opened 03T09:00", "r resolved 2025-03-03T13:00:00.000001Z"))
    assert (late.status, late.provisional) == (Status.BREACHED, False)


# ---------------------------------------------------------------------------------------------------- as it runs


def test_before_its_deadline_a_running_clock_is_open() -> None:
    run = only(timed("within 4 business hours of support"), ticket("o opened 03T15:00"), as_of="03T16:00")
    assert (run.status, run.provisional, shown(run.due_at), run.stopped_at) == (
        Status.UNDETERMINED,
        True,
        "04T11:00",
        None,
    )
    assert (run.measured_us, run.budget) == (HOUR, (Budget("due", 3 * HOUR),))


def test_at_its_deadline_it_is_open_and_past_it_breached() -> None:
    clock, events = timed("within 4 hours"), ticket("o opened 03T09:00")
    assert only(clock, events, as_of="03T13:00").status is Status.UNDETERMINED
    late = only(clock, events, as_of="2025-03-03T13:00:00.000001Z")
    assert (late.status, late.provisional, late.stopped_at, late.budget) == (Status.BREACHED, False, None, None)


def test_while_it_is_paused_it_has_no_deadline_but_something_left() -> None:
    events = ticket("o opened 03T15:00", "p paused 03T16:00")
    run = only(timed("within 4 business hours of support"), events, as_of="05T12:00")
    assert (run.status, run.provisional, run.due_at) == (Status.UNDETERMINED, True, None)
    assert (run.measured_us, run.budget) == (HOUR, (Budget("due", 3 * HOUR),))


def test_a_pause_after_the_deadline_does_not_take_it_away() -> None:
    run = only(timed("within 4 hours"), ticket("o opened 03T09:00", "p paused 03T14:00"), as_of="05T12:00")
    assert (run.status, shown(run.due_at)) == (Status.BREACHED, "03T13:00")


def test_what_happens_after_as_of_is_not_known() -> None:
    events = ticket("o opened 03T09:00", "r resolved 03T10:00")
    assert only(timed("within 4 hours"), events, as_of="03T09:30").status is Status.UNDETERMINED


# ------------------------------------------------------------------------------------------------------ severity

CHANGED = ticket(
    "o opened 03T09:00 severity=P2", "e updated 03T11:00 severity=P1", "f assigned 03T11:30 severity=P1", "r resolved 03T14:00"
)


@pytest.mark.parametrize(
    ("rule", "start", "due", "status"),
    [
        ("keeps the start and takes the new target", "03T09:00", "03T13:00", Status.BREACHED),
        ("restarts the clock", "03T11:00", "03T15:00", Status.MET),
        ("changes nothing", "03T09:00", "03T17:00", Status.MET),
    ],
)
def test_what_a_change_of_severity_does(rule: str, start: str, due: str, status: Status) -> None:
    run = only(by_severity(rule), CHANGED)
    assert (shown(run.start_at), shown(run.due_at), run.status) == (start, due, status)


def by_severity(rule: str = "keeps the start and takes the new target") -> Policy:
    return policy(
        RESOLVE,
        'within 4 hours where the severity is "P1"',
        'within 8 hours where the severity is "P2"',
        severity=f"a change of severity {rule}",
    )


def test_a_first_severity_is_no_change_and_one_at_the_stop_restarts_nothing() -> None:
    events = ticket("o opened 03T09:00", "e updated 03T10:00 severity=P1", "r resolved 03T14:00 severity=P2")
    run = only(by_severity("restarts the clock"), events)
    assert (shown(run.start_at), shown(run.due_at)) == ("03T09:00", "03T17:00")


def test_a_severity_after_the_stop_does_not_count() -> None:
    events = ticket("o opened 03T09:00 severity=P1", "r resolved 03T12:00", "e updated 03T12:30 severity=P9")
    assert only(by_severity(), events).status is Status.MET


def test_a_later_severity_may_bring_another_deadline_past_the_first() -> None:
    events = ticket("o opened 03T09:00 severity=P1", "e updated 03T14:00 severity=P2", "r resolved 03T16:00")
    assert only(by_severity(), events[:1], as_of="03T13:30").status is Status.BREACHED
    assert only(by_severity(), events).status is Status.MET


def test_the_queue_is_that_of_the_stop_and_labels_are_those_of_all_events() -> None:
    clock = policy(
        RESOLVE, 'within 1 hour where labelled "urgent"', 'within 4 hours where the queue is "desk"', **WITHOUT_SEVERITY
    )
    assigned = ("o opened 03T09:00 queue=desk", "r resolved 03T12:00", "a assigned 03T12:30 queue=lab")
    assert shown(only(clock, ticket(*assigned)).due_at) == "03T13:00"
    assert shown(only(clock, ticket(*assigned, "x updated 03T13:00 labels=urgent,other")).due_at) == "03T10:00"
    elsewhere = only(clock, ticket("o opened 03T09:00 queue=lab", "r resolved 03T12:00"))
    assert (elsewhere.status, elsewhere.missing) == (Status.UNDETERMINED, ("queue", "labels"))


def test_no_target_otherwise_says_that_the_clock_does_not_apply() -> None:
    clock = policy(RESOLVE, 'within 4 hours where the severity is "P1"', "no target otherwise")
    run = only(clock, ticket("o opened 03T09:00 severity=P4"))
    assert (run.status, run.missing, run.findings) == (Status.NOT_APPLICABLE, (), ())


# ---------------------------------------------------------------------------------------- reopening, many runs

REOPENED = ticket("o opened 03T09:00", "r resolved 03T10:00", "n reopened 03T11:00", "s resolved 03T14:00")


def test_a_reopening_that_continues_withdraws_the_stop() -> None:
    run = only(timed("within 4 hours"), REOPENED)
    assert (run.status, run.event, shown(run.stopped_at), run.measured_us) == (Status.BREACHED, None, "03T14:00", 5 * HOUR)
    assert [step.events for step in run.because if step.what == "clock_reopened"] == [("n", "r")]


def test_a_reopening_that_begins_a_run_of_its_own() -> None:
    first, second = runs(timed("within 4 hours", reopening="reopening begins a run of its own"), REOPENED)
    assert (first.event, first.status, shown(first.stopped_at)) == (None, Status.MET, "03T10:00")
    assert (second.event, second.status, shown(second.start_at), second.measured_us) == ("n", Status.MET, "03T11:00", 3 * HOUR)


def test_a_reopening_that_changes_nothing() -> None:
    run = only(timed("within 4 hours", reopening="reopening changes nothing"), REOPENED)
    assert (run.status, shown(run.stopped_at)) == (Status.MET, "03T10:00")


def test_a_pause_that_a_stop_ended_is_over_in_the_next_run() -> None:
    events = ticket("o opened 03T09:00", "p paused 03T09:30", "r resolved 03T10:00", "n reopened 03T11:00")
    _, second = runs(timed("within 4 hours", reopening="reopening begins a run of its own"), events, as_of="03T12:00")
    assert (shown(second.due_at), second.pauses) == ("03T15:00", ())


def next_reply() -> Policy:
    return policy(
        'runs from each "customer_replied" to "responded"',
        "within 2 hours",
        severity=None,
        reply="an automatic reply does not count",
    )


def test_each_message_has_a_run_and_a_reply_ends_every_one_that_is_open() -> None:
    events = ticket(
        "z responded 03T08:00",
        "a customer_replied 03T09:00",
        "b customer_replied 03T10:30",
        "x auto_replied 03T10:31",
        "c responded 03T12:00",
        "d customer_replied 03T13:00",
    )
    found = runs(next_reply(), events, as_of="03T14:00")
    assert [(r.event, r.status, shown(r.stopped_at)) for r in found] == [
        ("a", Status.BREACHED, "03T12:00"),
        ("b", Status.MET, "03T12:00"),
        ("d", Status.UNDETERMINED, None),
    ]
    assert all(run.findings == () for run in found)


def test_a_reopening_opens_again_the_runs_that_the_last_reply_ended() -> None:
    events = ticket(
        "a customer_replied 03T09:00",
        "b responded 03T10:00",
        "c customer_replied 03T11:00",
        "d responded 03T11:30",
        "n reopened 03T12:00",
        "e responded 03T14:00",
    )
    assert [shown(r.stopped_at) for r in runs(next_reply(), events)] == ["03T10:00", "03T14:00"]


def test_runs_come_by_ticket_and_start() -> None:
    events = [*ticket("b2 opened 03T08:00", name="B"), *ticket("a2 opened 03T09:00", name="A")]
    assert [run.ticket for run in runs(timed("within 4 hours"), events)] == ["A", "B"]


# --------------------------------------------------------------------------------------- updates on the way


def updates() -> Policy:
    return policy(
        'runs from "opened" to "resolved", anew at each "updated"',
        "within 2 hours",
        severity=None,
        reply="an automatic reply does not count",
    )


def test_of_updates_the_gap_shows_that_was_latest_past_its_deadline() -> None:
    events = ticket("o opened 03T09:00", "a updated 03T10:00", "b updated 03T12:30", "c updated 03T15:30", "d updated 03T18:30")
    run = only(updates(), [*events, *ticket("r resolved 03T19:00")])
    assert (run.status, shown(run.start_at), shown(run.due_at), shown(run.stopped_at)) == (
        Status.BREACHED,
        "03T12:30",
        "03T14:30",
        "03T15:30",
    )
    assert run.measured_us == 3 * HOUR


def test_of_updates_in_time_the_one_that_runs_shows_and_then_the_longest() -> None:
    events = ticket("o opened 03T09:00", "a updated 03T10:30", "b updated 03T11:00")
    run = only(updates(), events, as_of="03T12:00")
    assert (run.status, run.provisional, shown(run.due_at), run.budget) == (
        Status.UNDETERMINED,
        True,
        "03T13:00",
        (Budget("due", HOUR),),
    )
    run = only(updates(), [*events, *ticket("r resolved 03T12:00")])
    assert (run.status, shown(run.start_at), shown(run.stopped_at), run.measured_us) == (
        Status.MET,
        "03T09:00",
        "03T10:30",
        90 * MINUTE,
    )


def test_the_last_gap_ends_with_the_stop_or_lasts_to_as_of() -> None:
    events = ticket("o opened 03T09:00", "a updated 03T10:00")
    late = only(updates(), events, as_of="03T13:00")
    assert (late.status, shown(late.due_at), late.stopped_at) == (Status.BREACHED, "03T12:00", None)
    assert only(updates(), [*events, *ticket("r resolved 03T12:00")]).status is Status.MET


# ------------------------------------------------------------------------------------- facts, terms, exclusions


def test_the_next_fact_settles_the_target() -> None:
    clock, events = timed('by the next fact "release"'), ticket("o opened 03T09:00", "r resolved 05T09:00")
    before, other = fact("release", "03T09:00"), fact("release", "04T09:00", about="another ticket")
    kept = only(clock, [*events, before, other, fact("release", "06T09:00")])
    assert (kept.status, shown(kept.due_at)) == (Status.MET, "06T09:00")
    for about in ("T", "o", None):
        missed = only(clock, [*events, before, other, fact("release", "04T12:00", about=about)])
        assert (missed.status, shown(missed.due_at)) == (Status.BREACHED, "04T12:00")


def test_a_pause_moves_no_deadline_that_a_fact_settles() -> None:
    events = ticket("o opened 03T09:00", "p paused 03T10:00", "c resumed 03T11:00", "r resolved 05T09:00")
    pauses = 'pauses from "paused" to "resumed", which moves the deadline{}'
    for more, effect in (("", None), (" and stops the accrual", "stops the accrual")):
        clock = timed('by the next fact "release"', pauses=pauses.format(more))
        run = only(clock, [*events, fact("release", "04T12:00")])
        (step,) = (s for s in run.because if s.what == "clock_paused")
        assert (shown(run.due_at), step.limit, step.detail) == (
            "04T12:00",
            effect,
            "a deadline that a fact settles is not moved",
        )
    moved = only(timed("within 4 hours", pauses=pauses.format("")), events)
    assert [(s.limit, s.detail) for s in moved.because if s.what == "clock_paused"] == [("moves the deadline", "")]


@pytest.mark.parametrize(("end", "as_of"), [(["r resolved 03T14:00"], None), ([], None), ([], "03T10:00")])
def test_reasons_leave_instants_to_the_fields_beside_them(end: list[str], as_of: str | None) -> None:
    run = only(timed("within 4 hours"), ticket("o opened 03T09:00", *end), **({} if as_of is None else {"as_of": as_of}))
    told = [run.reason or "", *(s.detail for s in run.because if s.what == "clock_outcome")]
    assert run.reason
    assert not any(re.search(r"\d{4}-\d\d", text) for text in told)


def test_without_the_fact_a_stopped_clock_is_met_and_a_running_one_waits_for_it() -> None:
    clock = timed('by the next fact "release"')
    assert only(clock, ticket("o opened 03T09:00", "r resolved 05T09:00")).status is Status.MET
    run = only(clock, ticket("o opened 03T09:00"))
    assert (run.status, run.missing, run.due_at) == (Status.UNDETERMINED, ("release",), None)


def test_a_calendar_that_the_contract_picks() -> None:
    rest = """
calendar always: every day all day.
calendar theirs: that of support where hours is "weekdays"; that of always otherwise.
"""
    clock = policy(RESOLVE, "within 4 business hours of theirs", severity=None, rest=rest)
    events = ticket("o opened 03T15:00", "r resolved 03T18:00")

    def subscribed(**parameters: str) -> list[Event]:
        given = {"type": "subscription", "id": "s", "from": "2025-01-01", "parameters": parameters}
        return [*events, event(**given)]

    assert shown(only(clock, subscribed(hours="weekdays")).due_at) == "04T11:00"
    assert shown(only(clock, subscribed(hours="always")).due_at) == "03T19:00"
    run = only(clock, subscribed())
    assert (run.status, run.missing, run.due_at) == (Status.UNDETERMINED, ("hours",), None)


def test_outside_the_agreement_and_every_subscription_the_clock_does_not_apply() -> None:
    events = ticket("o opened 03T09:00")
    later = event(**{"type": "subscription", "id": "s", "from": "2025-03-04"})
    assert only(timed("within 4 hours"), [*events, later]).status is Status.NOT_APPLICABLE
    dated = timed("within 4 hours")
    run = only(with_force(dated, "04T00:00"), events)
    assert (run.status, run.because[-1].what) == (Status.NOT_APPLICABLE, "clock_outcome")
    assert only(with_force(dated, "03T09:00"), events).status is Status.BREACHED


def with_force(of: Policy, since: str) -> Policy:
    return attrs.evolve(of, in_force_at=instant(since))


@pytest.mark.parametrize(
    ("phrase", "events", "named"),
    [
        ("tickets caused by third_party", ["o opened 03T09:00", "c closed 05T09:00 cause=third_party.cloud"], ("c",)),
        ('tickets labelled "incident"', ["o opened 03T09:00", "u updated 03T10:00 labels=incident"], ("u",)),
        ('tickets with the fact "agreed" within 2 hours after it starts', ["o opened 03T10:00"], ("agreed-03T12:00",)),
    ],
)
def test_an_excluded_ticket_says_by_which_exclusion_clause_and_events(
    phrase: str, events: list[str], named: tuple[str, ...]
) -> None:
    clock = timed("within 4 hours", rest=f"exclusion vendor from fix (clause 7): {phrase}.")
    run = only(clock, [*ticket(*events), fact("agreed", "03T12:00", about="o")])
    assert (run.status, run.reason) == (
        Status.NOT_APPLICABLE,
        f'the ticket is excluded by "vendor" (clause 7), as "{named[0]}" says',
    )
    (step,) = (s for s in run.because if s.what == "clock_excluded")
    assert (step.name, step.clauses, step.events) == ("vendor", ("7",), named)
    mine = ticket("o opened 03T09:00 cause=customer", "u updated 03T10:00 labels=other")
    assert only(clock, [*mine, fact("agreed", "03T12:00", about="o")]).status is Status.BREACHED


def test_an_event_of_another_service_is_not_of_the_ticket() -> None:
    stop = event(type="ticket", id="r", ticket="T", action="resolved", at="2025-03-03T10:00:00Z", service="shop")
    assert only(timed("within 4 hours"), [*ticket("o opened 03T09:00"), stop]).status is Status.BREACHED


# ------------------------------------------------------------------------------------------------ bounds, words


def test_a_deadline_beyond_the_years_that_can_be_reckoned_is_undetermined() -> None:
    late = ticket("o opened 2190-01-01T00:00:00Z")
    run = only(timed("within 90 years"), late, as_of="2190-01-02T00:00:00Z")
    assert (run.status, run.missing, run.due_at) == (Status.UNDETERMINED, ("deadline",), None)
    ancient = ticket("o opened 0001-01-02T00:00:00Z")
    assert only(timed("within 4 hours"), ancient).status is Status.UNDETERMINED


def test_a_calendar_that_does_not_open_for_so_long_is_undetermined() -> None:
    late = ticket("o opened 2190-01-01T00:00:00Z")
    run = only(timed("within 40000 business hours of support"), late, as_of="2190-01-02T00:00:00Z")
    assert (run.status, run.missing) == (Status.UNDETERMINED, ("calendar",))
    assert "support" in (run.reason or "")


def many(actions: tuple[str, ...], number: int) -> list[Event]:
    """That many events of one ticket, a minute apart, of these actions in turn."""
    base = instant("01T00:00")
    (opened,) = ticket("o opened 01T00:00")
    assert isinstance(opened, Ticket)
    wanted = [TicketAction(a) for a in actions]
    made = [
        attrs.evolve(opened, id=f"e{i}", at=base + (i + 1) * MINUTE // 10, action=wanted[i % len(wanted)])
        for i in range(number)
    ]
    return [opened, *made]


@pytest.mark.parametrize(
    ("clock", "actions"),
    [
        (timed("within 400 business hours of support"), ("paused", "resumed")),
        (timed("by the end of the second full business day of support"), ("paused", "resumed", "updated")),
        (timed("within 4 hours"), ("resolved", "reopened", "opened", "closed")),
        (updates(), ("updated",)),
        (next_reply(), ("customer_replied",)),
        (next_reply(), ("customer_replied", "responded")),
    ],
)
def test_a_ticket_of_very_many_events_does_not_hang(clock: Policy, actions: tuple[str, ...]) -> None:
    events = many(actions, 30_000)
    begun = time.process_time()
    assert runs(clock, events)
    assert time.process_time() - begun < 15


@pytest.mark.parametrize("others", [("paused", "resumed"), ("responded", "reopened")])
def test_what_cannot_be_told_apart_is_refused_in_words(others: tuple[str, ...]) -> None:
    with pytest.raises(PolicyError) as refused:
        runs(next_reply(), many(("customer_replied", *others), 9_000))
    assert refused.value.diagnostics[0].code == "ticket-too-long"


def test_every_step_has_a_sentence() -> None:
    source = Path(clock_steps.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'"(clock_\w+)"', source))
    assert len(codes) > 15
    assert codes <= set(SAYINGS)
    assert {code for code in SAYINGS if code.startswith("clock_")} <= codes
