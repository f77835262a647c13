"""Clocks and duties: tickets of every severity at all hours, stopped, paused and reopened; occasions and answers."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.mutation.streams.stream import Stream, Versions, lasting
from slalang.semantics.policy import (
    AboutWords,
    Clock,
    ClockTarget,
    Duty,
    FactPattern,
    NoTarget,
    OutagePattern,
    Policy,
    SeverityIs,
    TicketPattern,
)
from slalang.syntax import ast
from slalang.trials.stream import moment
from slalang.values.instants import DAY, HOUR, MINUTE

_FROM = 20_188
"""2025-04-10, a Thursday before Easter; as a number of days since 1970."""
_OPENED = (9 * HOUR, 16 * HOUR + 30 * MINUTE, 23 * HOUR, DAY + 10 * HOUR, 2 * DAY + 12 * HOUR, 3 * DAY, 4 * DAY + 7 * HOUR)
_LONG = 40 * DAY
"""How long after the occasion the evaluation stands; duties that are owed every day make a longer time slow."""
_TICKET = "T1"


def of_support(versions: Versions, name: str) -> Iterator[Stream]:
    """Streams for each clock and duty, first for one of that name."""
    policy = versions.original.policy
    for clock in sorted(policy.clocks, key=lambda one: one.name != name):
        yield from tickets(versions, policy, clock, policy.zone.day_start(_FROM))
    for duty in sorted(policy.duties, key=lambda one: one.name != name):
        yield from occasions(policy, duty, policy.zone.day_start(_FROM))


def tickets(versions: Versions, policy: Policy, clock: Clock, day: int) -> Iterator[Stream]:
    """What a clock runs on, from the start of a day on."""
    severities = _severities(versions, clock.name)
    start, stop = clock.start[0].value, clock.stop[0].value
    pauses = clock.pauses

    def ticket(at: int, action: str, severity: str | None = None, cause: str | None = None) -> ast.TicketEvent:
        return ast.TicketEvent(
            _TICKET,
            None,
            action,
            moment(at, policy.zone),
            ast.EventSeverity(severity) if severity is not None else None,
            None,
            ast.ByCause(ast.Name(cause)) if cause is not None else None,
        )

    for severity in severities:
        for hour in _OPENED:
            opened = ticket(day + hour, start, severity)
            yield Stream((opened,), day + _LONG)
            yield Stream((opened, ticket(day + hour + 3 * HOUR, stop)), day + _LONG)
    for severity in severities[:2]:
        at = day + 10 * HOUR
        opened = ticket(at, start, severity)
        for other in severities:
            yield Stream((opened, ticket(at + HOUR, "updated", other)), day + _LONG)
        for action in (
            "auto_replied",
            "acknowledged",
            "responded",
            "updated",
            "restored",
            "resolved",
            "closed",
            "cancelled",
            start,
        ):
            yield Stream((opened, ticket(at + 30 * MINUTE, action)), day + _LONG)
        yield Stream((opened, ticket(at + HOUR, stop), ticket(at + 2 * HOUR, "reopened")), day + _LONG)
        if pauses is not None:
            paused, resumed = pauses.start[0].value, pauses.stop[0].value
            for until in (2 * HOUR, 30 * HOUR):
                yield Stream((opened, ticket(at + HOUR, paused), ticket(at + until, resumed)), day + _LONG)
        for cause in policy.causes:
            yield Stream((ticket(at, start, severity, cause),), day + _LONG)


def _severities(versions: Versions, name: str) -> tuple[str | None, ...]:
    found: dict[str | None, None] = {}
    for policy in versions.policies:
        for clock in policy.clocks:
            for target in clock.targets if clock.name == name else ():
                found.update(dict.fromkeys(_asked(target)))
    return (*found, None) if None not in found else tuple(found)


def _asked(target: ClockTarget | NoTarget) -> Iterator[str | None]:
    for condition in target.guard:
        if isinstance(condition, SeverityIs):
            yield from condition.severities


def occasions(policy: Policy, duty: Duty, day: int) -> Iterator[Stream]:
    """What calls for a duty, from the start of a day on, with answers."""
    for hour in _OPENED[:5]:
        at = day + hour
        for occasion in _calls(policy, duty, at):
            yield Stream(occasion, day + _LONG)
            for later in (30 * MINUTE, DAY):
                for answer in _answers(policy, duty, at + later):
                    yield Stream((*occasion, answer), day + _LONG)


def _calls(policy: Policy, duty: Duty, at: int) -> Iterator[tuple[ast.ScenarioEvent, ...]]:
    """Occasions of the duty's own sort: of each severity that it asks for, of another, of none."""
    match duty.occasion:
        case OutagePattern(severities, causes):
            for severity in _each(severities):
                yield (_outage(policy, duty, at, "call", severity, causes),)
        case FactPattern(name, about):
            fact = ast.FactEvent(name, None, ast.EventId("call"), None, moment(at, policy.zone))
            yield (fact,)
            if isinstance(about, OutagePattern):
                told = ast.FactEvent(name, ast.EventAbout("down"), ast.EventId("call"), None, moment(at, policy.zone))
                for severity in _each(about.severities):
                    yield _outage(policy, duty, at - HOUR, "down", severity, about.causes), told
        case TicketPattern(action, severities):
            for severity in _each(severities):
                given = ast.EventSeverity(severity) if severity is not None else None
                yield (ast.TicketEvent(_TICKET, ast.EventId("call"), action.value, moment(at, policy.zone), given),)
        case _:
            return


def _each(severities: tuple[str | None, ...] | None) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys((*(severities or ()), "another", None)))


def _outage(
    policy: Policy, duty: Duty, at: int, id: str, severity: str | None, causes: tuple[str, ...] | None
) -> ast.OutageEvent:
    service = duty.service.name if duty.service is not None else policy.services[0].name
    plain = lasting(service, at, 30 * MINUTE, policy, cause=causes[0] if causes else None, id=id)
    given = ast.EventSeverity(severity) if severity is not None else None
    return ast.OutageEvent(plain.service, None, plain.id, plain.start, plain.end, plain.cause, given)


def _answers(policy: Policy, duty: Duty, at: int) -> Iterator[ast.ScenarioEvent]:
    """Answers with all that is required, and with one thing less."""
    if not isinstance(duty.answer, FactPattern):
        return
    about = {AboutWords.IT: "call", AboutWords.THE_SAME: "down"}.get(duty.answer.about) if isinstance(
        duty.answer.about, AboutWords
    ) else None  # fmt: skip
    for left_out in (None, *duty.includes):
        items = tuple(item for item in duty.includes if item != left_out)
        yield ast.FactEvent(
            duty.answer.name,
            ast.EventAbout(about) if about is not None else None,
            None,
            None,
            moment(at, policy.zone),
            ast.Including(items) if items else None,
        )
