"""Every clause of an agreement, and what became of it, as the last table of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from slalang.output.document.model import Block, Heading, Table, Words
from slalang.output.document.sentences import name_spoken, plain, spoken
from slalang.output.explanation.wording import curled
from slalang.semantics.clause_index import ClauseEntry, ClauseIndex, Encoding
from slalang.semantics.readings import phrases_of
from slalang.syntax import ast
from slalang.values.places import Span


def clause_table(tree: ast.Policy, index: ClauseIndex) -> Iterator[Block]:
    """The clauses in their order, each with what encodes it and why a part of it is prose; nothing without clauses."""
    entries = (*(index.listed or ()), *index.unlisted)
    if not entries:
        return
    said = {phrase.span: spoken(phrase.body) for rule in tree.rules for phrase in phrases_of(rule)}
    yield Heading(2, ("Every clause, and what became of it",))
    yield Table((), ("Clause", "What encodes it, or why nothing does"), tuple(_entry(entry, said) for entry in entries))


def _entry(entry: ClauseEntry, said: Mapping[Span, str]) -> tuple[Words, ...]:
    parts = [_encoding(one, said) for one in entry.encodings] + [
        f"no machine decides: {curled(p.because)}" for p in entry.prose
    ]
    return (entry.clause,), ("; ".join(parts) + "." if parts else "nothing encodes it, and nothing says why.",)


def _encoding(one: Encoding, said: Mapping[Span, str]) -> str:
    """`exclusion “not ours”: outages put down to “customer (network)”`."""
    rule = re.sub(r" ([a-z][a-z0-9_]*)$", lambda name: f" {name_spoken(name[1])}", one.rule)
    phrase = f": {said.get(one.span, plain(one.phrase))}" if one.phrase is not None else ""
    reading = f" (under the reading {name_spoken(one.reading)})" if one.reading is not None else ""
    return f"{curled(rule)}{phrase}{reading}"
