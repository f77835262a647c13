"""Resources that come and go: histories, filters, conditions, groups, and what all together means (D3, C1)."""

from __future__ import annotations

import pytest

from slalang.values.events import Event
from slalang.values.verdicts import Status
from tests.unit.engine.counting import counts, event, minutes, policy, step, verdict, verdicts

LEAVES = "other time leaves the period"


def watched(said: str, *, target: str = "available at least 99%", other: str = LEAVES, more: str = "") -> str:
    return policy(f"watched by outages; {said}; {other}", target=target, service="resources as events name them", more=more)


EACH = "each resource on its own"
ANY = "down when any resource is down"
ALL = "down when all resources are down"


def machine(name: str, from_: str, to: str | None = None, **attributes: object) -> Event:
    ends = {"to": to} if to is not None else {}
    return event("resource", f"{name}-{from_}", resource=name, from_=from_, attributes=attributes, **ends)


def down(name: str, start: str, end: str, *components: str, **fields: object) -> Event:
    named = {"component": list(components)} if components else {}
    return event("outage", name, start=start, end=end, **named, **fields)


def test_a_resource_on_its_own_is_judged_while_it_is_there() -> None:
    seen = machine("a", "00:00"), machine("b", "09:00", "12:00"), down("o", "08:30", "10:00")
    found = verdicts(watched(EACH), *seen)
    assert [v.component for v in found] == ["a", "b"]
    assert [minutes(v) for v in found] == [{"counted": 90, "up": 1350}, {"counted": 60, "up": 120, "outside": 1260}]


def test_other_time_may_be_up() -> None:
    seen = machine("b", "09:00", "12:00"), down("o", "08:30", "10:00")
    assert minutes(verdict(watched(EACH, other="other time counts as up"), *seen)) == {"counted": 60, "up": 1380}


def test_the_latest_started_event_governs_to_its_own_end() -> None:
    # The second event ends the resource at 14:00; the first, which is open, does not come back.
    seen = machine("a", "00:00"), machine("a", "12:00", "14:00"), down("o", "13:00", "16:00")
    assert minutes(verdict(watched(EACH), *seen)) == {"counted": 60, "up": 780, "outside": 600}


def test_an_end_after_as_of_is_not_known_yet() -> None:
    seen = machine("a", "00:00", "14:00"), down("o", "10:00", "11:00")
    found = verdict(watched(EACH), *seen, as_of="2025-03-03T12:00:00Z")
    assert minutes(found) == {"counted": 60, "up": 1380}


def test_resources_that_never_pass_the_filter_have_no_verdict() -> None:
    text = watched(f'{EACH}; only resources where "kind" is "db" and "tier" is not "free"')
    seen = (
        machine("a", "00:00", kind="db"),
        machine("b", "00:00", kind="db", tier="free"),
        machine("c", "00:00", kind="web"),
        machine("d", "00:00", "08:00", kind="db", tier="free"),
        machine("d", "08:00", kind="db", tier="gold"),
        down("o", "07:00", "09:00"),
    )
    found = verdicts(text, *seen)
    assert [(v.component, minutes(v)["counted"]) for v in found] == [("a", 120), ("d", 60)]
    assert minutes(found[1])["outside"] == 480


def test_a_resource_without_a_verdict_in_one_period_has_one_in_another() -> None:
    seen = machine("a", "00:00"), machine("b", "2025-03-04T06:00:00Z"), down("o", "10:00", "2025-03-04T10:00:00Z")
    found = verdicts(watched(EACH), *seen, as_of="2025-03-05T00:00:00Z")
    assert [(v.component, v.period.name) for v in found if v.period] == [
        ("a", "2025-03-03"),
        ("a", "2025-03-04"),
        ("b", "2025-03-04"),
    ]


def test_age_runs_from_the_first_start_without_a_gap() -> None:
    text = watched(f"{EACH}; only while it is at least 6 hours old")
    seen = (
        machine("whole", "00:00"),
        machine("whole", "04:00", kind="db"),
        machine("gap", "00:00", "03:00"),
        machine("gap", "04:00"),
        down("o", "05:00", "11:00"),
    )
    found = {v.component: minutes(v) for v in verdicts(text, *seen)}
    assert found["whole"] == {"outside": 360, "counted": 300, "up": 780}
    assert found["gap"] == {"outside": 600, "counted": 60, "up": 780}


def test_conditions_that_never_hold_are_not_applicable() -> None:
    text = watched(f"{EACH}; only while it is at least 30 days old", other="other time counts as up")
    found = verdict(text, machine("a", "00:00"), down("o", "05:00", "11:00"))
    assert found.status is Status.NOT_APPLICABLE
    assert step(found, "never_there").rule == "D3"


