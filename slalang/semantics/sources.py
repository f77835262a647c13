"""Whose observations count, and how several sources agree (O8)."""

from __future__ import annotations

from typing import assert_never

from slalang.semantics.policy import SourceRule, Sources
from slalang.semantics.scope import Scope
from slalang.syntax import ast
from slalang.syntax.wording.words import text
from slalang.values.places import Span

_MOST_SOURCES = 100


def sources(scope: Scope, written: ast.Reported | None, *, summed: bool = False) -> Sources | None:
    """Whom to believe; None where nothing says so, or where it is wrong.

    What is `summed` (requests, executions, values) is not compared: all that is named counts together.
    """
    if written is None:
        return None
    match written.by:
        case ast.ReportedBy(source):
            return Sources(SourceRule.ONE, (source,))
        case ast.ReportedByAny(names):
            return _several(scope, written.span, SourceRule.ANY, names)
        case ast.ReportedByAll(names):
            rule = SourceRule.ALL
        case ast.FirstReported(names):
            rule = SourceRule.FIRST
        case _:
            assert_never(written.by)
    if summed:
        scope.findings.error(
            "sources-summed",
            "what several sources count is added up here, so they cannot be compared",
            written.span,
            hint=f"name the one that governs, as in `as reported by {text(names[0])}`, "
            "or those whose figures are added up, as in `as reported by any of ...`",
        )
        return None
    return _several(scope, written.span, rule, names)


def _several(scope: Scope, span: Span, rule: SourceRule, names: tuple[str, ...]) -> Sources | None:
    named = tuple(dict.fromkeys(names))
    if not 2 <= len(named) <= _MOST_SOURCES:
        scope.findings.error(
            "sources-alone" if len(named) < 2 else "too-much",
            f"`{rule.value}` needs several sources" if len(named) < 2 else f"more than {_MOST_SOURCES} sources",
            span,
            hint=f"write `as reported by {text(named[0])}`, or name the others" if len(named) < 2 else "name fewer",
        )
        return None
    return Sources(rule, named)
