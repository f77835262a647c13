"""Slots of counts as bad time: rates, least traffic, empty and uneven ones, sources (O3, D1, D7)."""

from __future__ import annotations

import pytest

from slalang.values.diagnostics import PolicyError
from slalang.values.verdicts import Status
from tests.unit.engine.counting import counts, event, minutes, policy, step, verdict, verdicts


def watched(
    failing: str = "at least 5% failed of at least 100 requests",
    *,
    uneven: str = "are an error",
    empty: str = "counts as up",
    unobserved: str = "counts as up",
    classes: str = "",
    sources: str = "",
    more: str = "",
    said: str = "",
) -> str:
    return policy(
        f"watched by counts {classes}in slots of 5 minutes, down when {failing}{sources}; counts that fit no slot {uneven}; "
        f"a slot without requests {empty}; unobserved time {unobserved}{said}",
        more=more,
    )


@pytest.mark.parametrize(
    ("failing", "failed", "down"),
    [
        ("at least 5% failed", 50, True),
        ("at least 5% failed", 49, False),
        ("more than 5% failed", 50, False),
        ("more than 5% failed", 51, True),
        ("all failed", 999, False),
        ("all failed", 1000, True),
    ],
)
def test_a_slot_is_down_by_its_error_rate(failing: str, failed: int, down: bool) -> None:
    found = verdict(watched(failing), counts("c", "10:00", "10:05", 1000, failed))
    assert minutes(found).get("counted", 0) == (5 if down else 0)


def test_classes_of_a_slot_are_summed_before_they_are_tested() -> None:
    text = watched("at least 10% failed", classes='of class "read" or "write" ')
    read, write = (counts(c, "10:00", "10:05", 100, n, class_=c) for c, n in (("read", 1), ("write", 19)))
    other = counts("x", "10:05", "10:10", 10, 10, class_="other")
    found = verdict(text, read, write, other)
    assert minutes(found) == {"counted": 5, "up": 1435}
    assert (step(found, "count_slots").before, step(found, "count_slots").after) == (20, 200)


def test_a_slot_below_its_least_traffic_is_up_and_said_to_be() -> None:
    found = verdict(watched(), counts("a", "10:00", "10:05", 99, 99), counts("b", "10:05", "10:10", 100, 100))
    assert minutes(found) == {"counted": 5, "up": 1435}
    assert (step(found, "low_traffic").before, step(found, "low_traffic").limit) == (99, "100")


@pytest.mark.parametrize(
    ("empty", "classes"), [("counts as up", "up"), ("counts as down", "counted"), ("is left out", "outside")]
)
def test_a_slot_without_requests_is_what_the_policy_says(empty: str, classes: str) -> None:
    found = verdict(watched(empty=empty), counts("a", "10:00", "10:05", 0, 0))
    assert minutes(found).get(classes, 0) == (1440 if classes == "up" else 5)


def test_a_period_of_which_all_is_left_out_is_undetermined() -> None:
    text = watched(empty="is left out").replace("per day", "per clock hour")
    slots = [counts(f"c{i}", f"10:{5 * i:02d}", f"10:{5 * i + 5:02d}" if i < 11 else "11:00", 0, 0) for i in range(12)]
    found = verdict(text, *slots, as_of="2025-03-03T11:00:00Z")
    assert found.status is Status.UNDETERMINED
    assert found.missing == ("observations",)


def test_slots_that_nobody_counted_are_unobserved() -> None:
    text = watched(unobserved="stays unknown")
    found = verdict(text, counts("a", "10:00", "10:05", 100, 0), as_of="2025-03-03T10:10:00Z")
    assert minutes(found) == {"unknown": 605, "up": 835}
    down = verdict(watched(unobserved="counts as down"), counts("a", "10:00", "10:05", 100, 0), as_of="2025-03-03T10:10:00Z")
    assert minutes(down) == {"counted": 605, "up": 835}


def test_a_slot_that_still_runs_is_bad_up_to_as_of() -> None:
    found = verdict(watched(), counts("a", "10:00", "10:05", 100, 50), as_of="2025-03-03T10:02:00Z")
    assert minutes(found) == {"counted": 2, "up": 1438}


def test_a_slot_that_the_period_cuts_is_judged_whole() -> None:
    text = watched().replace("per day", "per day in Asia/Kathmandu").replace("slots of 5 minutes", "slots of 1 hour")
    # The day in Kathmandu ends at 18:15 UTC: a quarter of the slot lies in it.
    found = verdicts(text, counts("a", "18:00", "19:00", 100, 50))
    assert [minutes(v)["counted"] for v in found] == [15, 45]


def test_an_interval_that_fits_no_slot_is_an_error_that_names_it() -> None:
    with pytest.raises(PolicyError) as raised:
        verdicts(watched(), counts("odd", "10:00", "10:10", 100, 50))
    (problem,) = raised.value.diagnostics
    assert "odd" in problem.title
    assert problem.field == "end"
    assert "spread evenly" in problem.hint


def test_counts_that_are_spread_bring_each_slot_its_share() -> None:
    text = watched("at least 50% failed of at least 40 requests", uneven="are spread evenly")
    # Over 10:03 to 10:10 seven minutes: two of them in the first slot, 20 of 70 requests; five in the second, 50 of 70.
    found = verdict(text, counts("a", "10:03", "10:10", 70, 70), counts("b", "10:00", "10:03", 10, 0))
    assert minutes(found) == {"counted": 5, "up": 1435}
    assert (step(found, "count_slots").before, step(found, "count_slots").after) == (50, 50)


