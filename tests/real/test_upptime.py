"""Two Upptime histories against the seconds that Monitoring::Availability counts from the same checks."""

from __future__ import annotations

import pytest
from published import events, needs_folder, policy, rows, upptime_checks

from slalang.pipeline import evaluate
from slalang.values.events import Event
from slalang.values.instants import SECOND
from slalang.values.verdicts import TimeClasses

pytestmark = needs_folder

ROWS = {"upptime_curc": 66, "upptime_electisec": 96}


@pytest.fixture(scope="module", params=sorted(ROWS))
def history(request) -> tuple[str, tuple[Event, ...]]:
    return request.param, events(upptime_checks(request.param))


@pytest.mark.parametrize("variant", ["24x7", "maint", "workhours"])
def test_every_month_of_every_site_that_was_down(history, variant):
    folder, given = history
    expected = rows(folder, "expected_monthly_monitoring_availability.csv")
    assert len(expected) == ROWS[folder]
    found = {
        (v.component, v.period.name): v.time_us
        for v in evaluate(policy(f"upptime_{variant}.sla"), given)
        if v.component == v.customer and v.period is not None
    }
    compared = 0
    for row in expected:
        if row["variant"] != variant:
            continue
        times = found[row["slug"], row["month"]]
        assert times is not None
        assert _seconds(times, row) == {name: int(row[name]) for name in _seconds(times, row)}, row
        compared += 1
    assert compared == ROWS[folder] // 3


def _seconds(times: TimeClasses, row: dict[str, str]) -> dict[str, int]:
    """The published table's columns: its window is the watched part of the month."""
    watched = (int(row["end_epoch"]) - int(row["start_epoch"])) * SECOND
    excluded = sum(us for _, us in times.excluded)
    columns = {
        "seconds_ok": times.up,
        "seconds_critical": times.counted + excluded,
        "scheduled_seconds_critical": excluded,
        "seconds_outside_timeperiod": times.outside - (times.total - watched),
    }
    assert times.unknown == times.ignored == 0
    assert all(us % SECOND == 0 for us in columns.values())
    return {name: us // SECOND for name, us in columns.items()}
