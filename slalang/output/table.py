"""Verdicts as a table for people, with a bar for the budget used, findings below and one line of summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from rich import box
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from slalang.output.civil_times import clock
from slalang.output.explanation.wording import TIMED, finding_sentence, group_words, in_business_hours
from slalang.output.figures import CUT, decimal_text, money, numbered, percent, short_duration, short_elapsed
from slalang.output.visible import visible
from slalang.time.period_names import day_name
from slalang.time.zones import Zone
from slalang.values.listing import listed
from slalang.values.verdicts import CreditState, Kind, Status, Verdict

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

_FIGURES = ("Measured", "Budget")

_DATE = len("2025-03-14")

_COLUMNS = (
    "Customer",
    "Commitment",
    "About",
    "Period",
    "Status",
    "Measured",
    "Target",
    "Due",
    "Done",
    "Budget",
    "Credit",
)

_CONDITION = re.compile(r'((?:"[^"]*"|[^"])*?),? (?:where |otherwise$)')
_CALENDAR = re.compile(r"( business \w+) of \w+")

_OPEN_STATES = (CreditState.DUE, CreditState.CLAIMABLE, CreditState.CLAIMED)


def verdict_table(verdicts: Sequence[Verdict], zone: Zone, *, ascii_only: bool = False, width: int | None = None) -> Table:
    """The verdicts as rows, in their order; columns that hold nothing are left out.

    A duty's verdicts for one period after the other are one row where they say the same. Civil times are those of
    `zone`. `ascii_only` draws for terminals without other characters. Where the table does not fit into `width`, the
    columns that say least go first: the targets of clocks, which have deadlines, then all targets, then the budget; when
    something was done where even broken lines do not fit.
    """
    runs = _runs(verdicts)
    rows = [_row(run, zone, ascii_only) for run in runs]
    if width is not None and _breadth(rows) > width:
        rows = [_row(run, zone, ascii_only, clock_targets=False) for run in runs]
    headings = tuple(_COLUMNS)
    kept = [n for n, _ in enumerate(headings) if any(row[n].plain for row in rows)]
    widths = [max(len(heading), *(row[n].cell_len for row in rows), 0) for n, heading in enumerate(headings)] if rows else []
    for least in ("Target", "Budget"):
        if width is not None and sum(widths[n] + 2 for n in kept) - 2 > width:
            kept = [n for n in kept if headings[n] != least]
    # A heading, a figure, a date or a word of a status is never broken, however narrow the screen.
    words = max((len(word) for row in rows for word in row[headings.index("Status")].plain.split()), default=0)
    least_widths = {"Due": _DATE, "Done": _DATE, "Status": words}
    narrowest = [widths[n] if h in _FIGURES else max(len(h), least_widths.get(h, 0)) for n, h in enumerate(headings) if rows]
    if width is not None and sum(narrowest[n] + 2 for n in kept) - 2 > width:
        kept = [n for n in kept if headings[n] != "Done"]
    lines = box.ASCII if ascii_only else box.SIMPLE_HEAD
    table = Table(box=lines, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    for n in kept:
        figures = headings[n] in _FIGURES
        justify: JustifyMethod = "right" if headings[n] == "Measured" else "left"
        table.add_column(headings[n], justify=justify, no_wrap=figures, overflow="fold", min_width=narrowest[n])
    for row in rows:
        table.add_row(*(row[n] for n in kept))
    return table


def _breadth(rows: Sequence[tuple[Text, ...]]) -> int:
    """How many cells the rows take where no line is broken."""
    widths = [max((row[n].cell_len for row in rows), default=0) for n in range(len(_COLUMNS))]
    return sum(max(len(heading), width) + 2 for heading, width in zip(_COLUMNS, widths, strict=True) if width) - 2


def _runs(verdicts: Sequence[Verdict]) -> list[list[Verdict]]:
    """The rows of the table: what a regular duty says of several periods in a row is one (S4)."""
    runs: list[list[Verdict]] = []
    latest: dict[tuple[str | None, str], list[Verdict]] = {}
    for verdict in verdicts:
        rule = verdict.customer, verdict.commitment
        run = latest.get(rule)
        if run is not None and _says_the_same(run[-1], verdict):
            run.append(verdict)
        else:
            latest[rule] = [verdict]
            runs.append(latest[rule])
    return runs


def _says_the_same(one: Verdict, next_one: Verdict) -> bool:
    """Whether two verdicts of one rule are of regular duties, follow one another, and show alike."""
    if one.period is None or next_one.period is None or one.period.end_at != next_one.period.start_at:
        return False
    regular = one.kind is next_one.kind is Kind.DUTY and one.event is next_one.event is None
    plain = all(v.credit.state is CreditState.NONE and not v.findings for v in (one, next_one))
    return regular and plain and (one.status, one.provisional) == (next_one.status, next_one.provisional)


def table_notes(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """What the table's figures do not say of themselves: where digits are cut or percents are whole ones."""
    notes = []
    if any(CUT in _measured(verdict) for verdict in verdicts):
        notes.append(f"{CUT} stands where further digits are cut.")
    if any(_used(verdict) is not None for verdict in verdicts):
        timed = all(verdict.time_us is not None for verdict in verdicts if _used(verdict) is not None)
        what = "downtime" if timed else "bad share"
        notes.append(f"Budget: how much of the {what} that the target allows is used, in whole percents, cut.")
    if any(verdict.time_us is not None and verdict.time_us.weighted is not None for verdict in verdicts):
        notes.append("Where time is weighted, what is measured is the weighted time.")
    so_far = [verdict for verdict in verdicts if verdict.provisional]
    if any(verdict.kind in TIMED for verdict in so_far):
        notes.append("“So far”: the period still runs, or more may happen before the deadline or to the credit.")
    elif so_far:
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
    alone = _sums(verdict for verdict in verdicts if verdict.kind is not Kind.CREDIT)
    together = _sums(verdict for verdict in verdicts if verdict.kind is Kind.CREDIT)
    credits = f"; credits: {alone}" if alone else ""
    # What is settled together is owed in place of the single credits, not beside them.
    joint = f"; settled together: {together}" if together else ""
    return f"{numbered(number, 'verdict')}: {counts}{credits}{joint}."