def test_counts_cannot_be_spread_over_more_slots_than_anybody_reads() -> None:
    text = watched(uneven="are spread evenly").replace("5 minutes", "1 second")
    with pytest.raises(PolicyError, match="1,000,000 slots"):
        verdicts(text, counts("long", "10:00", "2035-03-03T10:00:00Z", 10, 0), as_of="2036-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("sources", "counted"),
    [
        ("", 5),
        (' as reported by "a"', 10),
        (' as reported by any of "a", "b"', 10),
        (' as reported by all of "a", "b"', 5),
        (' as first reported by any of "a", "b"', 5),
    ],
)
def test_sources_of_counts(sources: str, counted: int) -> None:
    seen = (
        counts("a1", "10:00", "10:05", 100, 50, source="a", recorded="10:06"),
        counts("b1", "10:00", "10:05", 100, 40, source="b", recorded="10:07"),
        counts("a2", "10:05", "10:10", 100, 50, source="a", recorded="10:12"),
        counts("b2", "10:05", "10:10", 1000, 0, source="b", recorded="10:11"),
    )
    found = verdict(watched("at least 20% failed", sources=sources), *seen)
    assert minutes(found)["counted"] == counted


def test_an_excluded_outage_explains_a_slot_wholly_inside_it() -> None:
    text = watched(
        said="; an excluded outage explains what lies inside it", more="exclusion theirs: outages caused by customer."
    )
    seen = [counts(f"c{i}", f"10:{5 * i:02d}", f"10:{5 * i + 5:02d}", 100, 50) for i in range(3)]
    found = verdict(text, *seen, event("outage", "o", start="10:04", end="10:10", cause="customer"))
    # Only the slot from 10:05 to 10:10 lies wholly inside.
    assert minutes(found) == {"theirs": 5, "counted": 10, "up": 1425}


def test_maintenance_takes_its_time_out_of_a_slot() -> None:
    text = watched(more='exclusion work: maintenance of kind "scheduled".')
    work = event("maintenance", "m", kind="scheduled", start="10:02", end="10:05")
    found = verdict(text, counts("a", "10:00", "10:05", 100, 50), work)
    assert minutes(found) == {"counted": 2, "work": 3, "up": 1435}


def test_every_component_has_slots_of_its_own() -> None:
    text = watched("at least 50% failed").replace("no components", "components eu, us")
    text = text.replace("counted exactly", "counted exactly;\n  down when all components are down")
    seen = (
        counts("eu", "10:00", "10:05", 10, 10, component="eu"),
        counts("us1", "10:00", "10:05", 10, 0, component="us"),
        counts("all", "10:05", "10:10", 10, 9),
    )
    assert minutes(verdict(text, *seen)) == {"counted": 5, "up": 1435}


def test_a_run_of_bad_slots_counts_once() -> None:
    text = watched("at least 50% failed").replace("available at least 99%", "down at most 1 time")
    one = [counts("a", "10:00", "10:05", 10, 9), counts("b", "10:05", "10:10", 10, 9)]
    assert verdict(text, *one).status is Status.MET
    assert verdict(text, *one, counts("c", "10:15", "10:20", 10, 9)).status is Status.BREACHED


def test_a_slot_that_still_runs_may_yet_turn() -> None:
    text = watched().replace("available at least 99%", "down less than 1 minute")
    seen = counts("a", "10:00", "10:05", 100, 50)
    found = verdict(text, seen, as_of="2025-03-03T10:02:00Z")
    assert found.reason == "the target is missed so far"
    ended = verdict(text, seen, as_of="2025-03-03T10:05:00Z")
    assert ended.reason == "the target is missed already, whatever the rest of the period brings"


def test_slots_over_which_counts_are_spread_are_told_with_their_own_sums() -> None:
    found = verdict(watched("more than 5% failed", uneven="are spread evenly"), counts("a", "10:02", "10:07", 100, 10))
    told = step(found, "count_slots")
    assert (told.before, told.after, told.detail) == (10, 100, "2 slots")


def test_an_interval_that_fits_no_slot_names_the_commitment() -> None:
    with pytest.raises(PolicyError, match='more than one of the slots of 5 minutes of the commitment "uptime"'):
        verdicts(watched(), counts("a", "10:02", "10:07", 100, 10))


def test_time_without_requests_that_is_left_out_is_told_as_such() -> None:
    found = verdict(watched(empty="is left out"), counts("a", "10:00", "10:05", 0, 0), counts("b", "10:05", "10:10", 10, 0))
    assert step(found, "other_time").detail == "requests"


@pytest.mark.parametrize(
    ("as_of", "status"), [("2025-03-03T05:00:00Z", "undetermined"), ("2025-03-03T05:00:00.000001Z", "met")]
)
def test_at_the_start_of_a_period_no_slot_has_begun_though_the_grid_s_has(as_of: str, status: str) -> None:
    # A day in this zone starts at 05:00 UTC, inside a slot that begins at midnight.
    text = policy(
        "measured by the mean of good requests in slots of 1,440 minutes; counts that fit no slot are spread evenly;"
        " a slot without requests counts as up; unobserved time counts as up; a period without any is left out",
        target="good at least 99%",
        time="",
    ).replace("zone UTC", "zone UTC-05:00")
    covered = event("subscription", "s", from_="2025-03-03")
    assert verdict(text, covered, as_of=as_of).status == status
