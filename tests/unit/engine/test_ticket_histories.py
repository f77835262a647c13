"""Tickets whose histories contradict themselves: what is found, which events it names, and the verdict (S1, S2)."""

from __future__ import annotations

from slalang.engine.support.runs import Run
from slalang.semantics.policy import Policy
from slalang.values.verdicts import Status
from tests.unit.engine.tickets import only, policy, runs, shown, ticket

RUNS = 'runs from "opened" to "resolved"'
FOUR_HOURS = "within 4 hours"


def plain(runs_from: str = RUNS, **handling: str | None) -> Policy:
    """Four elapsed hours from opening to resolution, whatever the severity; closing does not stop the clock."""
    return policy(runs_from, FOUR_HOURS, **({"severity": None} | handling))


def by_severity(**handling: str | None) -> Policy:
    """Four hours for P1, eight for P2, nothing said of others."""
    return policy(RUNS, FOUR_HOURS + ' where the severity is "P1"', 'within 8 hours where the severity is "P2"', **handling)


def found(run: Run) -> dict[str, tuple[str, ...]]:
    """The findings of a run with the events that they name; each cites the clause of the clock."""
    assert all(finding.clauses == ("5.1",) and finding.rule == "fix" for finding in run.findings)
    return {finding.kind: finding.events for finding in run.findings}


def test_a_plain_history_has_no_findings() -> None:
    run = only(plain(), ticket("o opened 03T09:00", "r resolved 03T12:00", "c closed 03T18:00"))
    assert (run.status, found(run)) == (Status.MET, {})


def test_resolved_before_opened() -> None:
    run = only(plain(), ticket("r resolved 03T08:00", "o opened 03T09:00"))
    assert (run.status, shown(run.due_at), run.stopped_at) == (Status.BREACHED, "03T13:00", None)
    assert found(run) == {"stop_before_start": ("r",)}


def test_resolved_at_the_instant_of_opening_is_after_it_whatever_the_ids() -> None:
    run = only(plain(), ticket("b opened 03T09:00", "a resolved 03T09:00"))
    assert (run.status, run.measured_us, found(run)) == (Status.MET, 0, {})


def test_resumed_without_a_pause() -> None:
    run = only(plain(), ticket("o opened 03T09:00", "u resumed 03T10:00", "r resolved 03T14:00"))
    assert (run.status, shown(run.due_at)) == (Status.BREACHED, "03T13:00")
    assert found(run) == {"resumed_unpaused": ("u",)}


def test_paused_twice() -> None:
    events = ticket(
        "o opened 03T09:00", "p1 paused 03T10:00", "p2 paused 03T11:00", "u resumed 03T12:00", "r resolved 03T15:00"
    )
    run = only(plain(), events)
    assert (run.status, shown(run.due_at)) == (Status.MET, "03T15:00")
    assert found(run) == {"paused_twice": ("p2",)}


def test_a_pause_contradicted_outside_the_run_is_not_found() -> None:
    events = ticket("u resumed 03T08:00", "o opened 03T09:00", "r resolved 03T10:00", "v resumed 03T11:00")
    assert found(only(plain(), events)) == {}


def test_a_severity_that_no_target_names() -> None:
    run = only(by_severity(), ticket("o opened 03T09:00 severity=P9", "r resolved 03T10:00"))
    assert (run.status, run.missing, run.provisional) == (Status.UNDETERMINED, ("severity",), False)
    assert found(run) == {"unknown_severity": ("o",)}
    assert "P9" in (run.reason or "")


def test_no_severity() -> None:
    run = only(by_severity(), ticket("o opened 03T09:00", "r resolved 03T10:00"))
    assert (run.status, run.missing, found(run)) == (Status.UNDETERMINED, ("severity",), {})


def test_two_stops() -> None:
    run = only(plain(), ticket("o opened 03T09:00", "r resolved 03T10:00", "s resolved 03T20:00"))
    assert (run.status, shown(run.stopped_at)) == (Status.MET, "03T10:00")
    assert found(run) == {"second_stop": ("s",)}


def test_a_later_stage_or_another_reply_is_no_second_stop() -> None:
    clock = plain('runs from "opened" to "responded" or "resolved"', reply="an automatic reply does not count")
    events = ticket("o opened 03T09:00", "a responded 03T10:00", "b responded 03T11:00", "r resolved 03T12:00")
    assert found(only(clock, events)) == {}


def test_two_openings() -> None:
    run = only(plain(), ticket("o opened 03T09:00", "p opened 03T10:00", "r resolved 03T13:30"))
    assert (run.status, shown(run.start_at)) == (Status.BREACHED, "03T09:00")
    assert found(run) == {"second_start": ("p",)}


