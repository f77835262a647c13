"""What the rules offer as a repair can be made: it compiles, it ends the finding, and where it is safe it changes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from slalang.lint.fixes import apply_edits
from slalang.lint.registry import rule_named
from slalang.pipeline import check_policy, compile_policy

CASES = Path(__file__).parents[2] / "cases" / "lint"
_HIT = re.compile(r"^## Hit\b.*?^```sla\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
HITS = [
    (path.stem, match[1])
    for category in ("brackets", "targets", "remedies")
    for path in sorted((CASES / category).glob("*.md"))
    for match in _HIT.finditer(path.read_text("utf-8"))
]


@pytest.mark.parametrize(("name", "text"), HITS)
def test_a_repair_ends_its_finding(name: str, text: str) -> None:
    rule = rule_named(name)
    assert rule is not None
    before = compile_policy(text).compiled
    found = check_policy(text, rules=[rule])
    for diagnostic in found.diagnostics:
        if diagnostic.fix is None:
            continue
        assert before is not None
        repaired = apply_edits(text, diagnostic.fix.edits)
        after = check_policy(repaired, rules=[rule])
        assert after.compiled is not None, (repaired, after.diagnostics)
        assert len(after.diagnostics) < len(found.diagnostics)
        assert (after.compiled.sha256 == before.sha256) is diagnostic.fix.safe


def test_some_are_offered() -> None:
    assert len(HITS) > 50
    offered = {name for name, text in HITS if any(d.fix for d in check_policy(text, rules=[rule_named(name)]).diagnostics)}  # type: ignore[list-item]
    assert {"bracket-open-point", "belonging-unused", "qualifier-adds-nothing"} <= offered


DUTY = """agreement "S": zone UTC; currency EUR.
service web: no components.
duty tell of web: for each outage; requires the fact "told" about it within 3 business hours of h after it starts.
calendar h:"""


@pytest.mark.parametrize(
    ("phrases", "left"),
    [
        (" Monday to Friday 09:00-17:00;\n  open on 2025-11-15.", " Monday to Friday 09:00-17:00."),
        (
            " Monday to Friday 09:00-17:00; [a]\n  open on 2025-11-15 [b]; [c]\n  closed on 2025-12-01.",
            " Monday to Friday 09:00-17:00 [a] [b]; [c]\n  closed on 2025-12-01.",
        ),
        (
            " Monday to Friday 09:00-17:00;\n  [a\n   b]\n  open on [c] 2025-11-15. [d]",
            " Monday to Friday 09:00-17:00\n  [a\n   b] [c]. [d]",
        ),
        (
            " [a] open on 2025-11-15 [b]; [c]\n  Monday to Friday 09:00-17:00.",
            " [a] [b] [c]\n  Monday to Friday 09:00-17:00.",
        ),
        (" open on 2025-11-15; Monday to Friday 09:00-17:00.", " Monday to Friday 09:00-17:00."),
    ],
)
def test_a_phrase_that_is_left_out_leaves_all_notes(phrases: str, left: str) -> None:
    rule = rule_named("date-not-closed")
    assert rule is not None
    before = check_policy(DUTY + phrases, rules=[rule])
    (found,) = before.diagnostics
    assert found.fix is not None
    assert apply_edits(DUTY + phrases, found.fix.edits) == DUTY + left
    after = compile_policy(DUTY + left).compiled
    assert after is not None
    assert before.compiled is not None
    assert after.sha256 == before.compiled.sha256


def test_a_phrase_is_not_left_out_with_the_prose_of_a_page() -> None:
    rule = rule_named("date-not-closed")
    assert rule is not None
    page = f"```sla\n{DUTY} Monday to Friday 09:00-17:00;\n```\n\nProse.\n\n```sla\nopen on 2025-11-15.\n```\n"
    (found,) = check_policy(page, "page.sla.md", rules=[rule]).diagnostics
    assert found.fix is None
