"""Clocks, duties and shares on the command line: filters, table, explanation, scenarios."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from example import Example
from support_example import EVENTS, POLICY, SCENARIO, SUPPORT

Run = Callable[..., Result]


@pytest.fixture
def example() -> Example:
    return SUPPORT


def found(result: Result) -> list[tuple[str, ...]]:
    assert result.exit_code == 0, result.output
    verdicts = [json.loads(line) for line in result.stdout.splitlines()]
    keys = ("commitment", "ticket", "event", "status")
    return [tuple(verdict[key] for key in keys if key in verdict) for verdict in verdicts]


T1, T1_AGAIN, T2 = ("resolve", "T1", "breached"), ("resolve", "T1", "a3", "met"), ("resolve", "T2", "undetermined")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--commitment", "resolve"], [T1, T1_AGAIN, T2]),
        (["--ticket", "T1"], [T1, T1_AGAIN]),
        (["--ticket", "T2"], [T2]),
        (["--event", "a3"], [T1_AGAIN]),
        (["--event", "f2"], [("tell", "f2", "breached")]),
        (["--commitment", "tell", "--period", "2025-03"], [("tell", "f2", "breached")]),
        (["--commitment", "tell", "--period", "2025-02"], []),
        (["--commitment", "kept"], [("kept", "breached")]),
        (["--commitment", "backup", "--period", "2025-03-04"], [("backup", "met")]),
        # Its credit gives a run the period of its deadline.
        (["--commitment", "resolve", "--period", "2025-04"], [T2]),
    ],
)
def test_options_name_clocks_duties_and_shares(
    run: Run, policy: Path, events: Path, options: list[str], expected: list[tuple[str, ...]]
) -> None:
    assert found(run("evaluate", policy, events, "--json", *options)) == expected


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--ticket", "T11"], ["note: no event names the ticket `T11`; is `T1` meant?"]),
        (["--ticket", "T1", "--ticket", "x"], ["note: no event names the ticket `x`"]),
        (["--event", "f22"], ["note: there is no event `f22`; is `f2` meant?"]),
        (["--customer", "acne", "--ticket", "T1"], ["note: no event names the customer `acne`; is `acme` meant?"]),
        # An event that starts nothing is there all the same.
        (["--event", "a1"], []),
        (["--ticket", "T1", "--event", "a3", "--customer", "acme"], []),
    ],
)
def test_a_name_that_no_event_has_is_noted(run: Run, policy: Path, events: Path, options: list[str], says: list[str]) -> None:
    result = run("evaluate", policy, events, "--json", *options)
    assert result.exit_code == 0
    assert [line for line in result.stderr.splitlines() if " event" in line] == says


def test_a_run_without_a_period_belongs_to_the_time_in_which_it_starts(run: Run, policy: Path, events: Path) -> None:
    by_day = {day: run("evaluate", policy, events, "--json", "--period", day).stdout for day in ("2025-03-05", "2025-03-06")}
    found = {verdict["commitment"]: verdict for verdict in map(json.loads, by_day["2025-03-05"].splitlines())}
    tell = found["tell"]
    assert (tell["commitment"], "period" in tell) == ("tell", False)
    assert (tell["started_at"], tell["due_at"]) == ("2025-03-05T10:00:00Z", "2025-03-05T11:00:00Z")
    assert '"tell"' not in by_day["2025-03-06"]
    resolve = json.loads(run("evaluate", policy, events, "--json", "--ticket", "T2").stdout)
    assert (resolve["started_at"], resolve["period"]["name"]) == ("2025-03-31T09:00:00Z", "2025-04")
    # Of a clock that nothing started there is no instant to say.
    events.write_text(EVENTS.replace('"action":"opened","severity":"P2"', '"action":"updated"'), encoding="utf-8")
    unstarted = json.loads(run("evaluate", policy, events, "--json", "--ticket", "T2").stdout)
    assert (unstarted["status"], "started_at" in unstarted) == ("undetermined", False)


def test_the_table_shows_deadlines_and_sums_up_days(run: Run, policy: Path, events: Path) -> None:
    lines = run("evaluate", policy, events).stdout.splitlines()
    rows = [line.split() for line in lines]
    assert rows[0] == ["Customer", "Commitment", "About", "Period", "Status", "Measured", "Target", "Due", "Done", "Credit"]
    backup = [" ".join(row[2:6]) for row in rows if row[1:2] == ["backup"]]
    assert backup == [
        "2025-03-01 .. 2025-03-03 breached",
        "2025-03-04 met end of",
        "2025-03-05 .. 2025-03-30 breached",
        "2025-03-31 met end of",
    ]
    told = [" ".join(row[1:]) for row in rows]
    assert "resolve T1 / a3 2025-03 met 1h within 4 hours 2025-03-07 13:00 2025-03-07 10:00" in told
    assert "tell f2 breached 2025-03-05 11:00 2025-03-05 12:00" in told
    as_json = run("evaluate", policy, events, "--json", "--commitment", "backup")
    assert len(as_json.stdout.splitlines()) == 31


def test_a_run_is_explained_by_its_ticket_and_the_others_are_named(run: Run, policy: Path, events: Path) -> None:
    result = run("explain", policy, events, "--ticket", "T1")
    text = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert text.startswith("acme, resolve, T1, March 2025: breached For the ticket “T1” the deadline is 13:00 on 3 March 2025")
    assert "A credit of GBP 40.00 is due" in text
    assert "note: the ticket has another run:" in result.stderr
    assert "--ticket T1 --event a3" in result.stderr
    again = run("explain", policy, events, "--ticket", "T1", "--event", "a3")
    assert (again.exit_code, again.stderr) == (0, "")
    assert "kept" in again.stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--event", "f2"], "what the duty is about happened at 12:00 on 5 March 2025"),
        (["--commitment", "kept"], "50% were kept"),
        (["--commitment", "backup", "--period", "2025-03-05"], "acme, backup, 5 March 2025: breached"),
        (["--ticket", "T2"], "What is left up to the deadline: 47 hours 30 minutes."),
    ],
)
def test_duties_and_shares_are_explained(run: Run, policy: Path, events: Path, options: list[str], says: str) -> None:
    result = run("explain", policy, events, *options)
    assert result.exit_code == 0, result.stderr
    assert says in " ".join(result.stdout.split())


def test_scenarios_name_tickets_occasions_and_periods(run: Run, policy: Path) -> None:
    policy.write_text(POLICY + SCENARIO, encoding="utf-8")
    result = run("test", policy)
    assert result.stdout == "1 passed, 0 failed\n"
    policy.write_text(POLICY + SCENARIO.replace("measured 3 hours", "measured 2 hours"), encoding="utf-8")
    result = run("test", policy)
    assert result.exit_code == 1
    assert '  resolve on ticket "T1"  (line 27)' in result.stdout
    assert "x measured 2 hours 3 hours" in " ".join(result.stdout.split())
