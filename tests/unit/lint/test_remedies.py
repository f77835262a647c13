"""Whether misses never, or always, lie within the window of a right, against periods one by one (R1)."""

from __future__ import annotations

import pytest

from slalang.lint.analysis.grounds import grounds
from slalang.lint.analysis.spans import always_within, never_within
from slalang.lint.check import lint_policy
from slalang.lint.registry import all_rules
from slalang.lint.subject import Subject
from slalang.pipeline import compile_policy
from slalang.semantics.policy import Compiled, OnePeriod, RollingMonths
from slalang.time.lengths import add_length
from slalang.time.periods import PeriodRule, SubscriptionContext, period_holding, shift

TEXT = """
agreement "Hosting": zone Europe/London; currency EUR.
throughout: watched by outages; measured over the whole period; counted exactly;
  of a period covered in part, the rest counts as up.
service web: no components.
commitment uptime of web: available at least 99%; per {every}.
right leave: when uptime is missed {often}; exercised by the fact "notice".
"""
DAY = 86_400_000_000
CONTEXT = SubscriptionContext(20_089 * DAY, 31)


def _compiled(every: str, often: str) -> Compiled:
    done = compile_policy(TEXT.format(every=every, often=often))
    assert done.compiled is not None, done.diagnostics
    return done.compiled


def _names(compiled: Compiled) -> set[str]:
    rules = [rule for rule in all_rules() if rule.category == "remedies" and rule.find is not None]
    return {diagnostic.code for diagnostic in lint_policy(Subject(compiled, "policy.sla"), rules)}


@pytest.mark.parametrize(
    ("every", "often", "fits"),
    [
        ("calendar month", "in 3 consecutive periods within 3 months", True),
        ("calendar month", "in 3 consecutive periods within 2 months", False),
        ("calendar month", "in 2 of any 6 periods within 59 days", True),
        ("calendar month", "in 2 of any 6 periods within 58 days", False),
        ("calendar month", "3 times within one calendar quarter", True),
        ("calendar month", "4 times within one calendar quarter", False),
        ("calendar quarter", "in 2 consecutive periods within 6 months", True),
        ("calendar quarter", "in 2 consecutive periods within 1 month", False),
        ("day", "in 7 consecutive periods within 1 week", True),
        ("day", "in 8 consecutive periods within 1 week", False),
        ("day", "in 2 consecutive periods within 47 hours", True),
        ("day", "in 2 consecutive periods within 40 hours", False),
        ("clock hour", "in 25 consecutive periods within 1 day", True),
        ("clock hour", "in 30 consecutive periods within 1 day", False),
        ("billing cycle of 1 month", "in 2 consecutive periods within 2 months", True),
        ("billing cycle of 1 month", "in 2 consecutive periods within 1 month", False),
        ("subscription year", "in 2 consecutive periods within 12 months", False),
        ("rolling 30 days every 1 day ending 2025-01-31", "in 3 consecutive periods within 32 days", True),
        ("rolling 30 days every 1 day ending 2025-01-31", "in 30 consecutive periods within 32 days", False),
        ("subscription year", "in 1000 consecutive periods within 100 years", False),
    ],
)  # fmt: skip
def test_a_ground_is_impossible_where_its_periods_never_lie_in_its_window(every: str, often: str, fits: bool) -> None:
    assert ("ground-impossible" in _names(_compiled(every, often))) is not fits


EVERY = (
    "day",
    "calendar week",
    "calendar month",
    "calendar quarter",
    "fiscal year from April",
    "billing cycle of 1 month from the 31st",
    "rolling 30 days every 1 day ending 2025-01-31",
)
WITHIN = (
    "within 1 day", "within 24 hours", "within 7 days", "within 31 days", "within 1 month", "within 62 days", "within 3 months",
    "within 92 days", "within 93 days", "within 95 days", "within 6 months", "within 12 months", "within 366 days",
    "within one calendar month", "within one calendar year",
)  # fmt: skip


def _lie_within(every: PeriodRule, number: int, window: RollingMonths | OnePeriod, at: int) -> bool:
    """Whether the successive periods from the one that holds an instant lie within the window, as R1 says it."""
    first = period_holding(every, at, CONTEXT)
    last = shift(every, first, number - 1, CONTEXT)
    if isinstance(window, OnePeriod):
        return last.start_at < period_holding(window.period, first.start_at, CONTEXT).end_at
    return last.end_at <= add_length(first.start_at, window.length, every.zone)


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_is_said_of_all_periods_holds_for_each(every: str, number: int) -> None:
    said = 0
    for within in WITHIN:
        policy = _compiled(every, f"in {number} consecutive periods {within}").policy
        ((_, ground, rule),) = grounds(policy)
        assert rule is not None
        assert ground.window is not None
        there = [_lie_within(rule, number, ground.window, (20_089 + day) * DAY) for day in range(0, 1_200, 13)]
        if always_within(ground.window, rule, number, policy.zone):
            assert all(there), within
            said += 1
        if never_within(ground.window, rule, number):
            assert not any(there), within
            said += 1
    assert said > 2


def test_a_month_in_a_row_is_never_more_than_the_months_that_it_is() -> None:
    assert "qualifier-adds-nothing" in _names(_compiled("calendar month", "in 3 consecutive periods within 3 months"))
    assert "qualifier-adds-nothing" not in _names(_compiled("calendar month", "in 3 consecutive periods within 91 days"))
    assert "qualifier-adds-nothing" in _names(_compiled("calendar month", "in 3 consecutive periods within 92 days"))
    assert "qualifier-adds-nothing" not in _names(_compiled("calendar month", "in 3 consecutive periods within 2208 hours"))
    other = "calendar month in Asia/Tokyo"
    assert "qualifier-adds-nothing" not in _names(_compiled(other, "in 3 consecutive periods within 3 months"))
    assert "qualifier-adds-nothing" in _names(_compiled(other, "in 3 consecutive periods within 4 months"))
