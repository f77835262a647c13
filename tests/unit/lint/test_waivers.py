"""Waivers: what a note is about, what it never is about, and that it means the same after the text is set anew."""

from __future__ import annotations

import re

import pytest

from slalang.lint.check import MOST_FINDINGS
from slalang.lint.registry import all_rules
from slalang.lint.selection import select_rules
from slalang.lint.waivers import waivers_of
from slalang.output.diagnostics.full import render_diagnostics
from slalang.pipeline import Checked, check_policy
from slalang.syntax.formatted import format_policy
from slalang.syntax.formatter import print_policy
from slalang.syntax.notes import notes_of
from slalang.syntax.parser import parse_policy

HEAD = 'agreement "Hosting": zone UTC; currency EUR.\nservice web: no components.\n'
PROMISE = (
    "available at least 99.9%; per calendar month; measured over the whole period;\n"
    "  watched by outages; counted exactly; of a period covered in part, the rest counts as up.\n"
)
RULE = "commitment-without-remedy"
WAIVE = f"[waive {RULE}: a statement of intent]"


def checked(text: str, file: str = "policy.sla", **files: str) -> Checked:
    result = check_policy(text, file, lambda name: files.get(name.removesuffix(".sla")))
    assert result.compiled is not None, render_diagnostics(result.diagnostics, {file: text})
    return result


def codes(result: Checked) -> set[str]:
    return {d.code for d in result.diagnostics} & {RULE, "waiver-unused"}


@pytest.mark.parametrize(
    ("text", "waived"),
    [
        (f"commitment uptime of web: {WAIVE}\n  {PROMISE}", True),
        (f"{WAIVE}\ncommitment uptime of web:\n  {PROMISE}", True),
        (f"[agreed in May]\n{WAIVE}\n[and in June]\ncommitment uptime of web:\n  {PROMISE}", True),
        (f"commitment uptime of web: available at least 99.9%; {WAIVE}\n  per calendar month; " + PROMISE[46:], False),
        (f"commitment uptime of web:\n  {PROMISE.strip()} {WAIVE}\n", True),
        (f"commitment uptime of web:\n  {PROMISE.strip()[:-1]} {WAIVE}.\n", True),
        (f"commitment uptime\n  of web (clause 1): {WAIVE}\n  {PROMISE}", True),
        (f"commitment uptime of web:\n  {WAIVE}\n  {PROMISE}", False),
        (f"commitment uptime of web:\n  {PROMISE}{WAIVE}\n", False),
        (f"{WAIVE}\n\ncommitment uptime of web:\n  {PROMISE}", False),
        (f"{WAIVE}\nservice other: no components.\ncommitment uptime of web:\n  {PROMISE}", False),
    ],
)
def test_a_waiver_is_about_its_line_and_phrase_or_the_one_below(text: str, waived: bool) -> None:
    result = checked(HEAD + text)
    assert codes(result) == (set() if waived else {RULE, "waiver-unused"})
    assert [each.waiver.reason for each in result.waived] == (["a statement of intent"] if waived else [])


@pytest.mark.parametrize("note", [f"commitment uptime of web: {WAIVE}\n  ", f"{WAIVE}\ncommitment uptime of web:\n  "])
def test_it_means_the_same_after_the_text_is_set_anew(note: str) -> None:
    text = HEAD + note + PROMISE
    tree = parse_policy(text).tree
    assert tree is not None
    anew = print_policy(tree, notes_of(text))
    assert WAIVE in anew
    assert codes(checked(anew)) == set()


def test_several_rules_share_a_reason_and_each_has_to_be_needed() -> None:
    text = f"{HEAD}commitment uptime of web: [waive {RULE}, clause-not-encoded: agreed]\n  {PROMISE}"
    result = checked(text)
    assert [each.diagnostic.code for each in result.waived] == [RULE]
    (unused,) = [d for d in result.diagnostics if d.code == "waiver-unused"]
    assert "clause-not-encoded" in unused.title
    assert unused.fix is None  # the other half is needed


def test_of_a_rule_that_is_not_asked_nothing_is_known() -> None:
    text = f"{HEAD}commitment uptime of web: [waive {RULE}: agreed]\n  {PROMISE}"
    rules = select_rules(all_rules(), ("waivers",)).rules
    assert check_policy(text, rules=rules).diagnostics == ()


@pytest.mark.parametrize("first", ["", WAIVE])
def test_of_a_rule_that_was_cut_short_nothing_is_known_and_that_is_said(first: str) -> None:
    """The waiver behind the last promise stands after the findings that are told, and is needed."""
    promises = [
        f"commitment c{i} of web: {WAIVE if i == MOST_FINDINGS + 1 else first}\n  {PROMISE}" for i in range(MOST_FINDINGS + 2)
    ]
    rules = select_rules(all_rules(), (RULE, "waivers")).rules
    result = check_policy(HEAD + "".join(promises), rules=rules)
    assert "waiver-unused" not in {d.code for d in result.diagnostics}
    assert result.diagnostics[-1].title.startswith(f"more than {MOST_FINDINGS} findings")
    assert len(result.waived) == (MOST_FINDINGS if first else 0)


def test_an_error_is_not_waived() -> None:
    text = f"{HEAD}commitment uptime of wbe: [waive unknown-name: it is spelt so]\n  {PROMISE}"
    result = check_policy(text)
    assert {"unknown-name", "waiver-unknown-rule"} <= {d.code for d in result.diagnostics}
    assert result.waived == ()


