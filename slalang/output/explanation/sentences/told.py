"""A step of an explanation with all that its sentence needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import attrs

from slalang.output.civil_times import at, deadline, spans
from slalang.output.explanation.wording import STATUS_WORDS, clauses_cited, curled, events_named, first_step
from slalang.output.figures import duration, elapsed, figure
from slalang.time.zones import Zone
from slalang.values.instants import parse_instant
from slalang.values.intervals import measure
from slalang.values.verdicts import Figure, Status, Step, Verdict


@attrs.frozen(slots=True)
class Told:
    """A step with what its sentence needs beside it: its verdict, and the zone of the civil times."""

    step: Step
    verdict: Verdict
    zone: Zone

    @property
    def events(self) -> str:
        return events_named(self.step.events)

    @property
    def when(self) -> str:
        return spans(self.step.intervals, self.zone)

    @property
    def length(self) -> str:
        return duration(measure(self.step.intervals))

    @property
    def elapsed(self) -> str:
        """The same of a time that went by on the wall: where it is long, in days."""
        return elapsed(measure(self.step.intervals))

    @property
    def cited(self) -> str:
        return clauses_cited(self.step.clauses)

    @property
    def name(self) -> str:
        return f"“{self.step.name}”" if self.step.name else "the policy"

    @property
    def limit(self) -> str:
        return self.step.limit or ""

    @property
    def detail(self) -> str:
        return self.step.detail

    @property
    def words(self) -> str:
        """The step's remark, in the quotation marks of the prose."""
        return curled(self.step.detail)

    @property
    def before(self) -> str:
        return self.figure(self.step.before)

    @property
    def after(self) -> str:
        return self.figure(self.step.after)

    @property
    def status(self) -> str:
        """The status to which the step comes, else the verdict's, in the words of a sentence."""
        status = str(self.step.after or self.verdict.status)
        return STATUS_WORDS[Status(status)] if status in set(Status) else status

    def figure(self, value: Figure | None) -> str:
        """A figure of the step in words; nothing where there is none."""
        return "" if value is None else figure(value, self.step.unit, self.verdict.credit.currency)

    def instant(self, value: Figure | None) -> str:
        """An instant of the step as a civil time of the zone."""
        return at(parse_instant(value), self.zone) if isinstance(value, str) else "an unknown time"

    def deadline(self, value: Figure | None) -> str:
        """A deadline of the step: at midnight, the end of the day that it ends."""
        return deadline(parse_instant(value), self.zone) if isinstance(value, str) else "an unknown time"

    @property
    def at_best(self) -> str:
        """Before what would have changed a result that takes all that nobody observed as good."""
        return "at best, " if first_step(self.verdict, "at_best") else ""

    def tail(self) -> str:
        """The step's own remark in brackets, where it has one."""
        return f" ({self.detail.rstrip('.')})" if self.detail else ""

    @property
    def remark(self) -> str:
        """The step's own remark after a colon, where it has one."""
        return f": {self.detail}" if self.detail else ""

    @property
    def as_written(self) -> str:
        """The words of the policy in brackets, where the step has them."""
        return f" (“{self.limit}”)" if self.limit else ""


Saying: TypeAlias = Callable[[Told], str]
"""What a step says, without its capital and full stop."""