def test_without_any_resource_all_together_is_not_applicable() -> None:
    found = verdict(watched(ANY), down("o", "05:00", "11:00"))
    assert (found.component, found.status) == (None, Status.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("said", "counted"),
    [(ANY, 180), (ALL, 120), ("down when at least 2 resources are down", 60)],
)
def test_all_are_all_that_are_there(said: str, counted: int) -> None:
    # b is there from 08:00 to 10:00 only: with a it is down to 09:00, and a alone from 10:00 to 11:00.
    seen = (
        machine("a", "00:00"),
        machine("b", "08:00", "10:00"),
        down("oa", "08:00", "09:00", "a"),
        down("oa2", "10:00", "11:00", "a"),
        down("ob", "08:00", "12:00", "b"),
        down("ob2", "13:00", "14:00", "b"),
    )
    assert minutes(verdict(watched(said), *seen))["counted"] == counted


def test_groups_have_a_verdict_each_and_a_resource_may_change_its_group() -> None:
    text = watched(f'{ANY}; grouped by "region"')
    seen = (
        machine("a", "00:00", region="eu"),
        machine("b", "00:00", "10:00", region="eu"),
        machine("b", "10:00", region="us"),
        machine("c", "00:00"),
        down("o", "09:00", "12:00", "b"),
        down("p", "09:00", "12:00", "c"),
    )
    found = verdicts(text, *seen)
    assert [(v.group, minutes(v)["counted"]) for v in found] == [
        ((("region", "eu"),), 60),
        ((("region", "us"),), 120),
    ]
    assert minutes(found[1])["outside"] == 600


def test_a_spread_is_asked_of_all_that_pass_the_filter() -> None:
    text = watched(f'{ALL}; only while resources stand in at least 2 different "zone"')
    seen = (
        machine("a", "00:00", zone="a"),
        machine("b", "06:00", "18:00", zone="b"),
        machine("c", "00:00", zone="a"),
        down("o", "05:00", "07:00"),
        down("p", "17:00", "19:00"),
    )
    assert minutes(verdict(text, *seen)) == {"outside": 720, "counted": 120, "up": 600}


def test_targets_may_differ_by_attribute() -> None:
    text = watched(EACH, target='available at least 99% where "tier" is "gold"; available at least 90% otherwise')
    seen = (
        machine("a", "00:00", tier="gold"),
        machine("b", "00:00", "01:00", tier="free"),
        machine("b", "01:00", tier="gold"),
        machine("c", "06:00", tier="gold"),
        down("o", "10:00", "11:00"),
    )
    found = {v.component: v for v in verdicts(text, *seen)}
    # b is what it is at the period's start, c what it is when it first comes.
    assert {name: v.status for name, v in found.items()} == {"a": Status.BREACHED, "b": Status.MET, "c": Status.BREACHED}


def test_requests_of_a_group_are_those_of_its_resources() -> None:
    text = policy(
        "measured by good requests; a period without any counts as up; counts that fit no slot are an error; "
        'grouped by "region"',
        target="good at least 90%",
        service="resources as events name them",
        time="",
    )
    seen = (
        machine("a", "00:00", region="eu"),
        machine("b", "00:00", "10:00", region="eu"),
        machine("b", "10:00", region="us"),
        counts("c1", "09:00", "09:05", 100, 0, component="a"),
        counts("c2", "09:00", "09:05", 100, 100, component="b"),
        counts("c3", "11:00", "11:05", 100, 5, component="b"),
    )
    found = verdicts(text, *seen)
    assert [(v.group, step(v, "good_share").before) for v in found] == [((("region", "eu"),), 100), ((("region", "us"),), 5)]


def test_an_exclusion_takes_time_while_the_resource_is_there() -> None:
    text = watched(EACH, more='exclusion work: maintenance of kind "scheduled".')
    work = event("maintenance", "m", kind="scheduled", start="09:00", end="11:00")
    found = verdict(text, machine("a", "10:00"), work, down("o", "08:00", "12:00"))
    assert minutes(found) == {"outside": 600, "work": 60, "counted": 60, "up": 720}


def test_rounding_never_takes_time_in_which_nothing_is_there() -> None:
    text = watched(EACH, other="other time counts as up").replace(
        "counted exactly", "counted in slots of 1 hour, any that is touched"
    )
    found = verdict(text, machine("a", "09:30"), down("o", "09:00", "10:15"))
    assert minutes(found) == {"counted": 90, "up": 1350}


