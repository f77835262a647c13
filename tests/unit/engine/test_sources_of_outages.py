"""Whom of several sources of outages to believe, and targets on runs (O8, C1)."""

from __future__ import annotations

import pytest

from slalang.values.events import Event
from slalang.values.verdicts import Budget, Status
from tests.unit.engine.counting import event, minutes, policy, step, verdict, verdicts


def down(name: str, start: str, end: str, source: str | None = None, **fields: object) -> Event:
    return event("outage", name, start=start, end=end, **({"source": source} if source else {}), **fields)


SEEN = (
    down("a1", "10:00", "11:00", "a", recorded="11:05"),
    down("b1", "10:30", "11:30", "b", recorded="11:01"),
    down("a2", "14:00", "14:10", "a"),
    down("c1", "16:00", "17:00", "c"),
    down("n1", "18:00", "19:00"),
)


@pytest.mark.parametrize(
    ("sources", "counted"),
    [
        ("", 220),
        (' as reported by "a"', 70),
        (' as reported by any of "a", "b"', 100),
        (' as reported by all of "a", "b"', 30),
        (' as first reported by any of "a", "b"', 70),
    ],
)
def test_sources(sources: str, counted: int) -> None:
    assert minutes(verdict(policy(f"watched by outages{sources}"), *SEEN))["counted"] == counted


def test_what_is_left_out_is_told() -> None:
    found = verdict(policy('watched by outages as reported by all of "a", "b"'), *SEEN)
    assert step(found, "not_all_sources").rule == "O8"
    left_out = {s.events[0]: s.detail for s in found.because if s.what == "outage_not_counted"}
    assert left_out == {"c1": 'reported by "c"', "n1": "nobody is named who reported it"}


def test_stretches_that_touch_are_governed_together() -> None:
    seen = down("a", "10:00", "10:10", "a", recorded="10:01"), down("b", "10:10", "11:00", "b", recorded="10:11")
    text = policy('watched by outages as first reported by any of "a", "b"')
    assert minutes(verdict(text, *seen))["counted"] == 10


def test_an_excluded_and_a_counted_report_of_the_same_time_count() -> None:
    text = policy('watched by outages as reported by all of "a", "b"', more="exclusion theirs: outages caused by customer.")
    seen = down("a", "10:00", "11:00", "a", cause="customer"), down("b", "10:00", "11:00", "b")
    assert minutes(verdict(text, *seen))["counted"] == 60


# ---------------------------------------------------------------------------------------------- how often


OFTEN = policy("watched by outages", target="down at most 2 times")


def test_runs_are_counted_and_adjacent_ones_are_one() -> None:
    seen = [down("a", "10:00", "10:05"), down("b", "10:05", "10:10"), down("c", "11:00", "11:05")]
    assert verdict(OFTEN, *seen).status is Status.MET
    missed = verdict(OFTEN, *seen, down("d", "12:00", "12:05"))
    assert missed.status is Status.BREACHED
    assert step(missed, "margin_of_outages").after == -1


def test_a_run_belongs_to_the_period_in_which_it_starts_to_count() -> None:
    across = down("a", "23:00", "2025-03-04T01:00:00Z")
    found = verdicts(OFTEN.replace("2 times", "0 times"), across, as_of="2025-03-05T00:00:00Z")
    assert [v.status for v in found] == [Status.BREACHED, Status.MET]


def test_how_often_it_may_still_be_down() -> None:
    found = verdict(OFTEN, down("a", "10:00", "10:05"), as_of="2025-03-03T12:00:00Z")
    assert found.budget == (Budget("target", 1, "runs"),)


def test_hours_part_what_is_down_across_them() -> None:
    text = OFTEN.replace("measured over the whole period", "measured over the hours of work").replace(
        "service web:", "calendar work: every day 09:00-12:00 and 13:00-17:00.\n\nservice web:"
    )
    found = verdict(text.replace("2 times", "1 time"), down("a", "11:00", "14:00"))
    assert minutes(found)["counted"] == 120
    assert found.status is Status.BREACHED
