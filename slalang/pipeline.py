"""The story, top to bottom: text -> tree -> policy -> verdicts.

Every phase is a pure function from values to values and diagnostics; files, clocks and terminals live in `slalang.shell`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import attrs

from slalang.engine.evaluate import Evaluation, evaluate_policy
from slalang.importers.calendar_files import read_calendar_file
from slalang.importers.events import EventReading
from slalang.semantics.clause_index import ClauseIndex, clause_index
from slalang.semantics.compile import Compilation, compile_trees
from slalang.semantics.modules import folder_of, gather_rules, path_from
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.syntax.parser import Reading, parse_policy
from slalang.time.civil import FIRST_YEAR, LAST_YEAR, OutOfRange, within_range
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.event_fields import TYPE_OF
from slalang.values.events import Event
from slalang.values.instants import format_instant
from slalang.values.intervals import Interval
from slalang.values.verdicts import Verdict

Load = Callable[[str], str | None]
"""Gives the text of a file that a policy uses, by its name relative to the policy's own folder; None where there is none."""

Instant = int | datetime
"""An instant as a program may give it: microseconds since 1970-01-01T00:00:00Z, or a datetime with its offset from UTC."""


def compile_policy(text: str, file: str = "policy.sla", load: Load | None = None) -> Compilation:
    """Read and resolve a policy and all that it uses.

    `file` names the policy in messages. `load` is called with the name of each file that the policy uses (a house style, a
    calendar file), relative to the policy's own folder and with `/`; it gives the file's text, or None where there is none.
    What it raises reaches the caller. Without `load` no other file is found.

    Never raises on bad input: `Compilation.compiled` is None where there is an error, `Compilation.diagnostics` says why;
    `Compilation.required()` gives the compiled policy or raises PolicyError.
    """
    found = _compiled(text, file, load or _no_file)
    if load is not None:
        return found
    return attrs.evolve(found, diagnostics=tuple(_naming_load(diagnostic) for diagnostic in found.diagnostics))


def _compiled(text: str, file: str, load: Load) -> Compilation:
    files = _CalendarFiles(folder_of(file), load)
    reading = files.parse(text, file)
    if reading.tree is None:
        return Compilation(None, reading.diagnostics)
    compilation = compile_trees(reading.tree, file, load, files.parse, calendar_files=files.days)
    if not files.diagnostics:
        return compilation
    return Compilation(None, (*files.diagnostics, *compilation.diagnostics))


def _no_file(path: str) -> None:
    """Where no `load` is given there is no other file."""


def _naming_load(diagnostic: Diagnostic) -> Diagnostic:
    """Who gave no `load` has to give one, wherever the file lies."""
    if diagnostic.code not in ("file-missing", "calendar-file-missing"):
        return diagnostic
    hint = (
        "the policy was compiled without `load`: give `compile_policy(text, file, load)` a function "
        "from a file's name to its text, or to None where there is none"
    )
    return attrs.evolve(diagnostic, hint=hint)


@attrs.frozen(slots=True)
class _CalendarFiles:
    """The calendar files that the calendars of a policy name, read as soon as the file that names them is (T5).

    `days` holds the days of each by its path as written, `paths` where each was found.
    """

    folder: str
    load: Load
    days: dict[str, tuple[int, ...]] = attrs.field(factory=dict)
    paths: dict[str, str] = attrs.field(factory=dict)
    diagnostics: list[Diagnostic] = attrs.field(factory=list)

    def parse(self, text: str, file: str) -> Reading:
        """Read a policy's text, and the calendar files that it names."""
        reading = parse_policy(text, file)
        for rule in reading.tree.rules if reading.tree is not None else ():
            for phrase in rule.phrases if isinstance(rule, ast.Calendar) else ():
                if isinstance(phrase.body, ast.ClosedFile):
                    self._read(phrase.body, file.removeprefix(self.folder))
        return reading

    def _read(self, named: ast.ClosedFile, naming: str) -> None:
        path = path_from(named.path, naming)
        if path is None:
            self._wrong(
                named,
                f'"{named.path}" does not lie in the policy\'s folder',
                'name a file beside this one or below it, as in `closed on the days in "holidays.ics"`',
                "file-outside",
            )
        elif self.paths.setdefault(named.path, path) != path:
            self._wrong(named, f'"{named.path}" names two files, "{self.paths[named.path]}" and "{path}"', "rename one of them")
        elif named.path not in self.days and (text := self.load(path)) is not None:
            found = read_calendar_file(text, self.folder + path)
            self.days[named.path] = found.days
            self.diagnostics.extend(found.diagnostics)

    def _wrong(self, named: ast.ClosedFile, title: str, hint: str, code: str = "calendar-file") -> None:
        self.days.setdefault(named.path, ())
        self.diagnostics.append(Diagnostic(title, named.span, code=code, hint=hint))


