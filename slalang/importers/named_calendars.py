"""The calendar files that a policy names, read as soon as the file that names them is (T5)."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from slalang.importers.calendar_files import read_calendar_file
from slalang.semantics.modules import path_from
from slalang.syntax import ast
from slalang.syntax.parser import Reading, parse_policy
from slalang.values.diagnostics import Diagnostic


@attrs.frozen(slots=True)
class NamedCalendars:
    """The days of the calendar files that a policy and all that it uses name.

    `folder` is the policy's own, with which paths in messages begin; `load` gives the text of a file of it, or None. `days`
    holds the days of each file by its path as written, `paths` where each was found.
    """

    folder: str
    load: Callable[[str], str | None]
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
