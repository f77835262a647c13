"""All rules over one policy: what they find, each thing once, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import attrs

from slalang.lint.registry import LintRule, LooksAt
from slalang.lint.subject import Subject
from slalang.syntax import ast, wording
from slalang.values.diagnostics import Diagnostic

if TYPE_CHECKING:
    from slalang.engine.scenario.scenarios import ScenarioResult

MOST_FINDINGS = 100
"""How much one rule says of one policy: each finding may try a stream, and nobody reads more."""

_CUT_SHORT = f"more than {MOST_FINDINGS} findings of this rule; the others are not looked for"

_LEAVE = "leave it where"
"""So a hint says that a finding may be what was agreed."""


def lint_texts(texts: Mapping[str, str], rules: Iterable[LintRule]) -> tuple[Diagnostic, ...]:
    """What rules find in texts as they are written, by the names of their files; the policy need not compile."""
    found = [
        diagnostic
        for rule in rules
        if rule.looks_at is LooksAt.TEXT and rule.find is not None
        for file, text in texts.items()
        for diagnostic in _said(rule, rule.find(text, file))
    ]
    return _in_order(found)


def asked(rules: Iterable[LintRule], subject: Subject | None) -> tuple[LintRule, ...]:
    """The rules that can be asked: of a policy that does not compile those of the text, about scenarios where there are any."""
    without = {LooksAt.COMPILER}
    if subject is None:
        without |= {LooksAt.TREE, LooksAt.POLICY, LooksAt.SCENARIOS}
    elif not subject.rules(ast.Scenario):
        without |= {LooksAt.SCENARIOS}
    return tuple(rule for rule in rules if rule.looks_at not in without)


def lint_policy(subject: Subject, rules: Iterable[LintRule]) -> tuple[Diagnostic, ...]:
    """What rules find in a policy that compiles; scenarios are run only where a rule asks about them and there are any."""
    found: list[Diagnostic] = []
    scenarios = subject.rules(ast.Scenario)
    results: tuple[ScenarioResult, ...] | None = None
    for rule in rules:
        find = rule.find
        if find is None:
            continue
        match rule.looks_at:
            case LooksAt.TREE:
                found += _said(rule, find(subject))
            case LooksAt.POLICY:
                found += _said(rule, _in_variants(find, subject))
            case LooksAt.SCENARIOS if scenarios:
                results = _run(subject, scenarios) if results is None else results
                found += _said(rule, find(subject, results))
            case _:
                pass
    return _in_order([_under_its_clause(subject, diagnostic) for diagnostic in found])


def _under_its_clause(subject: Subject, diagnostic: Diagnostic) -> Diagnostic:
    """A finding in a phrase that cites clauses of its own stands under those, not under its rule's (P1)."""
    clauses = subject.clauses_at(diagnostic.span) if diagnostic.span is not None else None
    if clauses is None:
        return diagnostic
    rule = diagnostic.clause.rpartition(" (clause")[0] or diagnostic.clause
    return attrs.evolve(diagnostic, clause=f"{rule} {wording.citation(clauses)}".strip())


def _run(subject: Subject, scenarios: tuple[ast.Scenario, ...]) -> tuple[ScenarioResult, ...]:
    """What comes of the scenarios; whatever runs them is loaded only where a rule asks."""
    from slalang.engine.scenario.scenarios import run_scenarios

    return run_scenarios(subject.compiled, scenarios)


def _in_variants(find: Callable[..., Iterator[Diagnostic]], subject: Subject) -> Iterator[Diagnostic]:
    """What is found in the governing variant; of every other reading what is found only there, with its name (P6)."""
    governing: set[tuple[object, ...]] = set()
    for reading, compiled in subject.variants():
        for diagnostic in find(compiled, subject):
            if reading is None:
                governing.add((diagnostic.title, diagnostic.span))
                yield diagnostic
            elif (diagnostic.title, diagnostic.span) not in governing:
                only = f"It arises only where the text is read as `{reading}`."
                yield attrs.evolve(diagnostic, text=f"{diagnostic.text} {only}".strip())


def _said(rule: LintRule, found: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    """What a rule finds, under its name; after `MOST_FINDINGS` only that there is more."""
    for number, diagnostic in enumerate(found):
        if number == MOST_FINDINGS:
            yield Diagnostic(
                _CUT_SHORT,
                diagnostic.span,
                rule.name,
                hint="mend these first, or split the policy",
                severity=rule.severity,
            )
            return
        yield attrs.evolve(diagnostic, code=rule.name, severity=rule.severity, hint=_how_to_leave(diagnostic.hint, rule.name))


def is_cut_short(diagnostic: Diagnostic) -> bool:
    """Whether this says that its rule found more than is told, so that nobody knows where it finds nothing."""
    return diagnostic.title == _CUT_SHORT


def _how_to_leave(hint: str, name: str) -> str:
    """A hint; where it says that what was found may be left, with how that is said in the policy."""
    return f"{hint}; to leave it, write `[waive {name}: reason]` there" if _LEAVE in hint else hint


def _in_order(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each once, by file and place."""
    first: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in found:
        first.setdefault((diagnostic.code, diagnostic.title, diagnostic.span), diagnostic)
    return tuple(sorted(first.values(), key=_place))


def _place(diagnostic: Diagnostic) -> tuple[str, int, str]:
    span = diagnostic.span
    return (span.file, span.start, diagnostic.code) if span is not None else ("", 0, diagnostic.code)
