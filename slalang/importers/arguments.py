"""What a program passes to an evaluation: taken exactly as it is, or refused with what to pass instead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from slalang.importers.events import EventReading
from slalang.semantics.compilation import Compilation
from slalang.semantics.policy import Compiled
from slalang.time.civil import FIRST_YEAR, LAST_YEAR, OutOfRange, within_range
from slalang.values.event_fields import TYPE_OF
from slalang.values.events import Event
from slalang.values.instants import format_instant
from slalang.values.intervals import Interval

Instant = int | datetime
"""An instant as a program may give it: microseconds since 1970-01-01T00:00:00Z, or a datetime with its offset from UTC."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_MICROSECONDS = (datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)
"""Below this, a number is far likelier to count seconds or milliseconds than the microseconds of early 1970."""

_READ_FIRST = "read them with read_events([(name, content)]).required(), where content is bytes"


def given_policy(given: object) -> Compiled:
    """The compiled policy. TypeError for anything else, with what to pass instead."""
    if isinstance(given, Compiled):
        return given
    if isinstance(given, Compilation):
        raise TypeError("a Compilation is not yet the policy: pass its `required()`, as in compile_policy(text).required()")
    raise TypeError(f"a Compiled is wanted, not {_kind(given)}: pass compile_policy(text).required()")


def given_content(given: object) -> bytes:
    """The bytes of a file. TypeError for anything else, with how to read them."""
    if isinstance(given, bytes | bytearray | memoryview):
        return bytes(given)
    raise TypeError(f"bytes are wanted, not {_kind(given)}: pass the file's content, as in Path(file).read_bytes()")


def given_events(given: object) -> tuple[Event, ...]:
    """The events of a stream. TypeError for anything else, with how to read them."""
    if isinstance(given, EventReading):
        raise TypeError("an EventReading is not yet the events: pass its `required()`, as in read_events(sources).required()")
    if not isinstance(given, Iterable) or isinstance(given, str | bytes | dict):
        raise TypeError(f"events are wanted, not {_kind(given)}: {_READ_FIRST}")
    events = tuple(given)
    for number, event in enumerate(events, start=1):
        if type(event) not in TYPE_OF:
            raise TypeError(f"an event is wanted, and number {number} is {_kind(event)}: {_READ_FIRST}")
    return events


def given_span(given: object) -> Interval:
    """Two instants, half-open. TypeError and ValueError for anything else."""
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise TypeError(f"`span` is {_kind(given)}: pass two instants, (start, end)")
    start, end = given_instant(given[0], "the start of `span`"), given_instant(given[1], "the end of `span`")
    if end < start:
        raise ValueError(f"`span` ends at {format_instant(end)}, before it starts at {format_instant(start)}: exchange the two")
    return start, end


def given_instant(given: object, name: str) -> int:
    """Exact microseconds of an instant (T1); `name` is what the program calls it.

    TypeError for what is no instant. ValueError for a datetime without an offset, for a number that can only count seconds or
    milliseconds, and for an instant outside the years 1900 to 2200.
    """
    named = f"`{name}`" if name.isidentifier() else name
    if isinstance(given, datetime):
        if given.utcoffset() is None:
            raise ValueError(f"{named} is a datetime without an offset: give it one, as in datetime(2025, 5, 1, tzinfo=UTC)")
        instant = (given - _EPOCH) // timedelta(microseconds=1)
    elif isinstance(given, int) and not isinstance(given, bool):
        instant = given
        if 0 < instant < _NO_MICROSECONDS:
            raise ValueError(
                f"{named} is {instant}, which in microseconds is {format_instant(instant)}: if it counts seconds, "
                "multiply it by 1_000_000, if milliseconds, by 1_000; or pass a datetime with its offset"
            )
    else:
        raise TypeError(f"{named} is {_kind(given)}: pass a datetime with its offset, or an integer of microseconds since 1970")
    try:
        within_range(instant, instant)
    except OutOfRange:
        shown = given if isinstance(given, datetime) else f"{given} microseconds since 1970"
        raise ValueError(f"{named} is {shown}, outside the years {FIRST_YEAR} to {LAST_YEAR}") from None
    return instant


def _kind(given: object) -> str:
    name = type(given).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
