"""A ticket under a clock: what happened to it, and how it was judged."""

from __future__ import annotations

import attrs

from slalang.semantics.policy import Clock, Compiled, Policy
from slalang.syntax import ast
from slalang.time.periods import Period
from slalang.trials.stream import ANYBODY, Case, Setting, contract, moment, tried
from slalang.values.events import TicketAction
from slalang.values.instants import HOUR
from slalang.values.verdicts import Verdict


@attrs.frozen(slots=True)
class Said:
    """What a ticket says of itself."""

    severity: str | None = None
    queue: str | None = None
    labels: tuple[str, ...] = ()


def started(
    compiled: Compiled, clock: Clock, start_at: int, until: int, said: Said | None = None, setting: Setting = ANYBODY
) -> Case | None:
    """A ticket whose clock is started at an instant and that nobody touches until another; None where it has no verdict.

    ValueError as `tried`.
    """
    policy = compiled.policy
    period = Period("", start_at, until)
    given = (*contract(policy, clock.name, period, setting), *_events(policy, clock, start_at, said or Said()))
    verdicts = tried(compiled, given, (start_at, until)).verdicts
    found = next((verdict for verdict in verdicts if _judges(verdict, clock)), None)
    return Case(given, found) if found is not None else None


def _judges(verdict: Verdict, clock: Clock) -> bool:
    return verdict.commitment == clock.name and verdict.ticket is not None


def _events(policy: Policy, clock: Clock, start_at: int, said: Said) -> tuple[ast.TicketEvent, ...]:
    """The opening of the ticket, and where the clock starts with something else, that an hour later."""
    opened = (TicketAction.OPENED,) if TicketAction.OPENED not in clock.start else ()
    return tuple(
        ast.TicketEvent(
            "T1",
            None,
            action,
            moment(start_at - HOUR * (len(opened) - number), policy.zone),
            ast.EventSeverity(said.severity) if said.severity is not None else None,
            ast.EventQueue(said.queue) if said.queue is not None else None,
            None,
            ast.EventLabels(said.labels) if said.labels else None,
        )
        for number, action in enumerate((*opened, clock.start[0] if opened else TicketAction.OPENED))
    )
