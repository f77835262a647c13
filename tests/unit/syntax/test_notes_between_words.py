"""A note between two words: the text is read, or it is said that it cannot be."""

from __future__ import annotations

import re

import pytest

from slalang.syntax.parser import parse_policy

RULES = (
    'exclusion e: maintenance of kind "scheduled"; at most 4 hours each, otherwise void because "so".',
    'scenario "s": given outage of web from 2025-04-01 10:00 and still open; expect r in 2025-04: not applicable.',
    "commitment c of web: available at least 99.9%; runs shorter than 5 minutes ignored, longer ones count whole, "
    "tested before exclusions.",
)


@pytest.mark.parametrize("rule", RULES)
def test_no_text_is_refused_in_silence(rule: str) -> None:
    bare = parse_policy(rule)
    assert bare.tree is not None
    for gap in re.finditer(" ", rule):
        read = parse_policy(f"{rule[: gap.end()]}[note] {rule[gap.end() :]}")
        assert (read.tree is not None) is not bool(read.diagnostics), rule[: gap.end()]
        for diagnostic in read.diagnostics:
            assert diagnostic.code == "note-between-words"
            assert diagnostic.span is not None
            assert (diagnostic.span.start, diagnostic.span.end) == (gap.end(), gap.end() + 6)


@pytest.mark.parametrize("word", ["otherwise void", 'because "so"'])
def test_a_note_may_stand_between_a_comma_and_what_belongs_to_it(word: str) -> None:
    text = f'exclusion e: maintenance of kind "scheduled"; at most 4 hours each, [note] [two]\n {word}.'
    assert parse_policy(text).tree == parse_policy(text.replace("[note] [two]", "")).tree
