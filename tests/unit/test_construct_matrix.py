"""The construct matrix: it has a row for everything that the grammar can say, and no empty cell."""

from __future__ import annotations

import attrs
import pytest

from slalang.syntax import ast
from slalang.syntax.parser import parse_policy
from tests import construct_matrix as matrix
from tests.construct_rules import RULES


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def test_every_class_of_the_tree_and_every_member_of_its_enumerations_has_a_row() -> None:
    rows = {row.name for row in matrix.constructs()}
    classes = {c for c in vars(ast).values() if isinstance(c, type) and attrs.has(c) and issubclass(c, ast.Node)}
    # Words and figures are terminals of the grammar; a phrase and a policy are what holds the rest.
    held = {"node", "policy", "phrase", "name", "number", "percent", "ordinal", "time_of_day", "zone_name"}
    assert {_snake(c.__name__) for c in classes} - rows == held
    assert {name for name in rows if "__" not in name} <= {_snake(c.__name__) for c in classes}


def test_every_row_belongs_to_a_numbered_rule() -> None:
    assert [row.name for row in matrix.constructs() if not row.number] == []
    named = {name for names in RULES.values() for name in names}
    assert named <= {row.name for row in matrix.constructs()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("unobserved time counts as up", "unobserved_rule__up"),
        ("runs from each \"opened\" to \"closed\"; within 1 day.", "each_start"),
        ('agreement "A": zone UTC.', "zone"),
        ("joint penalty in 2025-03", "joint_subject"),
    ],
)  # fmt: skip
def test_constructs_are_found_in_whole_policies_and_in_parts(text: str, name: str) -> None:
    assert name in matrix.held(text)


def test_nothing_is_found_in_other_texts() -> None:
    assert matrix.held("the monitor saw nothing") == frozenset()
    assert parse_policy("the monitor saw nothing").tree is None


def test_no_cell_is_empty() -> None:
    assert matrix.empty_cells() == []


def test_the_page_is_up_to_date() -> None:
    assert matrix.PAGE.read_text("utf-8") == matrix.page(), "write it anew: python -m tests.construct_matrix --write"
