"""Files that hold no policy of their own: the house style that policies of a folder share (P3)."""

from __future__ import annotations

from collections.abc import Iterable

from slalang.shell.files import PolicySource
from slalang.syntax import ast
from slalang.syntax.parser import parse_policy
from slalang.values.diagnostics import Diagnostic, Severity

_OWN = ast.Commitment | ast.Clock | ast.Duty | ast.Share | ast.Scenario


def is_shared_part(source: PolicySource, diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether a file is only read by policies that use it: nothing is wrong but that it names no agreement.

    `diagnostics` are those of compiling it alone. A file that promises something, or holds a scenario, is a policy.
    """
    if {d.code for d in diagnostics if d.severity is Severity.ERROR} != {"agreement-missing"}:
        return False
    tree = parse_policy(source.text, source.file).tree
    return tree is not None and not any(isinstance(rule, _OWN) for rule in tree.rules)
