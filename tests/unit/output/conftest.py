"""Verdicts made by hand, with every step that the tests read aloud."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from slalang.time.zones import Zone, load_zone
from slalang.values.instants import HOUR, MINUTE, parse_instant
from slalang.values.intervals import Intervals
from slalang.values.verdicts import (
    Availability,
    Credit,
    CreditState,
    Finding,
    Kind,
    PeriodName,
    ReadingOutcome,
    Status,
    Step,
    TimeClasses,
    Verdict,
)


def spans(*pairs: tuple[str, str]) -> Intervals:
    return tuple((parse_instant(start), parse_instant(end)) for start, end in pairs)


MARCH = PeriodName("2025-03", parse_instant("2025-03-01T00:00:00Z"), parse_instant("2025-03-31T23:00:00Z"))
TOTAL = MARCH.end_at - MARCH.start_at
DOWN = spans(("2025-03-14T10:00:00Z", "2025-03-14T12:15:00Z"))
WORK = spans(("2025-03-30T00:30:00Z", "2025-03-30T01:30:00Z"))
COUNTED = 2 * HOUR + 15 * MINUTE

STEPS = (
    Step("O1", "outage", events=("o1",), after=COUNTED, unit="us", intervals=DOWN),
    Step("O1", "outage", events=("o2",), after=HOUR, unit="us", intervals=WORK, detail="third_party"),
    Step(
        "X3",
        "window_limited",
        name="scheduled",
        clauses=("1.2.9",),
        events=("m1",),
        before=5 * HOUR,
        after=4 * HOUR,
        unit="us",
        intervals=spans(("2025-03-30T04:30:00Z", "2025-03-30T05:30:00Z")),
        limit="at most 4 hours per calendar quarter",
    ),
    Step("X2", "window", name="weekly", intervals=spans(("2025-03-05T01:00:00Z", "2025-03-05T01:30:00Z"))),
    Step("X2", "window", name="weekly", intervals=spans(("2025-03-12T01:00:00Z", "2025-03-12T01:30:00Z"))),
    Step(
        "D4",
        "excluded_by_window",
        name="scheduled",
        clauses=("1.2.7(e)", "1.2.9"),
        events=("m1",),
        after=HOUR,
        unit="us",
        intervals=WORK,
        also=("permitted",),
        reason="announced work is no fault",
    ),
    Step("D8", "counted", clauses=("1.1",), after=COUNTED, unit="us", intervals=DOWN),
    Step("D7", "availability", before=TOTAL, after=Fraction(TOTAL - COUNTED, TOTAL), unit="share"),
    Step("C1", "target", clauses=("1.1",), after="breached", unit="share", limit="available at least 99.8%"),
    Step("C2", "row", clauses=("1.3.2",), limit="below 99.7% and above 98% earns 2%"),
    Step("C4", "base", events=("c1",), after=Fraction(1000), unit="money"),
    Step("C3", "award", before=Fraction(1000), after=Fraction(20), unit="money", detail="2%"),
    Step("C4", "rounded_money", before=Fraction(20), after=Fraction(20), unit="money", detail="half up"),
    Step("C6", "claim", clauses=("1.3.2",), after="due"),
    Step("P6", "reading", name="each", clauses=("1.4",), reason="every part is promised", detail="governs"),
)


@pytest.fixture(scope="session")
def london() -> Zone:
    return load_zone("Europe/London")


@pytest.fixture(scope="session")
def breached() -> Verdict:
    """A month with one outage that counts, one inside announced work, a credit, a finding and two readings."""
    return Verdict(
        kind=Kind.AVAILABILITY,
        policy="0" * 64,
        agreement="Example",
        engine="0.1.0",
        customer="acme",
        service="iplicit",
        commitment="uptime",
        period=MARCH,
        status=Status.BREACHED,
        reason="the target was missed",
        availability=Availability(Fraction(TOTAL - COUNTED, TOTAL), "99.8"),
        time_us=TimeClasses(TOTAL, TOTAL, TOTAL - COUNTED - HOUR, 0, 0, 0, COUNTED, (("scheduled", HOUR),)),
        credit=Credit(CreditState.DUE, "2", base=Fraction(1000), amount=Decimal("20.00"), currency="GBP"),
        findings=(Finding("covenant", "scheduled: not announced at least 3 business days before", ("1.5.1",), ("m1",)),),
        because=STEPS,
        readings=(
            ("each", ReadingOutcome(Status.BREACHED, Decimal("20.00"))),
            ("literal", ReadingOutcome(Status.MET, Decimal("0.00"), differs=True)),
        ),
    )


@pytest.fixture
def changed(breached: Verdict) -> Callable[..., Verdict]:
    """The breached verdict with some fields replaced."""

    def change(**fields: Any) -> Verdict:
        return attrs.evolve(breached, **fields)

    return change
