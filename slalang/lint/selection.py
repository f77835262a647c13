"""Which rules are asked: by their names, by their categories, or all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from slalang.lint.registry import LintRule, LooksAt
from slalang.values.diagnostics import Diagnostic, Severity, nearest

ALL = "all"
DEFAULT = "default"
"""What is asked where nothing is said: every rule but those that are only noted."""

_GROUP, _CATEGORY, _NAME = 1, 2, 3


@attrs.frozen(slots=True)
class Selection:
    """The rules to ask, and what is wrong with the names that were given."""

    rules: tuple[LintRule, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def select_rules(rules: Sequence[LintRule], selected: Iterable[str] = (), ignored: Iterable[str] = ()) -> Selection:
    """The rules that `selected` names and `ignored` does not, of `rules`.

    A name says more than a category and a category more than `all` or `default`; of two that say as much, `ignored` wins.
    Nothing selected is `default`. What the compiler refuses is no matter of choice: its pages may be selected, which changes
    nothing, and an error of it that is to be ignored is an error itself.
    """
    selected, ignored = tuple(selected) or (DEFAULT,), tuple(ignored)
    wrong = [_unknown(name, rules) for name in (*selected, *ignored) if not _known(name, rules)]
    wrong += [_inevitable(name) for name in ignored if _is_compilers(name, rules)]
    chosen = (rule for rule in rules if _weight(rule, selected) > _weight(rule, ignored))
    return Selection(tuple(chosen), tuple(wrong))


def _weight(rule: LintRule, names: Iterable[str]) -> int:
    weights: Mapping[str, int] = {
        ALL: _GROUP,
        DEFAULT: _GROUP if rule.severity is not Severity.NOTE else 0,
        rule.category: _CATEGORY,
        rule.name: _NAME,
    }
    return max((weights.get(name, 0) for name in names), default=0)


def _known(name: str, rules: Sequence[LintRule]) -> bool:
    return name in (ALL, DEFAULT) or any(name in (rule.name, rule.category) for rule in rules)


def _is_compilers(name: str, rules: Sequence[LintRule]) -> bool:
    return any(rule.name == name and rule.looks_at is LooksAt.COMPILER for rule in rules)


def _unknown(name: str, rules: Sequence[LintRule]) -> Diagnostic:
    close = nearest(name, [ALL, DEFAULT, *(rule.name for rule in rules), *(rule.category for rule in rules)])
    return Diagnostic(
        f"there is no rule and no category `{name}`",
        code="unknown-rule",
        hint=f"is `{close}` meant?" if close else "`slalang rule` lists the rules",
    )


def _inevitable(name: str) -> Diagnostic:
    return Diagnostic(
        f"`{name}` cannot be ignored: it is an error of the policy itself",
        code="error-ignored",
        hint=f"mend it; `slalang rule {name}` says how",
    )
