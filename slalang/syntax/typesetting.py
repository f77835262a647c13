"""How the words of a policy are set in lines: filled to one width, a reason on a line of its own, rows in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from slalang.syntax import ast, wording

WIDTH = 128
"""Characters a line may hold before it is wrapped; line breaks mean nothing to the reader."""

FURTHER = "    "
"""Where the line begins that continues a phrase or a heading."""

_ROOM = WIDTH - 1  # for the mark that ends the phrase
_LONGEST_WHOLE = 60
_WORD = re.compile(r'"[^"]*"[^\s"]*|\S+')
_HEADS = frozenset({"where", "with", "including"})
_JOINTS = frozenset({"and", "or", "where", "with", "from", "otherwise", "within", "for", "in"})
_PERCENT = re.compile(r"\d+(?:\.\d+)?%")


def rows_of(words: str, carried: ast.Qualifiers, indent: str, end: str) -> list[str]:
    """A phrase or heading with what it carries: its words, its reason below them, the reading and the clauses last."""
    rows = _set(words, indent)
    if carried.because is not None:
        said = wording.text(carried.because).split(" ")
        rows += filled(["because", *said], FURTHER, FURTHER + " " * len('because "'), _ROOM)
    for part in (_reading(carried), _citation(carried)):
        if not part:
            continue
        if len(rows[-1]) + 1 + len(part) <= _ROOM:
            rows[-1] += f" {part}"
        else:
            rows += filled(_words(part), FURTHER, FURTHER * 2, _ROOM)
    rows[-1] += end
    return rows


def aligned(rows: Sequence[str]) -> list[str]:
    """The rows of a credit in columns: both limits, and what each earns; as they are where that would be too wide."""
    if len(rows) < 2:
        return list(rows)
    cells = [(*row.partition(" earns ")[0].partition(" and "), row.partition(" earns ")[2]) for row in rows]
    left = max((len(low) for low, both, _, _ in cells if both), default=0)
    limits = [f"{low.ljust(left)} and {high}" if both else low for low, both, high, _ in cells]
    wide = max(len(limit) for limit in limits)
    shares = [_PERCENT.match(award) for *_, award in cells]
    widest = max(len(share[0]) for share in shares if share) if all(shares) else 0
    set_out = [
        f"{limit.ljust(wide)} earns {' ' * max(0, widest - len(share[0]) if share else 0)}{award}"
        for limit, share, (*_, award) in zip(limits, shares, cells, strict=True)
    ]
    return set_out if all(len(row) + 2 <= _ROOM for row in set_out) else list(rows)


def filled(words: Sequence[str], first: str, further: str, width: int) -> list[str]:
    """The words in lines of at most `width` characters, as many on each as it holds; a longer word has its own line."""
    rows = [first + words[0]]
    for word in words[1:]:
        if len(rows[-1]) + 1 + len(word) <= width:
            rows[-1] += f" {word}"
        else:
            rows.append(further + word)
    return rows


def text_rows(text: str, indent: str, end: str) -> list[str]:
    """A quoted text that stands alone, its further lines below its first letter."""
    rows = filled(wording.text(text).split(" "), indent, indent + " ", _ROOM)
    rows[-1] += end
    return rows


def _set(words: str, indent: str) -> list[str]:
    if len(indent) + len(words) <= _ROOM:
        return [indent + words]
    if words.startswith("clauses "):
        return [f"{indent}clauses", *_clause_rows(_words(words)[1:])]
    if words.startswith("causes: "):
        kinds = re.split(r", (?![^(]*\))", words.removeprefix("causes: "))
        return ["causes:", *(f"  {kind}," for kind in kinds[:-1]), f"  {kinds[-1]}"]
    return _in_two(_words(words), indent) or filled(_pieces(_words(words)), indent, FURTHER, _ROOM)


def _in_two(words: list[str], indent: str) -> list[str]:
    """Two lines, the second of which is all of a condition or a list; nothing where that does not fit."""
    for number, word in enumerate(words):
        if number and (word in _HEADS or (word == "down" and words[number - 1].endswith(","))):
            rows = [indent + " ".join(words[:number]), FURTHER + " ".join(words[number:])]
            return rows if all(len(row) <= _ROOM for row in rows) else []
    return []


def _clause_rows(refs: list[str]) -> list[str]:
    """References in lines; those of one main number begin a line of their own."""
    rows: list[str] = []
    kept: list[str] = []
    for _, group in groupby(refs, lambda ref: ref if ref.startswith('"') else re.split(r"[.\-(,]", ref)[0]):
        members = list(group)
        if len(members) > 1 and kept:
            rows += filled(kept, FURTHER, FURTHER, _ROOM)
            kept = []
        kept += members
    return rows + filled(kept, FURTHER, FURTHER, _ROOM)


def _words(text: str) -> list[str]:
    """The words of a text; one in quotation marks is one word where it is short."""
    whole: list[str] = _WORD.findall(text)
    return [part for word in whole for part in ([word] if len(word) <= _LONGEST_WHOLE else word.split(" "))]


def _pieces(words: list[str]) -> list[str]:
    """Words that belong together in one piece each, between which a line had better break."""
    pieces: list[str] = []
    for number, word in enumerate(words):
        if number == 0 or words[number - 1].endswith(",") or word in _JOINTS:
            pieces.append(word)
        else:
            pieces[-1] += f" {word}"
    return pieces if all(len(piece) < WIDTH // 2 for piece in pieces) else words


def _reading(carried: ast.Qualifiers) -> str:
    return f"under reading {carried.reading.text}" if carried.reading is not None else ""


def _citation(carried: ast.Qualifiers) -> str:
    return wording.citation(carried.clauses) if carried.clauses is not None else ""
