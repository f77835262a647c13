"""Which events are known as of an instant: duplicates dropped, corrections and retractions applied (O6)."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from slalang.values.diagnostics import Diagnostic, nearest
from slalang.values.event_decoding import decode_event, ends_early, event_fields, object_of
from slalang.values.event_fields import TYPE_OF
from slalang.values.events import (
    Charge,
    CivilDate,
    Correct,
    Counts,
    DayStart,
    Event,
    Maintenance,
    Outage,
    RecordedBy,
    Resource,
    Retract,
    Subscription,
    starts_at,
)
from slalang.values.events import ends_at as end_of
from slalang.values.exact_json import canonical_json
from slalang.values.wire_forms import shown


@attrs.frozen(slots=True)
class Distinct:
    """The events of a stream, each once, in the order in which they first came.

    `conflicting` holds the ids under which events with different contents came: none of those is in `events`.
    """

    events: tuple[Event, ...]
    diagnostics: tuple[Diagnostic, ...]
    duplicates: int
    conflicting: tuple[str, ...]


def distinct_events(events: Iterable[Event]) -> Distinct:
    """Drop events that come twice; one id with two contents is an error (O6)."""
    first: dict[str, Event] = {}
    conflicts: dict[str, Diagnostic] = {}
    duplicates = 0
    for event in events:
        earlier = first.setdefault(event.id, event)
        if earlier is event:
            continue
        if canonical_json(event_fields(earlier)) == canonical_json(event_fields(event)):
            duplicates += 1
        elif event.id not in conflicts:
            conflicts[event.id] = _conflict(earlier, event)
    kept = tuple(event for event in first.values() if event.id not in conflicts)
    return Distinct(kept, tuple(conflicts.values()), duplicates, tuple(sorted(conflicts)))


def known_events(
    events: tuple[Event, ...], as_of: int | None, day_start: DayStart
) -> tuple[tuple[Event, ...], tuple[Diagnostic, ...]]:
    """The events known at `as_of` (None: all), corrected and retracted, in an order of their own (O6).

    Corrections apply by `recorded`, then id; a retraction wins. A correction or retraction about an event
    that the stream does not hold is an error; about one that is not yet known it waits. Corrections and
    retractions themselves are not among the result. With any error the events are still given, without what
    the error is about.
    """
    distinct = distinct_events(events)
    wrong = list(distinct.diagnostics)
    stream = {event.id: event for event in distinct.events}
    conflicting = frozenset(distinct.conflicting)

    def known(event: Event) -> bool:
        return as_of is None or starts_at(event.recorded_at, day_start) <= as_of

    amendments = sorted(
        (event for event in stream.values() if isinstance(event, Correct | Retract) and known(event)),
        key=lambda event: (starts_at(event.recorded_at, day_start), event.id),
    )
    retracted: set[str] = set()
    for event in amendments:
        if isinstance(event, Retract):
            if (problem := _pointless(event, stream, conflicting)) is not None:
                wrong.append(problem)
            retracted.add(event.about)
    for event in amendments:
        if isinstance(event, Correct) and event.id not in retracted:
            if (problem := _pointless(event, stream, conflicting)) is not None:
                wrong.append(problem)
            elif event.about in stream and event.about not in retracted:
                corrected = _corrected(stream[event.about], event)
                if isinstance(corrected, tuple):
                    wrong.extend(corrected)
                else:
                    stream[event.about] = corrected
    remaining = [
        event
        for event in stream.values()
        if not isinstance(event, Correct | Retract) and event.id not in retracted and known(event)
    ]
    wrong.extend(problem for event in remaining if (problem := _mixed_end(event, day_start)) is not None)
    remaining.sort(key=lambda event: (TYPE_OF[type(event)].name, _begins_at(event, day_start), event.id))
    return tuple(remaining), tuple(wrong)


def last_instant(events: tuple[Event, ...], day_start: DayStart) -> int | None:
    """Where an evaluation stands that is not told `as of` when: the last instant that any event gives.

    Counted is what happened or became known: not the dates of a charge, nor the `to` of a subscription or
    resource, nor the start and end of a maintenance. Of an event that was corrected the corrected instants
    count, of one that was retracted none; when they and what changed them were recorded counts. None without
    events.
    """
    retracted = {event.about for event in events if isinstance(event, Retract)}
    present, _ = known_events(events, None, day_start)
    amendments = (event for event in events if isinstance(event, Correct | Retract))
    instants = [
        instant
        for event in (*present, *amendments)
        if event.id not in retracted
        for instant in _given_instants(event, day_start)
    ]
    return max(instants, default=None)


def first_recorded(events: tuple[Event, ...], day_start: DayStart) -> int | None:
    """The first instant at which any event became known, before which a stream says nothing (O6). None without events."""
    return min((starts_at(event.recorded_at, day_start) for event in events), default=None)


def _given_instants(event: Event, day_start: DayStart) -> tuple[int, ...]:
    recorded = starts_at(event.recorded_at, day_start)
    match event:
        case Charge() if event.recorded_by is RecordedBy.DEFAULT:
            return ()
        case Maintenance(announced_at=announced) if event.recorded_by is RecordedBy.DEFAULT:
            return () if announced is None else (announced,)
        case Maintenance(announced_at=int(announced)):
            return (recorded, announced)
        case Charge() | Maintenance() | Correct() | Retract():
            return (recorded,)
        case Outage(start_at=start, end_at=int(end)) | Counts(start_at=start, end_at=end):
            return (recorded, start, end)
        case _:
            return (recorded, _begins_at(event, day_start))


def _begins_at(event: Event, day_start: DayStart) -> int:
    match event:
        case Outage() | Counts() | Maintenance():
            return event.start_at
        case Resource() | Subscription():
            return starts_at(event.from_at, day_start)
        case Charge():
            return starts_at(event.first_day, day_start)
        case Correct() | Retract():
            return starts_at(event.recorded_at, day_start)
        case _:
            return event.at


def _corrected(event: Event, correction: Correct) -> Event | tuple[Diagnostic, ...]:
    replaced = object_of(correction.fields)
    fields = event_fields(event) | replaced
    decoded = decode_event(fields, event.span)
    if isinstance(decoded, tuple):
        return tuple(
            attrs.evolve(
                problem,
                title=f"after the correction `{shown(correction.id)}`: {problem.title}",
                span=correction.span,
            )
            for problem in decoded
        )
    if "recorded" in replaced:
        return decoded
    return attrs.evolve(decoded, recorded_at=event.recorded_at, recorded_by=event.recorded_by)


def _pointless(event: Correct | Retract, stream: dict[str, Event], conflicting: frozenset[str]) -> Diagnostic | None:
    target = stream.get(event.about)
    does = "corrects" if isinstance(event, Correct) else "retracts"
    if target is None:
        if event.about in conflicting:
            return None
        close = nearest(event.about, stream) if len(stream) <= 10_000 else None
        return Diagnostic(
            f"`{shown(event.id)}` {does} an event that is not there: `{shown(event.about)}`",
            event.span,
            "unknown-event",
            field="about",
            hint=f"Is `{close}` meant?" if close else "Add the event's own line, or take this one out.",
        )
    if isinstance(target, Retract) or (isinstance(target, Correct) and isinstance(event, Correct)):
        return Diagnostic(
            f"`{shown(event.id)}` {does} `{shown(target.id)}`, which is itself a "
            f"{'retraction' if isinstance(target, Retract) else 'correction'}",
            event.span,
            "amended-amendment",
            field="about",
            hint="Send the event again under a new id."
            if isinstance(target, Retract)
            else "Retract that correction and send another.",
        )
    return None


def _conflict(earlier: Event, event: Event) -> Diagnostic:
    one, other = event_fields(earlier), event_fields(event)
    names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    place = f" {earlier.span.file}, line {earlier.span.line}, holds the first." if earlier.span else ""
    return Diagnostic(
        f"two events have the id `{shown(event.id)}` and different contents",
        event.span,
        "id-conflict",
        field="id",
        text=f"They differ in {', '.join(f'`{shown(name)}`' for name in names[:8])}.{place}",
        hint="Give one of them an id of its own, or send a `correct` event about the first.",
    )


def _mixed_end(event: Event, day_start: DayStart) -> Diagnostic | None:
    # Where one of the two is a bare date, only the policy's zone tells which is later.
    if not isinstance(event, Resource | Subscription) or event.to_at is None:
        return None
    if isinstance(event.from_at, CivilDate) == isinstance(event.to_at, CivilDate):
        return None
    if end_of(event.to_at, day_start) >= starts_at(event.from_at, day_start):
        return None
    return ends_early(event.id, "from", "to", event.span)
