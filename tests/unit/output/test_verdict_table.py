"""The table that `slalang evaluate` shows to people."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from rich.console import Console

from slalang.output.table import finding_lines, summary_line, table_notes, verdict_table
from slalang.time.zones import Zone
from slalang.values.instants import DAY, MINUTE, parse_instant
from slalang.values.verdicts import (
    Availability,
    Budget,
    Credit,
    CreditState,
    Finding,
    Kind,
    PeriodName,
    Status,
    Step,
    Verdict,
)


def drawn(verdicts: list[Verdict], zone: Zone, *, ascii_only: bool = False) -> list[str]:
    console = Console(width=140, color_system=None, force_terminal=False)
    with console.capture() as captured:
        console.print(verdict_table(verdicts, zone, ascii_only=ascii_only))
    return [line.strip() for line in captured.get().splitlines() if line.strip()]


def test_rows_read_from_left_to_right(breached: Verdict, changed: Callable[..., Verdict], london: Zone) -> None:
    kept = changed(
        customer="zeta",
        status=Status.MET,
        availability=Availability(Fraction(1), "99.8"),
        credit=Credit(),
        provisional=True,
    )
    heading, _, first, second = drawn([breached, kept], london)
    assert heading.split() == ["Customer", "Commitment", "Period", "Status", "Measured", "Target", "Budget", "Credit"]
    assert first.split("  ")[0] == "acme"
    assert "breached" in first
    assert "99.697173…%" in first
    assert "at least 99.8%" in first
    assert "█████ 151%" in first
    assert first.endswith("GBP 20.00 due")
    assert "met so far" in second
    assert "░░░░░ 0%" in second


def test_the_first_microsecond_of_budget_shows_in_the_bar(changed: Callable[..., Verdict], london: Zone) -> None:
    for lost, bar in ((Fraction(1, 10**12), "#.... 0%"), (Fraction(3, 10_000), "#.... 15%"), (Fraction(0), "..... 0%")):
        verdict = changed(availability=Availability(1 - lost, "99.8"), status=Status.MET)
        assert bar in drawn([verdict], london, ascii_only=True)[2]


def test_an_ascii_terminal_gets_ascii_lines(breached: Verdict, london: Zone) -> None:
    lines = drawn([breached], london, ascii_only=True)
    assert "##### 151%" in "\n".join(lines)
    assert not any(c in "".join(lines) for c in "│─█░")


def test_notes_say_what_the_figures_do_not(breached: Verdict) -> None:
    assert table_notes([breached]) == (
        "… stands where further digits are cut.",
        "Budget: how much of the downtime that the target allows is used, in whole percents, cut.",
    )


def test_findings_name_their_verdict(breached: Verdict) -> None:
    assert finding_lines([breached]) == (
        "acme, uptime, 2025-03: A promise was broken: scheduled: not announced at least 3 business days before "
        "(event “m1”) (clause 1.5.1).",
    )


def test_the_summary_counts_and_sums_exactly(breached: Verdict, changed: Callable[..., Verdict]) -> None:
    other = changed(credit=Credit(CreditState.DUE, amount=Decimal("0.10"), currency="GBP"))
    met = changed(status=Status.MET, credit=Credit())
    assert summary_line([breached, other, met]) == ("3 verdicts: 1 met and 2 breached; credits: GBP 20.10 due.")
    assert summary_line([]) == "No verdicts."


# ------------------------------------------------------------------------------ clocks, duties, shares


def ticket(changed: Callable[..., Verdict], **fields: Any) -> Verdict:
    base: dict[str, Any] = {
        "kind": Kind.CLOCK,
        "commitment": "respond",
        "ticket": "T-1",
        "period": None,
        "status": Status.MET,
        "availability": None,
        "time_us": None,
        "due_at": parse_instant("2025-07-14T11:00:00Z"),
        "measured_us": 30 * MINUTE,
        "because": (),
        "findings": (),
        "credit": Credit(),
    }
    return changed(**(base | fields))


def test_a_ticket_shows_when_it_was_due_and_done_in_the_zone_of_the_policy(
    changed: Callable[..., Verdict], london: Zone
) -> None:
    done = ticket(changed, stopped_at=parse_instant("2025-07-14T10:30:00Z"))
    midnight = ticket(changed, event="e2", due_at=parse_instant("2025-07-14T23:00:00Z"), status=Status.BREACHED)
    running = ticket(changed, status=Status.UNDETERMINED, provisional=True, budget=(Budget("target", 90 * MINUTE),))
    heading, _, first, second, third = drawn([done, midnight, running], london)
    assert heading.split() == ["Customer", "Commitment", "About", "Status", "Measured", "Due", "Done"]
    assert first.split() == ["acme", "respond", "T-1", "met", "30m", "2025-07-14", "12:00", "2025-07-14", "11:30"]
    assert second.split() == ["acme", "respond", "T-1", "/", "e2", "breached", "30m", "end", "of", "2025-07-14", "not", "yet"]
    assert third.split()[-5:] == ["2025-07-14", "12:00", "1h", "30m", "left"]


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        ('within 4 business hours of office where the severity is "P1" or none given', "within 4 business hours"),
        ("within 2 days, otherwise", "within 2 days"),
        ("within 2 days", "within 2 days"),
        (
            'by the end of the 2nd full business day of office where the queue is "billing"',
            "by the end of the 2nd full business day",
        ),
        ('by the next fact "back where it was" where plan is "basic"', 'by the next fact "back where it was"'),
    ],
)
def test_a_clocks_target_stands_in_short(changed: Callable[..., Verdict], london: Zone, limit: str, shown: str) -> None:
    verdict = ticket(changed, because=(Step("S1", "clock_target", limit=limit),))
    heading, _, line = drawn([verdict], london)
    assert line[heading.index("Target") : heading.index("Due")].strip() == shown


def test_the_targets_of_clocks_go_before_those_of_availability(
    changed: Callable[..., Verdict], breached: Verdict, london: Zone
) -> None:
    clock = ticket(changed, because=(Step("S1", "clock_target", limit="by the end of the 2nd full business day of office"),))
    heading, *_ = drawn([clock], london)
    assert "Target" in heading
    console = Console(width=120, color_system=None, force_terminal=False)
    with console.capture() as captured:
        console.print(verdict_table([breached, clock], london, width=120))
    assert "at least 99.8%" in captured.get()
    assert "by the end" not in captured.get()


def test_long_times_are_days_unless_they_are_hours_of_a_calendar(changed: Callable[..., Verdict], london: Zone) -> None:
    elapsed = ticket(changed, measured_us=59 * DAY, because=(Step("S1", "clock_measured"),))
    business = ticket(changed, measured_us=59 * DAY, because=(Step("S1", "clock_measured", limit="office"),))
    first, second = drawn([elapsed, business], london)[2:]
    assert (first.split()[4], second.split()[4]) == ("59d", "1416h")


def test_what_a_ticket_lacks_leaves_no_column(changed: Callable[..., Verdict], london: Zone) -> None:
    without = ticket(changed, due_at=None, measured_us=None, status=Status.UNDETERMINED)
    assert drawn([without], london)[0].split() == ["Customer", "Commitment", "About", "Status"]


def test_narrow_screens_keep_deadlines(changed: Callable[..., Verdict], breached: Verdict, london: Zone) -> None:
    done = ticket(changed, stopped_at=parse_instant("2025-07-14T10:30:00Z"))
    console = Console(width=80, color_system=None, force_terminal=False)
    with console.capture() as captured:
        console.print(verdict_table([breached, done], london, width=80))
    text = captured.get()
    assert "Due" in text
    assert "Target" not in text
    assert "Credit" in text
    assert all(len(line) <= 80 for line in text.splitlines())
    assert text.count("2025-07-14") == 1


def daily(changed: Callable[..., Verdict], day: int, **fields: Any) -> Verdict:
    start = parse_instant("2025-03-01T00:00:00Z") + (day - 1) * DAY
    period = PeriodName(f"2025-03-{day:02d}", start, start + DAY)
    return ticket(changed, **({"kind": Kind.DUTY, "commitment": "backup", "ticket": None, "period": period} | fields))


def test_a_regular_duty_that_stays_as_it_is_is_one_row(changed: Callable[..., Verdict], london: Zone) -> None:
    month = [daily(changed, day, status=Status.BREACHED if day == 20 else Status.MET) for day in range(1, 31)]
    other = ticket(changed, stopped_at=parse_instant("2025-07-14T10:30:00Z"))
    rows = drawn([*month[:3], other, *month[3:]], london)[2:]
    assert [row.split()[2:6] for row in rows if "backup" in row] == [
        ["2025-03-01", "..", "2025-03-19", "met"],
        ["2025-03-20", "breached", "2025-07-14", "12:00"],
        ["2025-03-21", "..", "2025-03-30", "met"],
    ]
    assert len(rows) == 4
    assert summary_line(month) == "30 verdicts: 29 met and 1 breached."


def test_days_apart_or_with_more_to_say_keep_their_rows(changed: Callable[..., Verdict], london: Zone) -> None:
    owed = Credit(CreditState.DUE, amount=Decimal("1.00"), currency="GBP")
    found = (Finding("incomplete", "the backup lacks a part"),)
    days = [daily(changed, 1), daily(changed, 3), daily(changed, 4, credit=owed), daily(changed, 5, findings=found)]
    assert len(drawn(days, london)[2:]) == 4
    other = daily(changed, 2, customer="zeta")
    assert len(drawn([daily(changed, 1), other], london)[2:]) == 2
    assert len(drawn([daily(changed, 6, event="f1"), daily(changed, 7, event="f2")], london)[2:]) == 2
