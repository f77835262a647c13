"""Errors as values: what is wrong, where, under which clause, and what to do next."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import Enum

import attrs

from slalang.values.places import Span


class Severity(Enum):
    """How grave a diagnostic is: an error stops the work, a warning or a note does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@attrs.frozen(slots=True)
class Label:
    """A further place that belongs to a diagnostic, and what is to be seen there."""

    span: Span
    text: str


@attrs.frozen(slots=True)
class Edit:
    """The characters of `span` exchanged for `text`; an empty span puts it in."""

    span: Span
    text: str


@attrs.frozen(slots=True)
class Fix:
    """What would mend it: a title that says what is done, and edits that do not overlap.

    `safe`: the policy provably means the same afterwards. Another one is only offered, with the difference.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@attrs.frozen(slots=True)
class Diagnostic:
    """One thing that a person has to know about a policy or about events.

    `title` is one line. `span` is the place, where there is one; `label` stands beside the caret, `labels` are further places.
    `clause` is the clause or heading under which the place lies. `text` explains, `case` is the smallest case that shows it,
    with its verdict, `hint` says what to do next, `fix` does it. `code` is a stable readable name (`unknown-name`). For events
    `field` names the wire field.
    """

    title: str
    span: Span | None = None
    code: str = "error"
    label: str = ""
    clause: str = ""
    text: str = ""
    hint: str = ""
    field: str = ""
    severity: Severity = Severity.ERROR
    labels: tuple[Label, ...] = ()
    case: str = ""
    fix: Fix | None = None


class PolicyError(Exception):
    """Raised by the embedding functions when a policy or its events cannot be used.

    `diagnostics` holds everything for which it was raised, as Diagnostic values; the message is their titles, one a line.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(d.title for d in self.diagnostics))


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The known name that a reader most likely meant by `name`, or None."""
    known = sorted(set(names))
    folded = {n.casefold(): n for n in reversed(known)}
    if name.casefold() in folded:
        return folded[name.casefold()]
    close = difflib.get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None