def test_a_waiver_without_a_reason_waives_nothing() -> None:
    result = checked(f"{HEAD}commitment uptime of web: [waive {RULE}]\n  {PROMISE}")
    assert {RULE, "waiver-without-reason"} <= {d.code for d in result.diagnostics}
    assert result.waived == ()


def test_what_a_policy_uses_may_be_waived_there_and_idle_waivers_there_are_left_alone() -> None:
    house = f"[waive {RULE}: the house says so]\ncommitment uptime of web:\n  {PROMISE}"
    house += "causes: customer. [waive unused-name: for others]\n"
    result = checked(f'{HEAD}use "house.sla".\n', house=house)
    assert codes(result) == set()
    assert [each.waiver.span.file for each in result.waived if each.diagnostic.code == RULE] == ["house.sla"]


def test_in_markdown_only_the_rules_can_waive() -> None:
    text = (
        f"# Hosting\n\n{WAIVE} is prose.\n\n```sla\n{HEAD}```\n\n```sla\n{WAIVE}\ncommitment uptime of web:\n  {PROMISE}```\n"
    )
    assert [w.span.line for w in waivers_of(text, "hosting.sla.md")] == [11]
    result = checked(text, "hosting.sla.md")
    assert codes(result) == set()
    assert [each.waiver.span.line for each in result.waived] == [11]


@pytest.mark.parametrize("note", ["[waive the fee in December]", "[waived: all of it]", "[waive]", '"[waive unused-name: x]"'])
def test_other_remarks_are_no_waivers(note: str) -> None:
    assert waivers_of(f"{HEAD}prose (clause 4): {note}.", "policy.sla") == ()


def test_words_may_be_laid_out_in_lines_with_carriage_returns() -> None:
    text = f"{HEAD}[Waive {RULE},\r\n  unused-name: the order form\r\n  says what follows]\r\n"
    (waiver,) = waivers_of(text, "policy.sla")
    assert (waiver.rules, waiver.reason) == ((RULE, "unused-name"), "the order form says what follows")


_FOUND = """agreement "Hosting": zone UTC; currency EUR.
causes: customer, provider.
parameter plan: yes or no; default no.
service web: no components. service other:
  components one, two.
commitment uptime of web: available at least 99.9%; per calendar month; measured over the whole period;
  watched by outages; counted exactly; of a period covered in part, the rest counts as up.
credit for uptime: below 99.9% and above 99% earns 5%; below
  99% earns
  10%; of the charges of the period; given without a claim; rows need a missed target; money rounded half up.
exclusion works: maintenance of kind "scheduled"; at most 4 hours each,
  otherwise the excess counts; at most 5 windows per calendar month, otherwise void;
  at most 40 hours per calendar month, otherwise the excess counts.
"""
_ALL = "[waive unused-name, bracket-open-point, quota-never-binds, commitment-without-remedy, shadowed-name: agreed]"
_GAPS = [gap.start() for gap in re.finditer(r"\s(?=\S)", _FOUND)]
_LAYOUTS = [" {} ", " {}\n", "\n{}\n", "\n\n{}\n\n", "\n{}\n\n"]


def _told(text: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What is left and what is waived of a text, wherever it stands."""
    result = checked(text)
    return (
        sorted((d.code, d.title) for d in result.diagnostics),
        sorted((each.diagnostic.code, each.diagnostic.title) for each in result.waived),
    )


@pytest.mark.parametrize("layout", _LAYOUTS)
@pytest.mark.parametrize("part", range(8))
def test_what_is_waived_is_the_same_after_fmt_wherever_the_waiver_stands(layout: str, part: int) -> None:
    """Every other place between two words of a text with findings of many kinds."""
    waived = 0
    for gap in _GAPS[part::16]:
        text = _FOUND[:gap] + layout.format(_ALL) + _FOUND[gap:].lstrip(" ")
        done = format_policy(text, "policy.sla")
        assert done.text is not None, done.diagnostics
        before, after = _told(text), _told(done.text)
        assert before == after, done.text
        waived += len(before[1])
    assert waived or layout.startswith("\n\n") or layout.endswith("\n\n")


def test_behind_a_rule_it_is_about_the_whole_rule() -> None:
    text = f"{HEAD}commitment uptime of web: {PROMISE}service other: no components. [waive unused-name: for the next renewal]\n"
    assert [each.diagnostic.code for each in checked(text).waived] == ["unused-name"]
    apart = checked(text.replace(". [waive unused", ".\n\n[waive unused"))
    assert "unused-name" in {d.code for d in apart.diagnostics}


@pytest.mark.parametrize("where", ["and above\n  {}\n  99% earns 5%", "and above 99% earns 5%; {}"])
def test_alone_in_a_phrase_or_behind_it_it_is_about_that_phrase(where: str) -> None:
    row = "and above 99% earns 5%"
    text = (
        f"{HEAD}commitment uptime of web: {PROMISE}credit for uptime:\n  below 99.9% {row};\n  below 99% earns 10%;\n"
        "  of the charges of the period; given without a claim; rows need a missed target; money rounded half up.\n"
    )
    assert "bracket-open-point" in {d.code for d in checked(text).diagnostics}
    note = where.format("[waive bracket-open-point: as printed]")
    said = checked(text.replace(row, note).replace("printed];", "printed]"))
    assert "bracket-open-point" in {each.diagnostic.code for each in said.waived}
