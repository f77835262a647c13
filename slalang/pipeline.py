"""The story, top to bottom: text -> tree -> policy -> verdicts.

Every phase is a pure function from values to values and diagnostics; files, clocks and terminals live in `slalang.shell`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from slalang.engine.evaluate import Evaluation, evaluate_policy
from slalang.importers.calendar_files import read_calendar_file
from slalang.semantics.clause_index import ClauseIndex, clause_index
from slalang.semantics.compile import Compilation, compile_trees
from slalang.semantics.modules import folder_of, gather_rules, path_from
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.syntax.parser import Reading, parse_policy
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.events import Event
from slalang.values.verdicts import Verdict

Load = Callable[[str], str | None]
"""Gives the text of a file that a policy uses, by its name relative to the policy's own folder; None where there is none."""


def compile_policy(text: str, file: str = "policy.sla", load: Load = lambda path: None) -> Compilation:
    """Read and resolve a policy and all that it uses; `load` supplies the other files' texts.

    Never raises on bad input: `Compilation.compiled` is None where there is an error, `Compilation.diagnostics` says why.
    """
    files = _CalendarFiles(folder_of(file), load)
    reading = files.parse(text, file)
    if reading.tree is None:
        return Compilation(None, reading.diagnostics)
    compilation = compile_trees(reading.tree, file, load, files.parse, calendar_files=files.days)
    if not files.diagnostics:
        return compilation
    return Compilation(None, (*files.diagnostics, *compilation.diagnostics))


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
    text: str, file: str = "policy.sla", load: Load = lambda path: None
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
    as_of: int | None = None,
    span: tuple[int, int] | None = None,
) -> tuple[Verdict, ...]:
    """Judge a stream of events: verdicts sorted by customer, period start, commitment, service or component.

    `as_of` is the instant (microseconds UTC) at which the evaluation stands, by default the last that any event gives; `span`
    widens the judged periods of customers without a subscription to [start, end). Raises PolicyError where the events
    contradict each other or the policy (O6, C4).
    """
    evaluation = evaluate_stream(compiled, events, as_of=as_of, span=span)
    if evaluation.errors:
        raise PolicyError(evaluation.errors)
    return evaluation.verdicts


def evaluate_stream(
    compiled: Compiled,
    events: Iterable[Event],
    *,
    as_of: int | None = None,
    span: tuple[int, int] | None = None,
) -> Evaluation:
    """As `evaluate`, with the notes beside the verdicts: events left out, and errors as values."""
    return evaluate_policy(compiled, tuple(events), as_of=as_of, span=span)
