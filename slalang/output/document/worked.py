"""Worked examples: figures that the engine computed for a policy, for a document to show."""

from __future__ import annotations

import attrs

from slalang.time.zones import Zone
from slalang.values.verdicts import Verdict


@attrs.frozen(slots=True)
class WorkedCase:
    """One outage of that length in microseconds, and the verdict on its period."""

    downtime: int
    verdict: Verdict


@attrs.frozen(slots=True)
class WorkedPromise:
    """Cases of one commitment in order of their downtime; `given` is what a customer's contract supplies, in words.

    `part` is the component that fails, None for the whole service.
    """

    commitment: str
    given: tuple[str, ...]
    part: str | None
    cases: tuple[WorkedCase, ...]


@attrs.frozen(slots=True)
class WorkedDeadline:
    """When a ticket that was opened then is due, by a clock's target as the policy words it; None: it is not."""

    clock: str
    target: str
    opened_at: int
    due_at: int | None


@attrs.frozen(slots=True)
class Worked:
    """All worked examples of a policy, in its zone."""

    zone: Zone
    promises: tuple[WorkedPromise, ...] = ()
    deadlines: tuple[WorkedDeadline, ...] = ()
    tickets_given: tuple[str, ...] = ()
