"""The shape of a finding as `slalang check --output-format json` writes it; its JSON Schema is made from these types.

Every key stands in every object: null, or an empty list, where there is nothing to say. A key is never taken away or given
another meaning; new ones may come.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

Counted: TypeAlias = Annotated[int, Meta(ge=1)]
Path: TypeAlias = Annotated[str, Meta(description="Relative to the repository, with `/`.")]


class PointShape(Struct):
    """A place between characters; both count from 1, the column in characters."""

    line: Counted
    column: Counted


class LabelShape(Struct):
    """A further place, and what is to be seen there; the end lies behind the last character."""

    file: Path
    start: PointShape
    end: PointShape
    text: str


class EditShape(Struct):
    """The characters from `start` to `end` exchanged for `text`."""

    file: Path
    start: PointShape
    end: PointShape
    text: str


class FixShape(Struct):
    """What would mend it; `safe`: the policy provably means the same afterwards."""

    title: str
    safe: bool
    edits: list[EditShape]


class DiagnosticShape(Struct):
    """One finding. `code` is the rule's name, which stays; `fingerprint` finds it again in a changed text."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    file: Path
    start: PointShape | None
    end: PointShape | None
    clause: str | None
    label: str | None
    text: str | None
    case: str | None
    hint: str | None
    labels: list[LabelShape]
    fix: FixShape | None
    fingerprint: str
