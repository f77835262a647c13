"""From the bytes of files to events: every line is read, or reported with its place and the fix."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from importlib import import_module
from pathlib import PurePosixPath
from typing import TypeAlias

import attrs

from slalang.importers import formats
from slalang.importers.cloud_events import unwrap_cloud_event
from slalang.importers.records import Limits, Record, Unreadable, line_of, unreadable_file
from slalang.values.diagnostics import Diagnostic, PolicyError, Severity, nearest
from slalang.values.event_decoding import decode_event
from slalang.values.event_fields import TYPE_OF
from slalang.values.events import Event
from slalang.values.streams import distinct_events

MOST_REPORTED = 50
"""How many problems are named; the rest is counted."""

_MISSPELT = 0.8
"""How alike a field that no type knows and one that is read must be for a warning; decides no verdict."""

_Reader: TypeAlias = Callable[[str, bytes, Limits], Iterator[Record | Unreadable]]


@attrs.frozen(slots=True)
class EventReading:
    """What was read: the events, each once, what a person must know, how many lines did not count."""

    events: tuple[Event, ...]
    diagnostics: tuple[Diagnostic, ...]
    set_aside: int
    duplicates: int

    def required(self) -> tuple[Event, ...]:
        """The events, where all were read or bad lines were to be set aside. PolicyError, with the errors, elsewhere."""
        errors = [d for d in self.diagnostics if d.severity is Severity.ERROR]
        if errors:
            raise PolicyError(errors)
        return self.events


def read_events(sources: Iterable[tuple[str, bytes]], *, set_aside: bool = False, limits: Limits | None = None) -> EventReading:
    """Read events from files, each a name and its bytes; the ending of the name tells the format.

    A name without an ending is JSON Lines. Never raises on bad input: any diagnostic that is an error means that the caller
    stops, as `EventReading.required()` does. With `set_aside` bad lines, and all events that share an id but not their
    contents, are left out, counted and named in a note instead; a file that cannot be read further is an error even then.
    """
    limits = limits or Limits()
    findings = _Findings()
    read: list[Event] = []
    for file, content in sources:
        for event in _events_of(file, content, limits, findings):
            read.append(event)
            if len(read) > limits.most_events:
                findings.whole_file(_too_many(file, event, limits))
                break
    distinct = distinct_events(read)
    for conflict in distinct.diagnostics:
        findings.line(conflict)
    left_out = len(read) - len(distinct.events) - distinct.duplicates
    bad_lines = findings.unread_lines + left_out
    return EventReading(
        distinct.events,
        findings.diagnostics(bad_lines if set_aside else None),
        bad_lines if set_aside else 0,
        distinct.duplicates,
    )


def _events_of(file: str, content: bytes, limits: Limits, findings: _Findings) -> Iterator[Event]:
    ending = PurePosixPath(file).suffix.lower()
    reader = _readers().get(ending)
    if reader is None:
        known = ", ".join(known for known in _readers() if known)
        findings.whole_file(
            unreadable_file(
                file,
                f"its ending `{ending}` is not known",
                f"Events are read from {known}.",
                code="unknown-format",
            ).diagnostic
        )
        return
    for found in reader(file, content, limits):
        record = unwrap_cloud_event(found) if isinstance(found, Record) else found
        if isinstance(record, Unreadable):
            if record.whole_file:
                findings.whole_file(record.diagnostic)
            else:
                findings.unread_lines += 1
                findings.line(record.diagnostic)
            continue
        event = decode_event(record.fields, record.span)
        if isinstance(event, tuple):
            findings.unread_lines += 1
            for problem in event:
                findings.line(problem)
            continue
        if event.unread:
            findings.unread_fields(event, record)
        yield event


@cache
def _readers() -> dict[str, _Reader]:
    names = sorted(module.name for module in pkgutil.iter_modules(formats.__path__))
    modules = [import_module(f"{formats.__name__}.{name}") for name in names]
    return {ending: module.read_records for module in modules for ending in module.ENDINGS}


def _too_many(file: str, event: Event, limits: Limits) -> Diagnostic:
    return Diagnostic(
        f"there are more than {limits.most_events} events",
        event.span or line_of(file, 1),
        "too-many",
        hint="Evaluate the events in parts, customer by customer.",
    )


class _Findings:
    """What is gathered while reading, bounded however much is wrong."""

    def __init__(self) -> None:
        self.unread_lines = 0
        self._lines: list[Diagnostic] = []
        self._more = 0
        self._files: list[Diagnostic] = []
        self._warned: dict[tuple[str, str], Diagnostic | None] = {}

    def line(self, problem: Diagnostic) -> None:
        if len(self._lines) < MOST_REPORTED:
            self._lines.append(problem)
        else:
            self._more += 1

    def whole_file(self, problem: Diagnostic) -> None:
        self._files.append(problem)

    def unread_fields(self, event: Event, record: Record) -> None:
        """A field that no type knows is kept and ignored; one that looks misspelt deserves a word, once."""
        event_type = TYPE_OF[type(event)]
        known = event_type.names
        for name in record.fields:
            if name in known or (event_type.name, name) in self._warned or len(self._warned) >= 1000:
                continue
            close = nearest(name, (other for other in known if other not in record.fields))
            near = close is not None and SequenceMatcher(None, name, close).ratio() >= _MISSPELT
            self._warned[event_type.name, name] = (
                Diagnostic(
                    f"`{name[:60]}` of {event_type.noun} is not a field that is read",
                    record.span,
                    "unread-field",
                    field=name,
                    hint=f"Is `{close}` meant?",
                    severity=Severity.WARNING,
                )
                if near
                else None
            )

    def diagnostics(self, set_aside: int | None) -> tuple[Diagnostic, ...]:
        warnings = [warning for warning in self._warned.values() if warning is not None]
        if set_aside is not None:
            return (*self._files, *self._note(set_aside), *warnings[:MOST_REPORTED])
        more = (
            [Diagnostic(f"{self._more} more problems like these", code="more-problems", hint="Mend these first.")]
            if self._more
            else []
        )
        return (*self._files, *self._lines, *more, *warnings[:MOST_REPORTED])

    def _note(self, set_aside: int) -> list[Diagnostic]:
        if not set_aside:
            return []
        first = "; ".join(
            f"{line.span.file}, line {line.span.line}: {line.title}" if line.span else line.title for line in self._lines[:5]
        )
        lines = "1 line was" if set_aside == 1 else f"{set_aside} lines were"
        return [
            Diagnostic(
                f"{lines} set aside and did not count",
                self._lines[0].span,
                "set-aside",
                text=f"The first: {first}.",
                hint="Mend the lines, then evaluate again without setting lines aside.",
                severity=Severity.NOTE,
            )
        ]
