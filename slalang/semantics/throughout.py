"""What holds throughout a policy: each question is answered there once, in all its files (P3)."""

from __future__ import annotations

from collections.abc import Iterable

from slalang.semantics.findings import Findings
from slalang.semantics.parts import COMBINES, nouns
from slalang.semantics.watching import WATCHES
from slalang.syntax import ast
from slalang.syntax.wording import parts

_ONE_OF: tuple[tuple[type[ast.Node], ...], ...] = (
    (ast.ExactGranularity, ast.SlotGranularity, ast.RunGranularity),
    (ast.RowsNeedMiss, ast.RowsStandAlone),
    (ast.Pauses, ast.NeverPauses),
)
"""Phrases that answer the same question in different words."""


def what_holds_throughout(findings: Findings, rules: Iterable[ast.Throughout]) -> tuple[ast.Phrase, ...]:
    """The phrases that hold throughout; an error for each that answers a question again."""
    here = findings.under("throughout")
    kept: list[ast.Phrase] = []
    answered: dict[str, ast.Phrase] = {}
    for phrase in (phrase for rule in rules for phrase in rule.phrases):
        questions = _questions(phrase.body)
        before = next((answered[one] for one in questions if one in answered), None)
        if before is None:
            kept.append(phrase)
            answered |= dict.fromkeys(questions, phrase)
            continue
        here.twice(
            "what holds throughout is said",
            before.body.span,
            phrase.body.span,
            "keep one of them; a rule that differs says so in its own rule",
        )
    return tuple(kept)


def _questions(body: ast.Node) -> tuple[str, ...]:
    """What a phrase answers: components and resources combine each in their own way, every class scores for itself."""
    match body:
        case ast.ClassScores(name):
            return (f"class {name}",)
        case ast.OnlyWhile():
            return (parts.body(body),)
        case ast.MeasuredBy():
            return ("measured", *(kind.__name__ for kind in WATCHES))
        case _ if isinstance(body, COMBINES):
            return tuple(sorted(f"combine {noun.value}" for noun in nouns(body)))
        case _:
            same = next((group for group in _ONE_OF if isinstance(body, group)), (type(body),))
            return (same[0].__name__,)
