"""Literate policies: a Markdown file with the rules between the prose, under the clause that they encode (P5).

Rules stand in fenced blocks marked `sla`; everything else is prose to the language. The prose is blanked, not cut out, so
that every place in the rules is the place in the file, and a rule may go on in the next block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

import attrs

from slalang.syntax.layout import Lines
from slalang.values.diagnostics import Diagnostic
from slalang.values.places import Span

SUFFIX = ".md"
MARK = "sla"

_FENCE = re.compile(r"(?P<lead>\ufeff?[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)")
_QUOTED_FENCE = re.compile(r"[ \t]*(?:>[ \t]*)+(?:`{3,}|~{3,})[ \t]*sla\b[^\n]*", re.IGNORECASE)
_COMMENT = re.compile(r"[ ]{0,3}<!--")
_MEANT = ("sla", "slalang", "sla-lang", "sla_lang")


class _Kind(Enum):
    RULES = "rules"
    OTHER = "other"


@attrs.frozen(slots=True)
class Block:
    """Where the rules of one fenced block stand, from the line below its fence to the fence that closes it.

    `indent` is what stands before each of its lines, where it is part of a list.
    """

    start: int
    end: int
    indent: str


@attrs.frozen(slots=True)
class Literate:
    """A Markdown file's rules: the text with blanks for its prose, the blocks in order, and what is wrong with its fences."""

    rules: str
    blocks: tuple[Block, ...]
    diagnostics: tuple[Diagnostic, ...]


@attrs.frozen(slots=True)
class _Open:
    """A fence that waits for the one that closes it."""

    kind: _Kind
    mark: str
    start: int
    end: int
    indent: int


def is_literate(file: str) -> bool:
    """Whether a file of that name holds its rules between prose."""
    return file.casefold().endswith(SUFFIX)


def rules_text(text: str, file: str) -> str:
    """The text in which a file's rules and drafting notes stand: all of it, or of a Markdown file what is no prose."""
    return rules_of(text, file).rules if is_literate(file) else text


def rules_of(text: str, file: str) -> Literate:
    """The rules of a Markdown file, every one where it stands in the file.

    Blocks of another mark are prose. An error: a fence that is never closed, a mark that only resembles `sla`, rules where a
    reader of the page would not see them as such (in a comment, in a quotation), and no rules at all.
    """
    lines = Lines(text, file)
    blocks: list[Block] = []
    found: list[Diagnostic] = []
    opened: _Open | None = None
    comment = False
    for start, line in _lines(text):
        fence = _FENCE.match(line)
        if opened is not None:
            if fence is not None and _closes(fence, opened):
                if opened.kind is _Kind.RULES:
                    blocks.append(Block(opened.end, start, " " * opened.indent))
                opened = None
            continue
        if not comment and _COMMENT.match(line):
            comment = True
        if comment:
            if fence is not None and _is_marked(fence):
                found.append(_unseen("rules inside a comment of the page", lines.span(start, start + len(line.rstrip()))))
            comment = "-->" not in line
        elif _QUOTED_FENCE.match(line):
            found.append(_unseen("rules inside a quotation", lines.span(start, start + len(line.rstrip()))))
        elif fence is not None and not (fence["fence"][0] == "`" and "`" in fence["info"]):
            if _resembles(fence):
                found.append(_unsure(fence["info"].split()[0], lines.span(start, start + len(line.rstrip()))))
            kind = _Kind.RULES if _is_marked(fence) else _Kind.OTHER
            opened = _Open(kind, fence["fence"], start, start + len(line) + 1, _width(fence))
    if opened is not None:
        place = lines.span(opened.start, opened.end - 1)
        found.append(
            Diagnostic(
                "a block is opened here and never closed",
                place,
                "fence-unclosed",
                text="Everything below it would belong to the block.",
                hint=f"close it with `{opened.mark}` on a line of its own",
            )
        )
    if not blocks and not found:
        found.append(
            Diagnostic(
                "this Markdown file holds no rules",
                lines.span(0, 0),
                "no-rules",
                text=f"Rules of a Markdown file stand in blocks that are fenced with ``` and marked `{MARK}`.",
                hint=f"begin a block of rules with the line ```{MARK} and end it with the line ```",
            )
        )
    return Literate(_blanked(text, blocks), tuple(blocks), tuple(found))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _closes(fence: re.Match[str], opened: _Open) -> bool:
    same = fence["fence"].startswith(opened.mark) and not fence["info"].strip()
    return same and not fence["lead"].strip() and _width(fence) <= opened.indent + 3


def _width(fence: re.Match[str]) -> int:
    return len(fence["lead"].replace("\ufeff", "").expandtabs(4))


def _is_marked(fence: re.Match[str]) -> bool:
    return fence["info"].split()[:1] != [] and fence["info"].split()[0].casefold() == MARK


def _resembles(fence: re.Match[str]) -> bool:
    if _is_marked(fence) or not fence["info"].strip():
        return False
    return re.sub(r"[{}.=]", "", fence["info"].split()[0]).casefold() in _MEANT


def _blanked(text: str, blocks: list[Block]) -> str:
    parts, at = [], 0
    for block in blocks:
        parts += [_blanks(text[at : block.start]), text[block.start : block.end]]
        at = block.end
    return "".join([*parts, _blanks(text[at:])])


def _blanks(prose: str) -> str:
    return re.sub(r"[^\r\n]", " ", prose)


def _unseen(what: str, here: Span) -> Diagnostic:
    return Diagnostic(
        what,
        here,
        "rules-unseen",
        text="Who reads the page would not take them for rules of the policy.",
        hint=f"move them out, or mark the block with another word than `{MARK}`",
    )


def _unsure(mark: str, here: Span) -> Diagnostic:
    return Diagnostic(
        f"this block is marked `{mark}`, not `{MARK}`",
        here,
        "fence-mark",
        hint=f"write ```{MARK} where these are rules of the policy, and any other word where they only show something",
    )
