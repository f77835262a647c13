"""A ticket that is opened under a clock and that nobody touches, and how it is judged."""

from __future__ import annotations

import attrs

from slalang.semantics.policy import Clock, Compiled, Policy
from slalang.syntax import ast
from slalang.syntax.wording.events import event as event_words
from slalang.time.periods import Period
from slalang.trials.stream import ANYBODY, Case, Setting, contract, moment, tried
from slalang.values.events import TicketAction
from slalang.values.instants import HOUR
from slalang.values.intervals import Interval
from slalang.values.verdicts import Verdict


@attrs.frozen(slots=True)
class Said:
    """What a ticket says of itself."""

    severity: str | None = None
    queue: str | None = None
    labels: tuple[str, ...] = ()


def left_waiting(
    compiled: Compiled,
    clock: Clock,
    wait: Interval,
    said: Said | None = None,
    setting: Setting = ANYBODY,
    unsaid: str | None = None,
) -> Case | None:
    """A ticket whose clock starts where `wait` does, and that nobody touches up to its end; None where it has no verdict.

    The contract leaves the parameter `unsaid` out. ValueError as `tried`.
    """
    policy = compiled.policy
    supplied = contract(policy, clock.name, Period("", *wait), setting)
    known = tuple(e for e in supplied if not (isinstance(e, ast.ParameterEvent) and e.parameter.text == unsaid))
    given = (*known, *_events(policy, clock, wait[0], said or Said()))
    verdicts = tried(compiled, given, wait).verdicts
    found = next((verdict for verdict in verdicts if _judges(verdict, clock)), None)
    return Case(given, found) if found is not None else None


def in_words(case: Case) -> str:
    """`ticket "T1" "opened" at 2025-04-01 00:00`: what happened to the ticket."""
    return "; ".join(event_words(event) for event in case.given if isinstance(event, ast.TicketEvent))


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
