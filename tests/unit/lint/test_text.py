"""Characters that look like others, wherever they stand, and those that are what they look like."""

from __future__ import annotations

from itertools import product

import pytest

from slalang.lint.registry import rule_named
from slalang.lint.rules.text.confusable_characters import in_text
from slalang.pipeline import check_policy
from slalang.values.diagnostics import Severity

_ALIKE = {"а": "a", "Е": "E", "о": "o", "Р": "P", "Ο": "O", "Τ": "T", "ν": "v"}
_FRAME = """agreement "Hosting": zone UTC; currency EUR.
service web: no components.
commitment uptime of web: available at least 99.9%; per calendar month; measured over the whole period;
  watched by outages of severity {}; counted exactly; of a period covered in part, the rest counts as up.
"""


@pytest.mark.parametrize(("mark", "letter"), _ALIKE.items())
def test_a_letter_of_another_script_is_told_wherever_it_stands(mark: str, letter: str) -> None:
    for before, after in product(("", "x", "1"), ("", "y", "2")):
        word = f"{before}{mark}{after}"
        (found,) = in_text(_FRAME.format(f'"{word}"'), "policy.sla")
        assert f"U+{ord(mark):04X}" in found.case
        assert found.fix is not None
        assert not found.fix.safe
        (edit,) = found.fix.edits
        assert edit.text == letter


def test_what_any_keyboard_writes_and_other_alphabets_are_left_alone() -> None:
    every = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"')
    for word in (every, "Störung", "Störung-ß", "критично", "υψηλή", "重大", "عاجل", "µs"):
        assert not list(in_text(_FRAME.format(f'"{word}"'), "policy.sla")), word


def test_reasons_and_notes_are_not_compared_with_anything() -> None:
    text = _FRAME.format('"P1" because "as in Р1\u00a0and Р2"') + "[Р1 is written with a Cyrillic letter.]\n"
    assert not list(in_text(text, "policy.sla"))


def test_the_rules_between_the_prose_are_read() -> None:
    prose = 'The severity "Р1" is defined below.\n\n'
    rules = _FRAME.format('"Р1"')
    (found,) = in_text(f"{prose}```sla\n{rules}```\n", "policy.md")
    assert found.span is not None
    assert found.span.start > len(prose)


def test_errors_do_not_keep_the_text_from_being_looked_at() -> None:
    rule = rule_named("confusable-characters")
    assert rule is not None
    text = _FRAME.format('"Р1"').replace("counted exactly", "counted precisely")
    checked = check_policy(text, "policy.sla", rules=[rule])
    assert {d.severity for d in checked.diagnostics} == {Severity.ERROR, Severity.WARNING}
