"""Clocks, duties and shares become the model that the engine reads: actions, lengths, choices (S1-S6)."""

from __future__ import annotations

import pytest
from sample import COMPLETE, SUPPORTED, changed, compiled

from slalang.semantics.canonical import canonical_text
from slalang.semantics.guards import exclusive
from slalang.semantics.policy import (
    AboutWords,
    Accruing,
    AttributeIs,
    Belonging,
    ByFullDay,
    ByNextFact,
    ChosenCalendar,
    ChosenLength,
    Cited,
    ClaimAnchor,
    ClockTarget,
    Condition,
    DeadlineFullDay,
    EachDay,
    EachUnit,
    EmptyRule,
    FactNeeded,
    FactPattern,
    Ground,
    Guard,
    Labelled,
    MaintenancePattern,
    NoTarget,
    OutagePattern,
    ParameterIs,
    PartRule,
    PauseEffect,
    Policy,
    QueueIs,
    Reference,
    ReopenRule,
    SeverityIs,
    SeverityRule,
    ShareTarget,
    TicketPattern,
    Within,
    WithinAfter,
)
from slalang.time.calendars import Calendar
from slalang.time.lengths import BusinessHours, CalendarLength, ExactLength
from slalang.time.periods import CalendarPeriod, PeriodUnit
from slalang.values.events import MaintenanceKind, TicketAction
from slalang.values.instants import HOUR, MINUTE, parse_instant

A = TicketAction


def policy(text: str = SUPPORTED) -> Policy:
    made = compiled(text).compiled
    assert made is not None, compiled(text).diagnostics
    return made.policy


def stops(listed: str, later: str, reply: str = "") -> tuple[TicketAction, ...]:
    """What stops a clock that runs to the listed actions."""
    text = f"""clock c of platform: runs from "opened" to {listed}; within 1 day; never pauses; {later} {reply}
    reopening changes nothing."""
    return policy(COMPLETE + text).clocks[0].stop


def test_a_clock_with_its_choices() -> None:
    (clock,) = policy().clocks
    assert clock.name == "resolve"
    assert clock.service.name == "platform"
    assert (clock.start, clock.each, clock.anew) == ((A.OPENED,), False, ())
    assert clock.stop == (A.RESPONDED, A.RESOLVED, A.AUTO_REPLIED, A.RESTORED, A.CLOSED)
    assert clock.severity is SeverityRule.RESTART
    assert clock.reopening is ReopenRule.CONTINUE
    assert clock.belongs is Belonging.DUE
    assert clock.pauses is not None
    assert (clock.pauses.start, clock.pauses.stop) == ((A.PAUSED,), (A.RESUMED,))
    assert clock.pauses.effect is PauseEffect.BOTH
    assert clock.cited == Cited(("2",), None, "clock resolve of platform")
    assert [name for name, _ in clock.choices] == ["severity", "reopening", "automatic reply", "later stage", "belonging"]
    assert dict(clock.choices)["later stage"].written == "a later stage stops it too"


def test_the_targets_of_a_clock_and_the_calendar_that_a_contract_picks() -> None:
    (clock,) = policy().clocks
    first, second, third, last = clock.targets
    assert isinstance(first, ClockTarget)
    assert isinstance(first.limit, Within)
    assert isinstance(first.limit.length, ChosenLength)
    (basic, office), (other, all_hours) = first.limit.length.options
    assert basic == (ParameterIs("plan", False, "basic"),)
    assert other == ()
    assert isinstance(office, BusinessHours)
    assert isinstance(all_hours, BusinessHours)
    assert (office.us, office.calendar.name, all_hours.calendar.name) == (8 * HOUR, "weekdays", "all_hours")
    assert first.guard == (SeverityIs(False, ("P1",)),)
    assert isinstance(second, ClockTarget)
    assert isinstance(second.limit, ByFullDay)
    assert second.limit.n == 2
    assert isinstance(second.limit.calendar, Calendar)
    assert second.guard == (QueueIs(False, ("billing", "sales")),)
    assert isinstance(third, ClockTarget)
    assert (third.limit, third.guard) == (ByNextFact("release"), (SeverityIs(False, ("P3", None)),))
    assert isinstance(last, ClockTarget)
    assert (last.limit, last.guard) == (Within(CalendarLength(days=5)), ())


@pytest.mark.parametrize(
    ("listed", "later", "reply", "expected"),
    [
        ('"acknowledged"', "a later stage stops it too;", "an automatic reply does not count;",
         (A.ACKNOWLEDGED, A.RESPONDED, A.RESTORED, A.RESOLVED, A.CLOSED)),
        ('"acknowledged"', "a later stage does not stop it;", "an automatic reply counts;",
         (A.ACKNOWLEDGED, A.AUTO_REPLIED)),
        ('"resolved" or "restored"', "a later stage stops it too;", "", (A.RESOLVED, A.RESTORED, A.CLOSED)),
        ('"resolved" or "closed"', "", "", (A.RESOLVED, A.CLOSED)),
        ('"closed"', "", "", (A.CLOSED,)),
        ('"updated"', "", "an automatic reply counts;", (A.UPDATED, A.AUTO_REPLIED)),
    ],
)  # fmt: skip
def test_what_stops_a_clock(listed: str, later: str, reply: str, expected: tuple[TicketAction, ...]) -> None:
    assert stops(listed, later, reply) == expected


