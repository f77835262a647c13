"""Verdicts as a table for people, with a bar for the budget used, findings below and one line of summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from rich import box
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from slalang.output.civil_times import clock, day_words
from slalang.output.explanation.wording import finding_sentence, listed
from slalang.output.figures import CUT, money, percent, short_duration
from slalang.output.visible import visible
from slalang.time.zones import Zone
from slalang.values.instants import civil_date
from slalang.values.verdicts import CreditState, Status, Verdict

STYLES = {
    Status.MET: "green",
    Status.BREACHED: "bold red",
    Status.UNDETERMINED: "yellow",
    Status.NOT_APPLICABLE: "dim",
    Status.ARISEN: "bold red",
    Status.NOT_ARISEN: "green",
    Status.EXERCISED: "magenta",
    Status.LAPSED: "dim",
}
"""The colour of each status; the word itself always stands there too."""

BAR_CELLS = 5

_OPEN_STATES = (CreditState.DUE, CreditState.CLAIMABLE, CreditState.CLAIMED)


def verdict_table(verdicts: Sequence[Verdict], zone: Zone, *, ascii_only: bool = False, width: int | None = None) -> Table:
    """The verdicts as rows, in their order; columns that hold nothing are left out.

    Civil times are those of `zone`. `ascii_only` draws for terminals without other characters. Where the table does not fit
    into `width`, the columns that say least go first: the target, then the budget.
    """
    rows = [_row(verdict, zone, ascii_only) for verdict in verdicts]
    headings = ("Customer", "Commitment", "Period", "Status", "Measured", "Target", "Budget", "Credit")
    kept = [n for n, _ in enumerate(headings) if any(row[n].plain for row in rows)]
    widths = [max(len(heading), *(row[n].cell_len for row in rows), 0) for n, heading in enumerate(headings)] if rows else []
    for least in ("Target", "Budget"):
        if width is not None and sum(widths[n] + 2 for n in kept) - 2 > width:
            kept = [n for n in kept if headings[n] != least]
    lines = box.ASCII if ascii_only else box.SIMPLE_HEAD
    table = Table(box=lines, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    for n in kept:
        figures = headings[n] in ("Measured", "Budget")
        justify: JustifyMethod = "right" if headings[n] == "Measured" else "left"
        # A heading is never broken, however narrow the screen.
        table.add_column(headings[n], justify=justify, no_wrap=figures, overflow="fold", min_width=len(headings[n]))
    for row in rows:
        table.add_row(*(row[n] for n in kept))
    return table


def table_notes(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """What the table's figures do not say of themselves: where digits are cut or percents are whole ones."""
    notes = []
    shares = [verdict.availability.exact for verdict in verdicts if verdict.availability is not None]
    if any(CUT in percent(share) for share in shares):
        notes.append(f"{CUT} stands where further digits are cut.")
    if any(_used(verdict) is not None for verdict in verdicts):
        notes.append("Budget: how much of the downtime that the target allows is used, in whole percents, cut.")
    if any(verdict.provisional for verdict in verdicts):
        notes.append("“So far”: the period still runs.")
    return tuple(notes)


