"""Every error of the compiler has a page, or is among those of which it is said that they have none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import slalang
from slalang.lint.codes import WITHOUT_PAGE
from slalang.lint.registry import all_rules

SOURCE = Path(slalang.__file__).parent
PAGES = {rule.name for rule in all_rules()}
_CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
_SAYS = {"error", "once", "here", "Mistake", "NoSuchFigure"}
"""What takes a code first."""


def _trees() -> Iterator[ast.Module]:
    for layer in ("syntax", "semantics"):
        yield from (ast.parse(path.read_text("utf-8")) for path in (SOURCE / layer).rglob("*.py"))


def _said(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    places = [call.args[0]] if name in _SAYS and call.args else call.args[2:3] if name == "Diagnostic" else []
    places += [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    yield from (
        p.value for p in places if isinstance(p, ast.Constant) and isinstance(p.value, str) and _CODE.fullmatch(p.value)
    )


def test_every_code_of_the_compiler_has_a_page_or_is_known_to_have_none() -> None:
    said = {code for tree in _trees() for node in ast.walk(tree) if isinstance(node, ast.Call) for code in _said(node)}
    assert len(said) > 150
    assert said <= PAGES | WITHOUT_PAGE, sorted(said - PAGES - WITHOUT_PAGE)


def test_a_code_without_a_page_is_one_that_is_said() -> None:
    texts = [path.read_text("utf-8") for path in SOURCE.rglob("*.py") if path.name != "codes.py"]
    assert not PAGES & WITHOUT_PAGE
    assert all(any(f'"{code}"' in text for text in texts) for code in WITHOUT_PAGE)
