"""One ticket of a severity, and what a clock says of it (S1)."""

from __future__ import annotations

from slalang.semantics.policy import Clock, Compiled
from slalang.syntax import ast
from slalang.time.periods import CalendarPeriod, PeriodUnit
from slalang.trials.stream import contract, first_period, moment, tried
from slalang.values.verdicts import Verdict


def with_ticket(compiled: Compiled, clock: Clock, severity: str) -> Verdict | None:
    """The verdict on a ticket that starts the clock and is looked at when the day is over; None where nothing judges it."""
    policy = compiled.policy
    day = first_period(policy, CalendarPeriod(PeriodUnit.DAY, policy.zone))
    opened = ast.TicketEvent(
        "T1", None, clock.start[0].value, moment(day.start_at, policy.zone), severity=ast.EventSeverity(severity)
    )
    try:
        judged = tried(compiled, (*contract(policy, clock.name, day), opened), (day.start_at, day.end_at))
    except ValueError:
        return None
    return next((verdict for verdict in judged.verdicts if verdict.commitment == clock.name), None)
