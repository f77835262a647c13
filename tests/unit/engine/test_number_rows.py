"""Rows that go by how often something was down (C2)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from crediting import event, judged, one, outage, policy

from slalang.values.events import Event
from slalang.values.verdicts import CreditState, Verdict

ROWS = "credit for uptime: above 2 and at most 4 earns EUR 5; above 5 earns EUR 9; given without a claim."


def _often(times: int, *more: Event, text: str = "") -> Verdict:
    found = [outage(f"o{day}", f"2025-01-{day:02}", f"2025-01-{day:02}T01:00") for day in range(2, 2 + times)]
    return one(judged(text or policy(ROWS, target="down at most 2 times"), *found, *more), "uptime", "2025-01")


@pytest.mark.parametrize(("times", "amount"), [(2, "0.00"), (3, "5.00"), (4, "5.00"), (5, "0.00"), (6, "9.00")])
def test_a_number_is_how_often_it_was_down_where_time_is_measured(times: int, amount: str) -> None:
    found = _often(times)
    assert found.credit.amount == Decimal(amount)
    assert [f.limits for f in found.findings] == (["above 4 and at most 5"] if times == 5 else [])


def test_unknown_time_is_asked_for_the_runs_that_it_could_hold() -> None:
    watched = "watched by outages; watched by probes, 1 failed in a row from any location; a probe speaks for 2000 hours"
    text = policy(ROWS, target="down at most 2 times").replace(
        "watched by outages", f"unobserved time stays unknown; {watched}"
    )

    def from_(at: str) -> Event:
        return event(type="probe", id="p", at=at, up=True)

    # Three times are seen; the hour before the first probe could hold many more.
    assert _often(3, from_("2025-01-01T01:00"), text=text).credit.state is CreditState.UNDETERMINED
    assert _often(3, from_("2025-01-01"), text=text).credit.amount == Decimal("5.00")
    # From six on, more of them change nothing.
    assert _often(6, from_("2025-01-01T01:00"), text=text).credit.amount == Decimal("9.00")
