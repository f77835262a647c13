"""Clocks over tickets: start, severity, target, pauses, deadline, stop, outcome."""

from __future__ import annotations

from slalang.output.explanation.sentences.told import Saying, Told
from slalang.output.explanation.wording import curled, first_step, why
from slalang.output.figures import elapsed


def _started(told: Told) -> str:
    by = f" (“{told.detail}”)" if told.detail else ""
    return f"the clock {told.name} starts at {told.instant(told.step.after)}, with {told.events}{by}{told.cited}"


def _not_started(told: Told) -> str:
    return f"nothing has started the clock {told.name}: the ticket has no {curled(told.limit) or 'such event'}{told.cited}"


def _ungoverned(told: Told) -> str:
    return f"{told.detail or 'the agreement does not govern the clock'}{told.cited}"


def _severity(told: Told) -> str:
    by = f", by {told.events}" if told.events else ""
    was = f"; at the start it was “{told.before}”" if told.before else ""
    rule = f"; {told.limit}" if told.limit else ""
    if not told.after:
        return f"the ticket has no severity{rule}{told.cited}"
    return f"the severity that counts is “{told.after}”{by}{was}{rule}{told.cited}"


def _restarted(told: Told) -> str:
    to = f" to “{told.detail}”" if told.detail else ""
    return f"the change of severity{to} by {told.events} restarts the clock at {told.instant(told.step.after)}{told.cited}"


def _excluded(told: Told) -> str:
    phrase = f"“{told.limit}” of {told.name}" if told.limit else told.name
    by = f", as {told.events} say{'s' if len(told.step.events) == 1 else ''}" if told.events else ""
    return f"the ticket falls under {phrase}{told.cited}{by}, so the clock does not apply to it"


def _target(told: Told) -> str:
    return f"the target is “{told.limit}”{told.cited}" if told.limit else f"the clock has a target{told.cited}"


def _no_target(told: Told) -> str:
    return f"the agreement sets no target for such a ticket{told.cited}"


def _gap(told: Told) -> str:
    why = f": {told.detail}" if told.detail else ""
    return f"of the times on the way, the one that begins with {told.events} is shown{why}{told.cited}"


def _paused(told: Told) -> str:
    due = first_step(told.verdict, "clock_due")
    unmoved = due is not None and due.before is None
    effect = told.limit.replace("moves the deadline", "leaves the deadline where it is") if unmoved else told.limit
    does = f", which {effect}" if effect else ""
    does += f"; {told.detail}" if told.detail else ""
    still = f"; it has been paused since {told.instant(told.step.before)}" if told.step.before is not None else ""
    if not told.step.intervals:
        return f"the clock is paused since {told.instant(told.step.before)}{does}{told.cited}"
    return f"the clock was paused {told.when}, {told.elapsed} together{does}{told.cited}{still}"


def _reopened(told: Told) -> str:
    by, stop = (*told.step.events, None, None)[:2]
    stopped = f" by “{stop}”" if stop else ""
    return f"“{by or 'an event'}” reopens the ticket, which withdraws the earlier stop{stopped}{told.cited}"


def _due(told: Told) -> str:
    settled = f", when the fact {told.events} settled it" if told.events else ""
    moved = f"; without the pauses it would have been due at {told.deadline(told.step.before)}" if told.before else ""
    return f"so it is due at {told.deadline(told.step.after)}{settled}{moved}{told.cited}"


def _not_due(told: Told) -> str:
    if told.limit:
        return f"it is due at the next fact “{told.limit}”, and there is none yet{told.cited}"
    return f"as long as it is paused it has no deadline{told.cited}"


def _stopped(told: Told) -> str:
    by = f" (“{told.detail}”)" if told.detail else ""
    return f"{told.events}{by} stops it at {told.instant(told.step.after)}{told.cited}"


def _running(told: Told) -> str:
    return f"nothing has stopped it by {told.instant(told.step.after)}{told.cited}"


def _called_off(told: Told) -> str:
    how = "cancelled" if told.detail == "cancelled" else "merged into another"
    return f"the ticket is {how} at {told.instant(told.step.after)} ({told.events}), where the clock ends{told.cited}"


def _measured(told: Told) -> str:
    us = told.step.after
    if told.limit or not isinstance(us, int):
        length, inside = told.after or "some time", f" in the hours of “{told.limit}”" if told.limit else ""
    else:
        length, inside = elapsed(us), ""
    running = "while it ran and was not paused" if told.detail else "while it ran"
    return f"{length} went by{inside} {running}{told.cited}"


def _outcome(told: Told) -> str:
    return f"the clock {told.name} is {told.status}{why(told.detail, told.verdict)}{told.cited}"


SAYINGS: dict[str, Saying] = {
    "clock_started": _started,
    "clock_not_started": _not_started,
    "clock_ungoverned": _ungoverned,
    "clock_severity": _severity,
    "clock_restarted": _restarted,
    "clock_excluded": _excluded,
    "clock_target": _target,
    "clock_no_target": _no_target,
    "clock_gap": _gap,
    "clock_paused": _paused,
    "clock_reopened": _reopened,
    "clock_due": _due,
    "clock_not_due": _not_due,
    "clock_stopped": _stopped,
    "clock_running": _running,
    "clock_called_off": _called_off,
    "clock_measured": _measured,
    "clock_outcome": _outcome,
}
"""How each code is said."""