def _sums(verdicts: Iterable[Verdict]) -> str:
    """The credits of verdicts, summed by currency and state."""
    sums: dict[tuple[CreditState, str], Decimal] = {}
    for verdict in verdicts:
        credit = verdict.credit
        if credit.amount and credit.state is not CreditState.NONE:
            key = credit.state, credit.currency or ""
            sums[key] = sums.get(key, Decimal(0)) + credit.amount
    return listed(f"{money(amount, currency)} {state}" for (state, currency), amount in sorted(sums.items()))


def _row(run: Sequence[Verdict], zone: Zone, ascii_only: bool, *, clock_targets: bool = True) -> tuple[Text, ...]:
    verdict, alone = run[0], len(run) == 1
    cells = {
        "Customer": Text(visible(verdict.customer or "")),
        "Commitment": Text(visible(verdict.commitment)),
        "About": Text(visible(_part(verdict))),
        "Period": Text(_periods(run)),
        "Status": _status(verdict),
        "Measured": Text(_measured(verdict).replace(CUT, "...") if ascii_only else _measured(verdict)) if alone else Text(""),
        "Target": Text(visible(_target(verdict)) if clock_targets or verdict.kind is not Kind.CLOCK else ""),
        "Due": Text(_due(verdict, zone) if alone else ""),
        "Done": Text(_done(verdict, zone) if alone else ""),
        "Budget": _bar(verdict, ascii_only),
        "Credit": _credit(verdict),
    }
    return tuple(cells[column] for column in _COLUMNS)


def _part(verdict: Verdict) -> str:
    """What a verdict is about beside its rule: a component, a ticket, the event that started it."""
    parts = [verdict.component, verdict.ticket, verdict.event]
    if verdict.group is not None:
        parts.append(group_words(verdict.group))
    return " / ".join(part for part in parts if part is not None)


def _periods(run: Sequence[Verdict]) -> str:
    names = [verdict.period.name for verdict in (run[0], run[-1]) if verdict.period is not None]
    return " .. ".join(dict.fromkeys(names))


