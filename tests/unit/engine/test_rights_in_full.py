"""Rights: misses within limits, of so much downtime, of runs, notified ones, points, and the windows they lie in (R1, R2)."""

from __future__ import annotations

import pytest
from crediting import HEAD, event, fact, judged, outage, policy

from slalang.values.events import Event
from slalang.values.instants import parse_instant
from slalang.values.verdicts import Kind, Status, Verdict

SUBSCRIBED = event(**{"type": "subscription", "id": "s", "from": "2024-01-01"})


def _right(text: str, *events: Event, as_of: str = "2026-01-01T00:00:00Z") -> Verdict:
    (found,) = (v for v in judged(text, SUBSCRIBED, *events, as_of=as_of) if v.kind is Kind.RIGHT)
    return found


def _leave(ground: str, *, target: str = "available at least 99%", more: str = "") -> str:
    return policy(f'right leave: {ground}; {more} exercised by the fact "left".', target=target)


def _down(month: str, hours: int, day: str = "02") -> Event:
    days, rest = divmod(hours, 24)
    return outage(f"o-{month}-{day}", f"{month}-{day}T00:00", f"{month}-{int(day) + days:02}T{rest:02}:00")


def test_only_misses_within_limits_count() -> None:
    # A month of 31 days has 744 hours: 5% of them are 37.2 hours, of April's 720 just 36.
    text = _leave("when uptime is below 95% in 2 consecutive periods")
    assert _right(text, _down("2025-03", 38), _down("2025-04", 36)).status is Status.NOT_ARISEN
    found = _right(text, _down("2025-03", 38), _down("2025-04", 37))
    assert (found.status, found.periods) == (Status.ARISEN, ("2025-03", "2025-04"))


def test_misses_by_limits_between_two_figures() -> None:
    text = _leave("when uptime is below 99% and at least 95% 2 times")
    assert _right(text, _down("2025-03", 38), _down("2025-04", 36)).status is Status.NOT_ARISEN
    assert _right(text, _down("2025-01", 20), _down("2025-04", 36)).periods == ("2025-01", "2025-04")


@pytest.mark.parametrize(
    ("comparison", "hours", "status"),
    [("more than", 24, "not_arisen"), ("more than", 25, "arisen"), ("at least", 24, "arisen")],
)
def test_downtime_beyond_a_length_counts_whatever_the_target(comparison: str, hours: int, status: str) -> None:
    text = _leave(f"when uptime is down {comparison} 24 hours 1 times", target="available at least 10%")
    assert _right(text, _down("2025-03", hours)).status == status


def test_undetermined_periods_that_could_be_misses_are_named() -> None:
    text = (
        HEAD
        + """service web: no components.
commitment uptime of web: available at least 99%; per calendar month; unobserved time stays unknown;
  watched by probes, 1 failed in a row from any location.
right leave: when uptime is below 95% 1 times; exercised by the fact "left".
"""
    )
    probe = event(type="probe", id="p", at="2025-03-02", up=True)
    found = _right(text, probe, as_of="2025-04-01T00:00:00Z")
    assert (found.status, found.missing) == (Status.NOT_ARISEN, ("observations",))
    late = event(type="probe", id="p", at="2024-01-01T01:00", up=True)
    assert _right(text, late, as_of="2025-04-01T00:00:00Z").missing == ()


# ---------------------------------------------------------------------------------------------- windows


@pytest.mark.parametrize(("last", "status"), [("2025-03", "arisen"), ("2025-04", "not_arisen")])
def test_a_rolling_window_holds_whole_periods(last: str, status: str) -> None:
    text = _leave("when uptime is missed 2 times within 3 months")
    assert _right(text, _down("2025-01", 10), _down(last, 10)).status == status


@pytest.mark.parametrize(("months", "status"), [(("2025-01", "2025-03"), "arisen"), (("2025-03", "2025-04"), "not_arisen")])
def test_a_window_of_one_period_holds_the_starts(months: tuple[str, str], status: str) -> None:
    text = _leave("when uptime is missed 2 times within one calendar quarter")
    assert _right(text, *(_down(month, 10) for month in months)).status == status


