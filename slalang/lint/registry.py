"""Every rule there is: the files of `slalang.lint.rules`, read in sorted order.

A rule is a module. Its path is its identity: `rules/brackets/bracket_gap.py` is `bracket-gap` in the category `brackets`. Its
docstring is its page. `SEVERITY` is how grave a finding is; what is only noted is not shown unless it is selected. One function
finds it:

    in_text(text, file)         anything in a file's text, whether or not it can be read
    in_tree(subject)            anything in the tree of a policy that compiles, all readings together
    in_policy(compiled, subject)  anything in the resolved policy, once for each reading
    in_scenarios(subject, results)  anything about the policy's scenarios, which were run
    in_waivers(waiver, idle, text)  what is to be said of a waiver in a text, of whose rules `idle` found nothing

A module without such a function is the page of an error that the compiler itself makes.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

import attrs

from slalang.lint import rules as _rules
from slalang.values.diagnostics import Diagnostic, Severity


class LooksAt(Enum):
    """What a rule is asked about, by the name of its function."""

    TEXT = "in_text"
    TREE = "in_tree"
    POLICY = "in_policy"
    SCENARIOS = "in_scenarios"
    WAIVERS = "in_waivers"
    COMPILER = ""
    """The compiler finds it."""


@attrs.frozen(slots=True)
class LintRule:
    """A rule: its name, its category, how grave it is, its page in Markdown, and what finds it."""

    name: str
    category: str
    severity: Severity
    page: str
    looks_at: LooksAt
    find: Callable[..., Iterator[Diagnostic]] | None = attrs.field(repr=False)

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.split("\n", 1)[0]


@cache
def all_rules() -> tuple[LintRule, ...]:
    """Every rule, sorted by category and name. ImportError for a file that is no rule."""
    return tuple(_rule(category, module) for category, module in _modules())


def rule_named(name: str) -> LintRule | None:
    """The rule of that name; None where there is none."""
    return next((rule for rule in all_rules() if rule.name == name), None)


def _modules() -> Iterator[tuple[str, Any]]:
    for folder in sorted(pkgutil.iter_modules(_rules.__path__), key=lambda found: found.name):
        package = import_module(f"{_rules.__name__}.{folder.name}")
        for file in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
            yield folder.name, import_module(f"{package.__name__}.{file.name}")


def _rule(category: str, module: Any) -> LintRule:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    functions = [kind for kind in LooksAt if kind.value and hasattr(module, kind.value)]
    if not module.__doc__ or len(functions) > 1:
        raise ImportError(f"the rule {name} needs a docstring and at most one function that finds it")
    looks_at = functions[0] if functions else LooksAt.COMPILER
    severity = module.SEVERITY if functions else Severity.ERROR
    return LintRule(name, category, severity, module.__doc__.strip(), looks_at, getattr(module, looks_at.value or "-", None))