def finding_lines(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """Every finding on a line of its own, with the verdict that it belongs to."""
    return tuple(visible(f"{_about(verdict)}: {finding_sentence(found)}") for verdict in verdicts for found in verdict.findings)


def summary_line(verdicts: Sequence[Verdict]) -> str:
    """How many verdicts of each status, and the credits by currency and state, in one line."""
    number = len(verdicts)
    if not number:
        return "No verdicts."
    tally = Counter(verdict.status for verdict in verdicts)
    counts = listed(f"{tally[status]} {status.replace('_', ' ')}" for status in Status if tally[status])
    sums: dict[tuple[CreditState, str], Decimal] = {}
    for verdict in verdicts:
        credit = verdict.credit
        if credit.amount and credit.state is not CreditState.NONE:
            key = credit.state, credit.currency or ""
            sums[key] = sums.get(key, Decimal(0)) + credit.amount
    owed = [f"{money(amount, currency)} {state}" for (state, currency), amount in sorted(sums.items())]
    credits = f"; credits: {listed(owed)}" if owed else ""
    return f"{number} verdict{'' if number == 1 else 's'}: {counts}{credits}."


def _row(verdict: Verdict, zone: Zone, ascii_only: bool) -> tuple[Text, ...]:
    return (
        Text(visible(verdict.customer or "")),
        Text(visible(_named(verdict))),
        Text(verdict.period.name if verdict.period is not None else ""),
        _status(verdict),
        Text(_measured(verdict, zone).replace(CUT, "...") if ascii_only else _measured(verdict, zone)),
        Text(_target(verdict, zone)),
        _bar(verdict, ascii_only),
        _credit(verdict),
    )


def _named(verdict: Verdict) -> str:
    parts = [verdict.component, verdict.ticket, verdict.event]
    if verdict.group is not None:
        parts.append(", ".join(f"{name} {value}" for name, value in verdict.group))
    return " / ".join([verdict.commitment, *(part for part in parts if part is not None)])


def _about(verdict: Verdict) -> str:
    period = verdict.period.name if verdict.period is not None else None
    return ", ".join(part for part in (verdict.customer, _named(verdict), period) if part is not None)


def _status(verdict: Verdict) -> Text:
    text = Text(verdict.status.replace("_", " "), style=STYLES[verdict.status])
    if verdict.provisional:
        text.append(" so far", style="dim")
    return text


def _measured(verdict: Verdict, zone: Zone) -> str:
    if verdict.availability is not None:
        return percent(verdict.availability.exact)
    if verdict.measured_us is not None:
        return short_duration(verdict.measured_us)
    if verdict.stopped_at is not None:
        return _moment(verdict.stopped_at, zone)
    return ""


def _target(verdict: Verdict, zone: Zone) -> str:
    if verdict.availability is not None and verdict.availability.target is not None:
        return f"{verdict.availability.comparison} {verdict.availability.target}%"
    limit = next((step.limit for step in verdict.because if step.what == "target" and step.limit), None)
    if limit is not None:
        return limit
    return f"by {_moment(verdict.due_at, zone)}" if verdict.due_at is not None else ""


def _moment(instant: int, zone: Zone) -> str:
    return f"{day_words(civil_date(zone.to_civil(instant)[0]))} {clock(instant, zone)}"


def _used(verdict: Verdict) -> Fraction | None:
    """The part of the allowed bad time that is used, 1 being all of it; None without such a budget."""
    availability = verdict.availability
    if availability is None or availability.target is None:
        return None
    allowed = 1 - Fraction(availability.target) / 100
    return (1 - availability.exact) / allowed if allowed > 0 else None


def _bar(verdict: Verdict, ascii_only: bool) -> Text:
    used = _used(verdict)
    if used is None:
        return Text("")
    full, empty = ("#", ".") if ascii_only else ("█", "░")
    # A cell is filled as soon as its part of the budget is begun: a small use is never drawn as none.
    filled = max(0, min(BAR_CELLS, ceil(used * BAR_CELLS)))
    style = "red" if verdict.status is Status.BREACHED else "yellow" if used >= Fraction(3, 4) else "green"
    return Text.assemble((full * filled, style), (empty * (BAR_CELLS - filled), "dim"), f" {int(used * 100)}%")


def _credit(verdict: Verdict) -> Text:
    credit = verdict.credit
    if credit.state is CreditState.NONE:
        return Text("")
    amount = f"{money(credit.amount, credit.currency)} " if credit.amount is not None else ""
    style = "bold" if credit.state in _OPEN_STATES else "yellow" if credit.state is CreditState.UNDETERMINED else ""
    lacks = visible(f" (missing: {', '.join(credit.missing)})") if credit.missing else ""
    return Text(f"{amount}{credit.state}{lacks}", style=style)
