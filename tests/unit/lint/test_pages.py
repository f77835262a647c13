"""The examples of the pages behave as they say: the rule finds what is before, and nothing of its kind is found after.

An example is a fragment. What it leaves out with `...` and what it speaks of without saying it is put around it here.
"""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from slalang.lint.registry import LintRule, all_rules
from slalang.lint.selection import select_rules
from slalang.pipeline import check_policy

_CATEGORIES = ("brackets", "duties", "remedies", "targets")
_PAGES = [rule for rule in all_rules() if rule.category in _CATEGORIES]
_HEAD = """
agreement "Example": zone UTC; currency EUR.
causes: customer.
parameter plan: one of "basic", "silver", "gold"; default "basic".
service web: no components.
service desk: no components.
service farm: resources as events name them.
throughout: measured over the whole period; counted exactly; of a period covered in part, the rest counts as up;
  rows need a missed target; money rounded half up; reopening changes nothing.
"""
_STATEMENT = re.compile(
    r"^(commitment|credit for|clock|duty|share|right|exclusion) (\w+)(.*?)(?=^\w|\Z)", re.MULTILINE | re.DOTALL
)
_PARTS = {
    "commitment": (
        (r"available|down at|value at|no target", "available at least 99.9%"),
        (r"\bper ", "per calendar month"),
        (r"watched by|measured by", "watched by outages"),
        (r"^(?!.*value at)", "a period without any is left out"),
        (r"^(?!.*of farm)", "each resource on its own; other time counts as up"),
        (r"^(?!.*by probes)", "unobserved time counts as up"),
    ),
    "credit for": (
        (r"of the charges|^[^%]*$", "of the charges of the period"),
        (r"\bgiven ", "given without a claim"),
        (r"^(?!.*for each day)", "accrues without limit"),
    ),
    "clock": (
        (r"\bruns ", 'runs from "opened" to "resolved"'),
        (r"\bwithin ", "within 4 hours"),
        (r"later stage", "a later stage does not stop it"),
        (r"belongs to", "belongs to the period in which it starts"),
    ),
    "right": ((r"exercised", 'exercised by the fact "notice"'),),
}
_DAYS = "the first day counts; the last day does not count; several at once accrue once; at the rate of each day"
_SPOKEN_OF = {
    "uptime": ("commitment", "commitment uptime of web: ..."),
    "resolve": ("clock", "clock resolve of desk: ...; never pauses."),
}
_PROMISES = ("commitment", "clock", "duty")
_NEEDED_BY_NONE = {"commitment-without-remedy"}
"""What an example that shows something else need not have."""


def _statements(example: str) -> dict[tuple[str, str], str]:
    code = dedent("\n".join(line for line in example.splitlines() if line.startswith("    ")))
    return {(found[1], found[2]): found[0].strip() for found in _STATEMENT.finditer(code)}


def _completed(kind: str, name: str, text: str, target: str) -> str:
    """A statement with something for each `...`."""
    if "..." not in text:
        return text
    parts = [part for pattern, part in _PARTS[kind] if not re.search(pattern, text, re.DOTALL)]
    if kind == "credit for" and name == "resolve":
        parts.append("per calendar month")
    if "for each day" in text:
        parts.append(_DAYS)
    said = re.sub(r"\.\.\.;?\s*", "", text).rstrip().rstrip(";")
    added = "; ".join(parts).replace("at least 99.9%", f"at least {target}%")
    return f"{said}{'' if said.endswith(':') else ';'} {added}."


def _policy(statements: dict[tuple[str, str], str]) -> str:
    """The statements of an example with what they speak of and what stands around them."""
    text = "\n".join(statements.values())
    promised = {name for kind, name in statements if kind in _PROMISES}
    spoken_of = [name for name in _SPOKEN_OF if name not in promised and re.search(rf"(credit for|when|of) {name}\b", text)]
    if not promised and not spoken_of:
        spoken_of = ["uptime"]
    around = [(*_SPOKEN_OF[name], name) for name in spoken_of]
    whole = [*((kind, name, said) for kind, said, name in around), *((*key, said) for key, said in statements.items())]
    # A table that does not begin at the target begins where the target is missed.
    first = None if "the target" in text else re.search(r"(?:below|at most) ([\d.]+)%", text)
    target = first[1] if first else "99.9"
    return _HEAD + "\n".join(_completed(kind, name, said, target) for kind, name, said in whole)


def _found(text: str, rule: LintRule) -> set[str]:
    """The names of what is found: by the compiler, and by the rules of these categories."""
    asked = {*select_rules(all_rules(), (), ()).rules, rule}
    found = check_policy(text, rules=[one for one in asked if one.category in _CATEGORIES]).diagnostics
    return {d.code for d in found if d.code == rule.name or d.code not in _NEEDED_BY_NONE}


@pytest.mark.parametrize("rule", _PAGES, ids=lambda rule: rule.name)
def test_an_example_is_found_before_and_not_after(rule: LintRule) -> None:
    before, _, after = rule.page.split("## Example", 1)[1].partition("\nAfter")
    first, instead = _statements(before), _statements(after)
    assert first
    assert instead
    renamed = {kind for kind, _ in instead} - {kind for kind, name in instead if (kind, name) in first}
    then = {key: said for key, said in first.items() if key[0] not in renamed} | instead
    assert rule.name in _found(_policy(first), rule), _policy(first)
    assert _found(_policy(then), rule) == set(), _policy(then)
