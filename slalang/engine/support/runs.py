"""What clocks and duties ask of one ticket or on one occasion, judged before any credit (S1, S4)."""

from __future__ import annotations

import attrs

from slalang.engine.terms import Terms
from slalang.semantics.policy import Clock, Duty
from slalang.time.periods import Period
from slalang.values.intervals import EMPTY, Intervals
from slalang.values.verdicts import Budget, Finding, Status, Step


@attrs.frozen(slots=True, kw_only=True)
class Run:
    """One run of a clock on a ticket, or one occasion of a duty.

    `event` is the event that started it where a rule has several for one ticket, and for a duty the occasion. Of a clock that
    begins anew on its way, the instants, the measure and the pauses are those of the gap that is shown. `start_at` is None
    where nothing started it; `due_at` where there is no deadline, or none yet. `measured_us` is what counted from start to
    stop, or so far. `pauses` is the time in which it was paused. `period` is the period of a regular duty. `terms` are those
    in force at the start, with the ticket's own severity, queue and labels.
    """

    rule: Clock | Duty
    terms: Terms
    status: Status
    ticket: str | None = None
    event: str | None = None
    start_at: int | None = None
    due_at: int | None = None
    stopped_at: int | None = None
    measured_us: int | None = None
    provisional: bool = False
    reason: str | None = None
    missing: tuple[str, ...] = ()
    budget: tuple[Budget, ...] | None = None
    pauses: Intervals = EMPTY
    period: Period | None = None
    findings: tuple[Finding, ...] = ()
    because: tuple[Step, ...] = ()

    @property
    def called(self) -> str:
        """What a reader knows it by: the ticket, the occasion, the period, else the rule."""
        return self.ticket or self.event or (self.period.name if self.period else self.rule.name)

    def until(self, as_of: int) -> int:
        """When it stopped; one that still runs has stopped, for now, at `as of`."""
        return as_of if self.stopped_at is None else self.stopped_at