def _about(verdict: Verdict) -> str:
    named = " / ".join(part for part in (verdict.commitment, _part(verdict)) if part)
    return ", ".join(part for part in (verdict.customer, named, _periods([verdict])) if part)


def _status(verdict: Verdict) -> Text:
    text = Text(verdict.status.replace("_", " "), style=STYLES[verdict.status])
    if verdict.provisional:
        text.append(" so far", style="dim")
    return text


def _measured(verdict: Verdict) -> str:
    measured = verdict.availability
    if measured is not None:
        return percent(measured.exact) if measured.is_share else decimal_text(measured.exact)
    # How long a duty took from its occasion says nothing that its deadline does not say better.
    clocked = verdict.kind is Kind.CLOCK and verdict.measured_us is not None
    return _length(verdict.measured_us or 0, verdict) if clocked else ""


def _length(us: int | Fraction, verdict: Verdict) -> str:
    return short_duration(us) if in_business_hours(verdict) else short_elapsed(us)


def _target(verdict: Verdict) -> str:
    measured = verdict.availability
    if measured is not None and measured.target is not None:
        return f"{measured.comparison} {measured.target}{'%' if measured.is_share else ''}"
    if verdict.kind is Kind.CLOCK:
        return _short(next((step.limit for step in verdict.because if step.what == "clock_target" and step.limit), ""))
    if verdict.kind is Kind.DUTY:
        # Its deadline stands in a column of its own.
        return ""
    return _short(next((step.limit for step in verdict.because if step.what == "target" and step.limit), ""))


def _short(target: str) -> str:
    """A target without whom or which tickets it is for, and without the calendar that it is counted along."""
    condition = _CONDITION.match(target)
    return _CALENDAR.sub(r"\1", condition[1] if condition is not None else target)


def _due(verdict: Verdict, zone: Zone) -> str:
    """The deadline; one at midnight is the end of the day before."""
    if verdict.due_at is None:
        return ""
    day, us = zone.to_civil(verdict.due_at)
    return f"end of {day_name(day - 1)}" if us == 0 else _moment(verdict.due_at, zone)


def _done(verdict: Verdict, zone: Zone) -> str:
    """When it was done, or how much time is left for it."""
    if verdict.stopped_at is not None:
        return _moment(verdict.stopped_at, zone)
    if verdict.kind not in TIMED:
        return ""
    left = next((part.left for part in verdict.budget or () if part.unit == "us"), None)
    if left is None or left < 0:
        return "not yet" if verdict.status is Status.BREACHED else ""
    return f"{_length(left, verdict)} left"


def _moment(instant: int, zone: Zone) -> str:
    return f"{day_name(zone.to_civil(instant)[0])} {clock(instant, zone)}"


def _used(verdict: Verdict) -> Fraction | None:
    """The part of the allowed bad time that is used, 1 being all of it; None without such a budget."""
    availability = verdict.availability
    if verdict.kind is Kind.SHARE or availability is None or availability.target is None or not availability.is_share:
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
    style = "bold" if credit.state in _OPEN_STATES else "yellow" if credit.state is CreditState.UNDETERMINED else ""
    lacks = visible(f" (missing: {', '.join(credit.missing)})") if credit.missing else ""
    paid = f", {money(credit.settled.paid, credit.currency)} paid" if credit.settled and credit.settled.paid is not None else ""
    return Text(f"{_owed(verdict)}{credit.state}{paid}{lacks}", style=style)


def _owed(verdict: Verdict) -> str:
    """The sum, with the days of service or points behind it; points that are no money yet stand alone (C3)."""
    credit = verdict.credit
    behind = [numbered(credit.days, "day")] if credit.days and verdict.kind not in TIMED else []
    behind += [numbered(credit.points, "point")] if credit.points is not None else []
    amount = money(credit.amount, credit.currency) if credit.amount is not None else ""
    if credit.points is not None and not credit.amount:
        amount = ""
    if not behind:
        return f"{amount} " if amount else ""
    return f"{amount} ({listed(behind)}) " if amount else f"{listed(behind)} "
