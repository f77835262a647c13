"""A reading is a variant of the text: what stands under a reading not taken is not there (P6)."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from slalang.syntax import ast


def select_reading(tree: ast.Policy, chosen: Mapping[str, str]) -> ast.Policy:
    """The tree as it reads where `chosen` names the reading taken of some ambiguities (P6).

    Of every ambiguity that `chosen` does not name, the governing reading is taken. Rules and phrases under a
    reading that is not taken, or that nothing declares, are left out; the ambiguities themselves stay.
    """
    taken = frozenset(
        chosen.get(ambiguity.name.text, governing.name.text)
        for ambiguity in ambiguities(tree)
        if (governing := governing_reading(ambiguity)) is not None
    )
    return ast.Policy(
        tuple(_phrases_taken(rule, taken) for rule in tree.rules if _stands(reading_over(rule), taken)),
        span=tree.span,
    )


def ambiguities(tree: ast.Policy) -> tuple[ast.Ambiguity, ...]:
    """The tree's ambiguities in order."""
    return tuple(rule for rule in tree.rules if isinstance(rule, ast.Ambiguity))


def governing_reading(ambiguity: ast.Ambiguity) -> ast.Reading | None:
    """The reading that says it governs; the first where none or several do."""
    governing = [r for r in ambiguity.readings if r.governs] or list(ambiguity.readings)
    return governing[0] if governing else None


def reading_over(rule: ast.Rule) -> ast.Name | None:
    """The reading under which a whole rule stands, if it stands under one."""
    qualifiers = getattr(rule, "qualifiers", None)
    return qualifiers.reading if isinstance(qualifiers, ast.Qualifiers) else None


def phrases_of(rule: ast.Rule) -> tuple[ast.Phrase, ...]:
    """The phrases of a rule, for rules that consist of phrases."""
    phrases = getattr(rule, "phrases", ())
    return phrases if isinstance(phrases, tuple) else ()


def conditional_promises(tree: ast.Policy) -> dict[str, tuple[str, ...]]:
    """The names of promises and joint rules that exist only under readings, each with those readings."""
    found: dict[str, dict[str, None]] = {}
    always: set[str] = set()
    for rule in tree.rules:
        if isinstance(rule, ast.Commitment | ast.Clock | ast.Duty | ast.Share | ast.Joint):
            over = reading_over(rule)
            if over is None:
                always.add(rule.name.text)
            else:
                found.setdefault(rule.name.text, {})[over.text] = None
    return {name: tuple(readings) for name, readings in found.items() if name not in always}


def _stands(reading: ast.Name | None, taken: frozenset[str]) -> bool:
    return reading is None or reading.text in taken


def _phrases_taken(rule: ast.Rule, taken: frozenset[str]) -> ast.Rule:
    phrases = phrases_of(rule)
    kept = tuple(p for p in phrases if _stands(p.qualifiers.reading, taken))
    if len(kept) == len(phrases):
        return rule
    return attrs.evolve(rule, phrases=kept)  # type: ignore[arg-type]
