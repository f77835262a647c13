"""A note may stand between any two words, also of those that are read as one (`not applicable`)."""

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
def test_a_note_stands_between_any_two_words(rule: str) -> None:
    bare = parse_policy(rule)
    assert bare.tree is not None
    for gap in re.finditer(" ", rule):
        read = parse_policy(f"{rule[: gap.end()]}[note] [two]\n {rule[gap.end() :]}")
        assert read.tree == bare.tree, rule[: gap.end()]