def test_an_automatic_reply_may_begin_a_gap_anew_without_stopping_the_clock() -> None:
    text = (
        COMPLETE
        + """clock c of platform: runs from each "opened" or "customer_replied" to "closed", anew at each "updated";
    within 1 day; never pauses; reopening changes nothing; an automatic reply counts."""
    )
    (clock,) = policy(text).clocks
    assert (clock.start, clock.each) == ((A.OPENED, A.CUSTOMER_REPLIED), True)
    assert (clock.stop, clock.anew) == ((A.CLOSED,), (A.UPDATED, A.AUTO_REPLIED))
    assert clock.severity is None
    assert clock.pauses is None


def test_a_later_stage_that_starts_a_clock_does_not_stop_it() -> None:
    text = (
        COMPLETE
        + """clock c of platform: runs from "resolved" to "responded"; within 1 day; never pauses;
    reopening changes nothing; an automatic reply does not count; a later stage stops it too."""
    )
    assert policy(text).clocks[0].stop == (A.RESPONDED, A.RESTORED, A.CLOSED)


def test_duties() -> None:
    tell, backup, quiet = policy().duties
    assert tell.occasion == FactPattern("discovered", OutagePattern(("P1",), None))
    assert tell.answer == FactPattern("communicated", AboutWords.THE_SAME)
    assert tell.includes == ("cause", "remedy")
    assert tell.limit == WithinAfter(ExactLength(HOUR), Reference.ITSELF)
    assert tell.earlier_counts
    assert not tell.forbidden
    (lifting,) = tell.liftings
    assert (lifting.fact, lifting.ahead, lifting.before) == (
        FactPattern("waived", AboutWords.IT),
        ExactLength(30 * MINUTE),
        None,
    )
    assert tell.service is not None
    assert tell.cited.written == "duty tell of platform"
    assert isinstance(backup.occasion, CalendarPeriod)
    assert backup.occasion.unit is PeriodUnit.DAY
    assert (backup.service, backup.limit, backup.belongs) == (None, None, Belonging.STARTS)
    assert quiet.occasion == MaintenancePattern((MaintenanceKind.RELEASE,))
    assert quiet.answer == TicketPattern(A.OPENED, ("P1",))
    assert quiet.forbidden
    assert quiet.limit == WithinAfter(CalendarLength(days=2), Reference.END)


def test_a_share_has_targets_a_period_and_says_what_an_empty_one_is() -> None:
    (share,) = policy().shares
    assert share.of == "backup"
    assert share.empty is EmptyRule.NOT_JUDGED
    target, none = share.targets
    assert isinstance(target, ShareTarget)
    assert target.digits == "95"
    assert isinstance(none, NoTarget)
    assert isinstance(share.period, CalendarPeriod)
    ground = policy().rights[-1].grounds[0]
    assert isinstance(ground, Ground)
    assert ground.promise == "kept_backups"


def test_credits_for_clocks_and_shares() -> None:
    uptime, resolve, kept = policy().credits
    assert (uptime.period, uptime.accruing, kept.period, kept.accruing) == (None, None, None, None)
    assert isinstance(resolve.period, CalendarPeriod)
    assert isinstance(resolve.rows[0].accrual, EachDay)
    assert resolve.rows[1].accrual == EachUnit(ExactLength(4 * HOUR), PartRule.BEGUN)
    assert resolve.rows[1].guard == (SeverityIs(True, ("P1",)),)
    assert isinstance(resolve.accruing, Accruing)
    assert attributes(resolve.accruing) == (True, False, 30, True, True)
    assert {name for name, _ in resolve.accruing.choices} == {"first day", "last day", "most", "several", "rate"}
    deadline = resolve.claims[0].deadline
    assert isinstance(deadline, DeadlineFullDay)
    assert (deadline.day.n, deadline.anchor) == (10, ClaimAnchor.PERIOD_END)
    assert isinstance(deadline.day.calendar, ChosenCalendar)
    assert kept.rows_need_miss


def attributes(given: Accruing) -> tuple[object, ...]:
    return given.first_day, given.last_day, given.most, given.together, given.daily_rate


