"""Runs of failed probes and slots of probes, their locations, silences and sources (O2, O5, O8)."""

from __future__ import annotations

import pytest

from slalang.values.events import Event
from slalang.values.verdicts import Status
from tests.unit.engine.counting import event, minutes, policy, probes, step, verdict, verdicts

UP = "unobserved time counts as up"
UNKNOWN = "unobserved time stays unknown"


def watched(how: str = "from any location", n: int = 3, *said: str, sources: str = "") -> str:
    return policy("; ".join((f"watched by probes, {n} failed in a row {how}{sources}", *(said or (UP,)))))


def test_a_run_begins_with_its_first_failure_and_ends_with_the_next_success() -> None:
    found = verdict(watched(), *probes("++---+--+"))
    assert minutes(found) == {"counted": 3, "up": 1437}
    assert step(found, "probe_run").events == ("10:00/002", "10:00/005")


def test_a_run_still_open_lasts_to_as_of() -> None:
    found = verdict(watched(), *probes("+---"), as_of="2025-03-03T12:00:00Z")
    assert minutes(found) == {"counted": 119, "up": 1321}
    assert found.provisional


@pytest.mark.parametrize(
    ("how", "counted"),
    [("from any location", 9), ("from all locations", 3), ("from at least 2 locations", 5)],
)
def test_locations_must_agree(how: str, counted: int) -> None:
    seen = (
        *probes("--------+", location="fra"),
        *probes("++------+", location="lon", from_="10:01"),
        *probes("+++---+++", location="nyc", from_="10:01"),
    )
    found = verdict(watched(how), *seen)
    assert minutes(found)["counted"] == counted


def test_each_location_has_a_verdict_and_probes_without_one_have_theirs() -> None:
    seen = (*probes("+--+", location="fra"), *probes("----+", location="lon"), *probes("++---+"))
    found = verdicts(watched("from each location on its own", 2), *seen)
    assert [(v.group, minutes(v)["counted"]) for v in found] == [
        (None, 3),
        ((("location", "fra"),), 2),
        ((("location", "lon"),), 4),
    ]


def test_outages_concern_every_location() -> None:
    text = policy(f"watched by outages; watched by probes, 1 failed in a row from each location on its own; {UP}")
    seen = (*probes("+-+", location="fra"), *probes("+++", location="lon"), event("outage", "o", start="10:05", end="10:15"))
    found = verdicts(text, *seen)
    assert [minutes(v)["counted"] for v in found] == [11, 10]


# ---------------------------------------------------------------------------------------------- silence


HOLD = "a probe speaks for 2 minutes"


def test_a_probe_speaks_for_so_long_and_then_the_location_says_nothing() -> None:
    found = verdict(watched("from any location", 1, HOLD, UNKNOWN), *probes("++"))
    # From 10:00 to 10:03 it is up; before and after nobody knows, up to `as of`.
    assert minutes(found) == {"unknown": 1437, "up": 3}
    assert found.status is Status.UNDETERMINED
    assert found.missing == ("observations",)


def test_a_silence_interrupts_a_run_that_was_not_long_enough() -> None:
    found = verdict(watched("from any location", 3, HOLD, UP), *probes("--    -++"))
    assert "counted" not in minutes(found)


def test_a_run_that_was_long_enough_goes_on_after_a_silence() -> None:
    found = verdict(watched("from any location", 3, HOLD, UNKNOWN), *probes("---     -+"), as_of="2025-03-03T10:10:00Z")
    # Down from 10:00 to 10:04, silent to 10:08, down again with the next failure to 10:09.
    assert minutes(found)["counted"] == 5
    assert minutes(found)["unknown"] == 604
    again = verdict(watched("from any location", 3, HOLD, UNKNOWN), *probes("---     ++"), as_of="2025-03-03T10:10:00Z")
    assert minutes(again)["counted"] == 4


@pytest.mark.parametrize(
    ("how", "counted", "unknown"),
    [("from any location", 10, 0), ("from all locations", 5, 5), ("from at least 2 locations", 5, 5)],
)
def test_silent_locations_leave_open_only_what_the_others_do_not_settle(how: str, counted: int, unknown: int) -> None:
    text = watched(how, 1, "a probe speaks for 1 minute", UNKNOWN)
    seen = (*probes("----------+", location="fra"), *probes("-----", location="lon"))
    found = verdict(text, *seen, as_of="2025-03-03T10:11:00Z")
    assert minutes(found)["counted"] == counted
    # Before 10:00 nobody knows; from 10:10 to 10:11 one is up, which settles `all` but not `any`.
    rest = {"from any location": 1, "from all locations": 0, "from at least 2 locations": 0}[how]
    assert minutes(found).get("unknown", 0) == 600 + unknown + rest


def test_unobserved_time_taken_as_down_counts() -> None:
    found = verdict(watched("from any location", 1, HOLD, "unobserved time counts as down"), *probes("++"))
    assert minutes(found) == {"counted": 1437, "up": 3}


def test_nothing_is_unobserved_after_as_of() -> None:
    found = verdict(watched("from any location", 1, HOLD, UNKNOWN), *probes("++"), as_of="2025-03-03T10:03:00Z")
    assert minutes(found) == {"unknown": 600, "up": 840}


