"""The stored parse table is the grammar's own, and reading with it is reading with lark."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import lark
import pytest

from slalang.syntax import parser
from slalang.syntax.parse_table import fingerprint, read_table
from tests.parse_table import FILE

POLICIES = sorted((Path(__file__).parents[3] / "policies").rglob("*.sla"))
WORDS = re.compile(r"\w+|\S")


@cache
def table_text() -> str:
    return parser.table_text()


@cache
def by_lark() -> lark.Lark:
    return lark.Lark(
        parser.grammar_text(),
        parser="lalr",
        lexer="contextual",
        start="policy",
        propagate_positions=True,
        maybe_placeholders=True,
        edit_terminals=parser._whole_words,
    )


def came_of(read: Any, text: str) -> object:
    """The tree with its places, or the place where reading ended and what was found there."""
    try:
        tree = read(text)
    except lark.UnexpectedToken as error:
        return error.token.type, error.token.start_pos, error.token.end_pos, sorted(error.expected)
    except lark.UnexpectedCharacters as error:
        return error.pos_in_stream
    return [
        (str(part.data), getattr(part.meta, "start_pos", None), getattr(part.meta, "end_pos", None), part.children)
        for part in tree.iter_subtrees()
    ]


def spoilt(text: str) -> list[str]:
    """The text without a word, with a word twice, and with a word that no policy knows, at places all over it."""
    places = [found.span() for found in WORDS.finditer(text)]
    texts = []
    for start, end in places[5 :: max(1, len(places) // 3)]:
        texts += [text[:start] + text[end:], text[:end] + " " + text[start:], text[:start] + "§" + text[end:], text[:end]]
    return texts


def test_the_stored_table_is_what_the_grammar_gives() -> None:
    assert FILE.read_text("utf-8") == table_text(), "make it anew: python -m tests.parse_table --write"


def test_a_table_fits_one_grammar_and_one_version_of_lark() -> None:
    grammar = parser.grammar_text()
    assert read_table(table_text(), fingerprint(grammar, lark.__version__)) is not None
    assert read_table(table_text(), fingerprint(grammar + " ", lark.__version__)) is None
    assert read_table(table_text(), fingerprint(grammar, "0.0.0")) is None


@pytest.mark.parametrize("stored", ["", "{}", "not JSON", '{"made_from": "another grammar"}', "[]"])
def test_without_a_table_that_fits_the_grammar_is_worked_out(stored: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = parser._grammar_file
    monkeypatch.setattr(parser, "worked_out_table", lambda text: f"worked out from {len(text)}")
    monkeypatch.setattr(parser, "_grammar_file", lambda name: stored if name.endswith(".json") else file(name))
    assert parser._table() == f"worked out from {len(parser.grammar_text())}"


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_reads_what_lark_reads(path: Path) -> None:
    text = path.read_text("utf-8")
    for each in (text, *spoilt(text)):
        # A policy is rules: the first that cannot be read ends the reading in both.
        assert came_of(parser._tree, each) == came_of(lambda given: by_lark().parse(given, start="policy"), each)
