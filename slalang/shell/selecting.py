"""Which verdicts a command is about: by customer, commitment, component, group, ticket, starting event and period."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from slalang.semantics.policy import Compiled, Policy
from slalang.shell.failures import Failure
from slalang.time.periods import PeriodRule, named_range
from slalang.time.zones import Zone
from slalang.values.diagnostics import nearest
from slalang.values.events import Event, Ticket, scalar_text
from slalang.values.intervals import Interval
from slalang.values.verdicts import Kind, Verdict

_MOST_NAMES = 10_000
"""Among more names no similar one is looked for: it would take too long."""


@attrs.frozen(slots=True)
class Selection:
    """What was asked for; an empty tuple or None asks for all. `groups` holds attributes, each as `region=eu`."""

    customers: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    period: str | None = None


def judged_span(selection: Selection, compiled: Compiled) -> Interval | None:
    """The span that `--period A..B` names, in the policy's zone; None where none is named.

    Failure where the text is no period.
    """
    if selection.period is None:
        return None
    span = _range(selection.period, compiled.policy.zone)
    return span if ".." in selection.period else None


def select(selection: Selection, verdicts: Iterable[Verdict], compiled: Compiled) -> tuple[Verdict, ...]:
    """The verdicts asked for, in their order. Failure for a commitment that neither policy nor verdicts know, and for no group.

    A period is selected where it lies in the named one. A clock or a duty without a period of its own belongs to the named
    time by the instant at which it starts; where nothing started it, by the earlier of its end and its deadline, and it stays
    where it has neither. A right stays where the history that it judges reaches into the named time.
    """
    every = tuple(verdicts)
    _known(selection.commitments, every, compiled)
    group = _attributes(selection.groups)
    return tuple(verdict for verdict in every if _in_group(group, verdict) and _asked_for(selection, verdict, compiled))


def unknown_names(selection: Selection, events: Iterable[Event], verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """A note for each customer, ticket and starting event asked for that neither an event nor a verdict names."""
    if not (selection.customers or selection.tickets or selection.occasions):
        return ()
    every, judged = tuple(events), tuple(verdicts)
    customers = {name for event in every for name in event.customers or ()} | {v.customer for v in judged if v.customer}
    tickets = {event.ticket for event in every if isinstance(event, Ticket)} | {v.ticket for v in judged if v.ticket}
    occasions = {event.id for event in every} | {v.event for v in judged if v.event}
    asked = (
        ("no event names the customer", selection.customers, customers),
        ("no event names the ticket", selection.tickets, tickets),
        ("there is no event", selection.occasions, occasions),
    )
    return tuple(f"{says} `{name}`{_meant(name, known)}" for says, names, known in asked for name in names if name not in known)


def _meant(name: str, known: set[str]) -> str:
    close = nearest(name, known) if len(known) <= _MOST_NAMES else None
    return f"; is `{close}` meant?" if close else ""


def options_for(verdict: Verdict) -> str:
    """The options that pick one verdict."""
    options = [
        ("--customer", verdict.customer),
        ("--commitment", verdict.commitment),
        ("--component", verdict.component),
        *(("--group", f"{name}={scalar_text(value)}") for name, value in verdict.group or ()),
        ("--ticket", verdict.ticket),
        ("--event", verdict.event),
        ("--period", verdict.period.name if verdict.period and verdict.kind is not Kind.RIGHT else None),
    ]
    return " ".join(f"{option} {_shell_word(value)}" for option, value in options if value is not None)


def _shell_word(value: str) -> str:
    plain = value and all(c.isalnum() or c in "-_./:@=" for c in value)
    return value if plain else "'" + value.replace("'", "'\\''") + "'"


def _range(text: str, zone: Zone) -> Interval:
    try:
        return named_range(text, zone)
    except ValueError as reason:
        raise Failure(f"`--period {text}` names no period", str(reason).capitalize() + ".") from None


def _known(names: tuple[str, ...], verdicts: tuple[Verdict, ...], compiled: Compiled) -> None:
    policy = compiled.policy
    known = {verdict.commitment for verdict in verdicts}
    for rules in (policy.commitments, policy.clocks, policy.duties, policy.shares, policy.joints, policy.rights):
        known |= {rule.name for rule in rules}
    for name in names:
        if name not in known:
            close = nearest(name, known)
            raise Failure(
                f"the policy has no commitment `{name}`",
                f"Is `{close}` meant?" if close else f"It has {', '.join(f'`{n}`' for n in sorted(known))}.",
            )


def _asked_for(selection: Selection, verdict: Verdict, compiled: Compiled) -> bool:
    return (
        (not selection.customers or verdict.customer in selection.customers)
        and (not selection.commitments or verdict.commitment in selection.commitments)
        and (not selection.components or verdict.component in selection.components)
        and (not selection.tickets or verdict.ticket in selection.tickets)
        and (not selection.occasions or verdict.event in selection.occasions)
        and (selection.period is None or _in_period(selection.period, verdict, compiled))
    )


def _attributes(asked: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The attributes that a group must have, each with the values of which it must be one."""
    values: dict[str, frozenset[str]] = {}
    for attribute in asked:
        name, equals, value = attribute.partition("=")
        if not (name and equals):
            raise Failure(f"`--group {attribute}` names no group", "Write an attribute and its value, as in --group region=eu.")
        values[name] = values.get(name, frozenset()) | {value}
    return values


def _in_group(attributes: dict[str, frozenset[str]], verdict: Verdict) -> bool:
    group = {name: scalar_text(value) for name, value in verdict.group or ()}
    return all(group.get(name) in values for name, values in attributes.items())


def _in_period(text: str, verdict: Verdict, compiled: Compiled) -> bool:
    if verdict.kind is Kind.RIGHT and verdict.period is not None:
        start, end = _range(text, compiled.policy.zone)
        return start < verdict.period.end_at and verdict.period.start_at < end
    if verdict.period is None:
        start, end = _range(text, compiled.policy.zone)
        at = _belongs_at(verdict)
        return at is None or start <= at < end
    if verdict.period.name == text:
        return True
    # A period may run in a zone of its own: `2025-03` is then March as that zone has it.
    start, end = _range(text, _own_zone(verdict, compiled.policy))
    return start <= verdict.period.start_at and verdict.period.end_at <= end


def _belongs_at(verdict: Verdict) -> int | None:
    """The instant by which a verdict without a period belongs to a named time; None where it gives none."""
    if verdict.started_at is not None:
        return verdict.started_at
    return min((at for at in (verdict.stopped_at, verdict.due_at) if at is not None), default=None)


def _own_zone(verdict: Verdict, policy: Policy) -> Zone:
    """The zone of the periods in which a verdict's rule is judged or credited."""
    periods: list[tuple[str, PeriodRule]] = [(c.name, c.period) for c in policy.commitments]
    periods += [(share.name, share.period) for share in policy.shares]
    periods += [(joint.name, joint.period) for joint in policy.joints]
    periods += [(duty.name, duty.occasion) for duty in policy.duties if isinstance(duty.occasion, PeriodRule)]
    periods += [(credit.commitment, credit.period) for credit in policy.credits if credit.period is not None]
    return next((period.zone for name, period in periods if name == verdict.commitment), policy.zone)
