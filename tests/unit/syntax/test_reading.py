"""Reading never fails otherwise than by saying what is wrong, and never takes long over it."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slalang.syntax import ast, parser
from slalang.syntax.expectations import FIGURES, FIXED_WORDS
from slalang.syntax.formatter import print_policy
from slalang.syntax.parser import DEEPEST_NESTING, LARGEST_TEXT, parse_policy

POLICY = """agreement "Hosting Terms" version "2025-01":
  provider "Example Hosting Ltd"; [to be checked]
  zone Europe/London (clause 1); currency GBP; in force from 2025-01-01; clauses 1, 1.1, 2.3(a).

causes: customer (network, equipment), third_party.

parameter plan: one of "basic", "enterprise"; default "basic".

calendar office: Monday to Friday 09:00-17:00; closed on the holidays of "GB-ENG"; closed on 2025-12-24.

service ledger: components web, api.

ambiguity modules (clause 1.1):
  reading any governs because "one module down is the service down";
  reading each because "the clause speaks of modules".

commitment uptime of ledger (clause 1.1):
  available at least 99.95% where plan is "enterprise";
  available at least 99.5% otherwise;
  per calendar month;
  watched by outages of severity "SEV-0" or none given;
  down when any component is down under reading any.

exclusion upkeep (clause 2.9):
  maintenance of kind "scheduled";
  announced at least 3 business days of office before, otherwise void;
  at most 4 hours per calendar quarter, otherwise the excess counts;
  inside Friday 18:00-21:00, Saturday, Sunday all day, otherwise the excess counts.

credit for uptime (clause 3.2):
  below 99.5% and at least 98% earns 5%;
  below 98% earns GBP 100;
  of the charges of the period in category "recurring";
  given on a claim within 30 days after the end of the period.

scenario "135 minutes":
  given outage of ledger on web from 2025-03-10 10:00 to 2025-03-10 12:15;
  given charge of GBP 1,000.00 for 2025-03;
  as of 2025-04-01T00:00:00Z;
  expect uptime in 2025-03: breached, credit GBP 50.00, 135 minutes counted.
"""
TOKENS = re.findall(r'"[^"]*"|\s+|[\w.%/-]+|[^\w\s]', POLICY)
JUNK = ('"', "[", "]", "(", ")", ";", ".", ":", ",", "%", "“", "99,5%", "§", "‮", "ſ", "ı", "٣", "\x00", "#", "//", ">")


def read(text: str) -> parser.Reading:
    """A reading that is a tree or errors, never both, never neither; every place lies in the text."""
    reading = parse_policy(text)
    errors = reading.diagnostics
    assert (reading.tree is None) == bool(errors)
    for error in errors:
        assert error.span is not None
        assert 0 <= error.span.start <= error.span.end <= len(text)
        assert error.title
        assert error.hint
    return reading


def test_the_policy_that_is_spoilt_below_reads() -> None:
    assert isinstance(read(POLICY).tree, ast.Policy)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    read(text)


@given(st.lists(st.sampled_from([*TOKENS, *JUNK]), max_size=60).map("".join))
@settings(max_examples=100, deadline=None)
def test_any_words_of_the_language(text: str) -> None:
    read(text)


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(TOKENS) - 1),
            st.sampled_from(["drop", "swap", "double", "junk"]),
            st.sampled_from(JUNK),
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=150, deadline=None)
def test_a_policy_with_words_lost_swapped_doubled_or_spoilt(changes: list[tuple[int, str, str]]) -> None:
    tokens = list(TOKENS)
    for at, kind, junk in changes:
        match kind:
            case "drop":
                tokens[at] = ""
            case "swap":
                tokens[at], tokens[-at] = tokens[-at], tokens[at]
            case "double":
                tokens[at] *= 2
            case _:
                tokens[at] += junk
    reading = read("".join(tokens))
    if reading.tree is not None:
        assert parse_policy(print_policy(reading.tree)).tree == reading.tree


@pytest.mark.parametrize(
    "garbage",
    [
        "a",
        ". ",
        ";",
        '"',
        "“",
        "[",
        "[]",
        "(",
        " ",
        "\n",
        "1",
        "9%",
        "commitment ",
        "calendar x ",
        "service x: ",
        "available at least 99.5% ",
        "commitment uptime of ledger: availble at least 99%; per month.\n",
        "\u200b",
        "because ",
        ", ",
        '" ; ',
        "a-",
        "x.",
        "/*",
        "/*\n",
        "§ 1.2 ",
        "98%-",
        "> ",
        "not applicable ",
    ],
)
def test_much_garbage_is_read_quickly(garbage: str) -> None:
    text = (garbage * (200_000 // len(garbage) + 1))[:200_000]
    for spoilt in (POLICY + text, f"commitment uptime of ledger: {text[:50_000]}", f"causes: a{text[:20_000]}."):
        began = time.perf_counter()
        read(spoilt)
        assert time.perf_counter() - began < 5


def test_a_text_that_is_too_long_is_refused_at_once() -> None:
    (error,) = read("x" * (LARGEST_TEXT + 1)).diagnostics
    assert error.code == "text-too-long"


def test_causes_nest_as_deep_as_is_allowed_and_no_deeper() -> None:
    def nested(depth: int) -> str:
        return "causes: " + "a (" * depth + "b" + ")" * depth + "."

    assert read(nested(DEEPEST_NESTING)).tree is not None
    assert [e.code for e in read(nested(DEEPEST_NESTING + 1)).diagnostics] == ["nested-too-deep"]


def test_one_run_reports_an_error_of_every_rule_and_of_every_phrase() -> None:
    text = "service a: componets x; no component.\n" * 20
    assert len(read(text).diagnostics) == 40


def test_there_is_an_end_to_the_errors_of_one_run() -> None:
    errors = read("service a: componets x.\n" * 500).diagnostics
    assert [e.code for e in errors][-1] == "more-errors"
    assert len(errors) == 51


def test_a_byte_order_mark_at_the_beginning_is_passed_over() -> None:
    assert read("\ufeff" + POLICY).tree == read(POLICY).tree


def test_every_terminal_has_a_name_that_a_lawyer_knows() -> None:
    unnamed = {t.name for t in parser._grammar().terminals if parser._spelled(t.name) is None}
    assert unnamed - FIGURES.keys() - FIXED_WORDS.keys() == {"WHITESPACE", "NOTE"}


def test_no_message_shows_the_name_of_a_terminal() -> None:
    names = {t.name for t in parser._grammar().terminals} - {"A", "IT", "OF"}
    spoilt = [POLICY.replace(word, "§§§", 1) for word in dict.fromkeys(TOKENS) if word.strip()]
    for text in spoilt:
        for error in parse_policy(text).diagnostics:
            said = re.sub(r"`[^`]*`|\"[^\"]*\"", "", f"{error.title} {error.label} {error.text} {error.hint}")
            assert not names & set(re.findall(r"\b[A-Z_]{2,}\b", said))