def index_clauses(
    text: str, file: str = "policy.sla", load: Load = _no_file
) -> tuple[ClauseIndex | None, tuple[Diagnostic, ...]]:
    """What became of every clause of the agreement, in the policy and all that it uses (P1).

    None beside the errors where a file cannot be read. Whether the rules are sound is not asked.
    """
    reading = parse_policy(text, file)
    if reading.tree is None:
        return None, reading.diagnostics
    tree, diagnostics = gather_rules(reading.tree, file, load, parse_policy)
    return (None if tree is None else clause_index(tree)), diagnostics


def evaluate(
    compiled: Compiled,
    events: Iterable[Event],
    *,
    as_of: Instant | None = None,
    span: tuple[Instant, Instant] | None = None,
) -> tuple[Verdict, ...]:
    """Judge a stream of events: verdicts sorted by customer, period start, commitment, service or component.

    Give the whole stream at once, with what was recorded before the periods of interest: quotas, rights and subscriptions
    look back. `as_of` is the instant at which the evaluation stands, an aware datetime or an integer of microseconds since
    1970 in UTC, by default the last that any event gives; `span` widens the judged periods of customers without a
    subscription to [start, end), two such instants.

    PolicyError where the events contradict each other or the policy (O6, C4). TypeError and ValueError, with what to pass
    instead, for any other argument than these, and for an instant outside the years 1900 to 2200.
    """
    evaluation = evaluate_stream(compiled, events, as_of=as_of, span=span)
    if evaluation.errors:
        raise PolicyError(evaluation.errors)
    return evaluation.verdicts


def evaluate_stream(
    compiled: Compiled,
    events: Iterable[Event],
    *,
    as_of: Instant | None = None,
    span: tuple[Instant, Instant] | None = None,
) -> Evaluation:
    """As `evaluate`, with the notes beside the verdicts: events left out, and errors as values in `diagnostics`."""
    return evaluate_policy(
        _compiled_policy(compiled),
        _stream(events),
        as_of=None if as_of is None else _instant(as_of, "as_of"),
        span=None if span is None else _span(span),
    )


def _compiled_policy(given: object) -> Compiled:
    if isinstance(given, Compiled):
        return given
    if isinstance(given, Compilation):
        raise TypeError("a Compilation is not yet the policy: pass its `required()`, as in compile_policy(text).required()")
    raise TypeError(f"a Compiled is wanted, not {_kind(given)}: pass compile_policy(text).required()")


def _stream(given: object) -> tuple[Event, ...]:
    if isinstance(given, EventReading):
        raise TypeError("an EventReading is not yet the events: pass its `required()`, as in read_events(sources).required()")
    if not isinstance(given, Iterable) or isinstance(given, str | bytes | dict):
        raise TypeError(f"events are wanted, not {_kind(given)}: {_READ_FIRST}")
    events = tuple(given)
    for number, event in enumerate(events, start=1):
        if type(event) not in TYPE_OF:
            raise TypeError(f"an event is wanted, and number {number} is {_kind(event)}: {_READ_FIRST}")
    return events


def _span(given: object) -> Interval:
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise TypeError(f"`span` is {_kind(given)}: pass two instants, (start, end)")
    start, end = _instant(given[0], "the start of `span`"), _instant(given[1], "the end of `span`")
    if end < start:
        raise ValueError(f"`span` ends at {format_instant(end)}, before it starts at {format_instant(start)}: exchange the two")
    return start, end


def _instant(given: object, name: str) -> int:
    """Exact microseconds of an instant that a program gives (T1)."""
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


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_MICROSECONDS = (datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)
"""Below this, a number is far likelier to count seconds or milliseconds than the microseconds of early 1970."""

_READ_FIRST = "read them with read_events([(name, content)]).required(), where content is bytes"


def _kind(given: object) -> str:
    name = type(given).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