def test_a_location_says_nothing_before_its_first_probe() -> None:
    seen = (*probes("--+", location="fra"), *probes("+", location="lon", from_="10:05"))
    end = "2025-03-03T10:06:00Z"
    # Before 10:00 nobody speaks; to 10:02 one fails and the other is not heard of.
    found = verdict(watched("from all locations", 1, UNKNOWN), *seen, as_of=end)
    assert minutes(found) == {"unknown": 602, "up": 838}
    # From any location what fails counts; to 10:05 the other may have failed too.
    found = verdict(watched("from any location", 1, UNKNOWN), *seen, as_of=end)
    assert minutes(found) == {"counted": 2, "unknown": 603, "up": 835}


@pytest.mark.parametrize("said", [(UNKNOWN,), ("a probe speaks for 2 minutes", UNKNOWN)])
def test_time_before_the_first_probe_is_unknown_however_many_locations_are_asked(said: tuple[str, ...]) -> None:
    found = verdict(watched("from at least 2 locations", 1, *said), *probes("-" * 5, location="fra"))
    assert minutes(found)["unknown"] >= 600
    assert "counted" not in minutes(found)
    (finding,) = found.findings
    assert finding.kind == "too_few_locations"
    assert "only 1 location" in finding.text
    assert "at least 2" in finding.text


def test_enough_locations_are_no_finding() -> None:
    seen = (*probes("+", location="fra"), *probes("+", location="lon"))
    assert verdict(watched("from at least 2 locations", 1, UNKNOWN), *seen).findings == ()


def test_what_an_excluded_outage_explains_is_not_down_with_the_silent_locations() -> None:
    text = policy(
        f"watched by probes, 2 failed in a row from at least 2 locations; {HOLD}; {UNKNOWN}; "
        "an excluded outage explains what lies inside it",
        more="exclusion cust: outages caused by customer.",
    )
    outage = event("outage", "o", start="09:59", end="10:10", cause="customer")
    seen = (
        *probes("++--++++", from_="09:58", location="fra"),
        *probes("++  ++++", from_="09:58", location="lon"),
        *probes("++++++++", from_="09:58", location="nyc"),
    )
    end = "2025-03-03T10:05:00Z"
    assert minutes(verdict(text, *seen, as_of=end))["unknown"] == 598 + 1
    # Silent to 10:02 is the one at most that may be down: nothing is open once the other run is explained.
    assert minutes(verdict(text, *seen, outage, as_of=end))["unknown"] == 598


# ---------------------------------------------------------------------------------------------- slots


SLOTS = "watched by probes in slots of 5 minutes, down when {failing}"


@pytest.mark.parametrize(
    ("failing", "counted"),
    [("all failed", 5), ("at least 60% failed", 10), ("more than 60% failed", 5), ("more than 0% failed", 15)],
)
def test_a_slot_is_judged_by_its_own_probes(failing: str, counted: int) -> None:
    text = policy(f"{SLOTS.format(failing=failing)}; {UNKNOWN}", target="available at least 1%")
    found = verdict(text, *probes("--------++-+++++++++"), as_of="2025-03-03T10:20:00Z")
    assert minutes(found) == {"unknown": 600, "counted": counted, "up": 840 - counted}


def test_slots_without_probes_are_unknown_and_one_that_runs_is_judged_so_far() -> None:
    text = policy(f"{SLOTS.format(failing='all failed')}; {UNKNOWN}")
    found = verdict(text, *probes("+    ", every=1), *probes("--", from_="10:10"), as_of="2025-03-03T10:12:00Z")
    assert minutes(found) == {"unknown": 605, "counted": 2, "up": 833}


def test_neighbouring_slots_make_one_step_with_their_sums() -> None:
    text = policy(f"{SLOTS.format(failing='at least 40% failed')}; {UP}")
    found = verdict(text, *probes("--+++----++++++--+++"))
    told = [s for s in found.because if s.what == "probe_slots"]
    assert [(s.before, s.after, s.limit) for s in told] == [(6, 10, "at least 40%"), (2, 5, "at least 40%")]


# ---------------------------------------------------------------------------------------------- sources and outages


def two_sources() -> tuple[Event, ...]:
    return (*probes("+----+++", source="a"), *probes("+++----+", source="b"))


@pytest.mark.parametrize(
    ("sources", "counted"),
    [
        (' as reported by "a"', 4),
        (' as reported by any of "a", "b"', 6),
        (' as reported by all of "a", "b"', 2),
        (' as first reported by any of "a", "b"', 4),
    ],
)
def test_the_runs_of_each_source_are_made_apart(sources: str, counted: int) -> None:
    found = verdict(watched(sources=sources), *two_sources(), *probes("-------+", source="c"))
    assert minutes(found)["counted"] == counted


def test_all_sources_are_unknown_where_one_is_and_none_is_up() -> None:
    text = watched("from any location", 1, UNKNOWN, sources=' as reported by all of "a", "b"')
    found = verdict(
        text, *probes("---++", source="a"), *probes("+--+", source="b", from_="10:01"), as_of="2025-03-03T10:05:00Z"
    )
    # Source b says nothing before 10:01; from then on it is up, and down with a from 10:02 to 10:03.
    assert minutes(found) == {"unknown": 601, "counted": 1, "up": 838}


