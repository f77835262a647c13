"""The index of an agreement's clauses, as lines for people and as JSON for programs (P1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from slalang.output.visible import visible
from slalang.semantics.clause_index import ClauseEntry, ClauseIndex, Encoding, Prose
from slalang.syntax.wording import citation, clause_refs
from slalang.values.places import Span

LOST = "nothing encodes it, and no `prose` names it"
UNLISTED = "cited, but the agreement does not list it"


def clause_json(index: ClauseIndex, file: str) -> bytes:
    """The index as one line of JSON in UTF-8, without the line's end.

    `clauses` is null where the agreement lists none. Each clause has `encoded`, `prose` and `scenarios`, lists with file and
    line, and `lost` where it is in none of the first two; those that are cited and not listed stand in `unlisted`.
    """
    return msgspec.json.encode(
        {
            "policy": file,
            "agreement": index.title,
            "clauses": None if index.listed is None else [_entry(entry) for entry in index.listed],
            "unlisted": [_entry(entry) for entry in index.unlisted],
            "complete": index.complete,
        }
    )


def _entry(entry: ClauseEntry) -> dict[str, Any]:
    return {
        "clause": entry.clause,
        "encoded": [_encoding(one) for one in entry.encodings],
        "prose": [{"because": one.because, **_place(one.span)} for one in entry.prose],
        "scenarios": [_encoding(one) for one in entry.scenarios],
        "lost": entry.lost,
    }


def _encoding(one: Encoding) -> dict[str, Any]:
    return {"rule": one.rule, "phrase": one.phrase, "reading": one.reading, **_place(one.span)}


def _place(span: Span) -> dict[str, Any]:
    return {"file": span.file, "line": span.line}


def clause_lines(index: ClauseIndex) -> Iterator[tuple[str, str]]:
    """What to print for each clause, in pairs: how it stands, and a line.

    How it stands is `clause` for its heading, `found` for what is wrong with it, `encoded`, `prose` or `scenario`.
    """
    for entry in index.listed or ():
        yield "clause", visible(clause_refs((entry.clause,)))
        if entry.lost:
            yield "found", LOST
        yield from _lines(entry)
    for entry in index.unlisted:
        yield "clause", visible(clause_refs((entry.clause,)))
        if index.listed is not None:
            yield "found", UNLISTED
        yield from _lines(entry)


def _lines(entry: ClauseEntry) -> Iterator[tuple[str, str]]:
    for one in entry.encodings:
        yield "encoded", _line(one)
    for prose in entry.prose:
        yield "prose", visible(f"prose: {' '.join(prose.because.split())}  [{_at(prose)}]")
    for one in entry.scenarios:
        yield "scenario", _line(one)


def _line(one: Encoding) -> str:
    phrase = f": {one.phrase}" if one.phrase is not None else ""
    reading = f", under reading {one.reading}" if one.reading is not None else ""
    return visible(f"{one.rule}{phrase}{reading}  [{_at(one)}]")


def _at(one: Encoding | Prose) -> str:
    return f"{one.span.file}:{one.span.line}"


def clause_summary(index: ClauseIndex) -> str:
    """How many clauses are encoded, are prose, are neither, in one line."""
    if index.listed is None:
        return "The agreement lists no clauses."
    number = len(index.listed)
    encoded = sum(bool(entry.encodings) for entry in index.listed)
    prose = sum(bool(entry.prose) and not entry.encodings for entry in index.listed)
    parts = [f"{encoded} encoded", f"{prose} prose"]
    if index.lost:
        parts.append(f"{len(index.lost)} neither")
    unlisted = f"; {len(index.unlisted)} cited and not listed" if index.unlisted else ""
    return f"{number} clause{'' if number == 1 else 's'}: {', '.join(parts)}{unlisted}."


def clause_hints(index: ClauseIndex) -> tuple[str, ...]:
    """The next step for each sort of gap; none where nothing is missing."""
    if index.listed is None:
        return ("List every clause of the source in the agreement: `clauses 1, 1.1, 1.2, ...`.",)
    hints = []
    if index.lost:
        cited = visible(citation(tuple(entry.clause for entry in index.lost[:1])))
        hints.append(f'Encode each, or say why no machine decides it: `prose {cited}: "...".`')
    if index.unlisted:
        hints.append("Add what is cited to the agreement's `clauses`, or correct the citation.")
    return tuple(hints)
