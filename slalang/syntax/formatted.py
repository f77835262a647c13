"""A file's text in the one style: read, printed, read again, and compared before anybody writes it.

A text without rules in error becomes a text of the same rules and notes, or nothing is said to have changed.
"""

from __future__ import annotations

import textwrap

import attrs

from slalang.syntax.formatter import print_blocks
from slalang.syntax.literate import Block, is_literate, rules_of, rules_text
from slalang.syntax.notes import DraftingNote, notes_of
from slalang.syntax.parser import parse_policy
from slalang.values.diagnostics import Diagnostic


@attrs.frozen(slots=True)
class Formatted:
    """A file's text in the one style; None beside the errors for which it cannot be read."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


def format_policy(text: str, file: str = "policy.sla") -> Formatted:
    """The policy in the one style, with its notes; of a Markdown file every block of rules, and the prose as it is.

    `text` has `\\n` for line breaks. Never raises on bad input. A text whose rules or notes would not come out as they went
    in is an error too, which would be a defect of this program.
    """
    reading = parse_policy(text, file)
    if reading.tree is None:
        return Formatted(None, reading.diagnostics)
    blocks = _blocks(text, file)
    notes = notes_of(rules_text(text, file))
    printed = print_blocks(reading.tree, notes, [block.start for block in blocks])
    result = _put(text, blocks, printed)
    if result == text:  # which reads as it does: nothing need be read again
        return Formatted(text)
    again = parse_policy(result, file)
    if again.tree != reading.tree or _words(notes_of(rules_text(result, file))) != _words(notes):
        return Formatted(None, (_defect(file),))
    return Formatted(result)


def _blocks(text: str, file: str) -> tuple[Block, ...]:
    return rules_of(text, file).blocks if is_literate(file) else (Block(0, len(text), ""),)


def _put(text: str, blocks: tuple[Block, ...], printed: tuple[str, ...]) -> str:
    parts, at = [], 0
    for block, rules in zip(blocks, printed, strict=True):
        parts += [text[at : block.start], textwrap.indent(rules, block.indent)]
        at = block.end
    return "".join([*parts, text[at:]])


def _words(notes: tuple[DraftingNote, ...]) -> list[str]:
    return [note.words for note in notes]


def _defect(file: str) -> Diagnostic:
    return Diagnostic(
        f"`{file}` is left as it is: in the one style it would not read as it does now",
        code="format-defect",
        hint="this is a defect of slalang; please report it with the file",
    )