def test_an_excluded_outage_explains_runs_that_lie_wholly_inside_it() -> None:
    excluded = "exclusion theirs: outages caused by customer."
    text = policy(
        f"watched by probes, 1 failed in a row from any location; {UP}; an excluded outage explains what lies inside it",
        more=excluded,
    )
    outage = event("outage", "o", start="10:01", end="10:05", cause="customer")
    found = verdict(text, outage, *probes("++--+---+"))
    # The first run lies inside; the second one ends after the outage, and counts whole.
    assert minutes(found) == {"theirs": 2, "counted": 3, "up": 1435}
    assert step(found, "explained").name == "theirs"
    without = verdict(text.replace("; an excluded outage explains what lies inside it", ""), outage, *probes("++--+---+"))
    assert minutes(without) == {"counted": 5, "up": 1435}


# ---------------------------------------------------------------------------------------------- what is told


def test_a_run_says_what_it_needed_and_what_ended_it() -> None:
    assert (step(verdict(watched(), *probes("---+")), "probe_run").limit) == "3 in a row"
    assert step(verdict(watched(), *probes("---+")), "probe_run").detail == 'ended by the success "10:00/003"'
    assert step(verdict(watched(), *probes("---")), "probe_run").detail == "not ended yet"
    assert step(verdict(watched("from any location", 3, HOLD, UP), *probes("---")), "probe_run").detail == "ended by a silence"


def test_the_locations_that_say_nothing_are_named() -> None:
    seen = (*probes("--+", location="fra"), *probes("+", location="lon", from_="10:05"))
    found = verdict(watched("from all locations", 1, UNKNOWN), *seen, as_of="2025-03-03T10:06:00Z")
    told = step(found, "silent_location")
    assert (told.detail, sum(end - start for start, end in told.intervals)) == ("lon", 2 * 60_000_000)
    assert step(found, "at_best").rule == "O5"


def test_an_explained_run_names_the_outage_also_where_too_few_locations_saw_it() -> None:
    text = policy(
        f"watched by probes, 1 failed in a row from at least 2 locations; {UP}; "
        "an excluded outage explains what lies inside it",
        more="exclusion cust: outages caused by customer.",
    )
    outage = event("outage", "o", start="09:59", end="10:10", cause="customer")
    found = verdict(text, *probes("+--++", location="fra"), *probes("+++++", location="lon"), outage)
    assert (step(found, "explained").events, step(found, "explained").name) == (("o",), "cust")


def test_steps_on_runs_are_bounded() -> None:
    found = verdict(watched("from any location", 1), *probes("-+" * 300))
    assert sum(s.what == "probe_run" for s in found.because) == 100


def test_the_finding_names_the_components_of_which_too_few_locations_speak() -> None:
    text = policy(
        f"watched by probes, 1 failed in a row from at least 2 locations; {UP}; down when any component is down",
        service="components api, db",
    )
    seen = [p for place in ("fra", "lon") for p in probes("++", location=place, component="api")]
    (finding,) = verdict(text, *seen, *probes("++", from_="11:00", location="fra", component="db")).findings
    assert (finding.kind, finding.text.startswith('probes of "db" speak from only 1 location')) == ("too_few_locations", True)


def test_a_source_that_an_excluded_outage_explains_is_not_bad_for_all() -> None:
    text = policy(
        f'watched by probes, 1 failed in a row from any location as reported by all of "a", "b"; {HOLD}; {UNKNOWN}; '
        "an excluded outage explains what lies inside it",
        more="exclusion cust: outages caused by customer.",
    )
    seen = (*probes("+--+++", source="a"), *probes("+    +", source="b"))
    outage = event("outage", "o", start="09:59", end="10:10", cause="customer")
    end = "2025-03-03T10:06:00Z"
    # The one says nothing from 10:02 to 10:05, in which the other fails to 10:03.
    assert minutes(verdict(text, *seen, as_of=end))["unknown"] == 600 + 1
    assert minutes(verdict(text, *seen, outage, as_of=end))["unknown"] == 600


def test_an_unexplained_failure_and_a_silent_location_may_count_though_another_is_explained() -> None:
    text = policy(
        f"watched by probes, 1 failed in a row from at least 2 locations; {HOLD}; {UNKNOWN}; "
        "an excluded outage explains what lies inside it",
        more="exclusion cust: outages caused by customer.",
    )
    seen = (*probes("++--++++", location="fra"), *probes("+------+", location="lon"), *probes("+    +++", location="nyc"))
    outage = event("outage", "o", start="10:02", end="10:04", cause="customer")
    found = minutes(verdict(text, *seen, outage, as_of="2025-03-03T10:08:00Z"))
    # From 10:02 to 10:04 the run of fra is explained; lon fails and nyc is silent, to 10:05.
    assert (found["unknown"], found.get("cust", 0), found.get("counted", 0)) == (600 + 3, 0, 0)
