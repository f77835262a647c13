"""Targets and rows that never govern, and what is not said of them twice or too late (C1, C2, S1, S5)."""

from __future__ import annotations

import pytest

from slalang.lint.check import lint_policy
from slalang.lint.registry import all_rules
from slalang.lint.subject import Subject
from slalang.pipeline import compile_policy
from slalang.values.diagnostics import Diagnostic

TERMS = """
agreement "A": zone Europe/London; currency GBP.
parameter plan: one of "basic", "gold"; default "basic".
throughout:
  watched by outages; measured over the whole period; counted exactly; of a period covered in part, the rest counts as up;
  rows need a missed target; money rounded half up; reopening changes nothing; never pauses.
service portal: no components.
clock resolve of portal:
  runs from "opened" to "resolved";
  within 4 hours where the severity is "P1";
  within 8 hours otherwise;
  a change of severity restarts the clock;
  a later stage does not stop it;
  belongs to the period in which it is due.
commitment uptime of portal:
  available at least 99.9% where plan is "gold";
  available at least 99% otherwise;
  per calendar month.
share prompt of resolve:
  at least 95% kept where plan is "gold";
  at least 90% kept otherwise;
  per calendar month;
  a period without any is not judged.
credit for resolve:
  a missed target earns GBP 10 for each 1 hour begun past the deadline where the severity is "P1";
  a missed target earns GBP 5;
  where rows overlap, the first listed applies;
  per calendar month;
  accrues without limit;
  given without a claim.
"""


def changed(old: str, new: str, text: str = TERMS) -> str:
    """The policy with one place changed, which must be there."""
    assert text.count(old) == 1
    return text.replace(old, new)


def found(text: str) -> tuple[Diagnostic, ...]:
    """What the rules about rows and targets find."""
    done = compile_policy(text)
    assert done.compiled is not None, done.diagnostics
    rules = [rule for rule in all_rules() if rule.category in ("brackets", "targets") and rule.find is not None]
    return lint_policy(Subject(done.compiled, "policy.sla"), rules)


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("target-hidden", "  within 8 hours otherwise;", '  within 1 hour where the severity is "P1" and plan is "gold";'),
        ("target-hidden", "  within 8 hours otherwise;", '  no target where plan is "gold" and the severity is "P1";'),
        ("target-hidden", "  available at least 99% otherwise;", '  down at most 1 hour where plan is "gold";'),
        ("target-hidden", "  at least 90% kept otherwise;",
         '  at least 99% kept where plan is "gold" and the period starts before 2026-01-01;'),
        ("unreachable-row", "  a missed target earns GBP 5;",
         '  a missed target earns GBP 5 where the severity is "P1" and plan is "gold";'),
    ],
)  # fmt: skip
def test_what_can_never_govern_is_found_where_it_stands(code: str, old: str, new: str) -> None:
    assert found(TERMS) == ()
    text = changed(old, new)
    (one,) = found(text)
    assert one.code == code
    assert one.span is not None
    assert text[one.span.start : one.span.end] == new.strip().rstrip(";")
    (other,) = one.labels
    assert other.span.line == one.span.line - 1


def test_where_the_highest_row_applies_no_order_hides_one() -> None:
    text = changed("  a missed target earns GBP 5;", '  a missed target earns GBP 5 where the severity is "P1";')
    assert [one.code for one in found(text)] == ["unreachable-row"]
    assert found(changed("the first listed applies", "the highest applies", text)) == ()


def test_a_row_at_the_rate_of_each_day_is_not_hidden_by_one_at_the_rate_of_the_start() -> None:
    text = changed("a missed target earns GBP 5;", 'a missed target earns GBP 5 where plan is "gold";')
    text = changed(
        "  where rows overlap,",
        '  a missed target earns GBP 7 for each day past the deadline where plan is "gold" and the severity is "P2";\n'
        "  the first day counts; the last day counts; several at once accrue once; at the rate of each day;\n"
        "  where rows overlap,",
        text,
    )
    assert found(text) == ()
    assert [one.code for one in found(changed("of each day", "of the period", text))] == ["unreachable-row"]


def test_a_long_list_of_long_conditions_is_settled_soon() -> None:
    severities = " or ".join(f'"S{i}"' for i in range(20))
    rows = "".join(f'  within {i + 1} hours where the queue is "q{i}" and the severity is {severities};\n' for i in range(500))
    assert found(changed('  within 4 hours where the severity is "P1";\n', rows)) == ()


def test_many_promises_of_one_figure_are_compared_soon() -> None:
    more = "".join(f"commitment c{n} of portal: available at least 99.{n:03}%; per calendar month.\n" for n in range(500))
    assert found(TERMS + more) == ()