def test_where_nothing_accrues_by_the_day_days_are_not_asked_for() -> None:
    text = changed("earns GBP 10 for each day past the deadline", "earns GBP 10", SUPPORTED)
    for phrase in (
        "the first day counts",
        "the last day does not count",
        "several at once accrue once",
        "at the rate of each day",
    ):
        text = changed(f"  {phrase};\n", "", text)
    given = policy(changed("accrues at most 30 times", "accrues without limit", text)).credits[1].accruing
    assert given is not None
    assert attributes(given) == (False, False, None, False, False)
    assert [name for name, _ in given.choices] == ["most"]


def test_tickets_that_are_excluded() -> None:
    training = policy().exclusions[-1]
    assert training.commitments == ("resolve",)
    by_cause, by_label = training.tickets
    assert (by_cause.causes, by_cause.labelled, by_cause.fact) == (("customer",), None, None)
    assert by_label.labelled == Labelled(False, ("training",))
    assert by_label.fact == FactNeeded("agreed")


def test_a_calendar_is_closed_on_the_days_that_a_file_names() -> None:
    text = changed("saturdays: Saturday 10:00-14:00", 'saturdays: Saturday 10:00-14:00; closed on the days in "closed.ics"')
    text += """commitment other of platform: available at least 99%; per day; watched by outages; each component on its own;
    measured over the hours of saturdays."""
    basis = policy(text).commitments[1].basis
    assert isinstance(basis, Calendar)
    assert basis.closed == (20_089, 20_090)


def test_the_canonical_form_of_a_policy_tells_calendars_of_choice_apart() -> None:
    other = policy(changed("that of all_hours otherwise", "that of saturdays otherwise", SUPPORTED))
    assert canonical_text(policy()) == canonical_text(policy())
    assert canonical_text(other) != canonical_text(policy())


def test_a_rule_and_a_phrase_under_a_reading_not_taken_are_not_there() -> None:
    text = SUPPORTED + 'ambiguity a: reading b governs because "c"; reading d because "e".'
    text += 'duty more under reading d: for each day; requires the fact "more".'
    text = changed("  reopening continues the clock;", "  reopening continues the clock under reading b; "
                   "reopening changes nothing under reading d;", text)  # fmt: skip
    made = compiled(text).compiled
    assert made is not None
    governing, other = made.readings
    assert [d.name for d in governing.policy.duties] == ["tell", "backup", "quiet"]
    assert [d.name for d in other.policy.duties] == ["tell", "backup", "quiet", "more"]
    assert governing.policy.clocks[0].reopening is ReopenRule.CONTINUE
    assert other.policy.clocks[0].reopening is ReopenRule.NOTHING


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (SeverityIs(False, ("P1",)), SeverityIs(False, ("P2", None)), True),
        (SeverityIs(False, ("P1", None)), SeverityIs(False, ("P2", None)), False),
        (SeverityIs(False, ("P1",)), SeverityIs(True, ("P1", "P2")), True),
        (SeverityIs(True, ("P1",)), SeverityIs(True, ("P2",)), False),
        (QueueIs(False, ("a",)), QueueIs(False, ("b",)), True),
        (QueueIs(True, ("a",)), QueueIs(False, ("a",)), True),
        (Labelled(False, ("a",)), Labelled(False, ("b",)), False),
        (Labelled(False, ("a",)), Labelled(True, ("a", "b")), True),
        (Labelled(False, ("a", "c")), Labelled(True, ("a", "b")), False),
        (AttributeIs("zone", False, ("a",)), AttributeIs("zone", False, ("b",)), True),
        (AttributeIs("zone", False, ("a", "b")), AttributeIs("zone", False, ("b",)), False),
        (AttributeIs("zone", False, ("a",)), AttributeIs("zone", True, ("a", "b")), True),
        (AttributeIs("zone", False, ("a",)), AttributeIs("zone", True, ("b",)), False),
        (AttributeIs("zone", False, ("a",)), AttributeIs("tier", False, ("b",)), False),
    ],
)
def test_conditions_that_cannot_both_hold(a: Condition, b: Condition, expected: bool) -> None:
    first: Guard = (a,)
    assert exclusive(first, (b,)) is expected
    assert exclusive((b,), first) is expected


def test_a_policys_calendars_can_be_asked_by_name() -> None:
    compilation = compiled(
        'agreement "Office": zone UTC. service desk: no components.\n'
        "calendar office: Monday to Friday 09:00-17:00.\n"
        'clock reply of desk: runs from "opened" to "closed"; within 4 hours; reopening changes nothing; never pauses.'
    )
    assert compilation.compiled is not None
    policy = compilation.compiled.policy
    friday, monday = parse_instant("2025-03-14T16:00:00Z"), parse_instant("2025-03-17T10:00:00Z")
    office = policy.calendar("office")
    assert isinstance(office, Calendar)
    assert office.business_time(friday, monday) == 2 * HOUR
    with pytest.raises(KeyError, match="no calendar `offices`; it has office"):
        policy.calendar("offices")