def test_a_first_opening_after_the_stop_is_no_second_start() -> None:
    either = plain('runs from "opened" or "assigned" to "resolved"')
    assert found(only(either, ticket("a assigned 03T09:00", "r resolved 03T12:00", "o opened 03T15:00"))) == {}
    events = ticket("a assigned 03T09:00", "r resolved 03T12:00", "o opened 03T15:00", "p opened 03T16:00")
    assert found(only(either, events)) == {"second_start": ("p",)}


def test_reopened_without_a_stop() -> None:
    for rule in ("continues the clock", "begins a run of its own", "changes nothing"):
        clock = plain(reopening=f"reopening {rule}")
        run = only(clock, ticket("o opened 03T09:00", "n reopened 03T10:00", "r resolved 03T12:00"))
        assert (run.status, shown(run.start_at)) == (Status.MET, "03T09:00")
        assert found(run) == {"reopened_unstopped": ("n",)}


def test_events_after_closing() -> None:
    events = ticket("o opened 03T09:00", "c closed 03T10:00", "p paused 03T11:00", "x updated 03T11:30", "r resolved 03T12:00")
    run = only(plain(), events)
    assert (run.status, shown(run.stopped_at)) == (Status.MET, "03T12:00")
    # What the clock has nothing to do with, such as the update, is no matter of its own.
    assert found(run) == {"closed_unstopped": ("c",), "after_closing": ("p", "r")}


def test_events_after_a_reopening_are_not_after_closing() -> None:
    events = ticket(
        "o opened 03T09:00", "r resolved 03T10:00", "c closed 03T10:30", "n reopened 03T11:00", "s resolved 03T12:00"
    )
    run = only(plain(), events)
    assert (run.status, shown(run.stopped_at), found(run)) == (Status.MET, "03T12:00", {})


def test_closed_without_a_stop() -> None:
    run = only(plain(), ticket("o opened 03T09:00", "c closed 03T10:00"))
    assert (run.status, run.stopped_at) == (Status.BREACHED, None)
    assert found(run) == {"closed_unstopped": ("c",)}


def test_closed_without_a_stop_where_a_later_stage_stops_it() -> None:
    run = only(plain(stage="a later stage stops it too"), ticket("o opened 03T09:00", "c closed 03T10:00"))
    assert (run.status, shown(run.stopped_at), found(run)) == (Status.MET, "03T10:00", {})


def test_merged_before_the_deadline() -> None:
    run = only(plain(), ticket("o opened 03T09:00", "m merged 03T10:00"))
    assert (run.status, run.due_at, run.provisional) == (Status.NOT_APPLICABLE, None, False)
    assert found(run) == {"merged": ("m",)}


def test_cancelled_before_the_deadline_and_at_it() -> None:
    for at in ("03T10:00", "03T13:00"):
        run = only(plain(), ticket("o opened 03T09:00", f"x cancelled {at}"))
        assert (run.status, found(run)) == (Status.NOT_APPLICABLE, {"cancelled": ("x",)})
        assert '"x"' in (run.reason or "")


def test_cancelled_after_the_deadline() -> None:
    run = only(plain(), ticket("o opened 03T09:00", "x cancelled 03T14:00"))
    assert (run.status, shown(run.due_at), shown(run.stopped_at)) == (Status.BREACHED, "03T13:00", "03T14:00")
    assert found(run) == {"cancelled": ("x",)}


def test_cancelled_after_the_stop_is_nothing_to_the_clock() -> None:
    run = only(plain(), ticket("o opened 03T09:00", "r resolved 03T10:00", "x cancelled 03T11:00"))
    assert (run.status, found(run)) == (Status.MET, {})


def test_cancelled_and_reopened_runs_on() -> None:
    run = only(plain(), ticket("o opened 03T09:00", "x cancelled 03T10:00", "n reopened 03T11:00", "r resolved 03T12:00"))
    assert (run.status, shown(run.stopped_at), found(run)) == (Status.MET, "03T12:00", {})


def test_no_opening() -> None:
    run = only(plain(), ticket("u updated 03T09:00", "r resolved 03T10:00"))
    assert (run.status, run.missing, run.start_at, run.provisional) == (Status.UNDETERMINED, ("opened",), None, False)
    assert found(run) == {"stop_before_start": ("r",)}


def test_no_opening_of_a_clock_with_a_run_for_each() -> None:
    clock = plain('runs from each "customer_replied" to "resolved"')
    assert runs(clock, ticket("r resolved 03T10:00")) == ()
