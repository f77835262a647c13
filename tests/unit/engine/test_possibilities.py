"""What nobody knows, and whether it could change a credit: asked at every figure at which the result changes (O5)."""

from __future__ import annotations

import pytest
from crediting import HEAD, charge, event, judged, one, outage

from slalang.values.events import Event
from slalang.values.verdicts import CreditState, Status, Verdict

WATCHED = """service web: no components.
commitment uptime of web: {target}; per calendar month; unobserved time stays unknown;
  watched by outages; watched by probes, 1 failed in a row from any location; {more}
  a probe speaks for 1000 hours.
credit for uptime: {rows}; {base} given without a claim.
"""


def _march(rows: str, *events: Event, target: str = "down at most 1 minute", more: str = "", base: str = "") -> Verdict:
    """March, with time from its start to the first probe that nobody saw but for the outages."""
    text = HEAD + WATCHED.format(target=target, rows=rows, more=more, base=base)
    return one(judged(text, *events), "uptime", "2025-03")


def _seen_from(at: str) -> tuple[Event, ...]:
    return tuple(event(type="probe", id=f"p{i}", at=at_, up=True) for i, at_ in enumerate((at, "2025-03-20", "2025-04-10")))


DOWN = outage("o", "2025-03-10T00:00", "2025-03-10T01:00")


@pytest.mark.parametrize(
    ("unknown", "state"),
    [("00:59:59Z", CreditState.DUE), ("01:00:00Z", CreditState.DUE), ("01:00:01Z", CreditState.UNDETERMINED)],
)
def test_units_of_downtime_change_where_one_more_begins(unknown: str, state: CreditState) -> None:
    # An hour is down, and up to an hour more could be: with `begun`, two hours are the end of the second unit.
    rows = "a missed target earns EUR 5 for each 2 hours begun of downtime"
    verdict = _march(rows, DOWN, *_seen_from(f"2025-03-01T{unknown}"))
    assert (verdict.status, verdict.credit.state) == (Status.BREACHED, state)


def test_a_row_that_only_part_of_the_unknown_time_reaches_leaves_the_credit_undetermined() -> None:
    # At both ends EUR 5, but between 2 and 3 hours EUR 7.
    rows = "above 1 minute and at most 2 hours earns EUR 5; above 2 hours and at most 3 hours earns EUR 7; "
    rows += "above 3 hours earns EUR 5"
    assert _march(rows, DOWN, *_seen_from("2025-03-01T05:00")).credit.state is CreditState.UNDETERMINED
    assert _march(rows, DOWN, *_seen_from("2025-03-01T01:00")).credit.state is CreditState.DUE


def test_a_rounded_share_is_asked_where_it_is_rounded() -> None:
    # 98.5% is 99% rounded, and reached with 11.16 hours of the month's 744: one is down, and 10 or 10.5 more could be.
    target, more = "available at least 100%", "availability rounded half up to 0 decimals;"
    for seen, state in (("10:00", CreditState.NONE), ("10:30", CreditState.UNDETERMINED)):
        verdict = _march("below 99% earns EUR 5", DOWN, *_seen_from(f"2025-03-01T{seen}"), target=target, more=more)
        assert verdict.credit.state is state, seen


@pytest.mark.parametrize(
    ("seen", "state"),
    [("2025-03-01T00:20", CreditState.DUE), ("2025-03-01T00:31", CreditState.UNDETERMINED)],
)
def test_slots_change_where_one_of_them_could_earn(seen: str, state: CreditState) -> None:
    rows = "a missed target earns the fee of each clock hour down more than 30 minutes"
    base = "of the charges of the period;"
    assert _march(rows, DOWN, *_seen_from(seen), charge("744", "2025-03-01", "2025-03-31"), base=base).credit.state is state


def test_unknown_time_in_an_hour_that_earns_anyway_changes_nothing() -> None:
    rows = "a missed target earns the fee of each clock hour down at least 30 minutes"
    down = outage("o", "2025-03-01T00:30", "2025-03-01T01:00")
    events = (down, *_seen_from("2025-03-01T00:30"), charge("744", "2025-03-01", "2025-03-31"))
    assert _march(rows, *events, base="of the charges of the period;").credit.amount == 1


@pytest.mark.parametrize(("seen", "state"), [("2025-03-01T00:59", "due"), ("2025-03-01T01:00", "undetermined")])
def test_runs_that_unknown_time_could_make(seen: str, state: str) -> None:
    rows = "a missed target earns EUR 5 for each 1 hour completed of each run"
    assert _march(rows, DOWN, *_seen_from(seen)).credit.state == state


def test_unknown_time_that_could_join_two_runs() -> None:
    # 40 minutes and 40 minutes complete no hour each; joined by what nobody saw between them they complete one.
    rows = "a missed target earns EUR 5 for each 1 hour completed of each run"
    text = HEAD + WATCHED.format(target="down at most 1 minute", rows=rows, more="", base="").replace(
        "1000 hours", "10 minutes"
    )
    probes = [
        event(type="probe", id=f"p{minute}", at=f"2025-03-{day:02}T{minute // 60:02}:{minute % 60:02}", up=True)
        for day in (1,)
        for minute in range(0, 100, 10)
    ]
    runs = (outage("a", "2025-03-01T01:50", "2025-03-01T02:30"), outage("b", "2025-03-01T02:35", "2025-03-01T03:15"))
    rest = outage("c", "2025-03-01T03:15", "2025-03-01T03:16")
    verdict = one(judged(text, *probes, *runs, rest), "uptime", "2025-03")
    assert verdict.credit.state is CreditState.UNDETERMINED


@pytest.mark.parametrize(("times", "status"), [(1, "undetermined"), (0, "breached")])
def test_unknown_time_may_hold_outages(times: int, status: str) -> None:
    target = f"down at most {times} times" if times else "down less than 1 times"
    assert _march("a missed target earns EUR 5", DOWN, *_seen_from("2025-03-01T00:01"), target=target).status == status
