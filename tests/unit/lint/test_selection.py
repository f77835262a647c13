"""Which rules are asked: the more special name wins, of two alike the one that leaves out."""

from __future__ import annotations

import pytest

from slalang.lint.registry import LintRule, LooksAt, all_rules
from slalang.lint.selection import select_rules
from slalang.values.diagnostics import Severity


def rule(name: str, category: str, severity: Severity = Severity.WARNING, looks_at: LooksAt = LooksAt.POLICY) -> LintRule:
    return LintRule(name, category, severity, f"{name}.", looks_at, lambda *_: iter(()))


RULES = (
    rule("bracket-gap", "brackets"),
    rule("flat-credit", "brackets", Severity.NOTE),
    rule("claim-late", "claims"),
    rule("which-period", "claims", Severity.ERROR, LooksAt.COMPILER),
)
DEFAULT = {"bracket-gap", "claim-late", "which-period"}


@pytest.mark.parametrize(
    ("selected", "ignored", "asked"),
    [
        ((), (), DEFAULT),
        (("default",), (), DEFAULT),
        (("all",), (), DEFAULT | {"flat-credit"}),
        (("default", "flat-credit"), (), DEFAULT | {"flat-credit"}),
        (("brackets",), (), {"bracket-gap", "flat-credit"}),
        (("flat-credit",), (), {"flat-credit"}),
        ((), ("brackets",), {"claim-late", "which-period"}),
        (("brackets",), ("flat-credit",), {"bracket-gap"}),
        (("flat-credit",), ("brackets",), {"flat-credit"}),
        (("all",), ("all",), set()),
        (("all", "bracket-gap"), ("all",), {"bracket-gap"}),
        (("bracket-gap",), ("bracket-gap",), set()),
    ],
)
def test_a_name_says_more_than_a_category_and_that_more_than_all(
    selected: tuple[str, ...], ignored: tuple[str, ...], asked: set[str]
) -> None:
    selection = select_rules(RULES, selected, ignored)
    assert {rule.name for rule in selection.rules} == asked
    assert selection.diagnostics == ()


def test_unknown_names_are_said_with_the_nearest() -> None:
    selection = select_rules(RULES, ("bracket-gasp", "brakets"), ("quite-another-thing",))
    assert [d.title for d in selection.diagnostics] == [
        "there is no rule and no category `bracket-gasp`",
        "there is no rule and no category `brakets`",
        "there is no rule and no category `quite-another-thing`",
    ]
    assert [d.hint for d in selection.diagnostics] == [
        "is `bracket-gap` meant?",
        "is `brackets` meant?",
        "`slalang rule` lists the rules",
    ]


def test_an_error_of_the_policy_cannot_be_ignored() -> None:
    (said,) = select_rules(RULES, (), ("which-period",)).diagnostics
    assert (said.code, said.severity) == ("error-ignored", Severity.ERROR)


def test_no_category_is_called_like_a_rule_or_a_word_of_the_command_line() -> None:
    names, categories = {rule.name for rule in all_rules()}, {rule.category for rule in all_rules()}
    assert len(names) == len(all_rules())
    assert not (names | {"all", "default"}) & categories
    assert not names & {"all", "default"}
