"""The heading of a rule as findings show it, whatever rule it is."""

from __future__ import annotations

from slalang.semantics.findings import heading_of
from slalang.syntax import ast


def heading_of_rule(rule: ast.Rule) -> str:
    """`calendar office (clause 4)`, `credit for uptime`, `agreement "Hosting"`."""
    if isinstance(rule, ast.Agreement):
        return f'agreement "{rule.title}"'
    name = getattr(rule, "name", None) or getattr(rule, "commitment", None)
    qualifiers = getattr(rule, "qualifiers", None)
    noun = "credit for" if isinstance(rule, ast.Credit) else type(rule).__name__.lower()
    clauses = qualifiers.clauses if isinstance(qualifiers, ast.Qualifiers) else None
    return heading_of(noun, name.text if isinstance(name, ast.Name) else "", clauses)
