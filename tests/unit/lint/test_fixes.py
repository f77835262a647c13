"""Repairs: edits that overlap wait, what is not accepted stays, and the rest is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slalang.lint.fixes import Texts, apply_edits, fix_texts
from slalang.lint.meaning import differences, in_words
from slalang.pipeline import compile_policy
from slalang.semantics.policy import Compiled
from slalang.values.diagnostics import Diagnostic, Edit, Fix
from slalang.values.places import Span


def edit(start: int, end: int, text: str, file: str = "a") -> Edit:
    return Edit(Span(file, start, end, 1, start + 1), text)


def replacing(word: str, by: str, *, safe: bool = True) -> Callable[[Texts], list[Diagnostic]]:
    """Finds every occurrence of a word, and would replace it."""

    def find(texts: Texts) -> list[Diagnostic]:
        return [
            Diagnostic(f"{word} at {start}", fix=Fix(by, (edit(start, start + len(word), by, file),), safe))
            for file, text in texts.items()
            for start in range(len(text))
            if text.startswith(word, start)
        ]

    return find


def always(before: Texts, after: Texts, same: bool) -> str:
    return ""


def test_edits_are_made_wherever_they_stand_in_the_list() -> None:
    assert apply_edits("abcdef", [edit(4, 6, "Z"), edit(0, 0, "<"), edit(1, 2, "")]) == "<acdZ"


@pytest.mark.parametrize("edits", [[edit(0, 3, ""), edit(2, 4, "")], [edit(5, 9, "")], [edit(3, 2, "")]])
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abcdef", edits)


@given(
    st.text("ab", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.text("xy", max_size=3)), max_size=6),
)
def test_made_one_by_one_from_the_end_or_all_at_once_is_the_same(text: str, wanted: list[tuple[int, int, str]]) -> None:
    at, edits = 0, []
    for start, length, new in sorted(wanted):
        if at <= start and start + length <= len(text):
            edits.append(edit(start, start + length, new))
            at = start + length + 1
    one_by_one = text
    for each in reversed(edits):
        one_by_one = apply_edits(one_by_one, [each])
    assert apply_edits(text, edits) == one_by_one


def test_what_overlaps_waits_for_the_next_round() -> None:
    rounds: list[Mapping[str, str]] = []

    def accept(before: Texts, after: Texts, same: bool) -> str:
        rounds.append(after)
        return ""

    fixed = fix_texts({"a": "aaaa", "b": "aa"}, replacing("aa", "a"), accept)
    assert fixed.texts == {"a": "a", "b": "a"}
    assert len(rounds) > 1
    assert len(fixed.made) == 4


def test_what_is_not_accepted_is_left_and_the_rest_is_made() -> None:
    def accept(before: Texts, after: Texts, same: bool) -> str:
        return (
            "it would lose the last one" if after["a"].count("x") + after["a"].count("y") < 3 or "y" not in after["a"] else ""
        )

    def find(texts: Texts) -> list[Diagnostic]:
        return [d for word in "xy" for d in replacing(word, "-")(texts)]

    fixed = fix_texts({"a": "x1x2x3y"}, find, accept)
    assert "y" in fixed.texts["a"]
    assert fixed.texts["a"].count("x") == 2
    assert {refusal.why for refusal in fixed.refused} == {"it would lose the last one"}


def test_what_changes_the_meaning_is_made_only_where_it_is_asked_for_and_is_accepted_as_such() -> None:
    asked: list[bool] = []

    def accept(before: Texts, after: Texts, same: bool) -> str:
        asked.append(same)
        return ""

    find = replacing("old", "new", safe=False)
    assert fix_texts({"a": "old"}, find, accept).texts == {"a": "old"}
    assert asked == []
    assert fix_texts({"a": "old"}, find, accept, unsafe=True).texts == {"a": "new"}
    assert asked == [False]


def test_repairs_that_undo_each_other_end() -> None:
    def find(texts: Texts) -> list[Diagnostic]:
        return [*replacing("a", "b")(texts), *replacing("b", "a")(texts)]

    assert fix_texts({"a": "a"}, find, always).texts["a"] in "ab"


def test_a_fix_in_a_file_that_is_not_there_is_left() -> None:
    fix = Fix("x", (edit(0, 1, "", "elsewhere"),), safe=True)
    fixed = fix_texts({"a": "a"}, lambda texts: [Diagnostic("x", fix=fix)], always)
    assert fixed.texts == {"a": "a"}
    assert len(fixed.refused) == 1


def test_a_refusal_in_one_file_is_none_in_another() -> None:
    def accept(before: Texts, after: Texts, same: bool) -> str:
        return "not that one" if "old" not in after["a"] else ""

    fixed = fix_texts({"a": "old", "b": "old"}, named_alike, accept)
    assert fixed.texts == {"a": "old", "b": "new"}


def named_alike(texts: Texts) -> list[Diagnostic]:
    return [
        Diagnostic("an old word", fix=Fix("new", (edit(0, 3, "new", file),), safe=True))
        for file, text in texts.items()
        if text.startswith("old")
    ]


def test_a_fix_that_would_lose_a_note_is_left_and_the_rest_is_made() -> None:
    text = "one [kept]; two; three [a note]."

    def find(texts: Texts) -> list[Diagnostic]:
        gone = [("one [kept]", ""), (" [a note]", "."), ("two; ", "")]
        return [
            Diagnostic(old, fix=Fix(old, (edit(start, start + len(old), new),), safe=True))
            for old, new in gone
            if (start := texts["a"].find(old)) >= 0
        ]

    fixed = fix_texts({"a": text}, find, always)
    assert fixed.texts["a"] == "one [kept]; three [a note]."
    assert {refusal.why for refusal in fixed.refused} == {
        "the drafting note [kept] would be lost",
        "the drafting note [a note] would be lost",
    }


def test_a_fix_that_is_about_a_note_may_delete_it_and_no_other_of_the_same_words() -> None:
    def find(texts: Texts) -> list[Diagnostic]:
        return [Diagnostic("x", fix=Fix("x", (edit(3, 9, ""),), safe=True))] if texts["a"].startswith("one [two]") else []

    assert fix_texts({"a": "one [two]; three [two]."}, find, always).texts["a"] == "one; three [two]."


def test_prose_in_brackets_is_no_note() -> None:
    def find(texts: Texts) -> list[Diagnostic]:
        start = texts["a.md"].find("old")
        return [Diagnostic("x", fix=Fix("x", (edit(start, start + 3, "new", "a.md"),), safe=True))] if start >= 0 else []

    page = "A [link old].\n\n```sla\nrule [note].\n```\n"
    assert fix_texts({"a.md": page}, find, always).texts["a.md"] == page.replace("old", "new")


# ------------------------------------------------------------------------------ what changes in meaning

POLICY = """agreement "Hosting": zone UTC; currency EUR.
causes: customer.
service web: no components.
commitment uptime of web (clause 1): available at least 99.9%; per calendar month; measured over the whole period;
  watched by outages; counted exactly; of a period covered in part, the rest counts as up.
credit for uptime (clause 2): a missed target earns 10%; of the charges of the period; given without a claim;
  money rounded half up.
"""


def compiled(text: str) -> Compiled:
    return compile_policy(text).required()


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("99.9%", "99.8%", ("commitment uptime",)),
        ("earns 10%", "earns 5%", ("credit for uptime",)),
        ("causes: customer.", "causes: customer, third_party.", ("causes",)),
        ("zone UTC", "zone Europe/Paris", ("zone", "commitment uptime")),
        ("service web", "[a note] service web", ()),
        ("web", "site", ("service web", "service site", "commitment uptime")),
    ],
)
def test_the_rules_that_mean_something_else_are_named(old: str, new: str, changed: tuple[str, ...]) -> None:
    told = differences(compiled(POLICY), compiled(POLICY.replace(old, new)))
    assert set(changed) <= set(told)
    assert bool(changed) == bool(told)


def test_of_many_only_some_are_listed() -> None:
    assert in_words(tuple("abcdefgh")) == "a, b, c, d, e, f and 2 more"
    assert in_words(("a", "b")) == "a and b"
