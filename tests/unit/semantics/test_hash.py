"""The hash names exactly what a policy says: not how its text is laid out, not where it stands (V4)."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest
from sample import COMPLETE, changed, compiled

from slalang.semantics.canonical import canonical_text


def sha(text: str) -> str:
    done = compiled(text).compiled
    assert done is not None
    return done.sha256


def test_white_space_and_notes_change_nothing() -> None:
    same = COMPLETE.replace(";\n", "  ;\n\n [a note] ").replace('"Hosting"', "\u201cHosting\u201d")
    assert same != COMPLETE
    assert sha(same) == sha(COMPLETE)
    assert sha(COMPLETE + 'scenario "s": expect uptime in 2025-03: met.') == sha(COMPLETE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("99.9% otherwise", "99.8% otherwise"),
        ("below 99% earns", "at most 98.9% earns"),
        ("zone Europe/London", "zone Europe/Dublin"),
        ("closed on 2025-12-24", "closed on 2025-12-23"),
        ('holidays of "GB-ENG"', 'holidays of "GB-SCT"'),
        ("money rounded half up", "money rounded half even"),
        ("the notice, hours", "the notice, length"),
        ("Sunday 01:00-05:00", "Sunday 01:00-05:01"),
        ("3 business days of weekdays", "3 business days of all_hours"),
        ("exclusion planned (clause 4)", "exclusion planned (clause 5)"),
        ('because "no rounding is named"', 'because "none is named"'),
    ],
)
def test_whatever_can_change_a_verdict_changes_the_hash(old: str, new: str) -> None:
    assert sha(changed(old, new)) != sha(COMPLETE)


def test_the_hash_is_the_same_in_another_process_with_another_seed() -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]; from test_hash import sha; from sample import COMPLETE; print(sha(COMPLETE))"
    )
    command = [sys.executable, "-c", code, *sys.path]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert told.stdout.strip() == sha(COMPLETE)


def test_canonical_text_tells_kinds_apart_and_refuses_what_is_not_exact() -> None:
    assert canonical_text(Fraction(1, 2)) == '{"Fraction":"1/2"}'
    assert canonical_text((1, True, None, "\u00e9")) == '[1,true,null,"\\u00e9"]'
    with pytest.raises(TypeError, match="float"):
        canonical_text(0.5)
