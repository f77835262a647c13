"""The table that `slalang evaluate` shows to people."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from rich.console import Console

from slalang.output.table import finding_lines, summary_line, table_notes, verdict_table
from slalang.time.zones import Zone
from slalang.values.verdicts import Availability, Credit, CreditState, Status, Verdict


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