def test_a_window_need_not_cover_what_is_gone_to_leave_the_period() -> None:
    text = watched(ANY, more='exclusion work: maintenance of kind "scheduled".').replace(
        "the whole period", "the period less excluded time"
    )
    seen = (
        machine("a", "00:00", "08:00"),
        machine("b", "00:00"),
        event("maintenance", "m", kind="scheduled", component="b", start="10:00", end="12:00"),
    )
    found = verdict(text, *seen, down("o", "20:00", "21:00"))
    assert minutes(found) == {"work": 120, "counted": 60, "up": 1260}
    early = event("maintenance", "m", kind="scheduled", component="b", start="07:00", end="09:00")
    assert minutes(verdict(text, *seen[:2], early, down("o", "20:00", "21:00"))) == {"work": 60, "counted": 60, "up": 1320}


def test_a_target_may_depend_on_the_location_beside_the_resource() -> None:
    text = policy(
        f"watched by probes, 1 failed in a row from each location on its own; unobserved time counts as up; {EACH}; {LEAVES}",
        target='available at least 99% where "location" is "ams"; no target otherwise',
        service="resources as events name them",
    )
    probe = {"component": "a", "up": True}
    seen = (
        machine("a", "00:00"),
        event("probe", "p", at="10:00", location="ams", **probe),
        event("probe", "q", at="10:00", location="fra", **probe),
    )
    assert [(v.group, v.status) for v in verdicts(text, *seen)] == [
        ((("location", "ams"),), Status.MET),
        ((("location", "fra"),), Status.NOT_APPLICABLE),
    ]


# ---------------------------------------------------------------------------------------------- what is told


def test_time_that_is_not_judged_says_which_condition_failed() -> None:
    text = watched(f"{EACH}; only while it is at least 1 hour old")
    found = verdict(text, machine("a", "08:00"), down("o", "08:30", "09:30"))
    told = {
        s.detail: sum(end - start for start, end in s.intervals) // 60_000_000 for s in found.because if s.what == "other_time"
    }
    assert told == {"resource": 480, "only while it is at least 1 hour old": 60}
    assert (step(found, "resource").name, step(found, "resource").events) == ("a", ("a-08:00",))
    # The outage stands as it was reported, and beside it what of it is judged.
    assert (step(found, "outage").after, step(found, "outage_part").after) == (60 * 60_000_000, 30 * 60_000_000)


def test_other_time_that_is_up_is_told_as_such() -> None:
    found = verdict(watched(EACH, other="other time counts as up"), machine("a", "08:00"), down("o", "07:00", "09:00"))
    assert step(found, "other_time_up").detail == "resource"
    assert not any(s.what == "other_time" for s in found.because)


def test_a_condition_that_never_holds_is_named() -> None:
    found = verdict(
        watched(f"{ALL}; only while it is at least 90 days old"), machine("a", "00:00"), down("o", "10:00", "11:00")
    )
    assert found.status is Status.NOT_APPLICABLE
    assert step(found, "never_there").detail == "only while it is at least 90 days old"


def test_what_was_down_in_too_few_is_told() -> None:
    seen = machine("a", "00:00"), machine("b", "00:00"), down("o", "10:00", "11:00", "a"), down("p", "10:30", "11:30", "b")
    found = verdict(watched(ALL), *seen)
    assert minutes(found)["counted"] == 30
    assert step(found, "not_enough_parts").after == 60 * 60_000_000


def test_a_target_names_the_attribute_that_chose_it() -> None:
    text = watched(EACH, target='available at least 99% where "tier" is "gold"; available at least 90% otherwise')
    (gold, other) = verdicts(text, machine("a", "00:00", tier="gold"), machine("b", "00:00"), down("o", "10:00", "11:00"))
    assert step(gold, "target").detail == '"tier" is "gold"'
    assert step(other, "target").detail == '"tier" is not given'


def test_a_covenant_is_told_where_the_work_concerns_what_passes_the_filter() -> None:
    limited = 'exclusion planned: maintenance of kind "scheduled"; at most 1 hour per day, otherwise the breach is noted.'
    text = watched(f'{ANY}; only resources where "tier" is not "free"', more=limited)
    seen = machine("a", "00:00", tier="gold"), machine("b", "00:00", tier="free")

    def found(of: str) -> list[str]:
        work = event("maintenance", "m", kind="scheduled", start="10:00", end="13:00", component=[of])
        return [finding.kind for finding in verdict(text, *seen, work).findings]

    assert found("a") == ["covenant"]
    assert found("b") == []