def test_a_right_arises_anew_only_from_a_later_miss_and_names_all_that_lie_in_its_window() -> None:
    text = _leave("when uptime is missed in 2 of any 4 periods", more="to be used within 30 days;")
    months = ("2025-01", "2025-03", "2025-04")
    found = _right(text, *(_down(month, 10) for month in months), as_of="2025-05-20T00:00:00Z")
    assert (found.status, found.periods) == (Status.ARISEN, months)
    assert found.arisen_at == parse_instant("2025-05-01T00:00:00Z")
    assert _right(text, *(_down(m, 10) for m in months), as_of="2025-06-02T00:00:00Z").status is Status.LAPSED


def test_two_grounds_reached_by_one_miss_make_one_right() -> None:
    text = _leave("when uptime is missed in 2 consecutive periods; when uptime is missed 2 times")
    found = _right(text, _down("2025-01", 10), _down("2025-02", 10))
    assert found.ground is not None
    assert "consecutive" in found.ground


# ---------------------------------------------------------------------------------------------- notices


def _notified(*notices: Event) -> Verdict:
    ground = 'when uptime is missed in 2 consecutive periods, each notified by the fact "notice" within 10 days after it ends'
    return _right(_leave(ground), _down("2025-01", 10), _down("2025-02", 10), *notices)


def test_each_miss_needs_its_notice_in_time() -> None:
    january = fact("notice", "2025-02-11", period="2025-01")
    assert _notified(january).status is Status.NOT_ARISEN
    found = _notified(january, fact("notice", "2025-03-11", period="2025-02"))
    assert (found.status, found.arisen_at) == (Status.ARISEN, parse_instant("2025-03-11T00:00:00Z"))
    assert _notified(january, fact("notice", "2025-03-11T00:00:01Z", period="2025-02")).status is Status.NOT_ARISEN
    assert _notified(january, fact("notice", "2025-03-05", period="2025-01")).status is Status.NOT_ARISEN


def test_a_notice_about_nothing_counts_by_its_time() -> None:
    assert _notified(fact("notice", "2025-02-05")).status is Status.ARISEN  # in time for both


def test_a_later_notice_does_not_move_a_right_that_another_ground_has_brought_about() -> None:
    ground = (
        'when uptime is missed in 2 consecutive periods, each notified by the fact "notice" within 20 days after it ends;'
        " when uptime is missed 1 time within 3 months"
    )
    notices = (fact("notice", "2025-02-11", period="2025-01"), fact("notice", "2025-03-11", period="2025-02"))
    found = _right(_leave(ground), _down("2025-01", 10), _down("2025-02", 10), *notices)
    # The second miss alone fills the window of three months when February ends; its notice comes ten days after.
    assert found.arisen_at == parse_instant("2025-03-01T00:00:00Z")
    assert found.ground is not None
    assert "within 3 months" in found.ground


# ---------------------------------------------------------------------------------------------- runs and points

DUTY = (
    HEAD
    + """service web: no components.
duty tell of web: for each fact "found"; requires the fact "told" about it within 1 hour after it.
right leave: when tell is missed 2 times within 1 day; exercised by the fact "left".
"""
)


@pytest.mark.parametrize(("second", "status"), [("2025-03-06T09:59:59Z", "arisen"), ("2025-03-06T10:00", "not_arisen")])
def test_runs_are_missed_at_their_deadlines(second: str, status: str) -> None:
    found = _right(DUTY, fact("found", "2025-03-05T10:00", "f1"), fact("found", second, "f2"))
    assert found.status == status
    if status == "arisen":
        assert (found.periods, found.arisen_at) == (("f1", "f2"), parse_instant("2025-03-06T10:59:59Z"))


POINTS = policy(
    "credit for uptime: a missed target earns 5 points; a repeat multiplies the points by 2; given without a claim.",
    'right leave: when {} earns at least 15 points within 3 months; exercised by the fact "left".',
    "joint all of uptime: each point is worth EUR 1.",
)


@pytest.mark.parametrize("name", ["uptime", "all"])
def test_points_are_summed_with_repeats_inside_the_window(name: str) -> None:
    text = POINTS.replace("{}", name)
    assert _right(text, _down("2025-01", 1), _down("2025-03", 1)).status is Status.NOT_ARISEN
    found = _right(text, _down("2025-01", 1), _down("2025-03", 1), _down("2025-04", 1))
    assert (found.status, found.periods) == (Status.ARISEN, ("2025-03", "2025-04"))
    assert found.reason == f"{name} earned 15 points in 2025-03, 2025-04"
