"""GitHub's incidents of 2022 to 2024 against the figures that its status archive's own site computes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from published import events, github_incidents, needs_folder, policy, rows

from slalang.pipeline import evaluate
from slalang.values.instants import MINUTE, parse_instant
from slalang.values.money import Rounding, format_fixed, round_fraction
from slalang.values.verdicts import Verdict

pytestmark = needs_folder


@pytest.fixture(scope="module")
def verdicts() -> dict[tuple[str, str | None, str], Verdict]:
    """Verdicts by commitment, component and period."""
    given = events(github_incidents())
    judged = evaluate(policy("github.sla"), given, as_of=parse_instant("2025-01-01T00:00:00Z"))
    return {(v.commitment, v.component, v.period.name): v for v in judged if v.period is not None}


def test_every_month_of_the_platform_and_of_each_part(verdicts):
    expected = rows("github_statuses_2022_2024", "expected_monthly_uptime.csv")
    assert len(expected) == 363
    for row in expected:
        whole = row["scope"] == "*platform*"
        verdict = verdicts["platform" if whole else "each_part", None if whole else row["scope"], row["month"]]
        assert not verdict.provisional
        assert verdict.time_us is not None
        assert verdict.time_us.total == int(row["total_minutes"]) * MINUTE
        assert verdict.time_us.counted == int(row["downtime_minutes"]) * MINUTE, row
        assert _percent(verdict, 6) == row["uptime_pct"], row


def test_every_90_days_that_end_with_a_day(verdicts):
    expected = rows("github_statuses_2022_2024", "expected_rolling90.csv")
    assert len(expected) == 935
    for row in expected:
        last = date.fromisoformat(row["day_utc"])
        verdict = verdicts["last_90_days", None, f"{last - timedelta(days=89)}/{last}"]
        assert not verdict.provisional
        assert _percent(verdict, 8) == row["uptime_pct_90d_ending_at_end_of_day"], row


def _percent(verdict: Verdict, digits: int) -> str:
    assert verdict.availability is not None
    return format_fixed(round_fraction(verdict.availability.exact * 100, digits, Rounding.HALF_UP), digits)
