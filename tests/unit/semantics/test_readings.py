"""A reading is a variant of the text: what stands under it stays, what stands under the others goes (P6)."""

from __future__ import annotations

import pytest
from sample import COMPLETE, changed, compiled, errors

from slalang.semantics.policy import BasisWords
from slalang.semantics.readings import select_reading
from slalang.syntax.parser import parse_policy

TWO = """
ambiguity base_of_share (clause 3):
  reading whole governs because "as it is mostly meant";
  reading less because "excluded time is not promised".

ambiguity notice_due:
  reading strict because "it defines the work";
  reading mild governs because "it is a courtesy".
"""
READ_TWICE = (
    changed(
        "measured over the whole period (clause 3);",
        "measured over the whole period under reading whole (clause 3);"
        "measured over the period less excluded time under reading less (clause 3);",
        changed(
            "of weekdays before, otherwise void;",
            "of weekdays before, otherwise void under reading strict;"
            "announced at least 3 business days of weekdays before, otherwise the breach is noted under reading mild;",
        ),
    )
    + TWO
)


def test_phrases_under_a_reading_stay_where_it_is_taken() -> None:
    tree = parse_policy("""
      ambiguity a: reading x governs because "1"; reading y because "2".
      service s: no components under reading x; components c under reading y.
      causes: other.
      parameter p under reading y: a word; no default.
    """).tree
    assert tree is not None
    as_governed = parse_policy("""
      ambiguity a: reading x governs because "1"; reading y because "2".
      service s: no components under reading x.
      causes: other.
    """).tree
    otherwise = parse_policy("""
      ambiguity a: reading x governs because "1"; reading y because "2".
      service s: components c under reading y.
      causes: other.
      parameter p under reading y: a word; no default.
    """).tree
    assert select_reading(tree, {}) == as_governed
    assert select_reading(tree, {"a": "x"}) == as_governed
    assert select_reading(tree, {"a": "y"}) == otherwise


def test_each_reading_is_resolved_with_the_others_as_they_govern() -> None:
    done = compiled(READ_TWICE).compiled
    assert done is not None
    assert [(v.ambiguity, v.name, v.governs) for v in done.readings] == [
        ("base_of_share", "whole", True),
        ("base_of_share", "less", False),
        ("notice_due", "strict", False),
        ("notice_due", "mild", True),
    ]
    whole, less, strict, mild = (v.policy for v in done.readings)
    assert whole == mild == done.policy
    assert less.commitments[0].basis is BasisWords.LESS_EXCLUDED
    assert less.exclusions == done.policy.exclusions
    assert strict.commitments == done.policy.commitments
    assert strict.exclusions[1].conditions[0].consequence.value == "void"
    assert mild.exclusions[1].conditions[0].consequence.value == "the breach is noted"
    assert done.readings[0].reason == "as it is mostly meant"
    assert done.readings[0].clauses == ("3",)


def test_an_error_under_one_reading_names_it() -> None:
    text = READ_TWICE.replace("over the period less excluded time", "over the hours of weekend")
    (found,) = errors(text)
    assert found.code == "unknown-name"
    assert "`less`" in found.text


ONLY_X = """
ambiguity a: reading x{governs} because "1"; reading y{other} because "2".
clock responded of platform: runs from "opened" to "responded"; within 1 day; never pauses; reopening continues the clock;
  an automatic reply does not count; a later stage does not stop it.
clock respond of platform under reading x: runs from "opened" to "responded"; within 4 hours where the severity is "P1";
  no target otherwise; never pauses; reopening continues the clock; a change of severity restarts the clock;
  an automatic reply does not count; a later stage does not stop it; belongs to the period in which it is due.
credit for respond{credit}: a missed target earns GBP 10 where the severity is "P1"; per calendar month;
  given without a claim; money rounded half up.
share kept of respond{share}: at least 95% kept; per calendar month; a period without any is not judged.
"""


@pytest.mark.parametrize("x_governs", [True, False])
def test_what_stands_under_a_reading_is_named_under_that_reading(x_governs: bool) -> None:
    governs = {"governs": " governs" * x_governs, "other": " governs" * (not x_governs)}
    under = " under reading x"
    found = errors(COMPLETE + ONLY_X.format(credit="", share="", **governs))
    assert [(d.code, d.title) for d in found] == [("only-under-reading", "`respond` exists only under reading x")] * 2
    assert sorted(d.hint for d in found) == [f"put `{under[1:]}` on the {rule} too" for rule in ("credit", "share")]
    (left,) = errors(COMPLETE + ONLY_X.format(credit=under, share="", **governs))
    assert left.clause == "share kept"
    assert compiled(COMPLETE + ONLY_X.format(credit=under, share=under, **governs)).compiled is not None


def test_a_name_under_several_readings_wants_one_rule_for_each() -> None:
    three = ONLY_X.replace(" because", ' because "1"; reading z because', 1)
    clock = three[three.index("clock respond of") : three.index("credit for")]
    text = three.format(governs="", other=" governs", credit=" under reading x", share=" under reading x")
    text += clock.replace("reading x", "reading z") + 'duty d: for each claim for respond; requires the fact "f".'
    (found,) = errors(COMPLETE + text)
    assert found.title == "`respond` exists only under the readings x and z"
    assert found.hint == "write the duty once for each of them, with `under reading x` and `under reading z`"


def test_an_error_under_every_reading_is_said_once_and_names_none() -> None:
    (found,) = errors(changed("earns penalty", "earns penalti", READ_TWICE))
    assert "read as" not in found.text


def test_two_phrases_of_one_kind_are_one_too_many_where_both_hold() -> None:
    (found,) = errors(READ_TWICE.replace(" under reading whole", ""))
    assert found.code == "said-twice"
    assert "`less`" in found.text


def test_the_text_without_ambiguities_has_no_readings() -> None:
    done = compiled(COMPLETE).compiled
    assert done is not None
    assert done.readings == ()
